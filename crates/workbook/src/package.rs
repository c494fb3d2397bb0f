//! A workbook that is a zip of parts: every part is unpacked once against the limits before any parser
//! sees the file, because the sizes in a zip are only claims.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use model::{Failure, FailureKind, Progress};
use zip::ZipArchive;

use crate::limits::{Limits, too_large};

/// Bytes unpacked between two looks at the limits.
const BLOCK: usize = 64 << 10;

/// A zip whose parts are known to unpack within the limits.
pub(crate) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Unpacked sizes by part name, as measured.
    sizes: BTreeMap<String, u64>,
}

impl<'a> Package<'a> {
    /// Opens the zip and unpacks every part into nothing, counting.
    pub(crate) fn open(
        name: &str,
        bytes: &'a [u8],
        limits: &Limits,
        progress: &dyn Progress,
    ) -> Result<Self, Failure> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(name, &error))?;
        let mut sizes = BTreeMap::new();
        let mut total = 0;
        for index in 0..archive.len() {
            let mut part = archive.by_index(index).map_err(|error| part_failure(name, &error))?;
            if part.is_dir() {
                continue;
            }
            let path = part.name().map_err(|error| damaged(name, &error))?.into_owned();
            let cap = if is_sheet(&path) { u64::MAX } else { limits.max_part_bytes };
            let size = measure(name, &mut part, &mut total, cap, limits, progress)?;
            sizes.insert(path, size);
        }
        Ok(Self { archive, sizes })
    }

    /// The names of all parts, in order.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.sizes.keys().map(String::as_str)
    }

    /// Names of the parts in `folder` that end in `extension`.
    pub(crate) fn names_in(&self, folder: &str, extension: &str) -> Vec<String> {
        let within = |name: &&str| {
            name.strip_prefix(folder).is_some_and(|rest| !rest.contains('/') && rest.ends_with(extension))
        };
        let mut names: Vec<String> = self.names().filter(within).map(str::to_owned).collect();
        // "part10" after "part9"
        names.sort_by_key(|name| (name.len(), name.clone()));
        names
    }

    /// Names of the parts that end so, in any case.
    pub(crate) fn names_ending(&self, ending: &str) -> Vec<String> {
        let ends = |name: &&str| name.to_ascii_lowercase().ends_with(ending);
        self.names().filter(ends).map(str::to_owned).collect()
    }

    /// Whether there is such a part.
    pub(crate) fn has(&self, path: &str) -> bool {
        self.sizes.contains_key(path)
    }

    /// The unpacked size of a part.
    pub(crate) fn size(&self, path: &str) -> Option<u64> {
        self.sizes.get(path).copied()
    }

    /// A part's content, where there is one.
    pub(crate) fn part(&mut self, path: &str) -> Option<Vec<u8>> {
        let mut content = Vec::new();
        self.archive.by_name(path).ok()?.read_to_end(&mut content).ok()?;
        Some(content)
    }

    /// A part to be read as a stream, where there is one.
    pub(crate) fn reader(&mut self, path: &str) -> Option<impl Read> {
        self.archive.by_name(path).ok()
    }
}

/// Sheets are streamed; everything else is held in memory by somebody.
fn is_sheet(path: &str) -> bool {
    path.starts_with("xl/worksheets/")
}

fn measure(
    name: &str,
    part: &mut impl Read,
    total: &mut u64,
    cap: u64,
    limits: &Limits,
    progress: &dyn Progress,
) -> Result<u64, Failure> {
    let mut block = vec![0; BLOCK];
    let mut size = 0;
    loop {
        progress.go_on()?;
        let read = part.read(&mut block).map_err(|error| damaged(name, &error))? as u64;
        if read == 0 {
            return Ok(size);
        }
        size += read;
        *total += read;
        if size > cap || *total > limits.max_unpacked_bytes {
            let megabytes = limits.max_unpacked_bytes.min(cap) >> 20;
            return Err(too_large(name, &format!("it unpacks to more than {megabytes} MB")));
        }
    }
}

fn part_failure(name: &str, error: &zip::result::ZipError) -> Failure {
    if matches!(error, zip::result::ZipError::UnsupportedArchive(text) if text.contains("assword")) {
        return Failure::new(FailureKind::PasswordProtected, name, "");
    }
    damaged(name, error)
}

/// The failure that the file is broken, in the words of whoever noticed.
pub(crate) fn damaged(name: &str, error: &dyn std::fmt::Display) -> Failure {
    Failure::new(FailureKind::Damaged, name, error.to_string().trim_end_matches('.').to_owned())
}
