//! Looking at sheets: their shape and their cells, with the part that each plays in a table.

mod find;
mod trace;

use std::sync::Arc;

use model::{CellAddress, CellRange, Failure, FailureKind, TidyTable};
use tables::{Layout, Role};
use workbook::{Cell, Sheet};

use super::Session;
use crate::view::{CellsView, MergeView, SheetShapeView, SheetTableView};
use crate::words::role_letter;

/// Most rows and columns of a block.
const MOST: (u32, u32) = (512, 256);

/// Rows from which the width of a column is taken.
const SAMPLED: u32 = 200;

/// A table on a sheet.
struct Standing<'a> {
    id: u32,
    title: &'a str,
    place: Whereabouts<'a>,
    left_out: bool,
}

/// Where a table stands on its sheet.
enum Whereabouts<'a> {
    Laid(&'a Layout),
    /// A CSV that is tidy already: one header line, then one line per row.
    Tidy(&'a TidyTable),
}

impl Session {
    /// What a grid needs to know of a sheet before it asks for cells.
    pub fn sheet(&self, workbook: u32, sheet: u32) -> Result<SheetShapeView, Failure> {
        let grid = &*self.grid(workbook, sheet)?;
        let standing = self.standing(workbook, sheet);
        let tables = standing.iter().map(|table| {
            let CellRange { first, last } = table.place.range(grid);
            SheetTableView {
                id: table.id,
                title: table.title.to_owned(),
                area: (first.row, first.col, last.row, last.col),
                left_out: table.left_out,
            }
        });
        Ok(SheetShapeView {
            rows: grid.rows(),
            cols: grid.cols(),
            widths: widths(grid, &standing),
            hidden_rows: grid.hidden_rows.clone(),
            hidden_cols: grid.hidden_cols.clone(),
            tables: tables.collect(),
        })
    }

    /// A block of cells, clipped to the sheet and to 512 rows and 256 columns.
    pub fn cells(
        &self,
        workbook: u32,
        sheet: u32,
        row: u32,
        col: u32,
        rows: u32,
        cols: u32,
    ) -> Result<CellsView, Failure> {
        let grid = &*self.grid(workbook, sheet)?;
        let block = Block {
            row,
            col,
            rows: rows.min(MOST.0).min(grid.rows().saturating_sub(row)),
            cols: cols.min(MOST.1).min(grid.cols().saturating_sub(col)),
        };
        Ok(block.view(grid, &self.standing(workbook, sheet)))
    }

    /// A sheet of a workbook that is open, or of one that is being opened.
    fn grid(&self, workbook: u32, sheet: u32) -> Result<Arc<Sheet>, Failure> {
        let opening = self.opening.sheet(workbook, sheet);
        let open = match (self.workbook(workbook), opening) {
            (Ok(opened), _) => opened.source.workbook.sheets.get(sheet as usize).cloned(),
            (Err(_), Some(sheet)) => Some(sheet),
            (Err(failure), None) => return Err(failure),
        };
        open.ok_or_else(|| Failure::new(FailureKind::Invalid, "The sheet", "it is not there any more"))
    }

    /// The tables on a sheet, those left out too.
    fn standing(&self, workbook: u32, sheet: u32) -> Vec<Standing<'_>> {
        let here = |source: usize, at: usize| {
            self.content.opened.get(source).is_some_and(|opened| opened.id == workbook)
                && at == sheet as usize
        };
        let found = self.found.tables.iter().zip(&self.ids.tables);
        let found = found.filter(|(table, _)| here(table.source, table.sheet)).map(|(table, id)| {
            let place = table.layout.as_deref().map_or(Whereabouts::Tidy(&table.tidy), Whereabouts::Laid);
            let title = if table.tidy.title.is_empty() { &table.tidy.name } else { &table.tidy.title };
            Standing { id: *id, title, place, left_out: false }
        });
        let left_out = self.found.left_out.iter().zip(&self.ids.left_out);
        let left_out =
            left_out.filter(|(table, _)| here(table.source, table.sheet)).map(|(table, id)| Standing {
                id: *id,
                title: &table.layout.title,
                place: Whereabouts::Laid(&table.layout),
                left_out: true,
            });
        found.chain(left_out).collect()
    }
}

impl Whereabouts<'_> {
    fn range(&self, sheet: &Sheet) -> CellRange {
        match self {
            Self::Laid(layout) => layout.range,
            Self::Tidy(_) => {
                let last = CellAddress::new(sheet.rows().max(1) - 1, sheet.cols().max(1) - 1);
                CellRange::new(CellAddress::new(0, 0), last)
            }
        }
    }

    /// Whether any of its cells may stand in these rows.
    fn touches(&self, first: u32, last: u32) -> bool {
        match self {
            Self::Laid(layout) => {
                let extent = layout.extent();
                extent.0 <= last && extent.1 >= first
            }
            Self::Tidy(_) => true,
        }
    }

    /// The part of each cell of a row.
    fn roles(&self, sheet: &Sheet, row: u32, first: u32, count: u32, put: &mut dyn FnMut(usize, Role)) {
        if count == 0 {
            return;
        }
        let last = first + count - 1;
        match self {
            Self::Laid(layout) => {
                for (at, role) in layout.roles(row, first..=last).enumerate() {
                    // Beside the table a blank cell of a title or note belongs to nothing.
                    let cell = CellAddress::new(row, first + at as u32);
                    if layout.range.contains(cell) || !sheet.cell(row, cell.col).is_blank() {
                        put(at, role);
                    }
                }
            }
            Self::Tidy(_) if row == 0 => (0..count as usize).for_each(|at| put(at, Role::Header)),
            Self::Tidy(tidy) => {
                for at in 0..count as usize {
                    let col = first + at as u32;
                    let heading = sheet.text(0, col);
                    let is_label = tidy.dimensions.iter().any(|dimension| dimension.name == heading.trim());
                    if tidy.cols.contains(&col) {
                        put(at, Role::Value);
                    } else if is_label {
                        put(at, Role::Label);
                    }
                }
            }
        }
    }
}

/// A block of cells that lies on the sheet.
struct Block {
    row: u32,
    col: u32,
    rows: u32,
    cols: u32,
}

impl Block {
    fn view(&self, sheet: &Sheet, standing: &[Standing<'_>]) -> CellsView {
        let (rows, cols) = (self.row..self.row + self.rows, self.col..self.col + self.cols);
        let text = |row: u32, col: u32| sheet.text(row, col).into_owned();
        let mut texts: Vec<Vec<String>> =
            rows.clone().map(|row| cols.clone().map(|col| text(row, col)).collect()).collect();
        let merges = self.merges(sheet);
        for merge in &merges {
            self.cover(merge, &mut texts);
        }
        CellsView {
            row: self.row,
            col: self.col,
            roles: rows
                .clone()
                .map(|row| letters(&roles(sheet, standing, row, self.col, self.cols)))
                .collect(),
            looks: rows.map(|row| cols.clone().map(|col| look(sheet, row, col)).collect()).collect(),
            merges: merges.iter().map(|merge| merge_view(sheet, standing, merge)).collect(),
            texts,
        }
    }

    /// The merged areas that touch the block, wherever they begin. One look at each of the sheet's areas takes less
    /// than the text of a single row.
    fn merges(&self, sheet: &Sheet) -> Vec<CellRange> {
        let touches = |merge: &&CellRange| {
            merge.first.row < self.row + self.rows
                && merge.last.row >= self.row
                && merge.first.col < self.col + self.cols
                && merge.last.col >= self.col
        };
        sheet.merges.iter().filter(touches).copied().collect()
    }

    /// Takes the texts away that a merge covers.
    fn cover(&self, merge: &CellRange, texts: &mut [Vec<String>]) {
        let clip = |first: u32, last: u32, from: u32, count: u32| {
            let (first, end) = (first.max(from), (last + 1).min(from + count));
            (first - from) as usize..(end.max(first) - from) as usize
        };
        let cols = clip(merge.first.col, merge.last.col, self.col, self.cols);
        for at in clip(merge.first.row, merge.last.row, self.row, self.rows) {
            for col in cols.clone() {
                let cell = CellAddress::new(self.row + at as u32, self.col + col as u32);
                if cell != merge.first {
                    texts[at][col].clear();
                }
            }
        }
    }
}

fn merge_view(sheet: &Sheet, standing: &[Standing<'_>], merge: &CellRange) -> MergeView {
    let (row, col) = (merge.first.row, merge.first.col);
    MergeView {
        row,
        col,
        rows: merge.height(),
        cols: merge.width(),
        text: sheet.text(row, col).into_owned(),
        role: letters(&roles(sheet, standing, row, col, 1)),
        look: look(sheet, row, col).to_string(),
    }
}

/// The parts of some cells of a row; of tables that overlap the first one counts.
fn roles(sheet: &Sheet, standing: &[Standing<'_>], row: u32, first: u32, count: u32) -> Vec<Role> {
    let mut all = vec![Role::Empty; count as usize];
    for table in standing.iter().filter(|table| table.place.touches(row, row)) {
        table.place.roles(sheet, row, first, count, &mut |at, role| {
            if all[at] == Role::Empty {
                all[at] = role;
            }
        });
    }
    all
}

fn letters(roles: &[Role]) -> String {
    roles.iter().map(|role| role_letter(*role)).collect()
}

/// How a cell looks: `t` text, `n` number, in capitals where bold.
fn look(sheet: &Sheet, row: u32, col: u32) -> char {
    let letter = match sheet.cell(row, col) {
        Cell::Empty => return 't',
        Cell::Text(_) | Cell::Bool(_) | Cell::Error(_) => 't',
        Cell::Number(_) | Cell::DateTime(_) | Cell::Duration(_) => 'n',
    };
    if sheet.style(row, col).bold { letter.to_ascii_uppercase() } else { letter }
}

/// A width for each column that fits its first rows. A text that runs on over the blank cells beside it, such as a
/// title, widens nothing; nor does one that is merged with others.
fn widths(sheet: &Sheet, standing: &[Standing<'_>]) -> Vec<u32> {
    let mut widths = vec![3; sheet.cols() as usize];
    let tops = standing.iter().map(|table| table.place.range(sheet).first.row);
    let mut starts: Vec<u32> = std::iter::once(0).chain(tops).take(20).collect();
    starts.dedup();
    for start in starts {
        for row in start..sheet.rows().min(start + SAMPLED) {
            widen(sheet, row, &mut widths);
        }
    }
    widths
}

fn widen(sheet: &Sheet, row: u32, widths: &mut [u32]) {
    for (col, width) in widths.iter_mut().enumerate() {
        let col = col as u32;
        let runs_on = matches!(sheet.cell(row, col), Cell::Text(_)) && sheet.cell(row, col + 1).is_blank();
        let text = sheet.text(row, col);
        let length = text.lines().map(|line| line.chars().count()).max().unwrap_or(0) as u32;
        if length > *width && (!runs_on || length <= 24) && !is_merged_across(sheet, row, col) {
            *width = length.min(60);
        }
    }
}

fn is_merged_across(sheet: &Sheet, row: u32, col: u32) -> bool {
    sheet.merge_at(row, col).is_some_and(|merge| merge.width() > 1)
}

#[cfg(test)]
mod tests;
