//! Parameters.

use serde::{Deserialize, Serialize};

use crate::scoring::survival::ParameterError;

/// Coefficients, intercept and shape.
///
/// ```
/// use shared::scoring::survival::weibull_aft::Parameters;
/// let (names, coefficients) = (vec!["monthly".to_owned()], vec![-0.7]);
/// let parameters = Parameters { names, coefficients, intercept: 2.3, rho: 1.2 };
/// assert_eq!(parameters.clone().check()?.parameters(), &parameters);
/// assert!(Parameters { coefficients: vec![], ..parameters }.check().is_err());
/// # Ok::<(), shared::scoring::survival::ParameterError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parameters {
    /// Names of the covariates.
    pub names: Vec<String>,
    /// Their coefficients.
    pub coefficients: Vec<f64>,
    /// ln λ where all covariates are 0.
    pub intercept: f64,
    /// ρ: above 1 the hazard rises with time.
    pub rho: f64,
}

impl Parameters {
    /// The model with these parameters.
    ///
    /// # Errors
    /// When columns differ in length, a number is not finite, or ρ is not positive.
    pub fn check(self) -> Result<Model, ParameterError> {
        ParameterError::check_columns(&self.names, "coefficients", &self.coefficients)?;
        if !self.intercept.is_finite() {
            return Err(ParameterError::NotFinite { name: "intercept".to_owned(), value: self.intercept });
        }
        if !(self.rho.is_finite() && self.rho > 0.0) {
            return Err(ParameterError::Shape(self.rho));
        }
        Ok(Model { parameters: self })
    }
}

/// A Weibull regression with checked parameters; saved and loaded as those.
///
/// S(t | x) = exp(−(t/λ)^ρ) with ln λ = intercept + xβ. Times are in the unit of the spells it was fitted to.
///
/// ```
/// use shared::scoring::survival::weibull_aft::Parameters;
/// // λ = 10, and half of that for those who pay by the month.
/// let (names, coefficients) = (vec!["monthly".to_owned()], vec![-2.0_f64.ln()]);
/// let model = Parameters { names, coefficients, intercept: 10.0_f64.ln(), rho: 2.0 }.check()?;
/// assert!((model.scale(&[1.0]) - 5.0).abs() < 1e-12);
/// assert!((model.survival(&[1.0], 5.0) - (-1.0_f64).exp()).abs() < 1e-12);
/// assert!((model.survival_of_active(&[1.0], 5.0, 5.0) - (-3.0_f64).exp()).abs() < 1e-12);
/// assert!((model.quantile(&[0.0], 0.5) - 10.0 * 2.0_f64.ln().sqrt()).abs() < 1e-9);
/// assert!((model.expected_duration(&[0.0]) - 5.0 * std::f64::consts::PI.sqrt()).abs() < 1e-9);
/// # Ok::<(), shared::scoring::survival::ParameterError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Parameters", into = "Parameters")]
pub struct Model {
    parameters: Parameters,
}

impl Model {
    /// The parameters.
    #[must_use]
    pub fn parameters(&self) -> &Parameters {
        &self.parameters
    }
}

impl TryFrom<Parameters> for Model {
    type Error = ParameterError;

    fn try_from(parameters: Parameters) -> Result<Self, ParameterError> {
        parameters.check()
    }
}

impl From<Model> for Parameters {
    fn from(model: Model) -> Self {
        model.parameters
    }
}

#[cfg(test)]
mod tests {
    use super::{Model, Parameters};
    use crate::scoring::survival::ParameterError;

    fn parameters() -> Parameters {
        Parameters { names: vec!["x".to_owned()], coefficients: vec![0.1 + 0.2], intercept: 5.9, rho: 0.86 }
    }

    #[test]
    fn a_model_comes_back_to_the_bit() {
        let model = parameters().check().expect("sound");
        let text = serde_json::to_string(&model).expect("JSON");
        assert_eq!(serde_json::from_str::<Model>(&text).expect("a saved model"), model);
        assert!(serde_json::from_str::<Model>(&text.replace("0.86", "-0.86")).is_err());
    }

    #[test]
    fn impossible_parameters_are_refused() {
        let error = |parameters: Parameters| parameters.check().expect_err("refused");
        assert_eq!(error(Parameters { rho: 0.0, ..parameters() }), ParameterError::Shape(0.0));
        assert!(matches!(
            error(Parameters { intercept: f64::INFINITY, ..parameters() }),
            ParameterError::NotFinite { .. }
        ));
        assert!(matches!(error(Parameters { names: vec![], ..parameters() }), ParameterError::Columns { .. }));
    }
}
