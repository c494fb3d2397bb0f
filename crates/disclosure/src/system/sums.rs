//! The sums of a table: which category is the sum of which others, why that is believed, and what a person
//! said about it.

use std::collections::BTreeSet;

use model::{Axis, Dimension, DimensionKind, Failure, Progress, TidyTable};
use serde::{Deserialize, Serialize};

use super::bands::Span;
use super::equations::{lines_of, single_lines};
use crate::grid::{Grid, children};

/// How many places must show a sum in full before arithmetic proposes it.
const ENOUGH: u64 = 2;

/// Why a sum is believed, or proposed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SumSource {
    /// The total says that it is one (`Total`, `All ages`, `Persons`).
    Label,
    /// A hierarchy says so: indentation, code lists, bands that tile a wider one, a given file.
    Hierarchy,
    /// The figures add up wherever all are shown. That alone only proposes.
    Arithmetic,
    /// A person said so.
    Person,
}

/// What is done with a sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SumState {
    /// The attack uses it.
    Used,
    /// It waits for a person to confirm it.
    Proposed,
    /// A person took it out.
    Removed,
}

/// What a person said about a sum: part of the recipe, by labels, so that it holds for the next release.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SumRecipe {
    /// The table's name.
    pub table: String,
    /// The dimension's column name.
    pub dimension: String,
    /// Label of the total.
    pub total: String,
    /// Labels of the parts; none where the sum of that total is meant whatever its parts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<String>,
    /// What is said.
    pub says: SumSays,
}

/// What a person says about a sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SumSays {
    /// The total is the sum of the parts: confirms a proposal, or adds a sum that was not found.
    Holds,
    /// It is not.
    DoesNotHold,
}

/// A sum of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sum {
    pub(crate) dimension: usize,
    pub(crate) total: u32,
    pub(crate) parts: Vec<u32>,
    pub(crate) source: SumSource,
    pub(crate) state: SumState,
}

impl Sum {
    pub(crate) fn is_used(&self) -> bool {
        self.state == SumState::Used
    }

    /// Its identity, made of labels, which survives new values and moved cells.
    pub(crate) fn id(&self, table: &TidyTable) -> String {
        let dimension = &table.dimensions[self.dimension];
        let total = &dimension.categories[self.total as usize].label;
        let first = self.parts.first().map_or("", |part| &dimension.categories[*part as usize].label);
        let count = self.parts.len();
        format!("{}/{}={total}/{first}+{}", table.name, dimension.name, count.saturating_sub(1))
    }
}

/// All sums of a table: by label and hierarchy, by bands, by arithmetic, and what a person said.
pub(crate) fn sums_of(
    grid: &Grid,
    said: &[&SumRecipe],
    progress: &dyn Progress,
) -> Result<Vec<Sum>, Failure> {
    let table = grid.table;
    let mut sums = Vec::new();
    for dimension in 0..table.dimensions.len() {
        progress.go_on()?;
        by_parents(table, dimension, &mut sums);
        by_bands(table, dimension, &mut sums);
    }
    by_arithmetic(grid, &mut sums, progress)?;
    for recipe in said {
        take(table, recipe, &mut sums);
    }
    Ok(sums)
}

fn by_parents(table: &TidyTable, dimension: usize, sums: &mut Vec<Sum>) {
    let of = &table.dimensions[dimension];
    for (total, parts) in children(of).into_iter().enumerate().filter(|(_, parts)| !parts.is_empty()) {
        if of.kind == DimensionKind::Age && overlap(of, &parts) {
            continue;
        }
        let says_total = is_total(&of.categories[total].label);
        let source = if says_total { SumSource::Label } else { SumSource::Hierarchy };
        push(sums, Sum { dimension, total: total as u32, parts, source, state: SumState::Used });
    }
}

/// Whether bands that are said to be parts of one total overlap, so that they cannot be.
fn overlap(of: &Dimension, parts: &[u32]) -> bool {
    let mut spans: Vec<Span> =
        parts.iter().filter_map(|part| Span::of_age(&of.categories[*part as usize].label)).collect();
    spans.sort_unstable();
    spans.windows(2).any(|pair| pair[1].first < pair[0].end)
}

/// Whether a label says that it is a total.
pub(crate) fn is_total(label: &str) -> bool {
    let words = label.to_lowercase();
    let mut words = words.split(|c: char| !c.is_alphanumeric());
    words.any(|word| matches!(word, "total" | "totals" | "all" | "persons" | "overall" | "both" | "everyone"))
}

/// Age bands that tile a wider one: `0-17` and `18 and over` make all ages.
fn by_bands(table: &TidyTable, dimension: usize, sums: &mut Vec<Sum>) {
    let of = &table.dimensions[dimension];
    if of.kind != DimensionKind::Age {
        return;
    }
    let spans: Vec<Option<Span>> = of.categories.iter().map(|c| Span::of_age(&c.label)).collect();
    let known: BTreeSet<Span> = spans.iter().copied().flatten().collect();
    for (total, wide) in spans.iter().enumerate() {
        let Some(wide) = wide else { continue };
        for tiling in wide.tilings(&known) {
            let parts: Option<Vec<u32>> = tiling
                .iter()
                .map(|span| spans.iter().position(|own| own.as_ref() == Some(span)).map(|at| at as u32))
                .collect();
            let Some(parts) = parts else { continue };
            let (source, state) = (SumSource::Hierarchy, SumState::Used);
            push(sums, Sum { dimension, total: total as u32, parts, source, state });
        }
    }
}

/// Adds a sum unless it is known with the same parts.
fn push(sums: &mut Vec<Sum>, sum: Sum) {
    let same = |known: &Sum| {
        let mut parts = (known.parts.clone(), sum.parts.clone());
        parts.0.sort_unstable();
        parts.1.sort_unstable();
        (known.dimension, known.total) == (sum.dimension, sum.total) && parts.0 == parts.1
    };
    if !sums.iter().any(same) {
        sums.push(sum);
    }
}

/// Totals that are the sum of the categories just after or before them wherever all of them are shown.
fn by_arithmetic(grid: &Grid, sums: &mut Vec<Sum>, progress: &dyn Progress) -> Result<(), Failure> {
    for (dimension, of) in grid.table.dimensions.iter().enumerate() {
        let count = of.categories.len() as u32;
        // Codes beside names say nothing of their own, and long lists are places, which have hierarchies.
        if matches!(of.kind, DimensionKind::Code | DimensionKind::Time) || !(3..=60).contains(&count) {
            continue;
        }
        progress.go_on()?;
        let groups: Vec<_> = grid
            .groups(of.axis, Some(dimension))
            .iter()
            .map(|group| single_lines(group, &of.codes))
            .collect();
        for total in 0..count {
            for parts in neighbours(total, count) {
                let (source, state) = (SumSource::Arithmetic, SumState::Proposed);
                let sum = Sum { dimension, total, parts, source, state };
                let known = sums.iter().any(|own| own.dimension == dimension && own.total == total);
                if !known && fits_everywhere(grid, &groups, of.axis, &sum) {
                    push(sums, sum);
                    break;
                }
            }
        }
    }
    Ok(())
}

/// Runs of two or more categories beside `total`, and all of the others.
fn neighbours(total: u32, count: u32) -> Vec<Vec<u32>> {
    let after = (total + 3..=count).map(|end| (total + 1..end).collect());
    let before = (0..total.saturating_sub(1)).map(|start| (start..total).collect());
    let others = std::iter::once((0..count).filter(|other| *other != total).collect());
    after.chain(before).chain(others).filter(|parts: &Vec<u32>| parts.len() > 1).collect()
}

/// Whether a sum holds, within rounding, in every place where all of it is shown, and in enough of them.
fn fits_everywhere(grid: &Grid, groups: &[Vec<(u32, u32)>], axis: Axis, sum: &Sum) -> bool {
    let table = grid.table;
    let mut fits = 0;
    for group in groups {
        let Some(lines) = lines_of(group, sum) else { continue };
        let others = match axis {
            Axis::Rows => grid.width,
            Axis::Columns => grid.height,
        };
        for other in 0..others {
            let value = |line: &u32| table.value(grid.at(axis, *line as usize, other));
            let Some(values) = lines.iter().map(value).collect::<Option<Vec<f64>>>() else { continue };
            let unit = rounding_unit(&values);
            let gap = values[0] - values[1..].iter().sum::<f64>();
            if gap.abs() > unit * values.len() as f64 / 2.0 + 1e-6 {
                return false;
            }
            fits += u64::from(values[1..].iter().filter(|value| **value != 0.0).count() > 1);
        }
    }
    fits >= ENOUGH
}

/// The unit to which all of the figures may be rounded: nothing for whole numbers that are not round.
fn rounding_unit(values: &[f64]) -> f64 {
    let whole = |unit: f64| values.iter().all(|value| (value / unit).fract().abs() < 1e-9);
    if !whole(1.0) {
        let decimals = [10.0, 100.0, 1000.0].into_iter().find(|tens| whole(1.0 / tens)).unwrap_or(1000.0);
        return 1.0 / decimals;
    }
    if whole(10.0) {
        10.0
    } else if whole(5.0) {
        5.0
    } else {
        0.0
    }
}

/// What a person said about a sum.
fn take(table: &TidyTable, recipe: &SumRecipe, sums: &mut Vec<Sum>) {
    let Some(dimension) = table.dimensions.iter().position(|own| own.name == recipe.dimension) else {
        return;
    };
    let code_of = |label: &String| {
        let categories = &table.dimensions[dimension].categories;
        categories.iter().position(|own| own.label == *label).map(|at| at as u32)
    };
    let Some(total) = code_of(&recipe.total) else { return };
    let Some(parts) = recipe.parts.iter().map(code_of).collect::<Option<Vec<u32>>>() else { return };
    let wanted: BTreeSet<u32> = parts.iter().copied().collect();
    let mut met = false;
    for sum in sums.iter_mut().filter(|sum| (sum.dimension, sum.total) == (dimension, total)) {
        if wanted.is_empty() || wanted == sum.parts.iter().copied().collect() {
            met = true;
            (sum.source, sum.state) = match recipe.says {
                SumSays::Holds => (SumSource::Person, SumState::Used),
                SumSays::DoesNotHold => (sum.source, SumState::Removed),
            };
        }
    }
    if !met && recipe.says == SumSays::Holds && !parts.is_empty() {
        let (source, state) = (SumSource::Person, SumState::Used);
        sums.push(Sum { dimension, total, parts, source, state });
    }
}
