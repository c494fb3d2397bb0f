//! The report: how many cells are equal, by family of formats, and why the others differ.

use std::collections::{BTreeMap, BTreeSet};

use workbook::Cell;

use crate::causes::Difference;
use crate::families::family;

/// Differences without a known cause that are shown of each format.
const SHOWN: u64 = 3;

/// Counts of one family.
#[derive(Default)]
struct Count {
    cells: u64,
    equal: u64,
    explained: u64,
}

/// What was compared.
#[derive(Default)]
pub(crate) struct Report {
    families: BTreeMap<&'static str, Count>,
    causes: BTreeMap<&'static str, (u64, String)>,
    codes: BTreeSet<String>,
    unexplained: Vec<String>,
    unexplained_codes: BTreeMap<String, u64>,
    /// Stored values that were compared with calamine's, those that differ, and where.
    pub(crate) values: u64,
    /// Stored values that differ from calamine's, by cause: how many, and whether `LibreOffice` agrees with us.
    pub(crate) values_differ: BTreeMap<&'static str, (u64, u64, String)>,
}

impl Report {
    /// Takes in a cell.
    pub(crate) fn add(&mut self, of: &Difference<'_>, place: impl Fn() -> String) {
        let count = self.families.entry(family(of.cell, of.code)).or_default();
        count.cells += 1;
        if !matches!(of.cell, Cell::Empty | Cell::Text(_)) && !self.codes.contains(of.code) {
            self.codes.insert(of.code.to_owned());
        }
        if of.is_none() {
            count.equal += 1;
        } else if let Some(cause) = of.cause() {
            count.explained += 1;
            self.causes.entry(cause).or_insert_with(|| (0, place())).0 += 1;
        } else {
            let seen = self.unexplained_codes.entry(of.code.to_owned()).or_default();
            *seen += 1;
            if *seen > SHOWN {
                return;
            }
            let line = format!(
                "{}: {:?} by `{}`: {:?}, LibreOffice {:?}",
                place(),
                of.cell,
                of.code,
                of.ours,
                of.theirs.text
            );
            self.unexplained.push(line);
        }
    }

    /// Cells that hold a value other than text: all, equal, explained.
    fn totals(&self) -> Count {
        let mut all = Count::default();
        for (_, count) in self.families.iter().filter(|(family, _)| !["text", "nothing"].contains(family)) {
            all.cells += count.cells;
            all.equal += count.equal;
            all.explained += count.explained;
        }
        all
    }

    /// The share of cells that are equal, text left out.
    pub(crate) fn equal_share(&self) -> f64 {
        let all = self.totals();
        all.equal as f64 / all.cells.max(1) as f64
    }

    /// The share of cells that are equal or differ for a known cause, text left out.
    pub(crate) fn explained_share(&self) -> f64 {
        let all = self.totals();
        (all.equal + all.explained) as f64 / all.cells.max(1) as f64
    }

    /// Prints the report; whether it holds what `is_enough` asks.
    pub(crate) fn print(&self, what: &str, is_enough: fn(&Self) -> bool) -> bool {
        println!("\nDisplayed text, {what}: {} formats\n", self.codes.len());
        println!(
            "| family | cells | equal | explained | not explained | equal, % |\n|---|---|---|---|---|---|"
        );
        let mut totals = self.totals();
        for (family, count) in &self.families {
            count.print(family);
        }
        totals.cells = totals.cells.max(1);
        totals.print("all but text");
        println!();
        for (cause, (cells, first)) in &self.causes {
            println!("- {cause}: {cells} (first: {first})");
        }
        for line in &self.unexplained {
            println!("NOT EXPLAINED {line}");
        }
        println!("\nStored values: {} compared with calamine's", self.values);
        for (cause, (cells, agree, first)) in &self.values_differ {
            println!("- {cause}: {cells}, LibreOffice agrees with us on {agree} (first: {first})");
        }
        let holds = is_enough(self);
        println!("{what}: {}", if holds { "alike enough" } else { "NOT ALIKE ENOUGH" });
        holds
    }
}

impl Count {
    fn print(&self, family: &str) {
        let share = 100.0 * self.equal as f64 / self.cells as f64;
        let rest = self.cells - self.equal - self.explained;
        println!("| {family} | {} | {} | {} | {rest} | {share:.3} |", self.cells, self.equal, self.explained);
    }
}
