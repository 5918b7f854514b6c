//! What can be wrong.

/// A parameter outside its range.
///
/// ```
/// use shared::scoring::contractual::latent_class_weibull::{ParameterError, Parameters};
/// let error = Parameters::from_array([0.5, 1.0, 0.1, 1.0, 1.5]).check().unwrap_err();
/// assert_eq!(error, ParameterError::NotAShare { name: "w", value: 1.5 });
/// assert_eq!(error.to_string(), "w must lie between 0 and 1, but is 1.5");
/// ```
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ParameterError {
    /// An exponent that is not positive.
    #[error("{name} must be a positive number, but is {value}")]
    NotPositive {
        /// The parameter's symbol.
        name: &'static str,
        /// The value given.
        value: f64,
    },
    /// A share that is none.
    #[error("{name} must lie between 0 and 1, but is {value}")]
    NotAShare {
        /// The parameter's symbol.
        name: &'static str,
        /// The value given.
        value: f64,
    },
}
