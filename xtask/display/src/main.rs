//! `display [--work FOLDER] WORKBOOKS`: every cell of real workbooks, and of one made here that tries number formats
//! of every kind, as this program displays it and as `LibreOffice` does.
//!
//! Exit code 1 when fewer than 99.5 % of the cells with a value that is not text are equal, or when more than 0.5 %
//! of the cells made here differ for no known cause.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "it prints a report")]

mod causes;
mod families;
mod flat;
mod grid;
mod office;
mod report;
mod stored;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use model::{CellAddress, Quiet};
use workbook::{Cell, Limits, Sheet};

use causes::Difference;
use report::Report;
use stored::Stored;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let (work, folder) = match words.as_slice() {
        [flag, work, folder] if flag == "--work" => (PathBuf::from(work), folder),
        [folder] => (std::env::temp_dir().join("display"), folder),
        _ => {
            eprintln!("display [--work FOLDER] WORKBOOKS");
            return ExitCode::from(2);
        }
    };
    match compare(Path::new(folder), &work) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Compares both; whether they are alike enough.
fn compare(folder: &Path, work: &Path) -> Result<bool, String> {
    fs::create_dir_all(work).map_err(|error| format!("{}: {error}", work.display()))?;
    let made = work.join("formats.xlsx");
    grid::write(&made).map_err(|error| format!("{}: {error}", made.display()))?;
    let made = read(&[made], &work.join("made"))?;
    let is_alike =
        made.print("number formats on values that try them", |report| report.explained_share() >= 0.995);
    let files = workbooks(folder);
    if files.is_empty() {
        println!("skipped: there are no workbooks in {}", folder.display());
        return Ok(is_alike);
    }
    let real = read(&files, &work.join("real"))?;
    Ok(real.print("real workbooks", |report| report.equal_share() >= 0.995) && is_alike)
}

fn workbooks(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let is_workbook = |path: &PathBuf| {
        let ending = path.extension().unwrap_or_default().to_ascii_lowercase();
        ["xlsx", "xlsm", "xlsb", "xls", "ods"].iter().any(|known| ending == *known)
    };
    let mut files: Vec<PathBuf> = entries.filter(is_workbook).collect();
    files.sort();
    files
}

/// What both make of the workbooks.
fn read(files: &[PathBuf], work: &Path) -> Result<Report, String> {
    let mut report = Report::default();
    for (file, flat) in files.iter().zip(office::flatten(files, work)?) {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let bytes = fs::read(file).map_err(|error| format!("{name}: {error}"))?;
        let book = workbook::open(&name, &bytes, &Limits::default(), &Quiet)
            .map_err(|failure| failure.to_string())?;
        let shown = flat::read(&flat).map_err(|error| format!("{name}: {error}"))?;
        let stored = Stored::read(&bytes);
        for sheet in &book.sheets {
            match shown.iter().find(|(other, _)| *other == sheet.name) {
                Some((_, cells)) => {
                    compare_sheet(&mut report, &name, sheet, cells);
                    stored.compare(&mut report, &name, sheet, cells);
                }
                None => return Err(format!("{name}: LibreOffice has no sheet '{}'", sheet.name)),
            }
        }
    }
    Ok(report)
}

fn compare_sheet(report: &mut Report, file: &str, sheet: &Sheet, cells: &flat::Cells) {
    let mut places: BTreeSet<(u32, u32)> = cells.keys().copied().collect();
    for row in 0..sheet.rows() {
        places.extend(
            (0..sheet.cols()).filter(|col| sheet.cell(row, *col) != Cell::Empty).map(|col| (row, col)),
        );
    }
    let none = flat::Cell::default();
    for (row, col) in places {
        let difference = Difference {
            cell: sheet.cell(row, col),
            code: &sheet.style(row, col).number_format,
            ours: &sheet.text(row, col),
            with_marks: sheet.stored_text(row, col),
            theirs: cells.get(&(row, col)).unwrap_or(&none),
        };
        let place = || format!("{file} '{}'!{}", sheet.name, CellAddress::new(row, col));
        report.add(&difference, place);
    }
}
