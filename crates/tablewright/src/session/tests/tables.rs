use super::*;

fn ids(session: &Session) -> Vec<(u32, String)> {
    session.view().tables.into_iter().map(|table| (table.id, table.name)).collect()
}

#[test]
fn protected_rows_say_what_changed() {
    let session = sample();
    let mut changes = std::collections::BTreeSet::new();
    for table in session.view().tables {
        let read = session.rows(table.id, false, 0, u32::MAX).unwrap();
        let protected = session.rows(table.id, true, 0, u32::MAX).unwrap();
        assert_eq!(read.total, protected.total);
        assert_eq!(read.columns.len(), read.widths.len());
        assert!(read.rows.iter().all(|row| row.change.is_none()));
        changes.extend(protected.rows.into_iter().filter_map(|row| row.change));
    }
    assert!(changes.contains("suppressed") && changes.contains("rounded"), "{changes:?}");
}

#[test]
fn closing_a_workbook_leaves_the_others_their_numbers() {
    let folder = tempfile::tempdir().unwrap();
    let mut session =
        with_csvs(folder.path(), &[("one.csv", PLAIN), ("two.csv", PLAIN), ("three.csv", LONE_STAR)]);
    let before = session.view();
    session.close(before.workbooks[0].id, &Quiet).unwrap();
    let view = session.view();
    let numbers = |view: &crate::view::SessionView| -> Vec<(u32, u32)> {
        view.tables.iter().map(|table| (table.workbook, table.id)).collect()
    };
    assert_eq!(numbers(&view), numbers(&before)[1..]);
    assert!(session.rows(before.tables[0].id, false, 0, 1).is_err(), "a table that is gone is no other");
    session.undo(&Quiet).unwrap();
    assert_eq!(numbers(&session.view()), numbers(&before));
}

#[test]
fn a_table_left_out_keeps_its_number_and_leaves_the_others_alone() {
    let folder = tempfile::tempdir().unwrap();
    let mut session =
        with_csvs(folder.path(), &[("a/data.csv", PLAIN), ("b/data.csv", PLAIN), ("c.csv", PLAIN)]);
    let before = ids(&session);
    let (second, _) = before[1];
    session.publish_table(second, false, &Quiet).unwrap();
    let view = session.view();
    assert_eq!(ids(&session), [before[0].clone(), before[2].clone()]);
    assert_eq!(view.left_out.iter().map(|table| table.id).collect::<Vec<_>>(), [second]);
    assert_eq!(
        (view.left_out[0].workbook, view.left_out[0].blocked.as_deref()),
        (view.workbooks[1].id, None)
    );
    assert!(view.undo.unwrap().starts_with("leave out "));
    session.publish_table(second, true, &Quiet).unwrap();
    assert_eq!(ids(&session), before);
    assert!(session.view().undo.unwrap().starts_with("take in "));
    let revision = session.view().revision;
    session.publish_table(second, true, &Quiet).unwrap();
    assert_eq!(session.view().revision, revision, "what is so already is no step");
    // With the workbook goes what was noted for its tables, not what was noted for others.
    session.publish_table(second, false, &Quiet).unwrap();
    session.close(session.view().workbooks[0].id, &Quiet).unwrap();
    assert_eq!(ids(&session), [before[2].clone()]);
    assert_eq!(session.view().left_out.len(), 1);
    session.close(session.view().workbooks[0].id, &Quiet).unwrap();
    assert!(session.content.recipe.tables.is_empty());
}

#[test]
fn what_was_decided_about_a_table_goes_when_it_is_left_out() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = with_csvs(folder.path(), &[("a.csv", LONE_STAR), ("b.csv", PLAIN)]);
    session.set_policy(None, "legacy-1-5", &Quiet).unwrap();
    let open = of_state(&session, "open").remove(0);
    let suppress = DecisionRequest { cells: vec!["C3".into()], ..request(&[&open.id], "suppress") };
    session.decide(&suppress, None, &Quiet).unwrap();
    session.publish_table(open.table.unwrap(), false, &Quiet).unwrap();
    assert!(findings(&session).iter().all(|finding| finding.kind != "decision-unused"));
    session.undo(&Quiet).unwrap();
    assert_eq!(session.content.decisions.decisions.len(), 1);
}

#[test]
fn a_table_on_a_hidden_sheet_is_told_and_can_be_taken_in_by_a_decision() {
    let mut session = sample();
    let left_out = session.view().left_out;
    let hidden = left_out.iter().find(|table| table.why.starts_with("Its sheet is hidden")).unwrap();
    assert!(hidden.blocked.is_some());
    assert!(session.publish_table(hidden.id, true, &Quiet).is_err());
    let finding = findings(&session)
        .into_iter()
        .find(|finding| finding.kind.ends_with("hidden-sheet") && finding.place == hidden.sheet)
        .unwrap();
    session.decide(&request(&[&finding.id], "include"), None, &Quiet).unwrap();
    let now = session.view().left_out.into_iter().find(|table| table.id == hidden.id).unwrap();
    assert_eq!((now.why.as_str(), now.blocked), ("The recipe does not name it.", None));
    session.publish_table(hidden.id, true, &Quiet).unwrap();
    assert!(session.view().tables.iter().any(|table| table.id == hidden.id));
}

#[test]
fn a_tidy_csv_cannot_be_left_out_alone() {
    let folder = tempfile::tempdir().unwrap();
    let text = "area,measure,unit,value,marker\nNorth,Deaths,deaths,20,\nSouth,Deaths,deaths,30,\n";
    let mut session = with_csvs(folder.path(), &[("tidy.csv", text)]);
    let table = session.view().tables[0].clone();
    assert_eq!(table.sheet_index, None);
    let failure = session.publish_table(table.id, false, &Quiet).unwrap_err();
    assert!(failure.text().contains("tidy CSV"), "{}", failure.text());
}

#[test]
fn setting_a_field_to_what_it_holds_is_no_step_and_two_edits_are_two() {
    let mut session = sample();
    let title = session.view().fields.into_iter().find(|field| field.key == "title").unwrap();
    assert!(!title.section.is_empty());
    session.set_field("title", &title.value, &Quiet).unwrap();
    assert_eq!(session.view().undo.as_deref(), Some("open the sample release"));
    session.set_field("title", "One", &Quiet).unwrap();
    session.set_field("title", "Two", &Quiet).unwrap();
    assert_eq!(
        (session.view().title.as_str(), session.view().undo.as_deref()),
        ("Two", Some("change title"))
    );
    session.undo(&Quiet).unwrap();
    assert_eq!(session.view().title, "One");
}

#[test]
fn steps_say_how_they_stand() {
    assert!(
        Session::new().view().steps.iter().all(|step| step.state == "not-started" && step.blocked.is_some())
    );
    let mut session = sample();
    let checks = step(&session, "checks");
    assert_eq!(checks.state, "attention");
    assert_eq!(checks.count, of_state(&session, "open").len() as u32);
    assert_eq!(checks.blocked, session.view().export_blocked);
    decide_all(&mut session);
    for id in ["match", "workbooks", "tables", "columns", "checks", "describe"] {
        let step = step(&session, id);
        assert_eq!((step.state.as_str(), step.count, step.blocked), ("done", 0, None), "{id}");
    }
    assert_eq!(step(&session, "export").text, "Ready to write");
    let revision = session.view().revision;
    session.go("checks").unwrap();
    assert_eq!((session.view().step.as_str(), session.view().revision), ("checks", revision));
    assert!(session.go("nowhere").is_err());
}

#[test]
fn a_new_release_closes_everything_in_one_step() {
    let mut session = sample();
    session.go("tables").unwrap();
    session.new_release(&Quiet).unwrap();
    let view = session.view();
    assert!(session.is_empty() && view.workbooks.is_empty() && view.tables.is_empty());
    assert_eq!((view.step.as_str(), view.undo.as_deref()), ("home", Some("start a new release")));
    session.undo(&Quiet).unwrap();
    assert_eq!(session.view().workbooks.len(), 1);
}

#[test]
fn the_checklist_names_what_was_not_found_too() {
    let session = sample();
    let contents = session.view().workbooks[0].contents.clone();
    let of = |kind: &str| contents.iter().find(|one| one.kind == kind).unwrap();
    assert_eq!((of("macro").count, of("macro").label.as_str()), (0, "Macros"));
    assert!(of("pivot-cache").count > 0 && of("pivot-cache").open > 0);
    let kinds: Vec<String> =
        session.view().workbooks[0].sheets.iter().map(|sheet| sheet.kind.clone()).collect();
    assert!(kinds.contains(&"1 table".to_owned()) && kinds.contains(&"no table".to_owned()), "{kinds:?}");
    assert!(session.view().workbooks[0].bytes > 0);
}
