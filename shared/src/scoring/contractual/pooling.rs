//! Many cohorts together: what they share is estimated from all, and small ones lean on it.
//!
//! Each cohort has parameters of its own, in coordinates that data tell apart best: the logit of the churn before the
//! first renewal α/(α + β), ln(α + β), and ln c where the model has one. Over cohorts each is normal with a mean and a
//! spread. Both are estimated by empirical Bayes (MacKay 1992, "Bayesian interpolation", with Laplace's approximation of
//! each cohort's posterior): the means maximise the penalised log-likelihood of all cohorts, and each spread is the
//! estimates' sum of squares over the number of them that the data, and not the spread itself, determine. A cohort's
//! estimate is the mode of its posterior: near its own data where it is large, near the mean where it is small.

use super::{Cohort, FitError, Renewals};
use crate::math::{exp, ln, logistic, logit};
use crate::scoring::optimise::{Evaluation, LogLikelihood, Matrix, maximise};

/// Cohorts estimated together.
///
/// ```
/// use shared::scoring::contractual::{Cohort, Retention, shifted_beta_geometric};
/// let cohorts =
///     [Cohort::new(vec![1000, 631, 468])?, Cohort::new(vec![1200, 830, 640])?, Cohort::new(vec![900, 500, 341])?];
/// let pooled = shifted_beta_geometric::fit_pooled(&cohorts)?;
/// assert!(pooled.converged);
/// // A new cohort's churn is the mean of the others', on the scale of the logit.
/// let churn = 1.0 - pooled.typical.retention_rate(1);
/// assert!(((churn / (1.0 - churn)).ln() - pooled.means[0]).abs() < 1e-9);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Pooled<M> {
    /// The model of a cohort of which nothing is known yet.
    pub typical: M,
    /// Means over cohorts: of the logit of the first churn, of ln(α + β), of ln c.
    pub means: Vec<f64>,
    /// Standard deviations over cohorts of the same.
    pub spreads: Vec<f64>,
    /// The cohorts, in the order given.
    pub cohorts: Vec<PooledCohort<M>>,
    /// Rounds until the spreads stood still.
    pub rounds: u32,
    /// Whether they did.
    pub converged: bool,
}

/// One of the cohorts.
///
/// ```
/// use shared::scoring::contractual::{Cohort, shifted_beta_geometric};
/// let cohorts = [
///     Cohort::new(vec![1000, 631, 468])?,
///     Cohort::new(vec![1200, 830, 640])?,
///     Cohort::new(vec![900, 500, 341])?,
///     Cohort::new(vec![10, 6])?,
/// ];
/// let pooled = shifted_beta_geometric::fit_pooled(&cohorts)?;
/// assert!(pooled.cohorts[0].weight_of_own_data > 0.8 && pooled.cohorts[3].weight_of_own_data < 0.5);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct PooledCohort<M> {
    /// Its model.
    pub model: M,
    /// How far its own data determine its churn, from 0, where it is the mean of all, to 1, where the others do not matter.
    pub weight_of_own_data: f64,
    /// Covariance of its coordinates given the means and spreads.
    pub covariance: Matrix,
}

/// Why cohorts cannot be pooled.
///
/// ```
/// use shared::scoring::contractual::{Cohort, PoolError, shifted_beta_geometric};
/// let cohorts = [Cohort::new(vec![100, 70, 55])?, Cohort::new(vec![90, 60, 50])?];
/// assert_eq!(shifted_beta_geometric::fit_pooled(&cohorts), Err(PoolError::TooFewCohorts { given: 2 }));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PoolError {
    /// A spread needs several.
    #[error("the spread between cohorts needs at least {needed} of them, but there are {given}", needed = FEWEST_COHORTS)]
    TooFewCohorts {
        /// Cohorts given.
        given: usize,
    },
    /// The cohorts together cannot be fitted.
    #[error(transparent)]
    Fit(#[from] FitError),
}

/// Fewest cohorts between which a spread can be told.
const FEWEST_COHORTS: usize = 3;
/// Spread to start from.
const FIRST_SPREAD: f64 = 0.5;
/// Below this spread cohorts are alike to a tenth of a percent.
const SMALLEST_SPREAD: f64 = 1e-3;
/// The spreads stand still when none changes by more than this share.
const STILL: f64 = 1e-4;
/// Rounds after which the spreads are taken as they are.
const MOST_ROUNDS: u32 = 500;
/// How far a coordinate may go.
const FARTHEST: f64 = 12.0;

/// Pools cohorts under a model with `N` parameters, given its log-likelihood in ln α, ln β (and ln c), the estimate for
/// all cohorts as one, and how a model is made of its parameters.
pub(super) fn pool<const N: usize, M>(
    cohorts: &[Cohort],
    log_likelihood: impl Fn(&Renewals, &[f64]) -> Evaluation,
    as_one: impl Fn(&Renewals) -> Result<[f64; N], FitError>,
    model: impl Fn([f64; N]) -> M,
) -> Result<Pooled<M>, PoolError> {
    if cohorts.len() < FEWEST_COHORTS {
        return Err(PoolError::TooFewCohorts { given: cohorts.len() });
    }
    let means = to_coordinates(as_one(&Renewals::of(cohorts))?).map(|x| x.clamp(-0.9 * FARTHEST, 0.9 * FARTHEST));
    let mut pooling = Pooling {
        renewals: cohorts.iter().map(|cohort| Renewals::of(std::slice::from_ref(cohort))).collect(),
        log_likelihood,
        means,
        spreads: [FIRST_SPREAD; N],
        modes: vec![means; cohorts.len()],
        covariances: vec![Matrix::zero(N); cohorts.len()],
    };
    let mut rounds = 0;
    let mut converged = false;
    while !converged && rounds < MOST_ROUNDS {
        pooling.find_means();
        converged = pooling.update_spreads() <= STILL;
        rounds += 1;
    }
    pooling.find_means();
    let prior = pooling.spreads[0] * pooling.spreads[0];
    let cohort = |(mode, covariance): (&[f64; N], Matrix)| PooledCohort {
        model: model(to_parameters(*mode)),
        weight_of_own_data: (1.0 - covariance[(0, 0)] / prior).clamp(0.0, 1.0),
        covariance,
    };
    Ok(Pooled {
        typical: model(to_parameters(pooling.means)),
        means: pooling.means.to_vec(),
        spreads: pooling.spreads.to_vec(),
        cohorts: pooling.modes.iter().zip(pooling.covariances).map(cohort).collect(),
        rounds,
        converged,
    })
}

struct Pooling<const N: usize, L> {
    renewals: Vec<Renewals>,
    log_likelihood: L,
    means: [f64; N],
    spreads: [f64; N],
    modes: Vec<[f64; N]>,
    covariances: Vec<Matrix>,
}

impl<const N: usize, L: Fn(&Renewals, &[f64]) -> Evaluation> Pooling<N, L> {
    /// The means that maximise the penalised log-likelihood at the present spreads, with each cohort's mode.
    ///
    /// The gradient in a mean is Σ (mode − mean)/τ², and its information Σ 1/τ² − V/τ⁴, V a cohort's covariance.
    fn find_means(&mut self) {
        let precisions = self.spreads.map(|spread| 1.0 / (spread * spread));
        for _ in 0..MOST_ROUNDS {
            self.find_modes();
            let mut information = Matrix::zero(N);
            let mut gradient = [0.0; N];
            for (mode, covariance) in self.modes.iter().zip(&self.covariances) {
                for i in 0..N {
                    gradient[i] += precisions[i] * (mode[i] - self.means[i]);
                    information[(i, i)] += precisions[i];
                    for j in 0..N {
                        information[(i, j)] -= precisions[i] * covariance[(i, j)] * precisions[j];
                    }
                }
            }
            let step = crate::scoring::optimise::Information::decompose(&information, vec![true; N]).ascent(&gradient);
            let mut longest = 0.0_f64;
            for (mean, step) in self.means.iter_mut().zip(step) {
                let step = step.clamp(-1.0, 1.0);
                *mean = (*mean + step).clamp(-FARTHEST, FARTHEST);
                longest = longest.max(step.abs());
            }
            if longest < 1e-7 {
                break;
            }
        }
    }

    fn find_modes(&mut self) {
        for ((renewals, mode), covariance) in self.renewals.iter().zip(&mut self.modes).zip(&mut self.covariances) {
            let posterior =
                Posterior { renewals, log_likelihood: &self.log_likelihood, means: self.means, spreads: self.spreads };
            let maximum = maximise(&posterior, mode.as_slice(), &[(-FARTHEST, FARTHEST); N]);
            mode.copy_from_slice(&maximum.point);
            if let Some(inverse) = maximum.information().inverse() {
                *covariance = inverse;
            }
        }
    }

    /// Sets each spread from the modes; the largest relative change of one.
    fn update_spreads(&mut self) -> f64 {
        let mut largest_change = 0.0_f64;
        for i in 0..N {
            let old = self.spreads[i] * self.spreads[i];
            let mut squares = 0.0;
            let mut determined = 0.0;
            for (mode, covariance) in self.modes.iter().zip(&self.covariances) {
                squares += (mode[i] - self.means[i]) * (mode[i] - self.means[i]);
                determined += (1.0 - covariance[(i, i)] / old).max(0.0);
            }
            // The mean takes one of what the data determine.
            let count = self.modes.len() as f64;
            let new = squares / (determined * (count - 1.0) / count).max(1e-12);
            let spread = new.sqrt().clamp(SMALLEST_SPREAD, FARTHEST);
            largest_change = largest_change.max((spread / self.spreads[i] - 1.0).abs());
            self.spreads[i] = spread;
        }
        largest_change
    }
}

/// One cohort's log-likelihood with its prior.
struct Posterior<'a, const N: usize, L> {
    renewals: &'a Renewals,
    log_likelihood: &'a L,
    means: [f64; N],
    spreads: [f64; N],
}

impl<const N: usize, L: Fn(&Renewals, &[f64]) -> Evaluation> LogLikelihood for Posterior<'_, N, L> {
    fn evaluate(&self, point: &[f64]) -> Evaluation {
        let coordinates: [f64; N] = std::array::from_fn(|i| point[i]);
        let mut evaluation =
            in_coordinates(&(self.log_likelihood)(self.renewals, &to_logarithms(coordinates)), coordinates);
        for (i, coordinate) in coordinates.into_iter().enumerate() {
            let precision = 1.0 / (self.spreads[i] * self.spreads[i]);
            let distance = coordinate - self.means[i];
            evaluation.value -= 0.5 * precision * distance * distance;
            evaluation.gradient[i] -= precision * distance;
            evaluation.hessian[(i, i)] -= precision;
        }
        evaluation
    }
}

/// logit α/(α + β), ln(α + β), ln c from α, β, c.
fn to_coordinates<const N: usize>(parameters: [f64; N]) -> [f64; N] {
    let sum = parameters[0] + parameters[1];
    std::array::from_fn(|i| match i {
        0 => logit(parameters[0] / sum),
        1 => ln(sum),
        _ => ln(parameters[i]),
    })
}

/// ln α, ln β, ln c.
fn to_logarithms<const N: usize>(coordinates: [f64; N]) -> [f64; N] {
    let [churn, sum] = [coordinates[0], coordinates[1]];
    std::array::from_fn(|i| match i {
        0 => sum - crate::math::softplus(-churn),
        1 => sum - crate::math::softplus(churn),
        _ => coordinates[i],
    })
}

fn to_parameters<const N: usize>(coordinates: [f64; N]) -> [f64; N] {
    to_logarithms(coordinates).map(exp)
}

/// Derivatives in ln α, ln β, ln c turned into those in the coordinates: with μ = α/(α + β), d ln α = (1 − μ) dx + dy and
/// d ln β = −μ dx + dy, and both have the second derivative −μ(1 − μ) in x.
fn in_coordinates<const N: usize>(evaluation: &Evaluation, coordinates: [f64; N]) -> Evaluation {
    let churn = logistic(coordinates[0]);
    let slope = |of: usize, by: usize| match (of, by) {
        (0, 0) => 1.0 - churn,
        (1, 0) => -churn,
        (0 | 1, 1) => 1.0,
        _ => f64::from(u8::from(of == by)),
    };
    let gradient = &evaluation.gradient;
    let mut hessian = Matrix::from_fn(N, |i, j| {
        let mut sum = 0.0;
        for k in 0..N {
            for l in 0..N {
                sum += slope(k, i) * evaluation.hessian[(k, l)] * slope(l, j);
            }
        }
        sum
    });
    hessian[(0, 0)] -= churn * (1.0 - churn) * (gradient[0] + gradient[1]);
    let in_coordinate = |i: usize| (0..N).map(|k| slope(k, i) * gradient[k]).sum();
    Evaluation { value: evaluation.value, gradient: (0..N).map(in_coordinate).collect(), hessian }
}
