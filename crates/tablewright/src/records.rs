//! The sheets of a source as tables of records: headings above columns of texts.

use std::sync::Arc;

use disclosure::{Column, ColumnBuilder, DisclosureRecipe, Policy, Records, check_records};
use model::{Failure, Finding, Progress, Stage};
use workbook::{Cell, Format, Sheet, Visibility};

use crate::source::Source;

/// Rows in which headings are looked for.
const HEAD: u32 = 60;
/// Rows of a block between two looks at whether to stop.
const BLOCK: usize = 4_096;

/// The policy of a release that asks for most of records, where one does.
pub fn policy(recipe: &DisclosureRecipe) -> Result<Option<Arc<Policy>>, Failure> {
    let ids = std::iter::once(&recipe.policy).chain(recipe.tables.values());
    let policies = ids.map(|id| recipe.find(id)).collect::<Result<Vec<_>, Failure>>()?;
    let asked = policies.into_iter().filter_map(|policy| Some((policy.record_level?.k, policy)));
    Ok(asked.max_by_key(|(k, _)| *k).map(|(_, policy)| policy))
}

/// The findings on the visible sheets of a source.
pub fn findings(
    source: &Arc<Source>,
    policy: Option<&Policy>,
    progress: &dyn Progress,
) -> Result<Vec<Finding>, Failure> {
    let sheets = &source.workbook.sheets;
    let mut findings = Vec::new();
    for (at, sheet) in sheets.iter().enumerate().filter(|(_, sheet)| sheet.visibility == Visibility::Visible)
    {
        progress.report(Stage::Checking, at as u64, sheets.len() as u64);
        let Some(mut records) = read(&source.name, sheet, progress)? else { continue };
        if source.workbook.format == Format::Csv {
            records.sheet = None;
        }
        findings.extend(check_records(&records, policy, progress)?);
    }
    Ok(findings)
}

/// The largest block of a sheet that has headings: its columns, each with the heading above it. Rows that hold less
/// than half of the columns (titles, notes) are left out.
fn read(file: &str, sheet: &Sheet, progress: &dyn Progress) -> Result<Option<Records>, Failure> {
    let Some(header) = header_row(sheet) else { return Ok(None) };
    let columns: Vec<u32> =
        (0..sheet.cols()).filter(|col| !sheet.text(header, *col).trim().is_empty()).collect();
    let mut builders: Vec<ColumnBuilder> =
        columns.iter().map(|col| ColumnBuilder::new(&sheet.text(header, *col), *col)).collect();
    let mut rows = Vec::new();
    for row in header + 1..sheet.rows() {
        if rows.len().is_multiple_of(BLOCK) {
            progress.go_on()?;
        }
        let filled = columns.iter().filter(|col| !sheet.cell(row, **col).is_blank()).count();
        if filled * 2 < columns.len() || filled == 0 {
            continue;
        }
        rows.push(row);
        for (builder, col) in builders.iter_mut().zip(&columns) {
            put(builder, sheet, row, *col);
        }
    }
    let columns: Vec<Column> = builders.into_iter().map(ColumnBuilder::finish).collect();
    Ok((!rows.is_empty()).then(|| Records {
        file: file.to_owned(),
        sheet: Some(sheet.name.clone()),
        rows,
        columns,
    }))
}

/// The first row that is nearly as full as the fullest of the first ones, and holds words.
fn header_row(sheet: &Sheet) -> Option<u32> {
    let filled = |row: u32| (0..sheet.cols()).filter(|col| !sheet.cell(row, *col).is_blank()).count();
    let head = sheet.rows().min(HEAD);
    let most = (0..head).map(filled).max().filter(|most| *most > 0)?;
    (0..head).find(|row| {
        let words = (0..sheet.cols()).filter(|col| matches!(sheet.cell(*row, *col), Cell::Text(_))).count();
        let filled = filled(*row);
        filled * 10 >= most * 7 && words * 10 >= filled * 7
    })
}

/// Numbers as they are stored, dates as ISO: what a column holds matters, not how a cell shows it.
fn put(builder: &mut ColumnBuilder, sheet: &Sheet, row: u32, col: u32) {
    match sheet.cell(row, col) {
        Cell::Empty => builder.push(""),
        Cell::Text(text) => builder.push(text),
        Cell::Number(number) => builder.push(&tables::number_text(number)),
        Cell::DateTime(days) => builder.push(&workbook::iso_date(days)),
        Cell::Bool(_) | Cell::Error(_) | Cell::Duration(_) => builder.push(&sheet.text(row, col)),
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use model::{Quiet, Severity};
    use workbook::Limits;

    use super::*;
    use crate::decisions::Decisions;
    use crate::found::{find, layouts};
    use crate::recipe::Recipe;

    /// A title, headings, records and a note.
    fn people() -> String {
        let mut text = String::from("Extract of patients,,,\n\nage,sex,ethnicity,patient_id\n");
        for row in 0..60 {
            let sex = ["F", "M"][row % 2];
            let _ = writeln!(text, "{},{sex},{},AB{}", 20 + row % 13, row % 5, 10_000 + row * 7);
        }
        text.push_str("\nSource: made up,,,\n");
        text
    }

    #[test]
    fn records_block_until_somebody_allows_them() {
        let source =
            Source::from_bytes("people.csv", "people.csv", people().as_bytes(), &Limits::default(), &Quiet)
                .unwrap();
        let located = [(Arc::clone(&source), Arc::new(layouts(&source, &Quiet).unwrap()))];
        let mut recipe = Recipe::default();
        "isb1523-high".clone_into(&mut recipe.disclosure.policy);
        let found = find(&located, &recipe, &Decisions::default(), &Quiet).unwrap();
        let first = found.findings.iter().find(|finding| finding.kind() == "record-level").unwrap();
        assert_eq!((first.severity, first.place.file.as_str()), (Severity::Blocker, "people.csv"));
        assert!(found.findings.iter().any(|finding| finding.kind() == "identifies"));
        assert!(found.findings.iter().any(|finding| finding.text().contains("asks for 5")));
        assert_eq!(crate::assess::verbs(first), &[crate::decisions::Verb::Accept]);
    }
}
