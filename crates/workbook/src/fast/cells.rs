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
    next_col: u32,
}

/// The start tag of a cell.
struct Cell<'a> {
    col: u32,
    style: u32,
    kind: &'a [u8],
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
        let mut row = Row { at: self.next_row, digits: b"", next_col: 0 };
        let mut is_hidden = false;
        let has_cells = loop {
            match tags.tag()? {
                Tag::Attribute(b"r", value) => {
                    let Some(number) = digits(value).and_then(|number| number.checked_sub(1)) else {
                        return unsure("a row number of an unknown form");
                    };
                    (row.at, row.digits) = (number, value);
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
            if tags.takes_tag(b"<c") {
                let (cell, has_content) = row.start(tags)?;
                if has_content {
                    self.content(tags, row.at, &cell, sink)?;
                }
            } else if tags.takes(b"</row>") {
                return Ok(());
            } else {
                let before = tags.is_over();
                tags.skip_space();
                if before || !(tags.is_at(b"<c") || tags.is_at(b"</row>")) {
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
        cell: &Cell<'_>,
        sink: &mut impl Sink,
    ) -> Result<(), Halt> {
        if tags.takes(b"<v>") {
            let usual = match cell.kind {
                b"" | b"n" => tags.plain_number().map(|(text, form)| Raw::Number(text, form)),
                b"s" => tags.plain_index().map(Raw::Shared),
                _ => None,
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
        cell: &Cell<'_>,
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
        let mut given = cell.kind == b"str" && (tags.is_at(b"<v") || tags.is_at(b"<is"));
        if tags.takes_tag(b"<v") {
            if tags.skip_attributes()? {
                given |= self.value(tags, row, cell, sink)?;
            }
        } else if tags.takes_tag(b"<is") && tags.skip_attributes()? {
            if cell.kind != b"inlineStr" {
                return unsure("a text in a cell of another kind");
            }
            self.scratch.clear();
            text::string(tags, b"is", &mut self.scratch)?;
            given = !self.scratch.is_empty();
            if given {
                sink.cell(row, cell.col, cell.style, Raw::Text(&self.scratch))?;
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
        cell: &Cell<'_>,
        sink: &mut impl Sink,
    ) -> Result<bool, Halt> {
        let written = tags.text()?;
        if !tags.takes(b"</v>") {
            return unsure("something else inside a value");
        }
        if written.is_empty() {
            return if cell.kind == b"inlineStr" { unsure("a value beside a text") } else { Ok(false) };
        }
        let value = match cell.kind {
            b"" | b"n" => match form(written.as_bytes()) {
                Some(form) => Raw::Number(written, form),
                None => return unsure("a number of an unknown form"),
            },
            b"s" => match digits(written.as_bytes()) {
                Some(index) => Raw::Shared(index),
                None => return unsure("the number of a string in an unknown form"),
            },
            b"str" => {
                self.scratch.clear();
                text::unescape(written, &mut self.scratch)?;
                text::unescape_units(&mut self.scratch, 0);
                Raw::Text(&self.scratch)
            }
            b"b" if written == "0" => Raw::Bool(false),
            b"b" if written == "1" => Raw::Bool(true),
            b"d" if !written.contains(['&', '\r']) => Raw::IsoDate(written),
            b"e" if KNOWN_ERRORS.contains(&written) => Raw::Error(written),
            b"e" if !written.contains(['&', '\r']) => Raw::NewError(written),
            _ => return unsure("a value of an unknown form"),
        };
        sink.cell(row, cell.col, cell.style, value)?;
        Ok(true)
    }
}

impl<'a> Row<'a> {
    /// Reads the start tag of a cell; whether content follows.
    #[inline]
    fn start(&mut self, tags: &mut Tags<'a>) -> Result<(Cell<'a>, bool), Halt> {
        if let Some((cell, has_content)) = self.usual_start(tags) {
            self.next_col = cell.col + 1;
            return Ok((cell, has_content));
        }
        let mut cell = Cell { col: self.next_col, style: 0, kind: b"" };
        let has_content = loop {
            match tags.tag()? {
                Tag::Attribute(b"r", value) => cell.col = self.col(value)?,
                Tag::Attribute(b"s", value) => match digits(value) {
                    Some(style) => cell.style = style,
                    None => return unsure("a style of an unknown form"),
                },
                Tag::Attribute(b"t", value) => cell.kind = value,
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
    fn usual_start(&self, tags: &mut Tags<'a>) -> Option<(Cell<'a>, bool)> {
        let rest = tags.rest();
        let (mut at, mut col) = (4, 0);
        if !rest.starts_with(b" r=\"") {
            return None;
        }
        while let Some(letter @ b'A'..=b'Z') = rest.get(at) {
            col = col * 26 + u32::from(letter - b'A') + 1;
            at += 1;
            if at > 7 {
                return None;
            }
        }
        let is_column = (5..8).contains(&at) && col <= MAX_COLS;
        if !is_column || self.digits.is_empty() {
            return None;
        }
        for digit in self.digits {
            if rest.get(at) != Some(digit) {
                return None;
            }
            at += 1;
        }
        let (mut style, mut kind) = (0, &b""[..]);
        if rest[at..].starts_with(b"\" s=\"") {
            let from = at + 5;
            at = from;
            while let Some(digit @ b'0'..=b'9') = rest.get(at) {
                style = style * 10 + u32::from(digit - b'0');
                at += 1;
                if at > from + 8 {
                    return None;
                }
            }
            if at == from {
                return None;
            }
        }
        if let [b'"', b' ', b't', b'=', b'"', one, b'"', ..] = &rest[at..] {
            kind = std::slice::from_ref(one);
            at += 6;
        }
        let has_content = match rest.get(at..)? {
            [b'"', b'>', ..] => true,
            [b'"', b'/', b'>', ..] => false,
            _ => return None,
        };
        tags.advance(at + if has_content { 2 } else { 3 });
        Some((Cell { col: col - 1, style, kind }, has_content))
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

/// Whether a row of this height shows nothing.
fn is_flat(height: &[u8]) -> bool {
    std::str::from_utf8(height)
        .ok()
        .and_then(|text| text.parse::<f64>().ok())
        .is_some_and(|points| points <= 0.0)
}
