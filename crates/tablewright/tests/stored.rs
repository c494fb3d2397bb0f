//! Stored numbers survive the way from the file to the CSV bit for bit.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

use model::Quiet;
use rust_xlsxwriter::Workbook;
use tablewright::straight::pass;
use workbook::Limits;

/// Doubles that are easily spoilt, and many with bits like any (Steele and others, "Fast splittable pseudorandom
/// number generators", 2014).
fn doubles() -> Vec<f64> {
    let mut out = vec![
        0.1 + 0.2,
        1.0 / 3.0,
        2.0_f64.powi(53) + 2.0,
        123_456_789_012_345_680.0,
        1e21,
        5e-324,
        f64::MIN_POSITIVE,
        f64::MAX,
        -1.000_000_000_000_000_2,
        1e-7,
        4.35,
        99.95,
    ];
    let mut state = 7_u64;
    while out.len() < 3000 {
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        let any = f64::from_bits(mixed ^ (mixed >> 31));
        let common = (mixed >> 11) as f64 / 1024.0;
        out.extend([any, common].into_iter().filter(|number| number.is_finite()));
    }
    out
}

#[test]
fn doubles_survive_bit_for_bit() {
    let folder = tempfile::tempdir().unwrap();
    let (file, out) = (folder.path().join("doubles.xlsx"), folder.path().join("out"));
    let doubles = doubles();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (col, name) in (0..).zip(["Area", "Value", "Index"]) {
        sheet.write_string(0, col, name).unwrap();
    }
    for (row, double) in (1..).zip(&doubles) {
        sheet.write_string(row, 0, format!("Area {row}")).unwrap();
        sheet.write_number(row, 1, *double).unwrap();
        sheet.write_number(row, 2, row).unwrap();
    }
    book.save(&file).unwrap();
    let passed = pass(&[file], true, &Limits::default(), &out, &Quiet).unwrap().unwrap();
    let mut csv = csv::Reader::from_path(out.join(&passed.written[0].0.file)).unwrap();
    let column = csv.headers().unwrap().iter().position(|name| name == "Value").unwrap();
    let read: Vec<f64> = csv.records().map(|record| record.unwrap()[column].parse().unwrap()).collect();
    assert_eq!(read.len(), doubles.len());
    for (read, double) in read.iter().zip(&doubles) {
        assert_eq!(read.to_bits(), double.to_bits(), "{double:e}");
    }
}
