use super::*;

#[test]
fn the_counts_of_a_sort_obey_every_filter_but_its_own() {
    let session = sample();
    let everything = findings(&session);
    let whole = session.findings(&FindingsQuery { count: 10, ..FindingsQuery::default() });
    assert_eq!(whole.total as usize, everything.len());
    for counts in [&whole.states, &whole.severities] {
        assert_eq!(counts.iter().map(|count| count.count).sum::<u32>(), whole.total);
    }
    assert_eq!(whole.kinds.iter().map(|kind| kind.count).sum::<u32>(), whole.total);
    for kind in &whole.kinds {
        assert_ne!(kind.label, kind.key, "a kind without words");
        for state in &whole.states {
            let query = FindingsQuery {
                kind: Some(kind.key.clone()),
                state: Some(state.key.clone()),
                count: 1000,
                ..FindingsQuery::default()
            };
            let view = session.findings(&query);
            let passes = |finding: &&FindingView| finding.kind == kind.key && finding.state == state.key;
            let expected: Vec<&FindingView> = everything.iter().filter(passes).collect();
            assert_eq!(view.findings.iter().collect::<Vec<_>>(), expected);
            assert_eq!(view.total as usize, expected.len());
            let of_kind = view.kinds.iter().find(|known| known.key == kind.key);
            assert_eq!(of_kind.map_or(0, |kind| kind.count), view.total);
            let others: u32 = view.kinds.iter().map(|kind| kind.count).sum();
            assert_eq!(
                others as usize,
                everything.iter().filter(|finding| finding.state == state.key).count()
            );
            let states: u32 = view.states.iter().map(|state| state.count).sum();
            assert_eq!(states, kind.count);
        }
    }
}

#[test]
fn findings_are_found_by_table_workbook_and_words() {
    let session = sample();
    let everything = findings(&session);
    let view = session.view();
    for table in &view.tables {
        let query = FindingsQuery { table: Some(table.id), ..FindingsQuery::default() };
        let here = all(&session, &query);
        assert!(here.iter().all(|finding| finding.table == Some(table.id)));
        assert_eq!(here.iter().filter(|finding| finding.state == "open").count(), table.findings as usize);
    }
    let hidden = FindingsQuery { workbook: Some(view.workbooks[0].id), ..FindingsQuery::default() };
    let hidden = all(&session, &hidden);
    let listed: u32 = view.workbooks[0].contents.iter().map(|kind| kind.count).sum();
    assert_eq!(hidden.len(), listed as usize);
    assert!(hidden.iter().all(|finding| finding.table.is_none()));
    let words = FindingsQuery { text: Some(" PIVOT ".into()), ..FindingsQuery::default() };
    let named = |finding: &&FindingView| finding.text.to_lowercase().contains("pivot");
    assert_eq!(all(&session, &words).len(), everything.iter().filter(named).count());
    let nothing = FindingsQuery { text: Some("no such words".into()), ..FindingsQuery::default() };
    assert_eq!(session.findings(&nothing).total, 0);
}

#[test]
fn findings_stand_in_order_and_say_what_they_are_about() {
    let mut session = sample();
    session.set_field("title", "", &Quiet).unwrap();
    let everything = findings(&session);
    let order = ["open", "describe", "protected", "decided", "information"];
    let rank = |finding: &FindingView| order.iter().position(|state| *state == finding.state).unwrap();
    assert!(everything.is_sorted_by_key(|finding| (rank(finding), finding.severity, finding.kind.clone())));
    let title = everything.iter().find(|finding| finding.field.as_deref() == Some("title")).unwrap();
    assert_eq!((title.state.as_str(), title.verbs.len()), ("describe", 0));
    let describe = step(&session, "describe");
    assert_eq!((describe.state.as_str(), describe.count), ("attention", 1));
    assert!(describe.blocked.is_some());
    let cell = everything.iter().find(|finding| finding.kind == "worked-out").unwrap();
    assert!(cell.table.is_some() && cell.workbook.is_some() && cell.sheet.is_some() && cell.cell.is_some());
}

#[test]
fn many_findings_are_looked_through_in_no_time() {
    let folder = tempfile::tempdir().unwrap();
    let line =
        |row: u32| format!("Ward {row},{},{},{},{}\n", row % 5 + 1, row % 4 + 1, row % 3 + 1, row % 2 + 1);
    let rows: String = (0..40_000).map(line).collect();
    let text = format!("Ward,Deaths one,Deaths two,Deaths three,Deaths four\n{rows}");
    let mut session = with_csvs(folder.path(), &[("data.csv", &text)]);
    session.set_policy(None, "legacy-1-5", &Quiet).unwrap();
    let query = FindingsQuery { first: 100_000, count: 100, ..FindingsQuery::default() };
    let begun = std::time::Instant::now();
    let view = session.findings(&query);
    let taken = begun.elapsed();
    assert!(view.total >= 160_000, "{}", view.total);
    assert_eq!((view.first, view.findings.len()), (100_000, 100));
    // Without optimisation; the window is built with it.
    assert!(taken.as_millis() < 2000, "{taken:?}");
}
