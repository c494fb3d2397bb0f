//! What was written of a table, read back and held against its sheet.

use std::fmt::Write;
use std::path::Path;
use std::sync::Arc;

use model::{Failure, Finding, Place, Severity, What};
use tables::{Additions, Sum, Tally};

use crate::found::{FoundTable, Layouts};
use crate::source::Source;
use crate::workshop::shown;

/// Numbers of the sheet that are not in the file, and why.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct LeftOut {
    /// What they are: `hidden rows and columns`, `totals`, `columns of notes`, `ignored rows and columns`.
    pub what: &'static str,
    /// How many, and their sum.
    #[serde(flatten)]
    pub sum: Sum,
}

/// The numbers of a table on its sheet and in its file.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Reconciliation {
    /// In the range of the table on its sheet, hidden ones included.
    pub on_sheet: Sum,
    /// Not written, by the reason.
    pub left_out: Vec<LeftOut>,
    /// In the file, as it was read back.
    pub written: Sum,
    /// Whether what is on the sheet is what is in the file and what was left out.
    pub agrees: bool,
    /// The sums that the table says it has.
    pub additions: Additions,
}

impl Reconciliation {
    /// Puts both sides together. Cells that no part of the table takes in are left out by nobody: they break it.
    pub(super) fn of(tally: Tally, totals: Sum, written: Sum, additions: Additions) -> Self {
        let all = [tally.values, tally.hidden, tally.notes, tally.ignored, tally.unread];
        let on_sheet = all.iter().fold(Sum::default(), |sum, one| plus(sum, *one));
        let left_out: Vec<LeftOut> = [
            ("hidden rows and columns", tally.hidden),
            ("columns of notes", tally.notes),
            ("ignored rows and columns", tally.ignored),
            ("totals", totals),
        ]
        .into_iter()
        .filter(|(_, sum)| sum.numbers > 0)
        .map(|(what, sum)| LeftOut { what, sum })
        .collect();
        let accounted = left_out.iter().fold(written, |sum, left| plus(sum, left.sum));
        Self { on_sheet, agrees: on_sheet.agrees(&accounted), left_out, written, additions }
    }

    /// A finding, where the two sides do not agree.
    pub fn finding(&self, table: &str, place: Place) -> Option<Finding> {
        if self.agrees {
            return None;
        }
        let left =
            |left: &LeftOut| format!("{}: {} with the sum {}.", left.what, left.sum.numbers, left.sum.sum);
        let what = What::NotReconciled {
            on_sheet: self.on_sheet.numbers,
            written: self.written.numbers,
            sum_on_sheet: self.on_sheet.sum,
            sum_written: self.written.sum,
            why: self.left_out.iter().map(left).collect(),
        };
        let finding =
            Finding::thing(None, Severity::Warning, place, &format!("{table}/reconciliation"), what);
        Some(Finding { table: Some(table.to_owned()), ..finding })
    }

    /// In a line of words.
    pub fn text(&self) -> String {
        let mut text = format!(
            "{} of {} numbers, sum {} of {}",
            self.written.numbers,
            self.on_sheet.numbers,
            shown_sum(self.written.sum),
            shown_sum(self.on_sheet.sum)
        );
        for left in &self.left_out {
            let _ = write!(text, "; left out: {} {}", left.sum.numbers, left.what);
        }
        if self.additions.broken > 0 {
            let (broken, tried) = (self.additions.broken, self.additions.tried);
            let _ = write!(text, "; {broken} of {tried} sums do not add up");
        }
        text.push_str(if self.agrees { "; reconciled" } else { "; NOT RECONCILED" });
        text
    }
}

/// A sum without the digits that adding up in binary leaves behind.
fn shown_sum(sum: f64) -> String {
    tables::number_text(model::Precision::GENERAL.displayed(sum))
}

const fn plus(one: Sum, other: Sum) -> Sum {
    Sum { numbers: one.numbers + other.numbers, sum: one.sum + other.sum }
}

/// The numbers of a table on its sheet, or on its sheets; none for a CSV that is tidy already.
pub(super) fn on_sheet(sources: &[(Arc<Source>, Arc<Layouts>)], table: &FoundTable) -> Option<Tally> {
    if !table.stack.is_empty() {
        let parts = table.stack.iter().map(|part| on_sheet(sources, part));
        return parts.reduce(|one, other| {
            let (one, other) = (one?, other?);
            Some(Tally {
                values: plus(one.values, other.values),
                hidden: plus(one.hidden, other.hidden),
                notes: plus(one.notes, other.notes),
                ignored: plus(one.ignored, other.ignored),
                unread: plus(one.unread, other.unread),
            })
        })?;
    }
    let sheet = &sources[table.source].0.workbook.sheets[table.sheet];
    let layout = table.layout.as_ref()?;
    Some(tables::tally(sheet, layout, table.tidy.stored_values))
}

/// The numbers in columns of a CSV, read from the disc.
pub(super) fn written(path: &Path, is_value: impl Fn(usize, &str) -> bool) -> Result<Sum, Failure> {
    let failure = |error: csv::Error| Failure::reading(shown(path), &error.into());
    let mut reader = csv::Reader::from_path(path).map_err(failure)?;
    let header = reader.headers().map_err(failure)?.clone();
    let columns: Vec<usize> =
        header.iter().enumerate().filter(|(at, name)| is_value(*at, name)).map(|(at, _)| at).collect();
    let mut sum = Sum::default();
    // Of millions of rows only the values are looked at as text.
    let mut record = csv::ByteRecord::new();
    while reader.read_byte_record(&mut record).map_err(failure)? {
        let fields = columns.iter().filter_map(|at| std::str::from_utf8(record.get(*at)?).ok());
        let numbers = fields.filter_map(tables::figure);
        numbers.for_each(|number| sum.add(number));
    }
    Ok(sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum(numbers: u64, sum: f64) -> Sum {
        Sum { numbers, sum }
    }

    #[test]
    fn what_was_left_out_on_purpose_reconciles_and_what_was_lost_does_not() {
        let tally = Tally { values: sum(6, 60.0), hidden: sum(2, 5.0), ..Tally::default() };
        let whole = Reconciliation::of(tally, sum(1, 30.0), sum(5, 30.0), Additions::default());
        assert!(whole.agrees && whole.finding("t", Place::file("f")).is_none());
        assert_eq!(whole.on_sheet, sum(8, 65.0));
        let lost = Reconciliation::of(tally, Sum::default(), sum(5, 50.0), Additions::default());
        assert!(!lost.agrees && lost.text().ends_with("NOT RECONCILED"), "{}", lost.text());
        let text = lost.finding("t", Place::file("f")).map(|finding| finding.text()).unwrap_or_default();
        assert!(
            text.contains("8 numbers with the sum 65 on the sheet, 5 with the sum 50 in the file"),
            "{text}"
        );
        let unread = Tally { unread: sum(1, 7.0), ..tally };
        assert!(!Reconciliation::of(unread, Sum::default(), sum(6, 60.0), Additions::default()).agrees);
    }
}
