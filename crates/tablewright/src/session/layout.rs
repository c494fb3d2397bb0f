//! How a table is read: the parts that a person gives to rows and columns, kept in the recipe.

use model::{Failure, FailureKind, Progress};
use tables::{Along, LayoutRecipe, LineRole, RoleChange, TableRecipe, TidyOptions};
use workbook::Sheet;

use super::{Content, Session};
use crate::found::FoundTable;
use crate::view::RoleRequest;

impl Session {
    /// Gives whole rows or columns of a table another part. Refused where no table would be left.
    pub fn set_role(
        &mut self,
        table: u32,
        request: &RoleRequest,
        progress: &dyn Progress,
    ) -> Result<(), Failure> {
        let change = role_change(request)?;
        self.correct(table, change.name(), progress, |sheet, found, layout| {
            let detected = found.detected.as_deref().ok_or_else(|| invalid("the table has no layout"))?;
            tables::set_role(sheet, detected, layout, change).map_err(invalid)
        })
    }

    /// Takes back every correction of a table's layout.
    pub fn reset_layout(&mut self, table: u32, progress: &dyn Progress) -> Result<(), Failure> {
        let found = &self.table(table)?.found;
        if found.recipe.as_ref().is_none_or(|recipe| recipe.layout.is_none()) {
            return Ok(());
        }
        let name = format!("read '{}' as it was found", found.tidy.title);
        self.correct(table, name, progress, |_, _, layout| {
            *layout = LayoutRecipe::default();
            Ok(())
        })
    }

    /// A person says that a table is read right: it stays so while its layout keeps its shape. Corrections for which
    /// nothing is found any more are dropped.
    pub fn confirm_table(&mut self, table: u32, progress: &dyn Progress) -> Result<(), Failure> {
        let name = format!("say that '{}' is read right", self.table(table)?.found.tidy.title);
        self.correct(table, name, progress, |sheet, found, layout| {
            if let Some(detected) = found.detected.as_deref() {
                tables::keep_found(sheet, detected, layout);
            }
            layout.confirmed = found.layout.as_ref().map(|layout| layout.shape());
            Ok(())
        })
    }

    /// Changes what the recipe says of a table's layout, as one step.
    fn correct(
        &mut self,
        id: u32,
        name: String,
        progress: &dyn Progress,
        change: impl FnOnce(&Sheet, &FoundTable, &mut LayoutRecipe) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let mut content = (*self.content).clone();
        let found = &self.table(id)?.found;
        let before = self.table_recipe_mut(&mut content, id)?.layout.clone().unwrap_or_default();
        let mut after = before.clone();
        let source = &self.content.opened[found.source].source;
        change(&source.workbook.sheets[found.sheet], found, &mut after)?;
        self.enter(&mut content, id, &before, after)?;
        self.change(name, content, progress)
    }

    /// Puts a layout into the recipe of a table, with the columns that follow from it.
    fn enter(
        &self,
        content: &mut Content,
        id: u32,
        before: &LayoutRecipe,
        after: LayoutRecipe,
    ) -> Result<(), Failure> {
        let found = &self.table(id)?.found;
        let known = self.columns_under(found, before)?;
        let fresh = self.columns_under(found, &after)?;
        let entry = self.table_recipe_mut(content, id)?;
        entry.dimensions = merged(&entry.dimensions, &known.dimensions, fresh.dimensions, |said| &said.found);
        entry.measures = merged(&entry.measures, &known.measures, fresh.measures, |said| &said.found);
        entry.layout = (!after.is_empty()).then_some(after);
        Ok(())
    }

    /// The columns that a table has under a layout, as detection names them.
    fn columns_under(&self, found: &FoundTable, layout: &LayoutRecipe) -> Result<TableRecipe, Failure> {
        let source = &self.content.opened[found.source].source;
        let sheet = &source.workbook.sheets[found.sheet];
        let detected = found.detected.as_deref().ok_or_else(|| invalid("the table has no layout"))?;
        let recipe = TableRecipe { layout: Some(layout.clone()), ..TableRecipe::default() };
        let options = TidyOptions::default();
        let laid = tables::lay_out(&source.name, sheet, detected, Some(&recipe), &options)?;
        Ok(tables::recipe_from(&laid.layout, &laid.table))
    }
}

/// What is said of the columns after a correction of the layout: what a person changed stays, even where its column
/// is gone, so that nobody loses it in silence; all else is as detection says now.
fn merged<T: Clone + PartialEq>(
    said: &[T],
    known: &[T],
    fresh: Vec<T>,
    found: impl Fn(&T) -> &String,
) -> Vec<T> {
    let changed: Vec<&T> = said.iter().filter(|said| !known.contains(said)).collect();
    let own =
        |column: &T| changed.iter().find(|said| found(said) == found(column)).map(|said| (*said).clone());
    let gone = changed.iter().filter(|said| !fresh.iter().any(|column| found(column) == found(said)));
    let gone: Vec<T> = gone.map(|said| (*said).clone()).collect();
    let mut all: Vec<T> = fresh.into_iter().map(|column| own(&column).unwrap_or(column)).collect();
    all.extend(gone);
    all
}

/// A request of the page in the words of the engine.
fn role_change(request: &RoleRequest) -> Result<RoleChange, Failure> {
    let along = match request.axis.as_str() {
        "rows" => Along::Rows,
        "columns" => Along::Columns,
        other => return Err(invalid(format!("'{other}' is neither rows nor columns"))),
    };
    let role = match request.role.as_str() {
        "header" => LineRole::Header,
        "label" => LineRole::Label,
        "value" => LineRole::Value,
        "total" => LineRole::Total,
        "note" => LineRole::Note,
        "ignore" => LineRole::Ignore,
        other => return Err(invalid(format!("'{other}' is no part of a table"))),
    };
    let (first, last) = (request.first.min(request.last), request.first.max(request.last));
    Ok(RoleChange { along, first, last, role })
}

fn invalid(detail: impl Into<String>) -> Failure {
    Failure::new(FailureKind::Invalid, "The correction", detail)
}

#[cfg(test)]
pub(super) mod tests;
