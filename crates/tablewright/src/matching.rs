//! What a recipe expects against what was found: table by table, and in each what is new, gone or elsewhere.

use std::sync::Arc;

use model::{CellRange, What};
use tables::{Became, Drift, Lost, Part, TableRecipe};

use crate::found::{Found, FoundTable, Layouts, Why, expected, line_part};
use crate::recipe::Recipe;
use crate::source::Source;

/// Where a table stands in [`Found`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stands {
    /// In the release.
    In(usize),
    /// Among those left out.
    Out(usize),
}

/// A table of the recipe, or one that it does not name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matched {
    /// Its name in the recipe; of one that it does not name where it is (`new/Table 3!A4`).
    pub id: String,
    /// Its title, as the recipe or the workbook says.
    pub title: String,
    /// Where the recipe expects it, in words; empty for a new one.
    pub expected: String,
    /// Where it was found, in words; empty for one that was not.
    pub found: String,
    /// What became of the table itself.
    pub became: Became,
    /// What differs in its name or place, in words.
    pub notes: Vec<String>,
    /// What differs in it.
    pub items: Vec<Item>,
    /// Whether a person must still say what is to be done.
    pub open: bool,
    /// What was decided, in words; none while nothing was.
    pub settled: Option<String>,
    /// Where it stands.
    pub stands: Option<Stands>,
    /// For a missing one: the tables that it may be.
    pub choices: Vec<Choice>,
}

/// A difference in a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// `deaths/category/area/Wales`: table, part and name.
    pub id: String,
    /// `dimension`, `measure`, `category`, `row` or `column`.
    pub part: &'static str,
    /// Its name.
    pub name: String,
    /// What became of it.
    pub became: Became,
    /// The same in words.
    pub text: String,
    /// Whether a person must still say what is to be done.
    pub open: bool,
    /// For one that is gone: names of those that are new beside it.
    pub choices: Vec<String>,
    /// The difference of columns and categories.
    pub drift: Option<Drift>,
}

/// A table that a missing one may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Where it is: `Table 3!A4`, with the file's name where several have such a sheet.
    pub id: String,
    /// Its title and place.
    pub label: String,
    /// Where it stands.
    pub stands: Stands,
}

/// What the release is matched with.
#[derive(Debug, Clone, Copy)]
pub struct Sides<'a> {
    /// The tables of the recipe as it was opened.
    pub expected: &'a [TableRecipe],
    /// The recipe as it is.
    pub recipe: &'a Recipe,
    /// The workbooks.
    pub located: &'a [(Arc<Source>, Arc<Layouts>)],
    /// What was found in them.
    pub found: &'a Found,
}

impl Sides<'_> {
    /// The tables of the recipe, then those that it does not name.
    pub fn matched(&self) -> Vec<Matched> {
        if self.expected.is_empty() || self.located.is_empty() {
            return Vec::new();
        }
        let mut all: Vec<Matched> = self.expected.iter().map(|wanted| self.one(wanted)).collect();
        all.extend(self.new_tables());
        all
    }

    /// A table of the recipe: found, missing, or settled.
    fn one(&self, wanted: &TableRecipe) -> Matched {
        let entries = &self.recipe.tables;
        let entry = entries.iter().position(|entry| entry.name == wanted.name);
        let place =
            entry.and_then(|entry| self.found.tables.iter().position(|table| table.entry == Some(entry)));
        if let Some(at) = place {
            return self.found(wanted, at);
        }
        let mut one = blank(wanted);
        let left_out =
            entry.and_then(|entry| self.found.left_out.iter().position(|table| table.entry == Some(entry)));
        if let Some(at) = left_out {
            let left_out = &self.found.left_out[at];
            one.found = self.where_found(left_out.source, &left_out.layout.sheet, &left_out.layout.range);
            one.settled = Some("It is left out of this release.".to_owned());
            one.stands = Some(Stands::Out(at));
            return one;
        }
        one.became = Became::Gone;
        match entry {
            Some(entry) if !entries[entry].leave_out => self.missing(&mut one, wanted),
            _ => one.settled = Some("Accepted: it is gone.".to_owned()),
        }
        one
    }

    /// A table of the recipe of which nobody has said what became of it.
    fn missing(&self, one: &mut Matched, wanted: &TableRecipe) {
        one.open = true;
        one.choices = self.choices();
        for finding in &self.found.findings {
            match &finding.what {
                What::TableAmbiguous { table, choices } if *table == wanted.name => {
                    one.became = Became::Ambiguous;
                    one.notes.push(format!("It may be: {}.", choices.join("; ")));
                }
                What::RecipeUnmatched { table, part, found, .. } if *table == wanted.name => {
                    one.became = Became::Ambiguous;
                    one.notes.push(format!(
                        "The {part} '{found}', by which its area is known, is not there or not alone."
                    ));
                }
                _ => {}
            }
        }
    }

    /// A table of the recipe that was found.
    fn found(&self, wanted: &TableRecipe, at: usize) -> Matched {
        let table = &self.found.tables[at];
        let mut one = blank(wanted);
        one.stands = Some(Stands::In(at));
        let Some(layout) = &table.detected else { return one };
        one.found = self.where_found(table.source, &layout.sheet, &layout.range);
        self.place(&mut one, wanted, table);
        one.items = items(wanted, table);
        one.open = one.items.iter().any(|item| item.open);
        let changed = one.items.iter().any(|item| item.became.is_open());
        if !one.open && changed {
            one.settled = Some("Accepted: it is so from now on.".to_owned());
        }
        one
    }

    /// What differs in the name and place of a table.
    fn place(&self, one: &mut Matched, wanted: &TableRecipe, table: &FoundTable) {
        let base = table.base.first().or(table.detected.as_ref());
        let Some(layout) = base.filter(|_| !wanted.added) else { return };
        let sheet = &self.located[table.source].0.workbook.sheets[table.sheet].name;
        let at = layout.range.first.to_string();
        let mut moved = false;
        if !wanted.sheet.is_empty() && !wanted.sheet.trim().eq_ignore_ascii_case(sheet.trim()) {
            moved = !tables::is_sheet(&wanted.sheet, sheet);
            one.notes.push(format!("It stands on the sheet '{sheet}'; it stood on '{}'.", wanted.sheet));
        }
        if let Some(before) = wanted.at.as_ref().filter(|before| **before != at) {
            moved = true;
            one.notes.push(format!("It begins at {at}; it began at {before}."));
        }
        if wanted.position != layout.position {
            moved |= wanted.at.is_none();
            one.notes.push(format!(
                "It is table {} of its sheet; it was table {}.",
                layout.position, wanted.position
            ));
        }
        if !wanted.title.trim().is_empty() && wanted.title.trim() != layout.title.trim() {
            moved |= !tables::is_title(&wanted.title, &layout.title);
            one.notes.push(format!("Its title now reads '{}'.", layout.title));
        }
        if moved {
            one.became = Became::Moved;
        }
        let entry = table.recipe.as_ref();
        if entry.is_some_and(|entry| tables::join_from(entry) != tables::join_from(wanted)) {
            one.settled = Some("Mapped to this table.".to_owned());
        }
    }

    /// The tables that the recipe, as it was opened, does not name.
    fn new_tables(&self) -> Vec<Matched> {
        let mut all = Vec::new();
        for (at, table) in self.found.tables.iter().enumerate() {
            let Some(layout) = table.detected.as_ref().filter(|_| self.is_new(table.entry)) else { continue };
            let found = self.where_found(table.source, &layout.sheet, &layout.range);
            let settled = Some("It takes part in the release.".to_owned());
            let id = self.new_id(table.source, table.sheet, &layout.range);
            all.push(new(id, &table.tidy.title, found, Stands::In(at), settled));
        }
        for (at, table) in self.found.left_out.iter().enumerate() {
            let settled = match table.why {
                Why::NotListed => None,
                Why::Person => Some("It is left out of this release.".to_owned()),
                Why::HiddenSheet => continue,
            };
            if self.is_new(table.entry) {
                let found = self.where_found(table.source, &table.layout.sheet, &table.layout.range);
                let id = self.new_id(table.source, table.sheet, &table.layout.range);
                let mut one = new(id, &table.layout.title, found, Stands::Out(at), settled);
                one.open = one.settled.is_none() && self.recipe.unlisted == crate::recipe::Unlisted::Ask;
                all.push(one);
            }
        }
        all
    }

    fn is_new(&self, entry: Option<usize>) -> bool {
        let name = entry.map(|entry| &self.recipe.tables[entry].name);
        name.is_none_or(|name| !self.expected.iter().any(|wanted| wanted.name == *name))
    }

    /// The tables that no entry of the recipe is about.
    fn choices(&self) -> Vec<Choice> {
        let published = self.found.tables.iter().enumerate().filter_map(|(at, table)| {
            let layout = table.detected.as_ref().filter(|_| table.entry.is_none())?;
            Some((Stands::In(at), table.source, table.sheet, layout))
        });
        let left_out = self.found.left_out.iter().enumerate();
        let left_out =
            left_out.filter(|(_, table)| table.why != Why::HiddenSheet && self.is_new(table.entry));
        let left_out =
            left_out.map(|(at, table)| (Stands::Out(at), table.source, table.sheet, &table.layout));
        let choice = |(stands, source, sheet, layout): (Stands, usize, usize, &Arc<tables::Layout>)| Choice {
            id: self.place_id(source, sheet, &layout.range),
            label: format!("{} ({})", layout.title, self.where_found(source, &layout.sheet, &layout.range)),
            stands,
        };
        published.chain(left_out).map(choice).collect()
    }

    fn new_id(&self, source: usize, sheet: usize, range: &CellRange) -> String {
        format!("new/{}", self.place_id(source, sheet, range))
    }

    /// `Table 3!A4`; with the file's name before it where it does not say which is meant.
    fn place_id(&self, source: usize, sheet: usize, range: &CellRange) -> String {
        let name = &self.located[source].0.workbook.sheets[sheet].name;
        let named = |other: &(Arc<Source>, Arc<Layouts>)| {
            other.0.workbook.sheets.iter().any(|sheet| sheet.name == *name)
        };
        let alone = !name.is_empty() && self.located.iter().filter(|other| named(other)).count() == 1;
        let file = &self.located[source].0.name;
        match (alone, name.is_empty()) {
            (true, _) => format!("{name}!{}", range.first),
            (false, true) => format!("{file}!{}", range.first),
            (false, false) => format!("{file}!{name}!{}", range.first),
        }
    }

    fn where_found(&self, source: usize, sheet: &str, range: &CellRange) -> String {
        let file = &self.located[source].0.name;
        if sheet.is_empty() { format!("{file}, {range}") } else { format!("{file}, {sheet}, {range}") }
    }
}

fn new(id: String, title: &str, found: String, stands: Stands, settled: Option<String>) -> Matched {
    let untouched = "It is not in the recipe and is left out.".to_owned();
    Matched {
        id,
        title: title.to_owned(),
        expected: String::new(),
        found,
        became: Became::New,
        notes: if settled.is_none() { vec![untouched] } else { Vec::new() },
        items: Vec::new(),
        open: false,
        settled,
        stands: Some(stands),
        choices: Vec::new(),
    }
}

fn blank(wanted: &TableRecipe) -> Matched {
    Matched {
        id: wanted.name.clone(),
        title: if wanted.title.is_empty() { wanted.name.clone() } else { wanted.title.clone() },
        expected: sentence(&expected(wanted)),
        found: String::new(),
        became: Became::Unchanged,
        notes: Vec::new(),
        items: Vec::new(),
        open: false,
        settled: None,
        stands: None,
        choices: Vec::new(),
    }
}

/// What differs in a table that was found: against the recipe as it was opened, open where the recipe as it is does
/// not say it yet.
fn items(wanted: &TableRecipe, table: &FoundTable) -> Vec<Item> {
    let (names, tidy) = (table.names(), &table.tidy);
    let still: Vec<Drift> = table.recipe.iter().flat_map(|entry| tables::drift(entry, names, tidy)).collect();
    let differences = tables::drift(wanted, names, tidy);
    let news = |of: &Drift| -> Vec<String> {
        let beside = |other: &&Drift| {
            let same = other.part == of.part && (of.part != Part::Category || other.column == of.column);
            same && other.became == Became::New
        };
        differences.iter().filter(beside).map(|other| label(other).to_owned()).collect()
    };
    let item = |drift: &Drift| Item {
        id: format!("{}/{}", wanted.name, drift.id()),
        part: drift.part.name(),
        name: label(drift).to_owned(),
        became: drift.became,
        text: in_words(drift),
        open: drift.became.is_open() && still.contains(drift),
        choices: if drift.became == Became::Gone { news(drift) } else { Vec::new() },
        drift: Some(drift.clone()),
    };
    let mut items: Vec<Item> = differences.iter().map(item).collect();
    items.extend(table.unfound().iter().map(|line| {
        let part = line_part(line);
        let (became, text) = match line.lost {
            Lost::Gone => (Became::Gone, format!("The correction of '{}' finds nothing.", line.says)),
            Lost::Ambiguous => (
                Became::Ambiguous,
                format!(
                    "The correction of '{}' may be about one of several, or about more than before.",
                    line.says
                ),
            ),
        };
        let id = format!("{}/{part}/{}", wanted.name, line.says);
        Item { id, part, name: line.says.clone(), became, text, open: true, choices: Vec::new(), drift: None }
    }));
    items
}

fn label(drift: &Drift) -> &str {
    drift.category.as_ref().unwrap_or(&drift.column)
}

fn in_words(drift: &Drift) -> String {
    let what = match &drift.category {
        Some(category) => format!("The category '{category}' of '{}'", drift.column),
        None => format!("The column '{}'", drift.column),
    };
    match drift.became {
        Became::New => format!("{what} is new."),
        Became::Gone => format!("{what} is not there."),
        Became::Moved => format!("{what} stands elsewhere among the others."),
        Became::Unchanged | Became::Ambiguous => what,
    }
}

/// With a capital at its beginning.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
