//! What a found table looks like: which rows and columns play which part.

use std::collections::BTreeSet;

use model::{CellAddress, CellRange, column_letters};
use serde::Serialize;
use workbook::Sheet;

/// The part that a cell plays in a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Title or subtitle.
    Title,
    /// A cell of a header level.
    Header,
    /// A label of a data row.
    Label,
    /// A value.
    Value,
    /// A value of a total row or column.
    Total,
    /// A group heading inside the data.
    Group,
    /// A unit line.
    Unit,
    /// A note, source or footer.
    Note,
    /// Within the table, but left out: hidden rows and columns, column numbers.
    Ignored,
    /// Nothing there, or not of this table.
    Empty,
}

/// How sure the detection is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// A person should look before anything else.
    Low,
    /// Something is unusual.
    Medium,
    /// Every sign agrees.
    High,
}

/// A column that says what the values of a row are about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LabelColumn {
    /// Its sheet column, from zero.
    pub col: u32,
    /// Its heading, without note marks; empty where it has none.
    pub heading: String,
}

/// One found table. Rows and columns are those of the sheet, from zero, in order.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Layout {
    /// A name made from the sheet's: lower case, words joined by `_`.
    pub name: String,
    /// The sheet's name.
    pub sheet: String,
    /// Which table of its sheet it is, from 1, top to bottom and left to right.
    pub position: u32,
    /// Its title, without note marks; the sheet's name where it has none.
    pub title: String,
    /// Further lines above the header.
    pub subtitle: Vec<String>,
    /// Its unit line (`£ million`), where it has one.
    pub unit: Option<String>,
    /// Headers, labels and values.
    pub range: CellRange,
    /// Rows of the title and subtitle.
    pub title_rows: Vec<u32>,
    /// Rows of the unit line.
    pub unit_rows: Vec<u32>,
    /// Rows of the header levels, top to bottom.
    pub header_rows: Vec<u32>,
    /// Label columns, left to right.
    pub label_cols: Vec<LabelColumn>,
    /// Columns of values.
    pub value_cols: Vec<u32>,
    /// Columns of notes beside the values.
    pub note_cols: Vec<u32>,
    /// Rows of values.
    pub data_rows: Vec<u32>,
    /// Group headings inside the data, in label columns.
    pub group_rows: Vec<u32>,
    /// Data rows that are totals.
    pub total_rows: Vec<u32>,
    /// Value columns that are totals.
    pub total_cols: Vec<u32>,
    /// Rows of notes, sources and footers, above or below.
    pub note_rows: Vec<u32>,
    /// Rows inside the range that belong to nothing: column numbers, repeated headers.
    pub ignored_rows: Vec<u32>,
    /// Hidden rows inside the range that hold something.
    pub hidden_rows: Vec<u32>,
    /// Hidden columns inside the range that hold something.
    pub hidden_cols: Vec<u32>,
    /// How sure the detection is.
    pub confidence: Confidence,
    /// Why it is laid out so, in words.
    pub reasons: Vec<String>,
    /// The columns of the block it stands in: titles and notes of other blocks are not its own.
    pub band: (u32, u32),
    /// Columns inside the range that a person left out.
    pub ignored_cols: Vec<u32>,
    /// The rows of its block that belong to it or to no other table, first and last: what a correction may take in.
    pub reach: (u32, u32),
    /// What a person said about totals.
    #[serde(skip)]
    pub(crate) said: Said,
}

/// Rows and columns of which a person said that they are totals, or are the totals that they seem no longer; in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Said {
    pub(crate) total_rows: Vec<u32>,
    pub(crate) plain_rows: Vec<u32>,
    pub(crate) total_cols: Vec<u32>,
    pub(crate) plain_cols: Vec<u32>,
    /// Columns of which a person said that they hold values, totals or not.
    pub(crate) value_cols: Vec<u32>,
}

impl Layout {
    /// The numbers of the notes that stand with the table.
    pub(crate) fn note_numbers(&self, sheet: &Sheet) -> BTreeSet<u32> {
        let first = |row: &u32| {
            let mut cells = (self.band.0..=self.band.1).map(|col| sheet.text(*row, col));
            cells.find(|text| !text.trim().is_empty())
        };
        // A number alone in its cell has its note in the next one.
        let number = |text: std::borrow::Cow<'_, str>| crate::text::note_number(&format!("{text} "));
        self.note_rows.iter().filter_map(first).filter_map(number).collect()
    }

    /// Whether the header stands below the values: then its outermost level is the last row.
    pub(crate) fn header_is_below(&self) -> bool {
        self.header_rows.first().zip(self.data_rows.last()).is_some_and(|(header, data)| header > data)
    }

    /// The part that a cell plays in this table. Blank cells inside it play the part of their place.
    pub fn role(&self, row: u32, col: u32) -> Role {
        self.role_in(self.row_part(row), row, col)
    }

    /// The parts of the cells of a row from one column to another: [`Layout::role`] for many cells at once.
    pub fn roles(&self, row: u32, cols: std::ops::RangeInclusive<u32>) -> impl Iterator<Item = Role> + '_ {
        let part = self.row_part(row);
        cols.map(move |col| self.role_in(part, row, col))
    }

    /// Rows from its first title to its last note; none of its cells stands outside them.
    pub fn extent(&self) -> (u32, u32) {
        let lists =
            [&self.title_rows, &self.unit_rows, &self.note_rows, &self.group_rows, &self.ignored_rows];
        let first = lists.iter().filter_map(|rows| rows.first()).min();
        let last = lists.iter().filter_map(|rows| rows.last()).max();
        let (above, below) = (self.range.first.row, self.range.last.row);
        (first.map_or(above, |row| above.min(*row)), last.map_or(below, |row| below.max(*row)))
    }

    /// Its shape in words: header rows, where the labels stand, how many columns of values. Rows may come and go
    /// without another shape.
    pub fn shape(&self) -> String {
        let left = self.range.first.col;
        let labels = self.label_cols.iter().map(|label| column_letters(label.col.saturating_sub(left)));
        format!(
            "{} header rows, labels {}, {} value columns, {} groups",
            self.header_rows.len(),
            labels.collect::<Vec<_>>().join(" "),
            self.value_cols.len(),
            if self.group_rows.is_empty() { "no" } else { "with" },
        )
    }

    fn role_in(&self, part: RowPart, row: u32, col: u32) -> Role {
        let inside = self.range.contains(CellAddress::new(row, col));
        if !inside && (col < self.band.0 || col > self.band.1) {
            return Role::Empty;
        }
        let in_rows = (self.range.first.row..=self.range.last.row).contains(&row);
        if in_rows && has(&self.ignored_cols, col) || inside && has(&self.hidden_cols, col) {
            return Role::Ignored;
        }
        match part {
            RowPart::Whole(role) => role,
            // Left out by a person, wherever it stands.
            RowPart::Ignored => Role::Ignored,
            RowPart::Header => {
                if inside {
                    Role::Header
                } else {
                    Role::Empty
                }
            }
            RowPart::Data { .. } if !inside => Role::Empty,
            RowPart::Data { .. } if self.is_label_col(col) => Role::Label,
            RowPart::Data { total } if has(&self.value_cols, col) => {
                if total || has(&self.total_cols, col) {
                    Role::Total
                } else {
                    Role::Value
                }
            }
            RowPart::Data { .. } => {
                if has(&self.note_cols, col) {
                    Role::Note
                } else {
                    Role::Empty
                }
            }
        }
    }

    fn row_part(&self, row: u32) -> RowPart {
        let in_rows = (self.range.first.row..=self.range.last.row).contains(&row);
        if has(&self.ignored_rows, row) || in_rows && has(&self.hidden_rows, row) {
            RowPart::Ignored
        } else if has(&self.header_rows, row) {
            RowPart::Header
        } else if has(&self.group_rows, row) {
            RowPart::Whole(Role::Group)
        } else if has(&self.data_rows, row) {
            RowPart::Data { total: has(&self.total_rows, row) }
        } else {
            RowPart::Whole(self.row_role(row))
        }
    }

    fn row_role(&self, row: u32) -> Role {
        if has(&self.title_rows, row) {
            Role::Title
        } else if has(&self.unit_rows, row) {
            Role::Unit
        } else if has(&self.note_rows, row) {
            Role::Note
        } else {
            Role::Empty
        }
    }

    /// Whether `col` is one of the label columns.
    pub fn is_label_col(&self, col: u32) -> bool {
        self.label_cols.iter().any(|label| label.col == col)
    }
}

/// The part that a row plays, before it is asked in which column.
#[derive(Debug, Clone, Copy)]
enum RowPart {
    Whole(Role),
    Ignored,
    Header,
    Data { total: bool },
}

/// Whether a sorted list holds `at`.
fn has(sorted: &[u32], at: u32) -> bool {
    sorted.binary_search(&at).is_ok()
}
