//! Platt's scaling.

use serde::{Deserialize, Serialize};

use crate::math::{exp, ln};
use crate::scoring::classification::logistic::PenalisedLikelihood;
use crate::scoring::classification::metrics::{MetricError, Ranking};

/// A logistic curve over scores, 1/(1 + e^−(intercept + slope · score)), fitted by maximum likelihood to the targets
/// (n₊ + 1)/(n₊ + 2) and 1/(n₋ + 2) instead of 1 and 0, so that it exists for separated scores too (Platt 1999,
/// "Probabilistic outputs for support vector machines").
///
/// ```
/// use shared::scoring::classification::calibration::Platt;
/// // One score for all: the mean of the targets 2/3, 1/5, 1/5 and 1/5.
/// let curve = Platt::fit(&[1.0; 4], &[true, false, false, false])?;
/// assert!((curve.probability(1.0) - (2.0 / 3.0 + 3.0 / 5.0) / 4.0).abs() < 1e-9 && curve.slope == 0.0);
/// // Separated scores have a curve too.
/// assert!(Platt::fit(&[-1.0, 1.0], &[false, true])?.slope.is_finite());
/// # Ok::<(), shared::scoring::classification::metrics::MetricError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Platt {
    /// Log-odds at score 0.
    pub intercept: f64,
    /// Change of the log-odds for one more of the score.
    pub slope: f64,
}

impl Platt {
    /// Fits the curve.
    ///
    /// # Errors
    /// When lengths differ, a score is not finite, or only one outcome occurs.
    pub fn fit(scores: &[f64], outcomes: &[bool]) -> Result<Self, MetricError> {
        let ranking = Ranking::of(scores, outcomes)?;
        let positives = ranking.positives() as f64;
        let negatives = ranking.customers() as f64 - positives;
        let (of_positive, of_negative) = ((positives + 1.0) / (positives + 2.0), 1.0 / (negatives + 2.0));
        let targets: Vec<f64> =
            outcomes.iter().map(|outcome| if *outcome { of_positive } else { of_negative }).collect();
        let (centre, spread) = centre_and_spread(scores);
        let rows: Vec<f64> =
            scores.iter().map(|score| if spread > 0.0 { (score - centre) / spread } else { 0.0 }).collect();
        let likelihood = PenalisedLikelihood { rows: &rows, targets: &targets, ridge: 0.0 };
        let slope_bounds = if spread > 0.0 { (f64::NEG_INFINITY, f64::INFINITY) } else { (0.0, 0.0) };
        let bounds = [(f64::NEG_INFINITY, f64::INFINITY), slope_bounds];
        let found = likelihood.maximise(&[ln((positives + 1.0) / (negatives + 1.0)), 0.0], &bounds).point;
        let slope = if spread > 0.0 { found[1] / spread } else { 0.0 };
        Ok(Self { intercept: found[0] - slope * centre, slope })
    }

    /// The probability at a score.
    #[must_use]
    pub fn probability(&self, score: f64) -> f64 {
        1.0 / (1.0 + exp(-(self.intercept + self.slope * score)))
    }
}

/// Mean and standard deviation, the deviation 0 where all scores are equal.
fn centre_and_spread(scores: &[f64]) -> (f64, f64) {
    let customers = scores.len() as f64;
    let centre = scores.iter().sum::<f64>() / customers;
    let variance = scores.iter().map(|score| (score - centre) * (score - centre)).sum::<f64>() / customers;
    let is_one_score = scores.iter().all(|score| *score == scores[0]);
    (centre, if is_one_score { 0.0 } else { variance.sqrt() })
}

#[cfg(test)]
mod tests {
    use super::Platt;

    #[test]
    fn separated_scores_have_a_curve_and_equal_ones_a_level() {
        let curve = Platt::fit(&[1.0, 2.0, 3.0, 4.0], &[false, false, true, true]).expect("both outcomes");
        assert!(curve.slope.is_finite() && curve.slope > 0.0);
        assert!((curve.probability(2.5) - 0.5).abs() < 1e-9);
        let level = Platt::fit(&[7.0; 4], &[true, false, false, false]).expect("both outcomes");
        assert_eq!(level.slope, 0.0);
        // The mean of the targets 2/3 and three times 1/5.
        assert!((level.probability(0.0) - (2.0 / 3.0 + 3.0 / 5.0) / 4.0).abs() < 1e-12);
    }
}
