//! Corrections of a detected layout: what a recipe says of rows and columns, put on what was found.

mod anchors;
mod assign;
mod lines;

use std::collections::BTreeMap;

use model::{CellAddress, CellRange};
use workbook::Sheet;

use crate::find;
use crate::layout::{LabelColumn, Layout};
use crate::levels;
use crate::recipe::{LayoutRecipe, LineRecipe, LineRole};

pub use anchors::Lost;
pub(crate) use anchors::{Lines, columns, rows, sheet_columns, sheet_rows};
pub use assign::{Along, RoleChange, keep_found, keep_found_one, set_role};

/// A correction for which nothing was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfound {
    /// Whether a row or a column is meant.
    pub along: Along,
    /// What it should say.
    pub says: String,
    /// Why.
    pub lost: Lost,
}

/// The layout with the corrections of a recipe. What is not found again changes nothing and is told.
pub fn corrected(sheet: &Sheet, detected: &Layout, changes: &LayoutRecipe) -> (Layout, Vec<Unfound>) {
    let mut layout = detected.clone();
    if !changes.corrects() {
        return (layout, Vec::new());
    }
    by_counts(sheet, changes, &mut layout);
    let mut unfound = Vec::new();
    let rows = said(&changes.rows, Along::Rows, &mut unfound, || anchors::rows(sheet, detected));
    lines::rows(sheet, &mut layout, &rows);
    let cols = said(&changes.columns, Along::Columns, &mut unfound, || anchors::columns(sheet, &layout));
    lines::columns(&mut layout, &cols);
    settle(sheet, detected, &mut layout);
    (layout, unfound)
}

/// The corrections of a recipe for which nothing is found.
pub fn unfound(sheet: &Sheet, detected: &Layout, changes: &LayoutRecipe) -> Vec<Unfound> {
    corrected(sheet, detected, changes).1
}

/// The part that each row or column is given; later entries outrank earlier ones.
fn said(
    entries: &[LineRecipe],
    along: Along,
    unfound: &mut Vec<Unfound>,
    lines: impl FnOnce() -> Lines,
) -> BTreeMap<u32, LineRole> {
    let mut said = BTreeMap::new();
    if entries.is_empty() {
        return said;
    }
    let lines = lines();
    for entry in entries {
        match lines.find(entry) {
            Ok(found) => said.extend(found.iter().map(|at| (*at, entry.role))),
            Err(lost) => unfound.push(Unfound { along, says: entry.says.join(", "), lost }),
        }
    }
    said
}

/// The corrections that are counts and headings.
fn by_counts(sheet: &Sheet, changes: &LayoutRecipe, layout: &mut Layout) {
    if let Some(drop) = changes.drop_last_rows {
        let keep = layout.data_rows.len().saturating_sub(drop as usize);
        layout.note_rows.extend(layout.data_rows.split_off(keep));
        layout.note_rows.sort_unstable();
    }
    if let Some(count) = changes.header_rows {
        header_rows(sheet, layout, count);
    }
    if let Some(count) = changes.label_columns {
        label_columns(sheet, layout, count as usize);
    }
    let ignored = |heading: &str| changes.ignore_columns.iter().any(|name| name.trim() == heading);
    let texts = levels::header_levels(sheet, layout, &layout.value_cols);
    let mut at = 0;
    layout.value_cols.retain(|_| {
        at += 1;
        !texts.iter().any(|level| ignored(&level[at - 1]))
    });
    layout.label_cols.retain(|label| !ignored(&label.heading));
}

/// Takes the `count` rows above the first data row that hold something as header rows.
fn header_rows(sheet: &Sheet, layout: &mut Layout, count: u32) {
    let Some(first) = layout.data_rows.first() else { return };
    let holds = |row: &u32| (layout.band.0..=layout.band.1).any(|col| !sheet.cell(*row, col).is_blank());
    let mut rows: Vec<u32> = (0..*first).rev().filter(holds).take(count as usize).collect();
    rows.reverse();
    for list in [&mut layout.title_rows, &mut layout.unit_rows, &mut layout.note_rows, &mut layout.group_rows]
    {
        list.retain(|row| !rows.contains(row));
    }
    layout.range.first.row = rows.first().copied().unwrap_or(*first).min(*first);
    layout.header_rows = rows;
    for label in &mut layout.label_cols {
        label.heading = levels::label_heading(sheet, &layout.header_rows, label.col);
    }
}

/// Takes the first `count` columns of the table as labels and all others as values.
fn label_columns(sheet: &Sheet, layout: &mut Layout, count: usize) {
    let mut all: Vec<u32> = layout.label_cols.iter().map(|label| label.col).collect();
    all.extend(layout.value_cols.iter().chain(&layout.note_cols));
    all.sort_unstable();
    layout.value_cols = all.split_off(count.min(all.len()));
    layout.note_cols.clear();
    layout.label_cols = all
        .into_iter()
        .map(|col| LabelColumn { col, heading: levels::label_heading(sheet, &layout.header_rows, col) })
        .collect();
}

/// What follows from the parts of rows and columns: range, headings, hidden lines, reasons.
fn settle(sheet: &Sheet, detected: &Layout, layout: &mut Layout) {
    let rows = || layout.header_rows.iter().chain(&layout.group_rows).chain(&layout.data_rows).copied();
    let labels: Vec<u32> = layout.label_cols.iter().map(|label| label.col).collect();
    let cols = || labels.iter().chain(&layout.value_cols).chain(&layout.note_cols).copied();
    if let (Some(top), Some(bottom), Some(left), Some(right)) =
        (rows().min(), rows().max(), cols().min(), cols().max())
    {
        layout.range = CellRange::new(CellAddress::new(top, left), CellAddress::new(bottom, right));
    }
    let known = detected.label_cols.iter().map(|label| label.col);
    if layout.header_rows != detected.header_rows || !known.eq(labels.iter().copied()) {
        layout.label_cols = find::label_columns(sheet, &layout.header_rows, &labels, &layout.value_cols);
        find::unglue_headings(sheet, layout);
    }
    find::hidden(sheet, layout);
    let still: Vec<String> = layout.total_rows.iter().map(|row| find::total_opening(*row)).collect();
    let holds = |reason: &&String| still.iter().any(|opening| reason.starts_with(opening.as_str()));
    layout.reasons = detected.reasons.iter().filter(holds).cloned().collect();
    find::judge(sheet, layout);
    layout.reasons.push("A person has corrected how it is read.".to_owned());
}
