//! A file is read when it is opened, and never again: another program may have changed it since.

use super::*;
use crate::source::OPENED;
use crate::straight::pass;

fn opened() -> Vec<PathBuf> {
    OPENED.with(|opened| opened.borrow().clone())
}

const RECIPE: &str = "version = 1\n[disclosure]\npolicy = \"legacy-1-5\"\n[[table]]\nname = \"deaths\"\n";

#[test]
fn undo_match_and_export_read_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let files = put(folder.path(), &[("deaths.csv", PLAIN), ("recipe.toml", RECIPE)]);
    OPENED.with(|opened| opened.borrow_mut().clear());
    let mut session = Session::new();
    session.open(&files, &Quiet);
    assert_eq!(opened(), files, "each once");
    for file in &files {
        std::fs::write(file, "changed since").unwrap();
    }
    assert!(!session.view().matching.is_empty());
    session.set_field("title", "Deaths", &Quiet).unwrap();
    session.undo(&Quiet).unwrap();
    session.undo(&Quiet).unwrap();
    assert!(session.view().workbooks.is_empty());
    session.redo(&Quiet).unwrap();
    session.redo(&Quiet).unwrap();
    assert_eq!(session.view().workbooks.len(), 1);
    let _ = session.sheet(session.view().workbooks[0].id, 0).unwrap();
    decide_all(&mut session);
    // Written or refused: it is not the file that decides.
    let _ = session.export(&folder.path().join("out"), None, &Quiet);
    assert_eq!(opened(), files, "still each once");
}

#[test]
fn a_conversion_straight_through_opens_its_file_once() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.xlsx");
    let mut book = rust_xlsxwriter::Workbook::new();
    for _ in 0..3 {
        let sheet = book.add_worksheet();
        sheet.write_row(0, 0, ["Area", "Deaths", "Births"]).unwrap();
        for row in 1..600u32 {
            sheet.write(row, 0, format!("Area of {row}")).unwrap();
            sheet.write(row, 1, row * 7).unwrap();
            sheet.write(row, 2, row * 5).unwrap();
        }
    }
    book.save(&file).unwrap();
    OPENED.with(|opened| opened.borrow_mut().clear());
    let files = [file];
    let passed =
        pass(&files, true, &workbook::Limits::default(), &folder.path().join("out"), &Quiet).unwrap();
    assert_eq!(passed.unwrap().through, 3);
    assert_eq!(opened(), files);
}
