//! Every rule under a policy: one table that has it, and a near miss that has not.

use model::{
    FailureKind, Finding, Marker, MarkerMeaning, MeasureKind, Precision, Progress, Quiet, Rule, Severity,
    Stage, TidyTable, What,
};

use crate::testing::Build;
use crate::{Attacker, Blocks, Policy, State, attack, check, check_as};

fn policy(id: &str) -> Policy {
    Policy::find(id).unwrap()
}

fn findings(table: &TidyTable, id: &str) -> Vec<Finding> {
    check(table, &policy(id), &Quiet).unwrap()
}

/// The ids of the findings of a rule.
fn of_rule(findings: &[Finding], rule: Rule) -> Vec<&str> {
    findings.iter().filter(|f| f.rule == Some(rule)).map(|f| f.id.as_str()).collect()
}

/// A column `All` over its parts.
fn column(values: &[&str]) -> TidyTable {
    let labels = ["All", "A<All", "B<All", "C<All", "D<All"];
    let rows: Vec<&[&str]> = values.chunks(1).collect();
    Build::new().rows("area", &labels[..values.len()]).values(&rows).table()
}

#[test]
fn r1_an_open_count_in_the_range_blocks() {
    let found = findings(&column(&["46", "5", "41"]), "legacy-1-5");
    assert_eq!(of_rule(&found, Rule::R1), ["R1/t/area=A;measure=people"]);
    assert_eq!(found[0].severity, Severity::Blocker);
    assert_eq!(found[0].place.cell.as_deref(), Some("B2"));
    for near in [["47", "6", "41"], ["41", "0", "41"]] {
        assert!(of_rule(&findings(&column(&near), "legacy-1-5"), Rule::R1).is_empty(), "{near:?}");
    }
    assert_eq!(of_rule(&findings(&column(&["41", "0", "41"]), "under-7"), Rule::R1).len(), 1);
}

#[test]
fn r1_is_about_people_alone() {
    let table = |label: &str, kind| {
        Build::new().rows("area", &["A", "B"]).measure(label, kind).values(&[&["3"], &["45"]]).table()
    };
    assert!(findings(&table("Beds", MeasureKind::Things), "legacy-1-5").is_empty());
    // What is no count is told of once, and blocks nothing.
    let found = findings(&table("Year", MeasureKind::Other), "legacy-1-5");
    assert_eq!(found.iter().map(|f| f.severity).collect::<Vec<_>>(), [Severity::Warning]);
    assert!(findings(&table("Patients (thousands)", MeasureKind::People), "legacy-1-5").is_empty());
    assert_eq!(findings(&table("Patients", MeasureKind::People), "legacy-1-5").len(), 1);
}

#[test]
fn national_figures_are_left_where_the_policy_exempts_them() {
    let table = |first: &str| Build::new().rows("area", &[first, "North"]).values(&[&["3"], &["40"]]).table();
    assert!(findings(&table("England!"), "hes-2018").is_empty());
    assert_eq!(of_rule(&findings(&table("England"), "hes-2018"), Rule::R1).len(), 1);
    assert_eq!(of_rule(&findings(&table("England!"), "legacy-1-5"), Rule::R1).len(), 1);
}

#[test]
fn r2_counts_are_multiples_of_the_base() {
    let found = findings(&column(&["40", "15", "27"]), "hes-2018");
    assert_eq!(of_rule(&found, Rule::R2), ["R2/t/area=B;measure=people"]);
    assert!(findings(&column(&["40", "15", "25"]), "hes-2018").is_empty());
    assert!(of_rule(&findings(&column(&["42", "15", "27"]), "legacy-1-5"), Rule::R2).is_empty());
}

#[test]
fn r2_a_five_is_impossible_in_a_rounded_hes_table() {
    let found = findings(&column(&["30", "15", "10", "5"]), "hes-2018");
    assert_eq!(of_rule(&found, Rule::R2), ["R2/t/area=C;measure=people"]);
    // In a table that nobody rounded it is a small count like any other.
    let found = findings(&column(&["31", "14", "12", "5"]), "hes-2018");
    assert_eq!(of_rule(&found, Rule::R1), ["R1/t/area=C;measure=people"]);
    assert!(findings(&column(&["30", "15", "10", "5"]), "did-1-2").is_empty());
}

#[test]
fn r14_a_lone_hidden_cell_is_the_total_less_the_others() {
    let found = findings(&column(&["40", "31", "*", "6"]), "legacy-1-5");
    assert_eq!(of_rule(&found, Rule::R14), ["R14/t/area=B;measure=people"]);
    assert_eq!(
        found[0].text(),
        "Can be worked out under 'Counts of 1 to 5 withheld, no rounding': the total 40 (All, B1) is the sum of 31 (A, B2), * (B, B3) and 6 \
         (C, B4). So the hidden value is 3."
    );
    assert_eq!(found[0].severity, Severity::Blocker);
    // Two hidden cells keep each other: many candidates are left.
    assert!(findings(&column(&["40", "*", "*", "6"]), "legacy-1-5").is_empty());
}

#[test]
fn r14_does_not_fire_where_rounding_keeps_the_cell_safe() {
    let found = findings(&column(&["75", "30", "*", "40"]), "hes-2018");
    assert!(of_rule(&found, Rule::R14).is_empty());
    assert_eq!(of_rule(&findings(&column(&["73", "28", "*", "42"]), "hes-2018"), Rule::R14).len(), 1);
}

#[test]
fn r4_two_hidden_cells_that_can_only_be_the_most() {
    // 10 stands for 8 to 12; two of 1 to 4 come to 8 at most: both are 4.
    let mut four = policy("hes-2018");
    four.suppress = Some(crate::SuppressRange { low: 1, high: 4 });
    let exposed = |values: &[&str]| {
        let found = check(&column(values), &four, &Quiet).unwrap();
        of_rule(&found, Rule::R4).len()
    };
    assert_eq!(exposed(&["10", "*", "*"]), 2);
    assert_eq!(exposed(&["5", "*", "*"]), 0);
}

#[test]
fn r4_a_chain_of_sums() {
    let table = |corner: &str| {
        Build::new()
            .rows("area", &["All", "A<All", "B<All"])
            .columns("sex", &["Persons", "F<Persons", "M<Persons"])
            .values(&[&["60", "30", "30"], &["30", "*", "*"], &["30", corner, "20"]])
            .table()
    };
    // The corner gives its column away, and that the rest of the row.
    let legacy = policy("legacy-1-5");
    let (shown, hidden) = (table("10"), table("*"));
    let exposed = attack(&shown, &legacy, &Quiet).unwrap();
    assert_eq!(exposed.count(State::Exposed), 2);
    let closed = attack(&hidden, &legacy, &Quiet).unwrap();
    assert_eq!((closed.count(State::Exposed), closed.cells.len()), (3, 3));
}

#[test]
fn r5_warns_below_the_promised_candidates_and_blocks_where_the_policy_says() {
    // 15 stands for 13 to 17: two of at most 7 are each 6 or 7.
    let table = column(&["15", "*", "*"]);
    let found = findings(&table, "hes-2018");
    assert_eq!(of_rule(&found, Rule::R5).len(), 2);
    assert!(matches!(found[0].what, What::Narrowed { low: 6, high: 7, promised: 7, .. }));
    assert_eq!(found[0].severity, Severity::Warning);
    let strict = Policy { blocks: Blocks::Narrowed, ..policy("hes-2018") };
    assert_eq!(check(&table, &strict, &Quiet).unwrap()[0].severity, Severity::Blocker);
    let three = Policy { min_candidates: Some(3), ..policy("hes-2018") };
    assert_eq!(check(&table, &three, &Quiet).unwrap().len(), 2);
    let lax = Policy { min_candidates: Some(2), ..policy("hes-2018") };
    assert!(check(&table, &lax, &Quiet).unwrap().is_empty());
}

#[test]
fn a_marker_that_further_cells_share_has_no_upper_bound() {
    let table = column(&["15", "*", "*"]);
    let hes = policy("hes-2018");
    let told = Attacker::new(&hes).with_chosen(true).attack(&table, &Quiet).unwrap();
    assert_eq!(told.cells.iter().map(|c| (c.low, c.high)).collect::<Vec<_>>(), [(1, Some(16)); 2]);
    // Zeros are hidden under mhsds-0-4, so a marker may be none at all.
    let zeros = policy("mhsds-0-4");
    let told = Attacker::new(&zeros).with_chosen(true).attack(&table, &Quiet).unwrap();
    assert_eq!(told.cells[0].low, 0);
    assert!(check_as(&Attacker::new(&hes).with_chosen(true), &table, &Quiet).unwrap().is_empty());
}

#[test]
fn sums_that_cannot_hold_are_told_and_nothing_is_claimed() {
    // Two years, and the parts fail in both: one finding, about the first.
    let wrong = Build::new()
        .rows("area", &["All", "A<All", "B<All"])
        .columns("year", &["2023", "2024"])
        .values(&[&["91", "80"], &["50", "70"], &["30", "20"]])
        .table();
    let legacy = policy("legacy-1-5");
    assert_eq!(attack(&wrong, &legacy, &Quiet).unwrap().contradictions, 2);
    let found = check(&wrong, &legacy, &Quiet).unwrap();
    assert_eq!(found.iter().map(Finding::kind).collect::<Vec<_>>(), ["does-not-add"]);
    assert_eq!(found[0].place.cell.as_deref(), Some("B1"));
    let right = column(&["90", "60", "30"]);
    assert!(check(&right, &legacy, &Quiet).unwrap().is_empty());
}

#[test]
fn contradictions_around_a_cell_without_an_upper_bound_end() {
    // The men of All are those of B and 6 more, the persons of All are those of B: each pushes the other up.
    let ring = Build::new()
        .rows("area", &["All", "A<All", "B<All"])
        .columns("sex", &["Persons", "F<Persons", "M<Persons"])
        .values(&[&["*", "0", "*"], &["0", "0", "6"], &["*", "0", "*"]])
        .table();
    let legacy = policy("legacy-1-5");
    let result = attack(&ring, &legacy, &Quiet).unwrap();
    assert!(result.contradictions > 0);
    assert_eq!(result.count(State::Safe), 0);
}

#[test]
fn hidden_cells_tied_to_a_wrong_sum_are_undecided_and_block() {
    let table = column(&["90", "60", "70", "*"]);
    let legacy = policy("legacy-1-5");
    assert_eq!(attack(&table, &legacy, &Quiet).unwrap().cells[0].state, State::Undecided);
    assert_eq!(check(&table, &legacy, &Quiet).unwrap()[0].severity, Severity::Blocker);
    let apart = column(&["90", "60", "70"]);
    assert_eq!(check(&apart, &legacy, &Quiet).unwrap()[0].severity, Severity::Warning);
}

#[test]
fn r19_values_that_hold_more_than_they_show() {
    let build = Build::new()
        .rows("area", &["A", "B"])
        .measure("Within 4 hours", MeasureKind::Percentage)
        .precision(&[Precision::new(0, true)]);
    let mut table = build.clone().values(&[&["0.1234"], &["0.5"]]).table();
    let found = findings(&table, "legacy-1-5");
    assert_eq!(of_rule(&found, Rule::R19), ["unrounded-behind-display/Sheet/t/within_4_hours"]);
    assert_eq!(found[0].severity, Severity::Warning);
    table.stored_values = true;
    assert_eq!(findings(&table, "legacy-1-5")[0].severity, Severity::Blocker);
    let near = build.values(&[&["0.12"], &["0.07"]]).table();
    assert!(findings(&near, "legacy-1-5").is_empty());
}

#[test]
fn r9_percentages_come_from_the_protected_figures() {
    let build = |percent: [&str; 4]| {
        Build::new()
            .rows("area", &["A", "B", "C", "D"])
            .measure("Attendances", MeasureKind::People)
            .measure("Within 4 hours", MeasureKind::People)
            .measure("% within 4 hours", MeasureKind::Percentage)
            .precision(&[Precision::new(0, false), Precision::new(0, false), Precision::new(1, false)])
            .values(&[
                &["40", "30", percent[0]],
                &["50", "20", percent[1]],
                &["60", "45", percent[2]],
                &["70", "*", percent[3]],
            ])
            .table()
    };
    assert!(findings(&build(["75", "40", "75", "*"]), "hes-2018").is_empty());
    for wrong in [["73.7", "40", "75", "*"], ["75", "40", "75", "8.6"]] {
        let found = findings(&build(wrong), "hes-2018");
        assert_eq!(of_rule(&found, Rule::R9), ["ratio-not-recomputed/Sheet/t/percent_within_4_hours"]);
        assert_eq!(found[0].severity, Severity::Blocker);
    }
}

#[test]
fn r1_a_number_beside_its_own_suppression_blocks_and_gives_way() {
    let mut table = Build::new().rows("area", &["A", "B"]).values(&[&["100"], &["120"]]).table();
    table.markers[1] =
        table.marker_code(&Marker { text: "[c]".to_owned(), meaning: MarkerMeaning::Suppressed });
    let found = findings(&table, "legacy-1-5");
    assert_eq!(of_rule(&found, Rule::R1), ["R1/t/area=B;measure=people"]);
    assert!(found[0].text().contains("'120 [c]'"), "{}", found[0].text());
    let done = crate::protect(&table, &policy("legacy-1-5"), &[], &Quiet).unwrap();
    assert_eq!(crate::testing::shown(&done.table), ["100", "*"]);
    // Care about a number is no suppression of it.
    table.markers[1] =
        table.marker_code(&Marker { text: "[p]".to_owned(), meaning: MarkerMeaning::Provisional });
    assert!(findings(&table, "legacy-1-5").is_empty());
}

#[test]
fn r9_percentages_alone_in_their_table_block_too() {
    // 10 % of the 30 attendances of another table are 3.
    let table = Build::new()
        .rows("area", &["A", "B"])
        .measure("% within 4 hours", MeasureKind::Percentage)
        .values(&[&["10"], &["51.3"]])
        .table();
    assert_eq!(findings(&table, "hes-2018")[0].severity, Severity::Blocker);
    // Nothing is rounded or withheld here.
    assert!(findings(&table, "legacy-1-5").is_empty());
}

#[test]
fn counts_that_are_not_whole_or_below_zero_are_no_safer() {
    for (value, blocks) in [("0.5", true), ("7.9", true), ("-3", true), ("0", false), ("-10", false)] {
        let table = Build::new().rows("area", &["A", "B"]).values(&[&["100"], &[value]]).table();
        let found = findings(&table, "hes-2018");
        assert_eq!(found.iter().any(|f| f.rule == Some(Rule::R1)), blocks, "{value}");
        assert_eq!(found.is_empty(), !blocks, "{value}");
    }
}

#[test]
fn r1_a_count_told_in_words_blocks() {
    let words = |text: &str| {
        let mut table = column(&["100", ".."]);
        let marker = Marker { text: text.to_owned(), meaning: MarkerMeaning::Unknown };
        table.withhold(1, &marker);
        table
    };
    for (text, tells) in [
        ("3 patients", true),
        ("about 1,204", true),
        ("see [note 3]", false),
        ("#DIV/0!", false),
        ("..", false),
    ] {
        let found = findings(&words(text), "legacy-1-5");
        assert_eq!(of_rule(&found, Rule::R1).len(), usize::from(tells), "{text}");
        let done = crate::protect(&words(text), &policy("legacy-1-5"), &[], &Quiet).unwrap();
        assert_eq!(done.table.marker(1).unwrap().text, if tells { "*" } else { text });
        assert_eq!(done.primary.len(), usize::from(tells));
    }
}

#[test]
fn r4_a_block_of_rows_less_a_block_of_columns() {
    // Each sum hides two cells or more; rows A and B less the columns P and Q leave (B, R) alone.
    let table = |corner: &str| {
        Build::new()
            .rows("area", &["All", "A<All", "B<All", "C<All", "D<All"])
            .columns("age", &["Any", "P<Any", "Q<Any", "R<Any", "S<Any"])
            .values(&[
                &["250", "68", "62", "59", "61"],
                &["66", "*", "*", "31", "20"],
                &["70", "*", "*", "*", "22"],
                &["60", "22", corner, "*", "*"],
                &["54", "30", "9", "*", "*"],
            ])
            .table()
    };
    let legacy = policy("legacy-1-5");
    let found = check(&table("18"), &legacy, &Quiet).unwrap();
    assert_eq!(of_rule(&found, Rule::R4), ["R4/t/age=R;area=B;measure=people"]);
    // A + B: 136 - 31 - 20 - 22 = 63 in five cells; P and Q: 130 - 22 - 30 - 18 - 9 = 51 of them.
    assert!(matches!(&found[0].what, What::WorkedOut { value: 12, with, .. } if with.len() == 3));
    assert!(found[0].text().contains("from 4 sums together"), "{}", found[0].text());
    // One more hidden cell in those columns, and nothing is given away.
    assert!(check(&table("*"), &legacy, &Quiet).unwrap().is_empty());
}

/// A person who asked to stop at once.
struct Stopped;

impl Progress for Stopped {
    fn report(&self, _stage: Stage, _done: u64, _total: u64) {}

    fn cancelled(&self) -> bool {
        true
    }
}

#[test]
fn a_check_and_a_protection_stop_when_asked() {
    let table = column(&["40", "31", "*", "6"]);
    let legacy = policy("legacy-1-5");
    for failure in [
        check(&table, &legacy, &Stopped).unwrap_err(),
        attack(&table, &legacy, &Stopped).unwrap_err(),
        crate::protect(&table, &legacy, &[], &Stopped).unwrap_err(),
    ] {
        assert_eq!(failure.kind, FailureKind::Cancelled);
    }
}

#[test]
fn an_empty_table_has_no_findings() {
    let mut table = column(&["40"]);
    table.rows.clear();
    table.dimensions[0].codes.clear();
    (table.values, table.precisions, table.markers) = (Vec::new(), Vec::new(), Vec::new());
    for policy in Policy::builtin() {
        assert!(check(&table, &policy, &Quiet).unwrap().is_empty());
        assert!(crate::protect(&table, &policy, &[], &Quiet).unwrap().findings.is_empty());
    }
}

#[test]
fn a_long_sum_is_told_in_short() {
    let labels: Vec<String> =
        std::iter::once("All".to_owned()).chain((0..30).map(|part| format!("P{part}<All"))).collect();
    let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
    let values: Vec<String> =
        ["293", "*"].map(str::to_owned).into_iter().chain((0..29).map(|_| "10".to_owned())).collect();
    let rows: Vec<&[String]> = values.chunks(1).collect();
    let table = Build::new().rows("area", &labels).values(&rows).table();
    let found = findings(&table, "legacy-1-5");
    assert_eq!(
        found[0].text(),
        "Can be worked out under 'Counts of 1 to 5 withheld, no rounding': the total 293 (All, B1) is the sum of 290 (29 other parts, shown, B3 \
         to B31) and * (P0, B2). So the hidden value is 3."
    );
}
