//! What the attack found, as findings with the equations that prove it.

use std::collections::BTreeSet;

use model::{DimensionKind, Finding, Rule, Severity, Term, TidyTable, What};

use crate::attack::{Attack, CellState, State};
use crate::bounds::is_hidden;
use crate::solve::NO_BOUND;
use crate::system::{Member, Tie};

/// Most parts of a sum that are named one by one; the others that are shown are added up.
const NAMED_PARTS: usize = 8;

/// An attack, to be put into words.
pub(crate) struct Explainer<'a> {
    pub(crate) attack: &'a Attack<'a>,
    /// The table that the words are about: cells of others are named with theirs.
    pub(crate) about: usize,
}

impl<'a> Explainer<'a> {
    fn member(&self) -> &Member<'a> {
        &self.attack.system.parts[self.about].member
    }

    /// A cell as a reader sees it.
    pub(crate) fn term(&self, cell: u32) -> Term {
        let system = &self.attack.system;
        let Some((part, index)) = system.locate(cell) else {
            let label = system.derived[cell as usize - system.cells].label.clone();
            return Term { label, cell: String::new(), shown: "not shown".to_owned(), range: None };
        };
        let member = &system.parts[part].member;
        let table = member.table;
        let mut label = label(table, index);
        if part != self.about {
            let place = member.published.map_or_else(String::new, |release| format!(" of {release}"));
            label = format!("{label} in '{}'{place}", table.title);
        }
        Term {
            label,
            cell: table.cell(index).to_string(),
            shown: shown(table, index),
            range: self.range(cell),
        }
    }

    /// What a shown figure stands for, where that is more than itself.
    fn range(&self, cell: u32) -> Option<(i64, i64)> {
        let system = &self.attack.system;
        let (part, index) = system.locate(cell)?;
        let member = &system.parts[part].member;
        let (low, high) = system.parts[part].given(index, &member.attacker)?;
        (low < high && high < NO_BOUND).then_some((low, high))
    }

    /// The total and the parts of an equation; where they are many, the shown ones but `about` become one.
    pub(crate) fn terms(&self, equation: u32, about: u32) -> (Term, Vec<Term>) {
        let cells = self.attack.system.equations.cells(equation as usize);
        let parts = &cells[1..];
        let total = self.term(cells[0]);
        if parts.len() <= NAMED_PARTS {
            return (total, parts.iter().map(|part| self.term(*part)).collect());
        }
        let (shown, hidden): (Vec<u32>, Vec<u32>) =
            parts.iter().copied().filter(|part| *part != about).partition(|part| self.value(*part).is_some());
        let own = parts.contains(&about).then(|| self.term(about));
        let sum: f64 = shown.iter().filter_map(|part| self.value(*part)).sum();
        let folded = match shown.as_slice() {
            [] => None,
            [one] => Some(self.term(*one)),
            many => Some(self.fold(many, format!("{}", tidy_sum(sum)), "shown")),
        };
        let others = (hidden.len() > NAMED_PARTS)
            .then(|| self.fold(&hidden, format!("{} figures", hidden.len()), "not shown"));
        let named = if others.is_some() { &[][..] } else { &hidden[..] };
        let named = named.iter().map(|part| self.term(*part));
        (total, folded.into_iter().chain(named).chain(others).chain(own).collect())
    }

    fn value(&self, cell: u32) -> Option<f64> {
        let (part, index) = self.attack.system.locate(cell)?;
        self.attack.system.parts[part].member.table.value(index)
    }

    /// The totals of the equations that narrow a cell only together with `equation`.
    pub(crate) fn other_totals(&self, cell: u32, equation: u32) -> Vec<Term> {
        let equations = self.attack.together.get(&cell).map_or(&[][..], Vec::as_slice);
        let others = equations.iter().filter(|other| **other != equation);
        others.map(|other| self.term(self.attack.system.equations.cells(*other as usize)[0])).collect()
    }

    fn fold(&self, cells: &[u32], shown: String, which: &str) -> Term {
        let place = |at: Option<&u32>| at.map(|cell| self.term(*cell).cell);
        let ends: Vec<String> = place(cells.first()).into_iter().chain(place(cells.last())).collect();
        let label = format!("{} other parts, {which}", cells.len());
        Term { label, cell: ends.join(" to "), shown, range: None }
    }
}

/// A cell in words: the labels of its dimensions.
pub(crate) fn label(table: &TidyTable, index: usize) -> String {
    let named = (0..table.dimensions.len()).filter(|d| table.dimensions[*d].kind != DimensionKind::Code);
    let labels: Vec<&str> =
        named.map(|d| table.category(d, index).label.as_str()).filter(|label| !label.is_empty()).collect();
    if labels.is_empty() { table.measure(index).label.clone() } else { labels.join(", ") }
}

/// What a reader sees in a cell.
pub(crate) fn shown(table: &TidyTable, index: usize) -> String {
    match (table.value(index), table.marker(index)) {
        (Some(value), _) => format!("{value}"),
        (None, Some(marker)) => marker.text.clone(),
        (None, None) => "blank".to_owned(),
    }
}

/// A sum of displayed figures without the noise of binary fractions.
fn tidy_sum(sum: f64) -> f64 {
    model::Precision::GENERAL.displayed(sum)
}

/// R4, R14, R5, and R12 where other tables are needed: the finding about a hidden cell, where there is one.
pub(crate) fn give_away(explainer: &Explainer, cell: &CellState) -> Option<Finding> {
    let attacker = &explainer.member().attacker;
    let policy = attacker.name();
    if cell.state == State::Undecided {
        return unsettled(explainer, cell);
    }
    let equation = cell.by?;
    let number = (explainer.attack.system.parts[cell.table].first + cell.index) as u32;
    let (rule, severity) = match cell.state {
        State::Exposed if lone(explainer, equation) => (Rule::R14, Severity::Blocker),
        State::Exposed => (Rule::R4, Severity::Blocker),
        State::Narrowed if attacker.blocks_narrowed() => (Rule::R5, Severity::Blocker),
        State::Narrowed => (Rule::R5, Severity::Warning),
        State::Undecided | State::Safe => return None,
    };
    let (total, parts) = explainer.terms(equation, number);
    let (low, high) = (cell.low, cell.high?);
    let with = explainer.other_totals(number, equation);
    let what = if cell.state == State::Exposed {
        What::WorkedOut { value: i64::midpoint(low, high), total, parts, policy, with }
    } else {
        What::Narrowed { low, high, promised: attacker.promised(), total, parts, policy, with }
    };
    let table = explainer.member().table;
    Some(Finding::cell(rule, severity, table.place(cell.index), &table.name, table.key(cell.index), what))
}

/// A cell about which nothing is known although no sum fails: the effort was spent. Where a sum fails, that is
/// told instead, once.
fn unsettled(explainer: &Explainer, cell: &CellState) -> Option<Finding> {
    if explainer.attack.contradictions > 0 {
        return None;
    }
    let Member { table, attacker, .. } = explainer.member();
    let what = What::Undecided { policy: attacker.name(), why: "effort".to_owned() };
    let (place, key) = (table.place(cell.index), table.key(cell.index));
    Some(Finding::cell(Rule::R5, Severity::Blocker, place, &table.name, key, what))
}

/// Whether an equation has one hidden cell alone.
fn lone(explainer: &Explainer, equation: u32) -> bool {
    let system = &explainer.attack.system;
    let hidden = |cell: &&u32| {
        system.locate(**cell).is_none_or(|(part, index)| is_hidden(system.parts[part].member.table, index))
    };
    system.equations.cells(equation as usize).iter().filter(hidden).count() == 1
}

/// The most sums that cannot hold for which a smallest set is looked for.
const MOST_REDUCED: usize = 12;

/// Sums of one table that cannot hold, alone or together: the first of each sum, because one wrong reading of
/// a hierarchy fails in every slice. It blocks where hidden cells are tied to it: nothing can be claimed for
/// them.
pub(crate) fn does_not_add(explainer: &Explainer) -> Vec<Finding> {
    let (member, system) = (explainer.member(), &explainer.attack.system);
    // Without a policy nothing was promised, so nothing blocks.
    let blocks = |undecided: bool| undecided && member.attacker.policy.is_some();
    let mut faulty = explainer.attack.faulty.clone();
    faulty.sort_by_key(|(_, undecided)| !undecided);
    let mut told = BTreeSet::new();
    let mut covered: BTreeSet<u32> = BTreeSet::new();
    let mut findings = Vec::new();
    for (equation, undecided) in &faulty {
        let Tie::Sum { table: part, sum } = system.equations.tie(*equation as usize) else { continue };
        let total = system.equations.cells(*equation as usize)[0];
        let Some((_, index)) = system.locate(total).filter(|(at, _)| *at == explainer.about) else {
            continue;
        };
        let sum = &system.parts[part as usize].sums[sum as usize];
        let slot = member.table.measure_index(index);
        if covered.contains(equation) || !told.insert((slot, sum.dimension, sum.total)) {
            continue;
        }
        let set = (findings.len() < MOST_REDUCED).then(|| explainer.attack.contradiction(*equation));
        let set = set.unwrap_or_else(|| vec![*equation]);
        covered.extend(set.iter().copied());
        let severity = if blocks(*undecided) { Severity::Blocker } else { Severity::Warning };
        findings.push(cannot_hold(explainer, &set, (index, sum.dimension), severity));
    }
    findings
}

/// The finding about a smallest set of sums that cannot all hold; `index` is the total of the first one seen.
fn cannot_hold(
    explainer: &Explainer,
    set: &[u32],
    (index, dimension): (usize, usize),
    severity: Severity,
) -> Finding {
    let table = explainer.member().table;
    let total_of = |equation: u32| explainer.attack.system.equations.cells(equation as usize)[0];
    let terms = |equation: &u32| explainer.terms(*equation, total_of(*equation));
    let what = match set {
        [one] => {
            let (total, parts) = terms(one);
            What::DoesNotAdd { total, parts }
        }
        several => What::Contradiction { sums: several.iter().map(terms).collect() },
    };
    let key = table.key(index);
    let name = format!("{}/{key}/{}", table.name, table.dimensions[dimension].name);
    let mut finding = Finding::thing(None, severity, table.place(index), &name, what);
    finding.table = Some(table.name.clone());
    finding.key = Some(key);
    finding
}
