//! The page of a release as it will be, before it can be written.

use model::{Failure, Progress};

use crate::bag::{page, uk_stamp};
use crate::catalogue::Record;
use crate::readme::Pages;
use crate::tables::{write_lists, write_tables};
use crate::written::Folder;
use crate::{Bundle, Metadata, fields};

/// The page `index.html` as it would be written now, also where the form is not complete: what is missing stands in
/// square brackets. Nothing is written.
///
/// # Errors
/// [`FailureKind::Cancelled`].
pub fn preview(bundle: &Bundle<'_>, progress: &dyn Progress) -> Result<String, Failure> {
    let metadata = with_gaps_named(bundle.metadata);
    let bundle = Bundle { metadata: &metadata, ..bundle.clone() };
    let release = metadata.release_time();
    let stamp = release.map_or_else(|| Ok(String::new()), uk_stamp)?;
    let mut folder = Folder::nowhere();
    let (mut files, surveys) = write_tables(&bundle, &mut folder, progress)?;
    let markers = write_lists(&bundle, &mut files, &surveys, &mut folder)?;
    let noted = files.iter().zip(bundle.tables).map(|(file, table)| (file, table.notes.as_slice()));
    let pages = Pages {
        metadata: &metadata,
        release,
        tables: noted.collect(),
        markers: &markers,
        disclosure: &bundle.disclosure,
    };
    let record = Record {
        metadata: &metadata,
        files: &files,
        tables: bundle.tables.len(),
        issued: &stamp,
        citation: &pages.citation(),
        disclosure: &bundle.disclosure,
        tool_version: bundle.tool_version,
    };
    page(&pages, record)
}

/// The metadata with what is missing named in square brackets. Dates are left: they are no text.
fn with_gaps_named(metadata: &Metadata) -> Metadata {
    let mut named = metadata.clone();
    let words = fields().iter().filter(|field| field.mandatory && field.key != "release");
    for field in words.filter(|field| metadata.get(field.key).is_some_and(|text| text.trim().is_empty())) {
        // Every key of the form is one of the metadata.
        let _ = named.set(field.key, &format!("[{}]", field.label));
    }
    named
}

#[cfg(test)]
mod tests {
    use model::Quiet;

    use super::*;
    use crate::{sample, write_bag};

    #[test]
    fn the_preview_is_the_page_that_is_written() {
        let metadata = sample::metadata();
        let tables = [sample::table()];
        let disclosure = "Counts below 8 are withheld.".to_owned();
        let bundle = Bundle { metadata: &metadata, tables: &tables, disclosure, tool_version: "0.1.0" };
        let folder = tempfile::tempdir().unwrap();
        write_bag(&bundle, folder.path(), &Quiet).unwrap();
        let written = std::fs::read_to_string(folder.path().join("data/index.html")).unwrap();
        assert_eq!(preview(&bundle, &Quiet).unwrap(), written);
    }

    #[test]
    fn what_is_missing_is_named_on_the_page() {
        let metadata = Metadata::default();
        let bundle =
            Bundle { metadata: &metadata, tables: &[], disclosure: String::new(), tool_version: "0" };
        let page = preview(&bundle, &Quiet).unwrap();
        for gap in ["[Title]", "[Summary]", "[date and time of the release]", "([year])"] {
            assert!(page.contains(gap), "{gap}\n{page}");
        }
        let filled = Metadata { title: "Beds in England".into(), ..Metadata::default() };
        let page = preview(&Bundle { metadata: &filled, ..bundle }, &Quiet).unwrap();
        assert!(page.contains("Beds in England") && !page.contains("[Title]"));
    }
}
