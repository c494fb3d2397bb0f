//! The session, as the window uses it.

mod decisions;
mod describe;
mod drafts;
mod drift;
mod exports;
mod files;
mod matches;
mod queries;
mod reads;
mod shapes;
mod tables;

use model::Quiet;

use super::*;
use crate::view::{DecisionRequest, FindingView, StepView};

fn sample() -> Session {
    let mut session = Session::new();
    session.open_sample(&Quiet).unwrap();
    session
}

/// Every finding that passes, window by window.
fn all(session: &Session, query: &FindingsQuery) -> Vec<FindingView> {
    let mut all = Vec::new();
    loop {
        let query = FindingsQuery { first: all.len() as u32, count: 100, ..query.clone() };
        let view = session.findings(&query);
        all.extend(view.findings);
        if all.len() == view.total as usize {
            return all;
        }
    }
}

fn findings(session: &Session) -> Vec<FindingView> {
    all(session, &FindingsQuery::default())
}

fn of_state(session: &Session, state: &str) -> Vec<FindingView> {
    all(session, &FindingsQuery { state: Some(state.to_owned()), ..FindingsQuery::default() })
}

fn request(findings: &[&str], verb: &str) -> DecisionRequest {
    DecisionRequest {
        findings: findings.iter().map(|id| (*id).to_owned()).collect(),
        all: None,
        verb: verb.to_owned(),
        reason: "a test".to_owned(),
        cells: Vec::new(),
    }
}

/// Decides everything that is open in the way of the sample's decisions file.
fn decide_all(session: &mut Session) {
    for finding in of_state(session, "open") {
        let verb = finding.verbs.first().cloned().unwrap_or_default();
        let cells = if verb == "suppress" { smallest(&finding) } else { Vec::new() };
        let request = DecisionRequest { cells, ..request(&[&finding.id], &verb) };
        session.decide(&request, Some("2026-11-26T09:30:00Z"), &Quiet).unwrap();
    }
}

fn smallest(finding: &FindingView) -> Vec<String> {
    let least =
        finding.candidates.iter().min_by_key(|candidate| candidate.shown.parse::<u64>().unwrap_or(u64::MAX));
    least.map(|candidate| candidate.cell.clone()).into_iter().collect()
}

fn step(session: &Session, id: &str) -> StepView {
    session.view().steps.into_iter().find(|step| step.id == id).unwrap()
}

/// A session with these CSVs open, each with the number of its workbook.
fn with_csvs(folder: &Path, files: &[(&str, &str)]) -> Session {
    let mut session = Session::new();
    session.open(&put(folder, files), &Quiet);
    assert!(session.view().failures.is_empty(), "{:?}", session.view().failures);
    session
}

/// Writes files; gives their paths.
fn put(folder: &Path, files: &[(&str, &str)]) -> Vec<PathBuf> {
    let write = |(name, text): &(&str, &str)| {
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        path
    };
    files.iter().map(write).collect()
}

const LONE_STAR: &str = "Area,Male,Female,Total\nNorth,*,37,40\nSouth,12,13,25\n";
const PLAIN: &str = "Area,Deaths\nNorth,20\nSouth,30\n";

#[test]
fn an_empty_session_says_what_is_missing() {
    let view = Session::new().view();
    assert_eq!(view.export_blocked.as_deref(), Some("Open a workbook first."));
    assert!(view.undo.is_none() && view.redo.is_none() && !view.policies.is_empty());
}
