//! What calamine does not say of an .ods: styles of cells, merges, hidden rows and columns, unsaved
//! results. Walked before calamine sees the content, because a few bytes can repeat a cell a billion times
//! and calamine holds every one.

use std::collections::BTreeMap;

use model::{CellAddress, CellRange, Failure, Progress};
use quick_xml::events::BytesStart;

use crate::limits::{Limits, MAX_COLS, MAX_ROWS, too_large};
use crate::ods_styles::Styles;
use crate::package::{Package, damaged};
use crate::sheet_part::joined;
use crate::style::Style;
use crate::xml::{self, Step, attribute, number};

/// Elements between two looks at whether to stop.
const BLOCK: u64 = 1 << 16;

/// What one table says beside its values.
#[derive(Default)]
pub(crate) struct Table {
    /// Its name.
    pub(crate) name: String,
    /// Hidden rows as runs, from zero.
    pub(crate) hidden_rows: Vec<(u32, u32)>,
    /// Hidden columns as runs, from zero.
    pub(crate) hidden_cols: Vec<(u32, u32)>,
    /// Merged areas.
    pub(crate) merges: Vec<CellRange>,
    /// Formulas without a saved result.
    pub(crate) formulas_without_value: u64,
    /// Styles of cells that are not empty: rows and columns (first, last), name; in order.
    cells: Vec<(CellRange, String)>,
    /// Default style names of columns, with their last column.
    columns: Vec<(u32, Option<String>)>,
    row: u32,
    row_repeats: u32,
    col: u32,
    /// Cells as calamine holds them before it repeats rows.
    held: u64,
    row_held: u64,
    last_row: u32,
    last_col: u32,
}

/// Every table and the styles that they name.
pub(crate) struct Content {
    /// The tables, in order.
    pub(crate) tables: Vec<Table>,
    /// The styles.
    pub(crate) styles: Styles,
    /// Extent of the tables before the one being read.
    before: u64,
}

/// Walks the styles and the content.
pub(crate) fn read(
    name: &str,
    package: &mut Package<'_>,
    limits: &Limits,
    progress: &dyn Progress,
) -> Result<Content, Failure> {
    let mut content = Content { tables: Vec::new(), styles: Styles::default(), before: 0 };
    let mut outcome = Ok(());
    let mut steps = 0u64;
    for path in ["styles.xml", "content.xml"] {
        let Some(part) = package.reader(path) else { continue };
        xml::walk(part, |step| {
            content.styles.step(&step);
            if let Step::Start(element) = step {
                content.start(element);
            } else if let (Step::End("table-row"), Some(table)) = (&step, content.tables.last_mut()) {
                table.end_row();
                if content.before + table.extent() > limits.max_cells {
                    let detail = format!("its sheets span more than {} cells", limits.max_cells);
                    outcome = Err(too_large(name, &detail));
                }
            }
            steps += 1;
            if steps.is_multiple_of(BLOCK) && outcome.is_ok() {
                outcome = progress.go_on();
            }
            outcome.is_ok()
        })
        .map_err(|error| damaged(name, &error))?;
    }
    outcome?;
    for table in &mut content.tables {
        table.hidden_rows = joined(std::mem::take(&mut table.hidden_rows));
        table.hidden_cols = joined(std::mem::take(&mut table.hidden_cols));
    }
    Ok(content)
}

impl Content {
    fn start(&mut self, element: &BytesStart<'_>) {
        let local = element.local_name();
        if local.as_ref() == "table" && element.name().as_ref() == "table:table" {
            self.tables
                .push(Table { name: attribute(element, "name").unwrap_or_default(), ..Table::default() });
            return;
        }
        let Some(table) = self.tables.last_mut() else { return };
        match local.as_ref() {
            "table-column" => table.column(element),
            "table-row" => table.start_row(element),
            "table-cell" | "covered-table-cell" => table.cell(element),
            _ => {}
        }
    }
}

fn is_hidden(element: &BytesStart<'_>) -> bool {
    matches!(attribute(element, "visibility").as_deref(), Some("collapse" | "filter"))
}

impl Table {
    fn column(&mut self, element: &BytesStart<'_>) {
        let first = self.columns.last().map_or(0, |(last, _)| last + 1);
        let repeats = number(element, "number-columns-repeated").unwrap_or(1u32);
        let last = first.saturating_add(repeats.max(1) - 1).min(MAX_COLS - 1);
        if first >= MAX_COLS {
            return;
        }
        if is_hidden(element) {
            self.hidden_cols.push((first, last));
        }
        self.columns.push((last, attribute(element, "default-cell-style-name")));
    }

    fn start_row(&mut self, element: &BytesStart<'_>) {
        self.col = 0;
        self.row_repeats = number(element, "number-rows-repeated").unwrap_or(1u32).clamp(1, MAX_ROWS);
        if is_hidden(element) && self.row < MAX_ROWS {
            self.hidden_rows.push((self.row, self.last_of_row()));
        }
    }

    fn last_of_row(&self) -> u32 {
        self.row.saturating_add(self.row_repeats - 1).min(MAX_ROWS - 1)
    }

    fn end_row(&mut self) {
        self.held += std::mem::take(&mut self.row_held);
        self.row = self.row.saturating_add(self.row_repeats);
    }

    fn cell(&mut self, element: &BytesStart<'_>) {
        let repeats = number(element, "number-columns-repeated").unwrap_or(1u32).clamp(1, MAX_COLS);
        let first = self.col;
        self.col = self.col.saturating_add(repeats);
        if first >= MAX_COLS || self.row >= MAX_ROWS {
            return;
        }
        let has_value = attribute(element, "value-type").is_some();
        let has_formula = attribute(element, "formula").is_some();
        let range = CellRange::new(
            CellAddress::new(self.row, first),
            CellAddress::new(self.last_of_row(), (self.col - 1).min(MAX_COLS - 1)),
        );
        self.merge(element, range.first);
        if !has_value && !has_formula {
            return;
        }
        self.formulas_without_value += u64::from(!has_value);
        // calamine fills the row up to its last cell.
        self.row_held = u64::from(range.last.col + 1);
        self.last_row = range.last.row;
        self.last_col = self.last_col.max(range.last.col);
        if let Some(style) = attribute(element, "style-name").or_else(|| self.column_style(first)) {
            self.cells.push((range, style));
        }
    }

    fn merge(&mut self, element: &BytesStart<'_>, first: CellAddress) {
        let cols = number(element, "number-columns-spanned").unwrap_or(1u32).max(1);
        let rows = number(element, "number-rows-spanned").unwrap_or(1u32).max(1);
        if rows > 1 || cols > 1 {
            let last = CellAddress::new(
                first.row.saturating_add(rows - 1).min(MAX_ROWS - 1),
                first.col.saturating_add(cols - 1).min(MAX_COLS - 1),
            );
            self.merges.push(CellRange::new(first, last));
        }
    }

    fn column_style(&self, col: u32) -> Option<String> {
        let index = self.columns.partition_point(|(last, _)| *last < col);
        self.columns.get(index)?.1.clone()
    }

    /// Cells that calamine holds for this table: before it repeats rows, or the whole rectangle after.
    fn extent(&self) -> u64 {
        let dense = (u64::from(self.last_row) + 1) * (u64::from(self.last_col) + 1);
        if self.held == 0 { 0 } else { self.held.max(dense) }
    }

    /// The name of a cell's style.
    pub(crate) fn style(&self, row: u32, col: u32) -> Option<&str> {
        // Rows that are repeated share their cells, so that ranges come in order and never overlap.
        let after = self.cells.partition_point(|(range, _)| {
            range.last.row < row || (range.first.row <= row && range.last.col < col)
        });
        let (range, name) = self.cells.get(after)?;
        range.contains(CellAddress::new(row, col)).then_some(name)
    }
}

/// Styles of one sheet by name, each made known to the sheet once.
#[derive(Default)]
pub(crate) struct Known(BTreeMap<String, u32>);

impl Known {
    /// The sheet's number for a style.
    pub(crate) fn id(&mut self, sheet: &mut crate::sheet::Sheet, name: &str, style: Option<&Style>) -> u32 {
        if let Some(id) = self.0.get(name) {
            return *id;
        }
        let id = style.map_or(0, |style| sheet.style_id(style));
        self.0.insert(name.to_owned(), id);
        id
    }
}
