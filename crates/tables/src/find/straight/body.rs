//! The rows after the first ones, as they come.

use std::collections::BTreeSet;
use std::sync::Arc;

use model::{CellRange, Precision};
use workbook::{Cell, Streamed, Style};

use super::super::columns::Counts;
use super::super::scan::{Class, classify_cell, has_decimal_commas, is_separated};
use super::head::{Found, Head};
use super::{Records, StraightTable};
use crate::grid::shown_as;
use crate::text;
use crate::tidy::MOST_MARKERS;

/// Rows that may follow the table: notes.
const TAIL: usize = 500;

/// What a column of the sheet is in the table.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Label,
    Value,
    Words,
}

/// A column of the sheet that the table has.
#[derive(Clone)]
struct Column {
    part: Part,
    /// Its place among the fields.
    field: usize,
    /// Whether values there make a row one of the table.
    is_known: bool,
    /// Different texts that are no numbers, among values.
    texts: BTreeSet<String>,
}

/// What is known of a text, so that each shared one is looked at once.
#[derive(Clone, Copy, Default)]
struct Facts(u8);

impl Facts {
    const SEEN: u8 = 0x80;
    /// As a label it is written as it is, without quotes.
    const PLAIN: u8 = 0x40;
    /// It may end in the number of a note.
    const NUMBERED: u8 = 0x20;

    fn of(text: &str) -> Self {
        if is_plain_words(text) {
            let numbered = if may_bear_number(text) { Self::NUMBERED } else { 0 };
            return Self(Self::SEEN | Self::PLAIN | numbered | (1 + Class::Text as u8));
        }
        let class = classify_cell(Cell::Text(text), false, || false).map_or(0, |class| 1 + class as u8);
        let plain = if is_plain_label(text) { Self::PLAIN } else { 0 };
        let numbered = if may_bear_number(text) { Self::NUMBERED } else { 0 };
        Self(Self::SEEN | class | plain | numbered)
    }

    fn class(self) -> Option<Class> {
        const CLASSES: [Class; 6] =
            [Class::Text, Class::Number, Class::Year, Class::Date, Class::Marker, Class::Bounded];
        CLASSES.get(usize::from(self.0 & 0x0F).wrapping_sub(1)).copied()
    }

    fn has(self, flag: u8) -> bool {
        self.0 & flag != 0
    }
}

/// Whether a text is nothing but words for sure, without looking closer: letters, digits, single spaces and a
/// few signs, from a letter to a letter or digit, and longer than any marker.
fn is_plain_words(text: &str) -> bool {
    let bytes = text.as_bytes();
    let starts = bytes.first().is_some_and(u8::is_ascii_alphabetic);
    let ends = bytes.last().is_some_and(u8::is_ascii_alphanumeric);
    if bytes.len() <= 8 || !starts || !ends {
        return false;
    }
    // Without a branch per byte: a table of a million names is looked at in full.
    let (mut odd, mut last) = (0, 0);
    for byte in bytes {
        let is_double = u8::from(*byte == b' ') & u8::from(last == b' ');
        odd |= ODD_SIGNS[usize::from(*byte)] | is_double;
        last = *byte;
    }
    odd == 0
}

/// 0 for the bytes that plain words are made of, 1 for all others.
const ODD_SIGNS: [u8; 256] = {
    let mut odd = [1; 256];
    let mut byte = 0;
    while byte < 128 {
        let sign = byte as u8;
        if sign.is_ascii_alphanumeric() || matches!(sign, b' ' | b'-' | b'.' | b'/' | b'&' | b'\'') {
            odd[byte] = 0;
        }
        byte += 1;
    }
    odd
};

/// Whether a text, as a label, is written as it is.
fn is_plain_label(text: &str) -> bool {
    let quoted = |c: char| matches!(c, ',' | '"') || c.is_control();
    !text.contains(quoted) && text::label(text) == text
}

/// Whether a label ends in digits behind letters, as one with the number of a note glued to it does.
fn may_bear_number(text: &str) -> bool {
    let word = text.trim_end().trim_end_matches(|c: char| c.is_ascii_digit() || c == ',');
    word.len() < text.trim_end().len() && word.ends_with(|c: char| c.is_lowercase() || c == ')')
}

/// What a style does to plain numbers.
#[derive(Clone, Copy)]
struct Look {
    /// Whether it shows a whole number as no year is shown.
    is_separated: bool,
    /// Whether it shows all numbers as they are.
    is_general: bool,
    /// Whether it shows a date as a month or year.
    shows_months: bool,
    /// The decimals that it shows of any number; none if all, or if that depends on the number.
    decimals: Option<u8>,
}

impl Look {
    fn of(style: &Style) -> Self {
        let is_sectioned = style.number_format.contains(';');
        let is_general = style.precision == Precision::GENERAL && !is_sectioned;
        let is_fixed = !is_sectioned && !style.precision.is_percent();
        let decimals = style.precision.decimals().filter(|_| is_fixed);
        let shows_months = text::shows_months(&style.number_format);
        Self { is_separated: is_separated(style), is_general, shows_months, decimals }
    }

    /// Whether it shows all places of a number as it is written.
    fn shows_whole(self, written: &str) -> bool {
        let places = || written.split_once('.').map_or(0, |(_, places)| places.len());
        self.is_general || self.decimals.is_some_and(|decimals| places() <= usize::from(decimals))
    }
}

/// What the row that is coming has had so far.
#[derive(Default)]
struct Line {
    /// The next field to be written.
    field: usize,
    /// The column of the last cell.
    last: Option<u32>,
    /// Class of each cell with its column.
    classes: Vec<(u32, Class)>,
    /// The first text, if the first cell that is not blank is one.
    first: String,
    is_numbered: bool,
    has_label: bool,
    /// Whether it does not fit the table; the fields are not written any more.
    is_odd: bool,
}

pub(super) struct Body {
    found: Found,
    styles: Arc<[Style]>,
    /// What each style does to plain numbers.
    looks: Vec<Look>,
    none: Style,
    stored: bool,
    columns: Vec<Option<Column>>,
    fields: usize,
    first_label: Option<u32>,
    counts: Vec<Counts>,
    facts: Vec<Facts>,
    line: Line,
    rows: u64,
    /// The last row of the table.
    last: u32,
    /// Whether the table is over, and how many rows have followed.
    tail: Option<usize>,
    notes: BTreeSet<u32>,
    is_numbered: bool,
}

impl Body {
    /// Writes the header and the first rows; none if the table cannot go on.
    pub(super) fn after(
        head: Head,
        styles: Arc<[Style]>,
        stored: bool,
        out: &mut impl Records,
    ) -> Option<Self> {
        let found = head.found(stored)?;
        // The rows to come are read without them.
        if has_decimal_commas(&found.sheet) {
            return None;
        }
        for record in std::iter::once(&found.grid.header).chain(&found.grid.rows) {
            for field in record {
                out.field(field);
            }
            if !out.end() {
                return None;
            }
        }
        let looks = styles.iter().chain([&Style::default()]).map(Look::of).collect();
        let mut body = Self {
            columns: vec![None; found.sheet.cols() as usize],
            fields: found.grid.header.len(),
            first_label: found.layout.label_cols.first().map(|label| label.col),
            counts: found.counts.clone(),
            rows: found.grid.rows.len() as u64,
            last: found.sheet.rows() - 1,
            notes: found.layout.note_numbers(&found.sheet),
            styles,
            looks,
            none: Style::default(),
            stored,
            facts: Vec::new(),
            line: Line::default(),
            tail: None,
            is_numbered: false,
            found,
        };
        body.place_columns();
        body.look_back();
        Some(body)
    }

    fn place_columns(&mut self) {
        let layout = &self.found.layout;
        let labels = layout.label_cols.iter().map(|label| (label.col, Part::Label));
        let values = layout.value_cols.iter().map(|col| (*col, Part::Value));
        let words = layout.note_cols.iter().map(|col| (*col, Part::Words));
        let mut all: Vec<(u32, Part)> = labels.chain(values).chain(words).collect();
        all.sort_by_key(|(col, _)| *col);
        for (field, (col, part)) in all.into_iter().enumerate() {
            let is_known = self.found.is_known(col);
            self.columns[col as usize] = Some(Column { part, field, is_known, texts: BTreeSet::new() });
        }
    }

    /// Takes note of the texts of the first rows, as of those to come.
    fn look_back(&mut self) {
        for row in self.found.layout.data_rows.clone() {
            for col in 0..self.columns.len() as u32 {
                let Some(column) = &mut self.columns[col as usize] else { continue };
                let Cell::Text(text) = self.found.sheet.cell(row, col) else { continue };
                match column.part {
                    Part::Label => self.is_numbered |= may_bear_number(text),
                    Part::Value if text::number_in(text).is_none() => {
                        column.texts.insert(text.to_owned());
                    }
                    Part::Value | Part::Words => {}
                }
            }
        }
    }

    pub(super) fn row(&mut self, row: u32) -> bool {
        self.line.field = 0;
        self.line.last = None;
        self.line.classes.clear();
        self.line.first.clear();
        self.line.is_numbered = false;
        self.line.has_label = false;
        self.line.is_odd = self.tail.is_some() || row != self.last + 1;
        row > self.last
    }

    #[inline]
    pub(super) fn cell(&mut self, col: u32, style: u32, cell: Streamed<'_>, out: &mut impl Records) -> bool {
        if self.line.last.is_some_and(|last| col <= last) || col as usize >= self.columns.len() {
            return false;
        }
        self.line.last = Some(col);
        let facts = self.facts(style, cell);
        let Some(class) = facts.class() else { return !self.is_value(col) };
        if self.line.classes.is_empty()
            && let Cell::Text(text) = cell_text(cell)
        {
            self.line.first.push_str(text);
        }
        self.line.classes.push((col, class));
        if self.line.is_odd {
            return true;
        }
        let Some((part, field)) =
            self.columns[col as usize].as_ref().map(|column| (column.part, column.field))
        else {
            self.line.is_odd = true;
            return true;
        };
        while self.line.field < field {
            out.plain("");
            self.line.field += 1;
        }
        self.line.field += 1;
        if part == Part::Label {
            self.line.is_numbered |= facts.has(Facts::NUMBERED);
            self.label(col, style, cell, facts, out);
            return true;
        }
        self.value((col, part), style, cell, out)
    }

    /// Whether blank text there is one of the different texts of a column of values.
    fn is_value(&self, col: u32) -> bool {
        self.columns[col as usize].as_ref().is_some_and(|column| column.part == Part::Value)
    }

    /// What is known of a cell; for all but texts only the class.
    #[inline]
    fn facts(&mut self, style: u32, cell: Streamed<'_>) -> Facts {
        let class = |class: Class| Facts(Facts::SEEN | (1 + class as u8));
        match cell {
            Streamed::Plain(written) if !may_be_year(written) => class(Class::Number),
            Streamed::Shared(id, text) => {
                let id = id as usize;
                if self.facts.len() <= id {
                    self.facts.resize((id + 1).next_multiple_of(4096), Facts::default());
                }
                if !self.facts[id].has(Facts::SEEN) {
                    self.facts[id] = Facts::of(text);
                }
                self.facts[id]
            }
            Streamed::Other(Cell::Text(text)) => Facts::of(text),
            Streamed::Number(_) | Streamed::Plain(_) | Streamed::Other(_) => {
                let is_separated = || self.looks[self.look(style)].is_separated;
                classify_cell(cell.value(), false, is_separated).map_or(Facts(Facts::SEEN), class)
            }
        }
    }

    fn style(&self, style: u32) -> &Style {
        self.styles.get(style as usize).unwrap_or(&self.none)
    }

    fn label(&mut self, col: u32, style: u32, cell: Streamed<'_>, facts: Facts, out: &mut impl Records) {
        let is_first = self.first_label == Some(col);
        match cell {
            Streamed::Shared(_, text) if facts.has(Facts::PLAIN) => {
                self.line.has_label |= is_first;
                out.plain(text);
            }
            Streamed::Plain(text) if self.looks[self.look(style)].is_general => {
                self.line.has_label |= is_first;
                out.plain(text);
            }
            Streamed::Other(Cell::DateTime(days)) if !self.looks[self.look(style)].shows_months => {
                self.line.has_label |= is_first;
                out.plain(&workbook::iso_date(days));
            }
            Streamed::Number(_) | Streamed::Plain(_) | Streamed::Shared(..) | Streamed::Other(_) => {
                let label = text::label_of(cell.value(), self.style(style));
                self.line.has_label |= is_first && !label.is_empty();
                out.field(&label);
            }
        }
    }

    /// Where what a style does to plain numbers is kept; the last place is that of cells without a style.
    #[inline]
    fn look(&self, style: u32) -> usize {
        (style as usize).min(self.looks.len() - 1)
    }

    /// A value or words. False if there are too many different words among the values.
    fn value(
        &mut self,
        (col, part): (u32, Part),
        style: u32,
        cell: Streamed<'_>,
        out: &mut impl Records,
    ) -> bool {
        if let Streamed::Plain(written) = cell
            && (self.stored || self.looks[self.look(style)].shows_whole(written))
        {
            out.plain(written);
            return true;
        }
        if let Streamed::Other(Cell::DateTime(days)) = cell {
            out.plain(&workbook::iso_date(days));
            return true;
        }
        let value = cell.value();
        out.field(&shown_as(value, self.style(style), self.stored));
        let Cell::Text(text) = value else { return true };
        if part == Part::Value
            && text::number_in(text).is_none()
            && let Some(column) = &mut self.columns[col as usize]
        {
            if !column.texts.contains(text) {
                column.texts.insert(text.to_owned());
            }
            return column.texts.len() <= MOST_MARKERS / 2;
        }
        true
    }

    pub(super) fn end_row(&mut self, row: u32, out: &mut impl Records) -> bool {
        let is_body = !self.line.is_odd && self.is_body();
        if !is_body {
            out.undo();
            return self.follow();
        }
        while self.line.field < self.fields {
            out.plain("");
            self.line.field += 1;
        }
        for (col, class) in &self.line.classes {
            self.counts[*col as usize].add(*class);
        }
        self.is_numbered |= self.line.is_numbered;
        self.rows += 1;
        self.last = row;
        out.end()
    }

    /// Whether the row is one of values, as the finder would see it behind its predecessor.
    fn is_body(&self) -> bool {
        let known = |col: u32| self.columns[col as usize].as_ref().is_some_and(|column| column.is_known);
        let mut strong = self.line.classes.iter().filter(|(_, class)| class.is_value()).peekable();
        let has_values = match strong.peek() {
            Some(_) => strong.any(|(col, _)| known(*col)),
            None => self.line.classes.iter().any(|(col, class)| *class == Class::Year && known(*col)),
        };
        let column = |col: u32| self.columns[col as usize].as_ref();
        let is_value = |(col, class): &(u32, Class)| {
            *class != Class::Text && column(*col).is_some_and(|column| column.part == Part::Value)
        };
        has_values
            && self.line.classes.iter().any(is_value)
            && (self.first_label.is_none() || self.line.has_label)
    }

    /// A row behind the table: words only, and not too many of them.
    fn follow(&mut self) -> bool {
        if self.line.classes.is_empty() {
            // A blank row ends the table only if something follows that is not one of its rows.
            return true;
        }
        let is_words = |class: Class| matches!(class, Class::Text | Class::Bounded);
        let rows = self.tail.unwrap_or(0) + 1;
        self.tail = Some(rows);
        self.notes.extend(text::note_number(&format!("{} ", self.line.first)));
        // Below a table without a header its words may be the header.
        let headed = !self.found.layout.header_rows.is_empty();
        headed && rows <= TAIL && self.line.classes.iter().all(|(_, class)| is_words(*class))
    }

    pub(super) fn finish(self, merges: &[CellRange]) -> Option<StraightTable> {
        let is_free = self.notes.is_empty() || !(self.is_numbered || self.found.bears(&self.notes));
        let holds =
            is_free && self.found.holds_merged(merges) && self.found.holds_with(&self.counts, self.last);
        let layout = self.found.layout;
        holds.then_some(StraightTable { name: layout.name, title: layout.title, rows: self.rows })
    }
}

fn cell_text(cell: Streamed<'_>) -> Cell<'_> {
    match cell {
        Streamed::Shared(_, text) => Cell::Text(text),
        Streamed::Other(cell) => cell,
        Streamed::Number(_) | Streamed::Plain(_) => Cell::Empty,
    }
}

/// Whether a number that is written plainly may be a year: four digits.
fn may_be_year(written: &str) -> bool {
    written.len() == 4 && !written.contains(['.', '-'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_at_a_glance_is_known_as_well_by_a_closer_look() {
        for text in [
            "Area of Bath",
            "Two  spaces",
            "Population2",
            "Rate (1)",
            "12 [p]",
            "Not known",
            "suppressed",
            "not available",
            "low numbers",
            "less than five",
            "a-b c/d & e",
            "Ynys M\u{f4}n",
            "trailing space ",
            "2020-12-09 noon",
            "Notes [note 1] here",
            "comma, here",
            "[c]",
            "confidential",
            "Area of 0001",
            "Quarter 1 to 2",
            "2 to 3",
        ] {
            let glance = is_plain_words(text);
            let facts = Facts::of(text);
            let class = classify_cell(Cell::Text(text), false, || false);
            assert_eq!(facts.class(), class, "{text}");
            assert_eq!(facts.has(Facts::PLAIN), is_plain_label(text), "{text}");
            assert!(!glance || class == Some(Class::Text), "{text}");
            assert_eq!(facts.has(Facts::NUMBERED), may_bear_number(text), "{text}");
        }
    }

    #[test]
    fn places_are_shown_whole_or_not() {
        let look = |code: &str| Look::of(&Style::default().with_number_format(code));
        assert!(look("General").shows_whole("1.2345"));
        assert!(look("#,##0.0").shows_whole("1.2") && !look("#,##0.0").shows_whole("1.25"));
        assert!(!look("0%").shows_whole("1") && !look("0;-0;-").shows_whole("1"));
    }
}
