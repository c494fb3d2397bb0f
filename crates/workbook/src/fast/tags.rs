//! Tags, as far as the fast path knows them: names without prefix, quoted attributes, nothing between tags
//! but white space and the text that is asked for.

use super::Halt;
use super::eight::{digits_at, eight, holds_any, leading_digits, number_of};
use super::numbers::{EXACT, Form};

/// What comes next inside a start tag.
pub(crate) enum Tag<'a> {
    /// An attribute: name and value as written.
    Attribute(&'a [u8], &'a [u8]),
    /// `>`: the content follows.
    Open,
    /// `/>`: there is no content.
    Closed,
}

/// A place in a text.
pub(crate) struct Tags<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
}

/// Stops at a form that is not known.
pub(crate) fn unsure<T>(what: &'static str) -> Result<T, Halt> {
    Err(Halt::Unsure(what))
}

impl<'a> Tags<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, bytes: text.as_bytes(), at: 0 }
    }

    /// Whether nothing is left.
    pub(crate) fn is_over(&self) -> bool {
        self.at >= self.bytes.len()
    }

    /// What is left.
    #[inline]
    pub(crate) fn rest(&self) -> &'a [u8] {
        &self.bytes[self.at..]
    }

    /// Goes past so many bytes, which end between two characters.
    #[inline]
    pub(crate) fn advance(&mut self, bytes: usize) {
        self.at += bytes;
    }

    /// Goes past white space.
    #[inline]
    pub(crate) fn skip_space(&mut self) {
        while let Some(b' ' | b'\n' | b'\t' | b'\r') = self.bytes.get(self.at) {
            self.at += 1;
        }
    }

    /// Whether `wanted` is next.
    pub(crate) fn is_at(&self, wanted: &[u8]) -> bool {
        self.bytes[self.at..].starts_with(wanted)
    }

    /// Goes past `wanted` if it is next.
    #[inline]
    pub(crate) fn takes(&mut self, wanted: &[u8]) -> bool {
        let is_next = self.bytes[self.at..].starts_with(wanted);
        if is_next {
            self.at += wanted.len();
        }
        is_next
    }

    /// Goes past the start of a tag, if it is next; `<c` is not the start of `<col`.
    #[inline]
    pub(crate) fn takes_tag(&mut self, wanted: &[u8]) -> bool {
        let ends = matches!(
            self.bytes.get(self.at + wanted.len()),
            Some(b' ' | b'>' | b'/' | b'\n' | b'\t' | b'\r')
        );
        ends && self.takes(wanted)
    }

    /// The next attribute of a start tag, or its end.
    #[inline]
    pub(crate) fn tag(&mut self) -> Result<Tag<'a>, Halt> {
        self.skip_space();
        match self.bytes.get(self.at) {
            Some(b'>') => {
                self.at += 1;
                return Ok(Tag::Open);
            }
            Some(b'/') if self.bytes.get(self.at + 1) == Some(&b'>') => {
                self.at += 2;
                return Ok(Tag::Closed);
            }
            _ => {}
        }
        let start = self.at;
        let name = loop {
            match self.bytes.get(self.at) {
                Some(b'=') => break &self.bytes[start..self.at],
                Some(b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b':' | b'_' | b'-' | b'.') => self.at += 1,
                _ => return unsure("an attribute of an unknown form"),
            }
        };
        let Some(quote @ (b'"' | b'\'')) = self.bytes.get(self.at + 1) else {
            return unsure("an attribute of an unknown form");
        };
        self.at += 2;
        let start = self.at;
        loop {
            match self.bytes.get(self.at) {
                Some(byte) if byte == quote => break,
                Some(b'<') | None => return unsure("an attribute of an unknown form"),
                Some(_) => self.at += 1,
            }
        }
        let value = &self.bytes[start..self.at];
        self.at += 1;
        Ok(Tag::Attribute(name, value))
    }

    /// Goes past the attributes of a start tag; whether content follows.
    pub(crate) fn skip_attributes(&mut self) -> Result<bool, Halt> {
        loop {
            match self.tag()? {
                Tag::Attribute(..) => {}
                Tag::Open => return Ok(true),
                Tag::Closed => return Ok(false),
            }
        }
    }

    /// The text up to the next tag.
    #[inline]
    pub(crate) fn text(&mut self) -> Result<&'a str, Halt> {
        let start = self.at;
        loop {
            match self.bytes.get(self.at) {
                Some(b'<') => return Ok(&self.text[start..self.at]),
                Some(_) => self.at += 1,
                None => return unsure("a text without an end"),
            }
        }
    }

    /// The number up to the next tag, if it has neither exponent nor anything else that is unusual. Nothing is
    /// taken otherwise.
    #[inline]
    pub(crate) fn plain_number(&mut self) -> Option<(&'a str, Form)> {
        let rest = self.rest();
        let start = usize::from(rest.first() == Some(&b'-'));
        let whole = digits_at(&rest[start..]);
        let mut at = start + whole;
        let mut places = 0;
        if rest.get(at) == Some(&b'.') {
            at += 1;
            places = digits_at(&rest[at..]);
            at += places;
            if places == 0 {
                return None;
            }
        }
        if whole == 0 || rest.get(at) != Some(&b'<') {
            return None;
        }
        let is_idle = (whole > 1 && rest[start] == b'0') || (places > 0 && rest[at - 1] == b'0');
        let is_plain = whole + places <= EXACT && !is_idle && &rest[..at] != b"-0";
        let text = &self.text[self.at..self.at + at];
        self.at += at;
        Some((text, if is_plain { Form::Plain } else { Form::Other }))
    }

    /// The digits up to the next tag, nine at most. Nothing is taken where something else stands there.
    #[inline]
    pub(crate) fn plain_index(&mut self) -> Option<u32> {
        let rest = self.rest();
        if let Some(word) = eight(rest) {
            let count = leading_digits(word);
            if (1..8).contains(&count) && rest[count] == b'<' {
                self.at += count;
                return Some(number_of(word, count));
            }
        }
        let count = digits_at(rest);
        let value = digits(&rest[..count]).filter(|_| rest.get(count) == Some(&b'<'));
        self.at += value.map_or(0, |_| count);
        value
    }

    /// The same for texts that are long.
    pub(crate) fn long_text(&mut self) -> Result<&'a str, Halt> {
        let Some(length) = memchr::memchr(b'<', &self.bytes[self.at..]) else {
            return unsure("a text without an end");
        };
        let text = &self.text[self.at..self.at + length];
        self.at += length;
        Ok(text)
    }

    /// Goes past `><t>text</t></si>` behind the name of a shared string, where the text needs nothing done to it:
    /// nearly all of them.
    pub(crate) fn takes_plain_string(&mut self) -> Option<&'a str> {
        const END: &[u8] = b"</t></si>";
        let rest = self.rest().strip_prefix(b"><t>")?;
        let length = memchr::memchr(b'<', rest)?;
        let inside = &rest[..length];
        let is_edge = |byte: Option<&u8>| byte.is_none_or(u8::is_ascii_whitespace);
        let is_plain = rest[length..].starts_with(END)
            && !is_edge(inside.first())
            && !is_edge(inside.last())
            && !holds_any(inside, [b'&', b'\r', b'_']);
        let from = self.at + b"><t>".len();
        let text = self.text.get(from..from + length).filter(|_| is_plain)?;
        self.at = from + length + END.len();
        Some(text)
    }

    /// The name of the start or end tag that is next, which it goes past: `Some((name, is_end))`.
    pub(crate) fn name(&mut self) -> Result<(&'a [u8], bool), Halt> {
        if !self.takes(b"<") {
            return unsure("text between elements");
        }
        let is_end = self.takes(b"/");
        let start = self.at;
        while let Some(b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9') = self.bytes.get(self.at) {
            self.at += 1;
        }
        let name = &self.bytes[start..self.at];
        match self.bytes.get(self.at) {
            Some(b'>') if is_end => self.at += 1,
            Some(b' ' | b'>' | b'/' | b'\n' | b'\t' | b'\r') if !is_end => {}
            _ => return unsure("a tag of an unknown form"),
        }
        if name.is_empty() { unsure("a tag of an unknown form") } else { Ok((name, is_end)) }
    }
}

/// A number of a few digits alone.
#[inline]
pub(crate) fn digits(text: &[u8]) -> Option<u32> {
    if text.is_empty() || text.len() > 9 {
        return None;
    }
    let mut value = 0;
    for byte in text {
        if !byte.is_ascii_digit() {
            return None;
        }
        value = value * 10 + u32::from(byte - b'0');
    }
    Some(value)
}
