//! Bytes that end in an error once the person asked to stop: calamine reads a file in one go and asks nobody.

use std::io::{self, Cursor, Read, Seek, SeekFrom};

use model::Progress;

/// The bytes of a file, with a look at whether to stop before each piece of them.
#[derive(Clone)]
pub(crate) struct Watched<'a> {
    bytes: Cursor<&'a [u8]>,
    progress: &'a dyn Progress,
}

/// Bytes between two looks.
const PIECE: usize = 64 << 10;

impl<'a> Watched<'a> {
    pub(crate) fn new(bytes: &'a [u8], progress: &'a dyn Progress) -> Self {
        Self { bytes: Cursor::new(bytes), progress }
    }
}

impl Read for Watched<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        // Whoever opened the file asks again, and tells it as what it is.
        self.progress.go_on().map_err(|_| io::Error::other("cancelled"))?;
        let piece = buffer.len().min(PIECE);
        self.bytes.read(&mut buffer[..piece])
    }
}

impl Seek for Watched<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.bytes.seek(to)
    }
}
