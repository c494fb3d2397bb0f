use super::*;

#[test]
fn the_sample_can_be_decided_and_exported() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = sample();
    let view = session.view();
    assert!(view.blockers > 0 && view.export_blocked.is_some(), "{view:#?}");
    assert!(session.export(&folder.path().join("early"), None, &Quiet).is_err());
    decide_all(&mut session);
    assert_eq!(session.view().blockers, 0, "{:#?}", of_state(&session, "open"));
    let export = session.export(&folder.path().join("out"), None, &Quiet).unwrap();
    assert!(export.summary.starts_with("Written and read back: "), "{}", export.summary);
    assert!(!export.folder.contains(folder.path().to_str().unwrap()));
    assert!(folder.path().join("out.INTERNAL").join("decisions.toml").is_file());
}

#[test]
fn the_plan_lists_what_is_written_and_takes_free_names() {
    let (folder, apart) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut session = sample();
    decide_all(&mut session);
    assert_eq!(session.export_plan(None, None).destination, None);
    let plan = session.export_plan(Some(folder.path()), Some(apart.path()));
    assert_eq!(plan.notice, None);
    let out = folder.path().join(&plan.folder);
    let evidence = apart.path().join(&plan.evidence);
    let export = session.export(&out, Some(&evidence), &Quiet).unwrap();
    let written: Vec<&String> = export.files.iter().map(|file| &file.path).collect();
    assert_eq!(plan.files.iter().map(|file| &file.path).collect::<Vec<_>>(), written);
    assert!(plan.files.iter().all(|file| !file.what.is_empty()));
    assert!(evidence.is_dir() && !folder.path().join(&plan.evidence).exists());
    // Neither the bundle nor its evidence may be in the way of the next one.
    let next = session.export_plan(Some(folder.path()), Some(apart.path()));
    assert_eq!(next.folder, format!("{}-2", plan.folder));
    assert!(next.notice.unwrap().contains(&plan.folder));
    let other = tempfile::tempdir().unwrap();
    let next = session.export_plan(Some(other.path()), Some(apart.path()));
    assert_eq!(next.evidence, format!("{}-2.INTERNAL", plan.folder));
}

#[test]
fn what_was_written_is_out_of_date_after_a_change_and_not_after_its_undo() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = sample();
    decide_all(&mut session);
    assert_eq!((step(&session, "export").state.as_str(), session.view().written), ("not-started", None));
    session.export(&folder.path().join("out"), None, &Quiet).unwrap();
    let state = |session: &Session| {
        (step(session, "export").state, session.view().written.map(|written| written.out_of_date))
    };
    assert_eq!(state(&session), ("done".into(), Some(false)));
    session.set_field("title", "Another title", &Quiet).unwrap();
    assert_eq!(state(&session), ("out-of-date".into(), Some(true)));
    session.undo(&Quiet).unwrap();
    assert_eq!(state(&session), ("done".into(), Some(false)));
    session.go("tables").unwrap();
    assert_eq!(state(&session), ("done".into(), Some(false)));
}
