//! Texts of an .xls: bytes or pairs of bytes, and the table of shared strings, which goes on over several records.

use std::collections::BTreeMap;

use super::{u8_at, u16_at, u32_at};
use crate::marks::{self, Marked};

/// A text of `length` characters: bytes before BIFF8, afterwards with a flag for two bytes a character.
pub(super) fn text(data: &[u8], length: usize, is_old: bool) -> String {
    let latin = |bytes: &[u8]| encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned();
    if is_old {
        return latin(&data[..length.min(data.len())]);
    }
    let Some((flags, characters)) = data.split_first() else { return String::new() };
    if flags & 1 == 0 {
        return latin(&characters[..length.min(characters.len())]);
    }
    let units: Vec<u16> =
        characters.chunks_exact(2).take(length).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
    String::from_utf16_lossy(&units)
}

/// The table of shared strings (`SST`, MS-XLS 2.4.265) as its records hold it.
#[derive(Default)]
pub(super) struct Strings {
    bytes: Vec<u8>,
    /// Where a record begins that goes on with the table.
    breaks: Vec<usize>,
}

impl Strings {
    /// Adds the content of the next record.
    pub(super) fn add(&mut self, data: &[u8]) {
        if !self.bytes.is_empty() {
            self.breaks.push(self.bytes.len());
        }
        self.bytes.extend_from_slice(data);
    }

    /// The strings that have note marks, by index.
    pub(super) fn marked(self, is_raised: impl Fn(u16) -> bool) -> BTreeMap<u32, Marked> {
        let count = u32_at(&self.bytes, 4);
        let mut at = 8;
        let mut marked = BTreeMap::new();
        for index in 0..count {
            if at >= self.bytes.len() {
                break;
            }
            marked.extend(self.string(&mut at, &is_raised).map(|string| (index, string)));
        }
        marked
    }

    /// One `XLUnicodeRichExtendedString` (MS-XLS 2.5.293).
    fn string(&self, at: &mut usize, is_raised: &impl Fn(u16) -> bool) -> Option<Marked> {
        let (length, flags) = (usize::from(u16_at(&self.bytes, *at)), u8_at(&self.bytes, *at + 2));
        *at += 3;
        let (is_rich, is_extended) = (flags & 8 != 0, flags & 4 != 0);
        let mut runs = 0;
        if is_rich {
            runs = usize::from(u16_at(&self.bytes, *at));
            *at += 2;
        }
        let mut extension = 0;
        if is_extended {
            extension = u32_at(&self.bytes, *at) as usize;
            *at += 4;
        }
        let text = self.characters(at, length, flags & 1 != 0, is_rich);
        let formats = self.bytes.get(*at..*at + runs * 4).unwrap_or_default();
        *at = at.saturating_add(runs * 4).saturating_add(extension);
        raised_of(&text, formats, is_raised)
    }

    /// Goes past so many characters; gives them if they are wanted. Where a record breaks off inside of them, the
    /// next one says anew how wide they are.
    fn characters(&self, at: &mut usize, length: usize, mut is_wide: bool, is_wanted: bool) -> String {
        let mut units = Vec::new();
        for _ in 0..length {
            if self.breaks.binary_search(at).is_ok() {
                is_wide = u8_at(&self.bytes, *at) & 1 != 0;
                *at += 1;
            }
            if is_wanted {
                let unit =
                    if is_wide { u16_at(&self.bytes, *at) } else { u16::from(u8_at(&self.bytes, *at)) };
                units.push(unit);
            }
            *at += if is_wide { 2 } else { 1 };
            if *at > self.bytes.len() {
                break;
            }
        }
        String::from_utf16_lossy(&units)
    }
}

/// A text without its note marks, from its runs: the first character and the font of each.
pub(super) fn raised_of(text: &str, runs: &[u8], is_raised: &impl Fn(u16) -> bool) -> Option<Marked> {
    let runs: Vec<(usize, bool)> =
        runs.chunks_exact(4).map(|run| (usize::from(u16_at(run, 0)), is_raised(u16_at(run, 2)))).collect();
    marks::taken_out(text, &marks::raised(text, &runs))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_go_on_in_the_next_record() {
        // "Rate1" with a raised last character, broken between "Ra" and "te1"; then "é2" in wide characters.
        let mut strings = Strings::default();
        strings.add(&[2, 0, 0, 0, 2, 0, 0, 0, 5, 0, 8, 1, 0, b'R', b'a']);
        strings.add(&[1, b't', 0, b'e', 0, b'1', 0, 4, 0, 6, 0, 2, 0, 9, 1, 0, 0xE9, 0, b'2', 0, 1, 0, 6, 0]);
        let marked = strings.marked(|font| font == 6);
        let plain: Vec<&str> = marked.values().map(|string| string.plain.as_str()).collect();
        assert_eq!(plain, ["Rate", "é"]);
        let mut cut = Strings::default();
        cut.add(&[9, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 13, 9, 9]);
        assert!(cut.marked(|_| true).is_empty());
    }
}
