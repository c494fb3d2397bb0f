//! One cell of an .ods (ODF 1.3 part 3, 9.1.4): its attributes, then its paragraphs.

use quick_xml::events::BytesStart;

use crate::dates;
use crate::marks::{self, Marked};
use crate::xml::{Step, attribute, number};

/// Elements inside of a cell whose text is not the cell's: comments and drawings.
const NOT_TEXT: [&str; 8] =
    ["annotation", "frame", "g", "custom-shape", "line", "rect", "object", "detective"];

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    /// Nothing.
    Empty,
    /// Text, with its note marks if it has some.
    Text(String, Option<Marked>),
    Number(f64),
    Bool(bool),
    DateTime(f64),
    Duration(f64),
    Error(String),
}

/// A cell that is being read.
#[derive(Debug, Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is a mark that a cell has or has not")]
pub(super) struct Open {
    /// How often it is repeated to the right.
    pub(super) repeats: u32,
    /// Columns and rows of the merged area that it begins.
    pub(super) spans: (u32, u32),
    /// The name of its style.
    pub(super) style: Option<String>,
    pub(super) has_formula: bool,
    /// Where its first link leads.
    pub(super) link: Option<String>,
    has_kind: bool,
    is_error: bool,
    given: Option<Value>,
    text: String,
    paragraphs: u32,
    in_paragraph: bool,
    /// Spans that are open, raised or not; and what was raised.
    styled: Vec<Option<usize>>,
    raised: Vec<(usize, usize)>,
    /// How deep inside of what is not the cell's text.
    outside: u32,
}

impl Open {
    /// From the start tag.
    pub(super) fn of(element: &BytesStart<'_>) -> Self {
        let mut cell = Self { repeats: 1, spans: (1, 1), ..Self::default() };
        for attribute in element.attributes().with_checks(false).flatten() {
            let value = || xml_text(&attribute.value);
            let count = || attribute.value.parse::<u32>().unwrap_or(1).max(1);
            match (attribute.key.local_name().as_ref(), attribute.key.as_ref()) {
                ("number-columns-repeated", _) => cell.repeats = count(),
                ("number-columns-spanned", _) => cell.spans.0 = count(),
                ("number-rows-spanned", _) => cell.spans.1 = count(),
                ("style-name", _) => cell.style = Some(value()),
                ("formula", _) => cell.has_formula = true,
                ("value-type", key) if key.starts_with("calcext") => {
                    cell.is_error = &*attribute.value == "error";
                }
                ("value-type", _) => cell.has_kind = !attribute.value.is_empty(),
                ("value", _) => cell.given = attribute.value.parse().ok().map(Value::Number),
                ("boolean-value", _) => {
                    cell.given = Some(Value::Bool(attribute.value.eq_ignore_ascii_case("true")));
                }
                ("date-value", _) => cell.given = Some(serial(value(), dates::parse_iso, Value::DateTime)),
                ("time-value", _) => {
                    cell.given = Some(serial(value(), dates::parse_duration, Value::Duration));
                }
                ("string-value", _) => cell.given = Some(Value::Text(value(), None)),
                _ => {}
            }
        }
        cell
    }

    /// Takes in a step inside of the cell; `is_raised` tells raised styles of text.
    pub(super) fn step(&mut self, step: &Step<'_>, is_raised: impl Fn(&str) -> bool) {
        match step {
            Step::Start(element) => self.start(element, is_raised),
            Step::End(name) => self.end(name),
            Step::Text(text) if self.in_paragraph && self.outside == 0 && !self.is_given() => self.add(text),
            Step::Text(_) => {}
        }
    }

    fn start(&mut self, element: &BytesStart<'_>, is_raised: impl Fn(&str) -> bool) {
        let local = element.local_name();
        if self.outside > 0 || NOT_TEXT.contains(&local.as_ref()) {
            self.outside += 1;
            return;
        }
        match local.as_ref() {
            "p" | "h" => {
                if self.paragraphs > 0 {
                    self.text.push('\n');
                }
                (self.paragraphs, self.in_paragraph) = (self.paragraphs + 1, true);
            }
            "span" => {
                let raised = attribute(element, "style-name").is_some_and(|name| is_raised(&name));
                self.styled.push(raised.then_some(self.text.len()));
            }
            "a" => self.link = self.link.take().or_else(|| attribute(element, "href")),
            "s" => {
                let count = number::<usize>(element, "c").unwrap_or(1).min(1 << 15);
                self.text.extend(std::iter::repeat_n(' ', count));
            }
            "tab" => self.text.push('\t'),
            "line-break" => self.text.push('\n'),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if self.outside > 0 {
            self.outside -= 1;
            return;
        }
        match name {
            "p" | "h" => self.in_paragraph = false,
            "span" => {
                if let Some(Some(from)) = self.styled.pop() {
                    self.raised.push((from, self.text.len()));
                }
            }
            _ => {}
        }
    }

    /// Adds text of a paragraph, in which white space counts once (ODF 1.3 part 3, 6.1.2).
    fn add(&mut self, text: &str) {
        let mut words = text.split([' ', '\t', '\r', '\n']);
        self.text.push_str(words.next().unwrap_or_default());
        for word in words {
            if !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
                self.text.push(' ');
            }
            self.text.push_str(word);
        }
    }

    /// Whether its paragraphs only show what its attributes say.
    fn is_given(&self) -> bool {
        self.given.as_ref().is_some_and(|given| !matches!(given, Value::Text(text, _) if text.is_empty()))
    }

    /// Whether the result of its formula was not saved.
    pub(super) fn lacks_value(&self) -> bool {
        self.has_formula && !self.has_kind && self.given.is_none() && self.paragraphs == 0
    }

    /// What it holds.
    pub(super) fn value(&mut self) -> Value {
        let is_blank = matches!(&self.given, Some(Value::Text(text, _)) if text.is_empty());
        if self.is_error && (self.given.is_none() || is_blank) {
            return Value::Error(std::mem::take(&mut self.text));
        }
        match self.given.take() {
            Some(Value::Text(text, _)) if text.is_empty() => Value::Empty,
            Some(given) => given,
            None if self.text.is_empty() => Value::Empty,
            None => {
                self.raised.sort_unstable();
                let marked = marks::taken_out(&self.text, &self.raised);
                Value::Text(std::mem::take(&mut self.text), marked)
            }
        }
    }
}

fn xml_text(value: &str) -> String {
    quick_xml::escape::unescape(value).map_or_else(|_| value.to_owned(), std::borrow::Cow::into_owned)
}

fn serial(text: String, parse: fn(&str) -> Option<f64>, value: fn(f64) -> Value) -> Value {
    parse(&text).map_or(Value::Text(text, None), value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::xml::walk;

    fn read(xml: &str) -> (Value, Option<String>) {
        let mut cell = None::<Open>;
        let mut out = None;
        walk(xml.as_bytes(), |step| {
            match (&step, &mut cell) {
                (Step::Start(element), None) => cell = Some(Open::of(element)),
                (Step::End("table-cell"), Some(open)) => out = Some((open.value(), open.link.clone())),
                (_, Some(open)) => open.step(&step, |name| name == "T1"),
                (_, None) => {}
            }
            true
        })
        .unwrap();
        out.unwrap()
    }

    fn text(text: &str) -> Value {
        Value::Text(text.to_owned(), None)
    }

    #[test]
    fn values_of_all_kinds() {
        for (attributes, inside, value) in [
            ("office:value-type='float' office:value='1.5'", "<text:p>1.50</text:p>", Value::Number(1.5)),
            ("office:value-type='percentage' office:value='0.5'", "", Value::Number(0.5)),
            ("office:value-type='boolean' office:boolean-value='true'", "", Value::Bool(true)),
            ("office:value-type='date' office:date-value='2024-04-01'", "", Value::DateTime(45_383.0)),
            ("office:value-type='time' office:time-value='PT36H00M00S'", "", Value::Duration(1.5)),
            ("office:value-type='string' office:string-value='a&amp;b'", "<text:p>x</text:p>", text("a&b")),
            (
                "office:value-type='string'",
                "<text:p>a</text:p><text:p>b <text:s text:c='2'/>c</text:p>",
                text("a\nb   c"),
            ),
            (
                "office:value-type='string'",
                "\n <text:p>\n a\n b<text:tab/>c<text:line-break/>d</text:p>",
                text("a b\tc\nd"),
            ),
            (
                "office:value-type='string'",
                "<office:annotation><text:p>no</text:p></office:annotation><text:p>yes</text:p>",
                text("yes"),
            ),
            ("office:value-type='string'", "<draw:frame><text:p>no</text:p></draw:frame>", Value::Empty),
            (
                "office:value-type='string' office:string-value='' calcext:value-type='error'",
                "<text:p>#N/A</text:p>",
                Value::Error("#N/A".to_owned()),
            ),
            ("", "<text:p>no type</text:p>", text("no type")),
            ("", "", Value::Empty),
        ] {
            assert_eq!(
                read(&format!("<table:table-cell {attributes}>{inside}</table:table-cell>")).0,
                value,
                "{attributes} {inside}"
            );
        }
    }

    #[test]
    fn links_and_note_marks() {
        let (value, link) = read(
            "<table:table-cell office:value-type='string'><text:p><text:a xlink:href='https://example.org'>Rate</text:a><text:span text:style-name='T1'>2</text:span></text:p></table:table-cell>",
        );
        let Value::Text(whole, Some(marked)) = value else { panic!("{value:?}") };
        assert_eq!(
            (whole.as_str(), marked.plain.as_str(), link.as_deref()),
            ("Rate2", "Rate", Some("https://example.org"))
        );
    }
}
