//! Declares the program's own commands: the page may call these, and nothing else.

/// The commands of `src/commands.rs`; `capabilities/page.json` allows each of them.
const COMMANDS: &[&str] = &[
    "watch",
    "open_files",
    "open_sample",
    "close_workbook",
    "rows",
    "set_policy",
    "decide",
    "undecide",
    "set_field",
    "undo",
    "redo",
    "export",
    "cancel",
];

fn main() {
    let manifest = tauri_build::AppManifest::new().commands(COMMANDS);
    if let Err(error) = tauri_build::try_build(tauri_build::Attributes::new().app_manifest(manifest)) {
        println!("cargo::error={error:#}");
    }
}
