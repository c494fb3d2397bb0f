//! The attack: from what every cell may stand for, each sum in turn narrows the others, until nothing
//! moves any more; then the sums are solved together as equations, which finds every cell that exact sums
//! determine. Integers throughout.
//!
//! For one sum the result is exactly the set of feasible values; for sums that share cells it always
//! holds that set. It may be wider: bounds and several sums at once (linear programming) are not combined
//! here.

use std::collections::{BTreeMap, BTreeSet};

use model::{Failure, Progress, TidyTable};

use crate::attacker::NO_BOUND;
use crate::bounds::{Bounds, Reading, is_hidden, readings};
use crate::equations::Equations;
use crate::grid::Grid;
use crate::propagate::{Sides, Work};
use crate::{Attacker, bounds, exact};

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
    /// How many of them cannot hold, alone or with the others.
    pub contradictions: usize,
    pub(crate) sums: Equations,
    /// Cells that only several sums together determine, with those sums.
    pub(crate) together: BTreeMap<usize, Vec<u32>>,
    /// Those that cannot hold, and whether hidden cells are tied to them.
    pub(crate) faulty: Vec<(u32, bool)>,
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
        work.run(progress)?;
        let mut together = BTreeMap::new();
        for solved in exact::solve(&work, |cell| is_hidden(table, cell), progress)? {
            work.bounds.low[solved.cell] = solved.value;
            work.bounds.high[solved.cell] = solved.value;
            let sum = solved
                .sums
                .iter()
                .find(|sum| work.sums.cells(**sum as usize).contains(&(solved.cell as u32)));
            work.by[solved.cell] = sum.copied();
            together.insert(solved.cell, solved.sums);
        }
        if !together.is_empty() {
            work.run(progress)?;
        }
        Ok(work.finish(together, &grid, self, &readings))
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

impl Work {
    fn finish(
        self,
        together: BTreeMap<usize, Vec<u32>>,
        grid: &Grid,
        attacker: &Attacker,
        readings: &[Reading],
    ) -> Attack {
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
        let undecided: BTreeSet<u32> = cells
            .iter()
            .filter(|cell| cell.state == State::Undecided)
            .map(|cell| self.tied[cell.index])
            .collect();
        let leaves_undecided = |equation: u32| {
            let mut tied = self.sums.cells(equation as usize).iter().map(|cell| self.tied[*cell as usize]);
            tied.any(|number| undecided.contains(&number))
        };
        let faulty = self.faulty.iter().map(|equation| (*equation, leaves_undecided(*equation))).collect();
        Attack {
            cells,
            equations: self.sums.len(),
            contradictions: self.faulty.len(),
            faulty,
            sums: self.sums,
            together,
        }
    }

    fn state(&self, attacker: &Attacker, reading: Reading, index: usize, doubted: bool) -> CellState {
        let (low, high) = (self.bounds.low[index], self.bounds.high[index]);
        let by = self.by[index];
        let terms = by.map_or(0, |equation| self.sums.cells(equation as usize).len().cast_signed() as i64);
        let (promised, decimals, give) = match reading {
            Reading::Sheet { decimals, give } => (2, decimals, give),
            Reading::Exact { give } => (attacker.promised(), 0, give),
            Reading::Rounded | Reading::Apart => (attacker.promised(), 0, 0),
        };
        let width = high - low;
        // Figures that are rounded as they stand are worked out as far as the others are: to within the
        // rounding of the sum, where that leaves more than "somewhere near nothing".
        let nearly = width <= 2 * terms * give && low >= width;
        let state = if by.is_some() && (width == 0 || nearly) {
            State::Exposed
        } else if by.is_some() && give == 0 && (width as u64) < promised - 1 {
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
