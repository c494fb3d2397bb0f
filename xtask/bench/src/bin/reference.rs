//! `reference FILE DIR`: each sheet of a workbook as a CSV, by calamine cell by cell and the csv crate: what
//! our own conversion is measured against, and what its values are compared with.
#![allow(clippy::print_stderr, reason = "it says what went wrong")]

use std::error::Error;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use std::process::ExitCode;

use calamine::{DataRef, ExcelDateTime, Reader, Xlsx, open_workbook};

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [file, folder] = words.as_slice() else {
        eprintln!("reference FILE DIR");
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
    let mut book: Xlsx<BufReader<File>> = open_workbook(file)?;
    std::fs::create_dir_all(folder)?;
    for (at, name) in book.sheet_names().into_iter().enumerate() {
        let mut csv = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_path(folder.join(format!("{at}.csv")))?;
        let mut cells = book.worksheet_cells_reader(&name)?;
        let cols = cells.dimensions().end.1 + 1;
        let (mut row, mut col, mut text) = (0, 0, String::new());
        while let Some(cell) = cells.next_cell()? {
            let (to, at) = cell.get_position();
            while row < to {
                end(&mut csv, &mut col, cols)?;
                row += 1;
            }
            while col < at {
                csv.write_field(b"")?;
                col += 1;
            }
            text.clear();
            show(cell.get_value(), &mut text)?;
            csv.write_field(&text)?;
            col += 1;
        }
        end(&mut csv, &mut col, cols)?;
        csv.flush()?;
    }
    Ok(())
}

fn end(csv: &mut csv::Writer<File>, col: &mut u32, cols: u32) -> csv::Result<()> {
    while *col < cols {
        csv.write_field(b"")?;
        *col += 1;
    }
    *col = 0;
    csv.write_record(None::<&[u8]>)
}

fn show(value: &DataRef<'_>, text: &mut String) -> std::fmt::Result {
    use std::fmt::Write;
    match value {
        DataRef::Int(number) => write!(text, "{number}"),
        DataRef::Float(number) => write!(text, "{number}"),
        DataRef::String(words) | DataRef::DateTimeIso(words) | DataRef::DurationIso(words) => {
            text.write_str(words)
        }
        DataRef::SharedString(words) => text.write_str(words),
        DataRef::Bool(value) => write!(text, "{value}"),
        DataRef::DateTime(serial) => date(serial, text),
        DataRef::Error(error) => write!(text, "{error}"),
        DataRef::Empty => Ok(()),
    }
}

fn date(serial: &ExcelDateTime, text: &mut String) -> std::fmt::Result {
    use std::fmt::Write;
    let (year, month, day, hour, minute, second, _) = serial.to_ymd_hms_milli();
    write!(text, "{year:04}-{month:02}-{day:02}")?;
    if (hour, minute, second) == (0, 0, 0) {
        Ok(())
    } else {
        write!(text, "T{hour:02}:{minute:02}:{second:02}")
    }
}
