//! What can be wrong.

/// A parameter outside its range.
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
