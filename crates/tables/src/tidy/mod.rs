//! From a layout to a tidy table.

mod codes_column;
mod columns;
mod counting;
mod damage;
mod dimensions;
mod hierarchy;
mod legend;
mod listed;
mod markers;
mod measures;
mod rows;
mod said;
mod sources;
mod told;
mod values;

use std::collections::BTreeSet;
use std::sync::Arc;

use codes::CodeLists;
use model::{DimensionKind, Failure, FailureKind, Progress, Quiet, TidyTable};
use workbook::{Cell, Sheet};

use crate::correct::{self, Unfound};
use crate::layout::{LabelColumn, Layout};
use crate::periods;
use crate::recipe::{self, TableRecipe};
use crate::remarks::Remark;
use crate::text;

pub(crate) use dimensions::kind as dimension_kind;
pub use dimensions::kind_reason;
pub(crate) use hierarchy::{evidence, fill as fill_hierarchy};
pub use legend::Legend;
pub use listed::country_of_title;
pub use markers::{MarkerRead, MarkerRecipe, MarkerSource};
pub(crate) use measures::{Context, Look, measure};
pub(crate) use rows::{Builder, read as read_rows};
pub use sources::{Gives, Selection, Sources};
pub(crate) use values::{MOST_MARKERS, read as read_value, read_text};

/// What a person chose about the values.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TidyOptions {
    /// Take the stored value, not the displayed one.
    pub stored_values: bool,
    /// Hidden rows to take all the same, as runs (first, last) of sheet rows.
    pub include_rows: Vec<(u32, u32)>,
    /// Hidden columns to take all the same, as runs (first, last) of sheet columns.
    pub include_cols: Vec<(u32, u32)>,
    /// What the notes of the workbook say about symbols.
    pub legend: Arc<Legend>,
    /// Code lists that a person added.
    pub codes: Arc<CodeLists>,
}

/// The names that detection gives the columns of a table, in their order, before a recipe gives others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FoundNames {
    /// Of the dimensions.
    pub dimensions: Vec<String>,
    /// Of the measures.
    pub measures: Vec<String>,
}

impl FoundNames {
    fn of(table: &TidyTable) -> Self {
        Self {
            dimensions: table.dimensions.iter().map(|dimension| dimension.name.clone()).collect(),
            measures: table.measures.iter().map(|measure| measure.name.clone()).collect(),
        }
    }
}

/// A table laid out tidy, with what led to it.
#[derive(Debug, Clone)]
pub struct LaidOut {
    /// The table.
    pub table: TidyTable,
    /// The layout with the recipe's corrections and what the options include.
    pub layout: Layout,
    /// The cells from which the rows of the table come.
    pub sources: Sources,
    /// The names of its columns as they were found.
    pub names: FoundNames,
    /// Corrections of the recipe for which nothing was found.
    pub unfound: Vec<Unfound>,
    /// What its markers mean, and who says so.
    pub markers: Vec<MarkerRead>,
    /// What was noticed on the way.
    pub remarks: Vec<Remark>,
}

/// The table of [`lay_out`] alone.
pub fn tidy(
    file: &str,
    sheet: &Sheet,
    layout: &Layout,
    recipe: Option<&TableRecipe>,
    options: &TidyOptions,
) -> Result<TidyTable, Failure> {
    lay_out(file, sheet, layout, recipe, options).map(|laid| laid.table)
}

/// Lays a found table out tidy. A recipe corrects the layout, renames, and says what is counted; without
/// one, words, values and code lists decide. Hidden rows and columns stay out unless the options include
/// them.
pub fn lay_out(
    file: &str,
    sheet: &Sheet,
    layout: &Layout,
    recipe: Option<&TableRecipe>,
    options: &TidyOptions,
) -> Result<LaidOut, Failure> {
    lay_out_with_progress(file, sheet, layout, recipe, options, &Quiet)
}

/// [`lay_out`], which can be stopped between its parts.
pub fn lay_out_with_progress(
    file: &str,
    sheet: &Sheet,
    layout: &Layout,
    recipe: Option<&TableRecipe>,
    options: &TidyOptions,
    progress: &dyn Progress,
) -> Result<LaidOut, Failure> {
    let (layout, unfound) = corrected(sheet, layout, recipe, options);
    let mut table = frame(file, sheet, &layout, options);
    progress.go_on()?;
    let mut labels = rows::read(sheet, &layout, &table.rows);
    progress.go_on()?;
    codes_column::fold(&mut labels);
    dimensions::name(&mut labels.dimensions);
    let by_person =
        labels.dimensions.iter().any(|d| matches!(d.kind, DimensionKind::Age | DimensionKind::Sex));
    let title = counting::sheet_title(sheet, &layout).unwrap_or_else(|| title_words(&layout));
    let sheet_unit = counting::sheet_unit(sheet, &layout);
    // What stands above the first table of a sheet is about it.
    let at_top = sheet_unit.as_deref().filter(|_| layout.position == 1);
    let unit = layout.unit.as_deref().or(at_top);
    let context = Context { unit, sheet_unit: sheet_unit.as_deref(), title: &title, by_person };
    let columns = columns::read(sheet, &layout, &table.rows, &table.cols, context);
    progress.go_on()?;
    table.dimensions = labels.dimensions;
    table.dimensions.extend(columns.dimensions);
    dimensions::name(&mut table.dimensions);
    table.measures = columns.measures;
    table.measure_of_col = columns.measure_of_col;
    values::fill(sheet, &mut table);
    progress.go_on()?;
    if table.marker_set.len() > values::MOST_MARKERS {
        return Err(too_many_words(file, &table));
    }
    counting::look_again(&mut table);
    // What adds up depends on what is counted, so the recipe speaks before the hierarchies are made.
    let names = FoundNames::of(&table);
    if let Some(recipe) = recipe {
        recipe::apply(recipe, &mut table, &names);
    }
    for dimension in &mut table.dimensions {
        listed::fill(dimension, &options.codes);
    }
    hierarchy::fill(&mut table, &labels.indents, &layout.said);
    counting::find_distinct(&mut table, recipe);
    if let Some(recipe) = recipe {
        recipe::apply_national(recipe, &mut table);
    }
    let (markers, remarks) = notice(sheet, &layout, &mut table, recipe, options);
    let sources =
        Sources { labels: labels.sources, headings: columns.cells, measures: columns.measure_cells };
    Ok(LaidOut { table, layout, sources, names, unfound, markers, remarks })
}

/// Gives markers their meanings and rows their periods, and says what was noticed about them, about codes, and about
/// labels that a spreadsheet has changed.
fn notice(
    sheet: &Sheet,
    layout: &Layout,
    table: &mut TidyTable,
    recipe: Option<&TableRecipe>,
    options: &TidyOptions,
) -> (Vec<MarkerRead>, Vec<Remark>) {
    let said = recipe.map_or(&[][..], |recipe| recipe.markers.as_slice());
    let legend =
        if table.marker_set.is_empty() { Legend::default() } else { Legend::of_sheet(sheet, layout) };
    let markers = markers::settle(table, said, &legend, &options.legend);
    let mut remarks = markers::unknown(table, &markers);
    remarks.extend(periods::fill(table, &title_words(layout), recipe));
    remarks.extend(damage::remarks(sheet, layout));
    remarks.extend(listed::remarks(table, &options.codes));
    (markers, remarks)
}

fn too_many_words(file: &str, table: &TidyTable) -> Failure {
    let detail = format!(
        "the table '{}' holds more than {} different texts among its values; say in the recipe which of its columns are labels",
        table.name,
        values::MOST_MARKERS
    );
    Failure::new(FailureKind::Invalid, file, detail)
}

/// The words of title and subtitle, for what is counted.
fn title_words(layout: &Layout) -> String {
    let lines = std::iter::once(&layout.title).chain(layout.subtitle.iter().take(2));
    lines.map(String::as_str).collect::<Vec<_>>().join("\n")
}

/// The layout with the recipe's corrections, hidden parts as the options say, and wordy columns as labels; and the
/// corrections for which nothing was found.
pub(crate) fn corrected(
    sheet: &Sheet,
    layout: &Layout,
    recipe: Option<&TableRecipe>,
    options: &TidyOptions,
) -> (Layout, Vec<Unfound>) {
    let changes = recipe.and_then(|recipe| recipe.layout.as_ref());
    let (mut layout, unfound) = changes
        .map_or_else(|| (layout.clone(), Vec::new()), |changes| correct::corrected(sheet, layout, changes));
    include_hidden(sheet, &mut layout, options);
    wordy_to_labels(sheet, &mut layout);
    (layout, unfound)
}

/// Takes the hidden rows and columns that are chosen, and hold values, into the table.
fn include_hidden(sheet: &Sheet, layout: &mut Layout, options: &TidyOptions) {
    let is_in =
        |runs: &[(u32, u32)], at: u32| runs.iter().any(|(first, last)| (*first..=*last).contains(&at));
    let (rows, hidden_rows) =
        layout.hidden_rows.iter().partition::<Vec<u32>, _>(|row| is_in(&options.include_rows, **row));
    let (cols, hidden_cols) =
        layout.hidden_cols.iter().partition::<Vec<u32>, _>(|col| is_in(&options.include_cols, **col));
    (layout.hidden_rows, layout.hidden_cols) = (hidden_rows, hidden_cols);
    let first = layout.data_rows.first().copied().unwrap_or(u32::MAX);
    for row in rows {
        let holds = layout.value_cols.iter().any(|col| !sheet.cell(row, *col).is_blank());
        if row >= first && holds {
            layout.data_rows.push(row);
        }
    }
    layout.data_rows.sort_unstable();
    let (from, to) = (layout.value_cols.first().copied(), layout.value_cols.last().copied());
    for col in cols {
        let numbers = layout.data_rows.iter().any(|row| crate::find::number(sheet, *row, col).is_some());
        if from.is_some_and(|from| col > from) && numbers {
            layout.value_cols.push(col);
        } else if from.is_some_and(|from| col < from) || to.is_some_and(|to| col < to) {
            let heading = crate::levels::label_heading(sheet, &layout.header_rows, col);
            layout.label_cols.push(LabelColumn { col, heading });
        }
    }
    layout.value_cols.sort_unstable();
    layout.label_cols.sort_by_key(|label| label.col);
}

/// A value column with very many different texts is a column of words after all.
fn wordy_to_labels(sheet: &Sheet, layout: &mut Layout) {
    let wordy: Vec<u32> =
        layout.value_cols.iter().copied().filter(|col| is_wordy(sheet, layout, *col)).collect();
    if wordy.len() == layout.value_cols.len() {
        return;
    }
    layout.value_cols.retain(|col| !wordy.contains(col));
    for col in wordy {
        let heading = crate::levels::label_heading(sheet, &layout.header_rows, col);
        layout.label_cols.push(LabelColumn { col, heading });
    }
    layout.label_cols.sort_by_key(|label| label.col);
}

fn is_wordy(sheet: &Sheet, layout: &Layout, col: u32) -> bool {
    if layout.said.value_cols.binary_search(&col).is_ok() {
        return false;
    }
    let mut texts = BTreeSet::new();
    for row in &layout.data_rows {
        if let Cell::Text(words) = sheet.cell(*row, col)
            && text::number_in(words).is_none()
            && texts.insert(words)
            && texts.len() > values::MOST_MARKERS / 2
        {
            return true;
        }
    }
    false
}

/// Whether a file holds one table as text: then its only sheet is not spoken of.
fn is_text_file(file: &str) -> bool {
    let extension = file.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    matches!(extension.as_deref(), Some("csv" | "tsv" | "txt"))
}

/// The table without dimensions and values.
fn frame(file: &str, sheet: &Sheet, layout: &Layout, options: &TidyOptions) -> TidyTable {
    let notes = layout.note_rows.iter().map(|row| line(sheet, layout, *row)).filter(|text| !text.is_empty());
    TidyTable {
        name: layout.name.clone(),
        title: layout.title.clone(),
        file: file.to_owned(),
        sheet: (!is_text_file(file)).then(|| sheet.name.clone()),
        notes: notes.collect(),
        rows: layout.data_rows.clone(),
        cols: layout.value_cols.clone(),
        dimensions: Vec::new(),
        measures: Vec::new(),
        measure_of_col: Vec::new(),
        values: Vec::new(),
        precisions: Vec::new(),
        markers: Vec::new(),
        marker_set: Vec::new(),
        stored_values: options.stored_values,
        periods: model::Periods::default(),
        parts: Vec::new(),
    }
}

/// The texts of a row of the table's block, joined.
fn line(sheet: &Sheet, layout: &Layout, row: u32) -> String {
    let visible = (layout.band.0..=layout.band.1).filter(|col| !sheet.is_col_hidden(*col));
    let texts = visible.map(|col| sheet.text(row, col)).filter(|text| !text.trim().is_empty());
    texts.map(|text| text.trim().to_owned()).collect::<Vec<_>>().join(" ")
}
