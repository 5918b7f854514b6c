//! From scores that rank to probabilities that hold.
//!
//! A calibrator must not learn from scores of customers whom the scoring model was fitted to:
//! [`super::fit_classifier`] gives it scores of models that did not see them.

mod isotonic;
mod platt;

use serde::{Deserialize, Serialize};

pub use isotonic::Isotonic;
pub use platt::Platt;

use super::metrics::MetricError;

/// How scores become probabilities.
///
/// ```
/// use shared::scoring::classification::calibration::{CalibrationMethod, Calibrator};
/// let (scores, outcomes) = ([1.0, 2.0, 3.0, 4.0], [false, true, false, true]);
/// let steps = Calibrator::fit(CalibrationMethod::Isotonic, &scores, &outcomes)?;
/// let curve = Calibrator::fit(CalibrationMethod::Platt, &scores, &outcomes)?;
/// // Few customers are enough for the steps to promise certainty, not for the curve.
/// assert!(steps.probability(4.0) == 1.0 && curve.probability(4.0) < 0.9);
/// # Ok::<(), shared::scoring::classification::metrics::MetricError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CalibrationMethod {
    /// Any rising step curve: needs a thousand customers or more.
    Isotonic,
    /// A logistic curve: two numbers, for fewer customers.
    Platt,
}

/// A fitted calibration.
///
/// ```
/// use shared::scoring::classification::calibration::Calibrator;
/// let curve: Calibrator = serde_json::from_str(r#"{"method":"platt","intercept":-1.0,"slope":2.0}"#)?;
/// assert_eq!(curve.probability(0.5), 0.5);
/// assert!((curve.probability(1.0) - 1.0 / (1.0 + (-1.0_f64).exp())).abs() < 1e-12);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "method", rename_all = "snake_case")]
pub enum Calibrator {
    /// By isotonic regression.
    Isotonic(Isotonic),
    /// By a logistic curve.
    Platt(Platt),
}

impl Calibrator {
    /// Fits a calibration of scores to outcomes.
    ///
    /// # Errors
    /// When lengths differ, a score is not finite, or only one outcome occurs.
    pub fn fit(method: CalibrationMethod, scores: &[f64], outcomes: &[bool]) -> Result<Self, MetricError> {
        Ok(match method {
            CalibrationMethod::Isotonic => Self::Isotonic(Isotonic::fit(scores, outcomes)?),
            CalibrationMethod::Platt => Self::Platt(Platt::fit(scores, outcomes)?),
        })
    }

    /// The probability at a score.
    #[must_use]
    pub fn probability(&self, score: f64) -> f64 {
        match self {
            Self::Isotonic(curve) => curve.probability(score),
            Self::Platt(curve) => curve.probability(score),
        }
    }
}
