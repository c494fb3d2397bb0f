//! A second look at what the measures of a table count, at all of it together: what its rows say, what stands above
//! other tables of the sheet, shares that add up to 100, and totals that are less than their parts.

use model::{Adding, Axis, DimensionKind, MeasureKind, TidyTable};
use workbook::{Cell, Sheet};

use super::measures::speaks;
use super::said::said;
use crate::find;
use crate::layout::Layout;
use crate::recipe::TableRecipe;
use crate::vocabulary::DISTINCT;
use crate::words;

/// Rows at the top of a sheet that may speak for all of its tables.
const TOP: u32 = 12;

/// Cells of a table that are looked at.
const LOOK: usize = 20_000;

/// Slices that must agree before numbers are believed.
const ENOUGH: usize = 3;

/// The unit line at the top of a sheet, for a table that has none of its own: the one text there that is nothing but a
/// unit.
pub(super) fn sheet_unit(sheet: &Sheet, layout: &Layout) -> Option<String> {
    let first = layout.header_rows.first().or(layout.data_rows.first()).copied()?;
    let mut units: Vec<String> = Vec::new();
    for row in 0..first.min(TOP) {
        let Some(texts) = texts_of(sheet, row) else { break };
        let opens = |text: &&String| {
            let numbered = text.chars().any(|c| c.is_ascii_digit()) && !text.contains("000");
            // "Persons aged 16 years and over" is no unit.
            words::words(text).len() <= 6
                && !numbered
                && words::unit_line(text.split(" and ").next().unwrap_or("")).is_some()
        };
        let unmarked = |text: &String| text.trim_end_matches(|c: char| c.is_ascii_digit()).trim().to_owned();
        units.extend(
            texts.iter().filter(|text| !text.contains('=')).map(unmarked).filter(|text| opens(&text)),
        );
        let based = texts.iter().filter(|text| text.contains("= 100") || text.contains("=100"));
        units.extend(based.filter(|text| text.len() < 20).cloned());
    }
    units.dedup();
    (units.len() == 1).then(|| units.remove(0))
}

/// The unit that stands over one column alone, at the edge of the headings, and speaks for all of them.
pub(super) fn lone_unit(headings: &[String]) -> Option<String> {
    let unit = |heading: &String| {
        let parts = heading.split(": ");
        parts.into_iter().find(|part| is_unit(part)).map(str::to_owned)
    };
    let mut found: Vec<(usize, String)> =
        headings.iter().enumerate().filter_map(|(at, heading)| Some((at, unit(heading)?))).collect();
    let (at, unit) = found.pop()?;
    let edge = at + 1 == headings.len() || at == 0;
    (found.is_empty() && headings.len() > 1 && edge).then_some(unit)
}

fn is_unit(part: &str) -> bool {
    let words = words::words(part);
    let pure = ["%", "percentage", "percentages", "percent", "thousands", "thousand", "million", "millions"];
    !words.is_empty()
        && (words.iter().all(|word| pure.contains(&word.as_str()))
            || super::measures::pure_unit(part).is_some())
}

/// The title at the top of a sheet, for a table that has none of its own: the first text there.
pub(super) fn sheet_title(sheet: &Sheet, layout: &Layout) -> Option<String> {
    let first = layout.header_rows.first().or(layout.data_rows.first()).copied()?;
    let own = layout.title.trim() != sheet.name.trim();
    let at_top = (0..first.min(TOP)).find_map(|row| texts_of(sheet, row)?.into_iter().next());
    at_top.filter(|_| !own)
}

/// The texts of a row; none where it holds numbers, because the tables begin there.
fn texts_of(sheet: &Sheet, row: u32) -> Option<Vec<String>> {
    let mut texts = Vec::new();
    for col in 0..sheet.cols().min(200) {
        match sheet.cell(row, col) {
            Cell::Text(words) => texts.push(words.trim().to_owned()),
            _ if find::number(sheet, row, col).is_some() => return None,
            _ => {}
        }
    }
    Some(texts)
}

/// Looks again at the measures whose own words say nothing, or something that the rest of the table denies.
pub(super) fn look_again(table: &mut TidyTable) {
    let cells = cells_of_measures(table);
    let shares = Shares::of(table);
    for (measure, cells) in cells.iter().enumerate() {
        let told = rows_say(table, cells);
        let of = &table.measures[measure];
        let silent = !speaks(&of.label);
        let ratio = matches!(of.kind, MeasureKind::Percentage | MeasureKind::Rate | MeasureKind::Index);
        if let Some((kind, word)) = told.filter(|(kind, _)| !ratio && (silent || is_ratio(*kind))) {
            put(
                table,
                measure,
                kind,
                format!("'{word}' in the labels of its rows or columns says what it is."),
            );
        } else if of.kind == MeasureKind::Other && shares.add_up(measure) {
            let reason = "Its values go from 0 to 100, and their parts add up to 100.";
            put(table, measure, MeasureKind::Percentage, reason.to_owned());
        }
    }
    things_beside_things(table);
}

const fn is_ratio(kind: MeasureKind) -> bool {
    matches!(kind, MeasureKind::Percentage | MeasureKind::Rate | MeasureKind::Index)
}

fn put(table: &mut TidyTable, measure: usize, kind: MeasureKind, reason: String) {
    let of = &mut table.measures[measure];
    if of.kind != kind && kind == MeasureKind::Percentage {
        "percent".clone_into(&mut of.unit);
    }
    (of.kind, of.reason) = (kind, reason);
}

/// The cells of each measure that hold a number, as far as they are looked at.
fn cells_of_measures(table: &TidyTable) -> Vec<Vec<usize>> {
    let mut cells = vec![Vec::new(); table.measures.len()];
    for index in (0..table.len().min(LOOK)).filter(|index| !table.values[*index].is_nan()) {
        cells[table.measure_index(index)].push(index);
    }
    cells
}

/// What the labels of nearly all cells say that no count is: `Percentage change`, `Index`.
fn rows_say(table: &TidyTable, cells: &[usize]) -> Option<(MeasureKind, String)> {
    let speaking = (0..table.dimensions.len()).filter(|d| {
        let kind = table.dimensions[*d].kind;
        matches!(kind, DimensionKind::Other | DimensionKind::Code)
    });
    speaking.into_iter().find_map(|dimension| {
        let categories = &table.dimensions[dimension].categories;
        let told: Vec<Option<(MeasureKind, String)>> = categories
            .iter()
            .map(|category| said(&category.label).filter(|(kind, _)| is_ratio(*kind) || is_amount(*kind)))
            .collect();
        let first = told.iter().flatten().next()?.clone();
        let same = |index: &&usize| {
            let code = table.code(dimension, **index) as usize;
            told[code].as_ref().is_some_and(|(kind, _)| *kind == first.0)
        };
        let agree = cells.iter().filter(same).count();
        (agree * 5 >= cells.len() * 4 && agree >= ENOUGH).then_some(first)
    })
}

const fn is_amount(kind: MeasureKind) -> bool {
    matches!(kind, MeasureKind::Money | MeasureKind::Average)
}

/// How many values of each measure go from 0 to 100, and how many of them stand in runs that add up to 100.
struct Shares {
    shown: Vec<usize>,
    within: Vec<usize>,
    adding: Vec<usize>,
}

impl Shares {
    fn of(table: &TidyTable) -> Self {
        let measures = table.measures.len();
        let mut shares =
            Self { shown: vec![0; measures], within: vec![0; measures], adding: vec![0; measures] };
        let (height, width) = (table.rows.len(), table.cols.len());
        let height = height.min(LOOK / width.max(1));
        let mut down = vec![0usize; measures];
        for row in 0..height {
            shares.run((0..width).map(|col| row * width + col), table, true, &mut down);
        }
        down.fill(0);
        for col in 0..width {
            shares.run((0..height).map(|row| row * width + col), table, false, &mut down);
        }
        for (adding, down) in shares.adding.iter_mut().zip(down) {
            *adding = (*adding).max(down);
        }
        shares
    }

    /// Goes along a line, and counts the values that add up to 100 from where the last sum ended.
    fn run(
        &mut self,
        line: impl Iterator<Item = usize>,
        table: &TidyTable,
        across: bool,
        down: &mut [usize],
    ) {
        let (mut sum, mut parts, mut of) = (0.0, 0usize, None);
        for index in line {
            let measure = table.measure_index(index);
            let value = table.value(index);
            let inside = value.filter(|value| (0.0..=100.0).contains(value));
            if across {
                self.shown[measure] += usize::from(value.is_some());
                self.within[measure] += usize::from(inside.is_some());
            }
            let Some(value) = inside.filter(|_| of.is_none_or(|of| of == measure)) else {
                (sum, parts, of) = (0.0, 0, None);
                continue;
            };
            (sum, parts, of) = (sum + value, parts + 1, Some(measure));
            let give = 0.06 * parts as f64;
            if parts > 1 && (sum - 100.0).abs() <= give {
                let adding = if across { &mut self.adding[measure] } else { &mut down[measure] };
                *adding += parts;
            }
            if sum >= 100.0 - give {
                (sum, parts, of) = (0.0, 0, None);
            }
        }
    }

    fn add_up(&self, measure: usize) -> bool {
        let (shown, within) = (self.shown[measure], self.within[measure]);
        within >= 6 && within * 2 >= shown && self.adding[measure] * 5 >= within * 2
    }
}

/// Columns of places or vehicles beside others of the like, under no word that names people, count things.
fn things_beside_things(table: &mut TidyTable) {
    let title = table.title.split_once(" by ").map_or(table.title.as_str(), |(counted, _)| counted);
    let by_person = |d: &model::Dimension| matches!(d.kind, DimensionKind::Age | DimensionKind::Sex);
    let thing = |label: &str| said(label).is_some_and(|(kind, _)| kind == MeasureKind::Things);
    let all = table.measures.len() > 1 && table.measures.iter().all(|measure| thing(&measure.label));
    if !all || table.dimensions.iter().any(by_person) || said(title).is_some() {
        return;
    }
    for measure in &mut table.measures {
        measure.kind = MeasureKind::Things;
        "Its heading and those beside it name things, and nothing names people."
            .clone_into(&mut measure.reason);
    }
}

/// Whether words say that the same person stands once in a count.
pub(super) fn adding_of(texts: &[&str], kind: MeasureKind) -> Adding {
    let says =
        |text: &&&str| words::words(text).iter().any(|word| matches!(word.as_str(), "distinct" | "unique"));
    let own = texts.first().is_some_and(|label| {
        let words = words::words(label);
        words.first().is_some_and(|word| DISTINCT.contains(&word.as_str()))
            || words.windows(2).any(|pair| pair[0] == "different" && pair[1] == "people")
    });
    if kind == MeasureKind::People && (own || texts.iter().any(|text| says(&text))) {
        Adding::Distinct
    } else {
        Adding::Additive
    }
}

/// Counts of people whose labelled totals are less than their parts in every slice, and never more: the same person
/// stands in several parts.
pub(super) fn find_distinct(table: &mut TidyTable, recipe: Option<&TableRecipe>) {
    let told = |name: &str| {
        recipe.is_some_and(|recipe| recipe.measures.iter().any(|m| m.name == name && m.adding.is_some()))
    };
    for measure in 0..table.measures.len() {
        if told(&table.measures[measure].name) {
            continue;
        }
        if table.measures[measure].kind == MeasureKind::People && totals_fall_short(table, measure) {
            let of = &mut table.measures[measure];
            of.adding = Adding::Distinct;
            of.reason
                .push_str(" Its totals are less than their parts, so the same person may stand in several.");
        }
    }
}

fn totals_fall_short(table: &TidyTable, measure: usize) -> bool {
    (0..table.dimensions.len()).any(|dimension| {
        let (short, over) = slices(table, measure, dimension);
        short >= ENOUGH && over == 0
    })
}

/// In how many slices along a dimension a total is clearly less than its parts together, and in how many it is not.
fn slices(table: &TidyTable, measure: usize, dimension: usize) -> (usize, usize) {
    let of = &table.dimensions[dimension];
    let Some(total) = of.categories.iter().find_map(|category| category.parent) else { return (0, 0) };
    let (width, height) = (table.cols.len(), table.rows.len().min(LOOK));
    let same_slice = |line: usize, other: usize| {
        let fixed =
            table.dimensions.iter().enumerate().filter(|(at, d)| *at != dimension && d.axis == of.axis);
        fixed.into_iter().all(|(_, d)| d.codes[line] == d.codes[other])
    };
    let (lines, across) = if of.axis == Axis::Rows { (height, width) } else { (width, height) };
    let at = |line: usize, other: usize| {
        if of.axis == Axis::Rows { line * width + other } else { other * width + line }
    };
    let (mut short, mut over) = (0, 0);
    for line in (0..lines).filter(|line| of.codes[*line] == total).take(8) {
        let parts: Vec<usize> = (0..lines)
            .filter(|part| {
                of.categories[of.codes[*part] as usize].parent == Some(total) && same_slice(line, *part)
            })
            .collect();
        for other in 0..across {
            let whole = at(line, other);
            if table.measure_index(whole) != measure || parts.len() < 2 {
                continue;
            }
            let values: Option<Vec<f64>> = parts.iter().map(|part| table.value(at(*part, other))).collect();
            let (Some(values), Some(all)) = (values, table.value(whole)) else { continue };
            let sum: f64 = values.iter().sum();
            let largest = values.iter().copied().fold(0.0, f64::max);
            let give = 5.0 * (values.len() + 1) as f64;
            if all >= largest && all + give.min(0.02 * sum) < sum && all + 1.0 < sum {
                short += 1;
            } else if (all - sum).abs() > 0.5 || sum > 0.0 {
                over += 1;
            }
        }
    }
    (short, over)
}
