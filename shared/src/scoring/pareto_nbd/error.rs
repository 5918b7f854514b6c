//! What can be wrong.

pub use crate::scoring::beta_geometric::ParameterError;
pub use crate::scoring::nbd::FitError;
