//! The columns of a tidy table.

use model::Failure;
use tablewright::view::{ColumnRequest, ColumnsView, SessionView, ValuesView};
use tauri::command;

use super::Shared;

/// The columns of a table.
#[command]
pub(crate) async fn columns(desk: Shared<'_>, table: u32) -> Result<ColumnsView, Failure> {
    desk.look(move |session| session.columns(table)).await
}

/// Some distinct values of a dimension, with their counts.
#[command]
pub(crate) async fn values(
    desk: Shared<'_>,
    table: u32,
    column: String,
    first: u32,
    count: u32,
) -> Result<ValuesView, Failure> {
    desk.look(move |session| session.values(table, &column, first, count)).await
}

/// Corrects a column.
#[command]
pub(crate) async fn set_column(
    desk: Shared<'_>,
    table: u32,
    request: ColumnRequest,
) -> Result<SessionView, Failure> {
    desk.change(move |session, progress| session.set_column(table, &request, progress)).await
}
