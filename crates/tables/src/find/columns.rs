//! Which columns of a stretch hold values, labels or remarks, by what stands in their bodies.

use workbook::{Cell, Sheet};

use super::regions::Segment;
use super::scan::{Class, Scan};
use crate::text;
use crate::words;

/// How many cells of each class a column of the body holds.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Counts {
    pub(crate) text: u32,
    pub(crate) number: u32,
    pub(crate) year: u32,
    pub(crate) date: u32,
    pub(crate) marker: u32,
    pub(crate) bounded: u32,
}

impl Counts {
    pub(crate) fn add(&mut self, class: Class, cells: u32) {
        match class {
            Class::Text => self.text += cells,
            Class::Number => self.number += cells,
            Class::Year => self.year += cells,
            Class::Date => self.date += cells,
            Class::Marker => self.marker += cells,
            Class::Bounded => self.bounded += cells,
        }
    }

    pub(crate) fn filled(self) -> u32 {
        self.text + self.values() + self.date
    }

    pub(crate) fn values(self) -> u32 {
        self.number + self.year + self.marker + self.bounded
    }

    /// Whether numbers, or what stands for numbers, make the column.
    fn is_value(self) -> bool {
        let values = self.values();
        self.number + self.year > 0 && values >= self.text && self.date <= values
    }

    fn is_label(self) -> bool {
        self.filled() > 0 && !self.is_value() && (self.text + self.date + self.bounded > 0)
    }
}

/// The part that each column of the band plays.
#[derive(Debug, Clone, Default)]
pub(crate) struct Columns {
    pub(crate) labels: Vec<u32>,
    pub(crate) values: Vec<u32>,
    pub(crate) notes: Vec<u32>,
}

/// Counts per column of the band, over rows of the body that hold values.
pub(crate) fn count(scan: &Scan, segment: &Segment) -> Vec<Counts> {
    let width = (segment.band.1 - segment.band.0 + 1) as usize;
    let mut counts = vec![Counts::default(); width];
    for row in &segment.body {
        for run in scan.row(*row, segment.band) {
            for col in run.first..=run.last {
                counts[(col - segment.band.0) as usize].add(run.class, 1);
            }
        }
    }
    counts
}

/// The bands into which blank columns cut a stretch. A blank column cuts only where labels start anew
/// to its right: inside a table it is a spacer.
pub(crate) fn bands(scan: &Scan, segment: &Segment) -> Vec<(u32, u32)> {
    bands_of(scan, segment, &count(scan, segment))
}

/// The same where the cells of the body are counted already.
pub(crate) fn bands_of(scan: &Scan, segment: &Segment, counts: &[Counts]) -> Vec<(u32, u32)> {
    let mut heads = vec![0u32; counts.len()];
    for row in &segment.above {
        for run in scan.row(*row, segment.band) {
            (run.first..=run.last).for_each(|col| heads[(col - segment.band.0) as usize] += 1);
        }
    }
    let blank = |at: usize| counts[at].filled() == 0 && heads[at] <= 1;
    let mut bands = Vec::new();
    let mut start = 0;
    let mut has_values = false;
    for at in 0..counts.len() {
        let after_gap = at > 0 && blank(at - 1) && counts[at].filled() > 0;
        let labels_anew = counts[at].is_label() && counts[at].text + counts[at].bounded + counts[at].date > 1;
        if after_gap && has_values && labels_anew && counts[at..].iter().any(|count| count.is_value()) {
            let next_is_value = counts[at + 1..].iter().take(4).any(|count| count.is_value());
            if next_is_value {
                // Headings over the empty columns beside the labels go with the labels.
                let headed =
                    (start..at).rev().take_while(|col| counts[*col].filled() == 0 && heads[*col] > 0);
                let from = at - headed.count();
                bands.push((segment.band.0 + start as u32, segment.band.0 + from as u32 - 1));
                start = from;
                has_values = false;
            }
        }
        has_values |= counts[at].is_value();
    }
    bands.push((segment.band.0 + start as u32, segment.band.1));
    bands
}

/// Tells the columns apart. `heading` gives the text above a column.
pub(crate) fn tell(
    sheet: &Sheet,
    segment: &Segment,
    counts: &[Counts],
    heading: &dyn Fn(u32) -> String,
) -> Columns {
    let mut columns = Columns::default();
    let col_of = |at: usize| segment.band.0 + at as u32;
    let proper = counts.iter().position(|count| {
        count.is_value() && count.number * 10 >= (count.number + count.year) && count.number > 0
    });
    let first_label_like = |at: usize| -> bool {
        let count = counts[at];
        let col = col_of(at);
        let years_only = count.number == 0 && count.year > 0;
        let left = proper.is_none_or(|proper| at <= proper);
        let told = words::heads_labels(&heading(col));
        let others = counts.iter().enumerate().any(|(other, count)| other != at && count.is_value());
        if !others || !left {
            return false;
        }
        let before_labels = columns_before_are_labels(counts, at);
        if years_only {
            return told
                || proper.is_some_and(|proper| at < proper)
                || (at == 0 && rises(sheet, segment, col));
        }
        before_labels
            && whole(sheet, segment, col)
            && (told || (is_index(sheet, segment, col) && heading(col).is_empty()))
    };
    let mut first_value = None;
    for (at, count) in counts.iter().enumerate() {
        let col = col_of(at);
        if count.filled() == 0 {
            continue;
        }
        if count.is_value() && first_label_like(at) {
            columns.labels.push(col);
        } else if count.is_value()
            || (first_value.is_some()
                && count.text == 0
                && count.marker > 0
                && !heading(col).is_empty()
                && !words::is_note_heading(&heading(col)))
        {
            first_value.get_or_insert(at);
            columns.values.push(col);
        } else if first_value.is_none() || keeps(count, segment, &heading(col)) {
            columns.labels.push(col);
        } else {
            columns.notes.push(col);
        }
    }
    labels_on_the_right(segment, counts, &mut columns);
    columns
}

/// Where no labels stand left of the values, those on the right of which one is in every row are the labels.
fn labels_on_the_right(segment: &Segment, counts: &[Counts], columns: &mut Columns) {
    let count = |col: &u32| counts[(*col - segment.band.0) as usize];
    let right = columns.values.last() < columns.notes.first();
    let full = |col: &u32| count(col).is_label() && count(col).filled() as usize >= segment.body.len();
    if columns.labels.is_empty() && right && columns.notes.iter().any(full) {
        columns.labels = columns.notes.drain(..).collect();
    }
}

fn columns_before_are_labels(counts: &[Counts], at: usize) -> bool {
    counts[..at].iter().all(|count| !count.is_value())
}

/// Whether a column of words among the values is a label of every row, not a remark on some.
fn keeps(count: &Counts, segment: &Segment, heading: &str) -> bool {
    let often = 2 * count.filled() as usize >= segment.body.len();
    often && !heading.is_empty() && !words::is_note_heading(heading)
}

/// The number in a cell, stored or typed as text.
pub(crate) fn number(sheet: &Sheet, row: u32, col: u32) -> Option<f64> {
    match sheet.cell(row, col) {
        Cell::Number(number) => Some(number),
        Cell::Text(text) => text::number_in(text).map(|number| number.value),
        Cell::Empty | Cell::Bool(_) | Cell::Error(_) | Cell::DateTime(_) | Cell::Duration(_) => None,
    }
}

/// Rows looked at to judge a column.
pub(crate) const LOOK: usize = 200;

fn look<'a>(sheet: &'a Sheet, segment: &'a Segment, col: u32) -> impl Iterator<Item = f64> + 'a {
    segment.body.iter().take(LOOK).filter_map(move |row| number(sheet, *row, col))
}

fn whole(sheet: &Sheet, segment: &Segment, col: u32) -> bool {
    look(sheet, segment, col).all(|number| number.fract() == 0.0 && number >= 0.0)
}

fn rises(sheet: &Sheet, segment: &Segment, col: u32) -> bool {
    let numbers: Vec<f64> = look(sheet, segment, col).collect();
    numbers.len() > 1 && (numbers.is_sorted() || numbers.iter().rev().is_sorted())
}

/// 1, 2, 3...: a column that numbers its rows.
fn is_index(sheet: &Sheet, segment: &Segment, col: u32) -> bool {
    let numbers: Vec<f64> = look(sheet, segment, col).collect();
    numbers.len() > 2
        && numbers[0] <= 1.0
        && numbers.windows(2).all(|pair| (pair[1] - pair[0] - 1.0).abs() < f64::EPSILON)
}
