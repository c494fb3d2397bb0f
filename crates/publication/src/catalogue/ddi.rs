//! `ddi-codebook.xml`: DDI Codebook 2.5 (<https://ddialliance.org/Specification/DDI-Codebook/2.5/>), which the
//! UK Data Service takes. Only what 2.6 knows too is used, so a change of the namespace makes it a 2.6.

use super::xml::Xml;
use super::{CSV, Record};
use crate::dictionary::{CsvColumn, CsvFile};

/// The release as a code book.
pub(super) fn codebook(record: Record<'_>) -> String {
    let mut xml = Xml::new();
    let root =
        [("version", "2.5"), ("xml:lang", record.metadata.language.trim()), ("xmlns", "ddi:codebook:2_5")];
    xml.inside("codeBook", &root, |xml| {
        xml.inside("stdyDscr", &[], |xml| {
            citation(xml, record);
            study(xml, record);
            access(xml, record);
        });
        for (number, file) in record.files.iter().enumerate() {
            file_description(xml, record, file, number);
        }
        xml.inside("dataDscr", &[], |xml| {
            for (number, file) in record.files.iter().enumerate() {
                for (at, column) in file.columns.iter().enumerate() {
                    variable(xml, column, number, at);
                }
            }
        });
    });
    xml.finish()
}

fn citation(xml: &mut Xml, record: Record<'_>) {
    let metadata = record.metadata;
    let (publisher, contact) = (&metadata.publisher, &metadata.contact);
    xml.inside("citation", &[], |xml| {
        xml.inside("titlStmt", &[], |xml| {
            xml.text("titl", &[], record.title());
            xml.text("altTitl", &[], &metadata.short_title);
            xml.text("IDNo", &[], record.identifier().unwrap_or(&metadata.edition_name()));
        });
        xml.inside("rspStmt", &[], |xml| xml.text("AuthEnty", &[], record.publisher()));
        xml.inside("prodStmt", &[], |xml| {
            xml.text("producer", &[], record.publisher());
            xml.text("copyright", &[], &metadata.attribution());
            xml.text("software", &[("version", record.tool_version)], "Tablewright");
        });
        xml.inside("distStmt", &[], |xml| {
            xml.text("distrbtr", &[("URI", publisher.url.trim())], record.publisher());
            xml.text("contact", &[("email", contact.email.trim())], &contact.name);
            xml.text("distDate", &[("date", record.date())], record.date());
        });
        xml.inside("verStmt", &[], |xml| {
            xml.text("version", &[("date", record.date())], &metadata.version);
            xml.text("notes", &[], &metadata.changes.note);
        });
        xml.text("biblCit", &[], record.citation);
    });
}

fn study(xml: &mut Xml, record: Record<'_>) {
    let metadata = record.metadata;
    let [from, to] = record.period();
    xml.inside("stdyInfo", &[], |xml| {
        if !(metadata.keywords.is_empty() && metadata.theme.trim().is_empty()) {
            xml.inside("subject", &[], |xml| {
                for keyword in &metadata.keywords {
                    xml.text("keyword", &[], keyword);
                }
                xml.text("topcClas", &[("vocab", "data.gov.uk")], &metadata.theme);
            });
        }
        xml.text("abstract", &[], &metadata.full_description());
        xml.inside("sumDscr", &[], |xml| {
            xml.text("timePrd", &[("event", "start"), ("date", from)], from);
            xml.text("timePrd", &[("event", "end"), ("date", to)], to);
            xml.text("geogCover", &[], &metadata.coverage);
            xml.text("dataKind", &[], "Aggregate statistics");
        });
    });
}

fn access(xml: &mut Xml, record: Record<'_>) {
    let licence = &record.metadata.licence;
    xml.inside("dataAccs", &[], |xml| {
        xml.inside("useStmt", &[], |xml| {
            xml.text("confDec", &[], record.disclosure);
            xml.text("citReq", &[], &record.metadata.attribution());
            xml.text("conditions", &[], &format!("{}: {}", licence.name.trim(), licence.url.trim()));
        });
    });
}

fn file_description(xml: &mut Xml, record: Record<'_>, file: &CsvFile, number: usize) {
    let address = record.address("../", &format!("tables/{}", file.path));
    xml.inside("fileDscr", &[("ID", &file_id(number)), ("URI", &address)], |xml| {
        xml.inside("fileTxt", &[], |xml| {
            xml.text("fileName", &[], &format!("tables/{}", file.path));
            xml.inside("dataFingerprint", &[("type", "dataFile")], |xml| {
                xml.text("digitalFingerprintValue", &[], &file.sha256);
                xml.text("algorithmSpecification", &[], "SHA-256");
            });
            xml.text("fileCont", &[], &file.title);
            xml.inside("dimensns", &[], |xml| {
                xml.text("caseQnty", &[], &file.rows.to_string());
                xml.text("varQnty", &[], &file.columns.len().to_string());
            });
            xml.text("fileType", &[], CSV);
        });
        xml.text("notes", &[("type", "size in bytes")], &file.bytes.to_string());
    });
}

fn file_id(number: usize) -> String {
    format!("F{}", number + 1)
}

fn variable(xml: &mut Xml, column: &CsvColumn, number: usize, at: usize) {
    let file = file_id(number);
    let id = format!("{file}_V{}", at + 1);
    let (scale, kind) = if column.is_number { ("contin", "numeric") } else { ("discrete", "character") };
    let unit = if column.is_number { column.unit.as_str() } else { "" };
    let attributes = [
        ("ID", id.as_str()),
        ("name", &column.name),
        ("files", &file),
        ("intrvl", scale),
        ("measUnit", unit),
    ];
    xml.inside("var", &attributes, |xml| {
        xml.text("labl", &[], &column.label);
        xml.text("txt", &[], &column.description);
        xml.text("varFormat", &[("type", kind)], kind);
        xml.text("notes", &[("type", "empty cells")], &column.missing);
    });
}
