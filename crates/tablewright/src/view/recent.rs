//! What was worked on before.

use serde::Serialize;

/// A release in work, or a recipe, that can be opened again.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct RecentView {
    /// Its number in the list.
    pub id: String,
    /// `release` (a draft) or `recipe`.
    #[cfg_attr(test, ts(type = "\"release\" | \"recipe\""))]
    pub kind: String,
    /// The release's title, or the recipe's file name.
    pub title: String,
    /// The names of its workbooks.
    pub files: Vec<String>,
    /// When it was last saved or used ("23 November 2026, 10:42").
    pub when: String,
    /// Why it cannot be opened, in words; none when it can.
    pub missing: Option<String>,
}
