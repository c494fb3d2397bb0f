//! Text files of separated values: which encoding, which separator, which cells are numbers.
//!
//! - UTF-8, with or without a byte order mark; UTF-16 with one. Other encodings do not say what they are, so
//!   such text is refused, with the line on which it stops being UTF-8.
//! - Bytes with NULs, or with control characters where the text is not valid UTF-8, are no text.
//! - The separator is the one of comma, tab, semicolon and bar that gives most rows the same width.
//! - A cell is a number only when nothing is lost by it: `0123` is a code and `1E5` stays text.

use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE};
use model::{Failure, FailureKind, Progress, Stage};

use crate::limits::{Limits, MAX_COLS, too_large};
use crate::package::damaged;
use crate::sheet::{Cell, Sheet};
use crate::style::Style;

/// Rows between two looks at progress.
const BLOCK: u32 = 4096;

/// A text file as a sheet.
pub(crate) struct Text {
    /// Its one sheet.
    pub(crate) sheet: Sheet,
    /// Whether the separator is a tab.
    pub(crate) is_tabbed: bool,
}

/// Reads a text file; the sheet is called `sheet_name`.
pub(crate) fn read(
    name: &str,
    sheet_name: &str,
    bytes: &[u8],
    limits: &Limits,
    progress: &dyn Progress,
) -> Result<Text, Failure> {
    let text = decode(name, bytes)?;
    let text = with_plain_line_ends(text);
    let separator = separator(&text);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes());
    let mut sheet = Sheet::new(sheet_name);
    let mut record = csv::StringRecord::new();
    let (mut row, mut line) = (0, reader.position().line());
    while reader.read_record(&mut record).map_err(|error| damaged(name, &error))? {
        if row % BLOCK == 0 {
            progress.go_on()?;
            let done = reader.position().byte();
            progress.report(Stage::Reading, done, text.len() as u64);
            limits.check_cells(name, sheet.slots())?;
        }
        if record.len() > MAX_COLS as usize {
            return Err(too_large(name, &format!("a line has more than {MAX_COLS} cells")));
        }
        // The reader skips blank lines; they are rows, because they part what stands above and below them.
        let lines_of_record = 1 + record.iter().map(|field| field.matches('\n').count() as u64).sum::<u64>();
        let lines_read = reader.position().line() - line;
        row += lines_read.saturating_sub(lines_of_record) as u32;
        line += lines_read;
        for (col, field) in record.iter().enumerate() {
            put(&mut sheet, row, col as u32, field);
        }
        row += 1;
    }
    limits.check_cells(name, sheet.slots())?;
    Ok(Text { sheet, is_tabbed: separator == b'\t' })
}

/// Every line end as a line feed, also those inside quoted cells, and one at the end.
fn with_plain_line_ends(mut text: String) -> String {
    if text.contains('\r') {
        text = text.replace("\r\n", "\n").replace('\r', "\n");
    }
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

/// The text, and whether its encoding was only assumed.
fn decode(name: &str, bytes: &[u8]) -> Result<String, Failure> {
    let encoding = match bytes {
        [0xFF, 0xFE, ..] => UTF_16LE,
        [0xFE, 0xFF, ..] => UTF_16BE,
        _ => UTF_8,
    };
    if encoding == UTF_8 && bytes.contains(&0) {
        return Err(binary(name));
    }
    let (text, _, is_broken) = encoding.decode(bytes);
    if !is_broken {
        return Ok(text.into_owned());
    }
    if encoding != UTF_8 {
        return Err(Failure::new(FailureKind::Encoding, name, "it says UTF-16 and is not"));
    }
    let is_control = |byte: &u8| *byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C | 0x1A);
    if bytes.iter().any(is_control) {
        return Err(binary(name));
    }
    let good = std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
    let line = String::from_utf8_lossy(&bytes[..good]).matches('\n').count() + 1;
    let detail =
        format!("line {line} is not UTF-8 (byte {:#04X})", bytes.get(good).copied().unwrap_or_default());
    Err(Failure::new(FailureKind::Encoding, name, detail))
}

fn binary(name: &str) -> Failure {
    Failure::new(FailureKind::NotAWorkbook, name, "it is neither a known kind of workbook nor text")
}

/// The separator under which most of the first lines have the same number of cells, more than one.
fn separator(text: &str) -> u8 {
    let score = |separator: u8| {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(separator)
            .from_reader(text.as_bytes());
        let mut widths = std::collections::BTreeMap::new();
        for record in reader.byte_records().take(200).flatten() {
            *widths.entry(record.len()).or_insert(0usize) += 1;
        }
        widths.into_iter().filter(|(width, _)| *width > 1).map(|(width, rows)| (rows, width)).max()
    };
    let mut best = (b',', score(b','));
    for other in [b'\t', b';', b'|'] {
        let found = score(other);
        if found > best.1 {
            best = (other, found);
        }
    }
    best.0
}

fn put(sheet: &mut Sheet, row: u32, col: u32, field: &str) {
    match number(field) {
        Some((value, code)) => {
            let style = sheet.style_id(&Style::default().with_number_format(&code));
            sheet.put(row, col, Cell::Number(value), style);
        }
        None if field.is_empty() => {}
        None => sheet.put(row, col, Cell::Text(field), 0),
    }
}

/// The number that a field is, and the number format that shows it exactly as it was written.
fn number(field: &str) -> Option<(f64, String)> {
    let (digits, percent) = match field.strip_suffix('%') {
        Some(digits) => (digits, "%"),
        None => (field, ""),
    };
    let unsigned = digits.strip_prefix('-').unwrap_or(digits);
    let (whole, fraction) = match unsigned.split_once('.') {
        Some((whole, fraction)) if is_digits(fraction) => (whole, fraction),
        Some(_) => return None,
        None => (unsigned, ""),
    };
    let grouped = whole.contains(',');
    let plain = if grouped { ungroup(whole)? } else { whole.to_owned() };
    let leading_zero = plain.len() > 1 && plain.starts_with('0');
    if !is_digits(&plain) || leading_zero || plain.len() + fraction.len() > 15 {
        return None;
    }
    let sign = if unsigned.len() < digits.len() { "-" } else { "" };
    let exponent = if percent.is_empty() { "" } else { "e-2" };
    let value: f64 = format!("{sign}{plain}.{fraction}0{exponent}").parse().ok()?;
    if value == 0.0 && !sign.is_empty() {
        return None;
    }
    let point = if fraction.is_empty() { "" } else { "." };
    let whole_code = if grouped { "#,##0" } else { "0" };
    Some((value, format!("{whole_code}{point}{}{percent}", "0".repeat(fraction.len()))))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// `1,234,567` without its commas; nothing when they do not stand at the thousands.
fn ungroup(text: &str) -> Option<String> {
    let mut groups = text.split(',');
    let first = groups.next()?;
    let right = (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
    right.then(|| text.replace(',', ""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::Quiet;

    fn sheet(bytes: &[u8]) -> Result<Text, Failure> {
        read("a.csv", "a", bytes, &Limits::default(), &Quiet)
    }

    #[test]
    fn numbers_are_told_from_codes() {
        for (field, value) in
            [("12", 12.0), ("-3.50", -3.5), ("1,234.5", 1234.5), ("12.5%", 0.125), ("0", 0.0), ("0.1", 0.1)]
        {
            let (number, code) = number(field).unwrap();
            assert!((number - value).abs() < f64::EPSILON, "{field}");
            assert_eq!(crate::number_format::show(&code, number), field);
        }
        for field in
            ["", "0123", "1E5", "1,23", "-", ".5", "5.", "+1", "1234567890123456", "-0", "E12000001", "01/04"]
        {
            assert!(number(field).is_none(), "{field}");
        }
    }

    #[test]
    fn encodings_and_separators_are_found() {
        let utf16: Vec<u8> = [0xFF, 0xFE]
            .into_iter()
            .chain("a\tb\nñ\t2\n".encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        for (bytes, first) in [
            (&b"\xef\xbb\xbfa,b\nn,2\n"[..], "a"),
            (&utf16, "a"),
            (b"a;b\nn;2\nx;3,5\n", "a"),
            ("a|b\nYnys Môn|2\n".as_bytes(), "a"),
        ] {
            let text = sheet(bytes).unwrap();
            assert_eq!(text.sheet.cell(0, 0), Cell::Text(first));
            assert_eq!(text.sheet.cell(1, 1), Cell::Number(2.0));
        }
        let failure = sheet(b"a|b\nYnys M\xf4n|2\n").err().unwrap();
        assert!(failure.text().contains("line 2 is not UTF-8 (byte 0xF4)"), "{}", failure.text());
        assert!(sheet(&utf16).unwrap().is_tabbed);
    }

    #[test]
    fn what_is_no_text_is_refused() {
        for (bytes, kind) in [
            (&b"a,b\0\x01\x02"[..], FailureKind::NotAWorkbook),
            (b"\xff\x01\x02\x03abc", FailureKind::NotAWorkbook),
            (b"a,b\n\x81\x8d,2\n", FailureKind::Encoding),
            (b"\x82\xa0\x82\xa2\x82\xa4,1\n", FailureKind::Encoding),
            (b"\xff\xfea\x00\x00\xd8\n\x00", FailureKind::Encoding),
        ] {
            assert_eq!(sheet(bytes).err().map(|failure| failure.kind), Some(kind), "{bytes:?}");
        }
    }

    #[test]
    fn blank_lines_keep_their_rows() {
        for text in ["\n\na,b\n\n\"x\ny\",2\n\n\n3,4", "\r\n\r\na,b\r\n\r\n\"x\r\ny\",2\r\n\r\n\r\n3,4\r\n"] {
            let text = sheet(text.as_bytes()).unwrap();
            assert_eq!(text.sheet.cell(2, 0), Cell::Text("a"));
            assert_eq!(text.sheet.cell(4, 0), Cell::Text("x\ny"));
            assert_eq!(text.sheet.cell(7, 0), Cell::Number(3.0));
        }
    }

    #[test]
    fn a_title_line_does_not_hide_the_separator() {
        let text = sheet(b"Title, with a comma\n\nx;y;z\n1;2;3\n4;5;6\n").unwrap();
        assert_eq!(text.sheet.cell(text.sheet.rows() - 1, 2), Cell::Number(6.0));
    }
}
