//! Writing CSV: UTF-8 without byte order mark, CRLF, a header row, one row per observation.
//!
//! A label that starts with `=`, `+`, `-` or `@` is written as it is: changing it would change the data,
//! and a reader of the bundle finds the same text as in the source.

use std::io::{self, Write};

use csv::{QuoteStyle, Terminator, Writer, WriterBuilder};

use model::{Failure, Progress, Quiet, Stage, TidyTable};

use crate::columns::{BLOCK, ColumnRole, TidyColumn, number, one_line, tidy_columns};

/// Writes a table as a tidy CSV, row by row, in the order of its grid; blank observations are left out.
/// Gives the number of rows without the header.
///
/// # Errors
/// What the writer reports.
///
/// ```no_run
/// # fn table() -> model::TidyTable { unimplemented!() }
/// let mut bytes = Vec::new();
/// let rows = publication::write_tidy_csv(&table(), &mut bytes)?;
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn write_tidy_csv(table: &TidyTable, to: impl Write) -> io::Result<u64> {
    let columns = tidy_columns(table);
    match tidy_rows(table, &columns, to, &Quiet) {
        Ok(rows) => Ok(rows),
        Err(Stopped::Writing(error)) => Err(error),
        Err(Stopped::Asked(_)) => Err(io::ErrorKind::Interrupted.into()),
    }
}

/// The same, with progress; `file` names the output in a failure.
///
/// # Errors
/// [`model::FailureKind::CannotWrite`], or [`model::FailureKind::Cancelled`].
pub fn write_tidy_csv_to(
    table: &TidyTable,
    file: &str,
    to: impl Write,
    progress: &dyn Progress,
) -> Result<u64, Failure> {
    tidy_rows(table, &tidy_columns(table), to, progress).map_err(|stopped| match stopped {
        Stopped::Writing(error) => Failure::writing(file, &error),
        Stopped::Asked(failure) => failure,
    })
}

/// Writes a table as it stands on its sheet: a header and rows of text.
///
/// # Errors
/// What the writer reports.
///
/// ```
/// let mut bytes = Vec::new();
/// publication::write_grid_csv(&["Age".into(), "Count".into()], &[vec!["0 to 4".into(), "12".into()]], &mut bytes)?;
/// assert_eq!(bytes, b"Age,Count\r\n0 to 4,12\r\n");
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn write_grid_csv(header: &[String], rows: &[Vec<String>], to: impl Write) -> io::Result<()> {
    let mut csv = writer(to);
    write_texts(&mut csv, header)?;
    for row in rows {
        write_texts(&mut csv, row)?;
    }
    csv.flush()
}

/// Writes records of a table as it stands on its sheet, one field after the other, in the same dialect: for tables
/// of millions of rows.
///
/// ```
/// let mut bytes = Vec::new();
/// let mut grid = publication::GridWriter::new(&mut bytes);
/// grid.field("Age, sex");
/// grid.plain("12");
/// grid.end()?;
/// grid.finish()?;
/// assert_eq!(bytes, b"\"Age, sex\",12\r\n");
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug)]
pub struct GridWriter<W> {
    to: W,
    buffer: Vec<u8>,
    /// How much of the buffer is filled. A comma follows every field of the record that is not complete.
    filled: usize,
    /// Where that record begins.
    start: usize,
}

impl<W: Write> GridWriter<W> {
    /// Bytes that are written at a time.
    const BLOCK: usize = 128 << 10;

    /// Writes to `to`.
    pub fn new(to: W) -> Self {
        Self { to, buffer: vec![0; 2 * Self::BLOCK], filled: 0, start: 0 }
    }

    /// The next field of the record.
    pub fn field(&mut self, text: &str) {
        let text = one_line(text);
        // On one line, only these need quotes.
        if !text.contains([',', '"']) {
            return self.plain(&text);
        }
        self.append(b"\"");
        for part in text.split_inclusive('"') {
            self.append(part.as_bytes());
            if part.ends_with('"') {
                self.append(b"\"");
            }
        }
        self.append(b"\",");
    }

    /// The next field, which is on one line and holds neither comma nor quote.
    #[inline]
    pub fn plain(&mut self, text: &str) {
        self.append(text.as_bytes());
        // There is room: see below.
        self.buffer[self.filled] = b',';
        self.filled += 1;
    }

    #[inline]
    fn append(&mut self, bytes: &[u8]) {
        let end = self.filled + bytes.len();
        // With room for a comma or the end of a record.
        if end + 4 > self.buffer.len() {
            self.buffer.resize(2 * end + 4, 0);
        }
        let to = &mut self.buffer[self.filled..end];
        // Most fields are numbers: two copies of fixed length that overlap are quicker than one of any.
        match (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
            (Some(first), Some(last)) if bytes.len() <= 16 => {
                to[..8].copy_from_slice(first);
                to[bytes.len() - 8..].copy_from_slice(last);
            }
            (None, _) => to.iter_mut().zip(bytes).for_each(|(to, byte)| *to = *byte),
            _ => to.copy_from_slice(bytes),
        }
        self.filled = end;
    }

    /// Takes back the fields of the record that is not complete.
    pub fn undo(&mut self) {
        self.filled = self.start;
    }

    /// The record is complete.
    ///
    /// # Errors
    /// What the writer reports.
    pub fn end(&mut self) -> io::Result<()> {
        // The comma behind the last field goes. A record of one empty field would read back as none.
        let fields = self.filled.saturating_sub(1).max(self.start);
        if fields == self.start && self.filled > self.start {
            self.undo();
            self.append(b"\"\"");
        } else {
            self.filled = fields;
        }
        self.append(b"\r\n");
        if self.filled >= Self::BLOCK {
            self.to.write_all(&self.buffer[..self.filled])?;
            self.filled = 0;
        }
        self.start = self.filled;
        Ok(())
    }

    /// Writes what is left.
    ///
    /// # Errors
    /// What the writer reports.
    pub fn finish(mut self) -> io::Result<()> {
        self.undo();
        self.to.write_all(&self.buffer[..self.filled])?;
        self.to.flush()
    }
}

/// One record of texts, each on one line.
pub(crate) fn write_texts<W: Write>(csv: &mut Writer<W>, texts: &[impl AsRef<str>]) -> io::Result<()> {
    for text in texts {
        csv.write_field(one_line(text.as_ref()).as_bytes()).map_err(as_written)?;
    }
    csv.write_record(None::<&[u8]>).map_err(as_written)
}

/// The system's own error, of which csv's conversion would hide the kind: whether the disc is full, say.
fn as_written(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// The one dialect of every CSV that is written.
pub(crate) fn writer<W: Write>(to: W) -> Writer<W> {
    WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .quote_style(QuoteStyle::Necessary)
        .flexible(true)
        .from_writer(to)
}

/// Why rows stopped being written.
enum Stopped {
    Writing(io::Error),
    Asked(Failure),
}

impl From<io::Error> for Stopped {
    fn from(error: io::Error) -> Self {
        Self::Writing(error)
    }
}

impl From<csv::Error> for Stopped {
    fn from(error: csv::Error) -> Self {
        Self::Writing(as_written(error))
    }
}

fn tidy_rows(
    table: &TidyTable,
    columns: &[TidyColumn],
    to: impl Write,
    progress: &dyn Progress,
) -> Result<u64, Stopped> {
    let mut csv = writer(to);
    csv.write_record(columns.iter().map(|column| &column.name))?;
    let total = table.len() as u64;
    let mut rows = 0u64;
    let mut text = String::new();
    for observation in table.observations() {
        if rows.is_multiple_of(BLOCK) {
            progress.go_on().map_err(Stopped::Asked)?;
            progress.report(Stage::Writing, observation.index as u64, total);
        }
        for column in columns {
            let field = match column.role {
                ColumnRole::Dimension(d) => &table.category(d, observation.index).label,
                ColumnRole::Code(d) => {
                    table.category(d, observation.index).code.as_deref().unwrap_or_default()
                }
                ColumnRole::PeriodStart => table.period(observation.index).map_or("", |period| &period.start),
                ColumnRole::PeriodEnd => table.period(observation.index).map_or("", |period| &period.end),
                ColumnRole::Measure => &observation.measure.name,
                ColumnRole::Unit => &observation.measure.unit,
                ColumnRole::Value => {
                    plain_number(number(observation.value), &mut text);
                    &text
                }
                ColumnRole::Marker => observation.marker.map_or("", |marker| &marker.text),
            };
            csv.write_field(one_line(field).as_bytes())?;
        }
        csv.write_record(None::<&[u8]>)?;
        rows += 1;
    }
    csv.flush()?;
    Ok(rows)
}

/// The shortest decimal digits that read back as the same number, never with an exponent; empty for none.
pub(crate) fn plain_number(value: Option<f64>, text: &mut String) {
    use std::fmt::Write as _;
    text.clear();
    let Some(value) = value else { return };
    // Adding zero turns -0 into 0, which is what a reader understands. Writing to a String cannot fail.
    let _ = write!(text, "{}", value + 0.0);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[test]
    fn both_ways_of_writing_a_grid_give_the_same_bytes() {
        let texts = [
            "",
            "a",
            "a,b",
            "\"",
            "say \"so\"",
            "two\nlines",
            " a ",
            "é, ü",
            "a\tb",
            "#",
            "\r",
            "\u{85}x",
            "'",
        ];
        for width in 1..4 {
            let rows: Vec<Vec<String>> = (0..texts.len() * 3)
                .map(|row| {
                    (0..width).map(|col| texts[(row * 7 + col * 5) % texts.len()].to_owned()).collect()
                })
                .collect();
            let mut wanted = Vec::new();
            write_grid_csv(&rows[0], &rows[1..], &mut wanted).unwrap();
            let mut bytes = Vec::new();
            let mut grid = GridWriter::new(&mut bytes);
            for row in &rows {
                grid.field("taken back");
                grid.undo();
                for text in row {
                    grid.field(text);
                }
                grid.end().unwrap();
            }
            grid.finish().unwrap();
            assert_eq!(String::from_utf8(bytes).unwrap(), String::from_utf8(wanted).unwrap());
        }
    }

    #[test]
    fn a_table_becomes_tidy_rows() {
        let mut bytes = Vec::new();
        assert_eq!(write_tidy_csv(&sample::table(), &mut bytes).unwrap(), 7);
        insta::assert_snapshot!(String::from_utf8(bytes).unwrap().replace("\r\n", "⏎\n"), @r#"
        area,area_code,age,measure,unit,value,marker⏎
        England,,0 to 17,attendances,attendances,1234565,⏎
        England,,18 and over,attendances,attendances,2000000,[p]⏎
        England,,0 to 17,percent_in_4_hours,percent,7.1,⏎
        England,,18 and over,percent_in_4_hours,percent,50,⏎
        "Bath, ""and"" Ynys Môn",E06000022,0 to 17,attendances,attendances,,*⏎
        "Bath, ""and"" Ynys Môn",E06000022,0 to 17,percent_in_4_hours,percent,12.5,⏎
        "Bath, ""and"" Ynys Môn",E06000022,18 and over,percent_in_4_hours,percent,75,⏎
        "#);
    }

    #[test]
    fn numbers_have_no_exponent_and_read_back() {
        let mut text = String::new();
        for (value, shown) in [
            (Some(1e20), "100000000000000000000"),
            (Some(-0.0), "0"),
            (Some(0.1), "0.1"),
            (Some(1e-7), "0.0000001"),
            (Some(-12.5), "-12.5"),
            (None, ""),
        ] {
            plain_number(value, &mut text);
            assert_eq!(text, shown);
        }
    }

    #[test]
    fn a_full_disc_is_a_failure_that_names_the_file() {
        struct Full;
        impl Write for Full {
            fn write(&mut self, _bytes: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::StorageFull.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let failure = write_tidy_csv_to(&sample::table(), "age.csv", Full, &Quiet).unwrap_err();
        assert_eq!(failure.text(), "age.csv could not be written: the disc is full.");
    }

    #[test]
    fn awkward_texts_survive() {
        let mut bytes = Vec::new();
        let row = ["=1+1", "a \"quoted\", text", "two\nlines", "Ynys Môn", ""].map(String::from).to_vec();
        write_grid_csv(&["a", "b", "c", "d", "e"].map(String::from), &[row], &mut bytes).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        assert_eq!(text, "a,b,c,d,e\r\n=1+1,\"a \"\"quoted\"\", text\",two lines,Ynys Môn,\r\n");
    }
}
