//! What columns count: the safety of everything after hangs on it. A count of people may be taken for
//! something else only on a strong word.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

use model::{MeasureKind, Quiet, TidyTable};
use tables::{TidyOptions, find_tables, tidy};
use workbook::{Cell, Sheet};

/// A table with a title, one row of headings and three rows of values.
fn table(title: &str, headings: &[&str], values: &[&[f64]]) -> TidyTable {
    let mut sheet = Sheet::new("Table 1");
    sheet.put(0, 0, Cell::Text(title), 0);
    sheet.put(2, 0, Cell::Text("Service"), 0);
    for (at, heading) in headings.iter().enumerate() {
        sheet.put(2, at as u32 + 1, Cell::Text(heading), 0);
        for (row, label) in ["Alder", "Birch", "Cedar", "Damson"].iter().enumerate() {
            sheet.put(row as u32 + 3, 0, Cell::Text(label), 0);
            let column = values[at.min(values.len() - 1)];
            sheet.put(row as u32 + 3, at as u32 + 1, Cell::Number(column[row % column.len()]), 0);
        }
    }
    let layouts = find_tables("book.xlsx", &sheet, &Quiet).unwrap();
    tidy("book.xlsx", &sheet, &layouts[0], None, &TidyOptions::default()).unwrap()
}

/// The kind of the measure in the value column `at`.
fn kind(table: &TidyTable, at: usize) -> MeasureKind {
    table.measures[usize::from(table.measure_of_col[at])].kind
}

const WHOLE: &[f64] = &[12.0, 230.0, 3.0, 41.0];
const FRACTIONS: &[f64] = &[1.5, 23.2, 0.4, 7.1];

use MeasureKind::{Average, Money, Other, People, Percentage, Rate, Things};

const HEADINGS: &[(&str, MeasureKind)] = &[
    ("Attendances", People),
    ("All Visits", People),
    ("Number", People),
    ("No.", People),
    ("Count", People),
    ("Finished consultant episodes (FCE)", People),
    ("Admissions via A&E", People),
    ("Patients age 65+", People),
    ("Children aged 5", People),
    ("Deaths 28 days after positive test", People),
    ("Emergency readmissions within 30 days", People),
    ("Number of children above the 95th percentile", People),
    ("Children above 95th percentile", People),
    ("Lower limb injuries", People),
    ("Upper respiratory tract infections", People),
    ("Weight management referrals", People),
    ("Low income households", People),
    ("People on low pay", People),
    ("Households in debt", People),
    ("Care homes residents", People),
    ("Hospitals and admissions", People),
    ("Attendances per day", People),
    ("Vaccinations per week", People),
    ("Number of patients per month", People),
    ("Cases under 1 year of age", People),
    ("Number of staff with below average pay", People),
    ("Unweighted base", People),
    ("Looked after children", People),
    ("Live births", People),
    ("Emergency", People),
    ("Type 1", People),
    ("Incidence", People),
    ("Prevalence (number)", People),
    ("12-hour breaches", People),
    ("Claimants", People),
    ("Passengers", People),
    ("Other countries", People),
    ("Property crime", People),
    ("Number of hospitals", Things),
    ("Hasn't felt lonely in the past 7 days", People),
    ("Seen within 4 hours", People),
    ("Under 1 year of age", People),
    ("At times I find it difficult to get to all the places in my local area that I want", People),
    ("How would you rate the quality of your life as a whole?", People),
    ("How do you spend your time?", People),
    ("Area of residence: Europe", People),
    ("Index cases", People),
    ("Number of hours", Other),
    ("Total floor area (square metres)", Other),
    ("Hours worked", Other),
    ("Number of patients seen (area B)", People),
    ("% of patients", Percentage),
    ("Number of patients (%)", Percentage),
    ("Percentage seen within 4 hours", Percentage),
    ("Rate per 100,000 population", Rate),
    ("Deaths per 1,000 live births", Rate),
    ("Median wait (days)", Average),
    ("Mean age of patients", Average),
    ("Staff costs (£000)", Money),
    ("Expenditure on patients", Money),
    ("Available beds", Things),
    ("Beds for patients with dementia", Things),
    ("Patient days", Other),
    ("Rank", MeasureKind::Rank),
    ("Price index", MeasureKind::Index),
    ("Median debt to income ratio", Average),
    ("Number of care homes that have reported a case", Things),
    ("95% confidence limit", Other),
    ("Site code", MeasureKind::Code),
    ("Upper confidence limit", Other),
    ("Change in attendances", Other),
];

#[test]
fn headings_of_whole_numbers_say_what_is_counted() {
    let wrong: Vec<String> = HEADINGS
        .iter()
        .map(|(heading, kind_wanted)| {
            (heading, kind_wanted, kind(&table("Table 1", &[heading], &[WHOLE]), 0))
        })
        .filter(|(_, wanted, found)| *wanted != found)
        .map(|(heading, wanted, found)| format!("{heading}: {found:?}, not {wanted:?}"))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_title_about_percentages_does_not_make_its_numbers_percentages() {
    let title = "Table 2: Number and percentage of patients seen within 4 hours";
    let table = table(title, &["Number", "Percentage"], &[WHOLE, FRACTIONS]);
    assert_eq!((kind(&table, 0), kind(&table, 1)), (MeasureKind::People, MeasureKind::Percentage));
    for title in [
        "Attendances and percentage within 4 hours, type 1 and 2",
        "Referrals, rates and average waits",
        "Number of employees and their earnings",
        "Percentage of respondents",
    ] {
        let found = table_of(title);
        assert_eq!(kind(&found, 0), MeasureKind::People, "{title}: {:?}", found.measures);
    }
}

/// A table whose headings say nothing of what is counted.
fn table_of(title: &str) -> TidyTable {
    table(title, &["Emergency", "Elective", "Maternity"], &[&[512.0, 230.0, 333.0, 441.0]])
}

#[test]
fn places_and_problems_of_people_are_no_other_counts() {
    let places = table("Deaths by place of death", &["Hospitals", "Care homes", "Elsewhere"], &[WHOLE]);
    assert!((0..3).all(|at| kind(&places, at) == MeasureKind::People), "{:?}", places.measures);
    let problems = table("Clients by problem", &["Debt", "Housing", "Pay"], &[WHOLE]);
    assert!((0..3).all(|at| kind(&problems, at) == MeasureKind::People), "{:?}", problems.measures);
    let counted = table("Schools by region", &["Schools", "Places"], &[WHOLE]);
    assert_eq!(kind(&counted, 0), MeasureKind::Things);
    let spent = table("Staff and their costs", &["Headcount", "Costs"], &[WHOLE]);
    assert_eq!(kind(&spent, 1), MeasureKind::Money);
}

#[test]
fn a_percentage_title_speaks_for_small_whole_numbers() {
    let found = table("Percentage of respondents", &["Agree", "Disagree"], &[&[40.0, 52.0, 60.0, 48.0]]);
    assert_eq!(kind(&found, 0), MeasureKind::Percentage);
    let found = table("Median wait in days", &["Urgent", "Routine"], &[&[4.0, 5.0, 6.0, 18.0]]);
    assert_eq!(kind(&found, 0), MeasureKind::Average);
}

#[test]
fn one_odd_number_does_not_unmake_a_count() {
    let odd: &[f64] = &[12.0, 230.0, 3.5, 41.0];
    assert_eq!(kind(&table("Table 1", &["Attendances"], &[odd]), 0), MeasureKind::People);
    assert_eq!(kind(&table("Table 1", &["Attendances"], &[FRACTIONS]), 0), MeasureKind::Other);
    assert_eq!(kind(&table("Table 1", &["Emergency"], &[FRACTIONS]), 0), MeasureKind::Other);
}
