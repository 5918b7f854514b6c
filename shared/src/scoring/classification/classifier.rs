//! A regression with a calibration that has not seen its training rows.

use serde::{Deserialize, Serialize};

use super::calibration::{CalibrationMethod, Calibrator};
use super::logistic::{LogisticError, LogisticModel, Penalty, fit};
use super::metrics::Forecasts;
use super::{Features, Folds};

/// A calibrated logistic regression.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Classifier {
    /// The regression, fitted to all customers.
    pub model: LogisticModel,
    /// From its log-odds to probabilities.
    pub calibrator: Calibrator,
}

impl Classifier {
    /// Probability of the event for a customer with this row of features.
    #[must_use]
    pub fn probability(&self, row: &[f64]) -> f64 {
        self.calibrator.probability(self.model.log_odds(row))
    }
}

/// Fits a regression to all customers, and its calibration to log-odds that each customer got from a regression fitted
/// without their fold.
///
/// # Errors
/// When a regression cannot be fitted, with or without a fold.
pub fn fit_classifier(
    features: &Features,
    outcomes: &[bool],
    folds: &Folds,
    penalty: Penalty,
    method: CalibrationMethod,
) -> Result<Classifier, LogisticError> {
    let model = fit(features, outcomes, penalty)?.model;
    let scores = left_out(features, outcomes, folds, |features, outcomes, _| {
        let model = fit(features, outcomes, penalty)?.model;
        Ok(move |row: &[f64]| model.log_odds(row))
    })?;
    let calibrator = Calibrator::fit(method, &scores, outcomes).expect("a fit has finite scores and both outcomes");
    Ok(Classifier { model, calibrator })
}

/// Probabilities of all customers, each from a calibrated regression that was cross-fitted over the other folds and did
/// not see theirs: what the metrics of the whole procedure are computed from.
///
/// # Errors
/// When a regression cannot be fitted without a fold, or there are fewer than three folds.
pub fn left_out_probabilities(
    features: &Features,
    outcomes: &[bool],
    folds: &Folds,
    penalty: Penalty,
    method: CalibrationMethod,
) -> Result<Vec<f64>, LogisticError> {
    left_out(features, outcomes, folds, |features, outcomes, others| {
        let classifier = fit_classifier(features, outcomes, &others?, penalty, method)?;
        Ok(move |row: &[f64]| classifier.probability(row))
    })
}

/// The penalty among these under which customers left out have the least log loss, the first of equals.
///
/// # Errors
/// When a regression cannot be fitted without a fold.
///
/// # Panics
/// Without a penalty to choose from.
pub fn choose_penalty(
    features: &Features,
    outcomes: &[bool],
    folds: &Folds,
    penalties: &[Penalty],
) -> Result<Penalty, LogisticError> {
    let mut best: Option<(f64, Penalty)> = None;
    for penalty in penalties {
        let probabilities = left_out(features, outcomes, folds, |features, outcomes, _| {
            let model = fit(features, outcomes, *penalty)?.model;
            Ok(move |row: &[f64]| model.probability(row))
        })?;
        let forecasts = Forecasts::of(&probabilities, outcomes).expect("probabilities of all customers");
        let loss = forecasts.log_loss();
        if best.is_none_or(|(least, _)| loss < least) {
            best = Some((loss, *penalty));
        }
    }
    Ok(best.expect("there is a penalty to choose from").1)
}

/// Values of all customers, each by what `learn` made of the customers outside of their fold, who come with the other
/// folds among them.
fn left_out<Score: Fn(&[f64]) -> f64>(
    features: &Features,
    outcomes: &[bool],
    folds: &Folds,
    learn: impl Fn(&Features, &[bool], Result<Folds, LogisticError>) -> Result<Score, LogisticError>,
) -> Result<Vec<f64>, LogisticError> {
    if features.len() != outcomes.len() || features.len() != folds.len() {
        return Err(LogisticError::Lengths { rows: features.len(), outcomes: outcomes.len().min(folds.len()) });
    }
    let mut scores = vec![0.0; features.len()];
    for fold in 0..folds.count() {
        let (seen, unseen) = folds.parts(fold);
        let outcomes: Vec<bool> = seen.iter().map(|row| outcomes[*row]).collect();
        let score = learn(&features.of_rows(&seen), &outcomes, folds.without(fold))?;
        for (row, values) in unseen.iter().zip(features.of_rows(&unseen).rows()) {
            scores[*row] = score(values);
        }
    }
    Ok(scores)
}
