//! The tables: their tidy rows, where those come from, and what a person corrects.

use model::Failure;
use tablewright::view::{RoleRequest, RowsOfView, RowsView, SessionView, TraceView};
use tauri::command;

use super::Shared;

/// Some tidy rows of a table, as read or as protected.
#[command]
pub(crate) async fn rows(
    desk: Shared<'_>,
    table: u32,
    as_protected: bool,
    first: u32,
    count: u32,
) -> Result<RowsView, Failure> {
    desk.look(move |session| session.rows(table, as_protected, first, count)).await
}

/// The index of the next tidy row that holds a text.
#[command]
pub(crate) async fn find_row(
    desk: Shared<'_>,
    table: u32,
    text: String,
    after: u32,
    backwards: bool,
) -> Result<Option<u32>, Failure> {
    desk.search(move |session, progress| session.find_row(table, &text, after, backwards, progress)).await
}

/// The cells that a tidy row comes from.
#[command]
pub(crate) async fn trace(desk: Shared<'_>, table: u32, row: u32) -> Result<TraceView, Failure> {
    desk.look(move |session| session.trace(table, row)).await
}

/// The tidy rows that come from an area of the table's sheet.
#[command]
pub(crate) async fn rows_of(
    desk: Shared<'_>,
    table: u32,
    first_row: u32,
    first_col: u32,
    last_row: u32,
    last_col: u32,
) -> Result<RowsOfView, Failure> {
    desk.look(move |session| session.rows_of(table, first_row, first_col, last_row, last_col)).await
}

/// Gives rows or columns of the sheet a role.
#[command]
pub(crate) async fn set_role(
    desk: Shared<'_>,
    table: u32,
    request: RoleRequest,
) -> Result<SessionView, Failure> {
    desk.change(move |session, progress| session.set_role(table, &request, progress)).await
}

/// Takes back every correction of a table's layout.
#[command]
pub(crate) async fn reset_layout(desk: Shared<'_>, table: u32) -> Result<SessionView, Failure> {
    desk.change(move |session, progress| session.reset_layout(table, progress)).await
}

/// A person says that a table is read right.
#[command]
pub(crate) async fn confirm_table(desk: Shared<'_>, table: u32) -> Result<SessionView, Failure> {
    desk.change(move |session, progress| session.confirm_table(table, progress)).await
}

/// Takes a table into the release, or leaves it out.
#[command]
pub(crate) async fn publish_table(
    desk: Shared<'_>,
    table: u32,
    publish: bool,
) -> Result<SessionView, Failure> {
    desk.change(move |session, progress| session.publish_table(table, publish, progress)).await
}
