//! The rows after the first ones, as they come.

use std::collections::BTreeSet;
use std::sync::Arc;

use model::{CellRange, Precision};
use workbook::{Cell, Sheet, Streamed, Style};

use super::super::columns::Counts;
use super::super::scan::{Class, classify_cell, is_separated};
use super::head::{Came, Found, Head};
use super::{Records, StraightTable};
use crate::grid::shown_as;
use crate::text;
use crate::tidy::MOST_MARKERS;

/// Rows that may follow the table: notes.
const TAIL: usize = 500;

/// What a column of the sheet is in the table.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Nothing: a cell there is none of the table's.
    None,
    Label,
    Value,
    Words,
}

/// A column of the sheet.
#[derive(Clone, Copy)]
struct Column {
    part: Part,
    /// Its place among the fields.
    field: usize,
    /// What a cell of each class there says of its row.
    says: [u8; CLASSES.len()],
}

/// A number or what stands for one.
const STRONG: u8 = 1;
/// The same, in a column where it makes the row one of the table.
const KNOWN: u8 = 2;
/// A year in such a column.
const YEAR: u8 = 4;
/// No mere words in a column of values.
const VALUE: u8 = 8;

impl Column {
    /// `is_known` says whether values there make a row one of the table.
    fn new(part: Part, field: usize, is_known: bool) -> Self {
        let says = CLASSES.map(|class| {
            let known = if class.is_value() { KNOWN } else { YEAR };
            let is_known = is_known && (class.is_value() || class == Class::Year);
            let is_value = part == Part::Value && class != Class::Text;
            (if class.is_value() { STRONG } else { 0 })
                | (if is_known { known } else { 0 })
                | (if is_value { VALUE } else { 0 })
        });
        Self { part, field, says }
    }
}

/// All classes, in the order of their numbers.
const CLASSES: [Class; 6] =
    [Class::Text, Class::Number, Class::Year, Class::Date, Class::Marker, Class::Bounded];

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
    // In steps of sixteen, without a branch inside one: a table of a million names is looked at in full. Each
    // byte but the last, which is none of the signs in question, is looked at beside its successor.
    let (these, next) = (&bytes[..bytes.len() - 1], &bytes[1..]);
    let (chunks, rest) = these.as_chunks::<16>();
    let is_plain = chunks.iter().zip(next.as_chunks::<16>().0).all(|(these, next)| all_plain(these, next));
    is_plain
        && match (these.last_chunk::<16>(), next.last_chunk::<16>()) {
            _ if rest.is_empty() => true,
            (Some(these), Some(next)) => all_plain(these, next),
            _ => all_plain(these, next),
        }
}

/// Whether plain words may hold these bytes, each of which stands before the one of the same place in `next`.
#[inline]
fn all_plain(these: &[u8], next: &[u8]) -> bool {
    let odd = these.iter().zip(next).fold(0, |odd, (byte, next)| {
        let is_letter = (byte | 0x20).wrapping_sub(b'a') < 26;
        // `-`, `.`, `/` and the digits are neighbours.
        let is_sign = byte.wrapping_sub(b'-') < 13 || byte.wrapping_sub(b'&') < 2;
        let is_space = *byte == b' ';
        let is_double = u8::from(is_space) & u8::from(*next == b' ');
        odd | u8::from(!(is_letter | is_sign | is_space)) | is_double
    });
    odd == 0
}

/// Whether a text, as a label, is written as it is.
fn is_plain_label(text: &str) -> bool {
    let quoted = |c: char| matches!(c, ',' | '"') || c.is_control();
    !text.contains(quoted) && text::label(text) == text
}

/// Whether a label ends in digits behind letters, as one with the number of a note glued to it does.
fn may_bear_number(text: &str) -> bool {
    // The quick way out for nearly all text.
    if text.as_bytes().last().is_none_or(u8::is_ascii_alphabetic) {
        return false;
    }
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

/// Whether a text may open with the number of a note, as `1 Text` and `[note 1] Text` do.
fn may_open_note(text: &str) -> bool {
    text.bytes().next().is_some_and(|first| !first.is_ascii_alphabetic() || matches!(first, b'n' | b'N'))
}

/// What the row that is coming has had so far.
#[derive(Default)]
struct Line {
    /// The next field to be written.
    field: usize,
    /// The first column in which a cell may follow.
    next: u32,
    /// What its cells say of it together.
    says: u8,
    /// Class of each cell with its column.
    classes: Vec<(u32, Class)>,
    /// The first text, if the first cell that is not blank is one and may open a note.
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
    columns: Vec<Column>,
    /// Different texts that are no numbers, among the values of each column.
    texts: Vec<BTreeSet<String>>,
    fields: usize,
    first_label: Option<u32>,
    /// Cells of each class in each column.
    tallies: Vec<[u32; CLASSES.len()]>,
    facts: Vec<Facts>,
    dates: Dates,
    line: Line,
    rows: u64,
    /// The row with which the table goes on.
    next: u32,
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
        let (found, came) = head.found(stored)?;
        // The rows to come are read without them.
        if found.scan.has_commas {
            return None;
        }
        found.header.iter().for_each(|field| out.field(field));
        if !out.end() {
            return None;
        }
        let first = *found.layout.data_rows.first()?;
        let looks = styles.iter().chain([&Style::default()]).map(Look::of).collect();
        let mut body = Self {
            columns: vec![Column::new(Part::None, 0, false); found.sheet.cols() as usize],
            texts: vec![BTreeSet::new(); found.sheet.cols() as usize],
            tallies: vec![[0; CLASSES.len()]; found.sheet.cols() as usize],
            fields: found.header.len(),
            first_label: found.layout.label_cols.first().map(|label| label.col),
            rows: 0,
            next: first,
            notes: found.layout.note_numbers(&found.sheet),
            styles,
            looks,
            none: Style::default(),
            stored,
            facts: Vec::new(),
            dates: Dates::default(),
            line: Line::default(),
            tail: None,
            is_numbered: false,
            found,
        };
        body.place_columns();
        body.first_rows(&came, out).then_some(body)
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
            self.columns[col as usize] = Column::new(part, field, is_known);
        }
    }

    /// Writes the first rows of the table. False unless each is plainly one.
    fn first_rows(&mut self, came: &Came, out: &mut impl Records) -> bool {
        let sheet = std::mem::replace(&mut self.found.sheet, Sheet::new(""));
        let rows = self.found.layout.data_rows.clone();
        let mut cells = came.again(&sheet).skip_while(|(row, ..)| *row < rows[0]).peekable();
        let all_written = rows.iter().all(|row| {
            let mut goes_on = self.row(*row);
            while let Some((_, col, style, cell)) = cells.next_if(|(at, ..)| at == row) {
                goes_on &= self.cell(col, style, cell, out);
            }
            goes_on && self.end_row(*row, out)
        });
        drop(cells);
        self.found.sheet = sheet;
        all_written && self.tail.is_none() && self.rows == rows.len() as u64
    }

    pub(super) fn row(&mut self, row: u32) -> bool {
        self.line.field = 0;
        self.line.next = 0;
        self.line.says = 0;
        self.line.classes.clear();
        self.line.first.clear();
        self.line.is_numbered = false;
        self.line.has_label = false;
        self.line.is_odd = self.tail.is_some() || row != self.next;
        row >= self.next
    }

    #[inline]
    pub(super) fn cell(&mut self, col: u32, style: u32, cell: Streamed<'_>, out: &mut impl Records) -> bool {
        let Some(column) = self.columns.get(col as usize).copied() else { return false };
        if col < self.line.next {
            return false;
        }
        self.line.next = col + 1;
        let facts = self.facts(style, cell);
        // Blank text among values is one of the different texts there.
        let Some(class) = facts.class() else { return column.part != Part::Value };
        if self.line.classes.is_empty()
            && let Cell::Text(text) = cell_text(cell)
            && may_open_note(text)
        {
            self.line.first.push_str(text);
        }
        self.line.classes.push((col, class));
        self.line.says |= column.says[class as usize];
        self.line.is_odd |= column.part == Part::None;
        if self.line.is_odd {
            return true;
        }
        while self.line.field < column.field {
            out.plain("");
            self.line.field += 1;
        }
        self.line.field += 1;
        if column.part == Part::Label {
            self.line.is_numbered |= facts.has(Facts::NUMBERED);
            self.label(col, style, cell, facts, out);
            return true;
        }
        self.value((col, column.part), style, cell, out)
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
                out.plain(self.dates.iso(days));
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
            out.plain(self.dates.iso(days));
            return true;
        }
        let value = cell.value();
        out.field(&shown_as(value, self.style(style), self.stored));
        let Cell::Text(text) = value else { return true };
        if part == Part::Value && text::number_in(text).is_none() {
            let texts = &mut self.texts[col as usize];
            if !texts.contains(text) {
                texts.insert(text.to_owned());
            }
            return texts.len() <= MOST_MARKERS / 2;
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
            self.tallies[*col as usize][*class as usize] += 1;
        }
        self.is_numbered |= self.line.is_numbered;
        self.rows += 1;
        self.next = row + 1;
        out.end()
    }

    /// Whether the row is one of values, as the finder would see it behind its predecessor.
    fn is_body(&self) -> bool {
        let says = |what: u8| self.line.says & what != 0;
        let has_values = says(KNOWN) || (says(YEAR) && !says(STRONG));
        has_values && says(VALUE) && (self.first_label.is_none() || self.line.has_label)
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
        let count = |tally: &[u32; CLASSES.len()]| {
            let mut count = Counts::default();
            CLASSES.into_iter().zip(tally).for_each(|(class, cells)| count.add(class, *cells));
            count
        };
        let counts: Vec<Counts> = self.tallies.iter().map(count).collect();
        let is_free = self.notes.is_empty() || !(self.is_numbered || self.found.bears(&self.notes));
        let holds =
            is_free && self.found.holds_merged(merges) && self.found.holds_with(&counts, self.next - 1);
        let layout = self.found.layout;
        holds.then_some(StraightTable { name: layout.name, title: layout.title, rows: self.rows })
    }
}

/// Dates as they are written, the last ones kept: a column holds the same few thousand again and again.
#[derive(Default)]
struct Dates {
    /// By the lowest bits of the day.
    known: Vec<(f64, String)>,
}

impl Dates {
    const KEPT: usize = 1 << 12;

    fn iso(&mut self, days: f64) -> &str {
        if self.known.is_empty() {
            self.known.resize(Self::KEPT, (f64::NAN, String::new()));
        }
        let known = &mut self.known[days as usize % Self::KEPT];
        if known.0.to_bits() != days.to_bits() {
            *known = (days, workbook::iso_date(days));
        }
        &known.1
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
