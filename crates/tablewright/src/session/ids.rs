//! Lasting numbers of tables: one per workbook, sheet and place, whatever happens to other tables.

use std::collections::BTreeMap;

use model::CellAddress;
use tables::Layout;

use super::Content;
use crate::found::{Found, FoundTable};

/// Where a table stands, as far as no correction and no other table changes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    /// Workbook, sheet, first cell as it was detected, and first value: parts of one table may share their header.
    Sheet(u32, usize, CellAddress, (u32, u32)),
    /// Workbook, and which table of the tidy CSV it is.
    Tidy(u32, usize),
}

/// The numbers given so far, and those of the tables there are now.
#[derive(Debug, Clone, Default)]
pub(super) struct TableIds {
    given: BTreeMap<Place, u32>,
    /// Of the tables of the release, in their order.
    pub(super) tables: Vec<u32>,
    /// Of the tables that are left out, in their order.
    pub(super) left_out: Vec<u32>,
}

impl TableIds {
    /// The same numbers for the same places, new ones for new places.
    pub(super) fn after(&self, content: &Content, found: &Found) -> Self {
        let mut given = self.given.clone();
        let mut give = |place: Place| {
            let next = given.len() as u32 + 1;
            *given.entry(place).or_insert(next)
        };
        let workbook = |source: usize| content.opened[source].id;
        let tables = found.tables.iter().map(|table| give(place(workbook(table.source), table))).collect();
        let left_out = found
            .left_out
            .iter()
            .map(|table| give(on_sheet(workbook(table.source), table.sheet, &table.layout)));
        let left_out = left_out.collect();
        Self { given, tables, left_out }
    }
}

fn place(workbook: u32, table: &FoundTable) -> Place {
    table
        .detected
        .as_ref()
        .map_or(Place::Tidy(workbook, table.index), |layout| on_sheet(workbook, table.sheet, layout))
}

fn on_sheet(workbook: u32, sheet: usize, layout: &Layout) -> Place {
    let first = |all: &[u32]| all.first().copied().unwrap_or_default();
    Place::Sheet(workbook, sheet, layout.range.first, (first(&layout.data_rows), first(&layout.value_cols)))
}
