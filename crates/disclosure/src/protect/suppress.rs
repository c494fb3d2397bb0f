//! Withholding: the policy's range, the source's own markers, and the cells that a decision names.

use std::collections::BTreeSet;

use model::{Failure, Finding, Marker, Place, Progress, Severity, TidyKey, TidyTable, What};

use super::Protected;
use crate::Policy;
use crate::bounds::{ShareLines, counts_people, exempt, is_hidden, number_in_words, shown_though_withheld};
use crate::keys::cells_named;

pub(super) fn withhold(
    table: &TidyTable,
    policy: &Policy,
    also: &[TidyKey],
    protected: &mut Protected,
    progress: &dyn Progress,
) -> Result<(), Failure> {
    let marker = policy.marker();
    let shares = ShareLines::of(table);
    for index in 0..table.len() {
        if index.is_multiple_of(4096) {
            progress.go_on()?;
        }
        if is_hidden(table, index) {
            protected.table.withhold(index, &marker);
        } else if in_range(table, policy, index) && !shares.holds(table, index)
            || speaks(table, policy, index)
            || shown_though_withheld(table, index)
        {
            protected.table.withhold(index, &marker);
            protected.primary.push(index);
        }
    }
    choose(table, also, &marker, protected);
    Ok(())
}

fn in_range(table: &TidyTable, policy: &Policy, index: usize) -> bool {
    table.value(index).is_some_and(|value| policy.withholds_figure(value)) && is_count(table, policy, index)
}

/// Whether a cell tells a count in words, which can be neither compared nor rounded.
fn speaks(table: &TidyTable, policy: &Policy, index: usize) -> bool {
    number_in_words(table, index).is_some() && is_count(table, policy, index)
}

fn is_count(table: &TidyTable, policy: &Policy, index: usize) -> bool {
    counts_people(table.measure(index)) && !exempt(table, policy, index)
}

/// Withholds what the keys name; a key that names nothing blocks, because somebody wanted a cell withheld
/// that would now be published.
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
    let mut finding = Finding::thing(None, Severity::Blocker, place, &name, what);
    finding.table = Some(table.name.clone());
    finding
}
