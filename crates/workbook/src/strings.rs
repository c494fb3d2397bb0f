//! Strings of a sheet, each stored once, in one arena.

use std::collections::BTreeMap;
#[allow(clippy::disallowed_types, reason = "only looked up, never walked: its order reaches nothing")]
use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};

use crate::marks::Marked;

/// An arena of strings; an id is the index of one.
#[derive(Debug, Default, Clone)]
#[allow(clippy::disallowed_types, reason = "only looked up, never walked: its order reaches nothing")]
pub(crate) struct Strings {
    text: String,
    ends: Vec<usize>,
    /// Ids by hash; strings of the same hash share an entry.
    by_hash: HashMap<u64, Vec<u32>>,
    hasher: RandomState,
    /// The strings that had note marks; the arena holds them without.
    marked: BTreeMap<u32, Marked>,
}

impl Strings {
    /// The id of `text`, which is stored if it is new.
    pub(crate) fn intern(&mut self, text: &str) -> u64 {
        let hash = self.hasher.hash_one(text);
        let is_it = |id: &u32| self.get(u64::from(*id)) == text && !self.marked.contains_key(id);
        let known = self.by_hash.get(&hash).and_then(|ids| ids.iter().copied().find(is_it));
        u64::from(known.unwrap_or_else(|| self.push(hash, text)))
    }

    /// The id of a text with note marks; its string is the text without them.
    pub(crate) fn intern_marked(&mut self, marked: &Marked) -> u64 {
        let hash = self.hasher.hash_one(marked);
        let is_it = |id: &u32| self.marked.get(id) == Some(marked);
        let known = self.by_hash.get(&hash).and_then(|ids| ids.iter().copied().find(is_it));
        let id = known.unwrap_or_else(|| {
            let id = self.push(hash, &marked.plain);
            self.marked.insert(id, marked.clone());
            id
        });
        u64::from(id)
    }

    fn push(&mut self, hash: u64, text: &str) -> u32 {
        let id = self.ends.len() as u32;
        self.text.push_str(text);
        self.ends.push(self.text.len());
        self.by_hash.entry(hash).or_default().push(id);
        id
    }

    /// The string of an id.
    pub(crate) fn get(&self, id: u64) -> &str {
        let id = id as usize;
        let start = id.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start..self.ends[id]]
    }

    /// The note marks of a string, where it had some.
    pub(crate) fn marked(&self, id: u64) -> Option<&Marked> {
        self.marked.get(&(id as u32))
    }
}
