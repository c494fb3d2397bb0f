//! R12: what tables tell together. Each case has a near miss.

use model::{DimensionKind, Finding, MeasureKind, Quiet, Rule, Severity, TidyTable, What};

use crate::testing::Build;
use crate::{Attacker, Member, Policy, check, check_together};

fn exact() -> Policy {
    // Nothing is rounded, so every subtraction is exact; a marker may also hide a larger count.
    Policy::find("legacy-1-5").unwrap()
}

fn kinds(mut table: TidyTable, name: &str, title: &str, of: &[(&str, DimensionKind)]) -> TidyTable {
    for (dimension, kind) in of {
        table.dimensions.iter_mut().find(|own| own.name == *dimension).unwrap().kind = *kind;
    }
    name.clone_into(&mut table.name);
    title.clone_into(&mut table.title);
    table
}

fn rows(name: &str, title: &str, dimension: &str, kind: DimensionKind, cells: &[(&str, &str)]) -> TidyTable {
    let labels: Vec<&str> = cells.iter().map(|(label, _)| *label).collect();
    let values: Vec<[&str; 1]> = cells.iter().map(|(_, value)| [*value]).collect();
    let values: Vec<&[&str]> = values.iter().map(|row| &row[..]).collect();
    let table =
        Build::new().rows(dimension, &labels).measure("Admissions", MeasureKind::People).values(&values);
    kinds(table.table(), name, title, &[(dimension, kind)])
}

/// The findings of a release of `now`, with `before` published earlier.
fn together(now: &[&TidyTable], before: &[(&str, &TidyTable)]) -> Vec<Finding> {
    let policy = exact();
    let attacker = Attacker::new(&policy);
    let own = now.iter().map(|table| Member::new(table, attacker));
    let earlier =
        before.iter().map(|(name, table)| Member { published: Some(name), ..Member::new(table, attacker) });
    let members: Vec<Member> = own.chain(earlier).collect();
    check_together(&members, &Quiet).unwrap()
}

fn told(findings: &[Finding]) -> Vec<(i64, i64)> {
    let differenced = findings.iter().filter(|finding| finding.rule == Some(Rule::R12));
    differenced
        .filter_map(|finding| match finding.what {
            What::Differenced { low, high, .. } => Some((low, high)),
            _ => None,
        })
        .collect()
}

#[test]
fn r12_a_figure_withheld_here_and_shown_there() {
    let area = |values: [&str; 4], title: &str| {
        let cells: Vec<(&str, &str)> =
            ["All", "North<All", "South<All", "West<All"].into_iter().zip(values).collect();
        rows("areas", title, "area", DimensionKind::Geography, &cells)
    };
    let hidden = area(["60", "*", "*", "50"], "Admissions by area, 2024");
    let shown = area(["60", "4", "6", "50"], "Admissions by area, 2024");
    assert!(check(&hidden, &exact(), &Quiet).unwrap().iter().all(|f| f.rule != Some(Rule::R4)));
    let found = together(&[&hidden], &[("FOI 12", &shown)]);
    assert_eq!(told(&found), [(4, 4), (6, 6)]);
    assert!(found[0].text().contains("FOI 12"), "{}", found[0].text());
    // Another year is another figure.
    let other = area(["60", "4", "6", "50"], "Admissions by area, 2023");
    assert!(told(&together(&[&hidden], &[("FOI 12", &other)])).is_empty());
    // A provisional figure that differs is a revision.
    let revised = area(["60", "4", "7", "49"], "Admissions by area, 2024");
    let found = together(&[&hidden], &[("provisional", &revised)]);
    assert!(told(&found).is_empty(), "{found:?}");
    assert!(found.iter().any(|f| f.severity == Severity::Note && f.kind() == "revised"), "{found:?}");
}

#[test]
fn r12_nested_age_bands_leave_a_small_group() {
    let ages =
        |cells: &[(&str, &str)]| rows("ages", "Admissions by age, 2024", "age", DimensionKind::Age, cells);
    let before = ages(&[("16-64", "120"), ("65 and over", "80")]);
    let found = together(&[&ages(&[("18-64", "117")])], &[("acute-2024", &before)]);
    assert_eq!(told(&found), [(3, 3)]);
    assert!(found[0].text().contains("aged 16 to 17"), "{}", found[0].text());
    assert_eq!(found[0].severity, Severity::Blocker);
    assert!(told(&together(&[&ages(&[("18-64", "100")])], &[("acute-2024", &before)])).is_empty());
}

#[test]
fn r12_a_total_here_and_its_parts_there() {
    let all = |cells: &[(&str, &str)]| rows("a", "Admissions, 2024", "area", DimensionKind::Geography, cells);
    let known = all(&[("All", "103"), ("North<All", "40"), ("South<All", "*"), ("West<All", "*")]);
    let parts = |west: &str| all(&[("North", "40"), ("West", west)]);
    let found = together(&[&parts("60")], &[("acute-2024", &known)]);
    assert_eq!(told(&found).first(), Some(&(3, 3)), "{found:?}");
    assert!(told(&together(&[&parts("*")], &[("acute-2024", &known)])).is_empty());
}

#[test]
fn r12_rolling_windows_give_a_month_away() {
    let periods = |name: &str, cells: &[(&str, &str)]| {
        rows(name, "Admissions by period", "period", DimensionKind::Time, cells)
    };
    let months = periods("months", &[("April 2023", "9"), ("May 2023", "30")]);
    let first = periods("year", &[("April 2023 to March 2024", "200")]);
    let next = |total: &str| periods("year", &[("May 2023 to April 2024", total)]);
    let found = together(&[&next("194")], &[("year to March", &first), ("months", &months)]);
    assert_eq!(told(&found), [(3, 3)], "{found:?}");
    assert!(told(&together(&[&next("220")], &[("year to March", &first), ("months", &months)])).is_empty());
}

#[test]
fn r12_one_sex_published_alone() {
    let table =
        |cells: &[(&str, &str)]| rows("sex", "Admissions by sex, 2024", "sex", DimensionKind::Sex, cells);
    let both = table(&[("Persons", "48"), ("Female<Persons", "*"), ("Male<Persons", "*")]);
    let one = |males: &str| table(&[("Males", males)]);
    assert_eq!(told(&together(&[&one("46")], &[("before", &both)])).first(), Some(&(2, 2)));
    assert!(told(&together(&[&one("*")], &[("before", &both)])).is_empty());
}

#[test]
fn other_subjects_tie_nothing() {
    let table = |label: &str, cells: [&str; 3]| {
        let values: Vec<[&str; 1]> = cells.map(|cell| [cell]).to_vec();
        let values: Vec<&[&str]> = values.iter().map(|row| &row[..]).collect();
        let build =
            Build::new().rows("area", &["All", "North<All", "South<All"]).measure(label, MeasureKind::People);
        build.values(&values).table()
    };
    let hidden = table("Admissions", ["60", "*", "*"]);
    assert!(together(&[&hidden], &[("x", &table("Deaths", ["60", "4", "56"]))]).is_empty());
    assert_eq!(told(&together(&[&hidden], &[("x", &table("Admissions", ["60", "4", "56"]))])).len(), 2);
}
