//! The tidy table: one observation per value cell, held as a view.
//!
//! A table is a grid of sheet rows x sheet columns that hold values. A dimension runs along the rows or
//! along the columns, so its codes are stored once per row or column, never per observation, and where an
//! observation came from is computed from the grid.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{CellAddress, Marker, Period, Periods, Place, TidyKey};

/// Along which side of the grid a dimension varies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Axis {
    /// One code per row of the grid (a label column).
    Rows,
    /// One code per column of the grid (a header level).
    Columns,
}

/// What a dimension divides by; drives code lists and hierarchies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DimensionKind {
    /// Places: countries, regions, boards, districts.
    Geography,
    /// Organisations: trusts, practices, boards by ODS code.
    Organisation,
    /// Periods.
    Time,
    /// Ages or age bands.
    Age,
    /// Sex or gender.
    Sex,
    /// A code that stands beside another dimension's name.
    Code,
    /// Anything else.
    #[default]
    Other,
}

/// One value of a dimension.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Category {
    /// As published, without note marks.
    pub label: String,
    /// Its code in a code list (`E12000001`), where known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The category it is a part of, as an index into the same dimension. A category that is the parent
    /// of others is their total.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<u32>,
    /// Whether it stands for the whole country (England, Scotland, United Kingdom...).
    #[serde(default)]
    pub national: bool,
}

/// A dimension column of the tidy result: a dictionary and one code per row or column of the grid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dimension {
    /// Column name in the CSV: lower case, words joined by `_`.
    pub name: String,
    /// The heading as published.
    pub label: String,
    /// What it divides by.
    pub kind: DimensionKind,
    /// Which side of the grid it varies along.
    pub axis: Axis,
    /// Index into `categories`, one per row (or column) of the grid.
    pub codes: Vec<u32>,
    /// The dictionary, in order of first appearance.
    pub categories: Vec<Category>,
}

/// What a measure counts. Only counts of people, and of events that happen to people, are protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MeasureKind {
    /// A count of people, or of events that happen to people (attendances, admissions, deaths).
    People,
    /// A count of other things: beds, posts, organisations.
    Things,
    /// A percentage or proportion.
    Percentage,
    /// A rate.
    Rate,
    /// A mean, median or other average.
    Average,
    /// An amount of money.
    Money,
    /// An index number.
    Index,
    /// A rank or a place in an order.
    Rank,
    /// A year.
    Year,
    /// A code made of digits.
    Code,
    /// Anything else that is no count: a measurement, a score, a limit.
    Other,
}

/// Whether the parts of a count add up to their total.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Adding {
    /// They do.
    #[default]
    Additive,
    /// They need not: the same person may stand in several parts (a patient of two trusts).
    Distinct,
}

/// The unit of a measure, in words: `attendances`, `percent`, `per 100,000`.
pub type Unit = String;

/// One measure of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    /// Its name in the `measure` column.
    pub name: String,
    /// The heading as published.
    pub label: String,
    /// The unit in words; empty when unknown.
    pub unit: Unit,
    /// What it counts.
    pub kind: MeasureKind,
    /// Whether its parts add up.
    pub adding: Adding,
    /// Why it is treated so, in words.
    pub reason: String,
}

/// How a number is displayed: how many decimals, and whether as a percentage. One byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Precision(u8);

impl Precision {
    /// No fixed decimals: up to 15 significant digits.
    pub const GENERAL: Self = Self(0xFF);
    const PERCENT: u8 = 0x40;

    /// `decimals` (at most 30) places; `percent` when shown multiplied by 100 with a `%`.
    pub const fn new(decimals: u8, percent: bool) -> Self {
        let decimals = if decimals > 30 { 30 } else { decimals };
        Self(if percent { decimals | Self::PERCENT } else { decimals })
    }

    /// Decimals shown, or none when general.
    pub const fn decimals(self) -> Option<u8> {
        if self.0 == Self::GENERAL.0 { None } else { Some(self.0 & 0x3F) }
    }

    /// Whether shown as a percentage.
    pub const fn is_percent(self) -> bool {
        self.0 != Self::GENERAL.0 && self.0 & Self::PERCENT != 0
    }

    /// The number that a reader sees for a stored one: `0.1234` under `0 %` is `12`.
    /// Halves go away from zero, as spreadsheets do, on the number's shortest decimal form.
    pub fn displayed(self, stored: f64) -> f64 {
        // Most figures are counts, and rounding on the decimal form is slow.
        if stored.fract() == 0.0 && stored.abs() < 1e13 {
            return if self.is_percent() { stored * 100.0 } else { stored };
        }
        self.rounded(stored)
    }

    /// The same on the decimal form.
    fn rounded(self, stored: f64) -> f64 {
        let scaled = if self.is_percent() { times_hundred(stored) } else { stored };
        let Some(decimals) = self.decimals() else { return significant(stored, 15) };
        round_decimal(scaled, decimals)
    }
}

/// `stored` times 100 by moving the decimal point, so that 0.07 gives 7 and not 7.000000000000001.
fn times_hundred(stored: f64) -> f64 {
    let text = format!("{stored:e}");
    let Some((digits, exponent)) = text.split_once('e') else { return stored };
    let exponent: i32 = exponent.parse().unwrap_or(0);
    format!("{digits}e{}", exponent + 2).parse().unwrap_or(stored * 100.0)
}

/// `value` to `digits` significant digits.
fn significant(value: f64, digits: usize) -> f64 {
    format!("{value:.*e}", digits - 1).parse().unwrap_or(value)
}

/// `value` to `decimals` places, halves away from zero, decided on its shortest decimal form (the digits
/// that a person would type), so that 2.675 to two places gives 2.68.
fn round_decimal(value: f64, decimals: u8) -> f64 {
    if !value.is_finite() || value.abs() >= 1e15 {
        return value;
    }
    let shortest = significant(value, 15);
    let text = format!("{}", shortest.abs());
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let keep = usize::from(decimals);
    if fraction.len() <= keep {
        return shortest;
    }
    let up = fraction.as_bytes()[keep] >= b'5';
    let mut digits: Vec<u8> = whole.bytes().chain(fraction.bytes().take(keep)).map(|b| b - b'0').collect();
    if up {
        for digit in digits.iter_mut().rev() {
            *digit = (*digit + 1) % 10;
            if *digit != 0 {
                break;
            }
        }
        if digits.iter().all(|d| *d == 0) {
            digits.insert(0, 1);
        }
    }
    let mut number: String = digits.iter().map(|d| char::from(b'0' + d)).collect();
    number.insert(number.len() - keep, '.');
    let rounded: f64 = number.trim_end_matches('.').parse().unwrap_or(value);
    if value < 0.0 && rounded != 0.0 { -rounded } else { rounded }
}

/// A table as published, tidy. Shapes: `rows.len() * cols.len()` observations, row by row; `values`,
/// `precisions` and `markers` have that length.
#[derive(Debug, Clone)]
pub struct TidyTable {
    /// Its name in file names and keys: lower case, words joined by `_`.
    pub name: String,
    /// Its title as published, without note marks.
    pub title: String,
    /// The file it came from (name alone).
    pub file: String,
    /// The sheet it came from; none for a CSV.
    pub sheet: Option<String>,
    /// Notes that belong to it, as published.
    pub notes: Vec<String>,
    /// Sheet row of each row of the grid, from zero.
    pub rows: Vec<u32>,
    /// Sheet column of each column of the grid, from zero.
    pub cols: Vec<u32>,
    /// Its dimensions, in the order of the CSV's columns.
    pub dimensions: Vec<Dimension>,
    /// Its measures.
    pub measures: Vec<Measure>,
    /// Index into `measures`, one per column of the grid. A long table (one value column and a `measure`
    /// column beside it) has one per row instead: its grid is one column wide.
    pub measure_of_col: Vec<u16>,
    /// The stored value of each observation; NaN where there is no number.
    pub values: Vec<f64>,
    /// How each value is displayed.
    pub precisions: Vec<Precision>,
    /// The marker of each observation: 0 for none, else one more than its index in `marker_set`.
    pub markers: Vec<u8>,
    /// The markers met, in order of first appearance.
    pub marker_set: Vec<Marker>,
    /// Whether outputs take the stored value (`--values stored`) and not the displayed one.
    pub stored_values: bool,
    /// The days that its observations are about.
    pub periods: Periods,
    /// Where its rows come from, for a table stacked from several; empty for one that stands on one sheet.
    pub parts: Vec<Part>,
}

/// Rows of a stacked table that come from one table of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Index of its first row in the grid; it ends where the next part begins.
    pub first: usize,
    /// The file it came from (name alone).
    pub file: String,
    /// The sheet it came from; none for a CSV.
    pub sheet: Option<String>,
    /// Sheet column of each column of the grid, from zero.
    pub cols: Vec<u32>,
}

/// One observation, looked up.
#[derive(Debug, Clone, Copy)]
pub struct Observation<'a> {
    /// Its index in the table.
    pub index: usize,
    /// The value to publish, where there is a number.
    pub value: Option<f64>,
    /// Its marker, where there is one.
    pub marker: Option<&'a Marker>,
    /// Its measure.
    pub measure: &'a Measure,
    /// The sheet cell it came from.
    pub cell: CellAddress,
}

impl PartialEq for TidyTable {
    /// Values are compared by their bits: NaN stands for "no number" and would equal nothing.
    fn eq(&self, other: &Self) -> bool {
        let Self { name, title, file, sheet, notes, rows, cols, .. } = self;
        let Self { dimensions, measures, measure_of_col, values, precisions, markers, marker_set, .. } = self;
        (name, title, file, sheet) == (&other.name, &other.title, &other.file, &other.sheet)
            && (notes, rows, cols) == (&other.notes, &other.rows, &other.cols)
            && (dimensions, measures) == (&other.dimensions, &other.measures)
            && (measure_of_col, precisions) == (&other.measure_of_col, &other.precisions)
            && (markers, marker_set) == (&other.markers, &other.marker_set)
            && (&self.periods, &self.parts) == (&other.periods, &other.parts)
            && self.stored_values == other.stored_values
            && values.len() == other.values.len()
            && values.iter().zip(&other.values).all(|(own, other)| own.to_bits() == other.to_bits())
    }
}

impl TidyTable {
    /// Number of observations of the grid, blank ones included.
    pub fn len(&self) -> usize {
        self.rows.len() * self.cols.len()
    }

    /// Whether the grid is empty.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The value to publish: as displayed, or as stored when the table says so.
    pub fn value(&self, index: usize) -> Option<f64> {
        let stored = self.values[index];
        if stored.is_nan() {
            None
        } else if self.stored_values {
            Some(stored)
        } else {
            Some(self.precisions[index].displayed(stored))
        }
    }

    /// The marker of an observation.
    pub fn marker(&self, index: usize) -> Option<&Marker> {
        let code = usize::from(self.markers[index]);
        code.checked_sub(1).and_then(|at| self.marker_set.get(at))
    }

    /// Whether a cell was blank: neither number nor marker.
    pub fn is_blank(&self, index: usize) -> bool {
        self.values[index].is_nan() && self.markers[index] == 0
    }

    /// The sheet cell an observation came from.
    pub fn cell(&self, index: usize) -> CellAddress {
        let width = self.cols.len();
        let cols = self.part(index).map_or(&self.cols, |part| &part.cols);
        CellAddress::new(self.rows[index / width], cols[index % width])
    }

    /// The part of a stacked table that an observation belongs to.
    fn part(&self, index: usize) -> Option<&Part> {
        let after = self.parts.partition_point(|part| part.first <= index / self.cols.len());
        after.checked_sub(1).map(|at| &self.parts[at])
    }

    /// The file and the sheet that an observation came from; no sheet for a CSV.
    pub fn origin(&self, index: usize) -> (&str, Option<&str>) {
        match self.part(index) {
            Some(part) => (&part.file, part.sheet.as_deref()),
            None => (&self.file, self.sheet.as_deref()),
        }
    }

    /// The place of an observation, for findings.
    pub fn place(&self, index: usize) -> Place {
        let (file, sheet) = self.origin(index);
        let cell = Some(self.cell(index).to_string());
        Place { file: file.to_owned(), sheet: sheet.map(str::to_owned), cell }
    }

    /// The days that an observation is about, where they were read.
    pub fn period(&self, index: usize) -> Option<&Period> {
        let Periods { dimensions, read } = &self.periods;
        let at = dimensions.iter().fold(0, |at, dimension| {
            at * self.dimensions[*dimension].categories.len() + self.code(*dimension, index) as usize
        });
        read.get(at)?.as_ref()
    }

    /// The table with some of its rows and columns, as indices into its grid, in order. Dictionaries stay whole.
    #[must_use]
    pub fn select(&self, rows: &[usize], cols: &[usize]) -> Self {
        let width = self.cols.len();
        let pick = |axis: Axis| if axis == Axis::Rows { rows } else { cols };
        let dimension = |dimension: &Dimension| {
            let codes = pick(dimension.axis).iter().map(|at| dimension.codes[*at]).collect();
            Dimension { codes, ..dimension.clone() }
        };
        let by_col = self.measure_of_col.len() == width;
        let part = |part: &Part| Part {
            first: rows.partition_point(|row| *row < part.first),
            cols: cols.iter().map(|at| part.cols[*at]).collect(),
            ..part.clone()
        };
        let cells = || rows.iter().flat_map(|row| cols.iter().map(move |col| row * width + col));
        let measured = if by_col { cols } else { rows };
        Self {
            rows: rows.iter().map(|at| self.rows[*at]).collect(),
            cols: cols.iter().map(|at| self.cols[*at]).collect(),
            dimensions: self.dimensions.iter().map(dimension).collect(),
            measure_of_col: measured.iter().map(|at| self.measure_of_col[*at]).collect(),
            values: cells().map(|at| self.values[at]).collect(),
            precisions: cells().map(|at| self.precisions[at]).collect(),
            markers: cells().map(|at| self.markers[at]).collect(),
            parts: self.parts.iter().map(part).collect(),
            name: self.name.clone(),
            title: self.title.clone(),
            file: self.file.clone(),
            sheet: self.sheet.clone(),
            notes: self.notes.clone(),
            measures: self.measures.clone(),
            marker_set: self.marker_set.clone(),
            stored_values: self.stored_values,
            periods: self.periods.clone(),
        }
    }

    /// The measure of an observation.
    pub fn measure(&self, index: usize) -> &Measure {
        &self.measures[self.measure_index(index)]
    }

    /// The index of an observation's measure.
    pub fn measure_index(&self, index: usize) -> usize {
        let width = self.cols.len();
        let by_col = self.measure_of_col.len() == width;
        usize::from(self.measure_of_col[if by_col { index % width } else { index / width }])
    }

    /// The code of dimension `dimension` at an observation: an index into its categories.
    pub fn code(&self, dimension: usize, index: usize) -> u32 {
        let dimension = &self.dimensions[dimension];
        match dimension.axis {
            Axis::Rows => dimension.codes[index / self.cols.len()],
            Axis::Columns => dimension.codes[index % self.cols.len()],
        }
    }

    /// The category of dimension `dimension` at an observation.
    pub fn category(&self, dimension: usize, index: usize) -> &Category {
        &self.dimensions[dimension].categories[self.code(dimension, index) as usize]
    }

    /// Everything about one observation.
    pub fn observation(&self, index: usize) -> Observation<'_> {
        Observation {
            index,
            value: self.value(index),
            marker: self.marker(index),
            measure: self.measure(index),
            cell: self.cell(index),
        }
    }

    /// All observations that are not blank, row by row.
    pub fn observations(&self) -> impl Iterator<Item = Observation<'_>> {
        (0..self.len()).filter(|index| !self.is_blank(*index)).map(|index| self.observation(index))
    }

    /// The key of an observation.
    pub fn key(&self, index: usize) -> TidyKey {
        let mut parts: BTreeMap<String, String> = (0..self.dimensions.len())
            .map(|d| (self.dimensions[d].name.clone(), self.category(d, index).label.clone()))
            .collect();
        parts.insert(TidyKey::MEASURE.to_owned(), self.measure(index).name.clone());
        TidyKey(parts)
    }

    /// The observations that `key` names; a key may leave dimensions out. Blank cells are not named.
    pub fn find(&self, key: &TidyKey) -> Vec<usize> {
        (0..self.len()).filter(|index| !self.is_blank(*index) && key.matches(&self.key(*index))).collect()
    }

    /// Whether an observation is about the whole country: some dimension says so.
    pub fn is_national(&self, index: usize) -> bool {
        (0..self.dimensions.len()).any(|d| self.category(d, index).national)
    }

    /// Puts `marker` in the place of the value of an observation.
    pub fn withhold(&mut self, index: usize, marker: &Marker) {
        self.values[index] = f64::NAN;
        self.markers[index] = self.marker_code(marker);
    }

    /// The small integer that stands for `marker` in this table, which learns it if it is new.
    pub fn marker_code(&mut self, marker: &Marker) -> u8 {
        let at = self.marker_set.iter().position(|known| known == marker).unwrap_or_else(|| {
            self.marker_set.push(marker.clone());
            self.marker_set.len() - 1
        });
        u8::try_from(at + 1).unwrap_or(u8::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_displayed_as_a_spreadsheet_does() {
        for (stored, precision, shown) in [
            (0.1234, Precision::new(0, true), 12.0),
            (0.125, Precision::new(0, true), 13.0),
            (0.07, Precision::new(0, true), 7.0),
            (2.675, Precision::new(2, false), 2.68),
            (-2.5, Precision::new(0, false), -3.0),
            (-0.4, Precision::new(0, false), 0.0),
            (99.95, Precision::new(1, false), 100.0),
            (0.1 + 0.2, Precision::GENERAL, 0.3),
            (1e20, Precision::new(0, false), 1e20),
            (1_234_567.0, Precision::new(0, false), 1_234_567.0),
        ] {
            assert!(
                (precision.displayed(stored) - shown).abs() < f64::EPSILON,
                "{stored} {precision:?} {}",
                precision.displayed(stored)
            );
        }
    }

    #[test]
    fn whole_numbers_need_no_rounding() {
        let precisions =
            [Precision::GENERAL, Precision::new(0, false), Precision::new(3, false), Precision::new(1, true)];
        let numbers = [0.0, -0.0, 1.0, 7.0, -12.0, 99.0, 100_000.0, 123_456_789.0, -9_999_999_999_999.0];
        for (precision, number) in precisions.into_iter().flat_map(|p| numbers.map(|n| (p, n))) {
            let (quick, slow) = (precision.displayed(number), precision.rounded(number));
            assert_eq!(quick.to_bits(), slow.to_bits(), "{number} {precision:?}");
        }
    }
}
