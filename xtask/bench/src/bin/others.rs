//! `others FILE DIR`: each sheet of an .xls, .ods or .xlsb as a CSV, by calamine and the csv crate: what our own
//! conversion of these formats is measured against, and what its values are compared with.
#![allow(clippy::print_stderr, reason = "it says what went wrong")]

use std::error::Error;
use std::fmt::Write;
use std::path::Path;
use std::process::ExitCode;

use calamine::{Data, Reader, open_workbook_auto};

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [file, folder] = words.as_slice() else {
        eprintln!("others FILE DIR");
        return ExitCode::from(2);
    };
    match convert(file, Path::new(folder)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{file}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn convert(file: &str, folder: &Path) -> Result<(), Box<dyn Error>> {
    let mut book = open_workbook_auto(file)?;
    std::fs::create_dir_all(folder)?;
    for (at, name) in book.sheet_names().into_iter().enumerate() {
        let range = book.worksheet_range(&name)?;
        let mut csv = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_path(folder.join(format!("{at}.csv")))?;
        let mut text = String::new();
        for row in range.rows() {
            for value in row {
                text.clear();
                show(value, &mut text)?;
                csv.write_field(&text)?;
            }
            csv.write_record(None::<&[u8]>)?;
        }
        csv.flush()?;
    }
    Ok(())
}

fn show(value: &Data, text: &mut String) -> std::fmt::Result {
    match value {
        Data::Empty => Ok(()),
        Data::DateTime(serial) => {
            let (year, month, day, ..) = serial.to_ymd_hms_milli();
            write!(text, "{year:04}-{month:02}-{day:02}")
        }
        other => write!(text, "{other}"),
    }
}
