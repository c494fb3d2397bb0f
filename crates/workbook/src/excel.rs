//! What all formats that calamine reads have in common: putting its cells into sheets within the limits.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use calamine::{CellErrorType, Data, DataRef, ExcelDateTime, SheetType, SheetVisible, WorkbookProperties};
use model::{Failure, FailureKind, Stage};

use crate::dates;
use crate::extras::DefinedName;
use crate::limits::{Limits, MAX_COLS, MAX_ROWS};
use crate::reading::Reading;
use crate::sheet::{Cell, Sheet, Visibility};

/// Cells between two looks at the limits and at whether to stop.
const BLOCK: u64 = 4096;

/// What a reader of one format gives.
#[derive(Default)]
pub(crate) struct Opened {
    /// The worksheets.
    pub(crate) sheets: Vec<Arc<Sheet>>,
    /// Sheets that hold no cells of their own (charts, macros, dialogs).
    pub(crate) others: Vec<(String, Visibility, SheetType)>,
    /// Sheets with comments and their number, of formats whose parts do not give them.
    pub(crate) comments: Vec<(String, u64)>,
    /// Whether an .ods has comments at all, which its parts tell.
    pub(crate) has_annotations: bool,
    /// Defined names.
    pub(crate) names: Vec<DefinedName>,
    /// The document's properties.
    pub(crate) properties: WorkbookProperties,
}

/// Puts cells into sheets, counting. A clone fills another sheet of the same workbook and counts with it.
#[derive(Clone)]
pub(crate) struct Filler<'a> {
    file: &'a str,
    limits: &'a Limits,
    is_1904: bool,
    progress: &'a dyn Reading,
    sheet: u64,
    sheets: u64,
    /// Bytes of the sheets read so far and in all, where they are counted.
    bytes: Option<(Arc<Mutex<u64>>, u64)>,
    /// Slots of all sheets as far as they were counted.
    slots: Arc<AtomicU64>,
    /// Slots of the sheet that is being filled, as far as they are among those.
    counted: u64,
    puts: u64,
}

impl<'a> Filler<'a> {
    /// For a file of `sheets` sheets whose dates count from 1904 or not.
    pub(crate) fn new(
        file: &'a str,
        limits: &'a Limits,
        is_1904: bool,
        sheets: usize,
        progress: &'a dyn Reading,
    ) -> Self {
        Self {
            file,
            limits,
            is_1904,
            progress,
            sheet: 0,
            sheets: sheets as u64,
            bytes: None,
            slots: Arc::default(),
            counted: 0,
            puts: 0,
        }
    }

    /// Reports bytes instead of sheets, `total` of them.
    pub(crate) fn by_bytes(mut self, total: u64) -> Self {
        self.bytes = Some((Arc::default(), total));
        self
    }

    /// Counts bytes that were read, and hears whether to stop.
    pub(crate) fn read(&mut self, bytes: u64) -> Result<(), Failure> {
        self.progress.go_on()?;
        if let Some((done, total)) = &self.bytes {
            // Told under the lock, so that what is told never goes back.
            let mut done = done.lock().unwrap_or_else(PoisonError::into_inner);
            *done += bytes;
            // In kilobytes; the total is what the zip says, which may be too little.
            self.progress.report(Stage::Reading, *done >> 10, (*total).max(*done) >> 10);
        }
        Ok(())
    }

    fn report(&self) {
        if self.bytes.is_none() {
            self.progress.report(Stage::Reading, self.sheet, self.sheets);
        }
    }

    /// The name of the file.
    pub(crate) fn file(&self) -> &'a str {
        self.file
    }

    /// Reports progress before each sheet.
    pub(crate) fn next_sheet(&mut self) -> Result<(), Failure> {
        self.progress.go_on()?;
        self.report();
        self.sheet += 1;
        Ok(())
    }

    /// Counts the cells of the sheet so far, for those who fill others at the same time.
    pub(crate) fn count(&mut self, sheet: &Sheet) {
        self.slots.fetch_add(sheet.slots() - self.counted, Ordering::Relaxed);
        self.counted = sheet.slots();
    }

    /// The sheet that was being filled is not wanted.
    pub(crate) fn forget_sheet(&mut self) {
        self.slots.fetch_sub(self.counted, Ordering::Relaxed);
        self.counted = 0;
    }

    /// A sheet is done, which will be at that place among the worksheets: counts its cells and tells of it.
    pub(crate) fn end_sheet(&mut self, at: usize, sheet: Sheet) -> Arc<Sheet> {
        self.count(&sheet);
        self.counted = 0;
        self.report();
        let sheet = Arc::new(sheet);
        self.progress.finished(at, &sheet);
        sheet
    }

    /// Slots of all sheets.
    fn all(&self, sheet: &Sheet) -> u64 {
        self.slots.load(Ordering::Relaxed) - self.counted + sheet.slots()
    }

    /// Puts one cell.
    pub(crate) fn put(
        &mut self,
        sheet: &mut Sheet,
        row: u32,
        col: u32,
        value: &impl AsValue,
        style: u32,
    ) -> Result<(), Failure> {
        self.check_place(sheet, row, col)?;
        self.puts += 1;
        if self.puts.is_multiple_of(BLOCK) {
            self.progress.go_on()?;
        }
        put(sheet, row, col, value.value(), style, self.is_1904);
        self.check(sheet)
    }

    /// Refuses a cell that no sheet has.
    pub(crate) fn check_place(&self, sheet: &Sheet, row: u32, col: u32) -> Result<(), Failure> {
        if row < MAX_ROWS && col < MAX_COLS {
            return Ok(());
        }
        let detail = format!("a cell of '{}' lies beyond the last row or column", sheet.name);
        Err(Failure::new(FailureKind::Damaged, self.file, detail))
    }

    /// Checks the cells so far and `more` of them against the limit.
    pub(crate) fn check_more(&self, sheet: &Sheet, more: u64) -> Result<(), Failure> {
        self.limits.check_cells(self.file, self.all(sheet).saturating_add(more))
    }

    /// Checks the cells so far against the limit.
    pub(crate) fn check(&self, sheet: &Sheet) -> Result<(), Failure> {
        self.limits.check_cells(self.file, self.all(sheet))
    }
}

/// Both of calamine's kinds of values.
pub(crate) trait AsValue {
    /// The borrowed one.
    fn value(&self) -> Value<'_>;
}

/// A value as calamine gives it, borrowed.
#[derive(Clone, Copy)]
pub(crate) enum Value<'a> {
    /// Nothing.
    Empty,
    /// A number.
    Number(f64),
    /// Text.
    Text(&'a str),
    /// True or false.
    Bool(bool),
    /// A serial date or duration.
    Serial(ExcelDateTime),
    /// A date in ISO 8601.
    IsoDate(&'a str),
    /// A duration in ISO 8601.
    IsoDuration(&'a str),
    /// An error.
    Error(&'static str),
}

impl AsValue for DataRef<'_> {
    fn value(&self) -> Value<'_> {
        match self {
            Self::Int(number) => Value::Number(*number as f64),
            Self::Float(number) => Value::Number(*number),
            Self::String(text) => Value::Text(text),
            Self::SharedString(text) => Value::Text(text),
            Self::Bool(value) => Value::Bool(*value),
            Self::DateTime(serial) => Value::Serial(*serial),
            Self::DateTimeIso(text) => Value::IsoDate(text),
            Self::DurationIso(text) => Value::IsoDuration(text),
            Self::Error(error) => Value::Error(error_text(error)),
            Self::Empty => Value::Empty,
        }
    }
}

impl AsValue for Data {
    fn value(&self) -> Value<'_> {
        match self {
            Self::Int(number) => Value::Number(*number as f64),
            Self::Float(number) => Value::Number(*number),
            Self::String(text) => Value::Text(text),
            Self::Bool(value) => Value::Bool(*value),
            Self::DateTime(serial) => Value::Serial(*serial),
            Self::DateTimeIso(text) => Value::IsoDate(text),
            Self::DurationIso(text) => Value::IsoDuration(text),
            Self::Error(error) => Value::Error(error_text(error)),
            Self::Empty => Value::Empty,
        }
    }
}

/// An error as a person sees it.
pub(crate) fn error_text(error: &CellErrorType) -> &'static str {
    match error {
        CellErrorType::Div0 => "#DIV/0!",
        CellErrorType::NA => "#N/A",
        CellErrorType::Name => "#NAME?",
        CellErrorType::Null => "#NULL!",
        CellErrorType::Num => "#NUM!",
        CellErrorType::Ref => "#REF!",
        CellErrorType::Value => "#VALUE!",
        CellErrorType::GettingData => "#GETTING_DATA",
    }
}

fn put(sheet: &mut Sheet, row: u32, col: u32, value: Value<'_>, style: u32, is_1904: bool) {
    let cell = match value {
        Value::Empty | Value::Text("") | Value::IsoDate("") => return,
        Value::Number(number) => Cell::Number(number),
        Value::Text(text) => Cell::Text(text),
        Value::Bool(value) => Cell::Bool(value),
        Value::Error(text) => Cell::Error(text),
        Value::Serial(serial) if serial.is_duration() => Cell::Duration(serial.as_f64()),
        Value::Serial(serial) if is_1904 => Cell::DateTime(dates::from_1904(serial.as_f64())),
        Value::Serial(serial) => Cell::DateTime(serial.as_f64()),
        Value::IsoDate(text) => dates::parse_iso(text).map_or(Cell::Text(text), Cell::DateTime),
        Value::IsoDuration(text) => dates::parse_duration(text).map_or(Cell::Text(text), Cell::Duration),
    };
    sheet.put(row, col, cell, style);
}

/// calamine's word for visibility in ours.
pub(crate) fn visibility(visible: SheetVisible) -> Visibility {
    match visible {
        SheetVisible::Visible => Visibility::Visible,
        SheetVisible::Hidden => Visibility::Hidden,
        SheetVisible::VeryHidden => Visibility::VeryHidden,
    }
}
