//! Unpacking a part into the very buffer in which it is scanned, so that nothing is copied on the way. What a
//! part was packed with may lie up to [`WINDOW`] bytes back, and is still in that buffer.

use std::io::{self, ErrorKind, Read};

use crc32fast::Hasher;
use fdeflate::Decompressor;

/// How far back packed bytes refer (RFC 1951, 2).
pub(crate) const WINDOW: usize = 32 << 10;
/// Packed bytes that are read at a time.
const PACKED: usize = 64 << 10;
/// The two bytes that open a zlib stream (RFC 1950, 2.2): a part of a zip is what stands behind them.
const ZLIB: [u8; 2] = [0x78, 0x01];

/// Gives the bytes of a part, piece by piece.
pub(crate) trait Source {
    /// Puts more bytes behind the first `filled` ones of the buffer, of which the last [`WINDOW`] are the last
    /// that were given; how many, and 0 at the end or where there is no room.
    fn more(&mut self, buffer: &mut [u8], filled: usize) -> io::Result<usize>;
}

/// A part of a zip.
pub(crate) enum Unpacked<R> {
    /// Packed by deflate, as nearly all are.
    Deflated(Box<Deflated<R>>),
    /// Otherwise: as somebody else unpacks it.
    Other(R),
}

/// A part that is packed by deflate.
pub(crate) struct Deflated<R> {
    packed: R,
    input: Vec<u8>,
    /// What of the input is read and not used.
    from: usize,
    to: usize,
    /// Whether the packed bytes are over.
    is_over: bool,
    decompressor: Decompressor,
    sum: Hasher,
    wanted_sum: u32,
    /// Bytes that may still come, by what the zip says.
    left: u64,
}

impl<R: Read> Deflated<R> {
    /// A part whose packed bytes are these, and that unpacks to so many bytes of this check sum.
    pub(crate) fn new(packed: R, bytes: u64, sum: u32) -> io::Result<Self> {
        let mut decompressor = Decompressor::new();
        // What stands behind a zlib stream, and not behind a part of a zip.
        decompressor.ignore_adler32();
        decompressor.read(&ZLIB, &mut [0], 0, false).map_err(|error| damaged(&error))?;
        Ok(Self {
            packed,
            input: vec![0; PACKED],
            from: 0,
            to: 0,
            is_over: false,
            decompressor,
            sum: Hasher::new(),
            wanted_sum: sum,
            left: bytes,
        })
    }

    fn refill(&mut self) -> io::Result<()> {
        self.from = 0;
        self.to = self.packed.read(&mut self.input)?;
        if self.to > 0 {
            return Ok(());
        }
        if self.is_over {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        // In the place of the check sum of a zlib stream.
        self.is_over = true;
        self.to = 8;
        self.input[..self.to].fill(0);
        Ok(())
    }
}

impl<R: Read> Source for Deflated<R> {
    fn more(&mut self, buffer: &mut [u8], filled: usize) -> io::Result<usize> {
        while !self.decompressor.is_done() && filled < buffer.len() {
            if self.from == self.to {
                self.refill()?;
            }
            let input = &self.input[self.from..self.to];
            let (used, given) =
                self.decompressor.read(input, buffer, filled, false).map_err(|error| damaged(&error))?;
            self.from += used;
            if given > 0 {
                self.sum.update(&buffer[filled..filled + given]);
                let left = self.left.checked_sub(given as u64);
                self.left = left.ok_or_else(|| damaged(&"larger than it says"))?;
                return Ok(given);
            }
            if used == 0 && !self.decompressor.is_done() {
                return Err(damaged(&"no end of packed bytes"));
            }
        }
        let is_whole = !self.decompressor.is_done() || self.sum.clone().finalize() == self.wanted_sum;
        if is_whole { Ok(0) } else { Err(damaged(&"Invalid checksum")) }
    }
}

impl<R: Read> Source for Unpacked<R> {
    fn more(&mut self, buffer: &mut [u8], filled: usize) -> io::Result<usize> {
        match self {
            Self::Deflated(part) => part.more(buffer, filled),
            Self::Other(part) => part.read(&mut buffer[filled..]),
        }
    }
}

#[cfg(test)]
impl Source for &[u8] {
    fn more(&mut self, buffer: &mut [u8], filled: usize) -> io::Result<usize> {
        self.read(&mut buffer[filled..])
    }
}

fn damaged(error: &dyn std::fmt::Debug) -> io::Error {
    io::Error::new(ErrorKind::InvalidData, format!("a part cannot be unpacked: {error:?}"))
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use proptest::prelude::*;
    use zip::write::SimpleFileOptions;
    use zip::{ZipArchive, ZipWriter};

    use super::super::blocks::Blocks;
    use super::*;

    fn packed(content: &[u8], level: i64) -> (Vec<u8>, u32) {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file("a", SimpleFileOptions::default().compression_level(Some(level))).unwrap();
        zip.write_all(content).unwrap();
        let mut archive = ZipArchive::new(zip.finish().unwrap()).unwrap();
        let mut part = archive.by_index_raw(0).unwrap();
        let (mut raw, sum) = (Vec::new(), part.crc32());
        part.read_to_end(&mut raw).unwrap();
        (raw, sum)
    }

    fn unpacked(raw: &[u8], bytes: usize, sum: u32) -> io::Result<Vec<u8>> {
        let blocks = Blocks::new(Deflated::new(raw, bytes as u64, sum)?);
        let mut content = Vec::new();
        blocks.into_rest().read_to_end(&mut content)?;
        Ok(content)
    }

    fn rows(count: usize) -> Vec<u8> {
        (0..count)
            .flat_map(|n| format!("<row r=\"{n}\"><c><v>{}</v></c></row>", n * n % 977).into_bytes())
            .collect()
    }

    #[test]
    fn what_was_packed_comes_back() {
        for count in [0, 1, 100, 9_000] {
            for level in [1, 6, 9] {
                let content = rows(count);
                let (raw, sum) = packed(&content, level);
                assert!(unpacked(&raw, content.len(), sum).unwrap() == content, "{count} at {level}");
            }
        }
    }

    #[test]
    fn what_is_broken_is_told() {
        let content = rows(3_000);
        let (raw, sum) = packed(&content, 6);
        assert!(unpacked(&raw[..raw.len() / 2], content.len(), sum).is_err(), "cut off");
        assert!(unpacked(&raw, content.len(), sum ^ 1).is_err(), "another check sum");
        assert!(unpacked(&raw, content.len() - 1, sum).is_err(), "longer than said");
        for at in (0..raw.len()).step_by(397) {
            let mut broken = raw.clone();
            broken[at] ^= 0x55;
            assert!(unpacked(&broken, content.len(), sum).is_err(), "byte {at}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_come_back(content in proptest::collection::vec(0u8..4, 0..5000), level in 1i64..10) {
            let (raw, sum) = packed(&content, level);
            prop_assert_eq!(unpacked(&raw, content.len(), sum).unwrap(), content);
        }

        #[test]
        fn any_bytes_are_no_panic(raw in proptest::collection::vec(any::<u8>(), 0..500)) {
            let _ = unpacked(&raw, 1 << 20, 0);
        }
    }
}
