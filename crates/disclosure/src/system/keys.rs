//! What a cell is about, in words that do not depend on its table: what is counted, and the members of its
//! dimensions after normalisation. Two cells with the same key are about the same people at the same time.

use std::collections::{BTreeMap, BTreeSet};

use model::{Category, Dimension, DimensionKind, TidyTable, slug};

use super::Part;
use super::bands::Span;
use super::sums::is_total;
use crate::bounds::Reading;

/// The dimension under which a key holds the period.
pub(crate) const PERIOD: &str = "period";
/// The dimension under which a key holds the age.
pub(crate) const AGE: &str = "age";
const SEX: &str = "sex";

/// What is counted, and the member of each dimension that is not the whole of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key {
    /// The words of what is counted.
    pub(crate) subject: String,
    /// Dimension to member; a dimension that is absent stands for all of it.
    pub(crate) members: BTreeMap<String, String>,
}

impl Key {
    /// The key without a dimension.
    pub(crate) fn without(&self, dimension: &str) -> Self {
        let mut key = self.clone();
        key.members.remove(dimension);
        key
    }

    /// The key with another member of a dimension; none for all of it.
    pub(crate) fn with(&self, dimension: &str, member: Option<&str>) -> Self {
        let mut key = self.without(dimension);
        if let Some(member) = member {
            key.members.insert(dimension.to_owned(), member.to_owned());
        }
        key
    }
}

/// How the cells of a table get their keys.
pub(crate) struct Keys<'a> {
    table: &'a TidyTable,
    /// Name and members, per dimension of the table that takes part.
    dimensions: Vec<(usize, String, Vec<Option<String>>)>,
    subjects: Vec<Option<String>>,
    period: Option<String>,
}

impl<'a> Keys<'a> {
    pub(crate) fn new(part: &Part<'a>) -> Self {
        let table = part.member.table;
        let takes_part =
            |d: &usize| table.dimensions[*d].kind != DimensionKind::Code && !is_implied(table, *d);
        let dimensions: Vec<_> = (0..table.dimensions.len())
            .filter(takes_part)
            .map(|d| (d, name_of(&table.dimensions[d]), members_of(&table.dimensions[d])))
            .collect();
        let dated = dimensions.iter().any(|(_, name, _)| name == PERIOD);
        let told = || {
            let release = part.member.published.unwrap_or(&table.file);
            [table.title.as_str(), release].into_iter().find_map(period_within)
        };
        let counts = |slot: usize| {
            !matches!(part.readings[slot], Reading::Apart | Reading::Sheet { decimals: 1.., .. })
        };
        let subject = |slot: usize| counts(slot).then(|| subject_of(table, slot));
        let subjects = (0..table.measures.len()).map(subject).collect();
        Self { table, dimensions, subjects, period: if dated { None } else { told() } }
    }

    /// The key of a cell; none where its figures do not add up.
    pub(crate) fn of(&self, slot: usize, index: usize) -> Option<Key> {
        let subject = self.subjects[slot].clone()?;
        let mut members = BTreeMap::new();
        for (dimension, name, own) in &self.dimensions {
            if let Some(member) = &own[self.table.code(*dimension, index) as usize] {
                members.insert(name.clone(), member.clone());
            }
        }
        if let Some(period) = &self.period {
            members.insert(PERIOD.to_owned(), period.clone());
        }
        Some(Key { subject, members })
    }

    /// The name of a dimension of the table in keys, and the member of one of its categories (none: all).
    pub(crate) fn member(&self, dimension: usize, code: u32) -> Option<(&str, Option<&str>)> {
        let (_, name, members) = self.dimensions.iter().find(|(own, _, _)| *own == dimension)?;
        Some((name, members[code as usize].as_deref()))
    }
}

/// The name of a dimension in keys: its kind where it has one, else its heading.
fn name_of(dimension: &Dimension) -> String {
    match dimension.kind {
        DimensionKind::Geography | DimensionKind::Organisation => "place".to_owned(),
        DimensionKind::Time => PERIOD.to_owned(),
        DimensionKind::Age => AGE.to_owned(),
        DimensionKind::Sex => SEX.to_owned(),
        DimensionKind::Code | DimensionKind::Other => slug(&dimension.label),
    }
}

/// Whether another place of the same row says it already: the region beside its district.
fn is_implied(table: &TidyTable, dimension: usize) -> bool {
    let own = &table.dimensions[dimension];
    let place = |d: &Dimension| matches!(d.kind, DimensionKind::Geography | DimensionKind::Organisation);
    table.dimensions.iter().enumerate().any(|(at, other)| {
        at != dimension
            && place(own)
            && place(other)
            && own.axis == other.axis
            && (other.categories.len(), at) > (own.categories.len(), dimension)
            && determines(other, own)
    })
}

fn determines(finer: &Dimension, coarser: &Dimension) -> bool {
    let mut implied: Vec<Option<u32>> = vec![None; finer.categories.len()];
    let pairs = finer.codes.iter().zip(&coarser.codes);
    pairs.into_iter().all(|(own, beside)| *implied[*own as usize].get_or_insert(*beside) == *beside)
}

fn members_of(dimension: &Dimension) -> Vec<Option<String>> {
    let parents: BTreeSet<u32> = dimension.categories.iter().filter_map(|c| c.parent).collect();
    let member = |(at, category): (usize, &Category)| {
        let top = category.parent.is_none();
        let whole = top && (is_total(&category.label) || category.national && parents.contains(&(at as u32)));
        if whole { None } else { Some(member_of(dimension.kind, category)) }
    };
    dimension.categories.iter().enumerate().map(member).collect()
}

fn member_of(kind: DimensionKind, category: &Category) -> String {
    let spelt = || slug(&category.label);
    match kind {
        DimensionKind::Geography | DimensionKind::Organisation => {
            category.code.as_ref().map_or_else(spelt, |code| code.trim().to_ascii_uppercase())
        }
        DimensionKind::Age => Span::of_age(&category.label).map_or_else(spelt, Span::member),
        DimensionKind::Time => Span::of_period(&category.label).map_or_else(spelt, Span::member),
        DimensionKind::Sex => sex_of(&spelt()),
        DimensionKind::Code | DimensionKind::Other => spelt(),
    }
}

fn sex_of(label: &str) -> String {
    match label {
        "f" | "female" | "females" | "women" | "girls" => "female".to_owned(),
        "m" | "male" | "males" | "men" | "boys" => "male".to_owned(),
        _ => label.to_owned(),
    }
}

/// Words that say nothing about what is counted.
const EMPTY: [&str; 24] = [
    "number",
    "numbers",
    "count",
    "counts",
    "of",
    "the",
    "total",
    "all",
    "value",
    "values",
    "by",
    "in",
    "for",
    "and",
    "table",
    "observation",
    "figure",
    "figures",
    "people",
    "persons",
    "no",
    "data",
    "n",
    "a",
];

/// What a measure counts: the words of its heading, or of the title where those say nothing.
fn subject_of(table: &TidyTable, slot: usize) -> String {
    let own = words_of(&table.measures[slot].label);
    let unit = || words_of(&table.measures[slot].unit);
    let title = || {
        let title = table.title.to_lowercase();
        let title = title.split_once(':').map_or(title.as_str(), |(_, rest)| rest).to_owned();
        words_of(title.split(" by ").next().unwrap_or_default().split(',').next().unwrap_or_default())
    };
    let words = [own, unit(), title()].into_iter().find(|words| !words.is_empty()).unwrap_or_default();
    words.into_iter().collect::<Vec<_>>().join(" ")
}

fn words_of(text: &str) -> BTreeSet<String> {
    let text = text.to_lowercase();
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let telling =
        words.filter(|word| !EMPTY.contains(word) && !word.starts_with(|c: char| c.is_ascii_digit()));
    telling
        .map(|word| word.strip_suffix('s').filter(|stem| stem.len() > 2).unwrap_or(word).to_owned())
        .collect()
}

/// The period that a title or the name of a release tells.
fn period_within(text: &str) -> Option<String> {
    let text = text.rsplit_once('.').map_or(text, |(stem, end)| if end.len() < 5 { stem } else { text });
    let spaced = text.replace('_', " ");
    let whole = spaced.split([',', ':', '(', ')', ';']).rev().find_map(Span::of_period);
    whole.or_else(|| Span::of_period(&spaced)).map(Span::member)
}
