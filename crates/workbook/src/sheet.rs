//! One sheet, held in column chunks: a one-byte tag and an eight-byte payload per cell, styles as runs,
//! strings interned, merges apart. Displayed text is computed on demand.

mod pass;

use std::borrow::Cow;
use std::collections::BTreeMap;

use model::{CellAddress, CellRange, Precision};

use crate::display;
use crate::extras::{Link, ListTable};
use crate::marks::Marked;
use crate::strings::Strings;
use crate::style::Style;

/// Rows of one chunk.
const CHUNK: u32 = 4096;

/// What a cell stores. Dates and durations are days since the workbook's epoch of 1900 (day 1 is
/// 1 January 1900, with Excel's 29 February 1900), whatever the file's own epoch.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cell<'a> {
    /// Nothing.
    Empty,
    /// Text, newlines and spaces kept, without note marks.
    Text(&'a str),
    /// A number.
    Number(f64),
    /// True or false.
    Bool(bool),
    /// An error, as shown (`#DIV/0!`).
    Error(&'a str),
    /// A date or a date with a time.
    DateTime(f64),
    /// A duration in days.
    Duration(f64),
}

impl Cell<'_> {
    /// Whether there is nothing to read: no content, or text of white space alone.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.trim().is_empty(),
            Self::Number(_) | Self::Bool(_) | Self::Error(_) | Self::DateTime(_) | Self::Duration(_) => false,
        }
    }
}

/// Whether a person sees a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Visibility {
    /// Shown.
    #[default]
    Visible,
    /// Hidden; "Unhide" shows it.
    Hidden,
    /// Hidden so that "Unhide" does not list it.
    VeryHidden,
}

const EMPTY: u8 = 0;
const TEXT: u8 = 1;
const NUMBER: u8 = 2;
const BOOL: u8 = 3;
const ERROR: u8 = 4;
const DATE_TIME: u8 = 5;
const DURATION: u8 = 6;

/// Up to `CHUNK` rows of one column, as long as its last cell needs.
#[derive(Debug, Default, Clone)]
struct Chunk {
    tags: Vec<u8>,
    payloads: Vec<u64>,
    /// Style runs: from this offset on, this style; in order of offset.
    styles: Vec<(u16, u32)>,
}

/// One sheet of a workbook.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// Whether a person sees it.
    pub visibility: Visibility,
    /// Merged areas, in order of their first cell.
    pub merges: Vec<CellRange>,
    /// Hidden rows as runs (first, last), from zero, in order.
    pub hidden_rows: Vec<(u32, u32)>,
    /// Hidden columns as runs (first, last), from zero, in order.
    pub hidden_cols: Vec<(u32, u32)>,
    /// Links, in order of their first cell.
    pub links: Vec<Link>,
    /// List tables, in order of their first cell.
    pub lists: Vec<ListTable>,
    /// What is printed; everything if none is given.
    pub print_areas: Vec<CellRange>,
    /// Formula cells whose result was not saved.
    pub formulas_without_value: u64,
    /// Why the fast path did not read the sheet but calamine, where it could have been the fast path.
    pub handed_over: Option<&'static str>,
    columns: Vec<BTreeMap<u32, Chunk>>,
    strings: Strings,
    styles: Vec<Style>,
    style_ids: BTreeMap<String, u32>,
    rows: u32,
    slots: u64,
}

impl Sheet {
    /// An empty, visible sheet.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            visibility: Visibility::Visible,
            merges: Vec::new(),
            hidden_rows: Vec::new(),
            hidden_cols: Vec::new(),
            links: Vec::new(),
            lists: Vec::new(),
            print_areas: Vec::new(),
            formulas_without_value: 0,
            handed_over: None,
            columns: Vec::new(),
            strings: Strings::default(),
            styles: vec![Style::default()],
            style_ids: BTreeMap::from([(Style::default().key(), 0)]),
            rows: 0,
            slots: 0,
        }
    }

    /// Rows up to the last cell that is not empty.
    pub fn rows(&self) -> u32 {
        self.rows
    }

    /// Columns up to the last cell that is not empty.
    pub fn cols(&self) -> u32 {
        self.columns.len() as u32
    }

    /// The number by which cells refer to `style`; equal styles share one. 0 is the default style.
    pub fn style_id(&mut self, style: &Style) -> u32 {
        let next = self.styles.len() as u32;
        let id = *self.style_ids.entry(style.key()).or_insert(next);
        if id == next {
            self.styles.push(style.clone());
        }
        id
    }

    /// Puts a cell. An empty cell is not stored.
    pub fn put(&mut self, row: u32, col: u32, cell: Cell<'_>, style: u32) {
        let stored = match cell {
            Cell::Empty => return,
            Cell::Text(text) => (TEXT, self.strings.intern(text)),
            Cell::Number(number) => (NUMBER, number.to_bits()),
            Cell::Bool(value) => (BOOL, u64::from(value)),
            Cell::Error(text) => (ERROR, self.strings.intern(text)),
            Cell::DateTime(days) => (DATE_TIME, days.to_bits()),
            Cell::Duration(days) => (DURATION, days.to_bits()),
        };
        self.put_raw(row, col, stored, style);
    }

    /// The number of a text of this sheet, by which [`Self::put_interned`] puts it.
    pub(crate) fn intern(&mut self, text: &str) -> u64 {
        self.strings.intern(text)
    }

    /// The number of a text with note marks.
    pub(crate) fn intern_marked(&mut self, marked: &Marked) -> u64 {
        self.strings.intern_marked(marked)
    }

    /// Takes the note marks out of a text that is there with them.
    pub(crate) fn take_marks(&mut self, row: u32, col: u32, marked: &Marked) {
        if self.cell(row, col) == Cell::Text(&marked.whole) {
            let text = self.strings.intern_marked(marked);
            let style = self.chunk(row, col).map_or(0, |(chunk, at)| chunk.style(at));
            self.put_interned(row, col, text, style);
        }
    }

    /// Puts a text that was interned.
    pub(crate) fn put_interned(&mut self, row: u32, col: u32, text: u64, style: u32) {
        self.put_raw(row, col, (TEXT, text), style);
    }

    fn put_raw(&mut self, row: u32, col: u32, (tag, payload): (u8, u64), style: u32) {
        if self.columns.len() <= col as usize {
            self.columns.resize_with(col as usize + 1, BTreeMap::new);
        }
        self.rows = self.rows.max(row + 1);
        let chunk = self.columns[col as usize].entry(row / CHUNK).or_default();
        let before = chunk.tags.len();
        chunk.put((row % CHUNK) as usize, tag, payload, style);
        self.slots += (chunk.tags.len() - before) as u64;
    }

    /// Cells for which memory is held, the gaps between them in a column included.
    pub(crate) fn slots(&self) -> u64 {
        self.slots
    }

    /// The cell at `row` and `col`, from zero; empty beyond the sheet's extent.
    pub fn cell(&self, row: u32, col: u32) -> Cell<'_> {
        let Some((chunk, at)) = self.chunk(row, col) else { return Cell::Empty };
        let Some(tag) = chunk.tags.get(at) else { return Cell::Empty };
        let payload = chunk.payloads[at];
        match *tag {
            TEXT => Cell::Text(self.strings.get(payload)),
            NUMBER => Cell::Number(f64::from_bits(payload)),
            BOOL => Cell::Bool(payload != 0),
            ERROR => Cell::Error(self.strings.get(payload)),
            DATE_TIME => Cell::DateTime(f64::from_bits(payload)),
            DURATION => Cell::Duration(f64::from_bits(payload)),
            _ => Cell::Empty,
        }
    }

    /// The style of a cell; the default one for cells that are not stored.
    pub fn style(&self, row: u32, col: u32) -> &Style {
        let id = self.chunk(row, col).map_or(0, |(chunk, at)| chunk.style(at));
        &self.styles[id as usize]
    }

    /// The note marks of a text, in order (`2`, `a`, `†`): superscripts that point at a note. The cell's text
    /// is without them; superscript characters of Unicode stay in it.
    pub fn note_marks(&self, row: u32, col: u32) -> &[String] {
        self.marked(row, col).map_or(&[], |marked| &marked.notes)
    }

    /// The text as the file stores it, where it differs from that of [`Self::cell`]: with its note marks, and
    /// those that open a note not set apart.
    pub fn stored_text(&self, row: u32, col: u32) -> Option<&str> {
        self.marked(row, col).map(|marked| marked.whole.as_str())
    }

    fn marked(&self, row: u32, col: u32) -> Option<&Marked> {
        let (chunk, at) = self.chunk(row, col)?;
        let is_text = *chunk.tags.get(at)? == TEXT;
        is_text.then(|| self.strings.marked(chunk.payloads[at])).flatten()
    }

    /// Where the link of a cell leads.
    pub fn link_at(&self, row: u32, col: u32) -> Option<&str> {
        let cell = CellAddress::new(row, col);
        self.links.iter().find(|link| link.area.contains(cell)).map(|link| link.target.as_str())
    }

    /// The text a person sees in the cell, by its number format; not clipped to the column's width.
    pub fn text(&self, row: u32, col: u32) -> Cow<'_, str> {
        display::text(self.cell(row, col), self.style(row, col))
    }

    /// How a number in the cell is displayed; a format with sections may show different numbers
    /// differently.
    pub fn precision(&self, row: u32, col: u32) -> Precision {
        let style = self.style(row, col);
        match self.cell(row, col) {
            Cell::Number(number) => style.precision_of(number),
            _ => style.precision,
        }
    }

    /// The merged area that holds the cell.
    pub fn merge_at(&self, row: u32, col: u32) -> Option<CellRange> {
        let cell = CellAddress::new(row, col);
        self.merges.iter().find(|merge| merge.contains(cell)).copied()
    }

    /// Whether the row is hidden.
    pub fn is_row_hidden(&self, row: u32) -> bool {
        in_runs(&self.hidden_rows, row)
    }

    /// Whether the column is hidden.
    pub fn is_col_hidden(&self, col: u32) -> bool {
        in_runs(&self.hidden_cols, col)
    }

    fn chunk(&self, row: u32, col: u32) -> Option<(&Chunk, usize)> {
        let chunk = self.columns.get(col as usize)?.get(&(row / CHUNK))?;
        Some((chunk, (row % CHUNK) as usize))
    }
}

impl Chunk {
    fn put(&mut self, at: usize, tag: u8, payload: u64, style: u32) {
        if self.tags.len() <= at {
            self.tags.resize(at + 1, EMPTY);
            self.payloads.resize(at + 1, 0);
        }
        self.tags[at] = tag;
        self.payloads[at] = payload;
        self.put_style(at as u16, style);
    }

    /// Cells come in order of row almost always; one that does not splits the run it lies in.
    fn put_style(&mut self, at: u16, style: u32) {
        match self.styles.last() {
            None => self.styles.push((at, style)),
            Some((_, last)) if *last == style && self.styles.last().is_some_and(|(from, _)| *from <= at) => {}
            Some((from, _)) if *from < at => self.styles.push((at, style)),
            Some(_) => {
                let before = self.style(usize::from(at) + 1);
                let index = self.styles.partition_point(|(from, _)| *from < at);
                if self.styles.get(index).is_some_and(|(from, _)| *from == at) {
                    self.styles[index].1 = style;
                } else {
                    self.styles.insert(index, (at, style));
                }
                if self.styles.get(index + 1).is_none_or(|(from, _)| *from > at + 1) {
                    self.styles.insert(index + 1, (at + 1, before));
                }
            }
        }
    }

    fn style(&self, at: usize) -> u32 {
        let index = self.styles.partition_point(|(from, _)| usize::from(*from) <= at);
        index.checked_sub(1).map_or(0, |index| self.styles[index].1)
    }
}

fn in_runs(runs: &[(u32, u32)], at: u32) -> bool {
    let index = runs.partition_point(|(_, last)| *last < at);
    runs.get(index).is_some_and(|(first, _)| *first <= at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_come_back_in_any_order() {
        let mut sheet = Sheet::new("S");
        let bold = sheet.style_id(&Style { bold: true, ..Style::default() });
        sheet.put(9000, 2, Cell::Text("late"), bold);
        sheet.put(5, 2, Cell::Number(0.1), 0);
        sheet.put(4, 2, Cell::Bool(true), bold);
        assert_eq!((sheet.rows(), sheet.cols()), (9001, 3));
        assert_eq!(sheet.cell(9000, 2), Cell::Text("late"));
        assert_eq!(sheet.cell(5, 2), Cell::Number(0.1));
        assert!(sheet.style(4, 2).bold && !sheet.style(5, 2).bold && sheet.style(9000, 2).bold);
        assert_eq!(sheet.cell(6, 2), Cell::Empty);
        assert_eq!(sheet.cell(4, 40), Cell::Empty);
    }

    #[test]
    fn hidden_runs_are_found() {
        let mut sheet = Sheet::new("S");
        sheet.hidden_rows = vec![(2, 3), (8, 8)];
        let hidden: Vec<u32> = (0..10).filter(|row| sheet.is_row_hidden(*row)).collect();
        assert_eq!(hidden, [2, 3, 8]);
    }
}
