//! XML, element by element.

use std::fmt::Write;

use quick_xml::escape::escape;

/// A document that is written from its start to its end.
#[derive(Debug)]
pub(super) struct Xml {
    text: String,
    open: Vec<&'static str>,
}

impl Xml {
    /// A document with nothing but its declaration.
    pub(super) fn new() -> Self {
        Self { text: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned(), open: Vec::new() }
    }

    /// An element with others inside.
    pub(super) fn inside(
        &mut self,
        name: &'static str,
        attributes: &[(&str, &str)],
        fill: impl FnOnce(&mut Self),
    ) {
        self.start(name, attributes, ">\n");
        self.open.push(name);
        fill(self);
        self.open.pop();
        self.indent();
        self.text.push_str("</");
        self.text.push_str(name);
        self.text.push_str(">\n");
    }

    /// An element with text inside; left out when there is none.
    pub(super) fn text(&mut self, name: &'static str, attributes: &[(&str, &str)], text: &str) {
        let text = allowed(text.trim());
        if text.is_empty() {
            return;
        }
        self.start(name, attributes, ">");
        // Writing to a string cannot fail.
        let _ = writeln!(self.text, "{}</{name}>", escape(&text));
    }

    fn start(&mut self, name: &str, attributes: &[(&str, &str)], end: &str) {
        self.indent();
        self.text.push('<');
        self.text.push_str(name);
        for (key, value) in attributes.iter().filter(|(_, value)| !value.is_empty()) {
            let _ = write!(self.text, " {key}=\"{}\"", escape(allowed(value)));
        }
        self.text.push_str(end);
    }

    fn indent(&mut self) {
        self.text.extend(self.open.iter().map(|_| "  "));
    }

    /// The document.
    pub(super) fn finish(self) -> String {
        self.text
    }
}

/// The text without the characters that XML 1.0 does not allow.
fn allowed(text: &str) -> String {
    text.chars()
        .filter(|c| matches!(c, '\t' | '\n') || !(c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}')))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_attributes_are_escaped() {
        let mut xml = Xml::new();
        xml.inside("a", &[("b", "\"<&"), ("none", "")], |xml| {
            xml.text("c", &[], " 1 < 2 & \u{1}3 ");
            xml.text("d", &[], " ");
        });
        assert_eq!(
            xml.finish(),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a b=\"&quot;&lt;&amp;\">\n  <c>1 &lt; 2 &amp; 3</c>\n</a>\n"
        );
    }
}
