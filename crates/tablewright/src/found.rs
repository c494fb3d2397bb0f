//! From sources to tidy tables: which tables of which sheets, by the recipe where there is one.

use std::collections::BTreeSet;
use std::sync::Arc;

use model::{
    CellAddress, Failure, FailureKind, Finding, Hidden, Place, Progress, Severity, Stage, TidyTable, What,
};
use tables::{Layout, TableRecipe, TidyOptions};

use crate::decisions::{Decisions, Verb};
use crate::recipe::{Recipe, Values};
use crate::source::Source;

/// A table that was found, tidy.
#[derive(Debug, Clone)]
pub struct FoundTable {
    /// Index of its source.
    pub source: usize,
    /// Index of its sheet in the source's workbook.
    pub sheet: usize,
    /// Where everything is on the sheet; none for a CSV that is tidy already.
    pub layout: Option<Arc<Layout>>,
    /// What the recipe says of it.
    pub recipe: Option<TableRecipe>,
    /// The table, tidy.
    pub tidy: Arc<TidyTable>,
}

impl FoundTable {
    /// Where it is on its sheet (`A5:H40`), or its lines in a tidy CSV.
    pub fn range(&self) -> String {
        self.layout
            .as_ref()
            .map_or_else(|| format!("{} lines", self.tidy.rows.len()), |layout| layout.range.to_string())
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

/// Tables of the release and what was found on the way.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// The tables, in the order of the recipe, or of sources and sheets where it names none.
    pub tables: Vec<FoundTable>,
    /// Tables of the recipe that are missing, tables that it does not name, and the like.
    pub findings: Vec<Finding>,
}

/// Lays the tables out tidy. Hidden sheets, rows and columns take part only where a decision includes them.
pub fn find(
    sources: &[(Arc<Source>, Arc<Layouts>)],
    recipe: &Recipe,
    decisions: &Decisions,
    progress: &dyn Progress,
) -> Result<Found, Failure> {
    let mut found = Found::default();
    let places = chosen(sources, recipe, decisions, &mut found.findings);
    let mut names = BTreeSet::new();
    for (source, table) in
        sources.iter().enumerate().flat_map(|(at, (source, _))| source.tidy.iter().map(move |t| (at, t)))
    {
        let mut tidy = (**table).clone();
        tidy.name = unique(&tidy.name, &mut names);
        found.tables.push(FoundTable { source, sheet: 0, layout: None, recipe: None, tidy: Arc::new(tidy) });
    }
    for (index, (source_index, sheet_index, layout, table_recipe)) in places.iter().enumerate() {
        progress.report(Stage::Tidying, index as u64, places.len() as u64);
        let source = &sources[*source_index].0;
        let sheet = &source.workbook.sheets[*sheet_index];
        let (include_rows, include_cols) = hidden_included(sources, source, &sheet.name, decisions);
        let stored_values = recipe.output.values == Values::Stored;
        let options = TidyOptions { stored_values, include_rows, include_cols };
        let mut tidy = tables::tidy(&source.name, sheet, layout, table_recipe.as_ref(), &options)?;
        tidy.name = unique(&tidy.name, &mut names);
        found.findings.extend(table_recipe.iter().flat_map(|recipe| unmatched(recipe, &tidy)));
        found.tables.push(FoundTable {
            source: *source_index,
            sheet: *sheet_index,
            layout: Some(Arc::clone(layout)),
            recipe: table_recipe.clone(),
            tidy: Arc::new(tidy),
        });
    }
    Ok(found)
}

type Chosen = (usize, usize, Arc<Layout>, Option<TableRecipe>);

fn chosen(
    sources: &[(Arc<Source>, Arc<Layouts>)],
    recipe: &Recipe,
    decisions: &Decisions,
    findings: &mut Vec<Finding>,
) -> Vec<Chosen> {
    let mut visible: Vec<Chosen> = Vec::new();
    for (source_index, (source, layouts)) in sources.iter().enumerate() {
        for (sheet_index, sheet) in source.workbook.sheets.iter().enumerate() {
            let shown = sheet.visibility == workbook::Visibility::Visible
                || sheet_included(sources, decisions, &sheet.name);
            if shown {
                let here = layouts[sheet_index].iter();
                visible.extend(here.map(|layout| (source_index, sheet_index, Arc::clone(layout), None)));
            }
        }
    }
    if recipe.tables.is_empty() {
        return visible;
    }
    by_recipe(sources, recipe, visible, findings)
}

/// The visible tables that the recipe names, in its order; what it names and is not there is a finding, and so is
/// what is there and not named.
fn by_recipe(
    sources: &[(Arc<Source>, Arc<Layouts>)],
    recipe: &Recipe,
    mut visible: Vec<Chosen>,
    findings: &mut Vec<Finding>,
) -> Vec<Chosen> {
    let file = sources.first().map_or("", |(source, _)| source.name.as_str());
    let mut places = Vec::new();
    for wanted in &recipe.tables {
        let at = visible.iter().position(|(source, sheet, layout, _)| {
            tables::matches(wanted, &sources[*source].0.workbook.sheets[*sheet].name, layout)
        });
        match at {
            Some(at) => {
                let (source, sheet, layout, _) = visible.remove(at);
                places.push((source, sheet, layout, Some(wanted.clone())));
            }
            None => findings.push(Finding::thing(
                None,
                Severity::Blocker,
                Place::file(file),
                &wanted.name,
                What::TableMissing { table: wanted.name.clone(), expected: expected(wanted) },
            )),
        }
    }
    for (source, sheet, layout, _) in visible {
        let source = &sources[source].0;
        let place = Place::cell(&source.name, &source.workbook.sheets[sheet].name, &layout.range);
        let what = What::TableLeftOut { title: layout.title.clone() };
        findings.push(Finding::thing(None, Severity::Warning, place, &layout.name, what));
    }
    places
}

/// Fails when the recipe gives a policy to a table that is not there: a slip in a name would leave the table
/// under another policy in silence.
pub fn check_policies(found: &Found, recipe: &Recipe) -> Result<(), Failure> {
    let invalid = |detail: String| Failure::new(FailureKind::Invalid, "The recipe", detail);
    for (table, policy) in &recipe.disclosure.tables {
        crate::assess::policy(policy)?;
        let expected = recipe.tables.iter().any(|wanted| wanted.name == *table);
        if !expected && !found.tables.iter().any(|known| known.tidy.name == *table) {
            return Err(invalid(format!(
                "[disclosure.tables] names '{table}', which is no table of this release"
            )));
        }
    }
    Ok(())
}

/// What the recipe says of measures and dimensions that the table does not have: a slip, or a changed heading.
/// Taken in silence, a measure could lose what it counts, and its protection.
fn unmatched(recipe: &TableRecipe, tidy: &TidyTable) -> Vec<Finding> {
    let measures: Vec<String> = tidy.measures.iter().map(|measure| measure.name.clone()).collect();
    let dimensions: Vec<String> = tidy.dimensions.iter().map(|dimension| dimension.name.clone()).collect();
    let said = recipe.measures.iter().map(|said| ("measure", &said.found, &said.name, &measures));
    let said =
        said.chain(recipe.dimensions.iter().map(|said| ("dimension", &said.found, &said.name, &dimensions)));
    let missing = said.filter(|(_, _, name, has)| !has.contains(name));
    missing
        .map(|(part, found, _, has)| {
            let (table, part, found, has) = (tidy.name.clone(), part.to_owned(), found.clone(), has.clone());
            let place = Place { file: tidy.file.clone(), sheet: tidy.sheet.clone(), cell: None };
            let name = format!("{table}/{found}");
            Finding::thing(
                None,
                Severity::Blocker,
                place,
                &name,
                What::RecipeUnmatched { table, part, found, has },
            )
        })
        .collect()
}

/// Where a recipe expects a table, in words.
fn expected(wanted: &TableRecipe) -> String {
    match (wanted.sheet.as_str(), wanted.title.as_str()) {
        ("", title) => format!("a table with the title '{title}'"),
        (sheet, "") => format!("table {} of sheet '{sheet}'", wanted.position),
        (sheet, title) => format!("a table with the title '{title}' on sheet '{sheet}'"),
    }
}

/// Whether a decision treats a hidden sheet as visible.
fn sheet_included(sources: &[(Arc<Source>, Arc<Layouts>)], decisions: &Decisions, sheet: &str) -> bool {
    ["hidden-sheet", "very-hidden-sheet"]
        .iter()
        .any(|kind| includes(sources, decisions, &format!("{kind}/{sheet}")))
}

/// The hidden rows and columns of a sheet that decisions treat as visible, as runs (first, last).
fn hidden_included(
    sources: &[(Arc<Source>, Arc<Layouts>)],
    source: &Source,
    sheet: &str,
    decisions: &Decisions,
) -> (Runs, Runs) {
    let (mut rows, mut cols) = (Runs::new(), Runs::new());
    for finding in &source.workbook.hidden {
        let What::Hidden { hidden, .. } = &finding.what else { continue };
        let here = finding.place.sheet.as_deref() == Some(sheet) && includes(sources, decisions, &finding.id);
        let Some((first, last)) =
            finding.place.cell.as_deref().filter(|_| here).and_then(|runs| runs.split_once(':'))
        else {
            continue;
        };
        if *hidden == Hidden::HiddenRow {
            rows.extend(run(&format!("A{first}"), &format!("A{last}"), |at| at.row));
        } else if *hidden == Hidden::HiddenColumn {
            cols.extend(run(&format!("{first}1"), &format!("{last}1"), |at| at.col));
        }
    }
    (rows, cols)
}

/// Rows or columns as runs (first, last), from zero.
type Runs = Vec<(u32, u32)>;

fn run(first: &str, last: &str, side: impl Fn(CellAddress) -> u32) -> Option<(u32, u32)> {
    Some((side(first.parse().ok()?), side(last.parse().ok()?)))
}

fn includes(sources: &[(Arc<Source>, Arc<Layouts>)], decisions: &Decisions, finding: &str) -> bool {
    decisions.on(finding).is_some_and(|decision| decision.verb == Verb::Include)
        && !is_shared(sources.iter().map(|(source, _)| source.as_ref()), finding)
}

/// Whether several workbooks hide something of this identity: it does not say which of them is meant, so it
/// can be left out of all but not taken in.
pub(crate) fn is_shared<'a>(sources: impl Iterator<Item = &'a Source>, finding: &str) -> bool {
    sources.filter(|source| source.workbook.hidden.iter().any(|known| known.id == finding)).count() > 1
}

/// `name`, or `name_2`, `name_3`... when it is taken.
fn unique(name: &str, taken: &mut BTreeSet<String>) -> String {
    let mut candidate = name.to_owned();
    let mut number = 2;
    while !taken.insert(candidate.clone()) {
        candidate = format!("{name}_{number}");
        number += 1;
    }
    candidate
}
