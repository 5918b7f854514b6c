//! What can be wrong with a regression's parameters.

/// Why numbers are no regression.
///
/// ```
/// use shared::scoring::survival::{ParameterError, weibull_aft::Parameters};
/// let parameters = Parameters { names: vec![], coefficients: vec![], intercept: 2.0, rho: -1.0 };
/// assert_eq!(parameters.check(), Err(ParameterError::Shape(-1.0)));
/// ```
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ParameterError {
    /// Columns of different length.
    #[error("there are {names} covariates, but {other} {column}")]
    Columns {
        /// Number of names.
        names: usize,
        /// What there are fewer or more of.
        column: &'static str,
        /// How many.
        other: usize,
    },
    /// A number that is none.
    #[error("{name} must be a finite number, but is {value}")]
    NotFinite {
        /// The parameter's name.
        name: String,
        /// The value given.
        value: f64,
    },
    /// ρ is not positive.
    #[error("rho must be a positive number, but is {0}")]
    Shape(f64),
    /// Times or hazards that fall, or not as many of the one as of the other.
    #[error("the baseline hazard must rise over as many rising times")]
    Baseline,
}

impl ParameterError {
    /// Checks that there is a finite number for each name.
    pub(super) fn check_columns(names: &[String], column: &'static str, values: &[f64]) -> Result<(), Self> {
        if names.len() != values.len() {
            return Err(Self::Columns { names: names.len(), column, other: values.len() });
        }
        match names.iter().zip(values).find(|(_, value)| !value.is_finite()) {
            Some((name, value)) => Err(Self::NotFinite { name: name.clone(), value: *value }),
            None => Ok(()),
        }
    }
}
