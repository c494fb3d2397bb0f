//! What the attack found, as findings with the sums that prove it.

use std::collections::BTreeSet;

use model::{DimensionKind, Finding, Rule, Severity, Term, TidyTable, What};

use crate::attack::{Attack, CellState, State};
use crate::bounds::is_hidden;
use crate::{Attacker, grid::Grid};

/// Most parts of a sum that are named one by one; the others that are shown are added up.
const NAMED_PARTS: usize = 8;

/// A table with what the attack found in it.
pub(crate) struct Explainer<'a> {
    pub(crate) table: &'a TidyTable,
    pub(crate) attacker: &'a Attacker<'a>,
    pub(crate) attack: &'a Attack,
}

impl Explainer<'_> {
    fn term(&self, index: usize) -> Term {
        Term { label: self.label(index), cell: self.table.cell(index).to_string(), shown: self.shown(index) }
    }

    fn label(&self, index: usize) -> String {
        let table = self.table;
        let named = (0..table.dimensions.len()).filter(|d| table.dimensions[*d].kind != DimensionKind::Code);
        let labels: Vec<&str> = named
            .map(|d| table.category(d, index).label.as_str())
            .filter(|label| !label.is_empty())
            .collect();
        if labels.is_empty() { table.measure(index).label.clone() } else { labels.join(", ") }
    }

    fn shown(&self, index: usize) -> String {
        match (self.table.value(index), self.table.marker(index)) {
            (Some(value), _) => format!("{value}"),
            (None, Some(marker)) => marker.text.clone(),
            (None, None) => "blank".to_owned(),
        }
    }

    /// The total and the parts of a sum; where they are many, the shown ones but `about` become one.
    fn terms(&self, equation: u32, about: usize) -> (Term, Vec<Term>) {
        let cells = self.attack.sums.cells(equation as usize);
        let parts: Vec<usize> = cells[1..].iter().map(|cell| *cell as usize).collect();
        let total = self.term(cells[0] as usize);
        if parts.len() <= NAMED_PARTS {
            return (total, parts.iter().map(|part| self.term(*part)).collect());
        }
        let (shown, hidden): (Vec<usize>, Vec<usize>) =
            parts.iter().copied().filter(|part| *part != about).partition(|p| self.table.value(*p).is_some());
        let own = parts.contains(&about).then(|| self.term(about));
        let sum: f64 = shown.iter().filter_map(|part| self.table.value(*part)).sum();
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

    /// The totals of the sums that determine a cell only together with `equation`.
    fn other_totals(&self, cell: usize, equation: u32) -> Vec<Term> {
        let sums = self.attack.together.get(&cell).map_or(&[][..], Vec::as_slice);
        let others = sums.iter().filter(|sum| **sum != equation);
        others.map(|sum| self.term(self.attack.sums.cells(*sum as usize)[0] as usize)).collect()
    }

    fn fold(&self, cells: &[usize], shown: String, which: &str) -> Term {
        let place = |at: Option<&usize>| at.map(|index| self.table.cell(*index).to_string());
        let ends: Vec<String> = place(cells.first()).into_iter().chain(place(cells.last())).collect();
        Term { label: format!("{} other parts, {which}", cells.len()), cell: ends.join(" to "), shown }
    }
}

/// A sum of displayed figures without the noise of binary fractions.
fn tidy_sum(sum: f64) -> f64 {
    model::Precision::GENERAL.displayed(sum)
}

/// R4, R14 and R5: the finding about a hidden cell, where there is one.
pub(crate) fn give_away(explainer: &Explainer, cell: &CellState) -> Option<Finding> {
    let policy = explainer.attacker.name();
    let equation = cell.by?;
    let (rule, severity) = match cell.state {
        State::Exposed if lone(explainer, equation) => (Rule::R14, Severity::Blocker),
        State::Exposed => (Rule::R4, Severity::Blocker),
        State::Narrowed if explainer.attacker.blocks_narrowed() => (Rule::R5, Severity::Blocker),
        State::Narrowed => (Rule::R5, Severity::Warning),
        State::Safe | State::Undecided => return None,
    };
    let (total, parts) = explainer.terms(equation, cell.index);
    let high = cell.high?;
    let what = if cell.state == State::Exposed {
        let with = explainer.other_totals(cell.index, equation);
        What::WorkedOut { value: i64::midpoint(cell.low, high), total, parts, policy, with }
    } else {
        let promised = explainer.attacker.promised();
        What::Narrowed { low: cell.low, high, promised, total, parts, policy }
    };
    let table = explainer.table;
    Some(Finding::cell(rule, severity, table.place(cell.index), &table.name, table.key(cell.index), what))
}

/// Whether a sum has one hidden cell alone.
fn lone(explainer: &Explainer, equation: u32) -> bool {
    let cells = explainer.attack.sums.cells(equation as usize);
    cells.iter().filter(|cell| is_hidden(explainer.table, **cell as usize)).count() == 1
}

/// Sums that cannot hold: the first of each measure, dimension and total, because one wrong reading of a
/// hierarchy fails in every slice. It blocks where hidden cells are tied to it: nothing can be claimed
/// for them.
pub(crate) fn does_not_add(explainer: &Explainer) -> Vec<Finding> {
    let (table, attack) = (explainer.table, explainer.attack);
    let grid = Grid::new(table);
    // Without a policy nothing was promised, so nothing blocks.
    let blocks = |undecided: bool| undecided && explainer.attacker.policy.is_some();
    let mut faulty = attack.faulty.clone();
    faulty.sort_by_key(|(_, undecided)| !undecided);
    let mut told = BTreeSet::new();
    let mut findings = Vec::new();
    for (equation, undecided) in &faulty {
        let total = attack.sums.cells(*equation as usize)[0] as usize;
        let dimension = attack.sums.dimension(*equation as usize);
        if !told.insert((grid.slot(total), dimension, table.code(dimension, total))) {
            continue;
        }
        let (term, parts) = explainer.terms(*equation, total);
        let what = What::DoesNotAdd { total: term, parts };
        let key = table.key(total);
        let name = format!("{}/{key}/{}", table.name, table.dimensions[dimension].name);
        let severity = if blocks(*undecided) { Severity::Blocker } else { Severity::Warning };
        let mut finding = Finding::thing(None, severity, table.place(total), &name, what);
        finding.table = Some(table.name.clone());
        finding.key = Some(key);
        findings.push(finding);
    }
    findings
}
