//! Maximum likelihood.

use super::means::{InMeans, back, exchange_point};
use super::{DistinctLikelihood, Model, Parameters};
use crate::math::{exp, ln};
use crate::scoring::nbd::{self, mean_purchase_rate};
use crate::scoring::optimise::{LogLikelihood, Maximum, Scale, maximise};
use crate::scoring::{Certificate, FitError, Histories, Limit};

/// A fitted Pareto/NBD.
///
/// ```
/// use shared::scoring::pareto_nbd::fit;
/// use shared::scoring::{Histories, Limit};
/// // Everybody buys every fourth week up to the end: the NBD, where nobody leaves, fits as well.
/// let histories = Histories::from_days(&[1, 2, 3, 4], &[28, 56, 84, 112], &[30, 60, 90, 120]);
/// let fit = fit(&histories)?;
/// assert!(fit.certificate.limits.contains(&Limit::NoDropout));
/// let gain = fit.certificate.log_likelihood - fit.without_dropout.certificate.log_likelihood;
/// assert!(gain.abs() < 1e-3);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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
/// s, and β as a multiple of the mean age, to start from; the later ones only where an earlier one ends at a limit.
pub(super) const STARTS: [(f64, f64); 4] = [(0.6, 0.4), (0.2, 0.02), (3.0, 8.0), (0.3, 20.0)];
/// Largest value of a shape; there the distribution is one point to three digits.
pub(super) const LARGEST_SHAPE: f64 = 1e6;

/// Fits the model by maximum likelihood, and the NBD beside it.
///
/// ```
/// use shared::scoring::pareto_nbd::fit;
/// use shared::scoring::{Histories, History};
/// // CDNOW: 2,357 customers, 39 weeks from 1997-01-01 on.
/// let file = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/cdnow_summary.csv"));
/// let cdnow = csv::Reader::from_reader(&file[..])
///     .deserialize()
///     .map(|row| row.map(|(_, frequency, recency, age): (u32, _, _, _)| History { frequency, recency, age }))
///     .collect::<Result<Vec<_>, _>>()?;
/// let fit = fit(&Histories::from_weeks(&cdnow))?;
/// for (estimate, published) in fit.model.values().to_array().into_iter().zip([0.553, 10.578, 0.606, 11.669]) {
///     assert!((estimate - published).abs() < 0.002);
/// }
/// assert!((fit.certificate.log_likelihood + 9595.0).abs() < 0.05);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// When there is nothing to fit to.
pub fn fit(histories: &Histories) -> Result<Fit, FitError> {
    let without_dropout = nbd::fit(histories)?;
    let likelihood = DistinctLikelihood::new(histories);
    let near = histories.small_sample().map(|sample| maximise_from_starts(&sample, &without_dropout));
    let maximum = back(match near.filter(Maximum::is_regular) {
        Some(near) => maximise(&InMeans(&likelihood), &near.point, &bounds(histories)),
        None => maximise_from_starts(histories, &without_dropout),
    });
    let limits = limits(&likelihood, &maximum, without_dropout.certificate.log_likelihood);
    // Along a limit's direction nothing changes: hold one of its two parameters, or the flat direction would
    // fill the covariance.
    let mut held = maximum.clone();
    held.at_bound[0] |= limits.contains(&Limit::CommonRate);
    held.at_bound[2] |= limits.contains(&Limit::CommonDropout);
    let mut certificate = Certificate::of(&held, &[Scale::Log; 4], histories.customers(), histories.len());
    certificate.limits = limits;
    if certificate.limits.contains(&Limit::NoDropout) {
        certificate.log_likelihood = certificate.log_likelihood.max(without_dropout.certificate.log_likelihood);
        certificate.forget_errors();
    }
    let parameters = Parameters::from_array([0, 1, 2, 3].map(|index| exp(maximum.point[index])));
    let model = parameters.check().expect("exponentials of bounded numbers are positive and finite");
    Ok(Fit { model, certificate, without_dropout })
}

/// Bounds of the shapes and of the mean rates.
fn bounds(histories: &Histories) -> [(f64, f64); 4] {
    let around = |rate: f64| (ln(1e-9 * rate), ln(1e9 * rate));
    let shape = (ln(1e-6), ln(LARGEST_SHAPE));
    [shape, around(mean_purchase_rate(histories)), shape, around(1.0 / mean_age(histories))]
}

pub(super) fn mean_age(histories: &Histories) -> f64 {
    let ages = histories.age_index().iter().map(|index| histories.ages()[*index as usize]);
    let weeks: f64 = ages.zip(histories.count()).map(|(age, count)| age * count).sum();
    weeks / histories.customers()
}

/// The maximum in the coordinates of [`InMeans`].
fn maximise_from_starts(histories: &Histories, without_dropout: &nbd::Fit) -> Maximum {
    let likelihood = DistinctLikelihood::new(histories);
    let bounds = bounds(histories);
    let mean_age = mean_age(histories);
    let nbd::Parameters { r, alpha } = without_dropout.model.values();
    let mut best: Option<Maximum> = None;
    for (s, beta) in STARTS {
        let start = exchange_point(&[r, alpha, s, beta * mean_age].map(ln));
        let maximum = maximise(&InMeans(&likelihood), &start, &bounds);
        // Other starts in s and β would not spread the purchase rates.
        let regular_but_for_r =
            maximum.converged && maximum.at_bound[1..] == [false; 3] && maximum.information().is_positive_definite();
        if regular_but_for_r {
            return maximum;
        }
        if best.as_ref().is_none_or(|best| maximum.evaluation.value > best.evaluation.value) {
            best = Some(maximum);
        }
    }
    best.expect("there is at least one start")
}

/// The limits at which a simpler model fits as well. The first coordinates are ln r, ln α, ln s and ln β.
pub(super) fn limits(
    likelihood: &impl LogLikelihood,
    maximum: &Maximum,
    log_likelihood_without_dropout: f64,
) -> Vec<Limit> {
    let reached = maximum.evaluation.value;
    // A shape and its rate grow together: the mean stays, the spread vanishes.
    let grown_fits_as_well = |shape: usize, rate: usize| {
        let growth = ln(LARGEST_SHAPE) - maximum.point[shape];
        let mut grown = maximum.point.clone();
        grown[shape] += growth;
        grown[rate] += growth;
        maximum.point[shape] > ln(1e3) && reached - likelihood.evaluate(&grown).value < AS_WELL
    };
    let mut limits = Vec::new();
    if reached - log_likelihood_without_dropout < AS_WELL {
        limits.push(Limit::NoDropout);
    } else if grown_fits_as_well(2, 3) {
        limits.push(Limit::CommonDropout);
    } else if maximum.at_bound[2] || maximum.at_bound[3] {
        limits.push(Limit::AllOrNothingDropout);
    }
    if grown_fits_as_well(0, 1) {
        limits.push(Limit::CommonRate);
    }
    limits
}
