//! One table of an .ods on its way to a sheet.

use std::collections::BTreeMap;

use model::{CellAddress, CellRange, Failure};
use quick_xml::events::BytesStart;

use super::areas;
use super::cell::{Open, Value};
use super::styles::Styles;
use crate::excel::Filler;
use crate::extras::Link;
use crate::limits::{MAX_COLS, MAX_ROWS};
use crate::sheet::{Cell, Sheet, Visibility};
use crate::sheet_part::joined;
use crate::xml::{attribute, number};

/// A table that is being read.
pub(super) struct Table {
    pub(super) sheet: Sheet,
    /// The row and column that come next.
    row: u32,
    col: u32,
    row_repeats: u32,
    row_style: Option<String>,
    /// Cells of the row that are not empty: first and last column, content, style.
    cells: Vec<(u32, u32, Value, u32)>,
    /// Default style names of columns, with their last column.
    columns: Vec<(u32, Option<String>)>,
    next_column: u32,
    /// Groups of rows and columns that are open, folded away or not.
    groups: Vec<bool>,
    /// The sheet's number of each style that it has met.
    styles: BTreeMap<String, u32>,
}

impl Table {
    /// From the start tag.
    pub(super) fn of(element: &BytesStart<'_>, styles: &Styles) -> Self {
        let mut sheet = Sheet::new(attribute(element, "name").unwrap_or_default());
        let is_hidden = attribute(element, "style-name").is_some_and(|name| styles.hides(&name));
        sheet.visibility = if is_hidden { Visibility::Hidden } else { Visibility::Visible };
        if let Some(ranges) = attribute(element, "print-ranges") {
            sheet.print_areas = areas::list(&ranges).into_iter().map(|(_, area)| area).collect();
        }
        Self {
            sheet,
            row: 0,
            col: 0,
            row_repeats: 1,
            row_style: None,
            cells: Vec::new(),
            columns: Vec::new(),
            next_column: 0,
            groups: Vec::new(),
            styles: BTreeMap::new(),
        }
    }

    /// A group of rows or columns begins.
    pub(super) fn start_group(&mut self, element: &BytesStart<'_>) {
        self.groups.push(attribute(element, "display").as_deref() == Some("false"));
    }

    /// A group of rows or columns ends.
    pub(super) fn end_group(&mut self) {
        self.groups.pop();
    }

    fn is_hidden(&self, element: &BytesStart<'_>, styles: &Styles) -> bool {
        let is_collapsed =
            attribute(element, "visibility").is_some_and(|how| how == "collapse" || how == "filter");
        is_collapsed
            || self.groups.contains(&true)
            || attribute(element, "style-name").is_some_and(|name| styles.hides(&name))
    }

    /// One or more columns.
    pub(super) fn column(&mut self, element: &BytesStart<'_>, styles: &Styles) {
        let repeats = number(element, "number-columns-repeated").unwrap_or(1u32).clamp(1, MAX_COLS);
        let first = self.next_column;
        self.next_column = first.saturating_add(repeats);
        let last = (self.next_column - 1).min(MAX_COLS - 1);
        if first >= MAX_COLS {
            return;
        }
        if self.is_hidden(element, styles) {
            self.sheet.hidden_cols.push((first, last));
        }
        self.columns.push((last, attribute(element, "default-cell-style-name")));
    }

    /// One or more rows begin.
    pub(super) fn start_row(&mut self, element: &BytesStart<'_>, styles: &Styles) {
        self.col = 0;
        self.row_repeats = number(element, "number-rows-repeated").unwrap_or(1u32).clamp(1, MAX_ROWS);
        self.row_style = attribute(element, "default-cell-style-name");
        if self.row < MAX_ROWS && self.is_hidden(element, styles) {
            self.sheet.hidden_rows.push((self.row, self.last_of_row()));
        }
    }

    fn last_of_row(&self) -> u32 {
        self.row.saturating_add(self.row_repeats - 1).min(MAX_ROWS - 1)
    }

    /// A cell is over.
    pub(super) fn cell(&mut self, mut open: Open, styles: &Styles) {
        let first = self.col;
        self.col = self.col.saturating_add(open.repeats);
        if first >= MAX_COLS || self.row >= MAX_ROWS {
            return;
        }
        let last = (self.col - 1).min(MAX_COLS - 1);
        self.merge(first, open.spans);
        self.sheet.formulas_without_value += u64::from(open.lacks_value());
        let value = open.value();
        if value == Value::Empty {
            return;
        }
        if let Some(target) = open.link.take() {
            let area =
                CellRange::new(CellAddress::new(self.row, first), CellAddress::new(self.last_of_row(), last));
            self.sheet.links.push(Link { area, target: areas::place(target) });
        }
        let style = self.style(first, open.style, styles);
        self.cells.push((first, last, value, style));
    }

    fn merge(&mut self, first: u32, (cols, rows): (u32, u32)) {
        if rows > 1 || cols > 1 {
            let last = CellAddress::new(
                self.row.saturating_add(rows - 1).min(MAX_ROWS - 1),
                first.saturating_add(cols - 1).min(MAX_COLS - 1),
            );
            self.sheet.merges.push(CellRange::new(CellAddress::new(self.row, first), last));
        }
    }

    /// The sheet's number for the style of a cell: its own, that of its row, that of its column.
    fn style(&mut self, col: u32, own: Option<String>, styles: &Styles) -> u32 {
        let index = self.columns.partition_point(|(last, _)| *last < col);
        let of_column = || self.columns.get(index).and_then(|(_, name)| name.clone());
        let Some(name) = own.or_else(|| self.row_style.clone()).or_else(of_column) else { return 0 };
        if let Some(id) = self.styles.get(&name) {
            return *id;
        }
        let id = styles.cell(&name).map_or(0, |style| self.sheet.style_id(style));
        self.styles.insert(name, id);
        id
    }

    /// The row is over: its cells go into the sheet, as often as it is repeated.
    pub(super) fn end_row(&mut self, filler: &mut Filler<'_>) -> Result<(), Failure> {
        let cells = std::mem::take(&mut self.cells);
        if !cells.is_empty() && self.row < MAX_ROWS {
            // A few bytes can repeat a cell a billion times.
            let wide: u64 = cells.iter().map(|(first, last, ..)| u64::from(last - first + 1)).sum();
            filler.check_more(&self.sheet, wide * u64::from(self.last_of_row() - self.row + 1))?;
            for row in self.row..=self.last_of_row() {
                filler.read(0)?;
                for (first, last, value, style) in &cells {
                    self.put(filler, row, (*first, *last), value, *style)?;
                }
            }
        }
        self.row = self.row.saturating_add(self.row_repeats);
        Ok(())
    }

    fn put(
        &mut self,
        filler: &Filler<'_>,
        row: u32,
        (first, last): (u32, u32),
        value: &Value,
        style: u32,
    ) -> Result<(), Failure> {
        let sheet = &mut self.sheet;
        let text = match value {
            Value::Text(_, Some(marked)) => Some(sheet.intern_marked(marked)),
            Value::Text(text, None) => Some(sheet.intern(text)),
            _ => None,
        };
        for col in first..=last {
            match (value, text) {
                (_, Some(text)) => sheet.put_interned(row, col, text, style),
                (Value::Number(number), _) => sheet.put(row, col, Cell::Number(*number), style),
                (Value::Bool(value), _) => sheet.put(row, col, Cell::Bool(*value), style),
                (Value::DateTime(days), _) => sheet.put(row, col, Cell::DateTime(*days), style),
                (Value::Duration(days), _) => sheet.put(row, col, Cell::Duration(*days), style),
                (Value::Error(text), _) => sheet.put(row, col, Cell::Error(text), style),
                (Value::Empty | Value::Text(..), _) => {}
            }
            filler.check(sheet)?;
        }
        Ok(())
    }

    /// The sheet.
    pub(super) fn finish(mut self) -> Sheet {
        let sheet = &mut self.sheet;
        sheet.hidden_rows = joined(std::mem::take(&mut sheet.hidden_rows));
        sheet.hidden_cols = joined(std::mem::take(&mut sheet.hidden_cols));
        self.sheet
    }
}
