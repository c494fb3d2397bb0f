//! .ods: values and sheet visibility through calamine, the rest from the content itself.

use std::io::Cursor;

use calamine::{Ods, OdsError, Reader};
use model::{Failure, FailureKind, Progress};

use crate::excel::{Filler, Opened, visibility};
use crate::limits::{Limits, too_large};
use crate::ods_part::{self, Known};
use crate::package::{Package, damaged};
use crate::sheet::Sheet;

/// Reads all sheets.
pub(crate) fn read(
    name: &str,
    bytes: &[u8],
    package: &mut Package<'_>,
    limits: &Limits,
    progress: &dyn Progress,
) -> Result<Opened, Failure> {
    let content = ods_part::read(name, package, limits, progress)?;
    let mut tables = content.tables.into_iter();
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
        // calamine lists tables in the same order.
        let table = tables.find(|table| table.name == meta.name).unwrap_or_default();
        let mut known = Known::default();
        for (row, col, value) in range.used_cells() {
            let (row, col) = (top + row as u32, left + col as u32);
            let id = match table.style(row, col) {
                Some(name) => known.id(&mut sheet, name, content.styles.cell(name)),
                None => 0,
            };
            filler.put(&mut sheet, row, col, value, id)?;
        }
        sheet.merges = table.merges;
        sheet.hidden_rows = table.hidden_rows;
        sheet.hidden_cols = table.hidden_cols;
        sheet.formulas_without_value = table.formulas_without_value;
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
