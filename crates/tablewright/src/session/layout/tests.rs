use model::{CellAddress, CellRange, Quiet};

use super::super::Session;
use crate::view::{CellsView, RoleRequest, TableView};

/// A session with a workbook of these sheets open: lines of cells between `|`. Merges name their sheet and range.
pub(crate) fn open(sheets: &[(&str, &str)], merges: &[(usize, &str)]) -> Session {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.xlsx");
    std::fs::write(&path, book(sheets, merges)).unwrap();
    opened(&path)
}

pub(crate) fn open_csv(text: &str) -> Session {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("data.csv");
    std::fs::write(&path, text).unwrap();
    opened(&path)
}

fn opened(path: &std::path::Path) -> Session {
    let mut session = Session::new();
    session.open(&[path.to_path_buf()], &Quiet);
    assert!(session.view().failures.is_empty(), "{:?}", session.view().failures);
    session
}

fn book(sheets: &[(&str, &str)], merges: &[(usize, &str)]) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    for (index, (name, text)) in sheets.iter().enumerate() {
        let sheet = book.add_worksheet().set_name(*name).unwrap();
        for (at, range) in merges {
            if *at == index {
                let range = range_of(range);
                let format = rust_xlsxwriter::Format::new();
                let (first, last) = (range.first, range.last);
                sheet
                    .merge_range(first.row, first.col as u16, last.row, last.col as u16, "", &format)
                    .unwrap();
            }
        }
        for (row, line) in text.lines().enumerate() {
            for (col, cell) in line.split('|').enumerate() {
                let (row, col, cell) = (row as u32, col as u16, cell.trim());
                match cell.parse::<f64>() {
                    Ok(number) => drop(sheet.write_number(row, col, number).unwrap()),
                    Err(_) if cell.is_empty() => {}
                    Err(_) => drop(sheet.write_string(row, col, cell).unwrap()),
                }
            }
        }
    }
    book.save_to_buffer().unwrap()
}

fn range_of(text: &str) -> CellRange {
    let (first, last) = text.split_once(':').unwrap();
    CellRange::new(first.parse::<CellAddress>().unwrap(), last.parse::<CellAddress>().unwrap())
}

/// The first cells of a sheet.
pub(crate) fn block(session: &Session, workbook: u32, sheet: u32) -> CellsView {
    session.cells(workbook, sheet, 0, 0, 100, 100).unwrap()
}

fn roles(session: &Session) -> Vec<String> {
    block(session, session.view().workbooks[0].id, 0).roles
}

fn table(session: &Session) -> TableView {
    session.view().tables.into_iter().next().unwrap()
}

fn set(session: &mut Session, axis: &str, first: u32, last: u32, role: &str) -> Result<(), model::Failure> {
    let request = RoleRequest { axis: axis.into(), first, last, role: role.into() };
    let id = table(session).id;
    session.set_role(id, &request, &Quiet)
}

const SITES: &str = "Table 1: Visits by site
Counts of patients
Site|Type|Visits|Beds
North|Acute|10|1
West|Acute|20|2
East|Other|30|3
All of them|Any|60|6
Source: returns";

#[test]
fn rows_and_columns_get_other_parts_and_undo_has_their_names() {
    let mut session = open(&[("Sites", SITES)], &[]);
    assert_eq!(roles(&session)[6], "LLTT", "{:?}", roles(&session));
    set(&mut session, "rows", 6, 6, "value").unwrap();
    assert_eq!(roles(&session)[6], "LLVV");
    assert_eq!(session.view().undo.as_deref(), Some("read row 7 as values"));
    set(&mut session, "rows", 6, 6, "total").unwrap();
    assert_eq!(roles(&session)[6], "LLTT");
    set(&mut session, "rows", 3, 4, "ignore").unwrap();
    assert_eq!(session.view().undo.as_deref(), Some("leave rows 4 to 5 out"));
    assert_eq!(table(&session).observations, 4);
    set(&mut session, "columns", 3, 3, "note").unwrap();
    assert_eq!(roles(&session)[5], "LLVN");
    set(&mut session, "columns", 2, 2, "label").unwrap_err();
    for _ in 0..4 {
        session.undo(&Quiet).unwrap();
    }
    assert_eq!((roles(&session)[6].as_str(), table(&session).corrected), ("LLTT", false));
}

#[test]
fn a_total_that_a_person_names_has_its_parts() {
    let text = "Table 1: Patients by site\nSite|Patients\nNorth|10\nWest|20\nNorth and West|30\nEast|5\nSouth|7\nEast and South|12\n";
    let mut session = open(&[("Sites", text)], &[]);
    let totals = |session: &Session| {
        let columns = session.columns(table(session).id).unwrap().columns;
        let site = columns.into_iter().find(|column| column.part == "dimension").unwrap();
        let totals = site.values.into_iter().filter(|value| value.total).map(|value| value.label);
        totals.collect::<Vec<String>>()
    };
    assert_eq!(totals(&session), Vec::<String>::new());
    set(&mut session, "rows", 4, 4, "total").unwrap();
    set(&mut session, "rows", 7, 7, "total").unwrap();
    assert_eq!(totals(&session), ["North and West", "East and South"]);
    set(&mut session, "rows", 4, 4, "value").unwrap();
    assert_eq!(totals(&session), ["East and South"]);
}

#[test]
fn a_worded_total_can_be_taken_back() {
    let text = "Table 1: Patients by site\nSite|Patients\nNorth|10\nWest|20\nEast|5\nTotal|35\n";
    let mut session = open(&[("Sites", text)], &[]);
    let is_sum = |session: &Session| {
        let columns = session.columns(table(session).id).unwrap().columns;
        columns[0].values.iter().any(|value| value.total)
    };
    assert!(is_sum(&session));
    set(&mut session, "rows", 5, 5, "value").unwrap();
    assert!(!is_sum(&session));
}

#[test]
fn what_leaves_no_table_is_refused_and_changes_nothing() {
    let mut session = open(&[("Sites", SITES)], &[]);
    let before = session.view();
    for (axis, first, last, role, why) in [
        ("rows", 3, 6, "ignore", "no values"),
        ("rows", 2, 2, "note", "no header"),
        ("columns", 2, 3, "ignore", "no values"),
        ("columns", 0, 0, "header", "made of rows"),
        ("rows", 4, 4, "header", "below the first values"),
        ("rows", 40, 41, "note", "reach"),
        ("sideways", 0, 0, "note", "neither"),
        ("rows", 0, 0, "king", "no part"),
    ] {
        let failure = set(&mut session, axis, first, last, role).unwrap_err();
        assert!(failure.text().contains(why), "{}", failure.text());
    }
    assert_eq!(session.view(), before);
}

#[test]
fn rows_around_the_table_are_pulled_in() {
    let mut session = open(&[("Sites", SITES)], &[]);
    set(&mut session, "rows", 1, 1, "header").unwrap();
    assert_eq!(&roles(&session)[1..3], ["HHHH", "HHHH"]);
    assert_eq!(table(&session).range, "A2:D7");
    set(&mut session, "rows", 1, 1, "note").unwrap();
    assert_eq!(table(&session).range, "A3:D7");
}

#[test]
fn columns_follow_the_layout_and_keep_what_a_person_said() {
    let mut session = open(&[("Sites", SITES)], &[]);
    let id = table(&session).id;
    let request = crate::view::ColumnRequest {
        column: "site".into(),
        part: "dimension".into(),
        name: Some("place".into()),
        label: None,
        kind: None,
        unit: None,
    };
    session.set_column(id, &request, &Quiet).unwrap();
    set(&mut session, "columns", 1, 1, "ignore").unwrap();
    let names = |session: &Session| {
        let columns = session.columns(id).unwrap().columns;
        columns.into_iter().map(|column| (column.name, column.problem)).collect::<Vec<_>>()
    };
    let plain = |name: &str| (name.to_owned(), None);
    assert_eq!(names(&session), [plain("place"), plain("Visits"), plain("Beds")]);
    assert!(!session.view().steps.iter().any(|step| step.id == "columns" && step.state == "attention"));
    set(&mut session, "columns", 0, 0, "ignore").unwrap();
    let missing = names(&session).into_iter().find(|(name, _)| name == "place").unwrap();
    assert!(missing.1.unwrap().contains("'site'"));
    // Saying nothing of a column that is gone forgets it.
    session.set_column(id, &crate::view::ColumnRequest { name: None, ..request }, &Quiet).unwrap();
    assert!(!names(&session).iter().any(|(name, _)| name == "place"));
}

#[test]
fn a_layout_is_confirmed_until_its_shape_changes() {
    let mut session = open(&[("Sites", SITES)], &[]);
    let id = table(&session).id;
    session.confirm_table(id, &Quiet).unwrap();
    assert_eq!((table(&session).confidence.as_str(), table(&session).corrected), ("confirmed", false));
    set(&mut session, "columns", 3, 3, "ignore").unwrap();
    assert_ne!(table(&session).confidence, "confirmed");
    session.reset_layout(id, &Quiet).unwrap();
    assert!(!table(&session).corrected && table(&session).confidence != "confirmed");
    assert!(session.view().undo.unwrap().starts_with("read 'Table 1"));
}

#[test]
fn corrections_are_found_again_in_the_next_release() {
    let first = "Table 1: Visits, April 2024
Site|April 2024|Change
North|10|1
Whole|10|1
Source: returns";
    let next = "Table 1: Visits, May 2024
A new line that was not there
Site|May 2024|Change
South|5|2
North|10|1
Whole|15|3
Source: returns";
    let mut session = open(&[("Visits", first)], &[]);
    set(&mut session, "rows", 3, 3, "total").unwrap();
    set(&mut session, "columns", 2, 2, "ignore").unwrap();
    let recipe = session.recipe_toml().unwrap();
    assert!(recipe.contains("says = [\"Whole\"]"), "{recipe}");
    let folder = tempfile::tempdir().unwrap();
    let (book_path, recipe_path) = (folder.path().join("next.xlsx"), folder.path().join("r.toml"));
    std::fs::write(&book_path, book(&[("Visits", next)], &[])).unwrap();
    std::fs::write(&recipe_path, &recipe).unwrap();
    let mut session = Session::new();
    session.open(&[recipe_path, book_path], &Quiet);
    assert!(session.view().failures.is_empty(), "{:?}", session.view().failures);
    let roles = roles(&session);
    assert_eq!(roles[5], "LTX", "{roles:?}");
    assert_eq!(roles[4], "LVX");
}

#[test]
fn a_correction_that_finds_nothing_stops_the_release_until_a_person_has_looked() {
    let mut session = open(&[("Sites", SITES)], &[]);
    set(&mut session, "rows", 4, 4, "ignore").unwrap();
    let recipe = session.recipe_toml().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let (book_path, recipe_path) = (folder.path().join("next.xlsx"), folder.path().join("r.toml"));
    std::fs::write(&book_path, book(&[("Sites", &SITES.replace("West", "Midlands"))], &[])).unwrap();
    std::fs::write(&recipe_path, &recipe).unwrap();
    let mut session = Session::new();
    session.open(&[recipe_path, book_path], &Quiet);
    let all = crate::view::FindingsQuery::default();
    let unmatched = |session: &Session| {
        let found = session.findings(&crate::view::FindingsQuery { count: 100, ..all.clone() }).findings;
        found.into_iter().filter(|finding| finding.kind == "recipe-unmatched").collect::<Vec<_>>()
    };
    assert_eq!(unmatched(&session).len(), 1);
    assert!(unmatched(&session)[0].text.contains("row 'West, Acute'"), "{}", unmatched(&session)[0].text);
    let id = table(&session).id;
    session.confirm_table(id, &Quiet).unwrap();
    assert!(unmatched(&session).is_empty());
}
