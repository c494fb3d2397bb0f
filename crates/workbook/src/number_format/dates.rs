//! Dates, times of day and elapsed times by a section.

use std::fmt::Write;

use super::code::{Part, Section, Span, Unit};
use super::numbers::plain;
use crate::dates::civil;

/// Decimals of a second that a spreadsheet shows at most.
const DECIMALS: usize = 3;

/// The first serial beyond the year 9999.
const END: f64 = 2_958_466.0;

/// What a serial number is, taken apart for showing.
struct Moment {
    year: i64,
    month: u32,
    day: u32,
    /// Sunday is 0.
    weekday: u32,
    /// Thousandths of a second since the beginning of the first day.
    elapsed: i64,
    is_half_day: bool,
}

/// A serial as a section shows it; nothing for serials that are no dates.
pub(super) fn show(section: &Section, serial: f64) -> Option<String> {
    let is_elapsed = section.parts.iter().any(|part| matches!(part, Part::Date(Unit::Elapsed(..))));
    if !(0.0..END).contains(&serial) {
        // Spreadsheets that count from 1904 show negative durations.
        let shown =
            if is_elapsed && (-END..0.0).contains(&serial) { show(section, -serial)? } else { return None };
        return Some(format!("-{shown}"));
    }
    let moment = Moment::of(section, serial);
    let has_day = section.parts.iter().any(|part| matches!(part, Part::Date(Unit::Day(1..=2))));
    let mut out = String::new();
    for part in &section.parts {
        match part {
            Part::Date(unit) => moment.write(&mut out, *unit, section, has_day),
            other => plain(&mut out, other),
        }
    }
    Some(out)
}

impl Moment {
    fn of(section: &Section, serial: f64) -> Self {
        let units = || {
            section
                .parts
                .iter()
                .filter_map(|part| if let Part::Date(unit) = part { Some(*unit) } else { None })
        };
        let is_time =
            |unit| !matches!(unit, Unit::Year(_) | Unit::BuddhistYear(_) | Unit::Month(_) | Unit::Day(_));
        let decimals = units().map(|unit| if let Unit::Decimals(count) = unit { count } else { 0 }).max();
        let decimals = decimals.unwrap_or(0).min(DECIMALS);
        // A time is rounded to the last second that is shown, a date alone to nearly nothing.
        let decimals = if units().any(is_time) { decimals } else { DECIMALS };
        let scale = 10_i64.pow(decimals as u32);
        let elapsed = (serial * 86_400.0 * scale as f64).round() as i64 * (1000 / scale);
        let days = elapsed / 86_400_000;
        let (year, month, day) = match days {
            0 => (1900, 1, 0),
            60 => (1900, 2, 29),
            days => civil(days),
        };
        Self {
            year,
            month: month as u32,
            day: day as u32,
            weekday: ((days + 6) % 7) as u32,
            elapsed,
            is_half_day: units().any(|unit| matches!(unit, Unit::HalfDay | Unit::HalfDayLetter(_))),
        }
    }

    fn write(&self, out: &mut String, unit: Unit, section: &Section, has_day: bool) {
        let names = section.names;
        let seconds = self.elapsed / 1000;
        let hour = seconds / 3600 % 24;
        let shown_hour = if self.is_half_day { (hour + 11) % 12 + 1 } else { hour };
        let mut number = |number: i64, width: usize| {
            let _ = write!(out, "{number:0width$}");
        };
        match unit {
            Unit::Year(1 | 2) => number(self.year % 100, 2),
            Unit::Year(_) => number(self.year, 4),
            Unit::BuddhistYear(1 | 2) => number((self.year + 543) % 100, 2),
            Unit::BuddhistYear(_) => number(self.year + 543, 4),
            Unit::Month(width @ 1..=2) => number(i64::from(self.month), width),
            Unit::Month(3) => out.push_str(names.short_month(self.month)),
            Unit::Month(5) => out.extend(names.month(self.month, false).chars().next()),
            Unit::Month(_) => out.push_str(names.month(self.month, has_day)),
            Unit::Day(width @ 1..=2) => number(i64::from(self.day), width),
            Unit::Day(3) => out.push_str(names.short_day(self.weekday)),
            Unit::Day(_) => out.push_str(names.day(self.weekday)),
            Unit::Hour(width) => number(shown_hour, width.min(2)),
            Unit::Minute(width) => number(seconds / 60 % 60, width.min(2)),
            Unit::Second(width) => number(seconds % 60, width.min(2)),
            Unit::Decimals(count) => {
                let thousandths = format!("{:03}", self.elapsed % 1000);
                let _ = write!(out, ".{:0<count$}", &thousandths[..count.min(DECIMALS)]);
            }
            Unit::Elapsed(Span::Hours, width) => number(seconds / 3600, width),
            Unit::Elapsed(Span::Minutes, width) => number(seconds / 60, width),
            Unit::Elapsed(Span::Seconds, width) => number(seconds, width),
            Unit::HalfDay => out.push_str(if hour < 12 { "AM" } else { "PM" }),
            Unit::HalfDayLetter(is_capital) => {
                let letter = if hour < 12 { 'a' } else { 'p' };
                out.push(if is_capital { letter.to_ascii_uppercase() } else { letter });
            }
        }
    }
}
