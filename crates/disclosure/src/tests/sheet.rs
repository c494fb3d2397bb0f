//! Tables without a policy, and figures that count no people: the sheet's own suppression is attacked.

use model::{MeasureKind, Precision, Quiet, Rule, TidyTable, What};

use crate::testing::Build;
use crate::{Policy, check, check_without_policy};

fn seasons(kind: MeasureKind, decimals: u8, rows: &[&[&str]]) -> TidyTable {
    let labels = ["A", "B", "C", "D"];
    Build::new()
        .rows("area", &labels[..rows.len()])
        .columns("season", &["Total", "Winter<Total", "Spring<Total"])
        .measure("Cropped area", kind)
        .precision(&[Precision::new(decimals, false); 3])
        .values(rows)
        .table()
}

fn worked_out(table: &TidyTable) -> Vec<i64> {
    let found = check_without_policy(table, &Quiet).unwrap();
    let value = |what: &What| match what {
        What::WorkedOut { value, .. } => Some(*value),
        _ => None,
    };
    found.iter().filter(|f| f.rule == Some(Rule::R14)).filter_map(|f| value(&f.what)).collect()
}

#[test]
fn one_of_three_hidden_in_a_row_is_found_whatever_is_measured() {
    for kind in [MeasureKind::People, MeasureKind::Things, MeasureKind::Other, MeasureKind::Money] {
        let table = seasons(kind, 0, &[&["31", "20", "11"], &["40", "37", "*"], &["*", "12", "5"]]);
        assert_eq!(worked_out(&table), [3, 17], "{kind:?}");
        let pair = seasons(kind, 0, &[&["31", "20", "11"], &["40", "*", "*"], &["*", "*", "5"]]);
        assert!(worked_out(&pair).is_empty(), "{kind:?}");
    }
}

#[test]
fn hectares_are_worked_out_as_far_as_they_are_shown() {
    let table = seasons(MeasureKind::Other, 1, &[&["30.9", "20.1", "10.8"], &["40.2", "37.1", "*"]]);
    assert_eq!(worked_out(&table), [3]);
    let pair = seasons(MeasureKind::Other, 1, &[&["30.9", "20.1", "10.8"], &["40.2", "*", "*"]]);
    assert!(worked_out(&pair).is_empty());
}

#[test]
fn figures_that_do_not_add_up_elsewhere_have_no_sums() {
    let ranks = seasons(MeasureKind::Other, 0, &[&["3", "20", "11"], &["40", "37", "*"]]);
    assert!(check_without_policy(&ranks, &Quiet).unwrap().is_empty());
    let one_holds = [&["31", "20", "11"][..], &["3", "20", "11"], &["40", "37", "*"]];
    let mixed = seasons(MeasureKind::Other, 0, &one_holds);
    assert!(check_without_policy(&mixed, &Quiet).unwrap().is_empty());
    let none_shown = seasons(MeasureKind::Other, 0, &[&["40", "37", "*"]]);
    assert!(check_without_policy(&none_shown, &Quiet).unwrap().is_empty());
    assert_eq!(worked_out(&seasons(MeasureKind::Things, 0, &[&["40", "37", "*"]])), [3]);
    let percentages = seasons(MeasureKind::Percentage, 0, &[&["31", "20", "11"], &["40", "37", "*"]]);
    assert!(worked_out(&percentages).is_empty());
}

#[test]
fn figures_in_whole_thousands_add_up_within_their_rounding() {
    let rows: [&[&str]; 4] = [
        &["31000", "20000", "10000"],
        &["92000", "52000", "41000"],
        &["14000", "8000", "6000"],
        &["90000", "52000", "*"],
    ];
    for kind in [MeasureKind::People, MeasureKind::Things, MeasureKind::Money] {
        let table = seasons(kind, 0, &rows);
        assert_eq!(worked_out(&table), [38000], "{kind:?}");
        assert_eq!(check_without_policy(&table, &Quiet).unwrap().len(), 1, "{kind:?}");
    }
    // One figure that is no round number, and the others are exact too.
    let exact = [&["31001", "20000", "10000"][..], rows[1], rows[2], rows[3]];
    let found = check_without_policy(&seasons(MeasureKind::People, 0, &exact), &Quiet).unwrap();
    assert_eq!(found.iter().filter(|f| f.kind() == "does-not-add").count(), 1);
    // Three whole thousands are no chance; six multiples of 5 may be.
    let few = seasons(MeasureKind::People, 0, &[&["31000", "20000", "10000"]]);
    assert!(check_without_policy(&few, &Quiet).unwrap().is_empty());
    let chance = seasons(MeasureKind::People, 0, &[&["35", "20", "10"], &["45", "30", "15"]]);
    assert_eq!(check_without_policy(&chance, &Quiet).unwrap().len(), 1);
    // The counts of a policy that does not round are exact.
    let found = check(&few, &Policy::find("legacy-1-5").unwrap(), &Quiet).unwrap();
    assert_eq!(found.len(), 1);
}

#[test]
fn rounding_to_five_keeps_a_small_hidden_count_safe() {
    let table = |last: [&str; 3]| {
        let rows: [[&str; 3]; 8] = [
            ["30", "20", "10"],
            ["95", "55", "45"],
            ["15", "10", "5"],
            ["60", "35", "20"],
            ["55", "25", "30"],
            ["85", "50", "35"],
            ["70", "65", "10"],
            last,
        ];
        let rows: Vec<&[&str]> = rows.iter().map(<[&str; 3]>::as_slice).collect();
        Build::new()
            .rows("area", &["A", "B", "C", "D", "E", "F", "G", "H"])
            .columns("season", &["Total", "Winter<Total", "Spring<Total"])
            .values(&rows)
            .table()
    };
    assert!(check_without_policy(&table(["40", "35", "*"]), &Quiet).unwrap().is_empty());
    assert_eq!(worked_out(&table(["41", "35", "*"])), [6]);
}

#[test]
fn a_policy_does_not_hide_what_the_sheet_gives_away() {
    let table = seasons(MeasureKind::Things, 0, &[&["31", "20", "11"], &["40", "37", "*"]]);
    let found = check(&table, &Policy::find("hes-2018").unwrap(), &Quiet).unwrap();
    assert_eq!(found.iter().filter(|f| f.rule == Some(Rule::R14)).count(), 1);
}
