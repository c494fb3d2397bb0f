//! Tables and their tidy rows.

use serde::{Deserialize, Serialize};

/// A table that was found.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct TableView {
    /// Its number; it lasts as long as its workbook is open, whatever happens to other tables.
    pub id: u32,
    /// Its name in file names and keys.
    pub name: String,
    /// Its title as published.
    pub title: String,
    /// The workbook's number.
    pub workbook: u32,
    /// The sheet's name.
    pub sheet: String,
    /// Index of the sheet in its workbook; none for a CSV that is tidy already.
    pub sheet_index: Option<u32>,
    /// Where it is (`A5:H40`).
    pub range: String,
    /// Id of the policy for this table.
    pub policy: String,
    /// Observations that are not blank.
    pub observations: u32,
    /// How sure the program is: `high`, `medium` or `low`; `confirmed` once a person has said that it is right.
    pub confidence: String,
    /// Why it is read so, in words.
    pub reasons: Vec<String>,
    /// Whether a person has corrected its layout.
    pub corrected: bool,
    /// What a person made it by: `split`, `joined` or `added`; none where it stands as it was found.
    #[cfg_attr(test, ts(type = "\"split\" | \"joined\" | \"added\" | null"))]
    pub shaped: Option<String>,
    /// Open findings about it.
    pub findings: u32,
}

/// A table that was found and does not take part in the release.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct LeftOutView {
    /// Its number, as for the tables of the release.
    pub id: u32,
    /// Its title as published.
    pub title: String,
    /// The workbook's number.
    pub workbook: u32,
    /// The sheet's name.
    pub sheet: String,
    /// Index of the sheet in its workbook.
    pub sheet_index: u32,
    /// Where it is.
    pub range: String,
    /// Why it does not take part.
    pub why: String,
    /// Why it cannot be taken in here; none when it can.
    pub blocked: Option<String>,
}

/// Some tidy rows of a table, protected or as read.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct RowsView {
    /// Names of the columns.
    pub columns: Vec<String>,
    /// A width for each column, in characters (3 to 40), that fits its name and what it holds.
    pub widths: Vec<u32>,
    /// Index of the first row given.
    pub first: u32,
    /// How many rows there are in all.
    pub total: u32,
    /// The rows.
    pub rows: Vec<RowView>,
}

/// One tidy row.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct RowView {
    /// The sheet cell it came from (`B7`).
    pub cell: String,
    /// The text of each column.
    pub fields: Vec<String>,
    /// Whether protection changed it: `suppressed`, `rounded`, `recomputed`, or none.
    pub change: Option<String>,
}

/// The tidy rows that come from an area of the sheet.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct RowsOfView {
    /// How many there are.
    pub total: u32,
    /// Their indices, the first thousand.
    pub rows: Vec<u32>,
}

/// A correction of a table's layout: whole rows or whole columns of the sheet get a role.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct RoleRequest {
    /// `rows` or `columns`.
    #[cfg_attr(test, ts(type = "\"rows\" | \"columns\""))]
    pub axis: String,
    /// The first one, from 0.
    pub first: u32,
    /// The last one.
    pub last: u32,
    /// `header`, `label`, `value`, `total`, `note` or `ignore`.
    #[cfg_attr(test, ts(type = "\"header\" | \"label\" | \"value\" | \"total\" | \"note\" | \"ignore\""))]
    pub role: String,
}

/// A table like another one.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SimilarView {
    /// Its number.
    pub id: u32,
    /// Its title.
    pub title: String,
    /// The sheet's name.
    pub sheet: String,
}

/// Tables of the same shape that are one table, or that may become one.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct StackView {
    /// Its name.
    pub name: String,
    /// The column that tells the rows of its tables apart.
    pub dimension: String,
    /// Its tables in order, each by its title and sheet.
    pub parts: Vec<String>,
    /// The numbers of its tables, or of the one that they make.
    pub tables: Vec<u32>,
    /// Whether it is made; otherwise it is offered.
    pub made: bool,
}
