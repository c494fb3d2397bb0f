//! The session: inputs + recipe + decisions, with undo; every stage's result kept until what it was made from
//! changes. Cheap to clone, so that a window computes on a copy and puts the result back.

mod show;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use model::{CellAddress, Failure, FailureKind, Finding, Progress, TidyKey, counted};
use workbook::Limits;

use crate::assess::{
    AssessedTable, Assessment, chosen_cells, conclude, is_about, policy, table_state, verbs,
};
use crate::decisions::{Decision, Decisions, Verb};
use crate::found::{Found, FoundTable, Layouts, check_policies, find, layouts};
use crate::recipe::Recipe;
use crate::release::{self, ReleaseParts, evidence_place};
use crate::source::{Source, read_text};
use crate::view::{DecisionRequest, ExportView, FileView, RowsView, SessionView};

/// A workbook of the session, with the tables found in it.
#[derive(Debug, Clone)]
struct Opened {
    id: u32,
    /// Where it was read; opening the same file again reads it again. None for the sample.
    path: Option<PathBuf>,
    source: Arc<Source>,
    layouts: Arc<Layouts>,
}

/// What undo goes back over.
#[derive(Debug, Clone, Default)]
struct Content {
    opened: Vec<Opened>,
    recipe: Recipe,
    decisions: Decisions,
}

/// A step that can be taken back: its name and what was before it.
#[derive(Debug, Clone)]
struct Step {
    name: String,
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
    revision: u32,
    next_id: u32,
}

impl Session {
    /// An empty session.
    pub fn new() -> Self {
        Self::default()
    }

    /// Opens workbooks; a `.toml` among them is taken as the recipe or the decisions. Files that cannot be
    /// opened are told in the view; the others are open.
    pub fn open(&mut self, files: &[PathBuf], progress: &dyn Progress) {
        self.failures.clear();
        let mut content = (*self.content).clone();
        for file in files {
            if let Err(failure) = self.open_one(&mut content, file, progress) {
                self.failures.push(failure);
            }
        }
        if self.failures.len() < files.len() {
            let name = match files {
                [file] => format!("open {}", file_name(file)),
                several => format!("open {} files", several.len()),
            };
            if let Err(failure) = self.change(name, content, progress) {
                self.failures.push(failure);
            }
        }
        self.revision += 1;
    }

    fn open_one(
        &mut self,
        content: &mut Content,
        file: &Path,
        progress: &dyn Progress,
    ) -> Result<(), Failure> {
        let name = file_name(file);
        if file.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("toml")) {
            let text = read_text(file).map_err(|mut failure| {
                failure.file.clone_from(&name);
                failure
            })?;
            // A decisions file is no recipe, and the reverse: the failure of the better fit is told.
            let is_recipe =
                text.parse::<toml::Table>().map_or(true, |table| table.contains_key("disclosure"));
            if is_recipe {
                content.recipe = Recipe::parse(&name, &text)?;
                let disclosure = &content.recipe.disclosure;
                std::iter::once(&disclosure.policy)
                    .chain(disclosure.tables.values())
                    .try_for_each(|id| policy(id).map(drop))?;
            } else {
                content.decisions = Decisions::parse(&name, &text)?;
            }
            return Ok(());
        }
        let source = Source::read(file, &name, &Limits::default(), progress)?;
        self.put(content, Some(file.to_path_buf()), source, progress)
    }

    fn put(
        &mut self,
        content: &mut Content,
        path: Option<PathBuf>,
        source: Arc<Source>,
        progress: &dyn Progress,
    ) -> Result<(), Failure> {
        let layouts = Arc::new(layouts(&source, progress)?);
        let known =
            content.opened.iter().position(|opened| opened.path == path && opened.source.name == source.name);
        if let Some(at) = known {
            content.opened[at] = Opened { id: content.opened[at].id, path, source, layouts };
        } else {
            self.next_id += 1;
            content.opened.push(Opened { id: self.next_id, path, source, layouts });
        }
        Ok(())
    }

    /// Opens the sample release: its workbook and recipe. Its decisions are left to the person.
    pub fn open_sample(&mut self, progress: &dyn Progress) -> Result<(), Failure> {
        let sample = crate::sample::sample()?;
        let name = sample.workbook_name;
        let source = Source::from_bytes(name, name, &sample.workbook, &Limits::default(), progress)?;
        let mut content =
            Content { recipe: Recipe::parse("sample.recipe.toml", &sample.recipe)?, ..Content::default() };
        self.put(&mut content, None, source, progress)?;
        self.failures.clear();
        self.change("open the sample release".to_owned(), content, progress)
    }

    /// Closes a workbook. What was decided about it goes with it, and so does what was decided about a table
    /// whose name another one takes over.
    pub fn close(&mut self, workbook: u32, progress: &dyn Progress) -> Result<(), Failure> {
        let mut content = (*self.content).clone();
        let Some(at) = content.opened.iter().position(|opened| opened.id == workbook) else { return Ok(()) };
        let closed = content.opened.remove(at);
        let found = find(&located(&content), &content.recipe, &content.decisions, progress)?;
        let (before, after) = (places(&self.found, &self.content), places(&found, &content));
        let moved: Vec<&String> = before
            .iter()
            .filter(|(name, place)| after.get(*name) != Some(place))
            .map(|(name, _)| name)
            .collect();
        let hidden = |id: &str| closed.source.workbook.hidden.iter().any(|finding| finding.id == id);
        content.decisions.decisions.retain(|decision| {
            !hidden(&decision.finding) && !moved.iter().any(|name| is_about(&decision.finding, name))
        });
        content
            .recipe
            .disclosure
            .tables
            .retain(|name, _| !(moved.contains(&name) && after.contains_key(name)));
        self.failures.clear();
        self.change(format!("close {}", closed.source.name), content, progress)
    }

    /// Chooses the policy of one table, or of all that have none of their own.
    pub fn set_policy(
        &mut self,
        table: Option<u32>,
        id: &str,
        progress: &dyn Progress,
    ) -> Result<(), Failure> {
        policy(id)?;
        let mut content = (*self.content).clone();
        match table {
            Some(table) => {
                let name = self.table(table)?.found.tidy.name.clone();
                content.recipe.disclosure.tables.insert(name, id.to_owned());
            }
            None => id.clone_into(&mut content.recipe.disclosure.policy),
        }
        self.change(format!("choose policy {id}"), content, progress)
    }

    /// Decides on findings; `decided` is when, as the window's clock says.
    pub fn decide(
        &mut self,
        request: &DecisionRequest,
        decided: Option<&str>,
        progress: &dyn Progress,
    ) -> Result<(), Failure> {
        let invalid = |detail: String| Failure::new(FailureKind::Invalid, "The decision", detail);
        let verb =
            Verb::find(&request.verb).ok_or_else(|| invalid(format!("'{}' is no verb", request.verb)))?;
        let mut content = (*self.content).clone();
        for id in &request.findings {
            let finding = self.finding(id).ok_or_else(|| invalid(format!("there is no finding '{id}'")))?;
            if !verbs(finding).contains(&verb) {
                return Err(invalid(format!("'{}' is not possible here", verb.name())));
            }
            let mut cells = Vec::new();
            if verb == Verb::Suppress {
                cells = self.keys(finding, &request.cells)?;
                // What was withheld for it before was not enough, and is still needed.
                let earlier = content.decisions.on(id).filter(|known| known.verb == Verb::Suppress);
                for cell in earlier.map_or(&[][..], |known| &known.cells) {
                    if !cells.contains(cell) {
                        cells.push(cell.clone());
                    }
                }
            }
            let decision = Decision {
                finding: id.clone(),
                verb,
                reason: request.reason.trim().to_owned(),
                decided: decided.map(str::to_owned),
                cells,
            };
            decision.check().map_err(invalid)?;
            content.decisions.put(decision);
        }
        let name = match verb {
            Verb::Suppress => format!("suppress {}", counted(request.cells.len(), "cell", "cells")),
            Verb::Accept | Verb::Exclude | Verb::Include => {
                format!("{} {}", verb.name(), counted(request.findings.len(), "finding", "findings"))
            }
        };
        self.change(name, content, progress)
    }

    /// The keys of cells, given by their addresses, of the finding's table.
    fn keys(&self, finding: &Finding, cells: &[String]) -> Result<Vec<TidyKey>, Failure> {
        let invalid = |detail: String| Failure::new(FailureKind::Invalid, "The decision", detail);
        let table = finding
            .table
            .as_deref()
            .and_then(|name| self.assessment.tables.iter().find(|table| table.found.tidy.name == name))
            .ok_or_else(|| invalid("the finding is about no table".to_owned()))?;
        let tidy = &table.found.tidy;
        cells
            .iter()
            .map(|cell| {
                let address: Option<CellAddress> = cell.parse().ok();
                let index = address.and_then(|at| (0..tidy.len()).find(|index| tidy.cell(*index) == at));
                index
                    .map(|index| tidy.key(index))
                    .ok_or_else(|| invalid(format!("{cell} is no value of the table")))
            })
            .collect()
    }

    /// Takes a decision back.
    pub fn undecide(&mut self, finding: &str, progress: &dyn Progress) -> Result<(), Failure> {
        let mut content = (*self.content).clone();
        content.decisions.decisions.retain(|decision| decision.finding != finding);
        self.change("take a decision back".to_owned(), content, progress)
    }

    /// Fills a field of the metadata.
    pub fn set_field(&mut self, key: &str, value: &str, progress: &dyn Progress) -> Result<(), Failure> {
        let mut content = (*self.content).clone();
        content.recipe.metadata.set(key, value)?;
        let label =
            publication::fields().iter().find(|field| field.key == key).map_or(key, |field| field.label);
        self.change(format!("change {}", label.to_lowercase()), content, progress)
    }

    /// Goes one step back.
    pub fn undo(&mut self, progress: &dyn Progress) -> Result<(), Failure> {
        let Some(step) = self.undo.last().cloned() else { return Ok(()) };
        let content = Arc::clone(&self.content);
        self.enforce(step.content, progress)?;
        self.undo.pop();
        self.redo.push(Step { name: step.name, content });
        Ok(())
    }

    /// Does again what was undone.
    pub fn redo(&mut self, progress: &dyn Progress) -> Result<(), Failure> {
        let Some(step) = self.redo.last().cloned() else { return Ok(()) };
        let content = Arc::clone(&self.content);
        self.enforce(step.content, progress)?;
        self.redo.pop();
        self.undo.push(Step { name: step.name, content });
        Ok(())
    }

    /// Writes the release to `out` and its evidence beside it.
    pub fn export(&self, out: &Path, progress: &dyn Progress) -> Result<ExportView, Failure> {
        check_policies(&self.found, &self.content.recipe)?;
        let sources: Vec<_> = self.content.opened.iter().map(|opened| Arc::clone(&opened.source)).collect();
        let parts = ReleaseParts {
            sources: &sources,
            recipe: &self.content.recipe,
            decisions: &self.content.decisions,
            assessment: &self.assessment,
        };
        let released = release::write(parts, out, &evidence_place(out), progress)?;
        Ok(ExportView {
            folder: file_name(&released.folder),
            bundle: released.bundle.clone(),
            files: released
                .files
                .iter()
                .map(|file| FileView {
                    path: file.path.clone(),
                    bytes: file.bytes,
                    sha256: file.sha256.clone(),
                })
                .collect(),
            summary: format!(
                "Written and read back: {}, {} rows, hashes match.",
                counted(released.files.len(), "file", "files"),
                released.rows
            ),
            proof: released.proof.text(),
            evidence: file_name(&released.evidence),
        })
    }

    /// A name for the folder of the release, from its metadata.
    pub fn export_name(&self) -> String {
        self.content.recipe.metadata.bag_name()
    }

    /// What the page is shown.
    pub fn view(&self) -> SessionView {
        show::session(self)
    }

    /// Some tidy rows of a table, as read or protected.
    pub fn rows(&self, table: u32, protected: bool, first: u32, count: u32) -> Result<RowsView, Failure> {
        Ok(show::rows(self.table(table)?, protected, first, count))
    }

    fn table(&self, id: u32) -> Result<&AssessedTable, Failure> {
        let missing = || Failure::new(FailureKind::Invalid, "The table", "it is not there any more");
        self.assessment.tables.get(id as usize).ok_or_else(missing)
    }

    fn finding(&self, id: &str) -> Option<&Finding> {
        self.assessment
            .findings
            .iter()
            .map(|assessed| assessed.finding.as_ref())
            .find(|finding| finding.id == id)
    }

    /// Puts new content in force, with a step of undo.
    fn change(&mut self, name: String, content: Content, progress: &dyn Progress) -> Result<(), Failure> {
        let before = Arc::clone(&self.content);
        self.enforce(Arc::new(content), progress)?;
        self.undo.push(Step { name, content: before });
        self.redo.clear();
        Ok(())
    }

    /// Puts content in force with all that follows from it; tables that nothing has touched keep their results.
    /// On a failure everything stays as it was.
    fn enforce(&mut self, content: Arc<Content>, progress: &dyn Progress) -> Result<(), Failure> {
        let located = located(&content);
        let found = find(&located, &content.recipe, &content.decisions, progress)?;
        let mut tables = Vec::with_capacity(found.tables.len());
        for table in &found.tables {
            let kept = self.kept(table, &content);
            tables.push(
                kept.map_or_else(|| table_state(table, &content.recipe, &content.decisions, progress), Ok)?,
            );
        }
        let sources: Vec<_> = located.into_iter().map(|(source, _)| source).collect();
        self.assessment = Arc::new(conclude(&sources, &found, tables, &content.recipe, &content.decisions));
        self.found = Arc::new(found);
        self.content = content;
        self.revision += 1;
        Ok(())
    }

    /// The result for a table, when neither the table, its policy nor the cells chosen in it have changed.
    fn kept(&self, table: &FoundTable, content: &Content) -> Option<AssessedTable> {
        let chosen = chosen_cells(&content.decisions, &table.tidy.name);
        self.assessment
            .tables
            .iter()
            .find(|known| {
                known.policy.id == content.recipe.policy_of(&table.tidy.name)
                    && known.also == chosen
                    && known.found.tidy == table.tidy
            })
            // The result is kept, not where the table stands: workbooks before it may have been closed.
            .map(|known| AssessedTable { found: table.clone(), ..known.clone() })
    }
}

/// The sources of the content, with what was found on them.
fn located(content: &Content) -> Vec<(Arc<Source>, Arc<Layouts>)> {
    content.opened.iter().map(|opened| (Arc::clone(&opened.source), Arc::clone(&opened.layouts))).collect()
}

/// Where each table stands, by its name: workbook, sheet, range.
fn places(found: &Found, content: &Content) -> BTreeMap<String, (u32, usize, String)> {
    let place = |table: &FoundTable| (content.opened[table.source].id, table.sheet, table.range());
    found.tables.iter().map(|table| (table.tidy.name.clone(), place(table))).collect()
}

fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

#[cfg(test)]
mod tests;
