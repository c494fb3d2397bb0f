//! .xlsb: values, dates and sheet visibility through calamine. It gives neither number formats nor merges
//! of this format, so that everything is shown as General.

use std::io::{BufReader, Cursor};

use calamine::{Reader, SheetType, Xlsb, XlsbError};
use model::{Failure, FailureKind, Progress};

use crate::excel::{Filler, Opened, visibility};
use crate::limits::Limits;
use crate::package::damaged;
use crate::sheet::Sheet;

/// Reads all worksheets.
pub(crate) fn read(
    name: &str,
    bytes: &[u8],
    limits: &Limits,
    progress: &dyn Progress,
) -> Result<Opened, Failure> {
    let mut book: Xlsb<_> =
        Xlsb::new(BufReader::new(Cursor::new(bytes))).map_err(|error| failure(name, &error))?;
    let listed = book.sheets_metadata().to_vec();
    let mut opened = Opened::default();
    let mut filler = Filler::new(name, limits, book.has_1904_epoch(), listed.len(), progress);
    for meta in listed {
        filler.next_sheet()?;
        if meta.typ != SheetType::WorkSheet {
            opened.others.push((meta.name, visibility(meta.visible), meta.typ));
            continue;
        }
        let mut sheet = Sheet::new(meta.name.clone());
        sheet.visibility = visibility(meta.visible);
        let mut cells = book.worksheet_cells_reader(&meta.name).map_err(|error| failure(name, &error))?;
        while let Some(cell) = cells.next_cell().map_err(|error| failure(name, &error))? {
            let (row, col) = cell.get_position();
            filler.put(&mut sheet, row, col, cell.get_value(), 0)?;
        }
        drop(cells);
        filler.end_sheet(&sheet);
        opened.sheets.push(sheet);
    }
    opened.names = crate::names::plain(book.defined_names());
    opened.properties = book.workbook_properties().unwrap_or_default();
    Ok(opened)
}

fn failure(name: &str, error: &XlsbError) -> Failure {
    match error {
        XlsbError::Password => Failure::new(FailureKind::PasswordProtected, name, ""),
        other => damaged(name, other),
    }
}
