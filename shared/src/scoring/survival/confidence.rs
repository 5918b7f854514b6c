//! How sure an interval is.

use crate::math::normal_quantile;

/// The probability with which an interval holds the truth.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct ConfidenceLevel(f64);

/// A level that is none.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error("a confidence level must lie between 0 and 1, but is {0}")]
pub struct ConfidenceLevelError(pub f64);

impl ConfidenceLevel {
    /// The level: 0.95 for 95 %.
    ///
    /// # Errors
    /// When it does not lie strictly between 0 and 1.
    pub fn new(level: f64) -> Result<Self, ConfidenceLevelError> {
        if level > 0.0 && level < 1.0 { Ok(Self(level)) } else { Err(ConfidenceLevelError(level)) }
    }

    /// 95 %.
    #[must_use]
    pub fn of_95_percent() -> Self {
        Self(0.95)
    }

    /// Standard errors on either side of a normal estimate.
    #[must_use]
    pub fn standard_errors(self) -> f64 {
        normal_quantile(0.5 + 0.5 * self.0)
    }
}

/// An interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Its lower end.
    pub lower: f64,
    /// Its upper end.
    pub upper: f64,
}
