//! What can be wrong.

pub use crate::scoring::ParameterError;

/// Why there is no fit.
///
/// ```
/// use shared::scoring::gamma_gamma::{FitError, Spend, Spends, fit};
/// let once = Spends::group([Spend { frequency: 0, mean: 0.0 }]);
/// assert_eq!(fit(&once), Err(FitError::NoSpend));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FitError {
    /// Nobody has a repeat transaction with a positive mean spend.
    #[error("no customer has a repeat transaction with a positive mean spend")]
    NoSpend,
}
