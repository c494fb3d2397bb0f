//! Files that are written whole or not at all.

use std::io::{self, Write};
use std::path::Path;

/// Puts a text in the place of a file: into a temporary one beside it, onto the disc, and then renamed. Whoever
/// reads the file finds the old text or the new one, whenever the program or the computer stops.
pub(crate) fn write_whole(path: &Path, text: &str) -> io::Result<()> {
    let folder = path.parent().unwrap_or(path);
    let mut temporary = beginning(folder)?;
    temporary.write_all(text.as_bytes())?;
    temporary.as_file().sync_all()?;
    temporary.persist(path).map_err(|error| error.error)?;
    // Some network discs cannot synchronise a folder: the file is there all the same.
    let _ = sync_folder(folder);
    Ok(())
}

/// A file with the rights that the person's new files have: a temporary one has fewer, and a recipe is for others too.
#[cfg(unix)]
fn beginning(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    use std::fs::Permissions;
    use std::os::unix::fs::PermissionsExt;
    let rights = Permissions::from_mode(0o666);
    tempfile::Builder::new().prefix(".tablewright-").permissions(rights).tempfile_in(folder)
}

#[cfg(not(unix))]
fn beginning(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    tempfile::Builder::new().prefix(".tablewright-").tempfile_in(folder)
}

/// On Windows a folder cannot be opened as a file, and a rename is already in the journal.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    std::fs::File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn the_old_text_gives_way_to_the_new_and_nothing_else_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.toml");
        write_whole(&path, "old").unwrap();
        write_whole(&path, "new").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn what_cannot_be_written_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        // A folder in the file's place: the rename fails, and with it everything.
        let path = folder.path().join("a.toml");
        fs::create_dir(&path).unwrap();
        assert!(write_whole(&path, "new").is_err());
        assert!(write_whole(&folder.path().join("absent").join("a.toml"), "new").is_err());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
