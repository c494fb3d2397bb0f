//! Which of the tables that were found take part: those that the recipe lists, and the others as it says.

use std::sync::Arc;

use model::{Finding, Place as Spot, Severity, What};
use tables::{Assigned, JoinRecipe, Layout, Match, Standing, TableRecipe};

use super::hidden::sheet_included;
use super::shape::{Shaped, Shaper};
use super::{Found, Layouts, LeftOut, Why, unfound_line};
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
    /// The tables that it was made from, as they were found.
    pub(super) base: Vec<Arc<Layout>>,
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

/// What was found for each table of the recipe: indices into the candidates.
pub(crate) fn assign(
    sources: &[(Arc<Source>, Arc<Layouts>)],
    listed: &[TableRecipe],
    candidates: &[Candidate],
) -> Vec<Assigned> {
    let standing: Vec<Standing<'_>> = candidates.iter().map(|one| standing(sources, one)).collect();
    tables::assign(listed, &standing)
}

/// A candidate as the recipe is matched with it.
pub(crate) fn standing<'a>(
    sources: &'a [(Arc<Source>, Arc<Layouts>)],
    candidate: &'a Candidate,
) -> Standing<'a> {
    let workbook = &sources[candidate.source].0.workbook;
    Standing {
        sheet: &workbook.sheets[candidate.sheet],
        unnamed: matches!(workbook.format, workbook::Format::Csv | workbook::Format::Tsv),
        layout: &candidate.layout,
        visible: candidate.visible,
    }
}

/// Parts the candidates. What the recipe names and is not there is a finding, and so is what is there and is left
/// out because the recipe does not name it.
pub(super) fn choose(
    sources: &[(Arc<Source>, Arc<Layouts>)],
    recipe: &Recipe,
    candidates: &[Candidate],
    before: &Found,
) -> Chosen {
    let assigned = assign(sources, &recipe.tables, candidates);
    let mut chosen =
        Chosen { places: Vec::new(), left_out: Vec::new(), listed: Vec::new(), findings: Vec::new() };
    let maker = Shaper { sources, candidates, before };
    for (entry, (wanted, met)) in recipe.tables.iter().zip(&assigned).enumerate() {
        let shaped = maker.shape(wanted, met);
        chosen.listed.push(matches!(shaped, Shaped::Table { .. }));
        chosen.enter(sources, candidates, (entry, wanted), shaped);
    }
    chosen.others(sources, recipe, candidates, &assigned);
    let publish = recipe.publishes_unlisted();
    if publish {
        chosen.places.sort_by_key(|place| {
            let first = place.candidate.layout.data_rows.first().copied();
            (place.candidate.source, place.candidate.sheet, first, place.candidate.layout.range.first)
        });
    }
    let order = |table: &LeftOut| (table.source, table.sheet, table.layout.range.first);
    chosen.left_out.sort_by_key(order);
    chosen
}

impl Chosen {
    /// Puts in the tables that no entry of the recipe is about.
    fn others(
        &mut self,
        sources: &[(Arc<Source>, Arc<Layouts>)],
        recipe: &Recipe,
        candidates: &[Candidate],
        assigned: &[Assigned],
    ) {
        let all = || assigned.iter().flat_map(|one| std::iter::once(&one.table).chain(&one.joins));
        let is_listed = |at: usize| all().any(|found| found.found() == Some(at));
        // What may be a table of the recipe is none of the others until somebody has said so.
        let is_doubtful =
            |at: usize| all().any(|found| matches!(found, Match::Ambiguous(all) if all.contains(&at)));
        for (at, candidate) in candidates.iter().enumerate().filter(|(at, _)| !is_listed(*at)) {
            if !candidate.visible {
                self.left_out.push(left_out(candidate, Why::HiddenSheet, None));
            } else if recipe.publishes_unlisted() && !is_doubtful(at) {
                let base = vec![Arc::clone(&candidate.layout)];
                self.places.push(Place { candidate: candidate.clone(), entry: None, base });
            } else {
                if !is_doubtful(at) {
                    let stops = recipe.unlisted == Unlisted::Ask;
                    self.findings.push(table_left_out(&sources[candidate.source].0, candidate, stops));
                }
                self.left_out.push(left_out(candidate, Why::NotListed, None));
            }
        }
    }

    /// Puts in what was made of an entry of the recipe.
    fn enter(
        &mut self,
        sources: &[(Arc<Source>, Arc<Layouts>)],
        candidates: &[Candidate],
        (entry, wanted): (usize, &TableRecipe),
        shaped: Shaped,
    ) {
        let file = sources.first().map_or("", |(source, _)| source.name.as_str());
        match shaped {
            Shaped::Table { candidate, base, missing } => {
                self.findings.extend(missing.iter().map(|join| table_missing(file, &wanted.name, join)));
                if wanted.leave_out {
                    self.left_out.push(left_out(&candidate, Why::Person, Some(entry)));
                } else {
                    self.places.push(Place { candidate, entry: Some(entry), base });
                }
            }
            Shaped::Lost { .. } | Shaped::Ambiguous(_) | Shaped::Gone if wanted.leave_out => {}
            Shaped::Lost { source, sheet, unfound } => {
                let source = &sources[source].0;
                let sheet = &source.workbook.sheets[sheet].name;
                let place = Spot { file: source.name.clone(), sheet: Some(sheet.clone()), cell: None };
                let lines = unfound.into_iter().map(|line| unfound_line(&wanted.name, place.clone(), line));
                self.findings.extend(lines);
            }
            Shaped::Ambiguous(all) => {
                let choices = all.iter().map(|at| said(sources, &candidates[*at])).collect();
                let what = What::TableAmbiguous { table: wanted.name.clone(), choices };
                let finding = Finding::thing(None, Severity::Blocker, Spot::file(file), &wanted.name, what);
                self.findings.push(finding);
            }
            Shaped::Gone => self.findings.push(table_missing(file, &wanted.name, &expected(wanted))),
        }
    }
}

fn left_out(candidate: &Candidate, why: Why, entry: Option<usize>) -> LeftOut {
    let Candidate { source, sheet, layout, .. } = candidate.clone();
    LeftOut { source, sheet, layout, why, entry }
}

fn table_missing(file: &str, table: &str, expected: &str) -> Finding {
    let what = What::TableMissing { table: table.to_owned(), expected: expected.to_owned() };
    Finding::thing(None, Severity::Blocker, Spot::file(file), table, what)
}

fn table_left_out(source: &Source, candidate: &Candidate, stops: bool) -> Finding {
    let sheet = &source.workbook.sheets[candidate.sheet].name;
    let place = Spot::cell(&source.name, sheet, &candidate.layout.range);
    let what = What::TableLeftOut { title: candidate.layout.title.clone() };
    let severity = if stops { Severity::Blocker } else { Severity::Warning };
    Finding::thing(None, severity, place, &candidate.layout.name, what)
}

/// A table's title and place, in words.
fn said(sources: &[(Arc<Source>, Arc<Layouts>)], candidate: &Candidate) -> String {
    let source = &sources[candidate.source].0;
    let sheet = &source.workbook.sheets[candidate.sheet].name;
    let (title, range) = (&candidate.layout.title, &candidate.layout.range);
    if sheet.is_empty() {
        format!("{title} ({}, {range})", source.name)
    } else {
        format!("{title} ({}, {sheet}, {range})", source.name)
    }
}

/// Where a recipe expects a table that belongs to another one, in words.
pub(super) fn expected_join(join: &JoinRecipe) -> String {
    let JoinRecipe { sheet, title, position, at } = join.clone();
    let own = TableRecipe { sheet, title, position, at, ..TableRecipe::default() };
    format!("{}, which belongs to it,", expected(&own))
}

/// Where a recipe expects a table, in words.
pub(crate) fn expected(wanted: &TableRecipe) -> String {
    match (wanted.sheet.as_str(), wanted.title.as_str()) {
        ("", title) => format!("a table with the title '{title}'"),
        (sheet, "") => format!("table {} of sheet '{sheet}'", wanted.position),
        (sheet, title) if wanted.position > 1 => {
            format!("a table with the title '{title}', table {} of sheet '{sheet}'", wanted.position)
        }
        (sheet, title) => format!("a table with the title '{title}' on sheet '{sheet}'"),
    }
}
