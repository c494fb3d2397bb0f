//! A recipe meets another release: generated differences, each alone and in pairs. What a person would say of each is
//! told, and the corrections are about the same rows and columns as before, or it is told that they are lost.

use std::collections::BTreeSet;
use std::sync::Arc;

use ::tables::{Became, Role};
use workbook::{Cell, Limits};

use super::*;
use crate::found::{Found, Layouts, find, layouts};
use crate::matching::{Matched, Sides};
use crate::session::layout::tests::open;
use crate::source::Source;
use crate::view::RoleRequest;

/// A workbook as lines of cells, sheet by sheet.
#[derive(Clone)]
struct Book {
    sheets: Vec<(String, Vec<Vec<String>>)>,
}

const VISITS: &str = "Table 1: Visits by site, April 2024

Site|First visits|Follow-up visits|Visits by phone|Audit
North|101|203|51|1
West|212|401|62|2
East|323|602|73|3
Reserve|9|8|7|1
Island|44|55|66|4
Source: returns of the sites";

const BEDS: &str = "Table 2: Beds by ward, April 2024

Ward|Beds open|Beds closed
Red|11|2
Blue|22|3
Green|33|4";

fn base() -> Book {
    let lines = |text: &str| text.lines().map(|line| line.split('|').map(str::to_owned).collect()).collect();
    Book { sheets: vec![("Visits".to_owned(), lines(VISITS)), ("Beds".to_owned(), lines(BEDS))] }
}

impl Book {
    fn visits(&mut self) -> &mut Vec<Vec<String>> {
        &mut self.sheets[0].1
    }

    /// The row of the visits that a label heads.
    fn row(&mut self, label: &str) -> usize {
        self.visits().iter().position(|line| line[0] == label).unwrap()
    }

    fn texts(&self) -> Vec<(String, String)> {
        let text =
            |lines: &Vec<Vec<String>>| lines.iter().map(|line| line.join("|")).collect::<Vec<_>>().join("\n");
        self.sheets.iter().map(|(name, lines)| (name.clone(), text(lines))).collect()
    }

    fn bytes(&self) -> Vec<u8> {
        let mut book = rust_xlsxwriter::Workbook::new();
        for (name, lines) in &self.sheets {
            let sheet = book.add_worksheet().set_name(name).unwrap();
            for (row, line) in lines.iter().enumerate() {
                for (col, cell) in line.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
                    match cell.parse::<f64>() {
                        Ok(number) => drop(sheet.write_number(row as u32, col as u16, number).unwrap()),
                        Err(_) => drop(sheet.write_string(row as u32, col as u16, cell).unwrap()),
                    }
                }
            }
        }
        book.save_to_buffer().unwrap()
    }
}

/// What a person would say: the status of something whose id ends so.
type Said = (Became, &'static str);

/// A difference: what it does and what is to be told of it.
struct Difference {
    name: &'static str,
    make: fn(&mut Book),
    said: &'static [Said],
}

const DIFFERENCES: [Difference; 14] = [
    Difference {
        name: "column added",
        make: |book| {
            for (at, line) in book.visits().iter_mut().enumerate().filter(|(_, line)| line.len() > 1) {
                let cell = if line[0] == "Site" { "Home visits".to_owned() } else { (at * 7).to_string() };
                line.insert(2, cell);
            }
        },
        said: &[(Became::New, "/Home visits")],
    },
    Difference {
        name: "column removed",
        make: |book| {
            let at = column(book, "Visits by phone");
            book.visits().iter_mut().filter(|line| line.len() > 1).for_each(|line| drop(line.remove(at)));
        },
        said: &[(Became::Gone, "/Visits by phone")],
    },
    Difference {
        name: "columns re-ordered",
        make: |book| {
            let (one, other) = (column(book, "First visits"), column(book, "Follow-up visits"));
            book.visits().iter_mut().filter(|line| line.len() > 1).for_each(|line| line.swap(one, other));
        },
        said: &[(Became::Moved, "visits")],
    },
    Difference {
        name: "category added",
        make: |book| {
            let at = book.row("East");
            let width = book.visits()[at].len();
            let mut line = vec!["South".to_owned()];
            line.extend((1..width).map(|col| (col * 31).to_string()));
            book.visits().insert(at, line);
        },
        said: &[(Became::New, "/site/South")],
    },
    Difference {
        name: "category removed",
        make: |book| {
            let at = book.row("Island");
            book.visits().remove(at);
        },
        said: &[(Became::Gone, "/site/Island")],
    },
    Difference {
        name: "rows re-ordered",
        make: |book| {
            let (one, other) = (book.row("North"), book.row("Reserve"));
            book.visits().swap(one, other);
        },
        said: &[(Became::Moved, "")],
    },
    Difference {
        name: "category renamed",
        make: |book| {
            let at = book.row("West");
            "West End".clone_into(&mut book.visits()[at][0]);
        },
        said: &[(Became::Gone, "/site/West"), (Became::New, "/site/West End")],
    },
    Difference {
        name: "sheet renamed",
        make: |book| "Site visits".clone_into(&mut book.sheets[0].0),
        said: &[(Became::Moved, "visits")],
    },
    Difference {
        name: "table moved down",
        make: |book| {
            for _ in 0..3 {
                book.visits().insert(0, vec![String::new()]);
            }
        },
        said: &[(Became::Moved, "visits")],
    },
    Difference {
        name: "sheets re-ordered",
        make: |book| {
            // The sheet of the visits stays the first one of the model.
            let last = book.sheets.len() - 1;
            book.sheets[1..=last].reverse();
        },
        said: &[],
    },
    Difference {
        name: "period of the title changed",
        make: |book| {
            let line = book.visits().iter_mut().find(|line| line[0].starts_with("Table 1")).unwrap();
            line[0] = line[0].replace("April 2024", "May 2024");
        },
        said: &[],
    },
    Difference {
        name: "notes added",
        make: |book| book.visits().push(vec!["Note: Figures are provisional.".to_owned()]),
        said: &[],
    },
    Difference {
        name: "header level added",
        make: |book| {
            let at = book.row("Site");
            let width = book.visits()[at].len();
            let mut level = vec![String::new()];
            level.extend((1..width).map(|_| "All visits".to_owned()));
            book.visits().insert(at, level);
        },
        said: &[],
    },
    Difference {
        name: "another table added",
        make: |book| {
            let lines = "Table 9: Staff by grade, April 2024\n\nGrade|Staff\nOne|5\nTwo|6\nThree|8";
            let lines = lines.lines().map(|line| line.split('|').map(str::to_owned).collect()).collect();
            book.sheets.push(("Staff".to_owned(), lines));
        },
        said: &[(Became::New, "new/Staff!A3")],
    },
];

fn column(book: &mut Book, heading: &str) -> usize {
    let row = book.row("Site");
    book.visits()[row].iter().position(|cell| cell == heading).unwrap()
}

/// A recipe in which a person left a row and a column of the visits out.
fn recipe() -> Recipe {
    let texts = base().texts();
    let sheets: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let mut session = open(&sheets, &[]);
    let id = session.view().tables[0].id;
    for (axis, at) in [("rows", 6), ("columns", 4)] {
        let request = RoleRequest { axis: axis.into(), first: at, last: at, role: "ignore".into() };
        session.set_role(id, &request, &Quiet).unwrap();
    }
    Recipe::parse("r.toml", &session.recipe_toml().unwrap()).unwrap()
}

struct Met {
    located: Vec<(Arc<Source>, Arc<Layouts>)>,
    found: Found,
    matched: Vec<Matched>,
}

fn meet(recipe: &Recipe, book: &Book) -> Met {
    let source =
        Source::from_bytes("book.xlsx", "book.xlsx", &book.bytes(), &Limits::default(), &Quiet).unwrap();
    let layouts = Arc::new(layouts(&source, &Quiet).unwrap());
    let located = vec![(source, layouts)];
    let found = find(&located, recipe, &Decisions::default(), &Quiet).unwrap();
    let matched = Sides { expected: &recipe.tables, recipe, located: &located, found: &found }.matched();
    Met { located, found, matched }
}

impl Met {
    /// Everything that is not unchanged, with its status.
    fn told(&self) -> BTreeSet<(Became, String)> {
        let tables = self.matched.iter().map(|one| (one.became, one.id.clone()));
        let items = self.matched.iter().flat_map(|one| &one.items).map(|item| (item.became, item.id.clone()));
        tables.chain(items).filter(|(became, _)| *became != Became::Unchanged).collect()
    }

    /// Whether the row and the column that were left out are still those, and nothing else is; or it is told.
    fn corrections_hold(&self) -> Result<(), String> {
        let Some(table) = self.found.tables.iter().find(|table| table.tidy.name == "visits") else {
            return Err("the table is not there".to_owned());
        };
        let layout = table.layout.as_ref().unwrap();
        let sheet = &self.located[0].0.workbook.sheets[table.sheet];
        let lost: Vec<&str> = table.unfound().iter().map(|line| line.says.as_str()).collect();
        let first = layout.label_cols[0].col;
        for row in layout.range.first.row..=layout.range.last.row {
            let left_out = layout.role(row, first) == Role::Ignored;
            let is_it = sheet.text(row, first) == "Reserve";
            if left_out != is_it && !(is_it && lost.contains(&"Reserve")) {
                return Err(format!("row {row} is {:?}", layout.role(row, first)));
            }
        }
        let head = *layout.header_rows.last().unwrap();
        let data = layout.data_rows[0];
        for col in first..=first + 6 {
            let left_out = layout.role(data, col) == Role::Ignored;
            let is_it = matches!(sheet.cell(head, col), Cell::Text("Audit"));
            if left_out != is_it && !(is_it && lost.contains(&"Audit")) {
                return Err(format!("column {col} is {:?}", layout.role(data, col)));
            }
        }
        Ok(())
    }
}

/// Differences in the way of each other: of a header level the names of columns follow, and that is told as well.
fn is_plain(differences: &[&Difference]) -> bool {
    !differences.iter().any(|one| one.name == "header level added")
}

fn check(recipe: &Recipe, differences: &[&Difference]) {
    let mut book = base();
    for difference in differences {
        (difference.make)(&mut book);
    }
    let names: Vec<&str> = differences.iter().map(|one| one.name).collect();
    let met = meet(recipe, &book);
    assert_eq!(met.corrections_hold(), Ok(()), "{names:?} {:#?}", met.matched);
    if !is_plain(differences) {
        return;
    }
    let told = met.told();
    let said = || differences.iter().flat_map(|one| one.said);
    for (became, what) in said() {
        let is_it = |(is, id): &&(Became, String)| is == became && id.ends_with(what);
        assert!(told.iter().any(|told| is_it(&told)), "{names:?}: {became:?} {what} in {told:#?}");
    }
    for (became, id) in &told {
        let is_it = |(is, what): &&Said| is == became && id.ends_with(what);
        assert!(*became == Became::Moved || said().any(|said| is_it(&said)), "{names:?}: {became:?} {id}");
    }
}

#[test]
fn the_same_release_is_unchanged() {
    let met = meet(&recipe(), &base());
    assert!(met.told().is_empty(), "{:#?}", met.told());
    assert_eq!(met.corrections_hold(), Ok(()));
    assert!(met.matched.iter().all(|one| one.notes.is_empty()), "{:#?}", met.matched);
}

#[test]
fn each_difference_is_told_as_a_person_would() {
    let recipe = recipe();
    for difference in &DIFFERENCES {
        check(&recipe, &[difference]);
    }
    // What did not move is not said to have moved.
    for still in ["period of the title changed", "notes added", "sheets re-ordered", "category renamed"] {
        let mut book = base();
        let difference = DIFFERENCES.iter().find(|one| one.name == still).unwrap();
        (difference.make)(&mut book);
        let told = meet(&recipe, &book).told();
        assert!(told.iter().all(|(became, _)| *became != Became::Moved), "{still}: {told:#?}");
    }
}

#[test]
fn differences_in_pairs_are_told_too() {
    let recipe = recipe();
    for (at, one) in DIFFERENCES.iter().enumerate() {
        for other in &DIFFERENCES[at + 1..] {
            check(&recipe, &[one, other]);
        }
    }
}

#[test]
fn a_row_that_says_the_same_as_a_corrected_one_is_never_taken_for_it() {
    let recipe = recipe();
    let mut book = base();
    let at = book.row("North");
    let line = ["Reserve", "71", "12", "33", "4"].map(str::to_owned).to_vec();
    book.visits().insert(at, line);
    let met = meet(&recipe, &book);
    let visits = met.matched.iter().find(|one| one.id == "visits").unwrap();
    assert!(visits.open, "{visits:#?}");
    assert!(visits.items.iter().any(|item| item.became == Became::Ambiguous), "{visits:#?}");
    let table = met.found.tables.iter().find(|table| table.tidy.name == "visits").unwrap();
    assert_eq!(table.unfound().len(), 1);
}

#[test]
fn of_two_tables_that_may_be_meant_none_is_taken() {
    let recipe = recipe();
    let mut book = base();
    let (name, lines) = book.sheets[0].clone();
    book.sheets[0].0 = format!("{name} in person");
    book.sheets.push((format!("{name} at home"), lines));
    let met = meet(&recipe, &book);
    let visits = met.matched.iter().find(|one| one.id == "visits").unwrap();
    assert_eq!(
        (visits.became, visits.open, visits.choices.len()),
        (Became::Ambiguous, true, 2),
        "{visits:#?}"
    );
    assert!(met.found.tables.iter().all(|table| table.tidy.name != "visits"));
}

#[test]
#[expect(clippy::print_stdout, reason = "a test says that it was skipped")]
fn a_real_release_returns_with_other_quarters() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/workbooks");
    let [before, after] =
        ["SuspectedDRDs_JanMar2023.xlsx", "SuspectedDRDs_OctDec2023.xlsx"].map(|name| folder.join(name));
    if !before.exists() || !after.exists() {
        println!("skipped: {} is not there", before.display());
        return;
    }
    let mut first = Session::new();
    first.open(&[before], &Quiet);
    let names = |session: &Session| -> Vec<String> {
        session.view().tables.into_iter().map(|table| table.name).collect()
    };
    let saved = first.recipe_toml().unwrap();
    let mut next = Session::new();
    next.open_recipe("r.toml", &saved, &Quiet).unwrap();
    next.open(&[after], &Quiet);
    let matched = next.matched();
    assert!(
        matched.iter().all(|one| matches!(one.became, Became::Unchanged | Became::Moved)),
        "{matched:#?}"
    );
    assert_eq!(names(&next), names(&first));
    // What there is to settle is settled one by one, and then it is clean.
    let open: Vec<String> = matched
        .iter()
        .flat_map(|one| &one.items)
        .filter(|item| item.open)
        .map(|item| item.id.clone())
        .collect();
    for id in open {
        next.accept(&id, &Quiet).unwrap();
    }
    assert!(next.matched().iter().all(|one| !one.open));
    let settled = next.recipe_toml().unwrap();
    let again = Recipe::parse("r.toml", &settled).unwrap();
    assert_eq!(again.tables.len(), first.view().tables.len());
}
