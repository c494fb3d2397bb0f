//! The steps of the work and how each stands.

use model::{What, counted};
use tables::Confidence;

use super::Session;
use crate::assess::{Assessed, State};
use crate::view::{MatchView, StepView};

/// The steps that a person can be at.
pub(super) const IDS: [&str; 8] =
    ["home", "match", "workbooks", "tables", "columns", "checks", "describe", "export"];

/// How many things each step waits for.
#[derive(Default)]
struct Waiting {
    hidden: usize,
    lines: usize,
    columns: usize,
    missing: usize,
    checks: usize,
    fields: usize,
}

impl Waiting {
    fn of(session: &Session) -> Self {
        let mut waiting = Self::default();
        for assessed in session.assessment.findings.iter().filter(|found| found.state == State::Open) {
            *waiting.place(assessed) += 1;
        }
        waiting
    }

    /// The findings among them.
    fn findings(&self) -> usize {
        self.hidden + self.lines + self.columns + self.missing + self.checks
    }

    fn place(&mut self, assessed: &Assessed) -> &mut usize {
        match &assessed.finding.what {
            What::Hidden { .. } => &mut self.hidden,
            What::RecipeUnmatched { part, .. } if part == "row" || part == "column" => &mut self.lines,
            What::RecipeUnmatched { .. } => &mut self.columns,
            What::TableMissing { .. }
            | What::TableAmbiguous { .. }
            | What::TableLeftOut { .. }
            | What::RecipeDrift { .. } => &mut self.missing,
            What::Metadata { .. } => &mut self.fields,
            _ => &mut self.checks,
        }
    }
}

/// The steps in order; `match` leads them where a recipe with tables is open.
pub(super) fn steps(session: &Session, matching: &[MatchView]) -> Vec<StepView> {
    let waiting = Waiting::of(session);
    let steps = vec![
        workbooks(session, &waiting),
        tables(session, &waiting),
        columns(session, &waiting),
        checks(session, &waiting),
        describe(session, &waiting),
        export(session),
    ];
    let open = !session.content.opened.is_empty();
    let lead = (open && !session.content.expected.is_empty()).then(|| match_step(session, matching));
    lead.into_iter().chain(steps).collect()
}

/// Why the release cannot be written now.
pub(super) fn export_blocked(session: &Session) -> Option<String> {
    if session.content.opened.is_empty() {
        return Some(OPEN_FIRST.to_owned());
    }
    if session.assessment.tables.is_empty() {
        return Some(NO_TABLE.to_owned());
    }
    let waiting = Waiting::of(session);
    let fields = waiting.fields;
    let findings = waiting.findings();
    match (findings, fields) {
        (0, 0) => None,
        (findings, 0) => Some(need_decision(findings)),
        (0, fields) => Some(need_filling(fields)),
        (findings, fields) => Some(format!("{} {}", need_decision(findings), need_filling(fields))),
    }
}

const OPEN_FIRST: &str = "Open a workbook first.";
const NO_TABLE: &str = "No table was found in the workbooks.";

fn need_decision(count: usize) -> String {
    format!("{} a decision.", counted(count, "finding needs", "findings need"))
}

fn need_filling(count: usize) -> String {
    format!("{} to be filled or corrected.", counted(count, "field needs", "fields need"))
}

fn step(id: &str, state: &str, count: usize, text: String, blocked: Option<String>) -> StepView {
    StepView { id: id.to_owned(), state: state.to_owned(), count: count as u32, text, blocked }
}

/// A step that waits for `count` things, or for none.
fn waits(id: &str, count: usize, open: String, done: String, blocked: Option<String>) -> StepView {
    if count > 0 { step(id, "attention", count, open, blocked) } else { step(id, "done", 0, done, blocked) }
}

fn not_started(id: &str, why: &str) -> StepView {
    step(id, "not-started", 0, "Not started".to_owned(), Some(why.to_owned()))
}

fn match_step(session: &Session, matching: &[MatchView]) -> StepView {
    let open = matching.iter().filter(|one| one.open).count();
    let wanted = session.content.expected.len();
    let text = format!("{} to match", counted(open, "table", "tables"));
    let blocked = (open > 0).then(|| {
        format!("Say first what became of {}.", counted(open, "table of the recipe", "tables of the recipe"))
    });
    waits("match", open, text, format!("{} matched", counted(wanted, "table", "tables")), blocked)
}

fn workbooks(session: &Session, waiting: &Waiting) -> StepView {
    if session.content.opened.is_empty() {
        return not_started("workbooks", OPEN_FIRST);
    }
    let text = format!("{} to decide", counted(waiting.hidden, "hidden thing", "hidden things"));
    let done = counted(session.content.opened.len(), "workbook", "workbooks");
    waits("workbooks", waiting.hidden, text, done, None)
}

fn tables(session: &Session, waiting: &Waiting) -> StepView {
    if session.content.opened.is_empty() {
        return not_started("tables", OPEN_FIRST);
    }
    let tables = &session.assessment.tables;
    if tables.is_empty() {
        return step("tables", "attention", 1, "No table".to_owned(), Some(NO_TABLE.to_owned()));
    }
    let unsure = tables
        .iter()
        .filter(|table| super::show::confidence(&table.found) == crate::words::confidence(Confidence::Low));
    let (unsure, lines) = (unsure.count(), waiting.lines);
    let text = match lines {
        0 => format!("{} to look at", counted(unsure, "table", "tables")),
        lines => format!("{} nothing", counted(lines, "correction finds", "corrections find")),
    };
    waits("tables", unsure + lines, text, counted(tables.len(), "table", "tables"), None)
}

fn columns(session: &Session, waiting: &Waiting) -> StepView {
    let tables = &session.assessment.tables;
    if tables.is_empty() {
        let why = if session.content.opened.is_empty() { OPEN_FIRST } else { NO_TABLE };
        return not_started("columns", why);
    }
    let text = format!("{} not there", counted(waiting.columns, "column is", "columns are"));
    let count =
        tables.iter().map(|table| table.found.tidy.dimensions.len() + table.found.tidy.measures.len()).sum();
    waits("columns", waiting.columns, text, counted(count, "column", "columns"), None)
}

fn checks(session: &Session, waiting: &Waiting) -> StepView {
    if session.assessment.tables.is_empty() {
        let why = if session.content.opened.is_empty() { OPEN_FIRST } else { NO_TABLE };
        return not_started("checks", why);
    }
    // Every finding that stops the release is decided here, whichever step shows it too.
    let open = waiting.findings();
    let text = format!("{} to decide", counted(open, "finding", "findings"));
    let decided = session.assessment.findings.iter().filter(|found| found.state == State::Decided).count();
    let done = if decided == 0 { "Nothing to decide".to_owned() } else { format!("{decided} decided") };
    waits("checks", open, text, done, (open > 0).then(|| need_decision(open)))
}

fn describe(session: &Session, waiting: &Waiting) -> StepView {
    if session.content.opened.is_empty() {
        return not_started("describe", OPEN_FIRST);
    }
    let text = format!("{} to fill", counted(waiting.fields, "field", "fields"));
    let blocked = (waiting.fields > 0).then(|| need_filling(waiting.fields));
    waits("describe", waiting.fields, text, "Complete".to_owned(), blocked)
}

fn export(session: &Session) -> StepView {
    match session.last_written() {
        Some(written) if written.out_of_date => {
            step("export", "out-of-date", 0, "Changed since it was written".to_owned(), None)
        }
        Some(_) => step("export", "done", 0, "Written and read back".to_owned(), None),
        None => {
            let blocked = export_blocked(session);
            let text = if blocked.is_none() { "Ready to write" } else { "Not ready" };
            step("export", "not-started", 0, text.to_owned(), blocked)
        }
    }
}
