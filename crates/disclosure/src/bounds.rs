//! What every cell may stand for before any sum is done: the lowest and highest count.

use model::{Marker, MarkerMeaning, Measure, MeasureKind, TidyTable};

use crate::grid::Grid;
use crate::solve::{Domains, NO_BOUND};
use crate::{Attacker, National, Policy};

/// Most decimals of a measure that the sums keep.
const MOST_DECIMALS: u8 = 6;

/// How many figures must all be multiples of a round number before they are taken as rounded to it:
/// small tables of small round numbers are met, whole hundreds or thousands throughout are not.
const fn figures_needed(base: u64) -> u64 {
    if base < 100 { 20 } else { 3 }
}

/// How the figures of a measure are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    /// Counts of people, protected and rounded as the policy says.
    Rounded,
    /// Counts of people that the policy did not round: a shown one is exact, or may differ by `give`
    /// where all of them are round numbers.
    Exact { give: i64 },
    /// Other figures that may add up, shown with so many decimals. In units of half of the last decimal
    /// a shown one may differ by `give`.
    Sheet { decimals: u8, give: i64 },
    /// Figures that do not add up: percentages, rates, averages.
    Apart,
}

/// Whether the policy's threshold and rounding apply to a measure: whole people, not thousands of them.
pub(crate) fn counts_people(measure: &Measure) -> bool {
    let words = format!("{} {}", measure.unit, measure.label).to_lowercase();
    let scaled = ["thousand", "million", "000s"].iter().any(|word| words.contains(word));
    measure.kind == MeasureKind::People && !scaled
}

/// The categories of each dimension that say that their figures are percentages, whatever the measure counts: a row
/// `Percent change` between two years.
pub(crate) struct ShareLines(Vec<Vec<bool>>);

impl ShareLines {
    pub(crate) fn of(table: &TidyTable) -> Self {
        let says = |label: &str| {
            let lower = label.trim().to_lowercase();
            let opens = ["%", "percent", "per cent", "percentage"].iter().any(|word| lower.starts_with(word));
            opens || lower.ends_with("(%)") || lower.ends_with(" %")
        };
        let of = |dimension: &model::Dimension| -> Vec<bool> {
            dimension.categories.iter().map(|category| says(&category.label)).collect()
        };
        let lines: Vec<Vec<bool>> = table.dimensions.iter().map(of).collect();
        Self(if lines.iter().flatten().any(|says| *says) { lines } else { Vec::new() })
    }

    /// Whether a cell stands in such a line.
    pub(crate) fn holds(&self, table: &TidyTable, index: usize) -> bool {
        let mut lines = self.0.iter().enumerate();
        lines.any(|(dimension, says)| says[table.code(dimension, index) as usize])
    }
}

/// Whether a cell is left exact because it is about the whole country.
pub(crate) fn exempt(table: &TidyTable, policy: &Policy, index: usize) -> bool {
    policy.national == National::Exempt && table.is_national(index)
}

/// Whether a cell is withheld.
pub(crate) fn is_hidden(table: &TidyTable, index: usize) -> bool {
    let withheld = |marker: &Marker| marker.meaning == MarkerMeaning::Suppressed;
    table.values[index].is_nan() && table.marker(index).is_some_and(withheld)
}

/// Whether a cell shows a number beside a marker that says that it is withheld (`12 [c]`): one of the two is
/// wrong, and the number cannot be taken back.
pub(crate) fn shown_though_withheld(table: &TidyTable, index: usize) -> bool {
    let withheld = |marker: &Marker| marker.meaning == MarkerMeaning::Suppressed;
    !table.values[index].is_nan() && table.marker(index).is_some_and(withheld)
}

/// The first number in the words of a cell that holds words where a number is expected (`3 patients`). A
/// spreadsheet's own error and a reference in brackets (`[note 3]`) tell nothing.
pub(crate) fn number_in_words(table: &TidyTable, index: usize) -> Option<f64> {
    let marker = table.marker(index).filter(|_| table.values[index].is_nan())?;
    if marker.meaning != MarkerMeaning::Unknown || marker.text.starts_with('#') {
        return None;
    }
    let mut in_bracket = false;
    let open = marker.text.chars().filter(|c| {
        in_bracket = *c == '[' || (in_bracket && *c != ']');
        !in_bracket
    });
    let digits: String =
        open.skip_while(|c| !c.is_ascii_digit()).take_while(|c| c.is_ascii_digit() || *c == ',').collect();
    digits.replace(',', "").parse().ok()
}

/// The count shown in a cell, where it is a whole number.
pub(crate) fn whole(value: f64) -> Option<u64> {
    let counted = (0.0..NO_BOUND as f64).contains(&value) && (value - value.round()).abs() < 1e-9;
    counted.then(|| value.round() as u64)
}

/// How each measure of a table is read.
pub(crate) fn readings(grid: &Grid, attacker: &Attacker) -> Vec<Reading> {
    let mut seen = vec![Seen::default(); grid.table.measures.len()];
    for index in 0..grid.table.len() {
        if let Some(value) = grid.table.value(index) {
            seen[grid.slot(index)].look(grid.table, attacker, index, value);
        }
    }
    let measures = grid.table.measures.iter().zip(&seen);
    measures.map(|(measure, seen)| seen.reading(measure, attacker)).collect()
}

/// What is shown of a measure.
#[derive(Debug, Clone, Copy, Default)]
struct Seen {
    decimals: u8,
    /// The largest number that divides all shown ones, and how many of them are not zero; 1 where one is
    /// no whole number.
    divisor: u64,
    counted: u64,
    /// Shown counts that the policy can make, and those that it cannot.
    fits: u64,
    differs: u64,
}

impl Seen {
    fn look(&mut self, table: &TidyTable, attacker: &Attacker, index: usize, value: f64) {
        self.decimals = self.decimals.max(decimals(table, index, value));
        let count = whole(value.abs());
        self.divisor = gcd(self.divisor, count.unwrap_or(1));
        self.counted += u64::from(count != Some(0));
        let (Some(policy), Some(count)) = (attacker.policy, whole(value)) else { return };
        // A small count is a threshold's business, and zeros fit every rounding.
        if count == 0 || policy.withholds(count) || exempt(table, policy, index) {
            return;
        }
        if policy.candidates(count).is_some() { self.fits += 1 } else { self.differs += 1 }
    }

    fn reading(&self, measure: &Measure, attacker: &Attacker) -> Reading {
        match measure.kind {
            // The same person may stand in several parts, so the parts say little of their total.
            _ if measure.adding == model::Adding::Distinct => Reading::Apart,
            MeasureKind::People if counts_people(measure) => match attacker.policy {
                // Most of the figures of an unrounded table are no multiples; a rounded one has few slips.
                Some(policy) if policy.base().is_some() && self.differs <= self.fits => Reading::Rounded,
                // A policy that does not round says that counts are exact, round or not.
                Some(_) => Reading::Exact { give: 0 },
                None => Reading::Exact { give: self.give(0) },
            },
            MeasureKind::People | MeasureKind::Things | MeasureKind::Money | MeasureKind::Other => {
                let decimals = self.decimals.min(MOST_DECIMALS);
                Reading::Sheet { decimals, give: self.give(decimals) }
            }
            MeasureKind::Percentage
            | MeasureKind::Rate
            | MeasureKind::Average
            | MeasureKind::Index
            | MeasureKind::Rank
            | MeasureKind::Year
            | MeasureKind::Code => Reading::Apart,
        }
    }
}

impl Seen {
    /// How many units a shown figure may differ from the true one: half of the last decimal, or half of
    /// the round number that all shown ones are multiples of (weighted counts in whole thousands).
    fn give(&self, decimals: u8) -> i64 {
        if decimals > 0 {
            return 1;
        }
        if self.divisor == 0 {
            return 0;
        }
        let enough = |base: u64| self.counted >= figures_needed(base);
        let divides = |base: &u64| self.divisor.is_multiple_of(*base) && enough(*base);
        let bases = (0..12).flat_map(|power| [5 * 10u64.pow(power), 10 * 10u64.pow(power)]);
        bases.filter(divides).max().map_or(0, |base| (base / 2).cast_signed())
    }
}

fn gcd(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// Decimals that a cell shows.
pub(crate) fn decimals(table: &TidyTable, index: usize, value: f64) -> u8 {
    let shown = if table.stored_values { None } else { table.precisions[index].decimals() };
    shown.unwrap_or_else(|| {
        let text = format!("{value}");
        text.split_once('.').map_or(0, |(_, fraction)| fraction.len().min(30) as u8)
    })
}

/// Adds the lowest and highest value of every cell of a table, in units of its measure.
pub(crate) fn add_domains(domains: &mut Domains, grid: &Grid, attacker: &Attacker, readings: &[Reading]) {
    for index in 0..grid.table.len() {
        let (low, high) = bounds_of(grid, attacker, readings[grid.slot(index)], index);
        domains.low.push(low);
        domains.high.push(high);
    }
}

/// What one cell may stand for by itself.
pub(crate) fn bounds_of(grid: &Grid, attacker: &Attacker, reading: Reading, index: usize) -> (i64, i64) {
    let table = grid.table;
    if let Reading::Sheet { decimals, give } = reading {
        return sheet_bounds(table, decimals, give, index);
    }
    let Some(value) = table.value(index) else {
        let exempt = attacker.policy.is_some_and(|policy| exempt(table, policy, index));
        return if is_hidden(table, index) { attacker.hidden(exempt) } else { (0, NO_BOUND) };
    };
    let Some(count) = whole(value) else {
        return if value < NO_BOUND as f64 {
            (value.floor() as i64, value.ceil() as i64)
        } else {
            (0, NO_BOUND)
        };
    };
    let count = count.cast_signed();
    let exact = (count, count);
    match (reading, attacker.policy) {
        (Reading::Rounded, Some(policy)) if !exempt(table, policy, index) => {
            // What the policy never shows was not protected by it: the reader takes it as it stands.
            let range = policy.candidates(count.cast_unsigned());
            range.map_or(exact, |(low, high)| (low.cast_signed(), high.cast_signed()))
        }
        (Reading::Exact { give }, _) => around(count, give),
        (Reading::Rounded | Reading::Apart | Reading::Sheet { .. }, _) => exact,
    }
}

/// What a rounded figure may be; zero has no negative neighbours.
fn around(units: i64, give: i64) -> (i64, i64) {
    let low = units - give;
    (if units >= 0 { low.max(0) } else { low }, units + give)
}

/// Figures that are no protected counts: exact as far as they are displayed.
fn sheet_bounds(table: &TidyTable, decimals: u8, give: i64, index: usize) -> (i64, i64) {
    let Some(value) = table.value(index) else { return (0, NO_BOUND) };
    let units = (value * units_per_one(decimals)).round();
    if units.abs() >= NO_BOUND as f64 {
        return (0, NO_BOUND);
    }
    around(units as i64, give)
}

/// Units that make up 1 for a measure shown with so many decimals.
pub(crate) fn units_per_one(decimals: u8) -> f64 {
    if decimals == 0 { 1.0 } else { 2.0 * 10f64.powi(i32::from(decimals)) }
}
