//! The page by itself in a browser: built with its stand-in engine, into a folder of its own, and looked at by the
//! tests in `tests/page`. A browser that is not there fails them; they are never skipped.

use crate::failure::Outcome;
use crate::place;
use crate::process::{npm, run};

/// Builds the page with its stand-in and runs the tests on it.
pub(crate) fn test() -> Outcome {
    build()?;
    let tests = place::page_tests();
    let mut command = npm(&tests);
    command.args(["test", "--silent"]);
    command.env("TABLEWRIGHT_PAGE", place::page_with_stand_in());
    run(&mut command, "What went wrong is above; `cargo xtask test page` repeats it.")
}

fn build() -> Outcome {
    let mut command = npm(&place::page());
    command.args(["exec", "--", "vite", "build", "--mode", "mock", "--logLevel", "warn", "--emptyOutDir"]);
    command.arg("--outDir").arg(place::page_with_stand_in());
    run(&mut command, "What went wrong is above; the command before it repeats it in `ui`.")
}
