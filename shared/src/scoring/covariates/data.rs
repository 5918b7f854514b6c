//! What a fit with covariates needs of a model and its data.

use super::{Layout, Process};
use crate::scoring::optimise::{Evaluation, Matrix};

/// Customers with covariates and the log-likelihood of a model on which these act.
///
/// ```
/// use shared::scoring::History;
/// use shared::scoring::covariates::{CovariateData, Covariates, Grouped, Process, Profiles};
/// use shared::scoring::nbd::covariates::Plain;
/// let histories = [History::new(1, 20.0, 39.0)?, History::new(3, 30.0, 39.0)?];
/// let purchase = Covariates::new(2, vec![("age".to_owned(), vec![30.0, 50.0])])?;
/// let profiles = Profiles::of(&histories, &purchase, &Covariates::none(2))?;
/// let data = Grouped { plain: &Plain, profiles: &profiles };
/// assert_eq!(data.names(Process::Purchase), ["age"]);
/// assert_eq!(data.moments(Process::Purchase), [(40.0, 10.0)]);
/// assert_eq!((data.customers(), data.distinct_histories()), (2.0, 2));
/// assert_eq!(data.correlations(Process::Purchase)[(0, 0)], 1.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait CovariateData {
    /// Names of the covariates of a process.
    fn names(&self, process: Process) -> &[String];

    /// Mean and standard deviation of every covariate of a process.
    fn moments(&self, process: Process) -> Vec<(f64, f64)>;

    /// Correlations of the covariates of a process.
    fn correlations(&self, process: Process) -> Matrix;

    /// Number of customers.
    fn customers(&self) -> f64;

    /// Histories that differ, be it in the covariates.
    fn distinct_histories(&self) -> usize;

    /// The log-likelihood without penalties, in the coordinates of the layout.
    fn log_likelihood(&self, layout: &Layout, point: &[f64]) -> Evaluation;
}
