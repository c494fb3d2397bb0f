//! `xlsb FILE`: writes an .xlsb of 60,000 rows x 12 columns (texts of about 500 different ones, dates, integers,
//! decimals), as no program here writes that format: the records of [MS-XLSB] 2.3 and 2.4 that a reader needs.
#![allow(clippy::print_stderr, reason = "it says what went wrong")]

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const ROWS: u32 = 60_000;
const TEXTS: u32 = 500;

fn main() -> ExitCode {
    let Some(file) = std::env::args().nth(1) else {
        eprintln!("xlsb FILE");
        return ExitCode::from(2);
    };
    match write(&file) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{file}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn write(file: &str) -> io::Result<()> {
    let mut zip = ZipWriter::new(BufWriter::new(File::create(file)?));
    let parts: [(&str, Vec<u8>); 7] = [
        ("[Content_Types].xml", CONTENT_TYPES.into()),
        ("_rels/.rels", ROOT.into()),
        ("xl/_rels/workbook.bin.rels", RELATIONS.into()),
        ("xl/workbook.bin", book()),
        ("xl/styles.bin", styles()),
        ("xl/sharedStrings.bin", strings()),
        ("xl/worksheets/sheet1.bin", sheet()),
    ];
    for (name, content) in parts {
        zip.start_file(name, SimpleFileOptions::default())?;
        zip.write_all(&content)?;
    }
    zip.finish()?.flush()
}

/// Records, one after the other: kind and length in groups of seven bits, then the content.
#[derive(Default)]
struct Records(Vec<u8>);

impl Records {
    fn record(&mut self, kind: u16, content: &[&[u8]]) {
        if kind < 0x80 {
            self.0.push(kind as u8);
        } else {
            self.0.extend([(kind & 0x7F) as u8 | 0x80, (kind >> 7) as u8]);
        }
        let mut length: usize = content.iter().map(|part| part.len()).sum();
        while length > 0x7F {
            self.0.push((length & 0x7F) as u8 | 0x80);
            length >>= 7;
        }
        self.0.push(length as u8);
        for part in content {
            self.0.extend(*part);
        }
    }
}

/// A text with its length before it.
fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let length = (units.len() as u32).to_le_bytes();
    length.into_iter().chain(units.into_iter().flat_map(u16::to_le_bytes)).collect()
}

fn book() -> Vec<u8> {
    let mut out = Records::default();
    out.record(131, &[]);
    out.record(143, &[]);
    out.record(156, &[&0_u32.to_le_bytes(), &1_u32.to_le_bytes(), &wide("rId1"), &wide("Table 1")]);
    out.record(144, &[]);
    out.record(132, &[]);
    out.0
}

/// Two formats of cells: General and the built-in date.
fn styles() -> Vec<u8> {
    let mut out = Records::default();
    out.record(278, &[]);
    out.record(617, &[&2_u32.to_le_bytes()]);
    for format in [0_u16, 14] {
        out.record(47, &[&0_u16.to_le_bytes(), &format.to_le_bytes(), &[0; 12]]);
    }
    out.record(618, &[]);
    out.record(279, &[]);
    out.0
}

fn strings() -> Vec<u8> {
    let mut out = Records::default();
    out.record(159, &[&(3 * ROWS).to_le_bytes(), &(TEXTS + 12).to_le_bytes()]);
    for number in 0..TEXTS {
        out.record(19, &[&[0], &wide(&format!("Hospital trust number {number:03}"))]);
    }
    for name in [
        "Area", "Provider", "Sex", "Date", "Waits", "Beds", "Stays", "Moves", "Rate", "Mean", "Share", "Cost",
    ] {
        out.record(19, &[&[0], &wide(name)]);
    }
    out.record(160, &[]);
    out.0
}

fn sheet() -> Vec<u8> {
    let mut out = Records::default();
    out.record(129, &[]);
    out.record(
        148,
        &[&0_u32.to_le_bytes(), &ROWS.to_le_bytes(), &0_u32.to_le_bytes(), &11_u32.to_le_bytes()],
    );
    out.record(145, &[]);
    for row in 0..=ROWS {
        // 15 points high: rows without height are hidden.
        out.record(0, &[&row.to_le_bytes(), &[0; 4], &300_u16.to_le_bytes(), &[0; 7]]);
        for col in 0..12_u32 {
            cell(&mut out, row, col);
        }
    }
    out.record(146, &[]);
    out.record(130, &[]);
    out.0
}

fn cell(out: &mut Records, row: u32, col: u32) {
    let mixed = row.wrapping_mul(0x9E37_79B9).wrapping_add(col.wrapping_mul(0x85EB_CA6B)) >> 8;
    let (text, number) = match (row, col) {
        (0, _) => (Some(TEXTS + col), 0.0),
        (_, 0..=2) => (Some(mixed % TEXTS), 0.0),
        (_, 3) => (None, 42_000.0 + f64::from(mixed % 3650)),
        (_, 4..=7) => (None, f64::from(mixed % 100_000)),
        _ => (None, f64::from(mixed % 10_000_000) / 1000.0),
    };
    let style = u32::from(row > 0 && col == 3).to_le_bytes();
    match text {
        Some(text) => out.record(7, &[&col.to_le_bytes(), &style, &text.to_le_bytes()]),
        None => out.record(5, &[&col.to_le_bytes(), &style, &number.to_le_bytes()]),
    }
}

const CONTENT_TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>"#;

const ROOT: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.bin"/></Relationships>"#;

const RELATIONS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.bin"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.bin"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.bin"/></Relationships>"#;
