//! Parameters and the model they make.

use crate::scoring::ParameterError;

/// The two parameters: λ ~ Gamma(r, α) over customers, in purchases a week.
///
/// ```
/// use shared::scoring::nbd::Parameters;
/// let parameters = Parameters { r: 0.385, alpha: 12.072 };
/// assert_eq!((Parameters::NAMES, parameters.to_array()), (["r", "alpha"], [0.385, 12.072]));
/// assert_eq!(Parameters::from_array([0.385, 12.072]).check()?.values(), parameters);
/// assert!(Parameters { r: 0.0, ..parameters }.check().is_err());
/// # Ok::<(), shared::scoring::ParameterError>(())
/// ```
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

/// An NBD with checked parameters: E[Y(t) | x, T] = (r + x)/(α + T) · t.
///
/// ```
/// use shared::scoring::nbd::Parameters;
/// use shared::scoring::{History, PurchaseModel, Weeks};
/// let model = Parameters { r: 1.0, alpha: 10.0 }.check()?;
/// let history = History::new(2, 15.0, 20.0)?;
/// // (r + x)/(alpha + T) a week; nothing in 30 weeks with ((alpha + T)/(alpha + T + 30))^(r + x).
/// assert!((model.expected_purchases(&history, Weeks::of_weeks(30.0)) - 3.0).abs() < 1e-12);
/// assert!((model.no_purchase_probability(&history, Weeks::of_weeks(30.0)) - 0.125).abs() < 1e-12);
/// assert_eq!(model.probability_alive(&history), 1.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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
