//! Maximum likelihood with covariates.

use super::coordinates::{Standardisation, Standardised};
use super::{CovariateError, CovariateLikelihood, Effect, Layout, Penalty, PlainLikelihood, Process, Profiles};
use crate::scoring::optimise::{Information, LogLikelihood, Matrix, Maximum, maximise};

/// How covariates are to be fitted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Options {
    /// Penalties on the coefficients.
    pub penalty: Penalty,
    /// Covariates with one coefficient for both processes.
    pub shared: Vec<String>,
}

/// A plain model on which covariates are to act.
#[derive(Debug)]
pub struct Problem<'a, Plain> {
    /// Its log-likelihood.
    pub plain: &'a Plain,
    /// What covariates do to each of its log parameters.
    pub effects: &'a [Effect],
    /// Bounds of its log parameters, for an average customer.
    pub bounds: &'a [(f64, f64)],
    /// Log parameters of an average customer to start from, the later ones only where an earlier one ends at no
    /// regular maximum.
    pub starts: &'a [Vec<f64>],
}

/// A coefficient this large multiplies a parameter by 10^13 over a standard deviation of its covariate.
const LARGEST_COEFFICIENT: f64 = 30.0;
/// Condition number of the covariates' correlations from which on they cannot be told apart.
const COLLINEAR: f64 = 1e10;

/// Where the maximisation ended.
#[derive(Clone, Debug)]
pub struct CovariateMaximum<'a> {
    /// The plain model's log parameters of a customer whose covariates are all 0, then the coefficients.
    pub point: Vec<f64>,
    /// What stands where in the point.
    pub layout: Layout,
    /// The penalised log-likelihood.
    pub objective: f64,
    /// The log-likelihood without the penalty.
    pub log_likelihood: f64,
    pub(super) profiles: &'a Profiles,
    pub(super) standardised: Maximum,
    pub(super) standardisation: Standardisation,
}

/// Maximises the penalised log-likelihood; all coefficients start at 0.
///
/// # Errors
/// When covariates are collinear or a shared name is not in both tables.
///
/// # Panics
/// When the problem has no start.
pub fn maximise_with_covariates<'a, Plain: PlainLikelihood>(
    problem: &Problem<'_, Plain>,
    profiles: &'a Profiles,
    options: &Options,
) -> Result<CovariateMaximum<'a>, CovariateError> {
    let layout = Layout::new(problem.effects, profiles, &options.shared)?;
    check_collinearity(profiles)?;
    let standardisation = Standardisation::of(&layout, profiles);
    let penalised = CovariateLikelihood { plain: problem.plain, profiles, layout: &layout, penalty: options.penalty };
    let objective = Standardised { likelihood: &penalised, standardisation: &standardisation };
    let mut bounds = problem.bounds.to_vec();
    bounds.resize(layout.len(), (-LARGEST_COEFFICIENT, LARGEST_COEFFICIENT));
    let standardised = best_of(&objective, problem.starts, &bounds);
    let point = standardisation.point(&standardised.point);
    let unpenalised = CovariateLikelihood { penalty: Penalty::default(), ..penalised };
    let log_likelihood = unpenalised.evaluate(&point).value;
    let objective = standardised.evaluation.value;
    Ok(CovariateMaximum { point, layout, objective, log_likelihood, profiles, standardised, standardisation })
}

fn best_of(objective: &impl LogLikelihood, starts: &[Vec<f64>], bounds: &[(f64, f64)]) -> Maximum {
    let mut best: Option<Maximum> = None;
    for start in starts {
        let mut start = start.clone();
        start.resize(bounds.len(), 0.0);
        let maximum = maximise(objective, &start, bounds);
        if maximum.is_regular() {
            return maximum;
        }
        if best.as_ref().is_none_or(|best| maximum.evaluation.value > best.evaluation.value) {
            best = Some(maximum);
        }
    }
    best.expect("there is at least one start")
}

/// Refuses covariates of one process of which some are (nearly) sums of others.
fn check_collinearity(profiles: &Profiles) -> Result<(), CovariateError> {
    for process in [Process::Purchase, Process::Dropout] {
        let correlations = correlations(profiles, process);
        let order = correlations.order();
        if order > 0 && Information::decompose(&correlations, vec![true; order]).condition_number() > COLLINEAR {
            return Err(CovariateError::Collinear);
        }
    }
    Ok(())
}

fn correlations(profiles: &Profiles, process: Process) -> Matrix {
    let moments = profiles.moments(process);
    let mut correlations = Matrix::zero(moments.len());
    for profile in profiles.profiles() {
        let share = profile.histories.customers() / profiles.customers();
        let standardised = |(value, (mean, deviation)): (&f64, &(f64, f64))| (value - mean) / deviation;
        let row: Vec<f64> = profile.values(process).iter().zip(&moments).map(standardised).collect();
        for (i, x) in row.iter().enumerate() {
            for (j, y) in row.iter().enumerate() {
                correlations[(i, j)] += share * x * y;
            }
        }
    }
    correlations
}
