//! Maximum likelihood.

use super::{DistinctLikelihood, Model, Parameters};
use crate::math::{exp, ln};
use crate::scoring::optimise::{Scale, maximise};
use crate::scoring::{Certificate, FitError, Histories, Limit};

/// A fitted NBD.
///
/// ```
/// use shared::scoring::Histories;
/// use shared::scoring::nbd::fit;
/// let frequency = [vec![0; 30], vec![1; 15], vec![2; 10], vec![6; 5]].concat();
/// let recency: Vec<u32> = frequency.iter().map(|x| 40 * x).collect();
/// let fit = fit(&Histories::from_days(&frequency, &recency, &[273; 60]))?;
/// // All were seen for 39 weeks: expected purchases r/alpha · 39 are those made, 65 by 60 customers.
/// let parameters = fit.model.values();
/// assert!((parameters.r / parameters.alpha * 39.0 - 65.0 / 60.0).abs() < 1e-6);
/// assert!(fit.certificate.converged && fit.certificate.limits.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// The model at the estimate.
    pub model: Model,
    /// What proves it.
    pub certificate: Certificate,
}

/// From this shape on, customers' rates differ so little that one rate for all fits as well.
const LARGEST_SHAPE: f64 = 1e6;

/// Fits an NBD by maximum likelihood, by Newton steps in ln r and ln α.
///
/// ```
/// use shared::scoring::nbd::fit;
/// use shared::scoring::{Histories, History};
/// // CDNOW: 2,357 customers, 39 weeks from 1997-01-01 on.
/// let file = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/cdnow_summary.csv"));
/// let cdnow = csv::Reader::from_reader(&file[..])
///     .deserialize()
///     .map(|row| row.map(|(_, frequency, recency, age): (u32, _, _, _)| History { frequency, recency, age }))
///     .collect::<Result<Vec<_>, _>>()?;
/// let fit = fit(&Histories::from_weeks(&cdnow))?;
/// let parameters = fit.model.values();
/// assert!((parameters.r - 0.385).abs() < 0.001 && (parameters.alpha - 12.07).abs() < 0.01);
/// assert!((fit.certificate.log_likelihood + 9763.7).abs() < 0.1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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
