//! Where the maximum is looked for.
//!
//! With b at zero it is the Pareto/NBD's. The likelihood may have another one for lifetimes that end more and more
//! suddenly, and the way there may lead downhill: so a few of those are starting points, on part of the histories,
//! and where one of them keeps its ageing the whole is asked.

use super::DistinctLikelihood;
use super::limits::LARGEST_SHAPE;
use crate::math::{exp_m1, ln};
use crate::scoring::nbd::mean_purchase_rate;
use crate::scoring::optimise::{LogLikelihood, Maximum, maximise};
use crate::scoring::{Histories, pareto_nbd};

/// Growth of the hazard over the longest age to start from.
const GROWTHS: [f64; 3] = [0.5, 3.0, 8.0];
/// Where the likelihood rises at no growth, the growth to start from.
const SLIGHT_GROWTH: f64 = 0.1;
/// Growth over the longest age that is none: it changes no digit of the likelihood.
pub(super) const NO_GROWTH: f64 = 1e-12;
/// Growth over the longest age below which a search has come back to none.
const COLLAPSED: f64 = 1e-3;
/// Growth over the longest age at which all lifetimes end within a thousandth of it.
pub(super) const LARGEST_GROWTH: f64 = 1e4;
/// Least number of distinct histories in the part that is searched first, and least share of them.
const LEAST_PART: usize = 300;
const LEAST_SHARE: usize = 100;
/// Position of b among the coordinates, and of B.
pub(super) const GROWTH: usize = 2;
pub(super) const SCALE: usize = 4;

/// A search over given data.
#[derive(Clone, Copy)]
pub(super) struct Search<'a> {
    pub(super) histories: &'a Histories,
    /// The longest age, in weeks.
    pub(super) time: f64,
}

impl<'a> Search<'a> {
    pub(super) fn new(histories: &'a Histories) -> Self {
        Self { histories, time: longest_age(histories) }
    }

    pub(super) fn likelihood(&self) -> DistinctLikelihood<'a> {
        DistinctLikelihood { histories: self.histories, time: self.time }
    }

    /// The Pareto/NBD's maximum as one of this model.
    pub(super) fn without_ageing(&self, pareto: &pareto_nbd::Fit) -> Maximum {
        let pareto_nbd::Parameters { r, alpha, s, beta } = pareto.model.values();
        let point = vec![ln(r), ln(alpha), NO_GROWTH, ln(s), ln(beta)];
        let held = |parameter: usize| pareto.certificate.standard_errors[parameter].is_none();
        Maximum {
            evaluation: self.likelihood().evaluate(&point),
            point,
            iterations: pareto.certificate.iterations,
            converged: pareto.certificate.converged,
            at_bound: vec![held(0), held(1), true, held(2), held(3)],
        }
    }

    /// The best maximum with b above zero, if there is one.
    pub(super) fn with_ageing(&self, without: &Maximum) -> Option<Maximum> {
        let mut starts = Vec::new();
        if without.evaluation.gradient[GROWTH] > 0.0 {
            starts.push(self.grown(without, SLIGHT_GROWTH));
        }
        let part = self.histories.sample((self.histories.len() / LEAST_PART).clamp(1, LEAST_SHARE));
        let on_part = DistinctLikelihood { histories: &part, time: self.time };
        let found = GROWTHS.map(|growth| maximise(&on_part, &self.grown(without, growth), &self.bounds()));
        if let Some(best) = best(found.into_iter().filter(|maximum| maximum.point[GROWTH] > COLLAPSED)) {
            starts.push(best.point);
        }
        best(starts.iter().map(|start| maximise(&self.likelihood(), start, &self.bounds())))
    }

    /// How much log-likelihood a maximum has more than another.
    pub(super) fn gain(&self, maximum: &Maximum, other: &Maximum) -> f64 {
        maximum.evaluation.value - other.evaluation.value
    }

    /// The same share alive at the longest age, by a hazard that grows.
    fn grown(&self, without: &Maximum, growth: f64) -> Vec<f64> {
        let mut point = without.point.clone();
        point[GROWTH] = growth;
        point[SCALE] += ln(exp_m1(growth) / growth);
        point
    }

    fn bounds(&self) -> [(f64, f64); 5] {
        let mean_rate = mean_purchase_rate(self.histories);
        let shape = (ln(1e-6), ln(LARGEST_SHAPE));
        [
            shape,
            (ln(1e-9 / mean_rate), ln(1e9 / mean_rate)),
            (NO_GROWTH, LARGEST_GROWTH),
            shape,
            (ln(1e-9 * self.time), ln(1e12 * self.time)),
        ]
    }
}

fn best(maxima: impl Iterator<Item = Maximum>) -> Option<Maximum> {
    maxima.reduce(|one, other| if other.evaluation.value > one.evaluation.value { other } else { one })
}

/// The longest age, in weeks: the unit of time for b.
pub(super) fn longest_age(histories: &Histories) -> f64 {
    histories.ages().iter().fold(0.0, |longest: f64, age| longest.max(*age))
}
