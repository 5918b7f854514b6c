//! How much each spell pulls on the coefficients, and the baseline hazard, which takes the same sums.

use super::likelihood::PartialLikelihood;
use crate::math::exp;

/// The fitted course of the hazard, from which residuals and baseline follow.
pub(super) struct Course<'a> {
    likelihood: &'a PartialLikelihood<'a>,
    /// e^(xβ) of each spell over the largest of them, in the order of duration.
    weights: Vec<f64>,
    /// That largest xβ, of standardised covariates.
    largest: f64,
    /// One for each moment.
    increments: Vec<Increment>,
}

/// What one time adds to the cumulated hazard and to its product with the mean covariates of those at risk.
struct Increment {
    /// Σ_l 1/φ, for spells at risk that do not end.
    hazard: f64,
    /// Σ_l (1 − f)/φ, for those that end.
    hazard_of_ending: f64,
    /// Σ_l x̄_l/φ and Σ_l (1 − f) x̄_l/φ.
    mean: Vec<f64>,
    mean_of_ending: Vec<f64>,
    /// Mean of x̄_l over l.
    expected: Vec<f64>,
}

impl<'a> Course<'a> {
    pub(super) fn at(likelihood: &'a PartialLikelihood<'a>, point: &[f64]) -> Self {
        let (predictors, largest) = likelihood.predictors(point);
        let weights: Vec<f64> = predictors.iter().map(|predictor| exp(*predictor)).collect();
        let increments = increments(likelihood, &weights, point.len());
        Self { likelihood, weights, largest, increments }
    }

    /// The score residuals, row by row in the order of duration: the derivative of the score in a weight on the spell
    /// (Lin and Wei 1989; with Efron's ties Therneau and Grambsch 2000, section 7.3).
    pub(super) fn score_residuals(&self) -> Vec<f64> {
        let likelihood = self.likelihood;
        let order = likelihood.covariates.columns();
        let mut residuals = Vec::with_capacity(self.weights.len() * order);
        let mut hazard = 0.0;
        let mut mean = vec![0.0; order];
        let mut rows = likelihood.covariates.rows().zip(&self.weights).zip(&likelihood.ended);
        for (moment, increment) in likelihood.spells.moments().iter().zip(&self.increments) {
            for ((row, weight), ended) in rows.by_ref().take((moment.ended + moment.censored) as usize) {
                let (own, own_mean) = if *ended {
                    (increment.hazard_of_ending, &increment.mean_of_ending)
                } else {
                    (increment.hazard, &increment.mean)
                };
                for (i, x) in row.iter().enumerate() {
                    let score = if *ended { x - increment.expected[i] } else { 0.0 };
                    residuals.push(score - weight * (x * (hazard + own) - (mean[i] + own_mean[i])));
                }
            }
            hazard += increment.hazard;
            for (sum, x) in mean.iter_mut().zip(&increment.mean) {
                *sum += x;
            }
        }
        residuals
    }

    /// The cumulative hazard at each moment of a spell with mean covariates, Σ 1/φ over the ends (Efron's form of
    /// Breslow's estimate).
    pub(super) fn baseline(&self) -> Vec<f64> {
        // A spell with mean covariates has xβ = 0.
        let mean_weight = exp(-self.largest);
        let mut cumulative = 0.0;
        let add = |increment: &Increment| {
            cumulative += mean_weight * increment.hazard;
            cumulative
        };
        self.increments.iter().map(add).collect()
    }
}

fn increments(likelihood: &PartialLikelihood<'_>, weights: &[f64], order: usize) -> Vec<Increment> {
    let mut increments = Vec::with_capacity(likelihood.spells.moments().len());
    let (mut risk_weight, mut risk_first) = (0.0, vec![0.0; order]);
    let mut end_first = vec![0.0; order];
    let mut rows = likelihood.covariates.rows().zip(weights).zip(&likelihood.ended).rev();
    for moment in likelihood.spells.moments().iter().rev() {
        let mut end_weight = 0.0;
        end_first.fill(0.0);
        for ((row, weight), ended) in rows.by_ref().take((moment.ended + moment.censored) as usize) {
            risk_weight += weight;
            for (sum, x) in risk_first.iter_mut().zip(row) {
                *sum += weight * x;
            }
            if *ended {
                end_weight += weight;
                for (sum, x) in end_first.iter_mut().zip(row) {
                    *sum += weight * x;
                }
            }
        }
        increments.push(increment(moment.ended, [risk_weight, end_weight], [&risk_first, &end_first]));
    }
    increments.reverse();
    increments
}

fn increment(ended: f64, [risk_weight, end_weight]: [f64; 2], [risk_first, end_first]: [&[f64]; 2]) -> Increment {
    let order = risk_first.len();
    let zero = || vec![0.0; order];
    let mut increment =
        Increment { hazard: 0.0, hazard_of_ending: 0.0, mean: zero(), mean_of_ending: zero(), expected: zero() };
    let mut taken = 0.0;
    while taken < ended {
        let share = taken / ended;
        let inverse = 1.0 / (risk_weight - share * end_weight);
        increment.hazard += inverse;
        increment.hazard_of_ending += (1.0 - share) * inverse;
        for i in 0..order {
            let mean = (risk_first[i] - share * end_first[i]) * inverse;
            increment.mean[i] += mean * inverse;
            increment.mean_of_ending[i] += (1.0 - share) * mean * inverse;
            increment.expected[i] += mean / ended;
        }
        taken += 1.0;
    }
    increment
}

#[cfg(test)]
mod tests {
    use num_dual::HyperDual64;

    use super::Course;
    use crate::scoring::survival::cox::likelihood::PartialLikelihood;
    use crate::scoring::survival::cox::likelihood::tests::{example, from_definition};

    #[test]
    fn score_residuals_are_the_scores_derivatives_in_a_spells_weight() {
        let (spells, standardised) = example();
        let rows: Vec<Vec<f64>> = standardised.rows().map(<[f64]>::to_vec).collect();
        let likelihood = PartialLikelihood::new(&spells, &standardised);
        let point = [0.7, -0.4];
        let residuals = Course::at(&likelihood, &point).score_residuals();
        for spell in 0..rows.len() {
            for coordinate in 0..2 {
                let mut weights = vec![HyperDual64::from_re(1.0); rows.len()];
                weights[spell].eps1 = 1.0;
                let mut seeded = point.map(HyperDual64::from_re);
                seeded[coordinate].eps2 = 1.0;
                let expected = from_definition(&spells, &rows, &weights, seeded).eps1eps2;
                assert!((residuals[2 * spell + coordinate] - expected).abs() < 1e-13, "{spell} {coordinate}");
            }
        }
    }

    #[test]
    fn the_baseline_without_effects_is_nelson_aalens() {
        let (spells, standardised) = example();
        let likelihood = PartialLikelihood::new(&spells, &standardised);
        let baseline = Course::at(&likelihood, &[0.0, 0.0]).baseline();
        let level = crate::scoring::survival::ConfidenceLevel::of_95_percent();
        for (actual, expected) in baseline.iter().zip(crate::scoring::survival::nelson_aalen(&spells, level)) {
            assert!((actual - expected.cumulative_hazard).abs() < 1e-14);
        }
    }
}
