//! Compound files (MS-CFB): the old container of .xls, and of workbooks that are encrypted.

use std::io::{Cursor, Read};

use model::{Failure, FailureKind};

use crate::package::damaged;

/// A compound file that holds an .xls.
pub(crate) struct Compound {
    /// The stream of BIFF records.
    pub(crate) workbook: Vec<u8>,
    /// The caches of pivot tables, each a stream of records.
    pub(crate) pivot_caches: Vec<Vec<u8>>,
    /// Whether there is a Visual Basic project.
    pub(crate) has_macros: bool,
    /// Names of embedded objects.
    pub(crate) objects: Vec<String>,
}

/// Opens a compound file; what is no .xls inside is refused with what it is.
pub(crate) fn open(name: &str, bytes: &[u8]) -> Result<Compound, Failure> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|error| damaged(name, &error))?;
    let paths: Vec<(std::path::PathBuf, bool)> =
        file.walk().map(|entry| (entry.path().to_owned(), entry.is_stream())).collect();
    let root: Vec<&str> = paths
        .iter()
        .filter(|(path, _)| path.components().count() == 2)
        .filter_map(|(path, _)| path.file_name()?.to_str())
        .collect();
    let has = |wanted: &str| paths.iter().any(|(path, _)| path.iter().any(|step| step == wanted));
    if has("DRMEncryptedDataSpace") || has("DRMEncryptedTransform") || has("\u{9}DRMContent") {
        let detail = "a label or a right of its organisation encrypts it; its owner can save it without";
        return Err(Failure::new(FailureKind::PasswordProtected, name, detail));
    }
    if root.contains(&"EncryptedPackage") {
        return Err(Failure::new(FailureKind::PasswordProtected, name, ""));
    }
    let Some(stream) = ["Workbook", "Book"].into_iter().find(|stream| root.contains(stream)) else {
        let what = if root.contains(&"WordDocument") {
            "it is a Word document"
        } else if root.contains(&"PowerPoint Document") {
            "it is a presentation"
        } else if root.iter().any(|entry| entry.starts_with("__properties_version")) {
            "it is a message of Outlook"
        } else {
            "it is an older Office file, but not a workbook"
        };
        return Err(Failure::new(FailureKind::NotAWorkbook, name, what));
    };
    let caches: Vec<_> = paths
        .iter()
        .filter(|(path, is_stream)| *is_stream && path.iter().any(|step| step == "_SX_DB_CUR"))
        .map(|(path, _)| path)
        .collect();
    let pivot_caches =
        caches.into_iter().map(|path| content(name, &mut file, path)).collect::<Result<_, Failure>>()?;
    Ok(Compound {
        workbook: content(name, &mut file, std::path::Path::new(stream))?,
        pivot_caches,
        has_macros: root.contains(&"_VBA_PROJECT_CUR") || root.contains(&"_VBA_PROJECT"),
        objects: root
            .iter()
            .filter(|entry| entry.starts_with("MBD"))
            .map(|&entry| entry.to_owned())
            .collect(),
    })
}

fn content(
    name: &str,
    file: &mut cfb::CompoundFile<Cursor<&[u8]>>,
    path: &std::path::Path,
) -> Result<Vec<u8>, Failure> {
    let mut content = Vec::new();
    file.open_stream(path)
        .and_then(|mut stream| stream.read_to_end(&mut content))
        .map_err(|error| damaged(name, &error))?;
    Ok(content)
}
