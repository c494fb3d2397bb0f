//! Texts: entities, the escapes of spreadsheets, and strings of several runs.

use std::borrow::Cow;

use super::Halt;
use super::tags::{Tag, Tags, unsure};
use crate::marks::{self, Marked};

/// Appends a text to `out` with its entities resolved and its line ends made one (XML 1.0, 2.11).
pub(crate) fn unescape(text: &str, out: &mut String) -> Result<(), Halt> {
    let text: Cow<'_, str> =
        if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n").into() } else { text.into() };
    let mut rest = &*text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        let Some(end) = rest[at..].find(';') else { return unsure("an entity without an end") };
        let Some(c) = entity(&rest[at + 1..at + end]) else { return unsure("an unknown entity") };
        out.push(c);
        rest = &rest[at + end + 1..];
    }
    out.push_str(rest);
    Ok(())
}

fn entity(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix('x') {
                Some(hex) if hex.bytes().all(|b| b.is_ascii_hexdigit()) => {
                    u32::from_str_radix(hex, 16).ok()?
                }
                None if number.bytes().all(|b| b.is_ascii_digit()) => number.parse().ok()?,
                _ => return None,
            };
            char::from_u32(code).filter(|c| *c != '\0')
        }
    }
}

/// Resolves `_xHHHH_` from `start` on: characters that XML cannot hold, as UTF-16 code units (ECMA-376
/// part 1, 22.9.2.19). What is half of a pair becomes U+FFFD.
pub(crate) fn unescape_units(text: &mut String, start: usize) {
    if !text[start..].contains("_x") {
        return;
    }
    let tail = text.split_off(start);
    let mut rest = tail.as_str();
    while let Some(at) = rest.find("_x") {
        text.push_str(&rest[..at]);
        let Some(unit) = unit(&rest[at..]) else {
            text.push('_');
            rest = &rest[at + 1..];
            continue;
        };
        rest = &rest[at + UNIT..];
        let low = unit_in(0xDC00..=0xDFFF, rest).filter(|_| (0xD800..=0xDBFF).contains(&unit));
        if low.is_some() {
            rest = &rest[UNIT..];
        }
        let units = std::iter::once(unit).chain(low);
        text.extend(char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)));
    }
    text.push_str(rest);
}

/// Bytes of `_xHHHH_`.
const UNIT: usize = 7;

fn unit(text: &str) -> Option<u16> {
    match text.as_bytes().get(..UNIT)? {
        [b'_', b'x', hex @ .., b'_'] if hex.iter().all(u8::is_ascii_hexdigit) => {
            u16::from_str_radix(&text[2..6], 16).ok()
        }
        _ => None,
    }
}

fn unit_in(range: std::ops::RangeInclusive<u16>, text: &str) -> Option<u16> {
    unit(text).filter(|unit| range.contains(unit))
}

/// Reads the content of `<si>` or `<is>` up to its end tag and appends its text to `out`, which is empty: the
/// texts of all runs, without those that say how it is pronounced. Returns it without its note marks, if some
/// of its runs are such.
pub(crate) fn string(tags: &mut Tags<'_>, end: &[u8], out: &mut String) -> Result<Option<Marked>, Halt> {
    let (mut is_phonetic, mut is_raised) = (false, false);
    let mut raised = Vec::new();
    loop {
        tags.skip_space();
        let (name, is_end) = tags.name()?;
        match (name, is_end) {
            (name, true) if name == end => return Ok(marks::taken_out(out, &raised)),
            (b"t", false) => {
                let from = out.len();
                one(tags, out, !is_phonetic)?;
                if is_raised {
                    raised.push((from, out.len()));
                }
            }
            (b"vertAlign", false) => is_raised = is_superscript(tags)?,
            (b"rPh", is_end) => {
                is_phonetic = !is_end;
                if !is_end && !tags.skip_attributes()? {
                    is_phonetic = false;
                }
            }
            (b"r", true) => is_raised = false,
            (_, true) => {}
            (name, false) if name != end => {
                tags.skip_attributes()?;
            }
            _ => return unsure("a string inside a string"),
        }
    }
}

/// Reads the attributes of a `<vertAlign>`.
fn is_superscript(tags: &mut Tags<'_>) -> Result<bool, Halt> {
    let mut is_superscript = false;
    while let Tag::Attribute(name, value) = tags.tag()? {
        is_superscript |= name == b"val" && value == b"superscript";
    }
    Ok(is_superscript)
}

/// One `<t>`, whose name has been read.
fn one(tags: &mut Tags<'_>, out: &mut String, is_wanted: bool) -> Result<(), Halt> {
    let mut keeps_space = false;
    loop {
        match tags.tag()? {
            Tag::Attribute(b"xml:space", value) => keeps_space = value == b"preserve",
            Tag::Attribute(..) => {}
            Tag::Open => break,
            Tag::Closed => return Ok(()),
        }
    }
    let text = tags.long_text()?;
    if !tags.takes(b"</t>") {
        return unsure("something else inside a text");
    }
    if !is_wanted {
        return Ok(());
    }
    let start = out.len();
    unescape(text, out)?;
    if !keeps_space {
        trim(out, start);
    }
    unescape_units(out, start);
    Ok(())
}

/// Takes the white space of XML off both ends of what was appended.
fn trim(out: &mut String, start: usize) {
    let space = [' ', '\t', '\r', '\n'];
    let kept = start + out[start..].trim_end_matches(space).len();
    out.truncate(kept);
    let lead = out[start..].len() - out[start..].trim_start_matches(space).len();
    if lead > 0 {
        out.replace_range(start..start + lead, "");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(inside: &str) -> Option<String> {
        let mut out = String::new();
        string(&mut Tags::new(&format!("{inside}</si>")), b"si", &mut out).ok().map(|_| out)
    }

    #[test]
    fn strings_of_all_forms() {
        for (inside, text) in [
            ("<t>a</t>", "a"),
            ("<t/>", ""),
            ("", ""),
            ("<t> a </t>", "a"),
            ("<t xml:space=\"preserve\"> a </t>", " a "),
            ("<t>\u{a0}a</t>", "\u{a0}a"),
            ("<t>a &amp; b &#65;&#x42;</t>", "a & b AB"),
            (
                "<r><rPr><b/><sz val=\"8\"/></rPr><t xml:space='preserve'>one </t></r>\n<r><t>two</t></r>",
                "one two",
            ),
            ("<t>base</t><rPh sb=\"0\" eb=\"1\"><t>sound</t></rPh><phoneticPr fontId=\"1\"/>", "base"),
            ("<t>a\r\nb\rc&#13;d</t>", "a\nb\nc\rd"),
            ("<t>a_x000D_b_x005F_x000D_</t>", "a\rb_x000D_"),
            (
                "<t>_xD83D__xDCF7_ _xD83D_ _xDCF7_ _x00_ _xGGGG_</t>",
                "\u{1f4f7} \u{fffd} \u{fffd} _x00_ _xGGGG_",
            ),
        ] {
            assert_eq!(read(inside).as_deref(), Some(text), "{inside}");
        }
        for inside in ["<t>a&nbsp;b</t>", "<t><![CDATA[a]]></t>", "<t>a<!-- b --></t>", "<x:t>a</x:t>", "a"] {
            assert_eq!(read(inside), None, "{inside}");
        }
    }

    #[test]
    fn note_marks_are_told_from_the_text() {
        let raised = "<rPr><sz val=\"8\"/><vertAlign val=\"superscript\"/></rPr>";
        let mut out = String::new();
        let inside = format!(
            "<r><t>Rate</t></r><r>{raised}<t>2</t></r><r><rPr><b/></rPr><t xml:space=\"preserve\"> (%)</t></r></si>"
        );
        let marked = string(&mut Tags::new(&inside), b"si", &mut out).unwrap().unwrap();
        assert_eq!(
            (out.as_str(), marked.plain.as_str(), marked.notes),
            ("Rate2 (%)", "Rate (%)", vec!["2".to_owned()])
        );
    }
}
