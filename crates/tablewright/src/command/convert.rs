//! `tablewright convert`: the tables as CSV files, unprotected.

use std::fmt::Write;

use model::{Failure, FailureKind, Finding, Progress, TidyTable, counted};
use serde_json::json;
use tablewright::convert::{Converted, CsvLayout, convert};
use tablewright::recipe::Values;
use tablewright::straight::{HandedOver, handed_over, pass};
use workbook::Limits;

use super::args::{ConvertArgs, LayoutChoice, ValuesChoice};
use super::input;
use super::outcome::Outcome;

pub(super) fn run(args: &ConvertArgs, progress: &dyn Progress) -> Result<Outcome, Vec<Failure>> {
    let one = |failure: Failure| vec![failure];
    let mut recipe = input::recipe(args.input.recipe.as_deref()).map_err(one)?;
    match args.values {
        Some(ValuesChoice::Stored) => recipe.output.values = Values::Stored,
        Some(ValuesChoice::Displayed) => recipe.output.values = Values::Displayed,
        None => {}
    }
    if args.layout == LayoutChoice::Sheet && !args.provenance && args.input.recipe.is_none() {
        let (stored, limits) = (recipe.output.values == Values::Stored, Limits::default());
        if let Some(passed) = pass(&args.input.files.files, stored, &limits, &args.out, progress)? {
            let written: Vec<_> = passed.written.iter().map(|(file, title)| (file, title.as_str())).collect();
            return Ok(told(args, &written, passed.findings.iter(), passed.handed_over));
        }
    }
    let (located, found) = input::found(&args.input, &recipe, progress)?;
    if found.tables.is_empty() {
        return Err(input::no_table(&args.input.files.files));
    }
    if args.provenance && args.layout == LayoutChoice::Sheet {
        let detail = "it goes with --layout tidy, where each row is one value";
        return Err(vec![Failure::new(FailureKind::Invalid, "--provenance", detail)]);
    }
    let layout = match args.layout {
        LayoutChoice::Tidy => CsvLayout::Tidy { provenance: args.provenance },
        LayoutChoice::Sheet => CsvLayout::Sheet,
    };
    let written = convert(&located, &found.tables, layout, &args.out, progress).map_err(one)?;
    let titles = found.tables.iter().map(|table| title(&table.tidy));
    let hidden = located.iter().flat_map(|(source, _)| &source.workbook.hidden);
    let written: Vec<_> = written.iter().zip(titles).collect();
    let handed_over = located.iter().flat_map(|(source, _)| handed_over(&source.workbook)).collect();
    Ok(told(args, &written, hidden.chain(&found.findings), handed_over))
}

/// What was written, and what was found on the way.
fn told<'a>(
    args: &ConvertArgs,
    written: &[(&Converted, &str)],
    findings: impl Iterator<Item = &'a Finding>,
    handed_over: Vec<HandedOver>,
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
    }
    let files: Vec<&Converted> = written.iter().map(|(file, _)| *file).collect();
    outcome.own.insert("written".into(), json!(files));
    outcome.own.insert("handed_over".into(), json!(handed_over));
    outcome = outcome.with_findings(findings);
    outcome.exit = 0;
    outcome
}

fn title(table: &TidyTable) -> &str {
    if table.title.is_empty() { table.sheet.as_deref().unwrap_or_default() } else { &table.title }
}
