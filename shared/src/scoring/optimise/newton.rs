//! The iteration.

use super::Information;

/// A log-likelihood with its exact derivatives.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Evaluation<const N: usize> {
    /// Log-likelihood.
    pub value: f64,
    /// Gradient in the logarithms of the parameters.
    pub gradient: [f64; N],
    /// Hessian in the logarithms of the parameters, symmetric.
    pub hessian: [[f64; N]; N],
}

/// A model's log-likelihood over given data, as a function of `N` log parameters.
pub trait LogLikelihood<const N: usize> {
    /// Value, gradient and Hessian.
    fn evaluate(&self, log_parameters: &[f64; N]) -> Evaluation<N>;
}

/// Where the iteration ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Maximum<const N: usize> {
    /// Logarithms of the parameters.
    pub log_parameters: [f64; N],
    /// The log-likelihood there.
    pub evaluation: Evaluation<N>,
    /// Newton steps taken.
    pub iterations: u32,
    /// Whether it is a stationary point (on the bounds: of the free parameters).
    pub converged: bool,
    /// Parameters held at a bound.
    pub at_bound: [bool; N],
}

impl<const N: usize> Maximum<N> {
    /// The observed information: the negative Hessian over the free parameters.
    #[must_use]
    pub fn information(&self) -> Information<N> {
        observed(&self.evaluation, self.at_bound)
    }

    /// Largest absolute component of the gradient over the free parameters.
    #[must_use]
    pub fn gradient_norm(&self) -> f64 {
        (0..N).filter(|i| !self.at_bound[*i]).fold(0.0, |norm, i| self.evaluation.gradient[i].abs().max(norm))
    }
}

fn observed<const N: usize>(evaluation: &Evaluation<N>, held: [bool; N]) -> Information<N> {
    Information::decompose(&evaluation.hessian.map(|row| row.map(|x| -x)), held.map(|held| !held))
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
/// No parameter changes by more than this factor's logarithm in one step.
const LONGEST_STEP: f64 = 2.5;

/// Maximises from `start` within `bounds` (both in log parameters).
///
/// Newton steps with eigenvalues made positive, shortened until the log-likelihood rises; a
/// parameter at a bound whose gradient points outwards is held there.
#[must_use]
pub fn maximise<const N: usize>(
    objective: &impl LogLikelihood<N>,
    start: [f64; N],
    bounds: [(f64, f64); N],
) -> Maximum<N> {
    let clamp = |point: [f64; N]| std::array::from_fn(|i| point[i].clamp(bounds[i].0, bounds[i].1));
    let mut point: [f64; N] = clamp(start);
    let mut evaluation = objective.evaluate(&point);
    let mut last_decrement = f64::INFINITY;
    for iterations in 0..=MOST_ITERATIONS {
        let at_bound = std::array::from_fn(|i| {
            (point[i] <= bounds[i].0 && evaluation.gradient[i] < 0.0)
                || (point[i] >= bounds[i].1 && evaluation.gradient[i] > 0.0)
        });
        let step = observed(&evaluation, at_bound).ascent(&evaluation.gradient);
        let decrement: f64 = (0..N).map(|i| step[i] * evaluation.gradient[i]).sum();
        let end = |converged| Maximum { log_parameters: point, evaluation, iterations, converged, at_bound };
        let on_plateau = decrement <= PLATEAU_DECREMENT && decrement > PLATEAU_RATIO * last_decrement;
        if decrement <= SMALL_DECREMENT || on_plateau {
            return end(true);
        }
        last_decrement = decrement;
        if iterations == MOST_ITERATIONS || !decrement.is_finite() {
            return end(false);
        }
        match search(objective, &point, &evaluation, &step, decrement, clamp) {
            Some((next, reached)) => (point, evaluation) = (next, reached),
            // No step rises any more: what is left of the decrement is rounding.
            None => return end(decrement <= ROUNDING_DECREMENT),
        }
    }
    unreachable!("the loop returns in its last round")
}

/// Shortens the step until the log-likelihood rises as the gradient promises.
fn search<const N: usize>(
    objective: &impl LogLikelihood<N>,
    point: &[f64; N],
    from: &Evaluation<N>,
    step: &[f64; N],
    decrement: f64,
    clamp: impl Fn([f64; N]) -> [f64; N],
) -> Option<([f64; N], Evaluation<N>)> {
    let longest = step.iter().fold(0.0, |longest: f64, x| longest.max(x.abs()));
    let mut fraction = (LONGEST_STEP / longest).min(1.0);
    let rounding = 4.0 * f64::EPSILON * from.value.abs();
    for _ in 0..40 {
        let next = clamp(std::array::from_fn(|i| point[i] + fraction * step[i]));
        if next == *point {
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
    use super::{Evaluation, LogLikelihood, maximise};

    /// −(x − 1)²/100 − (y − x²)²: a curved ridge with its top at (1, 1).
    struct Ridge;

    impl LogLikelihood<2> for Ridge {
        fn evaluate(&self, &[x, y]: &[f64; 2]) -> Evaluation<2> {
            let (u, v) = (x - 1.0, y - x * x);
            Evaluation {
                value: -0.01 * u * u - v * v,
                gradient: [-0.02 * u + 4.0 * v * x, -2.0 * v],
                hessian: [[-0.02 + 4.0 * v - 8.0 * x * x, 4.0 * x], [4.0 * x, -2.0]],
            }
        }
    }

    /// A plane, rising in x.
    struct Plane;

    impl LogLikelihood<1> for Plane {
        fn evaluate(&self, &[x]: &[f64; 1]) -> Evaluation<1> {
            Evaluation { value: x, gradient: [1.0], hessian: [[0.0]] }
        }
    }

    #[test]
    fn climbs_a_curved_ridge_from_afar() {
        let top = maximise(&Ridge, [-3.0, 5.0], [(-10.0, 10.0); 2]);
        assert!(top.converged);
        assert!(top.log_parameters.iter().all(|x| (x - 1.0).abs() < 1e-5));
        assert_eq!(top.at_bound, [false; 2]);
    }

    #[test]
    fn holds_a_parameter_at_its_bound() {
        let end = maximise(&Plane, [0.0], [(-7.0, 7.0)]);
        assert!(end.converged && end.at_bound[0]);
        assert_eq!(end.log_parameters, [7.0]);
    }
}
