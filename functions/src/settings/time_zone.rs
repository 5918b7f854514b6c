//! Time zones, from the table that is compiled in: the same on every machine.

use jiff::Timestamp;
use jiff::tz::{TimeZone, TimeZoneDatabase};
use shared::domain::{CivilDate, Day};

/// The time zone of an IANA name like `Europe/Berlin`; `None` where there is none.
#[must_use]
pub fn time_zone(name: &str) -> Option<TimeZone> {
    TimeZoneDatabase::bundled().get(name).ok()
}

/// The day on which an instant, in seconds from 1970-01-01T00:00:00Z, falls in a time zone. Instants out of
/// the calendar's range are clamped to it.
#[must_use]
pub fn day_of_instant(zone: &TimeZone, seconds: i64) -> Day {
    let clamped = seconds.clamp(Timestamp::MIN.as_second(), Timestamp::MAX.as_second());
    let instant = Timestamp::from_second(clamped).expect("clamped to the range");
    let date = zone.to_datetime(instant).date();
    Day::from_date(CivilDate::new(date.year(), date.month(), date.day()).expect("both calendars are the same"))
}

#[cfg(test)]
mod tests {
    use super::{day_of_instant, time_zone};

    #[test]
    fn a_day_begins_at_midnight_of_the_zone() {
        let berlin = time_zone("Europe/Berlin").expect("is in the table");
        // 2026-03-28T22:59:59Z is the last second of the 28th in Berlin, which is one hour ahead.
        assert_eq!(day_of_instant(&berlin, 1_774_738_799).to_string(), "2026-03-28");
        assert_eq!(day_of_instant(&berlin, 1_774_738_800).to_string(), "2026-03-29");
        // After the change to summer time it is two hours ahead.
        assert_eq!(day_of_instant(&berlin, 1_774_821_600 - 1).to_string(), "2026-03-29");
        assert_eq!(day_of_instant(&berlin, 1_774_821_600).to_string(), "2026-03-30");
        assert!(time_zone("Europe/Atlantis").is_none());
        assert!(time_zone("").is_none());
    }
}
