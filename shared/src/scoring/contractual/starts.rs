//! Where a maximum is looked for.

use crate::scoring::optimise::{LogLikelihood, Maximum, maximise};

/// The first regular maximum from these starts, or the highest of all where none is regular.
pub(super) fn first_regular(
    likelihood: &impl LogLikelihood,
    starts: impl IntoIterator<Item = Vec<f64>>,
    bounds: &[(f64, f64)],
) -> Maximum {
    let mut best: Option<Maximum> = None;
    for start in starts {
        let maximum = maximise(likelihood, &start, bounds);
        if maximum.is_regular() {
            return maximum;
        }
        keep_higher(&mut best, maximum);
    }
    best.expect("there is at least one start")
}

/// The highest maximum from these starts, for surfaces with several.
pub(super) fn highest(
    likelihood: &impl LogLikelihood,
    starts: impl IntoIterator<Item = Vec<f64>>,
    bounds: &[(f64, f64)],
) -> Maximum {
    let mut best: Option<Maximum> = None;
    for start in starts {
        keep_higher(&mut best, maximise(likelihood, &start, bounds));
    }
    best.expect("there is at least one start")
}

fn keep_higher(best: &mut Option<Maximum>, candidate: Maximum) {
    let is_higher = |best: &Maximum| candidate.evaluation.value > best.evaluation.value;
    if candidate.evaluation.value.is_finite() && best.as_ref().is_none_or(is_higher) || best.is_none() {
        *best = Some(candidate);
    }
}

/// A limit model fits as well when it loses no more log-likelihood than this.
pub(super) const AS_WELL: f64 = 1e-3;
