//! R8: percentages, rates and means that give away the count behind them, by exact search over whole numbers.

use model::{Finding, MeasureKind, Rule, Severity, TidyTable, What};

use super::{cell, term};
use crate::Policy;
use crate::bounds::{counts_people, decimals, exempt, is_hidden, whole};
use crate::ratios::Lookup;

/// Most people in a denominator that are searched for; a percentage of more tells little of a small count.
const LARGEST: u64 = 100_000;

/// Words of a mean of whole numbers.
const WHOLE_THINGS: [&str; 10] = [
    "days",
    "visits",
    "attendances",
    "admissions",
    "number",
    "children",
    "nights",
    "appointments",
    "stay",
    "age",
];

/// Ratios and means of one table.
pub(super) fn check(table: &TidyTable, policy: &Policy) -> Vec<Finding> {
    if policy.suppress.is_none() {
        return Vec::new();
    }
    let of_kind = |kinds: &[MeasureKind]| -> Vec<usize> {
        (0..table.measures.len()).filter(|m| kinds.contains(&table.measures[*m].kind)).collect()
    };
    let ratios = of_kind(&[MeasureKind::Percentage, MeasureKind::Rate]);
    let means = of_kind(&[MeasureKind::Average]);
    if ratios.is_empty() && means.is_empty() {
        return Vec::new();
    }
    let counts: Vec<usize> =
        (0..table.measures.len()).filter(|m| counts_people(&table.measures[*m])).collect();
    let lookup = Lookup::new(table);
    let mut findings = Vec::new();
    for measure in ratios {
        for index in lookup.cells(measure).filter(|index| !exempt(table, policy, *index)) {
            findings.extend(ratio(table, policy, &lookup, &counts, index));
        }
    }
    for measure in means.into_iter().filter(|m| is_of_whole_things(&table.measures[*m].label)) {
        for index in lookup.cells(measure).filter(|index| !exempt(table, policy, *index)) {
            findings.extend(mean(table, policy, &lookup, &counts, index));
        }
    }
    findings
}

/// A ratio beside a withheld count and an open one: the withheld one is the numerator, the open one the denominator.
fn ratio(
    table: &TidyTable,
    policy: &Policy,
    lookup: &Lookup,
    counts: &[usize],
    index: usize,
) -> Option<Finding> {
    let shown = table.value(index).filter(|shown| *shown > 0.0)?;
    let beside: Vec<usize> = counts.iter().filter_map(|m| lookup.sibling(index, *m)).collect();
    let hidden: Vec<usize> = beside.iter().copied().filter(|cell| is_hidden(table, *cell)).collect();
    if hidden.is_empty() {
        return None;
    }
    // Made from two counts that are open: what is withheld beside it is another count.
    let places = decimals(table, index, shown);
    let factor = factor_of(table, index);
    let open_counts: Vec<f64> = beside.iter().filter_map(|cell| table.value(*cell)).collect();
    let made = |part: &f64| open_counts.iter().any(|whole| gives(factor * part / whole, shown, places));
    if open_counts.iter().any(made) {
        return None;
    }
    let totals = beside.iter().chain(&hidden).flat_map(|cell| lookup.totals(*cell));
    let open = beside.iter().copied().chain(totals).filter(|cell| table.value(*cell).is_some());
    let best = open
        .filter_map(|denominator| {
            let candidates = numerators(table, policy, index, shown, denominator);
            (!candidates.is_empty()).then_some((candidates, denominator))
        })
        .min_by_key(|(candidates, _)| candidates.len());
    let (candidates, denominator) = best?;
    told(table, policy, index, candidates, Some(denominator))
}

/// The withheld counts that a ratio can come from, over an open denominator.
fn numerators(table: &TidyTable, policy: &Policy, index: usize, shown: f64, denominator: usize) -> Vec<u64> {
    let Some(of) = table.value(denominator).and_then(whole).filter(|of| *of > 0 && *of <= LARGEST) else {
        return Vec::new();
    };
    let (low, high) =
        if exempt(table, policy, denominator) { (of, of) } else { policy.candidates(of).unwrap_or((of, of)) };
    let places = decimals(table, index, shown);
    let factor = factor_of(table, index);
    let small = policy.suppress.map_or(0, |range| range.high);
    (1..=small)
        .filter(|n| (low..=high).any(|d| d >= *n && gives(factor * *n as f64 / d as f64, shown, places)))
        .collect()
}

/// The numerators from which a ratio can come, over any denominator from the lowest to the highest; none where one of
/// them is too large to be withheld, because then nothing small is told.
pub(super) fn over(
    policy: &Policy,
    factor: f64,
    shown: f64,
    places: u8,
    (low, high): (u64, u64),
) -> Vec<u64> {
    let small = policy.suppress.map_or(0, |range| range.high);
    let half = 0.5 * 10f64.powi(-i32::from(places));
    let largest = ((shown + half) * high as f64 / factor).floor();
    if largest > small as f64 {
        return Vec::new();
    }
    let can_be =
        |n: &u64| (low..=high).any(|d| d >= *n && gives(factor * *n as f64 / d as f64, shown, places));
    (1..=small).filter(can_be).collect()
}

/// What a ratio is multiplied by: 100, or what its heading says it is per.
pub(super) fn factor_of(table: &TidyTable, index: usize) -> f64 {
    let of = table.measure(index);
    if of.kind == MeasureKind::Percentage {
        return 100.0;
    }
    let text = format!("{} {}", of.label, of.unit).replace(',', "");
    let per = text.split("per ").nth(1).and_then(|rest| rest.split_whitespace().next()?.parse::<f64>().ok());
    per.filter(|per| *per >= 1.0).unwrap_or(100_000.0)
}

/// Whether a number is shown as `shown` with so many decimals; halves may go either way.
fn gives(exact: f64, shown: f64, places: u8) -> bool {
    let half = 0.5 * 10f64.powi(-i32::from(places));
    (exact - shown).abs() <= half * (1.0 + 1e-9)
}

/// A mean of whole numbers beside a withheld count of those behind it.
fn mean(
    table: &TidyTable,
    policy: &Policy,
    lookup: &Lookup,
    counts: &[usize],
    index: usize,
) -> Option<Finding> {
    let shown = table.value(index)?;
    let range = policy.suppress?;
    let places = decimals(table, index, shown);
    let behind =
        counts.iter().filter_map(|m| lookup.sibling(index, *m)).find(|cell| is_hidden(table, *cell))?;
    let spread = deviation(table).and_then(|m| lookup.sibling(index, m)).and_then(|cell| {
        let value = table.value(cell)?;
        Some((value, decimals(table, cell, value)))
    });
    let possible = |n: &u64| {
        let sums = sums(*n, shown, places);
        let fits = |sum: &i64| spread.is_none_or(|(sd, places)| squares_fit(*n, *sum, sd, places));
        sums.into_iter().any(|sum| fits(&sum))
    };
    let candidates: Vec<u64> = (range.low.max(1)..=range.high).filter(possible).collect();
    told(table, policy, index, candidates, Some(behind))
}

/// The sums of `n` whole numbers whose mean is shown so.
fn sums(n: u64, shown: f64, places: u8) -> Vec<i64> {
    let near = (shown * n as f64).round() as i64;
    (near - 1..=near + 1).filter(|sum| gives(*sum as f64 / n as f64, shown, places)).collect()
}

/// Whether `n` whole numbers of that sum can have the standard deviation `sd` as it is shown: the sum of their squares
/// is a whole number, odd where the sum is odd, and not less than an even spread gives.
fn squares_fit(n: u64, sum: i64, sd: f64, places: u8) -> bool {
    let (count, total) = (n as f64, sum as f64);
    if n == 1 {
        return sd == 0.0;
    }
    let half = 0.5 * 10f64.powi(-i32::from(places));
    let of = |sd: f64| (count - 1.0) * sd * sd + total * total / count;
    let (low, high) = (of((sd - half).max(0.0)), of(sd + half));
    let spread = sum.div_euclid(n.cast_signed());
    let rest = sum.rem_euclid(n.cast_signed());
    let even = (n.cast_signed() - rest) * spread * spread + rest * (spread + 1) * (spread + 1);
    let first = ((low - 1e-9).ceil() as i64).max(even);
    (first..=(high + 1e-9).floor() as i64).any(|squares| (squares - sum).rem_euclid(2) == 0)
}

/// The measure that is a standard deviation.
fn deviation(table: &TidyTable) -> Option<usize> {
    (0..table.measures.len()).find(|m| {
        let label = table.measures[*m].label.to_lowercase();
        label.contains("standard deviation") || label == "sd" || label.ends_with(" sd")
    })
}

fn is_of_whole_things(label: &str) -> bool {
    let lower = label.to_lowercase();
    let mean = lower.contains("mean") || lower.contains("average");
    mean && WHOLE_THINGS.iter().any(|word| lower.contains(word))
}

/// The finding where fewer candidates are left than the policy promises.
pub(super) fn told(
    table: &TidyTable,
    policy: &Policy,
    index: usize,
    candidates: Vec<u64>,
    of: Option<usize>,
) -> Option<Finding> {
    if candidates.is_empty() || candidates.len() as u64 >= policy.promised() {
        return None;
    }
    let measure = table.measure(index);
    let blocks = candidates.len() == 1 || policy.blocks == crate::Blocks::Narrowed;
    let usual = if blocks && !policy.exempts(measure) { Severity::Blocker } else { Severity::Warning };
    let what = What::CountGiven {
        measure: measure.label.clone(),
        shown: format!("{}", table.value(index)?),
        of: of.map(|cell| term(table, cell)),
        candidates,
        promised: policy.promised(),
        policy: policy.named(),
    };
    Some(cell(Rule::R8, policy.weight(Rule::R8, usual), table, index, what))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r8_candidates_equal_those_of_a_search_over_everything() {
        let policy = Policy::find("legacy-1-5").unwrap();
        for d in 1..60u64 {
            for n in 1..=d.min(4) {
                for places in [0u8, 1] {
                    let scale = 10f64.powi(i32::from(places));
                    let shown = (100.0 * n as f64 / d as f64 * scale).round() / scale;
                    let found = over(&policy, 100.0, shown, places, (d, d));
                    let all: Vec<u64> = (1..=5)
                        .filter(|k| {
                            *k <= d
                                && ((100.0 * *k as f64 / d as f64 * scale).round() / scale - shown).abs()
                                    < 1e-9
                        })
                        .collect();
                    assert!(found.contains(&n), "{n} of {d}");
                    assert!(all.iter().all(|k| found.contains(k)), "{n} of {d}: {found:?} {all:?}");
                }
            }
        }
    }

    #[test]
    fn a_deviation_leaves_the_numbers_that_can_have_it() {
        // 2, 3 and 5: mean 3.33, sample deviation 1.53.
        assert!(sums(3, 3.33, 2).contains(&10) && squares_fit(3, 10, 1.53, 2));
        assert!(sums(4, 3.33, 2).is_empty());
        assert!(!squares_fit(3, 10, 0.11, 2));
        // Six numbers of mean 3.33 may have it too, or not: the squares must be whole.
        assert!(sums(6, 3.33, 2).contains(&20));
    }
}
