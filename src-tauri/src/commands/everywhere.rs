//! What every step offers.

use model::Failure;
use tablewright::view::SessionView;
use tauri::{State, WebviewWindow, command};

use super::Shared;
use crate::clipboard::Clipboard;
use crate::keeping::Turn;
use crate::window;

/// Remembers the step that the person is at.
#[command]
pub(crate) async fn go(desk: Shared<'_>, step: String) -> Result<(), Failure> {
    desk.go(step)
}

/// Goes one step back.
#[command]
pub(crate) async fn undo(desk: Shared<'_>) -> Result<SessionView, Failure> {
    desk.turn(Turn::Undo, |session, progress| session.undo(progress)).await
}

/// Does again what was undone.
#[command]
pub(crate) async fn redo(desk: Shared<'_>) -> Result<SessionView, Failure> {
    desk.change(|session, progress| session.redo(progress)).await
}

/// Makes the page larger, smaller, or as it was; gives its size in percent.
#[command]
pub(crate) async fn zoom(window: WebviewWindow, desk: Shared<'_>, how: String) -> Result<u32, Failure> {
    Ok(window::zoom(&window, &desk.cabinet, &how))
}

/// Puts a text on the system's clipboard. The webview keeps its own closed to a page that had to wait for its cells.
#[command]
pub(crate) async fn copy(clipboard: State<'_, Clipboard>, text: String) -> Result<(), Failure> {
    clipboard.put(text)
}

/// Asks the running job to stop.
#[command]
pub(crate) async fn cancel(desk: Shared<'_>) -> Result<(), Failure> {
    desk.jobs.cancel();
    Ok(())
}
