use super::*;
use crate::draft::Draft;

/// A session with something of everything.
fn in_work(folder: &Path) -> Session {
    let mut session = sample();
    session.open(&put(folder, &[("a.csv", PLAIN), ("b.csv", LONE_STAR)]), &Quiet);
    decide_all(&mut session);
    session.go("checks").unwrap();
    session
}

fn again(draft: &Draft) -> Draft {
    Draft::parse("draft.toml", &draft.to_toml().unwrap()).unwrap()
}

#[test]
fn a_draft_gives_the_same_release_again() {
    let folder = tempfile::tempdir().unwrap();
    let session = in_work(folder.path());
    let draft = again(&session.draft("2026-11-26T09:30:00Z"));
    assert_eq!(draft, session.draft("2026-11-26T09:30:00Z"));
    let restored = Session::restore(&draft, &Quiet).unwrap();
    let (before, after) = (session.view(), restored.view());
    assert_eq!((after.step.as_str(), after.undo), ("checks", None));
    assert_eq!((after.tables, after.steps, after.matching), (before.tables, before.steps, before.matching));
    assert_eq!((after.workbooks, after.fields), (before.workbooks, before.fields));
    assert_eq!(findings(&restored), findings(&session));
}

#[test]
fn files_that_are_gone_or_changed_are_told_and_the_rest_is_open() {
    let folder = tempfile::tempdir().unwrap();
    let draft = in_work(folder.path()).draft("now");
    std::fs::remove_file(folder.path().join("a.csv")).unwrap();
    std::fs::write(folder.path().join("b.csv"), LONE_STAR.replace("12", "13").replace("25", "26")).unwrap();
    assert_eq!(draft.missing().collect::<Vec<_>>(), ["a.csv"]);
    let view = Session::restore(&draft, &Quiet).unwrap().view();
    assert_eq!((view.failures.len(), view.failures[0].file.as_str()), (1, "a.csv"));
    assert_eq!(view.workbooks.len(), 2);
    assert_eq!(view.workbooks[0].notices, Vec::<String>::new());
    assert!(view.workbooks[1].notices[0].starts_with("It was changed"), "{:?}", view.workbooks[1].notices);
}

#[test]
fn a_draft_holds_no_value_of_the_data() {
    let folder = tempfile::tempdir().unwrap();
    // Values that occur nowhere else.
    let text = "Area,Male,Female,Total\nNorth,73000001,73000002,146000003\nSouth,73000004,*,73000009\n";
    let mut session = in_work(folder.path());
    session.open(&put(folder.path(), &[("canary.csv", text)]), &Quiet);
    let all = DecisionRequest { all: Some(FindingsQuery::default()), ..request(&[], "accept") };
    session.decide(&all, None, &Quiet).unwrap();
    for table in session.view().tables {
        session.publish_table(table.id, false, &Quiet).unwrap();
        session.publish_table(table.id, true, &Quiet).unwrap();
    }
    let draft = session.draft("now").to_toml().unwrap();
    assert!(draft.contains("canary.csv"));
    for canary in ["73000001", "73000002", "146000003", "73000004", "73000009"] {
        assert!(!draft.contains(canary), "{canary}");
    }
    // Nor a figure of the sample: every one that could be met nowhere else.
    let labels: String = session
        .assessment
        .tables
        .iter()
        .map(|table| {
            let tidy = &table.found.tidy;
            tidy.dimensions
                .iter()
                .flat_map(|d| d.categories.iter().map(|c| c.label.clone() + " "))
                .collect::<String>()
        })
        .collect();
    let mut looked_for = 0;
    for table in &session.assessment.tables {
        for observation in table.found.tidy.observations() {
            let Some(text) = observation.value.map(::tables::number_text) else { continue };
            if text.len() >= 4 && !labels.contains(&text) {
                looked_for += 1;
                let whole = draft.split(|c: char| !c.is_ascii_digit() && c != '.');
                assert!(whole.into_iter().all(|word| word != text), "{text}");
            }
        }
    }
    assert!(looked_for > 20, "{looked_for}");
}

#[test]
fn a_broken_draft_is_a_failure() {
    let folder = tempfile::tempdir().unwrap();
    let text = in_work(folder.path()).draft("now").to_toml().unwrap();
    let later = text.replacen("version = 1", "version = 2", 1);
    for broken in ["", "not toml at all [", &text[..text.len() / 2], &later] {
        let failure = Draft::parse("draft.toml", broken).unwrap_err();
        assert_eq!((failure.kind, failure.file.as_str()), (FailureKind::Invalid, "draft.toml"));
    }
}
