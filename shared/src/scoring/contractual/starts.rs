//! Where a maximum is looked for.

use crate::scoring::optimise::{LogLikelihood, Maximum, maximise};

/// A limit model fits as well when it loses no more log-likelihood than this.
pub(super) const AS_WELL: f64 = 1e-3;

/// The highest of the maxima from these starts, or a regular one that is as high: the surfaces have several tops, and
/// slopes that rise towards a limit.
pub(super) fn highest(
    likelihood: &impl LogLikelihood,
    starts: impl IntoIterator<Item = Vec<f64>>,
    bounds: &[(f64, f64)],
) -> Maximum {
    let maxima: Vec<Maximum> = starts.into_iter().map(|start| maximise(likelihood, &start, bounds)).collect();
    let top = maxima.iter().map(|maximum| maximum.evaluation.value).fold(f64::NEG_INFINITY, f64::max);
    let rank = |maximum: &Maximum| {
        let value = maximum.evaluation.value;
        // Not a number ranks below every value.
        (maximum.is_regular() && value >= top - AS_WELL, if value.is_nan() { f64::NEG_INFINITY } else { value })
    };
    let higher = |best: Maximum, other: Maximum| {
        let (of_best, of_other) = (rank(&best), rank(&other));
        if of_other > of_best { other } else { best }
    };
    maxima.into_iter().reduce(higher).expect("there is at least one start")
}
