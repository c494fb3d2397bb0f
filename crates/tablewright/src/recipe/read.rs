//! Reading recipes and other TOML: whatever is wrong is told with its line and column, and what was likely meant.

use std::collections::BTreeMap;

use model::{Failure, FailureKind};

use super::{RECIPE_VERSION, Recipe};

/// Reads a recipe of this version or an older one.
pub(super) fn recipe(file: &str, text: &str) -> Result<Recipe, Failure> {
    let version = version_of(text);
    if let Some(version) = version.filter(|version| !(1..=RECIPE_VERSION).contains(version)) {
        check_version(file, version, RECIPE_VERSION)?;
    }
    let mut recipe: Recipe = parse_toml(file, text)?;
    check(file, text, &recipe)?;
    recipe.migrated_from = (recipe.version < RECIPE_VERSION).then_some(recipe.version);
    recipe.version = RECIPE_VERSION;
    recipe.text = Some(text.into());
    Ok(recipe)
}

/// The version that a text says it has, whatever else is in it.
fn version_of(text: &str) -> Option<u32> {
    let table: toml::Table = text.parse().ok()?;
    table.get("version")?.as_integer()?.try_into().ok()
}

/// The version of a text of an older form.
pub(super) fn older(text: &str) -> Option<u32> {
    version_of(text).filter(|version| *version < RECIPE_VERSION)
}

/// A file of another form is refused rather than half understood.
pub(crate) fn check_version(file: &str, found: u32, known: u32) -> Result<(), Failure> {
    if found == known {
        return Ok(());
    }
    let newer = if found > known { " and was written by a newer program" } else { "" };
    let detail = format!("it has version {found}{newer}; this program reads version {known}");
    Err(Failure::new(FailureKind::Invalid, file, detail))
}

/// Reads TOML; the failure says line and column and what is wrong there.
pub(crate) fn parse_toml<T: serde::de::DeserializeOwned>(file: &str, text: &str) -> Result<T, Failure> {
    toml::from_str(text).map_err(|error| {
        let what = in_words(error.message());
        let at = error.span().map(|span| span.start);
        wrong(file, text, at, &what)
    })
}

/// A failure at a byte of a text.
fn wrong(file: &str, text: &str, at: Option<usize>, what: &str) -> Failure {
    let Some(at) = at else { return Failure::new(FailureKind::Invalid, file, what) };
    let before = text.get(..at.min(text.len())).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    Failure::new(FailureKind::Invalid, file, format!("line {line}, column {column}: {what}"))
}

/// The reason in plain words: of a name that is not known the one that was likely meant, or those there are.
fn in_words(message: &str) -> String {
    let message = message.replace('\n', " ");
    for (start, noun) in [("unknown field `", "key"), ("unknown variant `", "word")] {
        let Some((name, rest)) = message.strip_prefix(start).and_then(|rest| rest.split_once('`')) else {
            continue;
        };
        let known: Vec<&str> = rest.split('`').skip(1).step_by(2).collect();
        let meant = known.iter().map(|known| (strsim::damerau_levenshtein(name, known), *known)).min();
        return match meant {
            Some((distance, meant)) if distance <= 1 + name.chars().count() / 3 => {
                format!("'{name}' is no {noun} that may stand here (did you mean '{meant}'?)")
            }
            _ => {
                format!("'{name}' is no {noun} that may stand here; those that may are {}", known.join(", "))
            }
        };
    }
    message.strip_prefix("missing field `").and_then(|rest| rest.strip_suffix('`')).map_or_else(
        || message.trim_end_matches('.').to_owned(),
        |name| format!("the key '{name}' must be given here"),
    )
}

/// What no single key can say to be wrong.
fn check(file: &str, text: &str, recipe: &Recipe) -> Result<(), Failure> {
    let mut names: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, table) in recipe.tables.iter().enumerate() {
        let fail = |what: &str| Err(wrong(file, text, place(text, at), what));
        if table.name.trim().is_empty() {
            return fail("a [[table]] must have a name");
        }
        if names.insert(&table.name, at).is_some() {
            return fail(&format!(
                "there are two [[table]] with the name '{}'; give one another name",
                table.name
            ));
        }
        if table.added && table.area.is_none() {
            return fail("a table with 'added' needs a [table.area] that says where it is");
        }
        let columns = table.dimensions.iter().map(|said| ("dimension", &said.found));
        let columns = columns.chain(table.measures.iter().map(|said| ("measure", &said.found)));
        let mut known = std::collections::BTreeSet::new();
        for (part, found) in columns {
            if !known.insert((part, found)) {
                return fail(&format!(
                    "the table '{}' names its {part} '{found}' twice; take one of them out",
                    table.name
                ));
            }
        }
    }
    Ok(())
}

/// Where the name of the `[[table]]` at an index stands in a text.
fn place(text: &str, at: usize) -> Option<usize> {
    let document = toml_edit::Document::parse(text).ok()?;
    let table = document.as_table().get("table")?.as_array_of_tables()?.get(at)?;
    let name = table.get("name").and_then(toml_edit::Item::span);
    Some(name.or_else(|| table.span())?.start)
}
