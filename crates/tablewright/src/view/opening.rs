//! Workbooks that are being opened.

use serde::Serialize;

/// A workbook that is being opened.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct OpeningView {
    /// The number that it will have.
    pub id: u32,
    /// The file's name.
    pub name: String,
    /// Its sheets, as far as they are known.
    pub sheets: Vec<OpeningSheetView>,
}

/// A sheet of a workbook that is being opened.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct OpeningSheetView {
    /// Its name.
    pub name: String,
    /// Its rows and columns up to the last cell, when it is read and can be looked at; none before.
    pub size: Option<(u32, u32)>,
}
