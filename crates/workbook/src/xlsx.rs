//! .xlsx and .xlsm: sheets by the fast path, and through calamine what that does not know; hidden rows and
//! columns and unsaved results from the sheet parts themselves.

use std::collections::BTreeMap;
use std::io::BufReader;
use std::rc::Rc;
use std::sync::Arc;

use calamine::{HorizontalAlignment, Reader, Sheet as Listed, SheetType, Xlsx, XlsxError};
use model::{CellAddress, CellRange, Failure, FailureKind, Progress};

use crate::at_once::at_once;
use crate::excel::{Filler, Opened, visibility};
use crate::extras;
use crate::fast::{self, Halt, Looks, Shared};
use crate::limits::{Limits, MAX_COLS, MAX_ROWS};
use crate::marks::Marked;
use crate::number_format;
use crate::package::{Package, damaged};
use crate::reading::Reading;
use crate::rich;
use crate::sheet::{Cell, Sheet};
use crate::sheet_part::{self, SheetPart};
use crate::style::{Align, Style};
use crate::watched::Watched;
use crate::xlsx_areas;
use crate::xlsx_fill::Fill;
use crate::xml::{self, Step, attribute, is};

type Book<'a> = Xlsx<BufReader<Watched<'a>>>;

/// Reads all worksheets.
pub(crate) fn read(
    name: &str,
    bytes: &[u8],
    package: &mut Package<'_>,
    limits: &Limits,
    progress: &dyn Reading,
) -> Result<Opened, Failure> {
    let paths = sheet_part::paths(package);
    let fast = Fast::of(name, package, &paths, progress)?;
    read_by(fast, name, bytes, (package, &paths), limits, progress)
}

fn read_by(
    fast: Result<Fast, &'static str>,
    name: &str,
    bytes: &[u8],
    (package, paths): (&mut Package<'_>, &BTreeMap<String, String>),
    limits: &Limits,
    progress: &dyn Reading,
) -> Result<Opened, Failure> {
    let mut book = None;
    let (listed, is_1904) = if let Ok(fast) = &fast {
        (fast.looks.sheets.clone(), fast.looks.is_1904)
    } else {
        let book = book.insert(whole(name, bytes, package, progress)?);
        (book.sheets_metadata().to_vec(), book.has_1904_epoch())
    };
    let (worksheets, others): (Vec<Listed>, Vec<_>) =
        listed.into_iter().partition(|meta| meta.typ == SheetType::WorkSheet);
    progress.listed(worksheets.iter().map(|meta| meta.name.clone()).collect());
    let mut opened = Opened { names: crate::names::of_workbook(package), ..Opened::default() };
    opened.others = others.into_iter().map(|meta| (meta.name, visibility(meta.visible), meta.typ)).collect();
    let print_areas = extras::print_areas(&opened.names);
    let claimed = package.claimed_sheet_bytes();
    let mut filler = Filler::new(name, limits, is_1904, worksheets.len(), progress).by_bytes(claimed);
    let quick = quick(&fast, (&filler, package), paths, &worksheets, &print_areas);
    let mut marked = None;
    for (at, (sheet, meta)) in quick.into_iter().zip(&worksheets).enumerate() {
        let sheet = match sheet? {
            Ok(sheet) => sheet,
            Err(reason) => {
                filler.next_sheet()?;
                let book = match &mut book {
                    Some(book) => book,
                    None => book.insert(whole(name, bytes, package, progress)?),
                };
                let marked = marked.get_or_insert_with(|| Rc::new(rich::marked(package)));
                let path = paths.get(&meta.name).map(String::as_str);
                let sheet = slow(&mut filler, package, book, path, (&meta.name, reason), marked, progress)?;
                filler.end_sheet(at, completed(sheet, meta, &print_areas))
            }
        };
        opened.sheets.push(sheet);
    }
    opened.properties = match (fast, book) {
        (Ok(fast), _) => fast.looks.properties,
        (Err(_), Some(mut book)) => book.workbook_properties().unwrap_or_default(),
        (Err(_), None) => calamine::WorkbookProperties::default(),
    };
    Ok(opened)
}

/// A sheet as it is done, or why the fast path does not know it.
type Quick = Result<Arc<Sheet>, &'static str>;

/// The sheets that the fast path knows, several at once. Behind a failure some may be missing.
fn quick(
    fast: &Result<Fast, &'static str>,
    (filler, package): (&Filler<'_>, &Package<'_>),
    paths: &BTreeMap<String, String>,
    worksheets: &[Listed],
    print_areas: &[(String, CellRange)],
) -> Vec<Result<Quick, Failure>> {
    let fast = match fast {
        Ok(fast) => fast,
        Err(reason) => return worksheets.iter().map(|_| Ok(Err(*reason))).collect(),
    };
    let one = |(filler, package): &mut (Filler<'_>, Package<'_>), at: usize| {
        let meta = &worksheets[at];
        filler.next_sheet()?;
        let path = paths.get(&meta.name).map(String::as_str);
        let sheet = fast.sheet(filler, package, path, &meta.name)?;
        Ok(sheet.map(|sheet| filler.end_sheet(at, completed(sheet, meta, print_areas))))
    };
    at_once(&(filler.clone(), package.clone()), worksheets.len(), one, Result::is_ok)
}

/// The sheet with what the workbook says about it.
fn completed(mut sheet: Sheet, meta: &Listed, print_areas: &[(String, CellRange)]) -> Sheet {
    sheet.visibility = visibility(meta.visible);
    sheet.print_areas = extras::new_print_areas(&sheet, print_areas);
    sheet
}

/// What the fast path needs of a workbook before it reads its sheets.
pub(crate) struct Fast {
    /// The formats of cells.
    pub(crate) looks: Looks,
    /// The shared strings.
    pub(crate) shared: Shared,
}

impl Fast {
    /// The formats and strings, or why the fast path does not know them.
    pub(crate) fn of(
        name: &str,
        package: &mut Package<'_>,
        paths: &BTreeMap<String, String>,
        progress: &dyn Progress,
    ) -> Result<Result<Self, &'static str>, Failure> {
        let first = paths.iter().next().map(|(name, path)| (name.as_str(), path.as_str()));
        let looks = match Looks::of(package, first) {
            Ok(looks) => looks,
            Err(halt) => return unsure(halt),
        };
        // Two sheets of one name, or of one part: calamine decides which is which.
        let worksheets = looks.sheets.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
        if worksheets
            .clone()
            .any(|sheet| looks.sheets.iter().filter(|other| other.name == sheet.name).count() > 1)
        {
            return Ok(Err("two sheets of the same name"));
        }
        let strings = package.names_ending("sharedstrings.xml");
        let shared = match (strings.as_slice(), strings_path(package)) {
            ([], _) => Ok(Shared::default()),
            ([only], wanted) if only.eq_ignore_ascii_case(&wanted) => match package.scanned(only) {
                Some(part) => Shared::read(name, part, progress),
                None => return Ok(Err("a table of strings that cannot be opened")),
            },
            _ => return Ok(Err("tables of strings in unknown places")),
        };
        match shared {
            Ok(shared) => Ok(Ok(Self { looks, shared })),
            Err(halt) => unsure(halt),
        }
    }

    /// One sheet, or why the fast path does not know it.
    pub(crate) fn sheet(
        &self,
        filler: &mut Filler<'_>,
        package: &mut Package<'_>,
        path: Option<&str>,
        name: &str,
    ) -> Result<Result<Sheet, &'static str>, Failure> {
        let Some(part) = path.and_then(|path| package.scanned(path)) else {
            return Ok(Err("a sheet in an unknown place"));
        };
        let mut sheet = Sheet::new(name);
        let file = filler.file();
        let mut cells = Fill::new(self, filler, &mut sheet);
        match fast::read(file, part, &mut cells) {
            Ok(mut part) => {
                let areas = std::mem::take(&mut part.areas);
                add_part(&mut sheet, part);
                xlsx_areas::add(&mut sheet, package, path.unwrap_or_default(), areas);
                Ok(Ok(sheet))
            }
            Err(halt) => {
                filler.forget_sheet();
                unsure(halt)
            }
        }
    }
}

fn unsure<T>(halt: Halt) -> Result<Result<T, &'static str>, Failure> {
    match halt {
        Halt::Unsure(reason) => Ok(Err(reason)),
        Halt::Enough => Ok(Err("a reader that did not want to go on")),
        Halt::Failed(failure) => Err(failure),
    }
}

/// Where calamine looks for the shared strings: beside the workbook's main part.
fn strings_path(package: &mut Package<'_>) -> String {
    let workbook = crate::relations::workbook_path(package);
    let folder = workbook.rsplit_once('/').map_or("", |(folder, _)| folder);
    format!("{folder}/sharedStrings.xml")
}

/// The workbook as calamine opens it, with its strings.
fn whole<'a>(
    name: &str,
    bytes: &'a [u8],
    package: &mut Package<'_>,
    progress: &'a dyn Progress,
) -> Result<Book<'a>, Failure> {
    package.measure_all(name, progress)?;
    check_counts(name, package)?;
    Xlsx::new(BufReader::new(Watched::new(bytes, progress))).map_err(|error| failure(name, &error))
}

/// A sheet through calamine, and why.
fn slow(
    filler: &mut Filler<'_>,
    package: &mut Package<'_>,
    book: &mut Book<'_>,
    path: Option<&str>,
    (name, reason): (&str, &'static str),
    marked: &Rc<BTreeMap<u32, Marked>>,
    progress: &dyn Progress,
) -> Result<Sheet, Failure> {
    let mut sheet = Sheet::new(name);
    let mut part = match path {
        Some(path) => sheet_part::read(filler.file(), package, path, Rc::clone(marked), progress)?,
        None => SheetPart::default(),
    };
    fill(filler, book, &mut sheet)?;
    let areas = std::mem::take(&mut part.areas);
    for (row, col, marked) in &part.marked {
        sheet.take_marks(*row, *col, marked);
    }
    add_part(&mut sheet, part);
    xlsx_areas::add(&mut sheet, package, path.unwrap_or_default(), areas);
    sheet.handed_over = Some(reason);
    Ok(sheet)
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

fn fill(filler: &mut Filler<'_>, book: &mut Book<'_>, sheet: &mut Sheet) -> Result<(), Failure> {
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

pub(crate) fn add_part(sheet: &mut Sheet, part: SheetPart) {
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

/// calamine's format of a cell in our words.
pub(crate) fn style(from: &calamine::Style) -> Style {
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
    match id.map(u16::try_from) {
        Some(Ok(id)) => number_format::of_the_country(id, code),
        _ => code,
    }
}

fn failure(name: &str, error: &XlsxError) -> Failure {
    match error {
        XlsxError::Password => Failure::new(FailureKind::PasswordProtected, name, ""),
        other => damaged(name, other),
    }
}

#[cfg(test)]
mod both_ways;
