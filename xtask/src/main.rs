//! The project's own tasks: `cargo xtask run`, `cargo xtask test` and what they are made of.
//!
//! This program knows nothing of the engine: it installs, builds, starts and judges by running the same
//! commands that a person would type, and shows each of them.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod failure;
mod place;
mod process;
mod setup;
mod system;

use setup::Need;
fn main() {
    if let Err(f) = setup::provide(&[Need::Building, Need::WindowTest, Need::Judges]) { eprintln!("{f}"); std::process::exit(1) }
}
