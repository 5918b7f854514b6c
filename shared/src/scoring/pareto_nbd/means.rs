//! Other coordinates for the optimiser: the shapes and the mean rates.
//!
//! In ln r, ln(r/α), ln s and ln(s/β) the limits of the model, at which a shape grows and the mean rate stays,
//! lie along an axis, so a bound on the shape does not stop the other coordinates. The map from ln r, ln α, ln s
//! and ln β is linear and its own inverse.

use super::DistinctLikelihood;
use crate::scoring::optimise::{Evaluation, LogLikelihood, Matrix, Maximum};

/// The log-likelihood in ln r, ln(r/α), ln s and ln(s/β).
#[derive(Debug)]
pub(super) struct InMeans<'a>(pub(super) &'a DistinctLikelihood<'a>);

impl LogLikelihood for InMeans<'_> {
    fn evaluate(&self, point: &[f64]) -> Evaluation {
        exchange(&self.0.evaluate(&exchange_point(point)))
    }
}

/// A maximum in ln r, ln α, ln s and ln β from one in these coordinates.
pub(super) fn back(maximum: Maximum) -> Maximum {
    Maximum { point: exchange_point(&maximum.point), evaluation: exchange(&maximum.evaluation), ..maximum }
}

/// A point in the other coordinates.
pub(super) fn exchange_point(point: &[f64]) -> Vec<f64> {
    vec![point[0], point[0] - point[1], point[2], point[2] - point[3]]
}

/// An evaluation in the other coordinates.
fn exchange(evaluation: &Evaluation) -> Evaluation {
    let gradient = &evaluation.gradient;
    // Entry (i, j) is the derivative of the j-th coordinate there in the i-th one here.
    let slopes =
        Matrix::from_rows(&[[1.0, 1.0, 0.0, 0.0], [0.0, -1.0, 0.0, 0.0], [0.0, 0.0, 1.0, 1.0], [0.0, 0.0, 0.0, -1.0]]);
    let entry = |i: usize, j: usize| {
        let mut sum = 0.0;
        for k in 0..4 {
            for l in 0..4 {
                sum += slopes[(i, k)] * evaluation.hessian[(k, l)] * slopes[(j, l)];
            }
        }
        sum
    };
    Evaluation {
        value: evaluation.value,
        gradient: vec![gradient[0] + gradient[1], -gradient[1], gradient[2] + gradient[3], -gradient[3]],
        hessian: Matrix::from_fn(4, entry),
    }
}

#[cfg(test)]
mod tests {
    use super::{InMeans, exchange, exchange_point};
    use crate::scoring::optimise::LogLikelihood;
    use crate::scoring::optimise::oracle::assert_agree;
    use crate::scoring::pareto_nbd::DistinctLikelihood;
    use crate::scoring::{Histories, History};

    #[test]
    fn there_and_back_is_where_it_was() {
        let histories = Histories::from_weeks(&[History { frequency: 2, recency: 20.0, age: 30.0 }]);
        let likelihood = DistinctLikelihood::new(&histories);
        let point = [-0.6, 2.3, -0.5, 2.5];
        let there = exchange_point(&point);
        assert_eq!(there, [-0.6, -0.6 - 2.3, -0.5, -3.0]);
        let (direct, exchanged) = (likelihood.evaluate(&point), InMeans(&likelihood).evaluate(&there));
        assert_agree(&exchange(&exchanged), &direct, 1e-14);
        let step = 1e-5;
        for i in 0..4 {
            let at = |step: f64| {
                let mut moved = there.clone();
                moved[i] += step;
                InMeans(&likelihood).evaluate(&moved)
            };
            let (up, down) = (at(step), at(-step));
            assert!(((up.value - down.value) / (2.0 * step) - exchanged.gradient[i]).abs() < 1e-8);
            for j in 0..4 {
                let slope = (up.gradient[j] - down.gradient[j]) / (2.0 * step);
                assert!((slope - exchanged.hessian[(i, j)]).abs() < 1e-7);
            }
        }
    }
}
