//! Habits of published tables that no single rule of layout foresees.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

use model::{Axis, CellAddress, CellRange, MeasureKind, Quiet, TidyTable};
use tables::{MeasureRecipe, TableRecipe, TidyOptions, find_tables, number_text, tidy};
use workbook::{Cell, Sheet};

/// A sheet from lines; cells are parted by `|`, numbers are numbers, `^` starts a cell that stays text,
/// every `>` indents a label by three spaces.
fn sheet(lines: &str) -> Sheet {
    let mut sheet = Sheet::new("Table 1");
    for (row, line) in lines.trim_matches('\n').lines().enumerate() {
        for (col, cell) in line.split('|').enumerate() {
            let cell = cell.trim_matches(' ');
            let text = cell.trim_start_matches('^').replace('>', "   ");
            let value = match cell.parse::<f64>() {
                Ok(number) => Cell::Number(number),
                Err(_) if cell.is_empty() => continue,
                Err(_) => Cell::Text(&text),
            };
            sheet.put(row as u32, col as u32, value, 0);
        }
    }
    sheet
}

fn tidied(sheet: &Sheet, recipe: Option<&TableRecipe>) -> TidyTable {
    let layouts = find_tables("book.xlsx", sheet, &Quiet).unwrap();
    assert_eq!(layouts.len(), 1, "{layouts:#?}");
    tidy("book.xlsx", sheet, &layouts[0], recipe, &TidyOptions::default()).unwrap()
}

/// Labels along an axis, of every row or column, joined.
fn along(table: &TidyTable, axis: Axis) -> Vec<String> {
    let lines = if axis == Axis::Rows { table.rows.len() } else { table.cols.len() };
    let label = |line: usize| {
        let dimensions = table.dimensions.iter().filter(|d| d.axis == axis);
        let labels = dimensions.map(|d| d.categories[d.codes[line] as usize].label.clone());
        labels.collect::<Vec<_>>().join(" / ")
    };
    (0..lines).map(label).collect()
}

fn measures(table: &TidyTable) -> Vec<&str> {
    table.measures.iter().map(|measure| measure.label.as_str()).collect()
}

fn parent<'a>(table: &'a TidyTable, label: &str) -> Option<&'a str> {
    let dimension = &table.dimensions[0];
    let category = dimension.categories.iter().find(|c| c.label == label).unwrap();
    category.parent.map(|parent| dimension.categories[parent as usize].label.as_str())
}

#[test]
fn headings_centred_without_a_merge_head_their_whole_block() {
    let table = tidied(
        &sheet(
            "
Table 8 Staff in post by grade and sex

||Full time|||Part time
Grade|Male|Female|Total|Male|Female|Total
Director|5|7|12|6|14|20
Manager|20|30|50|21|60|81
Officer|100|120|220|101|240|341
",
        ),
        None,
    );
    let expected = ["Male", "Female", "Total"].map(|sex| format!("Full time / {sex}"));
    assert_eq!(along(&table, Axis::Columns)[..3], expected);
    assert_eq!(along(&table, Axis::Columns)[3], "Part time / Male");
}

#[test]
fn headings_wrapped_over_rows_are_one_heading() {
    let table = tidied(
        &sheet(
            "
Table 9 Births by country

|Live|Births|Still-
|births|outside|births
Country||marriage|
England|500|200|9
Wales|300|100|8
Scotland|200|90|7
",
        ),
        None,
    );
    let told: Vec<String> = along(&table, Axis::Columns)
        .into_iter()
        .zip(&table.measure_of_col)
        .map(
            |(label, at)| {
                if label.is_empty() { measures(&table)[usize::from(*at)].to_owned() } else { label }
            },
        )
        .collect();
    assert_eq!(told, ["Live births", "Births outside marriage", "Still-births"]);
}

#[test]
fn lower_case_levels_under_shared_headings_stay_levels() {
    let table = tidied(
        &sheet(
            "
Table 9 Admissions by country

|Emergency||Elective|
Country|males|females|males|females
England|500|200|9|2
Wales|300|100|8|3
Scotland|200|90|7|4
",
        ),
        None,
    );
    assert_eq!(along(&table, Axis::Columns)[1..3], ["Emergency / females", "Elective / males"]);
}

const GLUED: &str = "
Table 10: Population and deaths by area

|2021||2022|
Area1|Population2|Deaths|Population2|Deaths3
Aberdeen City|500|20|510|21
Highland4|300|10|310|11
Moray|200|9|210|8

1 Council area of residence.
2 Mid-year estimates.
3 Provisional.
4 Includes islands.
";

#[test]
fn note_numbers_glued_to_words_are_taken_off() {
    let table = tidied(&sheet(GLUED), None);
    assert_eq!(measures(&table), ["Population", "Deaths"]);
    assert_eq!(table.dimensions[0].label, "Area");
    assert_eq!(along(&table, Axis::Rows)[1], "Highland");
    let unproved = GLUED.replace("2 Mid-year", "Mid-year").replace("4 Includes", "Includes");
    let table = tidied(&sheet(&unproved), None);
    assert_eq!((measures(&table)[0], along(&table, Axis::Rows)[1].as_str()), ("Population2", "Highland4"));
}

#[test]
fn the_first_group_under_the_header_is_a_group() {
    let table = tidied(
        &sheet(
            "
Satisfaction with services
Percentage of respondents

|Satisfied|Dissatisfied|Unweighted base
Sex
Male|40|60|512
Female|35|65|498
Age
16 to 34|30|70|310
35 and over|45|55|700
",
        ),
        None,
    );
    assert_eq!(
        along(&table, Axis::Rows),
        ["Sex / Male", "Sex / Female", "Age / 16 to 34", "Age / 35 and over"]
    );
    let base = table.measures.iter().find(|measure| measure.label == "Unweighted base").unwrap();
    assert_eq!(base.kind, MeasureKind::People);
}

#[test]
fn a_total_without_a_label_is_called_one() {
    let table = tidied(
        &sheet(
            "
Households in temporary accommodation

Region|Local authority|Families|Single people
London|Camden|30|40
|Hackney|50|60
South West|Bristol, City of|10|20
||90|120
",
        ),
        None,
    );
    assert_eq!(along(&table, Axis::Rows)[1], "London / Hackney");
    assert_eq!(along(&table, Axis::Rows)[3], "Total / Total");
}

#[test]
fn columns_of_flags_are_no_values_and_missing_codes_no_dimension() {
    let table = tidied(
        &sheet(
            "
Referrals by region

Region|ONS code|2022|2022 flag|2023|2023 flag
England|E92000001|900|[p]|800|
Rest of England|-|500||400|[r]
London|E12000007|400||400|
",
        ),
        None,
    );
    assert_eq!(table.cols, [2, 4]);
    assert_eq!(table.dimensions.len(), 2);
    assert_eq!(table.dimensions[0].categories[2].code.as_deref(), Some("E12000007"));
    assert_eq!(table.dimensions[0].categories[1].code, None);
}

#[test]
fn a_note_beside_a_number_leaves_it_a_number() {
    let table = tidied(
        &sheet(
            "
Deaths by council area

Council area|2021|2022
Fife|^3 [note 2]|15
Moray|^1,204 [1]|8
Highland|7|[note 4]
",
        ),
        None,
    );
    let values: Vec<String> =
        table.observations().map(|o| o.value.map_or_else(|| "none".to_owned(), number_text)).collect();
    assert_eq!(values, ["3", "15", "1204", "8", "7", "none"]);
}

const KINGDOM: &str = "
Table 17: Claimants by area

Area|Men|Women
United Kingdom|100|90
>Great Britain|90|80
>>England|60|50
>>>North East|25|20
>>>London|35|30
>>Wales|20|20
>>Scotland|10|10
>Northern Ireland|10|10
";

#[test]
fn indentation_outranks_code_lists() {
    let table = tidied(&sheet(KINGDOM), None);
    for (label, above) in [
        ("England", Some("Great Britain")),
        ("Wales", Some("Great Britain")),
        ("London", Some("England")),
        ("Great Britain", Some("United Kingdom")),
        ("Northern Ireland", Some("United Kingdom")),
        ("United Kingdom", None),
    ] {
        assert_eq!(parent(&table, label), above, "{label}");
    }
}

#[test]
fn lists_divide_what_stands_at_one_indentation() {
    let table = tidied(
        &sheet(
            "
Attendances by area

Area|2022|2023
England|100|90
>North West|60|50
>NHS Greater Manchester Integrated Care Board|40|30
>NHS Cheshire and Merseyside Integrated Care Board|20|20
>South West|40|40
",
        ),
        None,
    );
    assert_eq!(parent(&table, "NHS Greater Manchester Integrated Care Board"), Some("North West"));
    assert_eq!(parent(&table, "South West"), Some("England"));
}

const DISTRICTS: &str = "
Attendances by area

Area|2022|2023
England|100|90
North East|60|50
County Durham|40|30
Darlington|20|20
South West|40|40
Swindon|30|10
Bristol, City of|10|30
";

#[test]
fn districts_after_their_region_are_its_parts_where_they_add_up() {
    let table = tidied(&sheet(DISTRICTS), None);
    for (label, above) in [
        ("North East", Some("England")),
        ("South West", Some("England")),
        ("Darlington", Some("North East")),
        ("Swindon", Some("South West")),
    ] {
        assert_eq!(parent(&table, label), above, "{label}");
    }
}

#[test]
fn a_region_with_withheld_districts_is_laid_out_like_the_others() {
    let table = tidied(&sheet(&DISTRICTS.replace("|20|20", "|^*|^*")), None);
    assert_eq!(parent(&table, "Darlington"), Some("North East"));
}

#[test]
fn england_is_not_the_sum_of_regions_and_districts_together() {
    let table = tidied(&sheet(&DISTRICTS.replace("|20|20", "|^*|^*").replace("|10|30", "|^*|^*")), None);
    assert_eq!(parent(&table, "North East"), Some("England"));
    assert_eq!(parent(&table, "Darlington"), None);
}

#[test]
fn what_a_recipe_says_is_counted_decides_what_adds_up() {
    let mut sheet = sheet(
        "
Table 3: Figures by area

Area|2022|2023
All areas|10|11
Alder|9|9
Birch|9|9
",
    );
    sheet.merges.push(CellRange::new(CellAddress::new(0, 0), CellAddress::new(0, 1)));
    let found = tidied(&sheet, None);
    assert_eq!(parent(&found, "Alder"), None, "the numbers do not add up");
    let measure = MeasureRecipe {
        found: found.measures[0].name.clone(),
        name: "Index".to_owned(),
        label: "Index".to_owned(),
        unit: String::new(),
        kind: MeasureKind::Other,
        adding: None,
    };
    let recipe = TableRecipe { measures: vec![measure], ..TableRecipe::default() };
    let table = tidied(&sheet, Some(&recipe));
    assert_eq!(table.measures[0].kind, MeasureKind::Other);
    assert_eq!(parent(&table, "Alder"), Some("All areas"), "an index need not add up");
}
