//! Sheets that are told of as they finish, several read at once.

#![allow(clippy::unwrap_used, reason = "a test ends at what it does not expect")]

use std::sync::{Arc, Mutex};

use model::{Failure, FailureKind, Progress, Stage};
use rust_xlsxwriter::{Format, Workbook as Writer};
use workbook::{Limits, Reading, Sheet, open, open_and_tell};

/// Remembers what it was told; asks to stop after a number of sheets.
#[derive(Default)]
struct Told {
    names: Mutex<Vec<String>>,
    sheets: Mutex<Vec<(usize, Arc<Sheet>)>>,
    stop_after: Option<usize>,
}

impl Progress for Told {
    fn report(&self, _stage: Stage, _done: u64, _total: u64) {}

    fn cancelled(&self) -> bool {
        self.stop_after.is_some_and(|most| self.sheets.lock().unwrap().len() >= most)
    }
}

impl Reading for Told {
    fn listed(&self, names: Vec<String>) {
        *self.names.lock().unwrap() = names;
    }

    fn finished(&self, at: usize, sheet: &Arc<Sheet>) {
        self.sheets.lock().unwrap().push((at, Arc::clone(sheet)));
    }
}

/// Twelve sheets, each of its own size and with a print area.
fn twelve() -> Vec<u8> {
    let mut book = Writer::new();
    for number in 0..12u32 {
        let sheet = book.add_worksheet();
        sheet.set_name(format!("Table {number}")).unwrap();
        for row in 0..=(number * 37 % 11) * 20 {
            sheet.write_string(row, 0, format!("Area {}", row % 7)).unwrap();
            sheet.write_number(row, 1, f64::from(row * number) / 8.0).unwrap();
        }
        sheet.write_with_format(0, 2, "Total", &Format::new().set_bold()).unwrap();
        sheet.set_print_area(0, 0, 4, 1).unwrap();
    }
    book.save_to_buffer().unwrap()
}

fn cells(sheet: &Sheet) -> String {
    let places = (0..sheet.rows()).flat_map(|row| (0..sheet.cols()).map(move |col| (row, col)));
    places
        .map(|(row, col)| format!("{:?} {:?};", sheet.cell(row, col), sheet.style(row, col)))
        .collect::<Vec<_>>()
        .concat()
}

#[test]
fn each_sheet_is_told_of_once_as_it_will_be_in_the_workbook() {
    let told = Told::default();
    let book = open_and_tell("a.xlsx", &twelve(), &Limits::default(), &told).unwrap();
    let names: Vec<_> = (0..12).map(|number| format!("Table {number}")).collect();
    assert_eq!(*told.names.lock().unwrap(), names);
    let mut sheets = told.sheets.into_inner().unwrap();
    sheets.sort_by_key(|(at, _)| *at);
    assert_eq!(sheets.iter().map(|(at, _)| *at).collect::<Vec<_>>(), (0..12).collect::<Vec<_>>());
    for ((at, sheet), name) in sheets.iter().zip(names) {
        assert!(Arc::ptr_eq(sheet, &book.sheets[*at]), "no second copy of {name}");
        assert_eq!((&sheet.name, sheet.print_areas.len()), (&name, 1));
        let rows = (*at as u32 * 37 % 11) * 20 + 1;
        assert_eq!((sheet.rows(), sheet.cols()), (rows, 3));
        assert!(cells(sheet).starts_with("Text(\"Area 0\")"));
    }
}

#[test]
fn a_text_file_is_one_sheet() {
    let told = Told::default();
    let book = open_and_tell("a.csv", b"a,b\n1,2\n", &Limits::default(), &told).unwrap();
    let sheets = told.sheets.into_inner().unwrap();
    assert_eq!(sheets.len(), 1);
    assert!(Arc::ptr_eq(&sheets[0].1, &book.sheets[0]));
}

#[test]
fn a_job_that_is_stopped_between_sheets_is_cancelled() {
    let told = Told { stop_after: Some(3), ..Told::default() };
    let failure = open_and_tell("a.xlsx", &twelve(), &Limits::default(), &told).unwrap_err();
    assert_eq!(failure.kind, FailureKind::Cancelled);
    assert!(told.sheets.into_inner().unwrap().len() < 12);
}

#[test]
fn the_limit_of_cells_is_that_of_all_sheets_together() {
    let bytes = twelve();
    let all: u64 = (0..12u64).map(|at| ((at * 37 % 11) * 20 + 1) * 3).sum();
    let with = |max_cells: u64| {
        let limits = Limits { max_cells, ..Limits::default() };
        open("a.xlsx", &bytes, &limits, &model::Quiet).map(drop)
    };
    let refused =
        |result: Result<(), Failure>| result.is_err_and(|failure| failure.kind == FailureKind::TooLarge);
    assert!(refused(with(all / 2)));
    assert!(with(all * 400).is_ok());
}
