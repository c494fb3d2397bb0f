//! `cargo xtask run`: the program on the reader's files, or on the sample release, by the quickest way there
//! is: the window where there is a display, the command where there is none.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::{Failure, Outcome};
use crate::process::{cargo, exit_code, run, say};
use crate::setup::{self, Need};
use crate::{place, sample, test, window};

/// Opens the window on `files`, or does their job by the command.
pub(crate) fn run_on(files: &[PathBuf]) -> Outcome {
    match (has_display(), files) {
        (true, files) => open_window(files),
        (false, []) => release_sample(),
        (false, files) => convert(files),
    }
}

fn has_display() -> bool {
    let set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    cfg!(any(windows, target_os = "macos")) || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

fn open_window(files: &[PathBuf]) -> Outcome {
    setup::provide(&[Need::Building, Need::Page])?;
    test::build_page()?;
    window::build()?;
    let files = if files.is_empty() {
        let (folder, mut files) = fresh_sample()?;
        files.push(folder.join(sample::RECIPE));
        files
    } else {
        files.to_vec()
    };
    let mut program = Command::new(window::built("tablewright-desktop"));
    run(program.args(files), "The program ended with an error. What it printed is above.")
}

/// The whole way on the sample release: workbook, recipe and decisions to a verified bundle.
fn release_sample() -> Outcome {
    say("there is no display here: doing the same job by the command line");
    let (folder, workbooks) = fresh_sample()?;
    let bundle = place::target().join("sample-release");
    let evidence = place::target().join("sample-release.INTERNAL");
    // Both are our own, from the last time; the command writes over nothing.
    for old in [&bundle, &evidence] {
        remove(old)?;
    }
    let mut release = tablewright("release");
    release.arg(folder.join(sample::RECIPE)).args(&workbooks);
    release.arg("--decisions").arg(folder.join(sample::DECISIONS)).arg("--out").arg(&bundle);
    run(&mut release, "The release was stopped. Why is said above.")?;
    say(&format!("the bundle:            {}", bundle.display()));
    say(&format!("the internal evidence: {}", evidence.display()));
    Ok(())
}

fn convert(files: &[PathBuf]) -> Outcome {
    say("there is no display here: doing the same job by the command line");
    let out = unused(&place::target(), "converted");
    run(
        tablewright("convert").args(files).arg("--out").arg(&out),
        "The files were not converted. Why is said above, with the next step.",
    )?;
    let next = "The files were not checked. Why is said above, with the next step.";
    match exit_code(tablewright("check").args(files), next)? {
        0 => say("the check found nothing that needs a decision"),
        // The check's own word for that: the job is done, and something is to be looked at.
        1 => say("the check found what is listed above; it needs a decision before anything is published"),
        code => return Err(Failure::new(format!("tablewright check failed (exit code {code})"), next)),
    }
    say(&format!("the tables: {}", out.display()));
    Ok(())
}

/// The command, built when it is not. It is run where the reader is, so that names of files stay theirs.
fn tablewright(command: &str) -> Command {
    let mut run = cargo();
    run.args(["run", "--quiet", "--package", "tablewright", "--bin", "tablewright", "--", command]);
    run
}

fn fresh_sample() -> Outcome<(PathBuf, Vec<PathBuf>)> {
    let folder = place::target().join("sample");
    remove(&folder)?;
    sample::write(&folder)?;
    let workbooks = sample::workbooks(&folder)?;
    Ok((folder, workbooks))
}

fn remove(folder: &Path) -> Outcome {
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(|error| Failure::file(folder, &error))?;
    }
    Ok(())
}

/// The first of `name-1`, `name-2`, ... that is not there: the results of earlier runs are kept.
fn unused(parent: &Path, name: &str) -> PathBuf {
    let mut number = 1_u32;
    loop {
        let folder = parent.join(format!("{name}-{number}"));
        if !folder.exists() {
            return folder;
        }
        number += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn earlier_results_are_kept() {
        let parent = env::temp_dir().join(format!("xtask-unused-{}", std::process::id()));
        fs::create_dir_all(parent.join("converted-1")).unwrap();
        assert_eq!(unused(&parent, "converted"), parent.join("converted-2"));
        fs::remove_dir_all(&parent).unwrap();
    }
}
