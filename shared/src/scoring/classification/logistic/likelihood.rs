//! The log-likelihood with exact derivatives.

use crate::math::{exp, ln_1p};
use crate::scoring::optimise::{self, Evaluation, LogLikelihood, Maximum};

/// Σ t η − ln(1 + e^η) less (ridge/2) Σ β², where η is the intercept plus the row times β. Coordinates: the intercept,
/// then the coefficients.
pub(in crate::scoring::classification) struct PenalisedLikelihood<'a> {
    /// Rows of features, one after the other.
    pub(in crate::scoring::classification) rows: &'a [f64],
    /// Target of each row: 1 where the event came, 0 where not, or between.
    pub(in crate::scoring::classification) targets: &'a [f64],
    pub(in crate::scoring::classification) ridge: f64,
}

/// Longest step that surely leads from a converged iteration to its maximum, at standardised features.
const LAST_STEP: f64 = 1e-3;

impl PenalisedLikelihood<'_> {
    pub(super) fn columns(&self) -> usize {
        self.rows.len() / self.targets.len()
    }

    /// Log-odds of every row.
    pub(super) fn log_odds(&self, point: &[f64]) -> impl Iterator<Item = f64> {
        let (intercept, coefficients) = (point[0], &point[1..]);
        self.rows.chunks_exact(self.columns()).map(move |row| {
            row.iter().zip(coefficients).fold(intercept, |sum, (value, coefficient)| sum + value * coefficient)
        })
    }

    /// The maximum from `start` within `bounds`, to rounding: the iteration ends where it is exact to a millionth of a
    /// standard error, and one more Newton step squares that.
    pub(in crate::scoring::classification) fn maximise(&self, start: &[f64], bounds: &[(f64, f64)]) -> Maximum {
        let found = optimise::maximise(self, start, bounds);
        let step = found.information().ascent(&found.evaluation.gradient);
        if !found.converged || step.iter().any(|step| step.abs() > LAST_STEP) {
            return found;
        }
        let point: Vec<f64> = found.point.iter().zip(&step).map(|(x, step)| x + step).collect();
        Maximum { evaluation: self.evaluate(&point), point, ..found }
    }

    /// The log-likelihood without the penalty.
    pub(super) fn log_likelihood(&self, point: &[f64]) -> f64 {
        self.log_odds(point).zip(self.targets).map(|(odds, target)| log_probability(odds, *target)).sum()
    }
}

/// t η − ln(1 + e^η).
fn log_probability(log_odds: f64, target: f64) -> f64 {
    target * log_odds - log_odds.max(0.0) - ln_1p(exp(-log_odds.abs()))
}

impl LogLikelihood for PenalisedLikelihood<'_> {
    fn evaluate(&self, point: &[f64]) -> Evaluation {
        let mut all = Evaluation::zero(point.len());
        let rows = self.rows.chunks_exact(self.columns());
        for ((row, target), log_odds) in rows.zip(self.targets).zip(self.log_odds(point)) {
            all.value += log_probability(log_odds, *target);
            let small = exp(-log_odds.abs());
            let (rare, variance) = (small / (1.0 + small), small / ((1.0 + small) * (1.0 + small)));
            let probability = if log_odds > 0.0 { 1.0 - rare } else { rare };
            let residual = if log_odds > 0.0 { rare - (1.0 - target) } else { target - probability };
            all.gradient[0] += residual;
            all.hessian[(0, 0)] -= variance;
            for (j, value) in row.iter().enumerate() {
                all.gradient[j + 1] += residual * value;
                let weighted = variance * value;
                all.hessian[(0, j + 1)] -= weighted;
                for (k, other) in row.iter().enumerate().skip(j) {
                    all.hessian[(j + 1, k + 1)] -= weighted * other;
                }
            }
        }
        for (j, coefficient) in point.iter().enumerate().skip(1) {
            all.value -= 0.5 * self.ridge * coefficient * coefficient;
            all.gradient[j] -= self.ridge * coefficient;
            all.hessian[(j, j)] -= self.ridge;
        }
        all.hessian.mirror_upper();
        all
    }
}

#[cfg(test)]
mod tests {
    use num_dual::DualNum;

    use super::PenalisedLikelihood;
    use crate::scoring::optimise::LogLikelihood;
    use crate::scoring::optimise::oracle::{assert_agree, derivatives};

    #[test]
    fn derivatives_are_exact() {
        let rows = [0.3, -1.0, 2.0, 0.5, -0.7, 0.1, 30.0, 4.0];
        let targets = [1.0, 0.0, 0.25, 1.0];
        let likelihood = PenalisedLikelihood { rows: &rows, targets: &targets, ridge: 0.7 };
        for point in [[0.1, -0.4, 0.9], [-2.0, 1.5, 0.0], [0.5, -3.0, 2.0]] {
            let expected = derivatives(
                |[intercept, first, second]| {
                    let sum = rows.chunks(2).zip(targets).map(|(row, target)| {
                        let odds = intercept + first * row[0] + second * row[1];
                        odds * target - odds.exp().ln_1p()
                    });
                    sum.fold(-(first * first + second * second) * 0.35, |sum, term| sum + term)
                },
                point,
            );
            assert_agree(&likelihood.evaluate(&point), &expected, 1e-12);
        }
    }
}
