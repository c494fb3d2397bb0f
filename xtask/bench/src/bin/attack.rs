//! Publishes a table of counts under a rule and attacks it: `attack COUNTS.csv HIERARCHY.csv HIGHEST COPIES`.
//!
//! Counts up to HIGHEST are withheld, the others rounded to the nearest 5, totals on their own, as hes-2018 does with
//! figures below the nation. COPIES puts so many tables beside each other that nothing ties.

use std::error::Error;
use std::fmt::Write as _;
use std::io::Write;

use disclosure::{Attack, Hierarchy, Policy, State, attack, protect};
use model::{Quiet, TidyTable};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [counts, hierarchy, highest, copies] = arguments.as_slice() else {
        return Err("attack COUNTS.csv HIERARCHY.csv HIGHEST COPIES".into());
    };
    let policy = policy(highest.parse()?)?;
    let mut table = table(&std::fs::read_to_string(counts)?, copies.parse()?)?;
    let parsed = Hierarchy::parse(hierarchy, &std::fs::read_to_string(hierarchy)?).map_err(|e| e.text())?;
    parsed.apply(&mut table);
    let published = protect(&table, &policy, &[], &Quiet).map_err(|failure| failure.text())?.table;
    let found = attack(&published, &policy, &Quiet).map_err(|failure| failure.text())?;
    std::io::stdout().write_all(report(&found, published.len()).as_bytes())?;
    Ok(())
}

/// hes-2018 with another highest withheld count; the nation is no exception here, as the tables are of made-up places.
fn policy(highest: u64) -> Result<Policy, Box<dyn Error>> {
    let hes = Policy::find("hes-2018").ok_or("hes-2018 is missing")?;
    Ok(hes.with_highest_withheld(highest).map_err(|failure| failure.text())?)
}

/// The counts, copied, as a tidy table of people.
fn table(text: &str, copies: usize) -> Result<TidyTable, Box<dyn Error>> {
    let mut lines = text.lines();
    let header = lines.next().ok_or("the file is empty")?.replace("freq", "value");
    let rows: Vec<&str> = lines.collect();
    let mut many = format!("copy,unit,{header}\n");
    for copy in 0..copies {
        for row in &rows {
            writeln!(many, "c{copy},people,{row}")?;
        }
    }
    let mut tables =
        tables::read_tidy_csv("counts.csv", many.as_bytes()).map_err(|failure| failure.text())?;
    let mut table = tables.pop().ok_or("there is no table")?;
    for measure in &mut table.measures {
        measure.kind = model::MeasureKind::People;
    }
    Ok(table)
}

fn report(found: &Attack, cells: usize) -> String {
    let candidates = |most: i64| {
        let few = |cell: &&disclosure::CellState| cell.high.is_some_and(|high| high - cell.low < most);
        found.cells.iter().filter(few).count()
    };
    format!(
        "cells {cells} withheld {} exposed {} two {} narrowed {} undecided {}\n",
        found.cells.len(),
        candidates(1),
        candidates(2),
        found.count(State::Narrowed) + found.count(State::Exposed),
        found.count(State::Undecided)
    )
}
