//! Damaged files of every format: each returns, and where it cannot be read the failure names the file and a next
//! step. What is changed follows from the seed, so that a case that fails can be run again.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test says what it met and stops")]

mod fixture;

use std::fmt::Write;

use fixture::{patched, xls, xlsb, zip_of};
use model::{Failure, FailureKind, Quiet};
use rust_xlsxwriter::{Format as Look, FormatScript, Url, Workbook as Writer};
use workbook::{Limits, open};

/// Small, so that whatever a file claims about itself is refused before it fills memory.
const LIMITS: Limits = Limits {
    max_file_bytes: 8 << 20,
    max_unpacked_bytes: 8 << 20,
    max_part_bytes: 4 << 20,
    max_cells: 200_000,
};

fn xlsx() -> Vec<u8> {
    let mut book = Writer::new();
    let sheet = book.add_worksheet();
    let (plain, raised) = (Look::new(), Look::new().set_font_script(FormatScript::Superscript));
    sheet.write_rich_string(0, 0, &[(&plain, "Rate"), (&raised, "1")]).unwrap();
    sheet.write_url(1, 0, Url::new("https://example.org")).unwrap();
    sheet.merge_range(2, 0, 2, 3, "Merged", &plain).unwrap();
    for row in 3..30 {
        sheet.write(row, 0, format!("label {row}")).unwrap();
        sheet.write_number_with_format(row, 1, f64::from(row), &Look::new().set_num_format("0.0")).unwrap();
    }
    book.save_to_buffer().unwrap()
}

fn ods() -> Vec<u8> {
    let mut rows = String::new();
    for row in 0..30 {
        rows.push_str("<table:table-row table:number-rows-repeated=\"2\"><table:table-cell office:value-type=\"string\" table:number-columns-spanned=\"2\"><text:p>label<text:s text:c=\"3\"/></text:p></table:table-cell>");
        write!(rows, "<table:table-cell office:value-type=\"float\" office:value=\"{row}.5\" table:number-columns-repeated=\"3\" table:style-name=\"c1\"/></table:table-row>").unwrap();
    }
    let content = format!(
        "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\" xmlns:style=\"s\" xmlns:number=\"n\"><office:automatic-styles><number:number-style style:name=\"N1\"><number:number number:decimal-places=\"1\" number:min-integer-digits=\"1\"/></number:number-style><style:style style:name=\"c1\" style:family=\"table-cell\" style:data-style-name=\"N1\"/></office:automatic-styles><office:body><office:spreadsheet><table:table table:name=\"S\" table:print-ranges=\"S.A1:S.B2\"><table:table-column table:visibility=\"collapse\"/>{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    zip_of(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content.as_bytes()),
    ])
}

/// A file of each format.
fn samples() -> Vec<(&'static str, Vec<u8>)> {
    let csv = "Area,\"Deaths\n(all)\"\nYnys Môn,\"1,234\"\nPowys,5\n".repeat(20);
    let utf_16 = csv.encode_utf16().flat_map(u16::to_le_bytes).collect();
    vec![
        ("a.xlsx", xlsx()),
        ("a.xlsb", xlsb::workbook(false, &[])),
        ("a.xls", xls::workbook(&xls::records(false))),
        ("a.ods", ods()),
        ("a.csv", csv.into_bytes()),
        ("b.csv", utf_16),
    ]
}

/// Opens; whether that went well.
fn try_open(name: &str, bytes: &[u8], what: &str) -> bool {
    let result = open(name, bytes, &LIMITS, &Quiet);
    if let Err(failure) = &result {
        check(name, failure, what);
    }
    result.is_ok()
}

fn check(name: &str, failure: &Failure, what: &str) {
    assert_eq!(failure.file, name, "{what}");
    assert!(failure.text().starts_with(name) && !failure.next().is_empty(), "{what}: {failure}");
    let is_about_the_file = !matches!(failure.kind, FailureKind::Internal | FailureKind::Cancelled);
    assert!(is_about_the_file, "{what}: {failure}");
}

/// Numbers without a pattern (a linear congruential generator, constants of Knuth's MMIX).
struct Draws(u64);

impl Draws {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % end.max(1)
    }

    /// One to three bytes are another value, or a stretch is gone, or is there twice.
    fn spoil(&mut self, bytes: &mut Vec<u8>) {
        if bytes.is_empty() {
            return;
        }
        let at = self.below(bytes.len());
        let end = (at + 1 + self.below(40)).min(bytes.len());
        match self.below(6) {
            0 => drop(bytes.drain(at..end)),
            1 => {
                let stretch = bytes[at..end].to_vec();
                bytes.splice(at..at, stretch);
            }
            _ => {
                for _ in 0..=self.below(3) {
                    let at = self.below(bytes.len());
                    bytes[at] = [0, 0xFF, 0x7F, b'<', b'9', self.below(256) as u8][self.below(6)];
                }
            }
        }
    }
}

#[test]
fn whole_samples_open_and_cut_ones_return() {
    for (name, bytes) in samples() {
        assert!(try_open(name, &bytes, "whole"), "{name}");
        for length in (0..bytes.len()).step_by(bytes.len() / 60 + 1) {
            let is_read = try_open(name, &bytes[..length], &format!("{name} cut at {length}"));
            // Text that ends early is still text, and a compound file may end in what nobody reads.
            let may_be = name.ends_with("csv") || name.ends_with("xls");
            assert!(!is_read || may_be, "{name} cut at {length}");
        }
    }
}

/// Seeds of each kind of damage.
const FEW: u64 = 25;
const MANY: u64 = 1000;

fn spoil_files(seeds: u64) {
    for (name, bytes) in samples() {
        let mut opened = 0;
        for seed in 0..seeds {
            let mut spoilt = bytes.clone();
            Draws(seed).spoil(&mut spoilt);
            opened += u32::from(try_open(name, &spoilt, &format!("{name}, seed {seed}")));
        }
        println!("{name}: {opened} of {seeds} opened");
    }
}

/// Inside of the parts, where no check sum notices.
fn spoil_parts(seeds: u64) {
    for (name, bytes) in samples() {
        if !bytes.starts_with(b"PK") {
            continue;
        }
        let mut opened = 0;
        for seed in 0..seeds {
            let mut draws = Draws(seed);
            let mut wanted = draws.below(9);
            let spoilt = patched(&bytes, |_, content| {
                if wanted == 0 {
                    draws.spoil(content);
                    draws.spoil(content);
                }
                wanted = wanted.wrapping_sub(1);
            });
            opened += u32::from(try_open(name, &spoilt, &format!("{name}, parts, seed {seed}")));
        }
        println!("{name}: {opened} of {seeds} opened");
    }
}

/// The records of an .xls inside of a compound file that is whole.
fn spoil_records(seeds: u64) {
    let records = xls::records(false);
    for seed in 0..seeds {
        let mut spoilt = records.clone();
        Draws(seed).spoil(&mut spoilt);
        let _ = try_open("a.xls", &xls::workbook(&spoilt), &format!("records, seed {seed}"));
    }
}

#[test]
fn spoilt_files_return() {
    spoil_files(FEW);
}

#[test]
fn spoilt_parts_return() {
    spoil_parts(FEW);
}

#[test]
fn spoilt_records_return() {
    spoil_records(FEW);
}

#[test]
#[ignore = "soak: many of each kind"]
fn soak_many_spoilt_files_return() {
    spoil_files(MANY);
    spoil_parts(MANY);
    spoil_records(MANY);
}

/// What begins as a tag that is known, and is another: a scanner must not wait for it.
#[test]
fn tags_that_only_begin_alike_return() {
    for (old, new) in [
        ("<c r=", "<cx r="),
        ("<row r=", "<rows r="),
        ("</c>", "</cx>"),
        ("<v>", "<vx>"),
        ("<si>", "<six>"),
        ("<t>", "<tx>"),
        ("</sst>", "</sstx>"),
        ("</sheetData>", "</sheetDatax>"),
    ] {
        let odd = patched(&xlsx(), |_, content| {
            *content = String::from_utf8_lossy(content).replacen(old, new, 3).into_bytes();
        });
        let _ = try_open("a.xlsx", &odd, new);
    }
}

#[test]
fn bombs_are_refused() {
    let zeros = vec![b' '; 9 << 20];
    for (name, part) in [
        ("a.xlsx", "xl/worksheets/sheet1.xml"),
        ("a.xlsx", "xl/sharedStrings.xml"),
        ("a.xlsb", "xl/worksheets/sheet1.bin"),
        ("a.xlsb", "xl/sharedStrings.bin"),
        ("a.ods", "content.xml"),
    ] {
        let (_, bytes) = samples().into_iter().find(|(known, _)| *known == name).unwrap();
        let bomb = patched(&bytes, |path, content| {
            if path == part {
                content.extend_from_slice(&zeros);
            }
        });
        let failure = open(name, &bomb, &LIMITS, &Quiet).unwrap_err();
        assert_eq!((failure.kind, failure.file.as_str()), (FailureKind::TooLarge, name), "{part}: {failure}");
    }
}
