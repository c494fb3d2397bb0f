//! The internal evidence: what was found, what was decided and why, from which files. Never published.

use std::io::Write;
use std::path::Path;

use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, context};
use model::{Failure, FailureKind};
use serde_json::{Value, json};

use crate::assess::{Assessed, AssessedTable};
use crate::decisions::{Decision, Decisions};
use crate::readback::Proof;
use crate::release::ReleaseParts;
use crate::workshop::shown;

/// Writes the evidence into `folder`: `disclosure-report.html`, `disclosure-report.json`, `decisions.toml`,
/// `recipe.toml`, `input-fingerprints.json`.
pub(crate) fn write(parts: ReleaseParts<'_>, proof: &Proof, folder: &Path) -> Result<(), Failure> {
    let report = report(parts, proof);
    put(folder, "disclosure-report.html", &page(&report)?)?;
    put(folder, "disclosure-report.json", &pretty(&report)?)?;
    put(folder, "decisions.toml", &of_release(parts).to_toml()?)?;
    put(folder, "recipe.toml", &parts.recipe.to_toml()?)?;
    put(folder, "input-fingerprints.json", &pretty(&fingerprints(parts))?)
}

/// What identifies the inputs and where each table came from.
fn fingerprints(parts: ReleaseParts<'_>) -> Value {
    let inputs: Vec<Value> = parts
        .sources
        .iter()
        .map(|source| json!({"file": source.name, "bytes": source.bytes, "sha256": source.sha256}))
        .collect();
    let tables: Vec<Value> = parts
        .assessment
        .tables
        .iter()
        .map(|table| {
            let tidy = &table.found.tidy;
            json!({"table": tidy.name, "file": tidy.file, "sheet": tidy.sheet, "range": table.found.range()})
        })
        .collect();
    json!({"inputs": inputs, "tables": tables})
}

fn report(parts: ReleaseParts<'_>, proof: &Proof) -> Value {
    let assessment = parts.assessment;
    json!({
        "title": parts.recipe.metadata.title,
        "tool": format!("Tablewright {}", env!("CARGO_PKG_VERSION")),
        "proof": proof.text(),
        "attack": proof,
        "tables": assessment.tables.iter().map(table).collect::<Vec<_>>(),
        "findings": assessment.findings.iter().map(finding).collect::<Vec<_>>(),
        "decisions": parts.decisions.decisions.iter().map(decision).collect::<Vec<_>>(),
    })
}

fn table(table: &AssessedTable) -> Value {
    let protected = &table.protected;
    let keys = |indices: &[usize]| {
        indices.iter().map(|index| protected.table.key(*index).to_string()).collect::<Vec<_>>()
    };
    json!({
        "table": protected.table.name,
        "title": protected.table.title,
        "policy": table.policy.id,
        "observations": protected.table.observations().count(),
        "suppressed_by_threshold": protected.primary.len(),
        "suppressed_by_decision": protected.chosen.len(),
        "rounded": protected.rounded,
        "recomputed": protected.recomputed,
        "primary": keys(&protected.primary),
        "chosen": keys(&protected.chosen),
    })
}

/// The decisions with the release that they belong to, so that the next one shows them as precedents.
fn of_release(parts: ReleaseParts<'_>) -> Decisions {
    let release = parts.recipe.metadata.release.clone();
    Decisions { release: Some(release).filter(|release| !release.is_empty()), ..parts.decisions.clone() }
}

/// A decision, also one whose finding is gone because of it.
fn decision(decision: &Decision) -> Value {
    let cells: Vec<String> = decision.cells.iter().map(ToString::to_string).collect();
    json!({"finding": decision.finding, "verb": decision.verb, "reason": decision.reason, "decided": decision.decided, "cells": cells})
}

fn finding(assessed: &Assessed) -> Value {
    json!({"state": assessed.state, "finding": *assessed.finding, "decision": assessed.decision, "where": assessed.finding.place.to_string(), "text": assessed.finding.text()})
}

fn page(report: &Value) -> Result<String, Failure> {
    let fault = |error: minijinja::Error| {
        Failure::new(FailureKind::Internal, "disclosure-report.html", error.to_string())
    };
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment
        .add_template("report", include_str!("../templates/disclosure-report.html.j2"))
        .map_err(fault)?;
    environment
        .get_template("report")
        .and_then(|template| {
            template.render(context! { report => minijinja::Value::from(Serde(report.clone())) })
        })
        .map_err(fault)
}

fn pretty(value: &Value) -> Result<String, Failure> {
    let text = serde_json::to_string_pretty(value)
        .map_err(|error| Failure::new(FailureKind::Internal, "evidence", error.to_string()))?;
    Ok(text + "\n")
}

fn put(folder: &Path, name: &str, text: &str) -> Result<(), Failure> {
    let path = folder.join(name);
    let write = || -> std::io::Result<()> {
        let mut file = std::fs::File::create(&path)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()
    };
    write().map_err(|error| Failure::writing(shown(&path), &error))
}
