//! The fast path against calamine: the same cells on every workbook, or the sheet is handed over.
#![allow(
    clippy::print_stdout,
    clippy::format_push_string,
    reason = "a test says what it met, and is in no hurry"
)]

use std::io::{Cursor, Write};
use std::path::Path;

use model::Quiet;
use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

fn package(bytes: &[u8]) -> Package<'_> {
    Package::open("a.xlsx", Cursor::new(bytes), &Limits::default(), &Quiet).unwrap()
}

fn by_fast(bytes: &[u8]) -> Result<Opened, Failure> {
    read("a.xlsx", bytes, &mut package(bytes), &Limits::default(), &Quiet)
}

fn by_calamine(bytes: &[u8]) -> Result<Opened, Failure> {
    let mut package = package(bytes);
    let paths = sheet_part::paths(&mut package);
    read_by(Err("asked for"), "a.xlsx", bytes, (&mut package, &paths), &Limits::default(), &Quiet)
}

/// What must be the same, with the bits of numbers.
fn facts(sheet: &Sheet) -> String {
    let mut out = format!(
        "{} {:?} {:?} {:?} {:?} {:?} {:?} {} {}x{}\n",
        sheet.name,
        sheet.visibility,
        sheet.merges,
        sheet.hidden_rows,
        sheet.hidden_cols,
        sheet.links,
        sheet.lists,
        sheet.formulas_without_value,
        sheet.rows(),
        sheet.cols()
    );
    // Few sheets are wide and long: those have cells in their first rows and columns.
    let is_huge = u64::from(sheet.rows()) * u64::from(sheet.cols()) > 5_000_000;
    for row in 0..sheet.rows() {
        let cols = if is_huge && row > 10 { 2 } else { sheet.cols() };
        for col in 0..cols {
            let bits = match sheet.cell(row, col) {
                Cell::Empty => continue,
                Cell::Number(number) | Cell::DateTime(number) | Cell::Duration(number) => number.to_bits(),
                Cell::Text(_) | Cell::Bool(_) | Cell::Error(_) => 0,
            };
            let marks = sheet.note_marks(row, col);
            out += &format!(
                "{row} {col} {:?} {bits:x} {:?} {marks:?}\n",
                sheet.cell(row, col),
                sheet.style(row, col)
            );
        }
    }
    out
}

/// The properties of the document, those of its own in order.
fn properties(opened: &Opened) -> Vec<String> {
    let text = format!("{:?}", opened.properties);
    let mut words: Vec<String> = text.split(['{', '}', ',']).map(|word| word.trim().to_owned()).collect();
    words.sort();
    words
}

/// Compares both ways; why each sheet was handed over, if it was.
fn compare(what: &str, bytes: &[u8]) -> Vec<Option<&'static str>> {
    match (by_fast(bytes), by_calamine(bytes)) {
        (Ok(fast), Ok(slow)) => {
            assert_eq!(fast.others, slow.others, "{what}");
            assert_eq!(fast.sheets.len(), slow.sheets.len(), "{what}");
            assert_eq!(properties(&fast), properties(&slow), "{what}");
            for (fast, slow) in fast.sheets.iter().zip(&slow.sheets) {
                let (fast, slow) = (facts(fast), facts(slow));
                for (fast, slow) in fast.lines().zip(slow.lines()) {
                    assert_eq!(fast, slow, "{what}");
                }
                assert_eq!(fast.len(), slow.len(), "{what}");
            }
            fast.sheets.iter().map(|sheet| sheet.handed_over).collect()
        }
        (Err(fast), Err(slow)) => {
            assert_eq!(fast.kind, slow.kind, "{what}");
            println!("{what}: {slow}");
            Vec::new()
        }
        (fast, slow) => panic!("{what}: {:?} but {:?}", fast.map(|_| ()), slow.map(|_| ())),
    }
}

/// The sheets of the real workbooks of at most so many bytes, and how many of them were handed over; none if they are
/// not there.
fn compare_real(most: u64) -> Option<(usize, usize)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/workbooks");
    let Ok(files) = std::fs::read_dir(&folder) else {
        println!("skipped: {} is not there", folder.display());
        return None;
    };
    let (mut sheets, mut handed_over) = (0, 0);
    let is_wanted = |path: &Path| path.is_file() && path.metadata().unwrap().len() <= most;
    for path in files.map(|entry| entry.unwrap().path()).filter(|path| is_wanted(path)) {
        let bytes = std::fs::read(&path).unwrap();
        let is_office = bytes.starts_with(b"PK") && package(&bytes).has("xl/workbook.xml");
        if !is_office {
            continue;
        }
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let reasons = compare(&name, &bytes);
        sheets += reasons.len();
        for reason in reasons.into_iter().flatten() {
            handed_over += 1;
            println!("{name}: handed over because of {reason}");
        }
    }
    println!("{sheets} sheets, {handed_over} of them handed over");
    Some((sheets, handed_over))
}

#[test]
fn real_workbooks_are_the_same_both_ways() {
    if let Some((sheets, handed_over)) = compare_real(60_000) {
        assert!(sheets > 20 && handed_over * 20 <= sheets, "{handed_over} of {sheets}");
    }
}

#[test]
#[ignore = "soak: all of the real workbooks"]
fn soak_every_real_workbook_is_the_same_both_ways() {
    if let Some((sheets, handed_over)) = compare_real(u64::MAX) {
        assert!(sheets > 100 && handed_over * 20 <= sheets, "{handed_over} of {sheets}");
    }
}

const STYLES: &str = r##"<?xml version="1.0" encoding="UTF-8"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="3">
<numFmt numFmtId="164" formatCode="[h]:mm"/><numFmt numFmtId="165" formatCode="yyyy\-mm\-dd"/>
<numFmt numFmtId="166" formatCode="#,##0&quot; d&quot;"/></numFmts>
<fonts count="2"><font><sz val="11"/></font><font><b/><sz val="12"/></font></fonts>
<fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders>
<cellStyleXfs count="1"><xf numFmtId="0"/></cellStyleXfs>
<cellXfs count="6"><xf numFmtId="0" fontId="0"/><xf numFmtId="14" fontId="1"/><xf numFmtId="164"/><xf numFmtId="165"/>
<xf numFmtId="166"><alignment horizontal="right" indent="2"/></xf><xf numFmtId="27"/></cellXfs></styleSheet>"##;

const STRINGS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><sst xmlns=\"m\" uniqueCount=\"5\"><si><t>one</t></si>\
<si><t xml:space=\"preserve\"> two </t></si><si/><si><r><rPr><vertAlign val=\"superscript\"/></rPr><t>three</t></r>\
<r><t>1</t></r><rPh sb=\"0\" eb=\"1\"><t>no</t></rPh></si><si><t>a &amp; b_x000D_\n&#66; é</t></si></sst>";

/// A workbook of one sheet.
fn workbook(sheet: &[u8], strings: &[u8], workbook_pr: &str) -> Vec<u8> {
    let main = format!(
        "<workbook xmlns:r=\"r\"><workbookPr {workbook_pr}/><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"a\"/></sheets></workbook>"
    );
    let rels = "<Relationships><Relationship Id=\"a\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>";
    let root = "<Relationships><Relationship Id=\"a\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, content) in [
        ("_rels/.rels", root.as_bytes()),
        ("xl/workbook.xml", main.as_bytes()),
        ("xl/_rels/workbook.xml.rels", rels.as_bytes()),
        ("xl/styles.xml", STYLES.as_bytes()),
        ("xl/sharedStrings.xml", strings),
        ("xl/worksheets/sheet1.xml", sheet),
    ] {
        zip.start_file(path, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn sheet_of(rows: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<worksheet xmlns=\"m\" xmlns:x14ac=\"n\">\
         <dimension ref=\"A1:C9\"/><cols><col min=\"2\" max=\"3\" hidden=\"1\"/></cols><sheetData>{rows}</sheetData>\
         <mergeCells><mergeCell ref=\"A1:B1\"/></mergeCells></worksheet>"
    )
}

/// Rows that the fast path reads itself.
const KNOWN: [&str; 23] = [
    "",
    "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>a\r\nb\rc&#13;\r</v></c><c r=\"B1\" t=\"inlineStr\"><is><t>\r\na\r\nb\r</t></is></c></row>",
    "\n  <row r=\"1\">\n <c r=\"A1\"><v>1</v></c>\n</row>\n",
    "<row r=\"1\"/><row r=\"3\"></row><row/><row><c><v>4</v></c><c/><c><v>5</v></c></row>",
    "<row><c><v>1</v></c></row><row r=\"5\"><c r=\"C5\"><v>2</v></c><c><v>3</v></c></row><row><c><v>4</v></c></row>",
    "<row r=\"2\" spans=\"1:3\" ht=\"0\" x14ac:dyDescent=\"0.3\"><c r=\"A2\" s=\"1\"><v>45383</v></c></row>",
    "<row r='4' hidden='1'><c r='B4' s='2' t='n'><v>1.5</v></c></row><row r=\"7\" hidden=\"true\"/>",
    "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\" s=\"4\"><v>1</v></c><c r=\"C1\" t=\"s\"><v>2</v></c></row>",
    "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>3</v></c><c r=\"B1\" t=\"s\"><v>4</v></c></row>",
    "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t> in </t></is></c><c r=\"B1\" t=\"inlineStr\"><is><r><t>a</t></r><r><t>b</t></r></is></c></row>",
    "<row r=\"1\"><c r=\"A1\" t=\"b\"><v>1</v></c><c r=\"B1\" t=\"b\"><v>0</v></c><c r=\"C1\" t=\"e\" s=\"1\"><v>#DIV/0!</v></c></row>",
    "<row r=\"1\"><c r=\"A1\" t=\"e\" s=\"4\"><v>#SPILL!</v></c><c r=\"B1\" t=\"e\"><v>#N/A</v></c></row>",
    "<row r=\"1\"><c r=\"A1\"><f>B1+1</f><v>3</v></c><c r=\"B1\"><f>A1</f></c><c r=\"C1\"><f/><v/></c></row>",
    "<row r=\"1\"><c r=\"A1\" t=\"str\"><f t=\"shared\" ref=\"A1:A2\" si=\"0\">\"a\"&amp;1</f><v>a&amp;1_x0041_</v></c></row>",
    "<row r=\"2\"><c r=\"A2\" t=\"str\"><f t=\"shared\" si=\"0\"/><v></v></c><c r=\"B2\" t=\"str\"><v xml:space=\"preserve\"> x </v></c></row>",
    "<row r=\"1\"><c r=\"A1\" s=\"3\"><v>0.5</v></c><c r=\"B1\" s=\"5\"><v>44000.25</v></c><c r=\"C1\" s=\"99\"><v>7</v></c></row>",
    "<row r=\"9\"><c r=\"B9\"><v>1</v></c><c r=\"A9\"><v>2</v></c><c r=\"B9\"><v>3</v></c></row><row r=\"2\"><c r=\"A2\"><v>4</v></c></row>",
    "<row r=\"1\"><c r=\"A1\"><v>-0</v></c><c r=\"B1\"><v>1.7976931348623157E+308</v></c><c r=\"C1\"><v>4.9E-324</v></c></row>",
    "<row r=\"1\"><c r=\"A1\"><v>0.30000000000000004</v></c><c r=\"B1\"><v>123456789012345678</v></c><c r=\"C1\"><v>1e-7</v></c></row>",
    "<row r=\"1\"><c r=\"XFD1\"><v>1</v></c></row><row r=\"9000\"><c r=\"A9000\"><v>2</v></c></row>",
    "<row r=\"1\"><c r=\"A1\" t=\"d\"><v>2024-04-01T09:30:00</v></c><c r=\"B1\" t=\"d\"><v>soon</v></c></row>",
    "<row r=\"1\"><c r=\"A1\" s=\"1\"/><c r=\"B1\" s=\"1\"></c><c r=\"C1\" cm=\"1\" vm=\"1\" ph=\"1\"><v>1</v></c></row>",
    "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>&#x1F4F7; &quot;é&quot; &lt;</v></c><c r=\"B1\"><f>IF(A1&lt;2,\"&gt;\",1)</f><v>2</v></c></row>",
];

/// Rows that the fast path does not know.
const UNKNOWN: [&str; 17] = [
    "<row r=\"1\"><!-- note --><c r=\"A1\"><v>1</v></c></row>",
    "<row r=\"1\"><c r=\"A1\" t=\"str\"><v><![CDATA[a]]></v></c></row>",
    "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t><![CDATA[a]]></t></is></c></row>",
    "<row r=\"1\"><c r=\"A1\"><v> 1 </v></c></row>",
    "<row r=\"1\"><c r=\"A1\"><v>abc</v></c></row>",
    "<row r=\"1\"><c r=\"a1\"><v>1</v></c></row>",
    "<row r=\"1\"><c r=\"A2\"><v>1</v></c></row>",
    "<row r=\"1\"><c r=\"A1\"><v>1</v><f>B1</f></c></row>",
    "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><v>1</v></c></row>",
    "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>5</v></c></row>",
    "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>a&nbsp;</v></c></row>",
    "<row r=\"1\"><c r=\"A1\" t=\"x\"><v>1</v></c></row>",
    "<row r=\"1\"><c r=\"A1\" t=\"b\"><v>true</v></c></row>",
    "<row r=\"1\"><c r=\"A1\"><v>1</v><extLst/></c></row>",
    "<x:row xmlns:x=\"m\" r=\"1\"><x:c r=\"A1\"><x:v>1</x:v></x:c></x:row>",
    "<row r=\"1\"><c r=\"A1\"><v>1&#48;</v></c></row>",
    "<row r=\"1\"><c r = \"A1\"><v>1</v></c></row>",
];

#[test]
fn each_odd_feature_is_the_same_both_ways() {
    for pr in ["", "date1904=\"1\""] {
        for rows in KNOWN {
            let bytes = workbook(sheet_of(rows).as_bytes(), STRINGS.as_bytes(), pr);
            assert_eq!(compare(rows, &bytes), [None], "{rows}");
        }
        for rows in UNKNOWN {
            let bytes = workbook(sheet_of(rows).as_bytes(), STRINGS.as_bytes(), pr);
            assert!(compare(rows, &bytes).iter().all(Option::is_some), "{rows}");
        }
    }
}

#[test]
fn odd_parts_are_the_same_both_ways() {
    let rows = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>";
    let plain = sheet_of(rows);
    let (bom, utf16) = (format!("\u{feff}{plain}"), utf16(&plain));
    let prefixed =
        plain.replace("<worksheet xmlns=", "<x:worksheet xmlns:x=").replace("</worksheet", "</x:worksheet");
    let latin = plain.replace("UTF-8", "ISO-8859-1");
    let empty = plain.replace(&format!("<sheetData>{rows}</sheetData>"), "<sheetData/>");
    let comment = plain.replace("<dimension", "<!-- <sheetData> --><dimension");
    let open = plain.replace("</worksheet>", "");
    let cut = plain[..plain.len() - 60].to_owned();
    for (what, sheet, is_known) in [
        ("plain", plain.as_bytes(), true),
        ("byte order mark", bom.as_bytes(), true),
        ("no rows", empty.as_bytes(), true),
        ("no end", open.as_bytes(), true),
        ("UTF-16", &utf16, false),
        ("prefixed root", prefixed.as_bytes(), false),
        ("Latin-1", latin.as_bytes(), false),
        ("comment", comment.as_bytes(), false),
        ("cut", cut.as_bytes(), false),
    ] {
        let reasons = compare(what, &workbook(sheet, STRINGS.as_bytes(), ""));
        assert_eq!(reasons == [None], is_known, "{what}: {reasons:?}");
    }
    for strings in [
        STRINGS.replace("<sst", "<!-- --><sst"),
        STRINGS.replace("<t>one</t>", "<t><![CDATA[one]]></t>"),
        STRINGS.replace("sst", "x:sst"),
    ] {
        let reasons = compare(&strings, &workbook(plain.as_bytes(), strings.as_bytes(), ""));
        assert!(reasons.iter().all(Option::is_some), "{strings}");
    }
}

fn utf16(text: &str) -> Vec<u8> {
    [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

/// Any cell that the grammar of a worksheet allows, and some that it does not.
fn cell() -> impl Strategy<Value = String> {
    let kind = prop::sample::select(vec!["", "n", "s", "str", "b", "e", "inlineStr", "d", "str"]);
    let value = prop_oneof![
        (-1e9..1e9f64).prop_map(|n| n.to_string()),
        any::<f64>().prop_map(|n| format!("{n:e}")),
        (0..7u32).prop_map(|n| n.to_string()),
        prop::sample::select(vec![
            "",
            " 1",
            "#REF!",
            "#BUSY!",
            "a&amp;b",
            "_x000D_",
            "2024-04-01",
            "é",
            "1e5",
            "00.50",
            "+1",
            "inf"
        ])
        .prop_map(str::to_owned),
    ];
    let formula =
        prop::sample::select(vec!["", "", "", "<f>A1</f>", "<f/>", "<f t=\"shared\" si=\"0\">A&amp;1</f>"]);
    let frame = prop::sample::select(vec!["v", "v", "v", "v", "is", "none", "empty"]);
    (kind, value, formula, frame, 0..8u32).prop_map(|(kind, value, formula, frame, style)| {
        let kind = if kind.is_empty() { String::new() } else { format!(" t=\"{kind}\"") };
        let kind = kind.as_str();
        // Mostly what such a cell can hold: a workbook that is refused as a whole shows little.
        let value = match (kind, value.len()) {
            (" t=\"s\"", length) if length < 18 => (length % 5).to_string(),
            (" t=\"b\"", length) if length < 18 => (length % 2).to_string(),
            (" t=\"n\"", 0..8) => "12.5".to_owned(),
            _ => value,
        };
        let style = if style > 0 { format!(" s=\"{style}\"") } else { String::new() };
        let content = match frame {
            "v" => format!("<v>{value}</v>"),
            "is" => format!("<is><t>{value}</t></is>"),
            "empty" => "<v/>".to_owned(),
            _ => String::new(),
        };
        format!("{style}{kind}>{formula}{content}</c>")
    })
}

proptest! {
    #[test]
    fn any_sheet_is_the_same_both_ways(
        rows in prop::collection::vec((0..4u32, prop::collection::vec((0..4u32, cell()), 0..6)), 0..8),
        spaced in any::<bool>(),
    ) {
        let mut text = String::new();
        let mut row = 0;
        for (step, cells) in rows {
            row += step;
            // A step of nothing: the row does not say its number.
            text += &if step == 0 { "<row>".to_owned() } else { format!("<row r=\"{row}\">") };
            row += u32::from(step == 0);
            let mut col = 0;
            // Behind an error that it does not know, calamine counts the columns wrong.
            let addressed = cells.iter().any(|(_, cell)| cell.contains("\"e\""));
            for (gap, cell) in cells {
                col += gap;
                let address = model::CellAddress::new(row - 1, col);
                text += &if gap == 0 && !addressed { "<c".to_owned() } else { format!("<c r=\"{address}\"") };
                text += &cell;
                col += 1;
                if spaced { text += "\n"; }
            }
            text += "</row>";
        }
        compare(&text, &workbook(sheet_of(&text).as_bytes(), STRINGS.as_bytes(), ""));
    }
}
