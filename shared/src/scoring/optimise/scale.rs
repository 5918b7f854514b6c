//! How the optimiser's coordinates map to the parameters that are reported.

use crate::math::{exp, logistic};

/// What a coordinate of the optimiser is of its parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// Its logarithm: for positive parameters.
    Log,
    /// Its logit: for shares between 0 and 1.
    Logit,
    /// The parameter itself: for coefficients.
    Identity,
}

impl Scale {
    /// The parameter at this coordinate.
    #[must_use]
    pub fn parameter(self, coordinate: f64) -> f64 {
        match self {
            Self::Log => exp(coordinate),
            Self::Logit => logistic(coordinate),
            Self::Identity => coordinate,
        }
    }

    /// Derivative of the parameter in its coordinate: what turns a standard error of the one into one of the other.
    #[must_use]
    pub fn slope(self, coordinate: f64) -> f64 {
        match self {
            Self::Log => exp(coordinate),
            Self::Logit => logistic(coordinate) * logistic(-coordinate),
            Self::Identity => 1.0,
        }
    }
}
