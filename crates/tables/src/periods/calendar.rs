//! Days and stretches of days.

use jiff::civil::Date;
use jiff::{Span, ToSpan};
use model::{Period, PeriodKind};

/// A day that exists.
pub(super) fn day(year: i32, month: i32, day: i32) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// From one day to another, both inclusive.
pub(super) fn period(start: Date, end: Date, kind: PeriodKind) -> Option<Period> {
    (start <= end).then(|| Period { start: start.to_string(), end: end.to_string(), kind })
}

/// Whole months from the first day of `month` on; the kind follows from where they stand in the year.
pub(super) fn months(year: i32, month: i32, count: i32, financial: bool) -> Option<Period> {
    let start = day(year, month, 1)?;
    let end = later(start, count.months())?.yesterday().ok()?;
    let kind = match (count, month) {
        (1, _) => PeriodKind::Month,
        (3, 1 | 4 | 7 | 10) if financial => PeriodKind::FinancialQuarter,
        (3, 1 | 4 | 7 | 10) => PeriodKind::Quarter,
        (12, 1) => PeriodKind::Year,
        (12, 4) => PeriodKind::FinancialYear,
        (12, 9) => PeriodKind::AcademicYear,
        _ => PeriodKind::Span,
    };
    period(start, end, kind)
}

/// `count` whole months that end with a month.
pub(super) fn months_to(year: i32, month: i32, count: i32, financial: bool) -> Option<Period> {
    let start = later(day(year, month, 1)?, (1 - count).months())?;
    months(i32::from(start.year()), i32::from(start.month()), count, financial)
}

/// The seven days up to one.
pub(super) fn week_to(end: Date) -> Option<Period> {
    period(later(end, (-6).days())?, end, PeriodKind::Week)
}

/// The seven days from one on.
pub(super) fn week_from(start: Date) -> Option<Period> {
    period(start, later(start, 6.days())?, PeriodKind::Week)
}

/// A week of ISO 8601, which begins on a Monday.
pub(super) fn iso_week(year: i32, week: i32) -> Option<Period> {
    let date = jiff::civil::ISOWeekDate::new(
        i16::try_from(year).ok()?,
        i8::try_from(week).ok()?,
        jiff::civil::Weekday::Monday,
    );
    week_from(date.ok()?.date())
}

/// A single day.
pub(super) fn on(date: Date) -> Option<Period> {
    period(date, date, PeriodKind::Day)
}

fn later(date: Date, span: Span) -> Option<Date> {
    date.checked_add(span).ok()
}
