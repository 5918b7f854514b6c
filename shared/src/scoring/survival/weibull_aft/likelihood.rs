//! The log-likelihood.
//!
//! With z = ρ (ln t − xβ − intercept) it is the sum of δ (ln ρ + z − ln t) − e^z, δ = 1 for spells that ended.

use crate::math::{exp, ln};
use crate::scoring::optimise::{Evaluation, LogLikelihood};
use crate::scoring::survival::Spells;
use crate::scoring::survival::covariates::Standardised;

/// The log-likelihood over spells and covariates, both in the order of duration; coordinates are the coefficients, the
/// intercept and ln ρ.
pub(super) struct TimeLikelihood<'a> {
    spells: &'a Spells,
    covariates: &'a Standardised,
    ended: Vec<f64>,
    /// ln t of each moment.
    logarithms: Vec<f64>,
}

impl<'a> TimeLikelihood<'a> {
    pub(super) fn new(spells: &'a Spells, covariates: &'a Standardised) -> Self {
        let ended = spells.order().iter().map(|spell| f64::from(u8::from(spells.ended()[*spell as usize]))).collect();
        let logarithms = spells.moments().iter().map(|moment| ln(moment.time)).collect();
        Self { spells, covariates, ended, logarithms }
    }

    /// Calls `visit` for each spell with its covariates, its δ, ln t and z.
    fn for_each(&self, point: &[f64], mut visit: impl FnMut(&[f64], f64, f64, f64)) {
        let (slopes, intercept, shape) = split(point);
        let mut rows = self.covariates.rows().zip(&self.ended);
        for (moment, logarithm) in self.spells.moments().iter().zip(&self.logarithms) {
            for (row, ended) in rows.by_ref().take((moment.ended + moment.censored) as usize) {
                let predictor = intercept + row.iter().zip(slopes).map(|(x, slope)| x * slope).sum::<f64>();
                visit(row, *ended, *logarithm, shape * (logarithm - predictor));
            }
        }
    }

    /// The gradient of each spell's log-likelihood, row by row in the order of duration.
    pub(super) fn scores(&self, point: &[f64]) -> Vec<f64> {
        let (_, _, shape) = split(point);
        let mut scores = Vec::with_capacity(self.ended.len() * point.len());
        self.for_each(point, |row, ended, _, z| {
            let hazard = exp(z);
            let slope = shape * (hazard - ended);
            scores.extend(row.iter().map(|x| slope * x));
            scores.extend([slope, ended * (1.0 + z) - hazard * z]);
        });
        scores
    }

    /// ln λ of each spell, in the order of duration.
    pub(super) fn predictors(&self, point: &[f64]) -> Vec<f64> {
        let (slopes, intercept, _) = split(point);
        let predictor = |row: &[f64]| intercept + row.iter().zip(slopes).map(|(x, slope)| x * slope).sum::<f64>();
        self.covariates.rows().map(predictor).collect()
    }
}

/// Coefficients, intercept and ρ.
fn split(point: &[f64]) -> (&[f64], f64, f64) {
    let (slopes, rest) = point.split_at(point.len() - 2);
    (slopes, rest[0], exp(rest[1]))
}

impl LogLikelihood for TimeLikelihood<'_> {
    fn evaluate(&self, point: &[f64]) -> Evaluation {
        let order = point.len();
        let (intercept, log_shape) = (order - 2, order - 1);
        let (_, _, shape) = split(point);
        let mut total = Evaluation::zero(order);
        self.for_each(point, |row, ended, logarithm, z| {
            let hazard = exp(z);
            let slope = shape * (hazard - ended);
            let curvature = -shape * shape * hazard;
            let mixed = slope + shape * hazard * z;
            total.value += ended * (point[log_shape] + z - logarithm) - hazard;
            for (i, x) in row.iter().enumerate() {
                total.gradient[i] += slope * x;
                let curved = curvature * x;
                for (j, y) in row.iter().enumerate().skip(i) {
                    total.hessian[(i, j)] += curved * y;
                }
                total.hessian[(i, intercept)] += curved;
                total.hessian[(i, log_shape)] += mixed * x;
            }
            total.gradient[intercept] += slope;
            total.gradient[log_shape] += ended * (1.0 + z) - hazard * z;
            total.hessian[(intercept, intercept)] += curvature;
            total.hessian[(intercept, log_shape)] += mixed;
            total.hessian[(log_shape, log_shape)] += z * (ended - hazard * (1.0 + z));
        });
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
                    let mut sum = num_dual::HyperDual64::from_re(0.0);
                    for (row, spell) in standardised.rows().zip(spells.order()) {
                        let time = spells.durations()[*spell as usize];
                        let scale = x * row[0] + y * row[1] + intercept;
                        let z = (-scale + ln(time)) * log_shape.exp();
                        if spells.ended()[*spell as usize] {
                            sum += log_shape + z - ln(time);
                        }
                        sum -= z.exp();
                    }
                    sum
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
            let sum: f64 = likelihood.scores(&point).iter().skip(coordinate).step_by(4).sum();
            assert!((sum - expected).abs() < 1e-12);
        }
    }
}
