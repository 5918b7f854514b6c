//! Where a likelihood of purchases with beta-geometric dropout has its top, and what to say where it has none.
//!
//! Coordinates are ln r, ln α, ln a and ln b, whatever the gaps between purchases look like.

use crate::math::ln;
use crate::scoring::optimise::{LogLikelihood, Maximum, Scale, maximise};
use crate::scoring::{Certificate, Histories, Limit};

/// A limit model fits as well when it loses no more log-likelihood than this.
const AS_WELL: f64 = 1e-3;
/// Shapes a and b to start from; the later ones only where an earlier one ends at a limit.
pub(super) const STARTS: [(f64, f64); 4] = [(0.8, 2.4), (0.1, 0.5), (4.0, 10.0), (0.5, 20.0)];
/// From this value of a shape on its growth is tested.
pub(super) const LARGE_SHAPE: f64 = 1e3;
/// Largest value of a shape; there the distribution is one point to three digits.
const LARGEST_SHAPE: f64 = 1e6;
/// Smallest value of a shape; there the distribution is two points.
const SMALLEST_SHAPE: f64 = 1e-6;

/// Bounds of the coordinates for data in which λ is `mean_rate` on average.
pub(in crate::scoring) fn bounds(mean_rate: f64) -> [(f64, f64); 4] {
    let shape = (ln(SMALLEST_SHAPE), ln(LARGEST_SHAPE));
    [shape, (ln(1e-9 / mean_rate), ln(1e9 / mean_rate)), shape, shape]
}

/// Maximises from the ln r and ln α of the same model without dropout.
pub(in crate::scoring) fn maximise_from_starts(
    likelihood: &impl LogLikelihood,
    without_dropout: [f64; 2],
    bounds: &[(f64, f64); 4],
) -> Maximum {
    let mut best: Option<Maximum> = None;
    for (a, b) in STARTS {
        let maximum = maximise(likelihood, &[without_dropout[0], without_dropout[1], ln(a), ln(b)], bounds);
        if maximum.is_regular() {
            return maximum;
        }
        if best.as_ref().is_none_or(|best| maximum.evaluation.value > best.evaluation.value) {
            best = Some(maximum);
        }
    }
    best.expect("there is at least one start")
}

/// The certificate of a maximum, with the limits at which a simpler model fits as well.
pub(in crate::scoring) fn certify(
    likelihood: &impl LogLikelihood,
    maximum: &Maximum,
    histories: &Histories,
    log_likelihood_without_dropout: f64,
) -> Certificate {
    let limits = limits(likelihood, maximum, log_likelihood_without_dropout);
    // Along a limit's direction nothing changes: hold one of its two parameters, or the flat direction would
    // fill the covariance.
    let mut held = maximum.clone();
    held.at_bound[0] |= limits.contains(&Limit::CommonRate);
    held.at_bound[3] |= limits.contains(&Limit::CommonDropout) || limits.contains(&Limit::AllOrNothingDropout);
    let mut certificate = Certificate::of(&held, &[Scale::Log; 4], histories.customers(), histories.len());
    certificate.limits = limits;
    if certificate.limits.contains(&Limit::NoDropout) {
        certificate.log_likelihood = certificate.log_likelihood.max(log_likelihood_without_dropout);
        certificate.standard_errors = vec![None; 4];
        certificate.covariance = None;
    }
    certificate
}

/// The limits at which a simpler model fits as well.
pub(super) fn limits(
    likelihood: &impl LogLikelihood,
    maximum: &Maximum,
    log_likelihood_without_dropout: f64,
) -> Vec<Limit> {
    let reached = maximum.evaluation.value;
    let mut limits = Vec::new();
    if reached - log_likelihood_without_dropout < AS_WELL {
        limits.push(Limit::NoDropout);
    }
    // Both shapes grow together: the mean stays, the spread vanishes.
    let grown_fits_as_well = |first: usize, second: usize| {
        let larger = maximum.point[first].max(maximum.point[second]);
        let growth = ln(LARGEST_SHAPE) - larger;
        let mut grown = maximum.point.clone();
        grown[first] += growth;
        grown[second] += growth;
        larger > ln(LARGE_SHAPE) && reached - likelihood.evaluate(&grown).value < AS_WELL
    };
    if limits.is_empty() && grown_fits_as_well(2, 3) {
        limits.push(Limit::CommonDropout);
    }
    // Both shapes vanish together: the mean stays, everybody's dropout is certain or impossible.
    if limits.is_empty() && maximum.point[2].max(maximum.point[3]) < ln(1e-3) && {
        let fall = maximum.point[2].min(maximum.point[3]) - ln(SMALLEST_SHAPE);
        let mut fallen = maximum.point.clone();
        fallen[2] -= fall;
        fallen[3] -= fall;
        reached - likelihood.evaluate(&fallen).value < AS_WELL
    } {
        limits.push(Limit::AllOrNothingDropout);
    }
    if maximum.point[0] > ln(LARGE_SHAPE) && {
        let growth = ln(LARGEST_SHAPE) - maximum.point[0];
        let mut grown = maximum.point.clone();
        grown[0] += growth;
        grown[1] += growth;
        reached - likelihood.evaluate(&grown).value < AS_WELL
    } {
        limits.push(Limit::CommonRate);
    }
    limits
}
