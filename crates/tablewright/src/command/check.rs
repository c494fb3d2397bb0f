//! `tablewright check`: the disclosure checks on what the files hold, as they are.

use std::fmt::Write;
use std::path::PathBuf;

use disclosure::{Attacker, Hierarchy};
use model::{Failure, Finding, Progress, Severity, Stage, counted};
use serde_json::json;
use tablewright::register::Register;
use tablewright::source::read_text;
use tablewright::together::{self, Judged};

use super::args::CheckArgs;
use super::input;
use super::outcome::Outcome;

pub(super) fn run(args: &CheckArgs, progress: &dyn Progress) -> Result<Outcome, Vec<Failure>> {
    let one = |failure: Failure| vec![failure];
    let mut recipe = input::recipe_with(&args.input)
        .and_then(|recipe| input::with_policies(recipe, args.policies.as_deref()))
        .map_err(one)?;
    if let Some(policy) = &args.policy {
        recipe.disclosure.policy.clone_from(policy);
    }
    let (located, found) = input::found(&args.input, &recipe, progress)?;
    tablewright::found::check_policies(&found, &recipe).map_err(one)?;
    let mut findings = Vec::new();
    for (source, _) in &located {
        findings.extend(source.workbook.hidden.iter().cloned());
    }
    findings.extend(found.findings.iter().cloned());
    let register = Register::read(&args.published, progress)?;
    let hierarchies = hierarchies(&args.hierarchy).map_err(one)?;
    let said = recipe.disclosure.sums.as_slice();
    let mut tables = Vec::new();
    let mut checked = Vec::new();
    for (index, table) in found.tables.iter().enumerate() {
        progress.report(Stage::Checking, index as u64, found.tables.len() as u64);
        let id = match (&args.policy, &args.input.recipe) {
            (Some(id), _) => Some(id.as_str()),
            (None, Some(_)) => Some(recipe.policy_of(&table.tidy.name)),
            (None, None) => None,
        };
        let policy = id.map(|id| recipe.disclosure.find(id)).transpose().map_err(one)?;
        let mut tidy = (*table.tidy).clone();
        for hierarchy in &hierarchies {
            hierarchy.apply(&mut tidy);
        }
        let attacker = policy.as_ref().map_or_else(Attacker::without_policy, |policy| Attacker::new(policy));
        findings.extend(disclosure::check_as(&attacker.with_sums(said), &tidy, progress).map_err(one)?);
        findings.extend(publication::key_problem(&tidy, progress).map_err(one)?);
        tables.push(json!({"name": tidy.name, "title": tidy.title, "policy": id}));
        checked.push((tidy, policy));
    }
    let judged: Vec<Judged<'_>> = checked
        .iter()
        .map(|(table, policy)| Judged { table, policy: policy.as_ref(), chosen: false })
        .collect();
    findings.extend(together::findings(&judged, said, &register, progress).map_err(one)?);
    let sums = if args.input.files.json {
        together::sums(&judged, said, progress).map_err(one)?
    } else {
        Vec::new()
    };
    findings.sort_by_key(|finding| finding.severity);
    let mut outcome = Outcome::new(args.input.files.json);
    outcome.text = summary(args, found.tables.len(), &findings, &register);
    outcome.own.insert("tables".into(), tables.into());
    outcome.own.insert("sums".into(), json!(sums));
    Ok(outcome.with_findings(&findings))
}

/// The report above the findings.
fn summary(args: &CheckArgs, tables: usize, findings: &[Finding], register: &Register) -> String {
    let blockers = findings.iter().filter(|finding| finding.severity == Severity::Blocker).count();
    let mut text = format!(
        "{} checked: {}, of which {blockers} need a decision\n",
        counted(tables, "table", "tables"),
        counted(findings.len(), "finding", "findings")
    );
    if tables == 0 {
        text.push_str("No table was found on any visible sheet, so no figure was checked.\n");
    } else if args.policy.is_none() && args.input.recipe.is_none() {
        text.push_str(
            "No policy was given, so small counts were not looked for: add --policy (see `tablewright policies`).\n",
        );
    }
    if !register.tables.is_empty() {
        let _ = writeln!(
            text,
            "Attacked together with {} of {}.",
            counted(register.tables.len(), "table", "tables"),
            counted(register.releases(), "earlier release", "earlier releases")
        );
    }
    text
}

/// The hierarchies that were given.
fn hierarchies(paths: &[PathBuf]) -> Result<Vec<Hierarchy>, Failure> {
    paths.iter().map(|path| Hierarchy::parse(&path.to_string_lossy(), &read_text(path)?)).collect()
}
