//! The coordinates of the search, for walks from an estimate on.

use super::search::{GROWTH, LARGEST_GROWTH, NO_GROWTH, SCALE, longest_age};
use super::{DistinctLikelihood, Model, Parameters};
use crate::math::exp;
use crate::scoring::Histories;

/// ln r, ln α, b · time, ln s and ln B, with the time that the histories span: b at zero is a point like any other.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Coordinates {
    time: f64,
}

impl Coordinates {
    pub(crate) fn of(histories: &Histories) -> Self {
        Self { time: longest_age(histories).max(f64::MIN_POSITIVE) }
    }

    pub(crate) fn likelihood<'a>(&self, histories: &'a Histories) -> DistinctLikelihood<'a> {
        DistinctLikelihood { histories, time: self.time }
    }

    /// A point given as ln r, ln α, ln b, ln s and ln β.
    pub(crate) fn of_logarithms(&self, logarithms: &[f64]) -> Vec<f64> {
        let log_b = logarithms[GROWTH];
        let mut point = logarithms.to_vec();
        let growth = exp(log_b) * self.time;
        point[GROWTH] = if growth < 2.0 * NO_GROWTH { NO_GROWTH } else { growth.min(LARGEST_GROWTH) };
        point[SCALE] -= log_b;
        point
    }

    /// Bounds around such a point, given as bounds of its logarithms. Growth is free from none on.
    pub(crate) fn bounds(logarithms: &[f64], bounds: &[(f64, f64)]) -> Vec<(f64, f64)> {
        let log_b = logarithms[GROWTH];
        let mut bounds = bounds.to_vec();
        bounds[GROWTH] = (NO_GROWTH, LARGEST_GROWTH);
        bounds[SCALE] = (bounds[SCALE].0 - log_b, bounds[SCALE].1 - log_b);
        bounds
    }

    pub(crate) fn model(&self, point: &[f64]) -> Model {
        let [r, alpha, s, scale] = [0, 1, 3, SCALE].map(|i| exp(point[i]));
        let b = point[GROWTH] / self.time;
        Parameters { r, alpha, b, s, beta: b * scale }.check().expect("bounded numbers are positive and finite")
    }
}
