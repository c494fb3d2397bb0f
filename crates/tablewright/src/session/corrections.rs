//! What a person says about tables, kept in the recipe: which take part, and which is which.

use model::{Failure, FailureKind, Progress};
use tables::{Assigned, TableRecipe};

use super::change::quoted;
use super::entries::{Room, anchor_to};
use super::{Content, Session};
use crate::assess::is_about;
use crate::found::{FoundTable, Why};
use crate::recipe::{Recipe, Unlisted};

impl Session {
    /// Takes a table into the release, or leaves it out.
    pub fn publish_table(&mut self, id: u32, publish: bool, progress: &dyn Progress) -> Result<(), Failure> {
        let mut content = (*self.content).clone();
        let taken = self.table(id).ok().map(|table| table.found.tidy.name.clone());
        if publish && taken.is_some() {
            return Ok(());
        }
        let title = if let Some(at) = self.ids.left_out.iter().position(|known| *known == id) {
            let table = &self.found.left_out[at];
            if table.why == Why::HiddenSheet {
                return Err(on_hidden_sheet());
            }
            table.layout.title.clone()
        } else {
            self.table(id)?.found.tidy.title.clone()
        };
        let entry = self.table_recipe_mut(&mut content, id)?;
        entry.leave_out = !publish;
        // What was decided about a table that does not take part would have nothing to settle.
        if let Some(name) = taken {
            content.decisions.decisions.retain(|decision| !is_about(&decision.finding, &name));
        }
        let name = format!("{} {}", if publish { "take in" } else { "leave out" }, quoted(&title));
        self.change(name, content, progress)
    }

    /// Says that a table of the recipe that is missing, or may be one of several, is the one with that number.
    pub fn map_table(&mut self, expected: &str, id: u32, progress: &dyn Progress) -> Result<(), Failure> {
        let mut content = (*self.content).clone();
        let room = Room::of(&content);
        let target = self.candidate(&room, id)?;
        if !room.candidates[target].visible {
            return Err(on_hidden_sheet());
        }
        if let Some(entry) = self.entry_of(id)? {
            let known = &content.recipe.tables[entry];
            if !known.leave_out {
                let detail = format!("it is '{}' of the recipe already", known.name);
                return Err(Failure::new(FailureKind::Invalid, "The table", detail));
            }
            content.recipe.tables.remove(entry);
        }
        let room = Room::of(&content);
        let at = missing_entry(&content.recipe, &room.assigned, expected)?;
        if let Ok(table) = self.table(id) {
            let name = table.found.tidy.name.clone();
            content.decisions.decisions.retain(|decision| !is_about(&decision.finding, &name));
        }
        // The other parts of the table go with it.
        let before = content.recipe.tables[at].clone();
        let same = |entry: &TableRecipe| {
            entry.area.is_some() && tables::join_from(entry) == tables::join_from(&before)
        };
        for part in content.recipe.tables.iter_mut().filter(|entry| same(entry)) {
            anchor_to(part, room.anchor(target));
        }
        let mut entry = content.recipe.tables.remove(at);
        anchor_to(&mut entry, room.anchor(target));
        let room = Room::of(&content);
        self.insert(&room, &mut content.recipe, at, entry, target)?;
        self.change(format!("match the table '{expected}'"), content, progress)
    }

    /// Says that a table of the recipe is gone for good; for one that was found, that all that differs in it is right.
    pub fn accept_missing(&mut self, expected: &str, progress: &dyn Progress) -> Result<(), Failure> {
        let mut content = (*self.content).clone();
        let found = self.assessment.tables.iter().map(|table| &table.found);
        let mut found =
            found.filter(|table| table.recipe.as_ref().is_some_and(|entry| entry.name == expected));
        if let Some((at, table)) = found.find_map(|table| Some((table.entry?, table))) {
            accept_all(&mut content.recipe.tables[at], table, &self.content);
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

fn on_hidden_sheet() -> Failure {
    let detail = "it stands on a hidden sheet; decide first to include the sheet";
    Failure::new(FailureKind::Invalid, "The table", detail)
}

/// Puts all that differs in a table into its entry.
fn accept_all(entry: &mut TableRecipe, table: &FoundTable, content: &Content) {
    if let Some(fresh) = table.as_found() {
        for drift in tables::drift(entry, table.names(), &table.tidy) {
            tables::take_over(entry, &drift, &fresh);
        }
    }
    if let (Some(layout), Some(detected)) = (&mut entry.layout, &table.detected) {
        let sheets = &content.opened[table.source].source.workbook.sheets;
        tables::keep_found(&sheets[table.sheet], detected, layout);
    }
}

/// The entry of the recipe with this name for which no one table was found.
fn missing_entry(recipe: &Recipe, assigned: &[Assigned], expected: &str) -> Result<usize, Failure> {
    let missing =
        |(entry, found): (&TableRecipe, &Assigned)| entry.name == expected && found.table.found().is_none();
    recipe.tables.iter().zip(assigned).position(missing).ok_or_else(|| {
        let detail = format!("the recipe has no missing table '{expected}'");
        Failure::new(FailureKind::Invalid, "The table", detail)
    })
}

/// Why a table that is left out cannot be taken in here.
pub(super) const fn blocked(why: Why) -> Option<&'static str> {
    match why {
        Why::NotListed | Why::Person => None,
        Why::HiddenSheet => Some("Its sheet is hidden. Decide to include the sheet first."),
    }
}
