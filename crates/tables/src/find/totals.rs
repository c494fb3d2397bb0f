//! Total rows and columns, by words and, where it is cheap, by arithmetic.

use workbook::Sheet;

use super::{columns, worded};
use crate::arithmetic::{self, Arithmetic, Derived, Operator, Stand};
use crate::layout::Layout;
use crate::levels;
use crate::words;

/// Marks the totals of a layout.
pub(crate) fn mark(sheet: &Sheet, layout: &mut Layout) {
    if withheld(sheet, layout) {
        layout.total_cols = called_total(sheet, layout);
    }
    by_arithmetic(layout, &arithmetic::of(sheet, layout));
    worded::mark(sheet, layout);
}

/// Whether so many values are withheld that sums cannot be proven.
fn withheld(sheet: &Sheet, layout: &Layout) -> bool {
    let (mut numbers, mut others) = (0, 0);
    for row in layout.data_rows.iter().take(200) {
        for col in layout.value_cols.iter().take(60) {
            let number = columns::number(sheet, *row, *col).is_some();
            numbers += usize::from(number);
            others += usize::from(!number && !sheet.cell(*row, *col).is_blank());
        }
    }
    numbers < 4 || 10 * others >= numbers + others
}

/// The columns that are called a total. A column `Total` whose neighbours are not its parts is no total of this
/// table, so words alone are believed only where the numbers cannot say.
fn called_total(sheet: &Sheet, layout: &Layout) -> Vec<u32> {
    let levels = levels::header_levels(sheet, layout, &layout.value_cols);
    (0..layout.value_cols.len())
        .filter(|at| levels.iter().any(|level| words::is_plain_total(&level[*at])))
        .map(|at| layout.value_cols[at])
        .collect()
}

/// A table of many totals says why of the first ones.
pub(super) const MOST_REASONS: usize = 24;

/// How the reasons open why a row is a total.
pub(crate) fn reason_opening(row: u32) -> String {
    format!("Row {} is a total:", u64::from(row) + 1)
}

/// Why a row is a total.
fn reason(rows: &[u32], line: &Derived) -> String {
    let number = |at: &usize| u64::from(rows[*at]) + 1;
    let parts: Vec<u64> = line.parts.iter().map(number).collect();
    let (first, last) = (parts.iter().min().copied().unwrap_or(0), parts.iter().max().copied().unwrap_or(0));
    let among = if parts.len() == 2 {
        format!("rows {first} and {last}")
    } else {
        format!("{} of the rows {first} to {last}", parts.len())
    };
    let how = if line.operator == Operator::Average { "mean" } else { "sum" };
    let fit = &line.fit;
    format!(
        "{} it is the {how} of {among} in {} of {} columns.",
        reason_opening(rows[line.total]),
        fit.holds,
        fit.holds + fit.fails
    )
}

/// Adds the rows and columns that are sums or means of others.
fn by_arithmetic(layout: &mut Layout, found: &Arithmetic) {
    let adds = |line: &&Derived| {
        let mostly = 2 * line.fit.holds > line.fit.holds + line.fit.fails;
        matches!(line.operator, Operator::Sum | Operator::Average) && line.stand != Stand::Near && mostly
    };
    for line in found.rows.iter().filter(adds) {
        let row = layout.data_rows[line.total];
        if layout.reasons.len() < MOST_REASONS {
            layout.reasons.push(reason(&layout.data_rows, line));
        }
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
