//! Columns that may well count people although they are not taken to: what a policy is not applied to must
//! not go out unseen.

use model::{Finding, MeasureKind, Rule, Severity, TidyTable, Unprotected};

use crate::Policy;
use crate::bounds::{counts_people, exempt, whole};
use crate::check::open_count;
use crate::ratios::Lookup;

/// Slices that must agree before a column is taken for a part of a count beside it.
const ENOUGH: u64 = 3;

/// R1: columns that are neither counts nor known for something else, and hold small whole numbers. Two
/// things make it likely that they count people, and block: most of the column is whole and some of it is
/// not (one slip in a column of counts), or it never exceeds a count of people beside it (`Within 4 hours`).
pub(crate) fn columns(table: &TidyTable, policy: &Policy) -> Vec<Finding> {
    let Some(range) = policy.suppress else { return Vec::new() };
    let unclear = |m: &usize| {
        let measure = &table.measures[*m];
        measure.kind == MeasureKind::Other && !policy.exempts(measure)
    };
    let unclear: Vec<usize> = (0..table.measures.len()).filter(unclear).collect();
    if unclear.is_empty() || table.is_empty() {
        return Vec::new();
    }
    let lookup = Lookup::new(table);
    let found = unclear.into_iter().filter_map(|measure| {
        let look = Look::of(&lookup, table, policy, measure);
        let (first, value) = look.first?;
        let slip = look.whole < look.shown && look.whole * 2 >= look.shown;
        let severity = match look.whole == look.shown {
            _ if slip || is_part(&lookup, table, measure) => Severity::Blocker,
            true => Severity::Warning,
            false => return None,
        };
        let of = &table.measures[measure];
        let why = Unprotected::Column { measure: of.label.clone(), count: look.small };
        let what = open_count(policy, range, value, Some(why));
        let name = format!("{}/{}", table.name, of.name);
        let mut finding = Finding::thing(Some(Rule::R1), severity, table.place(first), &name, what);
        finding.table = Some(table.name.clone());
        Some(finding)
    });
    found.collect()
}

/// What a column shows.
#[derive(Default)]
struct Look {
    shown: u64,
    whole: u64,
    /// Whole numbers above zero that the policy would withhold, and the first of them.
    small: u64,
    first: Option<(usize, f64)>,
}

impl Look {
    fn of(lookup: &Lookup, table: &TidyTable, policy: &Policy, measure: usize) -> Self {
        let mut look = Self::default();
        for index in lookup.cells(measure) {
            let Some(value) = table.value(index) else { continue };
            look.shown += 1;
            let Some(count) = whole(value.abs()) else { continue };
            look.whole += 1;
            if count > 0 && policy.withholds(count) && !exempt(table, policy, index) {
                look.small += 1;
                look.first.get_or_insert((index, value));
            }
        }
        look
    }
}

/// Whether a column of whole numbers never exceeds some count of people beside it, and is not the same.
fn is_part(lookup: &Lookup, table: &TidyTable, measure: usize) -> bool {
    let people = (0..table.measures.len()).filter(|m| counts_people(&table.measures[*m]));
    people.into_iter().any(|beside| {
        let (mut agree, mut less) = (0u64, false);
        for index in lookup.cells(measure) {
            let Some(value) = table.value(index) else { continue };
            let all = lookup.sibling(index, beside).and_then(|cell| table.value(cell));
            match (whole(value), all) {
                (Some(_), Some(all)) if value <= all => {
                    agree += 1;
                    less |= value < all;
                }
                (Some(_), None) => {}
                (None, _) | (_, Some(_)) => return false,
            }
        }
        agree >= ENOUGH && less
    })
}

#[cfg(test)]
mod tests {
    use model::Quiet;

    use super::*;
    use crate::check;
    use crate::testing::Build;

    fn severity(kind: MeasureKind, values: [&str; 4]) -> Option<Severity> {
        let rows: Vec<[&str; 2]> =
            ["40", "80", "55", "60"].into_iter().zip(values).map(|(a, b)| [a, b]).collect();
        let rows: Vec<&[&str]> = rows.iter().map(|row| &row[..]).collect();
        let table = Build::new()
            .rows("area", &["A", "B", "C", "D"])
            .measure("Attendances", MeasureKind::People)
            .measure("Within 4 hours", kind)
            .values(&rows)
            .table();
        let found = check(&table, &Policy::find("hes-2018").unwrap(), &Quiet).unwrap();
        let about = |finding: &&Finding| finding.id == "below-threshold/Sheet/t/within_4_hours";
        found.iter().find(about).map(|finding| finding.severity)
    }

    #[test]
    fn small_numbers_in_columns_that_may_count_people_do_not_go_unseen() {
        for (values, expected) in [
            // A part of the attendances; a slip in a column of counts; a rank or a year; a measurement.
            (["3", "41", "22", "9"], Some(Severity::Blocker)),
            (["3", "81.5", "-2", "90"], Some(Severity::Blocker)),
            (["1", "2", "3", "2024"], Some(Severity::Warning)),
            (["1.5", "2.25", "3", "6.1"], None),
            (["30", "41", "22", "9"], None),
        ] {
            assert_eq!(severity(MeasureKind::Other, values), expected, "{values:?}");
        }
        // Where people are counted, each cell is told by itself; beds and money are known for what they are.
        for kind in [MeasureKind::People, MeasureKind::Things, MeasureKind::Money, MeasureKind::Average] {
            assert_eq!(severity(kind, ["3", "41", "22", "9"]), None, "{kind:?}");
        }
    }
}
