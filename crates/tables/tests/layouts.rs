//! Layouts that statisticians make, built cell by cell.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test may stop and speak")]

use model::{Axis, CellAddress, CellRange, DimensionKind, MeasureKind, Precision, Quiet, TidyTable};
use tables::{
    Layout, Role, TableRecipe, TidyOptions, adopt, clean_grid, find_tables, is_tidy_csv, read_tidy_csv,
    recipe_from, tidy,
};
use workbook::{Cell, Sheet, Style};

/// A sheet from lines; cells are parted by `|`, numbers are numbers, `^` starts a cell that stays text.
fn sheet(name: &str, lines: &str) -> Sheet {
    let mut sheet = Sheet::new(name);
    for (row, line) in lines.trim_matches('\n').lines().enumerate() {
        for (col, cell) in line.split('|').enumerate() {
            let cell = cell.trim_matches(' ');
            let value = match cell.parse::<f64>() {
                Ok(number) => Cell::Number(number),
                Err(_) if cell.is_empty() => continue,
                Err(_) => Cell::Text(cell.trim_start_matches('^')),
            };
            sheet.put(row as u32, col as u32, value, 0);
        }
    }
    sheet
}

fn merge(sheet: &mut Sheet, first: &str, last: &str) {
    let at = |text: &str| text.parse::<CellAddress>().unwrap();
    sheet.merges.push(CellRange::new(at(first), at(last)));
}

fn found(sheet: &Sheet) -> Vec<Layout> {
    find_tables("book.xlsx", sheet, &Quiet).unwrap()
}

fn tidied(sheet: &Sheet, layout: &Layout) -> TidyTable {
    tidy("book.xlsx", sheet, layout, None, &TidyOptions::default()).unwrap()
}

fn only(sheet: &Sheet) -> (Layout, TidyTable) {
    let layouts = found(sheet);
    assert_eq!(layouts.len(), 1, "{layouts:#?}");
    let table = tidied(sheet, &layouts[0]);
    (layouts.into_iter().next().unwrap(), table)
}

/// Keys and values, one per line.
fn shown(table: &TidyTable) -> Vec<String> {
    let line = |o: model::Observation<'_>| {
        let value = o.value.map(tables::number_text).or_else(|| o.marker.map(|m| m.text.clone()));
        format!("{} {}", table.key(o.index), value.unwrap_or_default())
    };
    table.observations().map(line).collect()
}

fn parent<'a>(table: &'a TidyTable, dimension: &str, label: &str) -> Option<&'a str> {
    let dimension = table.dimensions.iter().find(|d| d.name == dimension).unwrap();
    let category = dimension.categories.iter().find(|c| c.label == label).unwrap();
    category.parent.map(|parent| dimension.categories[parent as usize].label.as_str())
}

const ATTENDANCES: &str = "
Table 2: A&E attendances by area, age and sex, 2024/25 [note 1]
Some cells are withheld
Area | Male | | Female |  | Persons
| 0 to 17 | 18 and over | 0 to 17 | 18 and over |
England | 20 | 40 | 30 | 50 | 140
North West | 12 | 15 | 10 | 20 | 57
NHS Greater Manchester Integrated Care Board | 12 | * | 10 | 20 | 57
North East and Yorkshire | 8 | 25 | 20 | 30 | 83

Source: NHS England
[note 1] Counts of attendances
";

fn attendances() -> Sheet {
    let mut sheet = sheet("Table 2", ATTENDANCES);
    for (first, last) in [("B3", "C3"), ("D3", "E3"), ("F3", "F4"), ("A3", "A4")] {
        merge(&mut sheet, first, last);
    }
    sheet
}

#[test]
fn merged_levels_become_dimensions_and_places_a_hierarchy() {
    let sheet = attendances();
    let (layout, table) = only(&sheet);
    assert_eq!(layout.title, "Table 2: A&E attendances by area, age and sex, 2024/25");
    assert_eq!((layout.header_rows.as_slice(), layout.note_rows.as_slice()), (&[2, 3][..], &[1, 9, 10][..]));
    assert_eq!(layout.range.to_string(), "A3:F8");
    let dimensions: Vec<(&str, DimensionKind, Axis)> =
        table.dimensions.iter().map(|d| (d.name.as_str(), d.kind, d.axis)).collect();
    assert_eq!(
        dimensions,
        [
            ("area", DimensionKind::Geography, Axis::Rows),
            ("sex", DimensionKind::Sex, Axis::Columns),
            ("age_group", DimensionKind::Age, Axis::Columns),
        ]
    );
    assert_eq!(table.measures.len(), 1);
    assert_eq!(
        (table.measures[0].name.as_str(), table.measures[0].kind),
        ("Attendances", MeasureKind::People)
    );
    assert_eq!(parent(&table, "area", "North West"), Some("England"));
    let board = "NHS Greater Manchester Integrated Care Board";
    assert_eq!(parent(&table, "area", board), Some("North West"));
    assert!(table.dimensions[0].categories[0].national);
    let marked = table.observations().find(|o| o.marker.is_some()).unwrap();
    assert_eq!(table.place(marked.index).to_string(), "book.xlsx · Table 2!C7");
}

#[test]
fn every_cell_has_a_role() {
    let sheet = attendances();
    let (layout, _) = only(&sheet);
    for (cell, role) in [
        ("A1", Role::Title),
        ("A2", Role::Note),
        ("B3", Role::Header),
        ("C4", Role::Header),
        ("A5", Role::Label),
        ("B5", Role::Total),
        ("B6", Role::Value),
        ("F5", Role::Total),
        ("A10", Role::Note),
        ("H5", Role::Empty),
    ] {
        let at: CellAddress = cell.parse().unwrap();
        assert_eq!(layout.role(at.row, at.col), role, "{cell}");
    }
}

#[test]
fn stacked_tables_are_told_apart_without_a_blank_row() {
    let sheet = sheet(
        "Both",
        "
Table 1: Admissions by year
Area | 2022 | 2023
North | 10 | 12
South | 20 | 22
Note: includes transfers
Table 2: Deaths by year
Area | 2022 | 2023
North | 1 | 2
South | 3 | 4
",
    );
    let layouts = found(&sheet);
    let titles: Vec<&str> = layouts.iter().map(|layout| layout.title.as_str()).collect();
    assert_eq!(titles, ["Table 1: Admissions by year", "Table 2: Deaths by year"]);
    assert_eq!(layouts[0].note_rows, [4]);
    let table = tidied(&sheet, &layouts[1]);
    assert_eq!(shown(&table)[0], "area=North;measure=Deaths;year=2022 1");
    assert_eq!(layouts[0].name, "both_1");
}

#[test]
fn blank_columns_part_tables_only_where_labels_start_anew() {
    let beside = sheet(
        "S",
        "
Area | Cases | | Area | Deaths
North | 10 | | North | 1
South | 20 | | South | 2
East | 30 | | East | 3
",
    );
    assert_eq!(found(&beside).len(), 2);
    let spaced = sheet(
        "S",
        "
Area | Cases | | Deaths
North | 10 | | 1

South | 20 | | 2
East | 30 | | 3
",
    );
    let (layout, table) = only(&spaced);
    assert_eq!((layout.value_cols.as_slice(), layout.data_rows.as_slice()), (&[1, 3][..], &[1, 3, 4][..]));
    assert_eq!(table.measures.iter().map(|m| m.name.as_str()).collect::<Vec<_>>(), ["Cases", "Deaths"]);
}

#[test]
fn group_rows_become_a_dimension() {
    let sheet = sheet(
        "S",
        "
Deaths by cause
Cause | 2022 | 2023
Male
Falls | 1 | 2
Burns | 3 | 4
Female
Falls | 5 | 6
Burns | 7 | 8
",
    );
    let (layout, table) = only(&sheet);
    assert_eq!(layout.group_rows, [2, 5]);
    assert_eq!(shown(&table)[0], "cause=Falls;measure=Deaths;sex=Male;year=2022 1");
    assert_eq!(shown(&table)[7], "cause=Burns;measure=Deaths;sex=Female;year=2023 8");
    let grid = clean_grid(&sheet, &layout, &TidyOptions::default()).unwrap();
    assert_eq!(grid.header, ["Group", "Cause", "2022", "2023"]);
    assert_eq!(grid.rows[2], ["Female", "Falls", "5", "6"]);
}

#[test]
fn sheets_without_tables_give_none() {
    for (name, lines) in [
        ("Contents", "Contents\nTable | Title\n1 | Attendances by area\n2 | Deaths by area\n3 | Beds\n"),
        ("Notes", "Note number | Note text\n1 | Includes transfers\n2 | Excludes day cases\n"),
        ("Cover", "Attendances in 2024\nReleased on 12 June 2025\nContact: statistics team\n"),
        ("Sheet1", "Some text\n42\nMore text\n"),
        ("Sheet2", ""),
    ] {
        assert_eq!(found(&sheet(name, lines)).len(), 0, "{name}");
    }
}

#[test]
fn years_and_dates_beside_labels_are_dimensions() {
    let sheet =
        sheet("S", "Year | Area | Count\n2022 | North | 2010\n2023 | North | 2020\n2023 | South | 15\n");
    let (_, table) = only(&sheet);
    assert_eq!(table.dimensions[0].name, "year");
    assert_eq!(table.dimensions[0].kind, DimensionKind::Time);
    assert_eq!(shown(&table)[0], "area=North;measure=Count;year=2022 2010");
    assert_eq!(table.len(), 3);
}

#[test]
fn hidden_rows_and_columns_come_in_only_on_request() {
    let mut sheet =
        sheet("S", "Area | Cases | Deaths | Draft\nNorth | 1 | 2 | 9\nWest | 5 | 6 | 9\nSouth | 3 | 4 | 9\n");
    sheet.hidden_rows = vec![(2, 2)];
    sheet.hidden_cols = vec![(2, 2)];
    let (layout, table) = only(&sheet);
    assert_eq!((table.rows.as_slice(), table.cols.as_slice()), (&[1, 3][..], &[1, 3][..]));
    assert_eq!(layout.role(2, 1), Role::Ignored);
    let options =
        TidyOptions { include_rows: vec![(2, 2)], include_cols: vec![(2, 2)], ..TidyOptions::default() };
    let whole = tidy("book.xlsx", &sheet, &layout, None, &options).unwrap();
    let row_alone = TidyOptions { include_rows: vec![(2, 2)], ..TidyOptions::default() };
    let row_alone = tidy("book.xlsx", &sheet, &layout, None, &row_alone).unwrap();
    assert_eq!((row_alone.rows.as_slice(), row_alone.cols.as_slice()), (&[1, 2, 3][..], &[1, 3][..]));
    assert_eq!((whole.rows.as_slice(), whole.cols.as_slice()), (&[1, 2, 3][..], &[1, 2, 3][..]));
    let grid = clean_grid(&sheet, &layout, &TidyOptions::default()).unwrap();
    assert_eq!(grid.header, ["Area", "Cases", "Draft"]);
}

#[test]
fn indentation_gives_parents_where_the_sums_agree() {
    let mut sheet = Sheet::new("S");
    let inner = sheet.style_id(&Style { indent: 1, ..Style::default() });
    for (row, label, style, value) in [
        (1, "Cancers", 0, 30.0),
        (2, "Lung", inner, 10.0),
        (3, "Other cancer", inner, 20.0),
        (4, "Injuries", 0, 50.0),
        (5, "Falls", inner, 7.0),
        (6, "Burns", inner, 8.0),
    ] {
        sheet.put(row, 0, Cell::Text(label), style);
        sheet.put(row, 1, Cell::Number(value), 0);
    }
    sheet.put(0, 0, Cell::Text("Cause"), 0);
    sheet.put(0, 1, Cell::Text("Deaths"), 0);
    let (_, table) = only(&sheet);
    assert_eq!(parent(&table, "cause", "Lung"), Some("Cancers"));
    // 7 and 8 are not 50: the look says parts, the numbers say no.
    assert_eq!(parent(&table, "cause", "Falls"), None);
}

#[test]
fn measures_know_what_they_count() {
    let mut sheet = sheet(
        "S",
        "Area | Attendances | % within 4 hours | Beds\nNorth | 100 | 0.5 | 7\nSouth | 200 | 0.25 | 8\n",
    );
    let percent = sheet.style_id(&Style { precision: Precision::new(0, true), ..Style::default() });
    sheet.put(1, 2, Cell::Number(0.505), percent);
    sheet.put(2, 2, Cell::Number(0.25), percent);
    let (_, table) = only(&sheet);
    let kinds: Vec<MeasureKind> = table.measures.iter().map(|measure| measure.kind).collect();
    assert_eq!(kinds, [MeasureKind::People, MeasureKind::Percentage, MeasureKind::Things]);
    assert!(table.measures.iter().all(|measure| !measure.reason.is_empty()));
    assert_eq!(table.value(1), Some(51.0));
    assert_eq!(table.measures[1].unit, "percent");
}

#[test]
fn codes_beside_names_belong_to_the_names() {
    let sheet = sheet(
        "S",
        "Code | Region | Cases\nE12000001 | North East | 1\nE12000002 | North West | 2\nE92000001 | England | 3\n",
    );
    let (_, table) = only(&sheet);
    assert_eq!(table.dimensions.len(), 1);
    assert_eq!(table.dimensions[0].categories[1].code.as_deref(), Some("E12000002"));
    assert_eq!(parent(&table, "region", "North East"), Some("England"));
}

#[test]
fn blank_labels_mean_the_same_as_above() {
    let sheet =
        sheet("S", "Sex | Age | Deaths\nMale | 0-17 | 1\n | 18+ | 2\nFemale | 0-17 | 3\n | 18+ | 4\n");
    let (_, table) = only(&sheet);
    assert_eq!(shown(&table)[1], "age=18+;measure=Deaths;sex=Male 2");
    assert_eq!(shown(&table)[3], "age=18+;measure=Deaths;sex=Female 4");
}

#[test]
fn a_recipe_renames_keys_and_finds_its_table_again() {
    let sheet = attendances();
    let (layout, table) = only(&sheet);
    let mut recipe = recipe_from(&layout, &table);
    recipe.dimensions[0].name = "place".to_owned();
    recipe.measures[0].name = "visits".to_owned();
    recipe.measures[0].kind = MeasureKind::Things;
    recipe.name = "ae".to_owned();
    let text = toml::to_string(&recipe).unwrap();
    assert!(!text.contains("140"), "no value of the table is in its recipe");
    let back: TableRecipe = toml::from_str(&text).unwrap();
    assert_eq!(back, recipe);
    let renamed = tidy("book.xlsx", &sheet, &layout, Some(&back), &TidyOptions::default()).unwrap();
    assert_eq!(renamed.name, "ae");
    assert_eq!(renamed.key(0).to_string(), "age_group=0 to 17;measure=visits;place=England;sex=Male");
    assert!(tables::is_title(&recipe.title, "Table 2: A&E attendances by area, age and sex, 2025/26"));
    assert!(!tables::is_title(&recipe.title, "Table 3: A&E attendances by area, age and sex, 2025/26"));
    assert!(tables::is_sheet(&recipe.sheet, "table 2") && !tables::is_sheet(&recipe.sheet, "Table 3"));
}

#[test]
fn a_recipe_corrects_a_layout() {
    let sheet = sheet("S", "Area | Score | Cases\nNorth | 7 | 10\nSouth | 8 | 20\nEast | 9 | 30\n");
    let (layout, table) = only(&sheet);
    let mut recipe = recipe_from(&layout, &table);
    let changes =
        tables::LayoutRecipe { label_columns: Some(2), drop_last_rows: Some(1), ..Default::default() };
    recipe.layout = Some(changes);
    let corrected = tidy("book.xlsx", &sheet, &layout, Some(&recipe), &TidyOptions::default()).unwrap();
    assert_eq!(
        shown(&corrected),
        ["area=North;measure=Cases;score=7 10", "area=South;measure=Cases;score=8 20"]
    );
}

#[test]
fn a_tidy_csv_reads_back_with_the_same_keys() {
    let (_, table) = only(&attendances());
    let mut csv = String::from("area,sex,age_group,measure,unit,value,marker\r\n");
    for o in table.observations() {
        let label = |d: usize| table.category(d, o.index).label.clone();
        let value = o.value.map(tables::number_text).unwrap_or_default();
        let marker = o.marker.map(|marker| marker.text.clone()).unwrap_or_default();
        let line = format!(
            "{},{},{},{},{},{value},{marker}\r\n",
            label(0),
            label(1),
            label(2),
            o.measure.name,
            o.measure.unit
        );
        csv.push_str(&line);
    }
    assert!(is_tidy_csv(csv.as_bytes()));
    let mut read = read_tidy_csv("table_2.csv", csv.as_bytes()).unwrap().remove(0);
    assert_eq!(shown(&read), shown(&table));
    assert_eq!(read.cell(0).to_string(), "F2");
    assert_eq!(parent(&read, "area", "North West"), Some("England"));
    adopt(&mut read, &table);
    assert_eq!(read.measures, table.measures);
}

#[test]
fn tidy_csvs_may_be_long_with_several_measures_or_wide() {
    let long =
        b"area,measure,unit,value,marker\nNorth,cases,,10,\nNorth,rate,percent,1.5,\nSouth,cases,,,*\n";
    let table = read_tidy_csv("t.csv", long).unwrap().remove(0);
    assert_eq!(
        shown(&table),
        ["area=North;measure=cases 10", "area=North;measure=rate 1.5", "area=South;measure=cases *"]
    );
    assert_eq!(table.measure(1).kind, MeasureKind::Percentage);
    let wide = b"area,cases,cases_marker,rate,rate_marker\nNorth,10,,1.5,\nSouth,,*,,[x]\n";
    let table = read_tidy_csv("t.csv", wide).unwrap().remove(0);
    assert_eq!(shown(&table)[3], "area=South;measure=rate [x]");
    let failure = read_tidy_csv("t.csv", b"a,b\n1,2\n").unwrap_err();
    assert!(failure.text().contains("t.csv"));
    assert!(!is_tidy_csv(b"a,b\n1,2\n"));
}

#[test]
fn a_wide_sheet_is_read_in_seconds() {
    let mut sheet = Sheet::new("Wide");
    sheet.put(0, 0, Cell::Text("Area"), 0);
    for col in 1..300 {
        sheet.put(0, col, Cell::Text(&format!("Cases {col}")), 0);
    }
    for row in 1..4_000u32 {
        sheet.put(row, 0, Cell::Text(&format!("Area {row}")), 0);
        for col in 1..300 {
            sheet.put(row, col, Cell::Number(f64::from(row * col % 97)), 0);
        }
    }
    let started = std::time::Instant::now();
    let layouts = found(&sheet);
    assert_eq!((layouts.len(), layouts[0].value_cols.len()), (1, 299));
    let seconds = started.elapsed().as_secs_f64();
    println!("1,200,000 cells: {seconds:.2} s");
    assert!(seconds < 20.0, "{seconds}");
}

#[test]
fn groups_over_two_label_columns_go_where_the_blanks_are() {
    let sheet = sheet(
        "S",
        "
Year | Quarter | Deaths
North
2022 | Q1 | 1
 | Q2 | 2
South
2022 | Q1 | 3
 | Q2 | 4
",
    );
    let (layout, table) = only(&sheet);
    assert_eq!(layout.group_rows, [1, 4]);
    assert_eq!(shown(&table)[3], "category=South;measure=Deaths;quarter=Q2;year=2022 4");
}

/// A total that says so stays the total where the one place that is shown in full has a slip.
#[test]
fn a_slip_does_not_undo_a_worded_total() {
    let sheet = sheet("S", "Area | Male | Female | Persons\nNorth | 10 | 20 | 31\nSouth | * | 43 | 80\n");
    let (_, table) = only(&sheet);
    let parents: Vec<Option<u32>> =
        table.dimensions[1].categories.iter().map(|category| category.parent).collect();
    assert_eq!(parents, [Some(2), Some(2), None]);
}

/// The country above places that no list knows is their total where the numbers prove it.
#[test]
fn a_country_is_the_total_of_unknown_places() {
    let sheet = sheet("S", "Trust | Deaths\nEngland | 60\nAldmoor | 10\nBrayfield | 20\nCastleby | 30\n");
    let (_, table) = only(&sheet);
    let parents: Vec<Option<u32>> =
        table.dimensions[0].categories.iter().map(|category| category.parent).collect();
    assert_eq!(parents, [None, Some(0), Some(0), Some(0)]);
}

#[test]
fn a_list_of_text_is_a_table_of_labels() {
    let lines = "
NHS trusts in England

Organisation code|Name|Postcode
RR8|Leeds Teaching Hospitals|LS1 3EX
R1H|Barts Health|E1 1BB
RJZ|King's College Hospital|SE5 9RS
RCF|Airedale|

Source: Organisation Data Service";
    let list = sheet("trusts", lines);
    let layouts = found(&list);
    let [layout] = layouts.as_slice() else { panic!("{layouts:#?}") };
    assert_eq!(layout.title, "NHS trusts in England");
    assert_eq!((&layout.header_rows[..], &layout.data_rows[..]), (&[2][..], &[3, 4, 5, 6][..]));
    assert!(layout.value_cols.is_empty() && layout.note_rows == [8]);
    let grid = clean_grid(&list, layout, &TidyOptions::default()).unwrap();
    assert_eq!(grid.header, ["Organisation code", "Name", "Postcode"]);
    assert_eq!(grid.rows[3], ["RCF", "Airedale", ""]);
    assert_eq!(tidied(&list, layout).observations().count(), 0);
    let bare = sheet("trusts", &lines.lines().skip(4).take(3).collect::<Vec<_>>().join("\n"));
    assert_eq!(found(&bare)[0].data_rows, [0, 1, 2], "codes are no header");
}

#[test]
fn notes_contents_and_covers_are_no_lists() {
    for lines in [
        "
Note number|Note text
1|Figures are counts of people who attended in the year, and are rounded to the nearest five.
2|Figures before April 2020 are not comparable because the way of counting was changed.
3|Boards report at different times of the month, so that the last month is provisional.",
        "
Worksheet|Title
Table 1|Attendances by age
Table 2|Attendances by sex
Table 3|Attendances by board
Table 4|Attendances by month",
        "
Title|Attendances
Contact|Statistics team
Released|5 November
Next|5 December",
        "
Symbol|Meaning|Used in
[c]|Confidential|All
[x]|Not available|All
[z]|Not applicable|Table 1",
    ] {
        assert!(found(&sheet("Sheet1", lines)).is_empty(), "{lines}");
    }
}

/// One small table: a qualification and an age along the rows, a sex along the columns.
const HEADER_ABOVE: &str = "
|||Female|Male
|Degree|15 to 24|7|13
||25 to 44|12|81
||65 and over|10|66
|Diploma|15 to 24|29|19
||25 to 44|34|21
||65 and over|30|23";

#[test]
fn headers_below_and_labels_on_the_right_or_at_the_bottom_say_the_same() {
    let observations = |lines: &str| {
        let (_, table) = only(&sheet("one", lines));
        let name = |at: usize| table.dimensions[at].name.clone();
        let line = |o: model::Observation<'_>| {
            let labels: std::collections::BTreeSet<String> = (0..table.dimensions.len())
                .map(|at| format!("{}={}", name(at), table.category(at, o.index).label))
                .collect();
            format!("{labels:?} {:?}", o.value)
        };
        table.observations().map(line).collect::<std::collections::BTreeSet<_>>()
    };
    let wanted = observations(HEADER_ABOVE);
    assert_eq!(wanted.len(), 12);
    let bottom = "
|||Female|Male
||15 to 24|7|13
||25 to 44|12|81
|Degree|65 and over|10|66
||15 to 24|29|19
||25 to 44|34|21
|Diploma|65 and over|30|23";
    let below = "
|7|13|15 to 24|Degree
|12|81|25 to 44|
|10|66|65 and over|
|29|19|15 to 24|Diploma
|34|21|25 to 44|
|30|23|65 and over|
|Female|Male||";
    let middle = "
|7|13|15 to 24|
|12|81|25 to 44|Degree
|10|66|65 and over|
|29|19|15 to 24|
|34|21|25 to 44|Diploma
|30|23|65 and over|
|Female|Male||";
    for lines in [bottom, below, middle] {
        assert_eq!(observations(lines), wanted, "{lines}");
    }
}

#[test]
fn a_score_is_no_second_age() {
    let names = |lines: &str| {
        let (_, table) = only(&sheet("one", lines));
        table.dimensions.iter().map(|d| (d.name.clone(), d.kind)).collect::<Vec<_>>()
    };
    let lines = "
|0 to 6|7 to 10
15 to 24|7|13
25 to 44|12|81
65 and over|10|66";
    let told = names(lines);
    assert_eq!(told[0], ("age_group".to_owned(), DimensionKind::Age));
    assert_eq!(told[1], ("band".to_owned(), DimensionKind::Other));
}

#[test]
fn codes_between_blank_lines_are_a_level_and_stairs_are_one() {
    let (layout, table) = only(&sheet(
        "industries",
        "
Turnover

||Building of ships||
|||Other transport|
||||Other manufacturing

||30.1|30.2|32
||JQR4|JQU4|JQV5

2012||4787.6|2162.2|8784.8
2013||4484.8|2417|9217.7
2014|Q1|1106.1|579.2|2194",
    ));
    assert_eq!(layout.header_rows, [2, 3, 4, 6, 7]);
    let labels: Vec<Vec<&str>> = table
        .dimensions
        .iter()
        .filter(|d| d.axis == Axis::Columns)
        .map(|d| d.categories.iter().map(|c| c.label.as_str()).collect())
        .collect();
    assert!(
        labels.contains(&vec!["Building of ships", "Other transport", "Other manufacturing"]),
        "{labels:?}"
    );
    assert!(
        labels.iter().flatten().any(|label| *label == "JQU4")
            || table.measures.iter().any(|m| m.label.contains("JQU4"))
    );
}

#[test]
fn a_header_again_under_new_codes_goes_on_with_its_upper_levels() {
    let lines = "
Value added

Period|Category|Total|Farming|Other
[z]|CDID|YBFR|L2KL|L2KQ
2020|Index|90|80|91
2021|Index|98|85|97
2022|Index|100|105|99
[z]|CDID|ECY2|ECY3|ECY4
2021 Apr|Monthly|95|99|90
2021 May|Monthly|96|100|91";
    let gva = sheet("GVA", lines);
    let layouts = found(&gva);
    assert_eq!(layouts.len(), 2, "{layouts:#?}");
    assert_eq!((&layouts[1].header_rows[..], layouts[1].title.as_str()), (&[2, 7][..], "Value added"));
    let second = shown(&tidied(&gva, &layouts[1]));
    assert!(second.iter().any(|line| line.contains("Farming") && line.contains("ECY3")), "{second:?}");
}

#[test]
fn a_number_beside_a_title_makes_no_header() {
    let (layout, _) = only(&sheet(
        "1",
        "
1|Visits to the country by month

||Seen|Area
||All|North
2018|Jan|10|4
|Feb|12|5",
    ));
    assert_eq!((&layout.title_rows[..], &layout.header_rows[..]), (&[0][..], &[2, 3][..]));
}
