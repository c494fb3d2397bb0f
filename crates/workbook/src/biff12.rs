//! The records of the binary parts of an .xlsb (MS-XLSB 2.1.4).

use std::io::{self, BufRead, BufReader, Read};
use std::ops::RangeInclusive;

/// Rows of a pivot cache (`BrtPCRRecord`, `BrtPCRRecordDt`).
pub(crate) const PIVOT_RECORDS: RangeInclusive<u32> = 33..=34;
/// Cells read from another file (`BrtExternCellReal` to `BrtExternCellString`).
pub(crate) const EXTERNAL_CELLS: RangeInclusive<u32> = 368..=371;
/// Comments (`BrtBeginComment`).
pub(crate) const COMMENTS: RangeInclusive<u32> = 635..=635;

/// How many records of a part have one of the types.
pub(crate) fn count(part: &[u8], types: &RangeInclusive<u32>) -> u64 {
    let mut records = Records::new(part);
    let mut count = 0;
    // A part that is cut off gives what came before the cut.
    while let Ok(Some((kind, _))) = records.next() {
        count += u64::from(types.contains(&kind));
    }
    count
}

/// Type and content of each record of a part.
pub(crate) struct Records<R> {
    part: BufReader<R>,
    data: Vec<u8>,
}

impl<R: Read> Records<R> {
    pub(crate) fn new(part: R) -> Self {
        Self { part: BufReader::with_capacity(1 << 16, part), data: Vec::new() }
    }

    /// The next record; none at the end. One that is cut off is an error.
    pub(crate) fn next(&mut self) -> io::Result<Option<(u32, &[u8])>> {
        if self.part.fill_buf()?.is_empty() {
            return Ok(None);
        }
        let kind = self.variable(2)?;
        let length = u64::from(self.variable(4)?);
        self.data.clear();
        (&mut self.part).take(length).read_to_end(&mut self.data)?;
        if (self.data.len() as u64) < length {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "a record is cut off"));
        }
        Ok(Some((kind, &self.data)))
    }

    /// A number in up to `most` bytes of seven bits each; the eighth says that more follow.
    fn variable(&mut self, most: u32) -> io::Result<u32> {
        let mut value = 0;
        for index in 0..most {
            let mut byte = [0];
            self.part.read_exact(&mut byte)?;
            value |= u32::from(byte[0] & 0x7F) << (7 * index);
            if byte[0] & 0x80 == 0 {
                break;
            }
        }
        Ok(value)
    }
}

/// The fields of a record, read one after the other; zero and empty beyond its end.
pub(crate) struct Fields<'a>(pub(crate) &'a [u8]);

impl<'a> Fields<'a> {
    /// The next bytes, as many as there are.
    fn take(&mut self, length: usize) -> &'a [u8] {
        let (taken, rest) = self.0.split_at(length.min(self.0.len()));
        self.0 = rest;
        taken
    }

    pub(crate) fn skip(mut self, bytes: usize) -> Self {
        self.take(bytes);
        self
    }

    pub(crate) fn u8(&mut self) -> u8 {
        self.take(1).first().copied().unwrap_or(0)
    }

    pub(crate) fn u16(&mut self) -> u16 {
        u16::from(self.u8()) | u16::from(self.u8()) << 8
    }

    pub(crate) fn u32(&mut self) -> u32 {
        u32::from(self.u16()) | u32::from(self.u16()) << 16
    }

    pub(crate) fn f64(&mut self) -> f64 {
        let low = u64::from(self.u32());
        f64::from_bits(low | u64::from(self.u32()) << 32)
    }

    /// A text with its length in characters before it; none where the length says so.
    pub(crate) fn text(&mut self) -> Option<String> {
        let length = self.u32();
        if length == u32::MAX {
            return None;
        }
        let bytes = self.take((length as usize).saturating_mul(2));
        let units = bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
        Some(char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_counted_by_type() {
        // Type 33 of 2 bytes, type 368 (two bytes: 0xF0 0x02) of none, type 34 of 130 bytes.
        let mut part = vec![33, 2, 9, 9, 0xF0, 0x02, 0, 34, 0x82, 0x01];
        part.extend([0; 130]);
        assert_eq!(count(&part, &PIVOT_RECORDS), 2);
        assert_eq!(count(&part, &EXTERNAL_CELLS), 1);
        assert_eq!(count(&part, &COMMENTS), 0);
        // A record that is cut off does not count.
        assert_eq!(count(&part[..3], &PIVOT_RECORDS), 0);
    }

    #[test]
    fn fields_end_where_the_record_ends() {
        let mut fields = Fields(&[1, 0, 2, 0, 0, 0, b'a', 0, b'b', 0, 9]);
        assert_eq!((fields.u16(), fields.text().as_deref()), (1, Some("ab")));
        assert_eq!((fields.u32(), fields.f64().to_bits(), fields.text().as_deref()), (9, 0, Some("")));
        assert_eq!(Fields(&[255; 4]).text(), None);
    }
}
