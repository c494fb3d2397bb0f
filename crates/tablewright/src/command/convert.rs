//! `tablewright convert`: the tables as CSV files, unprotected.

use std::fmt::Write;

use model::{Failure, FailureKind, Finding, Period, PeriodKind, Progress, counted};
use serde_json::json;
use tablewright::convert::{Converted, CsvLayout, Release, Wanted, convert};
use tablewright::recipe::{Files, Recipe, Totals, Values};
use tablewright::straight::{HandedOver, handed_over, pass};
use workbook::Limits;

use super::args::{ConvertArgs, FilesChoice, LayoutChoice, TotalsChoice, ValuesChoice};
use super::input;
use super::outcome::Outcome;

pub(super) fn run(args: &ConvertArgs, progress: &dyn Progress) -> Result<Outcome, Vec<Failure>> {
    let one = |failure: Failure| vec![failure];
    let recipe = recipe(args).map_err(one)?;
    if args.provenance && args.layout != LayoutChoice::Tidy {
        let detail = "it goes with --layout tidy, where each row is one value";
        return Err(vec![Failure::new(FailureKind::Invalid, "--provenance", detail)]);
    }
    if args.layout == LayoutChoice::Sheet && args.input.recipe.is_none() {
        let (stored, limits) = (recipe.output.values == Values::Stored, Limits::default());
        if let Some(passed) = pass(&args.input.files.files, stored, &limits, &args.out, progress)? {
            return Ok(told(args, &passed.written, passed.findings.iter(), &passed.handed_over));
        }
    }
    let (located, found) = input::found(&args.input, &recipe, progress)?;
    if found.tables.is_empty() {
        return Err(input::no_table(&args.input.files.files));
    }
    let wanted = Wanted { layout: layout(args), output: recipe.output, release: release(&recipe) };
    let done = convert(&located, &found.tables, &wanted, &args.out, progress).map_err(one)?;
    let hidden = located.iter().flat_map(|(source, _)| &source.workbook.hidden);
    let handed_over = located.iter().flat_map(|(source, _)| handed_over(&source.workbook));
    let handed_over: Vec<HandedOver> = handed_over.collect();
    Ok(told(args, &done.written, hidden.chain(&found.findings).chain(&done.findings), &handed_over))
}

/// The recipe, with what the command line says instead.
fn recipe(args: &ConvertArgs) -> Result<Recipe, Failure> {
    let mut recipe = input::recipe_with(&args.input)?;
    let output = &mut recipe.output;
    output.values = match args.values {
        Some(ValuesChoice::Stored) => Values::Stored,
        Some(ValuesChoice::Displayed) => Values::Displayed,
        None => output.values,
    };
    output.totals = match args.totals {
        Some(TotalsChoice::Keep) => Totals::Keep,
        Some(TotalsChoice::LeaveOut) => Totals::LeaveOut,
        None => output.totals,
    };
    output.files = match args.files_by {
        Some(FilesChoice::Table) => Files::Table,
        Some(FilesChoice::Family) => Files::Family,
        None => output.files,
    };
    Ok(recipe)
}

const fn layout(args: &ConvertArgs) -> CsvLayout {
    match args.layout {
        LayoutChoice::Tidy => CsvLayout::Tidy { provenance: args.provenance },
        LayoutChoice::Sheet => CsvLayout::Sheet,
        LayoutChoice::NhsLong => CsvLayout::NhsLong,
        LayoutChoice::Ees => CsvLayout::Ees,
    }
}

/// What the recipe's metadata say of status and period.
fn release(recipe: &Recipe) -> Release {
    let said = &recipe.metadata.period;
    let period = Period { start: said.from.clone(), end: said.to.clone(), kind: PeriodKind::Span };
    let period = (!said.from.is_empty() && !said.to.is_empty()).then(|| tables::named_period(period));
    Release {
        status: recipe.metadata.status.clone(),
        period,
        coverage: recipe.metadata.coverage_code.clone(),
    }
}

/// What was written, and what was found on the way.
fn told<'a>(
    args: &ConvertArgs,
    written: &[(Converted, String)],
    findings: impl Iterator<Item = &'a Finding>,
    handed_over: &[HandedOver],
) -> Outcome {
    let mut outcome = Outcome::new(args.input.files.json);
    let _ = writeln!(
        outcome.text,
        "Wrote {} to {}. They are as in the workbook: nothing is protected.",
        counted(written.len(), "table", "tables"),
        args.out.display()
    );
    for (file, title) in written {
        let _ = writeln!(
            outcome.text,
            "  {}  {}  {}",
            file.file,
            counted(file.rows as usize, "row", "rows"),
            title
        );
        if let Some(reconciliation) = &file.reconciliation {
            let _ = writeln!(outcome.text, "    {}", reconciliation.text());
        }
    }
    let files: Vec<&Converted> = written.iter().map(|(file, _)| file).collect();
    outcome.own.insert("written".into(), json!(files));
    outcome.own.insert("handed_over".into(), json!(handed_over));
    outcome = outcome.with_findings(findings);
    outcome.exit = 0;
    outcome
}
