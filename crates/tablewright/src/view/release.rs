//! The release as a whole: its steps, policies, metadata form and what went wrong.

use serde::Serialize;

use super::{ExportView, LeftOutView, MatchView, OpeningView, TableView, WorkbookView};

/// Everything that the page needs to draw itself, but for cells, rows, columns and findings, which it asks for
/// as they come into view.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SessionView {
    /// Counts up with every change, so that the page knows what is out of date.
    pub revision: u32,
    /// The title of the release, or the name of its first workbook; empty when nothing is open.
    pub title: String,
    /// The step that the person was at last: `home`, or the id of a step; empty before they have been anywhere.
    pub step: String,
    /// The steps in order; `match` leads them where a recipe with tables is open.
    pub steps: Vec<StepView>,
    /// The open workbooks.
    pub workbooks: Vec<WorkbookView>,
    /// The tables of the release, in the order of the recipe, or of workbooks and sheets.
    pub tables: Vec<TableView>,
    /// Tables that were found and do not take part.
    pub left_out: Vec<LeftOutView>,
    /// Expected against found, for a release that returns; empty without a recipe's tables.
    pub matching: Vec<MatchView>,
    /// Findings in all.
    pub findings: u32,
    /// How many findings still stop the release.
    pub blockers: u32,
    /// Files that could not be opened; the others are open.
    pub failures: Vec<FailureView>,
    /// The policies to choose from.
    pub policies: Vec<PolicyView>,
    /// Id of the policy in force for tables without one of their own.
    pub policy: String,
    /// The metadata form.
    pub fields: Vec<FieldView>,
    /// Whether the description is that of an earlier release and can be made ready for the next one.
    pub next_edition: bool,
    /// Why the release cannot be written now; none when it can.
    pub export_blocked: Option<String>,
    /// What was written last, where anything was.
    pub written: Option<ExportView>,
    /// What undo would take back ("suppress 2 cells"), if anything.
    pub undo: Option<String>,
    /// What redo would do again, if anything.
    pub redo: Option<String>,
    /// When the draft was saved, as a time of day ("10:42"); none before the first change.
    pub saved: Option<String>,
}

/// One step of the work and how it stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct StepView {
    /// `match`, `workbooks`, `tables`, `columns`, `checks`, `describe` or `export`.
    #[cfg_attr(
        test,
        ts(
            type = "\"match\" | \"workbooks\" | \"tables\" | \"columns\" | \"checks\" | \"describe\" | \"export\""
        )
    )]
    pub id: String,
    /// `not-started`, `attention`, `done` or `out-of-date`.
    #[cfg_attr(test, ts(type = "\"not-started\" | \"attention\" | \"done\" | \"out-of-date\""))]
    pub state: String,
    /// How many things need attention.
    pub count: u32,
    /// The state in words ("3 findings to decide").
    pub text: String,
    /// Why the person cannot go on from here; none when they can.
    pub blocked: Option<String>,
}

/// A file that could not be opened, or a job that could not be done.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct FailureView {
    /// The file's name.
    pub file: String,
    /// The stable word for its kind.
    pub kind: String,
    /// What happened.
    pub text: String,
    /// What to do next.
    pub next: String,
}

/// A policy to choose.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PolicyView {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The rule in words.
    pub summary: String,
    /// Where the rule comes from.
    pub source: String,
}

/// One field of the metadata form.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct FieldView {
    /// Its key.
    pub key: String,
    /// Its label.
    pub label: String,
    /// The section of the form that it stands in.
    pub section: String,
    /// What to write there.
    pub help: String,
    /// An example.
    pub example: String,
    /// Whether it must be filled.
    pub mandatory: bool,
    /// What it holds now.
    pub value: String,
    /// What is wrong with it.
    pub problem: Option<String>,
    /// What it held in the recipe as it was opened, where it holds something else now.
    pub before: Option<String>,
    /// What a person should look at again, in words.
    pub notice: Option<String>,
}

/// Progress of a running job.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ProgressView {
    /// What is being done, in words.
    pub stage: String,
    /// Units done.
    #[cfg_attr(test, ts(type = "number"))]
    pub done: u64,
    /// Units in all; 0 when unknown.
    #[cfg_attr(test, ts(type = "number"))]
    pub total: u64,
    /// The workbooks that are being opened, whose sheets can be looked at as they finish.
    pub opening: Vec<OpeningView>,
}
