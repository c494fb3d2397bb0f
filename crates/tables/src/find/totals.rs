//! Total rows and columns, by words and, where it is cheap, by arithmetic.

use workbook::Sheet;

use super::columns;
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
    first_or_last_row(sheet, layout);
}

fn is_total_row(sheet: &Sheet, labels: &[u32], row: u32) -> bool {
    labels.iter().any(|col| {
        let cell = sheet.cell(row, *col);
        matches!(cell, workbook::Cell::Text(text) if words::is_total(&text::label(text)))
    })
}

/// A first or last row that is the sum of all others is a total, whatever it is called (`England`).
fn first_or_last_row(sheet: &Sheet, layout: &mut Layout) {
    let rows = &layout.data_rows;
    let small = rows.len() as u64 * layout.value_cols.len() as u64 <= 200_000;
    if rows.len() < 4 || !small || !layout.group_rows.is_empty() {
        return;
    }
    for at in [0, rows.len() - 1] {
        let row = rows[at];
        let known = layout.total_rows.binary_search(&row);
        if known.is_ok() || !is_sum_of_rest(sheet, layout, at) {
            continue;
        }
        if let Err(place) = known {
            layout.total_rows.insert(place, row);
            layout.reasons.push(reason(row));
            return;
        }
    }
}

/// Why a row without words for it is a total.
pub(crate) fn reason(row: u32) -> String {
    format!("Row {} is a total: it is the sum of the other rows.", u64::from(row) + 1)
}

fn is_sum_of_rest(sheet: &Sheet, layout: &Layout, total: usize) -> bool {
    let (mut right, mut tried) = (0, 0);
    for col in &layout.value_cols {
        let mut sum = 0.0;
        let mut parts = 0;
        for (at, row) in layout.data_rows.iter().enumerate() {
            let of_total = layout.total_rows.binary_search(row).is_ok();
            if at == total || of_total {
                continue;
            }
            let Some(value) = columns::number(sheet, *row, *col) else { continue };
            sum += value;
            parts += 1;
        }
        let Some(value) = columns::number(sheet, layout.data_rows[total], *col) else { continue };
        if parts < 3 || value == 0.0 {
            continue;
        }
        tried += 1;
        right += u32::from((sum - value).abs() <= 0.5 + 1e-9 * value.abs());
    }
    tried > 0 && right * 10 >= tried * 9
}
