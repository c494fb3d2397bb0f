//! Tools that cargo installs, each in one exact version, into a folder of ours: the reader's own
//! `~/.cargo/bin` is not touched.

use std::fs;
use std::process::Command;

use crate::failure::{Failure, Outcome};
use crate::place;
use crate::process::{cargo, exists, output, run, say};

/// A program from crates.io.
pub(crate) struct Tool {
    name: &'static str,
    version: &'static str,
    options: &'static [&'static str],
}

/// Translates between WebDriver and the webview of the window.
pub(crate) const TAURI_DRIVER: Tool = Tool { name: "tauri-driver", version: "2.1.0", options: &[] };

/// Judges the graph of dependencies by `deny.toml`. Its default features are for fetching the advisory
/// database, which is not asked here.
pub(crate) const CARGO_DENY: Tool =
    Tool { name: "cargo-deny", version: "0.20.2", options: &["--no-default-features"] };

/// Installs a tool, or leaves it when this version is there.
///
/// Built without optimisation: that takes a third of the time, and the tools have little to do.
pub(crate) fn provide(tool: &Tool) -> Outcome {
    if is_installed(tool) {
        say(&format!("{}: nothing is missing", tool.name));
        return Ok(());
    }
    say(&format!("{}: installing version {}", tool.name, tool.version));
    let mut install = cargo();
    install.args(["install", "--quiet", "--locked", "--debug", "--force", "--root"]).arg(place::tools());
    install.args([tool.name, "--version", tool.version]).args(tool.options);
    run(&mut install, "Check the network and the crates.io registry, then run the line above by hand.")
}

/// Installs the formatter and the linter where the toolchain came without them.
pub(crate) fn provide_components() -> Outcome {
    let has = |component: &str| output(cargo().args([component, "--version"])).is_some();
    let missing: Vec<&str> = [("fmt", "rustfmt"), ("clippy", "clippy")]
        .into_iter()
        .filter(|(c, _)| !has(c))
        .map(|(_, n)| n)
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let next = format!("Install them with your toolchain: rustup component add {}", missing.join(" "));
    if !exists("rustup") {
        return Err(Failure::new(format!("{} is not here.", missing.join(" and ")), next));
    }
    say(&format!("toolchain: adding {}", missing.join(" ")));
    run(Command::new("rustup").args(["component", "add"]).args(&missing), &next)
}

/// Asks cargo's own record of what is in the folder: `cargo install` would go to the network to find out.
fn is_installed(tool: &Tool) -> bool {
    let record = fs::read_to_string(place::tools().join(".crates.toml")).unwrap_or_default();
    place::tool(tool.name).is_file() && record.contains(&format!("\"{} {} (", tool.name, tool.version))
}
