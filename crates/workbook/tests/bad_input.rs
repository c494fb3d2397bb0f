//! Files that cannot be read, and files that lie about themselves: each ends in a failure that names it.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test says what it met and stops")]

mod fixture;

use std::fmt::Write;

use fixture::{cfb_with, patched, zip_of};
use model::{FailureKind, Progress, Quiet, Stage};
use rust_xlsxwriter::Workbook;
use workbook::{Cell, Limits, open};

fn plain() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for row in 0..50 {
        sheet.write(row, 0, format!("label {row}")).unwrap();
        sheet.write(row, 1, f64::from(row)).unwrap();
    }
    book.save_to_buffer().unwrap()
}

fn kind(bytes: &[u8]) -> Option<FailureKind> {
    let failure = open("table.xlsx", bytes, &Limits::default(), &Quiet).err()?;
    assert!(failure.text().starts_with("table.xlsx "), "{failure}");
    Some(failure.kind)
}

#[test]
fn each_bad_file_has_its_own_failure() {
    let book = plain();
    let encrypted = cfb_with(&["EncryptionInfo", "EncryptedPackage"]);
    let word = zip_of(&[("word/document.xml", b"<w/>")]);
    let odt = zip_of(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"<x/>")]);
    let manifest = b"<m:manifest xmlns:m='m'><m:file-entry m:full-path='content.xml'><m:encryption-data/></m:file-entry></m:manifest>";
    let locked_ods = zip_of(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", b"\x01\x02"),
        ("META-INF/manifest.xml", manifest),
    ]);
    for (what, bytes, wanted) in [
        ("empty", Vec::new(), FailureKind::Empty),
        ("truncated", book[..book.len() / 2].to_vec(), FailureKind::Damaged),
        ("HTML", b"<html><body><table>".to_vec(), FailureKind::NotAWorkbook),
        ("encrypted", encrypted, FailureKind::PasswordProtected),
        ("Word 97", cfb_with(&["WordDocument"]), FailureKind::NotAWorkbook),
        ("broken .xls", cfb_with(&["Workbook"]), FailureKind::Damaged),
        ("Word", word, FailureKind::NotAWorkbook),
        ("text document", odt, FailureKind::NotAWorkbook),
        ("encrypted .ods", locked_ods, FailureKind::PasswordProtected),
        ("binary", vec![1, 2, 3, 0, 255, 254, 7, 8], FailureKind::NotAWorkbook),
        ("unknown encoding", b"a,b\n\x81\x8d,\x90\n".to_vec(), FailureKind::Encoding),
    ] {
        assert_eq!(kind(&bytes), Some(wanted), "{what}");
    }
    assert_eq!(kind(&book), None);
}

#[test]
fn any_truncation_ends_in_a_failure() {
    let book = plain();
    for length in (2..book.len()).step_by(book.len() / 40) {
        assert!(kind(&book[..length]).is_some(), "{length} of {}", book.len());
    }
}

#[test]
fn flipped_bytes_never_panic() {
    let book = plain();
    for at in (0..book.len()).step_by(97) {
        let mut bytes = book.clone();
        bytes[at] ^= 0x55;
        // Either is right, as long as it returns.
        let _ = open("table.xlsx", &bytes, &Limits::default(), &Quiet);
    }
}

#[test]
fn a_zip_bomb_is_refused_while_unpacking() {
    let zeros = vec![b' '; 8 << 20];
    let bomb = patched(&plain(), |path, content| {
        if path == "xl/worksheets/sheet1.xml" {
            content.extend_from_slice(&zeros);
        }
    });
    assert!(bomb.len() < 64 << 10);
    let limits = Limits { max_unpacked_bytes: 4 << 20, ..Limits::default() };
    let failure = open("bomb.xlsx", &bomb, &limits, &Quiet).unwrap_err();
    assert_eq!(failure.kind, FailureKind::TooLarge, "{failure}");
    let limits = Limits { max_file_bytes: 1000, ..Limits::default() };
    assert_eq!(open("big.xlsx", &plain(), &limits, &Quiet).unwrap_err().kind, FailureKind::TooLarge);
    let limits = Limits { max_cells: 20, ..Limits::default() };
    assert_eq!(open("long.xlsx", &plain(), &limits, &Quiet).unwrap_err().kind, FailureKind::TooLarge);
    let text = "1,2,3\n".repeat(100);
    assert_eq!(open("a.csv", text.as_bytes(), &limits, &Quiet).unwrap_err().kind, FailureKind::TooLarge);
}

#[test]
fn declared_sizes_are_not_believed() {
    let huge = patched(&plain(), |path, content| {
        if path == "xl/worksheets/sheet1.xml" {
            let text = String::from_utf8(content.clone()).unwrap();
            assert!(text.contains("<dimension ref=\"A1:B50\"/>"));
            *content = text
                .replace("<dimension ref=\"A1:B50\"/>", "<dimension ref=\"A1:XFD1048576\"/>")
                .into_bytes();
        }
    });
    let book = open("huge.xlsx", &huge, &Limits::default(), &Quiet).unwrap();
    assert_eq!((book.sheets[0].rows(), book.sheets[0].cols()), (50, 2));
    assert_eq!(book.sheets[0].cell(49, 1), Cell::Number(49.0));

    let strings = patched(&plain(), |path, content| {
        if path == "xl/sharedStrings.xml" {
            let text = String::from_utf8(content.clone()).unwrap();
            *content = text.replace("uniqueCount=\"50\"", "uniqueCount=\"99999999999\"").into_bytes();
        }
    });
    assert_eq!(kind(&strings), None);
    // calamine makes room for what the table says: it must not get that far.
    let handed_over = patched(&strings, |path, content| {
        if path == "xl/sharedStrings.xml" {
            let text = String::from_utf8(content.clone()).unwrap();
            *content = text.replace("<si><t>label 0<", "<si><t><![CDATA[label 0]]><").into_bytes();
        }
    });
    assert_eq!(kind(&handed_over), Some(FailureKind::Damaged));

    for place in ["XFE1", "A1048577", "ZZZ9", "A4294967295"] {
        let beyond = patched(&plain(), |path, content| {
            if path == "xl/worksheets/sheet1.xml" {
                let text = String::from_utf8(content.clone()).unwrap();
                *content = text.replace("r=\"B50\"", &format!("r=\"{place}\"")).into_bytes();
            }
        });
        assert_eq!(kind(&beyond), Some(FailureKind::Damaged), "{place}");
    }
}

#[test]
fn a_sheet_of_far_corners_is_refused_before_it_fills_memory() {
    let mut corners = String::new();
    for row in (1..=256u32).map(|block| block * 4096) {
        write!(corners, "<row r=\"{row}\">").unwrap();
        for col in ["A", "Z", "AZ", "XFD"] {
            write!(corners, "<c r=\"{col}{row}\"><v>1</v></c>").unwrap();
        }
        corners.push_str("</row>");
    }
    let sparse = patched(&plain(), |path, content| {
        if path == "xl/worksheets/sheet1.xml" {
            *content = format!(
                "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{corners}</sheetData></worksheet>"
            )
            .into_bytes();
        }
    });
    let limits = Limits { max_cells: 1_000_000, ..Limits::default() };
    assert_eq!(open("sparse.xlsx", &sparse, &limits, &Quiet).unwrap_err().kind, FailureKind::TooLarge);
}

#[test]
fn entities_are_not_expanded() {
    let laughs = patched(&plain(), |path, content| {
        if path == "xl/sharedStrings.xml" {
            *content = b"<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]><sst uniqueCount=\"1\"><si><t>&b;</t></si></sst>".to_vec();
        }
    });
    // The string table is too short for the cells, whatever becomes of the entity.
    assert_eq!(kind(&laughs), Some(FailureKind::Damaged));
}

struct Impatient;

impl Progress for Impatient {
    fn report(&self, _stage: Stage, _done: u64, _total: u64) {}

    fn cancelled(&self) -> bool {
        true
    }
}

#[test]
fn a_person_can_stop_it() {
    for bytes in [plain(), b"a,b\n1,2\n".to_vec()] {
        let failure = open("a.xlsx", &bytes, &Limits::default(), &Impatient).unwrap_err();
        assert_eq!(failure.kind, FailureKind::Cancelled);
    }
}
