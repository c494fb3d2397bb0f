//! What the formats of a workbook's cells mean, asked of calamine: it is given the workbook without its
//! cells, and one cell of each format instead. So both ways of reading agree on what is a date.

use std::io::{Cursor, Write};

use calamine::{DataRef, Reader, Sheet as Listed, WorkbookProperties, Xlsx};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::Halt;
use super::tags::unsure;
use crate::package::Package;
use crate::relations;
use crate::style::Style;
use crate::xlsx;

/// What a number of a format is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shown {
    /// A number.
    Number,
    /// A date, or a date with a time.
    Date,
    /// A duration.
    Duration,
}

/// The formats of a workbook's cells, and what else calamine says of it without its cells.
pub(crate) struct Looks {
    /// By the index that cells give.
    pub(crate) styles: Vec<Style>,
    /// By the same index.
    pub(crate) shown: Vec<Shown>,
    /// Whether dates count from 1904.
    pub(crate) is_1904: bool,
    /// The sheets in order.
    pub(crate) sheets: Vec<Listed>,
    /// The document's properties.
    pub(crate) properties: WorkbookProperties,
}

impl Looks {
    /// Asks calamine. `first` is the part of any sheet, and that sheet's name.
    pub(crate) fn of(package: &mut Package<'_>, first: Option<(&str, &str)>) -> Result<Self, Halt> {
        let Some((sheet, path)) = first else { return unsure("a workbook without worksheets") };
        let Ok(stub) = stub(package, path) else { return unsure("a workbook that cannot be taken apart") };
        let Ok(mut book) = Xlsx::new(Cursor::new(stub)) else {
            return unsure("a workbook of an unknown form");
        };
        let (is_1904, sheets) = (book.has_1904_epoch(), book.sheets_metadata().to_vec());
        let properties = book.workbook_properties().unwrap_or_default();
        let Ok(mut cells) = book.worksheet_cells_reader(sheet) else {
            return unsure("formats of an unknown form");
        };
        let styles: Vec<Style> = cells.styles().iter().map(xlsx::style).collect();
        let mut shown = vec![Shown::Number; styles.len()];
        while let Ok(Some((cell, style))) = cells.next_cell_with_style_id() {
            if let (DataRef::DateTime(serial), Some(at)) = (cell.get_value(), shown.get_mut(style)) {
                *at = if serial.is_duration() { Shown::Duration } else { Shown::Date };
            }
        }
        Ok(Self { styles, shown, is_1904, sheets, properties })
    }

    /// What a number of a format is; one that is not listed is shown as it is.
    pub(crate) fn shown(&self, style: u32) -> Shown {
        self.shown.get(style as usize).copied().unwrap_or(Shown::Number)
    }
}

/// The workbook without its cells and strings: the part `path` holds one cell of each format.
fn stub(package: &mut Package<'_>, path: &str) -> zip::result::ZipResult<Vec<u8>> {
    let workbook = relations::workbook_path(package);
    let folder = workbook.rsplit_once('/').map_or("", |(folder, _)| folder).to_ascii_lowercase();
    let is_wanted = |name: &str| {
        let name = name.to_ascii_lowercase();
        let inside = name.strip_prefix(&folder).map(|rest| rest.trim_start_matches('/'));
        name == "_rels/.rels"
            || name == "[content_types].xml"
            || name.starts_with("docprops/")
            || inside.is_some_and(|rest| {
                rest == "styles.xml"
                    || rest == "theme/theme1.xml"
                    || rest.strip_prefix("_rels/").is_some_and(|rels| !rels.contains('/'))
            })
            || name == workbook.to_ascii_lowercase()
    };
    let wanted: Vec<String> = package.names().filter(|name| is_wanted(name)).map(str::to_owned).collect();
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut formats = 1;
    for name in wanted {
        let Some(content) = package.part(&name) else { continue };
        if name.to_ascii_lowercase().ends_with("styles.xml") {
            formats += memchr::memmem::find_iter(&content, b"xf").count();
        }
        zip.start_file(name.as_str(), options)?;
        zip.write_all(&content)?;
    }
    zip.start_file(path, options)?;
    zip.write_all(b"<worksheet><sheetData><row r=\"1\">")?;
    for style in 0..formats {
        write!(zip, "<c s=\"{style}\"><v>1</v></c>")?;
    }
    zip.write_all(b"</row></sheetData></worksheet>")?;
    Ok(zip.finish()?.into_inner())
}
