//! From the coordinates of the search to the logarithms of the published parameters.

use super::DistinctLikelihood;
use super::search::{GROWTH, Search, longest_age};
use crate::math::{exp, ln};
use crate::scoring::optimise::{Evaluation, LogLikelihood, Matrix, Maximum, Scale};
use crate::scoring::{Certificate, Histories, Limit};

/// The [log-likelihood](super::DistinctLikelihood) in the logarithms of the published parameters: ln r, ln α, ln b,
/// ln s and ln β.
///
/// ```
/// use shared::math::ln;
/// use shared::scoring::gompertz_nbd::PublishedLikelihood;
/// use shared::scoring::optimise::LogLikelihood;
/// use shared::scoring::{Histories, History};
/// let histories = Histories::from_weeks(&[History::new(2, 30.43, 38.86)?]);
/// let point = [0.553, 10.58, 0.02, 0.6, 0.3].map(ln);
/// let value = PublishedLikelihood { histories: &histories }.evaluate(&point).value;
/// assert!((value + 9.565953677571517).abs() < 1e-9);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct PublishedLikelihood<'a> {
    /// The data.
    pub histories: &'a Histories,
}

impl LogLikelihood for PublishedLikelihood<'_> {
    fn evaluate(&self, point: &[f64]) -> Evaluation {
        let time = longest_age(self.histories).max(f64::MIN_POSITIVE);
        let growth = exp(point[GROWTH]) * time;
        let search = [point[0], point[1], growth, point[3], point[4] - point[GROWTH]];
        let evaluation = DistinctLikelihood { histories: self.histories, time }.evaluate(&search);
        in_logarithms(&evaluation, growth)
    }
}

/// The certificate in the logarithms of r, α, b, s and β. Along a limit's direction nothing changes: one of its
/// parameters is held, or the flat direction would fill the covariance.
pub(super) fn certificate(maximum: &Maximum, limits: &[Limit], search: &Search<'_>) -> Certificate {
    let growth = maximum.point[GROWTH];
    let log_b = ln(growth / search.time);
    let mut published = maximum.clone();
    published.evaluation = in_logarithms(&maximum.evaluation, growth);
    published.point[GROWTH] = log_b;
    published.point[4] += log_b;
    published.at_bound[0] |= limits.contains(&Limit::CommonRate);
    published.at_bound[3] |= limits.contains(&Limit::CommonDropout);
    let histories = search.histories;
    let mut certificate = Certificate::of(&published, &[Scale::Log; 5], histories.customers(), histories.len());
    if limits.contains(&Limit::NoAgeing) {
        // β is the Pareto/NBD's times a b that means nothing.
        certificate.standard_errors[4] = None;
    }
    certificate
}

/// Derivatives in ln r, ln α, b · time, ln s, ln B as ones in ln r, ln α, ln b, ln s, ln β = ln B + ln b; `growth` is
/// b · time.
fn in_logarithms(evaluation: &Evaluation, growth: f64) -> Evaluation {
    // One unit of ln b is `growth` units of b · time, and one less of ln B.
    let along = |matrix: &Matrix, i: usize, j: usize| {
        if i == GROWTH { growth * matrix[(GROWTH, j)] - matrix[(4, j)] } else { matrix[(i, j)] }
    };
    let slopes = &evaluation.gradient;
    let mut gradient = slopes.clone();
    gradient[GROWTH] = growth * slopes[GROWTH] - slopes[4];
    let mut hessian = Matrix::from_fn(5, |i, j| {
        let of = |j: usize| along(&evaluation.hessian, i, j);
        if j == GROWTH { growth * of(GROWTH) - of(4) } else { of(j) }
    });
    hessian[(GROWTH, GROWTH)] += growth * slopes[GROWTH];
    Evaluation { value: evaluation.value, gradient, hessian }
}

#[cfg(test)]
mod tests {
    use super::PublishedLikelihood;
    use crate::scoring::optimise::LogLikelihood;
    use crate::scoring::{Histories, History};

    #[test]
    fn derivatives_are_those_of_the_value() {
        let histories: Vec<History> = [(0, 0.0, 38.9), (1, 1.7, 38.9), (2, 30.4, 38.9), (7, 20.0, 31.0)]
            .into_iter()
            .map(|(frequency, recency, age)| History { frequency, recency, age })
            .collect();
        let histories = Histories::from_weeks(&histories);
        let likelihood = PublishedLikelihood { histories: &histories };
        let point = [-0.6, 2.4, -2.5, -0.5, 0.3];
        let here = likelihood.evaluate(&point);
        let step = 1e-5;
        for i in 0..5 {
            let moved = |by: f64| {
                let mut moved = point;
                moved[i] += by;
                likelihood.evaluate(&moved)
            };
            let (more, less) = (moved(step), moved(-step));
            assert!(((more.value - less.value) / (2.0 * step) - here.gradient[i]).abs() < 1e-8);
            for j in 0..5 {
                let slope = (more.gradient[j] - less.gradient[j]) / (2.0 * step);
                assert!((slope - here.hessian[(i, j)]).abs() < 1e-8, "{i} {j}");
            }
        }
    }
}
