//! An .xlsx read sheet by sheet, row by row, without holding its cells: for conversions that only pass
//! through them. What is not plain enough for that is told, and is then read by [`crate::open`].

use std::collections::BTreeMap;
use std::io::{Read, Seek, SeekFrom};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};

use calamine::SheetType;
use model::{CellRange, Failure, Finding, Progress, Stage};

use crate::excel::{Filler, Opened, visibility};
use crate::fast::{self, Form, Halt, Raw, Shown, Sink};
use crate::hidden;
use crate::limits::Limits;
use crate::marks::Marked;
use crate::package::Package;
use crate::reading::AsAWhole;
use crate::sheet::{Cell, Sheet, Visibility};
use crate::sheet_part::{self, SheetPart};
use crate::style::Style;
use crate::xlsx::Fast;
use crate::xlsx_fill::serial;

/// The index of a format that no cell gives: that of cells without one of their own.
pub const NO_STYLE: u32 = u32::MAX;

/// What a streamed cell stores.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Streamed<'a> {
    /// A number as it is written in the file; [`Streamed::value`] reads it.
    Number(&'a str),
    /// The same, where it is written as briefly as its double allows, so that its text can be copied.
    Plain(&'a str),
    /// A text that cells share, with its number.
    Shared(u32, &'a str),
    /// Anything else.
    Other(Cell<'a>),
}

impl<'a> Streamed<'a> {
    /// What the cell stores.
    pub fn value(self) -> Cell<'a> {
        match self {
            Self::Number(text) | Self::Plain(text) => Cell::Number(fast::number(text)),
            Self::Shared(_, text) => Cell::Text(text),
            Self::Other(cell) => cell,
        }
    }
}

/// Takes the rows of a sheet. Each method says whether to go on.
pub trait Rows {
    /// A row begins, counted from zero.
    fn row(&mut self, row: u32, is_hidden: bool) -> bool;

    /// A cell of the row that is not empty; `style` is an index into [`Stream::styles`], or [`NO_STYLE`].
    fn cell(&mut self, row: u32, col: u32, style: u32, cell: Streamed<'_>) -> bool;

    /// The row is over.
    fn end_row(&mut self, row: u32) -> bool;
}

/// How the streaming of a sheet ended.
#[derive(Debug, Clone, PartialEq)]
pub enum Ended {
    /// At its end.
    AtTheEnd {
        /// Merged areas.
        merges: Vec<CellRange>,
        /// Hidden columns as runs (first, last), from zero.
        hidden_cols: Vec<(u32, u32)>,
        /// Formula cells whose result was not saved.
        formulas_without_value: u64,
    },
    /// Because the rows were not wanted any more.
    Stopped,
    /// At something that the fast path does not know, in words.
    Unsure(&'static str),
}

/// A sheet of the workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its name.
    pub name: String,
    /// Whether a person sees it.
    pub visibility: Visibility,
    /// Whether it holds cells.
    pub is_worksheet: bool,
}

/// A workbook to be streamed. Clones of it stream several sheets at once; they share what the workbook holds
/// besides its sheets.
#[derive(Clone)]
pub struct Stream<'a> {
    file: String,
    package: Package<'a>,
    fast: Arc<Fast>,
    paths: Arc<BTreeMap<String, String>>,
    styles: Arc<[Style]>,
    limits: Limits,
    progress: &'a dyn Progress,
    /// Bytes of sheets that were read, of all clones.
    done: Arc<Mutex<u64>>,
    /// How many there are, as the zip says.
    bytes: u64,
    /// Whether texts are wanted with their note marks.
    wants_marks: bool,
}

impl<'a> Stream<'a> {
    /// Opens the workbook. None if it is none that can be streamed: another format, or of a form that the
    /// fast path does not know.
    ///
    /// # Errors
    /// As [`crate::open`].
    pub fn open(
        name: &str,
        mut from: impl Read + Seek + Clone + Send + 'a,
        limits: &Limits,
        progress: &'a dyn Progress,
    ) -> Result<Option<Self>, Failure> {
        let mut start = [0; 2];
        let is_zip =
            from.read_exact(&mut start).is_ok() && start == *b"PK" && from.seek(SeekFrom::Start(0)).is_ok();
        if !is_zip {
            return Ok(None);
        }
        // A parser that panics does so again where everything is read, and is caught there.
        catch_unwind(AssertUnwindSafe(|| Self::open_zip(name, from, limits, progress))).unwrap_or(Ok(None))
    }

    fn open_zip(
        name: &str,
        from: impl Read + Seek + Clone + Send + 'a,
        limits: &Limits,
        progress: &'a dyn Progress,
    ) -> Result<Option<Self>, Failure> {
        let mut package = Package::open(name, from, limits, progress)?;
        let main = crate::relations::workbook_path(&mut package);
        if !main.starts_with("xl/") || main.rsplit('.').next() == Some("bin") || !package.has(&main) {
            return Ok(None);
        }
        let paths = sheet_part::paths(&mut package);
        let Ok(fast) = Fast::of(name, &mut package, &paths, progress)? else { return Ok(None) };
        let bytes = package.claimed_sheet_bytes();
        let styles = fast.looks.styles.clone().into();
        let (file, limits) = (name.to_owned(), *limits);
        Ok(Some(Self {
            file,
            package,
            fast: Arc::new(fast),
            paths: Arc::new(paths),
            styles,
            limits,
            progress,
            done: Arc::default(),
            bytes,
            wants_marks: false,
        }))
    }

    /// The sheets in order.
    pub fn sheets(&self) -> Vec<Listed> {
        let listed = self.fast.looks.sheets.iter().map(|sheet| Listed {
            name: sheet.name.clone(),
            visibility: visibility(sheet.visible),
            is_worksheet: sheet.typ == SheetType::WorkSheet,
        });
        listed.collect()
    }

    /// The formats of cells.
    pub fn styles(&self) -> Arc<[Style]> {
        Arc::clone(&self.styles)
    }

    /// Asks for texts as they are stored. Those with note marks cannot be streamed so: the first ends the rows.
    pub fn want_marks(&mut self) {
        self.wants_marks = true;
    }

    /// Streams the rows of a sheet, in the order of the file.
    ///
    /// # Errors
    /// Damaged, too large, cancelled.
    pub fn rows(&mut self, sheet: &str, rows: &mut impl Rows) -> Result<Ended, Failure> {
        let path = self.paths.get(sheet);
        let Some(part) = path.and_then(|path| self.package.scanned(path)) else {
            return Ok(Ended::Unsure("a sheet in an unknown place"));
        };
        let (total, done) = (self.bytes, &*self.done);
        let wants_marks = self.wants_marks;
        let mut passer = Passer { fast: &self.fast, rows, progress: self.progress, done, total, wants_marks };
        match fast::read(&self.file, part, &mut passer) {
            Ok(SheetPart { merges, hidden_cols, formulas_without_value, .. }) => {
                Ok(Ended::AtTheEnd { merges, hidden_cols, formulas_without_value })
            }
            Err(Halt::Enough) => Ok(Ended::Stopped),
            Err(Halt::Unsure(reason)) => Ok(Ended::Unsure(reason)),
            Err(Halt::Failed(failure)) => Err(failure),
        }
    }

    /// A sheet with all its cells; or why the fast path does not know it.
    ///
    /// # Errors
    /// Damaged, too large, cancelled.
    pub fn sheet(&mut self, sheet: &Listed) -> Result<Result<Sheet, &'static str>, Failure> {
        let heard = AsAWhole(self.progress);
        let mut filler = Filler::new(&self.file, &self.limits, self.fast.looks.is_1904, 1, &heard);
        let path = self.paths.get(&sheet.name).map(String::as_str);
        let read = self.fast.sheet(&mut filler, &mut self.package, path, &sheet.name)?;
        Ok(read.map(|mut read| {
            read.visibility = sheet.visibility;
            read
        }))
    }

    /// What the file carries that a reader does not see. `sheets` are its worksheets; those that were
    /// streamed may be there without cells.
    pub fn hidden(mut self, sheets: Vec<Sheet>) -> Vec<Finding> {
        let others = self.fast.looks.sheets.iter().filter(|sheet| sheet.typ != SheetType::WorkSheet);
        let opened = Opened {
            sheets: sheets.into_iter().map(Arc::new).collect(),
            others: others.map(|other| (other.name.clone(), visibility(other.visible), other.typ)).collect(),
            names: crate::names::of_workbook(&mut self.package),
            properties: self.fast.looks.properties.clone(),
            ..Opened::default()
        };
        let mut findings = hidden::in_sheets(&self.file, &opened);
        findings.extend(hidden::in_office_package(&self.file, &mut self.package, &opened));
        findings.extend(hidden::in_properties(&self.file, &opened));
        findings
    }
}

/// Hands the cells of the fast path on.
struct Passer<'a, R> {
    fast: &'a Fast,
    rows: &'a mut R,
    progress: &'a dyn Progress,
    done: &'a Mutex<u64>,
    total: u64,
    wants_marks: bool,
}

impl<R> Passer<'_, R> {
    /// A text without its note marks.
    fn plain<'m>(&self, marked: &'m Marked) -> Result<Streamed<'m>, Halt> {
        if self.wants_marks {
            return Err(Halt::Unsure("a text with a note mark"));
        }
        Ok(Streamed::Other(Cell::Text(&marked.plain)))
    }
}

fn go_on(wanted: bool) -> Result<(), Halt> {
    if wanted { Ok(()) } else { Err(Halt::Enough) }
}

impl<R: Rows> Sink for Passer<'_, R> {
    #[inline]
    fn row(&mut self, row: u32, is_hidden: bool) -> Result<(), Halt> {
        go_on(self.rows.row(row, is_hidden))
    }

    #[inline]
    fn cell(&mut self, row: u32, col: u32, style: u32, value: Raw<'_>) -> Result<(), Halt> {
        let looks = &self.fast.looks;
        let cell = match value {
            Raw::Number(text, form) => match (looks.shown(style), form) {
                (Shown::Number, Form::Plain) => Streamed::Plain(text),
                (Shown::Number, Form::Other) => Streamed::Number(text),
                (shown, _) => Streamed::Other(serial(fast::number(text), shown, looks.is_1904)),
            },
            Raw::Shared(index) => match self.fast.shared.get(index) {
                Some("") => return Ok(()),
                Some(text) => match self.fast.shared.marked(index) {
                    Some(marked) => self.plain(marked)?,
                    None => Streamed::Shared(index, text),
                },
                None => return Err(Halt::Unsure("a string that is not in the table")),
            },
            Raw::Marked(marked) => self.plain(marked)?,
            Raw::Text("") => return Ok(()),
            Raw::Text(text) => Streamed::Other(Cell::Text(text)),
            Raw::IsoDate(text) => {
                Streamed::Other(crate::dates::parse_iso(text).map_or(Cell::Text(text), Cell::DateTime))
            }
            Raw::Bool(value) => Streamed::Other(Cell::Bool(value)),
            Raw::Error(text) => Streamed::Other(Cell::Error(text)),
            Raw::NewError(text) => {
                return go_on(self.rows.cell(row, col, NO_STYLE, Streamed::Other(Cell::Error(text))));
            }
        };
        go_on(self.rows.cell(row, col, style, cell))
    }

    #[inline]
    fn end_row(&mut self, row: u32) -> Result<(), Halt> {
        go_on(self.rows.end_row(row))
    }

    fn block(&mut self, bytes: u64) -> Result<(), Halt> {
        self.progress.go_on()?;
        // Told under the lock, so that what is told never goes back.
        let mut done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        *done += bytes;
        self.progress.report(Stage::Reading, *done >> 10, self.total.max(*done) >> 10);
        Ok(())
    }
}
