//! Writing whole or not at all: a temporary folder beside the destination, renamed at the end.

use std::path::{Path, PathBuf};

use model::{Failure, FailureKind};

/// A temporary folder beside a destination; gone when it is not finished.
pub(crate) struct Workshop {
    /// Where to write.
    pub(crate) inside: PathBuf,
    /// Removes what is left, whatever happens.
    temporary: tempfile::TempDir,
}

impl Workshop {
    /// The temporary folder is in the destination's parent, so that the last step is a rename on one disc.
    pub(crate) fn beside(destination: &Path) -> Result<Self, Failure> {
        let parent = destination.parent().unwrap_or(destination);
        let failure = |error: &std::io::Error| Failure::writing(shown(destination), error);
        std::fs::create_dir_all(parent).map_err(|error| failure(&error))?;
        let temporary = tempfile::Builder::new()
            .prefix(".tablewright-")
            .tempdir_in(parent)
            .map_err(|error| failure(&error))?;
        // A folder inside it has the rights that the person's folders have; the temporary one has fewer.
        let inside = temporary.path().join("new");
        std::fs::create_dir(&inside).map_err(|error| failure(&error))?;
        Ok(Self { inside, temporary })
    }

    /// Puts the folder in its place.
    pub(crate) fn finish(self, destination: &Path) -> Result<(), Failure> {
        let failure = |error: &std::io::Error| Failure::writing(shown(destination), error);
        sync_folder(&self.inside).map_err(|error| failure(&error))?;
        if destination.exists() {
            // Empty, as was checked; should it have been filled since, this fails and nothing is lost.
            std::fs::remove_dir(destination).map_err(|error| failure(&error))?;
        }
        std::fs::rename(&self.inside, destination).map_err(|error| failure(&error))?;
        // The rename is the commit. Some network discs cannot synchronise a folder: that undoes nothing.
        if let Some(parent) = destination.parent() {
            let _ = sync_folder(parent);
        }
        drop(self.temporary);
        Ok(())
    }
}

/// Fails unless `folder` is absent or empty.
pub(crate) fn check_free(folder: &Path) -> Result<(), Failure> {
    match std::fs::read_dir(folder) {
        Ok(mut entries) => entries
            .next()
            .map_or(Ok(()), |_| Err(Failure::new(FailureKind::OutputNotEmpty, shown(folder), ""))),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(Failure::writing(shown(folder), &error)),
    }
}

/// Makes a folder's entries last. On Windows a folder cannot be opened as a file, and a rename is already
/// in the journal.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> std::io::Result<()> {
    std::fs::File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_folder: &Path) -> std::io::Result<()> {
    Ok(())
}

/// A path as messages show it.
pub(crate) fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// A path from the root, so that its parent is known.
pub(crate) fn absolute(path: &Path) -> Result<PathBuf, Failure> {
    std::path::absolute(path).map_err(|error| Failure::writing(shown(path), &error))
}
