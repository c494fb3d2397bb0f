//! Writing whole or not at all: a temporary folder beside the destination, renamed at the end.

use std::fs::File;
use std::path::{Path, PathBuf};

use model::{Failure, FailureKind};

/// How the names of temporary folders begin.
const PREFIX: &str = ".tablewright-";
/// The file in a temporary folder that its program holds locked as long as it lives.
const LOCK: &str = "lock";

/// The folder in it that is written.
const INSIDE: &str = "new";

/// A temporary folder beside a destination; gone when it is not finished.
pub(crate) struct Workshop {
    /// Where to write.
    pub(crate) inside: PathBuf,
    /// Says that a program works here. A system lets go of it when the program ends, in whatever way. Before the
    /// folder, as Windows removes no file that is open.
    _lock: File,
    /// Removes what is left, whatever happens.
    _temporary: tempfile::TempDir,
}

impl Workshop {
    /// The temporary folder is in the destination's parent, so that the last step is a rename on one disc.
    pub(crate) fn beside(destination: &Path) -> Result<Self, Failure> {
        let parent = destination.parent().unwrap_or(destination);
        let failure = |error: &std::io::Error| Failure::writing(shown(destination), error);
        std::fs::create_dir_all(parent).map_err(|error| failure(&error))?;
        remove_abandoned(parent);
        let temporary =
            tempfile::Builder::new().prefix(PREFIX).tempdir_in(parent).map_err(|error| failure(&error))?;
        let lock = lock(temporary.path()).map_err(|error| failure(&error))?;
        // A folder inside it has the rights that the person's folders have; the temporary one has fewer.
        let inside = temporary.path().join(INSIDE);
        std::fs::create_dir(&inside).map_err(|error| failure(&error))?;
        Ok(Self { inside, _lock: lock, _temporary: temporary })
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
        Ok(())
    }
}

impl Drop for Workshop {
    /// What was written goes first and the lock last: whoever is killed on the way leaves what others know as abandoned.
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.inside);
    }
}

/// Makes the lock of a temporary folder. It gets its name when it is locked already, so that nobody finds it open.
fn lock(folder: &Path) -> std::io::Result<File> {
    let making = folder.join("lock.new");
    let file = File::create(&making)?;
    // Some network discs know no locks: then nobody can take this folder for abandoned either.
    if file.lock().is_ok() {
        std::fs::rename(&making, folder.join(LOCK))?;
    }
    Ok(file)
}

/// Removes the temporary folders of programs that were killed. What cannot be removed stays: it harms nobody.
fn remove_abandoned(parent: &Path) {
    let entries = std::fs::read_dir(parent).into_iter().flatten().flatten();
    for entry in entries.filter(|entry| entry.file_name().to_string_lossy().starts_with(PREFIX)) {
        let lock = File::options().read(true).write(true).open(entry.path().join(LOCK));
        if lock.is_ok_and(|lock| lock.try_lock().is_ok()) {
            let _ = std::fs::remove_dir_all(entry.path().join(INSIDE));
            let _ = std::fs::remove_dir_all(entry.path());
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_killed_program_left_is_removed_and_what_another_one_works_on_is_not() {
        let place = tempfile::tempdir().unwrap();
        let out = place.path().join("out");
        let working = Workshop::beside(&out).unwrap();
        let abandoned = place.path().join(".tablewright-killed");
        std::fs::create_dir_all(abandoned.join(INSIDE)).unwrap();
        std::fs::write(abandoned.join(LOCK), "").unwrap();
        let foreign = place.path().join(".tablewright-without-a-lock");
        std::fs::create_dir(&foreign).unwrap();

        let other = Workshop::beside(&place.path().join("other")).unwrap();
        assert!(!abandoned.exists());
        assert!(working.inside.exists() && other.inside.exists() && foreign.exists());
        working.finish(&out).unwrap();
        assert!(out.is_dir());
        drop(other);
        let left = std::fs::read_dir(place.path()).unwrap().count();
        assert_eq!(left, 2, "the result, and what nobody can judge");
    }
}
