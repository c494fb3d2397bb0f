//! A part as blocks of whole rows.

use std::io::{self, Read};

use memchr::memmem;

/// Bytes that are read at a time.
pub(crate) const BLOCK: usize = 128 << 10;
/// The longest row, or beginning of a part, that is held in memory. It is looked through again with each block
/// that is read, so it must not be much longer than honest rows are.
const LONGEST: usize = 4 << 20;

/// The end of a row.
const ROW_END: &[u8] = b"</row>";

/// A stream and the part of it that is in memory and not used yet.
pub(crate) struct Blocks<R> {
    from: R,
    buffer: Vec<u8>,
    /// What of the buffer is filled, from its beginning.
    filled: usize,
    /// What of that is used.
    used: usize,
    is_over: bool,
    /// Bytes read so far.
    read: u64,
}

impl<R: Read> Blocks<R> {
    pub(crate) fn new(from: R) -> Self {
        Self { from, buffer: vec![0; 2 * BLOCK], filled: 0, used: 0, is_over: false, read: 0 }
    }

    /// What is in memory and not used yet.
    pub(crate) fn rest(&self) -> &[u8] {
        &self.buffer[self.used..self.filled]
    }

    /// Says that so many bytes of the rest are used.
    pub(crate) fn consume(&mut self, bytes: usize) {
        self.used += bytes;
    }

    /// Bytes that were read so far.
    pub(crate) fn read_so_far(&self) -> u64 {
        self.read
    }

    /// Reads one more block behind the rest. False at the end of the stream, and where the rest has grown
    /// longer than anything that is known.
    pub(crate) fn more(&mut self) -> io::Result<bool> {
        if self.is_over || self.rest().len() > LONGEST {
            return Ok(false);
        }
        self.buffer.copy_within(self.used..self.filled, 0);
        let kept = self.filled - self.used;
        self.used = 0;
        if self.buffer.len() < kept + BLOCK {
            self.buffer.resize(2 * (kept + BLOCK), 0);
        }
        let mut filled = kept;
        while filled < kept + BLOCK {
            match self.from.read(&mut self.buffer[filled..kept + BLOCK]) {
                Ok(0) => {
                    self.is_over = true;
                    break;
                }
                Ok(bytes) => filled += bytes,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        self.filled = filled;
        self.read += (filled - kept) as u64;
        Ok(filled > kept)
    }

    /// Where `wanted` begins in the rest, reading on until it is found.
    pub(crate) fn find(&mut self, wanted: &[u8]) -> io::Result<Option<usize>> {
        let finder = memmem::Finder::new(wanted);
        let mut looked = 0;
        loop {
            if let Some(at) = finder.find(&self.rest()[looked..]) {
                return Ok(Some(looked + at));
            }
            looked = self.rest().len().saturating_sub(wanted.len() - 1);
            if !self.more()? {
                return Ok(None);
            }
        }
    }

    /// The length of the whole rows at the beginning of the rest; 0 where there is none.
    pub(crate) fn whole_rows(&self) -> usize {
        memmem::rfind(self.rest(), ROW_END).map_or(0, |at| at + ROW_END.len())
    }

    /// What is left, as a stream.
    pub(crate) fn into_rest(mut self) -> impl Read {
        self.buffer.truncate(self.filled);
        self.buffer.drain(..self.used);
        io::Cursor::new(self.buffer).chain(self.from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_looked_for_may_lie_across_two_blocks() {
        let mut text = vec![b' '; BLOCK - 3];
        text.extend(b"<sheetData>");
        let mut blocks = Blocks::new(&text[..]);
        assert_eq!(blocks.find(b"<sheetData").unwrap(), Some(BLOCK - 3));
        assert_eq!(blocks.find(b"<nothing").unwrap(), None);
        assert_eq!(blocks.read_so_far(), text.len() as u64);
    }
}
