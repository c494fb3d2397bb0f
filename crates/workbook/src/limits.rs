//! How much of a file is read at most. The sizes that a file declares about itself are never trusted.

use model::{Failure, FailureKind};

/// Rows of a sheet at most: the last is 1,048,576.
pub(crate) const MAX_ROWS: u32 = 1_048_576;
/// Columns of a sheet at most: the last is XFD.
pub(crate) const MAX_COLS: u32 = 16_384;

/// Limits beyond which a file is refused with [`FailureKind::TooLarge`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Size of the file in bytes.
    pub max_file_bytes: u64,
    /// Bytes that all its parts together unpack to, counted while unpacking.
    pub max_unpacked_bytes: u64,
    /// Bytes that one part other than a sheet unpacks to; such parts are held in memory whole.
    pub max_part_bytes: u64,
    /// Cells of all sheets together, gaps between them in a column included.
    pub max_cells: u64,
}

impl Default for Limits {
    /// 512 MiB of file, 4 GiB unpacked, 512 MiB for one part, 60 million cells.
    fn default() -> Self {
        Self {
            max_file_bytes: 512 << 20,
            max_unpacked_bytes: 4 << 30,
            max_part_bytes: 512 << 20,
            max_cells: 60_000_000,
        }
    }
}

impl Limits {
    /// Refuses a file beyond the size limit.
    pub(crate) fn check_file(&self, name: &str, bytes: &[u8]) -> Result<(), Failure> {
        if bytes.len() as u64 > self.max_file_bytes {
            return Err(too_large(name, &format!("it has more than {} MB", self.max_file_bytes >> 20)));
        }
        Ok(())
    }

    /// Refuses more cells than the limit.
    pub(crate) fn check_cells(&self, name: &str, cells: u64) -> Result<(), Failure> {
        if cells > self.max_cells {
            return Err(too_large(name, &format!("it has more than {} cells", self.max_cells)));
        }
        Ok(())
    }
}

/// The failure that a limit was passed.
pub(crate) fn too_large(name: &str, detail: &str) -> Failure {
    Failure::new(FailureKind::TooLarge, name, detail)
}
