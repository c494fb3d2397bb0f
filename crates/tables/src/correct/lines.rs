//! Parts given to rows and columns, put into the lists of a layout.

use std::collections::BTreeMap;

use workbook::Sheet;

use crate::layout::{LabelColumn, Layout};
use crate::recipe::LineRole;
use crate::text;

/// Gives rows their parts.
pub(super) fn rows(sheet: &Sheet, layout: &mut Layout, said: &BTreeMap<u32, LineRole>) {
    if said.is_empty() {
        return;
    }
    let of = |wanted: LineRole| said.iter().filter(move |(_, role)| **role == wanted).map(|(row, _)| *row);
    let was_total = |row: &u32| layout.total_rows.binary_search(row).is_ok();
    layout.said.plain_rows = of(LineRole::Value).filter(was_total).collect();
    layout.said.total_rows = of(LineRole::Total).collect();
    let (title, unit) = (layout.title_rows.clone(), layout.unit_rows.clone());
    for list in [
        &mut layout.title_rows,
        &mut layout.unit_rows,
        &mut layout.header_rows,
        &mut layout.data_rows,
        &mut layout.group_rows,
        &mut layout.total_rows,
        &mut layout.note_rows,
        &mut layout.ignored_rows,
    ] {
        list.retain(|row| !said.contains_key(row));
    }
    let data = said.iter().filter(|(_, role)| matches!(role, LineRole::Value | LineRole::Total));
    add(&mut layout.data_rows, data.map(|(row, _)| *row));
    add(&mut layout.header_rows, of(LineRole::Header));
    add(&mut layout.group_rows, of(LineRole::Label));
    add(&mut layout.total_rows, of(LineRole::Total));
    add(&mut layout.note_rows, of(LineRole::Note));
    add(&mut layout.ignored_rows, of(LineRole::Ignore));
    headers_above(layout);
    title_and_unit(sheet, layout, &title, &unit);
}

fn add(list: &mut Vec<u32>, lines: impl Iterator<Item = u32>) {
    list.extend(lines);
    list.sort_unstable();
}

/// A header row stands above the values; below them it only repeats.
fn headers_above(layout: &mut Layout) {
    let Some(first) = layout.data_rows.first().copied() else { return };
    let below = layout.header_rows.partition_point(|row| *row < first);
    let repeats = layout.header_rows.split_off(below);
    add(&mut layout.ignored_rows, repeats.into_iter());
}

/// Title and unit without the rows that play another part now.
fn title_and_unit(sheet: &Sheet, layout: &mut Layout, title: &[u32], unit: &[u32]) {
    if layout.unit_rows.is_empty() && !unit.is_empty() {
        layout.unit = None;
    }
    if layout.title_rows == title {
        return;
    }
    let line = |row: &u32| {
        let texts = (layout.band.0..=layout.band.1).map(|col| text::cell_label(sheet, *row, col));
        texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
    };
    let mut lines = layout.title_rows.iter().map(line).collect::<Vec<_>>().into_iter();
    if layout.title_rows.first() == title.first() {
        lines.next();
    } else {
        layout.title = lines.next().unwrap_or_else(|| layout.sheet.clone());
    }
    layout.subtitle = lines.collect();
}

/// Gives columns their parts.
pub(super) fn columns(layout: &mut Layout, said: &BTreeMap<u32, LineRole>) {
    if said.is_empty() {
        return;
    }
    let of = |wanted: LineRole| said.iter().filter(move |(_, role)| **role == wanted).map(|(col, _)| *col);
    let was_total = |col: &u32| layout.total_cols.binary_search(col).is_ok();
    layout.said.plain_cols = of(LineRole::Value).filter(was_total).collect();
    layout.said.total_cols = of(LineRole::Total).collect();
    for list in [&mut layout.value_cols, &mut layout.note_cols, &mut layout.total_cols] {
        list.retain(|col| !said.contains_key(col));
    }
    layout.label_cols.retain(|label| !said.contains_key(&label.col));
    let data = said.iter().filter(|(_, role)| matches!(role, LineRole::Value | LineRole::Total));
    layout.said.value_cols = data.map(|(col, _)| *col).collect();
    add(&mut layout.value_cols, layout.said.value_cols.iter().copied());
    add(&mut layout.total_cols, of(LineRole::Total));
    add(&mut layout.note_cols, of(LineRole::Note));
    // A column cannot be a header: what says so is left out.
    add(&mut layout.ignored_cols, of(LineRole::Ignore).chain(of(LineRole::Header)));
    let labels = of(LineRole::Label).map(|col| LabelColumn { col, heading: String::new() });
    layout.label_cols.extend(labels);
    layout.label_cols.sort_by_key(|label| label.col);
}
