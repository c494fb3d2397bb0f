//! Totals as a person told them: the categories of rows and columns that are said to be sums, or to be none.

use std::collections::BTreeSet;

use model::{Axis, Dimension, TidyTable};

use super::hierarchy::{evidence, is_below};
use crate::layout::Said;
use crate::words;

/// What was said about the categories of one dimension.
#[derive(Debug, Clone, Default)]
pub(super) struct Told {
    totals: BTreeSet<u32>,
    plain: BTreeSet<u32>,
}

impl Told {
    /// About the dimension of that index.
    pub(super) fn of(table: &TidyTable, dimension: usize, said: &Said) -> Self {
        let (lines, totals, plain) = match table.dimensions[dimension].axis {
            Axis::Rows => (&table.rows, &said.total_rows, &said.plain_rows),
            Axis::Columns => (&table.cols, &said.total_cols, &said.plain_cols),
        };
        let about = |wanted: &[u32]| {
            let places = (0..lines.len()).filter(|at| wanted.binary_search(&lines[*at]).is_ok());
            let places: BTreeSet<usize> = places.collect();
            let here = places.iter().filter(|at| speaks(table, dimension, &places, **at));
            here.map(|at| table.dimensions[dimension].codes[*at]).collect()
        };
        Self { totals: about(totals), plain: about(plain) }
    }

    /// Whether a category is no sum of others, as a person said.
    pub(super) fn is_plain(&self, category: u32) -> bool {
        self.plain.contains(&category)
    }

    /// Sets the parents of what adds up to the totals: first those that stand together above or below one, where the
    /// numbers prove it; then all that is left, unless the numbers speak against it.
    pub(super) fn propose(&self, table: &mut TidyTable, dimension: usize) {
        let mut left = Vec::new();
        for total in &self.totals {
            let blocks = self.blocks(&table.dimensions[dimension], *total);
            let proven = blocks.into_iter().find(|parts| proves(table, dimension, *total, parts));
            match proven {
                Some(parts) => adopt(table, dimension, *total, &parts),
                None => left.push(*total),
            }
        }
        for total in left {
            let all = free(&table.dimensions[dimension], total);
            let plain: Vec<u32> = all.iter().copied().filter(|part| !self.totals.contains(part)).collect();
            let proven = [&all, &plain].into_iter().find(|parts| proves(table, dimension, total, parts));
            let unsaid = || evidence(table, dimension, total, &plain).1 < 2;
            if let Some(parts) = proven.cloned().or_else(|| unsaid().then(|| plain.clone())) {
                adopt(table, dimension, total, &parts);
            }
        }
    }

    /// The free categories directly before a total, and those directly after it, up to the next total.
    fn blocks(&self, dimension: &Dimension, total: u32) -> [Vec<u32>; 2] {
        let free = free(dimension, total);
        let before = self.totals.range(..total).next_back().copied();
        let after = self.totals.range(total + 1..).next().copied();
        let inside = |part: &u32, from: Option<u32>, to: Option<u32>| {
            from.is_none_or(|from| *part > from) && to.is_none_or(|to| *part < to)
        };
        [
            free.iter().copied().filter(|part| inside(part, before, Some(total))).collect(),
            free.iter().copied().filter(|part| inside(part, Some(total), after)).collect(),
        ]
    }
}

/// Categories that are part of nothing yet and of which `total` is no part.
fn free(dimension: &Dimension, total: u32) -> Vec<u32> {
    let all = 0..dimension.categories.len() as u32;
    all.filter(|part| {
        dimension.categories[*part as usize].parent.is_none() && !is_below(dimension, total, *part)
    })
    .collect()
}

fn proves(table: &TidyTable, dimension: usize, total: u32, parts: &[u32]) -> bool {
    let (right, tried) = evidence(table, dimension, total, parts);
    parts.len() > 1 && right > 0 && right * 3 >= tried * 2
}

fn adopt(table: &mut TidyTable, dimension: usize, total: u32, parts: &[u32]) {
    for part in parts {
        table.dimensions[dimension].categories[*part as usize].parent = Some(total);
    }
}

/// Whether, of the dimensions along a line, this one makes it a total: by its words; or because its category stands
/// in such lines alone; else the innermost one.
fn speaks(table: &TidyTable, dimension: usize, places: &BTreeSet<usize>, at: usize) -> bool {
    let axis = table.dimensions[dimension].axis;
    let along = || (0..table.dimensions.len()).filter(|other| table.dimensions[*other].axis == axis);
    let worded = |other: usize| {
        let dimension = &table.dimensions[other];
        words::is_total(&dimension.categories[dimension.codes[at] as usize].label)
    };
    let only = |other: usize| {
        let codes = &table.dimensions[other].codes;
        codes.iter().enumerate().all(|(line, code)| *code != codes[at] || places.contains(&line))
    };
    let found = along().find(|other| worded(*other)).or_else(|| along().find(|other| only(*other)));
    found.or_else(|| along().next_back()) == Some(dimension)
}
