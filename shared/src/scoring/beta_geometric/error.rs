//! What can be wrong.

pub use crate::scoring::nbd::FitError;

/// A parameter that is not a positive number.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{name} must be a positive number, but is {value}")]
pub struct ParameterError {
    /// The parameter's symbol.
    pub name: &'static str,
    /// The value given.
    pub value: f64,
}
