//! Percentages and rates, made again from the protected figures.

use model::{Failure, Precision, Progress, TidyTable};

use super::{Protected, stored_for};
use crate::bounds::{decimals, exempt};
use crate::check::is_ratio;
use crate::policy::{Policy, RatioSource};
use crate::ratios::{
    Lookup, Relation, find_in_source, finding, is_change, is_of_things, touches, withheld_with,
};

pub(super) fn recompute(
    table: &TidyTable,
    policy: &Policy,
    protected: &mut Protected,
    progress: &dyn Progress,
) -> Result<(), Failure> {
    let ratios: Vec<usize> = (0..table.measures.len())
        .filter(|m| is_ratio(table.measures[*m].kind) && !is_of_things(table, *m))
        .collect();
    if ratios.is_empty() || !touches(&protected.table, policy) {
        return Ok(());
    }
    let lookup = Lookup::new(table);
    for measure in ratios {
        progress.go_on()?;
        if is_change(&lookup, measure) {
            continue;
        }
        let relation = find_in_source(&lookup, measure);
        let cells: Vec<usize> = lookup.cells(measure).filter(|i| table.value(*i).is_some()).collect();
        let left = if let Some(relation) = relation {
            again(table, policy, &lookup, &relation, &cells, protected)
        } else {
            let open = |index: &usize| protected.table.value(*index).is_some();
            cells.into_iter().filter(|i| !exempt(table, policy, *i)).filter(open).collect()
        };
        if let Some(first) = left.first() {
            protected.findings.push(finding(table, policy, measure, *first, left.len() as u64));
        }
    }
    Ok(())
}

/// Makes the cells of one ratio again; gives back those whose parts are not in the table.
fn again(
    table: &TidyTable,
    policy: &Policy,
    lookup: &Lookup,
    relation: &Relation,
    cells: &[usize],
    protected: &mut Protected,
) -> Vec<usize> {
    let places = cells.iter().filter_map(|i| Some(decimals(table, *i, table.value(*i)?))).max();
    let places = places.unwrap_or(0);
    let mut left = Vec::new();
    for index in cells {
        if protected.table.value(*index).is_none() {
            continue;
        }
        let parts = lookup.parts(relation, *index);
        let source = parts.map(|(n, d)| (table.is_blank(n), table.is_blank(d)));
        let Some((numerator, denominator)) = parts.filter(|_| source == Some((false, false))) else {
            left.extend((!exempt(table, policy, *index)).then_some(*index));
            continue;
        };
        let shown = (protected.table.value(numerator), protected.table.value(denominator));
        let unrounded = policy.ratios.from == RatioSource::Unrounded;
        match shown {
            (n, d) if withheld_with(policy, n.is_none(), d.is_none()) => {
                protected.table.withhold(*index, &policy.marker());
            }
            (_, _) if unrounded => {}
            (Some(n), Some(d)) => put(table, policy, *index, relation.factor, (n, d), places, protected),
            // The policy would show it, but there is nothing left to make it from.
            (_, _) => protected.table.withhold(*index, &policy.marker()),
        }
    }
    left
}

fn put(
    table: &TidyTable,
    policy: &Policy,
    index: usize,
    factor: f64,
    (numerator, denominator): (f64, f64),
    places: u8,
    protected: &mut Protected,
) {
    let was = table.value(index).unwrap_or(0.0);
    let ratio = factor * numerator / denominator;
    // Rounding may lift a part above an exact whole: such a percentage cannot be shown.
    if denominator <= 0.0 || (ratio > factor && was <= factor) {
        protected.table.withhold(index, &policy.marker());
        return;
    }
    let own = table.precisions[index];
    let of_display = own.decimals().filter(|_| !table.stored_values);
    let kept = of_display.unwrap_or(places).min(policy.ratios.decimals.unwrap_or(u8::MAX));
    let percent = own.is_percent() && !table.stored_values;
    let shown = Precision::new(kept, false).displayed(ratio);
    let precision = Precision::new(kept, percent);
    protected.table.values[index] = stored_for(shown, precision);
    protected.table.precisions[index] = precision;
    protected.recomputed += 1;
}
