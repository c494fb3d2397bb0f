//! The attack: from what every cell may stand for, each sum in turn narrows the others, until nothing
//! moves any more. Integers throughout.
//!
//! For one sum the result is exactly the set of feasible values; for sums that share cells it always
//! holds that set (it may be wider: reasoning with several sums at once is not done here).

use std::collections::{BTreeSet, VecDeque};

use model::{Failure, FailureKind, Progress, Stage, TidyTable};

use crate::attacker::NO_BOUND;
use crate::bounds::{Bounds, Reading, is_hidden, readings};
use crate::equations::Equations;
use crate::grid::Grid;
use crate::{Attacker, bounds};

/// How a hidden cell ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// As many candidates as the policy promises.
    Safe,
    /// Two or more candidates, but fewer than promised.
    Narrowed,
    /// One candidate.
    Exposed,
    /// A sum that it is tied to does not add up, so nothing is claimed.
    Undecided,
}

/// What the attack leaves of a hidden cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CellState {
    /// The cell: an index into the table.
    pub index: usize,
    /// Lowest possible value, rounded to a whole number.
    pub low: i64,
    /// Highest possible value; none where nothing bounds it.
    pub high: Option<i64>,
    /// How it ends.
    pub state: State,
    /// The sum that tightened it last.
    pub(crate) by: Option<u32>,
}

/// The outcome of an attack on one table.
#[derive(Debug, Clone)]
pub struct Attack {
    /// Every hidden cell, in the order of the table.
    pub cells: Vec<CellState>,
    /// How many sums were used.
    pub equations: usize,
    /// How many of them cannot hold.
    pub contradictions: usize,
    pub(crate) sums: Equations,
    pub(crate) faulty: Vec<u32>,
}

impl Attack {
    /// Hidden cells that end in `state`.
    pub fn count(&self, state: State) -> usize {
        self.cells.iter().filter(|cell| cell.state == state).count()
    }

    /// The fewest candidates that any hidden cell keeps; none where nothing bounds them.
    pub fn narrowest(&self) -> Option<u64> {
        self.cells.iter().filter_map(|cell| Some((cell.high? - cell.low + 1).max(0) as u64)).min()
    }
}

impl Attacker<'_> {
    /// Attacks the hidden cells of a table with the sums of that table.
    pub fn attack(&self, table: &TidyTable, progress: &dyn Progress) -> Result<Attack, Failure> {
        let grid = Grid::new(table);
        let readings = readings(&grid, self);
        let adds: Vec<bool> = readings.iter().map(|reading| *reading != Reading::Apart).collect();
        let mut sums = Equations::find(&grid, &adds, progress)?;
        let bounds = Bounds::of(&grid, self, &readings);
        keep_confirmed(&grid, &mut sums, &bounds);
        let mut work = Work::new(sums, bounds, table.len());
        work.run(&table.file, progress)?;
        Ok(work.finish(&grid, self, &readings))
    }
}

/// Measures that are no counts may or may not add up: they are attacked only where a sum that is shown
/// in full holds and none fails, because a list of years or ranks has totals of nothing.
fn keep_confirmed(grid: &Grid, sums: &mut Equations, bounds: &Bounds) {
    use model::MeasureKind::{Money, Other, People, Things};
    let measures = &grid.table.measures;
    let mut holds = vec![false; measures.len()];
    let mut fails = vec![false; measures.len()];
    let mut hides = vec![false; measures.len()];
    for equation in 0..sums.len() {
        let cells = sums.cells(equation);
        let slot = grid.slot(cells[0] as usize);
        let shown = cells.iter().all(|cell| grid.table.value(*cell as usize).is_some());
        hides[slot] |= cells.iter().any(|cell| is_hidden(grid.table, *cell as usize));
        if shown {
            let adds = Sides::of(cells, bounds).can_hold(cells, bounds);
            holds[slot] |= adds;
            fails[slot] |= !adds;
        }
    }
    sums.retain(|cells| {
        let slot = grid.slot(cells[0] as usize);
        match measures[slot].kind {
            People => true,
            Things => hides[slot],
            Money | Other => hides[slot] && holds[slot] && !fails[slot],
            _ => false,
        }
    });
}

/// The sums of the parts' bounds; counts of parts without an upper bound apart.
struct Sides {
    low: i64,
    high: i64,
    open: usize,
}

impl Sides {
    fn of(cells: &[u32], bounds: &Bounds) -> Self {
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

    fn can_hold(&self, cells: &[u32], bounds: &Bounds) -> bool {
        let total = cells[0] as usize;
        self.low <= bounds.high[total] && (self.open > 0 || self.high >= bounds.low[total])
    }
}

/// The state of the propagation.
struct Work {
    sums: Equations,
    bounds: Bounds,
    /// The sums of each cell, flat.
    of_cell: Vec<u32>,
    of_cell_ends: Vec<usize>,
    by: Vec<Option<u32>>,
    faulty: BTreeSet<u32>,
    tied: Vec<u32>,
}

impl Work {
    fn new(sums: Equations, bounds: Bounds, cells: usize) -> Self {
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
    fn run(&mut self, file: &str, progress: &dyn Progress) -> Result<(), Failure> {
        let total = self.sums.len();
        let mut queue: VecDeque<u32> = (0..total as u32).collect();
        let mut waiting = vec![true; total];
        // Bounds that creep by one would never end in a person's time; a real table needs a few rounds.
        let mut budget = 1_000 * self.sums.size() as u64 + 10_000_000;
        let mut done = 0u64;
        while let Some(equation) = queue.pop_front() {
            waiting[equation as usize] = false;
            let cells = self.sums.cells(equation as usize).len() as u64;
            let Some(rest) = budget.checked_sub(cells) else {
                let why = "the sums of its table are too entangled to be attacked";
                return Err(Failure::new(FailureKind::TooLarge, file, why));
            };
            budget = rest;
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

    fn finish(self, grid: &Grid, attacker: &Attacker, readings: &[Reading]) -> Attack {
        let doubtful: BTreeSet<u32> = self
            .faulty
            .iter()
            .flat_map(|equation| self.sums.cells(*equation as usize))
            .map(|cell| self.tied[*cell as usize])
            .collect();
        let hidden = (0..grid.table.len()).filter(|index| is_hidden(grid.table, *index));
        let adding = hidden.filter(|index| readings[grid.slot(*index)] != Reading::Apart);
        let cells: Vec<CellState> = adding
            .map(|index| {
                let doubted = doubtful.contains(&self.tied[index]);
                self.state(attacker, readings[grid.slot(index)], index, doubted)
            })
            .collect();
        Attack {
            cells,
            equations: self.sums.len(),
            contradictions: self.faulty.len(),
            sums: self.sums,
            faulty: self.faulty.into_iter().collect(),
        }
    }

    fn state(&self, attacker: &Attacker, reading: Reading, index: usize, doubted: bool) -> CellState {
        let (low, high) = (self.bounds.low[index], self.bounds.high[index]);
        let by = self.by[index];
        let terms = by.map_or(0, |equation| self.sums.cells(equation as usize).len() as i64);
        let (promised, decimals) = match reading {
            Reading::Sheet(decimals) => (2, decimals),
            Reading::Rounded | Reading::Exact | Reading::Apart => (attacker.promised(), 0),
        };
        // Figures shown with decimals are worked out as far as the others are displayed.
        let give = 2 * terms * bounds::rounding_units(decimals);
        let width = high - low;
        let state = if by.is_some() && width <= give {
            State::Exposed
        } else if by.is_some() && decimals == 0 && (width as u64) < promised - 1 {
            State::Narrowed
        } else if doubted {
            State::Undecided
        } else {
            State::Safe
        };
        let units = bounds::units_per_one(decimals);
        let number = |bound: i64| if decimals == 0 { bound } else { (bound as f64 / units).round() as i64 };
        CellState { index, low: number(low), high: (high < NO_BOUND).then(|| number(high)), state, by }
    }
}

/// A number for each cell, the same for cells that sums tie together; a cell with one possible value
/// ties nothing, because it carries no doubt from one sum to the next.
fn components(sums: &Equations, bounds: &Bounds, cells: usize) -> Vec<u32> {
    let mut parent: Vec<u32> = (0..cells as u32).collect();
    fn root(parent: &mut [u32], mut cell: u32) -> u32 {
        while parent[cell as usize] != cell {
            parent[cell as usize] = parent[parent[cell as usize] as usize];
            cell = parent[cell as usize];
        }
        cell
    }
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
