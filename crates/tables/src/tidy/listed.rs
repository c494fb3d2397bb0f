//! Codes and names held against code lists: those that the program carries, and those that a person added.

use codes::CodeLists;
use model::{CellAddress, Dimension, DimensionKind, TidyTable, What};

use crate::remarks::Remark;
use crate::words;

/// Entries that a finding names.
const NAMED: usize = 5;

/// Findings of one kind about one dimension.
const MOST: usize = 50;

/// Gives places and organisations that a person's list names their codes.
pub(super) fn fill(dimension: &mut Dimension, lists: &CodeLists) {
    if lists.is_empty() {
        return;
    }
    for category in dimension.categories.iter_mut().filter(|category| category.code.is_none()) {
        if let Some(entry) = lists.by_name(&category.label) {
            category.code = Some(entry.code.clone());
        }
    }
}

/// The code of the one country, or union of countries, that a title names: `Attendances, England, 2023/24`.
pub fn country_of_title(title: &str) -> Option<&'static str> {
    let words: Vec<&str> =
        title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        // The longest first: "England and Wales" is neither of the two.
        let named = (at + 1..=words.len().min(at + 4)).rev().find_map(|end| {
            let entry = codes::by_name(&words[at..end].join(" ")).find(|entry| entry.national)?;
            // New South Wales is not Wales, nor New England England.
            let abroad = at > 0 && ["south", "new"].contains(&words[at - 1].to_lowercase().as_str());
            (!abroad).then_some((end, entry.code.as_str()))
        });
        match named {
            Some((end, code)) => {
                found.push(code);
                at = end;
            }
            None => at += 1,
        }
    }
    found.dedup();
    match found.as_slice() {
        [one] => Some(one),
        _ => None,
    }
}

/// What does not agree with the lists.
pub(super) fn remarks(table: &TidyTable, lists: &CodeLists) -> Vec<Remark> {
    (0..table.dimensions.len()).flat_map(|at| of_dimension(table, at, lists)).collect()
}

fn of_dimension(table: &TidyTable, at: usize, lists: &CodeLists) -> Vec<Remark> {
    let dimension = &table.dimensions[at];
    let (mut remarks, mut unknown): (Vec<Remark>, Vec<(CellAddress, String)>) = (Vec::new(), Vec::new());
    let mut listed = 0;
    let firsts = first_lines(dimension);
    for (category, entry) in dimension.categories.iter().enumerate() {
        let first = || first_cell(table, at, firsts[category]?);
        // A column of codes alone: its labels are the codes.
        let code = entry
            .code
            .as_deref()
            .or_else(|| codes::is_gss_form(&entry.label).then_some(entry.label.as_str()));
        let Some(code) = code else {
            let placed = matches!(dimension.kind, DimensionKind::Geography | DimensionKind::Organisation);
            if placed
                && !entry.label.is_empty()
                && !words::is_total(&entry.label)
                && codes::by_name(&entry.label).next().is_none()
            {
                unknown.extend(first().map(|cell| (cell, entry.label.clone())));
            }
            continue;
        };
        match Known::of(code, lists) {
            Some(known) => {
                listed += usize::from(known.added);
                remarks.extend(known.remarks(code, &entry.label, first()));
            }
            None if codes::is_listed_in_full(code) => {
                let what = What::CodeUnknown {
                    dimension: dimension.name.clone(),
                    first: vec![code.to_owned()],
                    count: 1,
                };
                remarks.push(Remark::warning(first(), format!("{}/{code}", dimension.name), what));
            }
            None => unknown
                .extend(first().map(|cell| (cell, format!("{code} {}", entry.label).trim().to_owned()))),
        }
    }
    remarks.truncate(MOST);
    // Only a list that is about this dimension says that something is missing from it.
    if listed * 2 > dimension.categories.len() && !unknown.is_empty() {
        remarks.push(missing(dimension, &unknown));
    }
    remarks
}

fn missing(dimension: &Dimension, unknown: &[(CellAddress, String)]) -> Remark {
    let first = unknown.iter().take(NAMED).map(|(_, label)| label.clone()).collect();
    let what = What::CodeUnknown { dimension: dimension.name.clone(), first, count: unknown.len() as u64 };
    Remark::warning(unknown.first().map(|(cell, _)| *cell), format!("{}/unlisted", dimension.name), what)
}

/// What a list says of a code.
struct Known<'a> {
    name: &'a str,
    closed: Option<&'a str>,
    /// Whether a person's list says so.
    added: bool,
}

impl<'a> Known<'a> {
    fn of(code: &str, lists: &'a CodeLists) -> Option<Self> {
        let added = lists.by_code(code);
        let added =
            added.map(|entry| Self { name: &entry.name, closed: entry.closed.as_deref(), added: true });
        added.or_else(|| {
            let entry = codes::by_code(code)?;
            Some(Self { name: &entry.name, closed: entry.closed.as_deref(), added: false })
        })
    }

    fn remarks(&self, code: &str, label: &str, cell: Option<CellAddress>) -> Vec<Remark> {
        let mut remarks = Vec::new();
        let is_name = label.chars().any(char::is_alphabetic) && !label.eq_ignore_ascii_case(code);
        if is_name && !codes::is_same_name(label, self.name) {
            let (name, listed) = (label.to_owned(), self.name.to_owned());
            let what = What::CodeName { code: code.to_owned(), name, listed };
            remarks.push(Remark::warning(cell, code.to_owned(), what));
        }
        if let Some(closed) = self.closed {
            let (name, closed) = (self.name.to_owned(), closed.to_owned());
            let what = What::CodeClosed { code: code.to_owned(), name, closed };
            remarks.push(Remark { cell, ..Remark::note(code.to_owned(), what) });
        }
        remarks
    }
}

/// The row or column of the grid in which each category stands first.
fn first_lines(dimension: &Dimension) -> Vec<Option<usize>> {
    let mut firsts = vec![None; dimension.categories.len()];
    for (line, code) in dimension.codes.iter().enumerate() {
        let first: &mut Option<usize> = &mut firsts[*code as usize];
        first.get_or_insert(line);
    }
    firsts
}

/// The first value of a category: labels have no address of their own here.
fn first_cell(table: &TidyTable, dimension: usize, line: usize) -> Option<CellAddress> {
    let index = match table.dimensions[dimension].axis {
        model::Axis::Rows => line * table.cols.len(),
        model::Axis::Columns => line,
    };
    (index < table.len()).then(|| table.cell(index))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_names_one_country_or_none() {
        for (title, code) in [
            ("Table 1: Attendances, England, 2023/24", Some("E92000001")),
            ("Deaths in England and Wales by age", Some("K04000001")),
            ("Deaths in Scotland and Wales", None),
            ("NHS England waiting times, England", Some("E92000001")),
            ("Attendances by region", None),
            ("Marriages, New South Wales", None),
        ] {
            assert_eq!(country_of_title(title), code, "{title}");
        }
    }
}
