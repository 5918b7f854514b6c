//! Calendar months.

use std::fmt;
use std::ops::Range;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::domain::{CivilDate, Day};

/// A calendar month in the workspace's time zone, written `2026-03`.
///
/// ```
/// use shared::domain::Day;
/// use shared::planning::Month;
/// let month: Month = "2024-02".parse()?;
/// assert_eq!(month.days().len(), 29);
/// assert_eq!(Month::of(Day(month.days().start)), month);
/// # Ok::<(), shared::planning::NoMonth>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    /// Year.
    pub year: i16,
    /// 1 to 12.
    pub month: i8,
}

/// A text that is no month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a month is written like 2026-03")]
pub struct NoMonth;

impl Month {
    /// The month of a day.
    #[must_use]
    pub fn of(day: Day) -> Self {
        let date = day.date();
        Self { year: date.year(), month: date.month() }
    }

    /// Its days as [`Day`] counts them; none where it is no month.
    #[must_use]
    pub fn days(self) -> Range<i32> {
        let Some(first) = CivilDate::new(self.year, self.month, 1) else { return 0..0 };
        let first_day = Day::from_date(first).0;
        first_day..first_day + i32::from(first.days_in_month())
    }
}

impl fmt::Display for Month {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}-{:02}", self.year, self.month)
    }
}

impl FromStr for Month {
    type Err = NoMonth;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (year, month) = text.split_once('-').ok_or(NoMonth)?;
        let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if (year.len(), month.len()) != (4, 2) || !is_digits(year) || !is_digits(month) {
            return Err(NoMonth);
        }
        let found = Self { year: year.parse().map_err(|_| NoMonth)?, month: month.parse().map_err(|_| NoMonth)? };
        if found.days().is_empty() { Err(NoMonth) } else { Ok(found) }
    }
}

impl Serialize for Month {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Month {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::{Month, NoMonth};
    use crate::domain::Day;

    #[test]
    fn the_days_of_a_year_s_months_follow_each_other() {
        let mut next: Day = "2024-01-01".parse().expect("a day");
        for month in 1..=12 {
            let days = Month { year: 2024, month }.days();
            assert_eq!(days.start, next.0);
            for day in days.clone() {
                assert_eq!(Month::of(Day(day)), Month { year: 2024, month });
            }
            next = Day(days.end);
        }
        assert_eq!(next, "2025-01-01".parse().expect("a day"));
    }

    #[test]
    fn what_is_no_month_is_refused() {
        for text in ["", "2026", "2026-13", "2026-00", "2026-3", "26-03", "2026-03-01", "+026-03", "2026-+3"] {
            assert_eq!(text.parse::<Month>(), Err(NoMonth), "{text}");
        }
    }
}
