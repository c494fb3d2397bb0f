//! Opening and closing.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use model::{Failure, FailureKind, Progress, Stage, counted};
use workbook::Limits;

use super::contents::not_looked_for;
use super::{Content, Opened, Session, file_name, located};
use crate::assess::is_about;
use crate::decisions::Decisions;
use crate::found::{Found, FoundTable, find_again, layouts};
use crate::recipe::Recipe;
use crate::source::{Source, read_text};

impl Session {
    /// Opens workbooks; a `.toml` among them is taken as the recipe or the decisions. Files that cannot be
    /// opened are told in the view; the others are open.
    pub fn open(&mut self, files: &[PathBuf], progress: &dyn Progress) {
        self.failures.clear();
        let mut content = (*self.content).clone();
        for (at, file) in files.iter().enumerate() {
            progress.report(Stage::Reading, at as u64, files.len() as u64);
            if let Err(failure) = self.open_one(&mut content, file, progress) {
                let stop = failure.kind == FailureKind::Cancelled;
                self.failures.push(failure);
                if stop {
                    return;
                }
            }
        }
        if self.failures.len() < files.len() {
            let name = match files {
                [file] => format!("open {}", file_name(file)),
                several => format!("open {}", counted(several.len(), "file", "files")),
            };
            if let Err(failure) = self.change(name, content, progress) {
                self.failures.push(failure);
            }
        }
        self.revision += 1;
    }

    /// Opens a recipe from its text; `name` names it in failures.
    pub fn open_recipe(&mut self, name: &str, text: &str, progress: &dyn Progress) -> Result<(), Failure> {
        let mut content = (*self.content).clone();
        let recipe = Recipe::parse(name, text)?;
        known_policies(&recipe)?;
        take_recipe(&mut content, recipe);
        self.change(format!("open {name}"), content, progress)
    }

    /// The files that could not be opened last.
    pub fn failures(&self) -> &[Failure] {
        &self.failures
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
            take_text(content, file, &name, &text)?;
            return read_lists(content, file);
        }
        let path = Some(file.to_path_buf());
        let id = self.id_of(content, path.as_ref(), &name);
        let collector = self.opening.begin(id, &name, progress);
        let put = Source::read_and_tell(file, &name, &Limits::default(), &collector)
            .and_then(|source| Self::put(content, (id, path), source, progress));
        if put.is_err() {
            self.opening.forget(id);
        }
        put
    }

    /// Puts a workbook beside the others, or in the place of itself when it was open already.
    pub(super) fn put(
        content: &mut Content,
        (id, path): (u32, Option<PathBuf>),
        source: Arc<Source>,
        progress: &dyn Progress,
    ) -> Result<(), Failure> {
        let layouts = Arc::new(layouts(&source, progress)?);
        let elsewhere = path.as_deref().is_some_and(is_open_elsewhere).then_some(ELSEWHERE);
        let format = not_looked_for(source.workbook.format);
        let notices = elsewhere.into_iter().chain(format).map(str::to_owned).collect();
        let opened = Opened { id, path, source, layouts, notices };
        match content.opened.iter_mut().find(|known| known.id == id) {
            Some(known) => *known = opened,
            None => content.opened.push(opened),
        }
        Ok(())
    }

    /// The id that a file has, or will have.
    pub(super) fn id_of(&mut self, content: &Content, path: Option<&PathBuf>, name: &str) -> u32 {
        let is_it = |opened: &&Opened| opened.path.as_ref() == path && opened.source.name == name;
        content.opened.iter().find(is_it).map_or_else(
            || {
                self.next_id += 1;
                self.next_id
            },
            |opened| opened.id,
        )
    }

    /// Opens the sample release: its workbook and recipe. Its decisions are left to the person.
    pub fn open_sample(&mut self, progress: &dyn Progress) -> Result<(), Failure> {
        let sample = crate::sample::sample()?;
        let name = sample.workbook_name;
        let source = Source::from_bytes(name, name, &sample.workbook, &Limits::default(), progress)?;
        let mut content = Content::default();
        take_recipe(&mut content, Recipe::parse("sample.recipe.toml", &sample.recipe)?);
        let id = self.id_of(&content, None, name);
        Self::put(&mut content, (id, None), source, progress)?;
        self.failures.clear();
        self.change("open the sample release".to_owned(), content, progress)
    }

    /// Closes everything for a new release.
    pub fn new_release(&mut self, progress: &dyn Progress) -> Result<(), Failure> {
        self.failures.clear();
        self.step.clear();
        self.change("start a new release".to_owned(), Content::default(), progress)
    }

    /// Closes a workbook. What was decided about it goes with it, and so does what was decided about a table
    /// whose name another one takes over, and what this session noted for its tables.
    pub fn close(&mut self, workbook: u32, progress: &dyn Progress) -> Result<(), Failure> {
        let mut content = (*self.content).clone();
        let Some(at) = content.opened.iter().position(|opened| opened.id == workbook) else { return Ok(()) };
        let closed = content.opened.remove(at);
        self.forget_corrections(&mut content, at);
        let found =
            find_again(&located(&content), &content.recipe, &content.decisions, &self.found, progress)?;
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
}

const ELSEWHERE: &str = "It is open in another program: unsaved changes are not included.";

/// Whether Excel (`~$name.xlsx`) or `LibreOffice` (`.~lock.name.xlsx#`) has put its mark beside a file.
fn is_open_elsewhere(path: &Path) -> bool {
    let name = file_name(path);
    [format!("~${name}"), format!(".~lock.{name}#")].iter().any(|mark| path.with_file_name(mark).exists())
}

/// Reads the code lists that a recipe names, from its folder. A failure names the list, never a path.
fn read_lists(content: &mut Content, recipe: &Path) -> Result<(), Failure> {
    if !content.recipe.codes.is_empty() {
        return Ok(());
    }
    let folder = recipe.parent().unwrap_or(Path::new(""));
    content.recipe.read_code_lists(folder).map_err(|mut failure| {
        failure.file = file_name(Path::new(&failure.file));
        failure
    })
}

/// Takes a recipe or a decisions file.
fn take_text(content: &mut Content, file: &Path, name: &str, text: &str) -> Result<(), Failure> {
    // A decisions file is no recipe, and the reverse: the failure of the better fit is told.
    let is_recipe = text.parse::<toml::Table>().map_or(true, |table| table.contains_key("disclosure"));
    if !is_recipe {
        let decisions = Decisions::parse(name, text)?;
        if decisions.belong_to(&content.recipe.metadata.release) {
            content.decisions = decisions;
        } else {
            content.precedents = decisions;
        }
        return Ok(());
    }
    let mut recipe = Recipe::parse(name, text)?;
    crate::policies::load_named(&mut recipe.disclosure, file)?;
    known_policies(&recipe)?;
    take_recipe(content, recipe);
    Ok(())
}

fn known_policies(recipe: &Recipe) -> Result<(), Failure> {
    let disclosure = &recipe.disclosure;
    let mut ids = std::iter::once(&disclosure.policy).chain(disclosure.tables.values());
    ids.try_for_each(|id| disclosure.find(id).map(drop))
}

/// A recipe as it was opened is what the release is matched with.
pub(super) fn take_recipe(content: &mut Content, recipe: Recipe) {
    content.expected = Arc::new(recipe.tables.clone());
    content.described = Some(Arc::new(recipe.metadata.clone()));
    content.recipe = recipe;
    // Opened before their recipe, decisions of another release looked like those of this one.
    if !content.decisions.belong_to(&content.recipe.metadata.release) {
        content.precedents = std::mem::take(&mut content.decisions);
    }
}

/// Where each table stands, by its name: workbook, sheet, range.
fn places(found: &Found, content: &Content) -> BTreeMap<String, (u32, usize, String)> {
    let place = |table: &FoundTable| (content.opened[table.source].id, table.sheet, table.range());
    found.tables.iter().map(|table| (table.tidy.name.clone(), place(table))).collect()
}
