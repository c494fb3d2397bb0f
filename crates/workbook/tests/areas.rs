//! Note marks, links, list tables, defined names and print areas, in every format that has them.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

mod fixture;

use fixture::patched;
use model::Quiet;
use rust_xlsxwriter::{Format as Look, FormatScript, Table, TableColumn, Url, Workbook as Writer};
use workbook::{Cell, Limits, Sheet, Workbook, open};

fn read(name: &str, bytes: &[u8]) -> Workbook {
    open(name, bytes, &Limits::default(), &Quiet).unwrap_or_else(|failure| panic!("{failure}"))
}

fn marks(sheet: &Sheet, row: u32, col: u32) -> String {
    sheet.note_marks(row, col).join(" ")
}

fn sample() -> Vec<u8> {
    let mut book = Writer::new();
    let sheet = book.add_worksheet().set_name("Table 1").unwrap();
    let (plain, raised) = (Look::new(), Look::new().set_font_script(FormatScript::Superscript));
    sheet.write_rich_string(0, 0, &[(&plain, "Population"), (&raised, "2,3")]).unwrap();
    sheet.write_rich_string(0, 1, &[(&plain, "Area (km"), (&raised, "2"), (&plain, ")")]).unwrap();
    sheet.write(0, 2, "Population").unwrap();
    sheet.write(0, 3, "Rate²").unwrap();
    sheet.write_rich_string(1, 0, &[(&plain, "1,234"), (&raised, "1")]).unwrap();
    sheet.write_rich_string(2, 0, &[(&raised, "1"), (&plain, "Provisional.")]).unwrap();
    sheet.write_url(3, 0, Url::new("https://example.org/a").set_text("Source")).unwrap();
    sheet.write_url(4, 0, Url::new("internal:'Table 1'!A1").set_text("Back")).unwrap();
    let columns = vec![TableColumn::new().set_header("Area"), TableColumn::new().set_header("Deaths")];
    let table = Table::new().set_name("Deaths_by_area").set_columns(&columns).set_total_row(true);
    sheet.add_table(6, 0, 9, 1, &table).unwrap();
    sheet.add_table(11, 0, 12, 1, &Table::new().set_header_row(false)).unwrap();
    sheet.set_print_area(0, 0, 9, 3).unwrap();
    book.define_name("Rate", "=0.5").unwrap();
    book.define_name("'Table 1'!Local", "='Table 1'!$A$1:$B$2").unwrap();
    book.save_to_buffer().unwrap()
}

fn check_marks(sheet: &Sheet) {
    assert_eq!((sheet.cell(0, 0), marks(sheet, 0, 0).as_str()), (Cell::Text("Population"), "2 3"));
    assert_eq!((sheet.text(0, 0).as_ref(), sheet.stored_text(0, 0)), ("Population", Some("Population2,3")));
    assert_eq!((sheet.cell(0, 1), marks(sheet, 0, 1).as_str()), (Cell::Text("Area (km2)"), ""));
    assert_eq!((sheet.cell(0, 2), sheet.stored_text(0, 2)), (Cell::Text("Population"), None));
    assert_eq!((sheet.cell(0, 3), marks(sheet, 0, 3).as_str()), (Cell::Text("Rate²"), ""));
    assert_eq!((sheet.cell(1, 0), marks(sheet, 1, 0).as_str()), (Cell::Text("1,234"), "1"));
    assert_eq!((sheet.cell(2, 0), marks(sheet, 2, 0).as_str()), (Cell::Text("1 Provisional."), ""));
}

#[test]
fn note_marks_of_xlsx_whoever_reads_it() {
    let fast = read("a.xlsx", &sample());
    assert_eq!(fast.sheets[0].handed_over, None);
    check_marks(&fast.sheets[0]);
    let handed_over = patched(&sample(), |path, content| {
        if path == "xl/worksheets/sheet1.xml" {
            let text = String::from_utf8(content.clone()).unwrap();
            *content = text.replace("<sheetData>", "<!-- odd --><sheetData>").into_bytes();
        }
    });
    let slow = read("a.xlsx", &handed_over);
    assert!(slow.sheets[0].handed_over.is_some());
    check_marks(&slow.sheets[0]);
    let inline = patched(&sample(), |path, content| {
        if path == "xl/worksheets/sheet1.xml" {
            let text = String::from_utf8(content.clone()).unwrap();
            let rich =
                "<is><r><t>Rate</t></r><r><rPr><vertAlign val=\"superscript\"/></rPr><t>4</t></r></is>";
            let first = text.find("<c r=\"A1\"").unwrap();
            let end = text[first..].find("</c>").unwrap() + first;
            let text = format!("{}<c r=\"A1\" t=\"inlineStr\">{rich}{}", &text[..first], &text[end..]);
            *content = text.into_bytes();
        }
    });
    let sheet = &read("a.xlsx", &inline).sheets[0];
    assert_eq!((sheet.cell(0, 0), marks(sheet, 0, 0).as_str()), (Cell::Text("Rate"), "4"));
}

#[test]
fn links_lists_and_names_of_xlsx() {
    let book = read("a.xlsx", &sample());
    let sheet = &book.sheets[0];
    assert_eq!(
        (sheet.cell(3, 0), sheet.link_at(3, 0)),
        (Cell::Text("Source"), Some("https://example.org/a"))
    );
    assert_eq!((sheet.cell(4, 0), sheet.link_at(4, 0)), (Cell::Text("Back"), Some("#'Table 1'!A1")));
    assert_eq!(sheet.link_at(5, 0), None);
    let [deaths, plain] = sheet.lists.as_slice() else { panic!("{:?}", sheet.lists) };
    assert_eq!((deaths.name.as_str(), deaths.area.to_string().as_str()), ("Deaths_by_area", "A7:B10"));
    assert_eq!((deaths.has_header, deaths.has_totals), (true, true));
    assert_eq!(deaths.columns, ["Area", "Deaths"]);
    assert_eq!(
        (plain.has_header, plain.has_totals, plain.area.to_string().as_str()),
        (false, false, "A12:B13")
    );
    assert_eq!(sheet.print_areas.iter().map(ToString::to_string).collect::<Vec<_>>(), ["A1:D10"]);
    let local = book.names.iter().find(|name| name.name == "Local").unwrap();
    assert_eq!((local.sheet.as_deref(), local.areas().len(), local.is_hidden), (Some("Table 1"), 1, false));
    let rate = book.names.iter().find(|name| name.name == "Rate").unwrap();
    assert_eq!((rate.formula.as_str(), rate.sheet.as_deref(), rate.areas().len()), ("0.5", None, 0));
}
