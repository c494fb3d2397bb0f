//! A recipe is read with care and written with care for what a person wrote in it.

use super::*;

const BY_HAND: &str = r#"# Our monthly release.
version = 2   # of the form

[disclosure]  # agreed in 2024
policy = "legacy-1-5"

# The main table.
[[table]]
name = "deaths"     # also the file's name
title = "Deaths by area, 2023"
position = 1

  # what is counted
  [[table.measure]]
  found = "Deaths"
  name = "Deaths"
  label = "Deaths"   # as published
  unit = ""
  kind = "people"

# The other one.
[[table]]
name = "births"

[table.layout]
[[table.layout.row]]
role = "ignore"    # nobody knows why it is there
says = ["Check"]

[metadata]          # at the end, on purpose
title = "Vital events"
"#;

fn read(text: &str) -> Recipe {
    Recipe::parse("r.toml", text).unwrap()
}

fn refused(text: &str) -> String {
    let failure = Recipe::parse("r.toml", text).unwrap_err();
    assert_eq!(failure.next(), "Correct it at the place named and try again.");
    failure.text()
}

/// The lines that two texts do not share.
fn differing(one: &str, other: &str) -> Vec<String> {
    let missing = |from: &str, of: &str| -> Vec<String> {
        from.lines().filter(|line| !of.lines().any(|other| other == *line)).map(str::to_owned).collect()
    };
    missing(one, other).into_iter().chain(missing(other, one)).collect()
}

#[test]
fn what_was_not_changed_is_written_as_it_was_read() {
    assert_eq!(read(BY_HAND).to_toml().unwrap(), BY_HAND);
    let windows = BY_HAND.replace('\n', "\r\n");
    assert_eq!(read(&windows).to_toml().unwrap(), windows, "with the line ends of Windows");
}

#[test]
fn only_what_was_changed_is_changed_in_the_text() {
    let mut recipe = read(BY_HAND);
    recipe.metadata.title = "Vital events, monthly".to_owned();
    recipe.tables[0].measures[0].name = "deaths".to_owned();
    let text = recipe.to_toml().unwrap();
    assert_eq!(
        differing(BY_HAND, &text),
        [
            "  name = \"Deaths\"",
            "title = \"Vital events\"",
            "  name = \"deaths\"",
            "title = \"Vital events, monthly\"",
        ]
    );
    assert_eq!(read(&text).tables, recipe.tables);

    recipe.tables[1].layout = None;
    recipe.tables.swap(0, 1);
    let table = TableRecipe { name: "marriages".to_owned(), position: 2, ..TableRecipe::default() };
    recipe.tables.insert(1, table);
    let text = recipe.to_toml().unwrap();
    assert_eq!(read(&text).tables, recipe.tables);
    for kept in [
        "# Our monthly release.",
        "# The main table.",
        "# what is counted",
        "# The other one.",
        "# as published",
    ] {
        assert!(text.contains(kept), "{kept}\n{text}");
    }
    assert!(!text.contains("nobody knows"), "{text}");
    let order: Vec<usize> =
        ["births", "marriages", "deaths"].iter().map(|name| text.find(*name).unwrap()).collect();
    assert!(order.is_sorted(), "{text}");
}

#[test]
fn a_new_recipe_is_written_in_one_form_that_reads_back() {
    let mut recipe = Recipe::default();
    let dimension = tables::DimensionRecipe {
        categories: (0..40).map(|at| format!("A category with the number {at}")).collect(),
        ..toml::from_str("found = \"area\"\nname = \"area\"\nlabel = \"Area\"").unwrap()
    };
    let area = tables::AreaRecipe {
        from: Some(tables::Anchor { says: vec!["Females".to_owned()], occurrence: 1, ..Default::default() }),
        ..Default::default()
    };
    recipe.tables.push(TableRecipe {
        name: "t".to_owned(),
        position: 1,
        area: Some(area),
        dimensions: vec![dimension],
        ..TableRecipe::default()
    });
    let text = recipe.to_toml().unwrap();
    assert!(text.contains("[table.area]\nfrom = { says = [\"Females\"] }\n"), "{text}");
    assert!(text.lines().all(|line| line.chars().count() <= 120), "{text}");
    let mut again = read(&text);
    assert_eq!(again.to_toml().unwrap(), text);
    again.text = None;
    assert_eq!(again, recipe);
    assert_eq!(again.to_toml().unwrap(), text, "by whichever way it is written");
}

#[test]
fn a_broken_recipe_is_refused_with_its_place_and_what_was_meant() {
    for (wrong, says) in [
        (
            BY_HAND.replace("policy =", "polcy ="),
            "line 5, column 1: 'polcy' is no key that may stand here (did you mean 'policy'?)",
        ),
        (
            BY_HAND.replace("\"people\"", "\"peple\""),
            "line 19, column 10: 'peple' is no word that may stand here (did you mean 'people'?)",
        ),
        (
            BY_HAND.replace("position = 1", "zzzzzzzz = 1"),
            "line 11, column 1: 'zzzzzzzz' is no key that may stand here; those that may are name",
        ),
        (
            BY_HAND.replace("\"births\"", "\"deaths\""),
            "line 23, column 8: there are two [[table]] with the name 'deaths'",
        ),
        (
            BY_HAND.replace("name = \"births\"", "name = \" \""),
            "line 23, column 8: a [[table]] must have a name",
        ),
        (BY_HAND.replace("name = \"births\"", "name = \"births\"\nadded = true"), "needs a [table.area]"),
        (BY_HAND.replace("[disclosure]", "[disclosure"), "line 4"),
        (
            BY_HAND.replace("version = 2 ", "version = 99"),
            "it has version 99 and was written by a newer program",
        ),
        (BY_HAND.replace("version = 2 ", ""), "the key 'version' must be given here"),
        (BY_HAND.replace("position = 1", "position = \"one\""), "line 11, column 12: "),
    ] {
        let text = refused(&wrong);
        assert!(text.contains(says), "{text}\n{says}");
    }
}

#[test]
fn an_older_recipe_is_read_brought_up_to_date_and_told() {
    let old = BY_HAND.replace("version = 2 ", "version = 1 ");
    let recipe = read(&old);
    assert_eq!((recipe.version, recipe.migrated_from), (RECIPE_VERSION, Some(1)));
    let told = recipe.migrated().unwrap();
    assert_eq!((told.kind(), told.severity), ("recipe-migrated", Severity::Note));
    assert!(told.text().contains("version 1"), "{}", told.text());
    assert_eq!(recipe.to_toml().unwrap(), BY_HAND);
    assert!(read(BY_HAND).migrated().is_none());
}

/// The published schema knows just the keys that are read: whatever a recipe can say is in it, and nothing else passes.
#[test]
fn the_published_schema_and_the_reader_know_the_same_keys() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/schema/recipe.schema.json");
    let schema: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let as_json = |text: &str| -> serde_json::Value {
        serde_json::to_value(text.parse::<toml::Table>().unwrap()).unwrap()
    };
    let sample = include_str!("../sample/sample.recipe.toml");
    for good in [BY_HAND, sample, FULL] {
        read(good);
        let errors: Vec<String> = validator
            .iter_errors(&as_json(good))
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{errors:#?}");
    }
    // Each key in turn with a slip in it: both refuse it.
    for line in FULL.lines().filter(|line| line.contains(" = ")) {
        let key = line.split(" = ").next().unwrap();
        let slip = FULL.replacen(line, &line.replacen(key, &format!("{key}x"), 1), 1);
        assert!(Recipe::parse("r.toml", &slip).is_err(), "{key}");
        assert!(!validator.is_valid(&as_json(&slip)), "{key}");
    }
}

/// A recipe that says everything about tables that can be said.
const FULL: &str = r#"version = 2
unlisted-tables = "ask"
code-lists = []

[disclosure]
policy = "legacy-1-5"

[output]
values = "stored"
totals = "leave-out"
files = "family"

[[stack]]
name = "all"
tables = ["births"]
dimension = "year"

[[table]]
name = "births"
sheet = "Births"
title = "Births by area"
position = 2
at = "A3"
leave-out = false
added = true

[table.area]
from = { says = ["Area"], occurrence = 2, of = 3, after = "Births" }
before = { says = ["Notes"] }
from-column = { says = ["Area"] }
before-column = { says = ["Notes"] }

[[table.join]]
sheet = "More"
title = "More births"
position = 3
at = "B9"

[table.layout]
header-rows = 2
label-columns = 1
ignore-columns = ["Change"]
drop-last-rows = 1
confirmed = "1 header row"

[[table.layout.row]]
role = "total"
says = ["All"]
occurrence = 2
of = 3
after = "Females"
through = { says = ["End"] }
lines = 4

[[table.layout.column]]
role = "ignore"
says = ["Change"]

[[table.marker]]
text = "~"
meaning = "low"

[[table.dimension]]
found = "area"
name = "area"
label = "Area"
kind = "geography"
periods = "none"
categories = ["North"]
national = ["England"]

[[table.measure]]
found = "Births"
name = "Births"
label = "Births"
unit = "births"
kind = "people"
"#;
