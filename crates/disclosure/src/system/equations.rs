//! The equations of a system: total = its parts. Cells are numbered through all tables of the system.

use model::{Axis, Failure, Progress};

use super::sums::Sum;
use crate::grid::Grid;

/// Why an equation holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tie {
    /// A sum of one table: the table, and which of its sums.
    Sum {
        /// Number of the table.
        table: u32,
        /// Number of its sum.
        sum: u32,
    },
    /// The same figure stands in two tables.
    Same,
    /// A total and its parts from several tables, or bands that tile a wider one; the last part may be
    /// what the tables leave over.
    Across,
}

/// Equations in one flat list: each is a total followed by its parts, as numbers of cells.
#[derive(Debug, Clone, Default)]
pub(crate) struct Equations {
    cells: Vec<u32>,
    ends: Vec<usize>,
    ties: Vec<Tie>,
}

impl Equations {
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// All cells of an equation; the first is the total.
    pub(crate) fn cells(&self, equation: usize) -> &[u32] {
        let start = if equation == 0 { 0 } else { self.ends[equation - 1] };
        &self.cells[start..self.ends[equation]]
    }

    /// Why an equation holds.
    pub(crate) fn tie(&self, equation: usize) -> Tie {
        self.ties[equation]
    }

    pub(crate) fn push(&mut self, tie: Tie, cells: impl IntoIterator<Item = u32>) {
        self.cells.extend(cells);
        self.ends.push(self.cells.len());
        self.ties.push(tie);
    }

    /// Keeps the equations that `wanted` accepts.
    pub(crate) fn retain(&mut self, mut wanted: impl FnMut(Tie, &[u32]) -> bool) {
        let mut kept = Self::default();
        for equation in 0..self.len() {
            let cells = self.cells(equation);
            if wanted(self.tie(equation), cells) {
                kept.push(self.tie(equation), cells.iter().copied());
            }
        }
        *self = kept;
    }

    /// Adds the places where the sums of a table hold, for the measures that `adds` names (one flag per
    /// measure): each slice of the other dimensions where every part stands exactly once. `first` is the
    /// number of the table's first cell.
    pub(crate) fn add_sums(
        &mut self,
        (table, first): (u32, usize),
        grid: &Grid,
        sums: &[Sum],
        adds: &[bool],
        progress: &dyn Progress,
    ) -> Result<(), Failure> {
        for (dimension, of) in grid.table.dimensions.iter().enumerate() {
            let own: Vec<(u32, &Sum)> =
                (0u32..).zip(sums).filter(|(_, sum)| sum.dimension == dimension && sum.is_used()).collect();
            if own.is_empty() {
                continue;
            }
            for group in grid.groups(of.axis, Some(dimension)) {
                progress.go_on()?;
                let single = single_lines(&group, &of.codes);
                for (number, sum) in &own {
                    if let Some(lines) = lines_of(&single, sum) {
                        let tie = Tie::Sum { table, sum: *number };
                        self.push_lines(tie, first, grid, adds, of.axis, &lines);
                    }
                }
            }
        }
        Ok(())
    }

    /// One equation per line of the other side.
    fn push_lines(&mut self, tie: Tie, first: usize, grid: &Grid, adds: &[bool], axis: Axis, lines: &[u32]) {
        let others = match axis {
            Axis::Rows => grid.width,
            Axis::Columns => grid.height,
        };
        let cell = |line: u32, other: usize| grid.at(axis, line as usize, other);
        for other in 0..others {
            let all_blank = lines.iter().all(|line| grid.table.is_blank(cell(*line, other)));
            if adds[grid.slot(cell(lines[0], other))] && !all_blank {
                self.push(tie, lines.iter().map(|line| (first + cell(*line, other)) as u32));
            }
        }
    }
}

/// Category and line of a group of lines, by category. A category that stands twice in a slice says nothing
/// certain: neither of its lines is used.
pub(super) fn single_lines(group: &[u32], codes: &[u32]) -> Vec<(u32, u32)> {
    let mut by_code: Vec<(u32, u32)> = group.iter().map(|line| (codes[*line as usize], *line)).collect();
    by_code.sort_unstable();
    by_code.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() == 1).map(|same| same[0]).collect()
}

/// The total's line, then those of its parts, where all are there.
pub(super) fn lines_of(single: &[(u32, u32)], sum: &Sum) -> Option<Vec<u32>> {
    let line_of = |code: &u32| single.binary_search_by_key(code, |(own, _)| *own).ok().map(|at| single[at].1);
    std::iter::once(&sum.total).chain(&sum.parts).map(line_of).collect()
}
