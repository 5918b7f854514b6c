//! Parameters.

use crate::scoring::ParameterError;

/// The two parameters.
///
/// ```
/// use shared::scoring::contractual::shifted_beta_geometric::Parameters;
/// let parameters = Parameters { alpha: 0.704, beta: 1.182 };
/// assert_eq!(Parameters::NAMES.into_iter().zip(parameters.to_array()).last(), Some(("beta", 1.182)));
/// assert_eq!(parameters.check()?.parameters(), parameters);
/// assert!(Parameters { alpha: 0.0, ..parameters }.check().is_err());
/// # Ok::<(), shared::scoring::ParameterError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parameters {
    /// α of the beta distribution of churn probabilities.
    pub alpha: f64,
    /// β of the beta distribution of churn probabilities; α/(α + β) is the churn before the first renewal.
    pub beta: f64,
}

impl Parameters {
    /// Their symbols.
    pub const NAMES: [&'static str; 2] = ["alpha", "beta"];

    /// The parameters in the order of their names.
    #[must_use]
    pub fn to_array(self) -> [f64; 2] {
        [self.alpha, self.beta]
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

/// An sBG with checked parameters: S(t) = B(α, β + t)/B(α, β) and r(t) = (β + t − 1)/(α + β + t − 1) after t whole
/// periods (Fader and Hardie 2007, "How to project customer retention"). What it says of a customer is in
/// [`Retention`].
///
/// [`Retention`]: crate::scoring::contractual::Retention
///
/// ```
/// use shared::scoring::contractual::{Retention, shifted_beta_geometric::Parameters};
/// // The "regular" customers of Fader and Hardie (2007), fitted to seven years.
/// let model = Parameters { alpha: 0.704077, beta: 1.182043 }.check()?;
/// assert!((model.survival(12) - 0.1700).abs() < 0.00005);
/// assert!((model.retention_rate(1) - 1.182043 / (0.704077 + 1.182043)).abs() < 1e-15);
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
