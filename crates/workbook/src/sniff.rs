//! What a file is, by its content. Names lie: files named .xls can be .xlsx inside, or a web page.

use model::{Failure, FailureKind};

/// A kind of file that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A zip; which workbook it is (or none) is told by its parts.
    Zip,
    /// An OLE compound file: an .xls, or an encrypted workbook.
    Compound,
    /// Text.
    Text,
}

const COMPOUND: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// Beginnings of files that are often mistaken for workbooks.
const OTHERS: [(&[u8], &str); 26] = [
    (b"{\\rtf", "it is a rich text document"),
    (b"\x1f\x8b", "it is compressed (gzip); unpack it first"),
    (b"7z\xbc\xaf", "it is compressed (7z); unpack it first"),
    (b"Rar!", "it is compressed (RAR); unpack it first"),
    (b"BZh", "it is compressed (bzip2); unpack it first"),
    (b"\xfd7zXZ", "it is compressed (xz); unpack it first"),
    (b"\x28\xb5\x2f\xfd", "it is compressed (Zstandard); unpack it first"),
    (b"\x89PNG", "it is a picture"),
    (b"\xff\xd8\xff", "it is a picture"),
    (b"GIF8", "it is a picture"),
    (b"II*\0", "it is a picture"),
    (b"MM\0*", "it is a picture"),
    (b"SQLite format 3", "it is a database (SQLite)"),
    (b"\0\x01\0\0Standard", "it is an Access database"),
    (b"PAR1", "it is a Parquet file"),
    (b"ARROW1", "it is an Arrow file"),
    (b"$FL2", "it is an SPSS data file"),
    (b"$FL3", "it is an SPSS data file"),
    (b"<stata_dta>", "it is a Stata data file"),
    (b"\0\0\0\0\0\0\0\0\0\0\0\0\xc2\xea\x81\x60", "it is a SAS data file"),
    (b"RDX", "it is an R data file"),
    (b"MZ", "it is a program"),
    (b"\x7fELF", "it is a program"),
    // Workbooks before they were kept in compound files: BIFF2, BIFF3, BIFF4.
    (b"\x09\0\x04\0", OLD_EXCEL),
    (b"\x09\x02\x06\0", OLD_EXCEL),
    (b"\x09\x04\x06\0", OLD_EXCEL),
];

const OLD_EXCEL: &str = "it is a workbook of Excel 4 or before, which only Excel and LibreOffice still read";

/// Characters of the start of a text by which it is known.
const HEAD: usize = 2048;

/// The kind of file, or the failure that says what it is instead.
pub(crate) fn sniff(name: &str, bytes: &[u8]) -> Result<Kind, Failure> {
    if bytes.is_empty() {
        return Err(Failure::new(FailureKind::Empty, name, ""));
    }
    let not = |detail: &str| Err(Failure::new(FailureKind::NotAWorkbook, name, detail));
    if bytes.starts_with(b"PK") {
        return Ok(Kind::Zip);
    }
    if bytes.starts_with(COMPOUND) {
        return Ok(Kind::Compound);
    }
    // Some programs write a line before it.
    if memchr::memmem::find(&bytes[..bytes.len().min(HEAD / 2)], b"%PDF-").is_some() {
        return not("it is a PDF");
    }
    if let Some((_, what)) = OTHERS.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return not(what);
    }
    if let Some(what) = markup(bytes) {
        return not(what);
    }
    Ok(Kind::Text)
}

/// Whether a text is a web page, XML or the like, in words. Also in UTF-16, whose zeros are left out here.
fn markup(bytes: &[u8]) -> Option<&'static str> {
    let head: String = bytes
        .iter()
        .take(HEAD)
        .filter(|byte| byte.is_ascii_graphic() || byte.is_ascii_whitespace())
        .map(|byte| char::from(byte.to_ascii_lowercase()))
        .collect();
    let head = head.trim_start();
    let mail = head.starts_with("mime-version:") || head.starts_with("from: <saved by");
    if mail && head.contains("multipart/related") {
        return Some("it is a web page in one file (MHTML) with a workbook's name");
    }
    if let Some(inside) = head.strip_prefix('{') {
        let is_link = head.contains("docs.google.com") || head.contains("\"doc_id\"");
        let is_json = inside.trim_start().starts_with(['"', '}']);
        return match (is_link, is_json) {
            (true, _) => Some("it is only a link to a sheet in the cloud; download that as .xlsx"),
            (false, true) => Some("it is JSON"),
            (false, false) => None,
        };
    }
    if head.starts_with('<') { xml(head) } else { None }
}

fn xml(head: &str) -> Option<&'static str> {
    let page = ["<!doctype html", "<html", "<head", "<body", "<table", "<meta", "<div", "<style"];
    if page.iter().any(|tag| head.starts_with(tag)) || head.contains("<html") {
        return Some("it is a web page (HTML) with a workbook's name");
    }
    if head.contains("urn:schemas-microsoft-com:office:spreadsheet") {
        return Some("it is an XML Spreadsheet 2003");
    }
    if head.contains("opendocument.spreadsheet") {
        return Some("it is a flat OpenDocument spreadsheet (.fods)");
    }
    let is_xml = ["<?xml", "<workbook", "<!--", "<!doctype"].iter().any(|tag| head.starts_with(tag));
    is_xml.then_some("it is an XML file with a workbook's name")
}

/// What a zip is that holds no workbook's parts, in words: by the names of its parts, and the type that it
/// says it has.
pub(crate) fn other_zip<'n>(names: impl Iterator<Item = &'n str>, mimetype: &str) -> String {
    let names: Vec<&str> = names.collect();
    let has = |wanted: &dyn Fn(&str) -> bool| names.iter().any(|name| wanted(name));
    let ends = |name: &str, endings: &[&str]| {
        let lower = name.to_ascii_lowercase();
        endings.iter().any(|ending| lower.ends_with(ending))
    };
    if has(&|name| name == "word/document.xml") {
        return "it is a Word document".to_owned();
    }
    if has(&|name| name.starts_with("ppt/")) {
        return "it is a presentation".to_owned();
    }
    if has(&|name| name.starts_with("Index/") && ends(name, &[".iwa"])) || has(&|name| name == "Index.zip") {
        return "it is a document of Apple's Numbers, Pages or Keynote; export it as Excel from there"
            .to_owned();
    }
    if mimetype.starts_with("application/vnd.oasis") {
        return "it is an OpenDocument file, but not a spreadsheet".to_owned();
    }
    let inside =
        names.iter().find(|name| ends(name, &[".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv", ".tsv"]));
    match inside {
        Some(inside) => {
            let file = inside.rsplit('/').next().unwrap_or(inside);
            format!("it is a zip file that holds '{file}'; unpack it first")
        }
        None => "it is a zip file without a workbook's parts".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides() {
        assert_eq!(sniff("a.csv", b"PK\x03\x04"), Ok(Kind::Zip));
        assert_eq!(sniff("a.xlsx", COMPOUND), Ok(Kind::Compound));
        assert_eq!(sniff("a.xlsx", b"a,b\n1,2\n"), Ok(Kind::Text));
        assert_eq!(sniff("a.csv", b"{a},b\n1,2\n"), Ok(Kind::Text));
        assert_eq!(sniff("a.csv", b"<5,6 to 10\n1,2\n"), Ok(Kind::Text));
        for (bytes, word) in [
            (&b"\xef\xbb\xbf\r\n<!DOCTYPE html><html>"[..], "HTML"),
            (b"<html xmlns:x='urn:schemas-microsoft-com:office:excel'>", "HTML"),
            (b"\xff\xfe<\0h\0t\0m\0l\0>\0", "HTML"),
            (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x", "MHTML"),
            (b"<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'/>", "2003"),
            (b"<?xml version='1.0'?><office:document office:mimetype='application/vnd.oasis.opendocument.spreadsheet'/>", "fods"),
            (b"<?xml version='1.0'?><a/>", "XML"),
            (b"%PDF-1.7", "PDF"),
            (b"\n%PDF-1.7", "PDF"),
            (b"{\"url\": \"https://docs.google.com/open?id=1\"}", "link"),
            (b"{ \"a\": 1}", "JSON"),
            (b"\x09\x04\x06\0\0\0\x10\0", "Excel 4"),
            (b"Rar!\x1a", "unpack"),
        ] {
            let failure = sniff("a.xls", bytes).unwrap_err();
            assert_eq!(failure.kind, FailureKind::NotAWorkbook);
            assert!(failure.detail.contains(word), "{}", failure.detail);
        }
        assert_eq!(sniff("a.xlsx", b"").unwrap_err().kind, FailureKind::Empty);
    }

    #[test]
    fn other_zips_are_told_apart() {
        for (names, mimetype, word) in [
            (&["word/document.xml"][..], "", "Word"),
            (&["ppt/presentation.xml"], "", "presentation"),
            (&["Index/Document.iwa", "preview.jpg"], "", "Numbers"),
            (&["content.xml"], "application/vnd.oasis.opendocument.text", "OpenDocument"),
            (&["release/Table 1.XLSX", "notes.txt"], "", "'Table 1.XLSX'"),
            (&["notes.txt"], "", "without"),
        ] {
            let what = other_zip(names.iter().copied(), mimetype);
            assert!(what.contains(word), "{what}");
        }
    }
}
