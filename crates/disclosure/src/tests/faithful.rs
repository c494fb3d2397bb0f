//! A release that follows a policy to the letter is not stopped by it, but where one candidate is left.

use model::{Finding, MeasureKind, Precision, Quiet, Rule, Severity, TidyTable};
use proptest::prelude::*;

use crate::testing::Build;
use crate::{Policy, Published, check};

/// Counts of three areas by two outcomes, with the bed days of the patients behind them.
type Counts = [[(u64, u64); 2]; 3];

fn shown(policy: &Policy, count: u64, national: bool) -> (String, Option<u64>) {
    match policy.publish(count, national) {
        Published::Count(count) => (count.to_string(), Some(count)),
        Published::Withheld => (policy.marker.clone(), None),
    }
}

/// Attendances, those within 4 hours, their percentage and the mean wait, as the rule says, with all totals.
fn faithful(policy: &Policy, counts: &Counts) -> TidyTable {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let all: Vec<(u64, u64)> = (0..2)
        .map(|at| counts.iter().fold((0, 0), |sum, row| (sum.0 + row[at].0, sum.1 + row[at].1)))
        .collect();
    for (area, row) in std::iter::once(&all[..]).chain(counts.iter().map(|row| &row[..])).enumerate() {
        let national = area == 0;
        let total: u64 = row.iter().map(|(count, _)| count).sum();
        let within = row[0].0;
        let (attended, in_time) = (shown(policy, total, national), shown(policy, within, national));
        let percent = match (in_time.1, attended.1) {
            (Some(part), Some(whole)) if whole > 0 && part <= whole => {
                format!("{}", Precision::new(1, false).displayed(100.0 * part as f64 / whole as f64))
            }
            _ => policy.marker.clone(),
        };
        let days: u64 = row.iter().map(|(_, days)| days).sum();
        let enough = national || total >= policy.minimum_n.unwrap_or(0).max(1);
        let mean = if enough && total > 0 {
            format!("{}", Precision::new(1, false).displayed(days as f64 / total as f64))
        } else {
            policy.marker.clone()
        };
        let late = shown(policy, row[1].0, national);
        rows.push(vec![attended.0, in_time.0, late.0, percent, mean]);
    }
    let rows: Vec<&[String]> = rows.iter().map(Vec::as_slice).collect();
    let places = [0, 0, 0, 1, 1].map(|places| Precision::new(places, false));
    Build::new()
        .rows("area", &["England!", "A<England", "B<England", "C<England"])
        .measure("Attendances", MeasureKind::People)
        .measure("Attendances within 4 hours", MeasureKind::People)
        .measure("Attendances over 4 hours", MeasureKind::People)
        .measure("% within 4 hours", MeasureKind::Percentage)
        .measure("Mean wait (hours)", MeasureKind::Average)
        .precision(&places)
        .values(&rows)
        .table()
}

/// Outcomes in columns beside their total.
fn crossed(policy: &Policy, counts: &Counts) -> TidyTable {
    let sum = |row: &[u64]| row.iter().sum::<u64>();
    let own: Vec<Vec<u64>> = counts.iter().map(|row| row.iter().map(|(count, _)| *count).collect()).collect();
    let all: Vec<u64> = (0..2).map(|at| own.iter().map(|row| row[at]).sum()).collect();
    let rows: Vec<Vec<String>> = std::iter::once(&all)
        .chain(&own)
        .enumerate()
        .map(|(area, row)| {
            let counts = [sum(row), row[0], row[1]];
            counts.into_iter().map(|count| shown(policy, count, area == 0).0).collect()
        })
        .collect();
    let rows: Vec<&[String]> = rows.iter().map(Vec::as_slice).collect();
    Build::new()
        .rows("area", &["England!", "A<England", "B<England", "C<England"])
        .columns("outcome", &["All", "In time<All", "Late<All"])
        .values(&rows)
        .table()
}

fn blockers(table: &TidyTable, policy: &Policy) -> Vec<Finding> {
    let found = check(table, policy, &Quiet).unwrap();
    found.into_iter().filter(|finding| finding.severity == Severity::Blocker).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_faithful_release_meets_no_blocker_but_one_candidate(
        counts in prop::array::uniform3(prop::array::uniform2((prop_oneof![3 => 0u64..12, 2 => 0u64..400], 0u64..900))),
    ) {
        let hes = Policy::find("hes-2018").unwrap();
        for table in [faithful(&hes, &counts), crossed(&hes, &counts)] {
            let left = blockers(&table, &hes);
            let worked_out = |f: &Finding| matches!(f.rule, Some(Rule::R4 | Rule::R14));
            prop_assert!(left.iter().all(worked_out), "{:?}\n{:?}", table.values, left);
        }
    }
}
