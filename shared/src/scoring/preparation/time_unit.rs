//! Days, weeks and months of the outside, weeks inside.

use std::fmt;
use std::str::FromStr;

use crate::scoring::{DAYS_PER_WEEK, Weeks};

/// The unit in which somebody gives a time. All models count in weeks.
///
/// ```
/// use shared::scoring::preparation::TimeUnit;
/// let month: TimeUnit = "month".parse()?;
/// // A month is 365.25/12 days, not 30 and not four weeks.
/// assert!((month.weeks(12.0).get() - 365.25 / 7.0).abs() < 1e-12);
/// assert!((TimeUnit::Week.of_days(21.0) - 3.0).abs() < 1e-12 && TimeUnit::Day.to_string() == "day");
/// # Ok::<(), shared::scoring::preparation::UnknownTimeUnit>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeUnit {
    /// A calendar day.
    Day,
    /// Seven days.
    Week,
    /// A twelfth of a year of 365.25 days.
    Month,
}

/// The text names no unit of time.
///
/// ```
/// use shared::scoring::preparation::{TimeUnit, UnknownTimeUnit};
/// assert_eq!("year".parse::<TimeUnit>(), Err(UnknownTimeUnit("year".to_owned())));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the time unit must be day, week or month, but is {0}")]
pub struct UnknownTimeUnit(pub String);

impl TimeUnit {
    /// This many of the unit.
    ///
    /// # Panics
    /// When the number is negative or not a number.
    #[must_use]
    pub fn weeks(self, number: f64) -> Weeks {
        match self {
            Self::Day => Weeks::of_days(number),
            Self::Week => Weeks::of_weeks(number),
            Self::Month => Weeks::of_months(number),
        }
    }

    /// So many days in this unit.
    #[must_use]
    pub fn of_days(self, days: f64) -> f64 {
        days / (self.weeks(1.0).get() * DAYS_PER_WEEK)
    }
}

impl FromStr for TimeUnit {
    type Err = UnknownTimeUnit;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "day" => Ok(Self::Day),
            "week" => Ok(Self::Week),
            "month" => Ok(Self::Month),
            _ => Err(UnknownTimeUnit(text.to_owned())),
        }
    }
}

impl fmt::Display for TimeUnit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::TimeUnit;

    #[test]
    fn a_year_is_as_long_in_every_unit() {
        let year = TimeUnit::Day.weeks(365.25);
        assert_eq!(TimeUnit::Week.weeks(year.get()), year);
        assert_eq!(TimeUnit::Month.weeks(12.0), year);
        for unit in [TimeUnit::Day, TimeUnit::Week, TimeUnit::Month] {
            assert!((unit.weeks(unit.of_days(365.25)).get() - year.get()).abs() < 1e-13);
        }
        assert_eq!("month".parse(), Ok(TimeUnit::Month));
        assert_eq!(TimeUnit::Day.to_string().parse(), Ok(TimeUnit::Day));
        assert!("fortnight".parse::<TimeUnit>().is_err());
    }
}
