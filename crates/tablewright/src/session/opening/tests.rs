use std::path::PathBuf;
use std::sync::Mutex;

use super::*;
use crate::view::CellsView;

/// What was told at one moment.
type Seen = (Stage, Vec<OpeningView>, Option<CellsView>);

/// Looks at a copy of the session, as the window does, whenever the job tells how far it is.
struct Window {
    session: Session,
    seen: Mutex<Vec<Seen>>,
}

impl Progress for Window {
    fn report(&self, stage: Stage, _done: u64, _total: u64) {
        let opening = self.session.opening();
        let ready = opening.iter().find_map(|one| {
            let at = one.sheets.iter().position(|sheet| sheet.size.is_some())?;
            self.session.sheet(one.id, at as u32).unwrap();
            self.session.cells(one.id, at as u32, 0, 0, 5, 5).ok()
        });
        self.seen.lock().unwrap().push((stage, opening, ready));
    }

    fn cancelled(&self) -> bool {
        false
    }
}

fn csv(folder: &std::path::Path, name: &str) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, "Area,2024,2025\nNorth,10,20\nSouth,30,40\nEngland,40,60\n").unwrap();
    path
}

#[test]
fn a_sheet_can_be_looked_at_while_its_tables_are_being_found() {
    let folder = tempfile::tempdir().unwrap();
    let path = csv(folder.path(), "a.csv");
    let mut job = Session::new();
    let window = Window { session: job.clone(), seen: Mutex::default() };
    job.open(std::slice::from_ref(&path), &window);
    let seen = window.seen.into_inner().unwrap();
    let finding = seen.iter().find(|(stage, _, _)| *stage == Stage::FindingTables).unwrap();
    let (opening, cells) = (&finding.1, finding.2.as_ref().unwrap());
    assert_eq!((opening.len(), opening[0].name.as_str()), (1, "a.csv"));
    assert_eq!((opening[0].sheets[0].name.as_str(), opening[0].sheets[0].size), ("a", Some((4, 3))));
    assert_eq!(job.view().workbooks[0].id, opening[0].id, "what is shown stays where it is");
    assert_eq!(cells.texts, job.cells(opening[0].id, 0, 0, 0, 5, 5).unwrap().texts);
    assert!(job.opening().is_empty(), "it is open");

    job.end_opening();
    assert!(window.session.opening().is_empty());
    assert!(window.session.cells(opening[0].id, 0, 0, 0, 5, 5).is_err());

    let again = Window { session: job.clone(), seen: Mutex::default() };
    job.clone().open(&[path], &again);
    let seen = again.seen.into_inner().unwrap();
    assert!(seen.iter().all(|(_, opening, _)| opening.is_empty()), "it can be looked at as it was");
}

#[test]
fn nothing_stays_of_a_file_that_cannot_be_opened() {
    let folder = tempfile::tempdir().unwrap();
    let broken = folder.path().join("broken.xlsx");
    std::fs::write(&broken, b"PK\x03\x04 and no more").unwrap();
    let mut job = Session::new();
    let window = Window { session: job.clone(), seen: Mutex::default() };
    job.open(&[broken, csv(folder.path(), "a.csv")], &window);
    let seen = window.seen.into_inner().unwrap();
    let last = &seen.last().unwrap().1;
    assert_eq!(last.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["a.csv"]);
    assert_eq!(job.view().failures.len(), 1);
}

#[test]
fn sheets_come_in_any_order() {
    let opening = Opening::default();
    let collector = opening.begin(7, "a.xlsx", &model::Quiet);
    collector.listed(vec!["First".to_owned(), "Second".to_owned()]);
    assert!(opening.sheet(7, 1).is_none());
    collector.finished(1, &Arc::new(Sheet::new("Second")));
    assert_eq!(opening.sheet(7, 1).unwrap().name, "Second");
    assert!(opening.sheet(7, 0).is_none());
    assert!(opening.sheet(8, 1).is_none());
    opening.forget(7);
    assert!(opening.sheet(7, 1).is_none());
}
