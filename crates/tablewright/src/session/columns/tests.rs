use model::Quiet;

use super::super::Session;
use super::super::layout::tests::open;
use crate::view::{ColumnRequest, ColumnView};

fn deaths() -> Session {
    open(
        &[(
            "Deaths",
            "Table 1: Deaths by region and sex
             Region|Sex|Deaths|Rate
             North East|Men|10|1.25
             North East|Women|*|1.5
             North West|Men|10|2
             North West|Women|30|",
        )],
        &[],
    )
}

fn request(part: &str, column: &str) -> ColumnRequest {
    ColumnRequest {
        column: column.into(),
        part: part.into(),
        name: None,
        label: None,
        kind: None,
        unit: None,
    }
}

fn column(session: &Session, id: &str) -> ColumnView {
    let table = session.view().tables[0].id;
    session.columns(table).unwrap().columns.into_iter().find(|column| column.id == id).unwrap()
}

#[test]
fn columns_are_shown_with_their_values() {
    let session = deaths();
    let table = session.view().tables[0].id;
    let view = session.columns(table).unwrap();
    let names: Vec<(&str, &str)> =
        view.columns.iter().map(|column| (column.id.as_str(), column.kind.as_str())).collect();
    assert_eq!(names, [("region", "geography"), ("sex", "sex"), ("Deaths", "people"), ("Rate", "rate")]);
    let region = column(&session, "region");
    let values: Vec<(&str, Option<&str>, u32)> = region
        .values
        .iter()
        .map(|value| (value.label.as_str(), value.code.as_deref(), value.count))
        .collect();
    assert_eq!(values, [("North East", Some("E12000001"), 4), ("North West", Some("E12000002"), 3)]);
    assert!(region.reason.contains("heading"), "{}", region.reason);
    let deaths = column(&session, "Deaths");
    assert_eq!((deaths.distinct, deaths.values[0].label.as_str(), deaths.values[0].count), (2, "10", 2));
    assert!(!deaths.reason.is_empty());
    assert_eq!((view.markers[0].text.as_str(), view.markers[0].count), ("*", 1));
    assert!(view.markers[0].meaning.starts_with("Withheld"));
    assert_eq!(view.markers[0].source, "No note says it; publishers use it so.");
    assert!(view.measure_kinds.iter().any(|kind| kind.label == "Count of people"));
    assert!(view.dimension_kinds.iter().all(|kind| !kind.help.is_empty()));
}

#[test]
fn a_column_is_renamed_and_keeps_its_id() {
    let mut session = deaths();
    let table = session.view().tables[0].id;
    let rename = ColumnRequest { name: Some("area".into()), ..request("dimension", "region") };
    session.set_column(table, &rename, &Quiet).unwrap();
    assert_eq!(session.view().undo.as_deref(), Some("rename column region to area"));
    assert_eq!(column(&session, "region").name, "area");
    assert_eq!(session.rows(table, false, 0, 1).unwrap().columns[0], "area");
    let label = ColumnRequest { label: Some("Area\nof  residence".into()), ..request("dimension", "region") };
    session.set_column(table, &label, &Quiet).unwrap();
    assert_eq!(column(&session, "region").label, "Area of residence");
    session.undo(&Quiet).unwrap();
    session.undo(&Quiet).unwrap();
    assert_eq!(column(&session, "region").name, "region");
}

#[test]
fn a_measure_gets_another_kind_and_unit() {
    let mut session = deaths();
    let table = session.view().tables[0].id;
    let kind = ColumnRequest { kind: Some("things".into()), ..request("measure", "Deaths") };
    session.set_column(table, &kind, &Quiet).unwrap();
    assert_eq!(session.view().undo.as_deref(), Some("read Deaths as count of things"));
    let deaths = column(&session, "Deaths");
    assert_eq!((deaths.kind.as_str(), deaths.reason.as_str()), ("things", "The recipe says so."));
    let unit = ColumnRequest { unit: Some("deaths".into()), ..request("measure", "Deaths") };
    session.set_column(table, &unit, &Quiet).unwrap();
    assert_eq!(column(&session, "Deaths").unit, "deaths");
}

#[test]
fn what_cannot_be_a_column_is_refused_in_words() {
    let mut session = deaths();
    let table = session.view().tables[0].id;
    let named = |name: &str| ColumnRequest { name: Some(name.into()), ..request("dimension", "region") };
    let before = session.view();
    for (request, why) in [
        (named("Region name"), "small letter"),
        (named("2024"), "small letter"),
        (named(""), "small letter"),
        (named(&"a".repeat(61)), "at most"),
        (named("value"), "need for themselves"),
        (named("x_marker"), "need for themselves"),
        (named("sex"), "another column"),
        (named("sex_code"), "codes of the column 'sex'"),
        (ColumnRequest { unit: Some("x".into()), ..request("dimension", "region") }, "no unit"),
        (ColumnRequest { kind: Some("king".into()), ..request("measure", "Deaths") }, "no kind"),
        (ColumnRequest { name: Some("Rate".into()), ..request("measure", "Deaths") }, "another measure"),
        (ColumnRequest { label: Some(" ".into()), ..request("measure", "Deaths") }, "letters"),
        (request("measure", "none"), "no column"),
        (request("crown", "Deaths"), "neither"),
    ] {
        let failure = session.set_column(table, &request, &Quiet).unwrap_err();
        assert!(failure.text().contains(why), "{}", failure.text());
    }
    assert_eq!(session.view(), before);
}

#[test]
fn stored_digits_that_are_not_displayed_are_shown() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet().set_name("Rates").unwrap();
    let (whole, percent) = (
        rust_xlsxwriter::Format::new().set_num_format("0"),
        rust_xlsxwriter::Format::new().set_num_format("0%"),
    );
    for (col, heading) in ["Site", "Patients", "Percentage"].into_iter().enumerate() {
        sheet.write_string(0, col as u16, heading).unwrap();
    }
    for row in 1..5u32 {
        sheet.write_string(row, 0, format!("Site {row}")).unwrap();
        sheet.write_number_with_format(row, 1, f64::from(row) + 10.25, &whole).unwrap();
        sheet.write_number_with_format(row, 2, 0.07 * f64::from(row), &percent).unwrap();
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rates.xlsx");
    std::fs::write(&path, book.save_to_buffer().unwrap()).unwrap();
    let mut session = Session::new();
    session.open(&[path], &Quiet);
    let patients = column(&session, "Patients");
    assert_eq!(patients.stored[0], ("11".to_owned(), "11.25".to_owned()));
    assert_eq!(patients.stored.len(), 4);
    assert!(column(&session, "Percentage").stored.is_empty(), "7 % is 0.07 and loses nothing");
}

#[test]
fn many_distinct_values_come_window_by_window() {
    let lines: Vec<String> = (0..150).map(|at| format!("Place {at:03},{}", 100 + at)).collect();
    let text = format!("Place,Visits\n{}\n", lines.join("\n"));
    let session = crate::session::layout::tests::open_csv(&text);
    let id = session.view().tables[0].id;
    let columns = session.columns(id).unwrap();
    let place = &columns.columns[0];
    assert_eq!((place.distinct, place.values.len()), (150, 100));
    let rest = session.values(id, &place.id, 100, 500).unwrap();
    assert_eq!((rest.total, rest.values.len(), rest.values[0].label.as_str()), (150, 50, "Place 100"));
    assert_eq!(rest.values[0].count, 1);
    assert!(session.values(id, "nothing", 0, 10).is_err());
}

#[test]
fn periods_are_shown_with_their_days_and_markers_with_the_words_of_the_notes() {
    let session = open(
        &[(
            "Deaths",
            "Table 1: Deaths by year
             Year|Men|Women
             2021|10|12
             2022|11|*
             2023|14|13

             * Fewer than 5 deaths, suppressed",
        )],
        &[],
    );
    let year = session.columns(session.view().tables[0].id).unwrap();
    let days = year.columns[0].values[0].period.clone().unwrap();
    assert_eq!((days.0.as_str(), days.1.as_str()), ("2021-01-01", "2021-12-31"));
    assert!(
        year.columns.iter().skip(1).flat_map(|column| &column.values).all(|value| value.period.is_none())
    );
    let said = &year.markers[0].source;
    assert!(said.starts_with("The notes of this sheet say: ") && said.contains("uppressed"), "{said}");
}
