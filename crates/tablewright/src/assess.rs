//! The state of a release: every table checked, protected and attacked again, every finding with its decision.

use std::collections::BTreeSet;
use std::sync::Arc;

use disclosure::{Attacker, Policy, Protected};
use model::{Failure, FailureKind, Finding, Place, Progress, Severity, Stage, TidyKey, TidyTable, What};

use crate::decisions::{Decision, Decisions, Verb};
use crate::found::{Found, FoundTable, is_shared};
use crate::recipe::Recipe;
use crate::source::Source;

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
    /// The protected table.
    pub protected: Arc<Protected>,
    /// Findings on the source table, before protection.
    pub before: Arc<Vec<Arc<Finding>>>,
    /// Findings that protection left or made.
    pub after: Arc<Vec<Arc<Finding>>>,
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

/// The policy of an id, from those that the program carries.
pub fn policy(id: &str) -> Result<Arc<Policy>, Failure> {
    Policy::find(id).map(Arc::new).ok_or_else(|| {
        let known: Vec<String> = Policy::builtin().into_iter().map(|policy| policy.id).collect();
        Failure::new(
            FailureKind::Invalid,
            format!("Policy '{id}'"),
            format!("the policies are {}", known.join(", ")),
        )
    })
}

/// Checks, protects and attacks every table, and puts each finding beside its decision.
pub fn assess(
    sources: &[Arc<Source>],
    found: &Found,
    recipe: &Recipe,
    decisions: &Decisions,
    progress: &dyn Progress,
) -> Result<Assessment, Failure> {
    let mut tables = Vec::with_capacity(found.tables.len());
    for (index, table) in found.tables.iter().enumerate() {
        progress.report(Stage::Checking, index as u64, found.tables.len() as u64);
        tables.push(table_state(table, recipe, decisions, progress)?);
    }
    Ok(conclude(sources, found, tables, recipe, decisions))
}

/// Checks a table, protects it under its policy with the cells that were decided, and attacks the result.
pub fn table_state(
    table: &FoundTable,
    recipe: &Recipe,
    decisions: &Decisions,
    progress: &dyn Progress,
) -> Result<AssessedTable, Failure> {
    let policy = policy(recipe.policy_of(&table.tidy.name))?;
    let mut before = disclosure::check(&table.tidy, &policy, progress)?;
    let also = chosen_cells(decisions, &table.tidy.name);
    if !also.is_empty() {
        // What the chosen cells settle is no longer there with them; it is still shown, with its decision.
        let plain = disclosure::protect(&table.tidy, &policy, &[], progress)?;
        let known: BTreeSet<String> = before.iter().map(|finding| finding.id.clone()).collect();
        let settled = left_open(&plain, &policy, progress)?;
        before.extend(
            settled.into_iter().filter(|finding| finding.key.is_some() && !known.contains(&finding.id)),
        );
    }
    let protected = disclosure::protect(&table.tidy, &policy, &also, progress)?;
    let mut after = left_open(&protected, &policy, progress)?;
    after.extend(publication::key_problem(&protected.table, progress)?);
    Ok(AssessedTable {
        found: table.clone(),
        policy,
        also,
        protected: Arc::new(protected),
        before: Arc::new(before.into_iter().map(Arc::new).collect()),
        after: Arc::new(after.into_iter().map(Arc::new).collect()),
    })
}

/// What the policy's protection leaves open or could not do, each finding once.
pub fn left_open(
    protected: &Protected,
    policy: &Policy,
    progress: &dyn Progress,
) -> Result<Vec<Finding>, Failure> {
    let attacker = Attacker::new(policy).with_chosen(!protected.chosen.is_empty());
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

/// Puts the findings of the inputs, of the tables and of the metadata together.
pub fn conclude(
    sources: &[Arc<Source>],
    found: &Found,
    tables: Vec<AssessedTable>,
    recipe: &Recipe,
    decisions: &Decisions,
) -> Assessment {
    let mut findings: Vec<Assessed> = Vec::new();
    for hidden in sources.iter().flat_map(|source| &source.workbook.hidden) {
        let mut assessed = stand(&Arc::new(hidden.clone()), decisions);
        let include = assessed.decision.as_ref().is_some_and(|decision| decision.verb == Verb::Include);
        if include && is_shared(sources.iter().map(AsRef::as_ref), &hidden.id) {
            (assessed.state, assessed.decision) = (State::Open, None);
        }
        findings.push(assessed);
    }
    let mut add = |new: Vec<Finding>| {
        findings.extend(new.into_iter().map(|finding| stand(&Arc::new(finding), decisions)));
    };
    add(found.findings.clone());
    add(recipe.metadata.problems());
    for table in &tables {
        findings.extend(table.after.iter().map(|finding| stand(finding, decisions)));
        let left: BTreeSet<&str> = table.after.iter().map(|finding| finding.id.as_str()).collect();
        let gone = table.before.iter().filter(|finding| !left.contains(finding.id.as_str()));
        findings.extend(gone.map(|finding| taken_care_of(finding, decisions)));
    }
    let unused = unused(&findings, &tables, decisions);
    findings.extend(unused.into_iter().map(|finding| stand(&Arc::new(finding), decisions)));
    findings.sort_by_key(|assessed| (assessed.state as u8, assessed.finding.severity));
    Assessment { tables, findings }
}

fn stand(finding: &Arc<Finding>, decisions: &Decisions) -> Assessed {
    let decision = decisions.on(&finding.id).filter(|decision| settles(finding, decision)).cloned();
    let state = match (finding.severity, &decision) {
        (_, Some(_)) => State::Decided,
        (Severity::Blocker, None) => State::Open,
        (Severity::Warning | Severity::Note, None) => State::Information,
    };
    Assessed { finding: Arc::clone(finding), state, decision }
}

fn taken_care_of(finding: &Arc<Finding>, decisions: &Decisions) -> Assessed {
    let decision = decisions.on(&finding.id).filter(|decision| decision.verb == Verb::Suppress).cloned();
    let state = if decision.is_some() { State::Decided } else { State::Protected };
    Assessed { finding: Arc::clone(finding), state, decision }
}

/// The verbs that can be used on a finding, in the order to offer them. Missing metadata and missing tables
/// are put right, not decided.
pub fn verbs(finding: &Finding) -> &'static [Verb] {
    match &finding.what {
        What::Hidden { hidden, .. } => hidden_verbs(*hidden),
        What::WorkedOut { .. } | What::Narrowed { .. } => &[Verb::Suppress, Verb::Accept],
        What::BelowThreshold { .. }
        | What::NotRounded { .. }
        | What::DoesNotAdd { .. }
        | What::RatioNotRecomputed { .. }
        | What::UnroundedBehindDisplay { .. }
        | What::FormulaWithoutValue { .. } => &[Verb::Accept],
        What::Metadata { .. }
        | What::TableMissing { .. }
        | What::TableLeftOut { .. }
        | What::RecipeUnmatched { .. }
        | What::DecisionUnused { .. }
        | What::BundleFault { .. } => &[],
    }
}

/// Only sheets, rows and columns can be taken in; everything else that is hidden can just be left out.
fn hidden_verbs(hidden: model::Hidden) -> &'static [Verb] {
    use model::Hidden;
    match hidden {
        Hidden::HiddenSheet | Hidden::VeryHiddenSheet | Hidden::HiddenRow | Hidden::HiddenColumn => {
            &[Verb::Exclude, Verb::Include]
        }
        Hidden::PivotCache
        | Hidden::ExternalLink
        | Hidden::DefinedName
        | Hidden::Comment
        | Hidden::DocumentProperty
        | Hidden::Macro
        | Hidden::EmbeddedObject => &[Verb::Exclude],
    }
}

/// Whether a decision settles a finding that is still there. Suppressing does not settle by itself: when the
/// finding is still there after the suppression, it is still open.
fn settles(finding: &Finding, decision: &Decision) -> bool {
    decision.verb != Verb::Suppress && verbs(finding).contains(&decision.verb)
}

/// Decisions that fit no finding: the data has changed, or the decision was mistyped. A cell that was to be
/// withheld and is not would be published, so that blocks.
fn unused(findings: &[Assessed], tables: &[AssessedTable], decisions: &Decisions) -> Vec<Finding> {
    let mut unused = Vec::new();
    for decision in &decisions.decisions {
        let found = findings.iter().find(|assessed| assessed.finding.id == decision.finding);
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
