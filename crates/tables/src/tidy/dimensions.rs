//! Names and kinds of dimensions.

use model::{Dimension, DimensionKind, TidyKey};

use crate::words;

/// Words of time that outweigh the word for codes beside them.
const TIME_WORDS: [&str; 6] = ["time", "period", "year", "date", "month", "quarter"];

/// Categories looked at to tell a kind.
const LOOK: usize = 400;

/// The kind of a dimension by its heading and its categories.
pub(crate) fn kind(heading: &str, labels: &[&str]) -> DimensionKind {
    let said = words::heading_kind(heading);
    let shown = majority(labels);
    if said == Some(DimensionKind::Code) {
        // `Time period: dataset identifier code` stands over periods, and over codes in the row below.
        let timed = words::words(heading).iter().any(|word| TIME_WORDS.contains(&word.as_str()));
        return if timed && shown == Some(DimensionKind::Time) {
            DimensionKind::Time
        } else {
            DimensionKind::Code
        };
    }
    match (said, shown) {
        (Some(said), _) => said,
        (None, Some(shown)) => shown,
        // Years, and beside them "Latest three months" and the like.
        (None, None) if are_years(labels) => DimensionKind::Time,
        (None, None) => DimensionKind::Other,
    }
}

fn is_year(label: &str) -> bool {
    label.len() == 4 && label.parse().is_ok_and(words::is_year)
}

/// Whether at least three labels, and half of them, are years.
fn are_years(labels: &[&str]) -> bool {
    let years = labels.iter().filter(|label| is_year(label)).count();
    years >= 3 && years * 2 >= labels.len()
}

/// Why a dimension is of its kind, in words.
pub fn kind_reason(dimension: &Dimension) -> String {
    let labels: Vec<&str> =
        dimension.categories.iter().take(LOOK).map(|category| category.label.as_str()).collect();
    if kind(&dimension.label, &labels) != dimension.kind {
        return "A person chose it.".to_owned();
    }
    if words::heading_kind(&dimension.label) == Some(dimension.kind) {
        return format!("Its heading '{}' says so.", dimension.label);
    }
    match dimension.kind {
        DimensionKind::Geography => "Most of its labels are places.",
        DimensionKind::Organisation => "Most of its labels are organisations.",
        DimensionKind::Time => "Most of its labels are periods.",
        DimensionKind::Age => "Most of its labels are ages.",
        DimensionKind::Sex => "Most of its labels are sexes.",
        DimensionKind::Code => "Most of its labels are codes.",
        DimensionKind::Other => "Neither its heading nor its labels say more.",
    }
    .to_owned()
}

/// The kind that most labels have by themselves; totals and blanks do not vote.
pub(crate) fn majority(labels: &[&str]) -> Option<DimensionKind> {
    let mut votes: std::collections::BTreeMap<DimensionKind, usize> = std::collections::BTreeMap::new();
    let mut asked = 0;
    for label in labels.iter().take(LOOK) {
        if label.is_empty() {
            continue;
        }
        let kind = words::label_kind(label);
        if kind.is_none() && words::is_total(label) {
            continue;
        }
        asked += 1;
        if let Some(kind) = kind {
            *votes.entry(kind).or_default() += 1;
        }
    }
    let (kind, most) = votes.into_iter().max_by_key(|(_, votes)| *votes)?;
    (most * 5 >= asked * 3).then_some(kind)
}

/// Gives every dimension its kind and a name of its own.
pub(crate) fn name(dimensions: &mut [Dimension]) {
    let mut taken: Vec<String> = [TidyKey::MEASURE, "unit", "value", "marker"].map(str::to_owned).to_vec();
    let ages = other_bands(dimensions);
    for (at, dimension) in dimensions.iter_mut().enumerate() {
        let labels: Vec<&str> =
            dimension.categories.iter().take(LOOK).map(|category| category.label.as_str()).collect();
        dimension.kind = kind(&dimension.label, &labels);
        if ages.contains(&at) {
            dimension.kind = DimensionKind::Other;
            "Band".clone_into(&mut dimension.label);
        }
        let slug = model::slug(&dimension.label);
        let wanted =
            if slug.is_empty() || slug.len() > 60 { default_name(dimension.kind, &labels) } else { slug };
        if dimension.label.is_empty() {
            dimension.label = sentence(&wanted);
        }
        dimension.name = free(&wanted, &taken, '_');
        taken.push(dimension.name.clone());
    }
}

/// Of several dimensions of bands like ages, those without a heading that reach less far than another: one table
/// has one age of a person, and a score from 0 to 10 is none.
fn other_bands(dimensions: &[Dimension]) -> Vec<usize> {
    let reach = |dimension: &Dimension| -> u32 {
        let numbers = dimension.categories.iter().take(LOOK).flat_map(|category| {
            category.label.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse().ok())
        });
        numbers.max().unwrap_or(0)
    };
    let is_age = |dimension: &&(usize, &Dimension)| {
        let labels: Vec<&str> = dimension.1.categories.iter().take(LOOK).map(|c| c.label.as_str()).collect();
        majority(&labels) == Some(DimensionKind::Age)
    };
    let all: Vec<(usize, &Dimension)> = dimensions.iter().enumerate().collect();
    let ages: Vec<&(usize, &Dimension)> = all.iter().filter(is_age).collect();
    let furthest = ages.iter().map(|(_, dimension)| reach(dimension)).max().unwrap_or(0);
    let invented = |label: &str| label.is_empty() || label == sentence("age_group");
    let short =
        |(_, dimension): &&&(usize, &Dimension)| invented(&dimension.label) && reach(dimension) < furthest;
    ages.iter().filter(short).map(|(at, _)| *at).collect()
}

fn default_name(kind: DimensionKind, labels: &[&str]) -> String {
    match kind {
        DimensionKind::Geography => "area",
        DimensionKind::Organisation => "organisation",
        DimensionKind::Time if are_years(labels) || labels.iter().all(|label| is_year(label)) => "year",
        DimensionKind::Time => "period",
        DimensionKind::Age => "age_group",
        DimensionKind::Sex => "sex",
        DimensionKind::Code => "code",
        DimensionKind::Other => "category",
    }
    .to_owned()
}

/// `age_group` as a heading: `Age group`.
fn sentence(name: &str) -> String {
    let spaced = name.replace('_', " ");
    let mut letters = spaced.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// `wanted`, or with the first number that makes it new: `area_2`.
pub(crate) fn free(wanted: &str, taken: &[String], between: char) -> String {
    let is_free = |name: &String| !taken.contains(name);
    let plain = wanted.to_owned();
    if is_free(&plain) {
        return plain;
    }
    (2..u32::MAX).map(|number| format!("{wanted}{between}{number}")).find(is_free).unwrap_or(plain)
}
