//! `cargo xtask pictures`: the pictures of the guide, from those that the tests of the window have made.

use std::fs;
use std::process::Command;

use crate::failure::{Failure, Outcome};
use crate::place;
use crate::process::{run, say};

/// What the guide shows, each in light and in dark.
const SHOWN: &[&str] = &["home", "match", "workbooks", "tables", "columns", "checks", "describe", "export"];

/// Copies the pictures of the last run into `docs/images`, with fewer colours, so that the repository stays small.
pub(crate) fn copy() -> Outcome {
    let (from, to) = (place::target().join("screenshots"), place::root().join("docs/images"));
    fs::create_dir_all(&to).map_err(|error| Failure::file(&to, &error))?;
    for name in SHOWN.iter().flat_map(|name| ["light", "dark"].map(|theme| format!("{name}-{theme}.png"))) {
        let picture = from.join(&name);
        if !picture.exists() {
            return Err(Failure::new(
                format!("{}: there is no such picture.", picture.display()),
                "Run `cargo xtask test window` first: its tests make the pictures.",
            ));
        }
        let mut convert = Command::new("convert");
        convert.arg(&picture).args([
            "-strip",
            "+dither",
            "-colors",
            "128",
            "-define",
            "png:compression-level=9",
        ]);
        run(convert.arg(to.join(&name)), "ImageMagick is installed by `cargo xtask setup`.")?;
    }
    say("the pictures of docs/guide.md are those of the last run now: look at them before you commit them");
    Ok(())
}
