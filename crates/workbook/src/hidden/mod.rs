//! What a file carries that a reader does not see. One room per family of content; each gives one finding
//! per thing.
//!
//! Identities hold names and ordinals, never addresses or values, so that they survive new data.

mod sheets;

use model::{Finding, Hidden, Place, Severity, What};

use crate::excel::Opened;

/// First values given with a finding.
const FIRST: usize = 5;
/// Characters of one of them.
const LONGEST: usize = 80;

/// Everything that the sheets themselves hide.
pub(crate) fn in_sheets(file: &str, opened: &Opened) -> Vec<Finding> {
    let mut findings = sheets::hidden_sheets(file, opened);
    for sheet in &opened.sheets {
        findings.extend(sheets::hidden_rows(file, sheet));
        findings.extend(sheets::hidden_columns(file, sheet));
        findings.extend(sheets::formulas_without_value(file, sheet));
    }
    findings
}

/// A finding about something hidden; `name` tells it from its like.
fn finding(
    severity: Severity,
    place: Place,
    hidden: Hidden,
    name: &str,
    count: u64,
    first: Vec<String>,
) -> Finding {
    Finding::thing(None, severity, place, name, What::Hidden { hidden, name: name.to_owned(), count, first })
}

/// Values as they are given with a finding: a few, short, without line ends.
fn first<'a>(values: impl Iterator<Item = std::borrow::Cow<'a, str>>) -> Vec<String> {
    values.filter(|value| !value.trim().is_empty()).take(FIRST).map(|value| short(&value)).collect()
}

fn short(value: &str) -> String {
    let plain = value.split_whitespace().collect::<Vec<_>>().join(" ");
    if plain.chars().count() <= LONGEST {
        return plain;
    }
    plain.chars().take(LONGEST).chain(['…']).collect()
}
