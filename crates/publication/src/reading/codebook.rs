//! `ddi-codebook.xml` as a reader understands it.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::catalogue::{Item, Said};

/// Deepest element; a code book needs a handful.
const DEEPEST: usize = 64;

/// The facts of a code book and the files that it describes.
pub(super) fn read(content: &str) -> Result<Said, String> {
    let mut reader = Reader::from_str(content);
    let mut book = Book::default();
    loop {
        match reader.read_event().map_err(|error| error.to_string())? {
            Event::Start(start) => book.start(&start)?,
            Event::End(_) => book.end(),
            Event::Text(text) => book.text.push_str(&text),
            Event::GeneralRef(reference) => book.reference(&reference)?,
            Event::DocType(_) => return Err("a code book has no document type".to_owned()),
            Event::Eof => break,
            Event::Empty(_) | Event::CData(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
    if !book.open.is_empty() || book.said.items.is_none() {
        return Err("it does not end, or describes no file".to_owned());
    }
    Ok(book.said)
}

/// A code book as it is read.
#[derive(Default)]
struct Book {
    said: Said,
    /// The elements that are open, each with the attribute that matters of it.
    open: Vec<(String, String)>,
    text: String,
}

impl Book {
    fn start(&mut self, start: &BytesStart<'_>) -> Result<(), String> {
        if self.open.len() == DEEPEST {
            return Err("its elements are too deep".to_owned());
        }
        let name = start.local_name().as_ref().to_owned();
        let mut attributes = BTreeMap::new();
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|error| error.to_string())?;
            let value = quick_xml::escape::unescape(&attribute.value)
                .map_err(|error| error.to_string())?
                .into_owned();
            attributes.insert(attribute.key.as_ref().to_owned(), value);
        }
        let mut of = |key: &str| attributes.remove(key).unwrap_or_default();
        let attribute = match name.as_str() {
            "timePrd" => of("event"),
            "notes" => of("type"),
            _ => String::new(),
        };
        if name == "fileDscr" {
            let item = Item { address: of("URI"), ..Item::default() };
            self.said.items.get_or_insert_default().push(item);
        }
        self.open.push((name, attribute));
        self.text.clear();
        Ok(())
    }

    /// `&amp;` and its like; nothing else is expanded.
    fn reference(&mut self, name: &str) -> Result<(), String> {
        let text = format!("&{name};");
        let text = quick_xml::escape::unescape(&text).map_err(|error| error.to_string())?;
        self.text.push_str(&text);
        Ok(())
    }

    fn end(&mut self) {
        let Some((name, attribute)) = self.open.pop() else { return };
        let parent = self.open.last().map(|(name, _)| name.as_str()).unwrap_or_default();
        let text = std::mem::take(&mut self.text).trim().to_owned();
        let file = self.said.items.as_mut().and_then(|items| items.last_mut());
        let fact = match (parent, name.as_str(), attribute.as_str()) {
            ("titlStmt", "titl", _) => "title",
            ("prodStmt", "producer", _) => "publisher",
            ("distStmt", "distDate", _) => "release date",
            ("verStmt", "version", _) => "version",
            ("sumDscr", "timePrd", "start") => "first day",
            ("sumDscr", "timePrd", "end") => "last day",
            ("useStmt", "conditions", _) => "licence",
            ("dataFingerprint", "digitalFingerprintValue", _) => {
                if let Some(file) = file {
                    file.sha256 = text;
                }
                return;
            }
            ("fileDscr", "notes", "size in bytes") => {
                if let Some(file) = file {
                    file.bytes = text;
                }
                return;
            }
            _ => return,
        };
        // The conditions are the licence's name and its address.
        let text =
            if fact == "licence" { text.rsplit(": ").next().unwrap_or_default().to_owned() } else { text };
        self.said.facts.insert(fact, text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_code_books_are_refused() {
        for (content, error) in [
            ("<a>".repeat(100), "too deep"),
            ("<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>".to_owned(), "no document type"),
            ("<a>&b;</a>".to_owned(), "b"),
            ("<a/>".to_owned(), "describes no file"),
            ("<codeBook><fileDscr>".to_owned(), "does not end"),
            ("<a></b>".to_owned(), "b"),
        ] {
            let found = read(&content).unwrap_err();
            assert!(found.contains(error), "{content}: {found}");
        }
    }
}
