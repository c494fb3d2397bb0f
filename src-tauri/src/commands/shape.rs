//! Which cells are one table: cut, put together, marked out, stacked, and read like another one.

use model::Failure;
use tablewright::view::{SessionView, SimilarView, StackView};
use tauri::command;

use super::Shared;

/// Cuts a table in two before a row or column of its sheet.
#[command]
pub(crate) async fn split_table(
    desk: Shared<'_>,
    table: u32,
    along: String,
    at: u32,
) -> Result<SessionView, Failure> {
    desk.change(move |session, progress| session.split_table(table, &along, at, progress)).await
}

/// Puts tables of one sheet together.
#[command]
pub(crate) async fn merge_tables(desk: Shared<'_>, tables: Vec<u32>) -> Result<SessionView, Failure> {
    desk.change(move |session, progress| session.merge_tables(&tables, progress)).await
}

/// Makes a table of an area of a sheet.
#[command]
pub(crate) async fn add_table(
    desk: Shared<'_>,
    workbook: u32,
    sheet: u32,
    first: (u32, u32),
    last: (u32, u32),
) -> Result<SessionView, Failure> {
    desk.change(move |session, progress| session.add_table(workbook, sheet, (first, last), progress)).await
}

/// Takes back that a table was cut, put together or marked out.
#[command]
pub(crate) async fn reset_shape(desk: Shared<'_>, table: u32) -> Result<SessionView, Failure> {
    desk.change(move |session, progress| session.reset_shape(table, progress)).await
}

/// The tables like another one.
#[command]
pub(crate) async fn similar_tables(desk: Shared<'_>, table: u32) -> Result<Vec<SimilarView>, Failure> {
    desk.look(move |session| session.similar_tables(table)).await
}

/// Has the corrections of a table made in others too.
#[command]
pub(crate) async fn apply_to(desk: Shared<'_>, table: u32, others: Vec<u32>) -> Result<SessionView, Failure> {
    desk.change(move |session, progress| session.apply_to(table, &others, progress)).await
}

/// The stacks that are made, and those that are offered.
#[command]
pub(crate) async fn stacks(desk: Shared<'_>) -> Result<Vec<StackView>, Failure> {
    desk.look(|session| Ok(session.stacks())).await
}

/// Makes a stack that is offered.
#[command]
pub(crate) async fn stack(desk: Shared<'_>, name: String) -> Result<SessionView, Failure> {
    desk.change(move |session, progress| session.stack_offered(&name, progress)).await
}

/// Takes a stack apart.
#[command]
pub(crate) async fn unstack(desk: Shared<'_>, name: String) -> Result<SessionView, Failure> {
    desk.change(move |session, progress| session.unstack(&name, progress)).await
}
