use model::Quiet;

use super::*;

fn sample() -> Session {
    let mut session = Session::new();
    session.open_sample(&Quiet).unwrap();
    session
}

/// Decides everything that is open in the way of the sample's decisions file.
fn decide_all(session: &mut Session) {
    let open: Vec<_> =
        session.view().findings.into_iter().filter(|finding| finding.state == "open").collect();
    for finding in open {
        let verb = finding.verbs.first().cloned().unwrap_or_default();
        let cells = if verb == "suppress" { smallest(&finding) } else { Vec::new() };
        let request =
            DecisionRequest { findings: vec![finding.id], verb, reason: "a test".to_owned(), cells };
        session.decide(&request, Some("2026-11-26T09:30:00Z"), &Quiet).unwrap();
    }
}

fn smallest(finding: &crate::view::FindingView) -> Vec<String> {
    let least =
        finding.candidates.iter().min_by_key(|candidate| candidate.shown.parse::<u64>().unwrap_or(u64::MAX));
    least.map(|candidate| candidate.cell.clone()).into_iter().collect()
}

#[test]
fn an_empty_session_says_what_is_missing() {
    let view = Session::new().view();
    assert_eq!(view.export_blocked.as_deref(), Some("Open a workbook first."));
    assert!(view.undo.is_none() && view.redo.is_none() && !view.policies.is_empty());
}

#[test]
fn the_sample_can_be_decided_and_exported() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = sample();
    let view = session.view();
    assert!(view.blockers > 0 && view.export_blocked.is_some(), "{view:#?}");
    assert!(session.export(&folder.path().join("early"), &Quiet).is_err());
    decide_all(&mut session);
    let view = session.view();
    assert_eq!(view.blockers, 0, "{:#?}", view.findings);
    let export = session.export(&folder.path().join("out"), &Quiet).unwrap();
    assert!(export.summary.starts_with("Written and read back: "), "{}", export.summary);
    assert!(!export.folder.contains(folder.path().to_str().unwrap()));
}

#[test]
fn undo_and_redo_go_over_decisions() {
    let mut session = sample();
    let before = session.view();
    decide_all(&mut session);
    let after = session.view();
    let steps = before.blockers;
    for _ in 0..steps {
        session.undo(&Quiet);
    }
    assert_eq!(session.view().findings, before.findings);
    assert!(session.view().redo.is_some());
    for _ in 0..steps {
        session.redo(&Quiet);
    }
    assert_eq!(session.view().findings, after.findings);
}

#[test]
fn protected_rows_say_what_changed() {
    let session = sample();
    let mut changes = std::collections::BTreeSet::new();
    for table in session.view().tables {
        let read = session.rows(table.id, false, 0, u32::MAX).unwrap();
        let protected = session.rows(table.id, true, 0, u32::MAX).unwrap();
        assert_eq!(read.total, protected.total);
        assert!(read.rows.iter().all(|row| row.change.is_none()));
        changes.extend(protected.rows.into_iter().filter_map(|row| row.change));
    }
    assert!(changes.contains("suppressed") && changes.contains("rounded"), "{changes:?}");
}

#[test]
fn a_bad_file_is_told_and_the_others_open() {
    let folder = tempfile::tempdir().unwrap();
    crate::sample::write_sample(folder.path()).unwrap();
    let bad = folder.path().join("bad.xlsx");
    std::fs::write(&bad, "<html></html>").unwrap();
    let mut session = Session::new();
    session.open(&[bad, folder.path().join(crate::sample::sample().unwrap().workbook_name)], &Quiet);
    let view = session.view();
    assert_eq!((view.workbooks.len(), view.failures.len()), (1, 1));
    assert_eq!(view.failures[0].file, "bad.xlsx");
}

#[test]
fn a_decision_needs_a_reason_and_a_fitting_verb() {
    let mut session = sample();
    let open = session.view().findings.into_iter().find(|finding| finding.kind == "pivot-cache").unwrap();
    for (verb, reason) in [("exclude", " "), ("suppress", "why"), ("include", "why"), ("burn", "why")] {
        let request = DecisionRequest {
            findings: vec![open.id.clone()],
            verb: verb.to_owned(),
            reason: reason.to_owned(),
            cells: Vec::new(),
        };
        assert!(session.decide(&request, None, &Quiet).is_err(), "{verb} {reason}");
    }
}

#[test]
fn a_policy_of_one_table_leaves_the_others() {
    let mut session = sample();
    let table = session.view().tables[0].id;
    session.set_policy(Some(table), "legacy-1-5", &Quiet).unwrap();
    assert_eq!(session.view().tables[0].policy, "legacy-1-5");
    assert!(session.set_policy(None, "no-such-policy", &Quiet).is_err());
}
