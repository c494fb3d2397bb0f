//! The fast path for .xlsx worksheets: a scanner over the bytes of the unpacked part, without a document
//! tree and without an allocation per cell. Reading sheets is what most of the time goes into.
//!
//! It knows the forms that spreadsheet programs write, and nothing else. At the first thing that it does not
//! know it stops and says what that was ([`Halt::Unsure`]); the sheet is then read by calamine, from the
//! start. So it never has to guess, and what it gives is what calamine gives.

mod blocks;
mod cells;
mod eight;
mod looks;
mod numbers;
mod part;
mod shared;
mod tags;
mod text;
mod unpack;

use std::io;

use model::Failure;

use crate::package::unreadable;

use crate::marks::Marked;

pub(crate) use looks::{Looks, Shown};
pub(crate) use numbers::{Form, number};
pub(crate) use part::read;
pub(crate) use shared::Shared;
pub(crate) use text::unescape_units;
pub(crate) use unpack::{Deflated, Source, Unpacked};

/// Why the fast path stopped before the end of a part.
#[derive(Debug)]
pub(crate) enum Halt {
    /// It met something that it does not know, in words.
    Unsure(&'static str),
    /// Whoever takes the cells has seen enough.
    Enough,
    /// The work cannot be done at all.
    Failed(Failure),
}

impl Halt {
    /// A part of the file `name` that cannot be read. Where its packed bytes make no sense here, those who are more
    /// used to odd ones decide whether it is damaged.
    pub(crate) fn broken(name: &str, error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof => {
                Self::Unsure("a part that it cannot unpack")
            }
            _ => Self::Failed(unreadable(name, error)),
        }
    }
}

impl From<Failure> for Halt {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

/// The value of a cell as it is written; never nothing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Raw<'a> {
    /// A number in the form `-?digits(.digits)?(E[+-]?digits)?`.
    Number(&'a str, Form),
    /// The shared string of that index.
    Shared(u32),
    /// Text of its own.
    Text(&'a str),
    /// Text of its own with note marks.
    Marked(&'a Marked),
    /// A date in ISO 8601.
    IsoDate(&'a str),
    /// True or false.
    Bool(bool),
    /// An error that calamine knows, as it is shown.
    Error(&'a str),
    /// An error that came after those. calamine stops at it, so that its cell has no style.
    NewError(&'a str),
}

/// Takes the cells of a part, in the order of the part.
pub(crate) trait Sink {
    /// A row begins; rows are counted from zero.
    fn row(&mut self, row: u32, is_hidden: bool) -> Result<(), Halt>;

    /// A cell of the row that is not empty; `style` is the index of its format.
    fn cell(&mut self, row: u32, col: u32, style: u32, value: Raw<'_>) -> Result<(), Halt>;

    /// The row is over.
    fn end_row(&mut self, row: u32) -> Result<(), Halt>;

    /// Called after each block of about [`blocks::BLOCK`] bytes: the place to look whether to stop.
    fn block(&mut self, bytes: u64) -> Result<(), Halt>;
}
