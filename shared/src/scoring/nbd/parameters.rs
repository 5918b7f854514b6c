//! Parameters and the model they make.

use crate::scoring::ParameterError;

/// The two parameters. Time is in weeks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parameters {
    /// Shape of the gamma distribution of purchase rates.
    pub r: f64,
    /// Rate of the gamma distribution of purchase rates, weeks.
    pub alpha: f64,
}

impl Parameters {
    /// Their symbols, in the order of [`Self::to_array`].
    pub const NAMES: [&'static str; 2] = ["r", "alpha"];

    /// In the order r, alpha.
    #[must_use]
    pub fn to_array(self) -> [f64; 2] {
        [self.r, self.alpha]
    }

    /// From the order r, alpha.
    #[must_use]
    pub fn from_array([r, alpha]: [f64; 2]) -> Self {
        Self { r, alpha }
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

/// An NBD with checked parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Model {
    parameters: Parameters,
}

impl Model {
    /// The parameters.
    #[must_use]
    pub fn values(&self) -> Parameters {
        self.parameters
    }
}
