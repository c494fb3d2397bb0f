//! Where things are in the project's folder.

use std::env;
use std::path::{Path, PathBuf};

/// The folder of the workspace. Cargo names it to a running program; the built-in path serves when the
/// program is started by hand.
pub(crate) fn root() -> PathBuf {
    let manifest = env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    manifest.parent().map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}

/// Cargo's target folder: everything that a task writes goes below it.
pub(crate) fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |given| root().join(given))
}

/// The page.
pub(crate) fn page() -> PathBuf {
    root().join("ui")
}

/// The tests that drive the real window.
pub(crate) fn window_tests() -> PathBuf {
    root().join("tests").join("window")
}

/// The tests that look at the page in a browser.
pub(crate) fn page_tests() -> PathBuf {
    root().join("tests").join("page")
}

/// Where the page is built with its stand-in engine: never beside the one that the program carries.
pub(crate) fn page_with_stand_in() -> PathBuf {
    target().join("page-mock")
}

/// What belongs to the judges: their requirements, and those that look at the page of a bundle.
pub(crate) fn judges_source() -> PathBuf {
    root().join("tests").join("judges")
}

/// The Python environment that holds the independent judges.
pub(crate) fn judges() -> PathBuf {
    target().join("judges")
}

/// The folder of the programs in the judges' environment.
pub(crate) fn judges_programs() -> PathBuf {
    judges().join(if cfg!(windows) { "Scripts" } else { "bin" })
}

/// The folder that `cargo install --root` gets for the tools of the tests.
pub(crate) fn tools() -> PathBuf {
    target().join("tools")
}

/// A program in [`tools`].
pub(crate) fn tool(name: &str) -> PathBuf {
    tools().join("bin").join(format!("{name}{}", env::consts::EXE_SUFFIX))
}
