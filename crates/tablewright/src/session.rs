//! The session: inputs + recipe + decisions, with undo; every stage's result kept until what it was made from
//! changes. Cheap to clone, so that a window computes on a copy and puts the result back.

mod change;
mod columns;
mod contents;
mod corrections;
mod decide;
mod describe;
mod drafting;
mod entries;
mod export;
mod findings;
mod ids;
mod layout;
mod look;
mod matching;
mod open;
mod opening;
mod rows;
mod shape;
mod show;
mod stacks;
mod steps;
mod sums;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use model::{Failure, FailureKind};
use publication::Metadata;
use tables::TableRecipe;

use crate::assess::{AssessedTable, Assessment};
use crate::decisions::Decisions;
use crate::found::{Found, FoundTable, Layouts};
use crate::recipe::Recipe;
use crate::source::Source;
use crate::view::{ExportView, FindingsQuery, FindingsView, RowsView, SessionView};

use ids::TableIds;

/// A workbook of the session, with the tables found in it.
#[derive(Debug, Clone)]
struct Opened {
    id: u32,
    /// Where it was read; opening the same file again reads it again. None for the sample.
    path: Option<PathBuf>,
    source: Arc<Source>,
    layouts: Arc<Layouts>,
    /// What a person should know about how it was read.
    notices: Vec<String>,
}

/// What undo goes back over.
#[derive(Debug, Clone, Default)]
struct Content {
    opened: Vec<Opened>,
    recipe: Recipe,
    decisions: Decisions,
    /// Decisions of an earlier release: shown, never in force.
    precedents: Decisions,
    /// The tables of the recipe as it was opened: what the release is matched with.
    expected: Arc<Vec<TableRecipe>>,
    /// The description in the recipe as it was opened; none before one was.
    described: Option<Arc<Metadata>>,
}

/// A step that can be taken back: its name and what was before it.
#[derive(Debug, Clone)]
struct Step {
    name: String,
    content: Arc<Content>,
}

/// What was written last, and from what.
#[derive(Debug, Clone)]
struct Written {
    view: ExportView,
    content: Arc<Content>,
}

/// Inputs, recipe and decisions of a release being made.
#[derive(Debug, Clone, Default)]
pub struct Session {
    content: Arc<Content>,
    undo: Vec<Step>,
    redo: Vec<Step>,
    failures: Vec<Failure>,
    found: Arc<Found>,
    assessment: Arc<Assessment>,
    ids: TableIds,
    revision: u32,
    next_id: u32,
    /// The step that the person was at last; empty for Home.
    step: String,
    written: Option<Written>,
    opening: opening::Opening,
}

impl Session {
    /// An empty session.
    pub fn new() -> Self {
        Self::default()
    }

    /// What the page is shown.
    pub fn view(&self) -> SessionView {
        show::session(self)
    }

    /// Some tidy rows of a table, as read or protected.
    pub fn rows(&self, table: u32, protected: bool, first: u32, count: u32) -> Result<RowsView, Failure> {
        Ok(rows::rows(self.table(table)?, protected, first, count))
    }

    /// Some findings, with how many there are of each sort.
    pub fn findings(&self, query: &FindingsQuery) -> FindingsView {
        findings::view(self, query)
    }

    /// Remembers the step that the person is at. That is no change: nothing is out of date by it.
    pub fn go(&mut self, step: &str) -> Result<(), Failure> {
        if !steps::IDS.contains(&step) {
            return Err(Failure::new(FailureKind::Invalid, "The step", format!("'{step}' is none")));
        }
        step.clone_into(&mut self.step);
        Ok(())
    }

    /// The title of the release, or the name of its first workbook; empty when nothing is open.
    pub fn title(&self) -> String {
        show::title(self)
    }

    /// Whether nothing is open: neither a workbook nor a recipe.
    pub fn is_empty(&self) -> bool {
        *self.content == Content::default()
    }

    /// The recipe as TOML, to be saved: with every table of the release, those that nobody corrected too.
    pub fn recipe_toml(&self) -> Result<String, Failure> {
        self.recipe_of_all()?.to_toml()
    }

    /// The lasting ids of the tables of the release, in their order.
    pub fn table_ids(&self) -> &[u32] {
        &self.ids.tables
    }

    /// A table of the release by its lasting id.
    fn table(&self, id: u32) -> Result<&AssessedTable, Failure> {
        let at = self.ids.tables.iter().position(|known| *known == id);
        at.and_then(|at| self.assessment.tables.get(at)).ok_or_else(no_table)
    }

    /// An open workbook by its id.
    fn workbook(&self, id: u32) -> Result<&Opened, Failure> {
        let missing = || Failure::new(FailureKind::Invalid, "The workbook", "it is not open any more");
        self.content.opened.iter().find(|opened| opened.id == id).ok_or_else(missing)
    }
}

fn no_table() -> Failure {
    Failure::new(FailureKind::Invalid, "The table", "it is not there any more")
}

/// The sources of the content, with what was found on them.
fn located(content: &Content) -> Vec<(Arc<Source>, Arc<Layouts>)> {
    content.opened.iter().map(|opened| (Arc::clone(&opened.source), Arc::clone(&opened.layouts))).collect()
}

/// The sheet that a table stands on; none for a CSV that is tidy already.
fn sheet_index(table: &FoundTable) -> Option<u32> {
    table.layout.is_some().then_some(table.sheet as u32)
}

fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

#[cfg(test)]
mod tests;
