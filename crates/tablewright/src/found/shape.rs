//! What becomes of an entry of the recipe: the table that was found for it, cut, put together or marked out as it says.

use std::sync::Arc;

use tables::{Assigned, Layout, Match, TableRecipe, Unfound};

use super::choose::{Candidate, expected_join};
use super::{Found, FoundTable, Layouts};
use crate::source::Source;

/// What was made of an entry.
pub(super) enum Shaped {
    /// A table.
    Table {
        candidate: Candidate,
        /// The tables that it was made from, as they were found.
        base: Vec<Arc<Layout>>,
        /// Those that belong to it and are not there, in words.
        missing: Vec<String>,
    },
    /// The sheet was found, and not the lines by which its area is known.
    Lost { source: usize, sheet: usize, unfound: Vec<Unfound> },
    /// One of several.
    Ambiguous(Vec<usize>),
    /// Nothing.
    Gone,
}

/// Makes tables of entries. What was made before from the same tables in the same way is not made again.
pub(super) struct Shaper<'a> {
    pub(super) sources: &'a [(Arc<Source>, Arc<Layouts>)],
    pub(super) candidates: &'a [Candidate],
    pub(super) before: &'a Found,
}

impl Shaper<'_> {
    pub(super) fn shape(&self, wanted: &TableRecipe, assigned: &Assigned) -> Shaped {
        if wanted.added {
            return self.marked_out(wanted);
        }
        match &assigned.table {
            Match::Gone => Shaped::Gone,
            Match::Ambiguous(all) => Shaped::Ambiguous(all.clone()),
            Match::Found(at) => self.table(wanted, *at, &assigned.joins),
        }
    }

    /// A table that was found, with those that belong to it, cut to its area.
    fn table(&self, wanted: &TableRecipe, at: usize, joins: &[Match]) -> Shaped {
        let candidate = &self.candidates[at];
        let mut base = vec![Arc::clone(&candidate.layout)];
        let mut missing = Vec::new();
        for (join, found) in wanted.joins.iter().zip(joins) {
            let same_sheet = found.found().map(|at| &self.candidates[at]);
            let same_sheet =
                same_sheet.filter(|one| (one.source, one.sheet) == (candidate.source, candidate.sheet));
            match same_sheet {
                Some(one) => base.push(Arc::clone(&one.layout)),
                None => missing.push(expected_join(join)),
            }
        }
        let plain = base.len() == 1 && wanted.area.is_none();
        if plain {
            return Shaped::Table { candidate: candidate.clone(), base, missing };
        }
        let made =
            self.known(wanted, candidate, &base).map_or_else(|| self.make(wanted, candidate, &base), Ok);
        match made {
            Ok(layout) => {
                Shaped::Table { candidate: Candidate { layout, ..candidate.clone() }, base, missing }
            }
            Err(unfound) => Shaped::Lost { source: candidate.source, sheet: candidate.sheet, unfound },
        }
    }

    fn make(
        &self,
        wanted: &TableRecipe,
        candidate: &Candidate,
        base: &[Arc<Layout>],
    ) -> Result<Arc<Layout>, Vec<Unfound>> {
        let source = &self.sources[candidate.source].0;
        let sheet = &source.workbook.sheets[candidate.sheet];
        let others: Vec<&Layout> = base[1..].iter().map(AsRef::as_ref).collect();
        let whole =
            if others.is_empty() { (*base[0]).clone() } else { tables::joined(sheet, &base[0], &others) };
        let cut = wanted.area.as_ref().map(|area| tables::part(&source.name, sheet, &whole, area));
        cut.unwrap_or(Ok(whole)).map(Arc::new)
    }

    /// A table that a person marked out: on the only visible sheet of its name.
    fn marked_out(&self, wanted: &TableRecipe) -> Shaped {
        let sheets = self.sources.iter().enumerate().flat_map(|(at, (source, _))| {
            let sheets = source.workbook.sheets.iter().enumerate();
            let seen = sheets.filter(|(_, sheet)| sheet.visibility == workbook::Visibility::Visible);
            seen.map(move |(index, sheet)| (at, index, sheet.as_ref()))
        });
        let mut fits: Vec<_> =
            sheets.filter(|(_, _, sheet)| tables::is_sheet(&wanted.sheet, &sheet.name)).collect();
        let exact =
            |(_, _, sheet): &(usize, usize, &workbook::Sheet)| sheet.name.trim() == wanted.sheet.trim();
        if fits.iter().filter(|one| exact(one)).count() == 1 {
            fits.retain(exact);
        }
        let area = wanted.area.clone().unwrap_or_default();
        let mut lost = None;
        let mut made = Vec::new();
        for (source, index, sheet) in fits {
            let place = |layout| Candidate { source, sheet: index, layout, visible: true };
            if let Some(layout) = self.known_area(wanted, source, index) {
                made.push(place(layout));
                continue;
            }
            match tables::marked_out(&self.sources[source].0.name, sheet, &area) {
                Ok(Some(layout)) => made.push(place(Arc::new(layout))),
                Ok(None) => {}
                Err(unfound) => lost = lost.or(Some(Shaped::Lost { source, sheet: index, unfound })),
            }
        }
        match made.as_slice() {
            [only] => Shaped::Table { candidate: only.clone(), base: Vec::new(), missing: Vec::new() },
            [] => lost.unwrap_or(Shaped::Gone),
            _ => Shaped::Ambiguous(Vec::new()),
        }
    }

    /// What was made before of the same tables by the same words.
    fn known(
        &self,
        wanted: &TableRecipe,
        candidate: &Candidate,
        base: &[Arc<Layout>],
    ) -> Option<Arc<Layout>> {
        let same = |table: &&FoundTable| {
            let alike = table.base.len() == base.len()
                && table.base.iter().zip(base).all(|(one, other)| Arc::ptr_eq(one, other));
            (table.source, table.sheet) == (candidate.source, candidate.sheet)
                && alike
                && table.recipe.as_ref().is_some_and(|said| !said.added && said.area == wanted.area)
        };
        self.before.tables.iter().find(same).and_then(|table| table.detected.clone())
    }

    fn known_area(&self, wanted: &TableRecipe, source: usize, sheet: usize) -> Option<Arc<Layout>> {
        let same = |table: &&FoundTable| {
            table.sheet == sheet
                && table.is_of(&self.sources[source].0)
                && table.recipe.as_ref().is_some_and(|said| said.added && said.area == wanted.area)
        };
        self.before.tables.iter().find(same).and_then(|table| table.detected.clone())
    }
}
