//! What the parts of a section mean together: what it shows, minutes and months, fractions.

use super::code::{Fraction, Kind, Part, Place, Section, Unit};

/// Settles what a section shows and what depends on that.
pub(super) fn finish(section: &mut Section, is_empty: bool) {
    let parts = &mut section.parts;
    let has = |wanted: fn(&Part) -> bool, parts: &[Part]| parts.iter().any(wanted);
    section.kind = if is_empty {
        Kind::Blank
    } else if has(|part| matches!(part, Part::Date(_)), parts) {
        as_date(parts);
        Kind::Date
    } else if fraction(parts) {
        Kind::Fraction
    } else if let Some(at) = parts.iter().position(|part| matches!(part, Part::Exponent { .. })) {
        Kind::Scientific(at)
    } else if has(|part| matches!(part, Part::Digit(_)), parts) {
        Kind::Fixed
    } else if has(|part| matches!(part, Part::General), parts) {
        Kind::General
    } else if has(|part| matches!(part, Part::At), parts) {
        Kind::Text
    } else {
        Kind::Words
    };
    if section.kind != Kind::Date {
        // What has found no meaning is written as it is.
        for part in &mut section.parts {
            match part {
                Part::Figure(c) => *part = Part::Text(c.to_string()),
                Part::Slash => *part = Part::Text("/".to_owned()),
                _ => {}
            }
        }
    }
    if section.kind == Kind::Words && section.parts.is_empty() {
        // Nothing but a colour, a condition or a locale: the number is shown all the same.
        section.parts.push(Part::General);
        section.kind = Kind::General;
    }
}

/// In a date `m` beside hours or seconds is minutes, and `.00` behind them decimals of a second; other signs mean
/// themselves.
fn as_date(parts: &mut Vec<Part>) {
    let units: Vec<(usize, Unit)> = parts
        .iter()
        .enumerate()
        .filter_map(|(at, part)| if let Part::Date(unit) = part { Some((at, *unit)) } else { None })
        .collect();
    for (index, (at, unit)) in units.iter().enumerate() {
        let Unit::Month(letters @ 1..=2) = *unit else { continue };
        let before = index.checked_sub(1).map(|before| units[before].1);
        let after = units.get(index + 1).map(|(_, unit)| *unit);
        let is_hour = |unit| matches!(unit, Unit::Hour(_) | Unit::Elapsed(super::code::Span::Hours, _));
        if before.is_some_and(is_hour) || matches!(after, Some(Unit::Second(_))) {
            parts[*at] = Part::Date(Unit::Minute(letters));
        }
    }
    let mut at = 0;
    while at < parts.len() {
        let zeros =
            parts[at + 1..].iter().take_while(|part| matches!(part, Part::Digit(Place::Zero))).count();
        let text = match &parts[at] {
            Part::Point if zeros > 0 => {
                parts.splice(at..=at + zeros, [Part::Date(Unit::Decimals(zeros))]);
                at += 1;
                continue;
            }
            Part::Point => ".".to_owned(),
            Part::Comma => ",".to_owned(),
            Part::Slash => "/".to_owned(),
            Part::Percent => "%".to_owned(),
            Part::Figure(c) => c.to_string(),
            Part::Digit(Place::Zero) => "0".to_owned(),
            _ => {
                at += 1;
                continue;
            }
        };
        parts[at] = Part::Text(text);
        at += 1;
    }
}

/// Puts a fraction together, if there is a bar between places for digits; whether there is one.
fn fraction(parts: &mut Vec<Part>) -> bool {
    let Some(bar) = parts.iter().position(|part| matches!(part, Part::Slash)) else { return false };
    let is_digit = |part: &Part| matches!(part, Part::Digit(_));
    let is_blank = |part: &Part| matches!(part, Part::Text(text) if text == " ");
    let run_before = |end: usize, wanted: &dyn Fn(&Part) -> bool| {
        end - parts[..end].iter().rev().take_while(|part| wanted(part)).count()
    };
    let numerator_end = run_before(bar, &is_blank);
    let numerator = run_before(numerator_end, &is_digit);
    let after_bar = bar + 1 + parts[bar + 1..].iter().take_while(|part| is_blank(part)).count();
    let is_denominator = |part: &&Part| matches!(part, Part::Digit(_) | Part::Figure(_));
    let denominator_end = after_bar + parts[after_bar..].iter().take_while(is_denominator).count();
    if numerator == numerator_end || after_bar == denominator_end {
        return false;
    }
    let gap = run_before(numerator, &|part| matches!(part, Part::Text(_)));
    let whole = run_before(gap, &|part| matches!(part, Part::Digit(_) | Part::Comma));
    let has_whole = whole < gap && gap < numerator;
    let start = if has_whole { whole } else { numerator };
    let denominator = &parts[after_bar..denominator_end];
    let made = Fraction {
        whole: if has_whole { parts[whole..gap].to_vec() } else { Vec::new() },
        gap: if has_whole { written(&parts[gap..numerator]) } else { String::new() },
        numerator: places(&parts[numerator..numerator_end]),
        around_bar: (written(&parts[numerator_end..bar]), written(&parts[bar + 1..after_bar])),
        denominator: denominator.len(),
        fixed: fixed(denominator),
    };
    parts.splice(start..denominator_end, [Part::Fraction(made)]);
    true
}

fn written(parts: &[Part]) -> String {
    parts.iter().map(|part| if let Part::Text(text) = part { text.as_str() } else { "" }).collect()
}

fn places(parts: &[Part]) -> Vec<Place> {
    parts.iter().filter_map(|part| if let Part::Digit(place) = part { Some(*place) } else { None }).collect()
}

/// The denominator that is given in figures.
fn fixed(parts: &[Part]) -> Option<u32> {
    if !parts.iter().any(|part| matches!(part, Part::Figure(_))) {
        return None;
    }
    let figure = |part: &Part| if let Part::Figure(c) = part { *c } else { '0' };
    parts.iter().map(figure).collect::<String>().parse().ok()
}
