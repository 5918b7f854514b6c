//! The fitted regression.

use serde::{Deserialize, Serialize};

use crate::math::exp;

/// A logistic regression in the units of the features as given.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LogisticModel {
    /// Names of the features, in the order of a row.
    pub features: Vec<String>,
    /// Log-odds where all features are 0.
    pub intercept: f64,
    /// Change of the log-odds for one more of each feature.
    pub coefficients: Vec<f64>,
}

impl LogisticModel {
    /// Log-odds of the event for a customer with this row of features.
    #[must_use]
    pub fn log_odds(&self, row: &[f64]) -> f64 {
        row.iter().zip(&self.coefficients).fold(self.intercept, |sum, (value, weight)| sum + value * weight)
    }

    /// Probability of the event.
    #[must_use]
    pub fn probability(&self, row: &[f64]) -> f64 {
        1.0 / (1.0 + exp(-self.log_odds(row)))
    }
}
