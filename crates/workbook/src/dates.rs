//! Serial dates: days since the epoch of 1900, in which day 1 is 1 January 1900 and day 60 is the
//! 29 February 1900 that never was (ECMA-376 part 1, 18.17.4.1).

use crate::fast::Shown;

/// Days between the epochs of 1904 and 1900.
const EPOCH_GAP: f64 = 1462.0;

/// A serial date as ISO 8601: `2024-04-01`, with a time `2024-04-01T09:30:00`, a time alone `09:30:00`.
/// Seconds are rounded to the nearest one. Serials before the epoch or after the year 9999 are given as
/// the plain number. Day 60 is given as 28 February 1900.
pub fn iso_date(serial: f64) -> String {
    if !(0.0..2_958_466.0).contains(&serial) {
        return serial.to_string();
    }
    let seconds = (serial * 86_400.0).round() as i64;
    let (days, seconds) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let mut text = String::with_capacity(19);
    if days > 0 {
        let (year, month, day) = civil(days);
        two(&mut text, year / 100);
        two(&mut text, year % 100);
        text.push('-');
        two(&mut text, month);
        text.push('-');
        two(&mut text, day);
    }
    if days == 0 || seconds > 0 {
        if days > 0 {
            text.push('T');
        }
        two(&mut text, seconds / 3600);
        text.push(':');
        two(&mut text, seconds / 60 % 60);
        text.push(':');
        two(&mut text, seconds % 60);
    }
    text
}

/// Two digits: a column of a million dates is written without the machinery of formatting.
fn two(text: &mut String, number: i64) {
    for digit in [number / 10, number % 10] {
        text.push(char::from(b'0' + (digit % 10) as u8));
    }
}

/// The calendar date of a day number, by the method of Howard Hinnant's "days from civil" turned round.
pub(crate) fn civil(serial: i64) -> (i64, i64, i64) {
    let after_phantom = if serial < 60 { serial + 1 } else { serial };
    // Day 0 of the method is 1 March of the year 0; 1899-12-30 is its day 693,899.
    let days = after_phantom + 693_899;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

/// The serial of a calendar date, the inverse of [`civil`].
fn serial(year: i64, month: i64, day: i64) -> f64 {
    let year = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * (if month > 2 { month - 3 } else { month + 9 }) + 2) / 5 + day - 1;
    let days = era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 693_899;
    (if days <= 60 { days - 1 } else { days }) as f64
}

/// A serial of the 1904 epoch as one of 1900. A time alone stays a time alone.
pub(crate) fn from_1904(serial: f64) -> f64 {
    if serial < 1.0 { serial } else { serial + EPOCH_GAP }
}

/// The serial of an ISO 8601 date (`2024-04-01`), date and time, or time (`09:30:00`).
pub(crate) fn parse_iso(text: &str) -> Option<f64> {
    let text = text.trim_end_matches('Z');
    let (date, time) = match text.split_once(['T', ' ']) {
        Some((date, time)) => (Some(date), Some(time)),
        None if text.contains(':') => (None, Some(text)),
        None => (Some(text), None),
    };
    let days = match date {
        None | Some("") => 0.0,
        Some(date) => {
            let mut parts = date.splitn(3, '-').map(str::parse::<i64>);
            let (year, month, day) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
            if !(1900..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
                return None;
            }
            serial(year, month, day)
        }
    };
    let time = match time {
        None => 0.0,
        Some(time) => {
            let mut parts = time.splitn(3, ':').map(str::parse::<f64>);
            let (hours, minutes) = (parts.next()?.ok()?, parts.next()?.ok()?);
            let seconds = parts.next().and_then(Result::ok).unwrap_or(0.0);
            (hours * 3600.0 + minutes * 60.0 + seconds) / 86_400.0
        }
    };
    Some(days + time)
}

/// The days of an ISO 8601 duration such as `PT12H30M00S`.
pub(crate) fn parse_duration(text: &str) -> Option<f64> {
    let (negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (days, time) = text.strip_prefix('P')?.split_once('T')?;
    let mut seconds = days.strip_suffix('D').map_or(Some(0.0), |days| days.parse::<f64>().ok())? * 86_400.0;
    let mut digits = String::new();
    for c in time.chars() {
        let unit = match c {
            'H' => 3600.0,
            'M' => 60.0,
            'S' => 1.0,
            ',' => {
                digits.push('.');
                continue;
            }
            other => {
                digits.push(other);
                continue;
            }
        };
        seconds += digits.parse::<f64>().ok()? * unit;
        digits.clear();
    }
    Some(if negative { -seconds } else { seconds } / 86_400.0)
}

/// Whether numbers of a format are dates or durations, by its id and code: the first section decides, as it does
/// for calamine.
pub(crate) fn shown(id: u16, code: &str) -> Shown {
    match id {
        14..=22 | 27..=36 | 45 | 47 | 50..=58 => return Shown::Date,
        46 => return Shown::Duration,
        _ => {}
    }
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match c.to_ascii_lowercase() {
            '_' | '\\' | '*' => drop(chars.next()),
            '"' => drop(chars.by_ref().find(|c| *c == '"')),
            ';' => return Shown::Number,
            '[' => {
                let inside: String = chars.by_ref().take_while(|c| *c != ']').collect();
                let inside = inside.to_ascii_lowercase();
                let is_elapsed = ["h", "m", "s"].iter().any(|unit| inside.replace(unit, "").is_empty());
                if is_elapsed && !inside.is_empty() {
                    return Shown::Duration;
                }
            }
            'd' | 'm' | 'h' | 'y' | 's' => return Shown::Date,
            _ => {}
        }
    }
    Shown::Number
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_of_dates_are_known() {
        for (code, is) in [
            ("General", Shown::Number),
            ("#,##0.00_);[Red](#,##0.00)", Shown::Number),
            ("0.0\" days\"", Shown::Number),
            ("\\d0", Shown::Number),
            ("0;dd", Shown::Number),
            ("[$-809]dd mmmm yyyy", Shown::Date),
            ("mmm-yy", Shown::Date),
            ("[Red]h:mm", Shown::Date),
            ("[h]:mm", Shown::Duration),
            ("[SS].00", Shown::Duration),
        ] {
            assert_eq!(shown(164, code), is, "{code}");
        }
        assert_eq!(
            (shown(14, ""), shown(46, ""), shown(9, "0%")),
            (Shown::Date, Shown::Duration, Shown::Number)
        );
    }

    #[test]
    fn serials_become_iso_dates_and_back() {
        for (serial, iso) in [
            (1.0, "1900-01-01"),
            (59.0, "1900-02-28"),
            (61.0, "1900-03-01"),
            (45_383.0, "2024-04-01"),
            (45_383.0 + 9.5 / 24.0, "2024-04-01T09:30:00"),
            (36_585.0, "2000-02-29"),
            (0.75, "18:00:00"),
            (2_958_465.0, "9999-12-31"),
        ] {
            assert_eq!(iso_date(serial), iso);
            assert_eq!(parse_iso(iso), Some(serial), "{iso}");
        }
        assert_eq!(iso_date(45_382.999_999_9), "2024-04-01");
        assert_eq!(iso_date(-1.0), "-1");
        assert_eq!(parse_iso("next Tuesday"), None);
        assert_eq!(parse_duration("PT36H30M00S"), Some(36.5 / 24.0));
        assert_eq!(iso_date(from_1904(43_921.0)), "2024-04-01");
    }
}
