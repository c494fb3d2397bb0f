//! Where the files of a bundle come from, without saying whether it is a folder or a zip.

use std::collections::BTreeMap;
use std::io::{self, Read};

use sha2::{Digest, Sha256};

use model::{Failure, Finding};

use super::fault;
use crate::written::hexadecimal;

/// Most files that a bundle can have.
pub(super) const MOST_FILES: usize = 20_000;
/// Longest file of metadata that is read into memory.
const LONGEST_TEXT: u64 = 64 << 20;

/// The files of a bundle.
pub(super) trait Source {
    /// Every file: its path from the root of the bag with `/`, and its size.
    fn files(&self) -> &BTreeMap<String, u64>;

    /// A file, from its start.
    fn open(&mut self, path: &str) -> io::Result<Box<dyn Read + '_>>;

    /// What an error of reading means: damage of the bundle, or a failure to do the work.
    fn broken(&self, path: &str, error: &io::Error) -> Result<Finding, Failure>;
}

/// The SHA-256 of a file, or the finding that it is damaged. `after` hears the size of every block.
pub(super) fn hash(
    source: &mut dyn Source,
    path: &str,
    after: &mut dyn FnMut(u64) -> Result<(), Failure>,
) -> Result<Result<String, Finding>, Failure> {
    match hash_of(source, path, after) {
        Ok(hash) => hash.map(Ok),
        Err(error) => source.broken(path, &error).map(Err),
    }
}

fn hash_of(
    source: &mut dyn Source,
    path: &str,
    after: &mut dyn FnMut(u64) -> Result<(), Failure>,
) -> io::Result<Result<String, Failure>> {
    let mut hash = Sha256::new();
    let mut block = vec![0; 1 << 16];
    let mut from = source.open(path)?;
    loop {
        let read = from.read(&mut block)?;
        if read == 0 {
            return Ok(Ok(hexadecimal(&hash.finalize())));
        }
        hash.update(&block[..read]);
        if let Err(failure) = after(read as u64) {
            return Ok(Err(failure));
        }
    }
}

/// A file of metadata as text. None when it is not there or not readable, of which `findings` then hears
/// (a file that is missing is reported by the caller, who knows whether it is needed).
pub(super) fn text(
    source: &mut dyn Source,
    path: &str,
    findings: &mut Vec<Finding>,
) -> Result<Option<String>, Failure> {
    let Some(bytes) = source.files().get(path).copied() else { return Ok(None) };
    if bytes > LONGEST_TEXT {
        findings.push(fault(path, "size", "it is far larger than such a file can be."));
        return Ok(None);
    }
    let mut content = Vec::new();
    let read = source.open(path).and_then(|from| from.take(LONGEST_TEXT).read_to_end(&mut content));
    if let Err(error) = read {
        // The pass that hashed the files has reported the damage.
        source.broken(path, &error)?;
        return Ok(None);
    }
    let Ok(text) = String::from_utf8(content) else {
        findings.push(fault(path, "encoding", "it is not UTF-8 text."));
        return Ok(None);
    };
    Ok(Some(text))
}

/// Whether a path stays inside the bag and means the same on every system.
pub(super) fn is_safe(path: &str) -> bool {
    let plain = |part: &str| {
        !part.is_empty()
            && part != "."
            && part != ".."
            && !part.contains(['\\', ':', '\0'])
            && part.len() <= 255
    };
    path.len() <= 4096 && path.split('/').all(plain) && !path.chars().any(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_inside_the_bag_are_safe() {
        for path in ["data/README.md", "data/tables/a b.csv", "bagit.txt", "data/Môn.csv"] {
            assert!(is_safe(path), "{path}");
        }
        for path in [
            "",
            "/etc/passwd",
            "../x",
            "data/../../x",
            "data//x",
            "C:/x",
            "data\\x",
            "data/./x",
            "a\nb",
            "x/",
        ] {
            assert!(!is_safe(path), "{path}");
        }
    }
}
