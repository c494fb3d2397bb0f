//! Which cells of a table are worked out from others of it: sums, averages, quotients, relative changes.

use model::CellAddress;
use workbook::Sheet;

use crate::layout::Layout;

/// How a cell is worked out from its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Operator {
    /// The parts added.
    Sum,
    /// The mean of the parts.
    Average,
    /// The first part by the second, perhaps times 100.
    Division,
    /// The second part less the first, by the first.
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
}

/// Every cell of the table that is worked out from others of it.
pub fn aggregations(_sheet: &Sheet, _layout: &Layout) -> Vec<Aggregation> {
    Vec::new()
}
