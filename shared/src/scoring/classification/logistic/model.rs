//! The fitted regression.

use serde::{Deserialize, Serialize};

use crate::math::exp;

/// A logistic regression in the units of the features as given.
///
/// P = 1/(1 + e^−(intercept + Σ coefficient · value)).
///
/// ```
/// use shared::scoring::classification::logistic::LogisticModel;
/// let features = vec!["complaints".to_owned()];
/// // Odds of 1 to 4 without a complaint, twice that with one.
/// let model = LogisticModel { features, intercept: 0.25_f64.ln(), coefficients: vec![2.0_f64.ln()] };
/// assert!((model.probability(&[0.0]) - 0.2).abs() < 1e-12);
/// assert!((model.log_odds(&[1.0]) - 0.5_f64.ln()).abs() < 1e-12);
/// ```
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
    /// Log-odds of the event for a customer with this row: one value a feature, in their order.
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
