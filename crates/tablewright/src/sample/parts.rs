//! Adds to a finished workbook the parts that the library cannot write, and packs it again.

use std::io::{Cursor, Read, Write};

use model::Failure;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::fault;

/// A part to add: its name and content.
pub(super) type Part = (&'static str, String);

/// Text to put before an anchor that must be in the named part: part, anchor, text.
pub(super) type Edit = (&'static str, &'static str, String);

/// The workbook `plain` with `additions` and `edits`, all entries with one fixed date.
pub(super) fn repack(plain: &[u8], additions: &[Part], edits: &[Edit]) -> Result<Vec<u8>, Failure> {
    let mut archive = ZipArchive::new(Cursor::new(plain)).map_err(|error| fault(&error))?;
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).map_err(|error| fault(&error))?;
        let name = entry.name().map_err(|error| fault(&error))?.into_owned();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).map_err(|error| fault(&error))?;
        for (_, anchor, text) in edits.iter().filter(|(part, _, _)| *part == name) {
            content = insert(&name, content, anchor, text)?;
        }
        add(&mut writer, &name, &content, options)?;
    }
    for (name, content) in additions {
        add(&mut writer, name, content.as_bytes(), options)?;
    }
    let packed = writer.finish().map_err(|error| fault(&error))?;
    Ok(packed.into_inner())
}

fn add(
    writer: &mut ZipWriter<Cursor<Vec<u8>>>,
    name: &str,
    content: &[u8],
    options: SimpleFileOptions,
) -> Result<(), Failure> {
    writer.start_file(name, options).map_err(|error| fault(&error))?;
    writer.write_all(content).map_err(|error| fault(&error))
}

fn insert(part: &str, content: Vec<u8>, anchor: &str, text: &str) -> Result<Vec<u8>, Failure> {
    let content = String::from_utf8(content).map_err(|error| fault(&error))?;
    let Some((before, after)) = content.rsplit_once(anchor) else {
        return Err(fault(&format!("{part} has no {anchor}")));
    };
    Ok(format!("{before}{text}{anchor}{after}").into_bytes())
}
