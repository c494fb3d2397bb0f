//! Averages over few people.

use model::{MeasureKind, TidyTable};

use super::Protected;
use crate::Policy;
use crate::bounds::{counts_people, exempt};
use crate::ratios::{Lookup, finding};

/// Withholds the averages over fewer people than the policy asks for. How many people are behind an
/// average is known only where the table counts people in one way; otherwise a person must look.
pub(super) fn withhold(table: &TidyTable, policy: &Policy, protected: &mut Protected) {
    let Some(least) = policy.minimum_n else { return };
    let of_kind = |kind| (0..table.measures.len()).filter(move |m| table.measures[*m].kind == kind);
    let mut people = (0..table.measures.len()).filter(|m| counts_people(&table.measures[*m]));
    let behind = people.next().filter(|_| people.next().is_none());
    let averages: Vec<usize> = of_kind(MeasureKind::Average).collect();
    if averages.is_empty() {
        return;
    }
    let lookup = Lookup::new(table);
    for measure in averages {
        let shown: Vec<usize> =
            lookup.cells(measure).filter(|index| protected.table.value(*index).is_some()).collect();
        let mut left = Vec::new();
        for index in shown.into_iter().filter(|index| !exempt(table, policy, *index)) {
            match behind.and_then(|people| lookup.sibling(index, people)) {
                Some(count) if protected.table.value(count).is_none() => {
                    protected.table.withhold(index, &policy.marker());
                }
                Some(count) if table.value(count).is_some_and(|n| n < least as f64) => {
                    protected.table.withhold(index, &policy.marker());
                }
                Some(_) => {}
                None => left.push(index),
            }
        }
        if let Some(first) = left.first() {
            protected.findings.push(finding(table, policy, measure, *first, left.len() as u64));
        }
    }
}
