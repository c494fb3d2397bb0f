//! Linear rows over whole-number unknowns, in one flat list.

/// A count beyond every table: no upper bound.
pub(crate) const NO_BOUND: i64 = i64::MAX / 1_000_000;

/// Rows `low <= sum of coefficient x unknown <= high`; an equation has `low == high`.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rows {
    cells: Vec<u32>,
    coefs: Vec<i64>,
    ends: Vec<usize>,
    low: Vec<i64>,
    high: Vec<i64>,
}

impl Rows {
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Adds a row; gives its number.
    pub(crate) fn push(&mut self, terms: impl IntoIterator<Item = (u32, i64)>, low: i64, high: i64) -> u32 {
        for (cell, coef) in terms {
            self.cells.push(cell);
            self.coefs.push(coef);
        }
        self.ends.push(self.cells.len());
        self.low.push(low);
        self.high.push(high);
        (self.ends.len() - 1) as u32
    }

    fn range(&self, row: usize) -> std::ops::Range<usize> {
        let start = if row == 0 { 0 } else { self.ends[row - 1] };
        start..self.ends[row]
    }

    /// The unknowns of a row, each with its coefficient.
    pub(crate) fn terms(&self, row: usize) -> impl Iterator<Item = (usize, i64)> + '_ {
        self.range(row).map(|at| (self.cells[at] as usize, self.coefs[at]))
    }

    /// The unknowns of a row.
    pub(crate) fn cells(&self, row: usize) -> &[u32] {
        &self.cells[self.range(row)]
    }

    /// What a row may come to.
    pub(crate) fn bounds(&self, row: usize) -> (i64, i64) {
        (self.low[row], self.high[row])
    }

    /// The rows of each unknown.
    pub(crate) fn by_cell(&self, cells: usize) -> Lists {
        Lists::gather(
            cells,
            (0..self.len()).flat_map(|row| self.cells(row).iter().map(move |c| (*c, row as u32))),
        )
    }
}

/// Many short lists in one long one.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lists {
    items: Vec<u32>,
    ends: Vec<usize>,
}

impl Lists {
    /// `count` lists from pairs of list and item; the items keep their order.
    pub(crate) fn gather(count: usize, pairs: impl Iterator<Item = (u32, u32)> + Clone) -> Self {
        let mut ends = vec![0usize; count + 1];
        pairs.clone().for_each(|(list, _)| ends[list as usize + 1] += 1);
        for list in 0..count {
            ends[list + 1] += ends[list];
        }
        let mut next = ends.clone();
        let mut items = vec![0; ends[count]];
        for (list, item) in pairs {
            items[next[list as usize]] = item;
            next[list as usize] += 1;
        }
        Self { items, ends }
    }

    pub(crate) fn of(&self, list: usize) -> &[u32] {
        &self.items[self.ends[list]..self.ends[list + 1]]
    }
}

/// Lowest and highest value of every unknown.
#[derive(Debug, Clone, Default)]
pub(crate) struct Domains {
    pub(crate) low: Vec<i64>,
    pub(crate) high: Vec<i64>,
}

impl Domains {
    /// Whether an unknown has one possible value.
    pub(crate) fn is_fixed(&self, cell: usize) -> bool {
        self.low[cell] == self.high[cell]
    }
}
