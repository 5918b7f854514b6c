//! NBD: purchases at a gamma-distributed rate and no dropout at all (Ehrenberg 1959).
//!
//! The baseline that the dropout models must beat before their dropout means anything.

pub mod covariates;
mod fit;
mod future;
mod likelihood;
mod parameters;
mod predict;

pub use fit::{Fit, fit};
pub(crate) use fit::{fit_from_samples, mean_purchase_rate};
pub use future::Future;
pub use likelihood::DistinctLikelihood;
pub use parameters::{Model, Parameters};
