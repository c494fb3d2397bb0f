//! Header levels: which are dimensions, which name measures.

use std::collections::BTreeSet;

use model::{Axis, CellAddress, Dimension, DimensionKind, Measure, MeasureKind};
use workbook::Sheet;

use super::measures::{self, Context, Look};
use super::rows::Builder;
use super::said;
use super::{counting, dimensions};
use crate::find;
use crate::layout::Layout;
use crate::levels::{self, Levels};
use crate::text;
use crate::words;

/// What the columns of a table say.
pub(crate) struct ColumnLabels {
    pub(crate) dimensions: Vec<Dimension>,
    pub(crate) measures: Vec<Measure>,
    pub(crate) measure_of_col: Vec<u16>,
    /// Of the dimension of the same index: the cells that say it, column by column.
    pub(crate) cells: Vec<Vec<Vec<CellAddress>>>,
    /// The cells that name the measure, column by column.
    pub(crate) measure_cells: Vec<Vec<CellAddress>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Dimension,
    Measure,
    Unknown,
}

/// Reads the header levels over `cols`.
pub(crate) fn read(
    sheet: &Sheet,
    layout: &Layout,
    rows: &[u32],
    cols: &[u32],
    context: Context<'_>,
) -> ColumnLabels {
    let mut levels = levels::levels(sheet, layout, cols);
    let mut corners: Vec<String> = layout.header_rows.iter().map(|row| corner(sheet, layout, *row)).collect();
    drop_repeats(&mut levels, &mut corners);
    let parts = settle(sheet, layout, &levels.texts, cols, context);
    let mut labels = ColumnLabels {
        dimensions: Vec::new(),
        measures: Vec::new(),
        measure_of_col: Vec::new(),
        cells: Vec::new(),
        measure_cells: Vec::new(),
    };
    for (at, corner) in corners.iter().enumerate().filter(|(at, _)| parts[*at] == Part::Dimension) {
        let mut builder = Builder::default();
        for label in &levels.texts[at] {
            builder.push(label);
        }
        labels.dimensions.push(builder.finish(corner, Axis::Columns));
        labels.cells.push(levels.cells[at].clone());
    }
    let mut headings = Vec::with_capacity(cols.len());
    for at in 0..cols.len() {
        let (heading, cells) = heading(&levels, &parts, at, context);
        headings.push(heading);
        labels.measure_cells.push(cells);
    }
    measures_of(sheet, rows, cols, &headings, context, &mut labels);
    labels
}

/// A heading of a header level itself: a text over the last label column, above the lowest level, that is
/// not the heading of that column.
fn corner(sheet: &Sheet, layout: &Layout, row: u32) -> String {
    if layout.header_rows.last() == Some(&row) {
        return String::new();
    }
    let mut left = layout.label_cols.iter().filter(|label| Some(&label.col) < layout.value_cols.first());
    let Some(last) = left.next_back() else { return String::new() };
    let merge = sheet.merge_at(row, last.col);
    let col = merge.map_or(last.col, |merge| merge.first.col);
    let downwards = merge.is_some_and(|merge| merge.height() > 1);
    let text = text::cell_label(sheet, row, col);
    let its_own = downwards || text == last.heading || last.heading.starts_with(&text);
    if its_own || text.len() >= 60 { String::new() } else { text }
}

/// Levels that say nothing, or only what the level above says.
fn drop_repeats(levels: &mut Levels, corners: &mut Vec<String>) {
    let texts = &levels.texts;
    let keep: Vec<bool> = (0..texts.len())
        .map(|at| {
            let empty = texts[at].iter().all(String::is_empty);
            let same = at > 0 && texts[at - 1] == texts[at];
            !empty && !same
        })
        .collect();
    levels.retain(&keep);
    let mut flags = keep.iter();
    corners.retain(|_| flags.next() == Some(&true));
}

/// Decides each level, first by its words alone, then by what the others are.
fn settle(
    sheet: &Sheet,
    layout: &Layout,
    texts: &[Vec<String>],
    cols: &[u32],
    context: Context<'_>,
) -> Vec<Part> {
    let mut parts: Vec<Part> = texts.iter().map(|level| by_words(level)).collect();
    let unknown = parts.iter().filter(|part| **part == Part::Unknown).count();
    let measured = parts.contains(&Part::Measure);
    let alone = unknown == 1 && texts.len() == 1;
    for (part, level) in parts.iter_mut().zip(texts) {
        if *part == Part::Unknown {
            let divides = if alone { divides(sheet, layout, level, cols, context) } else { true };
            let constant = distinct(level).len() == 1;
            *part = if divides && (measured || !constant) { Part::Dimension } else { Part::Measure };
        }
    }
    parts
}

fn distinct(level: &[String]) -> BTreeSet<&str> {
    level.iter().map(String::as_str).filter(|text| !text.is_empty()).collect()
}

fn by_words(level: &[String]) -> Part {
    let labels: Vec<&str> = distinct(level).into_iter().collect();
    if dimensions::majority(&labels).is_some() {
        return Part::Dimension;
    }
    let naming = labels.iter().filter(|label| said::is_measure(label)).count();
    if naming * 10 >= labels.len() * 4 { Part::Measure } else { Part::Unknown }
}

/// Whether a single header level whose words are not known divides one measure into categories: it has a
/// total, or the title says "by".
fn divides(sheet: &Sheet, layout: &Layout, level: &[String], cols: &[u32], context: Context<'_>) -> bool {
    if level.len() < 3 {
        return false;
    }
    let titled = words::words(context.title).iter().any(|word| word == "by");
    let said_total = cols.iter().any(|col| layout.said.total_cols.binary_search(col).is_ok());
    let total = said_total || level.iter().any(|label| words::is_plain_total(label));
    let named = said::said(context.counted()).is_some() || context.unit.is_some();
    let bare = !level.iter().any(|label| said::is_measure(label));
    total || (named && (titled || bare) && layout.label_cols.len() <= 2) || sums(sheet, layout, cols)
}

/// Whether the first or last column is the sum of the others in nearly all rows.
fn sums(sheet: &Sheet, layout: &Layout, cols: &[u32]) -> bool {
    [0, cols.len() - 1].into_iter().any(|total| {
        let (mut right, mut tried) = (0, 0);
        for row in layout.data_rows.iter().take(100) {
            let numbers: Option<Vec<f64>> = cols.iter().map(|col| find::number(sheet, *row, *col)).collect();
            let Some(numbers) = numbers else { continue };
            let rest: f64 = numbers.iter().enumerate().filter(|(at, _)| *at != total).map(|(_, n)| n).sum();
            tried += 1;
            right += u32::from(rest != 0.0 && (rest - numbers[total]).abs() < 0.5);
        }
        tried > 1 && right * 10 >= tried * 9
    })
}

/// What the levels that name measures say over a column; a label of a dimension that names another measure
/// (`% change` beside years) speaks for its own column.
fn heading(levels: &Levels, parts: &[Part], at: usize, context: Context<'_>) -> (String, Vec<CellAddress>) {
    let (mut said, mut cells): (Vec<&str>, Vec<CellAddress>) = (Vec::new(), Vec::new());
    for (number, (level, part)) in levels.texts.iter().zip(parts).enumerate() {
        let label = level[at].as_str();
        let odd = *part == Part::Dimension
            && words::label_kind(label).is_none()
            && !words::is_total(label)
            && said::said(label).is_some_and(|(kind, _)| {
                speaks_alone(label, kind, context)
                    || dimensions::majority(&distinct(level).into_iter().collect::<Vec<_>>()).is_some()
            });
        if (*part == Part::Measure || odd) && !label.is_empty() && !said.contains(&label) {
            said.push(label);
            cells.extend(&levels.cells[number][at]);
        }
    }
    (said.join(": "), cells)
}

/// Whether a short label names a count among columns of something else: `Unweighted base` beside
/// percentages.
fn speaks_alone(label: &str, kind: MeasureKind, context: Context<'_>) -> bool {
    let around = context.unit.and_then(said::said).or_else(|| said::said(context.counted()));
    let is_count = |kind: MeasureKind| matches!(kind, MeasureKind::People | MeasureKind::Things);
    let other = around.is_some_and(|(other, _)| !is_count(other));
    other && is_count(kind) && words::words(label).len() <= 4
}

/// The measures of the columns, each with a name of its own where the dimensions do not tell columns apart.
fn measures_of(
    sheet: &Sheet,
    rows: &[u32],
    cols: &[u32],
    headings: &[String],
    context: Context<'_>,
    labels: &mut ColumnLabels,
) {
    let by_person = labels.dimensions.iter().any(|dimension| {
        let categories: Vec<&str> = dimension.categories.iter().map(|c| c.label.as_str()).collect();
        let kind = dimensions::kind(&dimension.label, &categories);
        matches!(kind, DimensionKind::Age | DimensionKind::Sex)
    });
    let lone = counting::lone_unit(headings);
    let unit = context.unit.or(lone.as_deref());
    let context = Context { by_person: context.by_person || by_person, unit, ..context };
    let commas = find::has_decimal_commas(sheet);
    let looks: Vec<Look> = cols.iter().map(|col| look(sheet, rows, *col, commas)).collect();
    let mut known: Vec<(String, bool, usize)> = Vec::new();
    let mut taken: BTreeSet<(Vec<u32>, usize)> = BTreeSet::new();
    for at in 0..cols.len() {
        let place: Vec<u32> = labels.dimensions.iter().map(|dimension| dimension.codes[at]).collect();
        let percent = headings[at].is_empty() && looks[at].percent;
        let found = known
            .iter()
            .find(|(heading, shown, index)| {
                *heading == headings[at] && *shown == percent && !taken.contains(&(place.clone(), *index))
            })
            .map(|(_, _, index)| *index);
        let index = found.unwrap_or_else(|| {
            let same = |other: &usize| headings[*other] == headings[at];
            let whole = merged(&looks, (0..cols.len()).filter(same), percent);
            add(labels, &headings[at], whole, context);
            known.push((headings[at].clone(), percent, labels.measures.len() - 1));
            labels.measures.len() - 1
        });
        taken.insert((place, index));
        labels.measure_of_col.push(index as u16);
    }
}

fn add(labels: &mut ColumnLabels, heading: &str, look: Look, context: Context<'_>) {
    let mut measure = measures::measure(heading, look, context);
    let names: Vec<String> = labels.measures.iter().map(|measure| measure.name.clone()).collect();
    measure.name = dimensions::free(&measure.name, &names, ' ');
    labels.measures.push(measure);
}

/// Rows looked at to judge the values of a column.
const LOOK: usize = 500;

fn look(sheet: &Sheet, rows: &[u32], col: u32, commas: bool) -> Look {
    let (mut look, mut numbers, mut percents) = (Look::default(), 0, 0);
    for row in rows.iter().take(LOOK) {
        let (value, precision, _) = super::values::read(sheet, *row, col, commas);
        if value.is_nan() {
            continue;
        }
        numbers += 1;
        percents += u32::from(precision.is_percent());
        look.add(precision.displayed(value));
    }
    look.percent = numbers > 0 && percents * 2 > numbers;
    look
}

fn merged(looks: &[Look], columns: impl Iterator<Item = usize>, percent: bool) -> Look {
    let same: Vec<Look> = columns.map(|at| looks[at]).filter(|look| look.percent || !percent).collect();
    let shown = same.iter().any(|look| look.percent);
    let sum = |count: fn(&Look) -> u32| same.iter().map(count).sum();
    Look {
        percent: percent || (shown && same.iter().all(|look| look.percent || look.numbers == 0)),
        numbers: sum(|look| look.numbers),
        fractional: sum(|look| look.fractional),
        large: sum(|look| look.large),
        years: sum(|look| look.years),
    }
}
