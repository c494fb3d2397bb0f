use super::*;
use model::{Axis, Category};

fn days(label: &str) -> String {
    match label::read(label).map(|(_, said)| combined(&[Some(said)], &Context::default(), None)) {
        Ok(Some(period)) => format!("{} {} {:?}", period.start, period.end, period.kind),
        Ok(None) => "open".to_owned(),
        Err(_) => "unread".to_owned(),
    }
}

#[test]
fn periods_of_every_form_are_read() {
    for (label, expected) in [
        ("2023", "2023-01-01 2023-12-31 Year"),
        ("2023 [p]", "2023-01-01 2023-12-31 Year"),
        ("Calendar year 2023", "2023-01-01 2023-12-31 Year"),
        ("2023/24", "2023-04-01 2024-03-31 FinancialYear"),
        ("2023-24", "2023-04-01 2024-03-31 FinancialYear"),
        ("2023–24", "2023-04-01 2024-03-31 FinancialYear"),
        ("2023/2024", "2023-04-01 2024-03-31 FinancialYear"),
        ("1999/00", "1999-04-01 2000-03-31 FinancialYear"),
        ("FY24", "2023-04-01 2024-03-31 FinancialYear"),
        ("FY 2023/24", "2023-04-01 2024-03-31 FinancialYear"),
        ("FY23/24", "2023-04-01 2024-03-31 FinancialYear"),
        ("Financial year ending 31 March 2024", "2023-04-01 2024-03-31 FinancialYear"),
        ("202425", "2024-04-01 2025-03-31 FinancialYear"),
        ("202403", "2024-03-01 2024-03-31 Month"),
        ("Q1 2023/24", "2023-04-01 2023-06-30 FinancialQuarter"),
        ("2023/24 Q4", "2024-01-01 2024-03-31 FinancialQuarter"),
        ("Q2 FY24", "2023-07-01 2023-09-30 FinancialQuarter"),
        ("2023 Q1", "2023-01-01 2023-03-31 Quarter"),
        ("2023Q4", "2023-10-01 2023-12-31 Quarter"),
        ("Quarter 2 2023", "2023-04-01 2023-06-30 Quarter"),
        ("1st quarter 2023", "2023-01-01 2023-03-31 Quarter"),
        ("Jan-Mar 2023", "2023-01-01 2023-03-31 Quarter"),
        ("January to March 2023", "2023-01-01 2023-03-31 Quarter"),
        ("Q1 (Jan-Mar) 2023", "2023-01-01 2023-03-31 Quarter"),
        ("Quarter ending June 2023", "2023-04-01 2023-06-30 Quarter"),
        ("March 2024", "2024-03-01 2024-03-31 Month"),
        ("Mar-24", "2024-03-01 2024-03-31 Month"),
        ("Sept. 2023", "2023-09-01 2023-09-30 Month"),
        ("2024 February", "2024-02-01 2024-02-29 Month"),
        ("2024-03", "2024-03-01 2024-03-31 Month"),
        ("Week ending 5 January 2024", "2023-12-30 2024-01-05 Week"),
        ("w/e 14/01/2024", "2024-01-08 2024-01-14 Week"),
        ("w/c 1 January 2024", "2024-01-01 2024-01-07 Week"),
        ("2024-W01", "2024-01-01 2024-01-07 Week"),
        ("2020-W53", "2020-12-28 2021-01-03 Week"),
        ("Year ending March 2021", "2020-04-01 2021-03-31 FinancialYear"),
        ("Year ending 30 June 2021", "2020-07-01 2021-06-30 Span"),
        ("Rolling 12 months to June 2023", "2022-07-01 2023-06-30 Span"),
        ("12 months ending Dec 2023", "2023-01-01 2023-12-31 Year"),
        ("April 2024 to March 2025", "2024-04-01 2025-03-31 FinancialYear"),
        ("1 April 2023 to 31 March 2024", "2023-04-01 2024-03-31 FinancialYear"),
        ("1 April to 30 June 2023", "2023-04-01 2023-06-30 Quarter"),
        ("1-7 January 2024", "2024-01-01 2024-01-07 Week"),
        ("Oct 2023 - Mar 2024", "2023-10-01 2024-03-31 Span"),
        ("2019 to 2021", "2019-01-01 2021-12-31 Span"),
        ("As at 31 March 2024", "2024-03-31 2024-03-31 Day"),
        ("at end March 2024", "2024-03-31 2024-03-31 Day"),
        ("31st March 2024", "2024-03-31 2024-03-31 Day"),
        ("31/03/2024", "2024-03-31 2024-03-31 Day"),
        ("2024-03-31", "2024-03-31 2024-03-31 Day"),
        ("2024-03-31T09:30:00", "2024-03-31 2024-03-31 Day"),
    ] {
        assert_eq!(days(label), expected, "{label}");
    }
}

#[test]
fn what_may_be_several_things_is_not_guessed() {
    for label in [
        "2019 to 2020",
        "2019-2020",
        "Financial year 2023",
        "As at March 2024",
        "2023/25",
        "Q5 2023",
        "31 February 2024",
        "January",
        "Q1",
        "Week 12",
        "Week 12 2024",
        "2003-04",
        "01/02/2024",
        "200304",
        "Total",
        "0-4",
        "12",
        "",
        "2019 attendances",
        "5 to 9",
        "85+",
        "Monday",
        "Type 1",
    ] {
        assert!(["open", "unread"].contains(&days(label).as_str()), "{label}: {}", days(label));
    }
}

fn table(dimensions: &[(&str, &[&str])]) -> TidyTable {
    let mut codes: Vec<Vec<u32>> = vec![Vec::new(); dimensions.len()];
    let total: usize = dimensions.iter().map(|(_, labels)| labels.len()).product();
    for index in 0..total {
        let mut rest = index;
        for (at, (_, labels)) in dimensions.iter().enumerate().rev() {
            codes[at].push((rest % labels.len()) as u32);
            rest /= labels.len();
        }
    }
    let dimension = |((label, labels), codes): (&(&str, &[&str]), Vec<u32>)| Dimension {
        name: model::slug(label),
        label: (*label).to_owned(),
        kind: DimensionKind::Time,
        axis: Axis::Rows,
        codes,
        categories: labels
            .iter()
            .map(|label| Category { label: (*label).to_owned(), ..Category::default() })
            .collect(),
    };
    TidyTable {
        name: "t".into(),
        title: String::new(),
        file: "t.csv".into(),
        sheet: None,
        notes: Vec::new(),
        rows: (0..total as u32).collect(),
        cols: vec![0],
        dimensions: dimensions.iter().zip(codes).map(dimension).collect(),
        measures: Vec::new(),
        measure_of_col: vec![0],
        values: vec![1.0; total],
        precisions: vec![model::Precision::GENERAL; total],
        markers: vec![0; total],
        marker_set: Vec::new(),
        stored_values: false,
        periods: Periods::default(),
        parts: Vec::new(),
    }
}

fn read(dimensions: &[(&str, &[&str])], title: &str) -> (Vec<String>, usize) {
    let mut table = table(dimensions);
    let remarks = fill(&mut table, title, None);
    let read = (0..table.len()).map(|index| {
        table.period(index).map_or("-".to_owned(), |period| format!("{} {}", period.start, period.end))
    });
    (read.collect(), remarks.len())
}

#[test]
fn years_and_their_parts_make_one_period() {
    let (read_, left) = read(&[("Year", &["2022", "2023"]), ("Quarter", &["January to March", "Q2"])], "");
    assert_eq!(
        read_,
        ["2022-01-01 2022-03-31", "2022-04-01 2022-06-30", "2023-01-01 2023-03-31", "2023-04-01 2023-06-30"]
    );
    assert_eq!(left, 0);
    let (read_, _) = read(&[("Year", &["2023/24"]), ("Month", &["April", "January"])], "");
    assert_eq!(read_, ["2023-04-01 2023-04-30", "2024-01-01 2024-01-31"]);
    let (read_, _) = read(&[("Month", &["April", "January"])], "Monthly attendances, England, 2023/24");
    assert_eq!(read_, ["2023-04-01 2023-04-30", "2024-01-01 2024-01-31"]);
    let (read_, _) = read(&[("From", &["2023-04-01"]), ("To", &["2023-06-30"])], "");
    assert_eq!(read_, ["2023-04-01 2023-06-30"]);
}

#[test]
fn headings_titles_and_neighbours_settle_what_a_label_leaves_open() {
    for (heading, labels, title, expected) in [
        ("Year ending March", &["2021"][..], "", "2020-04-01 2021-03-31"),
        ("Week ending", &["5 January 2024"], "", "2023-12-30 2024-01-05"),
        ("Academic year", &["2023/24"], "", "2023-09-01 2024-08-31"),
        ("Year", &["2023/24"], "Pupils by academic year", "2023-09-01 2024-08-31"),
        ("Month", &["2024-03-01", "2024-04-01"], "", "2024-03-01 2024-03-31"),
        ("Date", &["2024-03-01", "2024-04-01"], "", "2024-03-01 2024-03-01"),
        ("Year", &["2003-04", "2012-13"], "", "2003-04-01 2004-03-31"),
        ("Month", &["2003-04", "2003-05"], "", "2003-04-01 2003-04-30"),
        ("Date", &["01/02/2024", "13/02/2024"], "", "2024-02-01 2024-02-01"),
        ("ISO week", &["Week 1 2024"], "", "2024-01-01 2024-01-07"),
    ] {
        assert_eq!(read(&[(heading, labels)], title).0[0], expected, "{heading} {labels:?}");
    }
    let (read_, left) = read(&[("Date", &["01/02/2024", "03/02/2024"])], "");
    assert_eq!((read_[0].as_str(), left), ("-", 1));
    let (read_, left) = read(&[("Week", &["Week 1", "Week 2"])], "Deaths, 2024");
    assert_eq!((read_[0].as_str(), left), ("-", 1));
}

#[test]
fn waits_and_totals_are_no_periods_and_no_findings() {
    assert_eq!(read(&[("Time waited", &["0 to 4 hours", "Over 4 hours"])], "").1, 0);
    assert_eq!(read(&[("Year", &["2022", "All years"])], "").1, 0);
}

#[test]
fn a_title_names_one_period_or_none() {
    let of = |title: &str| of_title(title).map(|period| format!("{} {}", period.start, period.end));
    assert_eq!(of("Attendances by age, April 2024 to March 2025").as_deref(), Some("2024-04-01 2025-03-31"));
    assert_eq!(of("Table 3: Deaths, England, 2023").as_deref(), Some("2023-01-01 2023-12-31"));
    assert_eq!(of("Staff in post as at 31 March 2024, England").as_deref(), Some("2024-03-31 2024-03-31"));
    assert_eq!(of("Deaths in 2022 compared with 2023"), None);
    assert_eq!(of("Table 12: People aged 18 to 64"), None);
}
