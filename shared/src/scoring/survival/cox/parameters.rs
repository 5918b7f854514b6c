//! Parameters.

use serde::{Deserialize, Serialize};

use crate::scoring::survival::ParameterError;

/// Coefficients, and the cumulative hazard of a spell with mean covariates.
///
/// ```
/// use shared::scoring::survival::cox::Parameters;
/// let parameters = Parameters {
///     names: vec!["monthly".to_owned()],
///     coefficients: vec![0.7],
///     means: vec![0.5],
///     times: vec![1.0, 2.0],
///     cumulative_hazard: vec![0.1, 0.3],
/// };
/// assert_eq!(parameters.clone().check()?.parameters(), &parameters);
/// assert!(Parameters { cumulative_hazard: vec![0.3, 0.1], ..parameters }.check().is_err());
/// # Ok::<(), shared::scoring::survival::ParameterError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parameters {
    /// Names of the covariates.
    pub names: Vec<String>,
    /// Their coefficients.
    pub coefficients: Vec<f64>,
    /// Their means, at which the hazard ratio is 1.
    pub means: Vec<f64>,
    /// Times at which a spell ended or was cut off, ascending.
    pub times: Vec<f64>,
    /// The cumulative hazard with mean covariates at these times.
    pub cumulative_hazard: Vec<f64>,
}

impl Parameters {
    /// The model with these parameters.
    ///
    /// # Errors
    /// When columns differ in length, a number is not finite, or times or hazards fall.
    pub fn check(self) -> Result<Model, ParameterError> {
        ParameterError::check_columns(&self.names, "coefficients", &self.coefficients)?;
        ParameterError::check_columns(&self.names, "means", &self.means)?;
        let rises = |values: &[f64]| values.iter().all(|x| x.is_finite() && *x >= 0.0) && values.is_sorted();
        let baseline_rises = rises(&self.times) && rises(&self.cumulative_hazard);
        if !baseline_rises || self.times.len() != self.cumulative_hazard.len() {
            return Err(ParameterError::Baseline);
        }
        Ok(Model { parameters: self })
    }
}

/// A Cox regression with checked parameters; saved and loaded as those.
///
/// S(t | x) = exp(−H₀(t) e^((x − x̄)β)), H₀ the cumulative hazard with mean covariates (Cox 1972). Times are in the
/// unit of the spells it was fitted to.
///
/// ```
/// use shared::scoring::survival::cox::Model;
/// // Who pays by the month has twice the hazard.
/// let text = r#"{"names":["monthly"],"coefficients":[0.6931471805599453],"means":[0.0],
///     "times":[1.0,2.0],"cumulative_hazard":[0.1,0.3]}"#;
/// let model: Model = serde_json::from_str(text)?;
/// assert!((model.hazard_ratio(&[1.0]) - 2.0).abs() < 1e-12);
/// assert!((model.survival(&[1.0], 2.0) - (-0.6_f64).exp()).abs() < 1e-12);
/// assert!((model.survival_of_active(&[1.0], 1.0, 1.0) - (-0.4_f64).exp()).abs() < 1e-12);
/// // 30 % have left by time 2; when half have left the data do not say.
/// assert_eq!((model.quantile(&[1.0], 0.3), model.quantile(&[1.0], 0.5)), (Some(2.0), None));
/// # Ok::<(), serde_json::Error>(())
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
        Parameters {
            names: vec!["x".to_owned()],
            coefficients: vec![0.1 + 0.2],
            means: vec![1.0 / 3.0],
            times: vec![1.0, 4.0],
            cumulative_hazard: vec![0.0, 0.7],
        }
    }

    #[test]
    fn a_model_comes_back_to_the_bit() {
        let model = parameters().check().expect("sound");
        let text = serde_json::to_string(&model).expect("JSON");
        assert_eq!(serde_json::from_str::<Model>(&text).expect("a saved model"), model);
        assert!(serde_json::from_str::<Model>(&text.replace("0.7", "-0.7")).is_err());
    }

    #[test]
    fn what_does_not_fit_together_is_refused() {
        let error = |parameters: Parameters| parameters.check().expect_err("refused");
        let columns = error(Parameters { means: vec![], ..parameters() });
        assert_eq!(columns, ParameterError::Columns { names: 1, column: "means", other: 0 });
        assert_eq!(error(Parameters { times: vec![1.0], ..parameters() }), ParameterError::Baseline);
        assert_eq!(error(Parameters { cumulative_hazard: vec![0.7, 0.6], ..parameters() }), ParameterError::Baseline);
        assert!(matches!(
            error(Parameters { coefficients: vec![f64::NAN], ..parameters() }),
            ParameterError::NotFinite { .. }
        ));
    }
}
