//! From tidy rows to the cells that they come from, and back.

use model::{CellAddress, CellRange, Failure, FailureKind, TidyTable};
use tables::Gives;
use workbook::Sheet;

use super::super::Session;
use crate::found::FoundTable;
use crate::view::{RowsOfView, TraceView, TracedCellView};

/// Indices given at most.
const MOST: usize = 1000;

impl Session {
    /// The cells that a tidy row comes from, the value first.
    pub fn trace(&self, table: u32, row: u32) -> Result<TraceView, Failure> {
        let found = &self.table(table)?.found;
        let tidy = &found.tidy;
        let missing = || Failure::new(FailureKind::Invalid, "The row", "the table has no such row");
        let mut shown = (0..tidy.len()).filter(|index| !tidy.is_blank(*index));
        let index = shown.nth(row as usize).ok_or_else(missing)?;
        let cells = match found.layout {
            Some(_) => found.cells.of(tidy, index),
            None => self.line_cells(found, index),
        };
        Ok(TraceView {
            workbook: self.content.opened[found.source].id,
            sheet: found.sheet as u32,
            cells: cells.into_iter().map(|(cell, gives)| traced(tidy, cell, gives)).collect(),
        })
    }

    /// The tidy rows that come from an area of the table's sheet: the first thousand and how many there are.
    pub fn rows_of(
        &self,
        table: u32,
        first_row: u32,
        first_col: u32,
        last_row: u32,
        last_col: u32,
    ) -> Result<RowsOfView, Failure> {
        let found = &self.table(table)?.found;
        let tidy = &found.tidy;
        let area = CellRange::new(
            CellAddress::new(first_row.min(last_row), first_col.min(last_col)),
            CellAddress::new(first_row.max(last_row), first_col.max(last_col)),
        );
        if found.layout.is_none() {
            return Ok(self.lines_of(found, &area));
        }
        let selection = found.cells.within(tidy, &area);
        Ok(collect(tidy, |index| selection.holds(index)))
    }

    /// The cells of a line of a tidy CSV: its value, and what its other columns say.
    fn line_cells(&self, found: &FoundTable, index: usize) -> Vec<(CellAddress, Gives)> {
        let value = found.tidy.cell(index);
        let dimensions = line_columns(self.sheet_of(found), &found.tidy);
        let here = dimensions.into_iter().map(|(col, gives)| (CellAddress::new(value.row, col), gives));
        std::iter::once((value, Gives::Value)).chain(here).collect()
    }

    /// The rows of the lines of a tidy CSV that an area touches in a column that gives something.
    fn lines_of(&self, found: &FoundTable, area: &CellRange) -> RowsOfView {
        let tidy = &found.tidy;
        let inside = |col: u32| (area.first.col..=area.last.col).contains(&col);
        let whole = line_columns(self.sheet_of(found), tidy).iter().any(|(col, _)| inside(*col));
        collect(tidy, |index| {
            let cell = tidy.cell(index);
            (area.first.row..=area.last.row).contains(&cell.row) && (whole || inside(cell.col))
        })
    }

    fn sheet_of(&self, found: &FoundTable) -> Option<&Sheet> {
        self.content.opened.get(found.source)?.source.workbook.sheets.get(found.sheet).map(AsRef::as_ref)
    }
}

/// Which columns of a tidy CSV give its dimensions and its measure.
fn line_columns(sheet: Option<&Sheet>, tidy: &TidyTable) -> Vec<(u32, Gives)> {
    let Some(sheet) = sheet else { return Vec::new() };
    let gives = |heading: &str| {
        let dimension = tidy.dimensions.iter().position(|dimension| dimension.name == heading);
        dimension.map(Gives::Dimension).or((heading == "measure").then_some(Gives::Measure))
    };
    (0..sheet.cols()).filter_map(|col| Some((col, gives(sheet.text(0, col).trim())?))).collect()
}

pub(super) fn collect(tidy: &TidyTable, holds: impl Fn(usize) -> bool) -> RowsOfView {
    let (mut row, mut total, mut rows) = (0, 0, Vec::new());
    for index in (0..tidy.len()).filter(|index| !tidy.is_blank(*index)) {
        if holds(index) {
            total += 1;
            if rows.len() < MOST {
                rows.push(row);
            }
        }
        row += 1;
    }
    RowsOfView { total, rows }
}

fn traced(tidy: &TidyTable, cell: CellAddress, gives: Gives) -> TracedCellView {
    let gives = match gives {
        Gives::Value => "value".to_owned(),
        Gives::Dimension(at) => tidy.dimensions[at].name.clone(),
        Gives::Code(at) => format!("{}_code", tidy.dimensions[at].name),
        Gives::Measure => "measure".to_owned(),
    };
    TracedCellView { cell: cell.to_string(), row: cell.row, col: cell.col, gives }
}
