//! Quotients and relative changes of near lines.

use super::fit::{self, Fit};
use super::numbers::View;
use super::{Derived, Operator, Stand};

/// Lines within which parts are looked for.
const WINDOW: usize = 10;
/// Bits that a quotient must say: there are many pairs.
const NEED: f64 = 16.0;

/// Every quotient and relative change among the lines, except those of lines that are sums already.
pub(super) fn find(view: &View<'_>, _sums: &[Derived]) -> Vec<Derived> {
    if view.lines > 400 || view.samples < 2 {
        return Vec::new();
    }
    let mut found = Vec::new();
    for total in 0..view.lines {
        let near = total.saturating_sub(WINDOW)..(total + WINDOW + 1).min(view.lines);
        let mut best: Option<Derived> = None;
        for first in near.clone() {
            for second in near.clone() {
                if first == second || first == total || second == total {
                    continue;
                }
                for change in [false, true] {
                    let Some(fit) = fit_of(view, total, [first, second], change) else { continue };
                    if best.as_ref().is_none_or(|best| fit.bits > best.fit.bits) {
                        let operator = if change { Operator::RelativeChange } else { Operator::Division };
                        best = Some(Derived {
                            operator,
                            total,
                            parts: vec![first, second],
                            fit,
                            stand: Stand::Near,
                        });
                    }
                }
            }
        }
        found.extend(best);
    }
    smallest_only(view, found)
}

/// Of `a = b / c`, `c = b / a` and `b = a * c` only the smallest is worked out: the rate, not what it is of.
fn smallest_only(view: &View<'_>, found: Vec<Derived>) -> Vec<Derived> {
    let size = |line: usize| -> f64 {
        let values = (0..view.samples).map(|at| view.at(line, at).abs()).filter(|value| !value.is_nan());
        let (sum, count) = values.fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
        sum / f64::max(count, 1.0)
    };
    found.into_iter().filter(|line| line.parts.iter().all(|part| size(line.total) < size(*part))).collect()
}

fn fit_of(view: &View<'_>, total: usize, parts: [usize; 2], change: bool) -> Option<Fit> {
    let mut fit = Fit::default();
    for at in 0..view.samples {
        let Some(sample) = fit::quotient(view, total, &parts, at, change) else { continue };
        fit.add(sample);
        if fit.fails > 1 && fit.fails * 7 > fit.holds {
            return None;
        }
    }
    (fit.bits >= NEED && fit.holds > 1 && fit.fails * 7 <= fit.holds).then_some(fit)
}
