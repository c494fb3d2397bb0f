//! .xlsx and .xlsm: values and styles through calamine, hidden rows and columns and unsaved results from
//! the sheet parts themselves.

use std::io::{BufReader, Cursor};

use calamine::{HorizontalAlignment, Reader, SheetType, Xlsx, XlsxError};
use model::{CellAddress, CellRange, Failure, FailureKind, Progress};

use crate::excel::{Filler, Opened, visibility};
use crate::limits::{Limits, MAX_COLS, MAX_ROWS};
use crate::package::{Package, damaged};
use crate::sheet::{Cell, Sheet};
use crate::sheet_part::{self, SheetPart};
use crate::style::{Align, Style};
use crate::xml::{self, Step, attribute, is};

/// Reads all worksheets.
pub(crate) fn read(
    name: &str,
    bytes: &[u8],
    package: &mut Package<'_>,
    limits: &Limits,
    progress: &dyn Progress,
) -> Result<Opened, Failure> {
    check_counts(name, package)?;
    let mut book: Xlsx<_> =
        Xlsx::new(BufReader::new(Cursor::new(bytes))).map_err(|error| failure(name, &error))?;
    let is_1904 = book.has_1904_epoch();
    let paths = sheet_part::paths(package);
    let listed = book.sheets_metadata().to_vec();
    let mut opened = Opened::default();
    let mut filler = Filler::new(name, limits, is_1904, listed.len(), progress);
    for meta in listed {
        filler.next_sheet()?;
        if meta.typ != SheetType::WorkSheet {
            opened.others.push((meta.name, visibility(meta.visible), meta.typ));
            continue;
        }
        let mut sheet = Sheet::new(meta.name.clone());
        sheet.visibility = visibility(meta.visible);
        let part = match paths.get(&meta.name) {
            Some(path) => sheet_part::read(name, package, path, progress)?,
            None => SheetPart::default(),
        };
        fill(&mut filler, &mut book, &mut sheet)?;
        add_part(&mut sheet, part);
        filler.end_sheet(&sheet);
        opened.sheets.push(sheet);
    }
    opened.properties = book.workbook_properties().unwrap_or_default();
    Ok(opened)
}

/// calamine makes room for as many strings as the table of strings says it holds: that must be possible.
fn check_counts(name: &str, package: &mut Package<'_>) -> Result<(), Failure> {
    for path in package.names_ending("sharedstrings.xml") {
        let size = package.size(&path).unwrap_or(0);
        let mut declared = 0;
        if let Some(part) = package.reader(&path) {
            xml::walk(part, |step| match step {
                Step::Start(element) if is(element, "sst") => {
                    declared = attribute(element, "uniqueCount").and_then(|n| n.parse().ok()).unwrap_or(0u64);
                    false
                }
                Step::Start(_) | Step::End(_) | Step::Text(_) => true,
            })
            .map_err(|error| damaged(name, &error))?;
        }
        if declared > size {
            return Err(damaged(name, &"its table of strings is shorter than it says"));
        }
    }
    Ok(())
}

fn fill(
    filler: &mut Filler<'_>,
    book: &mut Xlsx<BufReader<Cursor<&[u8]>>>,
    sheet: &mut Sheet,
) -> Result<(), Failure> {
    let name = filler.file();
    let mut cells = match book.worksheet_cells_reader(&sheet.name) {
        Ok(cells) => cells,
        // A chart sheet that the list of sheets does not give away.
        Err(XlsxError::NotAWorksheet(_)) => return Ok(()),
        Err(error) => return Err(failure(name, &error)),
    };
    let palette: Vec<Style> = cells.styles().iter().map(style).collect();
    let mut ids: Vec<Option<u32>> = vec![None; palette.len()];
    loop {
        let (cell, style) = match cells.next_cell_with_style_id() {
            Ok(Some(next)) => next,
            Ok(None) => return Ok(()),
            // An error value that it does not know (`#SPILL!`); the part gives those.
            Err(XlsxError::CellError(_)) => continue,
            Err(error) => return Err(failure(name, &error)),
        };
        let id = match ids.get(style).copied().flatten() {
            Some(id) => id,
            None => palette.get(style).map_or(0, |style| sheet.style_id(style)),
        };
        if let Some(known) = ids.get_mut(style) {
            *known = Some(id);
        }
        let (row, col) = cell.get_position();
        filler.put(sheet, row, col, cell.get_value(), id)?;
    }
}

fn add_part(sheet: &mut Sheet, part: SheetPart) {
    for (row, col, error) in part.new_errors.iter().filter(|(row, col, _)| *row < MAX_ROWS && *col < MAX_COLS)
    {
        sheet.put(*row, *col, Cell::Error(error), 0);
    }
    sheet.hidden_rows = part.hidden_rows;
    sheet.hidden_cols = part.hidden_cols;
    sheet.formulas_without_value = part.formulas_without_value;
    sheet.merges = part.merges;
    let by_place = |merge: &CellRange| (merge.first.row, merge.first.col);
    sheet.merges.sort_by_key(by_place);
    let (rows, cols) = (sheet.rows(), sheet.cols());
    // Merges wholly beyond the cells say nothing.
    sheet.merges.retain(|CellRange { first: CellAddress { row, col }, .. }| *row < rows && *col < cols);
}

fn style(from: &calamine::Style) -> Style {
    let mut style = Style::default();
    if let Some(format) = &from.number_format {
        style = style.with_number_format(local_code(format.format_id, &format.format_code));
    }
    if let Some(font) = &from.font {
        style.bold = font.is_bold();
        style.italic = font.is_italic();
        style.font_size = font.size.map_or(0, |points| (points * 10.0).round() as u16);
    }
    if let Some(alignment) = &from.alignment {
        style.indent = alignment.indent.unwrap_or(0);
        style.align = match alignment.horizontal {
            HorizontalAlignment::Left => Align::Left,
            HorizontalAlignment::Right => Align::Right,
            HorizontalAlignment::Center | HorizontalAlignment::CenterContinuous => Align::Centre,
            _ => Align::General,
        };
    }
    style.fill = from
        .fill
        .as_ref()
        .filter(|fill| fill.is_visible())
        .and_then(calamine::Fill::get_color)
        .map(|colour| [colour.red, colour.green, colour.blue]);
    if let Some(borders) = &from.borders {
        style.border_top = borders.top.is_visible();
        style.border_bottom = borders.bottom.is_visible();
    }
    style
}

/// The built-in dates follow the language of the computer; here the British one, whatever the code says.
pub(crate) fn local_code(id: Option<u32>, code: &str) -> &str {
    match id {
        Some(14) => "dd/mm/yyyy",
        Some(22) => "dd/mm/yyyy hh:mm",
        _ => code,
    }
}

fn failure(name: &str, error: &XlsxError) -> Failure {
    match error {
        XlsxError::Password => Failure::new(FailureKind::PasswordProtected, name, ""),
        other => damaged(name, other),
    }
}
