//! The maximum under a penalty with corners.

use super::likelihood::PenalisedLikelihood;
use crate::scoring::optimise::{Evaluation, LogLikelihood};

/// Where the iteration ended: the intercept, then the coefficients.
pub(super) struct Found {
    pub(super) point: Vec<f64>,
    pub(super) iterations: u32,
    pub(super) converged: bool,
}

/// More Newton steps than any problem needs.
const MOST_ITERATIONS: u32 = 100;
/// More passes over the coordinates than an inner problem needs.
const MOST_PASSES: u32 = 10_000;
/// A coordinate's change that no digit shows, relative to its scale in the standardised problem.
const NEGLIGIBLE: f64 = 1e-13;
/// A gain in log-likelihood so small that a last step ends at the maximum to rounding.
const LAST_GAIN: f64 = 1e-12;

/// Maximises the likelihood less lasso Σ |β| from `start`; coordinates `held` stay where they are.
///
/// Each step maximises the quadratic expansion of the likelihood less the exact penalty by coordinate descent, and is
/// shortened until the objective rises.
pub(super) fn maximise(likelihood: &PenalisedLikelihood<'_>, lasso: f64, start: &[f64], held: &[bool]) -> Found {
    let cost = |point: &[f64]| lasso * point[1..].iter().map(|x| x.abs()).sum::<f64>();
    let mut point = start.to_vec();
    let mut evaluation = likelihood.evaluate(&point);
    for iterations in 0..MOST_ITERATIONS {
        let target = best_of_expansion(&evaluation, lasso, &point, held);
        let step: Vec<f64> = target.iter().zip(&point).map(|(to, from)| to - from).collect();
        let slope: f64 = step.iter().zip(&evaluation.gradient).map(|(step, slope)| step * slope).sum();
        let promised = slope - cost(&target) + cost(&point);
        if promised <= LAST_GAIN {
            return Found { point: target, iterations, converged: true };
        }
        let objective = evaluation.value - cost(&point);
        let mut fraction = 1.0;
        loop {
            let next: Vec<f64> = point.iter().zip(&step).map(|(x, step)| x + fraction * step).collect();
            let reached = likelihood.evaluate(&next);
            if reached.value - cost(&next) >= objective + 1e-4 * fraction * promised {
                (point, evaluation) = (next, reached);
                break;
            }
            fraction *= 0.5;
            if fraction < 1e-10 {
                // What is promised and not found is rounding, where it is little against the objective.
                let converged = promised <= 1e-10 * objective.abs();
                return Found { point, iterations, converged };
            }
        }
    }
    Found { point, iterations: MOST_ITERATIONS, converged: false }
}

/// The best point of the quadratic expansion at `point` less the penalty.
fn best_of_expansion(evaluation: &Evaluation, lasso: f64, point: &[f64], held: &[bool]) -> Vec<f64> {
    let order = point.len();
    let mut best = point.to_vec();
    // Slope of the expansion at `best`, kept up to date.
    let mut slope = evaluation.gradient.clone();
    for _ in 0..MOST_PASSES {
        let mut largest = 0.0_f64;
        for j in (0..order).filter(|j| !held[*j]) {
            let curvature = -evaluation.hessian[(j, j)];
            if curvature <= 0.0 {
                continue;
            }
            let unpenalised = best[j] + slope[j] / curvature;
            let shrink = if j == 0 { 0.0 } else { lasso / curvature };
            let next = unpenalised.signum() * (unpenalised.abs() - shrink).max(0.0);
            let change = next - best[j];
            if change != 0.0 {
                best[j] = next;
                for (slope, curvature) in slope.iter_mut().zip(evaluation.hessian.row(j)) {
                    *slope += curvature * change;
                }
                largest = largest.max(change.abs());
            }
        }
        if largest <= NEGLIGIBLE {
            break;
        }
    }
    best
}
