//! Maximum likelihood.

use super::{DistinctLikelihood, Model, Parameters};
use crate::math::{exp, ln};
use crate::scoring::optimise::{Scale, maximise};
use crate::scoring::{Certificate, FitError, Histories, Limit};

/// A fitted NBD.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// The model at the estimate.
    pub model: Model,
    /// What proves it.
    pub certificate: Certificate,
}

/// From this shape on, customers' rates differ so little that one rate for all fits as well.
const LARGEST_SHAPE: f64 = 1e6;

/// Fits an NBD by maximum likelihood.
///
/// # Errors
/// When there is nothing to fit to.
pub fn fit(histories: &Histories) -> Result<Fit, FitError> {
    fit_from_samples(histories, &histories.samples())
}

/// Fits an NBD, starting on samples of the histories.
pub(crate) fn fit_from_samples(histories: &Histories, samples: &[Histories]) -> Result<Fit, FitError> {
    FitError::check(histories)?;
    let mean_rate = mean_purchase_rate(histories);
    let shape = 0.5;
    let bounds = [(ln(1e-6), ln(LARGEST_SHAPE)), (ln(1e-9 / mean_rate), ln(1e9 / mean_rate))];
    let mut start = vec![ln(shape), ln(shape / mean_rate)];
    for sample in samples {
        start = maximise(&DistinctLikelihood { histories: sample }, &start, &bounds).point;
    }
    let maximum = maximise(&DistinctLikelihood { histories }, &start, &bounds);
    let mut certificate = Certificate::of(&maximum, &[Scale::Log; 2], histories.customers(), histories.len());
    if maximum.at_bound[0] {
        certificate.limits.push(Limit::CommonRate);
    }
    let parameters = Parameters { r: exp(maximum.point[0]), alpha: exp(maximum.point[1]) };
    let model = parameters.check().expect("exponentials of bounded numbers are positive and finite");
    Ok(Fit { model, certificate })
}

/// Repeat transactions over customer-weeks.
pub(crate) fn mean_purchase_rate(histories: &Histories) -> f64 {
    let (mut purchases, mut weeks) = (0.0, 0.0);
    for run in histories.runs() {
        purchases += run.customers * f64::from(run.frequency);
    }
    for (index, count) in histories.age_index().iter().zip(histories.count()) {
        weeks += count * histories.ages()[*index as usize];
    }
    purchases / weeks
}
