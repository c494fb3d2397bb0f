//! Tables that a person cuts, puts together and marks out: kept in the recipe, found again in the next release.

use super::*;
use crate::session::layout::tests::open;

const BLOCKS: &str = "Table 1: Visits by site and sex, April 2024
Site|Urgent|Planned
Males||
North|11|21
West|12|22
Females||
North|31|41
West|32|42
Source: returns";

/// A month later: a note above, a site more, the blocks in another order.
const NEXT_BLOCKS: &str = "Table 1: Visits by site and sex, May 2024
Site|Urgent|Planned
Females||
North|33|43
West|34|44
South|35|45
Males||
North|13|23
West|14|24
South|15|25
Source: returns";

fn names(session: &Session) -> Vec<(String, String)> {
    session.view().tables.into_iter().map(|table| (table.name, table.range)).collect()
}

/// Every value of the tables of a session, as text, table by table.
fn values(session: &Session) -> Vec<Vec<String>> {
    let rows = |id: u32| session.rows(id, false, 0, 1000).unwrap();
    let last = |id: u32| -> Vec<String> {
        let view = rows(id);
        let at = view.columns.iter().position(|name| name == "value").unwrap();
        view.rows.into_iter().map(|row| row.fields[at].clone()).collect()
    };
    session.view().tables.iter().map(|table| last(table.id)).collect()
}

/// Another release with the recipe of a session.
fn next(session: &Session, sheets: &[(&str, &str)]) -> Session {
    let saved = session.recipe_toml().unwrap();
    let mut again = open(sheets, &[]);
    again.open_recipe("r.toml", &saved, &Quiet).unwrap();
    again
}

#[test]
fn a_table_is_cut_by_rows_and_each_part_is_found_again() {
    let mut session = open(&[("Visits", BLOCKS)], &[]);
    let id = session.view().tables[0].id;
    session.split_table(id, "rows", 5, &Quiet).unwrap();
    assert_eq!(
        session.view().undo.as_deref(),
        Some("split 'Table 1: Visits by site and sex, April…' before row 6")
    );
    assert_eq!(values(&session), [vec!["11", "21", "12", "22"], vec!["31", "41", "32", "42"]]);
    let view = session.view();
    assert_eq!(view.tables[0].id, id, "the first part keeps the number");
    assert_ne!(view.tables[1].id, id);
    assert!(view.tables.iter().all(|table| table.shaped.as_deref() == Some("split")));
    assert!(view.left_out.is_empty());

    let again = next(&session, &[("Visits", BLOCKS)]);
    assert_eq!(names(&again), names(&session));
    assert_eq!(values(&again), values(&session));
    assert!(again.matched().iter().all(|one| !one.open), "{:#?}", again.matched());

    // With the blocks in another order the cut would cross itself: that is told, and nothing is taken for another.
    let crossed = next(&session, &[("Visits", NEXT_BLOCKS)]);
    let told = crossed.matched();
    assert!(told.iter().any(|one| one.open), "{told:#?}");

    session.reset_shape(session.view().tables[1].id, &Quiet).unwrap();
    assert_eq!(session.view().tables.len(), 1);
    assert_eq!(session.view().tables[0].shaped, None);
    for _ in 0..2 {
        session.undo(&Quiet).unwrap();
    }
    assert_eq!(session.view().tables.len(), 1);
    assert!(session.split_table(id, "rows", 0, &Quiet).is_err(), "one part would hold nothing");
    assert!(session.split_table(id, "rows", 900, &Quiet).is_err());
}

#[test]
fn a_part_grows_with_its_block() {
    let mut session = open(&[("Visits", BLOCKS)], &[]);
    session.split_table(session.view().tables[0].id, "rows", 5, &Quiet).unwrap();
    let grown = BLOCKS.replace("West|12|22\n", "West|12|22\nSouth|13|23\n").replace("April", "May");
    let again = next(&session, &[("Visits", &grown)]);
    assert_eq!(values(&again), [vec!["11", "21", "12", "22", "13", "23"], vec!["31", "41", "32", "42"]]);
    let new: Vec<String> =
        again.matched().iter().flat_map(|one| &one.items).map(|item| item.id.clone()).collect();
    assert!(new.iter().any(|id| id.ends_with("/South")), "{new:?}");
}

const WIDE: &str = "Table 1: Beds and visits by site
Site|Beds|Closed beds|Visits|Home visits
North|1|2|30|40
West|3|4|50|60
East|5|6|70|80";

#[test]
fn a_table_is_cut_by_columns_and_both_parts_keep_the_labels() {
    let mut session = open(&[("Sites", WIDE)], &[]);
    session.split_table(session.view().tables[0].id, "columns", 3, &Quiet).unwrap();
    assert_eq!(
        values(&session),
        [vec!["1", "2", "3", "4", "5", "6"], vec!["30", "40", "50", "60", "70", "80"]]
    );
    let moved = WIDE.replace("Site|Beds", "Site|Beds planned|Beds").replace("\nNorth|", "\nNorth|9|");
    let moved = moved.replace("\nWest|", "\nWest|9|").replace("\nEast|", "\nEast|9|");
    let again = next(&session, &[("Sites", &moved)]);
    assert_eq!(values(&again)[1], ["30", "40", "50", "60", "70", "80"]);
    let third = session.view().tables[1].id;
    session.split_table(third, "columns", 4, &Quiet).unwrap();
    assert_eq!(values(&session).len(), 3, "a part is cut again");
    assert_eq!(values(&session)[2], ["40", "60", "80"]);
}

const APART: &str = "Table 1: Visits by site, males
Site|Urgent|Planned
North|11|21
West|12|22

Table 2: Visits by site, females
Site|Urgent|Planned
North|31|41
West|32|42";

#[test]
fn tables_are_put_together_and_found_apart_again() {
    let mut session = open(&[("Visits", APART)], &[]);
    let ids: Vec<u32> = session.view().tables.iter().map(|table| table.id).collect();
    assert_eq!(ids.len(), 2);
    assert!(session.merge_tables(&ids[..1], &Quiet).is_err());
    session.merge_tables(&ids, &Quiet).unwrap();
    assert_eq!(values(&session), [vec!["11", "21", "12", "22", "31", "41", "32", "42"]]);
    assert_eq!(session.view().tables[0].shaped.as_deref(), Some("joined"));
    assert!(session.view().left_out.is_empty());
    let undo = session.view().undo.unwrap();
    assert_eq!(undo, "put 'Table 1: Visits by site, males' and 1 other table together");

    let later = format!("A note\n\n{}", APART.replace("West|12", "South|19|29\nWest|12"));
    let again = next(&session, &[("Visits", &later)]);
    assert_eq!(values(&again), [vec!["11", "21", "19", "29", "12", "22", "31", "41", "32", "42"]]);
    // Without the second one somebody must say what became of it.
    let alone = APART.split("\n\n").next().unwrap();
    let again = next(&session, &[("Visits", alone)]);
    let open: Vec<_> = again.matching_findings();
    assert!(open.iter().any(|finding| finding.kind() == "table-missing"), "{open:#?}");
    session.undo(&Quiet).unwrap();
    assert_eq!(session.view().tables.len(), 2);
}

const PROSE: &str = "Staff of the service
These figures come from the payroll.
Grade|Staff
Consultants|5
End of the list
See the notes";

#[test]
fn a_table_is_marked_out_where_none_was_found() {
    let mut session = open(&[("Words", PROSE), ("Sites", WIDE)], &[]);
    let before = session.view().tables.len();
    let book = session.view().workbooks[0].id;
    let marked = ((2, 0), (3, 1));
    session.add_table(book, 0, marked, &Quiet).unwrap();
    let view = session.view();
    let added = view.tables.iter().find(|table| table.shaped.as_deref() == Some("added")).unwrap();
    assert_eq!((added.range.as_str(), view.tables.len() >= before), ("A3:B4", true));
    assert_eq!(view.undo.as_deref(), Some("add a table at A3:B4"));
    assert!(session.add_table(book, 0, ((0, 0), (1, 1)), &Quiet).is_err(), "no values");
    assert!(session.add_table(book, 7, marked, &Quiet).is_err(), "no such sheet");

    let later =
        PROSE.replace("Consultants|5", "Consultants|6\nNurses|9").replace("Staff of", "A remark\n\nStaff of");
    let again = next(&session, &[("Words", &later), ("Sites", WIDE)]);
    let table = again.view().tables.into_iter().find(|table| table.shaped.is_some()).unwrap();
    assert_eq!(table.range, "A5:B7");
    let lost = next(&session, &[("Words", &PROSE.replace("Grade", "Band")), ("Sites", WIDE)]);
    assert!(lost.view().tables.iter().all(|table| table.shaped.is_none()));
    assert!(lost.matched().iter().any(|one| one.open), "its first row is not there");
    session.reset_shape(added.id, &Quiet).unwrap();
    assert_eq!(session.view().tables.len(), before);
}

#[test]
fn what_was_corrected_in_one_table_is_corrected_in_those_like_it() {
    let other = WIDE.replace("Table 1", "Table 2").replace("30|40", "31|41");
    let unlike = "Table 3: Staff\nGrade|Staff\nOne|5\nTwo|6\nThree|7";
    let mut session = open(&[("A", WIDE), ("B", &other), ("C", unlike)], &[]);
    let ids: Vec<u32> = session.view().tables.iter().map(|table| table.id).collect();
    let like: Vec<u32> = session.similar_tables(ids[0]).unwrap().into_iter().map(|one| one.id).collect();
    assert_eq!(like, [ids[1]]);
    let request =
        crate::view::RoleRequest { axis: "columns".into(), first: 2, last: 2, role: "ignore".into() };
    session.set_role(ids[0], &request, &Quiet).unwrap();
    let like: Vec<u32> = session.similar_tables(ids[0]).unwrap().into_iter().map(|one| one.id).collect();
    assert_eq!(like, [ids[1]], "as they were found they are still alike");
    session.apply_to(ids[0], &like, &Quiet).unwrap();
    assert_eq!(values(&session)[0].len(), 9);
    assert_eq!(values(&session)[1].len(), 9);
    assert!(session.apply_to(ids[0], &[ids[2]], &Quiet).is_err(), "that table has no such column");
    session.undo(&Quiet).unwrap();
    assert_eq!(values(&session)[1].len(), 12);
}
