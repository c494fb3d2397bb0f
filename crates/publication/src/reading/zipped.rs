//! A bag as a zip. Nothing is unpacked to the disc, and no name in it reaches the file system.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use sha2::{Digest, Sha256};
use zip::ZipArchive;

use model::{Failure, FailureKind, Finding};

use super::source::{MOST_FILES, Source, is_safe};
use super::{fault, file_name};
use crate::written::hexadecimal;

/// Most bytes that a bundle can unpack to.
const LARGEST: u64 = 16 << 30;
/// Tidy tables repeat their labels, but no table is squeezed more than this.
const MOST_SQUEEZED: u64 = 400;

/// A bag as a zip.
pub(super) struct Zipped {
    archive: ZipArchive<BufReader<File>>,
    files: BTreeMap<String, u64>,
    places: BTreeMap<String, usize>,
}

impl Zipped {
    /// Lists the files. A name that leads outside, a link, an encrypted entry or a name that occurs twice is
    /// a finding, and its entry is not read.
    pub(super) fn open(path: &Path) -> Result<(Self, Vec<Finding>), Failure> {
        let shown = path.display().to_string();
        let damaged = |detail: String| Failure::new(FailureKind::Damaged, &shown, detail);
        let file = File::open(path).map_err(|error| Failure::reading(&shown, &error))?;
        let size = file.metadata().map_err(|error| Failure::reading(&shown, &error))?.len();
        if size == 0 {
            return Err(Failure::new(FailureKind::Empty, shown, ""));
        }
        let archive = ZipArchive::new(BufReader::new(file))
            .map_err(|error| damaged(format!("it is not a zip that can be read ({error})")))?;
        if archive.len() > MOST_FILES {
            let detail = format!("it holds more than {MOST_FILES} files");
            return Err(Failure::new(FailureKind::TooLarge, shown, detail));
        }
        let mut zipped = Self { archive, files: BTreeMap::new(), places: BTreeMap::new() };
        let mut findings = Vec::new();
        if zipped.archive.has_duplicate_names() {
            findings.push(fault(&file_name(path), "twice", "it holds two files with the same name."));
        }
        if !fills_its_file(path).map_err(|error| Failure::reading(&shown, &error))? {
            let problem =
                "it carries bytes before or after the zip, or a comment, that unpacking does not show.";
            findings.push(fault(&file_name(path), "around", problem));
        }
        for index in 0..zipped.archive.len() {
            findings.extend(zipped.list(index).map_err(|error| damaged(error.to_string()))?);
        }
        let bytes = zipped.files.values().fold(0u64, |sum, size| sum.saturating_add(*size));
        if bytes > LARGEST || bytes > (64 << 20) && bytes / MOST_SQUEEZED > size {
            let detail = format!("its {size} bytes would unpack to {bytes}");
            return Err(Failure::new(FailureKind::TooLarge, shown, detail));
        }
        if !zipped.strip_root() {
            return Err(Failure::new(
                FailureKind::Invalid,
                shown,
                "there is no bundle in it (one folder with a bag)",
            ));
        }
        Ok((zipped, findings))
    }

    fn list(&mut self, index: usize) -> zip::result::ZipResult<Option<Finding>> {
        let entry = self.archive.by_index_raw(index)?;
        let name = entry.name().map_or_else(|_| format!("entry {}", index + 1), std::borrow::Cow::into_owned);
        if entry.is_dir() && is_safe(name.trim_end_matches('/')) {
            return Ok(None);
        }
        if !is_safe(&name) {
            let problem = "its name leads outside the bundle or means something else on other systems.";
            return Ok(Some(fault(&name.escape_debug().to_string(), "name", problem)));
        }
        if entry.is_symlink() || entry.encrypted() {
            return Ok(Some(fault(&name, "kind", "it is not a plain file, so it cannot be checked.")));
        }
        self.files.insert(name.clone(), entry.size());
        self.places.insert(name, index);
        Ok(None)
    }

    /// Takes the one folder off all paths; false when there is not exactly one.
    fn strip_root(&mut self) -> bool {
        let Some(first) = self.files.keys().next() else { return false };
        let Some((root, _)) = first.split_once('/') else { return false };
        let root = format!("{root}/");
        if !self.files.keys().all(|path| path.starts_with(&root)) {
            return false;
        }
        let strip = |path: String| path[root.len()..].to_owned();
        self.files = std::mem::take(&mut self.files).into_iter().map(|(path, v)| (strip(path), v)).collect();
        self.places =
            std::mem::take(&mut self.places).into_iter().map(|(path, v)| (strip(path), v)).collect();
        true
    }
}

/// Whether a file is a zip from its first byte to its last: a local header at the start, and at the end the
/// end record without a comment (APPNOTE 4.3.16).
fn fills_its_file(path: &Path) -> io::Result<bool> {
    const END: u64 = 22;
    let mut file = File::open(path)?;
    let length = file.metadata()?.len();
    if length < END {
        return Ok(false);
    }
    let mut start = [0; 4];
    file.read_exact(&mut start)?;
    let mut end = [0; END as usize];
    file.seek(SeekFrom::Start(length - END))?;
    file.read_exact(&mut end)?;
    Ok(&start == b"PK\x03\x04" && end.starts_with(b"PK\x05\x06") && end.ends_with(&[0, 0]))
}

impl Source for Zipped {
    fn files(&self) -> &BTreeMap<String, u64> {
        &self.files
    }

    fn open(&mut self, path: &str) -> io::Result<Box<dyn Read + '_>> {
        let missing = || io::Error::from(io::ErrorKind::NotFound);
        let index = self.places.get(path).copied().ok_or_else(missing)?;
        let left = self.files.get(path).copied().ok_or_else(missing)?;
        Ok(Box::new(Declared { from: self.archive.by_index(index)?, left }))
    }

    fn broken(&self, path: &str, error: &io::Error) -> Result<Finding, Failure> {
        Ok(fault(path, "unpack", &format!("it cannot be unpacked: {error}.")))
    }
}

/// Gives no more bytes than the entry declares, so that the sum of the declared sizes bounds the work.
struct Declared<R> {
    from: R,
    left: u64,
}

impl<R: Read> Read for Declared<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.from.read(into)?;
        self.left = self
            .left
            .checked_sub(read as u64)
            .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "it holds more than it declares"))?;
        Ok(read)
    }
}

/// What is wrong with the checksum file that belongs beside a zip.
///
/// # Errors
/// A [`Failure`] when the zip cannot be read.
pub fn verify_zip_hash(zip: &Path) -> Result<Option<Finding>, Failure> {
    let name = file_name(zip);
    let place = zip.with_file_name(format!("{name}.sha256"));
    let part = file_name(&place);
    let mut content = String::new();
    let Ok(file) = File::open(&place) else {
        return Ok(Some(fault(&part, "missing", "it is missing.")));
    };
    if file.take(4096).read_to_string(&mut content).is_err() {
        return Ok(Some(fault(&part, "form", "it is not a line of checksum and name.")));
    }
    let reading = |error: io::Error| Failure::reading(zip.display().to_string(), &error);
    let mut hash = Sha256::new();
    let mut from = File::open(zip).map_err(reading)?;
    let mut block = vec![0; 1 << 16];
    loop {
        let read = from.read(&mut block).map_err(reading)?;
        if read == 0 {
            break;
        }
        hash.update(&block[..read]);
    }
    let expected = format!("{}  {name}", hexadecimal(&hash.finalize()));
    Ok((content.trim_end() != expected)
        .then(|| fault(&part, "checksum", &format!("it is not the checksum of {name}."))))
}
