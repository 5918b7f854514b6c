//! Parameters.

use crate::scoring::ParameterError;

/// The three parameters.
///
/// ```
/// use shared::scoring::contractual::beta_discrete_weibull::Parameters;
/// let parameters = Parameters { alpha: 0.259336, beta: 1.722552, c: 1.584361 };
/// assert_eq!(Parameters::NAMES.into_iter().zip(parameters.to_array()).last(), Some(("c", 1.584361)));
/// assert_eq!(parameters.check()?.parameters(), parameters);
/// assert!(Parameters { c: -1.0, ..parameters }.check().is_err());
/// # Ok::<(), shared::scoring::ParameterError>(())
/// ```
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

/// A BdW with checked parameters: S(t) = B(α, β + t^c)/B(α, β) after t whole periods (Fader, Hardie, Liu, Davin and
/// Steenburgh 2018). What it says of a customer is in [`Retention`].
///
/// [`Retention`]: crate::scoring::contractual::Retention
///
/// ```
/// use shared::scoring::contractual::{Retention, beta_discrete_weibull, shifted_beta_geometric};
/// // The "high end" customers of Fader and Hardie (2007), fitted to seven years.
/// let model = beta_discrete_weibull::Parameters { alpha: 0.214253, beta: 1.426575, c: 1.723565 }.check()?;
/// assert!((model.survival(12) - 0.4039).abs() < 0.00005);
/// // At c = 1 it is the sBG.
/// let bdw = beta_discrete_weibull::Parameters { alpha: 0.7, beta: 1.2, c: 1.0 }.check()?;
/// let sbg = shifted_beta_geometric::Parameters { alpha: 0.7, beta: 1.2 }.check()?;
/// assert!((bdw.survival(5) / sbg.survival(5) - 1.0).abs() < 1e-12);
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
