//! Protection by the policy: withhold, round, make the percentages again.

mod averages;
mod ratios;
mod round;
mod suppress;

#[cfg(test)]
mod tests;

use model::{Failure, Finding, Precision, Progress, Stage, TidyKey, TidyTable};

use crate::Policy;

/// A table as it may be published under a policy, and what was done to it.
#[derive(Debug, Clone)]
pub struct Protected {
    /// The protected table.
    pub table: TidyTable,
    /// Counts that the policy withholds, as indices.
    pub primary: Vec<usize>,
    /// Further cells that a decision withholds.
    pub chosen: Vec<usize>,
    /// How many counts rounding changed.
    pub rounded: usize,
    /// How many percentages and rates were made again from the protected figures.
    pub recomputed: usize,
    /// What could not be done.
    pub findings: Vec<Finding>,
}

/// Protects a table: counts in the policy's range and the cells that `also` names give way to the
/// policy's marker, other counts are rounded, and percentages are made again from what is left. Figures
/// that the source withholds stay withheld. What is kept holds no more than it shows, unless the table
/// publishes stored values.
pub fn protect(
    table: &TidyTable,
    policy: &Policy,
    also: &[TidyKey],
    progress: &dyn Progress,
) -> Result<Protected, Failure> {
    let total = table.len() as u64;
    progress.report(Stage::Protecting, 0, total);
    let mut protected = Protected {
        table: table.clone(),
        primary: Vec::new(),
        chosen: Vec::new(),
        rounded: 0,
        recomputed: 0,
        findings: Vec::new(),
    };
    keep_what_is_shown(&mut protected.table, progress)?;
    suppress::withhold(table, policy, also, &mut protected, progress)?;
    round::round(table, policy, &mut protected, progress)?;
    ratios::recompute(table, policy, &mut protected, progress)?;
    averages::withhold(table, policy, &mut protected);
    progress.report(Stage::Protecting, total, total);
    Ok(protected)
}

/// Puts the displayed number in the place of the stored one, so that nothing finer can leave later.
fn keep_what_is_shown(table: &mut TidyTable, progress: &dyn Progress) -> Result<(), Failure> {
    if table.stored_values {
        return Ok(());
    }
    for index in 0..table.len() {
        if index.is_multiple_of(4096) {
            progress.go_on()?;
        }
        let precision = table.precisions[index];
        if !table.values[index].is_nan() {
            table.values[index] = stored_for(precision.displayed(table.values[index]), precision);
        }
    }
    Ok(())
}

/// The number to store so that `shown` is displayed.
fn stored_for(shown: f64, precision: Precision) -> f64 {
    if precision.is_percent() { shown / 100.0 } else { shown }
}
