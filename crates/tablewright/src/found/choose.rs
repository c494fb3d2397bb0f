//! Which of the tables that were found take part: those that the recipe lists, and the others as it says.

use std::sync::Arc;

use model::{Finding, Severity, What};
use tables::{Layout, TableRecipe};

use super::hidden::sheet_included;
use super::{Layouts, LeftOut, Why};
use crate::decisions::Decisions;
use crate::recipe::{Recipe, Unlisted};
use crate::source::Source;

/// A table on a sheet.
#[derive(Debug, Clone)]
pub(crate) struct Candidate {
    /// Index of its source.
    pub(crate) source: usize,
    /// Index of its sheet in the source's workbook.
    pub(crate) sheet: usize,
    /// Its layout, as detected.
    pub(crate) layout: Arc<Layout>,
    /// Whether a reader sees its sheet, or a decision takes it in.
    pub(crate) visible: bool,
}

/// A table that takes part, and the entry of the recipe that is about it.
pub(super) struct Place {
    pub(super) candidate: Candidate,
    pub(super) entry: Option<usize>,
}

/// What [`choose`] gives.
pub(super) struct Chosen {
    pub(super) places: Vec<Place>,
    pub(super) left_out: Vec<LeftOut>,
    pub(super) listed: Vec<bool>,
    pub(super) findings: Vec<Finding>,
}

/// Every table on every sheet, in order.
pub(crate) fn candidates(sources: &[(Arc<Source>, Arc<Layouts>)], decisions: &Decisions) -> Vec<Candidate> {
    let mut all = Vec::new();
    for (source_index, (source, layouts)) in sources.iter().enumerate() {
        for (sheet_index, sheet) in source.workbook.sheets.iter().enumerate() {
            let visible = sheet.visibility == workbook::Visibility::Visible
                || sheet_included(sources, decisions, &sheet.name);
            all.extend(layouts[sheet_index].iter().map(|layout| Candidate {
                source: source_index,
                sheet: sheet_index,
                layout: Arc::clone(layout),
                visible,
            }));
        }
    }
    all
}

/// For each table of the recipe the one that it is: the first visible one that matches and that no entry before
/// it has taken.
pub(crate) fn assign(
    sources: &[(Arc<Source>, Arc<Layouts>)],
    listed: &[TableRecipe],
    candidates: &[Candidate],
) -> Vec<Option<usize>> {
    let mut taken = vec![false; candidates.len()];
    let of = |wanted: &TableRecipe| {
        let at = candidates.iter().enumerate().position(|(at, candidate)| {
            candidate.visible && !taken[at] && is_match(sources, wanted, candidate)
        })?;
        taken[at] = true;
        Some(at)
    };
    listed.iter().map(of).collect()
}

/// Whether an entry of the recipe can mean this table.
pub(crate) fn is_match(
    sources: &[(Arc<Source>, Arc<Layouts>)],
    wanted: &TableRecipe,
    candidate: &Candidate,
) -> bool {
    let sheet = &sources[candidate.source].0.workbook.sheets[candidate.sheet];
    tables::matches(wanted, &sheet.name, &candidate.layout)
}

/// Parts the candidates. What the recipe names and is not there is a finding, and so is what is there and is left
/// out because the recipe does not name it.
pub(super) fn choose(
    sources: &[(Arc<Source>, Arc<Layouts>)],
    recipe: &Recipe,
    candidates: Vec<Candidate>,
) -> Chosen {
    let assigned = assign(sources, &recipe.tables, &candidates);
    let mut findings = Vec::new();
    let file = sources.first().map_or("", |(source, _)| source.name.as_str());
    let missing =
        recipe.tables.iter().zip(&assigned).filter(|(wanted, at)| at.is_none() && !wanted.leave_out);
    findings.extend(missing.map(|(wanted, _)| table_missing(file, wanted)));
    let publish_unlisted = recipe.tables.is_empty() || recipe.unlisted == Unlisted::Publish;
    let (mut places, mut left_out) = (Vec::new(), Vec::new());
    for (at, candidate) in candidates.into_iter().enumerate() {
        let entry = assigned.iter().position(|found| *found == Some(at));
        let why = match entry {
            _ if !candidate.visible => Some(Why::HiddenSheet),
            Some(entry) => recipe.tables[entry].leave_out.then_some(Why::Person),
            None => (!publish_unlisted).then_some(Why::NotListed),
        };
        let Some(why) = why else {
            places.push(Place { candidate, entry });
            continue;
        };
        if why == Why::NotListed {
            findings.push(table_left_out(&sources[candidate.source].0, &candidate));
        }
        let Candidate { source, sheet, layout, .. } = candidate;
        left_out.push(LeftOut { source, sheet, layout, why, entry });
    }
    if !publish_unlisted {
        places.sort_by_key(|place| place.entry);
    }
    Chosen { places, left_out, listed: assigned.iter().map(Option::is_some).collect(), findings }
}

fn table_missing(file: &str, wanted: &TableRecipe) -> Finding {
    let what = What::TableMissing { table: wanted.name.clone(), expected: expected(wanted) };
    Finding::thing(None, Severity::Blocker, model::Place::file(file), &wanted.name, what)
}

fn table_left_out(source: &Source, candidate: &Candidate) -> Finding {
    let sheet = &source.workbook.sheets[candidate.sheet].name;
    let place = model::Place::cell(&source.name, sheet, &candidate.layout.range);
    let what = What::TableLeftOut { title: candidate.layout.title.clone() };
    Finding::thing(None, Severity::Warning, place, &candidate.layout.name, what)
}

/// Where a recipe expects a table, in words.
pub(crate) fn expected(wanted: &TableRecipe) -> String {
    match (wanted.sheet.as_str(), wanted.title.as_str()) {
        ("", title) => format!("a table with the title '{title}'"),
        (sheet, "") => format!("table {} of sheet '{sheet}'", wanted.position),
        (sheet, title) => format!("a table with the title '{title}' on sheet '{sheet}'"),
    }
}
