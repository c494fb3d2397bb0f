//! The desktop program: a window over the engine's session. This room owns the window, its dialogs and drops,
//! and the commands that the page may call; it has no logic of its own, and no path leaves it for the page.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod commands;
mod desk;
mod notice;
mod window;

use std::path::PathBuf;
use std::sync::Arc;

use crate::desk::Desk;

// What the macro writes keeps the page in a map whose order reaches nothing.
#[allow(clippy::disallowed_types)]
fn main() -> Result<(), tauri::Error> {
    let desk = Arc::new(Desk::default());
    tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .manage(Arc::clone(&desk))
        .invoke_handler(tauri::generate_handler![
            commands::watch,
            commands::open_files,
            commands::open_sample,
            commands::close_workbook,
            commands::rows,
            commands::set_policy,
            commands::decide,
            commands::undecide,
            commands::set_field,
            commands::undo,
            commands::redo,
            commands::export,
            commands::cancel,
        ])
        .setup(move |app| {
            window::create(app, &desk)?;
            window::open(&desk, given());
            Ok(())
        })
        .run(tauri::generate_context!())
}

/// The files that the program was started with ("Open with", or the command line).
fn given() -> Vec<PathBuf> {
    std::env::args_os().skip(1).map(PathBuf::from).collect()
}
