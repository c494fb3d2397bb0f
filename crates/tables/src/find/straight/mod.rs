//! A large sheet straight through: its first rows are laid out as any sheet is, the rest is written row by
//! row as it comes, as long as every row is plainly one of the same table.
//!
//! The result must be the bytes that the sheet as a whole would give. So nothing is guessed: what the
//! finder would look at in all rows is counted on the way, and its own questions are asked again at the
//! end with those counts. If a row or an answer does not fit, the sheet is not straight; what was written
//! is thrown away and the sheet is read whole.

mod body;
mod head;

use std::sync::Arc;

use model::CellRange;
use workbook::{Rows, Streamed, Style};

use body::Body;
use head::Head;

/// Takes the fields of a table, record by record.
pub trait Records {
    /// The next field.
    fn field(&mut self, text: &str);

    /// The next field, known to need no quotes and to be on one line.
    fn plain(&mut self, text: &str);

    /// Takes back the fields since the last record.
    fn undo(&mut self);

    /// The record is complete. False if it cannot be written.
    fn end(&mut self) -> bool;
}

/// A table that went straight through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StraightTable {
    /// Its name, as [`crate::find_tables`] gives it.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Records behind the header.
    pub rows: u64,
}

/// Takes the rows of a sheet and writes its one table.
pub struct Straight<'a, R> {
    out: &'a mut R,
    stored: bool,
    styles: Arc<[Style]>,
    state: State,
}

enum State {
    Head(Box<Head>),
    Body(Box<Body>),
    Over,
}

impl<'a, R: Records> Straight<'a, R> {
    /// For the sheet of that name; with `stored`, values are written as stored and not as displayed.
    pub fn new(sheet: &str, styles: Arc<[Style]>, stored: bool, out: &'a mut R) -> Self {
        Self { out, stored, state: State::Head(Box::new(Head::new(sheet, styles.len()))), styles }
    }

    /// The table, once all rows have gone through; none if the sheet is not straight after all.
    pub fn finish(self, merges: &[CellRange], hidden_cols: &[(u32, u32)]) -> Option<StraightTable> {
        match self.state {
            State::Body(body) if hidden_cols.is_empty() => body.finish(merges),
            State::Body(_) | State::Head(_) | State::Over => None,
        }
    }

    /// Turns to the body as soon as there are enough rows to lay the table out.
    fn turn(&mut self) -> bool {
        let State::Head(head) = std::mem::replace(&mut self.state, State::Over) else { return false };
        let Some(body) = Body::after(*head, Arc::clone(&self.styles), self.stored, self.out) else {
            return false;
        };
        self.state = State::Body(Box::new(body));
        true
    }
}

impl<R: Records> Rows for Straight<'_, R> {
    fn row(&mut self, row: u32, is_hidden: bool) -> bool {
        if is_hidden {
            return false;
        }
        if let State::Head(head) = &self.state
            && head.is_full()
            && !self.turn()
        {
            return false;
        }
        match &mut self.state {
            State::Head(head) => head.row(row),
            State::Body(body) => body.row(row),
            State::Over => false,
        }
    }

    #[inline]
    fn cell(&mut self, row: u32, col: u32, style: u32, cell: Streamed<'_>) -> bool {
        match &mut self.state {
            State::Body(body) => body.cell(col, style, cell, self.out),
            State::Head(head) => head.cell(row, col, (style, self.styles.get(style as usize)), cell),
            State::Over => false,
        }
    }

    fn end_row(&mut self, row: u32) -> bool {
        match &mut self.state {
            State::Body(body) => body.end_row(row, self.out),
            State::Head(_) => true,
            State::Over => false,
        }
    }
}
