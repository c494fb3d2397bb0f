//! Tables of the same shape, one sheet for each year or area, as one table with a dimension more.

use std::collections::BTreeSet;

use model::{Axis, Category, Dimension, DimensionKind, Part, TidyTable};

use crate::periods;
use crate::tidy::dimension_kind;

/// Tables that can be stacked, and what would tell their rows apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stackable {
    /// Indices of the tables, in their order.
    pub tables: Vec<usize>,
    /// A name for the new dimension: `year`, `period`, `area`...
    pub dimension: String,
}

/// The groups of tables that have one shape and whose sheets, or titles, are called by periods, places or the like.
pub fn stackable(tables: &[&TidyTable]) -> Vec<Stackable> {
    let mut taken = vec![false; tables.len()];
    let mut groups = Vec::new();
    for at in 0..tables.len() {
        if taken[at] {
            continue;
        }
        let alike: Vec<usize> = (at..tables.len())
            .filter(|other| !taken[*other] && is_same_shape(tables[at], tables[*other]))
            .collect();
        let members: Vec<&TidyTable> = alike.iter().map(|at| tables[*at]).collect();
        let Some(dimension) = (alike.len() > 1).then(|| offered(&members)).flatten() else { continue };
        for at in &alike {
            taken[*at] = true;
        }
        groups.push(Stackable { tables: alike, dimension });
    }
    groups
}

/// The name of the dimension that tells tables apart, if what they are called is of a kind.
fn offered(tables: &[&TidyTable]) -> Option<String> {
    let labels = labels(tables)?;
    let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
    let name = match dimension_kind("", &labels) {
        DimensionKind::Time if labels.iter().all(|label| label.len() == 4) => "year",
        DimensionKind::Time => "period",
        DimensionKind::Geography => "area",
        DimensionKind::Organisation => "organisation",
        DimensionKind::Age => "age_group",
        DimensionKind::Sex => "sex",
        DimensionKind::Code | DimensionKind::Other => return None,
    };
    let used = tables.iter().flat_map(|table| &table.dimensions).any(|dimension| dimension.name == name);
    Some(if used { format!("sheet_{name}") } else { name.to_owned() })
}

/// Whether two tables have the same dimensions and measures, and the same columns in the same order.
fn is_same_shape(one: &TidyTable, other: &TidyTable) -> bool {
    let dimensions = |table: &TidyTable| -> Vec<(String, Axis)> {
        table.dimensions.iter().map(|dimension| (dimension.name.clone(), dimension.axis)).collect()
    };
    let columns = |table: &TidyTable| -> Vec<Vec<String>> {
        let along = table.dimensions.iter().filter(|dimension| dimension.axis == Axis::Columns);
        let labels = |dimension: &Dimension| -> Vec<String> {
            dimension.codes.iter().map(|code| dimension.categories[*code as usize].label.clone()).collect()
        };
        along.map(labels).collect()
    };
    let measures = |table: &TidyTable| -> Vec<String> {
        table.measures.iter().map(|measure| measure.name.clone()).collect()
    };
    let by_column = |table: &TidyTable| table.measure_of_col.len() == table.cols.len();
    !one.cols.is_empty()
        && one.cols.len() == other.cols.len()
        && dimensions(one) == dimensions(other)
        && measures(one) == measures(other)
        && one.stored_values == other.stored_values
        && (by_column(one) && by_column(other) && one.measure_of_col == other.measure_of_col)
        && columns(one) == columns(other)
}

/// What the tables are called, without the words that all share: their sheets, or else their titles or files. None
/// where two are called the same.
fn labels(tables: &[&TidyTable]) -> Option<Vec<String>> {
    let sheets: Vec<&str> = tables.iter().map(|table| table.sheet.as_deref().unwrap_or_default()).collect();
    let titles: Vec<&str> = tables.iter().map(|table| table.title.as_str()).collect();
    let files: Vec<&str> = tables
        .iter()
        .map(|table| table.file.rsplit_once('.').map_or(table.file.as_str(), |(stem, _)| stem))
        .collect();
    let ways = [sheets, titles, files].map(|names| told_apart(&names));
    let kind = |labels: &Vec<String>| {
        let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
        dimension_kind("", &labels) != DimensionKind::Other
    };
    // What is of a kind says more than "Table 1" and "Table 2".
    ways.iter().flatten().find(|labels| kind(labels)).or_else(|| ways.iter().flatten().next()).cloned()
}

/// Names without the words that they share at both ends; none where two are the same or one is empty.
fn told_apart(names: &[&str]) -> Option<Vec<String>> {
    let words: Vec<Vec<&str>> = names
        .iter()
        .map(|name| {
            name.split(|c: char| c.is_whitespace() || c == '_').filter(|word| !word.is_empty()).collect()
        })
        .collect();
    let shortest = words.iter().map(Vec::len).min()?;
    let shared = |word: &dyn Fn(&[&str], usize) -> String| {
        (0..shortest).take_while(|at| words.iter().all(|own| word(own, *at) == word(&words[0], *at))).count()
    };
    let before = shared(&|own, at| own[at].to_lowercase()).min(shortest.saturating_sub(1));
    let after =
        shared(&|own, at| own[own.len() - 1 - at].to_lowercase()).min(shortest.saturating_sub(before + 1));
    let labels: Vec<String> = words.iter().map(|own| own[before..own.len() - after].join(" ")).collect();
    let distinct: BTreeSet<&String> = labels.iter().collect();
    let usable = distinct.len() == labels.len() && labels.iter().all(|label| !label.is_empty());
    usable.then_some(labels)
}

/// Stacks tables under a name, with a dimension along the rows for what they are called.
///
/// # Errors
/// In words: which table has another shape, or that two are called the same.
pub fn stack(name: &str, dimension: &str, tables: &[&TidyTable]) -> Result<TidyTable, String> {
    let [first, rest @ ..] = tables else { return Err("it names no table".to_owned()) };
    if let Some(other) = rest.iter().find(|other| !is_same_shape(first, other)) {
        return Err(format!("'{}' has another shape than '{}'", other.name, first.name));
    }
    let labels = labels(tables).ok_or("two of its tables have sheets, titles and files of the same name")?;
    let mut stacked = (*first).clone();
    name.clone_into(&mut stacked.name);
    stacked.parts = vec![part(first, 0)];
    let rows_of = |table: &TidyTable| table.rows.len();
    let mut codes = vec![0u32; rows_of(first)];
    for (at, table) in rest.iter().enumerate() {
        codes.extend(std::iter::repeat_n(at as u32 + 1, rows_of(table)));
        append(&mut stacked, table);
    }
    let told: Vec<&str> = labels.iter().map(String::as_str).collect();
    let kind = dimension_kind("", &told);
    let category = |label: &String| Category { label: label.clone(), ..Category::default() };
    let told = Dimension {
        name: dimension.to_owned(),
        label: heading(dimension),
        kind,
        axis: Axis::Rows,
        codes,
        categories: labels.iter().map(category).collect(),
    };
    stacked.dimensions.insert(0, told);
    periods::fill(&mut stacked, "", None);
    Ok(stacked)
}

fn heading(name: &str) -> String {
    let spaced = name.replace('_', " ");
    let mut letters = spaced.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

fn part(table: &TidyTable, first: usize) -> Part {
    Part { first, file: table.file.clone(), sheet: table.sheet.clone(), cols: table.cols.clone() }
}

/// Adds the rows of a table of the same shape.
fn append(stacked: &mut TidyTable, table: &TidyTable) {
    stacked.parts.push(part(table, stacked.rows.len()));
    stacked.rows.extend(&table.rows);
    for (own, other) in stacked.dimensions.iter_mut().zip(&table.dimensions) {
        if own.axis == Axis::Rows {
            join(own, other);
        }
    }
    let codes: Vec<u8> = table.marker_set.iter().map(|marker| stacked.marker_code(marker)).collect();
    let code = |code: &u8| code.checked_sub(1).map_or(0, |at| codes[usize::from(at)]);
    stacked.markers.extend(table.markers.iter().map(code));
    stacked.values.extend(&table.values);
    stacked.precisions.extend(&table.precisions);
    for note in &table.notes {
        if !stacked.notes.contains(note) {
            stacked.notes.push(note.clone());
        }
    }
}

/// Adds the codes of another dictionary, by their labels; a part keeps the whole that it had first.
fn join(own: &mut Dimension, other: &Dimension) {
    let mut place = Vec::with_capacity(other.categories.len());
    for category in &other.categories {
        let known = own.categories.iter().position(|known| known.label == category.label);
        place.push(known.unwrap_or_else(|| {
            own.categories.push(Category { parent: None, ..category.clone() });
            own.categories.len() - 1
        }) as u32);
    }
    for (at, category) in other.categories.iter().enumerate() {
        let Some(parent) = category.parent.map(|parent| place[parent as usize]) else { continue };
        let child = &mut own.categories[place[at] as usize];
        if child.parent.is_none() && parent != place[at] {
            child.parent = Some(parent);
        }
    }
    own.codes.extend(other.codes.iter().map(|code| place[*code as usize]));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_the_words_that_they_share() {
        let told = |names: &[&str]| told_apart(names);
        assert_eq!(told(&["England 2021", "England 2022"]), Some(vec!["2021".into(), "2022".into()]));
        assert_eq!(told(&["2021_22 data", "2022_23 data"]), Some(vec!["2021 22".into(), "2022 23".into()]));
        assert_eq!(told(&["North", "South"]), Some(vec!["North".into(), "South".into()]));
        assert_eq!(told(&["Same", "Same"]), None);
        assert_eq!(told(&["", "A"]), None);
    }
}
