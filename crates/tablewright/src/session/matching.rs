//! What the recipe expects against what was found, for a release that returns.

use model::{CellRange, TidyTable};
use tables::TableRecipe;

use super::Session;
use crate::found::{FoundTable, Why, expected};
use crate::view::{MatchChoiceView, MatchView};

/// The tables of the recipe as it was opened, then the tables that it does not name.
pub(super) fn matching(session: &Session) -> Vec<MatchView> {
    let wanted = &session.content.expected;
    if wanted.is_empty() || session.content.opened.is_empty() {
        return Vec::new();
    }
    let mut all: Vec<MatchView> = wanted.iter().map(|wanted| one(session, wanted)).collect();
    all.extend(new_tables(session));
    all
}

/// A table of the recipe: found, missing, or settled.
fn one(session: &Session, wanted: &TableRecipe) -> MatchView {
    let entries = &session.content.recipe.tables;
    let entry = entries.iter().position(|entry| entry.name == wanted.name);
    let place =
        entry.and_then(|entry| session.found.tables.iter().position(|table| table.entry == Some(entry)));
    if let Some(at) = place {
        return found(session, wanted, at);
    }
    let mut view = blank(wanted);
    let left_out =
        entry.and_then(|entry| session.found.left_out.iter().find(|table| table.entry == Some(entry)));
    if let Some(left_out) = left_out {
        view.found = where_found(session, left_out.source, &left_out.layout.sheet, &left_out.layout.range);
        view.settled = Some("It is left out of this release.".to_owned());
        return view;
    }
    "missing".clone_into(&mut view.status);
    match entry {
        Some(entry) if !entries[entry].leave_out => {
            view.open = true;
            view.choices = choices(session);
        }
        _ => view.settled = Some("Accepted: it is gone.".to_owned()),
    }
    view
}

/// A table of the recipe that was found.
fn found(session: &Session, wanted: &TableRecipe, at: usize) -> MatchView {
    let table = &session.found.tables[at];
    let mut view = blank(wanted);
    view.table = session.ids.tables.get(at).copied();
    let Some(layout) = &table.detected else { return view };
    view.found = where_found(session, table.source, &layout.sheet, &layout.range);
    let sheet = &session.content.opened[table.source].source.workbook.sheets[table.sheet].name;
    let mapped = !tables::matches(wanted, sheet, layout);
    let columns = Columns::of(wanted, table);
    if mapped || wanted.position != layout.position {
        "moved".clone_into(&mut view.status);
        if wanted.position != layout.position {
            let text =
                format!("It is table {} of its sheet; it was table {}.", layout.position, wanted.position);
            view.differences.push(text);
        }
    }
    if !wanted.title.trim().is_empty() && wanted.title.trim() != layout.title.trim() {
        view.differences.push(format!("Its title now reads '{}'.", layout.title));
    }
    if !columns.gone.is_empty() || !columns.new.is_empty() {
        "changed".clone_into(&mut view.status);
        view.differences.extend(columns.gone.iter().map(|name| format!("The column '{name}' is not there.")));
        view.differences.extend(columns.new.iter().map(|name| format!("The column '{name}' is new.")));
    }
    view.open = table.recipe.as_ref().is_some_and(|entry| !Columns::of(entry, table).gone.is_empty());
    if !view.open {
        view.settled = match (mapped, columns.gone.is_empty()) {
            (true, _) => Some("Mapped to this table.".to_owned()),
            (false, false) => Some("Accepted: the columns are gone.".to_owned()),
            (false, true) => None,
        };
    }
    view
}

fn blank(wanted: &TableRecipe) -> MatchView {
    MatchView {
        id: wanted.name.clone(),
        title: if wanted.title.is_empty() { wanted.name.clone() } else { wanted.title.clone() },
        expected: sentence(&expected(wanted)),
        found: String::new(),
        status: "unchanged".to_owned(),
        differences: Vec::new(),
        open: false,
        settled: None,
        table: None,
        choices: Vec::new(),
    }
}

/// The columns of a table that an entry names and that are not there, and those that it does not name.
struct Columns {
    gone: Vec<String>,
    new: Vec<String>,
}

impl Columns {
    fn of(entry: &TableRecipe, table: &FoundTable) -> Self {
        let (dimensions, measures) = detected_names(table.recipe.as_ref(), &table.tidy);
        let dimensions_said: Vec<&str> = entry.dimensions.iter().map(|said| said.found.as_str()).collect();
        let measures_said: Vec<&str> = entry.measures.iter().map(|said| said.found.as_str()).collect();
        let (mut gone, mut new) = (Vec::new(), Vec::new());
        for (said, has) in [(&dimensions_said, &dimensions), (&measures_said, &measures)] {
            gone.extend(said.iter().filter(|name| !has.contains(name)).map(|name| (*name).to_owned()));
            // A recipe may name no column at all, and then none is new.
            if !said.is_empty() {
                new.extend(has.iter().filter(|name| !said.contains(name)).map(|name| (*name).to_owned()));
            }
        }
        Self { gone, new }
    }
}

/// The names that detection gave the columns, from those that the recipe put in their place.
fn detected_names<'a>(recipe: Option<&'a TableRecipe>, tidy: &'a TidyTable) -> (Vec<&'a str>, Vec<&'a str>) {
    let dimension = |name: &'a str| {
        let said = recipe.and_then(|recipe| recipe.dimensions.iter().find(|said| said.name == name));
        said.map_or(name, |said| said.found.as_str())
    };
    let measure = |name: &'a str| {
        let said = recipe.and_then(|recipe| recipe.measures.iter().find(|said| said.name == name));
        said.map_or(name, |said| said.found.as_str())
    };
    (
        tidy.dimensions.iter().map(|known| dimension(&known.name)).collect(),
        tidy.measures.iter().map(|known| measure(&known.name)).collect(),
    )
}

/// The tables that the recipe, as it was opened, does not name.
fn new_tables(session: &Session) -> Vec<MatchView> {
    let is_new = |entry: Option<usize>| {
        let name = entry.map(|entry| &session.content.recipe.tables[entry].name);
        name.is_none_or(|name| !session.content.expected.iter().any(|wanted| wanted.name == *name))
    };
    let view = |id: u32, title: &str, found: String, table: Option<u32>, settled: Option<&str>| MatchView {
        id: id.to_string(),
        title: title.to_owned(),
        expected: String::new(),
        found,
        status: "new".to_owned(),
        differences: if settled.is_none() {
            vec!["It is not in the recipe and is left out.".to_owned()]
        } else {
            Vec::new()
        },
        open: false,
        settled: settled.map(str::to_owned),
        table,
        choices: Vec::new(),
    };
    let mut all = Vec::new();
    for (table, id) in session.found.tables.iter().zip(&session.ids.tables) {
        let Some(layout) = table.detected.as_ref().filter(|_| is_new(table.entry)) else { continue };
        let found = where_found(session, table.source, &layout.sheet, &layout.range);
        all.push(view(*id, &table.tidy.title, found, Some(*id), Some("It takes part in the release.")));
    }
    for (table, id) in session.found.left_out.iter().zip(&session.ids.left_out) {
        let settled = match table.why {
            Why::NotListed => None,
            Why::Person => Some("It is left out of this release."),
            Why::HiddenSheet => continue,
        };
        if is_new(table.entry) {
            let found = where_found(session, table.source, &table.layout.sheet, &table.layout.range);
            all.push(view(*id, &table.layout.title, found, None, settled));
        }
    }
    all
}

/// The tables that no entry of the recipe is about.
fn choices(session: &Session) -> Vec<MatchChoiceView> {
    let published = session.found.tables.iter().zip(&session.ids.tables).filter_map(|(table, id)| {
        let layout = table.detected.as_ref().filter(|_| table.entry.is_none())?;
        Some((*id, table.source, layout))
    });
    let left_out = session.found.left_out.iter().zip(&session.ids.left_out);
    let left_out =
        left_out.filter(|(table, _)| table.why != Why::HiddenSheet && !is_expected(session, table.entry));
    let left_out = left_out.map(|(table, id)| (*id, table.source, &table.layout));
    let label = |(id, source, layout): (u32, usize, &std::sync::Arc<tables::Layout>)| MatchChoiceView {
        id,
        label: format!("{} ({})", layout.title, where_found(session, source, &layout.sheet, &layout.range)),
    };
    published.chain(left_out).map(label).collect()
}

fn is_expected(session: &Session, entry: Option<usize>) -> bool {
    let name = entry.map(|entry| &session.content.recipe.tables[entry].name);
    name.is_some_and(|name| session.content.expected.iter().any(|wanted| wanted.name == *name))
}

fn where_found(session: &Session, source: usize, sheet: &str, range: &CellRange) -> String {
    let file = &session.content.opened[source].source.name;
    if sheet.is_empty() { format!("{file}, {range}") } else { format!("{file}, {sheet}, {range}") }
}

/// With a capital at its beginning.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
