//! Probabilities beside what happened.

use super::MetricError;
use crate::math::{ln, ln_1p};

/// Probabilities of an event beside whether it came.
///
/// ```
/// use shared::scoring::classification::metrics::Forecasts;
///
/// let forecasts = Forecasts::of(&[0.9, 0.2], &[true, false])?;
/// assert!((forecasts.brier() - 0.025).abs() < 1e-15);
/// # Ok::<(), shared::scoring::classification::metrics::MetricError>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Forecasts<'a> {
    pub(super) probabilities: &'a [f64],
    pub(super) outcomes: &'a [bool],
}

pub(super) fn check_lengths(scores: &[f64], outcomes: &[bool]) -> Result<(), MetricError> {
    if scores.len() != outcomes.len() {
        return Err(MetricError::Lengths { scores: scores.len(), outcomes: outcomes.len() });
    }
    if scores.is_empty() { Err(MetricError::Nobody) } else { Ok(()) }
}

impl<'a> Forecasts<'a> {
    /// Pairs probabilities with outcomes.
    ///
    /// # Errors
    /// When lengths differ, there is none, or one is no probability.
    pub fn of(probabilities: &'a [f64], outcomes: &'a [bool]) -> Result<Self, MetricError> {
        check_lengths(probabilities, outcomes)?;
        match probabilities.iter().position(|probability| !(0.0..=1.0).contains(probability)) {
            Some(row) => Err(MetricError::NotAProbability { row, probability: probabilities[row] }),
            None => Ok(Self { probabilities, outcomes }),
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (f64, bool)> {
        self.probabilities.iter().copied().zip(self.outcomes.iter().copied())
    }

    /// Brier score (Brier 1950): the mean squared distance from 0 or 1. Smaller is better.
    #[must_use]
    pub fn brier(&self) -> f64 {
        let squared = |(probability, outcome): (f64, bool)| {
            let distance = if outcome { 1.0 - probability } else { probability };
            distance * distance
        };
        self.iter().map(squared).sum::<f64>() / self.outcomes.len() as f64
    }

    /// Log loss: the mean of −ln of the probability given to what happened. Infinite as soon as something happened
    /// that was called impossible. Smaller is better.
    ///
    /// ```
    /// use shared::scoring::classification::metrics::Forecasts;
    /// let loss = Forecasts::of(&[0.9, 0.2], &[true, false])?.log_loss();
    /// assert!((loss + 0.5 * (0.9_f64.ln() + 0.8_f64.ln())).abs() < 1e-12);
    /// assert_eq!(Forecasts::of(&[0.0], &[true])?.log_loss(), f64::INFINITY);
    /// # Ok::<(), shared::scoring::classification::metrics::MetricError>(())
    /// ```
    #[must_use]
    pub fn log_loss(&self) -> f64 {
        let loss = |(probability, outcome): (f64, bool)| if outcome { -ln(probability) } else { -ln_1p(-probability) };
        self.iter().map(loss).sum::<f64>() / self.outcomes.len() as f64
    }
}

#[cfg(test)]
mod tests {
    use super::{Forecasts, MetricError};

    #[test]
    fn scores_are_those_computed_by_hand() {
        let forecasts = Forecasts::of(&[0.5, 0.25, 1.0], &[true, false, true]).expect("probabilities");
        assert!((forecasts.brier() - (0.25 + 0.0625) / 3.0).abs() < 1e-16);
        assert!((forecasts.log_loss() - 0.326_943_084_337_241_3).abs() < 1e-15, "(ln 2 + ln 4/3)/3");
    }

    #[test]
    fn what_was_called_impossible_costs_everything() {
        assert_eq!(Forecasts::of(&[0.0, 0.5], &[true, false]).expect("probabilities").log_loss(), f64::INFINITY);
        assert_eq!(Forecasts::of(&[1.0, 0.5], &[false, false]).expect("probabilities").log_loss(), f64::INFINITY);
    }

    #[test]
    fn refuses_what_is_no_probability() {
        let refused = |probabilities: &[f64]| Forecasts::of(probabilities, &[true, false]).expect_err("is refused");
        assert_eq!(refused(&[0.5, 1.5]), MetricError::NotAProbability { row: 1, probability: 1.5 });
        assert!(matches!(refused(&[f64::NAN, 0.5]), MetricError::NotAProbability { row: 0, .. }));
    }
}
