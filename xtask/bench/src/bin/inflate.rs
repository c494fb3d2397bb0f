//! `inflate FILE`: unpacks the sheets of a workbook and compares their check sums, no more: the limit of what any
//! reader can do.
#![allow(clippy::print_stderr, reason = "it says what went wrong")]

use std::fs::File;
use std::io::{BufReader, Read};
use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(file) = std::env::args().nth(1) else {
        eprintln!("inflate FILE");
        return ExitCode::from(2);
    };
    match unpack(&file) {
        Ok(bytes) if bytes > 0 => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{file}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn unpack(file: &str) -> zip::result::ZipResult<u64> {
    let mut zip = zip::ZipArchive::new(BufReader::new(File::open(file)?))?;
    let mut block = vec![0; 128 << 10];
    let mut bytes = 0;
    for index in 0..zip.len() {
        let mut part = zip.by_index(index)?;
        loop {
            let read = part.read(&mut block)?;
            if read == 0 {
                break;
            }
            bytes += read as u64;
        }
    }
    Ok(bytes)
}
