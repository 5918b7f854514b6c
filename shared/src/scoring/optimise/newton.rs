//! The iteration.

use super::{Information, Matrix};

/// A log-likelihood with its exact derivatives in the optimiser's coordinates.
///
/// ```
/// use shared::scoring::optimise::{Evaluation, Matrix};
/// // The sum of −x² and −3x² at x = 2.
/// let mut sum = Evaluation::zero(1);
/// for factor in [1.0, 3.0] {
///     sum.value -= factor * 4.0;
///     sum.gradient[0] -= factor * 4.0;
///     sum.hessian[(0, 0)] -= factor * 2.0;
/// }
/// assert_eq!(sum, Evaluation { value: -16.0, gradient: vec![-16.0], hessian: Matrix::from_rows(&[[-8.0]]) });
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Evaluation {
    /// Log-likelihood.
    pub value: f64,
    /// Gradient.
    pub gradient: Vec<f64>,
    /// Hessian, symmetric.
    pub hessian: Matrix,
}

impl Evaluation {
    /// Zeros, to add to.
    #[must_use]
    pub fn zero(order: usize) -> Self {
        Self { value: 0.0, gradient: vec![0.0; order], hessian: Matrix::zero(order) }
    }
}

/// A model's log-likelihood over given data, as a function of the optimiser's coordinates: logarithms of
/// positive parameters, coefficients as they are.
///
/// ```
/// use shared::math::exp;
/// use shared::scoring::optimise::{Evaluation, LogLikelihood, Matrix};
/// /// 12 events in 4 weeks at a rate of e^point a week: 12 ln rate − 4 rate.
/// struct Poisson;
/// impl LogLikelihood for Poisson {
///     fn evaluate(&self, point: &[f64]) -> Evaluation {
///         let expected = 4.0 * exp(point[0]);
///         let value = 12.0 * point[0] - expected;
///         Evaluation { value, gradient: vec![12.0 - expected], hessian: Matrix::from_rows(&[[-expected]]) }
///     }
/// }
/// // The maximum is at a rate of 3.
/// assert!(Poisson.evaluate(&[3.0_f64.ln()]).gradient[0].abs() < 1e-12);
/// ```
pub trait LogLikelihood {
    /// Value, gradient and Hessian.
    fn evaluate(&self, point: &[f64]) -> Evaluation;
}

/// Where the iteration ended.
///
/// ```
/// use shared::scoring::Histories;
/// use shared::scoring::nbd::DistinctLikelihood;
/// use shared::scoring::optimise::maximise;
/// // Everybody buys as often as everybody else: the shape of the rates grows up to its bound.
/// let histories = Histories::from_days(&[2; 5], &[140; 5], &[273; 5]);
/// let bounds = [(-10.0, 10.0), (-10.0, 20.0)];
/// let maximum = maximise(&DistinctLikelihood { histories: &histories }, &[0.0, 0.0], &bounds);
/// assert_eq!((maximum.at_bound[0], maximum.point[0]), (true, 10.0));
/// assert!(maximum.converged && !maximum.is_regular());
/// // In the other coordinate it is stationary.
/// assert!(maximum.gradient_norm() < 1e-6 && maximum.information().is_positive_definite());
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Maximum {
    /// The optimiser's coordinates.
    pub point: Vec<f64>,
    /// The log-likelihood there.
    pub evaluation: Evaluation,
    /// Newton steps taken.
    pub iterations: u32,
    /// Whether it is a stationary point (on the bounds: of the free coordinates).
    pub converged: bool,
    /// Coordinates held at a bound.
    pub at_bound: Vec<bool>,
}

impl Maximum {
    /// The observed information: the negative Hessian over the free coordinates.
    #[must_use]
    pub fn information(&self) -> Information {
        observed(&self.evaluation, &self.at_bound)
    }

    /// Largest absolute component of the gradient over the free coordinates.
    #[must_use]
    pub fn gradient_norm(&self) -> f64 {
        let free = self.evaluation.gradient.iter().zip(&self.at_bound).filter(|(_, held)| !**held);
        free.fold(0.0, |norm, (slope, _)| slope.abs().max(norm))
    }

    /// Whether it is a maximum in the interior whose every parameter the data tell.
    #[must_use]
    pub fn is_regular(&self) -> bool {
        self.converged && !self.at_bound.contains(&true) && self.information().is_positive_definite()
    }
}

fn observed(evaluation: &Evaluation, held: &[bool]) -> Information {
    let hessian = &evaluation.hessian;
    let information = Matrix::from_fn(hessian.order(), |i, j| -hessian[(i, j)]);
    Information::decompose(&information, held.iter().map(|held| !held).collect())
}

/// More Newton steps than any regular problem needs.
const MOST_ITERATIONS: u32 = 200;
/// Half of gᵀ H⁻¹ g is how much log-likelihood a maximum is away; below this the estimate is exact
/// to a millionth of a standard error.
const SMALL_DECREMENT: f64 = 1e-12;
/// A decrement below this that does not shrink fast is the slope of a plateau: the log-likelihood
/// rises towards a limit of the model and no parameter value is the best.
const PLATEAU_DECREMENT: f64 = 1e-6;
/// Near a regular maximum each step squares the decrement; on a plateau it falls by a constant factor.
const PLATEAU_RATIO: f64 = 0.02;
/// Where no step rises any more a decrement up to this is rounding: a hundredth of a standard error.
const ROUNDING_DECREMENT: f64 = 1e-4;
/// No coordinate changes by more than this in one step: a factor of 12 for a logarithm.
const LONGEST_STEP: f64 = 2.5;

/// Maximises from `start` within `bounds`, both in the optimiser's coordinates.
///
/// Newton steps with eigenvalues made positive, shortened until the log-likelihood rises; a
/// coordinate at a bound whose gradient points outwards is held there.
///
/// ```
/// use shared::math::exp;
/// use shared::scoring::optimise::{Evaluation, LogLikelihood, Matrix, maximise};
/// /// 12 events in 4 weeks at a rate of e^point a week: 12 ln rate − 4 rate.
/// struct Poisson;
/// impl LogLikelihood for Poisson {
///     fn evaluate(&self, point: &[f64]) -> Evaluation {
///         let expected = 4.0 * exp(point[0]);
///         let value = 12.0 * point[0] - expected;
///         Evaluation { value, gradient: vec![12.0 - expected], hessian: Matrix::from_rows(&[[-expected]]) }
///     }
/// }
/// let maximum = maximise(&Poisson, &[0.0], &[(-5.0, 5.0)]);
/// assert!(maximum.converged && (exp(maximum.point[0]) - 3.0).abs() < 1e-9);
/// // The variance of the logarithm is one over the number of events.
/// let variance = maximum.information().inverse().expect("a regular maximum");
/// assert!((variance[(0, 0)] - 1.0 / 12.0).abs() < 1e-9);
/// ```
#[must_use]
pub fn maximise(objective: &(impl LogLikelihood + ?Sized), start: &[f64], bounds: &[(f64, f64)]) -> Maximum {
    climb(objective, start, bounds, MOST_ITERATIONS)
}

/// The same with at most so many steps, for those whom a point near the maximum serves as well.
#[must_use]
pub(crate) fn climb(
    objective: &(impl LogLikelihood + ?Sized),
    start: &[f64],
    bounds: &[(f64, f64)],
    most_iterations: u32,
) -> Maximum {
    let mut point: Vec<f64> = start.to_vec();
    clamp(&mut point, bounds);
    let mut evaluation = objective.evaluate(&point);
    let mut last_decrement = f64::INFINITY;
    for iterations in 0..=most_iterations {
        let at_bound: Vec<bool> = (0..point.len())
            .map(|i| {
                (point[i] <= bounds[i].0 && evaluation.gradient[i] < 0.0)
                    || (point[i] >= bounds[i].1 && evaluation.gradient[i] > 0.0)
            })
            .collect();
        let step = observed(&evaluation, &at_bound).ascent(&evaluation.gradient);
        let decrement: f64 = step.iter().zip(&evaluation.gradient).map(|(step, slope)| step * slope).sum();
        let on_plateau = decrement <= PLATEAU_DECREMENT && decrement > PLATEAU_RATIO * last_decrement;
        if decrement <= SMALL_DECREMENT || on_plateau {
            return Maximum { point, evaluation, iterations, converged: true, at_bound };
        }
        last_decrement = decrement;
        if iterations == most_iterations || !decrement.is_finite() {
            return Maximum { point, evaluation, iterations, converged: false, at_bound };
        }
        match search(objective, &point, &evaluation, &step, decrement, bounds) {
            Some((next, reached)) => (point, evaluation) = (next, reached),
            // No step rises any more: what is left of the decrement is rounding.
            None => {
                let converged = decrement <= ROUNDING_DECREMENT;
                return Maximum { point, evaluation, iterations, converged, at_bound };
            }
        }
    }
    unreachable!("the loop returns in its last round")
}

fn clamp(point: &mut [f64], bounds: &[(f64, f64)]) {
    for (coordinate, (least, most)) in point.iter_mut().zip(bounds) {
        *coordinate = coordinate.clamp(*least, *most);
    }
}

/// Shortens the step until the log-likelihood rises as the gradient promises.
fn search(
    objective: &(impl LogLikelihood + ?Sized),
    point: &[f64],
    from: &Evaluation,
    step: &[f64],
    decrement: f64,
    bounds: &[(f64, f64)],
) -> Option<(Vec<f64>, Evaluation)> {
    let longest = step.iter().fold(0.0, |longest: f64, x| longest.max(x.abs()));
    let mut fraction = (LONGEST_STEP / longest).min(1.0);
    let rounding = 4.0 * f64::EPSILON * from.value.abs();
    for _ in 0..40 {
        let mut next: Vec<f64> = point.iter().zip(step).map(|(x, step)| x + fraction * step).collect();
        clamp(&mut next, bounds);
        if next == point {
            return None;
        }
        let reached = objective.evaluate(&next);
        if reached.value >= from.value + 1e-4 * fraction * decrement - rounding {
            return Some((next, reached));
        }
        fraction *= 0.5;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{Evaluation, LogLikelihood, Matrix, maximise};

    /// −(x − 1)²/100 − (y − x²)²: a curved ridge with its top at (1, 1).
    struct Ridge;

    impl LogLikelihood for Ridge {
        fn evaluate(&self, point: &[f64]) -> Evaluation {
            let (x, y) = (point[0], point[1]);
            let (u, v) = (x - 1.0, y - x * x);
            Evaluation {
                value: -0.01 * u * u - v * v,
                gradient: vec![-0.02 * u + 4.0 * v * x, -2.0 * v],
                hessian: Matrix::from_upper(&[[-0.02 + 4.0 * v - 8.0 * x * x, 4.0 * x], [0.0, -2.0]]),
            }
        }
    }

    /// A plane, rising in x.
    struct Plane;

    impl LogLikelihood for Plane {
        fn evaluate(&self, point: &[f64]) -> Evaluation {
            Evaluation { value: point[0], gradient: vec![1.0], hessian: Matrix::zero(1) }
        }
    }

    #[test]
    fn climbs_a_curved_ridge_from_afar() {
        let top = maximise(&Ridge, &[-3.0, 5.0], &[(-10.0, 10.0); 2]);
        assert!(top.converged);
        assert!(top.point.iter().all(|x| (x - 1.0).abs() < 1e-5));
        assert_eq!(top.at_bound, [false; 2]);
    }

    #[test]
    fn holds_a_parameter_at_its_bound() {
        let end = maximise(&Plane, &[0.0], &[(-7.0, 7.0)]);
        assert!(end.converged && end.at_bound[0]);
        assert_eq!(end.point, [7.0]);
    }
}
