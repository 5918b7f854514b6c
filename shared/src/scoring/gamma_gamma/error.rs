//! What can be wrong.

pub use crate::scoring::ParameterError;

/// Why there is no fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FitError {
    /// Nobody has a repeat transaction with a positive mean spend.
    #[error("no customer has a repeat transaction with a positive mean spend")]
    NoSpend,
}
