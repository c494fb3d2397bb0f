//! Tidy CSVs read back: what a bundle holds, or another program wrote in the same form.
//!
//! Four forms: long (`measure`, `unit`, `value`, `marker`; only `value` must be there), wide (several value columns,
//! each with `<value>_marker` beside it), and the two layouts of publishers that `convert` writes too: NHS England's long
//! one and that of Explore Education Statistics. All other columns are dimensions.

mod columns;

use std::collections::BTreeMap;

use columns::Columns;
use model::{
    Axis, Dimension, DimensionKind, Failure, FailureKind, Measure, Period, PeriodKind, Periods, TidyTable,
};

use crate::layout::Said;
use crate::periods;
use crate::tidy::{self, Builder, Context, Look};

const VALUE: &str = "value";
/// Columns that say where each row came from; they are no dimensions.
pub const PROVENANCE: [&str; 3] = ["source_file", "source_sheet", "source_cell"];

/// Whether the first line of a CSV is that of a tidy one.
pub fn is_tidy_csv(bytes: &[u8]) -> bool {
    let mut reader =
        csv::ReaderBuilder::new().has_headers(true).flexible(true).from_reader(without_mark(bytes));
    reader.headers().is_ok_and(|header| Columns::of(header).is_some())
}

/// Reads a tidy CSV. The long form gives one table whose measure varies by row; rows and columns are those
/// of the file, so a finding points at its line. Hierarchies come from words, code lists and arithmetic;
/// [`adopt`] gives a table read back those of the table that was written.
pub fn read_tidy_csv(file: &str, bytes: &[u8]) -> Result<Vec<TidyTable>, Failure> {
    let invalid = |detail: String| Failure::new(FailureKind::Invalid, file, detail);
    std::str::from_utf8(bytes).map_err(|_| Failure::new(FailureKind::Encoding, file, "it is not UTF-8"))?;
    let mut reader = csv::Reader::from_reader(without_mark(bytes));
    let header = reader.headers().map_err(|error| invalid(error.to_string()))?.clone();
    let columns = Columns::of_file(&header, bytes).ok_or_else(|| {
        invalid(
            "a tidy CSV has a column 'value', value columns with '<value>_marker' beside them, or the columns of NHS England's long layout or of Explore Education Statistics".to_owned(),
        )
    })?;
    let mut building = Building::new(file, &header, columns);
    for (at, record) in reader.records().enumerate() {
        let record = record.map_err(|error| invalid(error.to_string()))?;
        building.add(at as u32 + 1, &record);
    }
    Ok(vec![building.finish()])
}

fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes)
}

struct Building {
    columns: Columns,
    header: Vec<String>,
    table: TidyTable,
    builders: Vec<Builder>,
    /// Measures of the long form, by name.
    known: BTreeMap<String, u16>,
    units: Vec<String>,
    looks: Vec<Look>,
}

impl Building {
    fn new(file: &str, header: &csv::StringRecord, columns: Columns) -> Self {
        let name = file.rsplit_once('.').map_or(file, |(stem, _)| stem).to_owned();
        let table = TidyTable {
            title: name.clone(),
            name,
            file: file.to_owned(),
            sheet: None,
            notes: Vec::new(),
            rows: Vec::new(),
            cols: columns.values.iter().map(|(value, _)| *value as u32).collect(),
            dimensions: Vec::new(),
            measures: Vec::new(),
            measure_of_col: Vec::new(),
            values: Vec::new(),
            precisions: Vec::new(),
            markers: Vec::new(),
            marker_set: Vec::new(),
            stored_values: false,
            periods: model::Periods::default(),
            parts: Vec::new(),
        };
        let builders = vec![Builder::default(); columns.dimensions.len()];
        let name =
            |name: &str| if columns.upper { name.trim().to_lowercase() } else { name.trim().to_owned() };
        let header = header.iter().map(name).collect();
        Self {
            columns,
            header,
            table,
            builders,
            known: BTreeMap::new(),
            units: Vec::new(),
            looks: Vec::new(),
        }
    }

    fn add(&mut self, row: u32, record: &csv::StringRecord) {
        let field = |at: usize| record.get(at).unwrap_or("");
        self.table.rows.push(row);
        for (at, builder) in self.builders.iter_mut().enumerate() {
            let code = builder.code(field(self.columns.dimensions[at]));
            builder.codes.push(code);
            let given = self.columns.codes[at].map(field).filter(|given| !given.is_empty());
            if let Some(given) = given {
                builder.categories[code as usize].code = Some(given.to_owned());
            }
        }
        let long = self.long_measure(record);
        for at in 0..self.columns.values.len() {
            let (value, marker) = self.columns.values[at];
            let measure = long.map_or(at, usize::from);
            self.observe(measure, field(value), marker.map_or("", field));
        }
        if let Some(measure) = long {
            self.table.measure_of_col.push(measure);
        }
    }

    /// The measure that a row names, in the long form.
    fn long_measure(&mut self, record: &csv::StringRecord) -> Option<u16> {
        if self.columns.values.len() != 1 {
            return None;
        }
        let name = self.columns.measure.and_then(|at| record.get(at)).unwrap_or(VALUE);
        if let Some(known) = self.known.get(name) {
            return Some(*known);
        }
        let index = self.known.len() as u16;
        self.known.insert(name.to_owned(), index);
        self.units.push(self.columns.unit.and_then(|at| record.get(at)).unwrap_or("").to_owned());
        Some(index)
    }

    fn observe(&mut self, measure: usize, value: &str, marker: &str) {
        let (number, precision, own) = tidy::read_text(value);
        let (_, _, beside) = tidy::read_text(marker);
        let marker = beside.or(own);
        let code = marker.map_or(0, |marker| self.table.marker_code(&marker));
        self.table.values.push(number);
        self.table.precisions.push(precision);
        self.table.markers.push(code);
        if self.looks.len() <= measure {
            self.looks.resize(measure + 1, Look::default());
        }
        self.looks[measure].add(number);
    }

    fn finish(mut self) -> TidyTable {
        let names: Vec<String> = self.columns.dimensions.iter().map(|at| self.header[*at].clone()).collect();
        for (builder, name) in std::mem::take(&mut self.builders).into_iter().zip(&names) {
            self.table.dimensions.push(dimension(builder, name));
        }
        let measures: Vec<String> = if self.columns.values.len() == 1 {
            let mut names: Vec<(&String, &u16)> = self.known.iter().collect();
            names.sort_by_key(|(_, index)| **index);
            names.into_iter().map(|(name, _)| name.clone()).collect()
        } else {
            self.table.measure_of_col = (0..self.columns.values.len() as u16).collect();
            self.columns.values.iter().map(|(at, _)| self.header[*at].clone()).collect()
        };
        for (at, name) in measures.into_iter().enumerate() {
            let look = self.looks.get(at).copied().unwrap_or_default();
            self.table.measures.push(measure(name, self.units.get(at), look));
        }
        take_periods(&mut self.table);
        tidy::fill_hierarchy(&mut self.table, &[], &Said::default());
        self.table
    }
}

/// Where another column says the period in words, `period_start` and `period_end` say its days and are no dimensions.
/// Otherwise the labels of time are read as those of a sheet are.
fn take_periods(table: &mut TidyTable) {
    let at = |name: &str| table.dimensions.iter().position(|dimension| dimension.name == name);
    let timed: Vec<usize> = (0..table.dimensions.len())
        .filter(|at| table.dimensions[*at].kind == DimensionKind::Time)
        .filter(|at| !["period_start", "period_end"].contains(&table.dimensions[*at].name.as_str()))
        .collect();
    let (Some(start), Some(end)) = (at("period_start"), at("period_end")) else {
        periods::fill(table, "", None);
        return;
    };
    if timed.is_empty() {
        periods::fill(table, "", None);
        return;
    }
    let sizes = timed.iter().map(|at| table.dimensions[*at].categories.len()).product::<usize>();
    let mut read: Vec<Option<Period>> = vec![None; sizes];
    for row in 0..table.rows.len() {
        let label = |at: usize| {
            let dimension = &table.dimensions[at];
            dimension.categories[dimension.codes[row] as usize].label.clone()
        };
        let index = timed.iter().fold(0, |index, at| {
            index * table.dimensions[*at].categories.len() + table.dimensions[*at].codes[row] as usize
        });
        let (start, end) = (label(start), label(end));
        if !start.is_empty() && !end.is_empty() {
            read[index] = Some(periods::named(Period { start, end, kind: PeriodKind::Span }));
        }
    }
    for at in [start.max(end), start.min(end)] {
        table.dimensions.remove(at);
    }
    let moved = |at: &usize| at - usize::from(*at > start) - usize::from(*at > end);
    if read.iter().any(Option::is_some) {
        table.periods = Periods { dimensions: timed.iter().map(moved).collect(), read };
    }
}

fn dimension(builder: Builder, name: &str) -> Dimension {
    let mut dimension = builder.finish(&name.replace('_', " "), Axis::Rows);
    let labels: Vec<&str> = dimension.categories.iter().map(|category| category.label.as_str()).collect();
    dimension.kind = tidy::dimension_kind(&dimension.label, &labels);
    name.clone_into(&mut dimension.name);
    dimension
}

fn measure(name: String, unit: Option<&String>, look: Look) -> Measure {
    let unit = unit.filter(|unit| !unit.is_empty());
    let look = Look { percent: unit.is_some_and(|unit| unit == "percent"), ..look };
    let context = Context { unit: unit.map(String::as_str), sheet_unit: None, title: "", by_person: false };
    let mut measure = tidy::measure(&name.replace('_', " "), look, context);
    measure.unit = unit.cloned().unwrap_or_default();
    measure.name = name;
    measure
}

/// Gives a table that was read back what its CSV does not say: labels, kinds and units of measures, kinds
/// and hierarchies of dimensions, as in `original`. Values, markers and categories stay as read.
pub fn adopt(read: &mut TidyTable, original: &TidyTable) {
    read.name.clone_from(&original.name);
    read.title.clone_from(&original.title);
    // Days that were written beside a period which only the recipe knows for one.
    let derived = |name: &str| {
        ["period_start", "period_end"].contains(&name)
            && original.dimensions.iter().all(|known| known.name != name)
    };
    if read.dimensions.iter().any(|dimension| derived(&dimension.name)) {
        read.dimensions.retain(|dimension| !derived(&dimension.name));
        read.periods.clone_from(&original.periods);
    }
    for measure in &mut read.measures {
        if let Some(known) = original.measures.iter().find(|known| known.name == measure.name) {
            measure.clone_from(known);
        }
    }
    for dimension in &mut read.dimensions {
        let Some(known) = original.dimensions.iter().find(|known| known.name == dimension.name) else {
            continue;
        };
        dimension.label.clone_from(&known.label);
        dimension.kind = known.kind;
        let at: BTreeMap<String, u32> =
            dimension.categories.iter().enumerate().map(|(at, c)| (c.label.clone(), at as u32)).collect();
        let by_label: BTreeMap<&str, &model::Category> =
            known.categories.iter().map(|category| (category.label.as_str(), category)).collect();
        for category in &mut dimension.categories {
            let Some(original) = by_label.get(category.label.as_str()) else { continue };
            let parent = original.parent.map(|parent| &known.categories[parent as usize].label);
            category.parent = parent.and_then(|label| at.get(label)).copied();
            category.national = original.national;
            category.code.clone_from(&original.code);
        }
    }
}
