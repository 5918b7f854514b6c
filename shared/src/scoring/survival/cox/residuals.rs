//! How much each spell pulls on the coefficients, and the baseline hazard, which takes the same sums.

use super::likelihood::PartialLikelihood;
use crate::math::exp;
use crate::scoring::survival::columns::{dot, products, sum};

/// The fitted course of the hazard, from which residuals and baseline follow.
pub(super) struct Course<'a> {
    likelihood: &'a PartialLikelihood<'a>,
    /// e^(xβ) of each spell over the largest of them, in the order of duration.
    weights: Vec<f64>,
    /// That largest xβ, of standardised covariates.
    largest: f64,
    /// One for each time at which spells ended.
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
        let increments = increments(likelihood, &weights);
        Self { likelihood, weights, largest, increments }
    }

    /// The score residuals by coefficient, each column in the order of duration: the derivative of the score in a weight
    /// on the spell (Lin and Wei 1989; with Efron's ties Therneau and Grambsch 2000, section 7.3).
    pub(super) fn score_residuals(&self) -> Vec<Vec<f64>> {
        let columns = self.likelihood.covariates.columns.iter().enumerate();
        columns.map(|(index, column)| self.score_residuals_of(index, column)).collect()
    }

    fn score_residuals_of(&self, index: usize, column: &[f64]) -> Vec<f64> {
        let ended = &self.likelihood.ended;
        // Spells that were cut off before any ended tell nothing.
        let mut residuals = vec![0.0; column.len()];
        let (mut hazard, mut mean) = (0.0, 0.0);
        for (ends, increment) in self.likelihood.ends.iter().zip(&self.increments) {
            for row in ends.last_at_risk.clone() {
                let x = column[row];
                residuals[row] = if ended[row] > 0.0 {
                    let cumulated =
                        x * (hazard + increment.hazard_of_ending) - (mean + increment.mean_of_ending[index]);
                    x - increment.expected[index] - self.weights[row] * cumulated
                } else {
                    -self.weights[row] * (x * (hazard + increment.hazard) - (mean + increment.mean[index]))
                };
            }
            hazard += increment.hazard;
            mean += increment.mean[index];
        }
        residuals
    }

    /// The cumulative hazard at each of so many moments of a spell with mean covariates, Σ 1/φ over the ends (Efron's
    /// form of Breslow's estimate).
    pub(super) fn baseline(&self, moments: usize) -> Vec<f64> {
        // A spell with mean covariates has xβ = 0.
        let mean_weight = exp(-self.largest);
        let mut baseline = Vec::with_capacity(moments);
        let mut cumulative = 0.0;
        for (ends, increment) in self.likelihood.ends.iter().zip(&self.increments) {
            baseline.resize(ends.moment, cumulative);
            cumulative += mean_weight * increment.hazard;
        }
        baseline.resize(moments, cumulative);
        baseline
    }
}

fn increments(likelihood: &PartialLikelihood<'_>, weights: &[f64]) -> Vec<Increment> {
    let columns = &likelihood.covariates.columns;
    let mut increments = Vec::with_capacity(likelihood.ends.len());
    let (mut risk_weight, mut risk_first) = (0.0, vec![0.0; columns.len()]);
    let mut weights_of_ending = Vec::new();
    for ends in likelihood.ends.iter().rev() {
        let (rows, tied) = (ends.last_at_risk.clone(), ends.tied.clone());
        risk_weight += sum(&weights[rows.clone()]);
        for (first, column) in risk_first.iter_mut().zip(columns) {
            *first += dot(&weights[rows.clone()], &column[rows.clone()]);
        }
        products(&mut weights_of_ending, &weights[tied.clone()], &likelihood.ended[tied.clone()]);
        let end_first: Vec<f64> = columns.iter().map(|column| dot(&weights_of_ending, &column[tied.clone()])).collect();
        increments.push(increment(ends.count, [risk_weight, sum(&weights_of_ending)], [&risk_first, &end_first]));
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
    use crate::scoring::survival::cox::likelihood::tests::{example, from_definition, rows};

    #[test]
    fn score_residuals_are_the_scores_derivatives_in_a_spells_weight() {
        let (spells, standardised) = example();
        let rows = rows(&standardised);
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
                assert!((residuals[coordinate][spell] - expected).abs() < 1e-13, "{spell} {coordinate}");
            }
        }
    }

    #[test]
    fn the_baseline_without_effects_is_nelson_aalens() {
        let (spells, standardised) = example();
        let likelihood = PartialLikelihood::new(&spells, &standardised);
        let baseline = Course::at(&likelihood, &[0.0, 0.0]).baseline(spells.moments().len());
        let level = crate::scoring::uncertainty::Level::NINETY_FIVE;
        for (actual, expected) in baseline.iter().zip(crate::scoring::survival::nelson_aalen(&spells, level)) {
            assert!((actual - expected.cumulative_hazard).abs() < 1e-14);
        }
    }
}
