//! The limits at which a simpler model fits as well.

use super::DistinctLikelihood;
use super::search::{GROWTH, LARGEST_GROWTH};
use crate::math::ln;
use crate::scoring::optimise::{LogLikelihood, Maximum};
use crate::scoring::{Limit, pareto_nbd};

/// A limit model fits as well when it loses no more log-likelihood than this.
pub(super) const AS_WELL: f64 = 1e-3;
/// Largest value of a shape; there the distribution is one point to three digits.
pub(super) const LARGEST_SHAPE: f64 = 1e6;
/// From this shape on it is worth asking whether it could grow for ever.
const LARGE_SHAPE: f64 = 1e3;

/// The limits of the maximum with ageing, where there is one; else those of the Pareto/NBD and that there is none.
pub(super) fn limits(
    likelihood: &DistinctLikelihood<'_>,
    with_ageing: Option<&Maximum>,
    without_ageing: &Maximum,
    pareto: &pareto_nbd::Fit,
) -> Vec<Limit> {
    let Some(maximum) = with_ageing else {
        let mut limits = pareto.certificate.limits.clone();
        if !limits.contains(&Limit::NoDropout) {
            limits.push(Limit::NoAgeing);
        }
        return limits;
    };
    let mut limits = Vec::new();
    let without_dropout = pareto.without_dropout.certificate.log_likelihood;
    if maximum.evaluation.value - without_dropout.max(without_ageing.evaluation.value) < AS_WELL {
        limits.push(Limit::NoDropout);
    // The shape and the scale of a gamma distribution grow together: the mean stays, the spread vanishes.
    } else if grown_fits_as_well(likelihood, maximum, 3, 4) || maximum.point[GROWTH] >= LARGEST_GROWTH {
        limits.push(Limit::CommonDropout);
    } else if maximum.at_bound[3] || maximum.at_bound[4] {
        limits.push(Limit::AllOrNothingDropout);
    }
    if grown_fits_as_well(likelihood, maximum, 0, 1) {
        limits.push(Limit::CommonRate);
    }
    limits
}

fn grown_fits_as_well(likelihood: &DistinctLikelihood<'_>, maximum: &Maximum, shape: usize, scale: usize) -> bool {
    if maximum.point[shape] < ln(LARGE_SHAPE) {
        return false;
    }
    let growth = ln(LARGEST_SHAPE) - maximum.point[shape];
    let mut grown = maximum.point.clone();
    grown[shape] += growth;
    grown[scale] += growth;
    maximum.evaluation.value - likelihood.evaluate(&grown).value < AS_WELL
}
