//! Whether two programs wrote the same values.

use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use crate::failure::{Failure, Outcome};

/// Compares the CSV files of two folders, in the order of their numbers; how many values they hold. The workbooks that
/// are measured hold neither commas nor quotes.
pub(crate) fn folders(ours: &Path, theirs: &Path) -> Outcome<u64> {
    let (ours, theirs) = (csvs(ours)?, csvs(theirs)?);
    if ours.len() != theirs.len() || ours.is_empty() {
        return Err(differ(&format!("{} files instead of {}", ours.len(), theirs.len())));
    }
    let mut values = 0;
    for (ours, theirs) in ours.iter().zip(&theirs) {
        values += files(ours, theirs)?;
    }
    Ok(values)
}

fn differ(what: &str) -> Failure {
    Failure::new(format!("The outputs differ: {what}"), "A fast wrong answer is a defect.")
}

fn csvs(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).map_err(|error| Failure::file(folder, &error))?;
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort_by_key(|path| (path.as_os_str().len(), path.clone()));
    Ok(paths)
}

fn files(ours: &Path, theirs: &Path) -> Outcome<u64> {
    let open =
        |path: &Path| File::open(path).map(BufReader::new).map_err(|error| Failure::file(path, &error));
    let (mut ours_lines, mut theirs_lines) = (open(ours)?, open(theirs)?);
    let (mut one, mut other) = (String::new(), String::new());
    let mut values = 0;
    for line in 1.. {
        one.clear();
        other.clear();
        let ends = |error: std::io::Error| Failure::file(ours, &error);
        let read = (
            ours_lines.read_line(&mut one).map_err(ends)?,
            theirs_lines.read_line(&mut other).map_err(ends)?,
        );
        if read == (0, 0) {
            break;
        }
        let (left, right) = (one.trim_end().split(','), other.trim_end().split(','));
        values += left.clone().count() as u64;
        if left.clone().count() != right.clone().count()
            || !left.zip(right).all(|(left, right)| same(left, right))
        {
            return Err(differ(&format!("line {line} of {}:\n    {one}    {other}", ours.display())));
        }
    }
    Ok(values)
}

fn same(left: &str, right: &str) -> bool {
    let number = |text: &str| text.parse::<f64>().ok().map(f64::to_bits);
    left == right || (number(left).is_some() && number(left) == number(right))
}
