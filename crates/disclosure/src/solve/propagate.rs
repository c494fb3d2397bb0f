//! Interval propagation over rows, in integers, to the fixpoint; with a trail, so that a supposition can be
//! taken back.

use std::collections::VecDeque;

use model::{Failure, Progress, Stage};

use super::rows::{Domains, Lists, NO_BOUND, Rows};

/// How often a row is looked at before it is put aside. Rows that contradict each other around an unknown
/// without an upper bound push it up one by one for ever; rows that agree settle within a few rounds.
const MOST_VISITS: u16 = 512;

/// How many rows a supposition may move before it is given up as "no contradiction met".
const MOST_SUPPOSED: usize = 5_000;

/// What supposing a narrower domain comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Supposed {
    /// Nothing contradicts it so far.
    Stands,
    /// It cannot be.
    Fails,
}

/// The state of the propagation.
pub(crate) struct Work<'a> {
    pub(crate) rows: &'a Rows,
    pub(crate) domains: Domains,
    pub(crate) of_cell: Lists,
    /// The row that tightened each unknown last.
    pub(crate) by: Vec<Option<u32>>,
    /// Rows that cannot hold, or do not settle.
    pub(crate) faulty: Vec<bool>,
    trail: Vec<(u32, i64, i64)>,
    /// How many suppositions are open.
    depth: usize,
    queue: VecDeque<u32>,
    waiting: Vec<bool>,
    /// How many rows were looked at since suppositions began: what searching costs.
    pub(crate) looked: u64,
    /// Rows that moved something since a supposition was made: its proof, should it fail.
    pub(crate) used: Vec<u32>,
}

impl<'a> Work<'a> {
    pub(crate) fn new(rows: &'a Rows, domains: Domains) -> Self {
        let cells = domains.low.len();
        Self {
            rows,
            of_cell: rows.by_cell(cells),
            domains,
            by: vec![None; cells],
            faulty: vec![false; rows.len()],
            trail: Vec::new(),
            depth: 0,
            queue: VecDeque::new(),
            waiting: vec![false; rows.len()],
            looked: 0,
            used: Vec::new(),
        }
    }

    /// Runs to the fixpoint over all rows. A row that cannot hold is put aside and moves nothing.
    pub(crate) fn run(&mut self, progress: &dyn Progress) -> Result<(), Failure> {
        let total = self.rows.len();
        self.queue = (0..total as u32).collect();
        self.waiting.fill(true);
        let mut visits = vec![0u16; total];
        let mut done = 0u64;
        while let Some(row) = self.queue.pop_front() {
            self.waiting[row as usize] = false;
            visits[row as usize] += 1;
            done += 1;
            if done.is_multiple_of(4096) {
                progress.go_on()?;
                progress.report(Stage::Checking, done.min(total as u64), total as u64);
            }
            let settles = visits[row as usize] <= MOST_VISITS;
            if !settles || (!self.faulty[row as usize] && self.tighten(row) == Supposed::Fails) {
                self.faulty[row as usize] = true;
            }
        }
        Ok(())
    }

    /// Narrows the domain of an unknown for good and follows what comes of it.
    pub(crate) fn narrow(&mut self, cell: usize, low: i64, high: i64) -> Supposed {
        self.put(cell, low, high, None);
        self.follow()
    }

    /// Begins a supposition; what follows can be taken back to here.
    pub(crate) fn mark(&mut self) -> usize {
        self.depth += 1;
        self.trail.len()
    }

    /// Takes everything since `mark` back.
    pub(crate) fn back(&mut self, mark: usize) {
        while self.trail.len() > mark {
            if let Some((cell, low, high)) = self.trail.pop() {
                self.domains.low[cell as usize] = low;
                self.domains.high[cell as usize] = high;
            }
        }
        self.depth -= 1;
        self.queue.drain(..).for_each(|row| self.waiting[row as usize] = false);
    }

    /// The unknowns that moved since `mark`.
    pub(crate) fn moved_since(&self, mark: usize) -> impl Iterator<Item = usize> + '_ {
        self.trail[mark..].iter().map(|(cell, _, _)| *cell as usize)
    }

    fn follow(&mut self) -> Supposed {
        let mut done = 0;
        while let Some(row) = self.queue.pop_front() {
            self.waiting[row as usize] = false;
            self.looked += 1;
            done += 1;
            if self.faulty[row as usize] {
                continue;
            }
            if done > MOST_SUPPOSED {
                self.queue.drain(..).for_each(|row| self.waiting[row as usize] = false);
                return Supposed::Stands;
            }
            if self.tighten(row) == Supposed::Fails {
                self.used.push(row);
                self.queue.drain(..).for_each(|row| self.waiting[row as usize] = false);
                return Supposed::Fails;
            }
        }
        Supposed::Stands
    }

    fn put(&mut self, cell: usize, low: i64, high: i64, by: Option<u32>) {
        if self.depth > 0 {
            self.trail.push((cell as u32, self.domains.low[cell], self.domains.high[cell]));
        } else if by.is_some() {
            self.by[cell] = by;
        }
        self.used.extend(by.filter(|row| self.used.last() != Some(row)));
        self.domains.low[cell] = low;
        self.domains.high[cell] = high;
        for row in self.of_cell.of(cell) {
            if !std::mem::replace(&mut self.waiting[*row as usize], true) {
                self.queue.push_back(*row);
            }
        }
    }

    /// Narrows the unknowns of one row by each other.
    fn tighten(&mut self, row: u32) -> Supposed {
        let rows = self.rows;
        let (row_low, row_high) = rows.bounds(row as usize);
        let sides = Sides::of(rows, row as usize, &self.domains);
        if !sides.can_hold(row_low, row_high) {
            return Supposed::Fails;
        }
        // Nothing can move where even the extremes hold.
        if sides.open_low + sides.open_high == 0 && sides.low >= row_low && sides.high <= row_high {
            return Supposed::Stands;
        }
        for (cell, coef) in rows.terms(row as usize) {
            let (low, high) = (self.domains.low[cell], self.domains.high[cell]);
            if low == high {
                continue;
            }
            let (most, least) = sides.without(coef, low, high, row_low, row_high);
            let (new_low, new_high) = if coef > 0 {
                (
                    least.map_or(low, |v| low.max(ceil(v, coef))),
                    most.map_or(high, |v| high.min(floor(v, coef))),
                )
            } else {
                (
                    most.map_or(low, |v| low.max(ceil(v, coef))),
                    least.map_or(high, |v| high.min(floor(v, coef))),
                )
            };
            if new_low > new_high {
                return Supposed::Fails;
            }
            if new_low > low || new_high < high {
                self.put(cell, new_low, new_high, Some(row));
            }
        }
        Supposed::Stands
    }
}

fn floor(value: i64, by: i64) -> i64 {
    if by < 0 { (-value).div_euclid(-by) } else { value.div_euclid(by) }
}

fn ceil(value: i64, by: i64) -> i64 {
    -floor(-value, by)
}

/// What a row comes to: lowest and highest, and how many unknowns leave each side open.
pub(super) struct Sides {
    low: i64,
    high: i64,
    open_low: usize,
    open_high: usize,
}

impl Sides {
    pub(crate) fn of(rows: &Rows, row: usize, domains: &Domains) -> Self {
        let mut sides = Self { low: 0, high: 0, open_low: 0, open_high: 0 };
        for (cell, coef) in rows.terms(row) {
            let (low, high) = (domains.low[cell], domains.high[cell]);
            if coef > 0 {
                sides.low += coef * low;
                if high >= NO_BOUND { sides.open_high += 1 } else { sides.high += coef * high }
            } else {
                sides.high += coef * low;
                if high >= NO_BOUND { sides.open_low += 1 } else { sides.low += coef * high }
            }
        }
        sides
    }

    pub(crate) fn can_hold(&self, low: i64, high: i64) -> bool {
        (self.open_low > 0 || self.low <= high) && (self.open_high > 0 || self.high >= low)
    }

    /// The most and the least that `coef x unknown` may come to beside the others.
    fn without(
        &self,
        coef: i64,
        low: i64,
        high: i64,
        row_low: i64,
        row_high: i64,
    ) -> (Option<i64>, Option<i64>) {
        let open = high >= NO_BOUND;
        let (own_low, own_high) =
            if coef > 0 { (coef * low, coef * high) } else { (coef * high, coef * low) };
        let (low_is_open, high_is_open) = (open && coef < 0, open && coef > 0);
        let others_low = self.open_low - usize::from(low_is_open);
        let others_high = self.open_high - usize::from(high_is_open);
        let most = (others_low == 0 && row_high < NO_BOUND)
            .then(|| row_high - (self.low - if low_is_open { 0 } else { own_low }));
        let least = (others_high == 0 && row_low > -NO_BOUND)
            .then(|| row_low - (self.high - if high_is_open { 0 } else { own_high }));
        (most, least)
    }
}
