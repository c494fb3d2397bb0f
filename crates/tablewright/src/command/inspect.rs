//! `tablewright inspect`: what is in a file, and what it hides.

use std::fmt::Write;

use model::{Failure, Progress, counted};
use serde_json::json;
use tablewright::source::{Source, read_all};
use tablewright::words;
use workbook::{Limits, Sheet, Visibility};

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
    let book = &source.workbook;
    let sheets: Vec<_> = book.sheets.iter().map(|one| sheet(one)).collect();
    let names: Vec<_> =
        book.names.iter().map(|name| json!({"name": name.name, "sheet": name.sheet})).collect();
    let mut out = json!({"file": source.name, "format": book.format, "bytes": source.bytes, "sheets": sheets, "names": names});
    if let Some(text) = book.text {
        out["text"] = json!(text);
    }
    out
}

fn sheet(sheet: &Sheet) -> serde_json::Value {
    let lists: Vec<_> = sheet
        .lists
        .iter()
        .map(|list| {
            json!({"name": list.name, "area": list.area.to_string(), "header": list.has_header, "totals": list.has_totals})
        })
        .collect();
    let print_areas: Vec<String> = sheet.print_areas.iter().map(ToString::to_string).collect();
    json!({
        "name": sheet.name,
        "visibility": sheet.visibility,
        "rows": sheet.rows(),
        "columns": sheet.cols(),
        "merges": sheet.merges.len(),
        "links": sheet.links.len(),
        "lists": lists,
        "print_areas": print_areas,
    })
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
