//! Text files of separated values: which encoding, which separator, which cells are numbers.
//!
//! - The encoding is found by [`crate::encoding`].
//! - The separator is the one of comma, tab, semicolon and bar that gives most rows the same width, unless a first
//!   line `sep=;` says which.
//! - A cell is a number only when nothing is lost by it: `0123` is a code and `1E5` stays text.

use model::{Failure, Progress, Stage};

use crate::encoding;
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
    /// How it is written.
    pub(crate) form: TextForm,
}

/// How a text file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct TextForm {
    /// Its encoding, by the name of the WHATWG standard: `UTF-8`, `UTF-16LE`, `UTF-16BE` or `windows-1252`. The
    /// last is never certain.
    pub encoding: &'static str,
    /// What stands between its cells.
    pub separator: char,
}

/// Reads a text file; the sheet is called `sheet_name`.
pub(crate) fn read(
    name: &str,
    sheet_name: &str,
    bytes: &[u8],
    limits: &Limits,
    progress: &dyn Progress,
) -> Result<Text, Failure> {
    let (text, encoding) = encoding::decode(name, bytes)?;
    let text = with_plain_line_ends(text);
    let (separator, text) = match told_separator(&text) {
        Some(told) => told,
        None => (separator(&text), text.as_str()),
    };
    check_quotes(name, text, separator)?;
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
    Ok(Text { sheet, form: TextForm { encoding, separator: char::from(separator) } })
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

/// The separator of a first line `sep=;`, by which Excel is told, and the text after that line.
fn told_separator(text: &str) -> Option<(u8, &str)> {
    let (line, rest) = text.split_once('\n')?;
    match line.trim_matches('"').strip_prefix("sep=")?.as_bytes() {
        [separator @ (b',' | b';' | b'\t' | b'|')] => Some((*separator, rest)),
        _ => None,
    }
}

/// Refuses a text with a quotation mark that opens a cell and is never closed: everything behind it would be
/// one cell.
fn check_quotes(name: &str, text: &str, separator: u8) -> Result<(), Failure> {
    if memchr::memchr_iter(b'"', text.as_bytes()).count().is_multiple_of(2) {
        return Ok(());
    }
    let (mut line, mut opened, mut starts) = (1, None, true);
    for byte in text.bytes() {
        opened = match (byte, opened) {
            (b'"', Some(_)) => None,
            (b'"', None) if starts => Some(line),
            (_, opened) => opened,
        };
        // After a closing mark a second one is an escape, and opens the cell again.
        starts = byte == separator || byte == b'\n' || (byte == b'"' && opened.is_none());
        line += u64::from(byte == b'\n');
    }
    let Some(line) = opened else { return Ok(()) };
    Err(damaged(name, &format!("the quotation mark that opens a cell on line {line} is never closed")))
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
    // Commas between digits alone are decimal, if anything else parts the cells.
    let mut best = (b',', if has_decimal_commas(text) { None } else { score(b',') });
    for other in [b'\t', b';', b'|'] {
        let found = score(other);
        // Commas are also found inside words.
        if found.is_some() && found >= best.1 {
            best = (other, found);
        }
    }
    best.0
}

/// Whether every comma of the first lines stands between two digits.
fn has_decimal_commas(text: &str) -> bool {
    let is_digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
    text.lines().take(200).map(str::as_bytes).all(|line| {
        let mut commas = memchr::memchr_iter(b',', line);
        commas.all(|at| at > 0 && is_digit(line.get(at - 1)) && is_digit(line.get(at + 1)))
    })
}

fn put(sheet: &mut Sheet, row: u32, col: u32, field: &str) {
    // How a text that looks like a number is kept from Excel.
    let field = match field.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')) {
        Some(text) => return sheet.put(row, col, Cell::Text(text), 0),
        None => field,
    };
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
    fn separators_are_found() {
        for (text, separator) in [
            ("a,b\nn,2\n", ','),
            ("a\tb\nn\t2\n", '\t'),
            ("a;b\nn;2\nx;3,5\n", ';'),
            ("a|b\nYnys Môn|2\n", '|'),
            ("1,5;2,5\n3,5;4,5\n", ';'),
            ("x|y,1,2\nz|w,3,4\n", ','),
            ("sep=;\na,b\n", ';'),
            ("\"sep=|\"\r\na,b\r\n", '|'),
            ("alone\n", ','),
        ] {
            assert_eq!(sheet(text.as_bytes()).unwrap().form.separator, separator, "{text}");
        }
        let told = sheet(b"sep=;\r\na;b\r\n").unwrap();
        assert_eq!((told.sheet.cell(0, 0), told.sheet.cell(0, 1)), (Cell::Text("a"), Cell::Text("b")));
    }

    #[test]
    fn quotation_marks() {
        let text = sheet(b"a,\"b \"\"c\"\" \n d\",5\" pipe\n=\"0123\",\"x,y\",2\n").unwrap().sheet;
        assert_eq!(text.cell(0, 1), Cell::Text("b \"c\" \n d"));
        assert_eq!(text.cell(0, 2), Cell::Text("5\" pipe"));
        assert_eq!((text.cell(1, 0), text.cell(1, 1)), (Cell::Text("0123"), Cell::Text("x,y")));
        let failure = sheet(b"a,b\n\"x,2\n3,4\n").err().unwrap();
        assert!(failure.text().contains("line 2"), "{failure}");
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
