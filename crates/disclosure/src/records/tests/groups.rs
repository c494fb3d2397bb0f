//! The search against plain counting.

use std::collections::BTreeMap;

use model::{Failure, Progress, Quiet, Stage};
use proptest::prelude::*;

use crate::records::{Column, ColumnBuilder, search};

pub(super) fn column(header: &str, texts: impl IntoIterator<Item = impl AsRef<str>>) -> Column {
    let mut builder = ColumnBuilder::new(header, 0);
    texts.into_iter().for_each(|text| builder.push(text.as_ref()));
    builder.finish()
}

/// How often each row's combination occurs.
fn sizes(columns: &[Column], mask: u64) -> Vec<u64> {
    let rows = columns[0].codes.len();
    let key = |row: usize| -> Vec<u32> {
        (0..columns.len()).filter(|at| mask >> at & 1 == 1).map(|at| columns[at].codes[row]).collect()
    };
    let mut counts: BTreeMap<Vec<u32>, u64> = BTreeMap::new();
    (0..rows).for_each(|row| *counts.entry(key(row)).or_default() += 1);
    (0..rows).map(|row| counts[&key(row)]).collect()
}

proptest! {
    #[test]
    fn sets_and_scores_are_those_of_plain_counting(
        table in prop::collection::vec(prop::collection::vec(0_u8..4, 6), 2..40),
        k in 2_u64..6,
    ) {
        let columns: Vec<Column> =
            (0..6).map(|at| column("c", table.iter().map(|row| row[at].to_string()))).collect();
        let borrowed: Vec<&Column> = columns.iter().collect();
        let found = search(&borrowed, k, &Quiet).unwrap();
        prop_assert_eq!(found.sets.len(), 6 + 15 + 20 + 15);
        let mut scores = vec![0_u32; table.len()];
        let mut smallest = vec![0_u8; table.len()];
        for set in &found.sets {
            let own = sizes(&columns, set.mask);
            prop_assert_eq!(set.unique, own.iter().filter(|size| **size == 1).count() as u64);
            prop_assert_eq!(set.few, own.iter().filter(|size| **size < k).count() as u64);
            prop_assert_eq!(set.least, own.iter().copied().min().unwrap());
            let size = set.mask.count_ones();
            let parts: Vec<Vec<u64>> = (0..6)
                .filter(|bit| set.mask >> bit & 1 == 1 && size > 1)
                .map(|bit| sizes(&columns, set.mask & !(1 << bit)))
                .collect();
            for row in 0..table.len() {
                if own[row] == 1 && parts.iter().all(|part| part[row] > 1) {
                    scores[row] += (size..=4).map(|i| 6 - i).product::<u32>();
                    if smallest[row] == 0 || u32::from(smallest[row]) > size {
                        smallest[row] = size as u8;
                    }
                }
            }
        }
        prop_assert_eq!(found.scores, scores);
        prop_assert_eq!(found.smallest, smallest);
    }
}

#[test]
fn a_search_stops_when_asked() {
    struct Stopped;
    impl Progress for Stopped {
        fn report(&self, _: Stage, _: u64, _: u64) {}
        fn cancelled(&self) -> bool {
            true
        }
    }
    let one = column("c", ["a", "b"]);
    let stopped: Result<_, Failure> = search(&[&one], 2, &Stopped);
    assert!(stopped.is_err());
}
