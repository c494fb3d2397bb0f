//! Which column of a tidy CSV is what.

use model::{Marker, TidyKey};

use super::{PROVENANCE, VALUE};
use crate::text;

const MEASURE: &str = TidyKey::MEASURE;
const UNIT: &str = "unit";
const MARKER: &str = "marker";
const MARKER_SUFFIX: &str = "_marker";
const CODE_SUFFIX: &str = "_code";

/// Which column of the file is what.
pub(super) struct Columns {
    pub(super) dimensions: Vec<usize>,
    /// Of the dimension of the same index: the column with its codes.
    pub(super) codes: Vec<Option<usize>>,
    pub(super) measure: Option<usize>,
    pub(super) unit: Option<usize>,
    /// Value columns, each with its marker column.
    pub(super) values: Vec<(usize, Option<usize>)>,
    /// Whether its names are in upper case, which are held in lower case.
    pub(super) upper: bool,
}

impl Columns {
    /// By the header alone, without the indicators of Explore Education Statistics: those follow from the rows.
    pub(super) fn of(header: &csv::StringRecord) -> Option<Self> {
        let names: Vec<&str> = header.iter().map(str::trim).collect();
        if names.contains(&"MEASURE_VALUE") && names.contains(&"BREAKDOWN") {
            return Some(Self::nhs_long(&names));
        }
        Self::long_or_wide(&names).or_else(|| is_ees(&names).then(|| Self::ees(&names, &[])))
    }

    /// The same, with a look at the rows where the header does not say which columns hold values.
    pub(super) fn of_file(header: &csv::StringRecord, bytes: &[u8]) -> Option<Self> {
        let columns = Self::of(header)?;
        if !columns.values.is_empty() {
            return Some(columns);
        }
        let names: Vec<&str> = header.iter().map(str::trim).collect();
        let columns = Self::ees(&names, &indicators(header.len(), bytes));
        (!columns.values.is_empty()).then_some(columns)
    }

    fn long_or_wide(names: &[&str]) -> Option<Self> {
        let find = |name: &str| names.iter().position(|known| *known == name);
        let values: Vec<(usize, Option<usize>)> = match find(VALUE) {
            Some(value) => vec![(value, find(MARKER).or_else(|| find("value_marker")))],
            None => (0..names.len())
                .filter_map(|at| {
                    find(&format!("{}{MARKER_SUFFIX}", names[at])).map(|marker| (at, Some(marker)))
                })
                .collect(),
        };
        if values.is_empty() {
            return None;
        }
        let (measure, unit) = (find(MEASURE), find(UNIT));
        let used = |at: usize| {
            Some(at) == measure
                || Some(at) == unit
                || PROVENANCE.contains(&names[at])
                || values.iter().any(|(v, m)| *v == at || *m == Some(at))
        };
        let (dimensions, codes) = dimensions(names, &used);
        Some(Self { dimensions, codes, measure, unit, values, upper: false })
    }

    /// `REPORTING_PERIOD_START`, `BREAKDOWN`, `PRIMARY_LEVEL`, `MEASURE_VALUE`...
    fn nhs_long(names: &[&str]) -> Self {
        let find = |name: &str| names.iter().position(|known| *known == name);
        let (value, measure) = (find("MEASURE_VALUE"), find("MEASURE_NAME").or_else(|| find("MEASURE_ID")));
        let levels: Vec<(usize, Option<usize>)> = ["PRIMARY_LEVEL", "SECONDARY_LEVEL"]
            .into_iter()
            .filter_map(|level| match find(&format!("{level}_DESCRIPTION")) {
                Some(name) => Some((name, find(level))),
                None => find(level).map(|code| (code, None)),
            })
            .collect();
        let left = ["MEASURE_ID", "MEASURE_NAME", "MEASURE_VALUE"];
        let (mut dimensions, mut codes) = (Vec::new(), Vec::new());
        for (at, name) in names.iter().enumerate() {
            let level = levels.iter().find(|(named, _)| *named == at);
            let is_code = levels.iter().any(|(_, code)| *code == Some(at));
            if left.contains(name) || is_code || PROVENANCE.contains(name) {
                continue;
            }
            dimensions.push(at);
            codes.push(level.and_then(|(_, code)| *code));
        }
        let values = value.into_iter().map(|at| (at, None)).collect();
        Self { dimensions, codes, measure, unit: None, values, upper: true }
    }

    fn ees(names: &[&str], indicators: &[usize]) -> Self {
        let used = |at: usize| indicators.contains(&at);
        let (dimensions, codes) = dimensions(names, &used);
        let values = indicators.iter().map(|at| (*at, None)).collect();
        Self { dimensions, codes, measure: None, unit: None, values, upper: false }
    }
}

/// The columns that are dimensions, and of each the one with its codes: `area_code` beside `area`, `region_code` beside
/// `region_name`.
fn dimensions(names: &[&str], used: &dyn Fn(usize) -> bool) -> (Vec<usize>, Vec<Option<usize>>) {
    let find = |name: &str| names.iter().position(|known| *known == name);
    let of_code = |at: usize| {
        let stem = names[at].strip_suffix(CODE_SUFFIX)?;
        find(stem).or_else(|| find(&format!("{stem}_name"))).filter(|name| !used(*name))
    };
    let dimensions: Vec<usize> = (0..names.len()).filter(|at| !used(*at) && of_code(*at).is_none()).collect();
    let codes = dimensions.iter().map(|at| (0..names.len()).find(|code| of_code(*code) == Some(*at)));
    (dimensions.clone(), codes.collect())
}

/// Whether a header is that of a data file of Explore Education Statistics.
fn is_ees(names: &[&str]) -> bool {
    ["time_period", "time_identifier", "geographic_level"].iter().all(|name| names.contains(name))
}

/// The columns from the right that hold numbers and symbols alone.
fn indicators(width: usize, bytes: &[u8]) -> Vec<usize> {
    let (mut figures, mut only) = (vec![false; width], vec![true; width]);
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(super::without_mark(bytes));
    for record in reader.records().flatten() {
        for (at, field) in record.iter().take(width).enumerate().filter(|(at, _)| *at < width) {
            let number = text::number_in(field).is_some();
            figures[at] |= number;
            only[at] &= number || matches!(field, "low" | "k") || Marker::recognise(field).is_some();
        }
    }
    let first = (0..width).rev().take_while(|at| figures[*at] && only[*at]).last();
    first.map_or(Vec::new(), |first| (first..width).collect())
}
