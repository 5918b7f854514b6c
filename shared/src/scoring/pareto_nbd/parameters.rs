//! Parameters and the model they make.

use crate::scoring::ParameterError;

/// The four parameters: purchase rates λ ~ Gamma(r, α) and dropout rates μ ~ Gamma(s, β) over customers, both a week.
///
/// ```
/// use shared::scoring::pareto_nbd::Parameters;
/// let parameters = Parameters { r: 0.5534, alpha: 10.5802, s: 0.6061, beta: 11.6562 };
/// assert_eq!(Parameters::NAMES, ["r", "alpha", "s", "beta"]);
/// assert_eq!(Parameters::from_array(parameters.to_array()).check()?.values(), parameters);
/// assert_eq!(Parameters { s: -1.0, ..parameters }.check().expect_err("negative").name, "s");
/// # Ok::<(), shared::scoring::ParameterError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parameters {
    /// Shape of the gamma distribution of purchase rates.
    pub r: f64,
    /// Rate of the gamma distribution of purchase rates, weeks.
    pub alpha: f64,
    /// Shape of the gamma distribution of dropout rates.
    pub s: f64,
    /// Rate of the gamma distribution of dropout rates, weeks.
    pub beta: f64,
}

impl Parameters {
    /// Their symbols, in the order of [`Self::to_array`].
    pub const NAMES: [&'static str; 4] = ["r", "alpha", "s", "beta"];

    /// In the order r, alpha, s, beta.
    #[must_use]
    pub fn to_array(self) -> [f64; 4] {
        [self.r, self.alpha, self.s, self.beta]
    }

    /// From the order r, alpha, s, beta.
    #[must_use]
    pub fn from_array([r, alpha, s, beta]: [f64; 4]) -> Self {
        Self { r, alpha, s, beta }
    }

    /// The model with these parameters.
    ///
    /// # Errors
    /// The first parameter that is not a positive finite number.
    pub fn check(self) -> Result<Model, ParameterError> {
        match Self::NAMES.into_iter().zip(self.to_array()).find(|(_, value)| !(value.is_finite() && *value > 0.0)) {
            Some((name, value)) => Err(ParameterError { name, value }),
            None => Ok(Model { parameters: self }),
        }
    }
}

/// A Pareto/NBD with checked parameters.
///
/// ```
/// use shared::scoring::pareto_nbd::Parameters;
/// use shared::scoring::{History, PurchaseModel, Weeks};
/// let model = Parameters { r: 0.5534, alpha: 10.5802, s: 0.6061, beta: 11.6562 }.check()?;
/// let history = History::new(2, 30.43, 38.86)?;
/// assert!((model.probability_alive(&history) - 0.8691106440).abs() < 1e-9);
/// assert!((model.expected_purchases(&history, Weeks::of_weeks(39.0)) - 1.4550928438).abs() < 1e-9);
/// assert!((model.expected_purchases_of_new(Weeks::of_weeks(52.0)) - 1.4730670).abs() < 1e-7);
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

#[cfg(test)]
mod tests {
    use super::Parameters;

    #[test]
    fn refuses_what_is_not_positive() {
        let good = Parameters { r: 0.5, alpha: 10.0, s: 0.6, beta: 11.0 };
        assert!(good.check().is_ok());
        for (bad, name) in [
            (Parameters { r: 0.0, ..good }, "r"),
            (Parameters { alpha: f64::NAN, ..good }, "alpha"),
            (Parameters { s: -1.0, ..good }, "s"),
            (Parameters { beta: f64::INFINITY, ..good }, "beta"),
        ] {
            assert_eq!(bad.check().expect_err("refused").name, name);
        }
    }
}
