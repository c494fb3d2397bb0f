//! Opening a workbook.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use model::{Failure, FailureKind, Finding, Progress};

use crate::csv_text::TextForm;
use crate::excel::Opened;
use crate::extras::{self, DefinedName};
use crate::limits::Limits;
use crate::package::Package;
use crate::reading::{AsAWhole, Reading};
use crate::sheet::Sheet;
use crate::sniff::{Kind, sniff};
use crate::{biff, compound, csv_text, hidden, ods, xls, xlsb, xlsx};

/// What a file is inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// Excel workbook.
    Xlsx,
    /// Excel workbook with macros.
    Xlsm,
    /// Excel binary workbook.
    Xlsb,
    /// Excel 97-2003 workbook.
    Xls,
    /// `OpenDocument` spreadsheet.
    Ods,
    /// Text separated by commas, semicolons or bars.
    Csv,
    /// Text separated by tabs.
    Tsv,
}

/// A workbook, read.
#[derive(Debug, Clone)]
pub struct Workbook {
    /// The file's name.
    pub name: String,
    /// What it is inside.
    pub format: Format,
    /// Its worksheets, in order.
    pub sheets: Vec<Arc<Sheet>>,
    /// Its defined names, in order of the file.
    pub names: Vec<DefinedName>,
    /// How a text file is written; none for the others.
    pub text: Option<TextForm>,
    /// What it carries that a reader does not see, one finding per thing.
    pub hidden: Vec<Finding>,
}

/// Reads a workbook from the bytes of a file. `name` is the file's name without its folder; what the file
/// is, is told by its content.
///
/// # Errors
/// A [`Failure`] that names the file: empty, not a workbook, protected with a password, damaged, too large,
/// in an unknown encoding, cancelled. A fault of a parser is caught and reported as damage.
pub fn open(name: &str, bytes: &[u8], limits: &Limits, progress: &dyn Progress) -> Result<Workbook, Failure> {
    open_and_tell(name, bytes, limits, &AsAWhole(progress))
}

/// The same, and tells of each sheet when it is read.
///
/// # Errors
/// As [`open`]; sheets that were told of are then to be forgotten.
pub fn open_and_tell(
    name: &str,
    bytes: &[u8],
    limits: &Limits,
    progress: &dyn Reading,
) -> Result<Workbook, Failure> {
    limits.check_file(name, bytes)?;
    // Parsers panic on some hostile files. Nothing of theirs is used after a panic.
    let read = catch_unwind(AssertUnwindSafe(|| read(name, bytes, limits, progress))).unwrap_or_else(|_| {
        Err(Failure::new(FailureKind::Damaged, name, "its parts do not have the form that they should"))
    });
    // A parser that was stopped tells that its file ended too early.
    read.or_else(|failure| progress.go_on().and(Err(failure)))
}

fn read(name: &str, bytes: &[u8], limits: &Limits, progress: &dyn Reading) -> Result<Workbook, Failure> {
    match sniff(name, bytes)? {
        Kind::Zip => zipped(name, bytes, limits, progress),
        Kind::Compound => {
            let compound = compound::open(name, bytes)?;
            let mut biff = biff::read(name, &compound.workbook, limits)?;
            let opened = xls::read(name, bytes, &mut biff, limits, progress)?;
            let mut hidden = hidden::in_sheets(name, &opened);
            hidden.extend(hidden::in_compound(name, &compound, &biff, &opened));
            Ok(workbook(name, Format::Xls, opened, hidden))
        }
        Kind::Text => text(name, bytes, limits, progress),
    }
}

fn zipped(name: &str, bytes: &[u8], limits: &Limits, progress: &dyn Reading) -> Result<Workbook, Failure> {
    let mut package = Package::open(name, Cursor::new(bytes), limits, progress)?;
    let format = zip_format(name, &mut package)?;
    let opened = match format {
        Format::Ods => ods::read(name, &mut package, limits, progress)?,
        Format::Xlsb => xlsb::read(name, &mut package, limits, progress)?,
        _ => xlsx::read(name, bytes, &mut package, limits, progress)?,
    };
    let mut hidden = hidden::in_sheets(name, &opened);
    hidden.extend(match format {
        Format::Ods => hidden::in_open_document(name, &mut package, &opened),
        _ => hidden::in_office_package(name, &mut package, &opened),
    });
    if opened.sheets.is_empty() && opened.others.is_empty() {
        return Err(Failure::new(FailureKind::Damaged, name, "no sheets were found in it"));
    }
    Ok(workbook(name, format, opened, hidden))
}

/// Which workbook a zip is, by its parts.
fn zip_format(name: &str, package: &mut Package<'_>) -> Result<Format, Failure> {
    let main = crate::relations::workbook_path(package);
    if main.starts_with("xl/") && package.has(&main) {
        let has_macros = !package.names_ending("vbaproject.bin").is_empty();
        return Ok(match main.rsplit('.').next() {
            Some("bin") => Format::Xlsb,
            _ if has_macros => Format::Xlsm,
            _ => Format::Xlsx,
        });
    }
    let mimetype = package.part("mimetype").unwrap_or_default();
    let mimetype = String::from_utf8_lossy(&mimetype).into_owned();
    if mimetype.starts_with("application/vnd.oasis.opendocument.spreadsheet")
        || (mimetype.is_empty() && package.has("content.xml"))
    {
        let manifest = package.part("META-INF/manifest.xml").unwrap_or_default();
        if String::from_utf8_lossy(&manifest).contains("encryption-data") {
            return Err(Failure::new(FailureKind::PasswordProtected, name, ""));
        }
        return Ok(Format::Ods);
    }
    let what = crate::sniff::other_zip(package.names(), &mimetype);
    Err(Failure::new(FailureKind::NotAWorkbook, name, what))
}

fn workbook(name: &str, format: Format, opened: Opened, mut hidden: Vec<Finding>) -> Workbook {
    hidden.extend(hidden::in_properties(name, &opened));
    let mut sheets = opened.sheets;
    add_print_areas(&mut sheets, &opened.names);
    Workbook { name: name.to_owned(), format, sheets, names: opened.names, text: None, hidden }
}

/// Print areas are defined names of the sheets that they print.
fn add_print_areas(sheets: &mut [Arc<Sheet>], names: &[DefinedName]) {
    let areas = extras::print_areas(names);
    for sheet in sheets {
        let new = extras::new_print_areas(sheet, &areas);
        if !new.is_empty() {
            Arc::make_mut(sheet).print_areas.extend(new);
        }
    }
}

fn text(name: &str, bytes: &[u8], limits: &Limits, progress: &dyn Reading) -> Result<Workbook, Failure> {
    let sheet_name = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let text = csv_text::read(name, sheet_name, bytes, limits, progress)?;
    let sheet = Arc::new(text.sheet);
    progress.finished(0, &sheet);
    let format = if text.form.separator == '\t' { Format::Tsv } else { Format::Csv };
    Ok(Workbook {
        name: name.to_owned(),
        format,
        sheets: vec![sheet],
        names: Vec::new(),
        text: Some(text.form),
        hidden: Vec::new(),
    })
}
