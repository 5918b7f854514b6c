//! Cox regression: covariates multiply a hazard whose course over time is left open (Cox 1972), ends at one time treated
//! after Efron (1977).

mod fit;
mod likelihood;
mod parameters;
mod predict;
mod residuals;

pub use fit::{Fit, fit};
pub use parameters::{Model, Parameters};
