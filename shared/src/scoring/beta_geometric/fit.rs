//! Maximum likelihood.

use super::limits::{bounds, certify, maximise_from_starts};
use super::{DistinctLikelihood, Dropout, Model, Parameters};
use crate::math::{exp, ln};
use crate::scoring::nbd::{self, mean_purchase_rate};
use crate::scoring::optimise::{Maximum, maximise};
use crate::scoring::{Certificate, FitError, Histories};

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

/// Fits the model by maximum likelihood, and the NBD beside it.
///
/// # Errors
/// When there is nothing to fit to.
pub fn fit(dropout: Dropout, histories: &Histories) -> Result<Fit, FitError> {
    let samples = histories.samples();
    let without_dropout = nbd::fit_from_samples(histories, &samples)?;
    let nbd::Parameters { r, alpha } = without_dropout.model.values();
    let (start, bounds) = ([ln(r), ln(alpha)], bounds(mean_purchase_rate(histories)));
    let mut near: Option<Maximum> = None;
    for histories in &samples {
        let likelihood = DistinctLikelihood { dropout, histories };
        near = Some(climb(&likelihood, near, start, &bounds)).filter(Maximum::is_regular);
    }
    let likelihood = DistinctLikelihood { dropout, histories };
    let maximum = climb(&likelihood, near, start, &bounds);
    let certificate = certify(&likelihood, &maximum, histories, without_dropout.certificate.log_likelihood);
    let [r, alpha, a, b] = [0, 1, 2, 3].map(|index| exp(maximum.point[index]));
    let parameters = Parameters { r, alpha, a, b };
    let model = parameters.check(dropout).expect("exponentials of bounded numbers are positive and finite");
    Ok(Fit { model, certificate, without_dropout })
}

/// From a maximum on a part of the data, where there is one, or else from the start that other models begin at.
fn climb(
    likelihood: &DistinctLikelihood<'_>,
    near: Option<Maximum>,
    without_dropout: [f64; 2],
    bounds: &[(f64, f64); 4],
) -> Maximum {
    match near {
        Some(near) => maximise(likelihood, &near.point, bounds),
        None => maximise_from_starts(likelihood, without_dropout, bounds),
    }
}
