//! Real workbooks, where the folder of them is there.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test says what it met and stops")]

use std::path::{Path, PathBuf};

use model::Quiet;
use workbook::{Format, Limits, Visibility, Workbook, open};

fn folder() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/workbooks");
    if folder.is_dir() {
        return Some(folder);
    }
    println!("skipped: {} is not there", folder.display());
    None
}

fn read(path: &Path) -> Workbook {
    let name = path.file_name().unwrap().to_string_lossy();
    let bytes = std::fs::read(path).unwrap();
    open(&name, &bytes, &Limits::default(), &Quiet).unwrap_or_else(|failure| panic!("{failure}"))
}

#[test]
fn every_workbook_opens() {
    let Some(folder) = folder() else { return };
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file() && path.extension().is_some_and(|extension| extension != "md"))
        .collect();
    paths.sort();
    assert!(paths.len() >= 30);
    for path in paths {
        let book = read(&path);
        let cells: u64 =
            book.sheets.iter().map(|sheet| u64::from(sheet.rows()) * u64::from(sheet.cols())).sum();
        let hidden_sheets =
            book.sheets.iter().filter(|sheet| sheet.visibility != Visibility::Visible).count();
        println!(
            "{} {:?}: {} sheets ({hidden_sheets} hidden), {cells} cells, {} findings",
            book.name,
            book.format,
            book.sheets.len(),
            book.hidden.len()
        );
        for finding in &book.hidden {
            println!("    {:?} {} {}", finding.severity, finding.id, finding.text());
        }
        assert!(book.sheets.iter().any(|sheet| sheet.rows() > 0), "{}", book.name);
        for sheet in &book.sheets {
            assert!(sheet.rows() <= 1_048_576 && sheet.cols() <= 16_384);
        }
        let wanted = match path.extension().and_then(|extension| extension.to_str()) {
            Some("xls") => Format::Xls,
            Some("ods") => Format::Ods,
            _ => Format::Xlsx,
        };
        // Some files named .xls are .xlsx inside.
        assert!(book.format == wanted || wanted == Format::Xls, "{}", book.name);
    }
}

/// Values that were read off by other programs.
#[test]
fn cells_are_as_other_programs_show_them() {
    let Some(folder) = folder() else { return };
    let book = read(&folder.join("saus_10s0320.xls"));
    let data = book.sheets.iter().find(|sheet| sheet.name == "Data").unwrap();
    assert!(data.hidden_cols.iter().any(|(first, last)| last > first));
    let shown: Vec<String> = (0..data.rows())
        .flat_map(|row| (0..data.cols()).map(move |col| (row, col)))
        .map(|(row, col)| data.text(row, col).into_owned())
        .collect();
    assert!(shown.iter().any(|text| text == "7,958"));
    let book = read(&folder.join("purpose.xlsx"));
    let pivots: Vec<String> =
        book.hidden.iter().filter(|f| f.kind() == "pivot-cache").map(|f| f.id.clone()).collect();
    assert_eq!(pivots, ["pivot-cache/Tidy"]);
}

#[test]
fn spoilt_workbooks_end_in_a_failure_or_open() {
    let Some(folder) = folder() else { return };
    for name in ["saus_10s0903.xls", "bands-wide.ods", "test_data_SDC_presentation_data_wide_rev_1.xlsx"] {
        let bytes = std::fs::read(folder.join(name)).unwrap();
        for at in (0..bytes.len()).step_by(211) {
            let mut spoilt = bytes.clone();
            spoilt[at] ^= 0xFF;
            if let Err(failure) = open(name, &spoilt, &Limits::default(), &Quiet) {
                assert_eq!(failure.file, name);
            }
            if at % 1055 == 0 {
                let _ = open(name, &bytes[..at], &Limits::default(), &Quiet);
            }
        }
    }
}
