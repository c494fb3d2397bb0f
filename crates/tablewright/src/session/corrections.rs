//! What a person says about tables, kept in the recipe: which take part, and which is which.

use std::sync::Arc;

use model::{Failure, FailureKind, Progress};
use tables::{TableRecipe, TidyOptions};

use super::change::quoted;
use super::{Content, Session, located, no_table};
use crate::assess::is_about;
use crate::found::{Candidate, Layouts, Why, assign, candidates, is_match};
use crate::recipe::{Recipe, Unlisted};
use crate::source::Source;

/// The tables of a content, and which entry of its recipe is about each.
struct Room {
    located: Vec<(Arc<Source>, Arc<Layouts>)>,
    candidates: Vec<Candidate>,
    /// The candidate of each entry.
    assigned: Vec<Option<usize>>,
}

impl Room {
    fn of(content: &Content) -> Self {
        let located = located(content);
        let candidates = candidates(&located, &content.decisions);
        let assigned = assign(&located, &content.recipe.tables, &candidates);
        Self { located, candidates, assigned }
    }

    fn entry_of(&self, candidate: usize) -> Option<usize> {
        self.assigned.iter().position(|at| *at == Some(candidate))
    }

    /// The first visible table before `target` that an entry for `target` would be taken for.
    fn in_the_way(&self, wanted: &TableRecipe, target: usize) -> Option<usize> {
        (0..target).find(|at| {
            let candidate = &self.candidates[*at];
            candidate.visible && self.entry_of(*at).is_none() && is_match(&self.located, wanted, candidate)
        })
    }

    /// Puts an entry in at `at`.
    fn insert(&mut self, recipe: &mut Recipe, at: usize, entry: TableRecipe, candidate: usize) {
        recipe.tables.insert(at, entry);
        self.assigned.insert(at, Some(candidate));
    }

    /// A bare entry for a table: enough to find it again.
    fn anchor(&self, candidate: usize, name: &str) -> TableRecipe {
        let Candidate { source, sheet, layout, .. } = &self.candidates[candidate];
        let workbook = &self.located[*source].0.workbook;
        let is_text = matches!(workbook.format, workbook::Format::Csv | workbook::Format::Tsv);
        TableRecipe {
            name: name.to_owned(),
            sheet: if is_text { String::new() } else { workbook.sheets[*sheet].name.clone() },
            title: layout.title.clone(),
            position: layout.position,
            ..TableRecipe::default()
        }
    }
}

impl Session {
    /// The entry of a table in the recipe of `content`, which begins as what this session holds; made when there
    /// is none. Tables before it that such an entry would be taken for get one of their own.
    pub(super) fn table_recipe_mut<'a>(
        &self,
        content: &'a mut Content,
        id: u32,
    ) -> Result<&'a mut TableRecipe, Failure> {
        let mut room = Room::of(content);
        let target = self.candidate(&room, id)?;
        if let Some(entry) = room.entry_of(target) {
            return Ok(&mut content.recipe.tables[entry]);
        }
        if content.recipe.tables.is_empty() {
            content.recipe.unlisted = Unlisted::Publish;
        }
        let end = content.recipe.tables.len();
        let at = self.enlist(&mut room, &mut content.recipe, end, target)?;
        Ok(&mut content.recipe.tables[at])
    }

    /// The recipe with an entry for every table of the release, so that the next one can be compared with it.
    pub(super) fn recipe_of_all(&self) -> Result<Recipe, Failure> {
        let mut recipe = self.content.recipe.clone();
        let mut room = Room::of(&self.content);
        let laid_out = |id: &&u32| self.table(**id).is_ok_and(|table| table.found.detected.is_some());
        for id in self.ids.tables.iter().filter(laid_out) {
            let target = self.candidate(&room, *id)?;
            if room.entry_of(target).is_some() {
                continue;
            }
            if recipe.tables.is_empty() {
                recipe.unlisted = Unlisted::Publish;
            }
            let end = recipe.tables.len();
            self.enlist(&mut room, &mut recipe, end, target)?;
        }
        Ok(recipe)
    }

    /// Puts an entry for a table in at `at`, after entries for those in its way; gives its index.
    fn enlist(
        &self,
        room: &mut Room,
        recipe: &mut Recipe,
        at: usize,
        target: usize,
    ) -> Result<usize, Failure> {
        let entry = self.entry_for(room, recipe, target)?;
        let at = self.clear_way(room, recipe, at, &entry, target)?;
        room.insert(recipe, at, entry, target);
        Ok(at)
    }

    /// Gives entries to the tables that `entry`, meant for `target`, would be taken for; gives the index after them.
    fn clear_way(
        &self,
        room: &mut Room,
        recipe: &mut Recipe,
        mut at: usize,
        entry: &TableRecipe,
        target: usize,
    ) -> Result<usize, Failure> {
        while let Some(before) = room.in_the_way(entry, target) {
            at = self.enlist(room, recipe, at, before)? + 1;
            // What was left out without a word is left out still.
            recipe.tables[at - 1].leave_out = recipe.unlisted == Unlisted::LeaveOut;
        }
        Ok(at)
    }

    /// What the recipe would say of a table as it was found.
    fn entry_for(&self, room: &Room, recipe: &Recipe, target: usize) -> Result<TableRecipe, Failure> {
        let candidate = &room.candidates[target];
        let layout = &candidate.layout;
        let is_it = |table: &&crate::found::FoundTable| {
            (table.source, table.sheet) == (candidate.source, candidate.sheet)
                && table.detected.as_ref().is_some_and(|known| known.range.first == layout.range.first)
        };
        if let Some(table) = self.found.tables.iter().find(is_it) {
            return Ok(tables::recipe_from(layout, &table.tidy));
        }
        let source = &room.located[candidate.source].0;
        let sheet = &source.workbook.sheets[candidate.sheet];
        let mut tidy = tables::tidy(&source.name, sheet, layout, None, &TidyOptions::default())?;
        tidy.name = free_name(&tidy.name, |name| {
            self.found.tables.iter().any(|table| table.tidy.name == name)
                || recipe.tables.iter().any(|entry| entry.name == name)
        });
        Ok(tables::recipe_from(layout, &tidy))
    }

    /// Which of the candidates has this id.
    fn candidate(&self, room: &Room, id: u32) -> Result<usize, Failure> {
        let (source, sheet, layout) = if let Ok(table) = self.table(id) {
            let found = &table.found;
            let fixed = || {
                let detail = "it comes from a tidy CSV, which is taken as it is; change it in the file, or close the file";
                Failure::new(FailureKind::Invalid, "The table", detail)
            };
            (found.source, found.sheet, found.detected.as_ref().ok_or_else(fixed)?)
        } else {
            let at = self.ids.left_out.iter().position(|known| *known == id).ok_or_else(no_table)?;
            let found = &self.found.left_out[at];
            (found.source, found.sheet, &found.layout)
        };
        let same = |candidate: &Candidate| {
            (candidate.source, candidate.sheet, candidate.layout.range.first)
                == (source, sheet, layout.range.first)
        };
        room.candidates.iter().position(same).ok_or_else(no_table)
    }

    /// Takes a table into the release, or leaves it out.
    pub fn publish_table(&mut self, id: u32, publish: bool, progress: &dyn Progress) -> Result<(), Failure> {
        let mut content = (*self.content).clone();
        let room = Room::of(&content);
        let target = self.candidate(&room, id)?;
        let taken = self.table(id).ok().map(|table| table.found.tidy.name.clone());
        if publish && taken.is_some() {
            return Ok(());
        }
        if !room.candidates[target].visible {
            let detail = "it stands on a hidden sheet; decide first to include the sheet";
            return Err(Failure::new(FailureKind::Invalid, "The table", detail));
        }
        let entry = self.table_recipe_mut(&mut content, id)?;
        entry.leave_out = !publish;
        let title = room.candidates[target].layout.title.clone();
        // What was decided about a table that does not take part would have nothing to settle.
        if let Some(name) = taken {
            content.decisions.decisions.retain(|decision| !is_about(&decision.finding, &name));
        }
        let name = format!("{} {}", if publish { "take in" } else { "leave out" }, quoted(&title));
        self.change(name, content, progress)
    }

    /// Says that a missing table of the recipe is the one with that number.
    pub fn map_table(&mut self, expected: &str, id: u32, progress: &dyn Progress) -> Result<(), Failure> {
        let mut content = (*self.content).clone();
        let mut room = Room::of(&content);
        let target = self.candidate(&room, id)?;
        if let Some(entry) = room.entry_of(target) {
            let known = &content.recipe.tables[entry];
            if !known.leave_out {
                let detail = format!("it is '{}' of the recipe already", known.name);
                return Err(Failure::new(FailureKind::Invalid, "The table", detail));
            }
            content.recipe.tables.remove(entry);
            room = Room::of(&content);
        }
        if !room.candidates[target].visible {
            let detail = "it stands on a hidden sheet; decide first to include the sheet";
            return Err(Failure::new(FailureKind::Invalid, "The table", detail));
        }
        let at = missing_entry(&content.recipe, &room.assigned, expected)?;
        if let Ok(table) = self.table(id) {
            let name = table.found.tidy.name.clone();
            content.decisions.decisions.retain(|decision| !is_about(&decision.finding, &name));
        }
        let mut entry = content.recipe.tables.remove(at);
        room.assigned.remove(at);
        let TableRecipe { sheet, title, position, .. } = room.anchor(target, &entry.name);
        (entry.sheet, entry.title, entry.position) = (sheet, title, position);
        let at = self.clear_way(&mut room, &mut content.recipe, at, &entry, target)?;
        content.recipe.tables.insert(at, entry);
        self.change(format!("match the table '{expected}'"), content, progress)
    }

    /// Says that a table of the recipe is gone for good; for one that was found, that what is
    /// said of columns and lines which are not there is.
    pub fn accept_missing(&mut self, expected: &str, progress: &dyn Progress) -> Result<(), Failure> {
        let mut content = (*self.content).clone();
        let found = self.assessment.tables.iter().map(|table| &table.found);
        let mut found =
            found.filter(|table| table.recipe.as_ref().is_some_and(|entry| entry.name == expected));
        if let Some((at, table)) = found.find_map(|table| Some((table.entry?, table))) {
            let (entry, tidy) = (&mut content.recipe.tables[at], &table.tidy);
            entry.measures.retain(|said| tidy.measures.iter().any(|known| known.name == said.name));
            entry.dimensions.retain(|said| tidy.dimensions.iter().any(|known| known.name == said.name));
            if let (Some(layout), Some(detected)) = (&mut entry.layout, &table.detected) {
                let sheets = &content.opened[table.source].source.workbook.sheets;
                tables::keep_found(&sheets[table.sheet], detected, layout);
            }
            return self.change(format!("accept the changes of '{expected}'"), content, progress);
        }
        let room = Room::of(&content);
        let at = missing_entry(&content.recipe, &room.assigned, expected)?;
        if content.recipe.tables.len() == 1 {
            // A recipe that lists no table means every table.
            content.recipe.tables[at].leave_out = true;
        } else {
            content.recipe.tables.remove(at);
            content.recipe.disclosure.tables.remove(expected);
        }
        self.change(format!("accept that '{expected}' is gone"), content, progress)
    }

    /// Takes out of the recipe what this session put in for the tables of a workbook (by its index) that goes.
    pub(super) fn forget_corrections(&self, content: &mut Content, source: usize) {
        let published =
            self.found.tables.iter().filter(|table| table.source == source).map(|table| table.entry);
        let left_out =
            self.found.left_out.iter().filter(|table| table.source == source).map(|table| table.entry);
        let mut going: Vec<usize> = published.chain(left_out).flatten().collect();
        going.sort_unstable();
        for at in going.into_iter().rev() {
            let name = &content.recipe.tables[at].name;
            if !content.expected.iter().any(|expected| expected.name == *name) {
                content.recipe.tables.remove(at);
            }
        }
        if content.recipe.tables.is_empty() {
            content.recipe.unlisted = Unlisted::default();
        }
    }

    /// Chooses the policy of one table, or of the whole release: then no table keeps one of its own.
    pub fn set_policy(
        &mut self,
        table: Option<u32>,
        id: &str,
        progress: &dyn Progress,
    ) -> Result<(), Failure> {
        let title = quoted(&self.content.recipe.disclosure.find(id)?.title);
        let mut content = (*self.content).clone();
        let disclosure = &mut content.recipe.disclosure;
        let name = if let Some(table) = table {
            let tidy = &self.table(table)?.found.tidy;
            let name = tidy.name.clone();
            let step = format!("choose {title} for {}", quoted(&tidy.title));
            if disclosure.policy == id {
                disclosure.tables.remove(&name);
            } else {
                disclosure.tables.insert(name, id.to_owned());
            }
            step
        } else {
            id.clone_into(&mut disclosure.policy);
            disclosure.tables.clear();
            format!("choose the policy {title}")
        };
        self.change(name, content, progress)
    }

    /// Takes a policy of the organisation's own into the recipe, or puts a changed one in the place of the one with
    /// its id. One of the program's policies cannot be changed, only copied.
    pub fn put_policy(&mut self, policy: disclosure::Policy, progress: &dyn Progress) -> Result<(), Failure> {
        let mut content = (*self.content).clone();
        let own = &mut content.recipe.disclosure.own;
        own.retain(|known| known.id != policy.id);
        let step = format!("change the policy {}", quoted(&policy.title));
        own.push(policy);
        content.recipe.disclosure.catalogue()?;
        self.change(step, content, progress)
    }
}

/// The entry of the recipe with this name that no table was found for.
fn missing_entry(recipe: &Recipe, assigned: &[Option<usize>], expected: &str) -> Result<usize, Failure> {
    let missing = |(entry, at): (&TableRecipe, &Option<usize>)| entry.name == expected && at.is_none();
    recipe.tables.iter().zip(assigned).position(missing).ok_or_else(|| {
        let detail = format!("the recipe has no missing table '{expected}'");
        Failure::new(FailureKind::Invalid, "The table", detail)
    })
}

/// `name`, or `name_2`, `name_3`... when it is taken.
fn free_name(name: &str, taken: impl Fn(&str) -> bool) -> String {
    let mut candidates = std::iter::once(name.to_owned()).chain((2..).map(|at| format!("{name}_{at}")));
    candidates.find(|candidate| !taken(candidate)).unwrap_or_else(|| name.to_owned())
}

/// Why a table that is left out cannot be taken in here.
pub(super) const fn blocked(why: Why) -> Option<&'static str> {
    match why {
        Why::NotListed | Why::Person => None,
        Why::HiddenSheet => Some("Its sheet is hidden. Decide to include the sheet first."),
    }
}
