//! What only several tables tell: R8 over the denominators of other tables, R16 between tables, and R20, a CSV and a
//! workbook that are protected differently.

use std::collections::{BTreeMap, BTreeSet};

use model::{Failure, Finding, MarkerMeaning, MeasureKind, Progress, Rule, Severity, TidyTable, What, slug};

use super::{numerators, term, thing};
use crate::Policy;
use crate::bounds::{counts_people, decimals, exempt, is_hidden, whole};

/// Figures that two tables must share to be taken for the same table.
const SHARED: usize = 4;

/// A table of a release with its policy, where it has one.
#[derive(Debug, Clone, Copy)]
pub struct Released<'a> {
    /// The table.
    pub table: &'a TidyTable,
    /// Its policy.
    pub policy: Option<&'a Policy>,
}

/// What the tables of a release tell together, table by table: for each the findings about it.
pub fn check_release(
    release: &[Released<'_>],
    progress: &dyn Progress,
) -> Result<Vec<Vec<Finding>>, Failure> {
    let mut findings = vec![Vec::new(); release.len()];
    let keys: Vec<BTreeMap<String, usize>> = release.iter().map(|part| keys(part.table)).collect();
    for (at, part) in release.iter().enumerate() {
        progress.go_on()?;
        findings[at].extend(conventions(release, at));
        for (other, beside) in release.iter().enumerate().filter(|(other, _)| *other != at) {
            if part.table.sheet.is_none() && beside.table.sheet.is_some() {
                findings[at].extend(differently((part, &keys[at]), (beside, &keys[other])));
            }
        }
        if let Some(policy) = part.policy {
            let others =
                release.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, other)| other.table);
            findings[at].extend(numerators_elsewhere(part.table, policy, &others.collect::<Vec<_>>()));
        }
    }
    Ok(findings)
}

/// The cells of a table by what they are about: the labels of their dimensions and the measure, whatever their order.
fn keys(table: &TidyTable) -> BTreeMap<String, usize> {
    if table.len() > 200_000 {
        return BTreeMap::new();
    }
    let filled = (0..table.len()).filter(|index| !table.is_blank(*index));
    filled
        .map(|index| {
            let mut labels: Vec<String> = (0..table.dimensions.len())
                .map(|dimension| slug(&table.category(dimension, index).label))
                .filter(|label| !label.is_empty())
                .collect();
            labels.push(slug(&table.measure(index).label));
            labels.sort_unstable();
            (labels.join("|"), index)
        })
        .collect()
}

type Keyed<'a> = (&'a Released<'a>, &'a BTreeMap<String, usize>);

/// R20: the same figures in a CSV and in a workbook, withheld or rounded in one and not in the other.
fn differently((own, own_keys): Keyed, (other, other_keys): Keyed) -> Option<Finding> {
    let shared: Vec<(usize, usize)> =
        own_keys.iter().filter_map(|(key, here)| Some((*here, *other_keys.get(key)?))).collect();
    if shared.len() < SHARED || shared.len() * 2 < own_keys.len().min(other_keys.len()) {
        return None;
    }
    let counts = |table: &TidyTable, index: usize| counts_people(table.measure(index));
    let differs = |(here, there): &(usize, usize)| {
        let hidden = (is_hidden(own.table, *here), is_hidden(other.table, *there));
        let values = (own.table.value(*here), other.table.value(*there));
        let unlike = matches!(values, (Some(a), Some(b)) if (a - b).abs() > 1e-9);
        let protected = hidden.0 != hidden.1 && (values.0.is_some() || values.1.is_some());
        protected || (unlike && (counts(own.table, *here) || counts(other.table, *there)))
    };
    let met: Vec<(usize, usize)> = shared.into_iter().filter(differs).collect();
    let (here, there) = *met.first()?;
    let what = What::ProtectedDifferently {
        other: other.table.title.clone(),
        count: met.len() as u64,
        here: term(own.table, here),
        there: term(other.table, there),
    };
    let severity =
        own.policy.or(other.policy).map_or(Severity::Blocker, |p| p.weight(Rule::R20, Severity::Blocker));
    Some(thing(Rule::R20, severity, own.table, Some(here), &other.table.name, what))
}

/// R16: the table marks withheld figures in another way than most tables of the release.
fn conventions(release: &[Released<'_>], at: usize) -> Option<Finding> {
    let marks = |table: &TidyTable| -> BTreeSet<String> {
        let withheld = table.marker_set.iter().filter(|marker| marker.meaning == MarkerMeaning::Suppressed);
        withheld.map(|marker| marker.text.clone()).collect()
    };
    let own = marks(release[at].table);
    if own.len() != 1 {
        return None;
    }
    let mut votes: BTreeMap<String, usize> = BTreeMap::new();
    for part in release {
        for marker in marks(part.table) {
            *votes.entry(marker).or_default() += 1;
        }
    }
    let (usual, _) = votes.iter().max_by_key(|(_, votes)| **votes)?;
    if own.contains(usual) || votes.len() < 2 {
        return None;
    }
    let mut markers: Vec<String> = own.into_iter().collect();
    markers.push(usual.clone());
    let severity =
        release[at].policy.map_or(Severity::Note, |policy| policy.weight(Rule::R16, Severity::Note));
    let what = What::Markers { markers, problem: "mixed".to_owned(), expected: usual.clone() };
    Some(thing(Rule::R16, severity, release[at].table, None, "release", what))
}

/// R8 over the denominators of other tables: a percentage without its counts, and a count of the same group elsewhere.
fn numerators_elsewhere(table: &TidyTable, policy: &Policy, others: &[&TidyTable]) -> Vec<Finding> {
    let ratio =
        |index: usize| matches!(table.measure(index).kind, MeasureKind::Percentage | MeasureKind::Rate);
    let own_counts = table.measures.iter().any(counts_people);
    if policy.suppress.is_none() || own_counts || !(0..table.len()).any(ratio) {
        return Vec::new();
    }
    let groups: Vec<BTreeMap<BTreeSet<String>, (u64, u64)>> =
        others.iter().map(|other| denominators(other, policy)).collect();
    // A share by an attribute is of everybody without it: the count of the same group is its numerator.
    let attribute = |d: &model::Dimension| {
        use model::DimensionKind::{Age, Other, Sex};
        matches!(d.kind, Age | Other | Sex) && d.categories.len() > 1
    };
    let by_attribute = table.dimensions.iter().any(attribute);
    let mut findings = Vec::new();
    for index in (0..table.len()).filter(|index| ratio(*index) && !exempt(table, policy, *index)) {
        let Some(shown) = table.value(index).filter(|shown| *shown > 0.0 && *shown < 100.0) else { continue };
        let about = labels(table, index);
        let places = decimals(table, index, shown);
        let factor = numerators::factor_of(table, index);
        let over = |range: &(u64, u64)| numerators::over(policy, factor, shown, places, *range);
        let best = groups
            .iter()
            .flat_map(|groups| groups.iter())
            .filter(|(group, _)| !group.is_empty() && group.is_subset(&about))
            .filter(|(group, _)| !by_attribute || group.len() < about.len())
            .map(|(_, range)| over(range))
            .filter(|candidates| !candidates.is_empty())
            .min_by_key(Vec::len);
        findings.extend(best.and_then(|candidates| numerators::told(table, policy, index, candidates, None)));
    }
    findings
}

/// The open counts of people of a table by the group that they are about.
fn denominators(table: &TidyTable, policy: &Policy) -> BTreeMap<BTreeSet<String>, (u64, u64)> {
    let open = (0..table.len().min(200_000)).filter(|index| counts_people(table.measure(*index)));
    open.filter_map(|index| {
        let count = table.value(index).and_then(whole).filter(|count| *count > 0)?;
        let range = if exempt(table, policy, index) { (count, count) } else { policy.candidates(count)? };
        (range.1 <= 2_000).then(|| (labels(table, index), range))
    })
    .collect()
}

/// The labels of a cell but those of totals, which are about everybody.
fn labels(table: &TidyTable, index: usize) -> BTreeSet<String> {
    (0..table.dimensions.len())
        .filter(|dimension| {
            let of = &table.dimensions[*dimension];
            let code = table.code(*dimension, index);
            let total = of.categories.iter().any(|category| category.parent == Some(code));
            !total && of.kind != model::DimensionKind::Code
        })
        .map(|dimension| slug(&table.category(dimension, index).label))
        .filter(|label| !label.is_empty())
        .collect()
}
