use model::Quiet;

use super::super::Session;
use super::super::layout::tests::{block, open};
use crate::view::RoleRequest;

/// Two header levels with merges, labels that stand for the rows below them, groups, a note.
fn wards() -> Session {
    open(
        &[(
            "Wards",
            "Table 1: Patients by ward and sex|||||
                      ||2023||2024|
                      Site|Ward|Men|Women|Men|Women
                      North|A|10|11|12|13
                      |B|20|21|22|*
                      South|A|30|31|32|33
                      |B|40||42|43
                      Note: counts of patients",
        )],
        &[(0, "C2:D2"), (0, "E2:F2"), (0, "A2:A3"), (0, "A4:A5")],
    )
}

#[test]
fn cells_come_with_their_parts_and_merges() {
    let session = wards();
    let view = session.view();
    let workbook = view.workbooks[0].id;
    let shape = session.sheet(workbook, 0).unwrap();
    assert_eq!((shape.rows, shape.cols), (8, 6));
    assert_eq!((shape.tables.len(), shape.tables[0].area), (1, (1, 0, 6, 5)));
    assert!(shape.widths[0] < 30, "a title widens nothing: {:?}", shape.widths);
    let cells = session.cells(workbook, 0, 0, 0, 100, 100).unwrap();
    assert_eq!(cells.roles, ["I.....", "HHHHHH", "HHHHHH", "LLVVVV", "LLVVVV", "LLVVVV", "LLVVVV", "N....."]);
    assert_eq!(cells.looks[4], "ttnnnt");
    assert_eq!(cells.texts[1], ["", "", "2023", "", "2024", ""]);
    // A merge that begins outside the block is still told, with its text.
    let cells = session.cells(workbook, 0, 1, 3, 1, 1).unwrap();
    assert_eq!((cells.texts[0][0].as_str(), cells.merges.len()), ("", 1));
    let merge = &cells.merges[0];
    assert_eq!((merge.col, merge.cols, merge.text.as_str(), merge.role.as_str()), (2, 2, "2023", "H"));
    assert!(session.cells(workbook, 0, 500, 0, 10, 10).unwrap().texts.is_empty());
    assert!(session.cells(workbook, 7, 0, 0, 1, 1).is_err() && session.sheet(99, 0).is_err());
}

#[test]
fn a_block_is_never_larger_than_its_bounds() {
    let session = wards();
    let workbook = session.view().workbooks[0].id;
    let cells = session.cells(workbook, 0, 2, 1, u32::MAX, u32::MAX).unwrap();
    assert_eq!((cells.texts.len(), cells.texts[0].len(), cells.roles[0].len()), (6, 5, 5));
}

#[test]
fn a_trace_names_every_cell_behind_a_row() {
    let session = wards();
    let table = session.view().tables[0].id;
    let rows = session.rows(table, false, 0, 100).unwrap();
    let at = rows.rows.iter().position(|row| row.cell == "F5").unwrap();
    let trace = session.trace(table, at as u32).unwrap();
    let cells: Vec<(&str, &str)> =
        trace.cells.iter().map(|cell| (cell.cell.as_str(), cell.gives.as_str())).collect();
    assert_eq!(cells, [("F5", "value"), ("A4", "site"), ("B5", "ward"), ("E2", "year"), ("F3", "sex")]);
    assert!(session.trace(table, rows.total).is_err());
}

#[test]
fn what_traces_to_a_cell_is_found_from_it() {
    for session in [wards(), grouped(), with_codes()] {
        let table = session.view().tables[0].id;
        let total = session.rows(table, false, 0, 0).unwrap().total;
        assert!(total > 0);
        for row in 0..total {
            for cell in session.trace(table, row).unwrap().cells {
                let back = session.rows_of(table, cell.row, cell.col, cell.row, cell.col).unwrap();
                assert!(back.rows.contains(&row), "{} of row {row}: {back:?}", cell.cell);
                assert_eq!(back.total as usize, back.rows.len());
            }
        }
        // And nothing else is: every row found from a cell traces to it.
        for at in 0..12 {
            for col in 0..8 {
                for row in session.rows_of(table, at, col, at, col).unwrap().rows {
                    let cells = session.trace(table, row).unwrap().cells;
                    assert!(cells.iter().any(|cell| (cell.row, cell.col) == (at, col)), "{row} {at} {col}");
                }
            }
        }
    }
}

fn grouped() -> Session {
    open(
        &[(
            "Groups",
            "Table 2: Visits by site
                       Site|Visits|Patients
                       North||
                       A|10|5
                       B|20|6
                       South||
                       A|30|7
                       C|40|8
                       Total|100|26",
        )],
        &[],
    )
}

fn with_codes() -> Session {
    open(
        &[(
            "Codes",
            "Table 3: Deaths by region
                      Code|Region|Deaths
                      E12000001|North East|10
                      E12000002|North West|20
                      E12000003|Yorkshire and The Humber|30",
        )],
        &[],
    )
}

#[test]
fn a_group_heading_and_a_code_are_traced() {
    let session = grouped();
    let table = session.view().tables[0].id;
    let gives = |session: &Session, table: u32, row: u32| {
        let trace = session.trace(table, row).unwrap();
        trace.cells.into_iter().map(|cell| format!("{} {}", cell.cell, cell.gives)).collect::<Vec<_>>()
    };
    assert!(gives(&session, table, 0).contains(&"A3 category".to_owned()), "{:?}", gives(&session, table, 0));
    assert_eq!(session.rows_of(table, 2, 0, 2, 0).unwrap().rows, [0, 1, 2, 3]);
    let session = with_codes();
    let table = session.view().tables[0].id;
    assert_eq!(gives(&session, table, 1), ["C4 value", "B4 region", "A4 region_code", "C2 measure"]);
}

#[test]
fn an_area_selects_by_values_labels_and_headings() {
    let session = wards();
    let table = session.view().tables[0].id;
    let total = |a, b, c, d| session.rows_of(table, a, b, c, d).unwrap().total;
    assert_eq!(total(0, 0, 0, 5), 0, "a title gives no rows");
    assert_eq!(
        total(1, 2, 1, 2),
        7,
        "a merged year heads two columns of four rows, one cell of which is blank"
    );
    assert_eq!(total(3, 0, 3, 0), 8, "a site stands for its two rows");
    assert_eq!(total(6, 3, 6, 3), 0, "a blank cell is no row");
    assert_eq!(total(0, 0, u32::MAX, u32::MAX), 15);
    assert_eq!(total(4, 5, 3, 4), 4, "corners may come in any order");
}

#[test]
fn text_is_found_in_cells_in_both_directions_and_round() {
    let session = wards();
    let workbook = session.view().workbooks[0].id;
    let find = |text: &str, after: (u32, u32), backwards: bool| {
        let found = session.find_cell(workbook, 0, text, after, backwards, &Quiet).unwrap();
        found.map(|found| (found.cell, found.wrapped))
    };
    let hit = |cell: &str, wrapped: bool| Some((cell.to_owned(), wrapped));
    assert_eq!(find("MEN", (0, 0), false), hit("C3", false));
    assert_eq!(find("men", (2, 2), false), hit("D3", false));
    assert_eq!(find("men", (2, 5), false), hit("C3", true));
    assert_eq!(find("men", (2, 2), true), hit("F3", true));
    assert_eq!(find("south", (5, 0), false), hit("A6", true));
    assert_eq!(find("south", (5, 0), true), hit("A6", true));
    assert_eq!(find("4", (6, 3), true), hit("C7", false));
    assert_eq!((find("nowhere", (0, 0), false), find("  ", (0, 0), false)), (None, None));
    assert_eq!(find("2024", (99, 99), false), hit("E2", true));
}

#[test]
fn text_is_found_in_tidy_rows() {
    let session = wards();
    let table = session.view().tables[0].id;
    let find = |text: &str, after: u32, backwards: bool| {
        session.find_row(table, text, after, backwards, &Quiet).unwrap()
    };
    assert_eq!(find("south", 0, false), Some(8));
    assert_eq!(find("south", 14, false), Some(8));
    assert_eq!(find("South", 8, true), Some(14));
    assert_eq!(find("22", 0, false), Some(6));
    assert_eq!(find("*", 0, false), Some(7));
    assert_eq!(find("nowhere", 0, false), None);
}

#[test]
fn a_tidy_csv_is_looked_at_too() {
    let session = super::super::layout::tests::open_csv(
        "area,sex,measure,value,marker\nNorth,Men,Deaths,10,\nNorth,Women,Deaths,,*\n",
    );
    let view = session.view();
    let (workbook, table) = (view.workbooks[0].id, view.tables[0].id);
    let cells = session.cells(workbook, 0, 0, 0, 10, 10).unwrap();
    assert_eq!(cells.roles, ["HHHHH", "LL.V.", "LL.V."]);
    let trace = session.trace(table, 1).unwrap();
    let cells: Vec<String> = trace.cells.iter().map(|cell| format!("{} {}", cell.cell, cell.gives)).collect();
    assert_eq!(cells, ["D3 value", "A3 area", "B3 sex", "C3 measure"]);
    assert_eq!(session.rows_of(table, 2, 0, 2, 0).unwrap().rows, [1]);
}

#[test]
fn corrected_tables_show_their_new_parts() {
    let mut session = wards();
    let view = session.view();
    let (workbook, table) = (view.workbooks[0].id, view.tables[0].id);
    let request = RoleRequest { axis: "columns".into(), first: 5, last: 5, role: "ignore".into() };
    session.set_role(table, &request, &Quiet).unwrap();
    let cells = session.cells(workbook, 0, 0, 0, 10, 10).unwrap();
    assert_eq!(cells.roles[3], "LLVVVX");
    assert_eq!(session.sheet(workbook, 0).unwrap().tables[0].area, (1, 0, 6, 4));
    assert!(session.view().tables[0].corrected);
    session.publish_table(table, false, &Quiet).unwrap();
    let shape = session.sheet(workbook, 0).unwrap();
    assert!(shape.tables[0].left_out);
    assert!(!block(&session, workbook, 0).roles[3].contains('.'));
}
