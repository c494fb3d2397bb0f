//! Periods: the days that a label such as `2023/24` or `Q1 2024` stands for.

use serde::{Deserialize, Serialize};

/// What sort of stretch a period is. Calendar and financial quarters cover the same days and are counted differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PeriodKind {
    /// One day, also the day of a snapshot.
    Day,
    /// Seven days.
    Week,
    /// A calendar month.
    Month,
    /// A quarter of a calendar year.
    Quarter,
    /// A quarter of a financial year, which begins in April.
    FinancialQuarter,
    /// January to December.
    Year,
    /// April to March.
    FinancialYear,
    /// September to August.
    AcademicYear,
    /// Any other stretch: twelve months to June, three years together.
    Span,
}

/// First and last day of a period, both inclusive, in ISO 8601 (`2023-04-01`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Period {
    /// Its first day.
    pub start: String,
    /// Its last day.
    pub end: String,
    /// What sort of stretch it is.
    pub kind: PeriodKind,
}

/// The periods of a table's observations, read from the labels of its dimensions of time. Years in one header level
/// and quarters in the next make one period together, so it belongs to combinations of categories.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Periods {
    /// The dimensions that say the period, as indices into the table's.
    pub dimensions: Vec<usize>,
    /// The period of every combination of their categories, the last dimension fastest; none where it was not read.
    /// Empty when no period was read at all.
    pub read: Vec<Option<Period>>,
}
