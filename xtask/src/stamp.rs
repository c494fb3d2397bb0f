//! Stamps: a copy of what an installation was made from, kept inside of it. While the copy equals the
//! original nothing is missing, and a folder that was deleted takes its stamp with it.

use std::fs;
use std::path::Path;

use crate::failure::{Failure, Outcome};

/// True when `stamp` holds the same bytes as `original`.
pub(crate) fn is_current(stamp: &Path, original: &Path) -> bool {
    match (fs::read(stamp), fs::read(original)) {
        (Ok(stamped), Ok(now)) => stamped == now,
        _ => false,
    }
}

/// Records that the installation around `stamp` was made from `original`.
pub(crate) fn write(stamp: &Path, original: &Path) -> Outcome {
    // npm makes no folder for a list of no packages.
    let folder = stamp.parent().unwrap_or(stamp);
    let copied = fs::create_dir_all(folder).and_then(|()| fs::copy(original, stamp));
    copied.map(drop).map_err(|error| Failure::file(stamp, &error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_is_current_until_its_original_changes() {
        let folder = std::env::temp_dir().join(format!("xtask-stamp-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let (stamp, original) = (folder.join("stamp"), folder.join("original"));
        fs::write(&original, "one").unwrap();
        assert!(!is_current(&stamp, &original));
        write(&stamp, &original).unwrap();
        assert!(is_current(&stamp, &original));
        fs::write(&original, "two").unwrap();
        assert!(!is_current(&stamp, &original));
        fs::remove_dir_all(&folder).unwrap();
    }
}
