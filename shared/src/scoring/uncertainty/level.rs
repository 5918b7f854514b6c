//! How sure an interval is, and intervals.

use crate::math::{exp, normal_quantile};

/// The probability with which an interval is meant to hold what it is about.
///
/// ```
/// use shared::scoring::uncertainty::Level;
/// let level = Level::of(0.95)?;
/// assert_eq!((level, level.get()), (Level::NINETY_FIVE, 0.95));
/// assert!((level.tail() - 0.025).abs() < 1e-15 && (level.deviations() - 1.959963984540054).abs() < 1e-12);
/// # Ok::<(), shared::scoring::uncertainty::LevelError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Level(f64);

/// A probability that is none, or one that makes an interval of nothing or of everything.
///
/// ```
/// use shared::scoring::uncertainty::{Level, LevelError};
/// assert_eq!(Level::of(90.0), Err(LevelError { level: 90.0 }));
/// assert!(Level::of(1.0).is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error("a level lies between 0 and 1, but is {level}")]
pub struct LevelError {
    /// The level given.
    pub level: f64,
}

impl Level {
    /// 90 %.
    pub const NINETY: Self = Self(0.9);
    /// 95 %.
    pub const NINETY_FIVE: Self = Self(0.95);

    /// This probability: 0.9 for 90 %.
    ///
    /// # Errors
    /// When it does not lie strictly between 0 and 1.
    pub fn of(probability: f64) -> Result<Self, LevelError> {
        let possible = probability > 0.0 && probability < 1.0;
        if possible { Ok(Self(probability)) } else { Err(LevelError { level: probability }) }
    }

    /// The probability.
    #[must_use]
    pub fn get(self) -> f64 {
        self.0
    }

    /// Probability left out at either side.
    #[must_use]
    pub fn tail(self) -> f64 {
        0.5 * (1.0 - self.0)
    }

    /// Half the width of the interval, in standard deviations of a normal distribution: 1.96 for 95 %.
    #[must_use]
    pub fn deviations(self) -> f64 {
        normal_quantile(1.0 - self.tail())
    }
}

/// Two ends; either may be infinite where nothing bounds it.
///
/// ```
/// use shared::scoring::uncertainty::{Interval, Level};
/// let interval = Interval { low: 1550.0, high: 1795.0 };
/// assert!(interval.holds(1600.0) && !interval.holds(1882.0));
/// assert_eq!(interval.width(), 245.0);
/// // 100 with 10 % standard deviation, on the log scale: 100/e^0.196 to 100 e^0.196.
/// let around = Interval::of_positive(100.0, 0.1, Level::NINETY_FIVE);
/// assert!((around.low - 82.2010).abs() < 1e-3 && (around.high - 121.6530).abs() < 1e-3);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// An interval wider than that says nothing, and JSON has no infinity.
const LARGEST_FACTOR: f64 = 1e6;

impl Interval {
    /// Whether the value lies between the ends or on one.
    #[must_use]
    pub fn holds(&self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }

    /// Upper less lower end.
    #[must_use]
    pub fn width(&self) -> f64 {
        self.high - self.low
    }

    /// Around a value with this standard deviation: value ± z · deviation.
    pub(crate) fn around(value: f64, deviation: f64, level: Level) -> Self {
        let half = level.deviations() * deviation;
        Self { low: value - half, high: value + half }
    }

    /// Around a positive value whose logarithm has this standard deviation: value · e^(±z · deviation), so never
    /// below zero, and at most a million times the value. A value of zero is known exactly.
    #[must_use]
    pub fn of_positive(value: f64, log_deviation: f64, level: Level) -> Self {
        Self::around_positive(value, [level.deviations() * log_deviation; 2])
    }

    /// Around a positive value, so far below and so far above it on the log scale: at most a million times.
    pub(super) fn around_positive(value: f64, log_distances: [f64; 2]) -> Self {
        let [below, above] = log_distances.map(|distance| exp(distance).min(LARGEST_FACTOR));
        Self { low: value / below, high: value * above }
    }
}

#[cfg(test)]
mod tests {
    use super::{Interval, Level};
    use crate::math::NORMAL_975;

    #[test]
    fn a_level_is_a_probability() {
        assert!((Level::NINETY_FIVE.deviations() - NORMAL_975).abs() < 1e-14);
        assert_eq!(Level::of(0.9), Ok(Level::NINETY));
        for bad in [0.0, 1.0, -0.1, f64::NAN] {
            assert!(Level::of(bad).is_err());
        }
    }

    #[test]
    fn positive_values_have_positive_intervals() {
        let interval = Interval::of_positive(100.0, 0.5, Level::NINETY_FIVE);
        assert!((interval.low * interval.high - 1e4).abs() < 1e-9 && interval.low > 0.0);
        assert!(interval.holds(100.0) && !interval.holds(0.0) && interval.width() > 200.0);
        assert_eq!(Interval::of_positive(3.0, f64::INFINITY, Level::NINETY).high, 3e6);
        assert_eq!(Interval::of_positive(0.0, 0.2, Level::NINETY), Interval { low: 0.0, high: 0.0 });
    }
}
