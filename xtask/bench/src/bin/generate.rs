//! `generate NAME FILE`: writes one of the workbooks on which reading is measured.
//!
//! `long`: 1,000,000 rows x 12 columns: texts of about 500 different ones, dates, integers, decimals, blanks.
//! `wide`: 20,000 x 300 numbers. `many`: 60 sheets of 2,000 x 20. `strings`: 300,000 x 6, five columns of mostly
//! different texts and one of numbers. `short`: the first 20,000 rows of `long`, for counting instructions.
#![allow(clippy::print_stderr, reason = "it says how it is called")]

use std::env;
use std::process::ExitCode;

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    let [name, file] = words.as_slice() else {
        eprintln!("generate long|wide|many|strings|short FILE");
        return ExitCode::from(2);
    };
    let mut book = Workbook::new();
    let made = match name.as_str() {
        "long" => long(&mut book, 1_000_000),
        "short" => long(&mut book, 20_000),
        "wide" => wide(&mut book),
        "many" => many(&mut book),
        "strings" => strings(&mut book),
        other => {
            eprintln!("there is no workbook '{other}'");
            return ExitCode::from(2);
        }
    };
    match made.and_then(|()| book.save(file)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{file}: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Numbers that look like any, the same each time (Steele and others, "Fast splittable pseudorandom number
/// generators", 2014).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }
}

fn header(sheet: &mut Worksheet, names: &[&str]) -> Result<(), XlsxError> {
    for (col, name) in names.iter().enumerate() {
        sheet.write(0, col as u16, *name)?;
    }
    Ok(())
}

fn long(book: &mut Workbook, rows: u32) -> Result<(), XlsxError> {
    const NAMES: [&str; 12] = [
        "Area",
        "Provider",
        "Sex",
        "Date",
        "Attendances",
        "Admissions",
        "Waits",
        "Beds",
        "Rate",
        "Mean",
        "Share",
        "Transfers",
    ];
    let date = Format::new().set_num_format("yyyy-mm-dd");
    let first = ExcelDateTime::from_ymd(2015, 1, 1)?.to_excel();
    let sheet = book.add_worksheet_with_low_memory()?;
    header(sheet, &NAMES)?;
    let mut numbers = Numbers(1);
    for row in 1..=rows {
        sheet.write(row, 0, format!("Area of {:03}", numbers.below(300)))?;
        sheet.write(row, 1, format!("Hospital trust number {:03}", numbers.below(200)))?;
        sheet.write(row, 2, ["Female", "Male", "Not known"][numbers.below(3) as usize])?;
        sheet.write_with_format(row, 3, first + numbers.below(3650) as f64, &date)?;
        for col in 4..8 {
            if numbers.below(10) > 0 {
                sheet.write(row, col, numbers.below(100_000) as f64)?;
            }
        }
        for col in 8..12 {
            if numbers.below(10) > 0 {
                sheet.write(row, col, numbers.below(10_000_000) as f64 / 1000.0)?;
            }
        }
        // Every row holds a number: a row of words alone would be a heading.
        sheet.write(row, 4, numbers.below(100_000) as f64)?;
    }
    Ok(())
}

fn wide(book: &mut Workbook) -> Result<(), XlsxError> {
    let sheet = book.add_worksheet_with_low_memory()?;
    let mut numbers = Numbers(2);
    for col in 0..300 {
        sheet.write(0, col, format!("Measure {col}"))?;
    }
    for row in 1..=20_000 {
        for col in 0..300 {
            sheet.write(row, col, numbers.below(1_000_000) as f64 / 100.0)?;
        }
    }
    Ok(())
}

fn many(book: &mut Workbook) -> Result<(), XlsxError> {
    let mut numbers = Numbers(3);
    for number in 1..=60 {
        let sheet = book.add_worksheet_with_low_memory()?.set_name(format!("Table {number}"))?;
        sheet.write(0, 0, "Area")?;
        for col in 1..20 {
            sheet.write(0, col, format!("Measure {col}"))?;
        }
        for row in 1..=2000 {
            sheet.write(row, 0, format!("Area of {row:04}"))?;
            for col in 1..20 {
                sheet.write(row, col, numbers.below(100_000) as f64)?;
            }
        }
    }
    Ok(())
}

fn strings(book: &mut Workbook) -> Result<(), XlsxError> {
    let sheet = book.add_worksheet_with_low_memory()?;
    header(sheet, &["Name", "Street", "Town", "Remark", "Contact", "Count"])?;
    let mut numbers = Numbers(4);
    for row in 1..=300_000 {
        for col in 0..5 {
            let (a, b) = (numbers.next(), numbers.below(1 << 20));
            sheet.write(row, col, format!("Text {a:016x} of column {col} {b:05x} end"))?;
        }
        sheet.write(row, 5, numbers.below(100_000) as f64)?;
    }
    Ok(())
}
