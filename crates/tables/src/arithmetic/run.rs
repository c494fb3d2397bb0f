//! Neighbours of a line, one more at a time, until they add up to it.

use super::fit::Fit;
use super::numbers::View;
use super::{Derived, Operator, Stand};

/// Lines behind a run that adds up among which a longer one is looked for that agrees better.
const FURTHER: usize = 12;

/// A run of neighbours while it grows.
pub(super) struct Run {
    pub(super) total: usize,
    /// Samples looked at: their place, the value of the total there and its step.
    pub(super) glance: Vec<(usize, f64, f64)>,
    sums: Vec<f64>,
    pub(super) parts: Vec<usize>,
    pub(super) sum: Option<Derived>,
    pub(super) average: Option<Derived>,
    /// Lines since the sum was found.
    further: usize,
    /// Whether the sum is larger than the total wherever one looks, with many parts.
    pub(super) is_beyond: bool,
}

impl Run {
    /// None if the total has no numbers.
    pub(super) fn of(view: &View<'_>, samples: &[usize], total: usize) -> Option<Self> {
        let glance: Vec<(usize, f64, f64)> = samples
            .iter()
            .map(|sample| (*sample, view.at(total, *sample), view.step(total, *sample)))
            .filter(|(_, value, _)| !value.is_nan() && *value != 0.0)
            .collect();
        let sums = vec![0.0; glance.len()];
        (!glance.is_empty()).then_some(Self {
            total,
            glance,
            sums,
            parts: Vec::new(),
            sum: None,
            average: None,
            further: 0,
            is_beyond: false,
        })
    }

    /// Takes one more part: in how many samples the sum, and the mean, are near the total.
    pub(super) fn add(&mut self, view: &View<'_>, line: usize) -> (usize, usize) {
        self.parts.push(line);
        let parts = self.parts.len() as f64;
        let (mut near, mut beyond, mut mean_near) = (0, 0, 0);
        for ((sample, value, step), sum) in self.glance.iter().zip(&mut self.sums) {
            let part = view.at(line, *sample);
            if !part.is_nan() {
                *sum += part;
            }
            let slack = step * 0.6 * (parts + 1.0).min(6.0);
            near += usize::from((*sum - value).abs() <= slack + 1e-9 * value.abs());
            beyond += usize::from(*sum > value + slack);
            mean_near += usize::from((*sum / parts - value).abs() <= slack + 1e-9 * value.abs());
        }
        self.is_beyond = beyond == self.glance.len() && self.parts.len() >= 12;
        (near, mean_near)
    }

    /// Takes the run as the sum, if it convinces and agrees better than a shorter one: rounding allows for a sum
    /// that lacks its last, smallest parts.
    pub(super) fn takes(&mut self, fit: Fit, need: f64) -> bool {
        let better = self.sum.as_ref().is_none_or(|best| {
            fit.exact > best.fit.exact && fit.holds >= best.fit.holds && fit.fails <= best.fit.fails
        });
        let takes = better && fit.convinces(need);
        if takes {
            self.sum = Some(self.derived(Operator::Sum, fit));
        }
        takes
    }

    /// Whether no longer run is looked for.
    pub(super) fn is_over(&mut self) -> bool {
        self.further += usize::from(self.sum.is_some());
        self.further > FURTHER
    }

    pub(super) fn derived(&self, operator: Operator, fit: Fit) -> Derived {
        Derived { operator, total: self.total, parts: self.parts.clone(), fit, stand: Stand::Run }
    }
}
