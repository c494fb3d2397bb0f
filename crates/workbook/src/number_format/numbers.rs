//! Numbers in digits: fixed places, thousands, percentages, exponents, fractions.

use super::code::{Fraction, Part, Place};
use super::decimal::{Decimal, small};

/// The digits of a section of fixed decimals.
pub(super) struct Layout {
    /// Digit places after the point.
    pub(super) decimals: usize,
    /// Digit places before the point.
    whole: usize,
    /// Commas after the last digit: each divides by a thousand.
    pub(super) thousands: i32,
    /// Whether thousands are separated.
    grouped: bool,
    /// Percent signs: each multiplies by a hundred.
    pub(super) percents: i32,
}

fn is_digit(part: &Part) -> bool {
    matches!(part, Part::Digit(_))
}

impl Layout {
    pub(super) fn of(parts: &[Part]) -> Self {
        let count = |parts: &[Part], wanted: &Part| parts.iter().filter(|part| *part == wanted).count();
        let digits = parts.iter().filter(|part| is_digit(part)).count();
        let at_point = parts.iter().position(|part| *part == Part::Point).unwrap_or(parts.len());
        let whole = parts[..at_point].iter().filter(|part| is_digit(part)).count();
        // Scaling commas stand after the last digit before the point, or after the last digit of all.
        let last_whole = parts[..at_point].iter().rposition(is_digit).map_or(0, |at| at + 1);
        let last =
            parts.iter().rposition(|part| is_digit(part) || *part == Part::Point).map_or(0, |at| at + 1);
        let mut thousands = count(&parts[last..], &Part::Comma);
        if last_whole < at_point && at_point < parts.len() {
            thousands += count(&parts[last_whole..at_point], &Part::Comma);
        }
        Self {
            decimals: digits - whole,
            whole,
            thousands: small(thousands),
            grouped: count(&parts[..last_whole], &Part::Comma) > 0,
            percents: small(count(parts, &Part::Percent)),
        }
    }

    /// The digits of a number before and after the point.
    fn rounded(&self, value: f64) -> (String, String) {
        Decimal::of(value).times_ten_to(self.percents * 2 - self.thousands * 3).rounded(self.decimals)
    }

    /// What stands in each digit place before the point; the first takes all digits beyond the places.
    fn whole_places(&self, parts: &[Part], digits: &str) -> Vec<String> {
        let places: Vec<Place> = parts.iter().filter_map(place).take(self.whole).collect();
        if places.is_empty() {
            return vec![self.with_separators(digits, 0)];
        }
        let extra = digits.len().saturating_sub(places.len());
        let missing = places.len().saturating_sub(digits.len());
        let mut out = Vec::new();
        for (index, place) in places.iter().enumerate() {
            let after = places.len() - index - 1;
            let text = match index.checked_sub(missing) {
                Some(0) => digits[..=extra].to_owned(),
                Some(at) => digits[extra + at..=extra + at].to_owned(),
                None => filler(*place).to_owned(),
            };
            out.push(self.with_separators(&text, after));
        }
        out
    }

    /// Puts commas after the digits that have a multiple of three digits to their right.
    fn with_separators(&self, digits: &str, after: usize) -> String {
        if !self.grouped {
            return digits.to_owned();
        }
        let mut out = String::new();
        for (index, c) in digits.chars().enumerate() {
            out.push(c);
            let to_right = digits.len() - index - 1 + after;
            if c.is_ascii_digit() && to_right > 0 && to_right.is_multiple_of(3) {
                out.push(',');
            }
        }
        out
    }

    /// Writes the parts with the digits in their places.
    fn write(&self, out: &mut String, parts: &[Part], whole: &str, fraction: &str) {
        let mut whole = self.whole_places(parts, whole).into_iter();
        let mut places = fraction.chars();
        let mut after_point = false;
        for part in parts {
            match part {
                Part::Digit(_) if !after_point => out.extend(whole.next()),
                Part::Digit(place) => {
                    let rest_is_zero = places.as_str().bytes().all(|b| b == b'0');
                    let digit = places.next().unwrap_or('0');
                    match place {
                        Place::Hash | Place::Question if rest_is_zero => out.push_str(filler(*place)),
                        _ => out.push(digit),
                    }
                }
                Part::Point => {
                    if self.whole == 0 && !after_point {
                        out.extend(whole.next());
                    }
                    after_point = true;
                    out.push('.');
                }
                other => plain(out, other),
            }
        }
    }
}

fn place(part: &Part) -> Option<Place> {
    if let Part::Digit(place) = part { Some(*place) } else { None }
}

/// What a place shows that has no digit.
fn filler(place: Place) -> &'static str {
    match place {
        Place::Zero => "0",
        Place::Question => " ",
        Place::Hash => "",
    }
}

/// Writes a part that shows no digits.
pub(super) fn plain(out: &mut String, part: &Part) {
    match part {
        Part::Text(text) => out.push_str(text),
        Part::Percent => out.push('%'),
        Part::Room => out.push(' '),
        _ => {}
    }
}

/// A number in fixed places; `minus` puts a minus sign before it, unless it is shown as nought.
pub(super) fn fixed(parts: &[Part], minus: bool, value: f64) -> String {
    let layout = Layout::of(parts);
    let (whole, fraction) = layout.rounded(value);
    let is_zero = whole.is_empty() && fraction.bytes().all(|b| b == b'0');
    let mut out = String::from(if minus && !is_zero { "-" } else { "" });
    layout.write(&mut out, parts, &whole, &fraction);
    out
}

/// A number with an exponent, which stands at `at`. With several places before the point the exponent is a multiple
/// of their number.
pub(super) fn scientific(parts: &[Part], at: usize, minus: bool, value: f64) -> String {
    let (mantissa, rest) = parts.split_at(at);
    let layout = Layout::of(mantissa);
    let step = small(layout.whole).max(1);
    let decimal = Decimal::of(value);
    let multiple = |exponent: i32| exponent.div_euclid(step) * step;
    let mut exponent = multiple(decimal.exponent());
    let percents = layout.percents * 2;
    let (mut whole, mut fraction) = decimal.times_ten_to(percents - exponent).rounded(layout.decimals);
    if whole.len() > step as usize {
        exponent += step;
        (whole, fraction) = Decimal::of(value).times_ten_to(percents - exponent).rounded(layout.decimals);
    }
    let mut out = String::from(if minus { "-" } else { "" });
    layout.write(&mut out, mantissa, &whole, &fraction);
    let Some((Part::Exponent { letter, plus }, rest)) = rest.split_first() else { return out };
    let sign = if exponent < 0 {
        "-"
    } else if *plus {
        "+"
    } else {
        ""
    };
    out.push(*letter);
    out.push_str(sign);
    Layout::of(rest).write(&mut out, rest, &exponent.unsigned_abs().to_string(), "");
    out
}

/// A number as whole and fraction.
pub(super) fn fraction(parts: &[Part], minus: bool, value: f64) -> String {
    let mut out = String::from(if minus { "-" } else { "" });
    for part in parts {
        match part {
            Part::Fraction(fraction) => fraction.write(&mut out, value.abs()),
            other => plain(&mut out, other),
        }
    }
    out
}

impl Fraction {
    fn write(&self, out: &mut String, value: f64) {
        let has_whole = !self.whole.is_empty();
        let (mut whole, part) = if has_whole { (value.trunc(), value.fract()) } else { (0.0, value) };
        let width = if has_whole { self.denominator.max(self.numerator.len()) } else { self.denominator };
        let (mut over, under) = match self.fixed {
            Some(under) => ((part * f64::from(under)).round(), f64::from(under)),
            None => nearest(part, 10_f64.powi(small(width.min(7))) - 1.0),
        };
        if has_whole && over >= under && under > 0.0 {
            (whole, over) = (whole + 1.0, 0.0);
        }
        if has_whole {
            let digits = if whole == 0.0 { String::new() } else { format!("{whole:.0}") };
            let hidden = whole == 0.0 && over == 0.0;
            let layout = Layout::of(&self.whole);
            layout.write(out, &self.whole, if hidden { "0" } else { &digits }, "");
            out.push_str(&self.gap);
        }
        let (before, after) = (&self.around_bar.0, &self.around_bar.1);
        let bar = format!("{before}/{after}");
        let is_hidden = has_whole && over == 0.0 && !self.numerator.contains(&Place::Zero);
        let numerator = format!("{over:.0}");
        let padded = match (has_whole, self.fixed) {
            (true, None) => format!("{numerator:>width$}"),
            _ => format!("{numerator:>0$}", self.numerator.len()),
        };
        let denominator = if self.fixed.is_some() {
            format!("{under:.0}")
        } else {
            format!("{:<width$}", format!("{under:.0}"))
        };
        let shown = format!("{padded}{bar}{denominator}");
        if is_hidden {
            out.extend(std::iter::repeat_n(' ', shown.chars().count()));
        } else {
            out.push_str(&shown);
        }
    }
}

/// The fraction that Excel shows for a number: the last of its continued fraction whose denominator is at most
/// `most`.
fn nearest(value: f64, most: f64) -> (f64, f64) {
    let (mut before, mut now) = ((0.0, 1.0), (1.0, 0.0));
    let mut rest = value;
    loop {
        let whole = rest.floor();
        let next = (whole * now.0 + before.0, whole * now.1 + before.1);
        if next.1 > most {
            return now;
        }
        (before, now) = (now, next);
        rest -= whole;
        if rest < 5e-8 {
            return now;
        }
        rest = rest.recip();
    }
}
