//! The sums of a table: total = its parts, from the hierarchies of its dimensions.

use model::{Axis, Failure, Progress};

use crate::grid::{Grid, children};

/// Sums in one flat list: each is a total followed by its parts, as cell indices.
#[derive(Debug, Clone, Default)]
pub(crate) struct Equations {
    cells: Vec<u32>,
    ends: Vec<usize>,
    /// The dimension along which each adds.
    dimensions: Vec<u16>,
}

impl Equations {
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// All cells of sum `equation`; the first is the total.
    pub(crate) fn cells(&self, equation: usize) -> &[u32] {
        let start = if equation == 0 { 0 } else { self.ends[equation - 1] };
        &self.cells[start..self.ends[equation]]
    }

    /// The dimension along which a sum adds.
    pub(crate) fn dimension(&self, equation: usize) -> usize {
        usize::from(self.dimensions[equation])
    }

    /// How many cells all the sums name together.
    pub(crate) fn size(&self) -> usize {
        self.cells.len()
    }

    fn push(&mut self, dimension: usize, cells: impl Iterator<Item = usize>) {
        self.cells.extend(cells.map(|cell| cell as u32));
        self.ends.push(self.cells.len());
        self.dimensions.push(dimension as u16);
    }

    /// Keeps the sums that `wanted` accepts.
    pub(crate) fn retain(&mut self, wanted: impl Fn(&[u32]) -> bool) {
        let mut kept = Self::default();
        for equation in 0..self.len() {
            let cells = self.cells(equation);
            if wanted(cells) {
                kept.push(self.dimension(equation), cells.iter().map(|cell| *cell as usize));
            }
        }
        *self = kept;
    }

    /// The sums of a table for the measures that `adds` names (one flag per measure): for each dimension
    /// and each category with parts, in each slice of the other dimensions where every part stands
    /// exactly once.
    pub(crate) fn find(grid: &Grid, adds: &[bool], progress: &dyn Progress) -> Result<Self, Failure> {
        let mut found = Self::default();
        for (dimension, of) in grid.table.dimensions.iter().enumerate() {
            let parts = children(of);
            if parts.iter().all(Vec::is_empty) {
                continue;
            }
            for group in grid.groups(of.axis, Some(dimension)) {
                progress.go_on()?;
                for lines in sums_of_group(&group, &of.codes, &parts) {
                    found.push_lines(grid, adds, dimension, of.axis, &lines);
                }
            }
        }
        Ok(found)
    }

    /// One sum per line of the other side.
    fn push_lines(&mut self, grid: &Grid, adds: &[bool], dimension: usize, axis: Axis, lines: &[u32]) {
        let others = match axis {
            Axis::Rows => grid.width,
            Axis::Columns => grid.height,
        };
        let cell = |line: u32, other: usize| grid.at(axis, line as usize, other);
        for other in 0..others {
            let all_blank = lines.iter().all(|line| grid.table.is_blank(cell(*line, other)));
            if adds[grid.slot(cell(lines[0], other))] && !all_blank {
                self.push(dimension, lines.iter().map(|line| cell(*line, other)));
            }
        }
    }
}

/// The sums among lines that differ in one dimension alone: the total's line, then those of its parts.
fn sums_of_group(group: &[u32], codes: &[u32], parts: &[Vec<u32>]) -> Vec<Vec<u32>> {
    let mut by_code: Vec<(u32, u32)> = group.iter().map(|line| (codes[*line as usize], *line)).collect();
    by_code.sort_unstable();
    // A category that stands twice in a slice says nothing certain: neither of its lines is used.
    let single: Vec<(u32, u32)> =
        by_code.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() == 1).map(|same| same[0]).collect();
    let line_of = |code: u32| single.binary_search_by_key(&code, |(own, _)| *own).ok().map(|at| single[at].1);
    let totals = single.iter().filter(|(code, _)| !parts[*code as usize].is_empty());
    totals
        .filter_map(|(code, line)| {
            let found: Option<Vec<u32>> = parts[*code as usize].iter().map(|part| line_of(*part)).collect();
            found.map(|found| [&[*line][..], &found].concat())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use model::Quiet;

    use super::*;
    use crate::testing::Build;

    fn sums(build: &Build) -> Vec<Vec<u32>> {
        let table = build.table();
        let grid = Grid::new(&table);
        let adds = vec![true; table.measures.len()];
        let found = Equations::find(&grid, &adds, &Quiet).unwrap();
        (0..found.len()).map(|e| found.cells(e).to_vec()).collect()
    }

    #[test]
    fn a_total_is_the_sum_of_its_parts_in_each_slice() {
        let build = Build::new()
            .rows("area", &["All", "North<All", "South<All"])
            .columns("sex", &["Persons", "Female<Persons", "Male<Persons"])
            .values(&[&["9", "4", "5"], &["3", "1", "2"], &["6", "3", "3"]]);
        assert_eq!(
            sums(&build),
            [[0, 3, 6], [1, 4, 7], [2, 5, 8], [0, 1, 2], [3, 4, 5], [6, 7, 8]].map(Vec::from)
        );
    }

    #[test]
    fn no_sum_is_claimed_where_a_part_is_absent_or_stands_twice() {
        let two = |rows: &[&str]| Build::new().rows("area", rows).values(&vec![&["1"][..]; rows.len()]);
        assert_eq!(sums(&two(&["All", "North<All", "South<All"])).len(), 1);
        assert_eq!(sums(&two(&["All", "North<All", "North<All", "South<All"])).len(), 0);
        let absent = Build::new()
            .rows("area", &["All", "North<All", "South<All", "All"])
            .rows("age", &["Old", "Old", "Young", "Young"])
            .values(&[&["1"], &["1"], &["1"], &["1"]]);
        assert!(sums(&absent).is_empty());
    }

    #[test]
    fn a_code_beside_its_name_does_not_split_the_slices() {
        let rows = ["All", "North<All", "South<All"];
        let codes = |build: Build| build.values(&[&["3"], &["1"], &["2"]]);
        let code = Build::new().rows("area", &rows).code_rows("area_code", &["E1", "E2", "E3"]);
        assert_eq!(sums(&codes(code)), [vec![0, 1, 2]]);
        let other = Build::new().rows("area", &rows).rows("age", &["Old", "Mid", "Young"]);
        assert!(sums(&codes(other)).is_empty());
    }
}
