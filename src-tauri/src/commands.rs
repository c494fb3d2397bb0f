//! The commands that the page may call. Each waits its turn, calls the session, and gives what there is then.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::{Timestamp, Unit};
use model::Failure;
use tablewright::view::{DecisionRequest, ExportView, RowsView, SessionView};
use tauri::ipc::Channel;
use tauri::{State, WebviewWindow, command};
use tauri_plugin_dialog::{DialogExt, FileDialogBuilder, FilePath};
use tokio::sync::oneshot;

use crate::desk::Desk;
use crate::notice::Notice;

type Shared<'a> = State<'a, Arc<Desk>>;

/// Starts telling the page what happens; gives what there is now.
#[command]
pub(crate) async fn watch(desk: Shared<'_>, notices: Channel<Notice>) -> Result<SessionView, Failure> {
    desk.watch(notices);
    Ok(desk.session().view())
}

/// Asks for workbooks with the system's dialog and opens them.
#[command]
pub(crate) async fn open_files(window: WebviewWindow, desk: Shared<'_>) -> Result<SessionView, Failure> {
    let dialog = dialog(&window, "Open workbooks")
        .add_filter(
            "Workbooks, CSV and recipes",
            &["xlsx", "xlsm", "xlsb", "xls", "ods", "csv", "tsv", "toml"],
        )
        .add_filter("All files", &["*"]);
    let files = paths(answer(|send| dialog.pick_files(send)).await.unwrap_or_default());
    if files.is_empty() {
        return Ok(desk.session().view());
    }
    let open = desk.change(move |session, progress| {
        session.open(&files, progress);
        Ok(())
    });
    open.await
}

/// Opens the sample release.
#[command]
pub(crate) async fn open_sample(desk: Shared<'_>) -> Result<SessionView, Failure> {
    desk.change(|session, progress| session.open_sample(progress)).await
}

/// Closes a workbook.
#[command]
pub(crate) async fn close_workbook(desk: Shared<'_>, workbook: u32) -> Result<SessionView, Failure> {
    desk.change(move |session, progress| session.close(workbook, progress)).await
}

/// Some tidy rows of a table. They come from the session as it is, also while a job runs.
#[command]
pub(crate) async fn rows(
    desk: Shared<'_>,
    table: u32,
    as_protected: bool,
    first: u32,
    count: u32,
) -> Result<RowsView, Failure> {
    desk.session().rows(table, as_protected, first, count)
}

/// Chooses the policy of one table, or of all that have none of their own.
#[command]
pub(crate) async fn set_policy(
    desk: Shared<'_>,
    table: Option<u32>,
    policy: String,
) -> Result<SessionView, Failure> {
    desk.change(move |session, progress| session.set_policy(table, &policy, progress)).await
}

/// Decides on findings. The window's clock says when; the engine only copies it.
#[command]
pub(crate) async fn decide(desk: Shared<'_>, request: DecisionRequest) -> Result<SessionView, Failure> {
    let now = Timestamp::now().round(Unit::Second).unwrap_or_default().to_string();
    desk.change(move |session, progress| session.decide(&request, Some(&now), progress)).await
}

/// Takes a decision back.
#[command]
pub(crate) async fn undecide(desk: Shared<'_>, finding: String) -> Result<SessionView, Failure> {
    desk.change(move |session, progress| session.undecide(&finding, progress)).await
}

/// Fills a field of the metadata.
#[command]
pub(crate) async fn set_field(desk: Shared<'_>, key: String, value: String) -> Result<SessionView, Failure> {
    desk.change(move |session, progress| session.set_field(&key, &value, progress)).await
}

/// Goes one step back.
#[command]
pub(crate) async fn undo(desk: Shared<'_>) -> Result<SessionView, Failure> {
    desk.change(|session, progress| session.undo(progress)).await
}

/// Does again what was undone.
#[command]
pub(crate) async fn redo(desk: Shared<'_>) -> Result<SessionView, Failure> {
    desk.change(|session, progress| session.redo(progress)).await
}

/// Asks for a folder with the system's dialog and writes the release to a new folder in it; none when the
/// dialog was closed.
#[command]
pub(crate) async fn export(window: WebviewWindow, desk: Shared<'_>) -> Result<Option<ExportView>, Failure> {
    let dialog = dialog(&window, "Choose the folder for the release").set_can_create_directories(true);
    let chosen = answer(|send| dialog.pick_folder(send)).await;
    let Some(parent) = chosen.and_then(|folder| folder.into_path().ok()) else { return Ok(None) };
    let write = desk.job(move |desk, progress| {
        let session = desk.session();
        session.export(&parent.join(session.export_name()), progress).map(Some)
    });
    write.await
}

/// Asks the running job to stop.
#[command]
pub(crate) async fn cancel(desk: Shared<'_>) -> Result<(), Failure> {
    desk.cancel();
    Ok(())
}

fn dialog(window: &WebviewWindow, title: &str) -> FileDialogBuilder<tauri::Wry> {
    window.dialog().file().set_parent(window).set_title(title)
}

/// What the person chose in a dialog; none when it was closed.
async fn answer<T: Send + 'static>(show: impl FnOnce(Box<dyn FnOnce(Option<T>) + Send>)) -> Option<T> {
    let (send, receive) = oneshot::channel();
    show(Box::new(move |chosen| {
        // The page may have gone while the dialog was open.
        let _ = send.send(chosen);
    }));
    receive.await.ok().flatten()
}

fn paths(chosen: Vec<FilePath>) -> Vec<PathBuf> {
    chosen.into_iter().filter_map(|file| file.into_path().ok()).collect()
}
