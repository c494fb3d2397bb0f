//! Findings, in windows, with counts that every view shares.

use model::{Rule, Severity};
use serde::{Deserialize, Serialize};

/// Which findings to give. What is none does not filter.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct FindingsQuery {
    /// `open`, `describe`, `protected`, `decided` or `information`.
    pub state: Option<String>,
    /// The key of a kind, as in [`FindingKindView`].
    pub kind: Option<String>,
    /// `blocker`, `warning` or `note`.
    pub severity: Option<String>,
    /// The number of a table.
    pub table: Option<u32>,
    /// The number of a workbook: what it hides.
    pub workbook: Option<u32>,
    /// Words that the text or the place holds, in any case.
    pub text: Option<String>,
    /// Index of the first finding to give.
    pub first: u32,
    /// How many to give at most.
    pub count: u32,
}

/// Some findings, and how many there are of each sort. The counts of a sort obey every filter but its own.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct FindingsView {
    /// How many pass the filters.
    pub total: u32,
    /// Index of the first one given.
    pub first: u32,
    /// The findings, sorted by state, severity, kind and place.
    pub findings: Vec<FindingView>,
    /// By state.
    pub states: Vec<CountView>,
    /// By severity.
    pub severities: Vec<CountView>,
    /// By rule or kind.
    pub kinds: Vec<FindingKindView>,
    /// By table: the key is the table's number.
    pub tables: Vec<CountView>,
}

/// How many findings there are of a sort.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct CountView {
    /// The sort.
    pub key: String,
    /// How many.
    pub count: u32,
}

/// A kind of finding and how many there are.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct FindingKindView {
    /// The stable word for the kind.
    pub key: String,
    /// The rule, where there is one.
    #[cfg_attr(test, ts(type = "string | null"))]
    pub rule: Option<Rule>,
    /// The kind in words ("Cells that can be worked out").
    pub label: String,
    /// How many.
    pub count: u32,
    /// How many of them still stop the release.
    pub open: u32,
}

/// A finding and what was decided about it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct FindingView {
    /// Its identity.
    pub id: String,
    /// The rule, where there is one.
    #[cfg_attr(test, ts(type = "string | null"))]
    pub rule: Option<Rule>,
    /// The stable word for its kind.
    pub kind: String,
    /// `blocker`, `warning` or `note`.
    #[cfg_attr(test, ts(type = "\"blocker\" | \"warning\" | \"note\""))]
    pub severity: Severity,
    /// What it says.
    pub text: String,
    /// Where, in words ("Table 4, cell C9").
    pub place: String,
    /// The table it is about.
    pub table: Option<u32>,
    /// The workbook it is about.
    pub workbook: Option<u32>,
    /// Index of the sheet it is about.
    pub sheet: Option<u32>,
    /// The cell it is about (`B7`), or the hidden rows or columns (`4:6`, `C:D`).
    pub cell: Option<String>,
    /// The key of the metadata field it is about.
    pub field: Option<String>,
    /// `open` (stops the release until it is decided), `describe` (stops it until a field is filled),
    /// `protected` (the policy's protection takes care of it), `decided`, or `information`.
    pub state: String,
    /// The decision, where there is one.
    pub decision: Option<DecisionView>,
    /// What was decided about the same in an earlier release; it decides nothing in this one.
    pub precedent: Option<PrecedentView>,
    /// Verbs that can be used on it, in the order to offer them.
    pub verbs: Vec<String>,
    /// Open cells whose suppression may help: the other parts of the equation.
    pub candidates: Vec<CandidateView>,
}

/// A cell that could be suppressed to settle a finding.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct CandidateView {
    /// The sheet cell (`B7`); given back in a decision.
    pub cell: String,
    /// What it stands for.
    pub label: String,
    /// What it shows.
    pub shown: String,
}

/// A decision as shown.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct DecisionView {
    /// `accept`, `suppress`, `exclude` or `include`.
    pub verb: String,
    /// Why.
    pub reason: String,
    /// When, where it is known.
    pub decided: Option<String>,
}

/// A decision of an earlier release.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PrecedentView {
    /// `accept`, `suppress`, `exclude` or `include`.
    pub verb: String,
    /// Why.
    pub reason: String,
    /// The date of that release.
    pub release: String,
}

/// A decision as the page sends it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct DecisionRequest {
    /// Identities of the findings it is about. More than one only where none of them is a blocker.
    pub findings: Vec<String>,
    /// Instead of identities: every finding that passes these filters and is no blocker.
    pub all: Option<FindingsQuery>,
    /// `accept`, `suppress`, `exclude` or `include`.
    pub verb: String,
    /// Why; must not be empty.
    pub reason: String,
    /// For `suppress`: the sheet cells to withhold (`B7`), of the finding's table.
    pub cells: Vec<String>,
}
