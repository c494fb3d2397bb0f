//! Columns of codes beside the names that they stand for.

use model::Dimension;

use super::rows::RowLabels;

/// Folds every column of GSS or ODS codes into the column of names beside it, where each name has one code
/// and each code one name: then it says nothing of its own, and belongs to the categories.
pub(super) fn fold(labels: &mut RowLabels) {
    let mut at = 0;
    while at < labels.dimensions.len() {
        let partner = is_code_column(&labels.dimensions[at]).then(|| partner(labels, at)).flatten();
        let Some(partner) = partner else {
            at += 1;
            continue;
        };
        let codes = labels.dimensions[at].clone();
        write_codes(&mut labels.dimensions[partner], &codes);
        labels.dimensions.remove(at);
        labels.indents.remove(at);
    }
}

/// Whether all categories have the form of GSS codes, or are known ODS codes.
fn is_code_column(dimension: &Dimension) -> bool {
    let known = |label: &str| codes::is_gss_form(label) || codes::by_code(label).is_some();
    let mut labels =
        dimension.categories.iter().map(|category| category.label.as_str()).filter(|l| !l.is_empty());
    labels.clone().count() > 0 && labels.all(known)
}

/// The neighbour whose names pair with the codes one to one; the one to the right first.
fn partner(labels: &RowLabels, at: usize) -> Option<usize> {
    let beside = [at.checked_add(1), at.checked_sub(1)];
    beside.into_iter().flatten().filter(|other| *other < labels.dimensions.len()).find(|other| {
        let names = &labels.dimensions[*other];
        !is_code_column(names) && pairs(&names.codes, &labels.dimensions[at].codes)
    })
}

/// Whether two columns of dictionary codes map one to one.
fn pairs(left: &[u32], right: &[u32]) -> bool {
    let mut seen: std::collections::BTreeMap<u32, u32> = std::collections::BTreeMap::new();
    let mut back: std::collections::BTreeMap<u32, u32> = std::collections::BTreeMap::new();
    left.iter()
        .zip(right)
        .all(|(l, r)| *seen.entry(*l).or_insert(*r) == *r && *back.entry(*r).or_insert(*l) == *l)
}

fn write_codes(names: &mut Dimension, codes: &Dimension) {
    for (name, code) in names.codes.iter().zip(&codes.codes) {
        let label = &codes.categories[*code as usize].label;
        if !label.is_empty() {
            names.categories[*name as usize].code = Some(label.clone());
        }
    }
}
