//! Maximum likelihood with covariates.

use super::coordinates::Standardisation;
use super::{CovariateData, CovariateError, CovariateLikelihood, Effect, Layout, Penalty, Process};
use crate::scoring::optimise::{Evaluation, Information, LogLikelihood, Maximum, maximise};

/// How covariates are to be fitted.
///
/// ```
/// use shared::scoring::covariates::{CovariateError, Layout, Options};
/// use shared::scoring::pareto_nbd::covariates::EFFECTS;
/// // One coefficient of "age" for both processes: it must be in both tables.
/// let options = Options { shared: vec!["age".to_owned()], ..Options::default() };
/// let error = Layout::new(&EFFECTS, &["age".to_owned()], &[], &options.shared).expect_err("in one table only");
/// assert_eq!(error, CovariateError::NotInBoth { name: "age".to_owned() });
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Options {
    /// Penalties on the coefficients.
    pub penalty: Penalty,
    /// Covariates with one coefficient for both processes.
    pub shared: Vec<String>,
}

/// A coefficient this large multiplies a parameter by 10^13 over a standard deviation of its covariate.
const LARGEST_COEFFICIENT: f64 = 30.0;
/// Condition number of the covariates' correlations from which on they cannot be told apart.
const COLLINEAR: f64 = 1e10;

/// A plain model and data with covariates that act on it.
///
/// As a log-likelihood it is the penalised one, in coordinates in which every covariate has mean 0 and standard
/// deviation 1: first the plain model's log parameters of a customer with average covariates, then the coefficients.
///
/// ```
/// use shared::scoring::History;
/// use shared::scoring::covariates::{CovariateError, CovariateProblem, Covariates, Grouped, Options, Profiles};
/// use shared::scoring::nbd::covariates::{EFFECTS, Plain};
/// use shared::scoring::optimise::LogLikelihood;
/// let histories = [1, 2, 3].map(|x| History { frequency: x, recency: 10.0 * f64::from(x), age: 39.0 });
/// let column = |name: &str, values: [f64; 3]| (name.to_owned(), values.to_vec());
/// let problem_value = |columns: Vec<_>| {
///     let profiles = Profiles::of(&histories, &Covariates::new(3, columns)?, &Covariates::none(3))?;
///     let data = Grouped { plain: &Plain, profiles: &profiles };
///     Ok(CovariateProblem::new(&data, &EFFECTS, &Options::default())?.evaluate(&[0.0, 2.0, 0.3]).value)
/// };
/// // Counted in years or in days, age is the same covariate.
/// let years = problem_value(vec![column("age", [20.0, 30.0, 70.0])])?;
/// let days = problem_value(vec![column("age", [7300.0, 10_950.0, 25_550.0])])?;
/// assert!((years - days).abs() < 1e-9);
/// // With both neither coefficient could be told.
/// let both = vec![column("years", [20.0, 30.0, 70.0]), column("days", [7300.0, 10_950.0, 25_550.0])];
/// assert_eq!(problem_value(both), Err(CovariateError::Collinear));
/// # Ok::<(), CovariateError>(())
/// ```
#[derive(Debug)]
pub struct CovariateProblem<'a, Data> {
    pub(super) data: &'a Data,
    pub(super) layout: Layout,
    pub(super) standardisation: Standardisation,
    penalty: Penalty,
}

impl<'a, Data: CovariateData> CovariateProblem<'a, Data> {
    /// The problem of a plain model on whose log parameters covariates have these effects.
    ///
    /// # Errors
    /// When covariates are collinear or a shared name is not in both tables.
    pub fn new(data: &'a Data, effects: &[Effect], options: &Options) -> Result<Self, CovariateError> {
        check_collinearity(data)?;
        let (purchase, dropout) = (data.names(Process::Purchase), data.names(Process::Dropout));
        let layout = Layout::new(effects, purchase, dropout, &options.shared)?;
        let (purchase, dropout) = (data.moments(Process::Purchase), data.moments(Process::Dropout));
        let standardisation = Standardisation::of(&layout, &purchase, &dropout);
        Ok(Self { data, layout, standardisation, penalty: options.penalty })
    }

    /// What stands where among the coordinates.
    #[must_use]
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// Maximises from the first of the `starts` that leads to a regular maximum, or else takes the highest. Bounds and
    /// starts are of the plain model's log parameters of a customer with average covariates; all coefficients start
    /// at 0.
    ///
    /// # Panics
    /// When there is no start.
    #[must_use]
    pub fn maximise(&self, bounds: &[(f64, f64)], starts: &[Vec<f64>]) -> Maximum {
        let mut bounds = bounds.to_vec();
        bounds.resize(self.layout.len(), (-LARGEST_COEFFICIENT, LARGEST_COEFFICIENT));
        let mut best: Option<Maximum> = None;
        for start in starts {
            let mut start = start.clone();
            start.resize(self.layout.len(), 0.0);
            let maximum = maximise(self, &start, &bounds);
            if maximum.is_regular() {
                return maximum;
            }
            if best.as_ref().is_none_or(|best| maximum.evaluation.value > best.evaluation.value) {
                best = Some(maximum);
            }
        }
        best.expect("there is at least one start")
    }

    /// The log-likelihood in the coordinates of the [`Layout`], with this penalty.
    pub(super) fn likelihood(&self, penalty: Penalty) -> CovariateLikelihood<'_, Data> {
        CovariateLikelihood { data: self.data, layout: &self.layout, penalty }
    }
}

impl<Data: CovariateData> LogLikelihood for CovariateProblem<'_, Data> {
    fn evaluate(&self, point: &[f64]) -> Evaluation {
        let inner = self.likelihood(self.penalty).evaluate(&self.standardisation.point(point));
        self.standardisation.evaluation(&inner)
    }
}

/// Refuses covariates of one process of which some are (nearly) sums of others.
fn check_collinearity(data: &impl CovariateData) -> Result<(), CovariateError> {
    for process in [Process::Purchase, Process::Dropout] {
        let correlations = data.correlations(process);
        let order = correlations.order();
        if order > 0 && Information::decompose(&correlations, vec![true; order]).condition_number() > COLLINEAR {
            return Err(CovariateError::Collinear);
        }
    }
    Ok(())
}
