//! Every set of up to four columns: how many records stand alone, or in groups that are too small; and for each
//! record the smallest sets that single it out (SUDA2).
//!
//! The sets are visited so that all parts of a set come before it, each refined from the set without its lowest
//! column. Scores follow Elliot, Manning, Mayes, Gurd and Bane, "SUDA: a program for detecting special uniques"
//! (2005): a smallest set of m columns adds the product of (columns - i) for i from m to the largest size.

use model::{Failure, Progress, Stage};

use super::column::Column;
use super::partition::{Partition, Scratch};

/// Columns of a set, at most.
pub(super) const MOST: usize = 4;

/// What a set of columns tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetCount {
    /// Bit `i` stands for the column of index `i` of those that were given.
    pub mask: u64,
    /// Records that stand alone.
    pub unique: u64,
    /// Records in groups of fewer than k, those that stand alone among them.
    pub few: u64,
    /// The size of the smallest group.
    pub least: u64,
}

/// What all sets tell.
#[derive(Debug, Clone, Default)]
pub struct Search {
    /// The sets; parts of a set come before it.
    pub sets: Vec<SetCount>,
    /// The SUDA score of each record.
    pub scores: Vec<u32>,
    /// The size of the smallest set that singles a record out; 0 where none does.
    pub smallest: Vec<u8>,
}

/// Looks at all sets of up to four of `columns` (at most 60, of the same length) for groups of fewer than `k`.
pub fn search(columns: &[&Column], k: u64, progress: &dyn Progress) -> Result<Search, Failure> {
    let rows = columns.first().map_or(0, |column| column.codes.len());
    let values = columns.iter().map(|column| column.values.len()).max().unwrap_or(0);
    let total = (1..=MOST).map(|size| sets(columns.len(), size)).sum();
    let found = Search { sets: Vec::new(), scores: vec![0; rows], smallest: vec![0; rows] };
    let mut walk = Walk {
        columns,
        k,
        progress,
        total,
        scratch: Scratch::new(values),
        rooms: vec![Partition::default(); MOST],
        alone: Vec::new(),
        found,
    };
    walk.rooms[0] = Partition::whole(rows);
    walk.extend(0, 0, 0, columns.len())?;
    Ok(walk.found)
}

/// How many sets of `size` there are of `of` things.
pub(super) fn sets(of: usize, size: usize) -> u64 {
    (0..size as u64).fold(1, |product, i| product * (of as u64).saturating_sub(i) / (i + 1))
}

/// The records that stand alone in a set, one bit each.
struct Alone {
    mask: u64,
    bits: Vec<u64>,
}

struct Walk<'a> {
    columns: &'a [&'a Column],
    k: u64,
    progress: &'a dyn Progress,
    total: u64,
    scratch: Scratch,
    /// The groups of the set that is extended, by its size.
    rooms: Vec<Partition>,
    /// Of sets of up to three columns, in ascending order of their masks.
    alone: Vec<Alone>,
    found: Search,
}

impl Walk<'_> {
    /// Visits the sets that add columns below `below` to `mask`, which has `size` columns and leaves `unique`
    /// records alone.
    fn extend(&mut self, mask: u64, size: usize, unique: u64, below: usize) -> Result<(), Failure> {
        for at in 0..below {
            self.progress.go_on()?;
            self.progress.report(Stage::Checking, self.found.sets.len() as u64, self.total);
            let set = mask | 1 << at;
            let unique = self.visit(set, size, unique, at);
            if size + 1 < MOST {
                self.extend(set, size + 1, unique, at)?;
            }
        }
        Ok(())
    }

    /// Counts a set and keeps its groups; tells how many records stand alone.
    fn visit(&mut self, set: u64, size: usize, unique: u64, at: usize) -> u64 {
        let mut new = Vec::new();
        let (mut least, mut few) = (u64::MAX, 0);
        let (before, after) = self.rooms.split_at_mut(size + 1);
        before[size].refine(
            &self.columns[at].codes,
            &mut self.scratch,
            after.first_mut(),
            |row| new.push(row),
            |size| {
                least = least.min(u64::from(size));
                if u64::from(size) < self.k {
                    few += u64::from(size);
                }
            },
        );
        let unique = unique + new.len() as u64;
        self.score(set, size + 1, &new);
        if size + 1 < MOST {
            self.keep(set, at, &new);
        }
        let least = if unique > 0 {
            1
        } else if least == u64::MAX {
            0
        } else {
            least
        };
        let few = if self.k > 1 { few + unique } else { few };
        self.found.sets.push(SetCount { mask: set, unique, few, least });
        unique
    }

    /// Records that are alone in the set and in none of its parts.
    fn score(&mut self, set: u64, size: usize, new: &[u32]) {
        let columns = self.columns.len() as u64;
        let last = (MOST as u64).min(columns.saturating_sub(1));
        let worth = (size as u64..=last).map(|i| columns - i).product::<u64>() as u32;
        // The set without its lowest column is the one that was refined.
        let lowest = set & set.wrapping_neg();
        let others = set & !lowest;
        let mut parts: Vec<&Alone> = Vec::new();
        let mut left = others;
        while left != 0 {
            let column = left & left.wrapping_neg();
            left &= !column;
            parts.extend(self.alone_in(set & !column));
        }
        let parts: Vec<&[u64]> = parts.into_iter().map(|part| part.bits.as_slice()).collect();
        let is_new = |row: &&u32| parts.iter().all(|bits| bits[**row as usize / 64] >> (**row % 64) & 1 == 0);
        let smallest: Vec<u32> = new.iter().filter(is_new).copied().collect();
        for row in smallest {
            let score = &mut self.found.scores[row as usize];
            *score = score.saturating_add(worth);
            let known = &mut self.found.smallest[row as usize];
            if *known == 0 || usize::from(*known) > size {
                *known = size as u8;
            }
        }
    }

    fn alone_in(&self, set: u64) -> Option<&Alone> {
        let at = self.alone.binary_search_by_key(&set, |alone| alone.mask).ok()?;
        Some(&self.alone[at])
    }

    fn keep(&mut self, set: u64, at: usize, new: &[u32]) {
        let rows = self.found.scores.len();
        let parent = set & !(1 << at);
        let mut bits = self.alone_in(parent).map_or_else(|| vec![0; rows.div_ceil(64)], |p| p.bits.clone());
        for row in new {
            bits[*row as usize / 64] |= 1 << (row % 64);
        }
        self.alone.push(Alone { mask: set, bits });
    }
}
