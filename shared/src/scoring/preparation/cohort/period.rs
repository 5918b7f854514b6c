//! Months and quarters of the calendar.

use crate::domain::{CivilDate, Day};

/// How long the time is in which a cohort's customers made their first purchase.
///
/// ```
/// use shared::domain::Day;
/// use shared::scoring::preparation::cohort::CohortPeriod;
/// let day = Day(19_858); // The 15th of May 2024.
/// assert_eq!(CohortPeriod::Month.number(day), 2024 * 12 + 4);
/// let quarter = CohortPeriod::Quarter;
/// assert_eq!(quarter.first_day(quarter.number(day)).to_string(), "2024-04-01");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CohortPeriod {
    /// A calendar month.
    Month,
    /// A calendar quarter.
    Quarter,
}

impl CohortPeriod {
    fn months(self) -> i32 {
        match self {
            Self::Month => 1,
            Self::Quarter => 3,
        }
    }

    /// Number of the period a day lies in, counted from the year 0.
    #[must_use]
    pub fn number(self, day: Day) -> i32 {
        let date = day.date();
        (i32::from(date.year()) * 12 + i32::from(date.month()) - 1).div_euclid(self.months())
    }

    /// First day of the period with this number; numbers out of the calendar's range are clamped to it.
    #[must_use]
    pub fn first_day(self, number: i32) -> Day {
        let months = number.saturating_mul(self.months());
        let year = months.div_euclid(12).clamp(-9_999, 9_999) as i16;
        let month = months.rem_euclid(12) as i8 + 1;
        Day::from_date(CivilDate::new(year, month, 1).expect("the first of a month of the calendar"))
    }
}

#[cfg(test)]
mod tests {
    use super::CohortPeriod::{Month, Quarter};
    use crate::domain::Day;

    #[test]
    fn a_day_lies_between_the_first_day_of_its_period_and_that_of_the_next() {
        for day in (-40_000..40_000).step_by(13).map(Day) {
            for period in [Month, Quarter] {
                let number = period.number(day);
                assert!(period.first_day(number) <= day && day < period.first_day(number + 1), "{day}");
            }
        }
    }

    #[test]
    fn periods_begin_where_the_calendar_says() {
        let day = |text: &str| text.parse::<Day>().expect("a date");
        assert_eq!(Month.first_day(Month.number(day("2024-02-29"))), day("2024-02-01"));
        assert_eq!(Quarter.first_day(Quarter.number(day("2023-12-31"))), day("2023-10-01"));
        assert_eq!(Quarter.number(day("2024-01-01")) - Quarter.number(day("2023-12-31")), 1);
    }
}
