//! Settles every hidden unknown of a problem, component by component.

use std::collections::{BTreeMap, BTreeSet};

use model::{Failure, Progress, Stage};

use super::leaves::{Leaves, Spot};
use super::propagate::{Supposed, Work};
use super::rows::{Domains, NO_BOUND};
use super::search::Answer;
use super::simplex::Simplex;
use super::walk::Walk;
use super::{Known, Solution, components, eliminate};

/// Components of at most so many unknowns are searched through to the end.
const SMALL: usize = 400;

/// Rows that one search looks at, and all of them together for each unknown of the component.
const SEARCH: u64 = 100_000;
const SEARCH_PER_CELL: u64 = 10_000;

/// How often an end of one domain is moved before it is left open.
const MOST_MOVES: usize = 200;

/// Entries of dictionaries that linear programs may touch for each unknown of a component.
const ENTRIES_PER_CELL: u64 = 20_000_000;

/// Moves of a walk to one value: first, and after nothing has refuted it.
const SHORT_WALK: u64 = 200;
const LONG_WALK: u64 = 4_000;

/// Values that are told apart one by one.
const TOLD_APART: i64 = 64;

/// Which values of a target are proved possible.
#[derive(Debug, Clone, Copy, Default)]
struct Seen {
    base: i64,
    mask: u64,
    range: Option<(i64, i64)>,
}

impl Seen {
    fn add(&mut self, value: i64) {
        let (low, high) = self.range.unwrap_or((value, value));
        self.range = Some((low.min(value), high.max(value)));
        if let Ok(bit @ 0..64) = u32::try_from(value - self.base) {
            self.mask |= 1 << bit;
        }
    }

    fn has(&self, value: i64) -> bool {
        let bit = value - self.base;
        self.range.is_some_and(|(low, high)| value == low || value == high)
            || ((0..TOLD_APART).contains(&bit) && self.mask & (1 << bit) != 0)
    }

    fn count(&self) -> u64 {
        let beyond = |value: i64| u64::from(!(0..TOLD_APART).contains(&(value - self.base)));
        let ends =
            self.range.map_or(0, |(low, high)| beyond(low) + if low < high { beyond(high) } else { 0 });
        u64::from(self.mask.count_ones()) + ends
    }
}

/// The state of settling.
pub(super) struct Settler<'p, 'w> {
    targets: &'p [u32],
    wanted: &'p dyn Fn(u32) -> u64,
    work: Work<'w>,
    /// Which target an unknown is.
    number: Vec<Option<u32>>,
    seen: Vec<Seen>,
    settled: Vec<bool>,
    together: BTreeMap<u32, Vec<u32>>,
}

/// One component.
struct Part<'l> {
    cells: Vec<u32>,
    leaves: &'l Leaves,
    walk: Walk<'l>,
    simplex: Option<Simplex<'l>>,
    /// Rows looked at, and entries of dictionaries, that may still be spent on it.
    effort: u64,
    entries: u64,
}

impl<'p, 'w> Settler<'p, 'w> {
    pub(super) fn new(targets: &'p [u32], wanted: &'p dyn Fn(u32) -> u64, work: Work<'w>) -> Self {
        let mut number = vec![None; work.domains.low.len()];
        targets.iter().enumerate().for_each(|(at, target)| number[*target as usize] = Some(at as u32));
        let seen = vec![Seen::default(); targets.len()];
        let settled = vec![false; targets.len()];
        Self { targets, wanted, work, number, seen, settled, together: BTreeMap::new() }
    }

    /// Finds what the equations alone determine, and propagates it.
    pub(super) fn eliminate(&mut self, tied: &[u32], progress: &dyn Progress) -> Result<(), Failure> {
        let solved = eliminate::solve(&self.work, tied, |cell| self.number[cell].is_some(), progress)?;
        if solved.is_empty() {
            return Ok(());
        }
        for found in solved {
            self.work.domains.low[found.cell] = found.value;
            self.work.domains.high[found.cell] = found.value;
            let holds = |row: &&u32| self.work.rows.cells(**row as usize).contains(&(found.cell as u32));
            self.work.by[found.cell] = found.rows.iter().find(holds).copied();
            self.together.insert(found.cell as u32, found.rows);
        }
        self.work.run(progress)
    }

    /// Settles all targets.
    pub(super) fn settle(&mut self, progress: &dyn Progress) -> Result<(), Failure> {
        for (at, target) in self.targets.iter().enumerate() {
            self.seen[at].base = self.work.domains.low[*target as usize];
        }
        // What propagation fixed ties nothing any more.
        let tied = components(self.work.rows, &self.work.domains);
        let doubtful: BTreeSet<u32> = self.faulty().flat_map(|row| self.ties(row, &tied)).collect();
        let mut rows_of: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for row in 0..self.work.rows.len() as u32 {
            if let Some(tie) = self.ties(row, &tied).next() {
                rows_of.entry(tie).or_default().push(row);
            }
        }
        let mut targets_of: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for (at, target) in self.targets.iter().enumerate() {
            targets_of.entry(tied[*target as usize]).or_default().push(at as u32);
        }
        let total = self.targets.len() as u64;
        let mut done = 0;
        for (tie, targets) in targets_of {
            progress.go_on()?;
            progress.report(Stage::Checking, done, total);
            done += targets.len() as u64;
            let rows = rows_of.get(&tie).map_or(&[][..], Vec::as_slice);
            if !doubtful.contains(&tie) {
                self.settle_component(rows, &targets, progress)?;
            }
        }
        Ok(())
    }

    fn faulty(&self) -> impl Iterator<Item = u32> + '_ {
        (0..self.work.rows.len() as u32).filter(|row| self.work.faulty[*row as usize])
    }

    /// The component of each open unknown of a row.
    fn ties<'a>(&'a self, row: u32, tied: &'a [u32]) -> impl Iterator<Item = u32> + 'a {
        let cells = self.work.rows.cells(row as usize).iter();
        cells.filter(|cell| !self.work.domains.is_fixed(**cell as usize)).map(|cell| tied[*cell as usize])
    }

    fn settle_component(
        &mut self,
        rows: &[u32],
        targets: &[u32],
        progress: &dyn Progress,
    ) -> Result<(), Failure> {
        if rows.is_empty() {
            // Nothing ties them: every value of the domain is possible.
            for at in targets {
                self.settled[*at as usize] = true;
                let cell = self.targets[*at as usize] as usize;
                let (low, high) = (self.work.domains.low[cell], self.work.domains.high[cell]);
                (low..=high.min(low + TOLD_APART - 1)).for_each(|value| self.seen[*at as usize].add(value));
                self.seen[*at as usize].add(high);
            }
            return Ok(());
        }
        let mut cells: Vec<u32> =
            rows.iter().flat_map(|row| self.work.rows.cells(*row as usize)).copied().collect();
        cells.sort_unstable();
        cells.dedup();
        cells.retain(|cell| !self.work.domains.is_fixed(*cell as usize));
        let leaves = Leaves::of(self.work.rows, rows, &self.work.domains);
        let effort = SEARCH_PER_CELL * cells.len() as u64;
        let entries = ENTRIES_PER_CELL * cells.len() as u64;
        let walk = Walk::new(&leaves);
        let mut part = Part { walk, simplex: None, leaves: &leaves, effort, entries, cells };
        if !self.first_fit(&mut part, rows) {
            return Ok(());
        }
        for (cell, spot) in &leaves.spots {
            self.see(*cell, part.walk.value(*spot));
        }
        for at in targets {
            progress.go_on()?;
            self.settle_target(*at as usize, &mut part);
        }
        Ok(())
    }

    /// Whether the component has a solution; where it has none its rows are faulty.
    fn first_fit(&mut self, part: &mut Part, rows: &[u32]) -> bool {
        let small = part.cells.len() <= SMALL;
        let most = 50 * part.leaves.sums.len() as u64 + 20_000;
        if part.walk.mend(if small { 2_000 } else { most }) {
            return true;
        }
        match self.search(part, SEARCH) {
            Answer::Fits(values) => {
                take(part, &values);
                part.walk.fits()
            }
            Answer::Impossible => {
                for row in rows {
                    self.work.faulty[*row as usize] = true;
                }
                false
            }
            Answer::Open => part.walk.mend(10 * most),
        }
    }

    fn search(&mut self, part: &mut Part, most: u64) -> Answer {
        let given = part.effort.min(if part.cells.len() <= SMALL { most } else { most / 50 });
        let mut left = given;
        let (leaves, walk) = (part.leaves, &part.walk);
        let prefer = |cell: usize| leaves.spots.get(&(cell as u32)).map_or(0, |spot| walk.value(*spot));
        let answer = self.work.search(&part.cells, &prefer, &mut left);
        part.effort -= given - left;
        answer
    }

    fn see(&mut self, cell: u32, value: i64) {
        if let Some(at) = self.number[cell as usize] {
            self.seen[at as usize].add(value);
        }
    }

    fn settle_target(&mut self, at: usize, part: &mut Part) {
        let target = self.targets[at];
        let cell = target as usize;
        let Some(spot) = part.leaves.spots.get(&target).copied() else {
            self.settled[at] = self.work.domains.is_fixed(cell);
            return;
        };
        let mut settled = true;
        for low_end in [true, false] {
            settled &= self.settle_end(at, part, spot, low_end);
        }
        let (low, high) = (self.work.domains.low[cell], self.work.domains.high[cell]);
        if settled && high < NO_BOUND {
            settled = self.between(at, part, spot, low, high);
        }
        self.settled[at] = settled;
    }

    /// Moves an end of a domain to the last value that is possible; whether it was found.
    fn settle_end(&mut self, at: usize, part: &mut Part, spot: Spot, low_end: bool) -> bool {
        let cell = self.targets[at] as usize;
        for _ in 0..MOST_MOVES {
            let (low, high) = (self.work.domains.low[cell], self.work.domains.high[cell]);
            if !low_end && high >= NO_BOUND {
                return self.enough(at, part, spot);
            }
            let end = if low_end { low } else { high };
            let quick = self.decide(at, part, spot, end, false);
            if quick.is_none() && self.program(at, part, spot, low_end) {
                continue;
            }
            match quick.or_else(|| self.decide(at, part, spot, end, true)) {
                Some(true) => return true,
                Some(false) => {
                    let (low, high) = if low_end { (low + 1, high) } else { (low, high - 1) };
                    self.take_off(cell, low, high, part);
                }
                None => return false,
            }
        }
        false
    }

    /// Whether a value is possible; none where that stays open.
    fn decide(&mut self, at: usize, part: &mut Part, spot: Spot, value: i64, thorough: bool) -> Option<bool> {
        let cell = self.targets[at] as usize;
        if self.seen[at].has(value) || self.walk_to(part, spot, value, SHORT_WALK) {
            return Some(true);
        }
        if self.work.refute(cell, value, value, false) || self.work.refute(cell, value, value, true) {
            return Some(false);
        }
        if !thorough {
            return None;
        }
        if part.cells.len() > SMALL && self.walk_to(part, spot, value, LONG_WALK) {
            return Some(true);
        }
        self.work.used.clear();
        let mark = self.work.mark();
        let stands = self.work.narrow(cell, value, value) == Supposed::Stands;
        let answer = if stands { self.search(part, SEARCH) } else { Answer::Impossible };
        self.work.back(mark);
        match answer {
            Answer::Impossible => Some(false),
            Answer::Open => self.walk_to(part, spot, value, 10 * LONG_WALK).then_some(true),
            Answer::Fits(values) => {
                take(part, &values);
                for (cell, spot) in &part.leaves.spots {
                    self.see(*cell, part.walk.value(*spot));
                }
                Some(true)
            }
        }
    }

    /// Asks a linear program for an end of a domain. Whether that moved the end.
    fn program(&mut self, at: usize, part: &mut Part, spot: Spot, low_end: bool) -> bool {
        let cell = self.targets[at] as usize;
        if part.simplex.is_none() {
            part.simplex = Simplex::new(part.leaves);
        }
        let Some(simplex) = &mut part.simplex else { return false };
        // What became narrower since the component was set up holds for the program, too.
        for (cell, spot) in &part.leaves.spots {
            let cell = *cell as usize;
            simplex.narrow(*spot, self.work.domains.low[cell], self.work.domains.high[cell]);
        }
        let Some((bound, corner)) = simplex.extreme(spot, low_end, &mut part.entries) else { return false };
        if part.walk.try_corner(&corner) {
            for (cell, spot) in &part.leaves.spots {
                self.see(*cell, part.walk.value(*spot));
            }
        }
        let (low, high) = (self.work.domains.low[cell], self.work.domains.high[cell]);
        let Some(bound) = bound else { return false };
        let (new_low, new_high) =
            if low_end { (low.max(bound.value), high) } else { (low, high.min(bound.value)) };
        if (new_low, new_high) == (low, high) || new_low > new_high {
            return false;
        }
        let totals = bound.sums.iter().filter_map(|sum| part.leaves.sum_cells[*sum as usize]);
        let rows = totals.flat_map(|total| self.work.of_cell.of(total as usize)).copied();
        self.work.used = rows.collect();
        self.take_off(cell, new_low, new_high, part);
        true
    }

    fn walk_to(&mut self, part: &mut Part, spot: Spot, value: i64, most: u64) -> bool {
        let found = part.walk.reach(spot, value, most);
        if found {
            for (cell, spot) in part.walk.changed() {
                if let Some(at) = self.number[cell as usize] {
                    self.seen[at as usize].add(part.walk.value(spot));
                }
            }
        }
        found
    }

    /// Takes a value that was proved impossible off a domain, for good, with its proof.
    fn take_off(&mut self, cell: usize, low: i64, high: i64, part: &mut Part) {
        let proof = std::mem::take(&mut self.work.used);
        let own = proof.iter().find(|row| self.work.rows.cells(**row as usize).contains(&(cell as u32)));
        let by = own.copied().or_else(|| self.work.of_cell.of(cell).first().copied());
        let rows = self.together.entry(cell as u32).or_default();
        rows.extend(proof);
        rows.sort_unstable();
        rows.dedup();
        // The choice of the walk fits, so nothing that follows can fail.
        let _ = self.work.narrow(cell, low, high);
        self.work.by[cell] = by.or(self.work.by[cell]);
        self.work.used.clear();
        if let Some(spot) = part.leaves.spots.get(&(cell as u32)) {
            part.walk.narrow(*spot, low, high);
        }
    }

    /// Whether an unknown without an upper bound has as many possible values as are wanted.
    fn enough(&mut self, at: usize, part: &mut Part, spot: Spot) -> bool {
        let wanted = (self.wanted)(self.targets[at]);
        let low = self.work.domains.low[self.targets[at] as usize];
        for value in low..low + TOLD_APART {
            if self.seen[at].count() >= wanted {
                break;
            }
            let _ = self.decide(at, part, spot, value, false);
        }
        self.seen[at].count() >= wanted
    }

    /// Decides the values between two possible ones, until there are as many as are wanted.
    fn between(&mut self, at: usize, part: &mut Part, spot: Spot, low: i64, high: i64) -> bool {
        let wanted = (self.wanted)(self.targets[at]);
        let mut decided = true;
        for value in low + 1..high.min(low + TOLD_APART) {
            if self.seen[at].count() >= wanted {
                return true;
            }
            decided &= self.decide(at, part, spot, value, true).is_some();
        }
        decided || self.seen[at].count() >= wanted
    }

    pub(super) fn finish(self, tied: Vec<u32>) -> Solution {
        let faulty: Vec<u32> = self.faulty().collect();
        let domains: &Domains = &self.work.domains;
        let of = |(at, target): (usize, &u32)| {
            let (low, high) = (domains.low[*target as usize], domains.high[*target as usize]);
            let settled = self.settled[at] || low == high;
            Known { low, high, settled, possible: self.seen[at].count().max(u64::from(low == high)) }
        };
        let known = self.targets.iter().enumerate().map(of).collect();
        Solution { known, by: self.work.by, together: self.together, faulty, tied }
    }
}

/// Takes a solution that search found over to the walk.
fn take(part: &mut Part, values: &[i64]) {
    let cells = &part.cells;
    part.walk.take(|cell| cells.binary_search(&cell).map_or(0, |at| values[at]));
}
