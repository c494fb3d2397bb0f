//! `tablewright check`: the disclosure checks on what the files hold, as they are.

use std::fmt::Write;

use model::{Failure, Progress, Severity, Stage, counted};
use serde_json::json;
use tablewright::assess::policy;

use super::args::CheckArgs;
use super::input;
use super::outcome::Outcome;

pub(super) fn run(args: &CheckArgs, progress: &dyn Progress) -> Result<Outcome, Vec<Failure>> {
    let one = |failure: Failure| vec![failure];
    let recipe = input::recipe_with(&args.input).map_err(one)?;
    let (located, found) = input::found(&args.input, &recipe, progress)?;
    tablewright::found::check_policies(&found, &recipe).map_err(one)?;
    let mut findings = Vec::new();
    for (source, _) in &located {
        findings.extend(source.workbook.hidden.iter().cloned());
    }
    findings.extend(found.findings.iter().cloned());
    let mut tables = Vec::new();
    for (index, table) in found.tables.iter().enumerate() {
        progress.report(Stage::Checking, index as u64, found.tables.len() as u64);
        let id = match (&args.policy, &args.input.recipe) {
            (Some(id), _) => Some(id.as_str()),
            (None, Some(_)) => Some(recipe.policy_of(&table.tidy.name)),
            (None, None) => None,
        };
        let here = match id {
            Some(id) => disclosure::check(&table.tidy, policy(id).map_err(one)?.as_ref(), progress),
            None => disclosure::check_without_policy(&table.tidy, progress),
        };
        findings.extend(here.map_err(one)?);
        findings.extend(publication::key_problem(&table.tidy, progress).map_err(one)?);
        tables.push(json!({"name": table.tidy.name, "title": table.tidy.title, "policy": id}));
    }
    findings.sort_by_key(|finding| finding.severity);
    let mut outcome = Outcome::new(args.input.files.json);
    let blockers = findings.iter().filter(|finding| finding.severity == Severity::Blocker).count();
    let _ = writeln!(
        outcome.text,
        "{} checked: {}, of which {} need a decision",
        counted(found.tables.len(), "table", "tables"),
        counted(findings.len(), "finding", "findings"),
        blockers
    );
    if tables.is_empty() {
        outcome.text.push_str("No table was found on any visible sheet, so no figure was checked.\n");
    } else if args.policy.is_none() && args.input.recipe.is_none() {
        outcome.text.push_str(
            "No policy was given, so small counts were not looked for: add --policy (see `tablewright policies`).\n",
        );
    }
    outcome.own.insert("tables".into(), tables.into());
    Ok(outcome.with_findings(&findings))
}
