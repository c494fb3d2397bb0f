//! The state of a release: every table checked, protected and attacked again, every finding with its decision.

mod verbs;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use disclosure::{Attacker, Policy, Protected, SumRecipe};
use model::{Failure, Finding, Place, Progress, Severity, Stage, TidyKey, TidyTable, What};

use crate::decisions::{Decision, Decisions, Verb};
use crate::found::{Found, FoundTable, is_shared};
use crate::recipe::Recipe;
use crate::register::Register;
use crate::source::Source;
use crate::together::{self, Judged};

pub use verbs::verbs;

/// What stands behind a finding now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// A blocker that nobody has decided.
    Open,
    /// True of the source; the policy's protection takes care of it.
    Protected,
    /// A person decided.
    Decided,
    /// A warning or note.
    Information,
}

/// A finding with its state and decision.
#[derive(Debug, Clone)]
pub struct Assessed {
    /// The finding.
    pub finding: Arc<Finding>,
    /// What stands behind it.
    pub state: State,
    /// The decision that settles it.
    pub decision: Option<Decision>,
    /// What it is about.
    pub origin: Origin,
}

/// What a finding is about, as far as it is about one: indices, each into what it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Origin {
    /// The source.
    pub source: Option<usize>,
    /// The sheet of the source's workbook.
    pub sheet: Option<usize>,
    /// The table of the release.
    pub table: Option<usize>,
}

/// A table, protected under its policy.
#[derive(Debug, Clone)]
pub struct AssessedTable {
    /// The table as found.
    pub found: FoundTable,
    /// Its policy.
    pub policy: Arc<Policy>,
    /// The cells that decisions withhold.
    pub also: Vec<TidyKey>,
    /// What was said about sums.
    pub sums: Vec<SumRecipe>,
    /// The protected table.
    pub protected: Arc<Protected>,
    /// Findings on the source table, before protection.
    pub before: Arc<Vec<Arc<Finding>>>,
    /// Findings that protection left or made.
    pub after: Arc<Vec<Arc<Finding>>>,
}

impl AssessedTable {
    /// The table as it is to be published, with what its reader knows.
    pub fn judged(&self) -> Judged<'_> {
        let chosen = !self.protected.chosen.is_empty();
        Judged { table: &self.protected.table, policy: Some(&self.policy), chosen }
    }
}

/// The state of a release.
#[derive(Debug, Clone, Default)]
pub struct Assessment {
    /// The tables, protected.
    pub tables: Vec<AssessedTable>,
    /// Every finding; open ones first.
    pub findings: Vec<Assessed>,
}

impl Assessment {
    /// The findings that stop the release.
    pub fn open(&self) -> impl Iterator<Item = &Finding> {
        self.findings
            .iter()
            .filter(|assessed| assessed.state == State::Open)
            .map(|assessed| assessed.finding.as_ref())
    }
}

/// Checks, protects and attacks every table, and puts each finding beside its decision.
pub fn assess(
    sources: &[Arc<Source>],
    found: &Found,
    recipe: &Recipe,
    decisions: &Decisions,
    register: &Register,
    progress: &dyn Progress,
) -> Result<Assessment, Failure> {
    let mut tables = Vec::with_capacity(found.tables.len());
    for (index, table) in found.tables.iter().enumerate() {
        progress.report(Stage::Checking, index as u64, found.tables.len() as u64);
        tables.push(table_state(table, recipe, decisions, progress)?);
    }
    let together = together(&tables, recipe, register, progress)?;
    Ok(conclude(sources, found, tables, together, recipe, decisions))
}

/// What the tables of a release tell together, and with what was published before.
pub fn together(
    tables: &[AssessedTable],
    recipe: &Recipe,
    register: &Register,
    progress: &dyn Progress,
) -> Result<Vec<Finding>, Failure> {
    let judged: Vec<Judged<'_>> = tables.iter().map(AssessedTable::judged).collect();
    together::findings(&judged, &recipe.disclosure.sums, register, progress)
}

/// Checks a table, protects it under its policy with the cells that were decided, and attacks the result.
pub fn table_state(
    table: &FoundTable,
    recipe: &Recipe,
    decisions: &Decisions,
    progress: &dyn Progress,
) -> Result<AssessedTable, Failure> {
    let policy = recipe.disclosure.find(recipe.policy_of(&table.tidy.name))?;
    let sums = recipe.disclosure.sums.as_slice();
    let mut before = disclosure::check_as(&Attacker::new(&policy).with_sums(sums), &table.tidy, progress)?;
    let also = chosen_cells(decisions, &table.tidy.name);
    if !also.is_empty() {
        // What the chosen cells settle is no longer there with them; it is still shown, with its decision.
        let plain = disclosure::protect(&table.tidy, &policy, &[], progress)?;
        let known: BTreeSet<String> = before.iter().map(|finding| finding.id.clone()).collect();
        let settled = left_open(&plain, &policy, sums, progress)?;
        before.extend(
            settled.into_iter().filter(|finding| finding.key.is_some() && !known.contains(&finding.id)),
        );
    }
    let protected = disclosure::protect(&table.tidy, &policy, &also, progress)?;
    let mut after = left_open(&protected, &policy, sums, progress)?;
    after.extend(publication::key_problem(&protected.table, progress)?);
    Ok(AssessedTable {
        found: table.clone(),
        policy,
        also,
        sums: sums.to_vec(),
        protected: Arc::new(protected),
        before: Arc::new(before.into_iter().map(Arc::new).collect()),
        after: Arc::new(after.into_iter().map(Arc::new).collect()),
    })
}

/// What the policy's protection leaves open or could not do, each finding once.
pub fn left_open(
    protected: &Protected,
    policy: &Policy,
    sums: &[SumRecipe],
    progress: &dyn Progress,
) -> Result<Vec<Finding>, Failure> {
    let attacker = Attacker::new(policy).with_chosen(!protected.chosen.is_empty()).with_sums(sums);
    let mut findings = disclosure::check_as(&attacker, &protected.table, progress)?;
    for finding in &protected.findings {
        if !findings.iter().any(|known| known.id == finding.id) {
            findings.push(finding.clone());
        }
    }
    Ok(findings)
}

/// The cells of a table that decisions withhold.
pub fn chosen_cells(decisions: &Decisions, table: &str) -> Vec<TidyKey> {
    let suppressing =
        decisions.decisions.iter().filter(|d| d.verb == Verb::Suppress && is_about(&d.finding, table));
    suppressing.flat_map(|decision| decision.cells.iter().cloned()).collect()
}

/// Puts the findings of the inputs, of the tables by themselves and `together`, and of the metadata in order.
pub fn conclude(
    sources: &[Arc<Source>],
    found: &Found,
    tables: Vec<AssessedTable>,
    together: Vec<Finding>,
    recipe: &Recipe,
    decisions: &Decisions,
) -> Assessment {
    let made = decisions.by_finding();
    let mut findings: Vec<Assessed> = Vec::new();
    for (at, source) in sources.iter().enumerate() {
        findings.extend(source.workbook.hidden.iter().map(|hidden| {
            let mut assessed = stand(&Arc::new(hidden.clone()), &made, origin_of(hidden, at, source));
            let include = assessed.decision.as_ref().is_some_and(|decision| decision.verb == Verb::Include);
            if include && is_shared(sources.iter().map(AsRef::as_ref), &hidden.id) {
                (assessed.state, assessed.decision) = (State::Open, None);
            }
            assessed
        }));
    }
    for finding in &found.findings {
        findings.push(stand(&Arc::new(finding.clone()), &made, found_origin(finding, sources, &tables)));
    }
    findings.extend(recipe.migrated().map(|finding| stand(&Arc::new(finding), &made, Origin::default())));
    let metadata = recipe.metadata.problems().into_iter();
    findings.extend(metadata.map(|finding| stand(&Arc::new(finding), &made, Origin::default())));
    for (at, table) in tables.iter().enumerate() {
        let sheet = table.found.layout.is_some().then_some(table.found.sheet);
        let origin = Origin { source: Some(table.found.source), sheet, table: Some(at) };
        findings.extend(table.after.iter().map(|finding| stand(finding, &made, origin)));
        let left: BTreeSet<&str> = table.after.iter().map(|finding| finding.id.as_str()).collect();
        let gone = table.before.iter().filter(|finding| !left.contains(finding.id.as_str()));
        findings.extend(gone.map(|finding| taken_care_of(finding, &made, origin)));
    }
    for finding in together {
        let of = |table: &AssessedTable| finding.table.as_ref() == Some(&table.found.tidy.name);
        let table = tables.iter().position(of);
        let source = table.map(|at| tables[at].found.source);
        findings.push(stand(&Arc::new(finding), &made, Origin { source, sheet: None, table }));
    }
    let unused = unused(&findings, &tables, &made);
    findings.extend(unused.into_iter().map(|finding| stand(&Arc::new(finding), &made, Origin::default())));
    findings.sort_by_cached_key(order);
    Assessment { tables, findings }
}

/// The sheet that a finding about a source names.
fn origin_of(finding: &Finding, at: usize, source: &Source) -> Origin {
    let sheets = &source.workbook.sheets;
    let sheet = finding.place.sheet.as_ref().and_then(|name| sheets.iter().position(|s| s.name == *name));
    Origin { source: Some(at), sheet, table: None }
}

/// What a finding on the tables of the recipe is about.
fn found_origin(finding: &Finding, sources: &[Arc<Source>], tables: &[AssessedTable]) -> Origin {
    let place = &finding.place;
    let source = sources.iter().position(|source| source.name == place.file);
    match (&finding.what, source) {
        (What::RecipeUnmatched { table, .. } | What::RecipeDrift { table, .. }, _) => {
            let at = tables.iter().position(|known| known.found.tidy.name == *table);
            at.map_or_else(Origin::default, |at| {
                let found = &tables[at].found;
                Origin { source: Some(found.source), sheet: Some(found.sheet), table: Some(at) }
            })
        }
        (_, Some(at)) if place.sheet.is_some() => origin_of(finding, at, &sources[at]),
        _ => Origin::default(),
    }
}

/// The order of findings: open ones first, those that a field of the metadata settles after the others; then
/// severity, kind and place.
fn order(assessed: &Assessed) -> impl Ord + use<> {
    let finding = &assessed.finding;
    let describe = assessed.state == State::Open && matches!(finding.what, What::Metadata { .. });
    let Origin { source, sheet, table } = assessed.origin;
    let at = finding.place.cell.as_deref().map_or((0, 0), position);
    (assessed.state as u8, describe, finding.severity, finding.kind(), (source, sheet, table), at)
}

/// Row and column of a cell; the first ones of rows (`4:6`) and columns (`C:D`).
fn position(cell: &str) -> (u32, u32) {
    let first = cell.split(':').next().unwrap_or_default();
    let letters = first.trim_end_matches(|c: char| c.is_ascii_digit());
    let whole = match (letters.len() == first.len(), letters.is_empty()) {
        (true, _) => format!("{first}1"),
        (_, true) => format!("A{first}"),
        _ => first.to_owned(),
    };
    whole.parse::<model::CellAddress>().map_or((0, 0), |at| (at.row, at.col))
}

/// Decisions by the finding that they name.
type Made<'a> = BTreeMap<&'a str, &'a Decision>;

fn stand(finding: &Arc<Finding>, made: &Made<'_>, origin: Origin) -> Assessed {
    let decision = made.get(finding.id.as_str()).filter(|decision| settles(finding, decision));
    let state = match (finding.severity, decision) {
        (_, Some(_)) => State::Decided,
        (Severity::Blocker, None) => State::Open,
        (Severity::Warning | Severity::Note, None) => State::Information,
    };
    Assessed { finding: Arc::clone(finding), state, decision: decision.map(|made| (*made).clone()), origin }
}

fn taken_care_of(finding: &Arc<Finding>, made: &Made<'_>, origin: Origin) -> Assessed {
    let decision = made.get(finding.id.as_str()).filter(|decision| decision.verb == Verb::Suppress);
    let state = if decision.is_some() { State::Decided } else { State::Protected };
    Assessed { finding: Arc::clone(finding), state, decision: decision.map(|made| (*made).clone()), origin }
}

/// Whether a decision settles a finding that is still there. Suppressing does not settle by itself: when the
/// finding is still there after the suppression, it is still open.
fn settles(finding: &Finding, decision: &Decision) -> bool {
    decision.verb != Verb::Suppress && verbs(finding).contains(&decision.verb)
}

/// Decisions that fit no finding: the data has changed, or the decision was mistyped. A cell that was to be
/// withheld and is not would be published, so that blocks.
fn unused(findings: &[Assessed], tables: &[AssessedTable], made: &Made<'_>) -> Vec<Finding> {
    let mut met: BTreeMap<&str, &Assessed> = BTreeMap::new();
    for assessed in findings.iter().filter(|assessed| made.contains_key(assessed.finding.id.as_str())) {
        met.entry(assessed.finding.id.as_str()).or_insert(assessed);
    }
    let mut unused = Vec::new();
    for decision in made.values() {
        let found = met.get(decision.finding.as_str());
        let (severity, why) = match (decision.verb, found) {
            (Verb::Suppress, _)
                if tables.iter().any(|table| is_about(&decision.finding, &table.found.tidy.name)) =>
            {
                continue;
            }
            (Verb::Suppress, _) => (Severity::Blocker, "there is no such table in this release".to_owned()),
            (_, None) => (Severity::Warning, "there is no such finding in this release".to_owned()),
            (verb, Some(assessed)) if assessed.decision.is_none() && assessed.state == State::Open => {
                (Severity::Warning, format!("'{}' does not settle it", verb.name()))
            }
            (_, Some(_)) => continue,
        };
        let what = What::DecisionUnused { finding: decision.finding.clone(), why };
        unused.push(Finding::thing(None, severity, Place::file("decisions"), &decision.finding, what));
    }
    unused
}

/// Whether the identity of a finding is about a table.
pub(crate) fn is_about(finding: &str, table: &str) -> bool {
    finding.split('/').skip(1).take(2).any(|part| part == table)
}

/// What protection did to an observation.
pub fn change(protected: &Protected, source: &TidyTable, index: usize) -> Option<&'static str> {
    let table = &protected.table;
    if table.marker(index).is_some() {
        return (source.marker(index) != table.marker(index)).then_some("suppressed");
    }
    let counted = table.measure(index).kind == model::MeasureKind::People;
    (source.value(index) != table.value(index)).then_some(if counted { "rounded" } else { "recomputed" })
}
