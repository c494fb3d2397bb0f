//! .ods: `content.xml` read once and as a stream, cells, looks and all. calamine is asked only for the document's
//! properties: it holds every cell that a few bytes repeat, and knows neither errors nor looks.

mod areas;
mod cell;
mod content;
mod styles;
mod table;

use std::io::{Cursor, Write};

use calamine::{Ods, WorkbookProperties};
use model::Failure;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::excel::{Filler, Opened};
use crate::limits::Limits;
use crate::package::Package;
use crate::reading::Reading;

use content::Content;

/// Reads all sheets.
pub(crate) fn read(
    name: &str,
    package: &mut Package<'_>,
    limits: &Limits,
    progress: &dyn Reading,
) -> Result<Opened, Failure> {
    let filler = Filler::new(name, limits, false, 1, progress);
    let mut content = Content::new(filler);
    for part in ["styles.xml", "content.xml"] {
        content.read(package, part)?;
    }
    let mut opened = content.finish()?;
    opened.properties = properties(package).unwrap_or_default();
    Ok(opened)
}

/// calamine reads the properties, from a file that has nothing else.
fn properties(package: &mut Package<'_>) -> Option<WorkbookProperties> {
    let meta = package.part("meta.xml")?;
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let parts: [(&str, &[u8]); 4] = [
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", b"<manifest/>"),
        ("content.xml", b"<content/>"),
        ("meta.xml", &meta),
    ];
    for (path, content) in parts {
        zip.start_file(path, SimpleFileOptions::default()).ok()?;
        zip.write_all(content).ok()?;
    }
    let book: Ods<_> = calamine::Reader::new(Cursor::new(zip.finish().ok()?.into_inner())).ok()?;
    book.workbook_properties().ok()
}
