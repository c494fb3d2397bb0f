//! The rules that look at what is shown: one table that has it, and a near miss that has not.

use model::{Finding, Marker, MarkerMeaning, MeasureKind, Precision, Quiet, Rule, Severity, TidyTable};

use crate::testing::Build;
use crate::{Policy, Released, check, check_release, check_without_policy};

fn policy(id: &str) -> Policy {
    Policy::find(id).unwrap()
}

fn rules(findings: &[Finding], rule: Rule) -> Vec<(Severity, String)> {
    findings.iter().filter(|f| f.rule == Some(rule)).map(|f| (f.severity, f.text())).collect()
}

/// How many findings of a rule a table has under a policy.
fn count(table: &TidyTable, id: &str, rule: Rule) -> usize {
    rules(&check(table, &policy(id), &Quiet).unwrap(), rule).len()
}

/// Outcomes beside their total, row by row.
fn outcomes(rows: &[&[&str]]) -> TidyTable {
    let areas = ["North", "South", "East"];
    Build::new()
        .rows("area", &areas[..rows.len()])
        .columns("outcome", &["All", "Better<All", "Same<All", "Worse<All"])
        .values(rows)
        .table()
}

/// A table of several measures over areas.
fn measured(measures: &[(&str, MeasureKind)], rows: &[&[&str]]) -> TidyTable {
    let areas = ["North", "South", "East", "West"];
    let start = Build::new().rows("area", &areas[..rows.len()]);
    measures.iter().fold(start, |build, (label, kind)| build.measure(label, *kind)).values(rows).table()
}

use MeasureKind::{Average, Money, Other, People, Percentage, Rate, Things};

#[test]
fn r3_different_markers_for_the_same_thing() {
    let mixed = outcomes(&[&["90", "*", "[c]", "40"], &["80", "40", "20", "20"]]);
    assert_eq!(rules(&check_without_policy(&mixed, &Quiet).unwrap(), Rule::R3).len(), 1);
    assert_eq!(count(&mixed, "legacy-1-5", Rule::R3), 1);
    let one = outcomes(&[&["90", "*", "*", "40"], &["80", "40", "20", "20"]]);
    assert!(rules(&check_without_policy(&one, &Quiet).unwrap(), Rule::R3).is_empty());
}

#[test]
fn r3_a_small_total_of_withheld_parts_is_open() {
    let open = outcomes(&[&["7", "*", "*", "0"], &["80", "40", "20", "20"]]);
    let found = rules(&check_without_policy(&open, &Quiet).unwrap(), Rule::R3);
    assert!(found.len() == 1 && found[0].1.contains("2 parts of it are withheld"), "{found:?}");
    let large = outcomes(&[&["70", "*", "*", "0"], &["7", "3", "2", "2"]]);
    assert!(rules(&check_without_policy(&large, &Quiet).unwrap(), Rule::R3).is_empty());
}

#[test]
fn r6_everybody_in_one_category() {
    for row in [["40", "40", "0", "0"], ["40", "*", "0", "0"], ["40", "38", "2", "0"]] {
        let table = outcomes(&[&row, &["80", "40", "20", "20"]]);
        assert_eq!(count(&table, "legacy-1-5", Rule::R6), 1, "{row:?}");
    }
    for row in [["40", "30", "10", "0"], ["40", "37", "3", "0"], ["2", "2", "0", "0"], ["40", "*", "*", "0"]]
    {
        let table = outcomes(&[&row, &["80", "40", "20", "20"]]);
        assert_eq!(count(&table, "legacy-1-5", Rule::R6), 0, "{row:?}");
    }
    // Where figures are rounded, 40 of 40 need not be everybody; where all others are zeros, they are.
    let rounded = |row: [&str; 4]| count(&outcomes(&[&row, &["80", "40", "20", "20"]]), "hes-2018", Rule::R6);
    assert_eq!((rounded(["40", "40", "0", "0"]), rounded(["50", "40", "10", "0"])), (1, 0));
    let found = check(&outcomes(&[&["40", "40", "0", "0"]]), &policy("tre-10"), &Quiet).unwrap();
    assert_eq!(rules(&found, Rule::R6)[0].0, Severity::Blocker);
}

#[test]
fn r6_all_of_a_percentage() {
    let shares = |row: [&str; 3]| {
        Build::new()
            .rows("area", &["North"])
            .columns("outcome", &["All", "Better<All", "Worse<All"])
            .measure("Percentage", Percentage)
            .values(&[&row])
            .table()
    };
    assert_eq!(count(&shares(["100", "100", "0"]), "legacy-1-5", Rule::R6), 1);
    assert_eq!(count(&shares(["100", "99", "1"]), "legacy-1-5", Rule::R6), 0);
}

#[test]
fn r7_one_person_apart_from_all_the_others() {
    assert_eq!(count(&outcomes(&[&["12", "11", "1", "0"]]), "legacy-1-5", Rule::R7), 1);
    assert_eq!(count(&outcomes(&[&["12", "10", "1", "1"]]), "legacy-1-5", Rule::R7), 0);
    assert_eq!(count(&outcomes(&[&["12", "6", "6", "0"]]), "legacy-1-5", Rule::R7), 0);
}

#[test]
fn r8_a_percentage_gives_its_withheld_numerator_away() {
    let table = |percent: &str, places: u8| {
        let mut table = measured(
            &[("Patients", People), ("Of them smokers", People), ("% smokers", Percentage)],
            &[&["33", "*", percent], &["80", "20", "25.0"]],
        );
        table.precisions = vec![Precision::new(places, false); table.len()];
        table
    };
    let found = rules(&check(&table("9.1", 1), &policy("legacy-1-5"), &Quiet).unwrap(), Rule::R8);
    assert!(found.len() == 1 && found[0].0 == Severity::Blocker, "{found:?}");
    assert!(found[0].1.contains("can only come from 3"), "{}", found[0].1);
    // Three times as many patients, and a whole percentage: 1 of 500 to 5 of 500 are all shown as 0 or 1.
    let large = measured(
        &[("Patients", People), ("Of them smokers", People), ("% smokers", Percentage)],
        &[&["5000", "*", "0"], &["80", "20", "25"]],
    );
    assert_eq!(count(&large, "legacy-1-5", Rule::R8), 0);
    // A percentage that no small count gives is somebody else's.
    assert_eq!(count(&table("75.0", 1), "legacy-1-5", Rule::R8), 0);
}

#[test]
fn r8_over_a_denominator_of_another_table() {
    let percent = |shown: &str| {
        let areas = Build::new().places("area", &["North", "South"]);
        let mut table = areas.measure("% smokers", Percentage).values(&[&[shown], &["25.0"]]).table();
        table.name = "shares".to_owned();
        table.precisions = vec![Precision::new(1, false); table.len()];
        table
    };
    let patients = measured(&[("Patients", People)], &[&["33"], &["80"]]);
    let legacy = policy("legacy-1-5");
    let told = |shown: &str, base: &TidyTable| {
        let shares = percent(shown);
        let release = [
            Released { table: &shares, policy: Some(&legacy) },
            Released { table: base, policy: Some(&legacy) },
        ];
        rules(&check_release(&release, &Quiet).unwrap()[0], Rule::R8).len()
    };
    assert_eq!(told("9.1", &patients), 1);
    // 30.3 % of 33 are 10, which is no small count; and another group's denominator tells nothing.
    assert_eq!(told("30.3", &patients), 0);
    let elsewhere = Build::new().rows("area", &["Kent", "Surrey"]).values(&[&["33"], &["80"]]).table();
    assert_eq!(told("9.1", &elsewhere), 0);
}

#[test]
fn r8_a_mean_gives_away_how_many_were_behind_it() {
    let table = |mean: &str| {
        let mut table = measured(
            &[("Patients", People), ("Mean length of stay (days)", Average)],
            &[&["*", mean], &["80", "5.20"]],
        );
        table.precisions = vec![Precision::new(2, false); table.len()];
        table
    };
    // 2.67 is 8 / 3 and nothing else of up to five patients; 2.00 may be any number of them.
    assert_eq!(count(&table("2.67"), "legacy-1-5", Rule::R8), 1);
    assert_eq!(count(&table("2.00"), "legacy-1-5", Rule::R8), 0);
}

#[test]
fn r10_a_mean_over_few() {
    let table = |people: &str| {
        measured(&[("Patients", People), ("Mean wait (days)", Average)], &[&[people, "4.2"], &["80", "5.2"]])
    };
    assert_eq!(
        (count(&table("10"), "hes-2018", Rule::R10), count(&table("*"), "hes-2018", Rule::R10)),
        (0, 1)
    );
    assert_eq!((count(&table("9"), "tre-10", Rule::R10), count(&table("10"), "tre-10", Rule::R10)), (1, 0));
    // A maximum is the value of somebody, whatever the number behind it.
    let extreme = measured(&[("Patients", People), ("Longest wait (days)", Average)], &[&["90", "81"]]);
    assert_eq!((count(&extreme, "tre-10", Rule::R10), count(&extreme, "hes-2018", Rule::R10)), (1, 0));
}

#[test]
fn r10_a_rate_of_few_events() {
    let table = |deaths: &str| {
        measured(
            &[("Deaths", People), ("Age-standardised rate per 100,000", Rate)],
            &[&[deaths, "14.2"], &["80", "5.2"]],
        )
    };
    assert_eq!(count(&table("9"), "ons-mortality", Rule::R10), 1);
    assert_eq!(count(&table("10"), "ons-mortality", Rule::R10), 0);
}

#[test]
fn r11_few_contribute_nearly_all() {
    let table = |row: [&str; 4]| {
        measured(
            &[
                ("Number of businesses", Things),
                ("Turnover (£)", Money),
                ("Largest contribution", Money),
                ("Second largest contribution", Money),
            ],
            &[&row],
        )
    };
    // Two of them make up 95 %; nine contributors; the second could tell the first to within 10 %.
    for row in [["40", "1000", "700", "250"], ["9", "1000", "300", "200"], ["40", "1000", "850", "100"]] {
        assert_eq!(count(&table(row), "tre-10", Rule::R11), 1, "{row:?}");
    }
    assert_eq!(count(&table(["10", "1000", "600", "200"]), "tre-10", Rule::R11), 0);
    assert_eq!(count(&table(["9", "1000", "700", "250"]), "hes-2018", Rule::R11), 0);
}

#[test]
fn r13_a_small_base_and_a_sensitive_topic() {
    let table = |title: &str, first: &str| {
        let mut table = outcomes(&[&[first, "20", "10", "10"], &["800", "400", "200", "200"]]);
        table.title = title.to_owned();
        table
    };
    let strict = Policy { small_base: Some(100), ..policy("legacy-1-5") };
    let found =
        |table: &TidyTable, policy: &Policy| rules(&check(table, policy, &Quiet).unwrap(), Rule::R13).len();
    assert_eq!(found(&table("People living with HIV", "40"), &strict), 1);
    assert_eq!(found(&table("People living with HIV", "400"), &strict), 0);
    assert_eq!(found(&table("People living in Hive", "40"), &strict), 0);
    // An organisation edits the list.
    let own = Policy { topics: vec!["gambling".to_owned()], ..strict };
    assert_eq!(found(&table("Gambling clinics", "40"), &own), 1);
    assert_eq!(found(&table("People living with HIV", "40"), &own), 0);
}

#[test]
fn r15_a_note_that_says_a_count() {
    let table = |note: &str| {
        let mut table = outcomes(&[&["80", "40", "20", "20"]]);
        table.notes = vec![note.to_owned()];
        table
    };
    assert_eq!(count(&table("1 patient was moved to Leeds."), "legacy-1-5", Rule::R15), 1);
    assert_eq!(count(&table("Fewer than 6 patients are shown as *."), "legacy-1-5", Rule::R15), 0);
}

#[test]
fn r16_a_marker_other_than_the_policys_and_the_releases() {
    let marked = |marker: &str| outcomes(&[&["90", marker, marker, "40"], &["80", "40", "20", "20"]]);
    let found = rules(&check(&marked("[c]"), &policy("legacy-1-5"), &Quiet).unwrap(), Rule::R16);
    assert_eq!(found.iter().map(|(severity, _)| *severity).collect::<Vec<_>>(), [Severity::Note]);
    assert_eq!(count(&marked("*"), "legacy-1-5", Rule::R16), 0);
    let (star, bracket) = (marked("*"), marked("[c]"));
    let part = |table| Released { table, policy: None };
    let release = [part(&star), part(&star), part(&bracket)];
    let of = |release: &[Released]| {
        check_release(release, &Quiet).unwrap().iter().map(|f| rules(f, Rule::R16).len()).collect::<Vec<_>>()
    };
    assert_eq!(of(&release), [0, 0, 1]);
    assert_eq!(of(&release[..2]), [0, 0]);
}

#[test]
fn r17_a_marker_of_its_own_for_secondary_suppression() {
    let mut table = outcomes(&[&["90", "*", "40", "40"], &["80", "40", "20", "20"]]);
    table.withhold(2, &Marker { text: "**".to_owned(), meaning: MarkerMeaning::Suppressed });
    let found = rules(&check(&table, &policy("legacy-1-5"), &Quiet).unwrap(), Rule::R17);
    assert_eq!(found.iter().map(|(severity, _)| *severity).collect::<Vec<_>>(), [Severity::Blocker]);
    table.withhold(2, &Marker::asterisk());
    assert_eq!(count(&table, "legacy-1-5", Rule::R17), 0);
    // Two markers that differ without saying which is which are merely mixed.
    table.withhold(2, &Marker { text: "[c]".to_owned(), meaning: MarkerMeaning::Suppressed });
    assert_eq!((count(&table, "legacy-1-5", Rule::R17), count(&table, "legacy-1-5", Rule::R3)), (0, 1));
}

#[test]
fn r18_an_interval_gives_the_count_away() {
    // Byar's limits of 4 and of 400 events, with the same rate.
    let table = |low: &str, high: &str| {
        let mut table = measured(
            &[("Rate per 100,000", Rate), ("Lower 95% CI", Other), ("Upper 95% CI", Other)],
            &[&["12.3", low, high]],
        );
        table.precisions = vec![Precision::new(1, false); table.len()];
        table
    };
    let found = rules(&check(&table("3.3", "31.5"), &policy("hes-2018"), &Quiet).unwrap(), Rule::R18);
    assert!(found.len() == 1 && found[0].1.contains("can only come from 4"), "{found:?}");
    assert_eq!(found[0].0, Severity::Warning);
    assert_eq!(count(&table("11.1", "13.6"), "hes-2018", Rule::R18), 0);
}

#[test]
fn r20_a_csv_that_shows_what_the_workbook_withholds() {
    let book = outcomes(&[&["90", "*", "*", "40"], &["80", "40", "20", "20"]]);
    let csv = |values: [&str; 4]| {
        let mut table = outcomes(&[&values, &["80", "40", "20", "20"]]);
        table.sheet = None;
        table.file = "t.csv".to_owned();
        table
    };
    let legacy = policy("legacy-1-5");
    let told = |csv: &TidyTable| {
        let part = |table| Released { table, policy: Some(&legacy) };
        let findings = check_release(&[part(&book), part(csv)], &Quiet).unwrap();
        findings.iter().flat_map(|f| rules(f, Rule::R20)).collect::<Vec<_>>()
    };
    let found = told(&csv(["90", "47", "3", "40"]));
    assert!(
        found.len() == 1 && found[0].0 == Severity::Blocker && found[0].1.contains("2 figures"),
        "{found:?}"
    );
    assert_eq!(told(&csv(["90", "*", "*", "42"])).len(), 1);
    assert!(told(&csv(["90", "*", "*", "40"])).is_empty());
}

#[test]
fn a_row_of_percentages_among_counts_is_no_count() {
    let table = |label: &str| {
        Build::new()
            .rows("year", &["2015", "2016", label])
            .measure("Offences", People)
            .values(&[&["80"], &["75"], &["-6.3"]])
            .table()
    };
    assert_eq!(count(&table("Percent change"), "hes-2018", Rule::R1), 0);
    assert_eq!(count(&table("2017"), "hes-2018", Rule::R1), 1);
    let done = crate::protect(&table("Percent change"), &policy("hes-2018"), &[], &Quiet).unwrap();
    assert_eq!(crate::testing::shown(&done.table), ["80", "75", "-6.3"]);
}
