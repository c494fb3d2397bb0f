//! Totals and other derived lines, told by arithmetic and by words.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

use model::{CellAddress, Quiet};
use tables::{Aggregation, Confidence, Layout, Operator, aggregations, find_tables};
use workbook::{Cell, Sheet};

/// A sheet from lines; cells are parted by `|`, all of them text, as in a file without types.
fn sheet(lines: &str) -> Sheet {
    let mut sheet = Sheet::new("Table 1");
    for (row, line) in lines.trim_matches('\n').lines().enumerate() {
        for (col, cell) in line.split('|').enumerate().filter(|(_, cell)| !cell.trim().is_empty()) {
            sheet.put(row as u32, col as u32, Cell::Text(cell.trim_matches(' ')), 0);
        }
    }
    sheet
}

fn only(sheet: &Sheet) -> Layout {
    let mut layouts = find_tables("book.csv", sheet, &Quiet).unwrap();
    assert_eq!(layouts.len(), 1, "{layouts:#?}");
    layouts.remove(0)
}

fn parts(found: &[Aggregation], operator: Operator, total: &str) -> Vec<String> {
    let total: CellAddress = total.parse().unwrap();
    let wanted = found.iter().filter(|one| one.operator == operator && one.total == total);
    let names = |one: &Aggregation| {
        let mut parts: Vec<String> = one.parts.iter().map(ToString::to_string).collect();
        if operator == Operator::Sum {
            parts.sort();
        }
        parts.join(" ")
    };
    wanted.map(names).collect()
}

const REGIONS: &str = "
Table 1: People by region
Region|2021|2022|2023
Britain|1,731|1,815|1,924
North|812|834|861
Leeds|411|420|433
York|401|414|428
South|919|981|1,063
Bath|502|540|601
Exeter|417|441|462
";

#[test]
fn totals_of_totals_are_found_without_any_word() {
    let sheet = sheet(REGIONS);
    let layout = only(&sheet);
    assert_eq!(layout.total_rows, [2, 3, 6]);
    let found = aggregations(&sheet, &layout);
    assert_eq!(parts(&found, Operator::Sum, "C4"), ["C5 C6"]);
    assert_eq!(parts(&found, Operator::Sum, "C3"), ["C4 C7"]);
    assert!(
        layout
            .reasons
            .iter()
            .any(|reason| reason.contains("Row 4 is a total: it is the sum of rows 5 and 6"))
    );
}

#[test]
fn rounding_to_five_is_no_hindrance_and_wrong_sums_are() {
    let rounded = "
Age|Men|Women|All
0-19|1,205|1,180|2,390
20-39|1,410|1,455|2,865
40-59|1,630|1,610|3,235
60+|990|1,115|2,110
Sum|5,240|5,355|10,600
";
    let layout = only(&sheet(rounded));
    assert_eq!(layout.total_rows, [5]);
    assert_eq!(layout.total_cols, [3]);
    let wrong = rounded.replace("Sum|5,240|5,355|10,600", "Sum|6,900|7,105|14,030");
    assert!(only(&sheet(&wrong)).total_rows.is_empty());
}

#[test]
fn chance_agreement_of_small_numbers_is_no_sum() {
    let small = "
Ward|A|B
One|3|4
Two|1|2
Three|2|2
Four|1|1
Five|5|3
";
    assert!(only(&sheet(small)).total_rows.is_empty());
}

#[test]
fn words_are_believed_only_where_numbers_do_not_speak_against_them() {
    let totals = |lines: &str| only(&sheet(lines)).total_rows;
    let rates = "
Measure|2021|2022
Births|6,411|6,209
Total fertility rate|1.61|1.58
Mean age|30.4|30.7
";
    assert!(totals(rates).is_empty());
    let suppressed = "
Goods|2021|2022
Total goods|9,411|9,209
Food|x|3,108
Clothing|2,206|x
Furniture|x|1,204
";
    assert_eq!(totals(suppressed), [1]);
    let not_the_largest = suppressed.replace("Total goods|9,411|9,209", "Total goods|1,411|1,209");
    assert!(totals(&not_the_largest).is_empty());
}

#[test]
fn rates_of_a_nation_and_of_both_sexes_stand_for_their_parts() {
    let places = "
Place|Rate|Share
England|5.2|41.0
North East|6.1|44.2
North West|5.9|43.1
Midlands|5.4|42.5
East|4.9|40.2
London|4.1|37.7
South East|4.8|39.3
South West|5.0|39.9
";
    assert_eq!(only(&sheet(places)).total_rows, [1]);
    let sexes = "
Group|2020|2021|2022
White|5.4|5.6|4.8
Male|5.0|6.4|4.9
Female|5.8|4.9|4.7
Black|8.7|8.3|7.7
Male|8.3|8.0|8.3
Female|9.0|8.5|7.2
";
    assert_eq!(only(&sheet(sexes)).total_rows, [1, 4]);
}

#[test]
fn quotients_name_what_is_divided_by_what() {
    let shares = "
Year|Population|Children|Children %
1990|5,181|1,031|19.9
2000|4,720|1,208|25.6
2010|4,029|931|23.1
2020|3,322|659|19.8
";
    let sheet = sheet(shares);
    let found = aggregations(&sheet, &only(&sheet));
    assert_eq!(parts(&found, Operator::Division, "D3"), ["C3 B3"]);
}

#[test]
fn decimal_commas_and_years_with_notes_are_read() {
    let lines = "
Key figures of health
|2004|2005|2006|20071
Hours|115 711|124 728|135 266|150 029
Share|9,3|8,4|8,8|9,8
Growth|1,1|-0,9|1,2|1,3
Rate|0,12|0,25|0,48|0,31
";
    let layout = only(&sheet(lines));
    assert_eq!((layout.header_rows.as_slice(), layout.data_rows.as_slice()), (&[1][..], &[2, 3, 4, 5][..]));
}

#[test]
fn header_levels_far_above_and_units_below_are_one_header() {
    let lines = "
Table 15. People by place

See notes

Place|Code|People||Homes|



||2007|2008|2007|2008

Leeds|AA|1,301|1,402|603|611
York|BB|801|815|402|404
Bath|CC|502|540|201|215
";
    let layout = only(&sheet(lines));
    assert_eq!(layout.header_rows, [4, 8]);
    assert_eq!(layout.confidence, Confidence::High, "{:?}", layout.reasons);
}

#[test]
fn one_column_of_values_makes_a_table() {
    let lines = "
Table 3. Jobs by sector
|2006

Farming|14,260
Mining|6,405
Building|10,110
";
    let layout = only(&sheet(lines));
    assert_eq!((layout.header_rows.as_slice(), layout.data_rows.len()), (&[1][..], 3));
}

#[test]
fn a_note_under_the_title_of_the_second_table_is_its_own() {
    let lines = "
Table 1. Homes
Place|2007|2008
Leeds|1,301|1,402
York|801|815
Source: the councils

Table 2. People
See notes

Place|2007|2008
Leeds|5,301|5,402
York|2,801|2,815
";
    let sheet = sheet(lines);
    let layouts = find_tables("book.csv", &sheet, &Quiet).unwrap();
    let titles: Vec<&str> = layouts.iter().map(|layout| layout.title.as_str()).collect();
    assert_eq!(titles, ["Table 1. Homes", "Table 2. People"]);
    assert_eq!(layouts[0].note_rows, [4]);
}

#[test]
fn a_total_is_told_from_a_sum_that_lacks_its_smallest_part() {
    let totals = |lines: &[[f64; 4]]| {
        let mut sheet = Sheet::new("t");
        for (col, heading) in ["Cause", "All", "Male", "Female", "Unknown"].into_iter().enumerate() {
            sheet.put(0, col as u32, Cell::Text(heading), 0);
        }
        for (row, line) in lines.iter().enumerate() {
            let label = format!("Cause {}", char::from(b'A' + row as u8));
            sheet.put(row as u32 + 1, 0, Cell::Text(&label), 0);
            for (col, value) in line.iter().enumerate() {
                sheet.put(row as u32 + 1, col as u32 + 1, Cell::Number(*value), 0);
            }
        }
        let layout = find_tables("t.xlsx", &sheet, &Quiet).unwrap().remove(0);
        let sums = tables::aggregations(&sheet, &layout);
        sums.into_iter().map(|sum| (sum.total.to_string(), sum.parts.len())).collect::<Vec<_>>()
    };
    let found = totals(&[
        [2236.0, 1819.0, 415.0, 2.0],
        [18.0, 2.0, 16.0, 0.0],
        [680.0, 600.0, 79.0, 1.0],
        [90.0, 68.0, 22.0, 0.0],
        [533.0, 492.0, 41.0, 0.0],
    ]);
    assert!(found.contains(&("B2".to_owned(), 3)) && found.contains(&("B4".to_owned(), 3)), "{found:?}");
}
