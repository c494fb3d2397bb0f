//! `tablewright convert`: the tables as CSV files, unprotected.

use std::fmt::Write;

use model::{Failure, FailureKind, Progress, TidyTable, counted};
use serde_json::json;
use tablewright::convert::{CsvLayout, convert};
use tablewright::recipe::Values;

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
    let mut outcome = Outcome::new(args.input.files.json);
    let _ = writeln!(
        outcome.text,
        "Wrote {} to {}. They are as in the workbook: nothing is protected.",
        counted(written.len(), "table", "tables"),
        args.out.display()
    );
    for (file, table) in written.iter().zip(&found.tables) {
        let _ = writeln!(
            outcome.text,
            "  {}  {}  {}",
            file.file,
            counted(file.rows as usize, "row", "rows"),
            title(&table.tidy)
        );
    }
    outcome.own.insert("written".into(), json!(written));
    let hidden = located.iter().flat_map(|(source, _)| &source.workbook.hidden);
    outcome = outcome.with_findings(hidden).with_findings(&found.findings);
    outcome.exit = 0;
    Ok(outcome)
}

fn title(table: &TidyTable) -> &str {
    if table.title.is_empty() { table.sheet.as_deref().unwrap_or_default() } else { &table.title }
}
