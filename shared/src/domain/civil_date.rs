//! Calendar dates: year, month and day.

use std::fmt;
use std::str::FromStr;

/// A date of the proleptic Gregorian calendar, from the year -9999 to 9999.
///
/// ```
/// use shared::domain::{CivilDate, Day};
/// let date = CivilDate::new(2024, 2, 29).expect("a leap year");
/// assert_eq!(Day::from_date(date), Day(19_782));
/// assert_eq!(Day(19_783).date().to_string(), "2024-03-01");
/// assert_eq!(CivilDate::new(2023, 2, 29), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CivilDate {
    year: i16,
    month: i8,
    day: i8,
}

/// A text that is no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a date is written like 2026-03-31")]
pub struct NoDate;

impl CivilDate {
    /// The date; `None` where the calendar has none.
    #[must_use]
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        let is_date = (-9_999..=9_999).contains(&year)
            && (1..=12).contains(&month)
            && (1..=days_in_month(year, month)).contains(&day);
        is_date.then_some(Self { year, month, day })
    }

    /// Year.
    #[must_use]
    pub fn year(self) -> i16 {
        self.year
    }

    /// Month, 1 to 12.
    #[must_use]
    pub fn month(self) -> i8 {
        self.month
    }

    /// Day of the month, from 1.
    #[must_use]
    pub fn day(self) -> i8 {
        self.day
    }

    /// Days of its month.
    #[must_use]
    pub fn days_in_month(self) -> i8 {
        days_in_month(self.year, self.month)
    }

    /// Days from 1970-01-01.
    ///
    /// Source: Hinnant, chrono-Compatible Low-Level Date Algorithms, `days_from_civil`: years begin in March, so that a leap
    /// day is the last of its year, and 400 of them have 146,097 days.
    pub(super) fn number(self) -> i32 {
        let year = i32::from(self.year) - i32::from(self.month <= 2);
        let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
        let month_from_march = (i32::from(self.month) + 9) % 12;
        let day_of_year = (153 * month_from_march + 2) / 5 + i32::from(self.day) - 1;
        era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
    }

    /// The date so many days from 1970-01-01, within the calendar's range. Source: as [`Self::number`], `civil_from_days`.
    pub(super) fn of_number(number: i32) -> Self {
        let days = number + 719_468;
        let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
        let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * day_of_year + 2) / 153;
        let month = (month_from_march + 2) % 12 + 1;
        let year = era * 400 + year_of_era + i32::from(month <= 2);
        Self { year: year as i16, month: month as i8, day: (day_of_year - (153 * month_from_march + 2) / 5 + 1) as i8 }
    }
}

fn days_in_month(year: i16, month: i8) -> i8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// ISO 8601: `2026-03-31`; six digits and a sign before the year 0: `-000044-03-15`.
impl fmt::Display for CivilDate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { year, month, day } = self;
        if *year < 0 {
            write!(formatter, "-{:06}-{month:02}-{day:02}", -year)
        } else {
            write!(formatter, "{year:04}-{month:02}-{day:02}")
        }
    }
}

/// As [`CivilDate`] is written.
impl FromStr for CivilDate {
    type Err = NoDate;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (sign, digits, year_digits) = match text.strip_prefix('-') {
            Some(rest) => (-1, rest, 6),
            None => (1, text, 4),
        };
        let mut parts = digits.split('-');
        let mut number = |length: usize| {
            let part = parts.next().filter(|part| part.len() == length && part.bytes().all(|it| it.is_ascii_digit()));
            part.and_then(|part| part.parse::<i16>().ok()).ok_or(NoDate)
        };
        let (year, month, day) = (number(year_digits)?, number(2)?, number(2)?);
        if parts.next().is_some() {
            return Err(NoDate);
        }
        Self::new(sign * year, month as i8, day as i8).ok_or(NoDate)
    }
}

#[cfg(test)]
mod tests {
    use super::{CivilDate, NoDate};
    use crate::domain::Day;

    /// Every day the calendar has, against another implementation.
    #[test]
    fn every_date_is_that_of_the_other_calendar() {
        let mut other = jiff::civil::Date::MIN;
        for number in -4_371_587..=2_932_896 {
            let date = CivilDate::of_number(number);
            assert_eq!((date.year(), date.month(), date.day()), (other.year(), other.month(), other.day()));
            assert_eq!((date.number(), date.days_in_month()), (number, other.days_in_month()));
            other = other.tomorrow().unwrap_or(other);
        }
        assert_eq!(other, jiff::civil::Date::MAX);
    }

    #[test]
    fn dates_are_written_and_read_as_by_the_other_calendar() {
        for day in (-4_000_000..=2_900_000).step_by(997).map(Day) {
            let date = day.date();
            let other = jiff::civil::Date::new(date.year(), date.month(), date.day()).expect("a date");
            assert_eq!(date.to_string(), other.to_string());
            assert_eq!(date.to_string().parse(), Ok(date));
        }
    }

    #[test]
    fn what_the_calendar_does_not_have_is_no_date() {
        let texts = ["", "2024", "2024-02", "2024-02-30", "2023-02-29", "1900-02-29", "2024-13-01", "2024-00-01"];
        let odd =
            ["2024-01-00", "24-01-01", "2024-1-1", "2024-01-01T00:00", "2024-01-01-01", "+2024-01-01", "-2024-01-01"];
        for text in texts.into_iter().chain(odd) {
            assert_eq!(text.parse::<CivilDate>(), Err(NoDate), "{text}");
        }
        assert_eq!("2000-02-29".parse(), Ok(CivilDate { year: 2000, month: 2, day: 29 }));
        assert_eq!(CivilDate::new(10_000, 1, 1), None);
    }
}
