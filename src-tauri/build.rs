//! Declares the program's own commands: the page may call these, and nothing else.

/// The commands of `src/commands`; `capabilities/page.json` allows each of them.
const COMMANDS: &[&str] = &[
    "watch",
    "open_files",
    "open_sample",
    "recent",
    "open_recent",
    "forget_recent",
    "new_release",
    "go",
    "save_recipe",
    "close_workbook",
    "sheet",
    "cells",
    "find_cell",
    "rows",
    "find_row",
    "trace",
    "rows_of",
    "set_role",
    "reset_layout",
    "confirm_table",
    "publish_table",
    "split_table",
    "merge_tables",
    "add_table",
    "reset_shape",
    "similar_tables",
    "apply_to",
    "stacks",
    "stack",
    "unstack",
    "map_table",
    "accept_missing",
    "accept_difference",
    "map_difference",
    "columns",
    "values",
    "set_column",
    "findings",
    "set_policy",
    "decide",
    "undecide",
    "set_field",
    "next_edition",
    "export_plan",
    "choose_folder",
    "export",
    "open_folder",
    "undo",
    "redo",
    "zoom",
    "copy",
    "cancel",
];

fn main() {
    let manifest = tauri_build::AppManifest::new().commands(COMMANDS);
    if let Err(error) = tauri_build::try_build(tauri_build::Attributes::new().app_manifest(manifest)) {
        println!("cargo::error={error:#}");
    }
}
