//! The little of XML that the parts of a workbook need.

use std::borrow::Cow;
use std::io::{BufRead, BufReader, Read};

use quick_xml::Reader;
use quick_xml::escape::{resolve_predefined_entity, unescape};
use quick_xml::events::{BytesStart, Event};

/// Bytes that are read at a time.
const BLOCK: usize = 64 << 10;

/// What is met while walking a part. Names come without their prefix.
pub(crate) enum Step<'a> {
    /// An element begins.
    Start(&'a BytesStart<'a>),
    /// An element ends.
    End(&'a str),
    /// Text between elements, unescaped.
    Text(&'a str),
}

/// Walks a part and hands every step to `visit`, which stops the walk by returning `false`. What is not
/// well-formed ends the walk with its error.
pub(crate) fn walk(part: impl Read, mut visit: impl FnMut(Step<'_>) -> bool) -> Result<(), quick_xml::Error> {
    let mut reader = reader(BufReader::with_capacity(BLOCK, part));
    let mut buffer = Vec::with_capacity(1024);
    loop {
        buffer.clear();
        let go_on = match reader.read_event_into(&mut buffer)? {
            Event::Start(element) => visit(Step::Start(&element)),
            Event::End(element) => visit(Step::End(element.local_name().as_ref())),
            Event::Text(text) => visit(Step::Text(&text.xml10_content())),
            Event::CData(text) => visit(Step::Text(&text.xml10_content())),
            Event::GeneralRef(reference) => visit(Step::Text(&entity(&reference))),
            Event::Eof => return Ok(()),
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => true,
        };
        if !go_on {
            return Ok(());
        }
    }
}

fn reader<R: BufRead>(part: R) -> Reader<R> {
    let mut reader = Reader::from_reader(part);
    let config = reader.config_mut();
    config.expand_empty_elements = true;
    config.check_end_names = false;
    reader
}

/// The text of `&amp;` and the like. Entities that a document declares itself are not expanded.
fn entity(reference: &quick_xml::events::BytesRef<'_>) -> String {
    if let Ok(Some(c)) = reference.resolve_char_ref() {
        return c.to_string();
    }
    resolve_predefined_entity(&reference.xml10_content()).unwrap_or_default().to_owned()
}

/// The local name of an element.
pub(crate) fn is(element: &BytesStart<'_>, name: &str) -> bool {
    element.local_name().as_ref() == name
}

/// The value of an attribute by its local name, unescaped.
pub(crate) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    element
        .attributes()
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == name)
        .map(|attribute| {
            unescape(&attribute.value).map_or_else(|_| attribute.value.to_string(), Cow::into_owned)
        })
}

/// Whether an attribute is switched on (`1` or `true`).
pub(crate) fn flag(element: &BytesStart<'_>, name: &str) -> bool {
    attribute(element, name).is_some_and(|value| value == "1" || value == "true")
}

/// The number in an attribute.
pub(crate) fn number<T: std::str::FromStr>(element: &BytesStart<'_>, name: &str) -> Option<T> {
    attribute(element, name)?.parse().ok()
}
