//! From sources to tidy tables: which tables of which sheets, by the recipe where there is one.

mod choose;
mod hidden;
mod noticed;
mod shape;
mod stack;

use std::collections::BTreeSet;
use std::sync::Arc;

use disclosure::Policy;
use model::{Failure, FailureKind, Finding, Progress, Severity, Stage, TidyTable, What};
use tables::{
    Along, Became, FoundNames, Layout, LayoutRecipe, MarkerRead, Part, Remark, Sources, TableRecipe,
    TidyOptions, Unfound,
};

use crate::decisions::Decisions;
use crate::recipe::{Recipe, Values};
use crate::records;
use crate::source::Source;

pub(crate) use choose::{Candidate, assign, candidates, expected, standing};
use choose::{Place, choose};
pub(crate) use hidden::is_shared;

/// A table that was found, tidy.
#[derive(Debug, Clone)]
pub struct FoundTable {
    /// Index of its source.
    pub source: usize,
    /// Index of its sheet in the source's workbook.
    pub sheet: usize,
    /// Which of the tables of its sheet, or of its tidy CSV, it is, from 0.
    pub index: usize,
    /// Where everything is on the sheet, with the recipe's corrections; none for a CSV that is tidy already.
    pub layout: Option<Arc<Layout>>,
    /// The same as it was detected, or cut, put together or marked out by a person.
    pub detected: Option<Arc<Layout>>,
    /// The tables that it was made from, as they were found; none where a person marked it out.
    pub base: Vec<Arc<Layout>>,
    /// What the recipe says of it.
    pub recipe: Option<TableRecipe>,
    /// Index of that in the recipe.
    pub entry: Option<usize>,
    /// The table, tidy.
    pub tidy: Arc<TidyTable>,
    /// The cells from which its rows come; empty for a CSV that is tidy already.
    pub cells: Arc<Sources>,
    /// The tables that it is stacked from; none for one that stands on one sheet.
    pub stack: Vec<FoundTable>,
    /// What else it was made from and what came of it beside the table, so that it need not be made again.
    making: Arc<Making>,
}

#[derive(Debug, Default)]
struct Making {
    options: TidyOptions,
    names: FoundNames,
    unfound: Vec<Unfound>,
    markers: Vec<MarkerRead>,
    remarks: Vec<Remark>,
    source: Option<Arc<Source>>,
}

impl FoundTable {
    /// Where it is on its sheet (`A5:H40`), or its lines in a tidy CSV.
    pub fn range(&self) -> String {
        self.layout
            .as_ref()
            .map_or_else(|| format!("{} lines", self.tidy.rows.len()), |layout| layout.range.to_string())
    }

    /// The names of its columns as they were found.
    pub fn names(&self) -> &FoundNames {
        &self.making.names
    }

    /// What a recipe would say of it as it is, with columns under the names that detection gives.
    pub fn as_found(&self) -> Option<TableRecipe> {
        let mut fresh = tables::recipe_from(self.detected.as_ref()?, &self.tidy);
        for (said, name) in fresh.dimensions.iter_mut().zip(&self.making.names.dimensions) {
            said.found.clone_from(name);
        }
        for (said, name) in fresh.measures.iter_mut().zip(&self.making.names.measures) {
            said.found.clone_from(name);
        }
        Some(fresh)
    }

    /// Whether it was made from this source.
    pub(crate) fn is_of(&self, source: &Arc<Source>) -> bool {
        self.making.source.as_ref().is_some_and(|own| Arc::ptr_eq(own, source))
    }

    /// Corrections of the recipe for which nothing was found.
    pub fn unfound(&self) -> &[Unfound] {
        &self.making.unfound
    }

    /// Whether a person has corrected its layout.
    pub fn is_corrected(&self) -> bool {
        self.layout_recipe().is_some_and(LayoutRecipe::corrects)
    }

    /// Whether a person has said of a layout of this shape that it is right.
    pub fn is_confirmed(&self) -> bool {
        let confirmed = self.layout_recipe().and_then(|recipe| recipe.confirmed.as_ref());
        confirmed.is_some() && confirmed == self.layout.as_ref().map(|layout| layout.shape()).as_ref()
    }

    /// What its markers mean, and who says so.
    pub fn markers(&self) -> &[MarkerRead] {
        &self.making.markers
    }

    fn layout_recipe(&self) -> Option<&LayoutRecipe> {
        self.recipe.as_ref().and_then(|recipe| recipe.layout.as_ref())
    }
}

/// The layouts of a source, sheet by sheet; found once per source.
pub type Layouts = Vec<Vec<Arc<Layout>>>;

/// Finds the tables on every sheet of a source, hidden sheets too: what is done with those is decided later.
pub fn layouts(source: &Source, progress: &dyn Progress) -> Result<Layouts, Failure> {
    let sheets = &source.workbook.sheets;
    if !source.tidy.is_empty() {
        return Ok(vec![Vec::new(); sheets.len()]);
    }
    let mut all = Vec::with_capacity(sheets.len());
    for (index, sheet) in sheets.iter().enumerate() {
        progress.report(Stage::FindingTables, index as u64, sheets.len() as u64);
        progress.go_on()?;
        all.push(tables::find_tables(&source.name, sheet, progress)?.into_iter().map(Arc::new).collect());
    }
    Ok(all)
}

/// A table that was found and does not take part.
#[derive(Debug, Clone)]
pub struct LeftOut {
    /// Index of its source.
    pub source: usize,
    /// Index of its sheet in the source's workbook.
    pub sheet: usize,
    /// Where everything is on the sheet.
    pub layout: Arc<Layout>,
    /// Why.
    pub why: Why,
    /// Index of what the recipe says of it.
    pub entry: Option<usize>,
}

/// Why a table does not take part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// The recipe lists tables, and this is none of them.
    NotListed,
    /// A person left it out.
    Person,
    /// Its sheet is hidden.
    HiddenSheet,
}

/// Tables of the release and what was found on the way.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// The tables: in the order of the recipe where only those that it lists are published, otherwise in that of
    /// sources and sheets.
    pub tables: Vec<FoundTable>,
    /// Tables that do not take part, in the order of sources and sheets.
    pub left_out: Vec<LeftOut>,
    /// For each table of the recipe whether it was found.
    pub listed: Vec<bool>,
    /// Tables of the recipe that are missing, tables that it does not name, and the like.
    pub findings: Vec<Finding>,
    /// What was found on the sheets as tables of records, so that it need not be looked for again.
    records: Vec<OfRecords>,
}

/// What was found on a source under a policy.
#[derive(Debug, Clone)]
struct OfRecords {
    source: Arc<Source>,
    policy: Option<Arc<Policy>>,
    findings: Arc<Vec<Finding>>,
}

/// Lays the tables out tidy. Hidden sheets, rows and columns take part only where a decision includes them.
pub fn find(
    sources: &[(Arc<Source>, Arc<Layouts>)],
    recipe: &Recipe,
    decisions: &Decisions,
    progress: &dyn Progress,
) -> Result<Found, Failure> {
    find_again(sources, recipe, decisions, &Found::default(), progress)
}

/// The same; a table that was made before from the same layout, recipe and options is not made again.
pub fn find_again(
    sources: &[(Arc<Source>, Arc<Layouts>)],
    recipe: &Recipe,
    decisions: &Decisions,
    before: &Found,
    progress: &dyn Progress,
) -> Result<Found, Failure> {
    let candidates = candidates(sources, decisions);
    let chosen = choose(sources, recipe, &candidates, before);
    let mut found = Found {
        left_out: chosen.left_out,
        listed: chosen.listed,
        findings: chosen.findings,
        ..Found::default()
    };
    let mut names = BTreeSet::new();
    for (source, (input, _)) in sources.iter().enumerate() {
        for (index, table) in input.tidy.iter().enumerate() {
            let name = unique(&table.name, &mut names);
            found.tables.push(FoundTable {
                source,
                sheet: 0,
                index,
                layout: None,
                detected: None,
                base: Vec::new(),
                recipe: None,
                entry: None,
                tidy: named(table, name),
                cells: Arc::default(),
                stack: Vec::new(),
                making: Arc::default(),
            });
        }
    }
    let given = names_of(&chosen.places, recipe, &mut names);
    for (index, (place, name)) in chosen.places.iter().zip(given).enumerate() {
        progress.report(Stage::Tidying, index as u64, chosen.places.len() as u64);
        progress.go_on()?;
        let table_recipe = place.entry.map(|entry| recipe.tables[entry].clone());
        let table = lay_out(sources, place, table_recipe, name, (recipe, decisions, before), progress)?;
        let unfound = table.unfound().iter();
        let place =
            model::Place { file: table.tidy.file.clone(), sheet: table.tidy.sheet.clone(), cell: None };
        let lines =
            unfound.map(|correction| unfound_line(&table.tidy.name, place.clone(), correction.clone()));
        found.findings.extend(lines);
        found.findings.extend(table.recipe.iter().flat_map(|recipe| drifted(recipe, &table)));
        found.findings.extend(noticed::findings(&table));
        found.tables.push(table);
    }
    stack::apply(&mut found, recipe);
    let policy = records::policy(&recipe.disclosure)?;
    for (source, _) in sources {
        let of = of_records(source, policy.as_ref(), before, progress)?;
        found.findings.extend(of.findings.iter().cloned());
        found.records.push(of);
    }
    Ok(found)
}

/// What a source holds of records; looked for once for each policy.
fn of_records(
    source: &Arc<Source>,
    policy: Option<&Arc<Policy>>,
    before: &Found,
    progress: &dyn Progress,
) -> Result<OfRecords, Failure> {
    let same = |known: &&OfRecords| Arc::ptr_eq(&known.source, source) && known.policy.as_ref() == policy;
    if let Some(known) = before.records.iter().find(same) {
        return Ok(known.clone());
    }
    let findings = Arc::new(records::findings(source, policy.map(AsRef::as_ref), progress)?);
    Ok(OfRecords { source: Arc::clone(source), policy: policy.cloned(), findings })
}

/// The names of the tables, in their order. Those that the recipe gives come first: another table of the same
/// name gives way.
fn names_of(places: &[Place], recipe: &Recipe, taken: &mut BTreeSet<String>) -> Vec<String> {
    let mut order: Vec<usize> = (0..places.len()).collect();
    order.sort_by_key(|at| (places[*at].entry.is_none(), places[*at].entry));
    let mut names = vec![String::new(); places.len()];
    for at in order {
        let given = places[at].entry.map(|entry| recipe.tables[entry].name.as_str());
        let name = given.filter(|name| !name.is_empty()).unwrap_or(&places[at].candidate.layout.name);
        names[at] = unique(name, taken);
    }
    names
}

fn lay_out(
    sources: &[(Arc<Source>, Arc<Layouts>)],
    place: &Place,
    recipe: Option<TableRecipe>,
    name: String,
    (whole, decisions, before): (&Recipe, &Decisions, &Found),
    progress: &dyn Progress,
) -> Result<FoundTable, Failure> {
    let Candidate { source: source_index, sheet: sheet_index, layout, .. } = &place.candidate;
    let (source_index, sheet_index) = (*source_index, *sheet_index);
    let source = &sources[source_index].0;
    let sheet = &source.workbook.sheets[sheet_index];
    let (include_rows, include_cols) = hidden::hidden_included(sources, source, &sheet.name, decisions);
    let stored_values = whole.output.values == Values::Stored;
    let (legend, codes) = (Arc::clone(&source.legend), Arc::clone(&whole.codes));
    let options = TidyOptions { stored_values, include_rows, include_cols, legend, codes };
    let same = |known: &&FoundTable| {
        known.detected.as_ref().is_some_and(|detected| Arc::ptr_eq(detected, layout))
            && known.recipe == recipe
            && known.making.options == options
    };
    if let Some(known) = before.tables.iter().find(same) {
        let (source, sheet, entry) = (source_index, sheet_index, place.entry);
        return Ok(FoundTable { source, sheet, entry, tidy: named(&known.tidy, name), ..known.clone() });
    }
    let laid =
        tables::lay_out_with_progress(&source.name, sheet, layout, recipe.as_ref(), &options, progress)?;
    Ok(FoundTable {
        source: source_index,
        sheet: sheet_index,
        index: layout.position.saturating_sub(1) as usize,
        layout: Some(Arc::new(laid.layout)),
        detected: Some(Arc::clone(layout)),
        base: place.base.clone(),
        recipe,
        entry: place.entry,
        tidy: named(&Arc::new(laid.table), name),
        cells: Arc::new(laid.sources),
        stack: Vec::new(),
        making: Arc::new(Making {
            options,
            names: laid.names,
            unfound: laid.unfound,
            markers: laid.markers,
            remarks: laid.remarks,
            source: Some(Arc::clone(source)),
        }),
    })
}

/// The table under a name; copied only where it has another.
fn named(table: &Arc<TidyTable>, name: String) -> Arc<TidyTable> {
    if table.name == name {
        return Arc::clone(table);
    }
    let mut renamed = (**table).clone();
    renamed.name = name;
    Arc::new(renamed)
}

/// Fails when the recipe gives a policy to a table that is not there: a slip in a name would leave the table
/// under another policy in silence.
pub fn check_policies(found: &Found, recipe: &Recipe) -> Result<(), Failure> {
    let invalid = |detail: String| Failure::new(FailureKind::Invalid, "The recipe", detail);
    for (table, policy) in &recipe.disclosure.tables {
        recipe.disclosure.find(policy)?;
        let expected = recipe.tables.iter().any(|wanted| wanted.name == *table);
        if !expected && !found.tables.iter().any(|known| known.tidy.name == *table) {
            return Err(invalid(format!(
                "[disclosure.tables] names '{table}', which is no table of this release"
            )));
        }
    }
    Ok(())
}

/// A correction of a row or column that is not there: the table may be read wrongly without it.
fn unfound_line(table: &str, place: model::Place, correction: Unfound) -> Finding {
    let part = line_part(&correction);
    let name = format!("{table}/{part}/{}", correction.says);
    let (table, part, found) = (table.to_owned(), part.to_owned(), correction.says);
    let what = What::RecipeUnmatched { table, part, found, has: Vec::new() };
    Finding::thing(None, Severity::Blocker, place, &name, what)
}

/// Whether a correction is about a row or a column.
pub(crate) const fn line_part(correction: &Unfound) -> &'static str {
    match correction.along {
        Along::Rows => "row",
        Along::Columns => "column",
    }
}

/// What differs between a table and what its recipe says of it, where somebody must say what is to be done. Taken in
/// silence, a measure could lose what it counts, and its protection.
fn drifted(recipe: &TableRecipe, table: &FoundTable) -> Vec<Finding> {
    let (tidy, names) = (&table.tidy, table.names());
    let place = model::Place { file: tidy.file.clone(), sheet: tidy.sheet.clone(), cell: None };
    let drifts = tables::drift(recipe, names, tidy).into_iter().filter(|drift| drift.became.is_open());
    let finding = |drift: tables::Drift| {
        let name = format!("{}/{}", tidy.name, drift.id());
        let (table, part) = (tidy.name.clone(), drift.part.name().to_owned());
        let gone = drift.became == Became::Gone;
        let what = match (drift.part, drift.category) {
            (Part::Dimension, _) if gone => {
                What::RecipeUnmatched { table, part, found: drift.column, has: names.dimensions.clone() }
            }
            (Part::Measure, _) if gone => {
                What::RecipeUnmatched { table, part, found: drift.column, has: names.measures.clone() }
            }
            (_, Some(name)) => {
                let (of, status) = (Some(drift.column), drift.became.name().to_owned());
                What::RecipeDrift { table, part, name, of, status }
            }
            (_, None) => {
                let status = drift.became.name().to_owned();
                What::RecipeDrift { table, part, name: drift.column, of: None, status }
            }
        };
        Finding::thing(None, Severity::Blocker, place.clone(), &name, what)
    };
    drifts.map(finding).collect()
}

/// `name`, or `name_2`, `name_3`... when it is taken.
pub(crate) fn unique(name: &str, taken: &mut BTreeSet<String>) -> String {
    let mut candidate = name.to_owned();
    let mut number = 2;
    while !taken.insert(candidate.clone()) {
        candidate = format!("{name}_{number}");
        number += 1;
    }
    candidate
}
