//! `cargo xtask sample`: the sample release, written by the engine's own example.

use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::{Failure, Outcome};
use crate::process::{cargo, run};

/// The recipe of the sample release.
pub(crate) const RECIPE: &str = "sample.recipe.toml";
/// The decisions of the sample release.
pub(crate) const DECISIONS: &str = "sample.decisions.toml";

/// Writes the workbook, its recipe and its decisions into `folder`.
pub(crate) fn write(folder: &Path) -> Outcome {
    let mut example = cargo();
    example.args(["run", "--quiet", "--package", "tablewright", "--example", "sample", "--"]).arg(folder);
    run(&mut example, "The sample is written by crates/tablewright/examples/sample.rs; its words are above.")
}

/// The workbooks in a folder, by name.
pub(crate) fn workbooks(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).map_err(|error| Failure::file(folder, &error))?;
    let mut found: Vec<PathBuf> = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "xlsx"))
        .collect();
    found.sort();
    if found.is_empty() {
        return Err(Failure::new(
            format!("{}: there is no workbook in it.", folder.display()),
            "Delete the folder and run `cargo xtask sample` again.",
        ));
    }
    Ok(found)
}
