//! The numbers of a table counted on its sheet, apart from the way in which the tidy table reads them, so that what was
//! written can be held against it.

use model::{Precision, TidyTable};
use serde::Serialize;
use workbook::Sheet;

use crate::find;
use crate::layout::{Layout, Role};
use crate::text;
use crate::tidy;

/// How many numbers, and their sum.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Sum {
    /// How many.
    pub numbers: u64,
    /// Their sum, as they are written.
    pub sum: f64,
}

impl Sum {
    /// Takes one number in.
    pub fn add(&mut self, number: f64) {
        self.numbers += 1;
        self.sum += number;
    }

    /// Whether two say the same, but for the order in which they were added up.
    pub fn agrees(&self, other: &Self) -> bool {
        let size = self.sum.abs().max(other.sum.abs()).max(1.0);
        self.numbers == other.numbers && (self.sum - other.sum).abs() <= 1e-9 * size
    }
}

/// The numbers in the range of a table, by the part that their cells play.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Tally {
    /// Values and totals.
    pub values: Sum,
    /// Cells that are hidden.
    pub hidden: Sum,
    /// Columns of notes.
    pub notes: Sum,
    /// Cells that a person left out, and rows that belong to nothing, such as column numbers.
    pub ignored: Sum,
    /// Cells that have no part at all: a table that was read in full has none.
    pub unread: Sum,
}

/// Counts the numbers of a table on its sheet, stored or as displayed.
pub fn tally(sheet: &Sheet, layout: &Layout, stored: bool) -> Tally {
    let mut tally = Tally::default();
    let how = (stored, find::has_decimal_commas(sheet));
    let range = &layout.range;
    let first = layout.data_rows.first().copied().unwrap_or(range.first.row);
    let headed = layout.header_rows.iter().filter(|row| **row < first).max();
    let below = headed.map_or(range.first.row, |row| row + 1);
    for row in below..=range.last.row {
        let cols = range.first.col..=range.last.col;
        for (role, col) in layout.roles(row, cols.clone()).zip(cols) {
            let Some(number) = number(sheet, row, col, how) else { continue };
            match role {
                Role::Value | Role::Total => tally.values.add(number),
                Role::Ignored if layout.hidden_rows.contains(&row) || layout.hidden_cols.contains(&col) => {
                    tally.hidden.add(number);
                }
                Role::Ignored => tally.ignored.add(number),
                Role::Note => tally.notes.add(number),
                Role::Empty => tally.unread.add(number),
                Role::Title | Role::Header | Role::Label | Role::Group | Role::Unit => {}
            }
        }
    }
    tally
}

/// The number in a cell, as it is written.
fn number(sheet: &Sheet, row: u32, col: u32, (stored, commas): (bool, bool)) -> Option<f64> {
    let (value, precision, _) = tidy::read_value(sheet, row, col, commas);
    (!value.is_nan()).then(|| if stored { value } else { precision.displayed(value) })
}

/// The number that a field of a CSV holds, as it is written: `12.5%` is 12.5.
pub fn figure(field: &str) -> Option<f64> {
    if let Ok(number) = field.parse::<f64>() {
        return number.is_finite().then_some(number);
    }
    text::number_in(field)
        .map(|number| Precision::new(number.decimals, number.percent).displayed(number.value))
}

/// The sums of a table, where a total and all of its parts are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Additions {
    /// Sums that were tried.
    pub tried: u64,
    /// Those that do not add up.
    pub broken: u64,
}

/// Tries the sums that a table says it has.
pub fn additions(table: &TidyTable) -> Additions {
    let mut additions = Additions::default();
    for at in 0..table.dimensions.len() {
        let parents: std::collections::BTreeSet<u32> =
            table.dimensions[at].categories.iter().filter_map(|category| category.parent).collect();
        for parent in parents {
            let categories = table.dimensions[at].categories.iter().enumerate();
            let parts: Vec<u32> = categories
                .filter(|(_, category)| category.parent == Some(parent))
                .map(|(at, _)| at as u32)
                .collect();
            let (right, tried) = tidy::evidence(table, at, parent, &parts);
            additions.tried += u64::from(tried);
            additions.broken += u64::from(tried - right);
        }
    }
    additions
}
