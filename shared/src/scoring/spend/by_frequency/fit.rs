//! Maximum likelihood.

use super::{DistinctLikelihood, Model, Parameters};
use crate::math::{exp, ln};
use crate::scoring::Certificate;
use crate::scoring::gamma_gamma::{self, Spends, spend_limits};
use crate::scoring::optimise::{Scale, maximise};

/// The fitted model.
///
/// ```
/// use shared::scoring::gamma_gamma::{self, Spend, Spends};
/// use shared::scoring::spend::by_frequency;
/// // Spend independent of frequency: the slope is within two standard errors of 0.
/// let spends = (0..60_u32).map(|i| Spend { frequency: 1 + i % 5, mean: 20.0 * (0.5 + f64::from(i * 7 % 12) / 12.0) });
/// let spends = Spends::group(spends);
/// let fit = by_frequency::fit(&spends, &gamma_gamma::fit(&spends)?);
/// let error = fit.certificate.standard_errors[3].expect("a regular fit");
/// assert!(fit.model.values().slope.abs() < 2.0 * error);
/// # Ok::<(), gamma_gamma::FitError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// The model at the estimate.
    pub model: Model,
    /// What proves it, and the limits the estimate lies at.
    pub certificate: Certificate,
}

/// Slopes are sought up to this: at 8, twice as many transactions would be worth 256 times as much each.
const STEEPEST: f64 = 8.0;

/// Fits the model by maximum likelihood, starting from the Gamma-Gamma fitted to the same spends.
///
/// ```
/// use shared::scoring::gamma_gamma::{self, Spend, Spends};
/// use shared::scoring::spend::by_frequency;
/// // Mean spend goes with the number of transactions, up and down by a third from customer to customer.
/// let spends = (0..60_u32).map(|i| {
///     let (frequency, noise) = (1 + i % 5, [0.75, 1.0, 1.33][i as usize % 3]);
///     Spend { frequency, mean: 10.0 * f64::from(1 + frequency) * noise }
/// });
/// let spends = Spends::group(spends);
/// let fit = by_frequency::fit(&spends, &gamma_gamma::fit(&spends)?);
/// assert!((fit.model.values().slope - 1.0).abs() < 0.15);
/// # Ok::<(), gamma_gamma::FitError>(())
/// ```
#[must_use]
pub fn fit(spends: &Spends, plain: &gamma_gamma::Fit) -> Fit {
    let bounds = gamma_gamma::bounds(spends);
    let gamma_gamma::Parameters { p, q, v } = plain.model.parameters();
    let start = [ln(p), ln(q), ln(v), 0.0];
    let bounds = [bounds[0], bounds[1], bounds[2], (-STEEPEST, STEEPEST)];
    let maximum = maximise(&DistinctLikelihood { spends }, &start, &bounds);
    let scales = [Scale::Log, Scale::Log, Scale::Log, Scale::Identity];
    let mut certificate = Certificate::of(&maximum, &scales, spends.customers(), spends.len());
    certificate.limits = spend_limits(&maximum);
    let [p, q, v] = [maximum.point[0], maximum.point[1], maximum.point[2]].map(exp);
    let parameters = Parameters { p, q, v, slope: maximum.point[3] };
    let model = parameters.check().expect("exponentials of bounded numbers are positive and finite");
    Fit { model, certificate }
}
