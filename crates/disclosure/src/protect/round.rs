//! Rounding: every count that is still shown, totals on their own.

use model::{Failure, Precision, Progress, TidyTable};

use super::Protected;
use crate::Policy;
use crate::bounds::{ShareLines, counts_people, exempt, whole};

pub(super) fn round(
    table: &TidyTable,
    policy: &Policy,
    protected: &mut Protected,
    progress: &dyn Progress,
) -> Result<(), Failure> {
    let shares = ShareLines::of(table);
    for index in 0..table.len() {
        if index.is_multiple_of(4096) {
            progress.go_on()?;
        }
        let Some(value) = protected.table.value(index) else { continue };
        if !counts_people(table.measure(index)) || exempt(table, policy, index) || shares.holds(table, index)
        {
            continue;
        }
        let count = nearest(policy, value);
        let same = (count - value).abs() < 1e-9;
        protected.rounded += usize::from(policy.base().is_some() && !same);
        if policy.base().is_some() || same {
            protected.table.values[index] = count;
            protected.table.precisions[index] = Precision::new(0, false);
        }
    }
    Ok(())
}

/// The count as the policy rounds it; a figure that is no count stays as it is under a policy that does
/// not round.
fn nearest(policy: &Policy, value: f64) -> f64 {
    match whole(value) {
        Some(count) => policy.rounded(count) as f64,
        None => policy.base().map_or_else(
            || value.round(),
            |base| {
                let base = base as f64;
                ((value / base) + 0.5).floor() * base
            },
        ),
    }
}
