//! The log-likelihood.
//!
//! With z = ρ (ln t − xβ − intercept) it is the sum of δ (ln ρ + z − ln t) − e^z, δ = 1 for spells that ended.

use crate::math::{exp, ln};
use crate::scoring::optimise::{Evaluation, LogLikelihood};
use crate::scoring::survival::Spells;
use crate::scoring::survival::columns::{dot, products, sum};
use crate::scoring::survival::covariates::Standardised;

/// The log-likelihood over spells and covariates, both in the order of duration; coordinates are the coefficients, the
/// intercept and ln ρ.
pub(super) struct TimeLikelihood<'a> {
    covariates: &'a Standardised,
    /// δ of each spell.
    ended: Vec<f64>,
    /// ln t of each spell.
    logarithms: Vec<f64>,
    /// Σ δ and Σ δ ln t.
    count: f64,
    sum_of_logarithms: f64,
}

/// What the spells add, at a point: z, e^z, and the slope ρ (e^z − δ) in the linear predictor.
struct Terms {
    shape: f64,
    z: Vec<f64>,
    hazards: Vec<f64>,
    slopes: Vec<f64>,
}

impl<'a> TimeLikelihood<'a> {
    pub(super) fn new(spells: &'a Spells, covariates: &'a Standardised) -> Self {
        let ended = spells.order().iter().map(|spell| f64::from(u8::from(spells.ended()[*spell as usize])));
        let ended: Vec<f64> = ended.collect();
        let mut logarithms = Vec::with_capacity(ended.len());
        for moment in spells.moments() {
            let tied = (moment.ended + moment.censored) as usize;
            logarithms.resize(logarithms.len() + tied, ln(moment.time));
        }
        let (count, sum_of_logarithms) = (sum(&ended), dot(&ended, &logarithms));
        Self { covariates, ended, logarithms, count, sum_of_logarithms }
    }

    fn terms(&self, point: &[f64]) -> Terms {
        let (coefficients, rest) = point.split_at(point.len() - 2);
        let (intercept, shape) = (rest[0], exp(rest[1]));
        let mut z = self.covariates.predictors(coefficients);
        for (z, logarithm) in z.iter_mut().zip(&self.logarithms) {
            *z = shape * (logarithm - intercept - *z);
        }
        let hazards: Vec<f64> = z.iter().map(|z| exp(*z)).collect();
        let slopes = hazards.iter().zip(&self.ended).map(|(hazard, ended)| shape * (hazard - ended)).collect();
        Terms { shape, z, hazards, slopes }
    }

    /// The gradients of the spells' log-likelihoods, by coordinate, each column in the order of duration.
    pub(super) fn scores(&self, point: &[f64]) -> Vec<Vec<f64>> {
        let Terms { z, hazards, slopes, .. } = self.terms(point);
        let of_column = |column: &Vec<f64>| column.iter().zip(&slopes).map(|(x, slope)| slope * x).collect();
        let mut scores: Vec<Vec<f64>> = self.covariates.columns.iter().map(of_column).collect();
        let of_shape = z.iter().zip(&hazards).zip(&self.ended);
        let of_shape = of_shape.map(|((z, hazard), ended)| ended * (1.0 + z) - hazard * z).collect();
        scores.extend([slopes, of_shape]);
        scores
    }
}

impl LogLikelihood for TimeLikelihood<'_> {
    fn evaluate(&self, point: &[f64]) -> Evaluation {
        let (intercept, log_shape) = (point.len() - 2, point.len() - 1);
        let Terms { shape, z, hazards, slopes } = self.terms(point);
        let mut weighted = Vec::with_capacity(z.len());
        products(&mut weighted, &hazards, &z);
        let (of_ended, of_hazards) = (dot(&self.ended, &z), sum(&weighted));
        let mut total = Evaluation::zero(point.len());
        total.value = self.count * point[log_shape] + of_ended - self.sum_of_logarithms - sum(&hazards);
        total.gradient[intercept] = sum(&slopes);
        total.gradient[log_shape] = self.count + of_ended - of_hazards;
        total.hessian[(log_shape, log_shape)] = of_ended - of_hazards - dot(&weighted, &z);
        // Derivatives of the slopes in ln ρ.
        let mixed: Vec<f64> = slopes.iter().zip(&weighted).map(|(slope, weighted)| slope + shape * weighted).collect();
        total.hessian[(intercept, log_shape)] = sum(&mixed);
        let curvature = -shape * shape;
        total.hessian[(intercept, intercept)] = curvature * sum(&hazards);
        for (i, column) in self.covariates.columns.iter().enumerate() {
            total.gradient[i] = dot(&slopes, column);
            total.hessian[(i, log_shape)] = dot(&mixed, column);
            products(&mut weighted, &hazards, column);
            total.hessian[(i, intercept)] = curvature * sum(&weighted);
            for (j, other) in self.covariates.columns.iter().enumerate().skip(i) {
                total.hessian[(i, j)] = curvature * dot(&weighted, other);
            }
        }
        total.hessian.mirror_upper();
        total
    }
}

#[cfg(test)]
mod tests {
    use num_dual::DualNum;

    use super::TimeLikelihood;
    use crate::math::ln;
    use crate::scoring::optimise::LogLikelihood;
    use crate::scoring::optimise::oracle::{assert_agree, derivatives};
    use crate::scoring::survival::columns::sum;
    use crate::scoring::survival::covariates::Standardised;
    use crate::scoring::survival::{Covariates, Spells};

    fn example() -> (Spells, Standardised) {
        let durations = vec![4.0, 2.5, 4.0, 7.0, 0.2, 2.5];
        let spells = Spells::new(durations, [1, 1, 0, 1, 1, 0].map(|ended| ended == 1).to_vec()).expect("spells");
        let values = vec![0.3, 1.0, 1.2, 0.0, -0.7, 1.0, 0.1, 0.0, 2.0, 1.0, 0.4, 1.0];
        let covariates = Covariates::new(vec!["x".to_owned(), "y".to_owned()], values).expect("covariates");
        let standardised = Standardised::of(&covariates, spells.order()).expect("independent columns");
        (spells, standardised)
    }

    #[test]
    fn derivatives_agree_with_hyper_dual_numbers() {
        let (spells, standardised) = example();
        let likelihood = TimeLikelihood::new(&spells, &standardised);
        for point in [[0.0, 0.0, 1.5, 0.0], [0.5, -0.3, 1.0, 0.4], [-1.0, 0.2, 2.0, -0.9]] {
            let expected = derivatives(
                |[x, y, intercept, log_shape]| {
                    let mut total = num_dual::HyperDual64::from_re(0.0);
                    for (row, spell) in spells.order().iter().enumerate() {
                        let time = spells.durations()[*spell as usize];
                        let scale = x * standardised.columns[0][row] + y * standardised.columns[1][row] + intercept;
                        let z = (-scale + ln(time)) * log_shape.exp();
                        if spells.ended()[*spell as usize] {
                            total += log_shape + z - ln(time);
                        }
                        total -= z.exp();
                    }
                    total
                },
                point,
            );
            assert_agree(&likelihood.evaluate(&point), &expected, 1e-12);
        }
    }

    #[test]
    fn scores_add_up_to_the_gradient() {
        let (spells, standardised) = example();
        let likelihood = TimeLikelihood::new(&spells, &standardised);
        let point = [0.5, -0.3, 1.0, 0.4];
        let gradient = likelihood.evaluate(&point).gradient;
        for (coordinate, expected) in gradient.iter().enumerate() {
            assert!((sum(&likelihood.scores(&point)[coordinate]) - expected).abs() < 1e-12);
        }
    }
}
