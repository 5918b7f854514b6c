//! Maximum likelihood.

use super::{DistinctLikelihood, FitError, Parameters};
use crate::math::{exp, ln};
use crate::scoring::optimise::maximise;
use crate::scoring::{Certificate, Histories, Limit};

/// A fitted NBD.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// The estimate.
    pub parameters: Parameters,
    /// What proves it.
    pub certificate: Certificate<2>,
}

/// From this shape on, customers' rates differ so little that one rate for all fits as well.
const LARGEST_SHAPE: f64 = 1e6;

/// Fits an NBD by maximum likelihood.
///
/// # Errors
/// When there is nothing to fit to.
pub fn fit(histories: &Histories) -> Result<Fit, FitError> {
    FitError::check(histories)?;
    let mean_rate = mean_purchase_rate(histories);
    let shape = 0.5;
    let bounds = [(ln(1e-6), ln(LARGEST_SHAPE)), (ln(1e-9 / mean_rate), ln(1e9 / mean_rate))];
    let mut start = [ln(shape), ln(shape / mean_rate)];
    if let Some(sample) = histories.small_sample() {
        start = maximise(&DistinctLikelihood { histories: &sample }, start, bounds).log_parameters;
    }
    let maximum = maximise(&DistinctLikelihood { histories }, start, bounds);
    let mut certificate = Certificate::of(&maximum, histories.customers(), histories.len());
    if maximum.at_bound[0] {
        certificate.limits.push(Limit::CommonRate);
    }
    let [r, alpha] = maximum.log_parameters.map(exp);
    Ok(Fit { parameters: Parameters { r, alpha }, certificate })
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
