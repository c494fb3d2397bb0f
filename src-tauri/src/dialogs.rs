//! The system's dialogs. What a person chooses there stays in this program: the page learns names.

use std::path::PathBuf;

use tauri::WebviewWindow;
use tauri_plugin_dialog::{DialogExt, FileDialogBuilder, FilePath};
use tokio::sync::oneshot;

/// Workbooks and recipes to open; none when the dialog was closed.
pub(crate) async fn files_to_open(window: &WebviewWindow) -> Vec<PathBuf> {
    let dialog = dialog(window, "Open workbooks")
        .add_filter(
            "Workbooks, CSV and recipes",
            &["xlsx", "xlsm", "xlsb", "xls", "ods", "csv", "tsv", "toml"],
        )
        .add_filter("All files", &["*"]);
    let chosen = answer(|send| dialog.pick_files(send)).await.unwrap_or_default();
    chosen.into_iter().filter_map(path).collect()
}

/// A folder to write into; none when the dialog was closed.
pub(crate) async fn folder(window: &WebviewWindow, title: &str) -> Option<PathBuf> {
    let dialog = dialog(window, title).set_can_create_directories(true);
    answer(|send| dialog.pick_folder(send)).await.and_then(path)
}

/// Where to save the recipe; none when the dialog was closed. The dialog itself asks before a file is replaced.
pub(crate) async fn recipe_to_save(window: &WebviewWindow, name: &str) -> Option<PathBuf> {
    let dialog = dialog(window, "Save the recipe").set_file_name(name).add_filter("Recipes", &["toml"]);
    answer(|send| dialog.save_file(send)).await.and_then(path)
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

fn path(chosen: FilePath) -> Option<PathBuf> {
    chosen.into_path().ok()
}
