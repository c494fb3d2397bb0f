//! Which rows contradict each other: a set from which none can be taken without the contradiction going.

use std::collections::BTreeMap;

use model::Quiet;

use super::propagate::Work;
use super::rows::{Domains, Rows};
use super::search::Answer;

/// The most rows among which a smallest set is looked for, and the rows that one try looks at.
const MOST_ROWS: usize = 400;
const EFFORT: u64 = 4_000;

/// A smallest set of contradictory rows out of `from`; none where these do not contradict each other as far
/// as the effort goes.
pub(crate) fn smallest_contradiction(rows: &Rows, domains: &Domains, from: &[u32]) -> Option<Vec<u32>> {
    let mut left = from.to_vec();
    left.sort_unstable();
    left.dedup();
    if left.len() > MOST_ROWS || !contradict(rows, domains, &left) {
        return None;
    }
    // Rows are taken out in blocks, which become smaller as fewer can be spared.
    let mut block = left.len().div_ceil(2);
    while block > 0 {
        let mut at = 0;
        while at < left.len() && left.len() > 1 {
            let end = (at + block).min(left.len());
            let without = [&left[..at], &left[end..]].concat();
            if !without.is_empty() && contradict(rows, domains, &without) {
                left = without;
            } else {
                at = end;
            }
        }
        block /= 2;
    }
    Some(left)
}

/// Whether no whole numbers fit some rows.
fn contradict(rows: &Rows, domains: &Domains, chosen: &[u32]) -> bool {
    let mut number: BTreeMap<u32, u32> = BTreeMap::new();
    let mut own = Domains::default();
    let mut small = Rows::default();
    for row in chosen {
        let (low, high) = rows.bounds(*row as usize);
        let terms: Vec<(u32, i64)> = rows
            .terms(*row as usize)
            .map(|(cell, coef)| {
                let next = number.len() as u32;
                let at = *number.entry(cell as u32).or_insert(next);
                if at == next {
                    own.low.push(domains.low[cell]);
                    own.high.push(domains.high[cell]);
                }
                (at, coef)
            })
            .collect();
        small.push(terms, low, high);
    }
    let cells: Vec<u32> = (0..own.low.len() as u32).collect();
    let mut work = Work::new(&small, own);
    if work.run(&Quiet).is_err() || work.faulty.contains(&true) {
        return true;
    }
    let mut effort = EFFORT;
    work.search(&cells, &|_| 0, &mut effort) == Answer::Impossible
}
