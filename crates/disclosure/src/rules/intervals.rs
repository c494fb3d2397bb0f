//! R18: confidence intervals whose width gives away the count behind them.
//!
//! Methods: of proportions those of Wald and Wilson; of rates Byar's approximation of the exact Poisson interval and the
//! normal approximation (Public health England, Technical guide: confidence intervals, 2018). All at 95 %.

use model::{Finding, MeasureKind, Rule, Severity, TidyTable, What};

use super::{cell, numerators::told};
use crate::Policy;
use crate::bounds::{counts_people, decimals, exempt, is_hidden};
use crate::ratios::Lookup;

const Z: f64 = 1.959_964;

/// Most people in the base of a percentage that are searched for.
const LARGEST: u64 = 3_000;

pub(super) fn check(table: &TidyTable, policy: &Policy) -> Vec<Finding> {
    let Some(range) = policy.suppress else { return Vec::new() };
    let limit = |m: &usize, words: &[&str]| {
        let label = table.measures[*m].label.to_lowercase();
        let interval = ["confidence", "ci", "cl", "limit", "lcl", "ucl", "bound", "interval"];
        let named = label.split(|c: char| !c.is_alphanumeric()).any(|word| interval.contains(&word));
        named && label.split(|c: char| !c.is_alphanumeric()).any(|word| words.contains(&word))
    };
    let all = || 0..table.measures.len();
    let lower = all().find(|m| limit(m, &["lower", "lcl", "low"]));
    let upper = all().find(|m| limit(m, &["upper", "ucl", "high"]));
    let (Some(lower), Some(upper)) = (lower, upper) else { return Vec::new() };
    let ratio = |m: &usize| matches!(table.measures[*m].kind, MeasureKind::Percentage | MeasureKind::Rate);
    let ratios: Vec<usize> = all().filter(|m| *m != lower && *m != upper).filter(ratio).collect();
    let counts: Vec<usize> = all().filter(|m| counts_people(&table.measures[*m])).collect();
    let lookup = Lookup::new(table);
    let mut findings = Vec::new();
    for measure in ratios {
        for index in lookup.cells(measure).filter(|index| !exempt(table, policy, *index)) {
            let open = |m: &usize| lookup.sibling(index, *m).is_some_and(|cell| table.value(cell).is_some());
            // Where the count stands beside it, the threshold is its business.
            if counts.iter().all(open) && !counts.is_empty() {
                continue;
            }
            let read = |m: usize| {
                let cell = if m == measure { Some(index) } else { lookup.sibling(index, m) }?;
                let value = table.value(cell)?;
                Some(Shown { value, half: 0.5 * 10f64.powi(-i32::from(decimals(table, cell, value))) })
            };
            let (Some(point), Some(low), Some(high)) = (read(measure), read(lower), read(upper)) else {
                continue;
            };
            let of = table.measures[measure].kind;
            let candidates = if of == MeasureKind::Percentage {
                proportions(&point, &low, &high)
            } else {
                rates(&point, &low, &high)
            };
            let small: Vec<u64> =
                candidates.iter().copied().filter(|n| (1..=range.high).contains(n)).collect();
            // A larger count may give the same interval: then nothing is told.
            if small.len() == candidates.len() {
                let hidden =
                    counts.iter().filter_map(|m| lookup.sibling(index, *m)).find(|c| is_hidden(table, *c));
                findings.extend(
                    told(table, policy, index, small, hidden)
                        .map(|finding| as_interval(policy, table, index, finding)),
                );
            }
        }
    }
    findings
}

/// The same finding, as one about an interval, which warns unless the policy says more.
fn as_interval(policy: &Policy, table: &TidyTable, index: usize, finding: Finding) -> Finding {
    let what = match finding.what {
        What::CountGiven { measure, shown, candidates, promised, policy, .. } => {
            let shown = format!("the confidence interval of {shown}");
            What::CountGiven { measure, shown, of: None, candidates, promised, policy }
        }
        other => other,
    };
    cell(Rule::R18, policy.weight(Rule::R18, Severity::Warning), table, index, what)
}

/// A number as it is shown.
struct Shown {
    value: f64,
    half: f64,
}

impl Shown {
    fn is(&self, exact: f64) -> bool {
        (exact - self.value).abs() <= self.half * 1.02
    }
}

/// The numerators from which a percentage and its interval can come, over all bases up to the largest.
fn proportions(point: &Shown, low: &Shown, high: &Shown) -> Vec<u64> {
    let mut found = Vec::new();
    for n in 1..=LARGEST {
        let nearest = (point.value * n as f64 / 100.0).round() as u64;
        for k in nearest.saturating_sub(1)..=(nearest + 1).min(n) {
            let p = k as f64 / n as f64;
            let fits = |(lower, upper): (f64, f64)| low.is(100.0 * lower) && high.is(100.0 * upper);
            if point.is(100.0 * p) && (fits(wald(p, n as f64)) || fits(wilson(p, n as f64))) {
                found.push(k);
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn wald(p: f64, n: f64) -> (f64, f64) {
    let width = Z * (p * (1.0 - p) / n).sqrt();
    ((p - width).max(0.0), (p + width).min(1.0))
}

fn wilson(p: f64, n: f64) -> (f64, f64) {
    let zz = Z * Z;
    let centre = (p + zz / (2.0 * n)) / (1.0 + zz / n);
    let width = Z / (1.0 + zz / n) * (p * (1.0 - p) / n + zz / (4.0 * n * n)).sqrt();
    ((centre - width).max(0.0), (centre + width).min(1.0))
}

/// The numbers of events from which a rate and its interval can come: the limits are the rate times what depends on
/// that number alone.
fn rates(point: &Shown, low: &Shown, high: &Shown) -> Vec<u64> {
    let rate = point.value;
    if rate <= 0.0 {
        return Vec::new();
    }
    // The rate itself is rounded, so its limits may be off by as much again.
    let near =
        |shown: &Shown, factor: f64| (rate * factor - shown.value).abs() <= shown.half + point.half * factor;
    (1..=500u64)
        .filter(|events| {
            let o = *events as f64;
            let byar = (
                o * (1.0 - 1.0 / (9.0 * o) - Z / (3.0 * o.sqrt())).powi(3) / o,
                (o + 1.0) * (1.0 - 1.0 / (9.0 * (o + 1.0)) + Z / (3.0 * (o + 1.0).sqrt())).powi(3) / o,
            );
            let normal = ((1.0 - Z / o.sqrt()).max(0.0), 1.0 + Z / o.sqrt());
            [byar, normal].into_iter().any(|(lower, upper)| near(low, lower.max(0.0)) && near(high, upper))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(value: f64, places: i32) -> Shown {
        let scale = 10f64.powi(places);
        Shown { value: (value * scale).round() / scale, half: 0.5 / scale }
    }

    #[test]
    fn intervals_of_small_counts_give_them_away() {
        // 4 events: Byar's limits of a rate of 12.3 per 100,000.
        let o: f64 = 4.0;
        let low = 12.3 * (1.0 - 1.0 / (9.0 * o) - Z / (3.0 * o.sqrt())).powi(3);
        let high =
            12.3 * (o + 1.0) * (1.0 - 1.0 / (9.0 * (o + 1.0)) + Z / (3.0 * (o + 1.0).sqrt())).powi(3) / o;
        assert_eq!(rates(&shown(12.3, 1), &shown(low, 1), &shown(high, 1)), [4]);
        // 3 of 40, after Wilson.
        let (low, high) = wilson(3.0 / 40.0, 40.0);
        let found = proportions(&shown(7.5, 1), &shown(100.0 * low, 1), &shown(100.0 * high, 1));
        assert_eq!(found, [3]);
        // 300 of 4,000 are a larger count than is searched for as small.
        let (low, high) = wilson(0.075, 2000.0);
        assert!(
            proportions(&shown(7.5, 1), &shown(100.0 * low, 1), &shown(100.0 * high, 1))
                .iter()
                .all(|n| *n > 20)
        );
    }
}
