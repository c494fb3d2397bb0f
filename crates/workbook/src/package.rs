//! A workbook that is a zip of parts. Every part but sheets and shared strings is unpacked once against the limits before
//! any parser sees the file, because the sizes in a zip are only claims; those are counted while they are
//! read, or measured before somebody reads them who does not count.

use std::collections::BTreeMap;
use std::io::{self, Read, Seek};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use model::{Failure, FailureKind, Progress};
use zip::{CompressionMethod, ZipArchive};

use crate::fast::{Deflated, Source, Unpacked};
use crate::limits::{Limits, too_large};

/// Bytes unpacked between two looks at the limits.
const BLOCK: usize = 64 << 10;

/// Where the bytes of a file come from: several read them at once, each at a place of its own.
pub(crate) trait Bytes: Read + Seek + Send {
    /// The same bytes for another reader.
    fn twin<'a>(&self) -> Box<dyn Bytes + 'a>
    where
        Self: 'a;
}

impl<T: Read + Seek + Send + Clone> Bytes for T {
    fn twin<'a>(&self) -> Box<dyn Bytes + 'a>
    where
        Self: 'a,
    {
        Box::new(self.clone())
    }
}

impl Clone for Box<dyn Bytes + '_> {
    fn clone(&self) -> Self {
        (**self).twin()
    }
}

/// A zip whose parts are known to unpack within the limits, its sheets excepted. A clone reads the same zip beside it
/// and counts with it.
#[derive(Clone)]
pub(crate) struct Package<'a> {
    archive: ZipArchive<Box<dyn Bytes + 'a>>,
    limits: Limits,
    /// Unpacked sizes by part name, as measured; none for sheets that nobody has read yet.
    sizes: BTreeMap<String, Option<u64>>,
    /// Bytes unpacked and counted so far.
    total: Arc<AtomicU64>,
}

impl<'a> Package<'a> {
    /// Opens the zip and unpacks every part but those that are streamed into nothing, counting.
    pub(crate) fn open(
        name: &str,
        bytes: impl Bytes + 'a,
        limits: &Limits,
        progress: &dyn Progress,
    ) -> Result<Self, Failure> {
        let bytes: Box<dyn Bytes + 'a> = Box::new(bytes);
        let archive = ZipArchive::new(bytes).map_err(|error| damaged(name, &error))?;
        let mut package = Self { archive, limits: *limits, sizes: BTreeMap::new(), total: Arc::default() };
        package.measure(name, progress, is_streamed)?;
        Ok(package)
    }

    /// Unpacks the parts that were left out when the zip was opened.
    pub(crate) fn measure_all(&mut self, name: &str, progress: &dyn Progress) -> Result<(), Failure> {
        self.measure(name, progress, |_| false)
    }

    /// Measures what is not measured yet, without what is `left_out`.
    fn measure(
        &mut self,
        name: &str,
        progress: &dyn Progress,
        left_out: impl Fn(&str) -> bool,
    ) -> Result<(), Failure> {
        for index in 0..self.archive.len() {
            let mut part = self.archive.by_index(index).map_err(|error| part_failure(name, &error))?;
            if part.is_dir() {
                continue;
            }
            let path = part.name().map_err(|error| damaged(name, &error))?.into_owned();
            if self.sizes.get(&path).copied().flatten().is_some() {
                continue;
            }
            let size = if left_out(&path) {
                None
            } else {
                let cap = if is_sheet(&path) { u64::MAX } else { self.limits.max_part_bytes };
                Some(measure(name, &mut part, &self.total, cap, &self.limits, progress)?)
            };
            self.sizes.insert(path, size);
        }
        Ok(())
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

    /// The unpacked size of a part that is measured.
    pub(crate) fn size(&self, path: &str) -> Option<u64> {
        self.sizes.get(path).copied().flatten()
    }

    /// What all sheets together unpack to, as the zip says.
    pub(crate) fn claimed_sheet_bytes(&mut self) -> u64 {
        let sheets: Vec<String> = self.names().filter(|path| is_sheet(path)).map(str::to_owned).collect();
        sheets.iter().filter_map(|path| Some(self.archive.by_name(path).ok()?.size())).sum()
    }

    /// A part's content, where there is one.
    pub(crate) fn part(&mut self, path: &str) -> Option<Vec<u8>> {
        let mut content = Vec::new();
        self.archive.by_name(path).ok()?.read_to_end(&mut content).ok()?;
        Some(content)
    }

    /// A sheet, the shared strings or the content of an .ods, to be read as a stream that ends in an error beyond the limits.
    pub(crate) fn streamed(&mut self, path: &str) -> Option<impl Read + use<'_, 'a>> {
        let max = self.max_of(path);
        let total = self.size(path).is_none().then_some(&*self.total);
        Some(Counted { part: self.archive.by_name(path).ok()?, total, max })
    }

    /// The same for the fast path, unpacked where it is scanned.
    pub(crate) fn scanned(&mut self, path: &str) -> Option<impl Source + use<'_, 'a>> {
        let max = self.max_of(path);
        let total = self.size(path).is_none().then_some(&*self.total);
        let index = self.archive.index_for_name(path)?;
        let is_deflated = {
            let part = self.archive.by_index_raw(index).ok()?;
            part.compression() == CompressionMethod::Deflated && !part.encrypted()
        };
        let part = if is_deflated {
            let packed = self.archive.by_index_raw(index).ok()?;
            let (bytes, sum) = (packed.size(), packed.crc32());
            Unpacked::Deflated(Box::new(Deflated::new(packed, bytes, sum).ok()?))
        } else {
            Unpacked::Other(self.archive.by_index(index).ok()?)
        };
        Some(Counted { part, total, max })
    }

    /// How many bytes may be unpacked in all when a part is over.
    fn max_of(&self, path: &str) -> u64 {
        let cap = if is_sheet(path) { u64::MAX } else { self.limits.max_part_bytes };
        self.limits.max_unpacked_bytes.min(self.total.load(Ordering::Relaxed).saturating_add(cap))
    }

    /// A part to be read as a stream, where there is one.
    pub(crate) fn reader(&mut self, path: &str) -> Option<impl Read> {
        self.archive.by_name(path).ok()
    }
}

/// A part that is counted against the limits while it is read.
pub(crate) struct Counted<'a, R> {
    part: R,
    total: Option<&'a AtomicU64>,
    max: u64,
}

impl<R> Counted<'_, R> {
    /// A sheet that was measured is counted already.
    fn count(&mut self, bytes: usize) -> io::Result<usize> {
        let Some(total) = self.total else { return Ok(bytes) };
        let before = total.fetch_add(bytes as u64, Ordering::Relaxed);
        if before + bytes as u64 > self.max {
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, beyond(self.max)));
        }
        Ok(bytes)
    }
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let bytes = self.part.read(buffer)?;
        self.count(bytes)
    }
}

impl<R: Source> Source for Counted<'_, R> {
    fn more(&mut self, buffer: &mut [u8], filled: usize) -> io::Result<usize> {
        let bytes = self.part.more(buffer, filled)?;
        self.count(bytes)
    }
}

/// The parts that can be large are read once, and counted then.
fn is_streamed(path: &str) -> bool {
    is_sheet(path) || path.eq_ignore_ascii_case("xl/sharedStrings.xml") || path == "content.xml"
}

/// Sheets are streamed; everything else is held in memory by somebody.
fn is_sheet(path: &str) -> bool {
    path.starts_with("xl/worksheets/")
}

fn measure(
    name: &str,
    part: &mut impl Read,
    total: &AtomicU64,
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
        let before = total.fetch_add(read, Ordering::Relaxed);
        if size > cap || before + read > limits.max_unpacked_bytes {
            return Err(too_large(name, &beyond(limits.max_unpacked_bytes.min(cap))));
        }
    }
}

fn beyond(bytes: u64) -> String {
    format!("it unpacks to more than {} MB", bytes >> 20)
}

fn part_failure(name: &str, error: &zip::result::ZipError) -> Failure {
    if matches!(error, zip::result::ZipError::UnsupportedArchive(text) if text.contains("assword")) {
        return Failure::new(FailureKind::PasswordProtected, name, "");
    }
    damaged(name, error)
}

/// The failure of reading a part: broken, or beyond the limits.
pub(crate) fn unreadable(name: &str, error: &io::Error) -> Failure {
    match error.kind() {
        io::ErrorKind::FileTooLarge => too_large(name, &error.to_string()),
        _ => damaged(name, error),
    }
}

/// The failure that the file is broken, in the words of whoever noticed.
pub(crate) fn damaged(name: &str, error: &dyn std::fmt::Display) -> Failure {
    Failure::new(FailureKind::Damaged, name, error.to_string().trim_end_matches('.').to_owned())
}
