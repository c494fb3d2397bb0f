//! Interval propagation over the sums of a table, in integers, to the fixpoint.

use std::collections::{BTreeSet, VecDeque};

use model::{Failure, Progress, Stage};

use crate::attacker::NO_BOUND;
use crate::bounds::Bounds;
use crate::equations::Equations;

/// How often a sum is looked at before it is put aside. Sums that contradict each other around a cell
/// without an upper bound push it up one by one for ever; sums that agree settle within a few rounds.
const MOST_VISITS: u16 = 512;

/// What the parts of a sum come to: lowest, highest, and how many have no upper bound.
pub(crate) struct Sides {
    low: i64,
    high: i64,
    open: usize,
}

impl Sides {
    pub(crate) fn of(cells: &[u32], bounds: &Bounds) -> Self {
        let mut sides = Self { low: 0, high: 0, open: 0 };
        for part in &cells[1..] {
            let part = *part as usize;
            sides.low = sides.low.saturating_add(bounds.low[part]);
            if bounds.high[part] >= NO_BOUND {
                sides.open += 1;
            } else {
                sides.high = sides.high.saturating_add(bounds.high[part]);
            }
        }
        sides
    }

    pub(crate) fn can_hold(&self, cells: &[u32], bounds: &Bounds) -> bool {
        let total = cells[0] as usize;
        self.low <= bounds.high[total] && (self.open > 0 || self.high >= bounds.low[total])
    }
}

/// The state of the propagation.
pub(crate) struct Work {
    pub(crate) sums: Equations,
    pub(crate) bounds: Bounds,
    /// The sums of each cell, flat.
    of_cell: Vec<u32>,
    of_cell_ends: Vec<usize>,
    /// The sum that tightened each cell last.
    pub(crate) by: Vec<Option<u32>>,
    /// Sums that cannot hold, or do not settle.
    pub(crate) faulty: BTreeSet<u32>,
    /// A number for each cell, the same for cells that sums tie together.
    pub(crate) tied: Vec<u32>,
}

impl Work {
    pub(crate) fn new(sums: Equations, bounds: Bounds, cells: usize) -> Self {
        let mut ends = vec![0usize; cells + 1];
        for equation in 0..sums.len() {
            sums.cells(equation).iter().for_each(|cell| ends[*cell as usize + 1] += 1);
        }
        for cell in 0..cells {
            ends[cell + 1] += ends[cell];
        }
        let mut next = ends.clone();
        let mut of_cell = vec![0u32; sums.size()];
        for equation in 0..sums.len() {
            for cell in sums.cells(equation) {
                of_cell[next[*cell as usize]] = equation as u32;
                next[*cell as usize] += 1;
            }
        }
        let tied = components(&sums, &bounds, cells);
        Self {
            sums,
            bounds,
            of_cell,
            of_cell_ends: ends,
            by: vec![None; cells],
            faulty: BTreeSet::new(),
            tied,
        }
    }

    /// Runs to the fixpoint.
    pub(crate) fn run(&mut self, progress: &dyn Progress) -> Result<(), Failure> {
        let total = self.sums.len();
        let mut queue: VecDeque<u32> = (0..total as u32).collect();
        let mut waiting = vec![true; total];
        let mut visits = vec![0u16; total];
        let mut done = 0u64;
        while let Some(equation) = queue.pop_front() {
            waiting[equation as usize] = false;
            visits[equation as usize] += 1;
            if visits[equation as usize] > MOST_VISITS {
                self.faulty.insert(equation);
            }
            done += 1;
            if done.is_multiple_of(4096) {
                progress.go_on()?;
                progress.report(Stage::Checking, done.min(total as u64), total as u64);
            }
            for cell in self.tighten(equation) {
                let sums = &self.of_cell[self.of_cell_ends[cell]..self.of_cell_ends[cell + 1]];
                for other in sums {
                    if !std::mem::replace(&mut waiting[*other as usize], true) {
                        queue.push_back(*other);
                    }
                }
            }
        }
        Ok(())
    }

    /// Narrows the cells of one sum by each other; gives back those that moved. A sum that cannot hold is
    /// put aside and moves nothing.
    fn tighten(&mut self, equation: u32) -> Vec<usize> {
        if self.faulty.contains(&equation) {
            return Vec::new();
        }
        let cells = self.sums.cells(equation as usize);
        let sides = Sides::of(cells, &self.bounds);
        if !sides.can_hold(cells, &self.bounds) {
            self.faulty.insert(equation);
            return Vec::new();
        }
        let bounds = &mut self.bounds;
        let total = cells[0] as usize;
        let (total_low, total_high) = (bounds.low[total], bounds.high[total]);
        let mut moved = Vec::new();
        let ceiling = if sides.open > 0 { NO_BOUND } else { sides.high };
        for part in &cells[1..] {
            let part = *part as usize;
            let (low, high, open) = (bounds.low[part], bounds.high[part], bounds.high[part] >= NO_BOUND);
            let others_open = sides.open - usize::from(open);
            let most = if total_high >= NO_BOUND { NO_BOUND } else { total_high - (sides.low - low) };
            let least = if others_open > 0 {
                i64::MIN
            } else {
                total_low - (sides.high - if open { 0 } else { high })
            };
            if least > low || most < high {
                bounds.low[part] = low.max(least);
                bounds.high[part] = high.min(most);
                self.by[part] = Some(equation);
                moved.push(part);
            }
        }
        if sides.low > total_low || ceiling < total_high {
            bounds.low[total] = total_low.max(sides.low);
            bounds.high[total] = total_high.min(ceiling);
            self.by[total] = Some(equation);
            moved.push(total);
        }
        moved
    }
}

/// A number for each cell, the same for cells that sums tie together; a cell with one possible value
/// ties nothing, because it carries no doubt from one sum to the next.
fn components(sums: &Equations, bounds: &Bounds, cells: usize) -> Vec<u32> {
    let mut parent: Vec<u32> = (0..cells as u32).collect();
    for equation in 0..sums.len() {
        let mut open = sums.cells(equation).iter().filter(|cell| !bounds.is_fixed(**cell as usize));
        let Some(first) = open.next() else { continue };
        let mut joined = root(&mut parent, *first);
        for cell in open {
            let other = root(&mut parent, *cell);
            parent[other as usize] = joined;
            joined = root(&mut parent, joined);
        }
    }
    (0..cells as u32).map(|cell| root(&mut parent, cell)).collect()
}

/// The cell that stands for all that `cell` is tied to.
fn root(parent: &mut [u32], mut cell: u32) -> u32 {
    while parent[cell as usize] != cell {
        parent[cell as usize] = parent[parent[cell as usize] as usize];
        cell = parent[cell as usize];
    }
    cell
}
