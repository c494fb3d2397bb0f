//! Strings of a sheet, each stored once, in one arena.

#[allow(clippy::disallowed_types, reason = "only looked up, never walked: its order reaches nothing")]
use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};

/// An arena of strings; an id is the index of one.
#[derive(Debug, Default, Clone)]
#[allow(clippy::disallowed_types, reason = "only looked up, never walked: its order reaches nothing")]
pub(crate) struct Strings {
    text: String,
    ends: Vec<usize>,
    /// Ids by hash; strings of the same hash share an entry.
    by_hash: HashMap<u64, Vec<u32>>,
    hasher: RandomState,
}

impl Strings {
    /// The id of `text`, which is stored if it is new.
    pub(crate) fn intern(&mut self, text: &str) -> u64 {
        let hash = self.hasher.hash_one(text);
        let known =
            self.by_hash.get(&hash).and_then(|ids| ids.iter().find(|id| self.get(u64::from(**id)) == text));
        if let Some(id) = known {
            return u64::from(*id);
        }
        let id = self.ends.len() as u32;
        self.text.push_str(text);
        self.ends.push(self.text.len());
        self.by_hash.entry(hash).or_default().push(id);
        u64::from(id)
    }

    /// The string of an id.
    pub(crate) fn get(&self, id: u64) -> &str {
        let id = id as usize;
        let start = id.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start..self.ends[id]]
    }
}
