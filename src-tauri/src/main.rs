//! The desktop program: a window over the engine's session. This room owns the window, its dialogs and drops, the
//! drafts, the clock, and the commands that the page may call; it has no rule of the work, and no path leaves it for
//! the page.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

#[cfg(test)]
mod allowed;
mod cabinet;
mod clipboard;
mod clock;
mod commands;
mod desk;
mod dialogs;
mod drafting;
mod folder;
mod jobs;
mod keeping;
mod notice;
mod preview;
mod window;

use std::path::PathBuf;
use std::sync::Arc;

use tauri::{App, Manager, RunEvent};

use crate::cabinet::Cabinet;
use crate::clipboard::Clipboard;
use crate::desk::Desk;

// What the macro writes keeps the page in a map whose order reaches nothing.
#[allow(clippy::disallowed_types, clippy::too_many_lines, reason = "the list of commands is long")]
fn main() -> Result<(), tauri::Error> {
    keep_panics_quiet();
    let app = tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .register_asynchronous_uri_scheme_protocol(preview::SCHEME, |context, request, responder| {
            preview::answer(&context, request.uri().path(), responder);
        })
        .invoke_handler(tauri::generate_handler![
            commands::home::watch,
            commands::home::open_files,
            commands::home::open_sample,
            commands::home::recent,
            commands::home::open_recent,
            commands::home::forget_recent,
            commands::home::new_release,
            commands::everywhere::go,
            commands::home::save_recipe,
            commands::workbooks::close_workbook,
            commands::workbooks::sheet,
            commands::workbooks::cells,
            commands::workbooks::find_cell,
            commands::tables::rows,
            commands::tables::find_row,
            commands::tables::trace,
            commands::tables::rows_of,
            commands::tables::set_role,
            commands::tables::reset_layout,
            commands::tables::confirm_table,
            commands::tables::publish_table,
            commands::shape::split_table,
            commands::shape::merge_tables,
            commands::shape::add_table,
            commands::shape::reset_shape,
            commands::shape::similar_tables,
            commands::shape::apply_to,
            commands::shape::stacks,
            commands::shape::stack,
            commands::shape::unstack,
            commands::matching::map_table,
            commands::matching::accept_missing,
            commands::matching::accept_difference,
            commands::matching::map_difference,
            commands::columns::columns,
            commands::columns::values,
            commands::columns::set_column,
            commands::checks::findings,
            commands::checks::set_policy,
            commands::checks::decide,
            commands::checks::undecide,
            commands::export::set_field,
            commands::export::next_edition,
            commands::export::export_plan,
            commands::export::choose_folder,
            commands::export::export,
            commands::export::open_folder,
            commands::everywhere::undo,
            commands::everywhere::redo,
            commands::everywhere::zoom,
            commands::everywhere::copy,
            commands::everywhere::cancel,
        ])
        .setup(|app| Ok(start(app)?))
        .build(tauri::generate_context!())?;
    app.run(|app, event| {
        if matches!(event, RunEvent::Exit)
            && let Some(desk) = app.try_state::<Arc<Desk>>()
        {
            desk.put_down();
        }
    });
    Ok(())
}

/// Lays out the desk, opens the window, and begins with the files that were given, or with what a crash interrupted.
fn start(app: &mut App) -> Result<(), tauri::Error> {
    let desk = Arc::new(Desk::beside(Cabinet::in_folder(app.path().app_local_data_dir()?)));
    app.manage(Arc::clone(&desk));
    app.manage(Clipboard::default());
    window::create(app, &desk)?;
    let files = given();
    if files.is_empty() {
        tauri::async_runtime::spawn(async move { desk.restore().await });
    } else {
        window::open(&desk, files);
    }
    Ok(())
}

/// The files that the program was started with ("Open with", or the command line).
fn given() -> Vec<PathBuf> {
    let given = std::env::args_os().skip(1).map(PathBuf::from);
    // A draft remembers where its workbooks are, wherever the program is started the next time.
    given.map(|file| std::path::absolute(&file).unwrap_or(file)).collect()
}

/// A caught panic is told to the page. Its own words could hold a value, and where a desktop keeps what its programs
/// print they would stay on the disc.
fn keep_panics_quiet() {
    if !cfg!(debug_assertions) {
        std::panic::set_hook(Box::new(|_| {}));
    }
}
