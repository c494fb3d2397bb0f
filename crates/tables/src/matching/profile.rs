//! What a wanted table says of itself, and how well a standing one fits.

use std::collections::BTreeSet;

use super::Standing;
use super::pairs::Bond;
use crate::alike::{alike, has_period, title};
use crate::recipe::{JoinRecipe, TableRecipe};
use crate::text;

/// Rows of a table of which the labels are looked at.
const LABELLED: usize = 1000;

/// Fewer texts than these tell no table from another.
const FEWEST: usize = 3;

/// What is known of a table that is looked for.
pub(super) struct Wanted<'a> {
    sheet: &'a str,
    title: &'a str,
    pub(super) position: u32,
    at: Option<&'a str>,
    /// Whether other entries may be about the same table.
    pub(super) is_part: bool,
    /// What it should hold: headings and categories.
    texts: BTreeSet<String>,
    names: Names,
}

/// A sheet's name and a title but for their periods.
pub(super) struct Names {
    sheet: String,
    /// Empty where it is but the name of the sheet.
    title: String,
}

impl Names {
    fn new(sheet: &str, text: &str) -> Self {
        let own = sheet.is_empty() || !text.trim().eq_ignore_ascii_case(sheet);
        Self { sheet: alike(sheet), title: if own { title(text) } else { String::new() } }
    }

    /// Those of a standing table.
    pub(super) fn of(standing: Standing<'_>) -> Self {
        Self::new(named(standing), &standing.layout.title)
    }
}

/// The name of a sheet where it matters.
fn named(standing: Standing<'_>) -> &str {
    if standing.unnamed { "" } else { standing.sheet.name.trim() }
}

impl<'a> Wanted<'a> {
    pub(super) fn table(entry: &'a TableRecipe) -> Self {
        let mut texts: BTreeSet<String> = entry.measures.iter().map(|said| alike(&said.found)).collect();
        for said in &entry.dimensions {
            if said.categories.is_empty() {
                texts.insert(alike(&said.found.replace('_', " ")));
            }
            texts.extend(said.categories.iter().map(|label| alike(label)));
        }
        texts.retain(|text| !text.is_empty() && text != "#");
        let is_part = entry.area.is_some();
        Self {
            is_part,
            texts,
            ..Self::named(&entry.sheet, &entry.title, entry.position, entry.at.as_deref())
        }
    }

    pub(super) fn join(entry: &'a JoinRecipe) -> Self {
        Self::named(&entry.sheet, &entry.title, entry.position, entry.at.as_deref())
    }

    fn named(sheet: &'a str, title: &'a str, position: u32, at: Option<&'a str>) -> Self {
        let (sheet, title) = (sheet.trim(), title.trim());
        let names = Names::new(sheet, title);
        Self { sheet, title, position, at, is_part: false, texts: BTreeSet::new(), names }
    }

    pub(super) fn same_anchors(&self, other: &Self) -> bool {
        (self.sheet, self.title, self.position, self.at)
            == (other.sheet, other.title, other.position, other.at)
    }

    /// Whether another one has the same name but for periods.
    pub(super) fn is_of_series(&self, other: &Self) -> bool {
        (&self.names.sheet, title(self.title)) == (&other.names.sheet, title(other.title))
    }

    /// Whether periods stand in its sheet's name or title.
    pub(super) fn is_dated(&self) -> bool {
        has_period(self.sheet) || has_period(self.title)
    }

    /// How closely a standing table is bound to it by its names, or by its content where they are others.
    pub(super) fn bond(&self, standing: Standing<'_>, names: &Names) -> Bond {
        let same_sheet = self.sheet.is_empty() || self.names.sheet == names.sheet;
        let titles = match (self.names.title.is_empty(), names.title.is_empty()) {
            (false, false) => Some(self.names.title == names.title),
            (true, _) | (_, true) => None,
        };
        let same_place = self.position == standing.layout.position;
        match (same_sheet, titles) {
            (true, Some(true)) if self.is_exact(standing) => Bond::Exact,
            (true, Some(true)) => Bond::Alike,
            (true, None) if same_place => Bond::Alike,
            (false, Some(true)) => Bond::Title,
            (true, _) => Bond::Sheet,
            (false, None) => Bond::Content,
            (false, Some(false)) => Bond::Stranger,
        }
    }

    fn is_exact(&self, standing: Standing<'_>) -> bool {
        let same = |one: &str, other: &str| one.trim().eq_ignore_ascii_case(other.trim());
        (self.sheet.is_empty() || same(self.sheet, named(standing)))
            && same(self.title, &standing.layout.title)
    }

    /// Whether a table stands where this one stood, and nothing else is known of it than that.
    pub(super) fn is_in_place(&self, standing: Standing<'_>) -> bool {
        let at = self.at.is_none_or(|at| at == standing.layout.range.first.to_string());
        at && self.position == standing.layout.position
    }

    /// The share of what it should hold that a standing table holds; none where too little is known.
    pub(super) fn shared(&self, texts: &BTreeSet<String>) -> Option<f64> {
        if self.texts.len() < FEWEST {
            return None;
        }
        let shared = self.texts.iter().filter(|text| texts.contains(*text)).count();
        Some(shared as f64 / self.texts.len() as f64)
    }
}

/// What a standing table says: headings and labels.
pub(super) fn texts(standing: Standing<'_>) -> BTreeSet<String> {
    let Standing { sheet, layout, .. } = standing;
    let mut texts = BTreeSet::new();
    let cols = layout.range.first.col..=layout.range.last.col;
    for row in &layout.header_rows {
        texts.extend(cols.clone().map(|col| alike(&text::cell_label(sheet, *row, col))));
    }
    for row in layout.data_rows.iter().chain(&layout.group_rows).take(LABELLED) {
        let labels = layout.label_cols.iter().map(|label| alike(&text::cell_label(sheet, *row, label.col)));
        texts.extend(labels);
    }
    for line in std::iter::once(&layout.title).chain(&layout.subtitle) {
        texts.insert(alike(line));
    }
    texts
}
