//! The part of a recipe that is about tables: which they are, how they are laid out, what things are
//! called. Never data values.

use model::{Adding, DimensionKind, MeasureKind, TidyTable};
use serde::{Deserialize, Serialize};

use crate::layout::Layout;

/// One table of a recipe.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct TableRecipe {
    /// The table's name in file names and keys.
    pub name: String,
    /// The sheet on which it stands; empty for a CSV.
    #[serde(default)]
    pub sheet: String,
    /// Its title as published, by which it is found again; periods in it may change.
    #[serde(default)]
    pub title: String,
    /// Which table of its sheet it was, from 1.
    #[serde(default = "first")]
    pub position: u32,
    /// Whether it is left out of the release.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub leave_out: bool,
    /// Corrections of the layout that was detected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub layout: Option<LayoutRecipe>,
    /// Its dimensions.
    #[serde(default, rename = "dimension", skip_serializing_if = "Vec::is_empty")]
    pub dimensions: Vec<DimensionRecipe>,
    /// Its measures.
    #[serde(default, rename = "measure", skip_serializing_if = "Vec::is_empty")]
    pub measures: Vec<MeasureRecipe>,
}

const fn first() -> u32 {
    1
}

/// Corrections of a detected layout; what is not given stays as detected.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct LayoutRecipe {
    /// How many rows directly above the first data row are header rows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub header_rows: Option<u32>,
    /// How many of the table's columns, from the left, are labels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label_columns: Option<u32>,
    /// Headings of columns that are left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ignore_columns: Vec<String>,
    /// How many data rows at the end are left out (footers taken for data).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drop_last_rows: Option<u32>,
    /// The shape of the layout of which a person said that it is right; it holds while the shape stays the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed: Option<String>,
    /// Rows that play another part than the one detected; of two that are about the same row the later one holds.
    #[serde(default, rename = "row", skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<LineRecipe>,
    /// Columns that play another part, in the same way.
    #[serde(default, rename = "column", skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<LineRecipe>,
}

impl LayoutRecipe {
    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether it changes what was detected.
    pub fn corrects(&self) -> bool {
        Self { confirmed: None, ..self.clone() } != Self::default()
    }
}

/// The part that a person gives to whole rows or columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LineRole {
    /// A header level; rows only.
    Header,
    /// A column of labels; a row that heads the group below it.
    Label,
    /// Values, and no total.
    Value,
    /// Values that are the sum of others.
    Total,
    /// Notes.
    Note,
    /// Left out.
    Ignore,
}

/// A row or column, or several from one to another, and the part that it plays. Found again by what it says, never
/// by its address, and never by a data value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct LineRecipe {
    /// The part.
    pub role: LineRole,
    /// Of a row its labels, or the first text in it; of a column its headings from top to bottom. Periods in them
    /// may change. Empty where it says nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub says: Vec<String>,
    /// Which of those that say so, from 1, top to bottom or left to right; periods are taken as alike.
    #[serde(default = "first", skip_serializing_if = "is_first")]
    pub occurrence: u32,
    /// The last one, where it is several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub through: Option<Anchor>,
}

/// What a row or column is found by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Anchor {
    /// What it says.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub says: Vec<String>,
    /// Which of those that say so.
    #[serde(default = "first", skip_serializing_if = "is_first")]
    pub occurrence: u32,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
const fn is_first(occurrence: &u32) -> bool {
    *occurrence == 1
}

/// What a dimension is called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct DimensionRecipe {
    /// The name that detection gives it, by which it is found again.
    pub found: String,
    /// Its column name.
    pub name: String,
    /// Its heading.
    pub label: String,
    /// What it divides by.
    #[serde(default)]
    pub kind: DimensionKind,
    /// Labels of categories that stand for the whole country; without it, the code lists decide.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub national: Option<Vec<String>>,
}

/// What a measure is called and what it counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct MeasureRecipe {
    /// The name that detection gives it, by which it is found again.
    pub found: String,
    /// Its name in the `measure` column.
    pub name: String,
    /// Its heading.
    pub label: String,
    /// Its unit in words.
    #[serde(default)]
    pub unit: String,
    /// What it counts.
    pub kind: MeasureKind,
    /// Whether its parts add up; without it, words and values decide.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub adding: Option<Adding>,
}

/// The recipe of a table as it was found, for a person to correct.
pub fn recipe_from(layout: &Layout, table: &TidyTable) -> TableRecipe {
    let dimensions = table.dimensions.iter().map(|dimension| DimensionRecipe {
        found: dimension.name.clone(),
        name: dimension.name.clone(),
        label: dimension.label.clone(),
        kind: dimension.kind,
        national: None,
    });
    let measures = table.measures.iter().map(|measure| MeasureRecipe {
        found: measure.name.clone(),
        name: measure.name.clone(),
        label: measure.label.clone(),
        unit: measure.unit.clone(),
        kind: measure.kind,
        adding: None,
    });
    TableRecipe {
        name: table.name.clone(),
        sheet: table.sheet.clone().unwrap_or_default(),
        title: layout.title.clone(),
        position: layout.position,
        leave_out: false,
        layout: None,
        dimensions: dimensions.collect(),
        measures: measures.collect(),
    }
}

/// Whether a found table is the one that a recipe means: the same sheet name (a CSV has none), and the same
/// title but for periods; where either has no title, the same place on the sheet.
pub fn matches(recipe: &TableRecipe, sheet: &str, layout: &Layout) -> bool {
    let same_sheet = recipe.sheet.is_empty() || recipe.sheet.trim().eq_ignore_ascii_case(sheet.trim());
    let (wanted, found) = (anchor(&recipe.title), anchor(&layout.title));
    let same_place = recipe.position == layout.position;
    let same_title = if wanted.is_empty() || found.is_empty() { same_place } else { wanted == found };
    same_sheet && same_title
}

/// The words of a title that stay from release to release: letters only, periods out.
fn anchor(title: &str) -> String {
    let words = crate::words::words(title);
    let numbered = crate::words::opens_title(title);
    let kept = words.iter().enumerate().filter(|(at, word)| {
        // The number of "Table 3" is part of its name.
        (*at == 1 && numbered) || !(crate::words::is_period(word) || word.bytes().all(|b| b.is_ascii_digit()))
    });
    kept.map(|(_, word)| word.as_str()).collect::<Vec<_>>().join(" ")
}

/// Names and kinds of a recipe, put on a tidy table.
pub(crate) fn apply(recipe: &TableRecipe, table: &mut TidyTable) {
    if !recipe.name.is_empty() {
        table.name.clone_from(&recipe.name);
    }
    for dimension in &mut table.dimensions {
        let Some(said) = recipe.dimensions.iter().find(|said| said.found == dimension.name) else { continue };
        dimension.name.clone_from(&said.name);
        dimension.label.clone_from(&said.label);
        dimension.kind = said.kind;
    }
    for measure in &mut table.measures {
        let Some(said) = recipe.measures.iter().find(|said| said.found == measure.name) else { continue };
        if measure.kind != said.kind {
            "The recipe says so.".clone_into(&mut measure.reason);
        }
        measure.name.clone_from(&said.name);
        measure.label.clone_from(&said.label);
        measure.unit.clone_from(&said.unit);
        measure.kind = said.kind;
        measure.adding = said.adding.unwrap_or(measure.adding);
    }
}

/// The national categories of a recipe, which outrank the code lists. Dimensions go by the recipe's names.
pub(crate) fn apply_national(recipe: &TableRecipe, table: &mut TidyTable) {
    for said in &recipe.dimensions {
        let Some(national) = &said.national else { continue };
        for dimension in table.dimensions.iter_mut().filter(|dimension| dimension.name == said.name) {
            for category in &mut dimension.categories {
                category.national = national.contains(&category.label);
            }
        }
    }
}
