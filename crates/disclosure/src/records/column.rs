//! Columns of interned texts.

#[allow(clippy::disallowed_types, reason = "only looked up; its order reaches nothing")]
use std::collections::HashMap;

/// A table of columns of the same length. A blank cell is the empty text.
#[derive(Debug, Clone, Default)]
pub struct Records {
    /// The file's name.
    pub file: String,
    /// The sheet; none for a CSV.
    pub sheet: Option<String>,
    /// The sheet row of each record, from zero.
    pub rows: Vec<u32>,
    /// Its columns.
    pub columns: Vec<Column>,
}

/// A column: its heading, its distinct texts, and which of them stands in each row.
#[derive(Debug, Clone, Default)]
pub struct Column {
    /// The heading; empty where there is none.
    pub header: String,
    /// Its column on the sheet, from zero.
    pub position: u32,
    /// Index into `values`, one per row.
    pub codes: Vec<u32>,
    /// The distinct texts, in order of first appearance.
    pub values: Vec<String>,
}

impl Column {
    /// How many rows hold each of `values`.
    pub(super) fn counts(&self) -> Vec<u32> {
        let mut counts = vec![0; self.values.len()];
        self.codes.iter().for_each(|code| counts[*code as usize] += 1);
        counts
    }
}

/// Puts a column together text by text.
#[allow(clippy::disallowed_types, reason = "only looked up; its order reaches nothing")]
#[derive(Debug, Default)]
pub struct ColumnBuilder {
    column: Column,
    known: HashMap<String, u32>,
}

impl ColumnBuilder {
    /// A column without rows.
    pub fn new(header: &str, position: u32) -> Self {
        let column = Column { header: header.trim().to_owned(), position, ..Column::default() };
        Self { column, ..Self::default() }
    }

    /// The text of the next row; surrounding blanks are taken off.
    pub fn push(&mut self, text: &str) {
        let text = text.trim();
        let code = if let Some(code) = self.known.get(text) {
            *code
        } else {
            let code = self.column.values.len() as u32;
            self.column.values.push(text.to_owned());
            self.known.insert(text.to_owned(), code);
            code
        };
        self.column.codes.push(code);
    }

    /// The column.
    pub fn finish(self) -> Column {
        self.column
    }
}
