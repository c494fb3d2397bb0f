//! What differs from the recipe, and what a person says of it.

use model::Failure;
use tablewright::view::SessionView;
use tauri::command;

use super::Shared;

/// A missing table of the recipe is this one.
#[command]
pub(crate) async fn map_table(
    desk: Shared<'_>,
    expected: String,
    table: u32,
) -> Result<SessionView, Failure> {
    desk.change(move |session, progress| session.map_table(&expected, table, progress)).await
}

/// A table of the recipe is gone for good.
#[command]
pub(crate) async fn accept_missing(desk: Shared<'_>, expected: String) -> Result<SessionView, Failure> {
    desk.change(move |session, progress| session.accept_missing(&expected, progress)).await
}

/// One difference within a table is meant: what is new is taken over, what is gone is forgotten.
#[command]
pub(crate) async fn accept_difference(desk: Shared<'_>, item: String) -> Result<SessionView, Failure> {
    desk.change(move |session, progress| session.accept(&item, progress)).await
}

/// What is gone within a table goes by another name now.
#[command]
pub(crate) async fn map_difference(
    desk: Shared<'_>,
    item: String,
    new: String,
) -> Result<SessionView, Failure> {
    desk.change(move |session, progress| session.map(&item, &new, progress)).await
}
