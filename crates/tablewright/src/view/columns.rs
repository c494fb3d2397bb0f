//! The columns of a tidy table.

use serde::{Deserialize, Serialize};

/// The columns of a table.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ColumnsView {
    /// Dimensions first, then measures.
    pub columns: Vec<ColumnView>,
    /// The markers that stand for a value, with how often.
    pub markers: Vec<MarkerCountView>,
    /// The kinds that a dimension can have.
    pub dimension_kinds: Vec<ColumnKindView>,
    /// The kinds that a measure can have.
    pub measure_kinds: Vec<ColumnKindView>,
}

/// A kind that a column can have.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ColumnKindView {
    /// The stable word.
    pub id: String,
    /// In words ("Count of people").
    pub label: String,
    /// What follows from it.
    pub help: String,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ColumnView {
    /// The name that detection gave it, by which corrections find it; it lasts.
    pub id: String,
    /// `dimension` or `measure`.
    #[cfg_attr(test, ts(type = "\"dimension\" | \"measure\""))]
    pub part: String,
    /// Its name in files.
    pub name: String,
    /// Its heading as published.
    pub label: String,
    /// The stable word for its kind.
    pub kind: String,
    /// Why it has that kind, where the program decided.
    pub reason: String,
    /// Its unit; measures only.
    pub unit: String,
    /// `text` or `number`.
    pub data_type: String,
    /// How many distinct values it has.
    pub distinct: u32,
    /// The first hundred of them, in order, with their counts.
    pub values: Vec<ValueCountView>,
    /// For a measure: up to five cells as displayed and as stored, where the two differ.
    pub stored: Vec<(String, String)>,
    /// What is wrong with it, in words (the recipe names it and it is not there).
    pub problem: Option<String>,
}

/// Some distinct values of a column.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ValuesView {
    /// Index of the first one given.
    pub first: u32,
    /// How many there are in all.
    pub total: u32,
    /// The values, in order.
    pub values: Vec<ValueCountView>,
}

/// A distinct value of a column.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ValueCountView {
    /// What it says.
    pub label: String,
    /// Its code in a code list, where known.
    pub code: Option<String>,
    /// In how many observations.
    pub count: u32,
    /// Whether it is the sum of others.
    pub total: bool,
    /// The first and the last day, where it is read as a period by itself.
    pub period: Option<(String, String)>,
}

/// A marker of the table.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct MarkerCountView {
    /// As it stands in the sheet.
    pub text: String,
    /// What it means, in words.
    pub meaning: String,
    /// Who says so, in words; empty where that is not known.
    pub source: String,
    /// How often.
    pub count: u32,
}

/// A correction of a column. What is none stays as it is.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ColumnRequest {
    /// Its id.
    pub column: String,
    /// `dimension` or `measure`.
    #[cfg_attr(test, ts(type = "\"dimension\" | \"measure\""))]
    pub part: String,
    /// Its name in files.
    pub name: Option<String>,
    /// Its heading.
    pub label: Option<String>,
    /// The stable word for its kind.
    pub kind: Option<String>,
    /// Its unit.
    pub unit: Option<String>,
}
