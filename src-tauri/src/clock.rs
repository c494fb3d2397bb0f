//! The clock. Only this room looks at it: the engine is told the time.

use std::time::SystemTime;

use jiff::tz::TimeZone;
use jiff::{Timestamp, Unit};

/// Now, to the second, as it is written into files ("2026-11-23T10:42:05Z").
pub(crate) fn stamp() -> String {
    Timestamp::now().round(Unit::Second).unwrap_or_default().to_string()
}

/// A time of day on the person's own clock: "10:42".
pub(crate) fn time_of_day(at: SystemTime) -> String {
    shown(at, "%H:%M", &TimeZone::system())
}

/// Day and time on the person's own clock: "23 November 2026, 10:42".
pub(crate) fn day_and_time(at: SystemTime) -> String {
    shown(at, "%-d %B %Y, %H:%M", &TimeZone::system())
}

/// The time of day where it was today, else with the day.
pub(crate) fn lately(at: SystemTime) -> String {
    let day = |at| shown(at, "%F", &TimeZone::system());
    if day(at) == day(SystemTime::now()) { time_of_day(at) } else { day_and_time(at) }
}

fn shown(at: SystemTime, form: &str, zone: &TimeZone) -> String {
    let at = Timestamp::try_from(at).unwrap_or_default().to_zoned(zone.clone());
    at.strftime(form).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::tz::offset;

    #[test]
    fn times_are_written_for_people() {
        let at = SystemTime::from("2026-11-03T09:05:59Z".parse::<Timestamp>().unwrap());
        let east = TimeZone::fixed(offset(1));
        assert_eq!(shown(at, "%H:%M", &east), "10:05");
        assert_eq!(shown(at, "%-d %B %Y, %H:%M", &east), "3 November 2026, 10:05");
    }

    #[test]
    fn a_stamp_is_to_the_second_and_in_universal_time() {
        let stamp = stamp();
        assert_eq!(stamp.len(), "2026-11-23T10:42:05Z".len(), "{stamp}");
        assert!(stamp.ends_with('Z'));
    }
}
