//! How the optimiser's coordinates map to the parameters that are reported.

use crate::math::{exp, ln, logistic, logit};

/// What a coordinate of the optimiser is of its parameter.
///
/// ```
/// use shared::scoring::optimise::Scale;
/// // A standard error of 0.1 in ln r is one of 0.02 at r = 0.2.
/// assert!((0.1 * Scale::Log.slope(0.2_f64.ln()) - 0.02).abs() < 1e-15);
/// // The logit of one half is 0, where the share moves by a quarter of it.
/// assert_eq!((Scale::Logit.parameter(0.0), Scale::Logit.slope(0.0)), (0.5, 0.25));
/// assert_eq!((Scale::Identity.parameter(-0.64), Scale::Identity.slope(-0.64)), (-0.64, 1.0));
/// ```
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
    /// The coordinate of this parameter, the inverse of [`Self::parameter`].
    ///
    /// ```
    /// use shared::scoring::optimise::Scale;
    /// assert_eq!(Scale::Logit.coordinate(0.5), 0.0);
    /// assert_eq!(Scale::Log.parameter(Scale::Log.coordinate(1.0)), 1.0);
    /// ```
    #[must_use]
    pub fn coordinate(self, parameter: f64) -> f64 {
        match self {
            Self::Log => ln(parameter),
            Self::Logit => logit(parameter),
            Self::Identity => parameter,
        }
    }

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
