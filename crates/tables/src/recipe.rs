//! The part of a recipe that is about tables: which they are, how they are laid out, what things are
//! called. Never data values.

use model::{Adding, Dimension, DimensionKind, MeasureKind, TidyTable};
use serde::{Deserialize, Serialize};

use crate::layout::Layout;
use crate::matching::{pairing, renewed};
use crate::periods::PeriodReading;
use crate::tidy::{FoundNames, MarkerRecipe};

/// One table of a recipe.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct TableRecipe {
    /// The table's name in file names and keys.
    pub name: String,
    /// The sheet on which it stands; empty for a CSV. Periods in it may change.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub sheet: String,
    /// Its title as published, by which it is found again; periods in it may change.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// Which table of its sheet it was, from 1.
    #[serde(default = "first", skip_serializing_if = "is_first")]
    pub position: u32,
    /// Its first cell when the recipe was written (`A3`): by it a reader is told that it has moved, and tables that are
    /// alike in all else are told apart. Never where it is looked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// Whether it is left out of the release.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub leave_out: bool,
    /// Whether a person marked it out where no table was found; `area` says where.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub added: bool,
    /// The part of the sheet, or of the table that is found, that it takes up; all of it without this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<AreaRecipe>,
    /// Tables that are found apart from it and belong to it.
    #[serde(default, rename = "join", skip_serializing_if = "Vec::is_empty")]
    pub joins: Vec<JoinRecipe>,
    /// Corrections of the layout that was detected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub layout: Option<LayoutRecipe>,
    /// What its markers mean, where the notes or conventions do not say it, or say it wrongly.
    #[serde(default, rename = "marker", skip_serializing_if = "Vec::is_empty")]
    pub markers: Vec<MarkerRecipe>,
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

/// From where to where a table goes, found again by what its first row and the first row after it say.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct AreaRecipe {
    /// Its first row; without it the first one there is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Anchor>,
    /// The first row that is not its own; without it, it goes on to the last one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Anchor>,
    /// Its first column.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_column: Option<Anchor>,
    /// The first column that is not its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before_column: Option<Anchor>,
}

/// A table that is found apart and belongs to another one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct JoinRecipe {
    /// The sheet on which it stands; empty for a CSV.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub sheet: String,
    /// Its title as published.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// Which table of its sheet it was, from 1.
    #[serde(default = "first", skip_serializing_if = "is_first")]
    pub position: u32,
    /// Its first cell when the recipe was written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
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
    /// How many say so, where there is more than one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<u32>,
    /// What the nearest row above, or column to the left, says that nothing else does: it tells those apart that say
    /// the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// The last one, where it is several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub through: Option<Anchor>,
    /// How many they are then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lines: Option<u32>,
}

impl LineRecipe {
    /// What its first line is found by.
    pub fn anchor(&self) -> Anchor {
        let Self { says, occurrence, of, after, .. } = self.clone();
        Anchor { says, occurrence, of, after }
    }
}

/// What a row or column is found by.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Anchor {
    /// What it says.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub says: Vec<String>,
    /// Which of those that say so.
    #[serde(default = "first", skip_serializing_if = "is_first")]
    pub occurrence: u32,
    /// How many say so, where there is more than one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<u32>,
    /// What the nearest one before it says that nothing else does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
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
    /// Its categories when the recipe was written, in order, so that new ones are told; none for periods, which change,
    /// and for very many.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<String>,
    /// Labels of categories that stand for the whole country; without it, the code lists decide.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub national: Option<Vec<String>>,
    /// How its labels are read as periods, where they leave it open or are read wrongly.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub periods: Option<PeriodReading>,
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
    #[serde(default, skip_serializing_if = "String::is_empty")]
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
        categories: categories(dimension),
        national: None,
        periods: None,
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
        at: Some(layout.range.first.to_string()),
        dimensions: dimensions.collect(),
        measures: measures.collect(),
        ..TableRecipe::default()
    }
}

/// More categories than these are not written down.
const MOST_CATEGORIES: usize = 500;

/// The categories of a dimension as a recipe keeps them.
fn categories(dimension: &Dimension) -> Vec<String> {
    if dimension.kind == DimensionKind::Time || dimension.categories.len() > MOST_CATEGORIES {
        return Vec::new();
    }
    dimension.categories.iter().map(|category| category.label.clone()).collect()
}

/// Names and kinds of a recipe, put on a tidy table of which `names` are those that detection gave.
pub(crate) fn apply(recipe: &TableRecipe, table: &mut TidyTable, names: &FoundNames) {
    if !recipe.name.is_empty() {
        table.name.clone_from(&recipe.name);
    }
    let said: Vec<&str> = recipe.dimensions.iter().map(|said| said.found.as_str()).collect();
    for (said, at) in recipe.dimensions.iter().zip(pairing(&said, &names.dimensions)) {
        let Some(dimension) = at.map(|at| &mut table.dimensions[at]) else { continue };
        dimension.name.clone_from(&said.name);
        dimension.label = renewed(&said.label, &said.found, &dimension.label);
        dimension.kind = said.kind;
    }
    let said: Vec<&str> = recipe.measures.iter().map(|said| said.found.as_str()).collect();
    for (said, at) in recipe.measures.iter().zip(pairing(&said, &names.measures)) {
        let Some(measure) = at.map(|at| &mut table.measures[at]) else { continue };
        if measure.kind != said.kind {
            "The recipe says so.".clone_into(&mut measure.reason);
        }
        measure.name = renewed(&said.name, &said.found, &measure.name);
        measure.label = renewed(&said.label, &said.found, &measure.label);
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
