//! Linear programming over the leaves of a component: how low and how high an unknown can go when fractions
//! are allowed. The floating-point answer is never believed: its multipliers are rounded to a common
//! denominator and the bound that they prove is worked out again in whole numbers, and its corner is taken
//! for a solution only where it is one in whole numbers.

use super::leaves::{Leaves, Spot};
use super::rows::NO_BOUND;

/// The largest dictionary.
const MOST_ENTRIES: usize = 400_000;

/// Denominators that multipliers are tried with.
const DENOMINATORS: [i64; 10] = [1, 2, 3, 4, 5, 6, 8, 10, 12, 60];

const TINY: f64 = 1e-7;

/// A bound that is proved, with the sums that prove it.
pub(crate) struct Bound {
    pub(crate) value: i64,
    pub(crate) sums: Vec<u32>,
}

/// A dictionary: each basic variable as a combination of the others. Leaves come first, then the sums.
pub(crate) struct Simplex<'a> {
    leaves: &'a Leaves,
    height: usize,
    width: usize,
    entries: Vec<f64>,
    /// The variable of each row and of each column.
    basic: Vec<usize>,
    free: Vec<usize>,
    /// Where each variable is: a row, or the height and a column.
    place: Vec<usize>,
    bounds: Vec<(f64, f64)>,
    at_high: Vec<bool>,
    values: Vec<f64>,
}

impl<'a> Simplex<'a> {
    /// The dictionary of a component, where it is not too large.
    pub(crate) fn new(leaves: &'a Leaves) -> Option<Self> {
        let (height, width) = (leaves.sums.len(), leaves.leaf_bounds.len());
        if height * width > MOST_ENTRIES || width == 0 {
            return None;
        }
        let mut entries = vec![0.0; height * width];
        for (row, terms) in leaves.sums.iter().enumerate() {
            for (leaf, coef) in terms {
                entries[row * width + *leaf as usize] = f64::from(*coef);
            }
        }
        let real = |(low, high): &(i64, i64)| {
            let low = if *low <= -NO_BOUND { f64::NEG_INFINITY } else { *low as f64 };
            (low, if *high >= NO_BOUND { f64::INFINITY } else { *high as f64 })
        };
        Some(Self {
            leaves,
            height,
            width,
            entries,
            basic: (width..width + height).collect(),
            free: (0..width).collect(),
            place: (height..height + width).chain(0..height).collect(),
            bounds: leaves.leaf_bounds.iter().chain(&leaves.sum_bounds).map(real).collect(),
            at_high: vec![false; width],
            values: vec![0.0; height],
        })
    }

    /// Narrows the range of an unknown.
    pub(crate) fn narrow(&mut self, spot: Spot, low: i64, high: i64) {
        let (variable, constant) = self.variable(spot);
        let high = if high >= NO_BOUND { f64::INFINITY } else { (high - constant) as f64 };
        self.bounds[variable] = ((low - constant) as f64, high);
    }

    fn variable(&self, spot: Spot) -> (usize, i64) {
        match spot {
            Spot::Leaf(leaf) => (leaf as usize, 0),
            Spot::Sum(sum) => (self.width + sum as usize, self.leaves.sum_constants[sum as usize]),
        }
    }

    /// How far an unknown can go down or up: the bound that is proved, and the corner where it is reached.
    /// None where the effort ends first.
    pub(crate) fn extreme(
        &mut self,
        spot: Spot,
        lowest: bool,
        effort: &mut u64,
    ) -> Option<(Option<Bound>, Vec<i64>)> {
        let (variable, constant) = self.variable(spot);
        for column in 0..self.width {
            let (low, high) = self.bounds[self.free[column]];
            self.at_high[column] &= high.is_finite();
            self.at_high[column] |= low.is_infinite();
        }
        self.revalue();
        let cost = (self.height * self.width) as u64;
        let most = 40 * (self.height + self.width);
        for turn in 0..most {
            *effort = effort.checked_sub(cost)?;
            let cautious = turn * 4 > most;
            let repairing = self.slopes_of_faults();
            let slopes = repairing.clone().unwrap_or_else(|| self.slopes_of(variable, lowest));
            let Some(column) = self.entering(&slopes, cautious) else {
                if repairing.is_some() {
                    return None;
                }
                return Some((self.prove(variable, lowest, constant), self.corner()));
            };
            self.turn(column, slopes[column] < 0.0)?;
        }
        None
    }

    fn value_of(&self, column: usize) -> f64 {
        let (low, high) = self.bounds[self.free[column]];
        if self.at_high[column] { high } else { low }
    }

    fn row(&self, row: usize) -> &[f64] {
        &self.entries[row * self.width..(row + 1) * self.width]
    }

    fn revalue(&mut self) {
        let at: Vec<f64> = (0..self.width).map(|column| self.value_of(column)).collect();
        for row in 0..self.height {
            self.values[row] = self.row(row).iter().zip(&at).map(|(a, b)| a * b).sum();
        }
    }

    /// How the sum of all that is out of range changes with each column; none where nothing is.
    fn slopes_of_faults(&self) -> Option<Vec<f64>> {
        let mut slopes: Option<Vec<f64>> = None;
        for row in 0..self.height {
            let (low, high) = self.bounds[self.basic[row]];
            let sign = if self.values[row] < low - TINY {
                -1.0
            } else if self.values[row] > high + TINY {
                1.0
            } else {
                continue;
            };
            let slopes = slopes.get_or_insert_with(|| vec![0.0; self.width]);
            slopes.iter_mut().zip(self.row(row)).for_each(|(slope, entry)| *slope += sign * entry);
        }
        slopes
    }

    fn slopes_of(&self, variable: usize, lowest: bool) -> Vec<f64> {
        let sign = if lowest { 1.0 } else { -1.0 };
        let at = self.place[variable];
        if at < self.height {
            return self.row(at).iter().map(|entry| sign * entry).collect();
        }
        let mut slopes = vec![0.0; self.width];
        slopes[at - self.height] = sign;
        slopes
    }

    /// A column whose move makes things better; the first one where there is a danger of turning in a circle.
    fn entering(&self, slopes: &[f64], cautious: bool) -> Option<usize> {
        let gain = |column: &usize| {
            let (low, high) = self.bounds[self.free[*column]];
            let slope = slopes[*column];
            if low >= high {
                0.0
            } else if self.at_high[*column] {
                slope.max(0.0)
            } else {
                (-slope).max(0.0)
            }
        };
        let useful = (0..self.width).filter(|column| gain(column) > TINY);
        if cautious {
            return useful.min_by_key(|column| self.free[*column]);
        }
        useful.max_by(|a, b| gain(a).total_cmp(&gain(b)))
    }

    /// Moves a column up or down as far as the rows let it, and exchanges it with the row that stops it.
    fn turn(&mut self, column: usize, up: bool) -> Option<()> {
        let sign = if up { 1.0 } else { -1.0 };
        let (own_low, own_high) = self.bounds[self.free[column]];
        let mut step = own_high - own_low;
        let mut stopped: Option<(usize, bool)> = None;
        for row in 0..self.height {
            let speed = sign * self.entries[row * self.width + column];
            if speed.abs() < TINY {
                continue;
            }
            let ((low, high), value) = (self.bounds[self.basic[row]], self.values[row]);
            // What is out of range stops where it comes back into it.
            let (limit, at_high) = match (speed > 0.0, value < low - TINY, value > high + TINY) {
                (true, true, _) | (false, false, false) => (low, false),
                (true, false, false) | (false, _, true) => (high, true),
                (true, false, true) | (false, true, false) => continue,
            };
            let reach = ((limit - value) / speed).max(0.0);
            let surer =
                |(known, _): (usize, bool)| speed.abs() > self.entries[known * self.width + column].abs();
            if reach < step - TINY || (reach < step + TINY && stopped.is_some_and(surer)) {
                step = reach.min(step);
                stopped = Some((row, at_high));
            }
        }
        if step.is_infinite() {
            return None;
        }
        for row in 0..self.height {
            self.values[row] += sign * step * self.entries[row * self.width + column];
        }
        match stopped {
            None => self.at_high[column] = up,
            Some((row, at_high)) => {
                let entered = self.value_of(column) + sign * step;
                self.exchange(row, column);
                self.values[row] = entered;
                self.at_high[column] = at_high;
            }
        }
        Some(())
    }

    fn exchange(&mut self, row: usize, column: usize) {
        let width = self.width;
        let pivot = self.entries[row * width + column];
        let mut own: Vec<f64> = self.row(row).iter().map(|entry| -entry / pivot).collect();
        own[column] = 1.0 / pivot;
        for other in (0..self.height).filter(|other| *other != row) {
            let entries = &mut self.entries[other * width..(other + 1) * width];
            let factor = std::mem::replace(&mut entries[column], 0.0);
            if factor != 0.0 {
                entries.iter_mut().zip(&own).for_each(|(entry, own)| *entry += factor * own);
            }
        }
        self.entries[row * width..(row + 1) * width].copy_from_slice(&own);
        std::mem::swap(&mut self.basic[row], &mut self.free[column]);
        self.place[self.basic[row]] = row;
        self.place[self.free[column]] = self.height + column;
    }

    /// The leaves at the present corner, rounded to whole numbers.
    fn corner(&self) -> Vec<i64> {
        let value = |leaf: usize| match self.place[leaf] {
            row if row < self.height => self.values[row],
            column => self.value_of(column - self.height),
        };
        (0..self.width).map(|leaf| value(leaf).round() as i64).collect()
    }

    /// The bound that the multipliers of the sums prove, in whole numbers.
    fn prove(&self, variable: usize, lowest: bool, constant: i64) -> Option<Bound> {
        let slopes = self.slopes_of(variable, true);
        let columns =
            (0..self.width).filter(|column| self.free[*column] >= self.width && slopes[*column].abs() > TINY);
        let multipliers: Vec<(u32, f64)> =
            columns.map(|column| ((self.free[column] - self.width) as u32, slopes[column])).collect();
        let bounds = DENOMINATORS.iter().filter_map(|denominator| {
            let whole = |factor: f64| (factor * *denominator as f64).round() as i64;
            let scaled = multipliers.iter().map(|(sum, factor)| (*sum, whole(*factor)));
            self.bound_by(variable, &scaled.collect::<Vec<_>>(), *denominator, lowest)
        });
        let best = if lowest { bounds.max() } else { bounds.min() };
        let sums = multipliers.iter().map(|(sum, _)| *sum).collect();
        best.map(|value| Bound { value: value + constant, sums })
    }

    /// `denominator x variable = multipliers x sums + rest x leaves`: what the right side comes to at least,
    /// or at most.
    fn bound_by(
        &self,
        variable: usize,
        multipliers: &[(u32, i64)],
        denominator: i64,
        lowest: bool,
    ) -> Option<i64> {
        let mut rest = vec![0i128; self.width];
        match variable.checked_sub(self.width) {
            None => rest[variable] = denominator.into(),
            Some(sum) => self.leaves.sums[sum]
                .iter()
                .for_each(|(leaf, coef)| rest[*leaf as usize] += i128::from(denominator) * i128::from(*coef)),
        }
        let mut total = 0i128;
        for (sum, factor) in multipliers.iter().filter(|(_, factor)| *factor != 0) {
            for (leaf, coef) in &self.leaves.sums[*sum as usize] {
                rest[*leaf as usize] -= i128::from(*factor) * i128::from(*coef);
            }
            total += self.end_of(self.width + *sum as usize, (*factor).into(), lowest)?;
        }
        for (leaf, factor) in rest.iter().enumerate().filter(|(_, factor)| **factor != 0) {
            total += self.end_of(leaf, *factor, lowest)?;
        }
        let by = i128::from(denominator);
        let bound = if lowest { -(-total).div_euclid(by) } else { total.div_euclid(by) };
        i64::try_from(bound).ok()
    }

    fn end_of(&self, variable: usize, factor: i128, lowest: bool) -> Option<i128> {
        let (low, high) = self.bounds[variable];
        let end = if (factor > 0) == lowest { low } else { high };
        end.is_finite().then(|| factor * (end as i128))
    }
}
