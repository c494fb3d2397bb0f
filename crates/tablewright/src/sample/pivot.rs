//! A pivot table whose cache keeps the records it was made from, though their sheet was deleted.
//!
//! The library writes no pivot tables, so the parts are written here as text (ECMA-376 part 1, 18.10).

use std::fmt::Write;

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::parts::{Edit, Part};
use super::styles::Styles;

/// The very hidden sheet that carries the pivot table; the eighth of the workbook.
pub(super) const SHEET: &str = "Old table 4";

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const CONTENT: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const START: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const SEXES: [&str; 2] = ["Female", "Male"];
const INJURIES: [&str; 4] = ["Bite or sting", "Electrical injury", "Frostbite", "Near drowning"];

/// One attendance: age, index into [`SEXES`], index into [`INJURIES`].
type Record = (u32, usize, usize);

const RECORDS: [Record; 20] = [
    (34, 0, 0),
    (71, 1, 0),
    (8, 1, 0),
    (19, 1, 1),
    (45, 1, 1),
    (52, 0, 1),
    (27, 1, 1),
    (63, 1, 1),
    (31, 0, 1),
    (22, 1, 1),
    (58, 1, 1),
    (40, 0, 1),
    (66, 0, 2),
    (29, 1, 2),
    (83, 1, 2),
    (4, 0, 3),
    (11, 1, 3),
    (16, 0, 3),
    (37, 1, 3),
    (25, 0, 3),
];

/// What the pivot table shows on its sheet, from H3.
pub(super) fn cells(sheet: &mut Worksheet, styles: &Styles) -> Result<(), XlsxError> {
    sheet.write_with_format(2, 7, "Row Labels", &styles.text)?;
    sheet.write_with_format(2, 8, "Count of Attendance", &styles.text)?;
    for (row, sex) in (3..).zip(0..SEXES.len()) {
        let count = RECORDS.iter().filter(|record| record.1 == sex).count() as u32;
        sheet.write_with_format(row, 7, SEXES[sex], &styles.text)?;
        sheet.write_with_format(row, 8, count, &styles.count)?;
    }
    sheet.write_with_format(5, 7, "Grand Total", &styles.text)?;
    sheet.write_with_format(5, 8, RECORDS.len() as u32, &styles.count)?;
    Ok(())
}

/// The new parts.
pub(super) fn additions() -> Vec<Part> {
    let cache = "xl/pivotCache/pivotCacheDefinition1.xml";
    let relations = |kind: &str, target: &str| {
        format!(
            "{START}<Relationships xmlns=\"{PACKAGE}\"><Relationship Id=\"rId1\" Type=\"{RELATIONS}/{kind}\" Target=\"{target}\"/></Relationships>"
        )
    };
    vec![
        (cache, definition()),
        (
            "xl/pivotCache/_rels/pivotCacheDefinition1.xml.rels",
            relations("pivotCacheRecords", "pivotCacheRecords1.xml"),
        ),
        ("xl/pivotCache/pivotCacheRecords1.xml", records()),
        ("xl/pivotTables/pivotTable1.xml", table()),
        (
            "xl/pivotTables/_rels/pivotTable1.xml.rels",
            relations("pivotCacheDefinition", "../pivotCache/pivotCacheDefinition1.xml"),
        ),
        ("xl/worksheets/_rels/sheet8.xml.rels", relations("pivotTable", "../pivotTables/pivotTable1.xml")),
    ]
}

/// What the parts that name them must say.
pub(super) fn edits() -> Vec<Edit> {
    let mut types = String::new();
    for (part, kind) in [
        ("pivotCache/pivotCacheDefinition1", "pivotCacheDefinition"),
        ("pivotCache/pivotCacheRecords1", "pivotCacheRecords"),
        ("pivotTables/pivotTable1", "pivotTable"),
    ] {
        let _ = write!(types, "<Override PartName=\"/xl/{part}.xml\" ContentType=\"{CONTENT}.{kind}+xml\"/>");
    }
    vec![
        ("[Content_Types].xml", "</Types>", types),
        (
            "xl/workbook.xml",
            "</workbook>",
            "<pivotCaches><pivotCache cacheId=\"1\" r:id=\"rIdPivot1\"/></pivotCaches>".to_owned(),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            "</Relationships>",
            format!(
                "<Relationship Id=\"rIdPivot1\" Type=\"{RELATIONS}/pivotCacheDefinition\" Target=\"pivotCache/pivotCacheDefinition1.xml\"/>"
            ),
        ),
    ]
}

fn definition() -> String {
    let youngest = RECORDS.iter().map(|record| record.0).min().unwrap_or_default();
    let oldest = RECORDS.iter().map(|record| record.0).max().unwrap_or_default();
    format!(
        "{START}<pivotCacheDefinition xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONS}\" r:id=\"rId1\" refreshedBy=\"CANARY AUTHOR\" refreshedDate=\"45810\" createdVersion=\"6\" refreshedVersion=\"6\" minRefreshableVersion=\"3\" recordCount=\"{count}\">\
         <cacheSource type=\"worksheet\"><worksheetSource ref=\"A1:E{last}\" sheet=\"Attendance records\"/></cacheSource>\
         <cacheFields count=\"5\">\
         <cacheField name=\"Attendance\" numFmtId=\"0\"><sharedItems/></cacheField>\
         <cacheField name=\"Age\" numFmtId=\"0\"><sharedItems containsSemiMixedTypes=\"0\" containsString=\"0\" containsNumber=\"1\" containsInteger=\"1\" minValue=\"{youngest}\" maxValue=\"{oldest}\"/></cacheField>\
         {sex}{injury}\
         <cacheField name=\"Remark\" numFmtId=\"0\"><sharedItems/></cacheField>\
         </cacheFields></pivotCacheDefinition>",
        count = RECORDS.len(),
        last = RECORDS.len() + 1,
        sex = shared("Sex", &SEXES),
        injury = shared("Injury type", &INJURIES),
    )
}

fn shared(name: &str, items: &[&str]) -> String {
    let values = items.iter().fold(String::new(), |mut values, item| {
        let _ = write!(values, "<s v=\"{item}\"/>");
        values
    });
    format!(
        "<cacheField name=\"{name}\" numFmtId=\"0\"><sharedItems count=\"{}\">{values}</sharedItems></cacheField>",
        items.len()
    )
}

fn records() -> String {
    let mut text = format!(
        "{START}<pivotCacheRecords xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONS}\" count=\"{}\">",
        RECORDS.len()
    );
    for (number, (age, sex, injury)) in (1..).zip(RECORDS) {
        let remark = if number == 1 { "CANARY PIVOT" } else { "none" };
        let _ = write!(
            text,
            "<r><s v=\"AE{number:04}\"/><n v=\"{age}\"/><x v=\"{sex}\"/><x v=\"{injury}\"/><s v=\"{remark}\"/></r>"
        );
    }
    text.push_str("</pivotCacheRecords>");
    text
}

fn table() -> String {
    format!(
        "{START}<pivotTableDefinition xmlns=\"{MAIN}\" name=\"PivotTable1\" cacheId=\"1\" applyNumberFormats=\"0\" applyBorderFormats=\"0\" applyFontFormats=\"0\" applyPatternFormats=\"0\" applyAlignmentFormats=\"0\" applyWidthHeightFormats=\"1\" dataCaption=\"Values\" updatedVersion=\"6\" minRefreshableVersion=\"3\" useAutoFormatting=\"1\" itemPrintTitles=\"1\" createdVersion=\"6\" indent=\"0\" outline=\"1\" outlineData=\"1\" multipleFieldFilters=\"0\">\
         <location ref=\"H3:I6\" firstHeaderRow=\"1\" firstDataRow=\"1\" firstDataCol=\"1\"/>\
         <pivotFields count=\"5\"><pivotField dataField=\"1\" showAll=\"0\"/><pivotField showAll=\"0\"/>\
         <pivotField axis=\"axisRow\" showAll=\"0\"><items count=\"3\"><item x=\"0\"/><item x=\"1\"/><item t=\"default\"/></items></pivotField>\
         <pivotField showAll=\"0\"/><pivotField showAll=\"0\"/></pivotFields>\
         <rowFields count=\"1\"><field x=\"2\"/></rowFields>\
         <rowItems count=\"3\"><i><x/></i><i><x v=\"1\"/></i><i t=\"grand\"><x/></i></rowItems>\
         <colItems count=\"1\"><i/></colItems>\
         <dataFields count=\"1\"><dataField name=\"Count of Attendance\" fld=\"0\" subtotal=\"count\" baseField=\"0\" baseItem=\"0\"/></dataFields>\
         <pivotTableStyleInfo name=\"PivotStyleLight16\" showRowHeaders=\"1\" showColHeaders=\"1\" showRowStripes=\"0\" showColStripes=\"0\" showLastColumn=\"1\"/>\
         </pivotTableDefinition>"
    )
}
