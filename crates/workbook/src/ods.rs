//! .ods.

use std::io::Cursor;

use calamine::{Ods, OdsError, Reader};
use model::{Failure, FailureKind, Progress};

use crate::excel::{Filler, Opened, visibility};
use crate::limits::{Limits, too_large};
use crate::package::damaged;
use crate::sheet::Sheet;

/// Reads all sheets.
pub(crate) fn read(
    name: &str,
    bytes: &[u8],
    limits: &Limits,
    progress: &dyn Progress,
) -> Result<Opened, Failure> {
    let mut book: Ods<_> = Ods::new(Cursor::new(bytes)).map_err(|error| failure(name, &error))?;
    let listed = book.sheets_metadata().to_vec();
    let mut opened = Opened::default();
    let mut filler = Filler::new(name, limits, false, listed.len(), progress);
    for meta in listed {
        filler.next_sheet()?;
        let mut sheet = Sheet::new(meta.name.clone());
        sheet.visibility = visibility(meta.visible);
        let range = book.worksheet_range(&meta.name).map_err(|error| failure(name, &error))?;
        let (top, left) = range.start().unwrap_or_default();
        for (row, col, value) in range.used_cells() {
            filler.put(&mut sheet, top + row as u32, left + col as u32, value, 0)?;
        }
        filler.end_sheet(&sheet);
        opened.sheets.push(sheet);
    }
    opened.properties = book.workbook_properties().unwrap_or_default();
    Ok(opened)
}

fn failure(name: &str, error: &OdsError) -> Failure {
    match error {
        OdsError::Password => Failure::new(FailureKind::PasswordProtected, name, ""),
        OdsError::CellLimitExceeded { .. } => too_large(name, "a sheet repeats its cells beyond the limit"),
        other => damaged(name, other),
    }
}
