//! The attack: every withheld figure of some tables, worked out as far as the published figures and the
//! policy let anybody do it. The tables become one system of equations over whole numbers, which is solved;
//! here its outcome is read per cell.

use std::collections::{BTreeMap, BTreeSet};

use model::{Failure, Progress, TidyTable};

use crate::bounds::{self, Reading};
use crate::solve::{self, Known, NO_BOUND, Problem, Solution};
use crate::system::{Member, System};
use crate::{Attacker, SumList};

/// The most equations that one proof is followed through.
const MOST_TRACED: usize = 200;

/// How a hidden cell ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// As many candidates as the policy promises.
    Safe,
    /// Two or more candidates, but fewer than promised.
    Narrowed,
    /// One candidate.
    Exposed,
    /// A sum that it is tied to does not add up, or the effort was spent, so nothing is claimed.
    Undecided,
}

/// What the attack leaves of a hidden cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CellState {
    /// Its table: an index into those that were attacked.
    pub table: usize,
    /// The cell: an index into the table.
    pub index: usize,
    /// Lowest possible value, rounded to a whole number.
    pub low: i64,
    /// Highest possible value; none where nothing bounds it.
    pub high: Option<i64>,
    /// How it ends.
    pub state: State,
    /// The equation that tightened it last.
    pub(crate) by: Option<u32>,
}

/// The outcome of an attack on one or more tables.
pub struct Attack<'a> {
    /// Every hidden cell of the tables of the release at hand, in their order.
    pub cells: Vec<CellState>,
    /// How many equations were used.
    pub equations: usize,
    /// How many of them cannot hold, alone or with the others.
    pub contradictions: usize,
    pub(crate) system: System<'a>,
    /// What is known of figures that stand in no table, and of hidden cells of earlier releases.
    pub(crate) others: Vec<Other>,
    /// The equation that tightened each cell last, by number.
    pub(crate) by: Vec<Option<u32>>,
    /// Cells that only several equations together narrow, with those equations.
    pub(crate) together: BTreeMap<u32, Vec<u32>>,
    /// Equations that cannot hold, and whether hidden cells are tied to them.
    pub(crate) faulty: Vec<(u32, bool)>,
}

/// What the attack leaves of a figure that is not withheld in the release at hand.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Other {
    /// Its number.
    pub(crate) cell: u32,
    pub(crate) known: Known,
    pub(crate) state: State,
}

impl std::fmt::Debug for Attack<'_> {
    /// What became of the cells; the tables would be too much to read.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Attack").field("cells", &self.cells).finish_non_exhaustive()
    }
}

impl Attack<'_> {
    /// Hidden cells that end in `state`.
    pub fn count(&self, state: State) -> usize {
        self.cells.iter().filter(|cell| cell.state == state).count()
    }

    /// The fewest candidates that any hidden cell keeps; none where nothing bounds them.
    pub fn narrowest(&self) -> Option<u64> {
        self.cells.iter().filter_map(|cell| Some((cell.high? - cell.low + 1).max(0) as u64)).min()
    }

    /// The equations behind what is known of a cell: those that narrowed it, and those that narrowed the cells
    /// of these, nearest first.
    pub(crate) fn trace(&self, cell: u32) -> Vec<u32> {
        let mut seen = BTreeSet::new();
        let mut proof = Vec::new();
        let mut open = std::collections::VecDeque::from([cell]);
        while let Some(cell) = open.pop_front() {
            let own = self.by[cell as usize]
                .into_iter()
                .chain(self.together.get(&cell).into_iter().flatten().copied());
            for equation in own {
                if proof.len() < MOST_TRACED && seen.insert(equation) {
                    proof.push(equation);
                    let cells = self.system.equations.cells(equation as usize);
                    open.extend(cells.iter().filter(|cell| self.system.is_open(**cell)));
                }
            }
        }
        proof
    }
}

impl Attacker<'_> {
    /// Attacks the hidden cells of a table with the sums of that table.
    pub fn attack<'a>(&self, table: &'a TidyTable, progress: &dyn Progress) -> Result<Attack<'a>, Failure>
    where
        Self: 'a,
    {
        attack_together(&[Member::new(table, *self)], progress)
    }
}

/// Attacks the hidden cells of several tables with everything that they say together. Where some were
/// published before, figures that only the difference of two tables shows are looked for, too.
pub fn attack_together<'a>(members: &[Member<'a>], progress: &dyn Progress) -> Result<Attack<'a>, Failure> {
    let mut system = System::new(members, progress)?;
    loop {
        let (targets, solution) = solve(&system, progress)?;
        let wrong: BTreeSet<u32> =
            solution.faulty.iter().copied().filter(|row| system.is_across(*row)).collect();
        if wrong.is_empty() {
            return Ok(read(system, &targets, solution));
        }
        // Tables that cannot be about the same people tie nothing.
        system.drop_equations(&wrong);
    }
}

impl Attack<'_> {
    /// A smallest set of equations that cannot all hold, with `equation` among those looked at.
    pub(crate) fn contradiction(&self, equation: u32) -> Vec<u32> {
        let rows = self.system.rows();
        let cells = self.system.equations.cells(equation as usize).iter();
        let mut candidates: Vec<u32> = cells.flat_map(|cell| self.trace(*cell)).collect();
        candidates.push(equation);
        let all = candidates.iter().copied().chain(self.faulty.iter().map(|(row, _)| *row));
        let all: Vec<u32> = all.collect::<BTreeSet<u32>>().into_iter().collect();
        let smallest = |from: &[u32]| solve::smallest_contradiction(&rows, &self.system.domains, from);
        smallest(&[equation])
            .or_else(|| smallest(&candidates))
            .or_else(|| smallest(&all))
            .unwrap_or_else(|| vec![equation])
    }
}

/// The sums of tables: which the attack uses, which are only proposed, and how often each holds.
pub fn list_sums(members: &[Member], progress: &dyn Progress) -> Result<Vec<SumList>, Failure> {
    let mut listed = Vec::new();
    for member in members {
        listed.extend(System::new(std::slice::from_ref(member), progress)?.sum_list());
    }
    Ok(listed)
}

fn solve(system: &System, progress: &dyn Progress) -> Result<(Vec<u32>, Solution), Failure> {
    let rows = system.rows();
    let targets = system.targets();
    let wanted = |cell: u32| match system.reading(cell) {
        Reading::Sheet { .. } => 2,
        Reading::Exact { .. } | Reading::Rounded | Reading::Apart => {
            system.judged_by(cell).attacker.promised()
        }
    };
    let problem =
        Problem { rows: &rows, domains: system.domains.clone(), targets: &targets, wanted: &wanted };
    let solution = solve::solve(problem, progress)?;
    Ok((targets, solution))
}

fn read<'a>(system: System<'a>, targets: &[u32], solution: Solution) -> Attack<'a> {
    let tied = |equation: u32| {
        system.equations.cells(equation as usize).iter().map(|cell| solution.tied[*cell as usize])
    };
    let doubtful: BTreeSet<u32> = solution.faulty.iter().flat_map(|equation| tied(*equation)).collect();
    let mut cells = Vec::new();
    let mut others = Vec::new();
    let mut undecided = BTreeSet::new();
    for (target, known) in targets.iter().zip(&solution.known) {
        let by = solution.by[*target as usize];
        let doubted = doubtful.contains(&solution.tied[*target as usize]);
        let state = judge(&system, *target, known, by, doubted);
        if state == State::Undecided {
            undecided.insert(solution.tied[*target as usize]);
        }
        match system.locate(*target) {
            Some((table, index)) if system.parts[table].member.published.is_none() => {
                let decimals = match system.reading(*target) {
                    Reading::Sheet { decimals, .. } => decimals,
                    Reading::Exact { .. } | Reading::Rounded | Reading::Apart => 0,
                };
                let units = bounds::units_per_one(decimals);
                let number =
                    |bound: i64| if decimals == 0 { bound } else { (bound as f64 / units).round() as i64 };
                let high = (known.high < NO_BOUND).then(|| number(known.high));
                cells.push(CellState { table, index, low: number(known.low), high, state, by });
            }
            _ => others.push(Other { cell: *target, known: *known, state }),
        }
    }
    let leaves_undecided = |equation: u32| tied(equation).any(|number| undecided.contains(&number));
    let faulty = solution.faulty.iter().map(|equation| (*equation, leaves_undecided(*equation))).collect();
    let (equations, contradictions) = (system.equations.len(), solution.faulty.len());
    let Solution { together, by, .. } = solution;
    Attack { cells, equations, contradictions, system, others, by, together, faulty }
}

/// How a cell ends.
fn judge(system: &System, cell: u32, known: &Known, by: Option<u32>, doubted: bool) -> State {
    let (promised, give) = match system.reading(cell) {
        Reading::Sheet { give, .. } => (2, give),
        Reading::Exact { give } => (system.judged_by(cell).attacker.promised(), give),
        Reading::Rounded | Reading::Apart => (system.judged_by(cell).attacker.promised(), 0),
    };
    let terms = by.map_or(0, |equation| system.equations.cells(equation as usize).len().cast_signed() as i64);
    let width = known.high - known.low;
    // Figures that are rounded as they stand are worked out as far as the others are: to within the
    // rounding of the sum, where that leaves more than "somewhere near nothing".
    let nearly = width <= 2 * terms * give && known.low >= width;
    // Where the values between the ends were looked at one by one, some may be impossible.
    let candidates =
        if known.settled && known.possible < promised { known.possible } else { width as u64 + 1 };
    if by.is_some() && (width == 0 || nearly) {
        State::Exposed
    } else if by.is_some() && give == 0 && candidates < promised {
        State::Narrowed
    } else if doubted || (!known.settled && known.possible < promised) {
        State::Undecided
    } else {
        State::Safe
    }
}
