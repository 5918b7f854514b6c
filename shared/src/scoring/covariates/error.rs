//! What can be wrong with a fit with covariates.

use super::CovariateError;
use crate::scoring::FitError;

/// Why there is no fit with covariates.
///
/// ```
/// use shared::scoring::catalogue::{ModelKind, fit_with_covariates};
/// use shared::scoring::covariates::{CovariateFitError, Covariates, Options};
/// use shared::scoring::{FitError, History};
/// let histories = [History::new(0, 0.0, 39.0)?; 2];
/// let none = Covariates::none(2);
/// let error = fit_with_covariates(ModelKind::BgNbd, &histories, &none, &none, &Options::default()).err();
/// assert_eq!(error, Some(CovariateFitError::Histories(FitError::NoRepeats)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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
