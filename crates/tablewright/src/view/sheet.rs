//! Workbooks and their sheets, as they are.

use serde::Serialize;

/// A workbook that is open.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct WorkbookView {
    /// Its number; it lasts as long as the workbook is open.
    pub id: u32,
    /// The file's name.
    pub name: String,
    /// Its format, in words ("Excel workbook (.xlsx)").
    pub format: String,
    /// Its size in bytes.
    #[cfg_attr(test, ts(type = "number"))]
    pub bytes: u64,
    /// What a person should know about how it was read ("It is open in another program: ...").
    pub notices: Vec<String>,
    /// Its sheets.
    pub sheets: Vec<SheetView>,
    /// What the file carries beside what a reader sees, kind by kind, those that were not found too.
    pub contents: Vec<ContentsView>,
}

/// One kind of hidden content and how much of it a file carries.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ContentsView {
    /// The stable word for the kind (`hidden-sheet`).
    pub kind: String,
    /// The kind in words ("Hidden sheets").
    pub label: String,
    /// How many findings of it there are.
    pub count: u32,
    /// How many of them still stop the release.
    pub open: u32,
}

/// A sheet of a workbook.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SheetView {
    /// Its name.
    pub name: String,
    /// `visible`, `hidden` or `very-hidden`.
    pub visibility: String,
    /// What it holds, in words ("2 tables", "no table", "empty").
    pub kind: String,
    /// Rows up to the last cell.
    pub rows: u32,
    /// Columns up to the last cell.
    pub cols: u32,
    /// Ids of the tables of the release that stand on it.
    pub tables: Vec<u32>,
}

/// What a grid needs to know of a sheet before it asks for cells. Rows and columns count from 0.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SheetShapeView {
    /// Rows up to the last cell.
    pub rows: u32,
    /// Columns up to the last cell.
    pub cols: u32,
    /// A width for each column, in characters (3 to 60), that fits what its first rows hold.
    pub widths: Vec<u32>,
    /// Runs of hidden rows: first, last.
    pub hidden_rows: Vec<(u32, u32)>,
    /// Runs of hidden columns: first, last.
    pub hidden_cols: Vec<(u32, u32)>,
    /// The tables that stand on it, those left out too.
    pub tables: Vec<SheetTableView>,
}

/// A table on a sheet: where to draw its frame.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SheetTableView {
    /// Its number.
    pub id: u32,
    /// Its title.
    pub title: String,
    /// First row, first column, last row, last column.
    pub area: (u32, u32, u32, u32),
    /// Whether it does not take part in the release.
    pub left_out: bool,
}

/// A block of cells.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct CellsView {
    /// First row.
    pub row: u32,
    /// First column.
    pub col: u32,
    /// The displayed text of each cell, row by row; empty for a blank one and for one that a merge covers.
    pub texts: Vec<Vec<String>>,
    /// The role of each cell as a letter, one string per row: `I` title, `H` header, `L` label, `V` value,
    /// `T` total, `G` group, `U` unit, `N` note, `X` ignored, `.` none.
    pub roles: Vec<String>,
    /// The look of each cell as a letter, one string per row: `t` text, `n` number, `T` and `N` the same in bold.
    pub looks: Vec<String>,
    /// The merged areas that touch the block, also those that begin outside it.
    pub merges: Vec<MergeView>,
}

/// A merged area.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct MergeView {
    /// First row.
    pub row: u32,
    /// First column.
    pub col: u32,
    /// How many rows.
    pub rows: u32,
    /// How many columns.
    pub cols: u32,
    /// Its displayed text.
    pub text: String,
    /// Its role, as a letter.
    pub role: String,
    /// Its look, as a letter.
    pub look: String,
}

/// The cells of the sheet that a tidy row comes from.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct TraceView {
    /// The workbook's number.
    pub workbook: u32,
    /// Index of the sheet in its workbook.
    pub sheet: u32,
    /// The cells; the value first.
    pub cells: Vec<TracedCellView>,
}

/// A cell that a tidy row comes from.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct TracedCellView {
    /// Its address (`B7`).
    pub cell: String,
    /// Its row.
    pub row: u32,
    /// Its column.
    pub col: u32,
    /// What it gives: `value`, or the name of the tidy column.
    pub gives: String,
}

/// A cell that was looked for.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct FoundCellView {
    /// Its address (`B7`).
    pub cell: String,
    /// Its row.
    pub row: u32,
    /// Its column.
    pub col: u32,
    /// Whether the search went past the end and began again at the other one.
    pub wrapped: bool,
}
