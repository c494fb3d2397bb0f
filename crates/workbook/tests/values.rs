//! Values, styles, merges and displayed texts of honest workbooks.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

mod fixture;

use fixture::{patched, zip_of};
use model::{FailureKind, Precision, Quiet};
use rust_xlsxwriter::{ExcelDateTime, Format as Look, FormatAlign, FormatBorder, Workbook as Writer};
use workbook::{Align, Cell, Format, Limits, Workbook, iso_date, open};

fn read(name: &str, bytes: &[u8]) -> Workbook {
    open(name, bytes, &Limits::default(), &Quiet).unwrap_or_else(|failure| panic!("{failure}"))
}

fn sample() -> Vec<u8> {
    let mut book = Writer::new();
    let sheet = book.add_worksheet();
    let head = Look::new()
        .set_bold()
        .set_italic()
        .set_align(FormatAlign::Center)
        .set_background_color(0x00_FF_CC_00)
        .set_border_bottom(FormatBorder::Thin)
        .set_font_size(14.5);
    sheet.merge_range(0, 1, 0, 3, "Attendances\n[note 1]", &head).unwrap();
    sheet.merge_range(500, 1, 501, 2, "", &Look::new()).unwrap();
    let percent = Look::new().set_num_format("0%").set_indent(2);
    sheet.write_number_with_format(1, 1, 0.1234, &percent).unwrap();
    sheet.write_number_with_format(2, 1, 1234.5, &Look::new().set_num_format("#,##0")).unwrap();
    let day = ExcelDateTime::from_ymd(2024, 4, 1).unwrap();
    sheet.write_datetime_with_format(3, 1, &day, &Look::new().set_num_format("mmm-yy")).unwrap();
    sheet.write_datetime_with_format(4, 1, &day, &Look::new().set_num_format_index(14)).unwrap();
    sheet.write_number_with_format(5, 1, 1.5, &Look::new().set_num_format("[h]:mm")).unwrap();
    sheet.write_number_with_format(6, 1, 3.0, &Look::new().set_num_format(";;;")).unwrap();
    sheet.write_number(7, 1, 0.1 + 0.2).unwrap();
    sheet.write_boolean(8, 1, true).unwrap();
    sheet.write_number_with_format(9, 1, -0.25, &Look::new().set_num_format("0.0;-0.00")).unwrap();
    book.save_to_buffer().unwrap()
}

#[test]
fn cells_texts_and_looks() {
    let book = read("a.xlsx", &sample());
    assert_eq!((book.format, book.sheets.len()), (Format::Xlsx, 1));
    let sheet = &book.sheets[0];
    assert_eq!((sheet.rows(), sheet.cols()), (10, 2));
    assert_eq!(sheet.cell(0, 1), Cell::Text("Attendances\n[note 1]"));
    assert_eq!(sheet.merges.iter().map(ToString::to_string).collect::<Vec<_>>(), ["B1:D1"]);
    assert_eq!(sheet.merge_at(0, 3).map(|merge| merge.first.col), Some(1));
    let head = sheet.style(0, 1);
    assert!(head.bold && head.italic && head.border_bottom && !head.border_top);
    assert_eq!((head.align, head.fill, head.font_size), (Align::Centre, Some([0xFF, 0xCC, 0]), 145));
    for (row, cell, text, precision) in [
        (1, Cell::Number(0.1234), "12%", Precision::new(0, true)),
        (2, Cell::Number(1234.5), "1,235", Precision::new(0, false)),
        (3, Cell::DateTime(45_383.0), "Apr-24", Precision::GENERAL),
        (4, Cell::DateTime(45_383.0), "01/04/2024", Precision::GENERAL),
        (5, Cell::Duration(1.5), "36:00", Precision::GENERAL),
        (6, Cell::Number(3.0), "", Precision::GENERAL),
        (7, Cell::Number(0.1 + 0.2), "0.3", Precision::GENERAL),
        (8, Cell::Bool(true), "TRUE", Precision::GENERAL),
        (9, Cell::Number(-0.25), "-0.25", Precision::new(2, false)),
    ] {
        assert_eq!(sheet.cell(row, 1), cell, "row {row}");
        assert_eq!((sheet.text(row, 1).as_ref(), sheet.precision(row, 1)), (text, precision), "row {row}");
    }
    assert_eq!(sheet.style(1, 1).indent, 2);
    assert_eq!(sheet.cell(400, 400), Cell::Empty);
}

#[test]
fn both_epochs_give_the_same_dates() {
    let bytes = patched(&sample(), |path, content| {
        if path == "xl/workbook.xml" {
            let text = String::from_utf8(content.clone()).unwrap();
            *content = text.replace("<workbookPr ", "<workbookPr date1904=\"1\" ").into_bytes();
        }
        if path == "xl/worksheets/sheet1.xml" {
            let text = String::from_utf8(content.clone()).unwrap();
            assert!(text.contains("<v>45383</v>"));
            *content = text.replace("<v>45383</v>", "<v>43921</v>").into_bytes();
        }
    });
    let sheet = &read("mac.xlsx", &bytes).sheets[0];
    let Cell::DateTime(serial) = sheet.cell(3, 1) else { panic!("{:?}", sheet.cell(3, 1)) };
    assert_eq!(iso_date(serial), "2024-04-01");
    assert_eq!(sheet.cell(5, 1), Cell::Duration(1.5));
}

#[test]
fn names_of_files_do_not_matter() {
    assert_eq!(read("a.xls", &sample()).format, Format::Xlsx);
    let text = read("Deaths by age.xlsx", b"Age,Deaths\n0-17,12\n18+,*\n");
    assert_eq!((text.format, text.sheets[0].name.as_str()), (Format::Csv, "Deaths by age"));
    assert_eq!((text.sheets[0].cell(1, 1), text.hidden.len()), (Cell::Number(12.0), 0));
    assert_eq!(read("a.csv", b"a\tb\n1\t2\n").format, Format::Tsv);
}

#[test]
fn a_package_without_sheets_is_damaged() {
    let parts: [(&str, &[u8]); 2] =
        [("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", b"<x/>")];
    let failure = open("a.ods", &zip_of(&parts), &Limits::default(), &Quiet).unwrap_err();
    assert_eq!(failure.kind, FailureKind::Damaged);
}
