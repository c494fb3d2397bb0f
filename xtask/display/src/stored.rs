//! Stored values beside calamine's, and beside `LibreOffice`'s where they differ.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, Range, Reader, open_workbook_auto_from_rs};
use model::CellAddress;
use workbook::{Cell, Sheet, iso_date};

use crate::flat;
use crate::report::Report;

/// A workbook as calamine reads it.
pub(crate) struct Stored {
    ranges: BTreeMap<String, Range<Data>>,
}

impl Stored {
    /// Reads all sheets; those that calamine cannot read are left out.
    pub(crate) fn read(bytes: &[u8]) -> Self {
        let Ok(mut book) = open_workbook_auto_from_rs(Cursor::new(bytes)) else {
            return Self { ranges: BTreeMap::new() };
        };
        let names = book.sheet_names();
        let ranges =
            names.into_iter().filter_map(|name| Some((name.clone(), book.worksheet_range(&name).ok()?)));
        Self { ranges: ranges.collect() }
    }

    /// Compares a sheet cell by cell.
    pub(crate) fn compare(&self, report: &mut Report, file: &str, sheet: &Sheet, cells: &flat::Cells) {
        let Some(range) = self.ranges.get(&sheet.name) else { return };
        let end = range.end().map_or((0, 0), |(row, col)| (row + 1, col + 1));
        for row in 0..sheet.rows().max(end.0) {
            for col in 0..sheet.cols().max(end.1) {
                let ours = sheet.stored_text(row, col).map_or(sheet.cell(row, col), Cell::Text);
                let theirs = range.get_value((row, col)).unwrap_or(&Data::Empty);
                report.values += u64::from(ours != Cell::Empty || *theirs != Data::Empty);
                if is_same(ours, theirs) {
                    continue;
                }
                let agrees = cells.get(&(row, col)).is_some_and(|cell| agrees(ours, cell))
                    || ours == Cell::Empty && !cells.contains_key(&(row, col));
                let place =
                    || format!("{file} '{}'!{} {ours:?} {theirs:?}", sheet.name, CellAddress::new(row, col));
                let entry =
                    report.values_differ.entry(cause(ours, theirs)).or_insert_with(|| (0, 0, place()));
                entry.0 += 1;
                entry.1 += u64::from(agrees);
            }
        }
    }
}

fn is_same(ours: Cell<'_>, theirs: &Data) -> bool {
    match (ours, theirs) {
        (Cell::Empty, Data::Empty) => true,
        (Cell::Empty, Data::String(text)) => text.is_empty(),
        (Cell::Text(ours), Data::String(theirs)) => ours == theirs,
        (Cell::Number(ours), Data::Float(theirs)) => ours.to_bits() == theirs.to_bits(),
        (Cell::Number(ours), Data::Int(theirs)) => ours.to_bits() == (*theirs as f64).to_bits(),
        (Cell::Bool(ours), Data::Bool(theirs)) => ours == *theirs,
        (Cell::Error(ours), Data::Error(theirs)) => ours == theirs.to_string(),
        (Cell::DateTime(ours), Data::DateTime(theirs)) => {
            !theirs.is_duration() && ours.to_bits() == theirs.as_f64().to_bits()
        }
        (Cell::Duration(ours), Data::DateTime(theirs)) => {
            theirs.is_duration() && ours.to_bits() == theirs.as_f64().to_bits()
        }
        (Cell::DateTime(ours), Data::DateTimeIso(theirs)) => {
            let ours = iso_date(ours);
            ours == *theirs || theirs.strip_prefix(&ours) == Some("T00:00:00")
        }
        _ => false,
    }
}

fn agrees(ours: Cell<'_>, theirs: &flat::Cell) -> bool {
    match ours {
        Cell::Empty => false,
        Cell::Text(text) | Cell::Error(text) => text.trim() == theirs.text.trim(),
        Cell::Number(number) => theirs.value.parse() == Ok(number),
        Cell::Bool(value) => theirs.value == value.to_string(),
        Cell::DateTime(serial) => iso_date(serial) == theirs.value,
        Cell::Duration(_) => theirs.kind == "time",
    }
}

fn cause(ours: Cell<'_>, theirs: &Data) -> &'static str {
    match (ours, theirs) {
        (Cell::Empty, _) => "a cell that only calamine has",
        (_, Data::Empty) => "a cell that calamine does not have",
        (Cell::Text(_), Data::String(_)) => "a text that calamine has differently",
        (Cell::Number(_), Data::Float(_) | Data::Int(_)) => "a number that calamine has differently",
        (Cell::Duration(_), _) => "a duration",
        (Cell::DateTime(_), _) => "a date",
        _ => "a value of another type",
    }
}
