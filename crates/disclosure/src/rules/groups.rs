//! R6 and R7: what a group tells of everybody in it.

use std::collections::BTreeMap;

use model::{DimensionKind, Finding, MeasureKind, Rule, Severity, TidyTable, What};

use super::{term, thing};
use crate::Policy;
use crate::bounds::{counts_people, exempt, is_hidden, whole};
use crate::grid::{Grid, children};

/// How many may be in other categories for a group to be told of: they could tell of all the others together.
const COALITION: u64 = 2;

/// A group of this few is a threshold's business.
const SMALLEST: u64 = 3;

/// A total and its parts, as cells.
type Group = (usize, Vec<usize>);

/// R6: everybody in one category, or all but a few. R7: all but one in one category, and one in another.
pub(super) fn check(table: &TidyTable, policy: &Policy) -> Vec<Finding> {
    let grid = Grid::new(table);
    let mut met: BTreeMap<(Rule, usize), Vec<Group>> = BTreeMap::new();
    for (dimension, total, parts) in groups(&grid) {
        if !counts_people(&table.measures[grid.slot(total)]) || exempt(table, policy, total) {
            continue;
        }
        let exact = policy.base().is_none();
        if let Some(rule) = tells(table, total, &parts, exact) {
            met.entry((rule, dimension)).or_default().push((total, parts));
        }
    }
    for dimension in 0..table.dimensions.len() {
        let full = hundreds(&grid, dimension);
        if !full.is_empty() {
            met.entry((Rule::R6, dimension)).or_default().extend(full);
        }
    }
    met.into_iter()
        .map(|((rule, dimension), groups)| finding(table, policy, rule, dimension, &groups))
        .collect()
}

fn finding(table: &TidyTable, policy: &Policy, rule: Rule, dimension: usize, groups: &[Group]) -> Finding {
    let (total, parts) = &groups[0];
    let (count, label) = (groups.len() as u64, table.dimensions[dimension].label.clone());
    let value = |index: &usize| table.value(*index).unwrap_or(0.0);
    let largest = parts.iter().copied().max_by(|a, b| value(a).total_cmp(&value(b))).unwrap_or(*total);
    let what = if rule == Rule::R6 {
        let zeros = parts.iter().filter(|part| table.value(**part) == Some(0.0)).count();
        let everybody = zeros + 1 == parts.len();
        let largest = parts
            .iter()
            .copied()
            .find(|part| everybody && table.value(*part) != Some(0.0))
            .unwrap_or(largest);
        let others = if everybody { 0.0 } else { value(total) - value(&largest) };
        let (total, part) = (term(table, *total), term(table, largest));
        What::GroupAttribute { count, dimension: label, total, part, others: others.max(0.0) as u64 }
    } else {
        let parts = parts.iter().filter(|part| value(part) > 0.0).map(|part| term(table, *part)).collect();
        What::WithinGroup { count, dimension: label, total: term(table, *total), parts }
    };
    let severity = policy.weight(rule, Severity::Warning);
    thing(rule, severity, table, Some(largest), &table.dimensions[dimension].name, what)
}

/// Every total with its parts along a dimension whose categories say something of a person; places, periods,
/// organisations and codes do not.
fn groups<'a>(grid: &'a Grid<'a>) -> impl Iterator<Item = (usize, usize, Vec<usize>)> + 'a {
    let table = grid.table;
    let speaking = (0..table.dimensions.len()).filter(|d| attribute(table.dimensions[*d].kind));
    speaking.flat_map(move |dimension| {
        let of = &table.dimensions[dimension];
        let parts_of = children(of);
        let lines = grid.groups(of.axis, Some(dimension));
        let sums = lines.into_iter().flat_map(move |group| {
            let parts_of = parts_of.clone();
            let code = |line: u32| of.codes[line as usize] as usize;
            let totals: Vec<(u32, Vec<u32>)> = group
                .iter()
                .filter(|line| !parts_of[code(**line)].is_empty())
                .map(|total| {
                    let own = &parts_of[code(*total)];
                    (*total, group.iter().copied().filter(|l| own.contains(&of.codes[*l as usize])).collect())
                })
                .collect();
            totals
        });
        let across = if of.axis == model::Axis::Rows { grid.width } else { grid.height };
        sums.flat_map(move |(total, parts): (u32, Vec<u32>)| {
            (0..across).map(move |other| {
                let at = |line: u32| grid.at(of.axis, line as usize, other);
                (dimension, at(total), parts.iter().map(|part| at(*part)).collect())
            })
        })
    })
}

const fn attribute(kind: DimensionKind) -> bool {
    matches!(kind, DimensionKind::Other | DimensionKind::Sex | DimensionKind::Age)
}

/// Which rule a group breaks. Where figures are rounded, only zeros are exact.
fn tells(table: &TidyTable, total: usize, parts: &[usize], exact: bool) -> Option<Rule> {
    let all = table.value(total).and_then(whole).filter(|all| *all >= SMALLEST)?;
    if parts.len() < 2 || parts.iter().any(|part| table.is_blank(*part)) {
        return None;
    }
    let shown: Option<Vec<u64>> = parts.iter().map(|part| table.value(*part).and_then(whole)).collect();
    let Some(counts) = shown else {
        // All the others are zeros: the withheld figure is everybody.
        let hidden = parts.iter().filter(|part| is_hidden(table, **part)).count();
        let zeros = parts.iter().filter(|part| table.value(**part) == Some(0.0)).count();
        return (hidden == 1 && zeros + 1 == parts.len()).then_some(Rule::R6);
    };
    let largest = counts.iter().copied().max().unwrap_or(0);
    let zeros = counts.iter().filter(|count| **count == 0).count();
    if zeros + 1 == counts.len() {
        return Some(Rule::R6);
    }
    if !exact || counts.iter().sum::<u64>() != all {
        return None;
    }
    let others = all - largest;
    // Two against three is a small group and not a large majority.
    match others {
        1 if largest > COALITION => Some(Rule::R7),
        _ if others <= COALITION && largest > 4 * COALITION => Some(Rule::R6),
        _ => None,
    }
}

/// Slices of a percentage along a dimension where one category has 100 % and all others have none.
fn hundreds(grid: &Grid, dimension: usize) -> Vec<Group> {
    let table = grid.table;
    let of = &table.dimensions[dimension];
    let shares = table.measures.iter().any(|measure| measure.kind == MeasureKind::Percentage);
    if !shares || !attribute(of.kind) {
        return Vec::new();
    }
    let across = if of.axis == model::Axis::Rows { grid.width } else { grid.height };
    let parent = |line: &u32| of.categories[of.codes[*line as usize] as usize].parent;
    let mut found = Vec::new();
    for group in grid.groups(of.axis, Some(dimension)) {
        let parts: Vec<u32> =
            group.iter().copied().filter(|line| parent(line).is_some() || group.len() == 2).collect();
        for other in 0..across {
            let cells: Vec<usize> =
                parts.iter().map(|part| grid.at(of.axis, *part as usize, other)).collect();
            let percent = |cell: &usize| table.measures[grid.slot(*cell)].kind == MeasureKind::Percentage;
            let values: Option<Vec<f64>> = cells.iter().map(|cell| table.value(*cell)).collect();
            let Some(values) = values.filter(|values| values.len() > 1 && cells.iter().all(percent)) else {
                continue;
            };
            let full = values.iter().position(|value| (value - 100.0).abs() < 1e-9);
            let zeros = values.iter().filter(|value| **value == 0.0).count();
            if let Some(full) = full.filter(|_| zeros + 1 == values.len()) {
                found.push((cells[full], vec![cells[full]]));
            }
        }
    }
    found
}
