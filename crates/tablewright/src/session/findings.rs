//! Findings, in windows. The text of a finding is made only for the window that is asked for, and to look for words.

use std::collections::BTreeMap;

use model::{CellAddress, Rule, Severity, TidyTable, What};

use super::Session;
use crate::assess::{Assessed, State, verbs};
use crate::view::{
    CandidateView, CountView, DecisionView, FindingKindView, FindingView, FindingsQuery, FindingsView,
    PrecedentView,
};
use crate::words;

/// How many findings are given at once at most.
const MOST: usize = 1000;

/// A query, made ready.
pub(super) struct Filter {
    state: Option<String>,
    kind: Option<String>,
    severity: Option<String>,
    table: Option<u32>,
    workbook: Option<u32>,
    text: Option<String>,
}

impl Filter {
    pub(super) fn of(query: &FindingsQuery) -> Self {
        let text = query.text.as_deref().map(|text| text.trim().to_lowercase());
        Self {
            state: query.state.clone(),
            kind: query.kind.clone(),
            severity: query.severity.clone(),
            table: query.table,
            workbook: query.workbook,
            text: text.filter(|text| !text.is_empty()),
        }
    }

    /// Which of the sorts a finding fails by; none when the filters that are no sort fail.
    fn fails(&self, session: &Session, assessed: &Assessed) -> Option<Fails> {
        let is = |wanted: &Option<String>, has: &str| wanted.as_ref().is_none_or(|wanted| wanted == has);
        let fails = Fails([
            !is(&self.state, state(assessed)),
            !is(&self.kind, assessed.finding.kind()),
            !is(&self.severity, severity(assessed.finding.severity)),
            self.table.is_some() && self.table != table_id(session, assessed),
        ]);
        let workbook = self.workbook.is_none_or(|id| hides(session, assessed) == Some(id));
        // The words come last: they are the slow part.
        (fails.count() <= 1 && workbook && self.has_words(assessed)).then_some(fails)
    }

    fn has_words(&self, assessed: &Assessed) -> bool {
        self.text.as_ref().is_none_or(|text| {
            let finding = &assessed.finding;
            place(assessed).to_lowercase().contains(text)
                || finding.place.file.to_lowercase().contains(text)
                || finding.text().to_lowercase().contains(text)
        })
    }
}

/// A sort of findings that a query may choose from.
#[derive(Clone, Copy)]
enum Sort {
    State,
    Kind,
    Severity,
    Table,
}

/// Which of the sorts a finding does not pass, in the order of [`Sort`].
#[derive(Clone, Copy)]
struct Fails([bool; 4]);

impl Fails {
    fn count(self) -> usize {
        self.0.into_iter().filter(|fails| *fails).count()
    }

    /// Whether it passes every sort but perhaps this one.
    fn only(self, sort: Sort) -> bool {
        self.count() == usize::from(self.0[sort as usize])
    }
}

/// The findings that pass, in their order.
pub(super) fn passing<'a>(session: &'a Session, filter: &Filter) -> impl Iterator<Item = &'a Assessed> {
    session
        .assessment
        .findings
        .iter()
        .filter(|assessed| filter.fails(session, assessed).is_some_and(|fails| fails.count() == 0))
}

/// A window of findings, and the counts of every sort.
pub(super) fn view(session: &Session, query: &FindingsQuery) -> FindingsView {
    let filter = Filter::of(query);
    let (first, most) = (query.first as usize, (query.count as usize).min(MOST));
    let mut counts = Counts::default();
    let mut findings = Vec::new();
    for assessed in &session.assessment.findings {
        let Some(fails) = filter.fails(session, assessed) else { continue };
        counts.add(session, assessed, fails);
        if fails.count() == 0 && counts.total as usize > first && findings.len() < most {
            findings.push(finding(session, assessed));
        }
    }
    counts.view(query.first, findings)
}

#[derive(Default)]
struct Counts {
    total: u32,
    states: BTreeMap<&'static str, u32>,
    severities: BTreeMap<Severity, u32>,
    kinds: BTreeMap<&'static str, Kind>,
    tables: BTreeMap<u32, u32>,
}

#[derive(Default)]
struct Kind {
    rule: Option<Rule>,
    count: u32,
    open: u32,
}

impl Counts {
    fn add(&mut self, session: &Session, assessed: &Assessed, fails: Fails) {
        let finding = &assessed.finding;
        if fails.count() == 0 {
            self.total += 1;
        }
        if fails.only(Sort::State) {
            *self.states.entry(state(assessed)).or_default() += 1;
        }
        if fails.only(Sort::Severity) {
            *self.severities.entry(finding.severity).or_default() += 1;
        }
        if fails.only(Sort::Kind) {
            let kind = self.kinds.entry(finding.kind()).or_default();
            kind.rule = kind.rule.or(finding.rule);
            kind.count += 1;
            kind.open += u32::from(assessed.state == State::Open);
        }
        if fails.only(Sort::Table)
            && let Some(table) = table_id(session, assessed)
        {
            *self.tables.entry(table).or_default() += 1;
        }
    }

    fn view(self, first: u32, findings: Vec<FindingView>) -> FindingsView {
        let count = |(key, count): (String, u32)| CountView { key, count };
        let order = ["open", "describe", "protected", "decided", "information"];
        let states = order.iter().filter_map(|key| Some(((*key).to_owned(), *self.states.get(key)?)));
        let kinds = self.kinds.into_iter().map(|(key, kind)| FindingKindView {
            key: key.to_owned(),
            rule: kind.rule,
            label: words::kind(key).to_owned(),
            count: kind.count,
            open: kind.open,
        });
        FindingsView {
            total: self.total,
            first,
            findings,
            states: states.map(count).collect(),
            severities: self
                .severities
                .into_iter()
                .map(|(key, number)| count((severity(key).to_owned(), number)))
                .collect(),
            kinds: kinds.collect(),
            tables: self.tables.into_iter().map(|(key, number)| count((key.to_string(), number))).collect(),
        }
    }
}

fn finding(session: &Session, assessed: &Assessed) -> FindingView {
    let finding = &assessed.finding;
    let origin = assessed.origin;
    let shows_verbs =
        matches!(assessed.state, State::Open | State::Information) || assessed.decision.is_some();
    FindingView {
        id: finding.id.clone(),
        rule: finding.rule,
        kind: finding.kind().to_owned(),
        severity: finding.severity,
        text: finding.text(),
        place: place(assessed),
        table: table_id(session, assessed),
        workbook: origin.source.map(|at| session.content.opened[at].id),
        sheet: origin.sheet.map(|at| at as u32),
        cell: finding.place.cell.clone(),
        field: match &finding.what {
            What::Metadata { field, .. } => Some(field.clone()),
            _ => None,
        },
        state: state(assessed).to_owned(),
        decision: assessed.decision.as_ref().map(|decision| DecisionView {
            verb: decision.verb.name().to_owned(),
            reason: decision.reason.clone(),
            decided: decision.decided.clone(),
        }),
        precedent: session.content.precedents.on(&finding.id).map(|decision| PrecedentView {
            verb: decision.verb.name().to_owned(),
            reason: decision.reason.clone(),
            release: session.content.precedents.release.clone().unwrap_or_default(),
        }),
        verbs: if shows_verbs {
            verbs(finding).iter().map(|verb| verb.name().to_owned()).collect()
        } else {
            Vec::new()
        },
        candidates: candidates(session, assessed),
    }
}

fn table_id(session: &Session, assessed: &Assessed) -> Option<u32> {
    assessed.origin.table.and_then(|at| session.ids.tables.get(at)).copied()
}

/// The workbook that hides it.
fn hides(session: &Session, assessed: &Assessed) -> Option<u32> {
    let is_hidden = matches!(assessed.finding.what, What::Hidden { .. } | What::FormulaWithoutValue { .. });
    assessed.origin.source.filter(|_| is_hidden).map(|at| session.content.opened[at].id)
}

fn place(assessed: &Assessed) -> String {
    let place = &assessed.finding.place;
    match (&place.sheet, &place.cell) {
        (Some(sheet), Some(cell)) => format!("{sheet}, {cell}"),
        (Some(sheet), None) => sheet.clone(),
        (None, Some(cell)) => format!("{}, {cell}", place.file),
        (None, None) => place.file.clone(),
    }
}

/// The state as the page knows it.
pub(super) fn state(assessed: &Assessed) -> &'static str {
    match assessed.state {
        State::Open if matches!(assessed.finding.what, What::Metadata { .. }) => "describe",
        State::Open => "open",
        State::Protected => "protected",
        State::Decided => "decided",
        State::Information => "information",
    }
}

const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Blocker => "blocker",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// The open parts of the sum that are not zero: withholding one of them may help. They are taken from the table,
/// because the words fold the parts of a long sum into one.
fn candidates(session: &Session, assessed: &Assessed) -> Vec<CandidateView> {
    let (What::WorkedOut { total, parts, .. } | What::Narrowed { total, parts, .. }) = &assessed.finding.what
    else {
        return Vec::new();
    };
    let table = assessed.origin.table.and_then(|at| session.assessment.tables.get(at));
    let Some(tidy) = table.filter(|_| assessed.state == State::Open).map(|table| &table.protected.table)
    else {
        return Vec::new();
    };
    let index_of = |cell: &str| {
        let at: CellAddress = cell.split(' ').next()?.parse().ok()?;
        (0..tidy.len()).find(|index| tidy.cell(*index) == at)
    };
    let ends = index_of(&total.cell).zip(parts.first().and_then(|part| index_of(&part.cell)));
    ends.map_or_else(Vec::new, |(sum, part)| open_parts(tidy, sum, part))
}

/// The open cells beside `part` in the sum whose total is `sum`.
fn open_parts(tidy: &TidyTable, sum: usize, part: usize) -> Vec<CandidateView> {
    let dimensions = 0..tidy.dimensions.len();
    let Some(along) = dimensions.clone().find(|d| tidy.code(*d, sum) != tidy.code(*d, part)) else {
        return Vec::new();
    };
    let is_part = |index: &usize| {
        tidy.measure_index(*index) == tidy.measure_index(sum)
            && tidy.category(along, *index).parent == Some(tidy.code(along, sum))
            && dimensions.clone().all(|d| d == along || tidy.code(d, *index) == tidy.code(d, sum))
            && tidy.value(*index).is_some_and(|value| value != 0.0)
    };
    let view = |index: usize| CandidateView {
        cell: tidy.cell(index).to_string(),
        label: dimensions
            .clone()
            .map(|d| tidy.category(d, index).label.as_str())
            .collect::<Vec<_>>()
            .join(", "),
        shown: tables::number_text(tidy.value(index).unwrap_or_default()),
    };
    (0..tidy.len()).filter(is_part).map(view).collect()
}
