//! Mean and spread of values that come one by one.

use super::Estimate;
use crate::math::NORMAL_975;

/// Count, mean and sum of squared deviations (Welford 1962; Chan, Golub and LeVeque 1979).
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sample {
    /// Values added.
    pub(super) count: f64,
    /// Their mean.
    pub(super) mean: f64,
    squares: f64,
}

impl Sample {
    /// Adds a value.
    pub(super) fn add(&mut self, value: f64) {
        self.merge(&Self { count: 1.0, mean: value, squares: 0.0 });
    }

    /// Adds all values of another sample.
    pub(super) fn merge(&mut self, other: &Self) {
        let count = self.count + other.count;
        if count > 0.0 {
            let distance = other.mean - self.mean;
            self.mean += distance * (other.count / count);
            self.squares += other.squares + distance * distance * (self.count * other.count / count);
            self.count = count;
        }
    }

    /// Squared standard error of the mean.
    pub(super) fn square_error(&self) -> Option<f64> {
        (self.count >= 2.0).then(|| self.squares / (self.count - 1.0) / self.count)
    }

    /// The mean with its 95 % interval, of values that are never negative.
    pub(super) fn mean_with_interval(&self) -> Option<Estimate> {
        let half = NORMAL_975 * self.square_error()?.sqrt();
        Some(Estimate { value: self.mean, low: (self.mean - half).max(0.0), high: self.mean + half })
    }
}
