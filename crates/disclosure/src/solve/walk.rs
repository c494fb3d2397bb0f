//! Looking for whole numbers that fit everything shown: a walk that mends one sum after the other. What it
//! finds is a proof that a value is possible; what it does not find proves nothing.

use std::collections::BTreeMap;

use super::leaves::{Leaves, Spot};
use super::rows::NO_BOUND;

/// Leaves of a long sum that are tried for one move.
const TRIED: usize = 32;

/// For how many moves a leaf is not moved again.
const REST: u64 = 4;

/// A choice of leaves, and which sums it breaks.
pub(crate) struct Walk<'a> {
    leaves: &'a Leaves,
    pub(crate) at: Vec<i64>,
    activity: Vec<i64>,
    leaf_bounds: Vec<(i64, i64)>,
    sum_bounds: Vec<(i64, i64)>,
    /// The sums that are broken, and where each is in that list.
    broken: Vec<u32>,
    place: BTreeMap<u32, usize>,
    weights: Vec<u32>,
    weighted: Vec<u32>,
    rested: Vec<u64>,
    steps: u64,
    random: u64,
    /// The moves since the last choice that fits.
    moves: Vec<(u32, i64)>,
}

impl<'a> Walk<'a> {
    /// Begins in the lower part of every range, where small counts are.
    pub(crate) fn new(leaves: &'a Leaves) -> Self {
        let start = |(low, high): &(i64, i64)| if *high >= NO_BOUND { *low } else { low + (high - low) / 3 };
        let at: Vec<i64> = leaves.leaf_bounds.iter().map(start).collect();
        let value =
            |terms: &Vec<(u32, i32)>| terms.iter().map(|(leaf, c)| i64::from(*c) * at[*leaf as usize]).sum();
        let activity: Vec<i64> = leaves.sums.iter().map(value).collect();
        let mut walk = Self {
            activity,
            leaf_bounds: leaves.leaf_bounds.clone(),
            sum_bounds: leaves.sum_bounds.clone(),
            broken: Vec::new(),
            place: BTreeMap::new(),
            weights: vec![1; leaves.sums.len()],
            weighted: Vec::new(),
            rested: vec![0; at.len()],
            steps: REST + 1,
            random: 0x9E37_79B9_7F4A_7C15,
            moves: Vec::new(),
            at,
            leaves,
        };
        (0..leaves.sums.len()).for_each(|sum| walk.judge(sum));
        walk
    }

    /// Whether every sum is in its range.
    pub(crate) fn fits(&self) -> bool {
        self.broken.is_empty()
    }

    /// The value of an unknown of the component.
    pub(crate) fn value(&self, spot: Spot) -> i64 {
        match spot {
            Spot::Leaf(leaf) => self.at[leaf as usize],
            Spot::Sum(sum) => self.leaves.value_of_sum(sum as usize, self.activity[sum as usize]),
        }
    }

    /// Narrows the range of an unknown for good. The present choice must keep to it.
    pub(crate) fn narrow(&mut self, spot: Spot, low: i64, high: i64) {
        self.set_bounds(spot, low, high);
    }

    /// Mends until every sum fits, for at most `most` moves. Whatever comes of it, the moves are kept.
    pub(crate) fn mend(&mut self, most: u64) -> bool {
        self.moves.clear();
        for _ in 0..most {
            let Some(sum) = self.pick_broken() else { break };
            self.step(sum);
        }
        self.forget_weights();
        self.fits()
    }

    /// Looks for a choice in which an unknown has the value `value`, from the present one, which fits. Where
    /// none is found the present one is kept.
    pub(crate) fn reach(&mut self, spot: Spot, value: i64, most: u64) -> bool {
        let before = self.bounds(spot);
        self.set_bounds(spot, value, value);
        self.moves.clear();
        if let Spot::Leaf(leaf) = spot {
            self.shift(leaf, value - self.at[leaf as usize]);
        }
        let mut found = self.fits();
        for _ in 0..most {
            let Some(sum) = self.pick_broken() else { break };
            self.step(sum);
            found = self.fits();
        }
        self.forget_weights();
        if !found {
            for (leaf, by) in std::mem::take(&mut self.moves).into_iter().rev() {
                self.shift(leaf, -by);
            }
            self.moves.clear();
        }
        self.set_bounds(spot, before.0, before.1);
        found
    }

    /// Takes a whole choice, one value for each unknown that is a leaf.
    pub(crate) fn take(&mut self, value_of: impl Fn(u32) -> i64) {
        let values: Vec<i64> = self.leaves.leaf_cells.iter().map(|cell| value_of(*cell)).collect();
        self.put_all(&values);
    }

    /// Takes a choice of all leaves where it fits; otherwise keeps the present one.
    pub(crate) fn try_corner(&mut self, corner: &[i64]) -> bool {
        let before = self.at.clone();
        self.put_all(corner);
        let within = |(at, (low, high)): (&i64, &(i64, i64))| (low..=high).contains(&at);
        let fits = self.fits() && self.at.iter().zip(&self.leaf_bounds).all(within);
        if !fits {
            self.put_all(&before);
        }
        fits
    }

    fn put_all(&mut self, values: &[i64]) {
        self.moves.clear();
        for (leaf, value) in values.iter().enumerate() {
            self.shift(leaf as u32, value - self.at[leaf]);
        }
    }

    /// The leaves that the last search moved, with their sums' unknowns.
    pub(crate) fn changed(&self) -> impl Iterator<Item = (u32, Spot)> + '_ {
        self.moves.iter().flat_map(|(leaf, _)| {
            let own = (self.leaves.leaf_cells[*leaf as usize], Spot::Leaf(*leaf));
            let sums = self.leaves.of_leaf.of(*leaf as usize).iter();
            let sums = sums.filter_map(|sum| Some((self.leaves.sum_cells[*sum as usize]?, Spot::Sum(*sum))));
            std::iter::once(own).chain(sums)
        })
    }

    fn bounds(&self, spot: Spot) -> (i64, i64) {
        match spot {
            Spot::Leaf(leaf) => self.leaf_bounds[leaf as usize],
            Spot::Sum(sum) => {
                let (low, high) = self.sum_bounds[sum as usize];
                let add = self.leaves.sum_constants[sum as usize];
                (low + add, if high >= NO_BOUND { high } else { high + add })
            }
        }
    }

    fn set_bounds(&mut self, spot: Spot, low: i64, high: i64) {
        match spot {
            Spot::Leaf(leaf) => self.leaf_bounds[leaf as usize] = (low, high),
            Spot::Sum(sum) => {
                let add = self.leaves.sum_constants[sum as usize];
                self.sum_bounds[sum as usize] = (low - add, if high >= NO_BOUND { high } else { high - add });
                self.judge(sum as usize);
            }
        }
    }

    fn pick_broken(&mut self) -> Option<u32> {
        let count = self.broken.len();
        if count == 0 {
            return None;
        }
        let at = self.roll(count);
        Some(self.broken[at])
    }

    /// Xorshift: the same moves on every run.
    fn roll(&mut self, below: usize) -> usize {
        self.random ^= self.random << 13;
        self.random ^= self.random >> 7;
        self.random ^= self.random << 17;
        (self.random % below.max(1) as u64) as usize
    }

    /// Makes the best move that mends `sum`, even where it breaks others; what stays broken weighs more.
    fn step(&mut self, sum: u32) {
        self.steps += 1;
        let leaves = self.leaves;
        let terms = &leaves.sums[sum as usize];
        if terms.is_empty() {
            return;
        }
        let (count, first) = (terms.len().min(TRIED), self.roll(terms.len()));
        let stride = if terms.len() > TRIED { 1 + self.roll(terms.len() / TRIED) } else { 1 };
        let mut best: Option<(i64, u32, i64)> = None;
        for tried in 0..count {
            let (leaf, coef) = terms[(first + tried * stride) % terms.len()];
            let by = self.mending(sum as usize, leaf, i64::from(coef));
            if by == 0 || self.rested[leaf as usize] + REST > self.steps {
                continue;
            }
            let score = self.cost_of(leaf, by);
            if best.is_none_or(|(least, _, _)| score < least) {
                best = Some((score, leaf, by));
            }
        }
        if best.is_none_or(|(score, _, _)| score >= 0) {
            self.weights[sum as usize] += 1;
            self.weighted.push(sum);
        }
        if let Some((_, leaf, by)) = best {
            self.rested[leaf as usize] = self.steps;
            self.shift(leaf, by);
        }
    }

    /// How far a leaf would have to move to mend a sum, as far as its range goes.
    fn mending(&self, sum: usize, leaf: u32, coef: i64) -> i64 {
        let ((low, high), activity) = (self.sum_bounds[sum], self.activity[sum]);
        let lacks = if activity < low { low - activity } else { high - activity };
        let wanted = lacks / coef + i64::from(lacks % coef != 0) * (lacks * coef).signum();
        let ((low, high), at) = (self.leaf_bounds[leaf as usize], self.at[leaf as usize]);
        wanted.clamp(low - at, high - at)
    }

    fn cost_of(&self, leaf: u32, by: i64) -> i64 {
        let sums = self.leaves.of_leaf.of(leaf as usize);
        let coefs = &self.leaves.of_leaf_coefs[leaf as usize];
        let cost = |(sum, coef): (&u32, &i32)| {
            let sum = *sum as usize;
            let activity = self.activity[sum];
            let more = self.lack(sum, activity + i64::from(*coef) * by) - self.lack(sum, activity);
            more * i64::from(self.weights[sum])
        };
        sums.iter().zip(coefs).map(cost).sum()
    }

    fn lack(&self, sum: usize, activity: i64) -> i64 {
        let (low, high) = self.sum_bounds[sum];
        (low - activity).max(activity - high).max(0)
    }

    fn shift(&mut self, leaf: u32, by: i64) {
        if by == 0 {
            return;
        }
        self.moves.push((leaf, by));
        self.at[leaf as usize] += by;
        let leaves = self.leaves;
        let sums = leaves.of_leaf.of(leaf as usize);
        for (sum, coef) in sums.iter().zip(&leaves.of_leaf_coefs[leaf as usize]) {
            self.activity[*sum as usize] += i64::from(*coef) * by;
            self.judge(*sum as usize);
        }
    }

    /// Puts a sum into the list of broken ones, or takes it out.
    fn judge(&mut self, sum: usize) {
        let (breaks, key) = (self.lack(sum, self.activity[sum]) > 0, sum as u32);
        match (breaks, self.place.get(&key).copied()) {
            (true, None) => {
                self.place.insert(key, self.broken.len());
                self.broken.push(key);
            }
            (false, Some(at)) => {
                self.place.remove(&key);
                self.broken.swap_remove(at);
                if let Some(moved) = self.broken.get(at) {
                    self.place.insert(*moved, at);
                }
            }
            (true, Some(_)) | (false, None) => {}
        }
    }

    fn forget_weights(&mut self) {
        while let Some(sum) = self.weighted.pop() {
            self.weights[sum as usize] = 1;
        }
    }
}
