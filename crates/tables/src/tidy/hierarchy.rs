//! Which category is a part of which: by total words, code lists, indentation; kept only where the
//! arithmetic does not speak against it.
//!
//! A proposed parent is dropped when, of the slices in which the total and all of its parts are shown,
//! fewer than two thirds add up within rounding. With no such slice, words are believed. A single slice
//! that does not add up among many that do is a finding of the checks, not a reason to forget the
//! hierarchy.

use std::collections::BTreeMap;

use codes::Level;
use model::{Axis, Dimension, DimensionKind, MeasureKind, TidyTable};

use super::told::Told;
use crate::layout::Said;
use crate::words;

/// Fills codes, national flags and parents of every dimension. `indents` belongs to the dimension of the
/// same index; empty where nothing is known. What a person said about totals outranks all else.
pub(crate) fn fill(table: &mut TidyTable, indents: &[Vec<u32>], said: &Said) {
    for at in 0..table.dimensions.len() {
        let indents = indents.get(at).map_or(&[][..], Vec::as_slice);
        from_lists(&mut table.dimensions[at]);
        let told = Told::of(table, at, said);
        told.propose(table, at);
        let believed = |proposal: Proposal| -> Proposal {
            proposal.into_iter().map(|parent| parent.filter(|parent| !told.is_plain(*parent))).collect()
        };
        let (lists, indented) = (believed(by_lists(&table.dimensions[at])), believed(by_indent(indents)));
        if indented.is_empty() {
            in_order(table, at, &told);
            propose(table, at, &coarsest(&table.dimensions[at], &lists));
        }
        propose(table, at, &agreed(&lists, &indented));
        // Where the two together do not add up, one of them alone may.
        propose(table, at, &indented);
        propose(table, at, &lists);
        let words = by_words(&table.dimensions[at], &told);
        propose_worded(table, at, &words);
        let nation = believed(by_nation(&table.dimensions[at]));
        propose_proven(table, at, &nation);
    }
}

/// Parents proposed, by category.
type Proposal = Vec<Option<u32>>;

/// Codes and national flags from the code lists.
pub(crate) fn from_lists(dimension: &mut Dimension) {
    let placed = matches!(dimension.kind, DimensionKind::Geography | DimensionKind::Organisation);
    // Where the sheet gives codes, a name without one is none of the places that are called so.
    let coded = dimension.categories.iter().any(|category| category.code.is_some());
    for category in &mut dimension.categories {
        let by_code = category.code.as_deref().and_then(codes::by_code);
        let entry = by_code.or_else(|| codes::by_name(&category.label).next());
        let Some(entry) = entry else { continue };
        category.national = entry.national;
        if placed && !coded {
            category.code = Some(entry.code.clone());
        }
    }
}

/// Regions are parts of England, boards of their region where it is listed, else of England.
fn by_lists(dimension: &Dimension) -> Proposal {
    let mut by_code: BTreeMap<&str, u32> = BTreeMap::new();
    for (at, category) in dimension.categories.iter().enumerate() {
        for entry in entries(category) {
            by_code.entry(entry.code.as_str()).or_insert(at as u32);
        }
    }
    let boards = dimension.categories.iter().flat_map(entries).any(|entry| entry.level == Level::Icb);
    let above = |at: usize| {
        let entry = entries(&dimension.categories[at])
            .max_by_key(|entry| u8::from(boards == (entry.level == Level::NhsRegion)))?;
        let mut parent = entry.parent.as_deref();
        while let Some(code) = parent {
            if let Some(found) = by_code.get(code).filter(|found| **found as usize != at) {
                return Some(*found);
            }
            parent = codes::by_code(code).and_then(|entry| entry.parent.as_deref());
        }
        None
    };
    (0..dimension.categories.len()).map(above).collect()
}

fn entries(category: &model::Category) -> impl Iterator<Item = &'static codes::Entry> {
    let by_code = category.code.as_deref().and_then(codes::by_code);
    by_code.into_iter().chain(codes::by_name(&category.label))
}

/// A label that is indented is a part of the nearest one above that is indented less.
fn by_indent(indents: &[u32]) -> Proposal {
    if indents.iter().all(|indent| Some(indent) == indents.first()) {
        return Vec::new();
    }
    let mut open: Vec<(u32, u32)> = Vec::new();
    let mut parents = Vec::with_capacity(indents.len());
    for (at, indent) in indents.iter().enumerate() {
        while open.last().is_some_and(|(above, _)| above >= indent) {
            open.pop();
        }
        parents.push(open.last().map(|(_, above)| *above));
        open.push((*indent, at as u32));
    }
    parents
}

/// How far down a place stands by the lists: countries, regions, what is within them.
fn rank(category: &model::Category) -> Option<u8> {
    entries(category).next().map(|entry| match entry.level {
        Level::Country => 0,
        Level::Region | Level::NhsRegion => 1,
        Level::Icb | Level::LocalAuthority => 2,
        Level::Trust => 3,
    })
}

/// Places that follow a region row, up to the next one, are its parts where the numbers say so: the lists do
/// not know the region of every district. Where some regions add up, one whose parts are withheld is laid
/// out like them; without any that does, nothing is believed.
fn in_order(table: &mut TidyTable, dimension: usize, told: &Told) {
    let mut blocks = region_blocks(&table.dimensions[dimension]);
    blocks.retain(|(region, _)| !told.is_plain(*region));
    let told: Vec<(u32, u32)> =
        blocks.iter().map(|(region, parts)| evidence(table, dimension, *region, parts)).collect();
    let (right, tried) = told.iter().fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    if tried == 0 || right * 3 < tried * 2 {
        return;
    }
    for ((region, parts), (right, tried)) in blocks.into_iter().zip(told) {
        let categories = &mut table.dimensions[dimension].categories;
        let free = parts.iter().all(|part| categories[*part as usize].parent.is_none());
        if free && right * 3 >= tried * 2 {
            for part in parts {
                categories[part as usize].parent = Some(region);
            }
        }
    }
}

/// Each region with the places below regions that follow it.
fn region_blocks(dimension: &Dimension) -> Vec<(u32, Vec<u32>)> {
    let ranks: Vec<Option<u8>> = dimension.categories.iter().map(rank).collect();
    let regions: Vec<usize> = (0..ranks.len()).filter(|at| ranks[*at] == Some(1)).collect();
    let block = |(number, region): (usize, &usize)| {
        let end = regions.get(number + 1).copied().unwrap_or(ranks.len());
        let within = (region + 1..end).take_while(|at| ranks[*at] != Some(0));
        let parts: Vec<u32> = within.filter(|at| ranks[*at] == Some(2)).map(|at| at as u32).collect();
        (*region as u32, parts)
    };
    regions.iter().enumerate().map(block).filter(|(_, parts)| parts.len() > 1).collect()
}

/// Of the parts that the lists give a place, those that stand highest: England is the sum of its regions or
/// of its districts, not of both.
fn coarsest(dimension: &Dimension, lists: &Proposal) -> Proposal {
    let mut highest: BTreeMap<u32, u8> = BTreeMap::new();
    let ranked = |at: usize| rank(&dimension.categories[at]).unwrap_or(u8::MAX);
    for (at, parent) in lists.iter().enumerate() {
        let Some(parent) = parent else { continue };
        let known = highest.entry(*parent).or_insert(u8::MAX);
        *known = ranked(at).min(*known);
    }
    let highest = |at: usize, parent: u32| highest.get(&parent).is_some_and(|known| *known == ranked(at));
    lists.iter().enumerate().map(|(at, parent)| parent.filter(|parent| highest(at, *parent))).collect()
}

/// What code lists and indentation say together. The author's indentation outranks the lists, except where a
/// list only divides further what stands at one indentation: boards beside their region below England.
fn agreed(lists: &Proposal, indented: &Proposal) -> Proposal {
    let within = |child: u32, above: u32| {
        let parent = |at: u32| indented.get(at as usize).copied().flatten();
        std::iter::successors(Some(child), |at| parent(*at)).any(|at| at == above)
    };
    let both =
        lists.iter().enumerate().map(|(at, listed)| match (listed, indented.get(at).copied().flatten()) {
            (Some(listed), Some(above)) if within(*listed, above) => Some(*listed),
            (_, Some(above)) => Some(above),
            (listed, None) => *listed,
        });
    both.collect()
}

/// The one category whose words say "total" is the parent of all that have none yet.
fn by_words(dimension: &Dimension, told: &Told) -> Proposal {
    let is_total =
        |at: &usize| words::is_total(&dimension.categories[*at].label) && !told.is_plain(*at as u32);
    let totals: Vec<usize> = (0..dimension.categories.len()).filter(is_total).collect();
    let exact = |at: &&usize| words::words(&dimension.categories[**at].label).len() <= 2;
    let total = match totals.as_slice() {
        [one] => *one,
        several => {
            let mut plain = several.iter().filter(exact);
            match (plain.next(), plain.next()) {
                (Some(one), None) => *one,
                _ => return Vec::new(),
            }
        }
    };
    if dimension.categories.len() < 2 {
        return Vec::new();
    }
    let top = |at: usize| dimension.categories[at].parent.is_none() && at != total;
    (0..dimension.categories.len()).map(|at| top(at).then_some(total as u32)).collect()
}

/// The one category that stands for the whole country is the parent of all that have none yet: trusts and
/// other places that no list knows. The arithmetic must prove it, because a country may stand beside others.
fn by_nation(dimension: &Dimension) -> Proposal {
    let categories = &dimension.categories;
    let mut nations = (0..categories.len()).filter(|at| categories[*at].national);
    let (Some(nation), None) = (nations.next(), nations.next()) else { return Vec::new() };
    let top = |at: usize| categories[at].parent.is_none() && at != nation;
    (0..categories.len()).map(|at| top(at).then_some(nation as u32)).collect()
}

/// Sets the parents of a proposal where every place that is shown in full adds up, and one does.
fn propose_proven(table: &mut TidyTable, dimension: usize, proposal: &Proposal) {
    let Some(parent) = proposal.iter().flatten().next().copied() else { return };
    let parts: Vec<u32> = (0..proposal.len() as u32).filter(|at| proposal[*at as usize].is_some()).collect();
    let (right, tried) = evidence(table, dimension, parent, &parts);
    if right > 0 && right == tried {
        for part in parts {
            table.dimensions[dimension].categories[part as usize].parent = Some(parent);
        }
    }
}

/// Sets the parents of a proposal, parent by parent, where they are free and the arithmetic agrees.
fn propose(table: &mut TidyTable, dimension: usize, proposal: &Proposal) {
    propose_unless(table, dimension, proposal, 1);
}

/// The same for what says of itself that it is a total: one place that does not add up is a slip, which the
/// checks report, and no reason to forget the sum.
fn propose_worded(table: &mut TidyTable, dimension: usize, proposal: &Proposal) {
    propose_unless(table, dimension, proposal, 2);
}

/// Sets the parents of a proposal unless the arithmetic speaks against them in `doubt` places or more.
fn propose_unless(table: &mut TidyTable, dimension: usize, proposal: &Proposal, doubt: u32) {
    let mut children: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for (child, parent) in proposal.iter().enumerate() {
        let Some(parent) = parent else { continue };
        let free = table.dimensions[dimension].categories[child].parent.is_none();
        if free && !is_below(&table.dimensions[dimension], *parent, child as u32) {
            children.entry(*parent).or_default().push(child as u32);
        }
    }
    let has_parts = |table: &TidyTable, parent: u32| {
        table.dimensions[dimension].categories.iter().any(|category| category.parent == Some(parent))
    };
    for (parent, parts) in children {
        // A sum whose parts are known has no further ones: with them it would no longer be their sum.
        if has_parts(table, parent) {
            continue;
        }
        // What already is a part of one of the others is counted there.
        if !parts.is_empty() && agrees(table, dimension, parent, &parts, doubt) {
            for part in parts {
                table.dimensions[dimension].categories[part as usize].parent = Some(parent);
            }
        }
    }
}

/// Whether `category` is `above` or a part of it.
pub(super) fn is_below(dimension: &Dimension, category: u32, above: u32) -> bool {
    let mut at = Some(category);
    while let Some(now) = at {
        if now == above {
            return true;
        }
        at = dimension.categories[now as usize].parent;
    }
    false
}

/// Whether the shown numbers let `parent` be the sum of `parts`; fewer than `doubt` places say nothing.
fn agrees(table: &TidyTable, dimension: usize, parent: u32, parts: &[u32], doubt: u32) -> bool {
    let (right, tried) = evidence(table, dimension, parent, parts);
    tried < doubt || right * 3 >= tried * 2
}

/// In how many places `parent` is the sum of `parts`, of how many where all are shown.
pub(crate) fn evidence(table: &TidyTable, dimension: usize, parent: u32, parts: &[u32]) -> (u32, u32) {
    let (mut right, mut tried) = (0u32, 0u32);
    for slice in slices(table, dimension) {
        let at = |code: u32| {
            slice.binary_search_by_key(&code, |(known, _)| *known).ok().map(|found| slice[found].1)
        };
        let Some(total) = at(parent) else { continue };
        let Some(lines) = parts.iter().map(|part| at(*part)).collect::<Option<Vec<usize>>>() else {
            continue;
        };
        let (hits, places) = add_up(table, dimension, total, &lines);
        right += hits;
        tried += places;
    }
    (right, tried)
}

/// The lines (rows or columns) of the grid, by what the other dimensions of the same axis say; within a
/// slice in order of category.
fn slices(table: &TidyTable, dimension: usize) -> Vec<Vec<(u32, usize)>> {
    let own = &table.dimensions[dimension];
    let others: Vec<&Dimension> = table
        .dimensions
        .iter()
        .enumerate()
        .filter(|(at, other)| *at != dimension && other.axis == own.axis)
        .map(|(_, other)| other)
        .collect();
    let mut slices: BTreeMap<Vec<u32>, Vec<(u32, usize)>> = BTreeMap::new();
    for (line, code) in own.codes.iter().enumerate() {
        let mut key: Vec<u32> = others.iter().map(|other| other.codes[line]).collect();
        if own.axis == Axis::Columns {
            key.push(u32::from(table.measure_of_col.get(line).copied().unwrap_or(0)));
        }
        slices.entry(key).or_default().push((*code, line));
    }
    let mut slices: Vec<Vec<(u32, usize)>> = slices.into_values().collect();
    for slice in &mut slices {
        slice.sort_unstable();
    }
    slices
}

/// In how many places across the other axis a total line is the sum of its part lines, of how many where
/// all are shown. Only counts and money add up.
fn add_up(table: &TidyTable, dimension: usize, total: usize, parts: &[usize]) -> (u32, u32) {
    let width = table.cols.len();
    let along_rows = table.dimensions[dimension].axis == Axis::Rows;
    let across = if along_rows { width } else { table.rows.len().min(2000) };
    let (mut right, mut tried) = (0, 0);
    for other in 0..across {
        let index = |line: usize| if along_rows { line * width + other } else { other * width + line };
        let additive = matches!(
            table.measure(index(total)).kind,
            MeasureKind::People | MeasureKind::Things | MeasureKind::Money
        );
        let Some(sum) = table.value(index(total)).filter(|_| additive) else { continue };
        let Some(values) = parts.iter().map(|part| table.value(index(*part))).collect::<Option<Vec<f64>>>()
        else {
            continue;
        };
        tried += 1;
        let rest: f64 = values.iter().sum();
        right += u32::from((rest - sum).abs() <= tolerance(&values, sum));
    }
    (right, tried)
}

/// How far a sum may be off because every number was rounded on its own: half a unit each.
fn tolerance(values: &[f64], sum: f64) -> f64 {
    let all = || values.iter().chain(std::iter::once(&sum));
    let unit = [1000.0, 100.0, 10.0, 5.0, 1.0]
        .into_iter()
        .find(|unit| all().all(|value| (value / unit).fract() == 0.0))
        .unwrap_or(0.0);
    let count = values.len() as f64 + 1.0;
    if unit > 1.0 {
        count * unit / 2.0
    } else if unit > 0.0 {
        0.5
    } else {
        0.1 * count
    }
}
