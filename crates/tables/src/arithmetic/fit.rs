//! How well a line agrees with what is worked out from its parts, and how much that says.

use super::numbers::View;

/// What one sample says.
#[derive(Debug, Clone, Copy)]
#[allow(clippy::struct_excessive_bools, reason = "five answers about one sample")]
pub(super) struct Sample {
    /// Whether the difference is within rounding.
    pub(super) holds: bool,
    /// Whether there is no difference at all.
    pub(super) exact: bool,
    /// Whether every part has a number.
    pub(super) complete: bool,
    /// How unlikely the agreement is by chance, in bits.
    pub(super) bits: f64,
    /// Whether the total lies among its parts, as a mean does.
    pub(super) among: bool,
    /// Whether it is off by a few percent at most: revised, or rounded apart from its parts.
    pub(super) near: bool,
}

/// No sample says more than this: one large number that agrees may be a slip.
const MOST_BITS: f64 = 14.0;

/// Off by more than this share, a total is not the sum of its parts.
const NEAR: f64 = 0.03;

/// How well a line agrees with its parts.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Fit {
    /// Samples that agree.
    pub(crate) holds: usize,
    /// Of these, the ones without any difference.
    pub(crate) exact: usize,
    /// Complete samples that do not.
    pub(crate) fails: usize,
    /// Of these, the ones in which the total lies among its parts.
    pub(crate) among: usize,
    /// Of the others, the ones in which it is nearly right.
    pub(crate) near: usize,
    /// How much the agreement says, in bits.
    pub(crate) bits: f64,
    /// How much the sample says that says most.
    most: f64,
}

impl Fit {
    /// Takes all samples for one: where lines are multiples of one another, they agree everywhere or nowhere.
    pub(super) fn as_one(&mut self) {
        self.bits = self.bits.min(self.most);
    }

    pub(super) fn add(&mut self, sample: Sample) {
        if sample.holds {
            self.holds += 1;
            self.exact += usize::from(sample.exact);
            self.bits += sample.bits;
            self.most = self.most.max(sample.bits);
        } else if sample.complete {
            self.fails += 1;
            self.near += usize::from(sample.near);
            self.among += usize::from(sample.among && !sample.near);
        }
    }

    /// Whether the line is worked out so: enough says that it is, and hardly anything that it is not. Samples of
    /// another measure (a rate among counts) may fail, if the total lies among its parts there.
    pub(super) fn convinces(&self, need: f64) -> bool {
        let against = self.fails - self.among - self.near;
        self.bits >= need
            && against * 7 <= self.holds
            && self.among <= 8 * self.holds
            && 2 * self.near <= self.holds.max(1)
    }
}

/// One sample of a sum or a mean; none where there is nothing to compare.
pub(super) fn sample(
    view: &View<'_>,
    total: usize,
    parts: &[usize],
    at: usize,
    mean: bool,
) -> Option<Sample> {
    let value = view.at(total, at);
    if value.is_nan() {
        return None;
    }
    let (mut sum, mut there, mut low, mut high) = (0.0, 0usize, f64::INFINITY, f64::NEG_INFINITY);
    let mut nonzero = 0;
    let (mut weight, mut heaviest) = (0.0, 0.0f64);
    let mut slack = view.step(total, at);
    for part in parts {
        let part_value = view.at(*part, at);
        if part_value.is_nan() {
            continue;
        }
        there += 1;
        nonzero += usize::from(part_value != 0.0);
        sum += part_value;
        weight += part_value.abs();
        heaviest = heaviest.max(part_value.abs());
        low = low.min(part_value);
        high = high.max(part_value);
        slack = slack.max(view.step(*part, at));
    }
    if there == 0 || nonzero == 0 || (mean && there < parts.len()) {
        return None;
    }
    let weighty = parts.iter().filter(|part| view.at(**part, at).abs() >= slack).take(2).count();
    let wanted = if mean { sum / there as f64 } else { sum };
    let spread = if mean { high - low } else { value.abs().max(high.abs()) };
    let allowed = if mean { 1.01 } else { allowance(nonzero) } * slack;
    let noise = 1e-9 * value.abs().max(high.abs());
    let off = (wanted - value).abs();
    let chance = ((2.0 * off + slack) / (spread + slack)).clamp(1e-12, 1.0);
    // What equals its one part, with next to nothing added, says nothing about adding up.
    let bits = if weighty < 2 { 0.0 } else { (-chance.log2()).min(MOST_BITS) };
    // What is missing cannot take away from parts that are too large already.
    let too_large = !mean && low >= 0.0 && sum > value + allowed + noise;
    Some(Sample {
        holds: off <= allowed + noise,
        exact: off <= noise + 1e-6 * slack,
        complete: there == parts.len() || too_large,
        bits,
        among: low <= value && value <= high,
        near: !mean && nonzero > 1 && off <= NEAR * value.abs() && off <= 0.2 * (weight - heaviest),
    })
}

/// How many steps a total may be off: rounding errors of parts add up, but mostly cancel.
fn allowance(parts: usize) -> f64 {
    let parts = parts as f64;
    (0.5 * (parts + 1.0)).min(1.0 + 0.9 * parts.sqrt()) + 0.01
}

/// One sample of a quotient `first / second`, or of a change `(second - first) / first`, perhaps in percent.
pub(super) fn quotient(
    view: &View<'_>,
    total: usize,
    parts: &[usize],
    at: usize,
    change: bool,
) -> Option<Sample> {
    let [first, second] = parts else { return None };
    let (first, second) = if change { (second, first) } else { (first, second) };
    let (value, top, bottom) = (view.at(total, at), view.at(*first, at), view.at(*second, at));
    if value.is_nan() || top.is_nan() || bottom.is_nan() || bottom == 0.0 {
        return None;
    }
    let raw = if change { (top - bottom) / bottom } else { top / bottom };
    let step = view.step(total, at);
    let slack_of_parts = (view.step(*first, at) + view.step(*second, at) * raw.abs()) * 0.5 / bottom.abs();
    let try_scale = |scale: f64| {
        let off = (raw * scale - value).abs();
        let allowed = 0.51 * step + slack_of_parts * scale + 1e-9 * value.abs();
        let odds = ((2.0 * off + step) / (value.abs() + step)).clamp(1e-12, 1.0);
        (off <= allowed && allowed < 0.2 * value.abs().max(step), (-odds.log2()).min(MOST_BITS))
    };
    let plain = try_scale(1.0);
    let percent = try_scale(100.0);
    let (holds, bits) = if percent.0 && (!plain.0 || percent.1 > plain.1) { percent } else { plain };
    Some(Sample { holds, exact: holds, complete: true, bits, among: false, near: false })
}
