//! Hidden sheets, rows and columns, and results that were not saved.

use std::fmt::Display;

use calamine::SheetType;
use model::{Finding, Hidden, Place, Severity, What, column_letters};

use super::{finding, first};
use crate::excel::Opened;
use crate::sheet::{Sheet, Visibility};

/// Hidden sheets that are not empty. Sheets of charts and macros have no cells to count, but a chart keeps
/// the values that it draws.
pub(super) fn hidden_sheets(file: &str, opened: &Opened) -> Vec<Finding> {
    let mut findings = Vec::new();
    for sheet in opened.sheets.iter().filter(|sheet| sheet.rows() > 0) {
        let Some(hidden) = kind(sheet.visibility) else { continue };
        let rows = (0..sheet.rows()).filter(|row| !is_blank_row(sheet, *row)).count() as u64;
        let place = Place::sheet(file, &sheet.name);
        let starts = first(texts(sheet, 0..=sheet.rows() - 1));
        findings.push(finding(Severity::Blocker, place, hidden, &sheet.name, rows, starts));
    }
    for (name, visibility, _) in opened.others.iter().filter(|(.., typ)| *typ == SheetType::ChartSheet) {
        let Some(hidden) = kind(*visibility) else { continue };
        let place = Place::sheet(file, name);
        findings.push(finding(Severity::Blocker, place, hidden, name, 0, vec!["a chart".to_owned()]));
    }
    findings
}

fn kind(visibility: Visibility) -> Option<Hidden> {
    match visibility {
        Visibility::Visible => None,
        Visibility::Hidden => Some(Hidden::HiddenSheet),
        Visibility::VeryHidden => Some(Hidden::VeryHiddenSheet),
    }
}

/// Hidden rows that are not empty, one finding per run.
pub(super) fn hidden_rows(file: &str, sheet: &Sheet) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (from, to) in &sheet.hidden_rows {
        let last = (*to).min(sheet.rows().saturating_sub(1));
        let rows = (*from..=last).filter(|row| !is_blank_row(sheet, *row)).count() as u64;
        if rows == 0 {
            continue;
        }
        let place = Place::cell(file, &sheet.name, &span(&(from + 1), &(last + 1)));
        let name = format!("rows {}", findings.len() + 1);
        let starts = first(texts(sheet, *from..=last));
        findings.push(finding(Severity::Blocker, place, Hidden::HiddenRow, &name, rows, starts));
    }
    findings
}

/// Hidden columns that are not empty, one finding per run.
pub(super) fn hidden_columns(file: &str, sheet: &Sheet) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (from, to) in &sheet.hidden_cols {
        let last = (*to).min(sheet.cols().saturating_sub(1));
        let is_used = |col: u32| (0..sheet.rows()).any(|row| !sheet.cell(row, col).is_blank());
        let columns = (*from..=last).filter(|col| is_used(*col)).count() as u64;
        if columns == 0 {
            continue;
        }
        let place = Place::cell(file, &sheet.name, &span(&column_letters(*from), &column_letters(last)));
        let name = format!("columns {}", findings.len() + 1);
        let cells = (0..sheet.rows()).flat_map(|row| (*from..=last).map(move |col| (row, col)));
        let starts = first(cells.map(|(row, col)| sheet.text(row, col)));
        findings.push(finding(Severity::Blocker, place, Hidden::HiddenColumn, &name, columns, starts));
    }
    findings
}

/// Formulas whose result was not saved: there is no value to publish.
pub(super) fn formulas_without_value(file: &str, sheet: &Sheet) -> Option<Finding> {
    let count = sheet.formulas_without_value;
    let place = Place::sheet(file, &sheet.name);
    let what = What::FormulaWithoutValue { count };
    (count > 0).then(|| Finding::thing(None, Severity::Warning, place, &sheet.name, what))
}

fn span(first: &dyn Display, last: &dyn Display) -> String {
    format!("{first}:{last}")
}

fn is_blank_row(sheet: &Sheet, row: u32) -> bool {
    (0..sheet.cols()).all(|col| sheet.cell(row, col).is_blank())
}

fn texts(
    sheet: &Sheet,
    rows: std::ops::RangeInclusive<u32>,
) -> impl Iterator<Item = std::borrow::Cow<'_, str>> {
    rows.flat_map(move |row| (0..sheet.cols()).map(move |col| sheet.text(row, col)))
}
