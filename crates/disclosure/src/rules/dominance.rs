//! R11: amounts to which few contribute nearly all. It can be told only where the table gives how many contribute, or
//! the largest contributions.

use model::{Finding, MeasureKind, Rule, Severity, TidyTable, What};

use super::cell;
use crate::Policy;
use crate::ratios::Lookup;

/// Words of columns that count contributors.
const CONTRIBUTORS: [&str; 6] =
    ["contributor", "contributors", "businesses", "companies", "enterprises", "respondents"];

pub(super) fn check(table: &TidyTable, policy: &Policy) -> Vec<Finding> {
    if policy.minimum_contributors.is_none() && policy.dominance.is_none() && policy.p_percent.is_none() {
        return Vec::new();
    }
    let named = |m: &usize, words: &[&str]| {
        let label = table.measures[*m].label.to_lowercase();
        label.split(|c: char| !c.is_alphanumeric()).any(|word| words.contains(&word))
    };
    let all = || 0..table.measures.len();
    let largest: Vec<usize> = all().filter(|m| named(m, &["largest", "biggest", "top"])).collect();
    let counts = |m: &usize| matches!(table.measures[*m].kind, MeasureKind::People | MeasureKind::Things);
    let contributors = all().find(|m| counts(m) && !largest.contains(m) && named(m, &CONTRIBUTORS));
    let amount = |m: &usize| {
        matches!(table.measures[*m].kind, MeasureKind::Money | MeasureKind::Other | MeasureKind::Things)
    };
    let amounts: Vec<usize> =
        all().filter(amount).filter(|m| !largest.contains(m) && Some(*m) != contributors).collect();
    if amounts.is_empty() || (largest.is_empty() && contributors.is_none()) {
        return Vec::new();
    }
    let lookup = Lookup::new(table);
    let mut findings = Vec::new();
    for measure in amounts {
        for index in lookup.cells(measure) {
            let Some(total) = table.value(index).filter(|total| *total > 0.0) else { continue };
            let value = |m: usize| lookup.sibling(index, m).and_then(|cell| table.value(cell));
            let mut parts: Vec<f64> = largest.iter().filter_map(|m| value(*m)).collect();
            parts.sort_by(|a, b| b.total_cmp(a));
            let counted = contributors.and_then(value);
            if let Some((test, limit)) = broken(policy, total, &parts, counted) {
                let what = What::Dominated {
                    measure: table.measures[measure].label.clone(),
                    total,
                    largest: parts,
                    contributors: counted.map(|count| count as u64),
                    test: test.to_owned(),
                    limit,
                    policy: policy.named(),
                };
                findings.push(cell(
                    Rule::R11,
                    policy.weight(Rule::R11, Severity::Blocker),
                    table,
                    index,
                    what,
                ));
            }
        }
    }
    findings
}

/// The first test that an amount fails, with its limit. Contributions come largest first.
fn broken(
    policy: &Policy,
    total: f64,
    parts: &[f64],
    contributors: Option<f64>,
) -> Option<(&'static str, u64)> {
    let few = policy
        .minimum_contributors
        .filter(|least| contributors.is_some_and(|n| n > 0.0 && n < *least as f64));
    if let Some(least) = few {
        return Some(("contributors", least));
    }
    if let Some(rule) = policy.dominance.filter(|_| !parts.is_empty()) {
        let largest: f64 = parts.iter().take(rule.contributors as usize).sum();
        if largest > total * f64::from(rule.percent) / 100.0 {
            return Some(("dominance", u64::from(rule.percent)));
        }
    }
    let percent = policy.p_percent.filter(|_| parts.len() > 1)?;
    let rest = total - parts[0] - parts[1];
    (rest < parts[0] * f64::from(percent) / 100.0).then_some(("p-percent", u64::from(percent)))
}
