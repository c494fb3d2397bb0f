//! .xlsb and .xls, from records that the test writes.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

mod fixture;

use std::io::Cursor;

use calamine::{Data, Reader, Xlsb};
use fixture::{xls, xlsb};
use model::{FailureKind, Precision, Quiet};
use workbook::{Align, Cell, Format, Limits, Visibility, Workbook, iso_date, open};

fn read(bytes: &[u8]) -> Workbook {
    open("a.xlsb", bytes, &Limits::default(), &Quiet).unwrap_or_else(|failure| panic!("{failure}"))
}

#[test]
fn values_and_looks() {
    let book = read(&xlsb::workbook(false, &[]));
    assert_eq!((book.format, book.sheets.len()), (Format::Xlsb, 2));
    let sheet = &book.sheets[0];
    for (row, col, cell, text) in [
        (0, 0, Cell::Text("Área"), "Área"),
        (0, 1, Cell::Text("Population"), "Population"),
        (0, 2, Cell::Text("Population"), "Population"),
        (1, 0, Cell::Text("inline"), "inline"),
        (1, 1, Cell::Number(1234.56), "1,234.6"),
        (1, 2, Cell::DateTime(45_383.0), "01/04/2024"),
        (2, 0, Cell::Number(12.34), "1234.00%"),
        (2, 1, Cell::Bool(true), "TRUE"),
        (2, 2, Cell::Error("#DIV/0!"), "#DIV/0!"),
        (3, 0, Cell::Duration(1.5), "36:00"),
        (3, 1, Cell::Text("given"), "given"),
        (3, 2, Cell::Bool(false), "FALSE"),
        (3, 3, Cell::Empty, ""),
        (4, 0, Cell::Text("1 Provisional"), "1 Provisional"),
    ] {
        assert_eq!((sheet.cell(row, col), sheet.text(row, col).as_ref()), (cell, text), "{row} {col}");
    }
    assert_eq!((sheet.note_marks(0, 1), sheet.note_marks(0, 2).len()), (&["2".to_owned()][..], 0));
    assert_eq!(sheet.precision(1, 1), Precision::new(1, false));
    let look = sheet.style(0, 0);
    assert!(look.bold && look.italic && look.border_top && look.border_bottom);
    assert_eq!((look.indent, look.align, look.font_size), (2, Align::Right, 140));
    assert_eq!((look.fill, sheet.style(1, 2).fill), (Some([0xFF, 0xCC, 0]), Some([0xFF, 0xFF, 0])));
    assert_eq!((sheet.style(1, 2).align, sheet.style(1, 0).fill), (Align::Centre, None));
}

#[test]
fn areas_and_what_is_hidden() {
    let book = read(&xlsb::workbook(false, &[]));
    let sheet = &book.sheets[0];
    assert_eq!(sheet.merges.iter().map(ToString::to_string).collect::<Vec<_>>(), ["C1:D1"]);
    assert_eq!((&sheet.hidden_rows[..], &sheet.hidden_cols[..]), (&[(2, 3)][..], &[(3, 3), (5, 6)][..]));
    assert_eq!(book.sheets[1].visibility, Visibility::VeryHidden);
    assert_eq!(
        (sheet.link_at(1, 0), sheet.link_at(4, 0)),
        (Some("https://example.org/b"), Some("#'Table 1'!A1"))
    );
    let [list] = sheet.lists.as_slice() else { panic!("{:?}", sheet.lists) };
    assert_eq!((list.name.as_str(), list.area.to_string().as_str()), ("Deaths", "A1:B3"));
    assert_eq!((list.has_header, list.has_totals, list.columns.len()), (true, true, 2));
    assert_eq!(sheet.print_areas.iter().map(ToString::to_string).collect::<Vec<_>>(), ["A1:C4"]);
    let kinds: Vec<&str> = book.hidden.iter().map(|finding| finding.id.as_str()).collect();
    assert!(
        kinds.contains(&"very-hidden-sheet/Secret") && kinds.contains(&"hidden-row/Table 1/rows 1"),
        "{kinds:?}"
    );
    assert!(kinds.contains(&"defined-name/Secret"), "{kinds:?}");
}

#[test]
fn dates_of_both_epochs() {
    let book = read(&xlsb::workbook(true, &[]));
    let Cell::DateTime(serial) = book.sheets[0].cell(1, 2) else { panic!() };
    assert_eq!((iso_date(serial).as_str(), book.sheets[0].cell(3, 0)), ("2028-04-02", Cell::Duration(1.5)));
}

/// A text in the cell itself with a raised 5, and an error that a formula gave.
fn rich_row() -> Vec<u8> {
    let text = [vec![1], xlsb::wide("Rate5"), xlsb::words(&[1]), xlsb::halves(&[4, 2])].concat();
    [xlsb::row(5, 300, false), xlsb::cell(62, 0, 0, &text), xlsb::cell(11, 1, 0, &[0x2A])].concat()
}

#[test]
fn cells_that_calamine_passes_over() {
    let book = read(&xlsb::workbook(false, &rich_row()));
    let sheet = &book.sheets[0];
    assert_eq!((sheet.cell(5, 0), sheet.note_marks(5, 0)), (Cell::Text("Rate"), &["5".to_owned()][..]));
    assert_eq!(sheet.cell(5, 1), Cell::Error("#N/A"));
}

#[test]
fn values_are_those_of_calamine() {
    let bytes = xlsb::workbook(false, &[]);
    let book = read(&bytes);
    let mut other = Xlsb::new(Cursor::new(&bytes)).unwrap();
    let range = other.worksheet_range("Table 1").unwrap();
    let mut cells = 0;
    for (row, col, value) in range.used_cells() {
        let (row, col) = (row as u32, col as u32);
        let same = match (value, book.sheets[0].cell(row, col)) {
            (Data::Float(theirs), Cell::Number(ours)) => theirs.to_bits() == ours.to_bits(),
            (Data::String(theirs), Cell::Text(ours)) => {
                theirs == book.sheets[0].stored_text(row, col).unwrap_or(ours)
            }
            (Data::Bool(theirs), Cell::Bool(ours)) => *theirs == ours,
            (Data::DateTime(theirs), Cell::DateTime(ours) | Cell::Duration(ours)) => {
                theirs.as_f64().to_bits() == ours.to_bits()
            }
            (Data::Error(_), Cell::Error(ours)) => ours == "#DIV/0!",
            _ => false,
        };
        assert!(same, "{row} {col}: {value:?} {:?}", book.sheets[0].cell(row, col));
        cells += 1;
    }
    assert_eq!(cells, 13);
}

#[test]
fn cells_and_strings_that_cannot_be() {
    for more in [
        [xlsb::row(2_000_000, 300, false), xlsb::cell(4, 0, 0, &[1])].concat(),
        [xlsb::row(9, 300, false), xlsb::cell(4, 20_000, 0, &[1])].concat(),
        [xlsb::row(9, 300, false), xlsb::cell(7, 0, 0, &xlsb::words(&[99]))].concat(),
        vec![7, 0xFF, 0xFF, 0xFF, 0x7F, 1],
    ] {
        let bytes = xlsb::workbook(false, &more);
        let failure = open("a.xlsb", &bytes, &Limits::default(), &Quiet).unwrap_err();
        assert_eq!((failure.kind, failure.file.as_str()), (FailureKind::Damaged, "a.xlsb"));
    }
    let rows: Vec<u8> =
        (5..9000).flat_map(|row| [xlsb::row(row, 300, false), xlsb::cell(4, 9, 0, &[1])].concat()).collect();
    let limits = Limits { max_cells: 5000, ..Limits::default() };
    let failure = open("a.xlsb", &xlsb::workbook(false, &rows), &limits, &Quiet).unwrap_err();
    assert_eq!(failure.kind, FailureKind::TooLarge);
}

#[test]
fn old_workbooks() {
    let bytes = xls::workbook(&xls::records(false));
    let book =
        open("a.xls", &bytes, &Limits::default(), &Quiet).unwrap_or_else(|failure| panic!("{failure}"));
    assert_eq!((book.format, book.sheets[1].visibility), (Format::Xls, Visibility::VeryHidden));
    let sheet = &book.sheets[0];
    for (row, col, cell, text) in [
        (0, 0, Cell::Text("Rate"), "Rate"),
        (0, 1, Cell::Text("Area"), "Area"),
        (1, 0, Cell::Number(1234.56), "1,234.6"),
        (1, 1, Cell::DateTime(45_383.0), "01/04/2024"),
        (2, 0, Cell::Bool(true), "TRUE"),
        (2, 1, Cell::Error("#DIV/0!"), "#DIV/0!"),
        (3, 0, Cell::Number(2.5), "2.5"),
        (3, 1, Cell::Text("given"), "given"),
        (4, 0, Cell::Number(3.0), "3"),
        (4, 1, Cell::Number(4.0), "4.0"),
    ] {
        assert_eq!((sheet.cell(row, col), sheet.text(row, col).as_ref()), (cell, text), "{row} {col}");
    }
    assert_eq!((sheet.note_marks(0, 0).join(" "), sheet.stored_text(0, 0)), ("2".to_owned(), Some("Rate2")));
    let look = sheet.style(0, 0);
    assert!(look.bold && look.italic && look.border_top && look.border_bottom);
    assert_eq!((look.indent, look.align, look.font_size), (2, Align::Right, 140));
    assert_eq!((look.fill, sheet.style(0, 1).fill), (Some([0xFF, 0xCC, 0]), None));
    assert_eq!(sheet.merges.iter().map(ToString::to_string).collect::<Vec<_>>(), ["B1:C1"]);
    assert_eq!((&sheet.hidden_rows[..], &sheet.hidden_cols[..]), (&[(1, 2)][..], &[(3, 3), (5, 6)][..]));
    assert_eq!(sheet.link_at(0, 1), Some("https://example.org"));
    assert_eq!(sheet.print_areas.iter().map(ToString::to_string).collect::<Vec<_>>(), ["A1:C9"]);
}

#[test]
fn old_workbooks_of_1904_and_with_a_password() {
    let read = |records: &[u8]| open("a.xls", &xls::workbook(records), &Limits::default(), &Quiet);
    let book = read(&xls::records(true)).unwrap();
    let Cell::DateTime(serial) = book.sheets[0].cell(1, 1) else { panic!() };
    assert_eq!(iso_date(serial), "2028-04-02");
    // FilePass behind the first record, and nothing that could be read behind it.
    let start =
        [&xls::records(false)[..20], &xls::record(0x002F, &[1, 0, 1, 0, 1, 0]), &[0xAA; 6000]].concat();
    assert_eq!(read(&start).unwrap_err().kind, FailureKind::PasswordProtected);
}
