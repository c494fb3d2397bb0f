//! Where something is: the file as the person knows it, the sheet, the cell.

use serde::Serialize;

/// A place in an input. Paths never appear here: `file` is the file's name alone.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Place {
    /// The file's name, without its folder.
    pub file: String,
    /// The sheet's name, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// A cell (`B7`), a range (`B7:C9`), rows (`12:15`) or columns (`D:F`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell: Option<String>,
}

impl Place {
    /// The whole file.
    pub fn file(file: &str) -> Self {
        Self { file: file.to_owned(), sheet: None, cell: None }
    }

    /// A whole sheet.
    pub fn sheet(file: &str, sheet: &str) -> Self {
        Self { file: file.to_owned(), sheet: Some(sheet.to_owned()), cell: None }
    }

    /// A cell, range, rows or columns of a sheet.
    pub fn cell(file: &str, sheet: &str, cell: &impl ToString) -> Self {
        Self { file: file.to_owned(), sheet: Some(sheet.to_owned()), cell: Some(cell.to_string()) }
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (&self.sheet, &self.cell) {
            (Some(sheet), Some(cell)) => write!(f, "{} · {sheet}!{cell}", self.file),
            (Some(sheet), None) => write!(f, "{} · {sheet}", self.file),
            (None, Some(cell)) => write!(f, "{} · {cell}", self.file),
            (None, None) => f.write_str(&self.file),
        }
    }
}
