//! Tables of the same shape that the recipe stacks into one, and those for which that is offered.

use std::sync::Arc;

use model::{Finding, Place, Severity, TidyTable, What};

use super::{Found, FoundTable};
use crate::recipe::{Recipe, StackRecipe};

/// Puts the stacks of the recipe into the place of the first of their tables, and offers others.
pub(super) fn apply(found: &mut Found, recipe: &Recipe) {
    for wanted in &recipe.stacks {
        match stacked(found, wanted) {
            Ok((at, table)) => {
                let first = at[0];
                found.tables[first] = table;
                for at in at[1..].iter().rev() {
                    found.tables.remove(*at);
                }
            }
            Err(why) => found.findings.push(unstacked(found, wanted, &why)),
        }
    }
    if !found.tables.is_empty() {
        let offers = offers(&found.tables);
        found.findings.extend(offers);
    }
}

/// The tables of a stack, in the order in which they stand, and what they make.
fn stacked(found: &Found, wanted: &StackRecipe) -> Result<(Vec<usize>, FoundTable), String> {
    let place = |name: &String| {
        let at = found.tables.iter().position(|table| table.tidy.name == *name);
        at.ok_or_else(|| format!("there is no table '{name}'"))
    };
    let order = wanted.tables.iter().map(place).collect::<Result<Vec<usize>, String>>()?;
    let tables: Vec<&TidyTable> = order.iter().map(|at| found.tables[*at].tidy.as_ref()).collect();
    let tidy = tables::stack(&wanted.name, &wanted.dimension, &tables)?;
    let mut at = order.clone();
    at.sort_unstable();
    at.dedup();
    if at.len() != order.len() {
        return Err("it names a table twice".to_owned());
    }
    let others = found.tables.iter().enumerate().filter(|(index, _)| !at.contains(index));
    if others.into_iter().any(|(_, table)| table.tidy.name == wanted.name) {
        return Err(format!("another table is called '{}'", wanted.name));
    }
    let first = &found.tables[at[0]];
    let table = FoundTable {
        source: first.source,
        sheet: first.sheet,
        index: first.index,
        layout: None,
        detected: None,
        base: Vec::new(),
        recipe: None,
        entry: None,
        tidy: Arc::new(tidy),
        cells: Arc::default(),
        making: Arc::default(),
        stack: order.iter().map(|at| found.tables[*at].clone()).collect(),
    };
    Ok((at, table))
}

fn unstacked(found: &Found, wanted: &StackRecipe, why: &str) -> Finding {
    let file = found.tables.first().map_or("", |table| table.tidy.file.as_str());
    let expected = format!("the stack of {}, but {why}", wanted.tables.join(", "));
    let what = What::TableMissing { table: wanted.name.clone(), expected };
    Finding::thing(None, Severity::Blocker, Place::file(file), &wanted.name, what)
}

fn offers(tables: &[FoundTable]) -> Vec<Finding> {
    let tidy: Vec<&TidyTable> = tables.iter().map(|table| table.tidy.as_ref()).collect();
    let offer = |group: tables::Stackable| {
        let names: Vec<String> = group.tables.iter().map(|at| tidy[*at].name.clone()).collect();
        let name = names.join("+");
        let place = Place::file(&tidy[group.tables[0]].file);
        let what = What::Stackable { tables: names, dimension: group.dimension };
        Finding::thing(None, Severity::Note, place, &name, what)
    };
    tables::stackable(&tidy).into_iter().map(offer).collect()
}
