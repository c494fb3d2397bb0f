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
        session.undo(&Quiet).unwrap();
    }
    assert_eq!(session.view().findings, before.findings);
    assert!(session.view().redo.is_some());
    for _ in 0..steps {
        session.redo(&Quiet).unwrap();
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

/// A session with these CSVs open, each with the number of its workbook.
fn with_csvs(folder: &std::path::Path, files: &[(&str, &str)]) -> Session {
    let paths: Vec<PathBuf> = files.iter().map(|(name, _)| folder.join(name)).collect();
    for (path, (_, text)) in paths.iter().zip(files) {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let mut session = Session::new();
    session.open(&paths, &Quiet);
    assert!(session.view().failures.is_empty(), "{:?}", session.view().failures);
    session
}

const LONE_STAR: &str = "Area,Male,Female,Total\nNorth,*,37,40\nSouth,12,13,25\n";

#[test]
fn closing_a_workbook_leaves_the_others_in_their_places() {
    let folder = tempfile::tempdir().unwrap();
    let plain = "Area,Deaths\nNorth,20\nSouth,30\n";
    let mut session =
        with_csvs(folder.path(), &[("one.csv", plain), ("two.csv", plain), ("three.csv", LONE_STAR)]);
    let view = session.view();
    let (first, second) = (view.workbooks[0].id, view.workbooks[1].id);
    session.close(first, &Quiet).unwrap();
    let view = session.view();
    let names: Vec<(u32, &str)> =
        view.tables.iter().map(|table| (table.workbook, table.name.as_str())).collect();
    assert_eq!((view.workbooks.len(), names.len()), (2, 2));
    assert_eq!(names[0].0, second);
    session.undo(&Quiet).unwrap();
    assert_eq!(session.view().tables[0].workbook, first);
}

#[test]
fn a_decision_does_not_pass_to_the_table_of_another_workbook() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = with_csvs(folder.path(), &[("a/data.csv", LONE_STAR), ("b/data.csv", LONE_STAR)]);
    session.set_policy(None, "legacy-1-5", &Quiet).unwrap();
    let view = session.view();
    let open = view
        .findings
        .iter()
        .find(|finding| finding.kind == "worked-out" && finding.table == Some(0))
        .unwrap();
    let accept = DecisionRequest {
        findings: vec![open.id.clone()],
        verb: "accept".into(),
        reason: "a test".into(),
        cells: vec![],
    };
    session.decide(&accept, None, &Quiet).unwrap();
    assert_eq!(session.view().blockers + 1, view.blockers);
    session.close(view.workbooks[0].id, &Quiet).unwrap();
    let left = session.view().findings.into_iter().find(|finding| finding.kind == "worked-out").unwrap();
    assert_eq!((left.state.as_str(), left.decision), ("open", None));
}

#[test]
fn a_second_suppression_keeps_the_first_and_can_be_seen() {
    let folder = tempfile::tempdir().unwrap();
    let mut session =
        with_csvs(folder.path(), &[("data.csv", "Area,A,B,C,Total\nNorth,*,1,2,6\nSouth,12,13,1,26\n")]);
    session.set_policy(None, "legacy-1-5", &Quiet).unwrap();
    let lone = |session: &Session| {
        session.view().findings.into_iter().find(|finding| finding.cell.as_deref() == Some("B2")).unwrap()
    };
    for cell in ["C3", "B3"] {
        let id = session
            .view()
            .findings
            .into_iter()
            .find(|finding| finding.table == Some(0) && finding.state == "open")
            .map(|finding| finding.id);
        let request = DecisionRequest {
            findings: vec![id.unwrap_or_else(|| lone(&session).id)],
            verb: "suppress".into(),
            reason: "a test".into(),
            cells: vec![cell.into()],
        };
        session.decide(&request, None, &Quiet).unwrap();
    }
    let rows = session.rows(0, true, 0, 100).unwrap();
    let shown = |cell: &str| rows.rows.iter().find(|row| row.cell == cell).unwrap().fields[3].clone();
    assert_eq!((shown("C3").as_str(), shown("B3").as_str()), ("", ""));
}

#[test]
fn every_open_part_of_a_long_sum_can_be_chosen() {
    let folder = tempfile::tempdir().unwrap();
    let line = |number: u32| match number {
        3 => "Area 3,*".to_owned(),
        other => format!("Area {other},{}", other + 10),
    };
    let areas = (1..=20).map(line).collect::<Vec<_>>().join("\n");
    let total: u32 = (1..=20).filter(|number| *number != 3).map(|number| number + 10).sum::<u32>() + 4;
    let mut session =
        with_csvs(folder.path(), &[("data.csv", &format!("Area,Deaths\n{areas}\nTotal,{total}\n"))]);
    session.set_policy(None, "legacy-1-5", &Quiet).unwrap();
    let finding = session
        .view()
        .findings
        .into_iter()
        .find(|finding| finding.state == "open" && finding.kind == "worked-out")
        .unwrap();
    assert_eq!(finding.candidates.len(), 19);
    let cells = vec![finding.candidates[0].cell.clone()];
    let request = DecisionRequest {
        findings: vec![finding.id],
        verb: "suppress".into(),
        reason: "a test".into(),
        cells,
    };
    session.decide(&request, None, &Quiet).unwrap();
    assert!(
        !session
            .view()
            .findings
            .iter()
            .any(|finding| finding.kind == "worked-out" && finding.state == "open")
    );
}

#[test]
fn a_change_that_cannot_be_made_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = with_csvs(folder.path(), &[("data.csv", LONE_STAR)]);
    let recipe = folder.path().join("recipe.toml");
    std::fs::write(&recipe, "version = 1\n[disclosure]\npolicy = \"none-such\"\n").unwrap();
    let before = session.view();
    session.open(&[recipe], &Quiet);
    let after = session.view();
    assert_eq!((after.failures.len(), after.policy), (1, before.policy));
    assert_eq!((after.tables, after.undo), (before.tables, before.undo));
}
