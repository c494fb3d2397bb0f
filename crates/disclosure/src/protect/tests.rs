//! Tests of protection.

use std::collections::BTreeMap;

use model::{Marker, MarkerMeaning, MeasureKind, Precision, Quiet, Rule, Severity, TidyKey, TidyTable};
use proptest::prelude::*;

use crate::testing::{Build, shown};
use crate::{Policy, check, protect};

fn policy(id: &str) -> Policy {
    Policy::find(id).unwrap()
}

fn key(parts: &[(&str, &str)]) -> TidyKey {
    TidyKey(parts.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect::<BTreeMap<_, _>>())
}

#[test]
fn small_counts_give_way_and_others_are_rounded() {
    let table = Build::new()
        .rows("area", &["England!", "A<England", "B<England", "C<England", "D<England"])
        .values(&[&["63"], &["7"], &["8"], &["0"], &["48"]])
        .table();
    let done = protect(&table, &policy("hes-2018"), &[], &Quiet).unwrap();
    assert_eq!(shown(&done.table), ["63", "*", "10", "0", "50"]);
    assert_eq!((done.primary, done.rounded), (vec![1], 2));
    let done = protect(&table, &policy("mhsds-0-4"), &[], &Quiet).unwrap();
    assert_eq!(shown(&done.table), ["65", "5", "10", "*", "50"]);
    let done = protect(&table, &policy("legacy-1-5"), &[], &Quiet).unwrap();
    assert_eq!(shown(&done.table), ["63", "7", "8", "0", "48"]);
}

#[test]
fn counts_that_are_not_whole_give_way_with_their_neighbours() {
    let table = Build::new()
        .rows("area", &["A", "B", "C", "D", "E", "F"])
        .values(&[&["7.4"], &["0.5"], &["-3"], &["8.2"], &["0"], &["-12"]])
        .table();
    let done = protect(&table, &policy("hes-2018"), &[], &Quiet).unwrap();
    assert_eq!(shown(&done.table), ["*", "*", "*", "10", "0", "-10"]);
}

#[test]
fn what_the_source_withholds_stays_so_with_the_policys_marker() {
    let table = Build::new().rows("area", &["A", "B", "C"]).values(&[&["[c]"], &[".."], &["52"]]).table();
    let done = protect(&table, &policy("hes-2018"), &[], &Quiet).unwrap();
    assert_eq!(shown(&done.table), ["*", "..", "50"]);
    assert!(done.primary.is_empty());
}

#[test]
fn a_decision_withholds_further_cells_and_says_when_it_names_none() {
    let table = Build::new()
        .rows("area", &["All", "A<All", "B<All", "C<All"])
        .values(&[&["40"], &["31"], &["3"], &["6"]])
        .table();
    let legacy = policy("legacy-1-5");
    let before = protect(&table, &legacy, &[], &Quiet).unwrap();
    let found = check(&before.table, &legacy, &Quiet).unwrap();
    assert_eq!(found.iter().map(|f| f.rule).collect::<Vec<_>>(), [Some(Rule::R14)]);
    let done = protect(&table, &legacy, &[key(&[("area", "A")]), key(&[("area", "Z")])], &Quiet).unwrap();
    assert_eq!(shown(&done.table), ["40", "*", "*", "6"]);
    assert_eq!((done.primary.as_slice(), done.chosen.as_slice()), (&[2][..], &[1][..]));
    assert_eq!(
        done.findings.iter().map(|f| f.id.as_str()).collect::<Vec<_>>(),
        ["decision-unused/Sheet/t/area=Z"]
    );
    // Somebody wanted a cell withheld that would now be published.
    assert_eq!(done.findings[0].severity, Severity::Blocker);
    assert!(check(&done.table, &legacy, &Quiet).unwrap().is_empty());
}

#[test]
fn a_recoverable_source_cell_is_found_before_and_after() {
    let table =
        Build::new().rows("area", &["All", "A<All", "B<All"]).values(&[&["40"], &["37"], &["*"]]).table();
    let legacy = policy("legacy-1-5");
    for table in [&table, &protect(&table, &legacy, &[], &Quiet).unwrap().table] {
        assert_eq!(check(table, &legacy, &Quiet).unwrap()[0].rule, Some(Rule::R14));
    }
}

fn waits(percent: &str, precision: Precision, rows: &[&[&str]]) -> TidyTable {
    Build::new()
        .rows("area", &["A", "B", "C", "D"])
        .measure("Attendances", MeasureKind::People)
        .measure("Within 4 hours", MeasureKind::People)
        .measure(percent, MeasureKind::Percentage)
        .precision(&[Precision::new(0, false), Precision::new(0, false), precision])
        .values(rows)
        .table()
}

#[test]
fn percentages_are_made_again_from_the_rounded_figures() {
    let rows: [&[&str]; 4] = [
        &["43", "31", "0.72093"],
        &["51", "22", "0.43137"],
        &["64", "44", "0.6875"],
        &["72", "6", "0.08333"],
    ];
    let table = waits("% within 4 hours", Precision::new(1, true), &rows);
    let hes = policy("hes-2018");
    let done = protect(&table, &hes, &[], &Quiet).unwrap();
    let expected = ["45", "30", "66.7", "50", "20", "40", "65", "45", "69.2", "70", "*", "*"];
    assert_eq!(shown(&done.table), expected);
    assert_eq!(done.recomputed, 3);
    assert!(done.findings.is_empty());
    let left = check(&done.table, &hes, &Quiet).unwrap();
    assert!(left.is_empty(), "{:?}", left.iter().map(|f| f.id.clone()).collect::<Vec<_>>());
}

#[test]
fn proportions_of_unrounded_figures_stay_where_the_policy_says_so() {
    let rows: [&[&str]; 4] =
        [&["43", "31", "0.72"], &["51", "22", "0.43"], &["64", "44", "0.69"], &["72", "4", "0.06"]];
    let table = waits("Within 4 hours (share)", Precision::new(2, false), &rows);
    let safeguarding = policy("safeguarding");
    let done = protect(&table, &safeguarding, &[], &Quiet).unwrap();
    let expected = ["45", "30", "0.72", "50", "20", "0.43", "65", "45", "0.69", "70", "*", "*"];
    assert_eq!(shown(&done.table), expected);
    assert!(check(&done.table, &safeguarding, &Quiet).unwrap().is_empty());
}

#[test]
fn a_percentage_whose_parts_are_not_found_blocks() {
    let rows: [&[&str]; 4] =
        [&["43", "31", "11"], &["51", "22", "12"], &["64", "44", "13"], &["72", "6", "14"]];
    let table = waits("% admitted", Precision::new(0, false), &rows);
    let done = protect(&table, &policy("hes-2018"), &[], &Quiet).unwrap();
    assert_eq!(done.findings.len(), 1);
    assert_eq!((done.findings[0].rule, done.findings[0].severity), (Some(Rule::R9), Severity::Blocker));
    // Nothing is withheld or rounded here, so the percentage gives nothing away that is not shown.
    let open: [&[&str]; 4] =
        [&["43", "31", "11"], &["51", "22", "12"], &["64", "44", "13"], &["72", "16", "14"]];
    let table = waits("% admitted", Precision::new(0, false), &open);
    assert!(protect(&table, &policy("legacy-1-5"), &[], &Quiet).unwrap().findings.is_empty());
}

#[test]
fn two_slices_that_agree_are_not_believed() {
    let rows = |last: &'static str| -> [[&'static str; 3]; 3] {
        [["40", "30", "75"], ["50", "20", "40"], ["60", "15", last]]
    };
    let found = |rows: &[[&'static str; 3]]| {
        let rows: Vec<&[&str]> = rows.iter().map(<[&str; 3]>::as_slice).collect();
        let areas = ["A", "B", "C"];
        let table = Build::new()
            .rows("area", &areas[..rows.len()])
            .measure("Attendances", MeasureKind::People)
            .measure("Within 4 hours", MeasureKind::People)
            .measure("% within 4 hours", MeasureKind::Percentage)
            .values(&rows)
            .table();
        protect(&table, &policy("hes-2018"), &[], &Quiet).unwrap().findings.len()
    };
    assert_eq!(found(&rows("25")), 0);
    assert_eq!(found(&rows("26")), 1);
    assert_eq!(found(&rows("25")[..2]), 1);
}

#[test]
fn percentages_show_no_more_decimals_than_the_policy_allows() {
    let rows: [&[&str]; 4] =
        [&["43", "31", "72.1"], &["51", "22", "43.1"], &["64", "44", "68.8"], &["72", "2", "2.8"]];
    let table = waits("% within 4 hours", Precision::new(1, false), &rows);
    let did = policy("did-1-2");
    let done = protect(&table, &did, &[], &Quiet).unwrap();
    let percentages: Vec<String> = shown(&done.table).into_iter().skip(2).step_by(3).collect();
    assert_eq!(percentages, ["67", "40", "69", "*"]);
    assert!(check(&done.table, &did, &Quiet).unwrap().is_empty());
}

#[test]
fn a_part_that_rounding_lifts_above_an_exact_whole_is_withheld() {
    // England is exact: 59 in the second year. All of it is A, which is rounded to 60.
    let table = Build::new()
        .rows("area", &["England!", "A<England", "B<England", "England!", "A<England", "B<England"])
        .rows("year", &["1", "1", "1", "2", "2", "2"])
        .measure("Visits", MeasureKind::People)
        .measure("% of all", MeasureKind::Percentage)
        .precision(&[Precision::new(0, false), Precision::new(1, false)])
        .values(&[
            &["58", "100"],
            &["28", "48.3"],
            &["30", "51.7"],
            &["59", "100"],
            &["59", "100"],
            &["11", "18.6"],
        ])
        .table();
    let done = protect(&table, &policy("hes-2018"), &[], &Quiet).unwrap();
    let percentages: Vec<String> = shown(&done.table).into_iter().skip(1).step_by(2).collect();
    assert_eq!(percentages, ["100", "51.7", "51.7", "100", "*", "16.9"]);
}

#[test]
fn a_share_of_the_total_is_found_along_its_hierarchy() {
    let table = Build::new()
        .rows("area", &["All", "A<All", "B<All", "C<All", "D<All"])
        .measure("Visits", MeasureKind::People)
        .measure("% of all", MeasureKind::Percentage)
        .precision(&[Precision::new(0, false), Precision::new(1, false)])
        .values(&[&["150", "100"], &["61", "40.7"], &["43", "28.7"], &["42", "28"], &["4", "2.7"]])
        .table();
    let done = protect(&table, &policy("hes-2018"), &[], &Quiet).unwrap();
    assert_eq!(shown(&done.table), ["150", "100", "60", "40", "45", "30", "40", "26.7", "*", "*"]);
}

#[test]
fn averages_over_few_people_are_withheld() {
    let build = |second: MeasureKind| {
        Build::new()
            .rows("area", &["A", "B", "C"])
            .measure("Patients", MeasureKind::People)
            .measure("Other patients", second)
            .measure("Mean stay", MeasureKind::Average)
            .values(&[&["7", "1", "3.5"], &["8", "1", "4.5"], &["*", "1", "6"]])
            .table()
    };
    let hes = policy("hes-2018");
    let done = protect(&build(MeasureKind::Things), &hes, &[], &Quiet).unwrap();
    assert_eq!(shown(&done.table), ["*", "1", "*", "10", "1", "4.5", "*", "1", "*"]);
    let twenty = Policy { minimum_n: Some(20), ..policy("legacy-1-5") };
    let done = protect(&build(MeasureKind::Things), &twenty, &[], &Quiet).unwrap();
    assert_eq!(shown(&done.table)[..6], ["7", "1", "*", "8", "1", "*"]);
    let unclear = protect(&build(MeasureKind::People), &hes, &[], &Quiet).unwrap();
    assert_eq!(unclear.findings[0].severity, Severity::Warning);
}

#[test]
fn nothing_finer_than_shown_is_kept() {
    let rows: [&[&str]; 4] =
        [&["43", "31", "0.72093"], &["51", "22", "0.43137"], &["64", "44", "0.6875"], &["72", "6", "0.083"]];
    let mut table = waits("% within 4 hours", Precision::new(1, true), &rows);
    let done = protect(&table, &policy("legacy-1-5"), &[], &Quiet).unwrap();
    assert!(done.table.values.iter().all(|v| ![0.72093, 0.43137].contains(v)));
    table.stored_values = true;
    let stored = protect(&table, &policy("legacy-1-5"), &[], &Quiet).unwrap();
    assert!(stored.table.values.contains(&0.72093));
}

fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => (0u32..60).prop_map(|n| n.to_string()),
        2 => (0u32..9).prop_map(|n| n.to_string()),
        1 => prop::sample::select(vec!["*", "[c]", "..", ""]).prop_map(str::to_owned),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn a_protected_table_passes_its_policy(
        policy in prop::sample::select(Policy::builtin()),
        cells in prop::collection::vec(prop::collection::vec(cell(), 3), 4),
    ) {
        let rows: Vec<&[String]> = cells.iter().map(Vec::as_slice).collect();
        let table = Build::new()
            .rows("area", &["England!", "A<England", "B<England", "C<England"])
            .columns("sex", &["Persons", "F<Persons", "M<Persons"])
            .values(&rows)
            .table();
        let done = protect(&table, &policy, &[], &Quiet).unwrap();
        // Suppression and rounding settle these; what the sums and the groups tell is left to a person.
        let settled = [Rule::R1, Rule::R2, Rule::R9, Rule::R16, Rule::R17];
        let left = check(&done.table, &policy, &Quiet).unwrap();
        prop_assert!(!left.iter().any(|f| f.rule.is_some_and(|rule| settled.contains(&rule))), "{:?}", left);
        let suppressed =
            |m: Option<&Marker>| m.is_some_and(|m| m.meaning == MarkerMeaning::Suppressed);
        for index in 0..table.len() {
            let counted = done.table.value(index).is_some();
            prop_assert!(!counted || done.table.precisions[index] == Precision::new(0, false)
                || policy.id == "hes-2018" && table.is_national(index));
            prop_assert!(!suppressed(table.marker(index)) || done.table.marker(index) == Some(&policy.marker()));
        }
        // The same input gives the same table, and protecting it again changes nothing that is withheld.
        let again = protect(&done.table, &policy, &[], &Quiet).unwrap();
        prop_assert_eq!(&again.table.markers, &done.table.markers);
    }
}
