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
    assert_eq!((missing.status.as_str(), missing.open, missing.choices.len()), ("missing", true, 2));
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
    assert_eq!((gone.status.as_str(), gone.open), ("missing", false));
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
    assert_eq!(accepted.settled.as_deref(), Some("Accepted: the columns are gone."));
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
    let saved = Recipe::parse("r.toml", &session.recipe_toml().unwrap()).unwrap();
    assert_eq!(saved, session.content.recipe);
}
