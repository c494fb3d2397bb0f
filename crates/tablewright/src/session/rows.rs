//! Tidy rows, as they are shown.

use model::TidyTable;

use crate::assess::{AssessedTable, change};
use crate::view::{RowView, RowsView};

/// Rows from which the width of a column is taken.
const SAMPLED: usize = 200;

/// The tidy columns, as they are shown: the dimensions, then measure, unit, value and marker.
pub(super) fn columns(tidy: &TidyTable) -> Vec<String> {
    let dimensions = tidy.dimensions.iter().map(|dimension| dimension.name.clone());
    dimensions.chain(["measure", "unit", "value", "marker"].map(str::to_owned)).collect()
}

/// Some tidy rows; blank cells of the sheet are no rows.
pub(super) fn rows(table: &AssessedTable, protected: bool, first: u32, count: u32) -> RowsView {
    let source = &table.found.tidy;
    let shown = if protected { &table.protected.table } else { source.as_ref() };
    let indices = (0..shown.len()).filter(|index| !shown.is_blank(*index));
    let row = |index: usize| RowView {
        cell: shown.cell(index).to_string(),
        fields: fields(shown, index),
        change: if protected { change(&table.protected, source, index).map(str::to_owned) } else { None },
    };
    let columns = columns(shown);
    RowsView {
        widths: widths(&columns, shown),
        columns,
        first,
        total: indices.clone().count() as u32,
        rows: indices.skip(first as usize).take(count as usize).map(row).collect(),
    }
}

/// The text of each column of an observation.
pub(super) fn fields(table: &TidyTable, index: usize) -> Vec<String> {
    let observation = table.observation(index);
    let dimensions = (0..table.dimensions.len()).map(|d| table.category(d, index).label.clone());
    let own = [
        observation.measure.label.clone(),
        observation.measure.unit.clone(),
        observation.value.map(tables::number_text).unwrap_or_default(),
        observation.marker.map(|marker| marker.text.clone()).unwrap_or_default(),
    ];
    dimensions.chain(own).collect()
}

/// A width for each column, in characters, that fits its name and what its first rows hold: the same for every
/// block of rows.
fn widths(columns: &[String], table: &TidyTable) -> Vec<u32> {
    let mut widths: Vec<usize> = columns.iter().map(|name| name.chars().count()).collect();
    for index in (0..table.len()).filter(|index| !table.is_blank(*index)).take(SAMPLED) {
        for (width, field) in widths.iter_mut().zip(fields(table, index)) {
            *width = (*width).max(field.chars().count());
        }
    }
    widths.into_iter().map(|width| width.clamp(3, 40) as u32).collect()
}
