//! The numbers of a table with the precision of each, seen by row or by column.

use workbook::{Cell, Sheet};

use super::{Derived, Operator, fit};
use crate::layout::Layout;
use crate::text;

/// More cells than this are not all looked at.
const MOST_CELLS: usize = 100_000;
/// Lines across which a line of a large table is compared.
const PROBES: usize = 5;
const SAMPLED_ROWS: usize = 160;

/// The numbers of some rows and columns; NaN where there is none.
pub(super) struct Numbers {
    rows: usize,
    cols: usize,
    values: Vec<f64>,
    row_steps: Vec<f64>,
    col_steps: Vec<f64>,
    /// The base to which all larger whole numbers are rounded; 1 where there is none.
    base: f64,
}

impl Numbers {
    /// Every number of the table.
    pub(super) fn whole(sheet: &Sheet, layout: &Layout) -> Self {
        Self::read(sheet, &layout.data_rows, &layout.value_cols)
    }

    /// All rows, with a few of the columns where the table is large.
    pub(super) fn of_rows(sheet: &Sheet, layout: &Layout) -> Self {
        let cols = &layout.value_cols;
        if layout.data_rows.len() * cols.len() <= MOST_CELLS {
            return Self::whole(sheet, layout);
        }
        let most = (MOST_CELLS / layout.data_rows.len().max(1)).clamp(PROBES, 64);
        Self::read(sheet, &layout.data_rows, &spread(cols, most))
    }

    /// All columns, with a few of the rows where the table is large.
    pub(super) fn of_columns(sheet: &Sheet, layout: &Layout) -> Self {
        let rows = &layout.data_rows;
        if rows.len() * layout.value_cols.len() <= MOST_CELLS {
            return Self::whole(sheet, layout);
        }
        Self::read(sheet, &spread(rows, SAMPLED_ROWS), &layout.value_cols)
    }

    fn read(sheet: &Sheet, rows: &[u32], cols: &[u32]) -> Self {
        let mut values = Vec::with_capacity(rows.len() * cols.len());
        for row in rows {
            values.extend(cols.iter().map(|col| number(sheet, *row, *col)));
        }
        let mut numbers = Self {
            rows: rows.len(),
            cols: cols.len(),
            base: base(&values),
            values,
            row_steps: Vec::new(),
            col_steps: Vec::new(),
        };
        numbers.row_steps = (0..rows.len())
            .map(|row| step((0..cols.len()).map(|col| numbers.values[row * cols.len() + col])))
            .collect();
        numbers.col_steps = (0..cols.len())
            .map(|col| step((0..rows.len()).map(|row| numbers.values[row * cols.len() + col])))
            .collect();
        numbers
    }

    /// Rows as lines, across the columns.
    pub(super) fn by_row(&self) -> View<'_> {
        View { numbers: self, across: false, lines: self.rows, samples: self.cols }
    }

    /// Columns as lines, across the rows.
    pub(super) fn by_column(&self) -> View<'_> {
        View { numbers: self, across: true, lines: self.cols, samples: self.rows }
    }
}

/// Up to `most` of the places, spread evenly, the first and the last among them.
fn spread(all: &[u32], most: usize) -> Vec<u32> {
    if all.len() <= most {
        return all.to_vec();
    }
    (0..most).map(|at| all[at * (all.len() - 1) / (most - 1)]).collect()
}

/// The number in a cell; NaN where there is none. A letter after a number (`970E`) is a status of it.
fn number(sheet: &Sheet, row: u32, col: u32) -> f64 {
    match sheet.cell(row, col) {
        Cell::Number(number) => number,
        Cell::Text(words) => {
            let words = words.trim();
            let bare = words.strip_suffix(|c: char| c.is_ascii_alphabetic()).unwrap_or(words).trim_end();
            let number = text::number_in(bare).map(|number| number.value);
            number.or_else(|| text::decimal_comma(bare)).unwrap_or(f64::NAN)
        }
        Cell::Empty | Cell::Bool(_) | Cell::Error(_) | Cell::DateTime(_) | Cell::Duration(_) => f64::NAN,
    }
}

/// Decimals of a number, up to six; binary noise is none.
fn decimals(value: f64) -> u8 {
    let mut scaled = value.abs();
    for decimals in 0..6 {
        if (scaled - scaled.round()).abs() <= 1e-7 * scaled.max(1.0) {
            return decimals;
        }
        scaled *= 10.0;
    }
    6
}

/// The step in which the numbers of a line are given: 0.1 for one decimal, 5 where all are rounded to 5.
fn step(values: impl Iterator<Item = f64>) -> f64 {
    let values = values.filter(|value| !value.is_nan() && *value != 0.0).take(4000);
    let mut counts = [0usize; 7];
    let mut all = 0;
    let mut bases = BASES.map(|_| true);
    // One number over and over is rounded to nothing: 100 %, a contract of 15,000 a day.
    let mut different: Vec<f64> = Vec::new();
    for value in values {
        if different.len() < 4 && !different.contains(&value) {
            different.push(value);
        }
        counts[decimals(value) as usize] += 1;
        all += 1;
        for (still, base) in bases.iter_mut().zip(BASES) {
            *still &= (value / base).fract() == 0.0;
        }
    }
    let mut seen = 0;
    let mut places = 0i32;
    for (decimals, count) in (0i32..).zip(counts) {
        seen += count;
        places = decimals;
        // A few more decimals than the rest are slips.
        if seen * 20 >= all * 17 {
            break;
        }
    }
    if places > 0 || all < 8 || different.len() < 4 {
        return 10f64.powi(-places);
    }
    BASES.into_iter().zip(bases).find_map(|(base, all)| all.then_some(base)).unwrap_or(1.0)
}

/// Bases to which numbers are rounded: censuses round to 3 (New Zealand) and to 5 (Canada), others to tens.
const BASES: [f64; 5] = [1000.0, 100.0, 10.0, 5.0, 3.0];

/// The base of the whole numbers of a table from 100 upwards.
fn base(values: &[f64]) -> f64 {
    let whole = values.iter().copied().filter(|value| value.abs() >= 100.0 && value.fract() == 0.0);
    let whole: Vec<f64> = whole.take(4000).collect();
    if whole.len() < 12 { 1.0 } else { step(whole.into_iter()) }
}

/// The numbers with rows or columns as lines; the others are the samples across which lines are compared.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    numbers: &'a Numbers,
    /// Whether the lines are columns.
    pub(super) across: bool,
    pub(super) lines: usize,
    pub(super) samples: usize,
}

impl View<'_> {
    /// The number of a line in a sample; NaN where there is none.
    pub(super) fn at(&self, line: usize, sample: usize) -> f64 {
        let (row, col) = if self.across { (sample, line) } else { (line, sample) };
        self.numbers.values[row * self.numbers.cols + col]
    }

    /// The step in which that number is given.
    pub(super) fn step(&self, line: usize, sample: usize) -> f64 {
        let (row, col) = if self.across { (sample, line) } else { (line, sample) };
        let step = self.numbers.row_steps[row].max(self.numbers.col_steps[col]);
        let value = self.at(line, sample);
        if value.abs() >= 10.0 * self.numbers.base && value.fract() == 0.0 {
            step.max(self.numbers.base)
        } else {
            step
        }
    }

    /// Whether a sum of nothing but noughts is nought.
    fn is_nothing(&self, line: &Derived, sample: usize) -> bool {
        line.parts.iter().chain([&line.total]).all(|part| self.at(*part, sample) == 0.0)
    }

    /// The samples in which a derived line agrees with its parts.
    pub(super) fn agreeing(&self, line: &Derived) -> Vec<usize> {
        let holds = |sample: &usize| match line.operator {
            Operator::Sum => {
                let told = fit::sample(self, line.total, &line.parts, *sample, false);
                told.is_some_and(|s| s.holds || (s.near && s.complete)) || self.is_nothing(line, *sample)
            }
            Operator::Average => {
                fit::sample(self, line.total, &line.parts, *sample, true).is_some_and(|s| s.holds)
            }
            Operator::Division => {
                fit::quotient(self, line.total, &line.parts, *sample, false).is_some_and(|s| s.holds)
            }
            Operator::RelativeChange => {
                fit::quotient(self, line.total, &line.parts, *sample, true).is_some_and(|s| s.holds)
            }
        };
        (0..self.samples).filter(holds).collect()
    }
}
