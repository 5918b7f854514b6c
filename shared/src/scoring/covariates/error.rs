//! What can be wrong with a fit with covariates.

use super::CovariateError;
use crate::scoring::FitError;

/// Why there is no fit with covariates.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum CovariateFitError {
    /// The histories do not do.
    #[error(transparent)]
    Histories(#[from] FitError),
    /// The model takes no covariates.
    #[error("the model {model} takes no covariates")]
    WithoutCovariates {
        /// The model's name.
        model: &'static str,
    },
    /// The covariates do not do.
    #[error(transparent)]
    Covariates(#[from] CovariateError),
}
