//! What is different in a table that was found again: columns and categories that are new, gone or elsewhere.

use std::collections::BTreeSet;

use model::{DimensionKind, TidyTable};

use crate::alike::{alike, has_period};
use crate::recipe::{DimensionRecipe, MeasureRecipe, TableRecipe};
use crate::tidy::FoundNames;

/// What became of something that a recipe names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Became {
    /// It is where it was, but for what came and went around it.
    Unchanged,
    /// It is elsewhere: on another sheet, in another place, in another order.
    Moved,
    /// The recipe does not name it.
    New,
    /// It is not there.
    Gone,
    /// It may be one of several.
    Ambiguous,
}

impl Became {
    /// The stable word.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unchanged => "unchanged",
            Self::Moved => "moved",
            Self::New => "new",
            Self::Gone => "gone",
            Self::Ambiguous => "ambiguous",
        }
    }

    /// Whether a person must say what is to be done.
    pub const fn is_open(self) -> bool {
        match self {
            Self::Unchanged | Self::Moved => false,
            Self::New | Self::Gone | Self::Ambiguous => true,
        }
    }
}

/// A part of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// A dimension.
    Dimension,
    /// A measure.
    Measure,
    /// A category of a dimension.
    Category,
}

impl Part {
    /// The stable word.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Dimension => "dimension",
            Self::Measure => "measure",
            Self::Category => "category",
        }
    }
}

/// A difference within a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drift {
    /// What it is about.
    pub part: Part,
    /// The name that detection gives its dimension or measure.
    pub column: String,
    /// Of a category its label.
    pub category: Option<String>,
    /// What became of it.
    pub became: Became,
}

impl Drift {
    /// What tells it from others of its table: `measure/Deaths`, `category/area/Wales`.
    pub fn id(&self) -> String {
        let column = format!("{}/{}", self.part.name(), self.column);
        self.category.as_ref().map_or(column.clone(), |category| format!("{column}/{category}"))
    }
}

/// What differs between a table and what its recipe says of it. A recipe that names no column, or no category of one,
/// says nothing of them; periods come and go as they will.
pub fn drift(entry: &TableRecipe, names: &FoundNames, table: &TidyTable) -> Vec<Drift> {
    let mut all = Vec::new();
    let said: Vec<&str> = entry.dimensions.iter().map(|said| said.found.as_str()).collect();
    columns(Part::Dimension, &said, &names.dimensions, &mut all);
    for (said, at) in entry.dimensions.iter().zip(pairing(&said, &names.dimensions)) {
        let Some(dimension) = at.map(|at| &table.dimensions[at]) else { continue };
        if said.categories.is_empty() || said.kind == DimensionKind::Time {
            continue;
        }
        let has: Vec<&str> = dimension.categories.iter().map(|category| category.label.as_str()).collect();
        for (category, became) in compare(&said.categories, &has) {
            let (column, category) = (said.found.clone(), Some(category));
            all.push(Drift { part: Part::Category, column, category, became });
        }
    }
    let said: Vec<&str> = entry.measures.iter().map(|said| said.found.as_str()).collect();
    columns(Part::Measure, &said, &names.measures, &mut all);
    all
}

fn columns(part: Part, said: &[&str], has: &[String], all: &mut Vec<Drift>) {
    if !said.is_empty() {
        let found = compare(said, has).into_iter();
        all.extend(found.map(|(column, became)| Drift { part, column, category: None, became }));
    }
}

/// What was gone, then what moved, then what is new.
fn compare<S: AsRef<str>, H: AsRef<str>>(said: &[S], has: &[H]) -> Vec<(String, Became)> {
    let pairs = pairing(said, has);
    let mut all = Vec::new();
    let gone = said.iter().zip(&pairs).filter(|(_, at)| at.is_none());
    all.extend(gone.map(|(said, _)| (said.as_ref().to_owned(), Became::Gone)));
    let order: Vec<usize> = pairs.iter().flatten().copied().collect();
    let moved = out_of_order(&order).into_iter();
    all.extend(moved.map(|at| (has[at].as_ref().to_owned(), Became::Moved)));
    let known: BTreeSet<usize> = order.into_iter().collect();
    let new = has.iter().enumerate().filter(|(at, _)| !known.contains(at));
    all.extend(new.map(|(_, has)| (has.as_ref().to_owned(), Became::New)));
    all
}

/// For each of `said` which of `has` it is: to the letter, then in other spelling, then but for its period. One
/// of several alike is taken only where as many were said.
pub fn pairing<S: AsRef<str>, H: AsRef<str>>(said: &[S], has: &[H]) -> Vec<Option<usize>> {
    let mut pairs: Vec<Option<usize>> = vec![None; said.len()];
    let mut taken = vec![false; has.len()];
    let forms: [fn(&str) -> Option<String>; 3] = [
        |text| Some(text.to_owned()),
        |text| Some(spelt(text)),
        |text| has_period(text).then(|| alike(text)),
    ];
    for form in forms {
        let left: Vec<(usize, String)> = unpaired(said, &pairs, form);
        let free = has.iter().enumerate().filter(|(at, _)| !taken[*at]);
        let free: Vec<(usize, String)> =
            free.filter_map(|(at, text)| Some((at, form(text.as_ref())?))).collect();
        let mut by_form: std::collections::BTreeMap<&str, (Vec<usize>, Vec<usize>)> =
            std::collections::BTreeMap::new();
        for (at, text) in &left {
            by_form.entry(text).or_default().0.push(*at);
        }
        for (at, text) in &free {
            if let Some(both) = by_form.get_mut(text.as_str()) {
                both.1.push(*at);
            }
        }
        for (said, has) in by_form.into_values().filter(|(said, has)| said.len() == has.len()) {
            for (said, has) in said.into_iter().zip(has) {
                pairs[said] = Some(has);
                taken[has] = true;
            }
        }
    }
    pairs
}

fn unpaired<S: AsRef<str>>(
    said: &[S],
    pairs: &[Option<usize>],
    form: fn(&str) -> Option<String>,
) -> Vec<(usize, String)> {
    let left = said.iter().enumerate().filter(|(at, _)| pairs[*at].is_none());
    left.filter_map(|(at, text)| Some((at, form(text.as_ref())?))).collect()
}

/// Lower case, with single spaces.
fn spelt(text: &str) -> String {
    text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Those that stand out of order: all but a longest run that goes up (patience sorting).
fn out_of_order(order: &[usize]) -> Vec<usize> {
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; order.len()];
    for at in 0..order.len() {
        let place = ends.partition_point(|end| order[*end] < order[at]);
        before[at] = place.checked_sub(1).map(|place| ends[place]);
        if place == ends.len() {
            ends.push(at);
        } else {
            ends[place] = at;
        }
    }
    let mut kept = BTreeSet::new();
    let mut next = ends.last().copied();
    while let Some(at) = next {
        kept.insert(at);
        next = before[at];
    }
    (0..order.len()).filter(|at| !kept.contains(at)).map(|at| order[at]).collect()
}

/// A name or heading that a person gave holds; one that was but taken over, with a period in it, goes with the sheet.
pub(crate) fn renewed(said: &str, found: &str, has: &str) -> String {
    let taken_over = has_period(said) && (said == found || alike(said) == alike(has));
    if taken_over { has.to_owned() } else { said.to_owned() }
}

/// Puts a difference into a recipe: what is new is named from now on, what is gone no more. `fresh` is what a recipe
/// would say of the table as it is.
pub fn take_over(entry: &mut TableRecipe, drift: &Drift, fresh: &TableRecipe) {
    match (drift.part, drift.became) {
        (_, Became::Unchanged | Became::Ambiguous) => {}
        (Part::Dimension, Became::Gone) => entry.dimensions.retain(|said| said.found != drift.column),
        (Part::Measure, Became::Gone) => entry.measures.retain(|said| said.found != drift.column),
        (Part::Dimension, Became::New | Became::Moved) => {
            insert(&mut entry.dimensions, &fresh.dimensions, &drift.column, |said: &DimensionRecipe| {
                &said.found
            });
        }
        (Part::Measure, Became::New | Became::Moved) => {
            insert(&mut entry.measures, &fresh.measures, &drift.column, |said: &MeasureRecipe| &said.found);
        }
        (Part::Category, became) => {
            let found: Vec<&str> = fresh.dimensions.iter().map(|said| said.found.as_str()).collect();
            let said: Vec<&str> = entry.dimensions.iter().map(|said| said.found.as_str()).collect();
            let at = said.iter().position(|said| *said == drift.column);
            let (Some(at), Some(category)) = (at, &drift.category) else { return };
            let Some(now) = pairing(&said, &found)[at].map(|now| &fresh.dimensions[now]) else { return };
            let known = &mut entry.dimensions[at].categories;
            if became == Became::Gone {
                known.retain(|known| known != category);
            } else {
                insert(known, &now.categories, category, |known| known);
            }
        }
    }
}

/// Puts the one of this name where it stands in `fresh`: behind the nearest one before it that is known.
fn insert<T: Clone>(known: &mut Vec<T>, fresh: &[T], name: &str, key: impl Fn(&T) -> &String) {
    let Some(now) = fresh.iter().position(|one| key(one) == name) else { return };
    let own = known.iter().position(|one| key(one) == name);
    let entry = own.map_or_else(|| fresh[now].clone(), |own| known.remove(own));
    let before =
        fresh[..now].iter().rev().find_map(|one| known.iter().position(|other| key(other) == key(one)));
    known.insert(before.map_or(0, |before| before + 1), entry);
}

/// The names of columns and categories in a recipe as they are now, in their order: what was but spelt otherwise or
/// bears another period. Only where nothing is open.
pub fn refresh(entry: &mut TableRecipe, fresh: &TableRecipe) {
    refresh_names(entry, fresh);
    for said in &mut entry.dimensions {
        if let Some(now) = fresh.dimensions.iter().find(|now| now.found == said.found) {
            let timeless = said.kind != DimensionKind::Time;
            said.categories = if timeless { now.categories.clone() } else { Vec::new() };
        }
    }
}

/// The names of columns alone.
pub fn refresh_names(entry: &mut TableRecipe, fresh: &TableRecipe) {
    let found: Vec<&str> = fresh.dimensions.iter().map(|now| now.found.as_str()).collect();
    let said: Vec<String> = entry.dimensions.iter().map(|said| said.found.clone()).collect();
    for (said, at) in entry.dimensions.iter_mut().zip(pairing(&said, &found)) {
        if let Some(now) = at.map(|at| &fresh.dimensions[at]) {
            said.found.clone_from(&now.found);
        }
    }
    let found: Vec<&str> = fresh.measures.iter().map(|now| now.found.as_str()).collect();
    let said: Vec<String> = entry.measures.iter().map(|said| said.found.clone()).collect();
    for (said, at) in entry.measures.iter_mut().zip(pairing(&said, &found)) {
        let Some(now) = at.map(|at| &fresh.measures[at]) else { continue };
        let before = std::mem::replace(&mut said.found, now.found.clone());
        said.name = renewed(&said.name, &before, &now.found);
        said.label = renewed(&said.label, &before, &now.label);
    }
}

/// Says of a mapped column or category that it is the one with the new name.
pub fn rename(entry: &mut TableRecipe, drift: &Drift, new: &str) {
    match (drift.part, &drift.category) {
        (Part::Dimension, _) => {
            let said = entry.dimensions.iter_mut().filter(|said| said.found == drift.column);
            said.for_each(|said| new.clone_into(&mut said.found));
        }
        (Part::Measure, _) => {
            let said = entry.measures.iter_mut().filter(|said| said.found == drift.column);
            said.for_each(|said| new.clone_into(&mut said.found));
        }
        (Part::Category, Some(old)) => {
            for said in entry.dimensions.iter_mut().filter(|said| said.found == drift.column) {
                let national = said.national.iter_mut().flatten();
                let same = said.categories.iter_mut().chain(national).filter(|known| *known == old);
                same.for_each(|known| new.clone_into(known));
            }
        }
        (Part::Category, None) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_out_of_order_has_moved_and_nothing_else() {
        assert_eq!(out_of_order(&[0, 1, 2]), [] as [usize; 0]);
        assert_eq!(out_of_order(&[2, 0, 1]), [2]);
        assert_eq!(out_of_order(&[0, 3, 1, 2]), [3]);
    }

    #[test]
    fn names_are_paired_to_the_letter_then_by_spelling_then_but_for_their_period() {
        let pairs = |said: &[&str], has: &[&str]| pairing(said, has);
        assert_eq!(pairs(&["Deaths 2023", "Births"], &["births", "Deaths 2024"]), [Some(1), Some(0)]);
        // The same period is the same column; the other one is none of them.
        assert_eq!(pairs(&["March 2024", "April 2024"], &["April 2024", "May 2024"]), [Some(1), Some(0)]);
        assert_eq!(pairs(&["<5"], &[">5"]), [None]);
        assert_eq!(pairs(&["Site", "Site"], &["Site"]), [None, None], "which one is not known");
    }

    #[test]
    fn differences_are_told_once_each() {
        let said = ["North", "South", "West"];
        let has = ["South", "North", "East"];
        let found = compare(&said, &has);
        let of = |became| -> Vec<&str> {
            found.iter().filter(|(_, is)| *is == became).map(|(name, _)| name.as_str()).collect()
        };
        assert_eq!(of(Became::Gone), ["West"]);
        assert_eq!(of(Became::New), ["East"]);
        assert_eq!(of(Became::Moved).len(), 1);
    }
}
