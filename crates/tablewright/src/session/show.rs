//! From the session to what the page is shown: ids and text, never a path.

use model::{CellAddress, Finding, Severity, TidyTable, What};
use tables::Confidence;

use crate::assess::{Assessed, AssessedTable, State, change, verbs};
use crate::session::{Opened, Session};
use crate::view::{
    CandidateView, DecisionView, FailureView, FieldView, FindingView, PolicyView, RowView, RowsView,
    SessionView, SheetView, TableView, WorkbookView,
};
use crate::words;

/// Everything but the rows.
pub(super) fn session(session: &Session) -> SessionView {
    let blockers = session.assessment.open().count() as u32;
    let recipe = &session.content.recipe;
    SessionView {
        revision: session.revision,
        workbooks: session
            .content
            .opened
            .iter()
            .enumerate()
            .map(|(at, opened)| workbook(session, at, opened))
            .collect(),
        tables: session
            .assessment
            .tables
            .iter()
            .enumerate()
            .map(|(id, found)| table(session, id, found))
            .collect(),
        findings: session.assessment.findings.iter().map(|assessed| finding(session, assessed)).collect(),
        failures: session.failures.iter().map(failure).collect(),
        policies: disclosure::Policy::builtin()
            .into_iter()
            .map(|policy| PolicyView {
                summary: disclosure::statement(&policy),
                id: policy.id,
                title: policy.title,
            })
            .collect(),
        policy: recipe.disclosure.policy.clone(),
        fields: fields(session),
        blockers,
        export_blocked: export_blocked(session, blockers),
        undo: session.undo.last().map(|step| step.name.clone()),
        redo: session.redo.last().map(|step| step.name.clone()),
    }
}

fn export_blocked(session: &Session, blockers: u32) -> Option<String> {
    if session.content.opened.is_empty() {
        Some("Open a workbook first.".to_owned())
    } else if session.assessment.tables.is_empty() {
        Some("No table was found in the workbooks.".to_owned())
    } else {
        match blockers {
            0 => None,
            1 => Some("1 finding needs a decision.".to_owned()),
            some => Some(format!("{some} findings need a decision.")),
        }
    }
}

fn workbook(session: &Session, at: usize, opened: &Opened) -> WorkbookView {
    let sheets = opened.source.workbook.sheets.iter().enumerate().map(|(index, sheet)| SheetView {
        name: sheet.name.clone(),
        visibility: words::visibility(sheet.visibility).to_owned(),
        rows: sheet.rows(),
        cols: sheet.cols(),
        tables: session
            .found
            .tables
            .iter()
            .enumerate()
            .filter(|(_, table)| table.source == at && table.sheet == index)
            .map(|(id, _)| id as u32)
            .collect(),
    });
    WorkbookView {
        id: opened.id,
        name: opened.source.name.clone(),
        format: words::format(opened.source.workbook.format).to_owned(),
        sheets: sheets.collect(),
    }
}

fn table(session: &Session, id: usize, table: &AssessedTable) -> TableView {
    let tidy = &table.found.tidy;
    let layout = table.found.layout.as_deref();
    let open = |assessed: &&Assessed| {
        assessed.state == State::Open && assessed.finding.table.as_ref() == Some(&tidy.name)
    };
    TableView {
        id: id as u32,
        name: tidy.name.clone(),
        title: if tidy.title.is_empty() { tidy.name.clone() } else { tidy.title.clone() },
        workbook: session.content.opened[table.found.source].id,
        sheet: tidy.sheet.clone().unwrap_or_default(),
        range: table.found.range(),
        policy: table.policy.id.clone(),
        observations: tidy.observations().count() as u32,
        columns: columns(tidy),
        confidence: words::confidence(layout.map_or(Confidence::High, |layout| layout.confidence)).to_owned(),
        reasons: layout.map(|layout| layout.reasons.clone()).unwrap_or_default(),
        findings: session.assessment.findings.iter().filter(open).count() as u32,
    }
}

/// The tidy columns, as they are shown: the dimensions, then measure, unit, value and marker.
fn columns(tidy: &TidyTable) -> Vec<String> {
    let dimensions = tidy.dimensions.iter().map(|dimension| dimension.name.clone());
    dimensions.chain(["measure", "unit", "value", "marker"].map(str::to_owned)).collect()
}

/// Some tidy rows; blank cells of the sheet are no rows.
pub(super) fn rows(table: &AssessedTable, protected: bool, first: u32, count: u32) -> RowsView {
    let source = &table.found.tidy;
    let shown = if protected { &table.protected.table } else { source.as_ref() };
    let indices = (0..shown.len()).filter(|index| !shown.is_blank(*index));
    let row = |index: usize| RowView {
        cell: shown.cell(index).to_string(),
        fields: row_fields(shown, index),
        change: if protected { change(&table.protected, source, index).map(str::to_owned) } else { None },
    };
    RowsView {
        columns: columns(shown),
        first,
        total: indices.clone().count() as u32,
        rows: indices.skip(first as usize).take(count as usize).map(row).collect(),
    }
}

fn row_fields(table: &TidyTable, index: usize) -> Vec<String> {
    let observation = table.observation(index);
    let dimensions = (0..table.dimensions.len()).map(|d| table.category(d, index).label.clone());
    let own = [
        observation.measure.label.clone(),
        observation.measure.unit.clone(),
        observation.value.map(tables::number_text).unwrap_or_default(),
        observation.marker.map(|marker| marker.text.clone()).unwrap_or_default(),
    ];
    dimensions.chain(own).collect()
}

fn finding(session: &Session, assessed: &Assessed) -> FindingView {
    let finding = &assessed.finding;
    let table = finding.table.as_ref().and_then(|name| {
        session.assessment.tables.iter().position(|table| table.found.tidy.name == *name).map(|at| at as u32)
    });
    FindingView {
        id: finding.id.clone(),
        rule: finding.rule,
        kind: finding.kind().to_owned(),
        severity: finding.severity,
        text: finding.text(),
        place: place(finding),
        table,
        cell: finding.place.cell.clone(),
        state: state(assessed.state).to_owned(),
        decision: assessed.decision.as_ref().map(|decision| DecisionView {
            verb: decision.verb.name().to_owned(),
            reason: decision.reason.clone(),
        }),
        verbs: if finding.severity == Severity::Blocker || assessed.decision.is_some() {
            verbs(finding).iter().map(|verb| verb.name().to_owned()).collect()
        } else {
            Vec::new()
        },
        candidates: candidates(session, assessed),
    }
}

fn place(finding: &Finding) -> String {
    match (&finding.place.sheet, &finding.place.cell) {
        (Some(sheet), Some(cell)) => format!("{sheet}, {cell}"),
        (Some(sheet), None) => sheet.clone(),
        (None, _) => finding.place.file.clone(),
    }
}

const fn state(state: State) -> &'static str {
    match state {
        State::Open => "open",
        State::Protected => "protected",
        State::Decided => "decided",
        State::Information => "information",
    }
}

/// The open parts of the sum that are not zero: withholding one of them may help. They are taken from the table,
/// because the words fold the parts of a long sum into one.
fn candidates(session: &Session, assessed: &Assessed) -> Vec<CandidateView> {
    let (What::WorkedOut { total, parts, .. } | What::Narrowed { total, parts, .. }) = &assessed.finding.what
    else {
        return Vec::new();
    };
    let name = assessed.finding.table.as_ref();
    let table = session.assessment.tables.iter().find(|table| name == Some(&table.found.tidy.name));
    let Some(tidy) = table.filter(|_| assessed.state == State::Open).map(|table| &table.protected.table)
    else {
        return Vec::new();
    };
    let index_of = |cell: &str| {
        let at: CellAddress = cell.split(' ').next()?.parse().ok()?;
        (0..tidy.len()).find(|index| tidy.cell(*index) == at)
    };
    let ends = index_of(&total.cell).zip(parts.first().and_then(|part| index_of(&part.cell)));
    ends.map_or_else(Vec::new, |(sum, part)| open_parts(tidy, sum, part))
}

/// The open cells beside `part` in the sum whose total is `sum`.
fn open_parts(tidy: &TidyTable, sum: usize, part: usize) -> Vec<CandidateView> {
    let dimensions = 0..tidy.dimensions.len();
    let Some(along) = dimensions.clone().find(|d| tidy.code(*d, sum) != tidy.code(*d, part)) else {
        return Vec::new();
    };
    let is_part = |index: &usize| {
        tidy.measure_index(*index) == tidy.measure_index(sum)
            && tidy.category(along, *index).parent == Some(tidy.code(along, sum))
            && dimensions.clone().all(|d| d == along || tidy.code(d, *index) == tidy.code(d, sum))
            && tidy.value(*index).is_some_and(|value| value != 0.0)
    };
    let view = |index: usize| CandidateView {
        cell: tidy.cell(index).to_string(),
        label: dimensions
            .clone()
            .map(|d| tidy.category(d, index).label.as_str())
            .collect::<Vec<_>>()
            .join(", "),
        shown: tables::number_text(tidy.value(index).unwrap_or_default()),
    };
    (0..tidy.len()).filter(is_part).map(view).collect()
}

fn fields(session: &Session) -> Vec<FieldView> {
    let metadata = &session.content.recipe.metadata;
    let problems = metadata.problems();
    let problem = |key: &str| {
        problems.iter().find_map(|finding| match &finding.what {
            What::Metadata { field, problem } if field == key => Some(problem.clone()),
            _ => None,
        })
    };
    publication::fields()
        .iter()
        .map(|field| FieldView {
            key: field.key.to_owned(),
            label: field.label.to_owned(),
            help: field.help.to_owned(),
            example: field.example.to_owned(),
            mandatory: field.mandatory,
            value: metadata.get(field.key).unwrap_or_default(),
            problem: problem(field.key),
        })
        .collect()
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
