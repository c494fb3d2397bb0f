//! The first rows of a sheet, held, and the table that they show.

use model::{CellRange, Quiet};
use workbook::{Sheet, Streamed, Style};

use super::super::columns::{self, Columns, Counts};
use super::super::regions::{self, Segment};
use super::super::scan::{FIRST_ROWS, Scan};
use super::super::{assemble, header, name};
use crate::grid::clean_grid;
use crate::layout::Layout;
use crate::text;
use crate::tidy::{self, TidyOptions};
use crate::words;

/// Rows that are laid out before the rest goes through. The finder never looks at more than the first 200
/// rows of a body where it looks at values; titles and headers stand above those.
const ROWS: u32 = FIRST_ROWS;

/// The first rows, while they come.
pub(super) struct Head {
    sheet: Sheet,
    /// The sheet's number of each style that it has met.
    ids: Vec<Option<u32>>,
    last: Option<u32>,
    came: Came,
}

/// The cells as they came, so that they can go the way of all others once the table is known.
#[derive(Default)]
pub(super) struct Came {
    cells: Vec<(u32, u32, u32, Form)>,
    /// The numbers as they were written, one behind the other.
    numbers: String,
}

/// How a cell came.
#[derive(Clone, Copy)]
enum Form {
    /// [`Streamed::Plain`], up to this place in the numbers.
    Plain(usize),
    /// [`Streamed::Number`], likewise.
    Number(usize),
    Shared(u32),
    Other,
}

impl Came {
    fn add(&mut self, row: u32, col: u32, style: u32, cell: Streamed<'_>) {
        let mut number = |text: &str| {
            self.numbers.push_str(text);
            self.numbers.len()
        };
        let form = match cell {
            Streamed::Plain(text) => Form::Plain(number(text)),
            Streamed::Number(text) => Form::Number(number(text)),
            Streamed::Shared(id, _) => Form::Shared(id),
            Streamed::Other(_) => Form::Other,
        };
        self.cells.push((row, col, style, form));
    }

    /// The cells again: row, column, style and what they store.
    pub(super) fn again<'a>(
        &'a self,
        sheet: &'a Sheet,
    ) -> impl Iterator<Item = (u32, u32, u32, Streamed<'a>)> + 'a {
        let mut start = 0;
        self.cells.iter().map(move |(row, col, style, form)| {
            let mut number = |end: usize| &self.numbers[std::mem::replace(&mut start, end)..end];
            let cell = match (*form, sheet.cell(*row, *col)) {
                (Form::Plain(end), _) => Streamed::Plain(number(end)),
                (Form::Number(end), _) => Streamed::Number(number(end)),
                (Form::Shared(id), workbook::Cell::Text(text)) => Streamed::Shared(id, text),
                (Form::Shared(_) | Form::Other, cell) => Streamed::Other(cell),
            };
            (*row, *col, *style, cell)
        })
    }
}

impl Head {
    pub(super) fn new(sheet: &str, styles: usize) -> Self {
        Self { sheet: Sheet::new(sheet), ids: vec![None; styles], last: None, came: Came::default() }
    }

    /// Whether there are enough rows.
    pub(super) fn is_full(&self) -> bool {
        self.sheet.rows() >= ROWS
    }

    /// Rows must come in order, near one another.
    pub(super) fn row(&mut self, row: u32) -> bool {
        let fits = self.last.is_none_or(|last| row > last) && row <= 2 * ROWS;
        self.last = Some(row);
        fits
    }

    pub(super) fn cell(
        &mut self,
        row: u32,
        col: u32,
        (style, look): (u32, Option<&Style>),
        cell: Streamed<'_>,
    ) -> bool {
        let id =
            look.map_or(0, |look| *self.ids[style as usize].get_or_insert_with(|| self.sheet.style_id(look)));
        self.came.add(row, col, style, cell);
        self.sheet.put(row, col, cell.value(), id);
        true
    }

    /// The one table of these rows, if it goes on to the last of them and nothing about it depends on rows
    /// that are still to come; and the cells as they came.
    pub(super) fn found(self, stored: bool) -> Option<(Found, Came)> {
        Some((Found::on(self.sheet, stored)?, self.came))
    }
}

/// The table of the first rows.
pub(super) struct Found {
    pub(super) sheet: Sheet,
    pub(super) layout: Layout,
    /// The header as published.
    pub(super) header: Vec<String>,
    pub(super) scan: Scan,
    segment: Segment,
    stored: bool,
}

impl Found {
    fn on(sheet: Sheet, stored: bool) -> Option<Self> {
        let scan = Scan::of(&sheet, &Quiet).ok()?;
        let [segment] = <[Segment; 1]>::try_from(regions::segments(&sheet, &scan)).ok()?;
        // Neither totals nor doubts change what is written of a table whose every row is labelled.
        let front = words::is_front_matter(&sheet.name);
        let mut layout = assemble::unmarked(&sheet, &scan, &segment, front, &Quiet).ok()??;
        name("", &sheet, std::slice::from_mut(&mut layout));
        let options = TidyOptions { stored_values: stored, ..TidyOptions::default() };
        if tidy::corrected(&sheet, &layout, None, &options).0 != layout {
            return None;
        }
        let header =
            clean_grid(&sheet, &Layout { data_rows: Vec::new(), ..layout.clone() }, &options).ok()?.header;
        let found = Self { sheet, layout, header, scan, segment, stored };
        found.is_open().then_some(found)
    }

    /// Whether the table may go on, row by row of values.
    fn is_open(&self) -> bool {
        let layout = &self.layout;
        let last = self.sheet.rows() - 1;
        let whole_band = layout.band == (0, self.sheet.cols() - 1);
        let goes_on = self.segment.below.is_empty() && layout.data_rows.last() == Some(&last);
        whole_band
            && goes_on
            && self.segment.body.len() >= columns::LOOK
            && !self.sheet.name.trim().is_empty()
            && layout.group_rows.is_empty()
            && self.segment.body == layout.data_rows
    }

    /// Whether values in a column make a row one of the table.
    pub(super) fn is_known(&self, col: u32) -> bool {
        self.segment.known[col as usize]
    }

    /// Whether the finder says the same of the whole sheet, with the cells of all rows counted and the rows
    /// of the body up to `last`.
    pub(super) fn holds_with(&self, counts: &[Counts], last: u32) -> bool {
        if columns::bands_of(&self.scan, &self.segment, counts).len() != 1 {
            return false;
        }
        let mut segment = self.segment.clone();
        let from = segment.body.last().map_or(0, |row| row + 1);
        segment.body.extend(from..=last);
        let heading = |col: u32| header::nearest_text(&self.sheet, &self.scan, &self.segment, col);
        let told: Columns = columns::tell(&self.sheet, &segment, counts, &heading);
        let labels: Vec<u32> = self.layout.label_cols.iter().map(|label| label.col).collect();
        let is_same = told.labels == labels
            && told.values == self.layout.value_cols
            && told.notes == self.layout.note_cols;
        let of = |col: &u32| &counts[(*col - segment.band.0) as usize];
        let filled: u64 =
            told.values.iter().map(of).map(|count| u64::from(count.values() + count.date)).sum();
        let (filled, front) = (filled.min(2000) as usize, words::is_front_matter(&self.sheet.name));
        let headed = !self.layout.header_rows.is_empty();
        is_same && assemble::is_enough(segment.body.len(), filled, &told, headed, front)
    }

    /// Whether the table is the same with these merged areas, all of which are above its values.
    pub(super) fn holds_merged(&self, merges: &[CellRange]) -> bool {
        if merges.is_empty() {
            return true;
        }
        let first = self.layout.data_rows[0];
        if merges.iter().any(|merge| merge.last.row >= first) {
            return false;
        }
        let mut sheet = self.sheet.clone();
        let cols = sheet.cols();
        sheet.merges = merges.iter().filter(|merge| merge.first.col < cols).copied().collect();
        sheet.merges.sort_by_key(|merge| (merge.first.row, merge.first.col));
        let again = Self::on(sheet, self.stored);
        again.is_some_and(|again| again.layout == self.layout && again.header == self.header)
    }

    /// Whether a text above the values bears the number of one of these notes.
    pub(super) fn bears(&self, notes: &std::collections::BTreeSet<u32>) -> bool {
        let first = self.layout.data_rows[0];
        let mut cells = (0..first).flat_map(|row| (0..self.sheet.cols()).map(move |col| (row, col)));
        cells.any(|(row, col)| text::stem(&text::cell_label(&self.sheet, row, col), notes).is_some())
            || text::stem(&self.layout.title, notes).is_some()
    }
}
