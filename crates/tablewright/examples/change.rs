//! How long a person waits for a change to a table of 10,000 cells: `cargo xtask bench change`.

use std::fmt::Write as _;
use std::io::Write as _;
use std::process::ExitCode;
use std::time::Instant;

use model::{Failure, Quiet};
use tablewright::session::Session;
use tablewright::view::{ColumnRequest, RoleRequest};

/// Times that each change is made; the least counts.
const RUNS: u32 = 5;

/// A change, by its name.
type Change = (&'static str, Box<dyn Fn(&mut Session, u32) -> Result<(), Failure>>);

fn main() -> ExitCode {
    match measure() {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            let _ = writeln!(std::io::stderr(), "{failure} {}", failure.next());
            ExitCode::from(2)
        }
    }
}

/// Prints each change with its milliseconds, parted by a tab.
fn measure() -> Result<(), Failure> {
    let folder = tempfile::tempdir().map_err(|error| Failure::writing("a temporary folder", &error))?;
    let path = folder.path().join("table.csv");
    std::fs::write(&path, table()).map_err(|error| Failure::writing("table.csv", &error))?;
    let mut session = Session::new();
    session.open(&[path], &Quiet);
    let id = session.view().tables.first().map_or(0, |table| table.id);
    for (name, change) in changes() {
        let mut least = f64::MAX;
        for _ in 0..RUNS {
            let begun = Instant::now();
            change(&mut session, id)?;
            least = least.min(begun.elapsed().as_secs_f64() * 1000.0);
            session.undo(&Quiet)?;
        }
        let _ = writeln!(std::io::stdout(), "{name}\t{least:.1}");
    }
    Ok(())
}

fn changes() -> Vec<Change> {
    let role = |axis: &str, at: u32, role: &str| RoleRequest {
        axis: axis.to_owned(),
        first: at,
        last: at,
        role: role.to_owned(),
    };
    let (row, column) = (role("rows", 20, "ignore"), role("columns", 7, "ignore"));
    let rename = ColumnRequest {
        column: "area".to_owned(),
        part: "dimension".to_owned(),
        name: Some("place".to_owned()),
        label: None,
        kind: None,
        unit: None,
    };
    vec![
        ("leave a row out", Box::new(move |session, id| session.set_role(id, &row, &Quiet))),
        ("leave a column out", Box::new(move |session, id| session.set_role(id, &column, &Quiet))),
        ("rename a column", Box::new(move |session, id| session.set_column(id, &rename, &Quiet))),
        ("split by rows", Box::new(|session, id| session.split_table(id, "rows", 500, &Quiet))),
        ("split by columns", Box::new(|session, id| session.split_table(id, "columns", 6, &Quiet))),
    ]
}

/// A thousand areas and ten measures.
fn table() -> String {
    let mut text = String::from("Table 1: Visits by area\n\nArea");
    for measure in 0..10 {
        let _ = write!(text, ",Visits of sort {}", char::from(b'A' + measure));
    }
    for area in 0..1000 {
        let _ = write!(text, "\nArea {area:04}");
        for measure in 0..10 {
            let _ = write!(text, ",{}", 100 + (area * 37 + measure * 911) % 5000);
        }
    }
    text + "\n"
}
