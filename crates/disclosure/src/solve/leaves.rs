//! A component in terms of its leaves: every total is the sum of the leaves under it, so that any choice of
//! leaves makes all the defining sums hold, and only the ranges of the totals are left to satisfy.

use std::collections::BTreeMap;

use super::rows::{Domains, Lists, NO_BOUND, Rows};

/// The most terms that totals may have together; beyond it a total stays a leaf, tied by its sum.
const MOST_TERMS: usize = 40_000_000;

/// Where an unknown of the problem is in the component.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Spot {
    /// A free one.
    Leaf(u32),
    /// The sum of free ones.
    Sum(u32),
}

/// Ranges over sums of leaves.
#[derive(Debug, Default)]
pub(crate) struct Leaves {
    /// Where each unknown is.
    pub(crate) spots: BTreeMap<u32, Spot>,
    /// The unknown of each leaf, and of each sum that is one.
    pub(crate) leaf_cells: Vec<u32>,
    pub(crate) sum_cells: Vec<Option<u32>>,
    /// Lowest and highest of each leaf.
    pub(crate) leaf_bounds: Vec<(i64, i64)>,
    /// Lowest and highest of each sum, without its constant.
    pub(crate) sum_bounds: Vec<(i64, i64)>,
    /// What is to be added to a sum to have the unknown's value.
    pub(crate) sum_constants: Vec<i64>,
    /// The leaves of each sum with their coefficients.
    pub(crate) sums: Vec<Vec<(u32, i32)>>,
    /// The sums of each leaf, and the coefficients there.
    pub(crate) of_leaf: Lists,
    pub(crate) of_leaf_coefs: Vec<Vec<i32>>,
}

/// An unknown in terms of leaves.
#[derive(Debug, Clone, Default)]
struct Form {
    terms: Vec<(u32, i32)>,
    constant: i64,
}

impl Leaves {
    /// The component made of `rows` of `all`; unknowns with one value are constants.
    pub(crate) fn of(all: &Rows, rows: &[u32], domains: &Domains) -> Self {
        Builder::new(all, domains).build(rows)
    }

    /// The value of a sum's unknown for what its leaves come to.
    pub(crate) fn value_of_sum(&self, sum: usize, activity: i64) -> i64 {
        activity + self.sum_constants[sum]
    }
}

struct Builder<'a> {
    all: &'a Rows,
    domains: &'a Domains,
    /// The row that defines each total.
    defined_by: BTreeMap<u32, u32>,
    forms: BTreeMap<u32, Form>,
    terms: usize,
    leaves: Leaves,
}

impl<'a> Builder<'a> {
    fn new(all: &'a Rows, domains: &'a Domains) -> Self {
        let (defined_by, forms) = (BTreeMap::new(), BTreeMap::new());
        Self { all, domains, defined_by, forms, terms: 0, leaves: Leaves::default() }
    }

    fn build(mut self, rows: &[u32]) -> Leaves {
        self.define(rows);
        let mut cells: Vec<u32> =
            rows.iter().flat_map(|row| self.all.cells(*row as usize)).copied().collect();
        cells.sort_unstable();
        cells.dedup();
        cells.retain(|cell| !self.domains.is_fixed(*cell as usize));
        for cell in &cells {
            self.expand(*cell);
        }
        for cell in cells {
            if self.defined_by.contains_key(&cell) {
                self.add_total(cell);
            }
        }
        for row in rows {
            self.add_row(*row);
        }
        let mut leaves = self.leaves;
        let pairs = leaves.sums.iter().enumerate();
        let pairs = pairs.flat_map(|(sum, terms)| terms.iter().map(move |(leaf, _)| (*leaf, sum as u32)));
        leaves.of_leaf = Lists::gather(leaves.leaf_cells.len(), pairs);
        leaves.of_leaf_coefs = vec![Vec::new(); leaves.leaf_cells.len()];
        for terms in &leaves.sums {
            for (leaf, coef) in terms {
                leaves.of_leaf_coefs[*leaf as usize].push(*coef);
            }
        }
        leaves
    }

    /// Takes for each open total the first equation that has it as its first unknown, unless that goes round
    /// in a ring.
    fn define(&mut self, rows: &[u32]) {
        for row in rows {
            let (low, high) = self.all.bounds(*row as usize);
            let Some((total, coef)) = self.all.terms(*row as usize).next() else { continue };
            let simple = low == high && coef.abs() == 1 && !self.domains.is_fixed(total);
            if simple && !self.reaches(*row, total as u32) {
                self.defined_by.entry(total as u32).or_insert(*row);
            }
        }
    }

    /// Whether the parts of a row are made, by the definitions so far, of `total`.
    fn reaches(&self, row: u32, total: u32) -> bool {
        let mut open: Vec<u32> = self.all.cells(row as usize)[1..].to_vec();
        let mut seen = std::collections::BTreeSet::new();
        while let Some(cell) = open.pop() {
            if cell == total {
                return true;
            }
            if let Some(row) = self.defined_by.get(&cell)
                && seen.insert(cell)
            {
                open.extend(&self.all.cells(*row as usize)[1..]);
            }
        }
        false
    }

    /// The form of an unknown; its parts first, without recursion, because hierarchies may be deep.
    fn expand(&mut self, cell: u32) {
        let mut open = vec![cell];
        while let Some(cell) = open.last().copied() {
            if self.forms.contains_key(&cell) {
                open.pop();
                continue;
            }
            let row = self.defined_by.get(&cell).copied();
            let Some(row) = row.filter(|_| self.terms < MOST_TERMS) else {
                self.leaf(cell);
                continue;
            };
            let missing =
                |part: &&u32| !self.domains.is_fixed(**part as usize) && !self.forms.contains_key(*part);
            let parts: Vec<u32> = self.all.cells(row as usize)[1..].iter().filter(missing).copied().collect();
            if parts.is_empty() {
                let form = self.form_of(row, Some(cell));
                self.terms += form.terms.len();
                self.forms.insert(cell, form);
            } else {
                open.extend(parts);
            }
        }
    }

    fn leaf(&mut self, cell: u32) {
        let leaf = self.leaves.leaf_cells.len() as u32;
        self.leaves.leaf_cells.push(cell);
        self.leaves.leaf_bounds.push((self.domains.low[cell as usize], self.domains.high[cell as usize]));
        self.leaves.spots.insert(cell, Spot::Leaf(leaf));
        self.defined_by.remove(&cell);
        self.forms.insert(cell, Form { terms: vec![(leaf, 1)], constant: 0 });
    }

    /// What the row comes to in leaves; where it defines `total`, what that is.
    fn form_of(&self, row: u32, total: Option<u32>) -> Form {
        let mut terms: Vec<(u32, i32)> = Vec::new();
        let mut constant = 0;
        let mut own = 1;
        for (cell, coef) in self.all.terms(row as usize) {
            if total == Some(cell as u32) {
                own = coef;
            } else if self.domains.is_fixed(cell) {
                constant += coef * self.domains.low[cell];
            } else if let Some(form) = self.forms.get(&(cell as u32)) {
                constant += coef * form.constant;
                terms.extend(form.terms.iter().map(|(leaf, own)| (*leaf, own * coef as i32)));
            }
        }
        terms.sort_unstable_by_key(|(leaf, _)| *leaf);
        terms.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            kept.1 += if same { next.1 } else { 0 };
            same
        });
        terms.retain(|(_, coef)| *coef != 0);
        if total.is_some() {
            // own x total + rest = bound, and own is 1 or -1.
            let (bound, _) = self.all.bounds(row as usize);
            constant = own * (bound - constant);
            for (_, coef) in &mut terms {
                *coef *= -(own as i32);
            }
        }
        Form { terms, constant }
    }

    fn add_total(&mut self, cell: u32) {
        let (low, high) = (self.domains.low[cell as usize], self.domains.high[cell as usize]);
        let Some(form) = self.forms.get(&cell).cloned() else { return };
        self.leaves.spots.insert(cell, Spot::Sum(self.leaves.sums.len() as u32));
        self.add_sum(Some(cell), form, low, high);
    }

    fn add_sum(&mut self, cell: Option<u32>, form: Form, low: i64, high: i64) {
        let shift = |bound: i64| if bound.abs() >= NO_BOUND { bound } else { bound - form.constant };
        self.leaves.sum_cells.push(cell);
        self.leaves.sum_bounds.push((shift(low), shift(high)));
        self.leaves.sum_constants.push(form.constant);
        self.leaves.sums.push(form.terms);
    }

    /// A row that defines nothing, unless the definitions make it hold anyway.
    fn add_row(&mut self, row: u32) {
        let total = self.all.cells(row as usize).first();
        if total.is_some_and(|total| self.defined_by.get(total) == Some(&row)) {
            return;
        }
        let form = self.form_of(row, None);
        let (low, high) = self.all.bounds(row as usize);
        if !form.terms.is_empty() || form.constant < low || form.constant > high {
            self.add_sum(None, form, low, high);
        }
    }
}
