//! Withholding: the policy's range, the source's own markers, and the cells that a decision names.

use std::collections::BTreeSet;

use model::{Failure, Finding, Marker, Place, Progress, Severity, TidyKey, TidyTable, What};

use super::Protected;
use crate::Policy;
use crate::bounds::{counts_people, exempt, is_hidden};
use crate::keys::cells_named;

pub(super) fn withhold(
    table: &TidyTable,
    policy: &Policy,
    also: &[TidyKey],
    protected: &mut Protected,
    progress: &dyn Progress,
) -> Result<(), Failure> {
    let marker = policy.marker();
    for index in 0..table.len() {
        if index.is_multiple_of(4096) {
            progress.go_on()?;
        }
        if is_hidden(table, index) {
            protected.table.withhold(index, &marker);
        } else if in_range(table, policy, index) {
            protected.table.withhold(index, &marker);
            protected.primary.push(index);
        }
    }
    choose(table, also, &marker, protected);
    Ok(())
}

fn in_range(table: &TidyTable, policy: &Policy, index: usize) -> bool {
    let Some(range) = policy.suppress else { return false };
    let Some(value) = table.value(index) else { return false };
    value >= range.low as f64
        && value <= range.high as f64
        && counts_people(table.measure(index))
        && !exempt(table, policy, index)
}

/// Withholds what the keys name; a key that names nothing is a finding.
fn choose(table: &TidyTable, also: &[TidyKey], marker: &Marker, protected: &mut Protected) {
    let mut chosen = BTreeSet::new();
    for key in also {
        match cells_named(table, key) {
            Ok(cells) => chosen.extend(cells),
            Err(why) => protected.findings.push(unused(table, key, why)),
        }
    }
    for index in chosen {
        if !is_hidden(&protected.table, index) {
            protected.table.withhold(index, marker);
            protected.chosen.push(index);
        }
    }
}

fn unused(table: &TidyTable, key: &TidyKey, why: String) -> Finding {
    let place = Place { file: table.file.clone(), sheet: table.sheet.clone(), cell: None };
    let name = format!("{}/{key}", table.name);
    let what = What::DecisionUnused { finding: name.clone(), why };
    let mut finding = Finding::thing(None, Severity::Warning, place, &name, what);
    finding.table = Some(table.name.clone());
    finding
}
