//! A release that returns: what the recipe expects against what was found.

use serde::Serialize;

/// One table of the recipe, or one that it does not name.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct MatchView {
    /// The table's name in the recipe; for a new one its number.
    pub id: String,
    /// Its title, as the recipe or the workbook says.
    pub title: String,
    /// Where the recipe expects it, in words; empty for a new one.
    pub expected: String,
    /// Where it was found, in words; empty for a missing one.
    pub found: String,
    /// `unchanged`, `moved`, `changed` (something in it is new, gone or ambiguous), `gone`, `ambiguous` or `new`.
    #[cfg_attr(
        test,
        ts(type = "\"unchanged\" | \"moved\" | \"changed\" | \"gone\" | \"ambiguous\" | \"new\"")
    )]
    pub status: String,
    /// What differs, in words.
    pub differences: Vec<String>,
    /// What differs in it, one by one: each can be accepted or mapped by its id.
    pub items: Vec<MatchItemView>,
    /// Whether a person must still say what is to be done.
    pub open: bool,
    /// What was decided, in words; none while nothing was.
    pub settled: Option<String>,
    /// Number of the table of the release, where it was found.
    pub table: Option<u32>,
    /// For a missing one: the tables that it may be.
    pub choices: Vec<MatchChoiceView>,
}

/// Something in a table that is new, gone, ambiguous or moved.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct MatchItemView {
    /// Its id.
    pub id: String,
    /// `dimension`, `measure`, `category`, or `row` or `column` for a correction.
    #[cfg_attr(test, ts(type = "\"dimension\" | \"measure\" | \"category\" | \"row\" | \"column\""))]
    pub part: String,
    /// Its name.
    pub name: String,
    /// `moved`, `new`, `gone` or `ambiguous`.
    #[cfg_attr(test, ts(type = "\"moved\" | \"new\" | \"gone\" | \"ambiguous\""))]
    pub status: String,
    /// The same in words.
    pub text: String,
    /// Whether a person must still say what is to be done.
    pub open: bool,
    /// For one that is gone: those that are new and that it may be.
    pub choices: Vec<String>,
}

/// A table that a missing one may be.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct MatchChoiceView {
    /// Its number.
    pub id: u32,
    /// Its title and place.
    pub label: String,
}
