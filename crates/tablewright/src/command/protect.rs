//! `tablewright protect`: threshold and rounding on a tidy CSV file.

use std::fmt::Write;

use disclosure::Policy;
use model::{Failure, Finding, MarkerMeaning, Progress, Severity, Stage, TidyTable, counted};
use serde_json::json;
use tablewright::assess::left_open;
use tablewright::convert::write_tidy;
use tablewright::recipe::Recipe;

use super::args::ProtectArgs;

use super::input;
use super::outcome::Outcome;

pub(super) fn run(args: &ProtectArgs, progress: &dyn Progress) -> Result<Outcome, Vec<Failure>> {
    let one = |failure: Failure| vec![failure];
    let own = input::with_policies(Recipe::default(), args.policies.as_deref()).map_err(one)?;
    let named = own.disclosure.find(&args.policy).map_err(one)?;
    let policy = with_threshold(&named, args.threshold).map_err(one)?;
    let located = input::locate(std::slice::from_ref(&args.table), progress)?;
    let recipe = tablewright::recipe::Recipe::default();
    let found =
        tablewright::found::find(&located, &recipe, &tablewright::decisions::Decisions::default(), progress)
            .map_err(one)?;
    if found.tables.is_empty() {
        return Err(input::no_table(std::slice::from_ref(&args.table)));
    }
    let mut tables: Vec<TidyTable> = Vec::new();
    let mut findings: Vec<Finding> = Vec::new();
    let mut outcome = Outcome::new(args.json);
    if let (Some(own), Some(now)) = (named.suppress, policy.suppress)
        && now.high < own.high
    {
        let _ = writeln!(
            outcome.text,
            "This withholds less than {}: counts up to {}, where the policy says {}.",
            policy.id, now.high, own.high
        );
    }
    let withheld: usize = found.tables.iter().map(|table| withheld_in(&table.tidy)).sum();
    if withheld > 0 {
        let _ = writeln!(outcome.text, "{}", already_suppressed(withheld));
    }
    outcome.own.insert("withheld_in_source".into(), json!(withheld));
    for (index, table) in found.tables.iter().enumerate() {
        progress.report(Stage::Protecting, index as u64, found.tables.len() as u64);
        let protected = disclosure::protect(&table.tidy, &policy, &[], progress).map_err(one)?;
        findings.extend(left_open(&protected, &policy, &[], progress).map_err(one)?);
        let _ = writeln!(
            outcome.text,
            "{}: {} suppressed, {} rounded, {} made again",
            table.tidy.name,
            counted(protected.primary.len(), "cell", "cells"),
            protected.rounded,
            protected.recomputed
        );
        tables.push(protected.table);
    }
    outcome = outcome.with_findings(&findings);
    if findings.iter().any(|finding| finding.severity == Severity::Blocker) {
        outcome
            .text
            .push_str("Nothing was written: threshold and rounding alone do not make this table safe.\n");
        return Ok(outcome);
    }
    let written = write_tidy(&tables, &args.out, progress).map_err(one)?;
    let _ =
        writeln!(outcome.text, "Wrote {} to {}", counted(written.len(), "file", "files"), args.out.display());
    outcome.own.insert("written".into(), json!(written));
    Ok(outcome)
}

/// The policy with another highest withheld count.
fn with_threshold(policy: &Policy, threshold: Option<u64>) -> Result<Policy, Failure> {
    threshold.map_or_else(|| Ok(policy.clone()), |highest| policy.with_highest_withheld(highest))
}

/// How many figures of a table are withheld as it comes.
fn withheld_in(table: &TidyTable) -> usize {
    let withheld = |index: &usize| {
        let marker = table.marker(*index).is_some_and(|marker| marker.meaning == MarkerMeaning::Suppressed);
        marker && table.value(*index).is_none()
    };
    (0..table.len()).filter(withheld).count()
}

/// What can and cannot be done with a table that comes suppressed.
fn already_suppressed(withheld: usize) -> String {
    format!(
        "{} withheld already. They stay so, are attacked as they are, and more can be withheld beside them; but which \
         figures to withhold cannot be chosen anew without knowing them. Give the file before suppression where there \
         is one.",
        counted(withheld, "figure of this file is", "figures of this file are")
    )
}
