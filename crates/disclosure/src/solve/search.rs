//! Exact search: supposes values one after the other, follows what comes of each, and takes them back. It
//! ends with whole numbers that fit, with the proof that there are none, or, when its effort is spent,
//! without an answer. Effort is counted in rows looked at, so that every run ends alike.

use super::propagate::{Supposed, Work};
use super::rows::NO_BOUND;

/// Unknowns near a supposition that are tried at their ends to refute it.
const NEAR: usize = 160;

/// The longest row whose unknowns count as near.
const SHORT_ROW: usize = 48;

/// What a search came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Answer {
    /// Values for the unknowns asked about, in their order.
    Fits(Vec<i64>),
    /// There are none.
    Impossible,
    /// The effort was spent.
    Open,
}

impl Work<'_> {
    /// Looks for values of all of `cells` within their present domains; `prefer` says which value to try
    /// first.
    pub(crate) fn search(
        &mut self,
        cells: &[u32],
        prefer: &dyn Fn(usize) -> i64,
        effort: &mut u64,
    ) -> Answer {
        let next = cells.iter().map(|cell| *cell as usize).filter(|cell| !self.domains.is_fixed(*cell));
        let next = next.min_by_key(|cell| self.domains.high[*cell].min(NO_BOUND) - self.domains.low[*cell]);
        let Some(cell) = next else {
            return Answer::Fits(cells.iter().map(|cell| self.domains.low[*cell as usize]).collect());
        };
        let (low, high) = (self.domains.low[cell], self.domains.high[cell]);
        let mut open = false;
        for (part_low, part_high) in halves(low, high, prefer(cell)) {
            if *effort == 0 {
                return Answer::Open;
            }
            let (mark, before) = (self.mark(), self.looked);
            let supposed = self.narrow(cell, part_low, part_high);
            *effort = effort.saturating_sub(self.looked - before + 1);
            let answer = match supposed {
                Supposed::Fails => Answer::Impossible,
                Supposed::Stands => self.search(cells, prefer, effort),
            };
            self.back(mark);
            match answer {
                Answer::Fits(values) => return Answer::Fits(values),
                Answer::Open => open = true,
                Answer::Impossible => {}
            }
        }
        if open { Answer::Open } else { Answer::Impossible }
    }

    /// Whether supposing `cell` in `low..=high` is refuted by what follows at once, or by what follows from
    /// trying the ends of the unknowns near it. `used` then names the rows of the proof.
    pub(crate) fn refute(&mut self, cell: usize, low: i64, high: i64, deep: bool) -> bool {
        self.used.clear();
        let mark = self.mark();
        let mut refuted = self.narrow(cell, low, high) == Supposed::Fails;
        if !refuted && deep {
            refuted = self.try_ends(cell, mark);
        }
        self.back(mark);
        self.used.sort_unstable();
        self.used.dedup();
        refuted
    }

    fn try_ends(&mut self, cell: usize, mark: usize) -> bool {
        let near = self.near(cell, mark);
        for _ in 0..4 {
            let mut moved = false;
            for cell in &near {
                for low_end in [true, false] {
                    match self.shave(*cell, low_end) {
                        Some(Supposed::Fails) => return true,
                        Some(Supposed::Stands) => moved = true,
                        None => {}
                    }
                }
            }
            if !moved {
                return false;
            }
        }
        false
    }

    /// Takes an end off a domain where supposing it fails; gives what comes of that.
    fn shave(&mut self, cell: usize, low_end: bool) -> Option<Supposed> {
        let (low, high) = (self.domains.low[cell], self.domains.high[cell]);
        if low == high || (!low_end && high >= NO_BOUND) {
            return None;
        }
        let end = if low_end { low } else { high };
        let inner = self.mark();
        let fails = self.narrow(cell, end, end) == Supposed::Fails;
        self.back(inner);
        let (low, high) = if low_end { (low + 1, high) } else { (low, high - 1) };
        fails.then(|| self.narrow(cell, low, high))
    }

    /// The unknowns of the short rows around what moved since `mark`, nearest first.
    fn near(&self, cell: usize, mark: usize) -> Vec<usize> {
        let mut near = Vec::new();
        let mut seen = std::collections::BTreeSet::new();
        let mut from: Vec<usize> = std::iter::once(cell).chain(self.moved_since(mark)).collect();
        for _ in 0..2 {
            let rows = from.iter().flat_map(|cell| self.of_cell.of(*cell));
            let rows: Vec<u32> =
                rows.copied().filter(|r| self.rows.cells(*r as usize).len() <= SHORT_ROW).collect();
            for other in rows.iter().flat_map(|row| self.rows.cells(*row as usize)) {
                let other = *other as usize;
                if near.len() < NEAR && !self.domains.is_fixed(other) && seen.insert(other) {
                    near.push(other);
                }
            }
            from.clone_from(&near);
        }
        near
    }
}

/// The parts of a domain in the order in which to try them: single values where it is narrow.
fn halves(low: i64, high: i64, prefer: i64) -> Vec<(i64, i64)> {
    let prefer = prefer.clamp(low, high);
    if high - low < 8 {
        let others = (low..=high).filter(|value| *value != prefer);
        return std::iter::once(prefer).chain(others).map(|value| (value, value)).collect();
    }
    let middle = if high >= NO_BOUND { prefer.max(2 * low.abs() + 8) } else { i64::midpoint(low, high) };
    let (below, above) = ((low, middle), (middle + 1, high));
    if prefer <= middle { vec![below, above] } else { vec![above, below] }
}
