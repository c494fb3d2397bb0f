//! The attack against the enumeration of everything that is possible.

use std::collections::BTreeMap;

use model::{Quiet, TidyTable};
use proptest::prelude::*;

use crate::testing::Build;
use crate::{Policy, Published, State, attack, protect};

/// Counts that enumeration tries for one cell; all counts of the tests are far below.
const MOST: u64 = 24;

/// Rows x columns of true counts, with a total column, a total row and their corner.
fn with_totals(rows: &[Vec<u64>]) -> Vec<Vec<u64>> {
    let sums = (0..rows[0].len()).map(|col| rows.iter().map(|row| row[col]).sum()).collect();
    let all = std::iter::once(sums).chain(rows.iter().cloned());
    all.map(|row: Vec<u64>| std::iter::once(row.iter().sum()).chain(row.iter().copied()).collect()).collect()
}

fn table_of(counts: &[Vec<u64>]) -> TidyTable {
    let labels = |all: &str, count: usize| -> Vec<String> {
        let parts = (1..count).map(|part| format!("{part}<{all}"));
        std::iter::once(all.to_owned()).chain(parts).collect()
    };
    let text: Vec<Vec<String>> = counts.iter().map(|row| row.iter().map(u64::to_string).collect()).collect();
    let rows: Vec<&[String]> = text.iter().map(Vec::as_slice).collect();
    let (across, down) = (labels("Persons", counts[0].len()), labels("All", counts.len()));
    let names = |labels: &[String]| labels.iter().map(|l| l.clone().leak() as &str).collect::<Vec<_>>();
    Build::new().rows("area", &names(&down)).columns("sex", &names(&across)).values(&rows).table()
}

/// Every cell's lowest and highest count over all tables that the policy would publish as `shown`.
fn feasible(policy: &Policy, counts: &[Vec<u64>]) -> BTreeMap<usize, (u64, u64)> {
    let shown: Vec<Vec<Published>> =
        counts.iter().map(|row| row.iter().map(|n| policy.publish(*n, false)).collect()).collect();
    let (height, width) = (counts.len() - 1, counts[0].len() - 1);
    let fits = |row: usize, col: usize, n: u64| policy.publish(n, false) == shown[row][col];
    let choices: Vec<Vec<u64>> = (0..height * width)
        .map(|cell| (0..=MOST).filter(|n| fits(cell / width + 1, cell % width + 1, *n)).collect())
        .collect();
    let mut found: BTreeMap<usize, (u64, u64)> = BTreeMap::new();
    let mut at = vec![0usize; choices.len()];
    loop {
        let inner: Vec<u64> = at.iter().zip(&choices).map(|(pick, own)| own[*pick]).collect();
        let inner: Vec<Vec<u64>> = inner.chunks(width).map(<[u64]>::to_vec).collect();
        let whole = with_totals(&inner);
        let all = (0..=height).flat_map(|row| (0..=width).map(move |col| (row, col)));
        if all.clone().all(|(row, col)| fits(row, col, whole[row][col])) {
            for (row, col) in all {
                let n = whole[row][col];
                let range = found.entry(row * (width + 1) + col).or_insert((n, n));
                *range = (range.0.min(n), range.1.max(n));
            }
        }
        let Some(next) = (0..at.len()).find(|cell| at[*cell] + 1 < choices[*cell].len()) else {
            return found;
        };
        at[..next].fill(0);
        at[next] += 1;
    }
}

fn policies() -> impl Strategy<Value = Policy> {
    prop::sample::select(vec!["hes-2018", "mhsds-0-4", "did-1-2", "under-7", "legacy-1-5"]).prop_map(|id| {
        // Enumeration needs an end, so no marker may stand for any count at all.
        Policy { secondary_required: false, ..Policy::find(id).unwrap() }
    })
}

fn counts(height: usize, width: usize) -> impl Strategy<Value = Vec<Vec<u64>>> {
    prop::collection::vec(prop::collection::vec(prop_oneof![0u64..9, 0u64..17], width), height)
}

/// Attacks what the policy publishes of `counts`; compares each hidden cell with the enumeration.
fn compare(policy: &Policy, inner: &[Vec<u64>]) -> Result<(), TestCaseError> {
    let counts = with_totals(inner);
    let protected = protect(&table_of(&counts), policy, &[], &Quiet).unwrap();
    let found = attack(&protected.table, policy, &Quiet).unwrap();
    prop_assert_eq!(found.contradictions, 0);
    let feasible = feasible(policy, &counts);
    for cell in &found.cells {
        let (low, high) = feasible[&cell.index];
        let own = (cell.low as u64, cell.high.map_or(u64::MAX, |high| high as u64));
        prop_assert_eq!(own, (low, high));
        prop_assert!(cell.state != State::Exposed || low == high);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn the_attack_of_one_sum_gives_the_feasible_range_itself(policy in policies(), inner in counts(4, 1)) {
        // A column of one: the total column repeats it, so look at the rows' sum alone.
        let counts: Vec<Vec<u64>> =
            std::iter::once(vec![inner.iter().map(|row| row[0]).sum()]).chain(inner.iter().cloned()).collect();
        let labels = ["All", "A<All", "B<All", "C<All", "D<All"];
        let text: Vec<Vec<String>> = counts.iter().map(|row| vec![row[0].to_string()]).collect();
        let rows: Vec<&[String]> = text.iter().map(Vec::as_slice).collect();
        let table = Build::new().rows("area", &labels).values(&rows).table();
        let protected = protect(&table, &policy, &[], &Quiet).unwrap();
        let found = attack(&protected.table, &policy, &Quiet).unwrap();
        let feasible = feasible(&policy, &with_totals(&inner));
        for cell in &found.cells {
            // Two columns in the enumeration: the total and the only part.
            let (low, high) = feasible[&(cell.index * 2)];
            prop_assert_eq!((cell.low as u64, cell.high.map(|h| h as u64)), (low, Some(high)));
        }
    }

    #[test]
    fn the_attack_of_two_dimensions_gives_the_feasible_range_itself(policy in policies(), inner in counts(2, 2)) {
        compare(&policy, &inner)?;
    }
}

/// Lowest and highest count of each cell of `total = parts` over all exact sums in which a hidden cell,
/// being possibly chosen, is any count but a shown zero.
fn feasible_sum(shown: &[Option<u64>]) -> Vec<(u64, u64)> {
    let choices: Vec<Vec<u64>> =
        shown.iter().map(|cell| cell.map_or_else(|| (1..=60).collect(), |n| vec![n])).collect();
    let mut found = vec![(u64::MAX, 0); shown.len()];
    let mut parts = vec![0u64; shown.len() - 1];
    walk(&choices, 1, &mut parts, &mut found);
    found
}

fn walk(choices: &[Vec<u64>], at: usize, parts: &mut Vec<u64>, found: &mut [(u64, u64)]) {
    if at == choices.len() {
        let total: u64 = parts.iter().sum();
        if choices[0].contains(&total) {
            let all = std::iter::once(total).chain(parts.iter().copied());
            for (range, n) in found.iter_mut().zip(all) {
                *range = (range.0.min(n), range.1.max(n));
            }
        }
        return;
    }
    for n in &choices[at] {
        parts[at - 1] = *n;
        walk(choices, at + 1, parts, found);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn chosen_cells_share_the_marker(inner in counts(3, 1), hide in prop::collection::vec(any::<bool>(), 3)) {
        let legacy = Policy::find("legacy-1-5").unwrap();
        let parts: Vec<u64> = inner.iter().map(|row| row[0]).collect();
        let cells: Vec<u64> = std::iter::once(parts.iter().sum()).chain(parts).collect();
        let text: Vec<Vec<String>> = cells.iter().map(|n| vec![n.to_string()]).collect();
        let rows: Vec<&[String]> = text.iter().map(Vec::as_slice).collect();
        let labels = ["All", "A<All", "B<All", "C<All"];
        let table = Build::new().rows("area", &labels).values(&rows).table();
        // A zero is shown by this policy, so it is never chosen.
        let chosen = (0..3).filter(|part| hide[*part] && cells[part + 1] > 0).map(|part| table.key(part + 1));
        let protected = protect(&table, &legacy, &chosen.collect::<Vec<_>>(), &Quiet).unwrap();
        prop_assume!(protected.table.value(0).is_some());
        let found = attack(&protected.table, &legacy, &Quiet).unwrap();
        let shown: Vec<Option<u64>> = (0..4).map(|i| protected.table.value(i).map(|v| v as u64)).collect();
        let feasible = feasible_sum(&shown);
        for cell in &found.cells {
            let own = (cell.low as u64, cell.high.map(|high| high as u64));
            prop_assert_eq!(own, (feasible[cell.index].0, Some(feasible[cell.index].1)));
            prop_assert_eq!(cell.state == State::Exposed, own.1 == Some(own.0));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_attack_of_a_wider_table_gives_the_feasible_range_itself(policy in policies(), inner in counts(2, 3)) {
        compare(&policy, &inner)?;
    }
}
