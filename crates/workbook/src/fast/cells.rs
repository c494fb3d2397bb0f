//! Rows and cells: the inner loop.

use super::numbers::form;
use super::tags::{Tag, Tags, digits, unsure};
use super::{Halt, Raw, Sink, text};
use crate::limits::{MAX_COLS, MAX_ROWS};
use crate::sheet_part::KNOWN_ERRORS;

/// Where the scan stands, and what it has seen, from block to block.
#[derive(Default)]
pub(crate) struct Scan {
    /// The row after the last one, for rows that do not say their number.
    next_row: u32,
    /// Rows that are hidden or of no height, from zero.
    pub(crate) hidden_rows: Vec<u32>,
    /// Formulas without a saved result.
    pub(crate) formulas_without_value: u64,
    scratch: String,
}

/// A row that is being read.
struct Row<'a> {
    at: u32,
    /// Its number as the row wrote it; empty if it did not.
    digits: &'a [u8],
    /// How the addresses of its cells usually end.
    ending: Ending,
    next_col: u32,
}

/// A row's number and the closing quote behind it, to be compared with eight bytes at once.
#[derive(Clone, Copy)]
struct Ending {
    bytes: u64,
    /// The bits of those bytes that count.
    mask: u64,
    length: usize,
}

/// The start tag of a cell.
struct Cell {
    col: u32,
    style: u32,
    kind: Kind,
}

/// What a cell says that it holds.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Number,
    Shared,
    /// The text of a formula.
    Text,
    Inline,
    Bool,
    Date,
    Error,
    Unknown,
}

impl Kind {
    fn of(name: &[u8]) -> Self {
        match name {
            b"" | b"n" => Self::Number,
            b"s" => Self::Shared,
            b"str" => Self::Text,
            b"inlineStr" => Self::Inline,
            b"b" => Self::Bool,
            b"d" => Self::Date,
            b"e" => Self::Error,
            _ => Self::Unknown,
        }
    }
}

impl Scan {
    /// Reads whole rows.
    pub(crate) fn rows(&mut self, rows: &str, sink: &mut impl Sink) -> Result<(), Halt> {
        let mut tags = Tags::new(rows);
        loop {
            tags.skip_space();
            if tags.is_over() {
                return Ok(());
            }
            if !tags.takes_tag(b"<row") {
                return unsure("something else between rows");
            }
            self.row(&mut tags, sink)?;
        }
    }

    fn row(&mut self, tags: &mut Tags<'_>, sink: &mut impl Sink) -> Result<(), Halt> {
        let mut row = Row { at: self.next_row, digits: b"", ending: Ending::NONE, next_col: 0 };
        let mut is_hidden = false;
        let has_cells = loop {
            match tags.tag()? {
                Tag::Attribute(b"r", value) => {
                    let Some(number) = digits(value).and_then(|number| number.checked_sub(1)) else {
                        return unsure("a row number of an unknown form");
                    };
                    (row.at, row.digits, row.ending) = (number, value, Ending::of(value));
                }
                Tag::Attribute(b"hidden", value) => is_hidden |= matches!(value, b"1" | b"true"),
                Tag::Attribute(b"ht", value) => is_hidden |= is_flat(value),
                Tag::Attribute(name, _) if name.ends_with(b":hidden") || name.ends_with(b":ht") => {
                    return unsure("an attribute with a prefix");
                }
                Tag::Attribute(..) => {}
                Tag::Open => break true,
                Tag::Closed => break false,
            }
        };
        if row.at >= MAX_ROWS {
            return unsure("a row beyond the last one");
        }
        self.next_row = row.at + 1;
        if is_hidden {
            self.hidden_rows.push(row.at);
        }
        sink.row(row.at, is_hidden)?;
        if has_cells {
            self.cells(tags, &mut row, sink)?;
        }
        sink.end_row(row.at)
    }

    fn cells<'a>(
        &mut self,
        tags: &mut Tags<'a>,
        row: &mut Row<'a>,
        sink: &mut impl Sink,
    ) -> Result<(), Halt> {
        loop {
            if let Some((cell, has_content)) = row.start(tags)? {
                if has_content {
                    self.content(tags, row.at, &cell, sink)?;
                }
            } else if tags.takes(b"</row>") {
                return Ok(());
            } else {
                let before = tags.rest().len();
                tags.skip_space();
                // `<cx` begins as a cell does, and is none.
                let is_stuck = tags.rest().len() == before;
                if is_stuck || !(tags.is_at(b"<c") || tags.is_at(b"</row>")) {
                    return unsure("something else between cells");
                }
            }
        }
    }

    /// The content of a cell: a formula, then a value or a text.
    #[inline]
    fn content(
        &mut self,
        tags: &mut Tags<'_>,
        row: u32,
        cell: &Cell,
        sink: &mut impl Sink,
    ) -> Result<(), Halt> {
        if tags.takes(b"<v>") {
            let usual = match cell.kind {
                Kind::Number => tags.plain_number().map(|(text, form)| Raw::Number(text, form)),
                Kind::Shared => tags.plain_index().map(Raw::Shared),
                Kind::Text | Kind::Inline | Kind::Bool | Kind::Date | Kind::Error | Kind::Unknown => None,
            };
            if let Some(value) = usual {
                sink.cell(row, cell.col, cell.style, value)?;
                if tags.takes(b"</v></c>") {
                    return Ok(());
                }
                return self.end_value(tags);
            }
            let given = self.value(tags, row, cell, sink)?;
            if tags.takes(b"</c>") {
                return Ok(());
            }
            return self.end(tags, (false, given));
        }
        self.unusual(tags, row, cell, sink)
    }

    /// The end of a value that is not followed at once by the end of its cell.
    fn end_value(&mut self, tags: &mut Tags<'_>) -> Result<(), Halt> {
        if !tags.takes(b"</v>") {
            return unsure("something else inside a value");
        }
        self.end(tags, (false, true))
    }

    /// A cell that has more than a plain value.
    fn unusual(
        &mut self,
        tags: &mut Tags<'_>,
        row: u32,
        cell: &Cell,
        sink: &mut impl Sink,
    ) -> Result<(), Halt> {
        tags.skip_space();
        let has_formula = tags.takes_tag(b"<f");
        if has_formula && tags.skip_attributes()? {
            tags.long_text()?;
            if !tags.takes(b"</f>") {
                return unsure("something else inside a formula");
            }
        }
        tags.skip_space();
        let mut given = cell.kind == Kind::Text && (tags.is_at(b"<v") || tags.is_at(b"<is"));
        if tags.takes_tag(b"<v") {
            if tags.skip_attributes()? {
                given |= self.value(tags, row, cell, sink)?;
            }
        } else if tags.takes_tag(b"<is") && tags.skip_attributes()? {
            if cell.kind != Kind::Inline {
                return unsure("a text in a cell of another kind");
            }
            self.scratch.clear();
            let marked = text::string(tags, b"is", &mut self.scratch)?;
            given = !self.scratch.is_empty();
            if given {
                let value = marked.as_ref().map_or(Raw::Text(&self.scratch), Raw::Marked);
                sink.cell(row, cell.col, cell.style, value)?;
            }
        }
        self.end(tags, (has_formula, given))
    }

    fn end(&mut self, tags: &mut Tags<'_>, (has_formula, given): (bool, bool)) -> Result<(), Halt> {
        tags.skip_space();
        if !tags.takes(b"</c>") {
            return unsure("something else inside a cell");
        }
        // Programs that do not calculate write `<v/>`.
        self.formulas_without_value += u64::from(has_formula && !given);
        Ok(())
    }

    /// The text of `<v>` and its end tag; whether it was not empty.
    #[inline]
    fn value(
        &mut self,
        tags: &mut Tags<'_>,
        row: u32,
        cell: &Cell,
        sink: &mut impl Sink,
    ) -> Result<bool, Halt> {
        let written = tags.text()?;
        if !tags.takes(b"</v>") {
            return unsure("something else inside a value");
        }
        if written.is_empty() {
            return if cell.kind == Kind::Inline { unsure("a value beside a text") } else { Ok(false) };
        }
        let value = match cell.kind {
            Kind::Number => match form(written.as_bytes()) {
                Some(form) => Raw::Number(written, form),
                None => return unsure("a number of an unknown form"),
            },
            Kind::Shared => match digits(written.as_bytes()) {
                Some(index) => Raw::Shared(index),
                None => return unsure("the number of a string in an unknown form"),
            },
            Kind::Text => {
                self.scratch.clear();
                text::unescape(written, &mut self.scratch)?;
                text::unescape_units(&mut self.scratch, 0);
                Raw::Text(&self.scratch)
            }
            Kind::Bool if written == "0" => Raw::Bool(false),
            Kind::Bool if written == "1" => Raw::Bool(true),
            Kind::Date if !written.contains(['&', '\r']) => Raw::IsoDate(written),
            Kind::Error if KNOWN_ERRORS.contains(&written) => Raw::Error(written),
            Kind::Error if !written.contains(['&', '\r']) => Raw::NewError(written),
            Kind::Bool | Kind::Date | Kind::Error | Kind::Inline | Kind::Unknown => {
                return unsure("a value of an unknown form");
            }
        };
        sink.cell(row, cell.col, cell.style, value)?;
        Ok(true)
    }
}

impl<'a> Row<'a> {
    /// Reads the start tag of a cell, if one is next; whether content follows.
    #[inline]
    fn start(&mut self, tags: &mut Tags<'a>) -> Result<Option<(Cell, bool)>, Halt> {
        let usual = self.usual_start(tags);
        if let Some((cell, _)) = &usual {
            self.next_col = cell.col + 1;
            return Ok(usual);
        }
        if tags.takes_tag(b"<c") { self.unusual_start(tags).map(Some) } else { Ok(None) }
    }

    fn unusual_start(&mut self, tags: &mut Tags<'a>) -> Result<(Cell, bool), Halt> {
        let mut cell = Cell { col: self.next_col, style: 0, kind: Kind::Number };
        let has_content = loop {
            match tags.tag()? {
                Tag::Attribute(b"r", value) => cell.col = self.col(value)?,
                Tag::Attribute(b"s", value) => match digits(value) {
                    Some(style) => cell.style = style,
                    None => return unsure("a style of an unknown form"),
                },
                Tag::Attribute(b"t", value) => cell.kind = Kind::of(value),
                Tag::Attribute(..) => {}
                Tag::Open => break true,
                Tag::Closed => break false,
            }
        };
        if cell.col >= MAX_COLS {
            return unsure("a cell beyond the last column");
        }
        self.next_col = cell.col + 1;
        Ok((cell, has_content))
    }

    /// The start tag in the form that nearly all cells have: `r`, then perhaps `s`, then perhaps `t`. Where it
    /// has another form, nothing is taken.
    #[inline]
    fn usual_start(&self, tags: &mut Tags<'a>) -> Option<(Cell, bool)> {
        const OPENING: &[u8] = b"<c r=\"";
        let rest = tags.rest();
        let address = u128::from_le_bytes(*rest.get(OPENING.len()..)?.first_chunk()?);
        if !rest.starts_with(OPENING) {
            return None;
        }
        let (col, letters) = column(address as u32)?;
        if (address >> (8 * letters)) as u64 & self.ending.mask != self.ending.bytes || col >= MAX_COLS {
            return None;
        }
        let mut at = OPENING.len() + letters + self.ending.length;
        let mut style = 0;
        if let Some(digits) = rest[at..].strip_prefix(b" s=\"") {
            let count = digits.iter().take_while(|byte| byte.is_ascii_digit()).count();
            if !(1..=9).contains(&count) || digits.get(count) != Some(&b'"') {
                return None;
            }
            style = digits[..count].iter().fold(0, |style, digit| style * 10 + u32::from(digit - b'0'));
            at += count + 5;
        }
        let mut kind = Kind::Number;
        if let [b' ', b't', b'=', b'"', one, b'"', ..] = &rest[at..] {
            kind = Kind::of(std::slice::from_ref(one));
            at += 6;
        }
        let has_content = match rest[at..] {
            [b'>', ..] => true,
            [b'/', b'>', ..] => false,
            _ => return None,
        };
        tags.advance(at + if has_content { 1 } else { 2 });
        Some((Cell { col, style, kind }, has_content))
    }

    /// The column of an address, whose row must be this one.
    #[inline]
    fn col(&self, address: &[u8]) -> Result<u32, Halt> {
        let mut col = 0;
        let mut letters = 0;
        while let Some(letter @ b'A'..=b'Z') = address.get(letters) {
            col = col * 26 + u32::from(letter - b'A') + 1;
            letters += 1;
            if letters > 3 {
                break;
            }
        }
        if letters == 0 || letters > 3 {
            return unsure("an address of an unknown form");
        }
        let row = &address[letters..];
        let is_here = row == self.digits || digits(row) == Some(self.at + 1);
        if is_here { Ok(col - 1) } else { unsure("a cell in the wrong row") }
    }
}

impl Ending {
    /// Of a row that does not say its number: no address ends so.
    const NONE: Self = Self { bytes: u64::MAX, mask: 0, length: 0 };

    fn of(digits: &[u8]) -> Self {
        let mut bytes = [0; 8];
        if digits.is_empty() || digits.len() >= bytes.len() {
            return Self::NONE;
        }
        bytes[..digits.len()].copy_from_slice(digits);
        bytes[digits.len()] = b'"';
        let length = digits.len() + 1;
        Self { bytes: u64::from_le_bytes(bytes), mask: u64::MAX >> (64 - 8 * length), length }
    }
}

/// The column that the letters at the beginning of four bytes name, from zero, and how many they are.
#[inline]
fn column(bytes: u32) -> Option<(u32, usize)> {
    let letter = |at: u32| (bytes >> (8 * at)) as u8;
    let place = |at: u32| u32::from(letter(at).wrapping_sub(b'A'));
    let is_letter = |at: u32| letter(at).is_ascii_uppercase();
    if !is_letter(0) {
        None
    } else if !is_letter(1) {
        Some((place(0), 1))
    } else if !is_letter(2) {
        Some(((place(0) + 1) * 26 + place(1), 2))
    } else {
        Some((((place(0) + 1) * 26 + place(1) + 1) * 26 + place(2), 3))
    }
}

/// Whether a row of this height shows nothing.
fn is_flat(height: &[u8]) -> bool {
    std::str::from_utf8(height)
        .ok()
        .and_then(|text| text.parse::<f64>().ok())
        .is_some_and(|points| points <= 0.0)
}
