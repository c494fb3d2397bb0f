//! How a recipe finds a row or a column again: by what it says.

use std::collections::BTreeSet;

use model::CellRange;
use workbook::{Cell, Sheet};

use crate::alike::{alike, has_period};
use crate::layout::Layout;
use crate::levels;
use crate::recipe::{Anchor, LineRecipe};
use crate::text;
use crate::words;

/// The rows or columns that a correction may be about, in order, with what each says.
pub(crate) struct Lines {
    at: Vec<u32>,
    says: Vec<Vec<String>>,
    alike: Vec<Vec<String>>,
}

/// Why a row or column is not found again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lost {
    /// Nothing says so.
    Gone,
    /// It may be one of several, or more or fewer lines are meant than before.
    Ambiguous,
}

impl Lines {
    fn new(lines: impl Iterator<Item = (u32, Vec<String>)>) -> Self {
        let (at, says): (Vec<u32>, Vec<Vec<String>>) = lines.unzip();
        let alike = says.iter().map(|says| alike_all(says)).collect();
        Self { at, says, alike }
    }

    /// Those from `first` to `last` on the sheet.
    pub(crate) fn between(&self, first: u32, last: u32) -> &[u32] {
        let from = self.at.partition_point(|at| *at < first);
        let to = self.at.partition_point(|at| *at <= last);
        &self.at[from..to.max(from)]
    }

    /// Those that an entry of the recipe means.
    pub(super) fn find(&self, entry: &LineRecipe) -> Result<&[u32], Lost> {
        let found = self.stretch(entry)?;
        match entry.lines {
            Some(lines) if lines as usize != found.len() => Err(Lost::Ambiguous),
            Some(_) | None => Ok(found),
        }
    }

    /// The same, however many they are.
    pub(super) fn stretch(&self, entry: &LineRecipe) -> Result<&[u32], Lost> {
        let first = self.position(&entry.anchor())?;
        let last = entry.through.as_ref().map_or(Ok(first), |last| self.position(last))?;
        if last < first {
            return Err(Lost::Ambiguous);
        }
        Ok(&self.at[first..=last])
    }

    /// The line of the sheet that an anchor means.
    pub(crate) fn line(&self, anchor: &Anchor) -> Result<u32, Lost> {
        self.position(anchor).map(|at| self.at[at])
    }

    /// The line that says so but for its periods. Of several the one with the very periods, then the one behind
    /// what it stood behind, then, if they are as many as before, the same one of them: never a guess.
    fn position(&self, anchor: &Anchor) -> Result<usize, Lost> {
        let wanted = alike_all(&anchor.says);
        let mut found: Vec<usize> = (0..self.at.len()).filter(|at| self.alike[*at] == wanted).collect();
        if anchor.says.iter().any(|text| has_period(text)) {
            let exact: Vec<usize> =
                found.iter().copied().filter(|at| self.says[*at] == anchor.says).collect();
            match exact.as_slice() {
                [] => {}
                [only] => return Ok(*only),
                several => found = several.to_vec(),
            }
        }
        let counted = (anchor.occurrence.max(1) - 1) as usize;
        let known = anchor.of.map(|of| of as usize);
        match (found.as_slice(), known) {
            ([], _) => self.under_new_level(&wanted).ok_or(Lost::Gone),
            ([only], None) if counted == 0 => Ok(*only),
            (several, None) if counted > 0 => several.get(counted).copied().ok_or(Lost::Gone),
            (several, _) => self
                .behind(anchor, several)
                .or_else(|| several.get(counted).copied().filter(|_| known == Some(several.len())))
                .ok_or(Lost::Ambiguous),
        }
    }

    /// The only line that says so beside what every line of several levels says: a heading over all of them is new.
    fn under_new_level(&self, wanted: &[String]) -> Option<usize> {
        let deep = || self.alike.iter().filter(|says| says.len() > 1);
        let is_over_all = |text: &String| deep().count() > 1 && deep().all(|says| says.contains(text));
        let fits = |says: &Vec<String>| {
            let own: Vec<&String> = says.iter().filter(|text| !is_over_all(text)).collect();
            !wanted.is_empty() && own.len() < says.len() && own.into_iter().eq(wanted)
        };
        let mut found = (0..self.at.len()).filter(|at| fits(&self.alike[*at]));
        found.next().filter(|_| found.next().is_none())
    }

    /// The first of `found` behind what it stood behind.
    fn behind(&self, anchor: &Anchor, found: &[usize]) -> Option<usize> {
        let after = alike(anchor.after.as_ref()?);
        let mut same = (0..self.at.len()).filter(|at| self.alike[*at].last() == Some(&after));
        let at = same.next().filter(|_| same.next().is_none())?;
        found.iter().copied().find(|line| *line > at)
    }

    /// What finds the line at `at` of the sheet again.
    pub(crate) fn anchor(&self, at: u32) -> Option<Anchor> {
        let index = self.at.binary_search(&at).ok()?;
        let says = self.says[index].clone();
        let same = |other: &&Vec<String>| **other == self.alike[index];
        let before = self.alike[..index].iter().filter(same).count();
        let of = self.alike.iter().filter(same).count();
        if of == 1 {
            return Some(Anchor { says, occurrence: 1, ..Anchor::default() });
        }
        let after = self.unlike_before(index).and_then(|at| self.says[at].last().cloned());
        // Behind it the next one that says so must be this one.
        let after = after.filter(|after| {
            let anchor = Anchor { says: says.clone(), after: Some(after.clone()), ..Anchor::default() };
            let found: Vec<usize> =
                (0..self.at.len()).filter(|at| self.alike[*at] == self.alike[index]).collect();
            self.behind(&anchor, &found) == Some(index)
        });
        Some(Anchor { says, occurrence: before as u32 + 1, of: Some(of as u32), after })
    }

    /// The nearest line before `index` whose last text no other line has.
    fn unlike_before(&self, index: usize) -> Option<usize> {
        let text = |at: usize| self.alike[at].last().filter(|text| !text.is_empty() && *text != "#");
        let alone = |at: &usize| {
            text(*at)
                .is_some_and(|own| self.alike.iter().filter(|other| other.last() == Some(own)).count() == 1)
        };
        (0..index).rev().take(MOST_BEFORE).find(alone)
    }
}

/// How far back a line is looked for that tells alike ones apart.
const MOST_BEFORE: usize = 200;

fn alike_all(says: &[String]) -> Vec<String> {
    says.iter().map(|text| alike(text)).collect()
}

/// The rows within reach of a detected layout that a reader sees and that hold something.
pub(crate) fn rows(sheet: &Sheet, detected: &Layout) -> Lines {
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
pub(crate) fn columns(sheet: &Sheet, layout: &Layout) -> Lines {
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

/// Every row of a sheet that a reader sees and that holds something, with its first text.
pub(crate) fn sheet_rows(sheet: &Sheet) -> Lines {
    let cols: Vec<u32> = (0..sheet.cols()).filter(|col| !sheet.is_col_hidden(*col)).collect();
    let rows = (0..sheet.rows()).filter(|row| !sheet.is_row_hidden(*row));
    let says = |row: u32| {
        cols.iter().find(|col| !sheet.cell(row, **col).is_blank())?;
        Some(cols.iter().find_map(|col| spoken(sheet, row, *col)).into_iter().collect())
    };
    Lines::new(rows.filter_map(|row| Some((row, says(row)?))))
}

/// The columns that hold something in some rows of a sheet, each with its first text there.
pub(crate) fn sheet_columns(sheet: &Sheet, rows: (u32, u32)) -> Lines {
    let rows: Vec<u32> = (rows.0..=rows.1).filter(|row| !sheet.is_row_hidden(*row)).collect();
    let cols = (0..sheet.cols()).filter(|col| !sheet.is_col_hidden(*col));
    let says = |col: u32| {
        rows.iter().find(|row| !sheet.cell(**row, col).is_blank())?;
        Some(rows.iter().find_map(|row| spoken(sheet, *row, col)).into_iter().collect())
    };
    Lines::new(cols.filter_map(|col| Some((col, says(col)?))))
}
