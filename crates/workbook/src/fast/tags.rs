//! Tags, as far as the fast path knows them: names without prefix, quoted attributes, nothing between tags
//! but white space and the text that is asked for.

use super::Halt;

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

    /// The same for texts that are long.
    pub(crate) fn long_text(&mut self) -> Result<&'a str, Halt> {
        let Some(length) = memchr::memchr(b'<', &self.bytes[self.at..]) else {
            return unsure("a text without an end");
        };
        let text = &self.text[self.at..self.at + length];
        self.at += length;
        Ok(text)
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
