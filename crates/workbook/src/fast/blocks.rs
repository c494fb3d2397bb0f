//! A part as blocks of whole rows.

use std::io::{self, Read};

use memchr::memmem;

use super::unpack::{Source, WINDOW};

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

impl<R: Source> Blocks<R> {
    pub(crate) fn new(from: R) -> Self {
        Self { from, buffer: vec![0; WINDOW + 2 * BLOCK], filled: 0, used: 0, is_over: false, read: 0 }
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
        // What was used last may be referred to by what comes.
        let from = self.used.saturating_sub(WINDOW);
        self.buffer.copy_within(from..self.filled, 0);
        (self.used, self.filled) = (self.used - from, self.filled - from);
        let (before, end) = (self.filled, self.filled + BLOCK);
        if self.buffer.len() < end {
            self.buffer.resize(2 * end, 0);
        }
        while self.filled < end {
            match self.from.more(&mut self.buffer[..end], self.filled) {
                Ok(0) => {
                    self.is_over = true;
                    break;
                }
                Ok(bytes) => self.filled += bytes,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        self.read += (self.filled - before) as u64;
        Ok(self.filled > before)
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
    pub(crate) fn into_rest(self) -> impl Read {
        Rest(self)
    }
}

/// What is left of a part, as a stream.
struct Rest<R>(Blocks<R>);

impl<R: Source> Read for Rest<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        if self.0.rest().is_empty() && !self.0.more()? {
            return Ok(0);
        }
        let rest = self.0.rest();
        let bytes = rest.len().min(to.len());
        to[..bytes].copy_from_slice(&rest[..bytes]);
        self.0.consume(bytes);
        Ok(bytes)
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
