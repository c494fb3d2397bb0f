//! The tables of the benchmark, published under the rule of hes-2018 with totals rounded on their own.

use std::path::Path;

use model::{MeasureKind, Quiet, TidyTable};

use crate::testing::Build;
use crate::{Hierarchy, Policy, State, attack, protect};

/// The counts of a table, one row for each place, a column for each age and sex.
fn table(name: &str) -> Option<TidyTable> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/benchmarks/suppression");
    let read = |part: &str| std::fs::read_to_string(folder.join(format!("{name}_{part}.csv"))).ok();
    let (counts, hierarchy) = (read("full")?, read("geo")?);
    let rows: Vec<Vec<&str>> = counts.lines().skip(1).map(|line| line.split(',').collect()).collect();
    let column = |at: usize, all: &str| {
        let label = |row: &Vec<&str>| match row[at] {
            "Total" => all.to_owned(),
            part if all.is_empty() => part.to_owned(),
            part => format!("{part}<{all}"),
        };
        rows.iter().map(label).collect::<Vec<String>>()
    };
    let (places, ages, sexes) = (rows.iter().map(|row| row[0]), column(1, "All ages"), column(2, "Persons"));
    let places: Vec<&str> = places.collect();
    let names =
        |labels: &[String]| labels.iter().map(|label| label.clone().leak() as &str).collect::<Vec<_>>();
    let values: Vec<[&str; 1]> = rows.iter().map(|row| [row[3]]).collect();
    let values: Vec<&[&str]> = values.iter().map(|row| &row[..]).collect();
    let build = Build::new().rows("place", &places).rows("age", &names(&ages)).rows("sex", &names(&sexes));
    let mut table = build.measure("People", MeasureKind::People).values(&values).table();
    Hierarchy::parse("geo.csv", &hierarchy).unwrap().apply(&mut table);
    Some(table)
}

#[test]
#[allow(clippy::print_stdout, reason = "a test says what it skips")]
fn the_benchmark_tables_are_decided_to_the_last_cell() {
    // Table, highest withheld count, exactly recoverable, at most two candidates.
    for (name, highest, exposed, two) in [("t_small", 4, 26, 69), ("t_small", 7, 0, 42), ("t_med", 4, 10, 86)]
    {
        let Some(counts) = table(name) else {
            println!("skipped: the shared benchmark is not there");
            return;
        };
        let policy = Policy::find("hes-2018").unwrap().with_highest_withheld(highest).unwrap();
        let published = protect(&counts, &policy, &[], &Quiet).unwrap().table;
        let found = attack(&published, &policy, &Quiet).unwrap();
        let few =
            |most: i64| found.cells.iter().filter(|c| c.high.is_some_and(|high| high - c.low < most)).count();
        assert_eq!((few(1), few(2)), (exposed, two), "{name} {highest}");
        assert_eq!((found.count(State::Undecided), found.contradictions), (0, 0));
        // Nothing that is true of the counts is called impossible.
        for cell in &found.cells {
            let own = counts.value(cell.index).unwrap() as i64;
            assert!(cell.low <= own && cell.high.is_none_or(|high| own <= high));
        }
    }
}
