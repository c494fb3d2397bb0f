//! Columns of codes beside the names that they stand for, and codes within labels.

use std::collections::BTreeMap;

use model::{Dimension, Marker};

use super::rows::RowLabels;

/// Folds every column of GSS or ODS codes into the column of names beside it, where each name has one code
/// and each code one name: then it says nothing of its own, and belongs to the categories. Where a few rows
/// disagree, the names get their codes and the column stays.
pub(super) fn fold(labels: &mut RowLabels) {
    for dimension in &mut labels.dimensions {
        split(dimension);
    }
    let mut at = 0;
    while at < labels.dimensions.len() {
        let partner = is_code_column(&labels.dimensions[at]).then(|| partner(labels, at)).flatten();
        let Some((partner, whole)) = partner else {
            at += 1;
            continue;
        };
        let codes = labels.dimensions[at].clone();
        write_codes(&mut labels.dimensions[partner], &codes);
        if !whole {
            at += 1;
            continue;
        }
        labels.dimensions.remove(at);
        labels.indents.remove(at);
        let sources = labels.sources.remove(at);
        // Without the column of codes its partner has moved where it stood behind it.
        let partner = if partner > at { partner - 1 } else { partner };
        labels.sources[partner].codes.push(sources.names);
    }
}

/// Whether a label has the form of a GSS code, or is a known ODS code.
fn is_code(label: &str) -> bool {
    codes::is_gss_form(label) || codes::by_code(label).is_some()
}

/// Whether a label has the form of an ODS code: `RXX`, `A81001`, `15N`.
fn is_ods_form(label: &str) -> bool {
    (3..=6).contains(&label.len())
        && label.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase())
        && label.bytes().any(|b| b.is_ascii_uppercase())
}

/// Whether nearly all categories are codes; under a heading that says so the form is enough. A few may stand for
/// nothing: `Unknown`.
fn is_code_column(dimension: &Dimension) -> bool {
    let heading = dimension.label.to_lowercase();
    let headed = heading.contains("code") || heading.contains("ods");
    let labels: Vec<&str> = dimension.categories.iter().map(|category| category.label.as_str()).collect();
    let some: Vec<&&str> = labels.iter().filter(|label| !is_nothing(label)).collect();
    let coded = some.iter().filter(|label| is_code(label) || (headed && is_ods_form(label))).count();
    coded > 0 && (coded == some.len() || (coded >= 10 && coded * 10 >= some.len() * 9))
}

/// The nearest column whose names pair with the codes one to one, the one to the right first, and whether they pair in
/// every row. Columns of other codes or numbers are no names.
fn partner(labels: &RowLabels, at: usize) -> Option<(usize, bool)> {
    let beside = [at.checked_add(1), at.checked_sub(1), at.checked_add(2), at.checked_sub(2)];
    let named: Vec<usize> = beside
        .into_iter()
        .flatten()
        .filter(|other| *other < labels.dimensions.len() && is_named(&labels.dimensions[*other]))
        .collect();
    let paired = |at_least: f64| {
        named
            .iter()
            .find(|other| pairs(&labels.dimensions[**other], &labels.dimensions[at]) >= at_least)
            .copied()
    };
    paired(1.0).map(|other| (other, true)).or_else(|| paired(0.9).map(|other| (other, false)))
}

/// Whether most categories are words.
fn is_named(dimension: &Dimension) -> bool {
    let lettered = |label: &str| label.chars().any(char::is_lowercase) || label.contains(' ');
    let named = dimension.categories.iter().filter(|category| lettered(&category.label)).count();
    !is_code_column(dimension) && named * 2 > dimension.categories.len()
}

/// Nothing, or what stands for nothing: `-` or `[z]` beside a name that has no code.
fn is_nothing(label: &str) -> bool {
    label.is_empty() || Marker::recognise(label).is_some()
}

/// Whether a category of a code column is no code: nothing, or the word that most of such columns have for it.
fn is_no_code(label: &str) -> bool {
    is_nothing(label) || !(is_code(label) || is_ods_form(label))
}

/// The share of rows in which names have one code each and codes one name each. Names without a code may be several.
fn pairs(names: &Dimension, codes: &Dimension) -> f64 {
    let mut seen: BTreeMap<u32, u32> = BTreeMap::new();
    let mut back: BTreeMap<u32, u32> = BTreeMap::new();
    let agrees = |(name, code): (&u32, &u32)| {
        let none = is_no_code(&codes.categories[*code as usize].label);
        *seen.entry(*name).or_insert(*code) == *code && (none || *back.entry(*code).or_insert(*name) == *name)
    };
    let rows = names.codes.len().max(1);
    names.codes.iter().zip(&codes.codes).map(agrees).filter(|agrees| *agrees).count() as f64 / rows as f64
}

fn write_codes(names: &mut Dimension, codes: &Dimension) {
    for (name, code) in names.codes.iter().zip(&codes.codes) {
        let label = &codes.categories[*code as usize].label;
        let category = &mut names.categories[*name as usize];
        if !is_no_code(label) && category.code.is_none() {
            category.code = Some(label.clone());
        }
    }
}

/// Parts labels that hold a name and its GSS code (`England: E92000001`, `E12000007 London`, `Leeds (E08000035)`), where
/// most do.
fn split(dimension: &mut Dimension) {
    let parted: Vec<Option<(String, String)>> =
        dimension.categories.iter().map(|category| parted(&category.label)).collect();
    let some = parted.iter().flatten().count();
    let named: Vec<&str> = parted
        .iter()
        .zip(&dimension.categories)
        .map(|(parted, category)| parted.as_ref().map_or(category.label.as_str(), |(name, _)| name.as_str()))
        .collect();
    let distinct: std::collections::BTreeSet<&&str> = named.iter().collect();
    if some == 0 || some * 2 < parted.len() || distinct.len() != named.len() {
        return;
    }
    for (category, parted) in dimension.categories.iter_mut().zip(parted) {
        if let Some((name, code)) = parted {
            category.label = name;
            category.code = Some(code);
        }
    }
}

/// Name and code of a label that holds both.
fn parted(label: &str) -> Option<(String, String)> {
    let trim = |text: &str| text.trim().trim_matches(|c: char| ":-–()[], ".contains(c)).trim().to_owned();
    let ends = |code: &str, name: &str| {
        let (code, name) = (trim(code), trim(name));
        (codes::is_gss_form(&code) && name.chars().any(char::is_alphabetic)).then_some((name, code))
    };
    let (first, rest) = label.split_once(char::is_whitespace)?;
    let (before, last) = label.rsplit_once(char::is_whitespace)?;
    ends(first, rest).or_else(|| ends(last, before))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_codes_in_one_label_are_parted() {
        for (label, name, code) in [
            ("United Kingdom: K02000001", "United Kingdom", "K02000001"),
            ("E12000007 London", "London", "E12000007"),
            ("Leeds (E08000035)", "Leeds", "E08000035"),
            ("E92000001 - England", "England", "E92000001"),
        ] {
            assert_eq!(parted(label), Some((name.to_owned(), code.to_owned())), "{label}");
        }
        assert_eq!(parted("E12000007"), None);
        assert_eq!(parted("Leeds city"), None);
    }
}
