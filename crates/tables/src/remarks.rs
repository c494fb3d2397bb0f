//! What was noticed while a table was laid out: findings that do not know the table's final name yet.

use model::{CellAddress, Severity, What};

/// Something that a person should look at.
#[derive(Debug, Clone, PartialEq)]
pub struct Remark {
    /// How much it weighs.
    pub severity: Severity,
    /// The cell that it is about, or the first of several.
    pub cell: Option<CellAddress>,
    /// What tells it from its like within the table.
    pub name: String,
    /// What it is.
    pub what: What,
}

impl Remark {
    /// Worth knowing.
    pub(crate) fn note(name: String, what: What) -> Self {
        Self { severity: Severity::Note, cell: None, name, what }
    }

    /// A person should look.
    pub(crate) fn warning(cell: Option<CellAddress>, name: String, what: What) -> Self {
        Self { severity: Severity::Warning, cell, name, what }
    }
}
