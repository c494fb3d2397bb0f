//! How a recipe finds a row or a column again: by what it says.

use std::collections::BTreeSet;

use model::CellRange;
use workbook::{Cell, Sheet};

use crate::layout::Layout;
use crate::levels;
use crate::recipe::{Anchor, LineRecipe};
use crate::text;
use crate::words;

/// The rows or columns that a correction may be about, in order, with what each says.
pub(super) struct Lines {
    at: Vec<u32>,
    says: Vec<Vec<String>>,
    alike: Vec<Vec<String>>,
}

impl Lines {
    fn new(lines: impl Iterator<Item = (u32, Vec<String>)>) -> Self {
        let (at, says): (Vec<u32>, Vec<Vec<String>>) = lines.unzip();
        let alike = says.iter().map(|says| alike(says)).collect();
        Self { at, says, alike }
    }

    /// Those from `first` to `last` on the sheet.
    pub(super) fn between(&self, first: u32, last: u32) -> &[u32] {
        let from = self.at.partition_point(|at| *at < first);
        let to = self.at.partition_point(|at| *at <= last);
        &self.at[from..to.max(from)]
    }

    /// Those that an entry of the recipe means.
    pub(super) fn find(&self, entry: &LineRecipe) -> Option<&[u32]> {
        let first = self.position(&entry.says, entry.occurrence)?;
        let last = match &entry.through {
            Some(last) => self.position(&last.says, last.occurrence).filter(|last| *last >= first)?,
            None => first,
        };
        Some(&self.at[first..=last])
    }

    /// The `occurrence`-th line that says so but for its periods; where one of those that are alike has the very
    /// periods, that one.
    fn position(&self, says: &[String], occurrence: u32) -> Option<usize> {
        let wanted = alike(says);
        let found: Vec<usize> = (0..self.at.len()).filter(|at| self.alike[*at] == wanted).collect();
        let counted = (occurrence.max(1) - 1) as usize;
        let dated = says.iter().any(|text| has_period(text));
        let same = |at: &usize| self.says[found[*at]] == says;
        let exact = (0..found.len()).filter(|at| dated && same(at)).min_by_key(|at| at.abs_diff(counted));
        found.get(exact.unwrap_or(counted)).copied()
    }

    /// What finds the line at `at` of the sheet again.
    pub(super) fn anchor(&self, at: u32) -> Option<Anchor> {
        let index = self.at.binary_search(&at).ok()?;
        let before = self.alike[..index].iter().filter(|other| **other == self.alike[index]).count();
        Some(Anchor { says: self.says[index].clone(), occurrence: before as u32 + 1 })
    }
}

/// Lower case, with a sign in the place of every period.
fn alike(says: &[String]) -> Vec<String> {
    says.iter().map(|text| without_periods(text)).collect()
}

fn without_periods(text: &str) -> String {
    if words::is_period(text) {
        return "#".to_owned();
    }
    let words = words::words(text);
    let dated: Vec<bool> = words.iter().map(|word| words::is_period(word)).collect();
    let beside = |at: usize| {
        let short = words[at].len() <= 2 && words[at].bytes().all(|b| b.is_ascii_digit());
        short && ((at > 0 && dated[at - 1]) || dated.get(at + 1) == Some(&true))
    };
    let kept = (0..words.len()).map(|at| if dated[at] || beside(at) { "#" } else { words[at].as_str() });
    let mut kept: Vec<&str> = kept.collect();
    kept.dedup_by(|one, other| one == other && *one == "#");
    kept.join(" ")
}

fn has_period(text: &str) -> bool {
    words::words(text).iter().any(|word| words::is_period(word))
}

/// The rows within reach of a detected layout that a reader sees and that hold something.
pub(super) fn rows(sheet: &Sheet, detected: &Layout) -> Lines {
    let seen: Vec<u32> =
        (detected.band.0..=detected.band.1).filter(|col| !sheet.is_col_hidden(*col)).collect();
    let rows = (detected.reach.0..=detected.reach.1).filter(|row| !sheet.is_row_hidden(*row));
    Lines::new(rows.filter_map(|row| Some((row, row_says(sheet, detected, &seen, row)?))))
}

/// The labels of a data row, or the first text of another one; none for a blank row. Numbers are no texts, except
/// years that stand for periods: a recipe holds no data value.
fn row_says(sheet: &Sheet, layout: &Layout, seen: &[u32], row: u32) -> Option<Vec<String>> {
    let first = seen.iter().find(|col| !sheet.cell(row, **col).is_blank())?;
    let labels = layout.label_cols.iter().map(|label| spoken(sheet, row, label.col));
    let labels: Vec<String> = labels.flatten().collect();
    let is_data = layout.data_rows.binary_search(&row).is_ok();
    if is_data || !labels.is_empty() {
        return Some(labels);
    }
    let heads = layout.header_rows.binary_search(&row).is_ok();
    let is_text = matches!(sheet.cell(row, *first), Cell::Text(_));
    Some(spoken(sheet, row, *first).filter(|_| heads || is_text).into_iter().collect())
}

/// The text of a cell that may be kept: words, dates and years.
fn spoken(sheet: &Sheet, row: u32, col: u32) -> Option<String> {
    let kept = match sheet.cell(row, col) {
        Cell::Text(text) => text::number_in(text).is_none_or(|number| words::is_year(number.value)),
        Cell::Number(number) => words::is_year(number),
        Cell::DateTime(_) => true,
        Cell::Empty | Cell::Bool(_) | Cell::Error(_) | Cell::Duration(_) => false,
    };
    Some(text::cell_label(sheet, row, col)).filter(|text| kept && !text.is_empty())
}

/// The columns of a layout's block that a reader sees and that hold something in its rows.
pub(super) fn columns(sheet: &Sheet, layout: &Layout) -> Lines {
    let paths = value_paths(sheet, layout);
    let says = |col: u32| match layout.value_cols.binary_search(&col) {
        Ok(at) => paths[at].clone(),
        Err(_) => own_path(sheet, layout, col),
    };
    let rows = layout.header_rows.iter().chain(&layout.data_rows);
    let holds = |col: &u32| rows.clone().any(|row| !sheet.cell(*row, *col).is_blank());
    let seen = (layout.band.0..=layout.band.1).filter(|col| !sheet.is_col_hidden(*col));
    Lines::new(seen.filter(holds).map(|col| (col, says(col))))
}

/// The headings over each value column from top to bottom, repeats left out.
fn value_paths(sheet: &Sheet, layout: &Layout) -> Vec<Vec<String>> {
    let levels = levels::header_levels(sheet, layout, &layout.value_cols);
    let path = |at: usize| {
        let mut path: Vec<String> = Vec::new();
        for text in levels.iter().map(|level| &level[at]).filter(|text| !text.is_empty()) {
            if path.last() != Some(text) {
                path.push(text.clone());
            }
        }
        path
    };
    (0..layout.value_cols.len()).map(path).collect()
}

/// The texts that stand over one column itself, or are merged over it.
fn own_path(sheet: &Sheet, layout: &Layout, col: u32) -> Vec<String> {
    let mut seen: BTreeSet<CellRange> = BTreeSet::new();
    let mut path = Vec::new();
    for row in &layout.header_rows {
        let text = match sheet.merge_at(*row, col) {
            Some(merge) if !seen.insert(merge) => continue,
            Some(merge) => text::cell_label(sheet, merge.first.row, merge.first.col),
            None => text::cell_label(sheet, *row, col),
        };
        if !text.is_empty() {
            path.push(text);
        }
    }
    path
}
