//! Columns of codes beside the names that they stand for.

use model::{Dimension, Marker};

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
        let sources = labels.sources.remove(at);
        // Without the column of codes its partner has moved where it stood behind it.
        let partner = if partner > at { partner - 1 } else { partner };
        labels.sources[partner].codes.push(sources.names);
    }
}

/// Whether all categories have the form of GSS codes, or are known ODS codes.
fn is_code_column(dimension: &Dimension) -> bool {
    let known = |label: &str| codes::is_gss_form(label) || codes::by_code(label).is_some();
    let mut labels =
        dimension.categories.iter().map(|category| category.label.as_str()).filter(|l| !is_no_code(l));
    labels.clone().count() > 0 && labels.all(known)
}

/// The neighbour whose names pair with the codes one to one; the one to the right first.
fn partner(labels: &RowLabels, at: usize) -> Option<usize> {
    let beside = [at.checked_add(1), at.checked_sub(1)];
    beside.into_iter().flatten().filter(|other| *other < labels.dimensions.len()).find(|other| {
        let names = &labels.dimensions[*other];
        !is_code_column(names) && pairs(names, &labels.dimensions[at])
    })
}

/// Nothing, or what stands for nothing: `-` or `[z]` beside a name that has no code.
fn is_no_code(label: &str) -> bool {
    label.is_empty() || Marker::recognise(label).is_some()
}

/// Whether names have one code each and codes one name each. Names without a code may be several.
fn pairs(names: &Dimension, codes: &Dimension) -> bool {
    let mut seen: std::collections::BTreeMap<u32, u32> = std::collections::BTreeMap::new();
    let mut back: std::collections::BTreeMap<u32, u32> = std::collections::BTreeMap::new();
    names.codes.iter().zip(&codes.codes).all(|(name, code)| {
        let none = is_no_code(&codes.categories[*code as usize].label);
        *seen.entry(*name).or_insert(*code) == *code && (none || *back.entry(*code).or_insert(*name) == *name)
    })
}

fn write_codes(names: &mut Dimension, codes: &Dimension) {
    for (name, code) in names.codes.iter().zip(&codes.codes) {
        let label = &codes.categories[*code as usize].label;
        if !is_no_code(label) {
            names.categories[*name as usize].code = Some(label.clone());
        }
    }
}
