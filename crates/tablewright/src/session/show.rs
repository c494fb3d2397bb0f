//! From the session to what the page is shown: ids and text, never a path.

use std::collections::BTreeMap;

use model::{TidyTable, counted};
use tables::Confidence;
use workbook::Visibility;

use super::contents::Counts;
use super::corrections::blocked;
use super::steps::{export_blocked, steps};
use super::{Opened, Session, describe, matching, sheet_index};
use crate::assess::{AssessedTable, State};
use crate::found::{FoundTable, LeftOut, Why};
use crate::view::{FailureView, LeftOutView, PolicyView, SessionView, SheetView, TableView, WorkbookView};
use crate::words;

/// Everything but cells, rows, columns and findings.
pub(super) fn session(session: &Session) -> SessionView {
    let matching = matching::matching(session);
    let contents = Counts::of(session);
    SessionView {
        revision: session.revision,
        title: title(session),
        step: session.step.clone(),
        steps: steps(session, &matching),
        workbooks: (0..session.content.opened.len()).map(|at| workbook(session, at, &contents)).collect(),
        tables: tables(session),
        left_out: left_out(session),
        matching,
        findings: session.assessment.findings.len() as u32,
        blockers: session.assessment.open().count() as u32,
        failures: session.failures.iter().map(failure).collect(),
        policies: policies(session),
        policy: session.content.recipe.disclosure.policy.clone(),
        fields: describe::fields(&session.content),
        next_edition: session.has_next_edition(),
        export_blocked: export_blocked(session),
        written: session.last_written(),
        undo: session.undo.last().map(|step| step.name.clone()),
        redo: session.redo.last().map(|step| step.name.clone()),
        saved: None,
    }
}

/// The title of the release, or the name of its first workbook.
pub(super) fn title(session: &Session) -> String {
    let title = session.content.recipe.metadata.title.trim();
    let first = session.content.opened.first().map_or("", |opened| opened.source.name.as_str());
    if title.is_empty() { first.to_owned() } else { title.to_owned() }
}

/// The policies to choose from. A recipe whose own cannot be taken is refused when it is opened.
fn policies(session: &Session) -> Vec<PolicyView> {
    let all = session.content.recipe.disclosure.catalogue().unwrap_or_default();
    all.iter().map(|policy| self::policy(policy)).collect()
}

fn policy(policy: &disclosure::Policy) -> PolicyView {
    PolicyView {
        summary: disclosure::statement(policy),
        id: policy.id.clone(),
        title: policy.title.clone(),
        source: policy.source.clone(),
    }
}

fn workbook(session: &Session, at: usize, contents: &Counts) -> WorkbookView {
    let opened = &session.content.opened[at];
    let book = &opened.source.workbook;
    WorkbookView {
        id: opened.id,
        name: opened.source.name.clone(),
        format: words::format(book.format).to_owned(),
        bytes: opened.source.bytes,
        notices: opened.notices.clone(),
        sheets: (0..book.sheets.len()).map(|index| sheet(session, at, opened, index)).collect(),
        contents: contents.checklist(at, book.format),
    }
}

fn sheet(session: &Session, at: usize, opened: &Opened, index: usize) -> SheetView {
    let sheet = &opened.source.workbook.sheets[index];
    let found = session.found.tables.iter().zip(&session.ids.tables);
    let here = found.filter(|(table, _)| table.source == at && table.sheet == index);
    SheetView {
        name: sheet.name.clone(),
        visibility: words::visibility(sheet.visibility).to_owned(),
        kind: kind(opened, index),
        rows: sheet.rows(),
        cols: sheet.cols(),
        tables: here.map(|(_, id)| *id).collect(),
    }
}

/// What a sheet holds, in words.
fn kind(opened: &Opened, index: usize) -> String {
    let sheet = &opened.source.workbook.sheets[index];
    let tables = opened.layouts[index].len() + if index == 0 { opened.source.tidy.len() } else { 0 };
    match tables {
        0 if sheet.rows() == 0 || sheet.cols() == 0 => "empty".to_owned(),
        0 => "no table".to_owned(),
        some => counted(some, "table", "tables"),
    }
}

fn tables(session: &Session) -> Vec<TableView> {
    let mut open: BTreeMap<usize, u32> = BTreeMap::new();
    for assessed in session.assessment.findings.iter().filter(|found| found.state == State::Open) {
        if let Some(at) = assessed.origin.table {
            *open.entry(at).or_default() += 1;
        }
    }
    let tables = session.assessment.tables.iter().zip(&session.ids.tables).enumerate();
    tables.map(|(at, (found, id))| table(session, *id, found, open.get(&at).copied().unwrap_or(0))).collect()
}

fn table(session: &Session, id: u32, table: &AssessedTable, findings: u32) -> TableView {
    let tidy = &table.found.tidy;
    let layout = table.found.layout.as_deref();
    TableView {
        id,
        name: tidy.name.clone(),
        title: title_of(tidy),
        workbook: session.content.opened[table.found.source].id,
        sheet: tidy.sheet.clone().unwrap_or_default(),
        sheet_index: sheet_index(&table.found),
        range: table.found.range(),
        policy: table.policy.id.clone(),
        observations: (0..tidy.len()).filter(|index| !tidy.is_blank(*index)).count() as u32,
        confidence: confidence(&table.found).to_owned(),
        reasons: layout.map(|layout| layout.reasons.clone()).unwrap_or_default(),
        corrected: table.found.is_corrected(),
        shaped: table.found.recipe.as_ref().and_then(shaped).map(str::to_owned),
        findings,
    }
}

/// How sure the program is of a table, as a word.
pub(super) fn confidence(table: &FoundTable) -> &'static str {
    if table.is_confirmed() {
        return "confirmed";
    }
    words::confidence(table.layout.as_ref().map_or(Confidence::High, |layout| layout.confidence))
}

/// What a person made a table by.
fn shaped(entry: &tables::TableRecipe) -> Option<&'static str> {
    match (entry.added, &entry.area, entry.joins.is_empty()) {
        (true, _, _) => Some("added"),
        (false, Some(_), _) => Some("split"),
        (false, None, false) => Some("joined"),
        (false, None, true) => None,
    }
}

fn title_of(tidy: &TidyTable) -> String {
    if tidy.title.is_empty() { tidy.name.clone() } else { tidy.title.clone() }
}

fn left_out(session: &Session) -> Vec<LeftOutView> {
    let found = session.found.left_out.iter().zip(&session.ids.left_out);
    found.map(|(table, id)| left_out_table(session, *id, table)).collect()
}

fn left_out_table(session: &Session, id: u32, table: &LeftOut) -> LeftOutView {
    let opened = &session.content.opened[table.source];
    let sheet = &opened.source.workbook.sheets[table.sheet];
    let why = match (table.why, sheet.visibility) {
        (Why::NotListed, _) => "The recipe does not name it.",
        (Why::Person, _) => "It was left out.",
        (Why::HiddenSheet, Visibility::VeryHidden) => {
            "Its sheet is hidden so that Excel's menus do not show it."
        }
        (Why::HiddenSheet, _) => "Its sheet is hidden.",
    };
    LeftOutView {
        id,
        title: table.layout.title.clone(),
        workbook: opened.id,
        sheet: sheet.name.clone(),
        sheet_index: table.sheet as u32,
        range: table.layout.range.to_string(),
        why: why.to_owned(),
        blocked: blocked(table.why).map(str::to_owned),
    }
}

fn failure(failure: &model::Failure) -> FailureView {
    let kind = serde_json::to_value(failure.kind).ok().and_then(|kind| kind.as_str().map(str::to_owned));
    FailureView {
        file: failure.file.clone(),
        kind: kind.unwrap_or_default(),
        text: failure.text(),
        next: failure.next().to_owned(),
    }
}
