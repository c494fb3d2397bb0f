//! A person cuts tables, puts them together, marks them out where none was found, and has the same done to those like
//! them. All of it is kept in the recipe and found again by what rows and columns say.

use std::collections::BTreeMap;

use model::{CellAddress, CellRange, Failure, FailureKind, Progress, counted};
use tables::{Along, LayoutRecipe, TableRecipe};

use super::change::quoted;
use super::entries::Room;
use super::{Content, Session};
use crate::assess::is_about;
use crate::found::FoundTable;
use crate::view::SimilarView;

impl Session {
    /// Cuts a table before a row or column of the sheet (from zero) in two. Both are tables of the release.
    pub fn split_table(
        &mut self,
        table: u32,
        along: &str,
        at: u32,
        progress: &dyn Progress,
    ) -> Result<(), Failure> {
        let along = match along {
            "rows" => Along::Rows,
            "columns" => Along::Columns,
            other => return Err(invalid(format!("'{other}' is neither rows nor columns"))),
        };
        let found = self.table(table)?.found.clone();
        if found.recipe.as_ref().is_some_and(|entry| entry.added || !entry.joins.is_empty()) {
            return Err(invalid(
                "a table that was marked out or put together is not cut; take that back first",
            ));
        }
        let whole = found.base.first().ok_or_else(fixed)?;
        let mut content = (*self.content).clone();
        let entry = self.entry_at(&mut content, table)?;
        let source = &self.content.opened[found.source].source;
        let sheet = &source.workbook.sheets[found.sheet];
        let said = &mut content.recipe.tables[entry];
        let area = said.area.clone().unwrap_or_default();
        let [one, other] = tables::split(&source.name, sheet, whole, &area, along, at).map_err(invalid)?;
        let mut second = said.clone();
        (said.area, second.area) = (Some(one), Some(other));
        second.name = self.free_name(&content.recipe, &format!("{}_2", found.tidy.name));
        content.recipe.tables.insert(entry + 1, second);
        self.learn(&mut content, &[entry, entry + 1], &found, progress)?;
        let place = match along {
            Along::Rows => format!("row {}", u64::from(at) + 1),
            Along::Columns => format!("column {}", model::column_letters(at)),
        };
        self.change(format!("split {} before {place}", quoted(&found.tidy.title)), content, progress)
    }

    /// Puts tables of one sheet together; the first one gives name, title and header.
    pub fn merge_tables(&mut self, tables: &[u32], progress: &dyn Progress) -> Result<(), Failure> {
        let [first, others @ ..] = tables else {
            return Err(invalid("two tables or more can be put together"));
        };
        if others.is_empty() || others.contains(first) {
            return Err(invalid("two tables or more can be put together"));
        }
        let found = self.table(*first)?.found.clone();
        let room = Room::of(&self.content);
        let mut joins = Vec::new();
        let mut going = Vec::new();
        for id in others {
            let other = &self.table(*id)?.found;
            if (other.source, other.sheet) != (found.source, found.sheet) {
                return Err(invalid("tables of two sheets are not put together; they can be stacked"));
            }
            joins.push(room.anchor(self.candidate(&room, *id)?));
            going.push(other.tidy.name.clone());
        }
        let mut content = (*self.content).clone();
        let at = self.entry_at(&mut content, *first)?;
        let name = content.recipe.tables[at].name.clone();
        if content.recipe.tables[at].area.is_some() {
            return Err(invalid(
                "a table that was cut or marked out is not put together with others; take that back first",
            ));
        }
        content.recipe.tables[at].joins.extend(joins);
        content.recipe.tables.retain(|entry| !going.contains(&entry.name));
        let gone = |finding: &str| going.iter().any(|name| is_about(finding, name));
        content.decisions.decisions.retain(|decision| !gone(&decision.finding));
        content.recipe.disclosure.tables.retain(|table, _| !going.contains(table));
        let at = content.recipe.tables.iter().position(|entry| entry.name == name).unwrap_or(at);
        self.learn(&mut content, &[at], &found, progress)?;
        let others = counted(others.len(), "other table", "other tables");
        self.change(format!("put {} and {others} together", quoted(&found.tidy.title)), content, progress)
    }

    /// Makes a table of an area of a sheet where none was found, or another one.
    pub fn add_table(
        &mut self,
        workbook: u32,
        sheet: u32,
        (first, last): ((u32, u32), (u32, u32)),
        progress: &dyn Progress,
    ) -> Result<(), Failure> {
        let opened = self.workbook(workbook)?;
        let source = &opened.source;
        let missing = || invalid("the sheet is not there any more");
        let grid = source.workbook.sheets.get(sheet as usize).ok_or_else(missing)?;
        if !source.tidy.is_empty() {
            return Err(fixed());
        }
        let range = CellRange::new(
            CellAddress::new(first.0.min(last.0), first.1.min(last.1)),
            CellAddress::new(first.0.max(last.0), first.1.max(last.1)),
        );
        let area = tables::area_of(grid, range).map_err(invalid)?;
        let layout = tables::marked_out(&source.name, grid, &area);
        let layout = layout
            .map_err(|_| invalid("nothing finds this area again; choose its rows and columns another way"))?;
        let layout = layout.ok_or_else(|| invalid("it holds no values"))?;
        let mut content = (*self.content).clone();
        if content.recipe.tables.is_empty() {
            // Those that were found stay in the release beside it.
            content.recipe.unlisted = crate::recipe::Unlisted::Publish;
        }
        let is_text = matches!(source.workbook.format, workbook::Format::Csv | workbook::Format::Tsv);
        let entry = TableRecipe {
            name: self.free_name(&content.recipe, &layout.name),
            sheet: if is_text { String::new() } else { grid.name.clone() },
            title: layout.title.clone(),
            added: true,
            area: Some(area),
            ..TableRecipe::default()
        };
        content.recipe.tables.push(entry);
        self.change(format!("add a table at {range}"), content, progress)
    }

    /// Takes back that a table was cut, put together or marked out: its parts go with it, and what was found stays.
    pub fn reset_shape(&mut self, table: u32, progress: &dyn Progress) -> Result<(), Failure> {
        let found = self.table(table)?.found.clone();
        let Some(entry) =
            found.recipe.clone().filter(|entry| entry.area.is_some() || !entry.joins.is_empty())
        else {
            return Ok(());
        };
        let mut content = (*self.content).clone();
        let part = |other: &TableRecipe| {
            !entry.added
                && other.area.is_some()
                && !other.added
                && tables::join_from(other) == tables::join_from(&entry)
        };
        let going: Vec<String> = content
            .recipe
            .tables
            .iter()
            .filter(|other| part(other) || other.name == entry.name)
            .map(|other| other.name.clone())
            .collect();
        let keeps = going.first().cloned().filter(|_| !entry.added);
        content
            .recipe
            .tables
            .retain(|other| !going.contains(&other.name) || Some(&other.name) == keeps.as_ref());
        content
            .recipe
            .disclosure
            .tables
            .retain(|name, _| !going.contains(name) || Some(name) == keeps.as_ref());
        let gone = |finding: &str| going.iter().any(|name| is_about(finding, name));
        content.decisions.decisions.retain(|decision| !gone(&decision.finding));
        if let Some(at) = content.recipe.tables.iter().position(|other| Some(&other.name) == keeps.as_ref()) {
            let kept = &mut content.recipe.tables[at];
            (kept.area, kept.joins) = (None, Vec::new());
            self.learn(&mut content, &[at], &found, progress)?;
        } else if content.recipe.tables.is_empty() {
            content.recipe.unlisted = crate::recipe::Unlisted::default();
        }
        self.change(format!("take {} as it was found", quoted(&found.tidy.title)), content, progress)
    }

    /// The tables like another one: of the same shape, under the same headings. What is corrected in one may be meant
    /// for all of them.
    pub fn similar_tables(&self, table: u32) -> Result<Vec<SimilarView>, Failure> {
        let found = &self.table(table)?.found;
        let own = shape(found);
        let others = self.assessment.tables.iter().zip(&self.ids.tables);
        let like = others.filter(|(other, id)| **id != table && own.is_some() && shape(&other.found) == own);
        let view = |(other, id): (&crate::assess::AssessedTable, &u32)| SimilarView {
            id: *id,
            title: other.found.tidy.title.clone(),
            sheet: other.found.tidy.sheet.clone().unwrap_or_default(),
        };
        Ok(like.map(view).collect())
    }

    /// Has the corrections of a table's layout and columns made in others too, as one step. Refused where one of them
    /// is not there in one of those.
    pub fn apply_to(&mut self, table: u32, others: &[u32], progress: &dyn Progress) -> Result<(), Failure> {
        let found = self.table(table)?.found.clone();
        let said = found.recipe.clone().ok_or_else(|| invalid("nothing was corrected in it"))?;
        let mut content = (*self.content).clone();
        for id in others {
            let other = self.table(*id)?.found.clone();
            let at = self.entry_at(&mut content, *id)?;
            if let Some(layout) = &said.layout {
                self.fits(&other, layout)?;
            }
            let entry = &mut content.recipe.tables[at];
            entry.layout.clone_from(&said.layout);
            let own: BTreeMap<String, Vec<String>> =
                entry.dimensions.iter().map(|own| (own.found.clone(), own.categories.clone())).collect();
            entry.dimensions.clone_from(&said.dimensions);
            for dimension in &mut entry.dimensions {
                dimension.categories = own.get(&dimension.found).cloned().unwrap_or_default();
            }
            entry.measures.clone_from(&said.measures);
            self.learn(&mut content, &[at], &other, progress)?;
        }
        let name = format!(
            "read {} as {}",
            counted(others.len(), "more table", "more tables"),
            quoted(&found.tidy.title)
        );
        self.change(name, content, progress)
    }

    /// Whether every correction of a layout finds its line in another table.
    fn fits(&self, other: &FoundTable, layout: &LayoutRecipe) -> Result<(), Failure> {
        let sheet = &self.content.opened[other.source].source.workbook.sheets[other.sheet];
        let detected = other.detected.as_ref().ok_or_else(fixed)?;
        let unfound = tables::unfound(sheet, detected, layout);
        match unfound.first() {
            None => Ok(()),
            Some(line) => {
                let title = &other.tidy.title;
                Err(invalid(format!("'{}' is not there, or not alone, in '{title}'", line.says)))
            }
        }
    }

    /// Writes the columns of tables whose shape has changed into their entries: what a person said of those that are
    /// still there stays.
    fn learn(
        &self,
        content: &mut Content,
        entries: &[usize],
        like: &FoundTable,
        progress: &dyn Progress,
    ) -> Result<(), Failure> {
        let mut before = Vec::new();
        for at in entries {
            let entry = &mut content.recipe.tables[*at];
            before.push((std::mem::take(&mut entry.dimensions), std::mem::take(&mut entry.measures)));
        }
        let located = super::located(content);
        let found =
            crate::found::find_again(&located, &content.recipe, &content.decisions, &self.found, progress)?;
        for (at, (dimensions, measures)) in entries.iter().zip(before) {
            let table = found.tables.iter().find(|table| table.entry == Some(*at));
            let Some(fresh) = table.and_then(FoundTable::as_found) else {
                let title = &like.tidy.title;
                return Err(invalid(format!("'{title}' could not be found again after it")));
            };
            let entry = &mut content.recipe.tables[*at];
            if entry.added {
                entry.title = fresh.title;
            }
            entry.dimensions = fresh.dimensions;
            for own in &mut entry.dimensions {
                if let Some(said) = dimensions.iter().find(|said| said.found == own.found) {
                    let categories = std::mem::take(&mut own.categories);
                    *own = tables::DimensionRecipe { categories, ..said.clone() };
                }
            }
            entry.measures = fresh.measures;
            for own in &mut entry.measures {
                if let Some(said) = measures.iter().find(|said| said.found == own.found) {
                    *own = said.clone();
                }
            }
        }
        Ok(())
    }
}

/// What tables have in common that are like each other: the shape of their layout and their headings.
fn shape(found: &FoundTable) -> Option<(String, Vec<String>, usize)> {
    let layout = found.detected.as_ref()?;
    let headings = layout.label_cols.iter().map(|label| label.heading.clone()).collect();
    Some((layout.shape(), headings, layout.value_cols.len()))
}

fn fixed() -> Failure {
    invalid("it comes from a tidy CSV, which is taken as it is; change it in the file")
}

fn invalid(detail: impl Into<String>) -> Failure {
    Failure::new(FailureKind::Invalid, "The table", detail)
}
