//! The bytes of a CSV: mark at the start, line ends, quotes, and records that stay within bounds.

use std::cell::RefCell;
use std::io::{self, Read};
use std::rc::Rc;

use csv::{ByteRecord, Reader, ReaderBuilder};

/// Longest record; a spreadsheet's longest row of longest cells is shorter than what anybody publishes.
const LONGEST_RECORD: u64 = 16 << 20;

/// What the bytes showed, once all of them were read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Bytes {
    /// Whether the file starts with a byte order mark.
    pub(super) mark: bool,
    /// Line ends outside quotes: CR LF, LF alone, CR alone.
    pub(super) crlf: u64,
    pub(super) lf: u64,
    pub(super) cr: u64,
    /// Whether a quote is open at the end.
    pub(super) open_quote: bool,
    seen: u64,
    since_record: u64,
    last: u8,
}

impl Bytes {
    /// Lines of the file: line ends, and what follows the last one.
    pub(super) fn lines(&self) -> u64 {
        self.crlf + self.lf + self.cr + u64::from(self.unfinished())
    }

    /// Whether the last byte belongs to a record and not to a line end.
    fn unfinished(&self) -> bool {
        self.seen > 0 && (self.open_quote || !matches!(self.last, b'\r' | b'\n'))
    }

    /// Whether there is more than one kind of line end.
    pub(super) fn mixed(&self) -> bool {
        [self.crlf, self.lf, self.cr].iter().filter(|count| **count > 0).count() > 1
    }

    fn look(&mut self, bytes: &[u8]) {
        for byte in bytes {
            match (byte, self.open_quote) {
                (b'"', quoted) => self.open_quote = !quoted,
                (b'\n', false) if self.last == b'\r' => {
                    self.cr -= 1;
                    self.crlf += 1;
                }
                (b'\n', false) => self.lf += 1,
                (b'\r', false) => self.cr += 1,
                _ => {}
            }
            self.last = *byte;
        }
    }
}

/// Looks at the bytes on their way to the parser, and stops a record that does not end.
struct Scan<R> {
    from: R,
    bytes: Rc<RefCell<Bytes>>,
}

impl<R: Read> Read for Scan<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.from.read(into)?;
        let mut bytes = self.bytes.borrow_mut();
        if bytes.seen == 0 {
            bytes.mark = into[..read].starts_with(b"\xEF\xBB\xBF");
        }
        bytes.seen += read as u64;
        bytes.since_record += read as u64;
        bytes.look(&into[..read]);
        if bytes.since_record > LONGEST_RECORD {
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, "a row does not end"));
        }
        Ok(read)
    }
}

/// The records of a CSV, the header among them.
pub(super) struct Records<R> {
    reader: Reader<Scan<R>>,
    bytes: Rc<RefCell<Bytes>>,
}

impl<R: Read> Records<R> {
    /// Reads from the start of a file.
    pub(super) fn new(from: R) -> Self {
        let bytes = Rc::new(RefCell::new(Bytes::default()));
        let scan = Scan { from, bytes: Rc::clone(&bytes) };
        let reader = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(scan);
        Self { reader, bytes }
    }

    /// The next record; false at the end.
    pub(super) fn next(&mut self, record: &mut ByteRecord) -> io::Result<bool> {
        self.bytes.borrow_mut().since_record = 0;
        Ok(self.reader.read_byte_record(record)?)
    }

    /// What the bytes showed so far.
    pub(super) fn bytes(&self) -> Bytes {
        self.bytes.borrow().clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(content: &[u8]) -> (Bytes, u64) {
        // One byte at a time, so that line ends are split between reads.
        struct Slow<'a>(&'a [u8]);
        impl Read for Slow<'_> {
            fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
                let count = self.0.len().min(1);
                into[..count].copy_from_slice(&self.0[..count]);
                self.0 = &self.0[count..];
                Ok(count)
            }
        }
        let mut records = Records::new(Slow(content));
        let mut record = ByteRecord::new();
        let mut count = 0;
        while records.next(&mut record).unwrap() {
            count += 1;
        }
        (records.bytes(), count)
    }

    #[test]
    fn line_ends_are_counted_outside_quotes() {
        let (bytes, records) = read(b"a,b\r\n\"x\ny\",1\r\nz,2");
        assert_eq!((bytes.crlf, bytes.lf, bytes.cr, bytes.lines(), records), (2, 0, 0, 3, 3));
        assert!(!bytes.mixed() && bytes.unfinished());
        let (bytes, records) = read(b"a\r\nb\nc\rd\r\n");
        assert_eq!((bytes.crlf, bytes.lf, bytes.cr, bytes.lines(), records), (2, 1, 1, 4, 4));
        assert!(bytes.mixed() && !bytes.unfinished());
    }

    #[test]
    fn blank_rows_and_open_quotes_show() {
        let (bytes, records) = read(b"a\r\n\r\nb\r\n");
        assert_eq!((bytes.lines(), records), (3, 2));
        assert!(read(b"a\r\n\"b\r\n").0.open_quote);
    }

    #[test]
    fn a_row_that_does_not_end_is_stopped() {
        let endless = io::repeat(b'x').take(1 << 40);
        let mut records = Records::new(endless);
        let error = records.next(&mut ByteRecord::new()).unwrap_err();
        assert!(error.to_string().contains("does not end"), "{error}");
    }
}
