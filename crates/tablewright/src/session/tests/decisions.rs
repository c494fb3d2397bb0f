use super::*;

#[test]
fn undo_and_redo_go_over_decisions() {
    let mut session = sample();
    let before = findings(&session);
    decide_all(&mut session);
    let after = findings(&session);
    let steps = before.iter().filter(|finding| finding.state == "open").count();
    for _ in 0..steps {
        session.undo(&Quiet).unwrap();
    }
    assert_eq!(findings(&session), before);
    assert!(session.view().redo.is_some());
    for _ in 0..steps {
        session.redo(&Quiet).unwrap();
    }
    assert_eq!(findings(&session), after);
}

#[test]
fn a_decision_needs_a_reason_and_a_fitting_verb() {
    let mut session = sample();
    let open = findings(&session).into_iter().find(|finding| finding.kind == "pivot-cache").unwrap();
    for (verb, reason) in [("exclude", " "), ("suppress", "why"), ("include", "why"), ("burn", "why")] {
        let request = DecisionRequest { reason: reason.to_owned(), ..request(&[&open.id], verb) };
        assert!(session.decide(&request, None, &Quiet).is_err(), "{verb} {reason}");
    }
    assert!(session.decide(&request(&[], "accept"), None, &Quiet).is_err());
    assert!(session.decide(&request(&["R1/none"], "accept"), None, &Quiet).is_err());
}

#[test]
fn blockers_are_decided_one_by_one() {
    let mut session = sample();
    let open: Vec<String> = of_state(&session, "open")
        .into_iter()
        .filter(|finding| finding.verbs.contains(&"exclude".to_owned()))
        .map(|finding| finding.id)
        .collect();
    assert!(open.len() > 1);
    let both = request(&[&open[0], &open[1]], "exclude");
    let failure = session.decide(&both, None, &Quiet).unwrap_err();
    assert!(failure.text().contains("one by one"), "{}", failure.text());
    assert_eq!(session.view().undo.as_deref(), Some("open the sample release"));
    session.decide(&request(&[&open[0]], "exclude"), None, &Quiet).unwrap();
    assert_eq!(session.view().undo.as_deref(), Some("exclude 1 finding"));
}

#[test]
fn what_stops_nothing_is_accepted_as_a_group_and_no_blocker_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = sample();
    let before = session.view().blockers;
    let notes: Vec<FindingView> = of_state(&session, "information");
    assert!(notes.len() > 1 && notes.iter().all(|finding| finding.verbs.contains(&"accept".to_owned())));
    let group = DecisionRequest { all: Some(FindingsQuery::default()), ..request(&[], "accept") };
    session.decide(&group, Some("2026-11-26T09:30:00Z"), &Quiet).unwrap();
    assert_eq!(session.view().undo, Some(format!("accept {} findings", notes.len())));
    assert_eq!((session.view().blockers, of_state(&session, "information")), (before, Vec::new()));
    let decided = of_state(&session, "decided");
    assert_eq!(decided.len(), notes.len());
    let decision = decided[0].decision.clone().unwrap();
    assert_eq!((decision.verb.as_str(), decision.reason.as_str()), ("accept", "a test"));
    assert_eq!(decision.decided.as_deref(), Some("2026-11-26T09:30:00Z"));
    // Deciding the same again is no step, whatever the time.
    let revision = session.view().revision;
    session.decide(&group, Some("2027-01-01T00:00:00Z"), &Quiet).unwrap();
    assert_eq!(session.view().revision, revision);
    // The decisions go with the evidence, and survive that everything is checked again.
    session.set_field("title", "Another title", &Quiet).unwrap();
    assert_eq!(of_state(&session, "decided").len(), notes.len());
    decide_all(&mut session);
    session.export(&folder.path().join("out"), None, &Quiet).unwrap();
    let written = std::fs::read_to_string(folder.path().join("out.INTERNAL/decisions.toml")).unwrap();
    let written = Decisions::parse("decisions.toml", &written).unwrap();
    assert!(notes.iter().all(|note| written.on(&note.id).is_some()));
    // The same decisions in another session, as the command takes them, settle the same findings.
    let mut again = sample();
    again.open(&[folder.path().join("out.INTERNAL/decisions.toml")], &Quiet);
    assert_eq!(
        (again.view().failures, findings(&again)),
        (Vec::new(), {
            session.undo(&Quiet).unwrap();
            while session.view().undo.as_deref() != Some("change title") {
                session.undo(&Quiet).unwrap();
            }
            session.undo(&Quiet).unwrap();
            findings(&again)
        })
    );
    assert_eq!(again.view().blockers, 0);
}

#[test]
fn a_group_is_what_its_filters_let_through() {
    let mut session = sample();
    let kind = of_state(&session, "information")[0].kind.clone();
    let query = FindingsQuery { kind: Some(kind.clone()), ..FindingsQuery::default() };
    let meant = all(&session, &query).len();
    let group = DecisionRequest { all: Some(query), ..request(&[], "accept") };
    session.decide(&group, None, &Quiet).unwrap();
    assert_eq!(of_state(&session, "decided").len(), meant);
    let id = of_state(&session, "decided")[0].id.clone();
    session.undecide(&id, &Quiet).unwrap();
    assert_eq!(of_state(&session, "decided").len(), meant - 1);
    let blockers = FindingsQuery { severity: Some("blocker".into()), ..FindingsQuery::default() };
    let group = DecisionRequest { all: Some(blockers), ..request(&[], "accept") };
    assert!(session.decide(&group, None, &Quiet).is_err());
}

#[test]
fn a_sum_with_withheld_cells_that_does_not_add_up_cannot_be_accepted() {
    let folder = tempfile::tempdir().unwrap();
    // 30 and 20 alone are more than 40.
    let text = "Area,Male,Female,Other,Total\nNorth,30,20,*,40\nSouth,12,13,20,45\n";
    let mut session = with_csvs(folder.path(), &[("data.csv", text)]);
    session.set_policy(None, "legacy-1-5", &Quiet).unwrap();
    let open = of_state(&session, "open");
    let sum = open.iter().find(|finding| finding.kind == "does-not-add").unwrap();
    assert!(sum.verbs.is_empty());
    let failure = session.decide(&request(&[&sum.id], "accept"), None, &Quiet).unwrap_err();
    assert!(failure.text().contains("does not add up"), "{}", failure.text());
}

#[test]
fn a_decision_does_not_pass_to_the_table_of_another_workbook() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = with_csvs(folder.path(), &[("a/data.csv", LONE_STAR), ("b/data.csv", LONE_STAR)]);
    session.set_policy(None, "legacy-1-5", &Quiet).unwrap();
    let view = session.view();
    let first = view.tables[0].id;
    let open = findings(&session)
        .into_iter()
        .find(|finding| finding.kind == "worked-out" && finding.table == Some(first))
        .unwrap();
    session.decide(&request(&[&open.id], "accept"), None, &Quiet).unwrap();
    assert_eq!(session.view().blockers + 1, view.blockers);
    session.close(view.workbooks[0].id, &Quiet).unwrap();
    let left = findings(&session).into_iter().find(|finding| finding.kind == "worked-out").unwrap();
    assert_eq!((left.state.as_str(), left.decision), ("open", None));
}

#[test]
fn a_second_suppression_keeps_the_first_and_can_be_seen() {
    let folder = tempfile::tempdir().unwrap();
    let mut session =
        with_csvs(folder.path(), &[("data.csv", "Area,A,B,C,Total\nNorth,*,1,2,6\nSouth,12,13,1,26\n")]);
    session.set_policy(None, "legacy-1-5", &Quiet).unwrap();
    let table = session.view().tables[0].id;
    let lone = |session: &Session| {
        findings(session).into_iter().find(|finding| finding.cell.as_deref() == Some("B2")).unwrap()
    };
    for cell in ["C3", "B3"] {
        let id = of_state(&session, "open")
            .into_iter()
            .find(|finding| finding.table == Some(table))
            .map_or_else(|| lone(&session).id, |finding| finding.id);
        let request = DecisionRequest { cells: vec![cell.into()], ..request(&[&id], "suppress") };
        session.decide(&request, None, &Quiet).unwrap();
        assert_eq!(session.view().undo.as_deref(), Some("suppress 1 cell"));
    }
    let rows = session.rows(table, true, 0, 100).unwrap();
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
    let worked_out = |session: &Session| {
        of_state(session, "open").into_iter().find(|finding| finding.kind == "worked-out")
    };
    let finding = worked_out(&session).unwrap();
    assert_eq!(finding.candidates.len(), 19);
    let cells = vec![finding.candidates[0].cell.clone()];
    let request = DecisionRequest { cells, ..request(&[&finding.id], "suppress") };
    session.decide(&request, None, &Quiet).unwrap();
    assert_eq!(worked_out(&session), None);
}

#[test]
fn a_policy_of_one_table_leaves_the_others_and_one_of_the_release_takes_all() {
    let mut session = sample();
    let table = session.view().tables[0].id;
    session.set_policy(Some(table), "legacy-1-5", &Quiet).unwrap();
    let policies = |session: &Session| -> Vec<String> {
        session.view().tables.into_iter().map(|table| table.policy).collect()
    };
    assert_eq!(policies(&session)[0], "legacy-1-5");
    assert_ne!(policies(&session)[1], "legacy-1-5");
    assert!(session.set_policy(None, "no-such-policy", &Quiet).is_err());
    let of_release = session.view().policy;
    session.set_policy(None, &of_release, &Quiet).unwrap();
    assert!(policies(&session).iter().all(|policy| *policy == of_release));
    session.undo(&Quiet).unwrap();
    assert_eq!(policies(&session)[0], "legacy-1-5");
}
