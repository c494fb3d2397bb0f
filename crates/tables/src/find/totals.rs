//! Total rows and columns, by words and, where it is cheap, by arithmetic.

use workbook::Sheet;

use crate::arithmetic::{self, Arithmetic, Derived, Operator};
use crate::layout::Layout;
use crate::levels;
use crate::text;
use crate::words;

/// Marks the totals of a layout.
pub(crate) fn mark(sheet: &Sheet, layout: &mut Layout) {
    let labels: Vec<u32> = layout.label_cols.iter().map(|label| label.col).collect();
    let rows = layout.data_rows.iter().copied();
    layout.total_rows = rows.filter(|row| is_total_row(sheet, &labels, *row)).collect();
    let levels = levels::header_levels(sheet, layout, &layout.value_cols);
    let by_words: Vec<u32> = (0..layout.value_cols.len())
        .filter(|at| levels.iter().any(|level| words::is_plain_total(&level[*at])))
        .map(|at| layout.value_cols[at])
        .collect();
    layout.total_cols = by_words;
    by_arithmetic(layout, &arithmetic::of(sheet, layout));
}

fn is_total_row(sheet: &Sheet, labels: &[u32], row: u32) -> bool {
    labels.iter().any(|col| {
        let cell = sheet.cell(row, *col);
        matches!(cell, workbook::Cell::Text(text) if words::is_total(&text::label(text)))
    })
}

/// Adds the rows and columns that are sums or means of others.
fn by_arithmetic(layout: &mut Layout, found: &Arithmetic) {
    let adds = |line: &&Derived| matches!(line.operator, Operator::Sum | Operator::Average);
    for line in found.rows.iter().filter(adds) {
        let row = layout.data_rows[line.total];
        if let Err(at) = layout.total_rows.binary_search(&row) {
            layout.total_rows.insert(at, row);
        }
    }
    for line in found.cols.iter().filter(adds) {
        let col = layout.value_cols[line.total];
        if let Err(at) = layout.total_cols.binary_search(&col) {
            layout.total_cols.insert(at, col);
        }
    }
}
