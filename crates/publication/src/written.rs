//! Files as they are written: hashed on the way, synchronised to the disc, and remembered.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use sha2::{Digest, Sha256};

use model::{Failure, FailureKind};

/// One file of a bundle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenFile {
    /// Its path from the root of the bag, with `/`.
    pub path: String,
    /// Its size.
    pub bytes: u64,
    /// SHA-256, lower case hexadecimal.
    pub sha256: String,
    /// Rows without the header, for a CSV.
    pub rows: Option<u64>,
    /// The name of the table that it holds, for the CSV of a table.
    pub table: Option<String>,
}

/// The folder being filled. Nothing that exists is ever overwritten.
pub(crate) struct Folder<'a> {
    /// Where it is; nowhere when only sizes and hashes are wanted.
    root: Option<&'a Path>,
    /// What has been written, in order.
    pub(crate) files: Vec<WrittenFile>,
}

impl<'a> Folder<'a> {
    /// A folder that exists and is empty.
    pub(crate) fn new(root: &'a Path) -> Result<Self, Failure> {
        let shown = root.display().to_string();
        let mut entries = fs::read_dir(root).map_err(|error| Failure::writing(&shown, &error))?;
        if entries.next().is_some() {
            return Err(Failure::new(FailureKind::OutputNotEmpty, shown, ""));
        }
        Ok(Self { root: Some(root), files: Vec::new() })
    }

    /// A folder of which only the sizes and hashes of its files are wanted: nothing is kept.
    pub(crate) const fn nowhere() -> Self {
        Self { root: None, files: Vec::new() }
    }

    /// Writes one file through `fill`, and makes the folders on the way to it.
    pub(crate) fn write<T>(
        &mut self,
        path: &str,
        fill: impl FnOnce(&mut dyn Write) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let failed = |error: io::Error| Failure::writing(path, &error);
        let made = self.root.map(|root| new_file(&root.join(path))).transpose().map_err(failed)?;
        let mut to = Hashing { to: made.map(BufWriter::new), hash: Sha256::new(), bytes: 0 };
        let result = fill(&mut to)?;
        to.finish().map_err(failed)?;
        self.files.push(WrittenFile {
            path: path.to_owned(),
            bytes: to.bytes,
            sha256: hexadecimal(&to.hash.finalize()),
            rows: None,
            table: None,
        });
        Ok(result)
    }

    /// Writes one file of text, with line feeds alone.
    pub(crate) fn write_text(&mut self, path: &str, text: &str) -> Result<(), Failure> {
        // A checkout on Windows may have given the templates carriage returns.
        let text = text.replace("\r\n", "\n");
        self.write(path, |to| to.write_all(text.as_bytes()).map_err(|error| Failure::writing(path, &error)))
    }

    /// Makes the entries of every folder last, where the system can.
    pub(crate) fn sync(&self) -> Result<(), Failure> {
        let Some(root) = self.root else { return Ok(()) };
        let mut folders: Vec<&Path> =
            self.files.iter().filter_map(|file| Path::new(&file.path).parent()).collect();
        folders.sort_unstable();
        folders.dedup();
        for folder in folders {
            let shown = || folder.display().to_string();
            sync_folder(&root.join(folder)).map_err(|error| Failure::writing(shown(), &error))?;
        }
        sync_folder(root).map_err(|error| Failure::writing("the folder of the bundle", &error))
    }
}

/// A new file, with the folders on the way to it.
fn new_file(target: &Path) -> io::Result<File> {
    if let Some(parent) = target.parent() {
        fs::create_dir_all(parent)?;
    }
    OpenOptions::new().write(true).create_new(true).open(target)
}

/// Makes a folder's entries last.
#[cfg(unix)]
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Windows cannot open a folder to synchronise it; NTFS logs its entries.
#[cfg(not(unix))]
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    folder.metadata().map(|_| ())
}

/// Lower case hexadecimal.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes
        .iter()
        .flat_map(|byte| [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]])
        .map(char::from)
        .collect()
}

/// Counts and hashes what passes through it, on its way to a file where there is one.
struct Hashing {
    to: Option<BufWriter<File>>,
    hash: Sha256,
    bytes: u64,
}

impl Hashing {
    /// Everything is on the disc.
    fn finish(&mut self) -> io::Result<()> {
        self.flush()?;
        self.to.as_ref().map_or(Ok(()), |to| to.get_ref().sync_all())
    }
}

impl Write for Hashing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = self.to.as_mut().map_or(Ok(bytes.len()), |to| to.write(bytes))?;
        self.hash.update(&bytes[..taken]);
        self.bytes += taken as u64;
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.as_mut().map_or(Ok(()), BufWriter::flush)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_hashed_and_never_overwritten() {
        let place = tempfile::tempdir().unwrap();
        let mut folder = Folder::new(place.path()).unwrap();
        folder.write_text("a/b.txt", "one\r\ntwo\n").unwrap();
        assert_eq!(fs::read(place.path().join("a/b.txt")).unwrap(), b"one\ntwo\n");
        let file = &folder.files[0];
        assert_eq!((file.path.as_str(), file.bytes), ("a/b.txt", 8));
        // From sha256sum.
        assert_eq!(file.sha256, "c3f9c8c283a2b1f2f1896f27a01cbe3cddc0c9d93f752e4639035a0f5b36f6e8");
        folder.sync().unwrap();
        let failure = folder.write_text("a/b.txt", "again").unwrap_err();
        assert_eq!((failure.kind, failure.file.as_str()), (FailureKind::CannotWrite, "a/b.txt"));
        assert_eq!(Folder::new(place.path()).err().map(|f| f.kind), Some(FailureKind::OutputNotEmpty));
    }
}
