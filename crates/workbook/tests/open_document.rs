//! .ods against calamine on real workbooks, and what calamine does not tell.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test says what it met and stops")]

mod fixture;

use std::io::Cursor;
use std::path::Path;

use calamine::{Data, Ods, Reader};
use fixture::zip_of;
use model::Quiet;
use workbook::{Cell, Limits, Sheet, Visibility, Workbook, open};

fn read(bytes: &[u8]) -> Workbook {
    open("a.ods", bytes, &Limits::default(), &Quiet).unwrap_or_else(|failure| panic!("{failure}"))
}

fn is_same(theirs: &Data, sheet: &Sheet, row: u32, col: u32) -> bool {
    match (theirs, sheet.cell(row, col)) {
        (Data::Float(theirs), Cell::Number(ours)) => theirs.to_bits() == ours.to_bits(),
        (Data::String(theirs), Cell::Text(ours)) => theirs == sheet.stored_text(row, col).unwrap_or(ours),
        // It has no kind for errors.
        (Data::String(theirs), Cell::Error(ours)) => theirs == ours,
        (Data::String(theirs), Cell::Empty) => theirs.is_empty(),
        (Data::Bool(theirs), Cell::Bool(ours)) => *theirs == ours,
        (Data::Empty, Cell::Empty)
        | (Data::DateTimeIso(_), Cell::DateTime(_))
        | (Data::DurationIso(_), Cell::Duration(_)) => true,
        _ => false,
    }
}

#[test]
fn values_of_real_workbooks_are_those_of_calamine() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/workbooks");
    let Ok(files) = std::fs::read_dir(&folder) else {
        println!("skipped: {} is not there", folder.display());
        return;
    };
    let mut cells = 0u64;
    for path in files.map(|entry| entry.unwrap().path()) {
        if path.extension().is_none_or(|extension| extension != "ods") {
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        let book = read(&bytes);
        let mut other = Ods::new(Cursor::new(&bytes)).unwrap();
        for sheet in &book.sheets {
            let range = other.worksheet_range(&sheet.name).unwrap();
            let end = range.end().unwrap_or_default();
            for (row, col) in (0..=end.0).flat_map(|row| (0..=end.1).map(move |col| (row, col))) {
                let theirs = range.get_value((row, col)).unwrap_or(&Data::Empty);
                let ours = sheet.cell(row, col);
                assert!(
                    is_same(theirs, sheet, row, col),
                    "{path:?} {} {row} {col}: {theirs:?} {ours:?}",
                    sheet.name
                );
                cells += 1;
            }
            assert!(sheet.rows() <= end.0 + 1 && sheet.cols() <= end.1 + 1, "{path:?} {}", sheet.name);
        }
    }
    println!("{cells} cells");
    assert!(cells > 10_000);
}

const CONTENT: &str = r##"<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s" xmlns:fo="f" xmlns:xlink="l" xmlns:calcext="c">
<office:automatic-styles>
<style:style style:name="T1" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>
<style:style style:name="T2" style:family="text"><style:text-properties style:text-position="-33% 58%"/></style:style>
<style:style style:name="ro0" style:family="table-row"><style:table-row-properties style:row-height="0in"/></style:style>
<style:style style:name="co0" style:family="table-column"><style:table-column-properties style:column-width="0cm"/></style:style>
<style:style style:name="bold" style:family="table-cell"><style:text-properties fo:font-weight="bold"/></style:style>
</office:automatic-styles><office:body><office:spreadsheet>
<table:tracked-changes><table:cell-content-change><table:previous><table:change-track-table-cell office:value-type="float" office:value="9"/></table:previous></table:cell-content-change></table:tracked-changes>
<table:table table:name="Table 1" table:print-ranges="'Table 1'.A1:'Table 1'.C3 'Table 1'.E1:'Table 1'.E2">
<table:table-column table:number-columns-repeated="2"/><table:table-column table:style-name="co0"/>
<table:table-column-group table:display="false"><table:table-column/></table:table-column-group><table:table-column/>
<table:table-header-rows><table:table-row table:default-cell-style-name="bold">
<table:table-cell office:value-type="string"><text:p>Population<text:span text:style-name="T1">2,3</text:span></text:p></table:table-cell>
<table:table-cell office:value-type="string"><text:p>CO<text:span text:style-name="T2">2</text:span></text:p></table:table-cell>
<table:table-cell office:value-type="string"><text:p>Rate²</text:p></table:table-cell>
</table:table-row></table:table-header-rows>
<table:table-row><table:table-cell office:value-type="string"><text:p><text:a xlink:href="https://example.org/c">Source</text:a></text:p></table:table-cell>
<table:table-cell office:value-type="string"><text:p><text:a xlink:href="#'Table 1'.A1">Back</text:a></text:p></table:table-cell>
<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>
<table:table-cell office:value-type="boolean" office:boolean-value="true"/><table:table-cell table:formula="of:=1+1"/></table:table-row>
<table:table-row table:style-name="ro0"><table:table-cell office:value-type="float" office:value="1"/></table:table-row>
<table:table-row-group table:display="false"><table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="float" office:value="2" table:number-columns-repeated="2"/></table:table-row></table:table-row-group>
<table:table-row table:visibility="filter"><table:table-cell office:value-type="time" office:time-value="PT36H30M00S"/></table:table-row>
<table:table-row><table:table-cell office:value-type="date" office:date-value="1904-01-02"/></table:table-row>
<table:named-expressions><table:named-range table:name="Local" table:base-cell-address="$'Table 1'.$A$1" table:cell-range-address="$'Table 1'.$A$1:.$B$2"/></table:named-expressions>
</table:table>
<table:named-expressions><table:named-expression table:name="Rate" table:expression="of:=0.5"/></table:named-expressions>
<table:database-ranges><table:database-range table:name="Deaths" table:target-range-address="'Table 1'.A1:'Table 1'.C6"/>
<table:database-range table:name="__Anonymous_Sheet_DB__0" table:target-range-address="'Table 1'.A1:'Table 1'.C6"/></table:database-ranges>
</office:spreadsheet></office:body></office:document-content>"##;

fn sample() -> Workbook {
    read(&zip_of(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", CONTENT.as_bytes()),
    ]))
}

#[test]
fn note_marks_links_and_values() {
    let book = sample();
    let sheet = &book.sheets[0];
    assert_eq!(
        (sheet.cell(0, 0), sheet.note_marks(0, 0).join(" ")),
        (Cell::Text("Population"), "2 3".to_owned())
    );
    assert_eq!((sheet.cell(0, 1), sheet.cell(0, 2)), (Cell::Text("CO2"), Cell::Text("Rate²")));
    assert!(sheet.style(0, 0).bold && !sheet.style(1, 0).bold);
    assert_eq!(
        (sheet.link_at(1, 0), sheet.link_at(1, 1)),
        (Some("https://example.org/c"), Some("#'Table 1'!A1"))
    );
    assert_eq!((sheet.cell(1, 2), sheet.cell(1, 3)), (Cell::Error("#DIV/0!"), Cell::Bool(true)));
    assert_eq!((sheet.cell(1, 4), sheet.formulas_without_value), (Cell::Empty, 1));
    assert_eq!(
        (sheet.cell(5, 0), sheet.text(5, 0).into_owned()),
        (Cell::Duration(36.5 / 24.0), "36:30:00".to_owned())
    );
    assert_eq!(
        (sheet.cell(6, 0), sheet.text(6, 0).into_owned()),
        (Cell::DateTime(1463.0), "1904-01-02".to_owned())
    );
    assert_eq!((sheet.cell(3, 1), sheet.cell(4, 1), sheet.rows()), (Cell::Number(2.0), Cell::Number(2.0), 7));
}

#[test]
fn names_areas_and_what_is_hidden() {
    let book = sample();
    let sheet = &book.sheets[0];
    assert_eq!((book.sheets.len(), sheet.visibility), (1, Visibility::Visible));
    assert_eq!((&sheet.hidden_rows[..], &sheet.hidden_cols[..]), (&[(2, 5)][..], &[(2, 3)][..]));
    let areas: Vec<String> = sheet.print_areas.iter().map(ToString::to_string).collect();
    assert_eq!(areas, ["A1:C3", "E1:E2"]);
    let [list] = sheet.lists.as_slice() else { panic!("{:?}", sheet.lists) };
    assert_eq!(
        (list.name.as_str(), list.area.to_string().as_str(), list.has_header),
        ("Deaths", "A1:C6", true)
    );
    let names: Vec<(&str, Option<&str>, &str, usize)> = book
        .names
        .iter()
        .map(|name| (name.name.as_str(), name.sheet.as_deref(), name.formula.as_str(), name.areas().len()))
        .collect();
    assert_eq!(names, [("Local", Some("Table 1"), "'Table 1'!$A$1:$B$2", 1), ("Rate", None, "0.5", 0)]);
}
