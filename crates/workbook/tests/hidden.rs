//! Each kind of hidden content is found, and said where.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test says what it met and stops")]

mod fixture;

use fixture::{extended, patched, zip_of};
use model::{Finding, Quiet, Severity, What};
use rust_xlsxwriter::{DocProperties, Note, Workbook as Writer};
use workbook::{Cell, Format, Limits, Visibility, Workbook, open};

fn read(name: &str, bytes: &[u8]) -> Workbook {
    open(name, bytes, &Limits::default(), &Quiet).unwrap_or_else(|failure| panic!("{failure}"))
}

type Told<'a> = (String, Severity, Option<&'a str>, u64, Vec<String>);

/// Identity, severity, place in the sheet, count and first values of each finding.
fn told(findings: &[Finding]) -> Vec<Told<'_>> {
    findings
        .iter()
        .map(|finding| {
            let (count, first) = match &finding.what {
                What::Hidden { count, first, .. } => (*count, first.clone()),
                What::FormulaWithoutValue { count } => (*count, Vec::new()),
                other => panic!("{other:?}"),
            };
            (finding.id.clone(), finding.severity, finding.place.cell.as_deref(), count, first)
        })
        .collect()
}

fn told_of(book: &Workbook, id: &str) -> (Severity, Option<String>, u64, Vec<String>) {
    let all = told(&book.hidden);
    let found = all.iter().find(|(known, ..)| known == id);
    let (_, severity, cell, count, first) = found.unwrap_or_else(|| panic!("{id} among {all:#?}"));
    (*severity, cell.map(str::to_owned), *count, first.clone())
}

fn sample() -> Vec<u8> {
    let mut book = Writer::new();
    book.set_properties(&DocProperties::new().set_author("CANARY AUTHOR").set_company("CANARY COMPANY"));
    let table = book.add_worksheet().set_name("Table 1").unwrap();
    for row in 0..20 {
        for col in 0..6u16 {
            table.write(row, col, f64::from(row * 10) + f64::from(col)).unwrap();
        }
    }
    table.set_row_hidden(3).unwrap().set_row_hidden(4).unwrap();
    table.set_row_height(9, 0).unwrap();
    table.set_row_hidden(40).unwrap();
    table.set_column_hidden(2).unwrap();
    table.set_column_range_width(4, 5, 0).unwrap();
    table.set_column_hidden(30).unwrap();
    table.insert_note(0, 0, &Note::new("CANARY NOTE")).unwrap();
    for (name, text) in [("Old", "CANARY OLD"), ("Older", "CANARY OLDER")] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        sheet.write(1, 1, text).unwrap();
        if name == "Old" {
            sheet.set_hidden(true);
        } else {
            sheet.set_very_hidden(true);
        }
    }
    book.add_worksheet().set_name("Blank").unwrap().set_hidden(true);
    book.define_name("Rate", "=0.5").unwrap();
    book.save_to_buffer().unwrap()
}

#[test]
fn sheets_rows_and_columns() {
    let book = read("a.xlsx", &sample());
    assert_eq!(book.format, Format::Xlsx);
    assert_eq!(book.sheets[0].hidden_rows, [(3, 4), (9, 9), (40, 40)]);
    assert_eq!(book.sheets[0].hidden_cols, [(2, 2), (4, 5), (30, 30)]);
    assert_eq!(book.sheets[2].visibility, Visibility::VeryHidden);
    let kept = |text: &str| vec![text.to_owned()];
    assert_eq!(told_of(&book, "hidden-sheet/Old"), (Severity::Blocker, None, 1, kept("CANARY OLD")));
    assert_eq!(told_of(&book, "very-hidden-sheet/Older"), (Severity::Blocker, None, 1, kept("CANARY OLDER")));
    let (severity, cell, count, first) = told_of(&book, "hidden-row/Table 1/rows 1");
    assert_eq!((severity, cell.as_deref(), count), (Severity::Blocker, Some("4:5"), 2));
    assert_eq!(first, ["30", "31", "32", "33", "34"]);
    assert_eq!(told_of(&book, "hidden-row/Table 1/rows 2").1.as_deref(), Some("10:10"));
    let (_, cell, count, first) = told_of(&book, "hidden-column/Table 1/columns 2");
    assert_eq!((cell.as_deref(), count, first[0].as_str()), (Some("E:F"), 2, "4"));
    let ids: Vec<&str> = book.hidden.iter().map(|finding| finding.id.as_str()).collect();
    // What is hidden and empty is nothing to look at.
    assert!(!ids.contains(&"hidden-sheet/Blank") && !ids.contains(&"hidden-row/Table 1/rows 3"));
    assert!(!ids.contains(&"hidden-column/Table 1/columns 3"));
}

#[test]
fn comments_and_properties() {
    let book = read("a.xlsx", &sample());
    let (severity, _, count, first) = told_of(&book, "comment/Table 1/comments");
    assert_eq!((severity, count), (Severity::Warning, 1));
    assert!(first[0].contains("CANARY NOTE"), "{first:?}");
    let (severity, _, _, first) = told_of(&book, "document-property/creator");
    assert_eq!((severity, first), (Severity::Note, vec!["CANARY AUTHOR".to_owned()]));
    assert_eq!(told_of(&book, "document-property/company").3, ["CANARY COMPANY"]);
}

const DEFINITION: &[u8] = br#"<pivotCacheDefinition xmlns="x" xmlns:r="r" r:id="rId1" recordCount="2">
<cacheSource type="worksheet"><worksheetSource ref="A1:B3" sheet="Staff"/></cacheSource>
<cacheFields count="2"><cacheField name="Name"><sharedItems><s v="CANARY A"/><s v="CANARY B"/></sharedItems></cacheField>
<cacheField name="Pay"><sharedItems/></cacheField></cacheFields></pivotCacheDefinition>"#;
const RECORDS: &[u8] =
    br#"<pivotCacheRecords xmlns="x" count="9"><r><x v="1"/><n v="30"/></r><r><x v="0"/><n v="40"/></r></pivotCacheRecords>"#;
const RECORDS_RELATION: &[u8] = br#"<Relationships xmlns="x"><Relationship Id="rId1" Type="http://x/pivotCacheRecords" Target="pivotCacheRecords1.xml"/></Relationships>"#;
const LINK: &[u8] = br#"<externalLink xmlns="x"><externalBook><sheetNames><sheetName val="Staff"/></sheetNames>
<sheetDataSet><sheetData sheetId="0"><row r="1"><cell r="A1" t="str"><v>CANARY LINK</v></cell><cell r="B1"><v>3</v></cell></row></sheetData></sheetDataSet></externalBook></externalLink>"#;
const LINK_RELATION: &[u8] = br#"<Relationships xmlns="x"><Relationship Id="rId1" Type="http://x/externalLinkPath" Target="file:///C:\Users\somebody\Old%20staff.xlsx" TargetMode="External"/></Relationships>"#;

#[test]
fn pivot_caches_links_macros_and_objects() {
    let parts: [(&str, &[u8]); 8] = [
        ("xl/pivotCache/pivotCacheDefinition1.xml", DEFINITION),
        ("xl/pivotCache/_rels/pivotCacheDefinition1.xml.rels", RECORDS_RELATION),
        ("xl/pivotCache/pivotCacheRecords1.xml", RECORDS),
        ("xl/pivotCache/pivotCacheDefinition2.xml", DEFINITION),
        ("xl/externalLinks/externalLink1.xml", LINK),
        ("xl/externalLinks/_rels/externalLink1.xml.rels", LINK_RELATION),
        ("xl/vbaProject.bin", b"x"),
        ("xl/embeddings/Microsoft_Excel_Sheet1.xlsx", b"x"),
    ];
    let book = read("a.xlsm", &extended(&sample(), &parts, |_, _| {}));
    assert_eq!(book.format, Format::Xlsm);
    let (severity, _, count, first) = told_of(&book, "pivot-cache/Staff");
    // Counted, not believed: the part says nine.
    assert_eq!((severity, count), (Severity::Blocker, 2));
    assert_eq!(first, ["Name, Pay", "CANARY B", "30", "CANARY A", "40"]);
    // A cache without records still has the distinct values.
    let (severity, _, count, first) = told_of(&book, "pivot-cache/Staff (2)");
    assert_eq!((severity, count, first.len()), (Severity::Warning, 0, 3));
    let (severity, _, count, first) = told_of(&book, "external-link/Old staff.xlsx");
    assert_eq!((severity, count), (Severity::Warning, 2));
    assert_eq!(first, ["Staff", "CANARY LINK", "3"]);
    assert_eq!(told_of(&book, "macro/Visual Basic project").0, Severity::Warning);
    assert_eq!(told_of(&book, "embedded-object/Microsoft_Excel_Sheet1.xlsx").0, Severity::Warning);
}

#[test]
fn names() {
    let bytes = patched(&sample(), |path, content| {
        if path == "xl/workbook.xml" {
            let names = "<definedNames><definedName name=\"Out\" hidden=\"1\">Old!$A$1</definedName>\
                <definedName name=\"Gone\" localSheetId=\"0\">#REF!</definedName>\
                <definedName name=\"Away\">[1]Staff!$A$1</definedName>\
                <definedName name=\"_xlnm._FilterDatabase\" hidden=\"1\">Old!$A$1</definedName>";
            let text = String::from_utf8(content.clone()).unwrap();
            assert!(text.contains("<definedNames>"));
            *content = text.replace("<definedNames>", names).into_bytes();
        }
    });
    let book = read("a.xlsx", &bytes);
    for (id, first) in [
        ("defined-name/Out", "Old!$A$1"),
        ("defined-name/Table 1/Gone", "#REF!"),
        ("defined-name/Away", "[1]Staff!$A$1"),
    ] {
        assert_eq!(told_of(&book, id), (Severity::Note, None, 1, vec![first.to_owned()]));
    }
    let names = book.hidden.iter().filter(|finding| finding.kind() == "defined-name").count();
    assert_eq!(names, 3);
}

#[test]
fn formulas_without_a_saved_result() {
    let bytes = patched(&sample(), |path, content| {
        if path == "xl/worksheets/sheet2.xml" {
            let cells = "<c r=\"A1\"><f>1+1</f></c><c r=\"B1\"><f>1+1</f><v>2</v></c>\
                <c r=\"C1\" t=\"str\"><f>\"\"</f><v></v></c><c r=\"D1\" t=\"e\"><f>X()</f><v>#SPILL!</v></c>\
                <c r=\"E1\"><v>5</v></c>";
            let text = String::from_utf8(content.clone()).unwrap();
            assert!(text.contains("<sheetData>"));
            *content =
                text.replace("<sheetData>", &format!("<sheetData><row r=\"1\">{cells}</row>")).into_bytes();
        }
    });
    let book = read("a.xlsx", &bytes);
    assert_eq!(book.sheets[1].formulas_without_value, 1);
    assert_eq!(told_of(&book, "formula-without-value/Old").2, 1);
    // An error newer than the parser knows does not stop the sheet.
    assert_eq!(book.sheets[1].cell(0, 3), Cell::Error("#SPILL!"));
    assert_eq!(book.sheets[1].cell(0, 4), Cell::Number(5.0));
    assert_eq!(book.sheets[1].cell(1, 1), Cell::Text("CANARY OLD"));
}

#[test]
fn open_document() {
    let content = br#"<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s" xmlns:number="n" xmlns:fo="f" xmlns:dc="d">
<office:automatic-styles>
<number:percentage-style style:name="N1"><number:number number:decimal-places="1" number:min-integer-digits="1"/><number:text>%</number:text></number:percentage-style>
<number:date-style style:name="N2"><number:day number:style="long"/><number:text>/</number:text><number:month number:style="long"/><number:text>/</number:text><number:year number:style="long"/></number:date-style>
<number:number-style style:name="N3P0"><number:number number:decimal-places="0" number:min-integer-digits="1" number:grouping="true"/></number:number-style>
<number:number-style style:name="N3"><number:text>-</number:text><number:number number:decimal-places="0" number:min-integer-digits="1" number:grouping="true"/><style:map style:condition="value()&gt;=0" style:apply-style-name="N3P0"/></number:number-style>
<style:style style:name="ce1" style:family="table-cell" style:data-style-name="N1"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="ce2" style:family="table-cell" style:data-style-name="N2"/>
<style:style style:name="ce3" style:family="table-cell" style:data-style-name="N3"/>
<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>
</office:automatic-styles>
<office:body><office:spreadsheet>
<table:table table:name="Shown"><table:table-column/><table:table-column table:visibility="collapse" table:default-cell-style-name="ce3"/><table:table-column table:number-columns-repeated="1000"/>
<table:table-row><table:table-cell office:value-type="string" table:number-columns-spanned="2"><office:annotation><dc:creator>CANARY</dc:creator><text:p>CANARY ODS</text:p></office:annotation><text:p>Head</text:p></table:table-cell><table:covered-table-cell/></table:table-row>
<table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="percentage" office:value="0.1234" table:style-name="ce1"><text:p>12.3%</text:p></table:table-cell><table:table-cell office:value-type="float" office:value="-1234.4"><text:p>-1,234</text:p></table:table-cell></table:table-row>
<table:table-row table:visibility="filter"><table:table-cell office:value-type="date" office:date-value="2024-04-01" table:style-name="ce2"><text:p>01/04/2024</text:p></table:table-cell></table:table-row>
<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
</table:table>
<table:table table:name="Secret" table:style-name="ta2"><table:table-row><table:table-cell office:value-type="string"><text:p>CANARY SHEET</text:p></table:table-cell></table:table-row></table:table>
</office:spreadsheet></office:body></office:document-content>"#;
    let parts: [(&str, &[u8]); 4] = [
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content),
        ("META-INF/manifest.xml", b"<manifest/>"),
        ("Object 1/content.xml", b"<x/>"),
    ];
    let book = read("a.ods", &zip_of(&parts));
    let sheet = &book.sheets[0];
    assert_eq!((sheet.rows(), sheet.cols()), (4, 2));
    assert_eq!((sheet.text(2, 0), sheet.precision(1, 0).decimals()), ("12.3%".into(), Some(1)));
    assert!(sheet.style(2, 0).bold && !sheet.style(0, 0).bold);
    assert_eq!(sheet.text(1, 1), "-1,234");
    assert_eq!(sheet.text(3, 0), "01/04/2024");
    assert_eq!(sheet.merges.iter().map(ToString::to_string).collect::<Vec<_>>(), ["A1:B1"]);
    assert_eq!(told_of(&book, "hidden-sheet/Secret").3, ["CANARY SHEET"]);
    assert_eq!(told_of(&book, "hidden-row/Shown/rows 1").1.as_deref(), Some("4:4"));
    assert_eq!(told_of(&book, "hidden-column/Shown/columns 1").1.as_deref(), Some("B:B"));
    assert_eq!(told_of(&book, "comment/Shown/comments").2, 1);
    assert_eq!(told_of(&book, "embedded-object/Object 1").0, Severity::Warning);

    let bomb = String::from_utf8_lossy(content)
        .replace("table:number-rows-repeated=\"2\"", "table:number-rows-repeated=\"1048000\"")
        .replace(
            "office:value-type=\"float\"",
            "office:value-type=\"float\" table:number-columns-repeated=\"16000\"",
        );
    let bytes = zip_of(&[parts[0], ("content.xml", bomb.as_bytes())]);
    let failure = open("bomb.ods", &bytes, &Limits::default(), &Quiet).unwrap_err();
    assert_eq!(failure.kind, model::FailureKind::TooLarge);
}
