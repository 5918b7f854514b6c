//! Maximum likelihood.

use super::{DistinctLikelihood, Dropout, Model, Parameters};
use crate::math::{exp, ln};
use crate::scoring::nbd::{self, mean_purchase_rate};
use crate::scoring::optimise::{LogLikelihood, Maximum, Scale, maximise};
use crate::scoring::{Certificate, FitError, Histories, Limit};

/// A fitted BG/NBD or MBG/NBD.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// The model at the estimate.
    pub model: Model,
    /// What proves it, and the limits the estimate lies at.
    pub certificate: Certificate,
    /// The same data without dropout: what the estimate must beat.
    pub without_dropout: nbd::Fit,
}

/// A limit model fits as well when it loses no more log-likelihood than this.
const AS_WELL: f64 = 1e-3;
/// Shapes a and b to start from; the later ones only where an earlier one ends at a limit.
const STARTS: [(f64, f64); 4] = [(0.8, 2.4), (0.1, 0.5), (4.0, 10.0), (0.5, 20.0)];
/// Largest value of a shape; there the distribution is one point to three digits.
const LARGEST_SHAPE: f64 = 1e6;

/// Fits the model by maximum likelihood, and the NBD beside it.
///
/// # Errors
/// When there is nothing to fit to.
pub fn fit(dropout: Dropout, histories: &Histories) -> Result<Fit, FitError> {
    let without_dropout = nbd::fit(histories)?;
    let likelihood = DistinctLikelihood { dropout, histories };
    let start_on =
        |sample: &Histories| maximise_from_starts(&DistinctLikelihood { dropout, histories: sample }, &without_dropout);
    let near = histories.small_sample().as_ref().map(start_on).filter(Maximum::is_regular);
    let maximum = match near {
        Some(near) => maximise(&likelihood, &near.point, &bounds(histories)),
        None => maximise_from_starts(&likelihood, &without_dropout),
    };
    let limits = limits(&likelihood, &maximum, &without_dropout);
    // Along a limit's direction nothing changes: hold one of its two parameters, or the flat direction would
    // fill the covariance.
    let mut held = maximum.clone();
    held.at_bound[0] |= limits.contains(&Limit::CommonRate);
    held.at_bound[3] |= limits.contains(&Limit::CommonDropout);
    let mut certificate = Certificate::of(&held, &[Scale::Log; 4], histories.customers(), histories.len());
    certificate.limits = limits;
    if certificate.limits.contains(&Limit::NoDropout) {
        certificate.log_likelihood = certificate.log_likelihood.max(without_dropout.certificate.log_likelihood);
        certificate.standard_errors = vec![None; 4];
        certificate.covariance = None;
    }
    let [r, alpha, a, b] = log_parameters(&maximum).map(exp);
    let parameters = Parameters { r, alpha, a, b };
    let model = parameters.check(dropout).expect("exponentials of bounded numbers are positive and finite");
    Ok(Fit { model, certificate, without_dropout })
}

fn log_parameters(maximum: &Maximum) -> [f64; 4] {
    [maximum.point[0], maximum.point[1], maximum.point[2], maximum.point[3]]
}

fn bounds(histories: &Histories) -> [(f64, f64); 4] {
    let mean_rate = mean_purchase_rate(histories);
    let shape = (ln(1e-6), ln(LARGEST_SHAPE));
    [shape, (ln(1e-9 / mean_rate), ln(1e9 / mean_rate)), shape, shape]
}

fn maximise_from_starts(likelihood: &DistinctLikelihood<'_>, without_dropout: &nbd::Fit) -> Maximum {
    let bounds = bounds(likelihood.histories);
    let nbd::Parameters { r, alpha } = without_dropout.model.values();
    let mut best: Option<Maximum> = None;
    for (a, b) in STARTS {
        let maximum = maximise(likelihood, &[r, alpha, a, b].map(ln), &bounds);
        if maximum.is_regular() {
            return maximum;
        }
        if best.as_ref().is_none_or(|best| maximum.evaluation.value > best.evaluation.value) {
            best = Some(maximum);
        }
    }
    best.expect("there is at least one start")
}

/// The limits at which a simpler model fits as well.
fn limits(likelihood: &DistinctLikelihood<'_>, maximum: &Maximum, without_dropout: &nbd::Fit) -> Vec<Limit> {
    let reached = maximum.evaluation.value;
    let mut limits = Vec::new();
    if reached - without_dropout.certificate.log_likelihood < AS_WELL {
        limits.push(Limit::NoDropout);
    }
    // Both shapes grow together: the mean stays, the spread vanishes.
    let grown_fits_as_well = |first: usize, second: usize| {
        let larger = maximum.point[first].max(maximum.point[second]);
        let growth = ln(LARGEST_SHAPE) - larger;
        let mut grown = log_parameters(maximum);
        grown[first] += growth;
        grown[second] += growth;
        larger > ln(1e3) && reached - likelihood.evaluate(&grown).value < AS_WELL
    };
    if limits.is_empty() && grown_fits_as_well(2, 3) {
        limits.push(Limit::CommonDropout);
    }
    if maximum.point[0] > ln(1e3) && {
        let growth = ln(LARGEST_SHAPE) - maximum.point[0];
        let [r, alpha, a, b] = log_parameters(maximum);
        reached - likelihood.evaluate(&[r + growth, alpha + growth, a, b]).value < AS_WELL
    } {
        limits.push(Limit::CommonRate);
    }
    limits
}
