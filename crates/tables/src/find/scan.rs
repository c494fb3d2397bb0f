//! The sheet as runs of cells of one class: what every later step looks at, once through the cells.

use model::{Failure, Progress, Stage};
use workbook::{Cell, Sheet, Style};

use crate::text;
use crate::words;

/// What a cell looks like, before anything is known about its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    /// Words.
    Text,
    /// A number that is not a year.
    Number,
    /// A whole number from 1800 to 2100 without separators.
    Year,
    /// A date.
    Date,
    /// A marker in the place of a number.
    Marker,
    /// A range or bound in the place of a number, or an age band.
    Bounded,
}

impl Class {
    /// Whether it is a number or stands for one.
    pub(crate) const fn is_value(self) -> bool {
        matches!(self, Self::Number | Self::Marker)
    }
}

/// Neighbouring cells of one class in a row.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Run {
    pub(crate) first: u32,
    pub(crate) last: u32,
    pub(crate) class: Class,
}

/// The runs of every row. Hidden rows and columns are left out, as if they were blank.
pub(crate) struct Scan {
    runs: Vec<Run>,
    /// Where each row starts in `runs`; one more than there are rows.
    starts: Vec<usize>,
    pub(crate) cols: u32,
    /// Whether texts write decimals with a comma.
    pub(crate) has_commas: bool,
}

/// Rows between two looks at whether to stop.
const BLOCK: u32 = 1024;

impl Scan {
    /// Looks at every cell of the sheet once.
    pub(crate) fn of(sheet: &Sheet, progress: &dyn Progress) -> Result<Self, Failure> {
        Self::within(sheet, (0, u32::MAX), (0, u32::MAX), progress)
    }

    /// The same for some of its rows and columns, first and last: all others are as if they were blank.
    pub(crate) fn within(
        sheet: &Sheet,
        rows: (u32, u32),
        cols: (u32, u32),
        progress: &dyn Progress,
    ) -> Result<Self, Failure> {
        let cols = cols.0..cols.1.saturating_add(1).min(sheet.cols());
        let cols: Vec<u32> = cols.filter(|col| !sheet.is_col_hidden(*col)).collect();
        let commas = has_decimal_commas(sheet);
        let mut scan = Self { runs: Vec::new(), starts: vec![0], cols: sheet.cols(), has_commas: commas };
        for row in 0..sheet.rows() {
            if row % BLOCK == 0 {
                progress.go_on()?;
                progress.report(Stage::FindingTables, u64::from(row), u64::from(sheet.rows()));
            }
            if (rows.0..=rows.1).contains(&row) && !sheet.is_row_hidden(row) {
                scan.add_row(sheet, row, &cols, commas);
            }
            scan.starts.push(scan.runs.len());
        }
        Ok(scan)
    }

    /// Takes out the runs of a row of dashes, which rules off the rows around it and holds nothing.
    fn drop_rule(&mut self, sheet: &Sheet, row: u32, start: usize) {
        let cells = |run: &Run| run.first..=run.last;
        let dashes = |col: u32| match sheet.cell(row, col) {
            Cell::Text(text) => text.trim().chars().all(|c| matches!(c, '-' | '=' | '_' | '–' | '—')),
            _ => false,
        };
        let runs = &self.runs[start..];
        let count: u32 = runs.iter().map(|run| run.last - run.first + 1).sum();
        let first = runs.first().is_some_and(|run| run.first <= 1);
        if count >= 3 && first && runs.iter().flat_map(cells).all(dashes) {
            self.runs.truncate(start);
        }
    }

    fn add_row(&mut self, sheet: &Sheet, row: u32, cols: &[u32], commas: bool) {
        let start = self.runs.len();
        for col in cols {
            let Some(class) = classify(sheet, row, *col, commas) else { continue };
            match self.runs[start..].last_mut() {
                Some(run) if run.class == class && run.last + 1 == *col => run.last = *col,
                _ => self.runs.push(Run { first: *col, last: *col, class }),
            }
        }
        if self.runs.get(start).is_some_and(|run| matches!(run.class, Class::Marker | Class::Text)) {
            self.drop_rule(sheet, row, start);
        }
    }

    /// Number of rows.
    pub(crate) fn rows(&self) -> u32 {
        (self.starts.len() - 1) as u32
    }

    /// The runs of a row, cut to the columns of a band.
    pub(crate) fn row(&self, row: u32, band: (u32, u32)) -> impl Iterator<Item = Run> + '_ {
        let runs = &self.runs[self.starts[row as usize]..self.starts[row as usize + 1]];
        runs.iter().filter(move |run| run.last >= band.0 && run.first <= band.1).map(move |run| Run {
            first: run.first.max(band.0),
            last: run.last.min(band.1),
            class: run.class,
        })
    }

    /// The class of a cell, if it holds anything.
    pub(crate) fn class(&self, row: u32, col: u32) -> Option<Class> {
        self.row(row, (col, col)).next().map(|run| run.class)
    }

    /// Whether nothing stands in a row of a band.
    pub(crate) fn is_blank(&self, row: u32, band: (u32, u32)) -> bool {
        self.row(row, band).next().is_none()
    }
}

/// The class of a cell; none for blank ones.
pub(super) fn classify(sheet: &Sheet, row: u32, col: u32, commas: bool) -> Option<Class> {
    classify_cell(sheet.cell(row, col), commas, || is_separated(sheet.style(row, col)))
}

/// The same for a cell alone; `is_separated` is asked of numbers that may be years.
pub(crate) fn classify_cell(
    cell: Cell<'_>,
    commas: bool,
    is_separated: impl FnOnce() -> bool,
) -> Option<Class> {
    match cell {
        Cell::Empty => None,
        Cell::Text(text) if commas && text::is_decimal_comma(text) => Some(Class::Number),
        Cell::Text(text) => classify_text(text),
        Cell::Number(number) if words::is_year(number) && !is_separated() => Some(Class::Year),
        Cell::Bool(_) => Some(Class::Text),
        Cell::Error(_) => Some(Class::Marker),
        Cell::DateTime(_) => Some(Class::Date),
        Cell::Number(_) | Cell::Duration(_) => Some(Class::Number),
    }
}

/// Whether a style shows a whole number as no year is shown.
pub(crate) fn is_separated(style: &Style) -> bool {
    style.number_format.contains([',', '%', '£', '$'])
}

fn classify_text(text: &str) -> Option<Class> {
    let trimmed = text.trim();
    // A line break that some program wrote as two letters says nothing either.
    if trimmed.is_empty() || trimmed == "\\n" {
        return None;
    }
    if let Some(number) = text::number_in(trimmed) {
        let year = number.decimals == 0 && !trimmed.contains([',', '£', '$']) && words::is_year(number.value);
        return Some(if year { Class::Year } else { Class::Number });
    }
    if trimmed.len() <= 8 && (model::Marker::recognise(trimmed).is_some() || is_bracketed_mark(trimmed)) {
        return Some(Class::Marker);
    }
    if is_iso_date(trimmed) {
        return Some(Class::Date);
    }
    Some(if text::is_bounded(trimmed) { Class::Bounded } else { Class::Text })
}

/// `(NA)`, `(D)`, `(X)`: capitals in brackets stand for a number that is not there.
fn is_bracketed_mark(text: &str) -> bool {
    let inside = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    inside.is_some_and(|inside| {
        (1..=3).contains(&inside.len()) && inside.bytes().all(|b| b.is_ascii_uppercase())
    })
}

/// The rows that tell how a sheet is written; a sheet that goes straight through is laid out by them.
pub(super) const FIRST_ROWS: u32 = 256;

/// Whether the texts of a sheet write decimals with a comma: many do (`29,9`), and hardly any with a point.
/// Looks at the first rows only.
pub(crate) fn has_decimal_commas(sheet: &Sheet) -> bool {
    let (mut commas, mut points) = (0, 0);
    for row in 0..sheet.rows().min(FIRST_ROWS) {
        for col in 0..sheet.cols().min(60) {
            let Cell::Text(text) = sheet.cell(row, col) else { continue };
            commas += u32::from(text::is_decimal_comma(text));
            points += u32::from(text.contains('.') && text::number_in(text).is_some());
        }
    }
    commas >= 3 && commas > 4 * points
}

/// `2020-12-09` or `09/12/2020`: a typed date in a file without types.
fn is_iso_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    let digits = |from: usize, to: usize| bytes[from..to].iter().all(u8::is_ascii_digit);
    if bytes.len() < 10 {
        return false;
    }
    let iso = bytes[4] == b'-' && bytes[7] == b'-' && digits(0, 4) && digits(5, 7) && digits(8, 10);
    let british = bytes[2] == b'/' && bytes[5] == b'/' && digits(0, 2) && digits(3, 5) && digits(6, 10);
    (iso && (bytes.len() == 10 || matches!(bytes[10], b'T' | b' '))) || (british && bytes.len() == 10)
}
