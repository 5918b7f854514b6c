//! A regression with a calibration that has not seen its training rows.

use serde::{Deserialize, Serialize};

use super::calibration::{CalibrationMethod, Calibrator};
use super::logistic::{LogisticError, LogisticModel, Penalty, fit};
use super::metrics::Forecasts;
use super::{Features, Folds};

/// A calibrated logistic regression.
///
/// ```
/// use shared::scoring::classification::Classifier;
/// // Leaving is twice as likely, in odds, with every complaint; the calibration changes nothing.
/// let text = r#"{
///     "model":{"features":["complaints"],"intercept":-1.3862943611198906,"coefficients":[0.6931471805599453]},
///     "calibrator":{"method":"platt","intercept":0.0,"slope":1.0}}"#;
/// let classifier: Classifier = serde_json::from_str(text)?;
/// assert!((classifier.probability(&[0.0]) - 0.2).abs() < 1e-12);
/// assert!((classifier.probability(&[2.0]) - 0.5).abs() < 1e-12);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Classifier {
    /// The regression, fitted to all customers.
    pub model: LogisticModel,
    /// From its log-odds to probabilities.
    pub calibrator: Calibrator,
}

impl Classifier {
    /// Probability of the event for a customer with this row: one value a feature, in the order of the model's.
    #[must_use]
    pub fn probability(&self, row: &[f64]) -> f64 {
        self.calibrator.probability(self.model.log_odds(row))
    }
}

/// Fits a regression to all customers, and its calibration to log-odds that each customer got from a regression fitted
/// without their fold. Features, outcomes and folds are of the same customers in one order.
///
/// ```
/// use shared::scoring::classification::calibration::CalibrationMethod;
/// use shared::scoring::classification::{Features, Folds, fit_classifier, logistic::Penalty};
/// let complaints: Vec<f64> = (0..40).map(|customer| f64::from(customer % 4)).collect();
/// // 10 %, 30 %, 50 % and 80 % of those with 0, 1, 2 and 3 complaints left.
/// let left: Vec<bool> = (0..40).map(|customer| customer / 4 < [1, 3, 5, 8][customer % 4]).collect();
/// let features = Features::new(vec!["complaints".to_owned()], complaints)?;
/// let folds = Folds::stratified(&left, 5)?;
/// let classifier = fit_classifier(&features, &left, &folds, Penalty::ridge(1.0), CalibrationMethod::Platt)?;
/// let (none, three) = (classifier.probability(&[0.0]), classifier.probability(&[3.0]));
/// assert!((none - 0.1).abs() < 0.1 && (three - 0.8).abs() < 0.1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// When a regression cannot be fitted, with or without a fold, or numbers of customers differ.
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
/// ```
/// use shared::scoring::classification::calibration::CalibrationMethod;
/// use shared::scoring::classification::metrics::Forecasts;
/// use shared::scoring::classification::{Features, Folds, left_out_probabilities, logistic::Penalty};
/// let complaints: Vec<f64> = (0..40).map(|customer| f64::from(customer % 4)).collect();
/// let left: Vec<bool> = (0..40).map(|customer| customer / 4 < [1, 3, 5, 8][customer % 4]).collect();
/// let features = Features::new(vec!["complaints".to_owned()], complaints)?;
/// let folds = Folds::stratified(&left, 5)?;
/// let (penalty, method) = (Penalty::ridge(1.0), CalibrationMethod::Platt);
/// let probabilities = left_out_probabilities(&features, &left, &folds, penalty, method)?;
/// // Better than the rate of all, 17 of 40, for everybody.
/// let all_alike = Forecasts::of(&[0.425; 40], &left)?.brier();
/// assert!(Forecasts::of(&probabilities, &left)?.brier() < all_alike);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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
/// ```
/// use shared::scoring::classification::{Features, Folds, choose_penalty, logistic::Penalty};
/// let complaints: Vec<f64> = (0..40).map(|customer| f64::from(customer % 4)).collect();
/// let left: Vec<bool> = (0..40).map(|customer| customer / 4 < [1, 3, 5, 8][customer % 4]).collect();
/// let features = Features::new(vec!["complaints".to_owned()], complaints)?;
/// // Complaints tell who leaves: a penalty that lets them count wins.
/// let penalties = [Penalty::ridge(10_000.0), Penalty::ridge(1.0)];
/// let chosen = choose_penalty(&features, &left, &Folds::stratified(&left, 5)?, &penalties)?;
/// assert_eq!(chosen, Penalty::ridge(1.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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
