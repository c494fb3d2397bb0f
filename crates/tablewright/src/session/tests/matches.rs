use super::*;
use crate::view::MatchView;

const RECIPE: &str = r#"
version = 1
[disclosure]
policy = "legacy-1-5"
[[table]]
name = "deaths"
title = "Deaths by area, 2023"
[[table.measure]]
found = "Deaths"
name = "Deaths"
label = "Deaths"
kind = "people"
"#;

fn release(folder: &Path, files: &[(&str, &str)]) -> Session {
    let mut files = files.to_vec();
    files.push(("recipe.toml", RECIPE));
    with_csvs(folder, &files)
}

fn one(session: &Session) -> MatchView {
    session.view().matching.into_iter().find(|one| one.id == "deaths").unwrap()
}

#[test]
fn a_table_of_another_period_is_the_same_one() {
    let folder = tempfile::tempdir().unwrap();
    let text = format!("\"Deaths by area, 2024\"\n\n{PLAIN}");
    let session = release(folder.path(), &[("data.csv", &text)]);
    let found = one(&session);
    assert_eq!((found.status.as_str(), found.open, &found.settled), ("unchanged", false, &None));
    assert_eq!(found.differences, ["Its title now reads 'Deaths by area, 2024'."]);
    assert_eq!(found.table, Some(session.view().tables[0].id));
    assert_eq!(step(&session, "match").state, "done");
    assert_eq!(session.view().steps[0].id, "match");
}

#[test]
fn a_missing_table_is_mapped_or_gone_and_stays_told() {
    let folder = tempfile::tempdir().unwrap();
    let other = format!("\"Deaths by ward, 2024\"\n\n{PLAIN}");
    // Two tables of one title: the second one is meant.
    let mut session = release(folder.path(), &[("a.csv", &other), ("b.csv", &other)]);
    let missing = one(&session);
    assert_eq!((missing.status.as_str(), missing.open, missing.choices.len()), ("gone", true, 2));
    let lead = step(&session, "match");
    assert_eq!((lead.state.as_str(), lead.count), ("attention", 1));
    assert!(lead.blocked.is_some());
    assert_eq!(session.view().tables.len(), 0);
    let second = missing.choices[1].id;
    session.map_table("deaths", second, &Quiet).unwrap();
    let tables = session.view().tables;
    assert_eq!((tables.len(), tables[0].id, tables[0].name.as_str()), (1, second, "deaths"));
    assert_eq!(tables[0].workbook, session.view().workbooks[1].id);
    let mapped = one(&session);
    assert_eq!((mapped.status.as_str(), mapped.open, mapped.table), ("moved", false, Some(second)));
    assert_eq!(mapped.settled.as_deref(), Some("Mapped to this table."));
    assert_eq!(session.view().undo.as_deref(), Some("match the table 'deaths'"));
    assert!(session.map_table("deaths", second, &Quiet).is_err(), "it is found");
    session.undo(&Quiet).unwrap();

    session.accept_missing("deaths", &Quiet).unwrap();
    let gone = one(&session);
    assert_eq!((gone.status.as_str(), gone.open), ("gone", false));
    assert_eq!(gone.settled.as_deref(), Some("Accepted: it is gone."));
    assert_eq!(step(&session, "match").state, "done");
    assert!(session.view().tables.is_empty(), "a recipe without its only table does not mean every table");
    assert!(findings(&session).iter().all(|finding| finding.kind != "table-missing"));
    assert!(session.accept_missing("no such table", &Quiet).is_err());
}

#[test]
fn a_new_table_is_told_and_can_be_taken_in() {
    let folder = tempfile::tempdir().unwrap();
    let (known, other) =
        (format!("\"Deaths by area, 2024\"\n\n{PLAIN}"), format!("\"Births by area, 2024\"\n\n{PLAIN}"));
    let mut session = release(folder.path(), &[("a.csv", &known), ("b.csv", &other)]);
    let new =
        |session: &Session| session.view().matching.into_iter().find(|one| one.status == "new").unwrap();
    assert_eq!((new(&session).open, new(&session).settled), (false, None));
    let id = session.view().left_out[0].id;
    assert_eq!(new(&session).id, id.to_string());
    session.publish_table(id, true, &Quiet).unwrap();
    assert_eq!(new(&session).settled.as_deref(), Some("It takes part in the release."));
    assert_eq!(session.view().tables.len(), 2);
    session.undo(&Quiet).unwrap();
    session.publish_table(id, false, &Quiet).unwrap();
    assert_eq!(new(&session).settled.as_deref(), Some("It is left out of this release."));
    assert!(findings(&session).iter().all(|finding| finding.kind != "table-left-out"));
}

#[test]
fn a_column_that_is_gone_is_open_until_it_is_accepted() {
    let folder = tempfile::tempdir().unwrap();
    let text = "\"Deaths by area, 2024\"\n\nArea,Fatalities\nNorth,20\nSouth,30\n";
    let mut session = release(folder.path(), &[("data.csv", text)]);
    let changed = one(&session);
    assert_eq!((changed.status.as_str(), changed.open), ("changed", true));
    assert!(changed.differences.contains(&"The column 'Deaths' is not there.".to_owned()), "{changed:?}");
    assert!(changed.differences.contains(&"The column 'Fatalities' is new.".to_owned()), "{changed:?}");
    assert_eq!(step(&session, "columns").count, 1);
    session.accept_missing("deaths", &Quiet).unwrap();
    let accepted = one(&session);
    assert_eq!((accepted.status.as_str(), accepted.open), ("changed", false));
    assert_eq!(accepted.settled.as_deref(), Some("Accepted: it is so from now on."));
}

#[test]
fn unlisted_tables_are_published_in_their_places_where_the_recipe_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let known = format!("\"Deaths by area, 2024\"\n\n{PLAIN}");
    let recipe = RECIPE.replace("version = 1", "version = 1\nunlisted-tables = \"publish\"");
    let session = with_csvs(
        folder.path(),
        &[("a.csv", PLAIN), ("b.csv", &known), ("c.csv", PLAIN), ("r.toml", &recipe)],
    );
    let names: Vec<String> = session.view().tables.into_iter().map(|table| table.name).collect();
    assert_eq!(names, ["a", "deaths", "c"]);
    assert!(session.view().left_out.is_empty());
    let saved = session.recipe_toml().unwrap();
    assert_eq!(Recipe::parse("r.toml", &saved).unwrap().tables.len(), 3, "saved, it lists them too");
    let files = [("a.csv", PLAIN), ("b.csv", known.as_str()), ("c.csv", PLAIN), ("r.toml", saved.as_str())];
    let again = with_csvs(tempfile::tempdir().unwrap().path(), &files);
    let names: Vec<String> = again.view().tables.into_iter().map(|table| table.name).collect();
    assert_eq!(names, ["a", "deaths", "c"]);
}

#[test]
fn a_saved_recipe_knows_every_table_and_finds_it_again() {
    let folder = tempfile::tempdir().unwrap();
    let files = [("a.csv", PLAIN), ("b.csv", PLAIN), ("c.csv", LONE_STAR)];
    let first = with_csvs(folder.path(), &files);
    let saved = first.recipe_toml().unwrap();
    let recipe = crate::recipe::Recipe::parse("recipe.toml", &saved).unwrap();
    let names = |session: &Session| -> Vec<String> {
        session.view().tables.into_iter().map(|table| table.name).collect()
    };
    assert_eq!(recipe.tables.iter().map(|table| table.name.clone()).collect::<Vec<_>>(), names(&first));
    let next = tempfile::tempdir().unwrap();
    let again = with_csvs(next.path(), &[&files[..], &[("recipe.toml", saved.as_str())]].concat());
    assert_eq!(names(&again), names(&first));
    assert_eq!(again.view().steps[0].id, "match");
    assert!(again.view().matching.iter().all(|one| one.status == "unchanged" && !one.open));
    assert_eq!(again.view().matching.len(), files.len());
    assert_eq!(again.recipe_toml().unwrap(), saved, "saved again it is the same");
    let other = tempfile::tempdir().unwrap();
    let other = with_csvs(other.path(), &[files[0], ("recipe.toml", saved.as_str())]);
    assert_eq!(other.view().matching.iter().filter(|one| one.open).count(), 2, "what is gone is told");
}

#[test]
#[expect(clippy::print_stdout, reason = "a test says that it was skipped")]
fn real_workbooks_are_read_by_their_saved_recipe_as_they_were_without_one() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/workbooks");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        println!("skipped: {} is not there", folder.display());
        return;
    };
    let is_small = |path: &PathBuf| {
        path.extension().is_some_and(|ending| ending != "md")
            && path.metadata().is_ok_and(|about| about.is_file() && about.len() < 100_000)
    };
    for file in entries.filter_map(|entry| Some(entry.ok()?.path())).filter(is_small) {
        let mut first = Session::new();
        first.open(std::slice::from_ref(&file), &Quiet);
        let saved = tempfile::tempdir().unwrap();
        let recipe = saved.path().join("r.toml");
        std::fs::write(&recipe, first.recipe_toml().unwrap()).unwrap();
        let mut again = Session::new();
        again.open(&[recipe, file.clone()], &Quiet);
        let tables = |session: &Session| -> Vec<(String, String, u32)> {
            let all = session.view().tables.into_iter();
            all.map(|table| (table.name, table.range, table.observations)).collect()
        };
        assert_eq!(tables(&again), tables(&first), "{}", file.display());
        let view = again.view();
        assert!(view.failures.is_empty(), "{}: {:?}", file.display(), view.failures);
        assert!(view.matching.iter().all(|one| one.status == "unchanged" && !one.open), "{}", file.display());
        assert_eq!(view.findings, first.view().findings, "{}", file.display());
    }
}

#[test]
fn decisions_of_an_earlier_release_are_shown_as_precedents_and_are_not_in_force() {
    let folder = tempfile::tempdir().unwrap();
    let dated = |date: &str| format!("{RECIPE}\n[metadata]\nrelease = \"{date}\"\n");
    let star = format!("\"Deaths by area, 2024\"\n\n{LONE_STAR}");
    let recipe = dated("2026-01-15").replace(
        "[[table.measure]]\nfound = \"Deaths\"\nname = \"Deaths\"\nlabel = \"Deaths\"\nkind = \"people\"\n",
        "",
    );
    let session = with_csvs(folder.path(), &[("data.csv", &star), ("recipe.toml", &recipe)]);
    let open: Vec<String> = of_state(&session, "open")
        .into_iter()
        .filter(|one| one.kind == "worked-out")
        .map(|one| one.id)
        .collect();
    let id = open.first().unwrap().clone();
    let decisions = format!(
        "version = 1\nrelease = \"2025-12-15\"\n[[decision]]\nfinding = {id:?}\nverb = \"accept\"\nreason = \"as agreed\"\n"
    );
    for order in [["decisions.toml", "recipe.toml"], ["recipe.toml", "decisions.toml"]] {
        let next = tempfile::tempdir().unwrap();
        let text = |name: &str| if name == "recipe.toml" { recipe.as_str() } else { decisions.as_str() };
        let files = [("data.csv", star.as_str()), (order[0], text(order[0])), (order[1], text(order[1]))];
        let session = with_csvs(next.path(), &files);
        let finding = findings(&session).into_iter().find(|finding| finding.id == id).unwrap();
        assert_eq!((finding.state.as_str(), finding.decision), ("open", None), "{order:?}");
        let precedent = finding.precedent.unwrap();
        assert_eq!((precedent.verb.as_str(), precedent.reason.as_str()), ("accept", "as agreed"));
        assert_eq!(precedent.release, "2025-12-15");
        let again = Session::restore(&session.draft("now"), &Quiet).unwrap();
        assert!(findings(&again).into_iter().any(|finding| finding.precedent.is_some()), "in the draft too");
    }
}
