//! R10: averages, minima, maxima and percentiles over few, and percentages and rates of few.

use model::{Finding, Measure, MeasureKind, Rule, Severity, TidyTable, What};

use super::cell;
use crate::Policy;
use crate::bounds::{counts_people, exempt, is_hidden};
use crate::policy::Extremes;
use crate::ratios::Lookup;

pub(super) fn check(table: &TidyTable, policy: &Policy) -> Vec<Finding> {
    let counts: Vec<usize> =
        (0..table.measures.len()).filter(|m| counts_people(&table.measures[*m])).collect();
    let asks = |m: &usize| {
        least(&table.measures[*m], policy).is_some() || is_withheld_extreme(&table.measures[*m], policy)
    };
    let asked: Vec<usize> = (0..table.measures.len()).filter(asks).collect();
    if asked.is_empty() || table.is_empty() {
        return Vec::new();
    }
    let lookup = Lookup::new(table);
    let mut findings = Vec::new();
    for measure in asked {
        let of = &table.measures[measure];
        let behind = base_of(table, &counts, measure);
        for index in lookup.cells(measure) {
            if table.value(index).is_none() || exempt(table, policy, index) {
                continue;
            }
            let base = behind.and_then(|base| lookup.sibling(index, base));
            let people = base.and_then(|base| table.value(base));
            let withheld = base.is_some_and(|base| is_hidden(table, base));
            let extreme = is_withheld_extreme(of, policy) && behind.is_some();
            let few = least(of, policy)
                .filter(|least| withheld || people.is_some_and(|n| n > 0.0 && n < *least as f64));
            if few.is_some() || extreme {
                let least = if extreme { None } else { few };
                let what =
                    What::FewBehind { measure: of.label.clone(), people, least, policy: policy.named() };
                let usual = if policy.exempts(of) { Severity::Warning } else { Severity::Blocker };
                findings.push(cell(Rule::R10, policy.weight(Rule::R10, usual), table, index, what));
            }
        }
    }
    findings
}

/// The count that is behind a statistic: one that says so; else of a rate the smallest count of the table, which are
/// its events, and of other statistics the largest, which is everybody.
fn base_of(table: &TidyTable, counts: &[usize], measure: usize) -> Option<usize> {
    let named = |m: &&usize| {
        let label = table.measures[**m].label.to_lowercase();
        ["base", "sample", "denominator", "respondents"].iter().any(|word| label.contains(word))
    };
    let sum = |m: &usize| -> f64 {
        let own = (0..table.len()).filter(|index| table.measure_index(*index) == *m);
        own.filter_map(|index| table.value(index)).sum()
    };
    let by_sum = |a: &&usize, b: &&usize| sum(a).total_cmp(&sum(b));
    if table.measures[measure].kind == MeasureKind::Rate {
        return counts.iter().min_by(by_sum).copied();
    }
    counts.iter().find(named).or_else(|| counts.iter().rev().max_by(by_sum)).copied()
}

/// How many people or events a statistic needs under a policy; none where it asks for none.
fn least(measure: &Measure, policy: &Policy) -> Option<u64> {
    let label = measure.label.to_lowercase();
    match measure.kind {
        MeasureKind::Average => policy.minimum_n,
        MeasureKind::Other | MeasureKind::Money if is_extreme(&label) => policy.minimum_n,
        MeasureKind::Rate => {
            let standardised = label.contains("standardised") || label.contains("standardized");
            let events = policy.rates.as_ref();
            events
                .map(|rules| if standardised { rules.standardised } else { rules.crude })
                .or(policy.ratios.minimum_denominator)
        }
        MeasureKind::Percentage => policy.ratios.minimum_denominator,
        _ => None,
    }
}

/// Whether a label names the value of one of a group.
fn is_extreme(label: &str) -> bool {
    let words: Vec<&str> = label.split(|c: char| !c.is_alphanumeric()).collect();
    let named = [
        "minimum",
        "maximum",
        "min",
        "max",
        "percentile",
        "quartile",
        "decile",
        "shortest",
        "longest",
        "highest",
        "lowest",
    ];
    words.iter().any(|word| named.contains(word))
}

fn is_withheld_extreme(measure: &Measure, policy: &Policy) -> bool {
    let counted = matches!(measure.kind, MeasureKind::Average | MeasureKind::Other | MeasureKind::Money);
    policy.extremes == Extremes::Withhold && counted && is_extreme(&measure.label.to_lowercase())
}
