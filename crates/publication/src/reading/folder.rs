//! A bag as a folder.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

use model::{Failure, FailureKind, Finding};

use super::fault;
use super::source::{MOST_FILES, Source};

/// Deepest folder of a bag.
const DEEPEST: usize = 32;

/// A bag as a folder. Links are not followed.
pub(super) struct Folder {
    root: PathBuf,
    files: BTreeMap<String, u64>,
}

impl Folder {
    /// Lists the files; a link, or a name that is not text, is a finding.
    pub(super) fn open(root: &Path) -> Result<(Self, Vec<Finding>), Failure> {
        let mut files = BTreeMap::new();
        let mut findings = Vec::new();
        let mut folders = vec![(String::new(), root.to_owned(), 0)];
        while let Some((prefix, folder, depth)) = folders.pop() {
            let failed = |error: io::Error| Failure::reading(folder.display().to_string(), &error);
            for entry in fs::read_dir(&folder).map_err(failed)? {
                let entry = entry.map_err(failed)?;
                let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
                let metadata = entry.metadata().map_err(failed)?;
                if metadata.is_dir() && depth < DEEPEST {
                    folders.push((format!("{path}/"), entry.path(), depth + 1));
                } else if metadata.is_file() && entry.file_name().to_str().is_some() {
                    files.insert(path, metadata.len());
                } else {
                    let problem = "it is not a plain file with a plain name, so it cannot be checked.";
                    findings.push(fault(&path, "kind", problem));
                }
                if files.len() + findings.len() + folders.len() > MOST_FILES {
                    let detail = format!("it holds more than {MOST_FILES} files");
                    return Err(Failure::new(FailureKind::TooLarge, root.display().to_string(), detail));
                }
            }
        }
        Ok((Self { root: root.to_owned(), files }, findings))
    }
}

impl Source for Folder {
    fn files(&self) -> &BTreeMap<String, u64> {
        &self.files
    }

    fn open(&mut self, path: &str) -> io::Result<Box<dyn Read + '_>> {
        // Only listed files are opened, so a path from a manifest cannot lead outside.
        if !self.files.contains_key(path) {
            return Err(io::ErrorKind::NotFound.into());
        }
        Ok(Box::new(BufReader::new(File::open(self.root.join(path))?)))
    }

    fn broken(&self, path: &str, error: &io::Error) -> Result<Finding, Failure> {
        Err(Failure::reading(self.root.join(path).display().to_string(), error))
    }
}
