//! `tablewright release`: recipe + decisions + workbooks into a verified bundle.

use std::fmt::Write;
use std::sync::Arc;

use model::{Failure, FailureKind, Finding, Progress, What, counted};
use serde_json::{Value, json};
use tables::Became;
use tablewright::assess::{Assessed, Assessment, State, assess};
use tablewright::decisions::Decisions;
use tablewright::found::{check_policies, find};
use tablewright::matching::Sides;
use tablewright::recipe::Recipe;
use tablewright::register::Register;
use tablewright::release::{ReleaseParts, Released, evidence_place, write};

use super::args::ReleaseArgs;
use super::differences;
use super::input;
use super::outcome::{Outcome, line};

pub(super) fn run(args: &ReleaseArgs, progress: &dyn Progress) -> Result<Outcome, Vec<Failure>> {
    let one = |failure: Failure| vec![failure];
    let mut recipe = input::recipe(Some(&args.recipe))
        .and_then(|recipe| input::with_policies(recipe, args.policies.as_deref()))
        .map_err(one)?;
    set_fields(&mut recipe, args).map_err(one)?;
    let given = input::decisions(args.decisions.as_deref()).map_err(one)?;
    // Those of another release decide nothing here: they are shown beside what they were about.
    let (decisions, precedents) = if given.belong_to(&recipe.metadata.release) {
        (given, Decisions::default())
    } else {
        (Decisions::default(), given)
    };
    let located = input::locate(&args.files, progress)?;
    let found = find(&located, &recipe, &decisions, progress).map_err(one)?;
    check_policies(&found, &recipe).map_err(one)?;
    let sources: Vec<_> = located.iter().map(|(source, _)| Arc::clone(source)).collect();
    let register = Register::read(&args.published, progress)?;
    let assessment = assess(&sources, &found, &recipe, &decisions, &register, progress).map_err(one)?;
    let open = assessment.open().count();
    let mut outcome = Outcome::new(args.json);
    if args.json {
        outcome.findings =
            assessment.findings.iter().map(|assessed| document(assessed, &precedents)).collect();
    }
    let sides = Sides { expected: &recipe.tables, recipe: &recipe, located: &located, found: &found };
    let matched = sides.matched();
    outcome.own.insert("matching".into(), differences::document(&matched));
    if matched.iter().any(|one| one.became != Became::Unchanged || !one.items.is_empty()) {
        outcome.text.push_str(&differences::text(&matched));
    }
    if open > 0 {
        outcome.exit = 1;
        let _ = writeln!(
            outcome.text,
            "Nothing was written: {} a decision.",
            counted(open, "finding needs", "findings need")
        );
        for finding in assessment.open().chain(told(&assessment)) {
            outcome.text.push_str(&line(finding));
            outcome.text.push_str(&precedent(finding, &precedents));
        }
        outcome.text.push_str(NEXT);
        return Ok(outcome);
    }
    if found.tables.is_empty() {
        return Err(input::no_table(&args.files));
    }
    let evidence = args.evidence.clone().unwrap_or_else(|| evidence_place(&args.out));
    let parts = ReleaseParts {
        sources: &sources,
        recipe: &recipe,
        decisions: &decisions,
        assessment: &assessment,
        register: &register,
    };
    let released = write(parts, &args.out, &evidence, progress).map_err(one)?;
    report(&mut outcome, &released, &assessment, args);
    Ok(outcome)
}

/// What to do about open findings.
const NEXT: &str = "Settle what needs a decision in a decisions file, by its id (--decisions; docs/recipe.md), what differs from the \
                    recipe with `tablewright match`, and put what is missing or wrong in the recipe right.\n";

/// Warnings about the decisions themselves: the person who wrote them should see them.
fn told(assessment: &Assessment) -> impl Iterator<Item = &Finding> {
    let information = assessment.findings.iter().filter(|assessed| assessed.state == State::Information);
    let findings = information.map(|assessed| assessed.finding.as_ref());
    findings.filter(|finding| matches!(finding.what, What::DecisionUnused { .. } | What::BundleFault { .. }))
}

/// `--set` and `--time` into the metadata of this release.
fn set_fields(recipe: &mut Recipe, args: &ReleaseArgs) -> Result<(), Failure> {
    for pair in &args.set {
        let Some((key, value)) = pair.split_once('=') else {
            let detail = "it must be KEY=VALUE, such as title=\"Attendances\"";
            return Err(Failure::new(FailureKind::Invalid, format!("--set {pair}"), detail));
        };
        recipe.metadata.set(key.trim(), value)?;
    }
    if let Some(time) = &args.time {
        recipe.metadata.set("release", &uk_time(time)?)?;
    }
    Ok(())
}

/// A time with a zone (`2026-11-26T09:30:00Z`) as UK time; one without is UK time already.
fn uk_time(time: &str) -> Result<String, Failure> {
    time.parse().map_or_else(|_| Ok(time.to_owned()), |moment| Ok(publication::uk_civil(moment)?.to_string()))
}

/// What was decided about the same in another release, as a line of text; empty where nothing was.
fn precedent(finding: &Finding, precedents: &Decisions) -> String {
    precedents.on(&finding.id).map_or_else(String::new, |decision| {
        let release = precedents.release.as_deref().unwrap_or_default();
        let (verb, reason) = (decision.verb.name(), decision.reason.as_str());
        format!("  In the release of {release}: {verb}, because: {reason}. It must be decided again.\n")
    })
}

/// A finding with its state and decision, and what was decided about it in another release.
fn document(assessed: &Assessed, precedents: &Decisions) -> Value {
    let mut value = json!(*assessed.finding);
    value["state"] = json!(assessed.state);
    if let Some(decision) = &assessed.decision {
        value["decision"] = json!(decision);
    }
    if let Some(precedent) = precedents.on(&assessed.finding.id) {
        value["precedent"] = json!(precedent);
    }
    value
}

fn report(outcome: &mut Outcome, released: &Released, assessment: &Assessment, args: &ReleaseArgs) {
    told(assessment).for_each(|finding| outcome.text.push_str(&line(finding)));
    let decided = assessment.findings.iter().filter(|assessed| assessed.state == State::Decided).count();
    let _ = writeln!(
        outcome.text,
        "Written and read back: {}, {} rows, hashes match.\n{}\n{} decided.\nBundle: {}\nInternal evidence: {}",
        counted(released.files.len(), "file", "files"),
        released.rows,
        released.proof.text(),
        counted(decided, "finding was", "findings were"),
        args.out.join(&released.bundle).display(),
        released.evidence.display()
    );
    let files: Vec<Value> = released
        .files
        .iter()
        .map(|file| json!({"path": file.path, "bytes": file.bytes, "sha256": file.sha256}))
        .collect();
    outcome.own.insert(
        "release".into(),
        json!({"bundle": released.bundle, "files": files, "rows": released.rows, "proof": released.proof.text(), "attack": released.proof}),
    );
}
