//! Sums and means of lines: of neighbours first, then of what is left when their parts are taken out.

use std::collections::{BTreeMap, BTreeSet};

use super::fit::{self, Fit};
use super::numbers::View;
use super::run::Run;
use super::{Derived, Operator, Stand};

/// Rounds of taking out parts: deeper hierarchies do not occur in statistics.
const ROUNDS: usize = 6;
/// Bits that a sum of neighbours must say.
const NEED: f64 = 10.0;
/// Samples looked at while extending a run; all of them judge what is found.
const GLANCE: usize = 10;
/// Steps after which the search in a very long table stops.
const MOST_STEPS: usize = 4_000_000;
/// Parts of a sum, but for the first and the last line, which may be the sum of all others.
const MOST_PARTS: usize = 3000;
/// Lines within which a difference of two lines is looked for.
const WINDOW: usize = 10;

/// Every sum and mean among the lines.
pub(super) fn find(view: &View<'_>) -> Vec<Derived> {
    let mut search = Search {
        view,
        glance: glance(view),
        nonnegative: nonnegative(view),
        steps: 0,
        found: Vec::new(),
        by_total: BTreeMap::new(),
    };
    let mut active: Vec<usize> = (0..view.lines).collect();
    for _ in 0..ROUNDS {
        let parts = search.round(&active);
        if parts.is_empty() {
            break;
        }
        active.retain(|line| !parts.contains(line));
    }
    search.strides();
    search.differences();
    search.found
}

/// Samples that say most: those with most numbers, spread.
fn glance(view: &View<'_>) -> Vec<usize> {
    let all: Vec<usize> = (0..view.samples).collect();
    if all.len() <= GLANCE {
        return all;
    }
    (0..GLANCE).map(|at| at * (view.samples - 1) / (GLANCE - 1)).collect()
}

fn nonnegative(view: &View<'_>) -> bool {
    let lines = view.lines.min(2000);
    !(0..lines).any(|line| (0..view.samples.min(50)).any(|sample| view.at(line, sample) < 0.0))
}

struct Search<'a> {
    view: &'a View<'a>,
    glance: Vec<usize>,
    nonnegative: bool,
    steps: usize,
    found: Vec<Derived>,
    /// Where in `found` the sums of each total are.
    by_total: BTreeMap<usize, Vec<usize>>,
}

impl Search<'_> {
    fn fit(&self, total: usize, parts: &[usize], mean: bool) -> Fit {
        let mut fit = Fit::default();
        for at in 0..self.view.samples {
            if let Some(sample) = fit::sample(self.view, total, parts, at, mean) {
                fit.add(sample);
            }
        }
        if self.is_one(total, parts) {
            fit.as_one();
        }
        fit
    }

    /// Whether the parts have the same share of the total in every sample.
    fn is_one(&self, total: usize, parts: &[usize]) -> bool {
        let same = |part: usize| {
            let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
            for at in 0..self.view.samples {
                let share = self.view.at(part, at) / self.view.at(total, at);
                if share.is_finite() {
                    low = low.min(share);
                    high = high.max(share);
                }
                if high - low > 1e-3 * high.abs() {
                    return false;
                }
            }
            true
        };
        parts.first().zip(parts.last()).is_some_and(|(first, last)| same(*first) && same(*last))
    }

    /// One round over the lines that are left: the parts of the sums that were found.
    fn round(&mut self, active: &[usize]) -> BTreeSet<usize> {
        let mut candidates: Vec<Derived> = Vec::new();
        // The first and the last line are the likeliest totals: they are looked at whatever the budget says.
        let last = active.len().saturating_sub(1);
        for at in [0, last].into_iter().chain(1..last).take(active.len()) {
            let edge = at == 0 || at == last;
            if self.steps > MOST_STEPS && !edge {
                break;
            }
            candidates.extend(self.run(active, at, true, edge));
            candidates.extend(self.run(active, at, false, edge));
        }
        // Totals of a table stand on one side of their parts, nearly always.
        let side = |after: bool| -> f64 {
            let own = candidates.iter().filter(|c| (c.parts[0] > c.total) == after);
            own.map(|candidate| candidate.fit.bits).sum()
        };
        let usual = side(true) >= side(false);
        // The tightest first: what is worked out from few lines is the part of what is worked out from many.
        candidates.sort_by(|a, b| {
            let span = |d: &Derived| d.parts.len();
            let unusual = |d: &Derived| (d.parts[0] > d.total) != usual;
            span(a).cmp(&span(b)).then(unusual(a).cmp(&unusual(b))).then(b.fit.bits.total_cmp(&a.fit.bits))
        });
        let mut owner: BTreeMap<usize, usize> = BTreeMap::new();
        let mut totals: BTreeSet<usize> = BTreeSet::new();
        for candidate in candidates {
            let part_of = owner.get(&candidate.total).copied();
            let clash = totals.contains(&candidate.total)
                || candidate.parts.iter().any(|part| owner.contains_key(part) || part_of == Some(*part));
            if clash || self.is_known(candidate.total, &candidate.parts) {
                continue;
            }
            owner.extend(candidate.parts.iter().map(|part| (*part, candidate.total)));
            totals.insert(candidate.total);
            self.add(candidate);
        }
        owner.into_keys().collect()
    }

    fn add(&mut self, line: Derived) {
        self.by_total.entry(line.total).or_default().push(self.found.len());
        self.found.push(line);
    }

    /// The run of neighbours after or before a line of which it is the sum or the mean: the shortest, or one a
    /// little longer that agrees better.
    fn run(&mut self, active: &[usize], at: usize, after: bool, edge: bool) -> Option<Derived> {
        let mut run = Run::of(self.view, &self.glance, active[at])?;
        let lines: Box<dyn Iterator<Item = &usize>> =
            if after { Box::new(active[at + 1..].iter()) } else { Box::new(active[..at].iter().rev()) };
        let most = if after { active.len() - at - 1 } else { at };
        for line in lines {
            self.steps += run.glance.len();
            let (near, mean_near) = run.add(self.view, *line);
            let parts = run.parts.len();
            // Of very long runs only the whole is looked at.
            let worth = parts <= MOST_PARTS || parts == most;
            if worth && parts > 1 && near > 0 && 5 * near >= run.glance.len() {
                self.steps += parts * self.view.samples;
                let fit = self.fit(run.total, &run.parts, false);
                if run.takes(fit, NEED) && fit.exact == self.view.samples {
                    break;
                }
            }
            if run.sum.is_none() && (3..=12).contains(&parts) && 2 * mean_near > run.glance.len() {
                self.steps += parts * self.view.samples;
                let fit = self.fit(run.total, &run.parts, true);
                if fit.convinces(NEED + 8.0) && fit.fails * 10 <= fit.holds && run.average.is_none() {
                    run.average = Some(run.derived(Operator::Average, fit));
                }
            }
            let enough = parts > MOST_PARTS || self.steps > MOST_STEPS;
            if (self.nonnegative && run.is_beyond) || run.is_over() || (enough && !edge) {
                break;
            }
        }
        // A line may be the mean of few neighbours by chance and the sum of more of them.
        run.sum.or(run.average)
    }

    /// Blocks that add up line by line: where a total is the sum of lines at equal distances, its neighbours are
    /// the sums of theirs.
    fn strides(&mut self) {
        let mut more = Vec::new();
        for known in self.found.iter().filter(|known| known.operator == Operator::Sum) {
            let mut parts = known.parts.clone();
            parts.sort_unstable();
            let Some(stride) = parts.first().and_then(|first| first.checked_sub(known.total)) else {
                continue;
            };
            let even = parts.windows(2).all(|pair| pair[1] - pair[0] == stride);
            if stride < 2 || !even {
                continue;
            }
            for next in 1..stride {
                more.push((known.total + next, parts.iter().map(|part| part + next).collect::<Vec<_>>()));
            }
        }
        more.extend(self.even_lines());
        for (total, parts) in more {
            let inside = parts.iter().all(|part| *part < self.view.lines);
            if !inside || !self.glances(total, &parts) || self.is_known(total, &parts) {
                continue;
            }
            let fit = self.fit(total, &parts, false);
            let even = parts.first().is_some_and(|first| parts[1].abs_diff(*first) == first.abs_diff(total));
            let need = if even { NEED + 8.0 } else { NEED + 20.0 };
            // A slip in one cell does not undo a stride that the rest of the table follows.
            let slips = if even { fit.holds / 8 } else { 0 };
            if fit.convinces(need) && fit.fails <= slips {
                self.add(Derived { operator: Operator::Sum, total, parts, fit, stand: Stand::Stride });
            }
        }
    }

    /// In narrow tables the blocks need no line of their own totals: lines at equal distances after and before
    /// every line (`Number`, `%`, `Number`, `%`).
    fn even_lines(&self) -> Vec<(usize, Vec<usize>)> {
        let lines = self.view.lines;
        let mut all = Vec::new();
        if lines > 40 {
            return all;
        }
        for total in 0..lines {
            for stride in 2..lines / 2 {
                let offsets = if self.view.across { 1 } else { stride }..=stride;
                for offset in offsets {
                    let after = (0..8).map(|k| total + offset + k * stride);
                    let after: Vec<usize> = after.take_while(|line| *line < lines).collect();
                    let before = (0..8).map_while(|k| total.checked_sub(offset + k * stride));
                    let before = if self.view.across { before.collect() } else { Vec::new() };
                    for parts in [after, before] {
                        let longest = parts.len();
                        all.extend((2..=longest).map(|count| (total, parts[..count].to_vec())));
                    }
                }
            }
        }
        all
    }

    fn is_known(&self, total: usize, parts: &[usize]) -> bool {
        let same = |known: &Derived| {
            known.parts.len() == parts.len() && parts.iter().all(|p| known.parts.contains(p))
        };
        let known = self.by_total.get(&total).into_iter().flatten();
        known.map(|at| &self.found[*at]).any(same)
    }

    /// Differences of two near lines: the larger is the sum of the other two.
    fn differences(&mut self) {
        if self.view.lines > 400 {
            return;
        }
        for total in 0..self.view.lines {
            let near = total.saturating_sub(WINDOW)..(total + WINDOW + 1).min(self.view.lines);
            for first in near.clone() {
                for second in first + 1..near.end {
                    if first == total || second == total || !self.glances(total, &[first, second]) {
                        continue;
                    }
                    // Where a line is given twice, only the nearer one is worked out, or adds up.
                    let pair = |known: &Derived| {
                        let (one, two) = (known.parts.contains(&first), known.parts.contains(&second));
                        known.parts.len() == 2 && ((one && two) || (known.total == total && (one || two)))
                    };
                    if self.found.iter().any(pair) {
                        continue;
                    }
                    let fit = self.fit(total, &[first, second], false);
                    if fit.convinces(NEED + 14.0) && fit.fails == 0 && fit.holds > 2 {
                        let parts = vec![first, second];
                        let stand = if total < first { Stand::Stride } else { Stand::Near };
                        self.add(Derived { operator: Operator::Sum, total, parts, fit, stand });
                    }
                }
            }
        }
    }

    /// Whether the first samples do not speak against a sum.
    fn glances(&self, total: usize, parts: &[usize]) -> bool {
        let mut seen = 0;
        for sample in &self.glance {
            let Some(told) = fit::sample(self.view, total, parts, *sample, false) else { continue };
            if !told.holds && told.complete {
                return false;
            }
            seen += usize::from(told.holds);
            if seen >= 3 {
                break;
            }
        }
        seen > 0
    }
}
