//! Maximum likelihood.

use super::{DistinctLikelihood, FitError, Model, Parameters, Spends};
use crate::math::{exp, ln};
use crate::scoring::optimise::{Maximum, Scale, maximise};
use crate::scoring::{Certificate, Limit};

/// A fitted Gamma-Gamma.
///
/// ```
/// use shared::scoring::gamma_gamma::{Spend, Spends, fit};
/// let means = [12.0, 25.5, 18.0, 70.0, 33.0, 21.0, 48.0, 9.5, 27.0, 39.0];
/// let spends = means.iter().zip(1..).map(|(mean, number)| Spend { frequency: number % 4 + 1, mean: *mean });
/// let spends = Spends::group(spends);
/// let fit = fit(&spends)?;
/// let of_customers: f64 = spends.iter().map(|(x, mean, _)| {
///     fit.model.log_likelihood(Spend { frequency: x as u32, mean })
/// }).sum();
/// assert!(fit.certificate.converged && (fit.certificate.log_likelihood - of_customers).abs() < 1e-9);
/// # Ok::<(), shared::scoring::gamma_gamma::FitError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// The model at the estimate.
    pub model: Model,
    /// What proves it, and the limits the estimate lies at.
    pub certificate: Certificate,
}

/// Above this many distinct spends the iteration starts on a sample of about 1 %.
const SAMPLE_ABOVE: usize = 20_000;
/// Least number of distinct spends in the sample.
const LEAST_SAMPLE: usize = 2_000;
/// Shapes p and q to start from.
const START: (f64, f64) = (2.0, 3.0);
/// Bounds of the shapes: beyond, a distribution is one point to three digits.
const SHAPES: (f64, f64) = (1e-4, 1e6);

/// Fits the model by maximum likelihood: the sum of [`Model::log_likelihood`] over the customers.
///
/// ```
/// use shared::scoring::gamma_gamma::{Spend, Spends, fit};
/// // Each customer spends about the same every time, but one ten times as much as another.
/// let means = [8.0, 10.0, 14.0, 20.0, 28.0, 40.0, 60.0, 100.0];
/// let spends = Spends::group(means.map(|mean| Spend { frequency: 4, mean }));
/// let model = fit(&spends)?.model;
/// // So 100.00 four times is believed, and hardly drawn to the mean of 35.00.
/// let expected = model.expected_spend(Spend { frequency: 4, mean: 100.0 }).unwrap_or(f64::INFINITY);
/// assert!(expected > 80.0 && expected < 100.0);
/// # Ok::<(), shared::scoring::gamma_gamma::FitError>(())
/// ```
///
/// # Errors
/// When no customer has a repeat transaction with a positive mean spend.
pub fn fit(spends: &Spends) -> Result<Fit, FitError> {
    if spends.is_empty() {
        return Err(FitError::NoSpend);
    }
    let mean = spends.mean_transaction();
    let (p, q) = START;
    let mut start = [p, q, mean * (q - 1.0) / p].map(ln).to_vec();
    let bounds = bounds(spends);
    if spends.len() > SAMPLE_ABOVE {
        let sample = spends.sample((spends.len() / LEAST_SAMPLE).clamp(2, 100));
        start = maximise(&DistinctLikelihood { spends: &sample }, &start, &bounds).point;
    }
    let maximum = maximise(&DistinctLikelihood { spends }, &start, &bounds);
    let mut certificate = Certificate::of(&maximum, &[Scale::Log; 3], spends.customers(), spends.len());
    certificate.limits = spend_limits(&maximum);
    let parameters = Parameters { p: exp(maximum.point[0]), q: exp(maximum.point[1]), v: exp(maximum.point[2]) };
    let model = parameters.check().expect("exponentials of bounded numbers are positive and finite");
    Ok(Fit { model, certificate })
}

/// Bounds of ln p, ln q and ln v.
pub(in crate::scoring) fn bounds(spends: &Spends) -> [(f64, f64); 3] {
    let mean = spends.mean_transaction();
    let shape = (ln(SHAPES.0), ln(SHAPES.1));
    [shape, shape, (ln(1e-9 * mean), ln(1e9 * mean))]
}

/// The limits at which ln p and ln q, the first two coordinates, ended.
pub(in crate::scoring) fn spend_limits(maximum: &Maximum) -> Vec<Limit> {
    let at_largest = |index: &usize| maximum.at_bound[*index] && maximum.point[*index] >= ln(SHAPES.1);
    let limits = [Limit::SteadySpend, Limit::CommonSpend];
    (0..2).filter(at_largest).map(|index| limits[index]).collect()
}
