//! Writing recipes: a new one in one form, and one that was read with its comments and its order. Only what differs
//! from what was read is changed.

use model::{Failure, FailureKind};
use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Table, TableLike, Value};

use super::{Recipe, read};

/// Keys whose tables are written in one line.
const IN_LINE: [&str; 5] = ["through", "from", "before", "from-column", "before-column"];

/// The longest line of a list.
const WIDEST: usize = 110;

pub(super) fn recipe(recipe: &Recipe) -> Result<String, Failure> {
    let text = recipe.text.as_deref().unwrap_or_default();
    // A recipe that was read has the version that its text has, until it is written.
    let before = if text.is_empty() { DocumentMut::new() } else { document(&as_read(text)?)? };
    let mut written: DocumentMut = text.parse().map_err(|error: toml_edit::TomlError| internal(&error))?;
    merge(written.as_table_mut(), before.as_table(), document(recipe)?.as_table());
    let windows = text.contains("\r\n");
    let mut text = written.to_string().replace("\r\n", "\n");
    if !text.ends_with('\n') {
        text.push('\n');
    }
    let text = text.trim_start_matches('\n');
    Ok(if windows { text.replace('\n', "\r\n") } else { text.to_owned() })
}

/// The recipe of a text, under its own version.
fn as_read(text: &str) -> Result<Recipe, Failure> {
    let mut recipe = read::recipe("recipe", text)?;
    recipe.version = recipe.migrated_from.unwrap_or(recipe.version);
    Ok(recipe)
}

fn document(recipe: &Recipe) -> Result<DocumentMut, Failure> {
    toml_edit::ser::to_document(recipe).map_err(|error| internal(&error))
}

fn internal(error: &impl ToString) -> Failure {
    Failure::new(FailureKind::Internal, "recipe", error.to_string())
}

/// Changes in `written` what differs between `before` and `after`.
fn merge(written: &mut dyn TableLike, before: &dyn TableLike, after: &dyn TableLike) {
    for (key, _) in before.iter().filter(|(key, _)| after.get(key).is_none()) {
        written.remove(key);
    }
    for (key, new) in after.iter() {
        let old = before.get(key);
        if old.is_some_and(|old| text(old) == text(new)) {
            continue;
        }
        match (written.get_mut(key), old) {
            (Some(known), old) if !known.is_none() => change(known, key, old, new),
            _ => {
                written.insert(key, item(key, new));
            }
        }
    }
}

/// Changes one thing that stands in the text.
fn change(known: &mut Item, key: &str, old: Option<&Item>, new: &Item) {
    let empty = Table::new();
    if let (Some(elements), Some(tables)) = (known.as_array_of_tables_mut(), inner_tables(new)) {
        let before = old.and_then(inner_tables).unwrap_or_default();
        *elements = merged(elements, &before, &tables);
        return;
    }
    if let (Some(known), Some(new)) = (known.as_table_like_mut(), new.as_table_like()) {
        merge(known, old.and_then(Item::as_table_like).unwrap_or(&empty), new);
        return;
    }
    let mut fresh = item(key, new);
    if let (Some(known), Some(fresh)) = (known.as_value(), fresh.as_value_mut()) {
        *fresh.decor_mut() = known.decor().clone();
    }
    *known = fresh;
}

/// A list of tables with what has changed in it; each keeps its comments, wherever it goes.
fn merged(known: &ArrayOfTables, before: &[&dyn TableLike], after: &[&dyn TableLike]) -> ArrayOfTables {
    let partners = partners(before, after);
    let in_place =
        known.len() == after.len() && partners.iter().enumerate().all(|(at, old)| *old == Some(at));
    let mut elements = ArrayOfTables::new();
    for (new, old) in after.iter().zip(partners) {
        let kept = old.and_then(|old| Some((known.get(old)?.clone(), before[old])));
        let mut element = kept.map_or_else(
            || table(*new),
            |(mut element, old)| {
                merge(&mut element, old, *new);
                element
            },
        );
        if !in_place {
            forget_places(&mut element);
        }
        elements.push(element);
    }
    elements
}

/// For each of `after` which of `before` it was: by what names it, then what is left in its order.
fn partners(before: &[&dyn TableLike], after: &[&dyn TableLike]) -> Vec<Option<usize>> {
    let mut free = vec![true; before.len()];
    let mut partners = vec![None; after.len()];
    for (new, partner) in after.iter().zip(&mut partners) {
        let same = |at: &usize| free[*at] && identity(before[*at]) == identity(*new);
        *partner = (0..before.len()).find(same);
        if let Some(at) = *partner {
            free[at] = false;
        }
    }
    for (at, partner) in partners.iter_mut().enumerate() {
        if partner.is_none() && free.get(at) == Some(&true) {
            *partner = Some(at);
            free[at] = false;
        }
    }
    partners
}

/// What names one table of a list. A column is known by what it was found as, whatever it is called.
fn identity(table: &dyn TableLike) -> Vec<String> {
    const NAMING: [&[&str]; 4] =
        [&["found"], &["role", "says", "occurrence"], &["name"], &["title", "position"]];
    let keys = NAMING.into_iter().find(|keys| table.get(keys[0]).is_some()).unwrap_or_default();
    keys.iter().map(|key| table.get(key).map(text).unwrap_or_default()).collect()
}

/// A thing of a recipe as it is written anew.
fn item(key: &str, new: &Item) -> Item {
    if let Some(tables) = inner_tables(new) {
        let mut elements = ArrayOfTables::new();
        for inner in tables {
            elements.push(table(inner));
        }
        return Item::ArrayOfTables(elements);
    }
    if let (Some(inner), false) = (new.as_table_like(), IN_LINE.contains(&key)) {
        return Item::Table(table(inner));
    }
    let mut value = new.clone();
    if let Some(list) = value.as_array_mut() {
        wrap(list, key.len());
    }
    value
}

/// A table under a heading of its own: plain values first, as TOML asks for.
fn table(inner: &dyn TableLike) -> Table {
    let mut table = Table::new();
    let nested = |key: &str, item: &Item| {
        inner_tables(item).is_some() || (item.is_table_like() && !IN_LINE.contains(&key))
    };
    for tables in [false, true] {
        for (key, value) in inner.iter().filter(|(key, value)| nested(key, value) == tables) {
            table.insert(key, item(key, value));
        }
    }
    table.decor_mut().set_prefix("\n");
    table
}

/// The tables of a list of tables; none of anything else.
fn inner_tables(item: &Item) -> Option<Vec<&dyn TableLike>> {
    if let Some(tables) = item.as_array_of_tables() {
        return Some(tables.iter().map(|table| table as &dyn TableLike).collect());
    }
    let list = item.as_array()?;
    let tables: Option<Vec<&dyn TableLike>> =
        list.iter().map(|value| value.as_inline_table().map(|table| table as &dyn TableLike)).collect();
    tables.filter(|tables| !tables.is_empty())
}

/// Breaks a long list into lines.
fn wrap(list: &mut Array, indent: usize) {
    let shown: Vec<usize> = list.iter().map(|value| value.to_string().trim().chars().count() + 2).collect();
    if indent + 5 + shown.iter().sum::<usize>() <= WIDEST {
        return;
    }
    let mut width = WIDEST;
    for (value, length) in list.iter_mut().zip(shown) {
        let breaks = width + length > WIDEST;
        width = if breaks { 4 + length } else { width + length };
        value.decor_mut().set_prefix(if breaks { "\n    " } else { " " });
        value.decor_mut().set_suffix("");
    }
    list.set_trailing_comma(true);
    list.set_trailing("\n");
}

/// Lets a table that was moved stand where it is now.
fn forget_places(table: &mut Table) {
    table.set_position(None);
    for (_, item) in table.iter_mut() {
        match item {
            Item::Table(inner) => forget_places(inner),
            Item::ArrayOfTables(all) => all.iter_mut().for_each(forget_places),
            Item::Value(_) | Item::None => {}
        }
    }
}

/// What a thing says, however it is laid out.
fn text(item: &Item) -> String {
    fn plain(value: &Value) -> String {
        match value {
            Value::Array(list) => format!("[{}]", list.iter().map(plain).collect::<Vec<_>>().join(", ")),
            Value::InlineTable(table) => {
                let inner = table.iter().map(|(key, value)| format!("{key} = {}", plain(value)));
                format!("{{{}}}", inner.collect::<Vec<_>>().join(", "))
            }
            Value::String(_)
            | Value::Integer(_)
            | Value::Float(_)
            | Value::Boolean(_)
            | Value::Datetime(_) => value.to_string().trim().to_owned(),
        }
    }
    item.as_value().map_or_else(|| item.to_string(), plain)
}
