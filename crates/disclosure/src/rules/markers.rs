//! R3, R16 and R17: what stands in the place of withheld figures.

use std::collections::BTreeSet;

use model::{Finding, Marker, MarkerMeaning, Rule, Severity, TidyTable, What};

use super::{cell, term, thing};
use crate::bounds::{exempt, is_hidden, whole};
use crate::grid::{Grid, children};
use crate::{National, Policy};

/// Totals up to this are small where no policy says what is.
const SMALL: u64 = 9;

/// Under a policy.
pub(super) fn under(table: &TidyTable, policy: &Policy) -> Vec<Finding> {
    let mut findings = mixed(table, Some(policy));
    let met = suppressed(table);
    let other: Vec<String> = met.iter().filter(|text| **text != policy.marker).cloned().collect();
    if met.len() == 1 && !other.is_empty() {
        let what = What::Markers {
            markers: other,
            problem: "other-than-policy".to_owned(),
            expected: policy.marker.clone(),
        };
        let severity = policy.weight(Rule::R16, Severity::Note);
        findings.push(thing(Rule::R16, severity, table, first_hidden(table), "", what));
    }
    // What the policy shows of the whole country may be small: its parts are at most that.
    if policy.national == National::Exempt {
        let limit = policy.suppress.map_or(SMALL, |range| range.high);
        let small = small_totals(table, limit).into_iter().filter(|(total, _)| exempt(table, policy, *total));
        findings.extend(small.map(|(total, hidden)| small_total(table, Severity::Warning, total, hidden)));
    }
    findings
}

/// Without one.
pub(super) fn alone(table: &TidyTable) -> Vec<Finding> {
    let mut findings = mixed(table, None);
    let small = small_totals(table, SMALL).into_iter();
    findings.extend(small.map(|(total, hidden)| small_total(table, Severity::Warning, total, hidden)));
    findings
}

/// The markers of suppression that stand in the place of figures; not the ranges (`<5`, `0-2`) that stand in the place
/// of some.
fn suppressed(table: &TidyTable) -> BTreeSet<String> {
    let hidden = (0..table.len()).filter(|index| is_hidden(table, *index));
    let range =
        |text: &str| text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '<' | '>' | '≤' | '≥'));
    let texts = hidden.filter_map(|index| table.marker(index)).map(|marker| marker.text.clone());
    texts.filter(|text| !range(text)).collect()
}

fn first_hidden(table: &TidyTable) -> Option<usize> {
    (0..table.len()).find(|index| is_hidden(table, *index))
}

/// R3 and R17: several markers of suppression in one table.
fn mixed(table: &TidyTable, policy: Option<&Policy>) -> Vec<Finding> {
    let met = suppressed(table);
    if met.len() < 2 {
        return Vec::new();
    }
    let markers: Vec<String> = met.into_iter().collect();
    let primary = markers.iter().any(|own| says_secondary(table, own));
    let (rule, problem) = if primary { (Rule::R17, "primary-and-secondary") } else { (Rule::R3, "mixed") };
    let strict = primary && policy.is_some_and(|policy| policy.secondary_required);
    let usual = if strict { Severity::Blocker } else { Severity::Warning };
    let severity = policy.map_or(usual, |policy| policy.weight(rule, usual));
    let what = What::Markers { markers, problem: problem.to_owned(), expected: String::new() };
    vec![thing(rule, severity, table, first_hidden(table), "", what)]
}

/// Whether the notes say that a marker stands for secondary suppression, or it is the double of another one.
fn says_secondary(table: &TidyTable, marker: &str) -> bool {
    let doubled = marker == "**" || matches!(marker, "[c2]" | "[s]" | "[c 2]");
    let words = [
        "secondary",
        "prevent disclosure of other",
        "to protect other",
        "cannot be calculated",
        "by subtraction",
    ];
    let noted = table.notes.iter().any(|note| {
        let lower = note.to_lowercase();
        lower.contains(&marker.to_lowercase()) && words.iter().any(|word| lower.contains(word))
    });
    doubled || noted
}

/// Open totals up to `limit` with withheld parts, and how many those are.
fn small_totals(table: &TidyTable, limit: u64) -> Vec<(usize, u64)> {
    let hides = |marker: &Marker| marker.meaning == MarkerMeaning::Suppressed;
    if !table.marker_set.iter().any(hides) {
        return Vec::new();
    }
    let grid = Grid::new(table);
    let mut found = Vec::new();
    for (dimension, of) in table.dimensions.iter().enumerate() {
        let parts_of = children(of);
        let across = if of.axis == model::Axis::Rows { grid.width } else { grid.height };
        for group in grid.groups(of.axis, Some(dimension)) {
            for total in group.iter().filter(|line| !parts_of[of.codes[**line as usize] as usize].is_empty())
            {
                let own = &parts_of[of.codes[*total as usize] as usize];
                let parts: Vec<u32> =
                    group.iter().copied().filter(|line| own.contains(&of.codes[*line as usize])).collect();
                for other in 0..across {
                    let index = grid.at(of.axis, *total as usize, other);
                    let small = table.value(index).and_then(whole).is_some_and(|all| all > 0 && all <= limit);
                    if !small || table.measures[grid.slot(index)].kind != model::MeasureKind::People {
                        continue;
                    }
                    let cells = parts.iter().map(|part| grid.at(of.axis, *part as usize, other));
                    let hidden = cells.filter(|cell| is_hidden(table, *cell)).count() as u64;
                    if hidden > 0 {
                        found.push((index, hidden));
                    }
                }
            }
        }
    }
    found.sort_unstable();
    found.dedup_by_key(|(index, _)| *index);
    found
}

fn small_total(table: &TidyTable, severity: Severity, total: usize, hidden: u64) -> Finding {
    let what = What::SmallTotal { total: term(table, total), hidden };
    cell(Rule::R3, severity, table, total, what)
}
