//! Where the parts of a tidy row stand on the sheet. Noted by the code that reads labels and headings, so that
//! the two cannot disagree.

use model::{CellAddress, CellRange, TidyTable};

/// What a cell gives to a tidy row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gives {
    /// Its value or marker.
    Value,
    /// The category of the dimension of that index.
    Dimension(usize),
    /// The code of the category of that dimension.
    Code(usize),
    /// The name of its measure.
    Measure,
}

/// The cells from which the rows of a tidy table come. A label that stands for many rows is held once.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    /// Of the dimension of the same index; first those along the rows.
    pub(super) labels: Vec<LabelSource>,
    /// Of the dimensions along the columns, which follow: cells by column of the grid.
    pub(super) headings: Vec<Vec<Vec<CellAddress>>>,
    /// The cells that name the measure, by column of the grid.
    pub(super) measures: Vec<Vec<CellAddress>>,
}

/// The cells behind a dimension along the rows.
#[derive(Debug, Clone)]
pub(crate) struct LabelSource {
    /// Those of its labels.
    pub(crate) names: Runs,
    /// Those of columns of codes that were folded into it.
    pub(crate) codes: Vec<Runs>,
}

/// Where the label of a row stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Given {
    /// In the row itself.
    Here,
    /// In a row above it.
    Above(u32),
    /// In the group heading of that index.
    Group(usize),
    /// In no cell: the program named it.
    Nowhere,
}

/// Where the labels of one column stand, in runs of rows.
#[derive(Debug, Clone)]
pub(crate) struct Runs {
    /// The sheet column; none for group headings.
    col: u32,
    /// The cells of each group heading.
    groups: Vec<Vec<CellAddress>>,
    /// From this row of the grid on.
    given: Vec<(usize, Given)>,
    rows: usize,
}

impl Runs {
    /// Those of a label column.
    pub(crate) const fn of_column(col: u32) -> Self {
        Self { col, groups: Vec::new(), given: Vec::new(), rows: 0 }
    }

    /// Those of group headings.
    pub(crate) const fn of_groups() -> Self {
        Self::of_column(0)
    }

    /// A group heading, to be pushed for each row below it.
    pub(crate) fn group(&mut self, cells: Vec<CellAddress>) -> Given {
        self.groups.push(cells);
        Given::Group(self.groups.len() - 1)
    }

    /// Where the label of the next row stands.
    pub(crate) fn push(&mut self, given: Given) {
        if self.given.last().is_none_or(|(_, last)| *last != given) {
            self.given.push((self.rows, given));
        }
        self.rows += 1;
    }

    /// The cells of the label of a row of the grid, which is `row` of the sheet.
    fn cells(&self, at: usize, row: u32) -> Vec<CellAddress> {
        let run = self.given.partition_point(|(first, _)| *first <= at).checked_sub(1);
        match run.map(|run| self.given[run].1) {
            Some(Given::Here) => vec![CellAddress::new(row, self.col)],
            Some(Given::Above(above)) => vec![CellAddress::new(above, self.col)],
            Some(Given::Group(group)) => self.groups[group].clone(),
            Some(Given::Nowhere) | None => Vec::new(),
        }
    }

    /// Marks the rows of the grid whose labels stand in an area.
    fn mark(&self, rows: &[u32], area: &CellRange, marks: &mut [bool]) {
        for (at, (first, given)) in self.given.iter().enumerate() {
            let end = self.given.get(at + 1).map_or(self.rows, |(next, _)| *next);
            let inside = match given {
                Given::Here => {
                    let here = rows_between(&rows[*first..end], area);
                    let hit = (area.first.col..=area.last.col).contains(&self.col);
                    marks[*first..end][here].iter_mut().for_each(|mark| *mark |= hit);
                    false
                }
                Given::Above(above) => area.contains(CellAddress::new(*above, self.col)),
                Given::Group(group) => self.groups[*group].iter().any(|cell| area.contains(*cell)),
                Given::Nowhere => false,
            };
            if inside {
                marks[*first..end].fill(true);
            }
        }
    }
}

/// Which of some sheet rows, in order, lie in an area.
fn rows_between(rows: &[u32], area: &CellRange) -> std::ops::Range<usize> {
    rows.partition_point(|row| *row < area.first.row)..rows.partition_point(|row| *row <= area.last.row)
}

impl Sources {
    /// The cells behind an observation, its value first.
    pub fn of(&self, table: &TidyTable, index: usize) -> Vec<(CellAddress, Gives)> {
        let (row, col) = (index / table.cols.len(), index % table.cols.len());
        let mut cells = vec![(table.cell(index), Gives::Value)];
        for (at, label) in self.labels.iter().enumerate() {
            let here = |runs: &Runs| runs.cells(row, table.rows[row]);
            cells.extend(here(&label.names).into_iter().map(|cell| (cell, Gives::Dimension(at))));
            let codes = label.codes.iter().flat_map(here);
            cells.extend(codes.map(|cell| (cell, Gives::Code(at))));
        }
        for (at, heading) in self.headings.iter().enumerate() {
            let gives = Gives::Dimension(self.labels.len() + at);
            cells.extend(heading[col].iter().map(|cell| (*cell, gives)));
        }
        cells.extend(self.measures.get(col).into_iter().flatten().map(|cell| (*cell, Gives::Measure)));
        cells
    }

    /// The observations of which a cell in an area is a part, as [`Sources::of`] says.
    pub fn within(&self, table: &TidyTable, area: &CellRange) -> Selection {
        let mut rows = vec![false; table.rows.len()];
        for runs in self.labels.iter().flat_map(|label| std::iter::once(&label.names).chain(&label.codes)) {
            runs.mark(&table.rows, area, &mut rows);
        }
        let in_area = |cells: &Vec<CellAddress>| cells.iter().any(|cell| area.contains(*cell));
        let hit = |col: usize| {
            self.headings
                .iter()
                .chain(std::iter::once(&self.measures))
                .any(|by_col| by_col.get(col).is_some_and(in_area))
        };
        let cols = (0..table.cols.len()).map(hit).collect();
        let values = rows_between(&table.rows, area);
        let value_cols =
            table.cols.iter().map(|col| (area.first.col..=area.last.col).contains(col)).collect();
        Selection { rows, cols, values, value_cols }
    }
}

/// Observations that were selected by an area of the sheet.
#[derive(Debug, Clone)]
pub struct Selection {
    rows: Vec<bool>,
    cols: Vec<bool>,
    values: std::ops::Range<usize>,
    value_cols: Vec<bool>,
}

impl Selection {
    /// Whether the observation of that index is one of them.
    pub fn holds(&self, index: usize) -> bool {
        let (row, col) = (index / self.cols.len(), index % self.cols.len());
        self.rows[row] || self.cols[col] || (self.value_cols[col] && self.values.contains(&row))
    }
}
