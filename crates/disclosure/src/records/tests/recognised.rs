//! Which tables are of persons, and what is said of them.

use model::{Finding, Identifier, Quiet, Severity, What};

use super::groups::column;
use crate::Policy;
use crate::records::{Records, check_records};

/// Made-up figures that differ from row to row.
fn mixed(row: u32, of: u32) -> u32 {
    (row.wrapping_mul(2_654_435_761) >> 8) % of
}

fn table(columns: &[(&str, &dyn Fn(u32) -> String)], rows: u32) -> Records {
    Records {
        file: "made-up.csv".to_owned(),
        sheet: None,
        rows: (1..=rows).collect(),
        columns: columns.iter().map(|(header, make)| column(header, (0..rows).map(make))).collect(),
    }
}

fn age(row: u32) -> String {
    mixed(row, 80).to_string()
}

fn sex(row: u32) -> String {
    ["M", "F"][mixed(row * 7 + 1, 2) as usize].to_owned()
}

fn diagnosis(row: u32) -> String {
    ["I21", "J18", "C50", "F32"][mixed(row * 3 + 2, 4) as usize].to_owned()
}

fn check(records: &Records, policy: Option<&str>) -> Vec<Finding> {
    let policy = policy.map(|id| Policy::find(id).unwrap());
    check_records(records, policy.as_ref(), &Quiet).unwrap()
}

fn kinds(records: &Records) -> Vec<&'static str> {
    check(records, None).iter().map(Finding::kind).collect()
}

#[test]
fn rows_of_persons_block() {
    let of_persons: [Records; 4] = [
        // A number of its own for each row.
        table(
            &[("Record ID", &|row| format!("R{row:05}")), ("Age", &age), ("Sex", &sex), ("Days", &age)],
            200,
        ),
        // No figure at all; an event date.
        table(
            &[
                ("Age", &age),
                ("Sex", &sex),
                ("Diagnosis", &diagnosis),
                ("Died", &|row| mixed(row, 2).to_string()),
            ],
            200,
        ),
        // A measurement that may be anybody's, and rows that come back.
        table(
            &[("Sex", &sex), ("Diagnosis", &diagnosis), ("Peak flow", &|row| mixed(row, 700).to_string())],
            200,
        ),
        // A few rows, but a name.
        table(
            &[
                ("Surname", &|row| ["Lee", "Khan", "Nowak"][row as usize].to_owned()),
                ("Ethnicity", &diagnosis),
            ],
            3,
        ),
    ];
    for records in &of_persons {
        let found = check(records, None);
        let first = &found[0];
        assert_eq!((first.kind(), first.severity), ("record-level", Severity::Blocker), "{found:#?}");
        assert!(!first.text().is_empty());
    }
}

#[test]
fn rows_of_groups_do_not() {
    let single = |row: u32| (row % 100).to_string();
    let of_groups: [Records; 5] = [
        // A count of people by single year of age, with ages over 89.
        table(
            &[
                ("Area", &|row| format!("Area {}", row / 200)),
                ("Age", &single),
                ("Sex", &|row| ["M", "F"][(row / 100 % 2) as usize].to_owned()),
                ("Population", &|row| mixed(row, 900).to_string()),
            ],
            400,
        ),
        // Years as headings: no two groups are alike.
        table(
            &[
                ("Age group", &|row| format!("{}-{}", row % 18 * 5, row % 18 * 5 + 4)),
                ("Sex", &|row| ["M", "F"][(row / 18 % 2) as usize].to_owned()),
                ("2021", &|row| (mixed(row, 900) + row).to_string()),
                ("2022", &|row| (mixed(row + 9, 900) + row).to_string()),
            ],
            36,
        ),
        // A count with small ones withheld.
        table(
            &[
                ("Sex", &|row| ["M", "F"][(row % 2) as usize].to_owned()),
                ("Ethnic group", &|row| format!("Group {}", row / 2)),
                ("Count", &|row| if row % 3 == 0 { "*".to_owned() } else { (row * 5).to_string() }),
            ],
            40,
        ),
        // Totals.
        table(&[("Sex", &|row| ["All", "M", "F"][(row % 3) as usize].to_owned()), ("Age", &age)], 60),
        // Organisations.
        table(
            &[
                ("Practice code", &|row| format!("B8{row:04}")),
                ("Practice name", &|row| format!("Surgery {row}")),
                ("Postcode", &|row| format!("LS{} {}AB", 1 + row % 19, row % 10)),
            ],
            100,
        ),
    ];
    for records in &of_groups {
        let found = check(records, None);
        assert!(!found.iter().any(|finding| finding.severity == Severity::Blocker), "{found:#?}");
    }
}

#[test]
fn small_groups_are_measured_by_the_policy() {
    // Nine records in each group but one of two, and one record alone.
    let records = table(
        &[
            ("Age", &|row| if row < 2 { "31".into() } else { (40 + row / 9).to_string() }),
            ("Sex", &|row| if row == 99 { "X".into() } else { "F".into() }),
        ],
        100,
    );
    for (policy, k) in [("isb1523-normal", 3), ("isb1523-high", 5)] {
        let found = check(&records, Some(policy));
        let small: Vec<&Finding> = found.iter().filter(|finding| finding.kind() == "small-groups").collect();
        let by_age = small.iter().find_map(|finding| match &finding.what {
            What::SmallGroups { columns, records, least, needed, unverified, .. } if columns == &["Age"] => {
                Some((*records, *least, *needed, *unverified))
            }
            _ => None,
        });
        assert!(small.iter().all(|finding| finding.severity == Severity::Blocker));
        assert!(small[0].text().contains("unverified default"), "{}", small[0].text());
        // Row 99 has an age of its own too.
        assert_eq!(by_age, Some((3, 1, k, true)), "{small:#?}");
    }
}

#[test]
fn what_everybody_of_a_group_has_is_told() {
    let same = |row: u32| if row < 30 { "C50".into() } else { diagnosis(row) };
    let records = table(
        &[
            ("Age band", &|row| format!("{}", row / 30)),
            ("Sex", &|row| (row / 60).to_string()),
            ("Diagnosis", &same),
        ],
        120,
    );
    let found = check(&records, None);
    let told = found.iter().find_map(|finding| match finding.what {
        What::LittleDiversity { groups, records, distance, .. } => Some((groups, records, distance)),
        _ => None,
    });
    let share = (0..120).filter(|row| same(*row) == "C50").count() as f64 / 120.0;
    assert_eq!(told, Some((1, 30, ((1.0 - share) * 100.0).round() as u64)));
}

#[test]
fn free_text_is_scanned_and_not_published() {
    let note = |row: u32| {
        let number = if row == 7 { " His NHS number is 943 476 5919." } else { "" };
        format!("Seen in clinic {row}, improving and to be seen again in {} weeks.{number}", mixed(row, 9))
    };
    let records = table(&[("Age", &age), ("Sex", &sex), ("Notes", &note)], 60);
    let found = check(&records, None);
    let text = found.iter().find_map(|finding| match &finding.what {
        What::FreeText { column, holds, .. } => Some((column.as_str(), holds.clone(), finding.severity)),
        _ => None,
    });
    assert_eq!(text, Some(("Notes", vec![Identifier::NhsNumber], Severity::Blocker)));
    let short =
        table(&[("Age", &age), ("Sex", &sex), ("Notes", &|row| format!("seen {}", mixed(row, 9)))], 60);
    assert!(!kinds(&short).contains(&"free-text"));
}
