//! Estimation.

use super::collinear::first_collinear;
use super::separation::separation;
use super::standardisation::Standardisation;
use super::{LogisticCertificate, LogisticError, LogisticModel, PenalisedLikelihood, Penalty, elastic_net};
use crate::math::ln;
use crate::scoring::classification::Features;
use crate::scoring::optimise::Maximum;

/// A fitted regression with its certificate.
///
/// ```
/// use shared::scoring::classification::Features;
/// use shared::scoring::classification::logistic::{Penalty, fit};
/// // One of four left without a complaint, three of four with one: odds of 1/3 and 3, a ratio of 9.
/// let complaint = Features::new(vec!["complaint".to_owned()], vec![0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0])?;
/// let left = [true, false, false, false, true, true, true, false];
/// let fit = fit(&complaint, &left, Penalty::NONE)?;
/// assert!((fit.model.coefficients[0] - 9.0_f64.ln()).abs() < 1e-6);
/// assert!((fit.certificate.log_likelihood - 2.0 * (0.25_f64.ln() + 3.0 * 0.75_f64.ln())).abs() < 1e-9);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct LogisticFit {
    /// The regression.
    pub model: LogisticModel,
    /// What proves it.
    pub certificate: LogisticCertificate,
}

/// Where the iteration ended, at standardised features.
struct Estimate {
    point: Vec<f64>,
    iterations: u32,
    /// Variance of a weighted sum of the coordinates, where it means something.
    maximum: Option<Maximum>,
}

/// Fits the probability that `outcomes` is true, one outcome a row of `features`: the maximum over intercept and β of
/// Σ ln P(outcome) − (ridge/2) Σ β² − lasso Σ |β|, β of standardised features.
///
/// ```
/// use shared::scoring::classification::Features;
/// use shared::scoring::classification::logistic::{Penalty, fit};
///
/// let features = Features::new(vec!["complaints".into()], vec![0.0, 0.0, 1.0, 1.0, 2.0, 3.0])?;
/// let left = [false, false, false, true, false, true];
/// let fit = fit(&features, &left, Penalty::ridge(1.0))?;
/// assert!(fit.model.probability(&[3.0]) > fit.model.probability(&[0.0]));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// When there are not as many outcomes as rows or no two outcomes to tell apart, when a penalty is negative or not
/// finite, or when without one there is no single best fit.
pub fn fit(features: &Features, outcomes: &[bool], penalty: Penalty) -> Result<LogisticFit, LogisticError> {
    if features.len() != outcomes.len() {
        return Err(LogisticError::Lengths { rows: features.len(), outcomes: outcomes.len() });
    }
    if !penalty.is_valid() {
        return Err(LogisticError::Penalty { penalty });
    }
    let positives = outcomes.iter().filter(|outcome| **outcome).count();
    if positives == 0 || positives == outcomes.len() {
        return Err(LogisticError::OneOutcome { rows: outcomes.len() });
    }
    let standard = Standardisation::of(features);
    let rows = standard.apply(features);
    let targets: Vec<f64> = outcomes.iter().map(|outcome| f64::from(u8::from(*outcome))).collect();
    let likelihood = PenalisedLikelihood { rows: &rows, targets: &targets, ridge: penalty.ridge };
    let mut start = vec![0.0; features.names().len() + 1];
    start[0] = ln(positives as f64 / (outcomes.len() - positives) as f64);
    let held: Vec<bool> = (0..start.len()).map(|j| j > 0 && standard.is_constant(j - 1)).collect();
    let estimate = if penalty.lasso > 0.0 {
        with_lasso(&likelihood, penalty.lasso, &start, &held)?
    } else {
        smooth(&likelihood, features.names(), &start, &held)?
    };
    Ok(finish(features, &standard, &likelihood, estimate))
}

fn with_lasso(
    likelihood: &PenalisedLikelihood<'_>,
    lasso: f64,
    start: &[f64],
    held: &[bool],
) -> Result<Estimate, LogisticError> {
    let found = elastic_net::maximise(likelihood, lasso, start, held);
    if !found.converged {
        return Err(LogisticError::NoMaximum);
    }
    Ok(Estimate { point: found.point, iterations: found.iterations, maximum: None })
}

fn smooth(
    likelihood: &PenalisedLikelihood<'_>,
    names: &[String],
    start: &[f64],
    held: &[bool],
) -> Result<Estimate, LogisticError> {
    let has_penalty = likelihood.ridge > 0.0;
    if !has_penalty && let Some(column) = first_collinear(likelihood.rows, names.len()) {
        return Err(LogisticError::Collinear { feature: names[column].clone() });
    }
    let bounds: Vec<(f64, f64)> =
        held.iter().map(|held| if *held { (0.0, 0.0) } else { (f64::NEG_INFINITY, f64::INFINITY) }).collect();
    let maximum = likelihood.maximise(start, &bounds);
    if !has_penalty {
        let direction = maximum.information().ascent(&maximum.evaluation.gradient);
        if let Some(found) = separation(likelihood, &maximum.point, &direction) {
            let features = found.columns.iter().map(|column| names[*column].clone()).collect();
            return Err(LogisticError::Separation { features, complete: found.is_complete });
        }
    }
    if !maximum.converged {
        return Err(LogisticError::NoMaximum);
    }
    let point = maximum.point.clone();
    Ok(Estimate { point, iterations: maximum.iterations, maximum: (!has_penalty).then_some(maximum) })
}

/// The estimate in the features' own units.
fn finish(
    features: &Features,
    standard: &Standardisation,
    likelihood: &PenalisedLikelihood<'_>,
    estimate: Estimate,
) -> LogisticFit {
    let names = features.names();
    let scaled =
        |value: f64, column: usize| if standard.is_constant(column) { 0.0 } else { value / standard.deviation[column] };
    let to_intercept = standard.intercept_weights();
    let model = LogisticModel {
        features: names.to_vec(),
        intercept: to_intercept.iter().zip(&estimate.point).map(|(weight, x)| weight * x).sum(),
        coefficients: (0..names.len()).map(|column| scaled(estimate.point[column + 1], column)).collect(),
    };
    let covariance = estimate.maximum.and_then(|maximum| maximum.information().inverse());
    let mut standard_errors = vec![None; names.len() + 1];
    if let Some(covariance) = covariance {
        standard_errors[0] = Some(covariance.quadratic(&to_intercept).sqrt());
        for column in (0..names.len()).filter(|column| !standard.is_constant(*column)) {
            let deviation = covariance[(column + 1, column + 1)].sqrt();
            standard_errors[column + 1] = Some(scaled(deviation, column));
        }
    }
    let constant = (0..names.len()).filter(|column| standard.is_constant(*column)).map(|column| names[column].clone());
    let certificate = LogisticCertificate {
        log_likelihood: likelihood.log_likelihood(&estimate.point),
        standard_errors,
        constant: constant.collect(),
        iterations: estimate.iterations,
        customers: features.len(),
    };
    LogisticFit { model, certificate }
}
