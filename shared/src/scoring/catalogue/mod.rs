//! All models of purchases by name: fitting, saving and loading.

mod covariate_model;
mod family;
mod fitted;
mod fitted_with_covariates;
mod kind;
mod likelihood;
mod saved;
mod surface;

pub use covariate_model::CovariateModel;
pub use fitted::{FittedModel, fit, fit_mbg_nbd};
pub use fitted_with_covariates::{FittedCovariateModel, fit_with_covariates};
pub use kind::{ModelKind, UnknownModel};
pub use likelihood::likelihood;
pub(in crate::scoring) use saved::Saved;
pub use saved::{LoadError, load, save, with_parameters};
pub(in crate::scoring) use surface::Surface;
