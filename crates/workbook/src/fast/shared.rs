//! The table of shared strings: one arena in pieces, so that it never has to be copied to grow, and four
//! bytes per string beside its text.

use model::Progress;
use std::collections::BTreeMap;

use super::blocks::Blocks;
use super::tags::{Tags, unsure};
use super::unpack::Source;
use super::{Halt, text};
use crate::marks::Marked;

/// Bytes of one piece of the arena, as a power of two.
const PIECE_BITS: u32 = 20;
const PIECE: usize = 1 << PIECE_BITS;

/// Shared strings by index.
#[derive(Debug, Default)]
pub(crate) struct Shared {
    pieces: Vec<String>,
    /// Where each string starts: the number of its piece above `PIECE_BITS`, the place in it below.
    starts: Vec<u32>,
    /// The strings that have note marks, by index.
    marked: BTreeMap<u32, Marked>,
}

impl Shared {
    /// Reads the part of the file `name`.
    pub(crate) fn read(name: &str, from: impl Source, progress: &dyn Progress) -> Result<Self, Halt> {
        let mut shared = Self::default();
        let mut blocks = Blocks::new(from);
        let broken = |error: std::io::Error| Halt::broken(name, &error);
        let Some(start) = blocks.find(b"<sst").map_err(broken)? else {
            return unsure("a table of strings of an unknown form");
        };
        check_head(&blocks.rest()[..start])?;
        blocks.consume(start);
        let Some(end) = blocks.find(b">").map_err(broken)? else {
            return unsure("a table of strings of an unknown form");
        };
        let is_empty = blocks.rest()[..end].ends_with(b"/");
        blocks.consume(end + 1);
        if !is_empty {
            shared.fill(name, &mut blocks, progress)?;
        }
        // The check sum of a part is compared at its end.
        std::io::copy(&mut blocks.into_rest(), &mut std::io::sink()).map_err(broken)?;
        Ok(shared)
    }

    /// Reads all strings.
    fn fill<R: Source>(
        &mut self,
        name: &str,
        blocks: &mut Blocks<R>,
        progress: &dyn Progress,
    ) -> Result<(), Halt> {
        let mut string = String::new();
        loop {
            progress.go_on()?;
            let whole = memchr::memmem::rfind(blocks.rest(), b"</si>").map_or(0, |at| at + b"</si>".len());
            let end = memchr::memmem::find(&blocks.rest()[whole..], b"</sst>");
            let length = end.map_or(whole, |at| whole + at);
            if length > 0 {
                let Ok(text) = std::str::from_utf8(&blocks.rest()[..length]) else {
                    return unsure("bytes that are no UTF-8");
                };
                self.items(text, &mut string)?;
                blocks.consume(length);
            }
            if end.is_some() {
                return Ok(());
            }
            if !blocks.more().map_err(|error| Halt::broken(name, &error))? {
                return unsure("a table of strings without an end");
            }
        }
    }

    /// The string of an index.
    #[inline]
    pub(crate) fn get(&self, index: u32) -> Option<&str> {
        let start = *self.starts.get(index as usize)?;
        let (piece, from) = (start >> PIECE_BITS, start as usize & (PIECE - 1));
        let text = &self.pieces[piece as usize];
        let next = self.starts.get(index as usize + 1).filter(|next| *next >> PIECE_BITS == piece);
        let to = next.map_or(text.len(), |next| *next as usize & (PIECE - 1));
        text.get(from..to)
    }

    /// The string of an index without its note marks, where it has some.
    #[inline]
    pub(crate) fn marked(&self, index: u32) -> Option<&Marked> {
        if self.marked.is_empty() { None } else { self.marked.get(&index) }
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.starts.len()
    }

    fn items(&mut self, items: &str, string: &mut String) -> Result<(), Halt> {
        let mut tags = Tags::new(items);
        loop {
            tags.skip_space();
            if tags.is_over() {
                return Ok(());
            }
            if !tags.takes_tag(b"<si") {
                return unsure("something else between strings");
            }
            if let Some(plain) = tags.takes_plain_string() {
                self.push(plain)?;
                continue;
            }
            string.clear();
            if tags.skip_attributes()?
                && let Some(marked) = text::string(&mut tags, b"si", string)?
            {
                self.marked.insert(self.starts.len() as u32, marked);
            }
            self.push(string)?;
        }
    }

    fn push(&mut self, text: &str) -> Result<(), Halt> {
        let has_room = self.pieces.last().is_some_and(|piece| piece.len() + text.len() < PIECE);
        if !has_room {
            if text.len() >= PIECE || self.pieces.len() >= 1 << (u32::BITS - PIECE_BITS) {
                return unsure("a string longer than a cell can hold");
            }
            self.pieces.push(String::with_capacity(PIECE));
        }
        let at = self.pieces.len() - 1;
        let piece = &mut self.pieces[at];
        self.starts.push((at as u32) << PIECE_BITS | piece.len() as u32);
        piece.push_str(text);
        Ok(())
    }
}

fn check_head(head: &[u8]) -> Result<(), Halt> {
    let Ok(head) = std::str::from_utf8(head) else { return unsure("bytes that are no UTF-8") };
    let head = head.strip_prefix('\u{feff}').unwrap_or(head).trim();
    let lower = head.to_ascii_lowercase();
    let is_plain = head.is_empty()
        || (lower.starts_with("<?xml")
            && lower.ends_with("?>")
            && lower.matches('<').count() == 1
            && (lower.contains("\"utf-8\"") || lower.contains("'utf-8'") || !lower.contains("encoding")));
    if is_plain { Ok(()) } else { unsure("a table of strings of an unknown form") }
}

#[cfg(test)]
mod tests {
    use model::Quiet;

    use super::*;

    fn read(text: &str) -> Option<Vec<String>> {
        let shared = Shared::read("a.xlsx", text.as_bytes(), &Quiet).ok()?;
        (0..shared.len() as u32).map(|index| shared.get(index).map(str::to_owned)).collect()
    }

    #[test]
    fn strings_come_back_by_index() {
        let text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<sst count=\"3\"><si><t>a</t></si><si/> <si><t></t></si></sst>";
        assert_eq!(read(text).unwrap(), ["a", "", ""]);
        assert_eq!(read("<sst/>").unwrap(), Vec::<String>::new());
        for odd in ["<x:sst><x:si/></x:sst>", "<sst><si><t>a</t></si>", "<sst><!-- a --><si/></sst>", ""] {
            assert!(read(odd).is_none(), "{odd}");
        }
    }

    #[test]
    fn many_strings_fill_several_pieces() {
        let long = "é".repeat(9_000);
        let items: Vec<String> = (0..200).map(|n| format!("<si><t>{n}{long}</t></si><si/>")).collect();
        let items = items.concat();
        let strings = read(&format!("<sst>{items}</sst>")).unwrap();
        assert_eq!(strings.len(), 400);
        for (n, pair) in strings.chunks(2).enumerate() {
            assert_eq!(pair, [format!("{n}{long}"), String::new()]);
        }
    }
}
