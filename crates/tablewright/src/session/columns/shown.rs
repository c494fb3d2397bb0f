//! The columns of a table as they are shown: kinds, distinct values, markers, stored beside displayed.

use std::collections::BTreeMap;

use model::{Axis, Failure, FailureKind, TidyTable};
use workbook::Sheet;

use super::words;
use crate::found::FoundTable;
use crate::session::Session;
use crate::view::{ColumnView, ColumnsView, MarkerCountView, ValueCountView, ValuesView};

/// Distinct values given of a column.
const MOST: usize = 100;

/// Cells given as displayed and as stored.
const COMPARED: usize = 5;

impl Session {
    /// The columns of a table.
    pub fn columns(&self, table: u32) -> Result<ColumnsView, Failure> {
        let found = &self.table(table)?.found;
        let tidy = &found.tidy;
        let counts = Counts::of(tidy);
        let source = &self.content.opened[found.source].source;
        let sheet = source.workbook.sheets.get(found.sheet).map(AsRef::as_ref);
        let mut columns: Vec<ColumnView> =
            (0..tidy.dimensions.len()).map(|at| dimension(found, &counts, at)).collect();
        columns.extend(missing_dimensions(found));
        columns.extend((0..tidy.measures.len()).map(|at| measure(found, sheet, at)));
        columns.extend(missing_measures(found));
        Ok(ColumnsView {
            columns,
            markers: markers(found),
            dimension_kinds: words::dimension_kinds(),
            measure_kinds: words::measure_kinds(),
        })
    }
}

impl Session {
    /// Some distinct values of a dimension, by the id of its column, in order with their counts; and how many there are.
    pub fn values(&self, table: u32, column: &str, first: u32, count: u32) -> Result<ValuesView, Failure> {
        let found = &self.table(table)?.found;
        let counts = Counts::of(&found.tidy);
        let names = found.tidy.dimensions.iter().map(|dimension| found_dimension(found, &dimension.name));
        let at = names.into_iter().position(|name| name == column).ok_or_else(|| {
            Failure::new(FailureKind::Invalid, "The column", format!("the table has no column '{column}'"))
        })?;
        let values = values(found, &counts, at);
        let shown = values.iter().skip(first as usize).take((count as usize).min(MOST_VALUES));
        Ok(ValuesView { first, total: values.len() as u32, values: shown.cloned().collect() })
    }
}

/// Distinct values given at once.
const MOST_VALUES: usize = 1000;

/// How many observations each row and each column of the grid has.
struct Counts {
    rows: Vec<u32>,
    cols: Vec<u32>,
}

impl Counts {
    fn of(tidy: &TidyTable) -> Self {
        let (mut rows, mut cols) = (vec![0; tidy.rows.len()], vec![0; tidy.cols.len()]);
        for index in (0..tidy.len()).filter(|index| !tidy.is_blank(*index)) {
            rows[index / tidy.cols.len()] += 1;
            cols[index % tidy.cols.len()] += 1;
        }
        Self { rows, cols }
    }
}

/// The name that detection gave a column which goes by `name` now.
fn found_dimension(found: &FoundTable, name: &str) -> String {
    let said = found.recipe.iter().flat_map(|recipe| &recipe.dimensions);
    let said = said.filter(|said| said.name == name).map(|said| &said.found).next();
    said.map_or_else(|| name.to_owned(), Clone::clone)
}

fn found_measure(found: &FoundTable, name: &str) -> String {
    let said = found.recipe.iter().flat_map(|recipe| &recipe.measures);
    let said = said.filter(|said| said.name == name).map(|said| &said.found).next();
    said.map_or_else(|| name.to_owned(), Clone::clone)
}

/// The distinct values of a dimension that stand in the table, in order.
fn values(found: &FoundTable, counts: &Counts, at: usize) -> Vec<ValueCountView> {
    let dimension = &found.tidy.dimensions[at];
    let lines = match dimension.axis {
        Axis::Rows => &counts.rows,
        Axis::Columns => &counts.cols,
    };
    let mut by_category = vec![0u32; dimension.categories.len()];
    for (code, count) in dimension.codes.iter().zip(lines) {
        by_category[*code as usize] += count;
    }
    let mut is_sum = vec![false; dimension.categories.len()];
    for parent in dimension.categories.iter().filter_map(|category| category.parent) {
        is_sum[parent as usize] = true;
    }
    let used = (0..by_category.len()).filter(|category| by_category[*category] > 0);
    let value = |category: usize| ValueCountView {
        label: dimension.categories[category].label.clone(),
        code: dimension.categories[category].code.clone(),
        count: by_category[category],
        total: is_sum[category],
        period: period(&found.tidy, at, category),
    };
    used.map(value).collect()
}

/// The days that a category stands for, where no other dimension has a say in it.
fn period(tidy: &TidyTable, dimension: usize, category: usize) -> Option<(String, String)> {
    if tidy.periods.dimensions != [dimension] {
        return None;
    }
    let period = tidy.periods.read.get(category)?.as_ref()?;
    Some((period.start.clone(), period.end.clone()))
}

fn dimension(found: &FoundTable, counts: &Counts, at: usize) -> ColumnView {
    let dimension = &found.tidy.dimensions[at];
    let values = values(found, counts, at);
    ColumnView {
        id: found_dimension(found, &dimension.name),
        part: "dimension".to_owned(),
        name: dimension.name.clone(),
        label: dimension.label.clone(),
        kind: words::dimension_kind(dimension.kind).to_owned(),
        reason: tables::kind_reason(dimension),
        unit: String::new(),
        data_type: "text".to_owned(),
        distinct: values.len() as u32,
        values: values.into_iter().take(MOST).collect(),
        stored: Vec::new(),
        problem: None,
    }
}

fn measure(found: &FoundTable, sheet: Option<&Sheet>, at: usize) -> ColumnView {
    let tidy = &found.tidy;
    let measure = &tidy.measures[at];
    let (distinct, values) = numbers(tidy, at);
    ColumnView {
        id: found_measure(found, &measure.name),
        part: "measure".to_owned(),
        name: measure.name.clone(),
        label: measure.label.clone(),
        kind: words::measure_kind(measure.kind).to_owned(),
        reason: measure.reason.clone(),
        unit: measure.unit.clone(),
        data_type: "number".to_owned(),
        distinct,
        values,
        stored: stored(tidy, sheet, at),
        problem: None,
    }
}

/// The distinct values of a measure as published, from the lowest.
fn numbers(tidy: &TidyTable, measure: usize) -> (u32, Vec<ValueCountView>) {
    let mut all: Vec<f64> = Vec::new();
    let mut known: BTreeMap<(u64, u8), f64> = BTreeMap::new();
    for index in (0..tidy.len()).filter(|index| tidy.measure_index(*index) == measure) {
        let stored = tidy.values[index];
        if stored.is_nan() {
            continue;
        }
        // Working out what is displayed takes long; most values come again.
        let precision = tidy.precisions[index];
        let key = (
            stored.to_bits(),
            precision.decimals().unwrap_or(u8::MAX) | u8::from(precision.is_percent()) << 6,
        );
        let value = *known.entry(key).or_insert_with(|| tidy.value(index).unwrap_or(stored));
        all.push(value);
    }
    all.sort_unstable_by(f64::total_cmp);
    let (mut distinct, mut values) = (0, Vec::new());
    for same in all.chunk_by(|one, other| one.total_cmp(other).is_eq()) {
        distinct += 1;
        if values.len() < MOST {
            let label = tables::number_text(same[0]);
            values.push(ValueCountView {
                label,
                code: None,
                count: same.len() as u32,
                total: false,
                period: None,
            });
        }
    }
    (distinct, values)
}

/// The first cells whose displayed number has lost digits that are stored.
fn stored(tidy: &TidyTable, sheet: Option<&Sheet>, measure: usize) -> Vec<(String, String)> {
    let Some(sheet) = sheet else { return Vec::new() };
    let differs = |index: &usize| {
        let (stored, precision) = (tidy.values[*index], tidy.precisions[*index]);
        let whole = if precision.is_percent() { stored * 100.0 } else { stored };
        let shown = precision.displayed(stored);
        tidy.measure_index(*index) == measure && (whole - shown).abs() > 1e-9 * whole.abs().max(1e-300)
    };
    let cells = (0..tidy.len()).filter(|index| !tidy.values[*index].is_nan()).filter(differs);
    let texts = cells.map(|index| {
        let cell = tidy.cell(index);
        (sheet.text(cell.row, cell.col).trim().to_owned(), tables::number_text(tidy.values[index]))
    });
    texts.take(COMPARED).collect()
}

fn markers(found: &FoundTable) -> Vec<MarkerCountView> {
    let tidy = &found.tidy;
    let mut counts = vec![0; tidy.marker_set.len()];
    for marker in tidy.markers.iter().filter_map(|code| usize::from(*code).checked_sub(1)) {
        counts[marker] += 1;
    }
    let view = |(marker, count): (&model::Marker, u32)| MarkerCountView {
        text: marker.text.clone(),
        meaning: publication::marker_meaning(marker.meaning).to_owned(),
        source: found
            .markers()
            .iter()
            .find(|read| read.text == marker.text)
            .map_or_else(String::new, who_says),
        count,
    };
    tidy.marker_set.iter().zip(counts).filter(|(_, count)| *count > 0).map(view).collect()
}

/// Who says what a marker means, with the words of the notes.
fn who_says(read: &tables::MarkerRead) -> String {
    let notes = |place: &str| match &read.words {
        Some(words) => format!("The notes {place} say: “{words}”."),
        None => format!("The notes {place} say so."),
    };
    match read.source {
        tables::MarkerSource::Recipe => "The recipe says so.".to_owned(),
        tables::MarkerSource::Sheet => notes("of this sheet"),
        tables::MarkerSource::Workbook => notes("of the workbook"),
        tables::MarkerSource::Convention => "No note says it; publishers use it so.".to_owned(),
        tables::MarkerSource::Nobody => "Nobody says what it means.".to_owned(),
    }
}

/// What the recipe says of dimensions that the table does not have.
fn missing_dimensions(found: &FoundTable) -> Vec<ColumnView> {
    let has: Vec<&str> = found.tidy.dimensions.iter().map(|dimension| dimension.name.as_str()).collect();
    let said = || found.recipe.iter().flat_map(|recipe| &recipe.dimensions);
    let names: Vec<&String> = said().map(|said| &said.found).collect();
    let pairs = tables::pairing(&names, &found.names().dimensions);
    let gone = said().zip(pairs).filter(|(_, at)| at.is_none());
    gone.map(|(said, _)| ColumnView {
        kind: words::dimension_kind(said.kind).to_owned(),
        ..missing("dimension", &said.found, (&said.name, &said.label), &has)
    })
    .collect()
}

/// The same of measures.
fn missing_measures(found: &FoundTable) -> Vec<ColumnView> {
    let has: Vec<&str> = found.tidy.measures.iter().map(|measure| measure.name.as_str()).collect();
    let said = || found.recipe.iter().flat_map(|recipe| &recipe.measures);
    let names: Vec<&String> = said().map(|said| &said.found).collect();
    let pairs = tables::pairing(&names, &found.names().measures);
    let gone = said().zip(pairs).filter(|(_, at)| at.is_none());
    gone.map(|(said, _)| ColumnView {
        kind: words::measure_kind(said.kind).to_owned(),
        unit: said.unit.clone(),
        data_type: "number".to_owned(),
        ..missing("measure", &said.found, (&said.name, &said.label), &has)
    })
    .collect()
}

fn missing(part: &str, found: &str, (name, label): (&str, &str), has: &[&str]) -> ColumnView {
    let problem = format!("The recipe names the {part} '{found}', and the table has {}.", has.join(", "));
    ColumnView {
        id: found.to_owned(),
        part: part.to_owned(),
        name: name.to_owned(),
        label: label.to_owned(),
        kind: String::new(),
        reason: String::new(),
        unit: String::new(),
        data_type: "text".to_owned(),
        distinct: 0,
        values: Vec::new(),
        stored: Vec::new(),
        problem: Some(problem),
    }
}
