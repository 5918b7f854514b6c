//! Parameters and the model they make.

use super::ParameterError;

/// The three parameters.
///
/// ```
/// use shared::scoring::gamma_gamma::Parameters;
/// let parameters = Parameters::from_array([6.25, 3.74, 15.44]);
/// assert_eq!((parameters.p, parameters.q, parameters.v), (6.25, 3.74, 15.44));
/// assert_eq!((Parameters::NAMES, parameters.to_array()), (["p", "q", "v"], [6.25, 3.74, 15.44]));
/// assert_eq!(parameters.check()?.parameters(), parameters);
/// assert!(Parameters { v: f64::NAN, ..parameters }.check().is_err());
/// # Ok::<(), shared::scoring::ParameterError>(())
/// ```
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

/// A Gamma-Gamma with checked parameters: a transaction is worth Z ~ Gamma(p, ν), ν ~ Gamma(q, v) over customers, so
/// that E(Z) = pv/(q − 1) (Fader and Hardie 2013, note 025). Money is in the unit of v.
///
/// ```
/// use shared::scoring::gamma_gamma::{Parameters, Spend};
/// // CDNOW (Fader and Hardie 2013, note 025).
/// let model = Parameters { p: 6.25, q: 3.74, v: 15.44 }.check()?;
/// let expected = |frequency, mean| model.expected_spend(Spend { frequency, mean }).unwrap_or(f64::INFINITY);
/// assert!((expected(2, 22.35) - 24.663714).abs() < 5e-7);
/// assert!((expected(7, 73.74) - 71.469671).abs() < 5e-7);
/// // Of a customer without a repeat transaction the mean of the base.
/// assert!((expected(0, 0.0) - 35.218978).abs() < 5e-7);
/// # Ok::<(), shared::scoring::ParameterError>(())
/// ```
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
