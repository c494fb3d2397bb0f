//! Which sums are found, proposed, confirmed and refused.

use model::{DimensionKind, MeasureKind, Quiet, TidyTable};

use crate::testing::Build;
use crate::{Attacker, Member, Policy, State, SumList, SumRecipe, SumSays, SumSource, SumState, list_sums};

fn legacy() -> Policy {
    Policy::find("legacy-1-5").unwrap()
}

fn list(table: &TidyTable, said: &[SumRecipe]) -> Vec<SumList> {
    let policy = legacy();
    list_sums(&[Member::new(table, Attacker::new(&policy).with_sums(said))], &Quiet).unwrap()
}

fn says(says: SumSays) -> SumRecipe {
    let parts = ["Winter", "Spring"].map(str::to_owned).to_vec();
    SumRecipe {
        table: "t".to_owned(),
        dimension: "season".to_owned(),
        total: "Crops".to_owned(),
        parts,
        says,
    }
}

/// `Crops` is the sum of the two others, and nothing says so.
fn seasons(values: &[&[&str]]) -> TidyTable {
    Build::new()
        .rows("area", &["A", "B", "C"])
        .columns("season", &["Winter", "Spring", "Crops"])
        .values(values)
        .table()
}

#[test]
fn labels_and_hierarchies_say_where_a_sum_comes_from() {
    let table = Build::new()
        .rows("area", &["Total", "North<Total", "Leeds<North", "York<North"])
        .values(&[&["9"], &["9"], &["4"], &["5"]])
        .table();
    let sources: Vec<(String, SumSource, SumState)> =
        list(&table, &[]).into_iter().map(|sum| (sum.total, sum.source, sum.state)).collect();
    assert_eq!(
        sources,
        [
            ("Total".to_owned(), SumSource::Label, SumState::Used),
            ("North".to_owned(), SumSource::Hierarchy, SumState::Used)
        ]
    );
}

#[test]
fn arithmetic_alone_only_proposes() {
    let table = seasons(&[&["30", "12", "42"], &["7", "8", "15"], &["*", "9", "20"]]);
    let found = list(&table, &[]);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].source, found[0].state), (SumSource::Arithmetic, SumState::Proposed));
    let attack = |said: &[SumRecipe]| {
        let policy = legacy();
        Attacker::new(&policy).with_sums(said).attack(&table, &Quiet).unwrap().cells[0].state
    };
    assert_eq!(attack(&[]), State::Safe);
    assert_eq!(attack(&[says(SumSays::Holds)]), State::Exposed);
    assert_eq!(list(&table, &[says(SumSays::Holds)])[0].source, SumSource::Person);
    // One place that does not add up, and nothing is proposed.
    assert!(list(&seasons(&[&["30", "12", "42"], &["7", "8", "15"], &["11", "9", "21"]]), &[]).is_empty());
}

#[test]
fn a_person_takes_a_sum_out() {
    let table = Build::new()
        .rows("area", &["All", "North<All", "South<All"])
        .values(&[&["60"], &["*"], &["56"]])
        .table();
    let out = SumRecipe {
        table: "t".to_owned(),
        dimension: "area".to_owned(),
        total: "All".to_owned(),
        parts: Vec::new(),
        says: SumSays::DoesNotHold,
    };
    assert_eq!(list(&table, std::slice::from_ref(&out))[0].state, SumState::Removed);
    let policy = legacy();
    let state = |said: &[SumRecipe]| {
        Attacker::new(&policy).with_sums(said).attack(&table, &Quiet).unwrap().cells[0].state
    };
    assert_eq!((state(&[]), state(&[out])), (State::Exposed, State::Safe));
}

#[test]
fn age_bands_that_tile_a_wider_one_are_its_parts() {
    let ages = |labels: &[&str]| {
        let values = vec![&["10"][..]; labels.len()];
        let mut table = Build::new()
            .rows("age", labels)
            .measure("Admissions", MeasureKind::People)
            .values(&values)
            .table();
        table.dimensions[0].kind = DimensionKind::Age;
        let found = list(&table, &[]).into_iter().filter(|sum| sum.state == SumState::Used);
        found.map(|sum| (sum.total, sum.parts.len())).collect::<Vec<_>>()
    };
    assert_eq!(ages(&["18-64", "18-39", "40-64", "65 and over"]), [("18-64".to_owned(), 2)]);
    assert!(ages(&["18-64", "18-39", "45-64", "65 and over"]).is_empty());
    // Bands that overlap are not the parts of anything.
    assert!(!ages(&["All", "0-17<All", "16-64<All", "65+<All"]).iter().any(|(_, parts)| *parts == 3));
}

#[test]
fn a_contradiction_of_several_sums_names_a_smallest_set() {
    // Each sum can hold by itself; the rows and the columns together cannot: 12 = 6 + 6, but 13 = 6 + 7.
    let table = Build::new()
        .rows("area", &["All", "North<All", "South<All"])
        .columns("sex", &["Persons", "Female<Persons", "Male<Persons"])
        .values(&[&["*", "6", "6"], &["6", "*", "*"], &["7", "*", "*"]])
        .table();
    let found = crate::check(&table, &legacy(), &Quiet).unwrap();
    let told: Vec<&model::Finding> =
        found.iter().filter(|finding| finding.kind() == "contradiction").collect();
    assert_eq!(told.len(), 1, "{found:?}");
    let text = told[0].text();
    assert!(text.contains("cannot all hold") && text.contains("6 (All, Female"), "{text}");
}

fn places(table: &TidyTable) -> usize {
    list(table, &[]).iter().filter(|sum| sum.state == SumState::Used).map(|sum| sum.places).sum()
}

#[test]
fn a_sum_holds_in_each_slice_where_every_part_stands_once() {
    let two = |rows: &[&str]| Build::new().rows("area", rows).values(&vec![&["1"][..]; rows.len()]).table();
    assert_eq!(places(&two(&["All", "North<All", "South<All"])), 1);
    assert_eq!(places(&two(&["All", "North<All", "North<All", "South<All"])), 0);
    let both = Build::new()
        .rows("area", &["All", "North<All", "South<All"])
        .columns("sex", &["Persons", "Female<Persons", "Male<Persons"])
        .values(&[&["9", "4", "5"], &["3", "1", "2"], &["6", "3", "3"]]);
    assert_eq!(places(&both.table()), 6);
    let absent = Build::new()
        .rows("area", &["All", "North<All", "South<All", "All"])
        .rows("age", &["Old", "Old", "Young", "Young"])
        .values(&[&["1"], &["1"], &["1"], &["1"]]);
    assert_eq!(places(&absent.table()), 0);
}

#[test]
fn a_code_beside_its_name_does_not_split_the_slices() {
    let rows = ["All", "North<All", "South<All"];
    let codes = |build: Build| build.values(&[&["3"], &["1"], &["2"]]).table();
    let code = Build::new().rows("area", &rows).code_rows("area_code", &["E1", "E2", "E3"]);
    assert_eq!(places(&codes(code)), 1);
    let other = Build::new().rows("area", &rows).rows("age", &["Old", "Mid", "Young"]);
    assert_eq!(places(&codes(other)), 0);
}
