//! Parameters and the model they make.

use super::ParameterError;

/// The three parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parameters {
    /// Shape of the gamma distribution of a customer's transactions.
    pub p: f64,
    /// Shape of the gamma distribution of the customers' rates.
    pub q: f64,
    /// Rate of the gamma distribution of the customers' rates, in money.
    pub v: f64,
}

impl Parameters {
    /// Their symbols, in the order of [`Self::to_array`].
    pub const NAMES: [&'static str; 3] = ["p", "q", "v"];

    /// In the order p, q, v.
    #[must_use]
    pub fn to_array(self) -> [f64; 3] {
        [self.p, self.q, self.v]
    }

    /// From the order p, q, v.
    #[must_use]
    pub fn from_array([p, q, v]: [f64; 3]) -> Self {
        Self { p, q, v }
    }

    /// The model with these parameters.
    ///
    /// # Errors
    /// The first parameter that is not a positive finite number.
    pub fn check(self) -> Result<Model, ParameterError> {
        ParameterError::check(Self::NAMES, self.to_array())?;
        Ok(Model { parameters: self })
    }
}

/// A Gamma-Gamma with checked parameters.
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
