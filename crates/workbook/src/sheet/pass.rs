//! The rows of a sheet that is held, handed on as [`crate::Stream::rows`] hands on those of a file.

use model::{Failure, Progress};

use super::{BOOL, CHUNK, Cell, Chunk, DATE_TIME, DURATION, EMPTY, ERROR, NUMBER, Sheet, TEXT};
use crate::stream::{Ended, Rows, Streamed};
use crate::style::Style;

/// Places behind the point that are tried before a number is written the long way.
const PLACES: u32 = 6;

/// What is written so is told from any other double.
const EXACT: f64 = 1e15;
/// More than two roundings to a double can change, as a share of a number.
const NEAR: f64 = 1e-15;

impl Sheet {
    /// The formats of its cells, by which [`Self::pass`] refers to them.
    pub fn styles(&self) -> &[Style] {
        &self.styles
    }

    /// Hands on its rows that are not empty, in order. With `wants_marks` texts are wanted as they are stored; the
    /// first with note marks ends the rows.
    ///
    /// # Errors
    /// Cancelled.
    pub fn pass(
        &self,
        wants_marks: bool,
        rows: &mut impl Rows,
        progress: &dyn Progress,
    ) -> Result<Ended, Failure> {
        let mut pass = Pass { sheet: self, wants_marks, digits: [0; ROOM] };
        for number in 0..self.rows.div_ceil(CHUNK) {
            progress.go_on()?;
            let chunks = self.columns.iter().zip(0..).filter_map(|(chunks, col)| {
                Some(Column { col, chunk: chunks.get(&number)?, runs: 0, style: 0 })
            });
            if !pass.chunk(number * CHUNK, &mut chunks.collect::<Vec<_>>(), rows) {
                return Ok(Ended::Stopped);
            }
        }
        Ok(Ended::AtTheEnd {
            merges: self.merges.clone(),
            hidden_cols: self.hidden_cols.clone(),
            formulas_without_value: self.formulas_without_value,
        })
    }
}

/// The part of a column that lies in the rows that are being handed on.
struct Column<'a> {
    col: u32,
    chunk: &'a Chunk,
    /// Runs of styles that have begun, and the style of the last.
    runs: usize,
    style: u32,
}

impl Column<'_> {
    fn tag(&self, at: usize) -> u8 {
        self.chunk.tags.get(at).copied().unwrap_or(EMPTY)
    }

    /// The style of a cell; they are asked for in order.
    fn style(&mut self, at: usize) -> u32 {
        while let Some((from, style)) = self.chunk.styles.get(self.runs)
            && usize::from(*from) <= at
        {
            self.style = *style;
            self.runs += 1;
        }
        self.style
    }
}

struct Pass<'a> {
    sheet: &'a Sheet,
    wants_marks: bool,
    digits: [u8; ROOM],
}

impl Pass<'_> {
    fn chunk(&mut self, first: u32, columns: &mut [Column<'_>], rows: &mut impl Rows) -> bool {
        let length = columns.iter().map(|column| column.chunk.tags.len()).max().unwrap_or(0);
        (0..length).zip(first..).all(|(at, row)| {
            if columns.iter().all(|column| column.tag(at) == EMPTY) {
                return true;
            }
            rows.row(row, self.sheet.is_row_hidden(row))
                && columns.iter_mut().all(|column| self.cell(row, at, column, rows))
                && rows.end_row(row)
        })
    }

    fn cell(&mut self, row: u32, at: usize, column: &mut Column<'_>, rows: &mut impl Rows) -> bool {
        let strings = &self.sheet.strings;
        let payload = || column.chunk.payloads[at];
        let number = || f64::from_bits(payload());
        let cell = match column.tag(at) {
            TEXT if self.wants_marks && strings.marked(payload()).is_some() => return false,
            TEXT => Streamed::Shared(payload() as u32, strings.get(payload())),
            NUMBER => plain(number(), &mut self.digits)
                .map_or(Streamed::Other(Cell::Number(number())), Streamed::Plain),
            BOOL => Streamed::Other(Cell::Bool(payload() != 0)),
            ERROR => Streamed::Other(Cell::Error(strings.get(payload()))),
            DATE_TIME => Streamed::Other(Cell::DateTime(number())),
            DURATION => Streamed::Other(Cell::Duration(number())),
            _ => return true,
        };
        rows.cell(row, column.col, column.style(at), cell)
    }
}

/// Room for a sign, a point and the digits.
const ROOM: usize = 24;

/// A number with few decimals as the shortest text that is its double: at most fifteen digits, of which none is idle.
/// The division is exact to the last bit, as both of its numbers are, so the text is that of the very double.
fn plain(number: f64, room: &mut [u8; ROOM]) -> Option<&str> {
    let size = number.abs();
    let mut scale = 1.0;
    for places in 0..=PLACES {
        let scaled = size * scale;
        if scaled >= EXACT || scaled.is_nan() {
            return None;
        }
        let digits = (scaled + 0.5) as u64;
        let whole = digits as f64;
        // A division takes long: only where both are nearly the same. The digits must give the very number.
        #[allow(clippy::float_cmp)]
        if (scaled - whole).abs() <= scaled * NEAR && whole / scale == size {
            return written(digits, places, number < 0.0, room);
        }
        scale *= 10.0;
    }
    None
}

/// Digits with a point before the last `places` of them.
fn written(mut digits: u64, places: u32, is_negative: bool, room: &mut [u8; ROOM]) -> Option<&str> {
    let mut at = ROOM;
    let mut put = |byte: u8| {
        at -= 1;
        room[at] = byte;
    };
    let mut count = 0;
    while digits > 0 || count <= places {
        if count == places && places > 0 {
            put(b'.');
        }
        put(b'0' + (digits % 10) as u8);
        digits /= 10;
        count += 1;
    }
    if is_negative {
        put(b'-');
    }
    std::str::from_utf8(&room[at..]).ok()
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use model::Quiet;
    use proptest::prelude::*;

    use super::*;

    /// What came, one line per row.
    #[derive(Default)]
    struct Lines(Vec<String>);

    impl Rows for Lines {
        fn row(&mut self, row: u32, is_hidden: bool) -> bool {
            self.0.push(format!("{row}{}", if is_hidden { " hidden" } else { "" }));
            true
        }

        fn cell(&mut self, _row: u32, col: u32, style: u32, cell: Streamed<'_>) -> bool {
            if let Some(line) = self.0.last_mut() {
                let _ = write!(line, " | {col} {style} {:?}", cell.value());
            }
            true
        }

        fn end_row(&mut self, _row: u32) -> bool {
            true
        }
    }

    #[test]
    fn rows_come_in_order_with_their_styles() {
        let mut sheet = Sheet::new("S");
        let bold = sheet.style_id(&Style { bold: true, ..Style::default() });
        sheet.put(0, 1, Cell::Text("a"), bold);
        sheet.put(0, 0, Cell::Number(1.5), 0);
        sheet.put(3, 1, Cell::Bool(true), 0);
        sheet.put(CHUNK, 1, Cell::Error("#N/A"), bold);
        sheet.put(CHUNK, 2, Cell::DateTime(2.0), 0);
        sheet.hidden_rows = vec![(3, 3)];
        let mut lines = Lines::default();
        let ended = sheet.pass(true, &mut lines, &Quiet).unwrap();
        assert!(matches!(ended, Ended::AtTheEnd { .. }));
        let wanted = [
            "0 | 0 0 Number(1.5) | 1 1 Text(\"a\")",
            "3 hidden | 1 0 Bool(true)",
            "4096 | 1 1 Error(\"#N/A\") | 2 0 DateTime(2.0)",
        ];
        assert_eq!(lines.0, wanted);
    }

    #[test]
    fn a_text_with_note_marks_ends_them_where_it_is_wanted_whole() {
        let mut sheet = Sheet::new("S");
        let marked = crate::marks::taken_out("Rate1", &[(4, 5)]).unwrap();
        let text = sheet.intern_marked(&marked);
        sheet.put_interned(0, 0, text, 0);
        let pass = |wants_marks| sheet.pass(wants_marks, &mut Lines::default(), &Quiet).unwrap();
        assert_eq!(pass(true), Ended::Stopped);
        assert!(matches!(pass(false), Ended::AtTheEnd { .. }));
    }

    #[test]
    fn short_numbers_are_written_as_they_are_shown() {
        let mut room = [0; ROOM];
        for (number, text) in
            [(0.0, "0"), (-0.0, "0"), (-12.05, "-12.05"), (0.001, "0.001"), (1e14, "100000000000000")]
        {
            assert_eq!(plain(number, &mut room), Some(text));
        }
        for number in [1.0 / 3.0, 1e15, f64::NAN, f64::INFINITY, 5e-324] {
            assert_eq!(plain(number, &mut room), None, "{number}");
        }
    }

    proptest! {
        #[test]
        fn what_is_plain_is_the_shortest_text_of_its_double(digits in -1_000_000_000_000_i64..1_000_000_000_000, places in 0..9, bits in any::<u64>()) {
            let mut room = [0; ROOM];
            for number in [digits as f64 / 10_f64.powi(places), f64::from_bits(bits), f64::from_bits((bits % (1 << 52)) | (1023 << 52))] {
                if number != 0.0 && let Some(text) = plain(number, &mut room) {
                    prop_assert_eq!(text, format!("{number}"));
                }
            }
        }
    }
}
