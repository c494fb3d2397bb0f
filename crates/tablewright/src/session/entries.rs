//! The entries of the recipe: which table each is about, and new ones for tables that have none.

use std::sync::Arc;

use model::{Failure, FailureKind};
use tables::{Assigned, JoinRecipe, TableRecipe, TidyOptions};

use super::{Content, Session, located, no_table};
use crate::found::{Candidate, FoundTable, Layouts, assign, candidates, standing};
use crate::recipe::{Recipe, Unlisted};
use crate::source::Source;

/// The tables of a content as they were found, and which entry of its recipe is about each.
pub(super) struct Room {
    pub(super) located: Vec<(Arc<Source>, Arc<Layouts>)>,
    pub(super) candidates: Vec<Candidate>,
    /// What was found for each entry.
    pub(super) assigned: Vec<Assigned>,
}

impl Room {
    pub(super) fn of(content: &Content) -> Self {
        let located = located(content);
        let candidates = candidates(&located, &content.decisions);
        let assigned = assign(&located, &content.recipe.tables, &candidates);
        Self { located, candidates, assigned }
    }

    /// Whether an entry is about a table, or about one that it belongs to.
    fn is_listed(&self, candidate: usize) -> bool {
        self.assigned.iter().any(|one| {
            std::iter::once(&one.table).chain(&one.joins).any(|found| found.found() == Some(candidate))
        })
    }

    /// Visible tables that no entry is about and that `entry`, meant for `target`, could not be told from.
    fn twins(&self, entry: &TableRecipe, target: usize) -> Vec<usize> {
        let is_twin = |at: &usize| {
            let candidate = &self.candidates[*at];
            let free = *at != target && candidate.visible && !self.is_listed(*at);
            free && tables::is_twin(entry, standing(&self.located, candidate))
        };
        (0..self.candidates.len()).filter(is_twin).collect()
    }

    /// What finds a table again.
    pub(super) fn anchor(&self, candidate: usize) -> JoinRecipe {
        let Candidate { source, sheet, layout, .. } = &self.candidates[candidate];
        let workbook = &self.located[*source].0.workbook;
        let is_text = matches!(workbook.format, workbook::Format::Csv | workbook::Format::Tsv);
        JoinRecipe {
            sheet: if is_text { String::new() } else { workbook.sheets[*sheet].name.clone() },
            title: layout.title.clone(),
            position: layout.position,
            at: Some(layout.range.first.to_string()),
        }
    }
}

/// Puts what finds a table again into its entry.
pub(super) fn anchor_to(entry: &mut TableRecipe, anchor: JoinRecipe) {
    let JoinRecipe { sheet, title, position, at } = anchor;
    (entry.sheet, entry.title, entry.position, entry.at) = (sheet, title, position, at);
}

impl Session {
    /// The entry of a table in the recipe of `content`, which begins as what this session holds; made when there
    /// is none.
    pub(super) fn table_recipe_mut<'a>(
        &self,
        content: &'a mut Content,
        id: u32,
    ) -> Result<&'a mut TableRecipe, Failure> {
        let at = self.entry_at(content, id)?;
        Ok(&mut content.recipe.tables[at])
    }

    /// Index of that entry. Others may have been put into `content` since it began.
    pub(super) fn entry_at(&self, content: &mut Content, id: u32) -> Result<usize, Failure> {
        if let Some(entry) = self.entry_of(id)? {
            let name = &self.content.recipe.tables[entry].name;
            let at = content.recipe.tables.iter().position(|entry| entry.name == *name);
            return Ok(at.unwrap_or(entry));
        }
        let mut room = Room::of(content);
        let target = self.candidate(&room, id)?;
        if let Some(known) = room.assigned.iter().position(|one| one.table.found() == Some(target)) {
            return Ok(known);
        }
        if content.recipe.tables.is_empty() {
            content.recipe.unlisted = Unlisted::Publish;
        }
        let end = content.recipe.tables.len();
        self.enlist(&mut room, &mut content.recipe, end, target)
    }

    /// The entry that is about a table, where there is one.
    pub(super) fn entry_of(&self, id: u32) -> Result<Option<usize>, Failure> {
        if let Ok(table) = self.table(id) {
            return Ok(table.found.entry);
        }
        let at = self.ids.left_out.iter().position(|known| *known == id).ok_or_else(no_table)?;
        Ok(self.found.left_out[at].entry)
    }

    /// The recipe to be saved: with an entry for every table of the release, and what finds each again as it is now.
    pub(super) fn recipe_of_all(&self) -> Result<Recipe, Failure> {
        let mut content = (*self.content).clone();
        let mut order = Vec::new();
        for id in &self.ids.tables {
            if self.table(*id)?.found.detected.is_none() {
                continue;
            }
            let at = self.entry_at(&mut content, *id)?;
            self.renew(&mut content.recipe.tables[at], *id)?;
            order.push(content.recipe.tables[at].name.clone());
        }
        let recipe = &mut content.recipe;
        if recipe.unlisted == Unlisted::Publish && self.content.expected.is_empty() {
            // Every table is listed: one that is new next time must not pass in silence.
            recipe.unlisted = Unlisted::Ask;
            let place = |entry: &TableRecipe| order.iter().position(|name| *name == entry.name);
            recipe.tables.sort_by_key(|entry| place(entry).unwrap_or(usize::MAX));
        }
        Ok(content.recipe)
    }

    /// Writes down where a table is now and what its columns are called and hold, unless something is open about it.
    fn renew(&self, entry: &mut TableRecipe, id: u32) -> Result<(), Failure> {
        let found = &self.table(id)?.found;
        let drift = tables::drift(entry, found.names(), &found.tidy);
        let Some(fresh) = found.as_found().filter(|_| !drift.iter().any(|drift| drift.became.is_open()))
        else {
            return Ok(());
        };
        tables::refresh(entry, &fresh);
        if entry.added {
            return Ok(());
        }
        let room = Room::of(&self.content);
        let base = |layout: &Arc<tables::Layout>| {
            let here = |one: &Candidate| Arc::ptr_eq(&one.layout, layout);
            room.candidates.iter().position(here).map(|at| room.anchor(at))
        };
        let anchors: Vec<JoinRecipe> = found.base.iter().filter_map(base).collect();
        if let [own, joins @ ..] = anchors.as_slice() {
            anchor_to(entry, own.clone());
            if joins.len() == entry.joins.len() {
                entry.joins = joins.to_vec();
            }
        }
        Ok(())
    }

    /// Puts an entry for a table in at `at`, with others for those that it could not be told from; gives its index.
    fn enlist(
        &self,
        room: &mut Room,
        recipe: &mut Recipe,
        at: usize,
        target: usize,
    ) -> Result<usize, Failure> {
        let entry = self.entry_for(room, recipe, target)?;
        self.insert(room, recipe, at, entry, target)
    }

    /// Puts `entry`, meant for `target`, in at `at`, with entries for those that it could not be told from in their
    /// order; gives its index. What was left out without a word is left out still.
    pub(super) fn insert(
        &self,
        room: &Room,
        recipe: &mut Recipe,
        at: usize,
        entry: TableRecipe,
        target: usize,
    ) -> Result<usize, Failure> {
        let leave_out = recipe.unlisted != Unlisted::Publish;
        let (mut before, mut after) = (Vec::new(), Vec::new());
        for twin in room.twins(&entry, target) {
            let other = TableRecipe { leave_out, ..self.entry_for(room, recipe, twin)? };
            if twin < target { before.push(other) } else { after.push(other) }
        }
        let index = at + before.len();
        recipe.tables.splice(at..at, before.into_iter().chain(std::iter::once(entry)).chain(after));
        Ok(index)
    }

    /// What the recipe would say of a table as it was found.
    fn entry_for(&self, room: &Room, recipe: &Recipe, target: usize) -> Result<TableRecipe, Failure> {
        let candidate = &room.candidates[target];
        let is_it = |table: &&FoundTable| {
            matches!(table.base.as_slice(), [only] if Arc::ptr_eq(only, &candidate.layout))
                && table.recipe.is_none()
        };
        let known = self.found.tables.iter().find(is_it).and_then(FoundTable::as_found);
        let mut entry = if let Some(known) = known {
            known
        } else {
            let source = &room.located[candidate.source].0;
            let sheet = &source.workbook.sheets[candidate.sheet];
            let options = TidyOptions::default();
            let mut tidy = tables::tidy(&source.name, sheet, &candidate.layout, None, &options)?;
            tidy.name = self.free_name(recipe, &tidy.name);
            tables::recipe_from(&candidate.layout, &tidy)
        };
        anchor_to(&mut entry, room.anchor(target));
        Ok(entry)
    }

    /// `name`, or `name_2`, `name_3`... when a table of the release or of the recipe has it.
    pub(super) fn free_name(&self, recipe: &Recipe, name: &str) -> String {
        let taken = |name: &str| {
            self.found.tables.iter().any(|table| table.tidy.name == name)
                || recipe.tables.iter().any(|entry| entry.name == name)
        };
        let mut candidates = std::iter::once(name.to_owned()).chain((2..).map(|at| format!("{name}_{at}")));
        candidates.find(|candidate| !taken(candidate)).unwrap_or_else(|| name.to_owned())
    }

    /// Which of the candidates has this id. One that was cut, put together or marked out is none of them.
    pub(super) fn candidate(&self, room: &Room, id: u32) -> Result<usize, Failure> {
        let layout = if let Ok(table) = self.table(id) {
            let fixed = || {
                let detail = "it comes from a tidy CSV, which is taken as it is; change it in the file, or close the file";
                Failure::new(FailureKind::Invalid, "The table", detail)
            };
            table.found.detected.as_ref().ok_or_else(fixed)?
        } else {
            let at = self.ids.left_out.iter().position(|known| *known == id).ok_or_else(no_table)?;
            &self.found.left_out[at].layout
        };
        let same = |candidate: &Candidate| Arc::ptr_eq(&candidate.layout, layout);
        room.candidates.iter().position(same).ok_or_else(|| {
            let detail = "it was cut, put together or marked out; take that back first";
            Failure::new(FailureKind::Invalid, "The table", detail)
        })
    }
}
