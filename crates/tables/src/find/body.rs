//! The rows of a body told apart: data, groups, remarks, and what belongs to nothing.

use std::collections::BTreeSet;

use workbook::Sheet;

use super::columns::Columns;
use super::header::Head;
use super::regions::{Facts, Segment};
use super::scan::{Class, Scan};
use crate::text;
use crate::words;

/// The rows of a body; each list is in order.
#[derive(Default)]
pub(super) struct Body {
    pub(super) data: Vec<u32>,
    pub(super) groups: Vec<u32>,
    pub(super) ignored: Vec<u32>,
    pub(super) notes: Vec<u32>,
}

/// What a row holds.
#[derive(Default)]
struct Line {
    values: u32,
    words: u32,
    labels: u32,
}

impl Body {
    /// Tells the rows apart. Label columns that no row of values fills are taken out of `columns`: what
    /// stands in them are groups.
    pub(super) fn of(
        sheet: &Sheet,
        scan: &Scan,
        segment: &Segment,
        columns: &mut Columns,
        head: &Head,
    ) -> Self {
        let mut is_value = vec![false; (segment.band.1 - segment.band.0 + 1) as usize];
        for col in &columns.values {
            is_value[(col - segment.band.0) as usize] = true;
        }
        let rows: Vec<u32> = head.group_rows.iter().chain(&segment.body).copied().collect();
        let lines: Vec<Line> = rows.iter().map(|row| Line::of(scan, segment, &is_value, *row)).collect();
        let valued = || rows.iter().zip(&lines).filter(|(_, line)| line.values > 0).map(|(row, _)| *row);
        columns.labels.retain(|col| valued().any(|row| scan.class(row, *col).is_some()));
        let last = columns.labels.last().copied().filter(|_| columns.labels.len() > 1);
        // Of a long table without empty rows no label is looked at.
        let empty = lines.iter().any(|line| line.values + line.words == 0);
        let known: BTreeSet<String> = last.filter(|_| empty).map_or_else(BTreeSet::new, |col| {
            valued().map(|row| text::cell_label(sheet, row, col)).collect()
        });
        let mut body = Self::default();
        for (at, (row, line)) in rows.iter().zip(&lines).enumerate() {
            // A row whose label comes again elsewhere is data, only that nothing was reported for it.
            let again = last.is_some_and(|col| {
                line.labels > 1
                    && scan.class(*row, col).is_some()
                    && known.contains(&text::cell_label(sheet, *row, col))
            });
            // A label that goes on in the next row is wrapped: `Professional, administrative` / `and technical`.
            let next = rows.get(at + 1).filter(|next| **next == row + 1 && lines[at + 1].values > 0);
            let wrapped = line.values + line.words == 0
                && next.is_some_and(|next| goes_on(sheet, columns, *row, *next));
            // A label right below a row of values, with a blank line below it, heads nothing: its values are missing.
            let tail = line.values + line.words == 0
                && at > 0
                && rows[at - 1] + 1 == *row
                && lines[at - 1].values > 0
                && rows.get(at + 1).is_some_and(|next| *next > row + 1)
                && comes_again(sheet, columns, &rows, at);
            body.add(sheet, scan, segment, columns, (*row, line, again || wrapped || tail));
        }
        body
    }

    fn add(
        &mut self,
        sheet: &Sheet,
        scan: &Scan,
        segment: &Segment,
        columns: &Columns,
        (row, line, again): (u32, &Line, bool),
    ) {
        let first = Facts::of(scan, row, segment.band).first;
        if line.values > 0 {
            self.data.push(row);
        } else if line.words > 0 {
            // Words over most of the values repeat the header; over few they stand for numbers.
            let over = 2 * line.words as usize >= columns.values.len();
            let list = if over || line.labels == 0 { &mut self.ignored } else { &mut self.data };
            list.push(row);
        } else if again || scan.class(row, first) == Some(Class::Date) {
            self.data.push(row);
        } else if is_remark(&sheet.text(row, first)) {
            self.notes.push(row);
        } else if line.labels > 0 {
            self.groups.push(row);
        }
    }
}

impl Line {
    fn of(scan: &Scan, segment: &Segment, is_value: &[bool], row: u32) -> Self {
        let mut line = Self::default();
        for run in scan.row(row, segment.band) {
            for col in run.first..=run.last {
                match (is_value[(col - segment.band.0) as usize], run.class) {
                    (true, Class::Text) => line.words += 1,
                    (true, _) => line.values += 1,
                    (false, _) => line.labels += 1,
                }
            }
        }
        line
    }
}

/// Whether the first label of `next` goes on the text of `row`: it opens with a small letter where others open
/// with a capital, or is blank.
fn goes_on(sheet: &Sheet, columns: &Columns, row: u32, next: u32) -> bool {
    let Some(col) = columns.labels.first() else { return false };
    let (above, below) = (sheet.text(row, *col), sheet.text(next, *col));
    let small = |text: &str| text.trim().chars().next().is_some_and(char::is_lowercase);
    let capital = |text: &str| text.trim().chars().next().is_some_and(char::is_uppercase);
    let hangs = above.trim().ends_with([',', '-', '–', '/']) || above.trim().ends_with(" and");
    capital(&above) && (small(&below) || (hangs && below.trim().is_empty()))
}

/// Whether another row bears the same first label.
fn comes_again(sheet: &Sheet, columns: &Columns, rows: &[u32], at: usize) -> bool {
    let Some(col) = columns.labels.first() else { return false };
    let own = text::cell_label(sheet, rows[at], *col);
    let mut others = rows.iter().enumerate().filter(|(other, _)| *other != at);
    !own.is_empty() && others.any(|(_, row)| text::cell_label(sheet, *row, *col) == own)
}

fn is_remark(text: &str) -> bool {
    text.len() > 300 || words::is_note(text)
}
