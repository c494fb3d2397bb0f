//! A person changes what a column is called and what it is.

use model::{Failure, FailureKind, Progress, TidyKey};
use tables::{DimensionRecipe, MeasureRecipe, TableRecipe};

use super::words;
use crate::found::FoundTable;
use crate::session::Session;
use crate::view::{ColumnKindView, ColumnRequest};

/// Column names that every tidy table has.
const RESERVED: [&str; 5] = [TidyKey::MEASURE, "unit", "value", "marker", "value_marker"];

/// Longest name of a column.
const LONGEST: usize = 60;

/// Longest heading, measure or unit.
const LONGEST_TEXT: usize = 300;

impl Session {
    /// Changes a column of a table. A request that says nothing of a column which the table does not have any more
    /// takes it out of the recipe.
    pub fn set_column(
        &mut self,
        table: u32,
        request: &ColumnRequest,
        progress: &dyn Progress,
    ) -> Result<(), Failure> {
        let mut content = (*self.content).clone();
        let found = &self.table(table)?.found;
        let entry = self.table_recipe_mut(&mut content, table)?;
        // A column of another period is the same one: it is named as it is called now.
        if let Some(fresh) = found.as_found() {
            tables::refresh_names(entry, &fresh);
        }
        let name = match request.part.as_str() {
            "dimension" => set_dimension(found, entry, request)?,
            "measure" => set_measure(found, entry, request)?,
            other => return Err(invalid(format!("'{other}' is neither dimension nor measure"))),
        };
        self.change(name, content, progress)
    }
}

/// Changes a dimension; gives the name of the step.
fn set_dimension(
    found: &FoundTable,
    entry: &mut TableRecipe,
    request: &ColumnRequest,
) -> Result<String, Failure> {
    let at = dimension_entry(found, entry, &request.column)?;
    let before = entry.dimensions[at].clone();
    if is_bare(request) && !found.tidy.dimensions.iter().any(|known| known.name == before.name) {
        entry.dimensions.remove(at);
        return Ok(format!("forget column {}", before.name));
    }
    if request.unit.is_some() {
        return Err(invalid("a dimension has no unit".to_owned()));
    }
    if let Some(name) = &request.name {
        let others = found.tidy.dimensions.iter().map(|known| known.name.as_str());
        let others: Vec<&str> = others.filter(|known| *known != before.name).collect();
        check_name(name, &others)?;
        entry.dimensions[at].name.clone_from(name);
    }
    if let Some(label) = &request.label {
        entry.dimensions[at].label = one_line("heading", label)?;
    }
    if let Some(kind) = &request.kind {
        entry.dimensions[at].kind = words::find_dimension(kind).ok_or_else(|| no_kind(kind))?;
    }
    Ok(step_name(&before.name, request, &words::dimension_kinds()))
}

/// Changes a measure; gives the name of the step.
fn set_measure(
    found: &FoundTable,
    entry: &mut TableRecipe,
    request: &ColumnRequest,
) -> Result<String, Failure> {
    let at = measure_entry(found, entry, &request.column)?;
    let before = entry.measures[at].clone();
    if is_bare(request) && !found.tidy.measures.iter().any(|known| known.name == before.name) {
        entry.measures.remove(at);
        return Ok(format!("forget column {}", before.name));
    }
    if let Some(name) = &request.name {
        let name = one_line("name", name)?;
        let others = found.tidy.measures.iter().filter(|known| known.name != before.name);
        if others.into_iter().any(|known| known.name == name) {
            return Err(invalid(format!("the table has another measure '{name}'")));
        }
        entry.measures[at].name = name;
    }
    if let Some(label) = &request.label {
        entry.measures[at].label = one_line("heading", label)?;
    }
    if let Some(unit) = &request.unit {
        entry.measures[at].unit =
            if unit.trim().is_empty() { String::new() } else { one_line("unit", unit)? };
    }
    if let Some(kind) = &request.kind {
        entry.measures[at].kind = words::find_measure(kind).ok_or_else(|| no_kind(kind))?;
    }
    Ok(step_name(&before.name, request, &words::measure_kinds()))
}

/// The entry for a dimension that detection calls `id`, made where the recipe has none.
fn dimension_entry(found: &FoundTable, entry: &mut TableRecipe, id: &str) -> Result<usize, Failure> {
    if let Some(at) = entry.dimensions.iter().position(|said| said.found == id) {
        return Ok(at);
    }
    let known = found.tidy.dimensions.iter().find(|dimension| dimension.name == id);
    let known = known.ok_or_else(|| no_column(id))?;
    entry.dimensions.push(DimensionRecipe {
        found: id.to_owned(),
        name: known.name.clone(),
        label: known.label.clone(),
        kind: known.kind,
        categories: Vec::new(),
        national: None,
        periods: None,
    });
    Ok(entry.dimensions.len() - 1)
}

/// The same for a measure.
fn measure_entry(found: &FoundTable, entry: &mut TableRecipe, id: &str) -> Result<usize, Failure> {
    if let Some(at) = entry.measures.iter().position(|said| said.found == id) {
        return Ok(at);
    }
    let known = found.tidy.measures.iter().find(|measure| measure.name == id);
    let known = known.ok_or_else(|| no_column(id))?;
    entry.measures.push(MeasureRecipe {
        found: id.to_owned(),
        name: known.name.clone(),
        label: known.label.clone(),
        unit: known.unit.clone(),
        kind: known.kind,
        adding: None,
    });
    Ok(entry.measures.len() - 1)
}

fn is_bare(request: &ColumnRequest) -> bool {
    let ColumnRequest { column: _, part: _, name, label, kind, unit } = request;
    [name, label, kind, unit].iter().all(|given| given.is_none())
}

/// Whether a name can be that of a column in every file that is written.
fn check_name(name: &str, others: &[&str]) -> Result<(), Failure> {
    let letters = name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    if !letters || !name.starts_with(|c: char| c.is_ascii_lowercase()) || name.len() > LONGEST {
        let detail = format!(
            "the name of a column begins with a small letter and has only small letters, digits and _ (such as age_group), at most {LONGEST} of them"
        );
        return Err(invalid(detail));
    }
    if RESERVED.contains(&name) || name.ends_with("_marker") {
        return Err(invalid(format!("'{name}' is a name that tidy tables need for themselves")));
    }
    let taken = |other: &&&str| {
        let codes = |one: &str, two: &str| one.strip_suffix("_code") == Some(two);
        **other == name || codes(other, name) || codes(name, other)
    };
    match others.iter().find(taken) {
        Some(other) if *other == name => Err(invalid(format!("the table has another column '{name}'"))),
        Some(other) => Err(invalid(format!("'{name}' is needed for the codes of the column '{other}'"))),
        None => Ok(()),
    }
}

/// Text without breaks and spaces around it; never empty.
fn one_line(what: &str, text: &str) -> Result<String, Failure> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.is_empty() || line.chars().count() > LONGEST_TEXT {
        return Err(invalid(format!("a {what} has 1 to {LONGEST_TEXT} letters")));
    }
    Ok(line)
}

/// What the step of undo is called.
fn step_name(column: &str, request: &ColumnRequest, kinds: &[ColumnKindView]) -> String {
    match (&request.name, &request.label, &request.kind, &request.unit) {
        (Some(name), None, None, None) => format!("rename column {column} to {name}"),
        (None, Some(_), None, None) => format!("change the heading of {column}"),
        (None, None, Some(kind), None) => {
            let kind = kinds.iter().find(|known| known.id == *kind).map(words::in_sentence);
            format!("read {column} as {}", kind.unwrap_or_default())
        }
        (None, None, None, Some(_)) => format!("change the unit of {column}"),
        _ => format!("change column {column}"),
    }
}

fn no_kind(kind: &str) -> Failure {
    invalid(format!("'{kind}' is no kind of column"))
}

fn no_column(id: &str) -> Failure {
    invalid(format!("the table has no column '{id}'"))
}

fn invalid(detail: String) -> Failure {
    Failure::new(FailureKind::Invalid, "The column", detail)
}
