//! The index and the clock it drives.

use crate::domain::Day;
use crate::scoring::{DAYS_PER_WEEK, WEEKS_PER_YEAR, Weeks};

/// Parts of the year with an index each; one is 365.25/52 days long.
///
/// ```
/// use shared::scoring::preparation::season::{SeasonalIndex, WEEKS_OF_THE_YEAR};
/// let flat = SeasonalIndex::flat();
/// assert!(flat.is_flat() && flat.weekly().len() == WEEKS_OF_THE_YEAR);
/// ```
pub const WEEKS_OF_THE_YEAR: usize = 52;
const DAYS_PER_YEAR: f64 = WEEKS_PER_YEAR * DAYS_PER_WEEK;
const PARTS: f64 = WEEKS_OF_THE_YEAR as f64;
/// Least index of a week: with less its days could no longer be told apart on the clock.
const LEAST: f64 = 1e-6;

/// How much more than on average customers buy in each week of the year: positive, with mean one.
///
/// The year has 365.25 days; its first week starts with the year, give or take half a day.
///
/// ```
/// use shared::domain::Day;
/// use shared::scoring::Weeks;
/// use shared::scoring::preparation::season::SeasonalIndex;
/// // Twice as many purchases in the second half of the year.
/// let index = SeasonalIndex::new(&[[1.0; 26], [2.0; 26]].concat())?;
/// assert!((index.weekly()[0] - 2.0 / 3.0).abs() < 1e-15);
/// let july = Day(19_905);
/// let quarter = index.operational_horizon(july, Weeks::of_weeks(13.0));
/// assert!((quarter.get() - 13.0 * 4.0 / 3.0).abs() < 0.2);
/// let year = index.operational_horizon(july, Weeks::of_years(1.0));
/// assert!((year.get() - Weeks::of_years(1.0).get()).abs() < 1e-9);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct SeasonalIndex {
    weekly: Vec<f64>,
    /// Sums of the weeks before each.
    until: Vec<f64>,
}

/// Numbers that are no index.
///
/// ```
/// use shared::scoring::preparation::season::{SeasonalIndex, SeasonalIndexError};
/// assert_eq!(SeasonalIndex::new(&[1.0; 12]), Err(SeasonalIndexError::Length { found: 12 }));
/// let mut proportions = [1.0; 52];
/// proportions[7] = -1.0;
/// assert_eq!(SeasonalIndex::new(&proportions), Err(SeasonalIndexError::Value { week: 8, value: -1.0 }));
/// ```
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum SeasonalIndexError {
    /// There is not one number a week.
    #[error("a seasonal index has {WEEKS_OF_THE_YEAR} numbers, but {found} are given")]
    Length {
        /// How many there are.
        found: usize,
    },
    /// A number is not positive and finite, or next to nothing beside the others.
    #[error("the seasonal index of week {week} must be positive and at least a millionth of the mean, but is {value}")]
    Value {
        /// The week, counted from 1.
        week: usize,
        /// The number given.
        value: f64,
    },
}

impl SeasonalIndex {
    /// No season.
    #[must_use]
    pub fn flat() -> Self {
        Self::of_positive(&[1.0; WEEKS_OF_THE_YEAR])
    }

    /// An index in these proportions, one a week of the year.
    ///
    /// # Errors
    /// When there is not one number a week, or one is not positive and finite or less than a millionth of their mean.
    pub fn new(proportions: &[f64]) -> Result<Self, SeasonalIndexError> {
        if proportions.len() != WEEKS_OF_THE_YEAR {
            return Err(SeasonalIndexError::Length { found: proportions.len() });
        }
        let is_positive = |value: &f64| *value > 0.0 && value.is_finite();
        let mean = proportions.iter().map(|value| value / PARTS).sum::<f64>();
        let refused = proportions.iter().position(|value| !is_positive(value));
        match refused.or_else(|| proportions.iter().position(|value| value / mean < LEAST)) {
            Some(at) => Err(SeasonalIndexError::Value { week: at + 1, value: proportions[at] }),
            None => Ok(Self::of_positive(proportions)),
        }
    }

    fn of_positive(proportions: &[f64]) -> Self {
        let mean = proportions.iter().map(|value| value / PARTS).sum::<f64>();
        let weekly: Vec<f64> = proportions.iter().map(|value| value / mean).collect();
        let mut until = Vec::with_capacity(WEEKS_OF_THE_YEAR);
        let mut sum = 0.0;
        for value in &weekly {
            until.push(sum);
            sum += value;
        }
        Self { weekly, until }
    }

    /// The index of each week of the year.
    #[must_use]
    pub fn weekly(&self) -> &[f64] {
        &self.weekly
    }

    /// Whether no week differs from another.
    #[must_use]
    pub fn is_flat(&self) -> bool {
        self.weekly.iter().all(|value| *value == self.weekly[0])
    }

    /// The index on a day.
    ///
    /// ```
    /// use shared::domain::Day;
    /// use shared::scoring::preparation::season::SeasonalIndex;
    /// let index = SeasonalIndex::new(&[[1.0; 26], [3.0; 26]].concat())?;
    /// // The 15th of February and of October 2024.
    /// assert!((index.on(Day(19_768)) - 0.5).abs() < 1e-12 && (index.on(Day(20_011)) - 1.5).abs() < 1e-12);
    /// # Ok::<(), shared::scoring::preparation::season::SeasonalIndexError>(())
    /// ```
    #[must_use]
    pub fn on(&self, day: Day) -> f64 {
        let (_, part) = place(f64::from(day.0));
        self.weekly[(part as usize).min(WEEKS_OF_THE_YEAR - 1)]
    }

    /// Operational time between two days, from the beginning of the one to the beginning of the other; zero where the
    /// second is not later.
    ///
    /// ```
    /// use shared::domain::Day;
    /// use shared::scoring::preparation::season::SeasonalIndex;
    /// let index = SeasonalIndex::new(&[[1.0; 26], [3.0; 26]].concat())?;
    /// // Two weeks in September 2024, when everybody buys 1.5 times as much as on average.
    /// assert!((index.between(Day(19_967), Day(19_981)).get() - 3.0).abs() < 1e-9);
    /// assert_eq!(index.between(Day(19_981), Day(19_967)).get(), 0.0);
    /// # Ok::<(), shared::scoring::preparation::season::SeasonalIndexError>(())
    /// ```
    #[must_use]
    pub fn between(&self, from: Day, to: Day) -> Weeks {
        let passed = self.clock(f64::from(to.0)) - self.clock(f64::from(from.0));
        Weeks::of_days(passed.max(0.0))
    }

    /// Operational time that passes over a calendar horizon from the as-of day on.
    #[must_use]
    pub fn operational_horizon(&self, as_of: Day, horizon: Weeks) -> Weeks {
        let start = f64::from(as_of.0);
        let end = start + horizon.get() * DAYS_PER_WEEK;
        if self.is_flat() || end.is_infinite() {
            return horizon;
        }
        let passed = self.clock(end) - self.clock(start);
        Weeks::of_days(passed.max(0.0))
    }

    /// U: operational days since 1970, which rise with the day; those of the calendar where there is no season.
    fn clock(&self, day: f64) -> f64 {
        if self.is_flat() {
            return day;
        }
        let (year, part) = place(day);
        let week = (part as usize).min(WEEKS_OF_THE_YEAR - 1);
        let passed = self.until[week] + self.weekly[week] * (part - week as f64);
        DAYS_PER_YEAR * (year + passed / PARTS)
    }
}

/// The year of a day since 1970, and how many weeks of it have passed.
fn place(day: f64) -> (f64, f64) {
    let years = day / DAYS_PER_YEAR;
    (years.floor(), PARTS * (years - years.floor()))
}

#[cfg(test)]
mod tests {
    use super::{SeasonalIndex, SeasonalIndexError};
    use crate::domain::Day;
    use crate::math::{exp, sin};
    use crate::scoring::Weeks;

    fn wave() -> SeasonalIndex {
        let weekly: Vec<f64> = (0..52_u32).map(|week| exp(0.7 * sin(0.3 + 0.12 * f64::from(week)))).collect();
        SeasonalIndex::new(&weekly).expect("positive")
    }

    #[test]
    fn every_year_lasts_a_year_and_time_always_passes() {
        let index = wave();
        assert!((index.weekly().iter().sum::<f64>() - 52.0).abs() < 1e-12);
        for day in (-4_000..40_000).step_by(97) {
            let year = index.operational_horizon(Day(day), Weeks::of_years(3.0));
            assert!((year.get() - Weeks::of_years(3.0).get()).abs() < 1e-9);
            let passed = index.between(Day(day), Day(day + 1)).get() * 7.0;
            let (one, other) = (index.on(Day(day)), index.on(Day(day + 1)));
            assert!(one.min(other) - 1e-8 <= passed && passed <= one.max(other) + 1e-8, "{day} {passed} {one} {other}");
            assert_eq!(index.between(Day(day), Day(day - 1)), Weeks::ZERO);
        }
    }

    #[test]
    fn without_a_season_it_is_the_calendar_to_the_last_bit() {
        let flat = SeasonalIndex::flat();
        assert!(flat.is_flat() && !wave().is_flat());
        assert_eq!(flat.between(Day(19_000), Day(19_100)), Weeks::of_days(100.0));
        assert_eq!(flat.operational_horizon(Day(3), Weeks::of_weeks(0.3)), Weeks::of_weeks(0.3));
        for endless in [Weeks::FOREVER, Weeks::of_weeks(1e308)] {
            assert_eq!(wave().operational_horizon(Day(3), endless), endless);
        }
    }

    #[test]
    fn what_is_no_index_is_refused() {
        assert_eq!(SeasonalIndex::new(&[1.0]), Err(SeasonalIndexError::Length { found: 1 }));
        for bad in [0.0, -1.0, 1e-9, f64::NAN, f64::INFINITY] {
            let mut weekly = [1.0; 52];
            weekly[3] = bad;
            assert!(matches!(SeasonalIndex::new(&weekly), Err(SeasonalIndexError::Value { week: 4, .. })));
        }
    }
}
