//! The checks: thresholds, rounding, the attack, what stands behind the display, percentages.

use model::{Failure, Finding, MeasureKind, Progress, Rule, Severity, TidyTable, Unprotected, What};

use crate::bounds::{
    Reading, ShareLines, counts_people, exempt, number_in_words, readings, shown_though_withheld, whole,
};
use crate::explain::{Explainer, does_not_add, give_away};
use crate::grid::Grid;
use crate::{Attack, Attacker, Policy, SuppressRange, ratios, rules, unprotected};

/// Most cells of a measure that nobody rounded that are told one by one.
const MOST_CELLS: usize = 50;

/// Attacks a table as a reader who knows the policy.
pub fn attack<'a>(
    table: &'a TidyTable,
    policy: &'a Policy,
    progress: &dyn Progress,
) -> Result<Attack<'a>, Failure> {
    Attacker::new(policy).attack(table, progress)
}

/// All findings about a table under a policy, rule by rule, in the order of its cells.
pub fn check(table: &TidyTable, policy: &Policy, progress: &dyn Progress) -> Result<Vec<Finding>, Failure> {
    check_as(&Attacker::new(policy), table, progress)
}

/// What can be said where no policy is given: which of the figures that the table itself withholds can
/// be worked out, and which values hold more than they show.
pub fn check_without_policy(table: &TidyTable, progress: &dyn Progress) -> Result<Vec<Finding>, Failure> {
    check_as(&Attacker::without_policy(), table, progress)
}

/// All findings about a table against an attacker (one who knows that further figures were chosen, for
/// instance).
pub fn check_as(
    attacker: &Attacker,
    table: &TidyTable,
    progress: &dyn Progress,
) -> Result<Vec<Finding>, Failure> {
    let mut findings = Vec::new();
    if let Some(policy) = attacker.policy {
        thresholds(attacker, policy, table, progress, &mut findings)?;
    }
    let attack = attacker.attack(table, progress)?;
    let explainer = Explainer { attack: &attack, about: 0 };
    findings.extend(attack.cells.iter().filter_map(|cell| give_away(&explainer, cell)));
    findings.extend(does_not_add(&explainer));
    findings.extend(unrounded(table));
    if let Some(policy) = attacker.policy {
        findings.extend(ratios::not_recomputed(table, policy));
        findings.extend(unprotected::columns(table, policy));
        findings.extend(rules::check(table, policy, progress)?);
    } else {
        findings.extend(rules::check_without_policy(table));
    }
    Ok(findings)
}

/// R1 and R2: open counts that the policy withholds, and counts that it never shows.
fn thresholds(
    attacker: &Attacker,
    policy: &Policy,
    table: &TidyTable,
    progress: &dyn Progress,
    findings: &mut Vec<Finding>,
) -> Result<(), Failure> {
    let grid = Grid::new(table);
    let readings = readings(&grid, attacker);
    let people: Vec<bool> = table.measures.iter().map(counts_people).collect();
    let shares = ShareLines::of(table);
    let mut unrounded_cells = vec![Vec::new(); table.measures.len()];
    for index in 0..table.len() {
        if index.is_multiple_of(4096) {
            progress.go_on()?;
        }
        let slot = grid.slot(index);
        if !people[slot] || exempt(table, policy, index) || shares.holds(table, index) {
            continue;
        }
        let met = match table.value(index) {
            Some(value) if shown_though_withheld(table, index) => withheld(policy, table, index, value),
            Some(value) => threshold(policy, readings[slot], value),
            None => in_words(policy, table, index),
        };
        match met {
            Some((Rule::R2, _)) if readings[slot] != Reading::Rounded => unrounded_cells[slot].push(index),
            Some((rule, what)) => findings.push(at(rule, table, index, what)),
            None => {}
        }
    }
    for cells in unrounded_cells {
        findings.extend(never_rounded(policy, table, &cells));
    }
    Ok(())
}

fn at(rule: Rule, table: &TidyTable, index: usize, what: What) -> Finding {
    Finding::cell(rule, Severity::Blocker, table.place(index), &table.name, table.key(index), what)
}

/// R2 in a measure that nobody rounded: cell by cell where they are few, otherwise told once.
fn never_rounded(policy: &Policy, table: &TidyTable, cells: &[usize]) -> Vec<Finding> {
    let what = |index: usize, count: u64| {
        let value = table.value(index)?;
        Some(not_rounded(policy, policy.base()?, value, count))
    };
    let Some(first) = cells.first().filter(|_| cells.len() > MOST_CELLS) else {
        return cells
            .iter()
            .filter_map(|index| Some(at(Rule::R2, table, *index, what(*index, 1)?)))
            .collect();
    };
    let name = format!("{}/{}", table.name, table.measure(*first).name);
    let told = what(*first, cells.len() as u64)
        .map(|what| Finding::thing(Some(Rule::R2), Severity::Blocker, table.place(*first), &name, what));
    let mut told: Vec<Finding> = told.into_iter().collect();
    for finding in &mut told {
        finding.table = Some(table.name.clone());
    }
    told
}

fn not_rounded(policy: &Policy, base: u64, value: f64, count: u64) -> What {
    What::NotRounded { value, base, offset: policy.rounded(1) % base, count, policy: policy.named() }
}

fn threshold(policy: &Policy, reading: Reading, value: f64) -> Option<(Rule, What)> {
    if let Some(range) = policy.suppress
        && policy.withholds_figure(value)
    {
        // In a table that is rounded, a small multiple of the base is a count that was rounded but not
        // withheld: the policy never shows it.
        let rounded_to =
            policy.base().is_some() && whole(value).is_some_and(|n| n > 0 && policy.rounded(n) == n);
        let rounded = rounded_to && reading == Reading::Rounded;
        // With a threshold between two multiples, a count above it may round down to one below.
        if rounded && whole(value).is_some_and(|shown| policy.shows(shown)) {
            return None;
        }
        let rule = if rounded { Rule::R2 } else { Rule::R1 };
        return Some((rule, open_count(policy, range, value, None)));
    }
    let base = policy.base()?;
    let fits = whole(value.abs()).is_some_and(|count| policy.rounded(count) == count);
    (!fits).then(|| (Rule::R2, not_rounded(policy, base, value, 1)))
}

/// A cell of a count that tells a number in words.
fn in_words(policy: &Policy, table: &TidyTable, index: usize) -> Option<(Rule, What)> {
    let range = policy.suppress?;
    let value = number_in_words(table, index)?;
    let text = table.marker(index)?.text.clone();
    Some((Rule::R1, open_count(policy, range, value, Some(Unprotected::Words { text }))))
}

/// A number beside a marker that says that it is withheld.
fn withheld(policy: &Policy, table: &TidyTable, index: usize, value: f64) -> Option<(Rule, What)> {
    let range = policy.suppress?;
    let text = format!("{value} {}", table.marker(index)?.text);
    Some((Rule::R1, open_count(policy, range, value, Some(Unprotected::Words { text }))))
}

pub(crate) fn open_count(
    policy: &Policy,
    range: SuppressRange,
    value: f64,
    unprotected: Option<Unprotected>,
) -> What {
    What::BelowThreshold { value, low: range.low, high: range.high, policy: policy.named(), unprotected }
}

/// R19: cells that hold more than they show, one finding per measure.
fn unrounded(table: &TidyTable) -> Vec<Finding> {
    let grid = Grid::new(table);
    let mut met: Vec<Option<(u64, usize)>> = vec![None; table.measures.len()];
    for index in 0..table.len() {
        let stored = table.values[index];
        let precision = table.precisions[index];
        if stored.is_nan() || precision.decimals().is_none() {
            continue;
        }
        // 15 decimals are all that a double holds, so this is the stored number in the display's scale.
        let full = model::Precision::new(30, precision.is_percent()).displayed(stored);
        let more = (full - precision.displayed(stored)).abs() > 1e-12 * full.abs().max(1.0);
        if more {
            met[grid.slot(index)].get_or_insert((0, index)).0 += 1;
        }
    }
    let severity = if table.stored_values { Severity::Blocker } else { Severity::Warning };
    let found = table.measures.iter().zip(met).filter_map(|(measure, met)| Some((measure, met?)));
    found
        .map(|(measure, (count, first))| {
            let stored = table.values[first];
            let what = What::UnroundedBehindDisplay {
                count,
                measure: measure.label.clone(),
                stored,
                displayed: table.precisions[first].displayed(stored),
            };
            let name = format!("{}/{}", table.name, measure.name);
            let mut finding = Finding::thing(Some(Rule::R19), severity, table.place(first), &name, what);
            finding.table = Some(table.name.clone());
            finding
        })
        .collect()
}

/// Whether a measure is made from others.
pub(crate) fn is_ratio(kind: MeasureKind) -> bool {
    matches!(kind, MeasureKind::Percentage | MeasureKind::Rate)
}
