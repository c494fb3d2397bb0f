//! Which lines of a table are worked out from others of it: sums, means, quotients, relative changes.
//!
//! A line is a row or a column. The search is over lines, not cells: a total row is the sum of the same rows in
//! nearly every column. How much an agreement says is measured in bits, the logarithm of how unlikely it would
//! be by chance ([`fit`]); sums of neighbouring lines are found first and taken out, so that totals of totals
//! stand beside their parts in the next round ([`sums`]); quotients are looked for among near lines
//! ([`ratios`]). It must not know words: what a line is called is the business of whoever asks.

mod fit;
mod numbers;
mod ratios;
mod run;
mod sums;

use model::CellAddress;
use workbook::Sheet;

use crate::layout::Layout;
use numbers::{Numbers, View};

pub(crate) use fit::Fit;

/// How a cell is worked out from its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Operator {
    /// The parts added.
    Sum,
    /// The mean of the parts.
    Average,
    /// The first part by the second, perhaps times 100.
    Division,
    /// The second part less the first, by the first, perhaps times 100.
    RelativeChange,
}

impl Operator {
    /// Its name in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sum => "Sum",
            Self::Average => "Average",
            Self::Division => "Division",
            Self::RelativeChange => "RelativeChange",
        }
    }
}

/// A cell that is worked out from others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aggregation {
    /// How.
    pub operator: Operator,
    /// The cell that is worked out.
    pub total: CellAddress,
    /// From which cells.
    pub parts: Vec<CellAddress>,
    /// Whether the parts stand beside it, with nothing between but what they themselves are worked out from, or
    /// at equal distances: a total of its part of the table, not a difference of two columns somewhere.
    pub of_neighbours: bool,
}

/// How the parts stand to what is worked out from them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stand {
    /// Side by side, with nothing else between them but what they are worked out from.
    Run,
    /// At equal distances.
    Stride,
    /// Anywhere near.
    Near,
}

/// A row or column that is worked out from others, by their places among the data rows or value columns.
#[derive(Debug, Clone)]
pub(crate) struct Derived {
    pub(crate) operator: Operator,
    pub(crate) total: usize,
    pub(crate) parts: Vec<usize>,
    pub(crate) fit: Fit,
    pub(crate) stand: Stand,
}

/// What was found out about the lines of a table.
#[derive(Debug, Clone, Default)]
pub(crate) struct Arithmetic {
    /// Rows worked out from rows.
    pub(crate) rows: Vec<Derived>,
    /// Columns worked out from columns.
    pub(crate) cols: Vec<Derived>,
}

/// What the numbers of a table say about its lines.
pub(crate) fn of(sheet: &Sheet, layout: &Layout) -> Arithmetic {
    let rows = Numbers::of_rows(sheet, layout);
    let cols = Numbers::of_columns(sheet, layout);
    Arithmetic { rows: derived(&rows.by_row()), cols: derived(&cols.by_column()) }
}

fn derived(view: &View<'_>) -> Vec<Derived> {
    let mut found = sums::find(view);
    found.extend(ratios::find(view, &found));
    found
}

/// Every cell of the table that is worked out from others of it.
pub fn aggregations(sheet: &Sheet, layout: &Layout) -> Vec<Aggregation> {
    let numbers = Numbers::whole(sheet, layout);
    let mut cells = Vec::new();
    let view = numbers.by_row();
    for line in derived(&view) {
        for sample in view.agreeing(&line) {
            let at = |row: usize| CellAddress::new(layout.data_rows[row], layout.value_cols[sample]);
            cells.push(cell(&line, at));
        }
    }
    let view = numbers.by_column();
    for line in derived(&view) {
        for sample in view.agreeing(&line) {
            let at = |col: usize| CellAddress::new(layout.data_rows[sample], layout.value_cols[col]);
            cells.push(cell(&line, at));
        }
    }
    cells
}

fn cell(line: &Derived, at: impl Fn(usize) -> CellAddress) -> Aggregation {
    let parts = line.parts.iter().map(|part| at(*part)).collect();
    Aggregation {
        operator: line.operator,
        total: at(line.total),
        parts,
        of_neighbours: line.stand != Stand::Near,
    }
}
