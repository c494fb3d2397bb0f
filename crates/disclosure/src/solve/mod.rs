//! Whole numbers that fit linear rows: for every hidden unknown, which values it can have. Nothing here
//! knows tables, policies or words.
//!
//! Three proofs are used, each exact. That a value is impossible: interval propagation to a fixpoint,
//! elimination modulo a prime, and supposing the value and following what comes of it. That a value is
//! possible: whole numbers for every unknown of the component that fit all rows, found by a walk or by
//! search. What neither proves within the effort is left open, and said to be.

mod contradiction;
mod eliminate;
mod leaves;
mod propagate;
mod rows;
mod search;
mod settle;
mod simplex;
mod walk;

use std::collections::BTreeMap;

use model::{Failure, Progress};

pub(crate) use contradiction::smallest_contradiction;
pub(crate) use rows::{Domains, NO_BOUND, Rows};

use propagate::{Sides, Work};
use settle::Settler;

/// What is to be solved.
pub(crate) struct Problem<'a> {
    pub(crate) rows: &'a Rows,
    /// Lowest and highest value of every unknown.
    pub(crate) domains: Domains,
    /// The unknowns that are asked about.
    pub(crate) targets: &'a [u32],
    /// How many possible values of a target are enough to call it safe.
    pub(crate) wanted: &'a dyn Fn(u32) -> u64,
}

/// What is known of a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Known {
    /// Lowest and highest value that is not proved impossible.
    pub(crate) low: i64,
    pub(crate) high: i64,
    /// Both ends are proved possible, and where fewer than wanted are left, every value between is decided.
    pub(crate) settled: bool,
    /// How many values are proved possible, as far as they were looked for.
    pub(crate) possible: u64,
}

/// The outcome.
pub(crate) struct Solution {
    /// What is known of each target, in their order.
    pub(crate) known: Vec<Known>,
    /// The row that tightened each unknown last.
    pub(crate) by: Vec<Option<u32>>,
    /// Unknowns that only several rows together narrow, with those rows.
    pub(crate) together: BTreeMap<u32, Vec<u32>>,
    /// Rows that cannot hold, alone or with the others.
    pub(crate) faulty: Vec<u32>,
    /// A number for each unknown, the same for those that rows tie together.
    pub(crate) tied: Vec<u32>,
}

/// Whether a row can hold by itself.
pub(crate) fn can_hold(rows: &Rows, row: usize, domains: &Domains) -> bool {
    let (low, high) = rows.bounds(row);
    Sides::of(rows, row, domains).can_hold(low, high)
}

/// Solves a problem.
pub(crate) fn solve(problem: Problem, progress: &dyn Progress) -> Result<Solution, Failure> {
    let tied = components(problem.rows, &problem.domains);
    let mut work = Work::new(problem.rows, problem.domains);
    work.run(progress)?;
    let mut settler = Settler::new(problem.targets, problem.wanted, work);
    settler.eliminate(&tied, progress)?;
    settler.settle(progress)?;
    Ok(settler.finish(tied))
}

/// A number for each unknown, the same for those that rows tie together; one with a single possible value
/// ties nothing, because it carries no doubt from one row to the next.
fn components(rows: &Rows, domains: &Domains) -> Vec<u32> {
    let mut parent: Vec<u32> = (0..domains.low.len() as u32).collect();
    for row in 0..rows.len() {
        let mut open = rows.cells(row).iter().filter(|cell| !domains.is_fixed(**cell as usize));
        let Some(first) = open.next() else { continue };
        let mut joined = root(&mut parent, *first);
        for cell in open {
            let other = root(&mut parent, *cell);
            parent[other as usize] = joined;
            joined = root(&mut parent, joined);
        }
    }
    (0..parent.len() as u32).map(|cell| root(&mut parent, cell)).collect()
}

/// The unknown that stands for all that `cell` is tied to.
fn root(parent: &mut [u32], mut cell: u32) -> u32 {
    while parent[cell as usize] != cell {
        parent[cell as usize] = parent[parent[cell as usize] as usize];
        cell = parent[cell as usize];
    }
    cell
}

#[cfg(test)]
mod tests;
