//! The workbooks and their sheets as they are.

use model::Failure;
use tablewright::view::{CellsView, FoundCellView, SessionView, SheetShapeView};
use tauri::command;

use super::Shared;

/// Closes a workbook.
#[command]
pub(crate) async fn close_workbook(desk: Shared<'_>, workbook: u32) -> Result<SessionView, Failure> {
    desk.change(move |session, progress| session.close(workbook, progress)).await
}

/// What a grid needs to know of a sheet before it asks for cells.
#[command]
pub(crate) async fn sheet(desk: Shared<'_>, workbook: u32, sheet: u32) -> Result<SheetShapeView, Failure> {
    desk.look(move |session| session.sheet(workbook, sheet)).await
}

/// A block of cells.
#[command]
pub(crate) async fn cells(
    desk: Shared<'_>,
    workbook: u32,
    sheet: u32,
    row: u32,
    col: u32,
    rows: u32,
    cols: u32,
) -> Result<CellsView, Failure> {
    desk.look(move |session| session.cells(workbook, sheet, row, col, rows, cols)).await
}

/// The next cell that holds a text.
#[command]
pub(crate) async fn find_cell(
    desk: Shared<'_>,
    workbook: u32,
    sheet: u32,
    text: String,
    after_row: u32,
    after_col: u32,
    backwards: bool,
) -> Result<Option<FoundCellView>, Failure> {
    let search = desk.search(move |session, progress| {
        session.find_cell(workbook, sheet, &text, (after_row, after_col), backwards, progress)
    });
    search.await
}
