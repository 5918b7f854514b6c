//! What a prediction carries where the season is unknown.

use serde::{Deserialize, Serialize};

use super::estimate::LEAST_DAYS;
use crate::scoring::{DAYS_PER_WEEK, WEEKS_PER_YEAR, Weeks};

/// A horizon counts as a whole number of years when it differs by no more than that many days.
const A_DAY: f64 = 1.0;

/// The prediction is over a part of a year, and fewer than two years have been seen: a season, if there is one, is not
/// in it.
///
/// ```
/// use shared::scoring::Weeks;
/// use shared::scoring::preparation::season::SeasonUnknown;
/// let warning = SeasonUnknown::of(400, Weeks::of_weeks(26.0)).expect("half a year");
/// assert_eq!((warning.seen_days, warning.horizon_weeks, SeasonUnknown::NAME), (400, 26.0, "season_unknown"));
/// assert!(warning.to_string().contains("over 26.0 weeks"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[error(
    "season unknown: {seen_days} days of orders tell no season, which takes two years; a prediction over \
     {horizon_weeks:.1} weeks, not a whole number of years, may lie in a high or a low one"
)]
pub struct SeasonUnknown {
    /// Days from that of the first order to the as-of day, both counted.
    pub seen_days: u32,
    /// Weeks predicted.
    pub horizon_weeks: f64,
}

impl SeasonUnknown {
    /// The warning's name in reports.
    pub const NAME: &'static str = "season_unknown";

    /// The warning of a prediction over `horizon` where orders of so many days have been seen (the first and the last
    /// counted), if it needs one.
    ///
    /// ```
    /// use shared::scoring::Weeks;
    /// use shared::scoring::preparation::season::SeasonUnknown;
    /// assert!(SeasonUnknown::of(500, Weeks::of_weeks(26.0)).is_some());
    /// assert!(SeasonUnknown::of(500, Weeks::of_days(365.0)).is_none());
    /// assert!(SeasonUnknown::of(730, Weeks::of_weeks(26.0)).is_none());
    /// ```
    #[must_use]
    pub fn of(seen_days: u32, horizon: Weeks) -> Option<Self> {
        let years = (horizon.get() / WEEKS_PER_YEAR).round();
        let apart = (horizon.get() - years * WEEKS_PER_YEAR).abs() * DAYS_PER_WEEK;
        let is_whole = horizon == Weeks::FOREVER || (years >= 1.0 && apart <= A_DAY);
        let is_known = seen_days >= LEAST_DAYS;
        (!is_whole && !is_known).then_some(Self { seen_days, horizon_weeks: horizon.get() })
    }
}

#[cfg(test)]
mod tests {
    use super::SeasonUnknown;
    use crate::scoring::Weeks;

    #[test]
    fn parts_of_years_warn_and_whole_ones_do_not() {
        for (days, warns) in [(30.0, true), (365.0, false), (366.0, false), (548.0, true), (730.5, false), (0.5, true)]
        {
            assert_eq!(SeasonUnknown::of(700, Weeks::of_days(days)).is_some(), warns, "{days}");
        }
        assert_eq!(SeasonUnknown::of(700, Weeks::FOREVER), None);
        let warning = SeasonUnknown::of(700, Weeks::of_weeks(13.0)).expect("a quarter");
        assert!(warning.to_string().contains("700 days of orders") && warning.to_string().contains("13.0 weeks"));
    }
}
