//! The rules that look at what is shown, without the sums of the attack: groups, markers, statistics, texts, and two
//! files beside each other.

mod dominance;
mod few;
mod groups;
mod intervals;
mod markers;
mod numerators;
mod texts;
mod topics;
mod twins;

use model::{Failure, Finding, Place, Progress, Rule, Severity, Term, TidyTable, What};

use crate::Policy;
use crate::explain::{label, shown};

pub use texts::said_in;
pub use twins::{Released, check_release};

/// What the rules find in one table under a policy.
pub(crate) fn check(
    table: &TidyTable,
    policy: &Policy,
    progress: &dyn Progress,
) -> Result<Vec<Finding>, Failure> {
    let mut findings = markers::under(table, policy);
    for rule in [
        groups::check,
        few::check,
        dominance::check,
        numerators::check,
        intervals::check,
        topics::check,
        texts::check,
    ] {
        progress.go_on()?;
        findings.extend(rule(table, policy));
    }
    Ok(findings)
}

/// What they find where no policy is given: in what the table withholds itself.
pub(crate) fn check_without_policy(table: &TidyTable) -> Vec<Finding> {
    markers::alone(table)
}

/// A finding about one thing of a table; `name` tells it from its like there.
fn thing(
    rule: Rule,
    severity: Severity,
    table: &TidyTable,
    first: Option<usize>,
    name: &str,
    what: What,
) -> Finding {
    let sheet = || Place { file: table.file.clone(), sheet: table.sheet.clone(), cell: None };
    let place = first.map_or_else(sheet, |index| table.place(index));
    let name = if name.is_empty() { table.name.clone() } else { format!("{}/{name}", table.name) };
    let mut finding = Finding::thing(Some(rule), severity, place, &name, what);
    finding.table = Some(table.name.clone());
    finding
}

/// A finding about a cell.
fn cell(rule: Rule, severity: Severity, table: &TidyTable, index: usize, what: What) -> Finding {
    Finding::cell(rule, severity, table.place(index), &table.name, table.key(index), what)
}

/// A cell as a reader sees it.
fn term(table: &TidyTable, index: usize) -> Term {
    Term {
        label: label(table, index),
        cell: table.cell(index).to_string(),
        shown: shown(table, index),
        range: None,
    }
}
