//! Tidy rows traced to their cells and back: on drawn tables, and on real workbooks where those are at hand.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test may stop and speak")]

use std::collections::BTreeSet;
use std::path::PathBuf;

use model::{CellAddress, CellRange, Quiet, TidyTable};
use proptest::prelude::*;
use tables::{Gives, LaidOut, TidyOptions, find_tables, lay_out};
use workbook::{Cell, Limits, Sheet, open};

/// Labels that the program gives where a cell says nothing.
const NAMED: [&str; 4] = ["", "Total", "All", "Ungrouped"];

/// Letters and digits alone: how a text is joined and marked does not matter here.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether the cells say what the table says; dates and numbers are written in another form.
fn says(sheet: &Sheet, cells: &[CellAddress], label: &str) -> bool {
    if cells.is_empty() {
        return NAMED.contains(&label);
    }
    if cells.iter().any(|at| !matches!(sheet.cell(at.row, at.col), Cell::Text(_))) {
        return cells.iter().all(|at| !sheet.cell(at.row, at.col).is_blank());
    }
    let text: String = cells.iter().map(|at| bare(&sheet.text(at.row, at.col))).collect();
    // A note mark inside a label is no part of it.
    label.split_whitespace().all(|word| text.contains(&bare(word)))
}

fn label(table: &TidyTable, index: usize, gives: Gives) -> String {
    match gives {
        Gives::Dimension(at) => table.category(at, index).label.clone(),
        Gives::Code(at) => table.category(at, index).code.clone().unwrap_or_default(),
        Gives::Measure | Gives::Value => String::new(),
    }
}

fn check(name: &str, sheet: &Sheet, laid: &LaidOut) -> usize {
    let LaidOut { table, sources, .. } = laid;
    let step = (table.len() / 20).max(1);
    let mut checked = 0;
    for index in (0..table.len()).step_by(step) {
        let cells = sources.of(table, index);
        assert_eq!(cells[0], (table.cell(index), Gives::Value));
        for at in 0..table.dimensions.len() {
            let gives = Gives::Dimension(at);
            let own: Vec<CellAddress> =
                cells.iter().filter(|(_, other)| *other == gives).map(|(cell, _)| *cell).collect();
            let label = label(table, index, gives);
            assert!(says(sheet, &own, &label), "{name} {}: {own:?} say no '{label}'", sheet.name);
        }
        for (cell, _) in &cells {
            let selection = sources.within(table, &CellRange::new(*cell, *cell));
            assert!(selection.holds(index), "{name} {}: {cell} does not lead back", sheet.name);
            let other = (index + step) % table.len();
            let back = sources.of(table, other).iter().any(|(known, _)| known == cell);
            assert_eq!(selection.holds(other), back, "{name} {}: {cell}", sheet.name);
        }
        checked += 1;
    }
    checked
}

/// A table with merged headings, merged and blank labels and groups, laid out as the numbers say.
fn drawn(shape: &[(u8, bool, bool)], columns: u32, merged: bool) -> Sheet {
    let mut sheet = Sheet::new("Drawn");
    sheet.put(0, 0, Cell::Text("Table 1: Patients by site, ward and sex"), 0);
    sheet.put(2, 0, Cell::Text("Site"), 0);
    sheet.put(2, 1, Cell::Text("Ward"), 0);
    for at in 0..columns {
        let (first, name) = (2 + at * 2, 2015 + at);
        sheet.put(1, first, Cell::Text(&format!("Year {name}")), 0);
        sheet.put(2, first, Cell::Text("Men"), 0);
        sheet.put(2, first + 1, Cell::Text("Women"), 0);
        if merged {
            sheet.merges.push(CellRange::new(CellAddress::new(1, first), CellAddress::new(1, first + 1)));
        }
    }
    let mut row = 3;
    for (block, (height, group, blank)) in shape.iter().enumerate() {
        if *group {
            sheet.put(row, 0, Cell::Text(&format!("Part {block}")), 0);
            row += 1;
        }
        let top = row;
        for ward in 0..u32::from(*height) {
            if ward == 0 || !blank {
                sheet.put(row, 0, Cell::Text(&format!("Site {block}")), 0);
            }
            sheet.put(row, 1, Cell::Text(&format!("Ward {ward}")), 0);
            for col in 2..2 + columns * 2 {
                // Some cells are blank: they are no rows.
                if (row * 7 + col * 3) % 11 > 0 {
                    sheet.put(row, col, Cell::Number(f64::from(row * 100 + col)), 0);
                }
            }
            row += 1;
        }
        if *blank && merged && row > top + 1 {
            sheet.merges.push(CellRange::new(CellAddress::new(top, 0), CellAddress::new(row - 1, 0)));
        }
    }
    sheet
}

proptest! {
    #[test]
    fn rows_lead_to_their_cells_and_back(
        shape in prop::collection::vec((1u8..5, any::<bool>(), any::<bool>()), 1..5),
        columns in 1u32..4,
        merged in any::<bool>(),
        area in (0u32..20, 0u32..8, 0u32..6, 0u32..4),
    ) {
        let sheet = drawn(&shape, columns, merged);
        for layout in find_tables("drawn.xlsx", &sheet, &Quiet).unwrap() {
            let laid = lay_out("drawn.xlsx", &sheet, &layout, None, &TidyOptions::default()).unwrap();
            check("drawn.xlsx", &sheet, &laid);
            // An area selects exactly the rows that trace into it.
            let (row, col, height, width) = area;
            let area = CellRange::new(CellAddress::new(row, col), CellAddress::new(row + height, col + width));
            let selection = laid.sources.within(&laid.table, &area);
            for index in 0..laid.table.len() {
                let traced = laid.sources.of(&laid.table, index);
                let inside = traced.iter().any(|(cell, _)| area.contains(*cell));
                prop_assert_eq!(selection.holds(index), inside);
            }
        }
    }
}

#[test]
fn every_part_of_a_row_is_traced_to_cells_that_say_it() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/workbooks");
    let Ok(files) = std::fs::read_dir(&folder) else {
        return println!("skipped: the folder ../shared/workbooks is missing");
    };
    let files: BTreeSet<PathBuf> = files.map(|file| file.unwrap().path()).collect();
    let (mut tables, mut checked) = (0, 0);
    for path in files.iter().filter(|path| path.is_file()) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let bytes = std::fs::read(path).unwrap();
        if bytes.len() > 700_000 {
            continue;
        }
        let Ok(book) = open(&name, &bytes, &Limits::default(), &Quiet) else { continue };
        for sheet in &book.sheets {
            for layout in find_tables(&name, sheet, &Quiet).unwrap() {
                let Ok(laid) = lay_out(&name, sheet, &layout, None, &TidyOptions::default()) else {
                    continue;
                };
                checked += check(&name, sheet, &laid);
                tables += 1;
            }
        }
    }
    assert!(tables > 50 && checked > 500, "{tables} tables, {checked} rows");
}
