//! Stored values of real workbooks are calamine's, cell by cell and double by double. The one exception: note marks
//! are kept apart from their text, and the text with them is calamine's.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test says what it met and stops")]

use std::io::Cursor;
use std::path::Path;

use calamine::{Data, Range, Reader, open_workbook_auto_from_rs};
use model::{CellAddress, Quiet};
use workbook::{Cell, Limits, Sheet, iso_date, open};

fn is_same(ours: Cell<'_>, theirs: &Data) -> bool {
    match (ours, theirs) {
        (Cell::Empty, Data::Empty) => true,
        (Cell::Empty, Data::String(text)) => text.is_empty(),
        (Cell::Text(ours), Data::String(theirs)) => ours == theirs,
        (Cell::Number(ours), Data::Float(theirs)) => ours.to_bits() == theirs.to_bits(),
        (Cell::Number(ours), Data::Int(theirs)) => ours.to_bits() == (*theirs as f64).to_bits(),
        (Cell::Bool(ours), Data::Bool(theirs)) => ours == *theirs,
        (Cell::Error(ours), Data::Error(theirs)) => ours == theirs.to_string(),
        (Cell::DateTime(ours), Data::DateTime(theirs)) => {
            !theirs.is_duration() && ours.to_bits() == theirs.as_f64().to_bits()
        }
        (Cell::Duration(ours), Data::DateTime(theirs)) => {
            theirs.is_duration() && ours.to_bits() == theirs.as_f64().to_bits()
        }
        (Cell::DateTime(ours), Data::DateTimeIso(theirs)) => {
            let ours = iso_date(ours);
            ours == *theirs || theirs.strip_prefix(&ours) == Some("T00:00:00")
        }
        _ => false,
    }
}

/// How many values a sheet holds, and how many of them carry note marks.
fn compare(file: &str, sheet: &Sheet, range: &Range<Data>) -> (u64, u64) {
    let end = range.end().map_or((0, 0), |(row, col)| (row + 1, col + 1));
    let (mut values, mut marked) = (0, 0);
    for row in 0..sheet.rows().max(end.0) {
        for col in 0..sheet.cols().max(end.1) {
            let stored = sheet.stored_text(row, col);
            let ours = stored.map_or(sheet.cell(row, col), Cell::Text);
            let theirs = range.get_value((row, col)).unwrap_or(&Data::Empty);
            let place = CellAddress::new(row, col);
            assert!(is_same(ours, theirs), "{file} '{}'!{place}: {ours:?}, calamine {theirs:?}", sheet.name);
            values += u64::from(ours != Cell::Empty);
            marked += u64::from(stored.is_some());
        }
    }
    (values, marked)
}

/// How many values of the real workbooks of at most so many bytes are calamine's; none if they are not there.
fn compare_real(most: u64) -> Option<u64> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/workbooks");
    let Ok(files) = std::fs::read_dir(&folder) else {
        println!("skipped: {} is not there", folder.display());
        return None;
    };
    let (mut values, mut marked) = (0, 0);
    for path in files.map(|entry| entry.unwrap().path()) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let facts = path.metadata().unwrap();
        if !facts.is_file() || facts.len() > most || path.extension().is_some_and(|ending| ending == "md") {
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        let book =
            open(&name, &bytes, &Limits::default(), &Quiet).unwrap_or_else(|failure| panic!("{failure}"));
        let mut theirs = open_workbook_auto_from_rs(Cursor::new(bytes)).unwrap();
        for sheet in &book.sheets {
            let range = theirs.worksheet_range(&sheet.name).unwrap();
            let of_sheet = compare(&name, sheet, &range);
            (values, marked) = (values + of_sheet.0, marked + of_sheet.1);
        }
    }
    println!("{values} values are calamine's, {marked} of them with note marks");
    Some(values)
}

#[test]
fn stored_values_are_those_of_calamine() {
    if let Some(values) = compare_real(60_000) {
        assert!(values > 20_000, "{values}");
    }
}

#[test]
#[ignore = "soak: all of the real workbooks"]
fn soak_all_stored_values_are_those_of_calamine() {
    if let Some(values) = compare_real(u64::MAX) {
        assert!(values > 500_000, "{values}");
    }
}
