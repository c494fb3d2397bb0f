//! One system over all tables of a release, and over what was published before: which cells there are, what
//! each may stand for, and which equations tie them.

mod across;
mod bands;
mod equations;
mod hierarchy;
mod keys;
mod listed;
mod sums;

use std::collections::BTreeSet;

use model::{Failure, MeasureKind, Progress, TidyTable};

pub(crate) use equations::{Equations, Tie};
pub use hierarchy::Hierarchy;
pub use listed::SumList;
pub(crate) use sums::{Sum, sums_of};
pub use sums::{SumRecipe, SumSays, SumSource, SumState};

use crate::Attacker;
use crate::bounds::{Reading, add_domains, bounds_of, is_hidden, readings};
use crate::grid::Grid;
use crate::solve::{Domains, NO_BOUND, Rows, can_hold};

/// A table that takes part in an attack.
#[derive(Debug, Clone, Copy)]
pub struct Member<'a> {
    /// The table, as published.
    pub table: &'a TidyTable,
    /// Who attacks it: the reader of this table, who knows its policy.
    pub attacker: Attacker<'a>,
    /// The name of the earlier release that it is from; none for the release at hand.
    pub published: Option<&'a str>,
}

impl<'a> Member<'a> {
    /// A table of the release at hand.
    pub fn new(table: &'a TidyTable, attacker: Attacker<'a>) -> Self {
        Self { table, attacker, published: None }
    }
}

/// A figure that stands in no table: what a total leaves over beside some of its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Derived {
    /// What it is about, in words.
    pub(crate) label: String,
    /// The table whose policy it is judged by.
    pub(crate) member: usize,
}

/// A table within the system.
pub(crate) struct Part<'a> {
    pub(crate) member: Member<'a>,
    pub(crate) grid: Grid<'a>,
    pub(crate) readings: Vec<Reading>,
    pub(crate) sums: Vec<Sum>,
    /// The number of its first cell.
    pub(crate) first: usize,
}

impl Part<'_> {
    /// What a cell may stand for by itself, in whole units; none for figures with decimals.
    pub(crate) fn given(&self, index: usize, attacker: &Attacker) -> Option<(i64, i64)> {
        let reading = self.readings[self.grid.slot(index)];
        let whole = !matches!(reading, Reading::Sheet { decimals: 1.., .. });
        whole.then(|| bounds_of(&self.grid, attacker, reading, index))
    }
}

/// The system.
pub(crate) struct System<'a> {
    pub(crate) parts: Vec<Part<'a>>,
    /// How many cells the tables have together; derived figures follow them.
    pub(crate) cells: usize,
    pub(crate) derived: Vec<Derived>,
    pub(crate) domains: Domains,
    pub(crate) equations: Equations,
    /// Tables that agree here and there and differ elsewhere: the first pair of cells that differ, and how
    /// many do.
    pub(crate) revised: Vec<(u32, u32, u32)>,
}

impl<'a> System<'a> {
    /// The system of some tables; where there are several, with what ties them to each other.
    pub(crate) fn new(members: &[Member<'a>], progress: &dyn Progress) -> Result<Self, Failure> {
        let mut system = Self {
            parts: Vec::with_capacity(members.len()),
            cells: 0,
            derived: Vec::new(),
            domains: Domains::default(),
            equations: Equations::default(),
            revised: Vec::new(),
        };
        for member in members {
            progress.go_on()?;
            system.add(member, progress)?;
        }
        system.keep_confirmed();
        if members.len() > 1 {
            across::tie(&mut system, progress)?;
        }
        Ok(system)
    }

    fn add(&mut self, member: &Member<'a>, progress: &dyn Progress) -> Result<(), Failure> {
        let grid = Grid::new(member.table);
        let readings = readings(&grid, &member.attacker);
        let adds: Vec<bool> = readings.iter().map(|reading| *reading != Reading::Apart).collect();
        let said: Vec<&SumRecipe> =
            member.attacker.sums.iter().filter(|said| said.table == member.table.name).collect();
        let sums = sums_of(&grid, &said, progress)?;
        let (table, first) = (self.parts.len() as u32, self.cells);
        self.equations.add_sums((table, first), &grid, &sums, &adds, progress)?;
        add_domains(&mut self.domains, &grid, &member.attacker, &readings);
        self.cells += member.table.len();
        self.parts.push(Part { member: *member, grid, readings, sums, first });
        Ok(())
    }

    /// The table of a cell, and its index there; none for a derived figure.
    pub(crate) fn locate(&self, cell: u32) -> Option<(usize, usize)> {
        let cell = cell as usize;
        if cell >= self.cells {
            return None;
        }
        let part = self.parts.partition_point(|part| part.first <= cell) - 1;
        Some((part, cell - self.parts[part].first))
    }

    /// How the figures of a cell's measure are read.
    pub(crate) fn reading(&self, cell: u32) -> Reading {
        self.locate(cell).map_or(Reading::Exact { give: 0 }, |(part, index)| {
            let part = &self.parts[part];
            part.readings[part.grid.slot(index)]
        })
    }

    /// The table by whose policy a cell is judged.
    pub(crate) fn judged_by(&self, cell: u32) -> &Member<'a> {
        let part =
            self.locate(cell).map_or_else(|| self.derived[cell as usize - self.cells].member, |at| at.0);
        &self.parts[part].member
    }

    /// Whether an equation ties several tables.
    pub(crate) fn is_across(&self, equation: u32) -> bool {
        match self.equations.tie(equation as usize) {
            Tie::Sum { .. } => false,
            Tie::Same | Tie::Across => true,
        }
    }

    /// Takes equations out.
    pub(crate) fn drop_equations(&mut self, wrong: &BTreeSet<u32>) {
        let mut number = 0u32;
        self.equations.retain(|_, _| {
            number += 1;
            !wrong.contains(&(number - 1))
        });
    }

    /// Whether a cell has more than one value by itself.
    pub(crate) fn is_open(&self, cell: u32) -> bool {
        !self.domains.is_fixed(cell as usize)
    }

    /// Adds a figure that stands in no table; gives its number.
    pub(crate) fn derive(&mut self, derived: Derived) -> u32 {
        self.derived.push(derived);
        self.domains.low.push(0);
        self.domains.high.push(NO_BOUND);
        (self.domains.low.len() - 1) as u32
    }

    /// The cells that the attack asks about: what is withheld in measures that add up, and what is derived.
    pub(crate) fn targets(&self) -> Vec<u32> {
        let mut targets = Vec::new();
        for part in &self.parts {
            let table = part.member.table;
            let adds = |index: &usize| part.readings[part.grid.slot(*index)] != Reading::Apart;
            let hidden = (0..table.len()).filter(|index| is_hidden(table, *index)).filter(adds);
            targets.extend(hidden.map(|index| (part.first + index) as u32));
        }
        targets.extend((self.cells..self.domains.low.len()).map(|cell| cell as u32));
        targets
    }

    /// The equations as rows for the solver.
    pub(crate) fn rows(&self) -> Rows {
        let mut rows = Rows::default();
        for equation in 0..self.equations.len() {
            let cells = self.equations.cells(equation);
            let terms = cells.iter().enumerate().map(|(at, cell)| (*cell, if at == 0 { 1 } else { -1 }));
            rows.push(terms, 0, 0);
        }
        rows
    }

    /// Measures that are no counts may or may not add up: they are attacked only where a sum that is shown
    /// in full holds and none fails, because a list of years or ranks has totals of nothing. What a person
    /// said holds anyway.
    fn keep_confirmed(&mut self) {
        let rows = self.rows();
        let facts: Vec<Vec<Facts>> =
            self.parts.iter().map(|part| vec![Facts::default(); part.member.table.measures.len()]).collect();
        let mut facts = facts;
        for equation in 0..self.equations.len() {
            let cells = self.equations.cells(equation);
            let Some((at, index)) = self.locate(cells[0]) else { continue };
            let part = &self.parts[at];
            let fact = &mut facts[at][part.grid.slot(index)];
            let within = |cell: &u32| *cell as usize - part.first;
            let shown = cells.iter().all(|cell| part.member.table.value(within(cell)).is_some());
            fact.hides |= cells.iter().any(|cell| is_hidden(part.member.table, within(cell)));
            if shown {
                let holds = can_hold(&rows, equation, &self.domains);
                fact.holds |= holds;
                fact.fails |= !holds;
            }
        }
        let mut equations = std::mem::take(&mut self.equations);
        equations.retain(|tie, cells| {
            let Some((at, index)) = self.locate(cells[0]) else { return true };
            let slot = self.parts[at].grid.slot(index);
            let by_person = matches!(tie, Tie::Sum { sum, .. } if self.parts[at].sums[sum as usize].source == SumSource::Person);
            by_person || facts[at][slot].keep(self.parts[at].member.table.measures[slot].kind)
        });
        self.equations = equations;
    }
}

/// What the sums of a measure show.
#[derive(Debug, Clone, Copy, Default)]
struct Facts {
    holds: bool,
    fails: bool,
    hides: bool,
}

impl Facts {
    fn keep(self, kind: MeasureKind) -> bool {
        use MeasureKind::{Money, Other, People, Things};
        match kind {
            People => true,
            Things => self.hides,
            Money | Other => self.hides && self.holds && !self.fails,
            _ => false,
        }
    }
}
