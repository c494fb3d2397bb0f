//! What several sums give away together: hidden cells that the equations alone determine, whatever the
//! bounds say. Sparse Gauss-Jordan elimination modulo a prime, component by component.
//!
//! Rows 1 and 2 of a table less its columns 1 and 2 leave one cell, though no single sum has fewer than two
//! hidden ones: no reader's interval reasoning finds it, and every spreadsheet does.

use std::collections::{BTreeMap, BTreeSet};

use model::{Failure, Progress};

use super::propagate::Work;

/// 2^61 - 1: a prime far above every count, so that a count and its residue are the same number.
const PRIME: u64 = (1 << 61) - 1;

/// How many coefficients one attack may touch. Tables that people suppress by hand stay far below; beyond it
/// what is not yet solved keeps the bounds that it has.
const MOST_WORK: u64 = 30_000_000;

/// A cell that the equations determine.
pub(super) struct Solved {
    pub(super) cell: usize,
    pub(super) value: i64,
    /// The rows that prove it.
    pub(super) rows: Vec<u32>,
}

/// The hidden cells that the equations determine together. Those with figures that are shown but not exact,
/// and components in which one cannot hold, are left out. `tied` numbers the components.
pub(super) fn solve(
    work: &Work,
    tied: &[u32],
    hidden: impl Fn(usize) -> bool,
    progress: &dyn Progress,
) -> Result<Vec<Solved>, Failure> {
    let tie = |cell: &u32| tied[*cell as usize];
    let faulty = (0..work.rows.len()).filter(|row| work.faulty[*row]);
    let doubtful: BTreeSet<u32> = faulty.flat_map(|row| work.rows.cells(row)).map(tie).collect();
    let mut components: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for row in 0..work.rows.len() {
        let (low, high) = work.rows.bounds(row);
        let cells = work.rows.cells(row).iter();
        let open: Vec<&u32> = cells.filter(|cell| !work.domains.is_fixed(**cell as usize)).collect();
        let usable = low == high && open.len() > 1 && open.iter().all(|cell| hidden(**cell as usize));
        if usable && !doubtful.contains(&tie(open[0])) {
            components.entry(tie(open[0])).or_default().push(row as u32);
        }
    }
    let mut solved = Vec::new();
    let mut left = MOST_WORK;
    for rows in components.into_values().filter(|rows| rows.len() > 1) {
        progress.go_on()?;
        solved.extend(System::new(work, &rows).solve(&mut left).unwrap_or_default());
        if left == 0 {
            break;
        }
    }
    Ok(solved)
}

/// One equation: the coefficients of its unknown cells, what they come to, and of which rows it is made.
#[derive(Debug, Clone, Default)]
struct Row {
    cells: BTreeMap<u32, u64>,
    sum: u64,
    made_of: BTreeMap<u32, u64>,
}

impl Row {
    /// Takes `factor` times another row off; gives the coefficients touched.
    fn take_off(&mut self, factor: u64, other: &Self) -> u64 {
        take_off(&mut self.cells, factor, &other.cells);
        take_off(&mut self.made_of, factor, &other.made_of);
        self.sum = minus(self.sum, times(factor, other.sum));
        (other.cells.len() + other.made_of.len()) as u64
    }

    fn scale(&mut self, factor: u64) {
        for value in self.cells.values_mut().chain(self.made_of.values_mut()) {
            *value = times(*value, factor);
        }
        self.sum = times(self.sum, factor);
    }
}

fn take_off(from: &mut BTreeMap<u32, u64>, factor: u64, other: &BTreeMap<u32, u64>) {
    for (key, value) in other {
        let own = from.entry(*key).or_default();
        *own = minus(*own, times(factor, *value));
        if *own == 0 {
            from.remove(key);
        }
    }
}

struct System {
    rows: Vec<Row>,
    /// The bounds of the unknown cells.
    bounds: BTreeMap<u32, (i64, i64)>,
}

impl System {
    fn new(work: &Work, rows: &[u32]) -> Self {
        let mut bounds = BTreeMap::new();
        let equation = |number: &u32| {
            let (sum, _) = work.rows.bounds(*number as usize);
            let mut row =
                Row { sum: residue(sum), made_of: BTreeMap::from([(*number, 1)]), ..Row::default() };
            for (cell, coef) in work.rows.terms(*number as usize) {
                let (low, high) = (work.domains.low[cell], work.domains.high[cell]);
                if low == high {
                    row.sum = minus(row.sum, times(residue(coef), residue(low)));
                } else {
                    row.cells.insert(cell as u32, residue(coef));
                    bounds.insert(cell as u32, (low, high));
                }
            }
            row
        };
        let rows = rows.iter().map(equation).collect();
        Self { rows, bounds }
    }

    /// Eliminates forwards, then backwards. None when the work runs out or the sums contradict each other.
    fn solve(mut self, left: &mut u64) -> Option<Vec<Solved>> {
        let mut done: Vec<(u32, Row)> = Vec::new();
        let mut place: BTreeMap<u32, usize> = BTreeMap::new();
        for mut row in std::mem::take(&mut self.rows) {
            while let Some((factor, at)) =
                row.cells.iter().find_map(|(cell, factor)| Some((*factor, *place.get(cell)?)))
            {
                *left = left.checked_sub(row.take_off(factor, &done[at].1))?;
            }
            let Some((cell, factor)) = row.cells.iter().next().map(|(cell, factor)| (*cell, *factor)) else {
                if row.sum == 0 {
                    continue;
                }
                return None;
            };
            row.scale(inverse(factor));
            place.insert(cell, done.len());
            done.push((cell, row));
        }
        for at in (0..done.len()).rev() {
            let (before, after) = done.split_at_mut(at + 1);
            let (own, row) = before.last_mut()?;
            let later: Vec<(u64, usize)> = row
                .cells
                .iter()
                .filter(|(cell, _)| *cell != own)
                .filter_map(|(cell, factor)| Some((*factor, *place.get(cell)?)))
                .collect();
            for (factor, other) in later {
                *left = left.checked_sub(row.take_off(factor, &after[other - at - 1].1))?;
            }
        }
        Some(done.iter().filter_map(|(cell, row)| self.read(*cell, row)).collect())
    }

    /// A row with one cell left, where its value is one that the cell can have.
    fn read(&self, cell: u32, row: &Row) -> Option<Solved> {
        let (low, high) = *self.bounds.get(&cell)?;
        let value =
            if row.sum > PRIME / 2 { -((PRIME - row.sum).cast_signed()) } else { row.sum.cast_signed() };
        let rows: Vec<u32> = row.made_of.keys().copied().collect();
        (row.cells.len() == 1 && (low..=high).contains(&value)).then_some(Solved {
            cell: cell as usize,
            value,
            rows,
        })
    }
}

fn residue(value: i64) -> u64 {
    value.rem_euclid(PRIME.cast_signed()).cast_unsigned()
}

fn minus(a: u64, b: u64) -> u64 {
    if a >= b { a - b } else { a + PRIME - b }
}

fn times(a: u64, b: u64) -> u64 {
    (u128::from(a) * u128::from(b) % u128::from(PRIME)) as u64
}

/// By Fermat: a^(p - 2).
fn inverse(a: u64) -> u64 {
    let (mut result, mut base, mut power) = (1, a, PRIME - 2);
    while power > 0 {
        if power & 1 == 1 {
            result = times(result, base);
        }
        base = times(base, base);
        power >>= 1;
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_field_is_a_field() {
        for a in [1, 2, 3, 12_345, PRIME - 1] {
            assert_eq!(times(a, inverse(a)), 1);
        }
        assert_eq!(minus(3, 5), PRIME - 2);
        assert_eq!(residue(-2), PRIME - 2);
    }
}
