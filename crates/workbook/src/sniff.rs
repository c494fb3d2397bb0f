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
const OTHERS: [(&[u8], &str); 6] = [
    (b"%PDF", "it is a PDF"),
    (b"{\\rtf", "it is a rich text document"),
    (b"\x1f\x8b", "it is compressed (gzip); unpack it first"),
    (b"7z\xbc\xaf", "it is compressed (7z); unpack it first"),
    (b"\x89PNG", "it is a picture"),
    (b"\xff\xd8\xff", "it is a picture"),
];

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
    if let Some((_, what)) = OTHERS.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return not(what);
    }
    if let Some(what) = markup(bytes) {
        return not(what);
    }
    Ok(Kind::Text)
}

/// Whether a text is a web page or XML, in words.
fn markup(bytes: &[u8]) -> Option<&'static str> {
    let head: String = bytes
        .iter()
        .take(2048)
        .filter(|byte| byte.is_ascii_graphic() || byte.is_ascii_whitespace())
        .map(|byte| char::from(byte.to_ascii_lowercase()))
        .collect();
    let head = head.trim_start();
    if !head.starts_with('<') {
        return None;
    }
    let page = ["<!doctype html", "<html", "<head", "<body", "<table", "<meta", "<div"];
    if page.iter().any(|tag| head.starts_with(tag)) || head.contains("<html") {
        return Some("it is a web page (HTML) with a workbook's name");
    }
    let xml = head.starts_with("<?xml") || head.starts_with("<workbook") || head.starts_with("<!--");
    xml.then_some("it is an XML file with a workbook's name")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides() {
        assert_eq!(sniff("a.csv", b"PK\x03\x04"), Ok(Kind::Zip));
        assert_eq!(sniff("a.xlsx", COMPOUND), Ok(Kind::Compound));
        assert_eq!(sniff("a.xlsx", b"a,b\n1,2\n"), Ok(Kind::Text));
        assert_eq!(sniff("a.csv", b"<5,6 to 10\n1,2\n"), Ok(Kind::Text));
        for (bytes, word) in [
            (&b"\xef\xbb\xbf\r\n<!DOCTYPE html><html>"[..], "HTML"),
            (b"<html xmlns:x='urn:schemas-microsoft-com:office:excel'>", "HTML"),
            (b"<?xml version='1.0'?><Workbook/>", "XML"),
            (b"%PDF-1.7", "PDF"),
        ] {
            let failure = sniff("a.xls", bytes).unwrap_err();
            assert_eq!(failure.kind, FailureKind::NotAWorkbook);
            assert!(failure.detail.contains(word), "{}", failure.detail);
        }
        assert_eq!(sniff("a.xlsx", b"").unwrap_err().kind, FailureKind::Empty);
    }
}
