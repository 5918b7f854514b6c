//! What a fit with covariates needs of a model and its data.

use super::{Layout, Process};
use crate::scoring::optimise::{Evaluation, Matrix};

/// Customers with covariates and the log-likelihood of a model on which these act.
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
