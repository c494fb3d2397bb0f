//! Working days in England: weekends and bank holidays, by rule and without a table that runs out.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday, date};

/// Why a day is not a working day; none when it is one.
pub(crate) fn day_off(day: Date) -> Option<&'static str> {
    if is_weekend(day) {
        return Some("is at a weekend");
    }
    bank_holidays(day.year()).contains(&Some(day)).then_some("is a bank holiday in England")
}

fn is_weekend(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

/// The bank holidays of a year in England: those of the Banking and Financial Dealings Act 1971, and the
/// days that were proclaimed or moved for one year.
fn bank_holidays(year: i16) -> Vec<Option<Date>> {
    let easter = easter(year);
    let monday = |from: Option<Date>| from.and_then(|from| first_from(from, Weekday::Monday));
    let day = |month, day| Date::new(year, month, day).ok();
    let mut holidays = vec![
        day(1, 1).and_then(substitute),
        easter.and_then(|easter| easter.checked_sub(2.days()).ok()),
        easter.and_then(|easter| easter.checked_add(1.day()).ok()),
        monday(day(8, 25)),
    ];
    // The early May holiday went to VE Day twice; the spring one to a jubilee three times.
    holidays.push(if matches!(year, 1995 | 2020) { day(5, 8) } else { monday(day(5, 1)) });
    match year {
        2002 => holidays.extend([day(6, 4), day(6, 3)]),
        2012 => holidays.extend([day(6, 4), day(6, 5)]),
        2022 => holidays.extend([day(6, 2), day(6, 3)]),
        _ => holidays.push(monday(day(5, 25))),
    }
    let christmas = day(12, 25).and_then(substitute);
    let boxing = match day(12, 25).map(Date::weekday) {
        // 25 December on a Friday: the 26th is a Saturday, so Monday the 28th. On a Saturday or Sunday the
        // two days off are the 27th and 28th, or the 27th and 26th.
        Some(Weekday::Friday | Weekday::Saturday) => day(12, 28),
        _ => day(12, 26),
    };
    holidays.extend([christmas, boxing]);
    let once = [date(1999, 12, 31), date(2011, 4, 29), date(2022, 9, 19), date(2023, 5, 8)];
    holidays.extend(once.map(Some));
    holidays
}

/// The day itself, or the working day in its stead.
fn substitute(day: Date) -> Option<Date> {
    match (day.weekday(), day.month()) {
        // After a Sunday's Christmas comes Boxing Day, so the day in its stead is the Tuesday.
        (Weekday::Saturday, _) | (Weekday::Sunday, 12) => day.checked_add(2.days()).ok(),
        (Weekday::Sunday, _) => day.checked_add(1.day()).ok(),
        _ => Some(day),
    }
}

/// The first such weekday on or after a day.
fn first_from(day: Date, weekday: Weekday) -> Option<Date> {
    let wait = day.weekday().until(weekday);
    day.checked_add(i64::from(wait).days()).ok()
}

/// Easter Sunday, by the Gregorian rule (Meeus, Astronomical Algorithms, chapter 8).
fn easter(year: i16) -> Option<Date> {
    let number = i32::from(year);
    let (golden, century, of_century) = (number % 19, number / 100, number % 100);
    let moon_shift = (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden + century - century / 4 - moon_shift + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (of_century / 4) - epact - of_century % 4) % 7;
    let late = (golden + 11 * epact + 22 * weekday) / 451;
    let of_march = epact + weekday - 7 * late + 114;
    Date::new(year, i8::try_from(of_march / 31).ok()?, i8::try_from(of_march % 31 + 1).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The days that the government's list names for these years.
    #[test]
    fn bank_holidays_are_those_of_the_published_list() {
        for (year, days) in [
            (2020, ["01-01", "04-10", "04-13", "05-08", "05-25", "08-31", "12-25", "12-28"].as_slice()),
            (2021, &["01-01", "04-02", "04-05", "05-03", "05-31", "08-30", "12-27", "12-28"]),
            (
                2022,
                &["01-03", "04-15", "04-18", "05-02", "06-02", "06-03", "08-29", "09-19", "12-26", "12-27"],
            ),
            (2023, &["01-02", "04-07", "04-10", "05-01", "05-08", "05-29", "08-28", "12-25", "12-26"]),
            (2024, &["01-01", "03-29", "04-01", "05-06", "05-27", "08-26", "12-25", "12-26"]),
            (2027, &["01-01", "03-26", "03-29", "05-03", "05-31", "08-30", "12-27", "12-28"]),
        ] {
            let mut found: Vec<String> = (1..=366)
                .filter_map(|number| date(year, 1, 1).checked_add((number - 1).days()).ok())
                .filter(|day| day.year() == year && !is_weekend(*day) && day_off(*day).is_some())
                .map(|day| day.strftime("%m-%d").to_string())
                .collect();
            found.dedup();
            assert_eq!(found, days, "{year}");
        }
        assert_eq!(day_off(date(2024, 11, 14)), None);
        assert_eq!(day_off(date(2024, 11, 16)), Some("is at a weekend"));
    }
}
