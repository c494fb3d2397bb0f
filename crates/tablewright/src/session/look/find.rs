//! Finding text: on a sheet as it is displayed, and in tidy rows.

use model::{CellAddress, Failure, Progress, Stage, TidyTable};
use workbook::{Cell, Sheet};

use super::super::Session;
use crate::view::FoundCellView;

/// Rows of a sheet between two looks at whether to stop.
const BLOCK: u32 = 1024;

/// Tidy rows between two looks at whether to stop.
const TIDY_BLOCK: usize = 65_536;

impl Session {
    /// The next cell that displays the text, whatever its case, after a cell; row by row, and from the other end
    /// when this one is reached.
    pub fn find_cell(
        &self,
        workbook: u32,
        sheet: u32,
        text: &str,
        after: (u32, u32),
        backwards: bool,
        progress: &dyn Progress,
    ) -> Result<Option<FoundCellView>, Failure> {
        let grid = &*self.grid(workbook, sheet)?;
        let needle = Needle::of(text);
        if needle.lower.is_empty() || grid.rows() == 0 || grid.cols() == 0 {
            return Ok(None);
        }
        let from = CellAddress::new(after.0.min(grid.rows() - 1), after.1.min(grid.cols() - 1));
        let found = search(grid, &needle, from, backwards, progress)?;
        Ok(found.map(|(cell, wrapped)| FoundCellView {
            cell: cell.to_string(),
            row: cell.row,
            col: cell.col,
            wrapped,
        }))
    }

    /// The index of the next tidy row that shows the text in one of its columns; from the other end when this one
    /// is reached.
    pub fn find_row(
        &self,
        table: u32,
        text: &str,
        after: u32,
        backwards: bool,
        progress: &dyn Progress,
    ) -> Result<Option<u32>, Failure> {
        let tidy = &self.table(table)?.found.tidy;
        let needle = Needle::of(text);
        if needle.lower.is_empty() {
            return Ok(None);
        }
        let shown = Shown::of(tidy, &needle);
        let mut row = 0;
        let (mut best, mut other) = (None, None);
        for index in 0..tidy.len() {
            if index % TIDY_BLOCK == 0 {
                progress.go_on()?;
                progress.report(Stage::Reading, index as u64, tidy.len() as u64);
            }
            if tidy.is_blank(index) {
                continue;
            }
            if shown.holds(tidy, index, &needle) {
                match (backwards, row > after) {
                    (false, true) => return Ok(Some(row)),
                    (false, false) => other = other.or(Some(row)),
                    (true, _) if row < after => best = Some(row),
                    (true, _) => other = Some(row),
                }
            }
            row += 1;
        }
        Ok(best.or(other))
    }
}

/// The first cell that holds the needle on the way round from a cell back to it, and whether an end was passed.
pub(super) fn search(
    sheet: &Sheet,
    needle: &Needle,
    from: CellAddress,
    backwards: bool,
    progress: &dyn Progress,
) -> Result<Option<(CellAddress, bool)>, Failure> {
    let rows = sheet.rows();
    for step in 0..=rows {
        if step % BLOCK == 0 {
            progress.go_on()?;
            progress.report(Stage::Reading, u64::from(step), u64::from(rows));
        }
        let gone = if backwards { rows - step % rows } else { step };
        let row = (from.row + gone) % rows;
        let (first, last) = match (step == 0, step == rows, backwards) {
            (true, _, false) | (_, true, true) => (from.col + u32::from(step == 0), sheet.cols()),
            (true, _, true) => (0, from.col),
            (_, true, false) => (0, from.col + 1),
            _ => (0, sheet.cols()),
        };
        let wrapped = step == rows || if backwards { row > from.row } else { row < from.row };
        let hit = |col: &u32| needle.is_on(sheet, row, *col);
        let col = if backwards { (first..last).rev().find(hit) } else { (first..last).find(hit) };
        if let Some(col) = col {
            return Ok(Some((CellAddress::new(row, col), wrapped)));
        }
    }
    Ok(None)
}

/// What is looked for.
pub(super) struct Needle {
    lower: String,
    /// Whether a number without words around it can display it.
    in_numbers: bool,
}

impl Needle {
    pub(super) fn of(text: &str) -> Self {
        let lower = text.trim().to_lowercase();
        let in_numbers = lower.chars().all(|c| c.is_ascii_digit() || "+-.,e%() ".contains(c));
        Self { lower, in_numbers }
    }

    /// Whether a text holds it.
    fn is_in(&self, text: &str) -> bool {
        if text.len() < self.lower.len() && text.is_ascii() {
            return false;
        }
        if text.is_ascii() && self.lower.is_ascii() {
            let needle = self.lower.as_bytes();
            return text.as_bytes().windows(needle.len()).any(|part| part.eq_ignore_ascii_case(needle));
        }
        text.to_lowercase().contains(&self.lower)
    }

    /// Whether a cell displays it; what a merge covers is displayed nowhere.
    fn is_on(&self, sheet: &Sheet, row: u32, col: u32) -> bool {
        let cell = sheet.cell(row, col);
        let plain_number = || !self.in_numbers && is_plain(&sheet.style(row, col).number_format);
        if matches!(cell, Cell::Empty) || (matches!(cell, Cell::Number(_)) && plain_number()) {
            return false;
        }
        let covered = || {
            let merge = sheet.merge_at(row, col);
            merge.is_some_and(|merge| merge.first != CellAddress::new(row, col))
        };
        self.is_in(&sheet.text(row, col)) && !covered()
    }
}

/// Whether a number format puts nothing but digits and their signs into a cell.
fn is_plain(format: &str) -> bool {
    format == "General" || format.chars().all(|c| "0#?.,%;-+() _".contains(c))
}

/// Which categories, measures and markers of a table hold the needle: asked once each, not row by row.
struct Shown {
    dimensions: Vec<Vec<bool>>,
    measures: Vec<bool>,
    markers: Vec<bool>,
}

impl Shown {
    fn of(tidy: &TidyTable, needle: &Needle) -> Self {
        let categories = |dimension: &model::Dimension| {
            dimension.categories.iter().map(|category| needle.is_in(&category.label)).collect()
        };
        Self {
            dimensions: tidy.dimensions.iter().map(categories).collect(),
            measures: tidy
                .measures
                .iter()
                .map(|measure| needle.is_in(&measure.label) || needle.is_in(&measure.unit))
                .collect(),
            markers: tidy.marker_set.iter().map(|marker| needle.is_in(&marker.text)).collect(),
        }
    }

    fn holds(&self, tidy: &TidyTable, index: usize, needle: &Needle) -> bool {
        let marker = usize::from(tidy.markers[index]).checked_sub(1);
        self.dimensions.iter().enumerate().any(|(at, hits)| hits[tidy.code(at, index) as usize])
            || self.measures[tidy.measure_index(index)]
            || marker.is_some_and(|at| self.markers[at])
            || (needle.in_numbers
                && tidy.value(index).is_some_and(|value| needle.is_in(&tables::number_text(value))))
    }
}
