//! Parameters.

use crate::scoring::ParameterError;

/// The three parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parameters {
    /// α of the beta distribution of churn probabilities.
    pub alpha: f64,
    /// β of the beta distribution of churn probabilities; α/(α + β) is the churn before the first renewal.
    pub beta: f64,
    /// Exponent of time: above 1 a customer leaves the more easily the longer she has stayed.
    pub c: f64,
}

impl Parameters {
    /// Their symbols.
    pub const NAMES: [&'static str; 3] = ["alpha", "beta", "c"];

    /// The parameters in the order of their names.
    #[must_use]
    pub fn to_array(self) -> [f64; 3] {
        [self.alpha, self.beta, self.c]
    }

    /// The model with these parameters.
    ///
    /// # Errors
    /// When one is not a positive number.
    pub fn check(self) -> Result<Model, ParameterError> {
        ParameterError::check(Self::NAMES, self.to_array())?;
        Ok(Model { parameters: self })
    }
}

/// A BdW with checked parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Model {
    parameters: Parameters,
}

impl Model {
    /// The parameters.
    #[must_use]
    pub fn parameters(&self) -> Parameters {
        self.parameters
    }
}
