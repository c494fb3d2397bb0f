//! The walk through `styles.xml` and `content.xml`.

use std::sync::Arc;

use model::Failure;
use quick_xml::events::BytesStart;

use super::areas;
use super::cell::Open;
use super::styles::Styles;
use super::table::Table;
use crate::excel::{Filler, Opened};
use crate::extras::{DefinedName, ListTable};
use crate::package::{Package, damaged, unreadable};
use crate::xml::{self, Step, attribute};

/// Elements between two looks at whether to stop.
const BLOCK: u64 = 1 << 14;

/// What has been read so far.
pub(super) struct Content<'a> {
    filler: Filler<'a>,
    styles: Styles,
    opened: Opened,
    table: Option<Table>,
    /// Tables inside of a cell of the open one; they are not read.
    inner_tables: u32,
    cell: Option<Open>,
    lists: Vec<(String, ListTable)>,
    steps: u64,
}

impl<'a> Content<'a> {
    pub(super) fn new(filler: Filler<'a>) -> Self {
        Self {
            filler,
            styles: Styles::default(),
            opened: Opened::default(),
            table: None,
            inner_tables: 0,
            cell: None,
            lists: Vec::new(),
            steps: 0,
        }
    }

    /// Walks a part, if it is there.
    pub(super) fn read(&mut self, package: &mut Package<'_>, path: &str) -> Result<(), Failure> {
        let file = self.filler.file();
        let Some(part) = package.streamed(path) else { return Ok(()) };
        let mut outcome = Ok(());
        xml::walk(part, |step| {
            outcome = self.step(&step);
            outcome.is_ok()
        })
        .map_err(|error| match error {
            quick_xml::Error::Io(error) => unreadable(file, &error),
            other => damaged(file, &other),
        })?;
        outcome
    }

    fn step(&mut self, step: &Step<'_>) -> Result<(), Failure> {
        self.steps += 1;
        if self.steps.is_multiple_of(BLOCK) {
            self.filler.read(0)?;
        }
        if let Step::Start(element) = step {
            self.opened.has_annotations |= xml::is(element, "annotation");
        }
        match (step, &mut self.table) {
            (Step::Start(element), Some(_)) if element.name().as_ref() == "table:table" => {
                self.inner_tables += 1;
            }
            (Step::End("table"), Some(_)) if self.inner_tables > 0 => self.inner_tables -= 1,
            (_, Some(_)) if self.inner_tables > 0 => {}
            (_, Some(_)) => return self.in_table(step),
            (Step::Start(element), None) if element.name().as_ref() == "table:table" => {
                self.table = Some(Table::of(element, &self.styles));
            }
            (_, None) => {
                self.styles.step(step);
                if let Step::Start(element) = step {
                    self.named(element, None);
                }
            }
        }
        Ok(())
    }

    fn in_table(&mut self, step: &Step<'_>) -> Result<(), Failure> {
        let Some(table) = &mut self.table else { return Ok(()) };
        if let Some(cell) = &mut self.cell {
            if matches!(step, Step::End("table-cell" | "covered-table-cell")) {
                if let Some(cell) = self.cell.take() {
                    table.cell(cell, &self.styles);
                }
            } else {
                cell.step(step, |name| self.styles.is_raised(name));
            }
            return Ok(());
        }
        match step {
            Step::Start(element) => match element.local_name().as_ref() {
                "table-cell" | "covered-table-cell" => self.cell = Some(Open::of(element)),
                "table-row" => table.start_row(element, &self.styles),
                "table-column" => table.column(element, &self.styles),
                "table-row-group" | "table-column-group" => table.start_group(element),
                _ => {
                    let sheet = table.sheet.name.clone();
                    self.named(element, Some(sheet));
                }
            },
            Step::End("table-row") => table.end_row(&mut self.filler)?,
            Step::End("table-row-group" | "table-column-group") => table.end_group(),
            Step::End("table") => {
                if let Some(table) = self.table.take() {
                    let at = self.opened.sheets.len();
                    self.opened.sheets.push(self.filler.end_sheet(at, table.finish()));
                }
            }
            Step::End(_) | Step::Text(_) => {}
        }
        Ok(())
    }

    /// A defined name or a database range, if the element is one.
    fn named(&mut self, element: &BytesStart<'_>, sheet: Option<String>) {
        let given = |name: &str| attribute(element, name).unwrap_or_default();
        match element.local_name().as_ref() {
            local @ ("named-range" | "named-expression") => {
                let formula = match local {
                    "named-range" => areas::formula(&given("cell-range-address")),
                    _ => given("expression").trim_start_matches("of:").trim_start_matches('=').to_owned(),
                };
                self.opened.names.push(DefinedName { name: given("name"), sheet, formula, is_hidden: false });
            }
            "database-range" => {
                let name = given("name");
                // Filters make ranges without a name of their own.
                let is_own = name.starts_with("__Anonymous");
                if let Some((sheet, area)) = areas::one(&given("target-range-address")).filter(|_| !is_own) {
                    let has_header = attribute(element, "contains-header").as_deref() != Some("false");
                    let list = ListTable { name, area, has_header, has_totals: false, columns: Vec::new() };
                    self.lists.push((sheet, list));
                }
            }
            _ => {}
        }
    }

    /// All sheets.
    pub(super) fn finish(mut self) -> Result<Opened, Failure> {
        if self.table.is_some() {
            return Err(damaged(self.filler.file(), &"a table has no end"));
        }
        for (sheet, list) in self.lists {
            if let Some(sheet) = self.opened.sheets.iter_mut().find(|known| known.name == sheet) {
                let lists = &mut Arc::make_mut(sheet).lists;
                lists.insert(lists.partition_point(|known| known.area <= list.area), list);
            }
        }
        Ok(self.opened)
    }
}
