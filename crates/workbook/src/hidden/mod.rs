//! What a file carries that a reader does not see. One room per family of content; each gives one finding
//! per thing.
//!
//! Identities hold names and ordinals, never addresses or values, so that they survive new data.

mod comments;
mod compound;
mod links;
mod names;
mod objects;
mod open_document;
mod pivots;
mod properties;
mod sheets;

use std::borrow::Cow;
use std::collections::BTreeMap;

use model::{Finding, Hidden, Place, Severity, What};

use crate::biff::Biff;
use crate::compound::Compound;
use crate::excel::Opened;
use crate::package::Package;

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

/// Everything in the parts of an Office package (.xlsx, .xlsm, .xlsb) beside its sheets.
pub(crate) fn in_office_package(file: &str, package: &mut Package<'_>, opened: &Opened) -> Vec<Finding> {
    let mut findings = pivots::find(file, package);
    findings.extend(links::find(file, package));
    findings.extend(comments::find(file, package));
    findings.extend(objects::find(file, package));
    findings.extend(names::find(file, &opened.names));
    findings
}

/// Everything in the parts of an .ods beside its sheets.
pub(crate) fn in_open_document(file: &str, package: &mut Package<'_>, opened: &Opened) -> Vec<Finding> {
    let mut findings = open_document::find(file, package, opened.has_annotations);
    findings.extend(names::find(file, &opened.names));
    findings
}

/// Everything in the streams of an .xls beside its sheets.
pub(crate) fn in_compound(file: &str, compound: &Compound, biff: &Biff, opened: &Opened) -> Vec<Finding> {
    compound::find(file, compound, biff, opened)
}

/// The document's properties.
pub(crate) fn in_properties(file: &str, opened: &Opened) -> Vec<Finding> {
    properties::find(file, &opened.properties)
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
fn first<'a>(values: impl Iterator<Item = Cow<'a, str>>) -> Vec<String> {
    values.filter(|value| !value.trim().is_empty()).take(FIRST).map(|value| short(&value)).collect()
}

/// The same for values that are kept in a list.
fn first_of(values: &[String]) -> Vec<String> {
    first(values.iter().map(|value| Cow::Borrowed(value.as_str())))
}

fn short(value: &str) -> String {
    let plain = value.split_whitespace().collect::<Vec<_>>().join(" ");
    if plain.chars().count() <= LONGEST {
        return plain;
    }
    plain.chars().take(LONGEST).chain(['…']).collect()
}

/// Tells things of the same name apart: the second `Sheet1` is `Sheet1 (2)`.
#[derive(Default)]
struct Ordinals(BTreeMap<String, u32>);

impl Ordinals {
    fn name(&mut self, name: String) -> String {
        let count = self.0.entry(name.clone()).or_default();
        *count += 1;
        if *count == 1 { name } else { format!("{name} ({count})") }
    }
}
