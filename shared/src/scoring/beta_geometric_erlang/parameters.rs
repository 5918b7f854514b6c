//! Parameters and the model they make.

use super::{Dropout, Regularity};
use crate::scoring::ParameterError;

/// The regularity and the four parameters. Time is in weeks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parameters {
    /// k: phases of a gap. λ counts phases a week, so that an alive customer buys λ/k times a week.
    pub regularity: Regularity,
    /// Shape of the gamma distribution of λ.
    pub r: f64,
    /// Rate of the gamma distribution of λ, weeks.
    pub alpha: f64,
    /// First shape of the beta distribution of the dropout probability.
    pub a: f64,
    /// Second shape of the beta distribution of the dropout probability.
    pub b: f64,
}

impl Parameters {
    /// The symbols of the four, in the order of [`Self::to_array`].
    pub const NAMES: [&'static str; 4] = ["r", "alpha", "a", "b"];

    /// In the order r, alpha, a, b.
    #[must_use]
    pub fn to_array(self) -> [f64; 4] {
        [self.r, self.alpha, self.a, self.b]
    }

    /// From the order r, alpha, a, b.
    #[must_use]
    pub fn from_array(regularity: Regularity, [r, alpha, a, b]: [f64; 4]) -> Self {
        Self { regularity, r, alpha, a, b }
    }

    /// The model with these parameters.
    ///
    /// # Errors
    /// The first parameter that is not a positive finite number.
    pub fn check(self, dropout: Dropout) -> Result<Model, ParameterError> {
        ParameterError::check(Self::NAMES, self.to_array())?;
        Ok(Model { dropout, parameters: self })
    }
}

/// A BG/CNBD-k or MBG/CNBD-k with checked parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Model {
    dropout: Dropout,
    parameters: Parameters,
}

impl Model {
    /// Which of the two models.
    #[must_use]
    pub fn dropout(&self) -> Dropout {
        self.dropout
    }

    /// The parameters.
    #[must_use]
    pub fn values(&self) -> Parameters {
        self.parameters
    }
}
