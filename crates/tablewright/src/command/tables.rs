//! `tablewright tables`: the tables found, with the role of every row and cell.

use std::collections::BTreeSet;
use std::fmt::Write;

use model::{Failure, Progress, counted};
use serde_json::{Value, json};
use tables::{Confidence, Layout, Role};
use tablewright::found::FoundTable;
use tablewright::words;

use super::args::WithRecipe;
use super::input;
use super::outcome::Outcome;

pub(super) fn run(args: &WithRecipe, progress: &dyn Progress) -> Result<Outcome, Vec<Failure>> {
    let recipe = input::recipe_with(args).map_err(|failure| vec![failure])?;
    let (_, found) = input::found(args, &recipe, progress)?;
    let mut outcome = Outcome::new(args.files.json);
    let _ = writeln!(outcome.text, "{} found", counted(found.tables.len(), "table", "tables"));
    for table in &found.tables {
        describe(table, &mut outcome.text);
    }
    if args.files.json {
        outcome.own.insert("tables".into(), found.tables.iter().map(document).collect());
    }
    outcome = outcome.with_findings(&found.findings);
    outcome.exit = 0;
    Ok(outcome)
}

fn describe(table: &FoundTable, text: &mut String) {
    let tidy = &table.tidy;
    let place =
        tidy.sheet.as_deref().map_or_else(|| tidy.file.clone(), |sheet| format!("{} · {sheet}", tidy.file));
    let _ = writeln!(text, "\n{}: {}\n  at {place}, {}", tidy.name, tidy.title, table.range());
    for dimension in &tidy.dimensions {
        let categories = counted(dimension.categories.len(), "category", "categories");
        let _ = writeln!(text, "  dimension {} ({categories})", dimension.name);
    }
    for measure in &tidy.measures {
        let unit = if measure.unit.is_empty() { String::new() } else { format!(", {}", measure.unit) };
        let _ = writeln!(text, "  measure {}{unit}: {}", measure.name, measure.reason);
    }
    for marker in table.markers().iter().filter(|marker| marker.cells > 0) {
        let _ = writeln!(text, "  marker {}", words::marker(marker));
    }
    for part in &table.stack {
        let _ = writeln!(text, "  stacked from {}, {}", part.tidy.name, part.range());
    }
    let Some(layout) = &table.layout else { return };
    let _ = writeln!(text, "  confidence {}", words::confidence(layout.confidence));
    for reason in &layout.reasons {
        let _ = writeln!(text, "  because {reason}");
    }
}

/// A table with the role of each row (a word) and of each cell (a letter per column from A on).
fn document(table: &FoundTable) -> Value {
    let tidy = &table.tidy;
    let layout = table.layout.as_deref();
    json!({
        "name": tidy.name,
        "title": tidy.title,
        "file": tidy.file,
        "sheet": tidy.sheet,
        "range": table.range(),
        "confidence": words::confidence(layout.map_or(Confidence::High, |layout| layout.confidence)),
        "reasons": layout.map(|layout| layout.reasons.clone()).unwrap_or_default(),
        "observations": tidy.observations().count(),
        "dimensions": tidy.dimensions.iter().map(|d| json!({"name": d.name, "label": d.label, "kind": d.kind, "categories": d.categories.len()})).collect::<Vec<_>>(),
        "measures": tidy.measures.iter().map(|m| json!({"name": m.name, "label": m.label, "unit": m.unit, "kind": m.kind, "adding": m.adding, "reason": m.reason})).collect::<Vec<_>>(),
        "notes": tidy.notes,
        "markers": table.markers(),
        "periods": periods(tidy),
        "stack": table.stack.iter().map(|part| &part.tidy.name).collect::<Vec<_>>(),
        "rows": layout.map(rows).unwrap_or_default(),
    })
}

/// How the labels of time were read: the first of each combination, with its days.
fn periods(table: &model::TidyTable) -> Vec<Value> {
    let mut seen = BTreeSet::new();
    let mut all = Vec::new();
    for observation in table.observations() {
        let Some(period) = table.period(observation.index) else { continue };
        let dimensions = &table.periods.dimensions;
        let codes: Vec<u32> = dimensions.iter().map(|at| table.code(*at, observation.index)).collect();
        if seen.insert(codes) {
            let labels = dimensions.iter().map(|at| table.category(*at, observation.index).label.as_str());
            let label = labels.collect::<Vec<_>>().join(", ");
            all.push(json!({"label": label, "start": period.start, "end": period.end, "kind": period.kind}));
        }
    }
    all
}

/// The rows of the table, and those of its titles and notes. Never more: a sheet may span far more than its tables.
fn rows(layout: &Layout) -> Vec<Value> {
    let range = &layout.range;
    let mut numbers: BTreeSet<u32> = (range.first.row..=range.last.row).collect();
    numbers.extend(layout.title_rows.iter().chain(&layout.unit_rows).chain(&layout.note_rows));
    let last = range.last.col.max(layout.band.1.min(range.last.col + 64));
    let mut all = Vec::new();
    for row in numbers {
        let roles: Vec<Role> = (0..=last).map(|col| layout.role(row, col)).collect();
        let Some(role) = row_role(&roles) else { continue };
        let cells: String = roles.iter().map(|role| words::role_letter(*role)).collect();
        all.push(json!({"row": row + 1, "role": role, "cells": cells.trim_end_matches('.')}));
    }
    all
}

/// The role of a row: that of the cell which says most about it.
fn row_role(roles: &[Role]) -> Option<Role> {
    let order = [
        Role::Value,
        Role::Total,
        Role::Header,
        Role::Group,
        Role::Title,
        Role::Unit,
        Role::Label,
        Role::Note,
        Role::Ignored,
    ];
    order.into_iter().find(|role| roles.contains(role))
}
