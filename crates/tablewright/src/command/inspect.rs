//! `tablewright inspect`: what is in a file, and what it hides.

use std::fmt::Write;

use model::{Failure, Progress, counted};
use serde_json::json;
use tablewright::source::{Source, read_all};
use tablewright::words;
use workbook::{Limits, Visibility};

use super::args::Files;
use super::outcome::Outcome;

pub(super) fn run(args: &Files, progress: &dyn Progress) -> Result<Outcome, Vec<Failure>> {
    let sources = read_all(&args.files, &Limits::default(), progress)?;
    let mut outcome = Outcome::new(args.json);
    outcome.own.insert("workbooks".into(), sources.iter().map(|source| workbook(source)).collect());
    for source in &sources {
        describe(source, &mut outcome.text);
        outcome = outcome.with_findings(&source.workbook.hidden);
    }
    // Looking asks for no decision.
    outcome.exit = 0;
    Ok(outcome)
}

fn workbook(source: &Source) -> serde_json::Value {
    let sheets: Vec<_> = source
        .workbook
        .sheets
        .iter()
        .map(|sheet| {
            json!({"name": sheet.name, "visibility": sheet.visibility, "rows": sheet.rows(), "columns": sheet.cols(), "merges": sheet.merges.len()})
        })
        .collect();
    json!({"file": source.name, "format": source.workbook.format, "bytes": source.bytes, "sheets": sheets})
}

fn describe(source: &Source, text: &mut String) {
    let sheets = &source.workbook.sheets;
    let _ = writeln!(
        text,
        "{}: {}, {}",
        source.name,
        words::format(source.workbook.format),
        counted(sheets.len(), "sheet", "sheets")
    );
    for sheet in sheets {
        let hidden = match sheet.visibility {
            Visibility::Visible => "",
            Visibility::Hidden => " (hidden)",
            Visibility::VeryHidden => " (very hidden)",
        };
        let _ = writeln!(text, "  {}{hidden}: {} rows x {} columns", sheet.name, sheet.rows(), sheet.cols());
    }
    match source.workbook.hidden.len() {
        0 => text.push_str("Nothing hidden was found.\n"),
        some => {
            let _ = writeln!(text, "What it hides ({some}):");
        }
    }
}
