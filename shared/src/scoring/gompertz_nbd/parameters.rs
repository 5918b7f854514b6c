//! Parameters and the model they make.

use super::{Future, Lifetime};
use crate::math::{ln, ln_1p, ln_gamma_ratio};
use crate::scoring::{History, ParameterError};

/// The five parameters: purchase rates λ ~ Gamma(r, α) over customers, a week, and hazards of dropping out η b e^(bτ)
/// at age τ in weeks with η ~ Gamma(s, β).
///
/// ```
/// use shared::scoring::gompertz_nbd::Parameters;
/// let parameters = Parameters { r: 0.553, alpha: 10.58, b: 0.02, s: 0.6, beta: 0.3 };
/// assert_eq!(Parameters::NAMES, ["r", "alpha", "b", "s", "beta"]);
/// assert_eq!(Parameters::from_array(parameters.to_array()).check()?.values(), parameters);
/// assert_eq!(Parameters { b: 0.0, ..parameters }.check().expect_err("not positive").name, "b");
/// # Ok::<(), shared::scoring::ParameterError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parameters {
    /// Shape of the gamma distribution of purchase rates.
    pub r: f64,
    /// Rate of the gamma distribution of purchase rates, weeks.
    pub alpha: f64,
    /// Growth of every customer's hazard of dropping out, per week.
    pub b: f64,
    /// Shape of the gamma distribution of dropout rates.
    pub s: f64,
    /// Rate of the gamma distribution of dropout rates.
    pub beta: f64,
}

impl Parameters {
    /// Their symbols, in the order of [`Self::to_array`].
    pub const NAMES: [&'static str; 5] = ["r", "alpha", "b", "s", "beta"];

    /// In the order r, alpha, b, s, beta.
    #[must_use]
    pub fn to_array(self) -> [f64; 5] {
        [self.r, self.alpha, self.b, self.s, self.beta]
    }

    /// From the order r, alpha, b, s, beta.
    #[must_use]
    pub fn from_array([r, alpha, b, s, beta]: [f64; 5]) -> Self {
        Self { r, alpha, b, s, beta }
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

/// A GGompertz/NBD with checked parameters.
///
/// ```
/// use shared::scoring::gompertz_nbd::Parameters;
/// use shared::scoring::{History, PurchaseModel, Weeks};
/// let model = Parameters { r: 0.553, alpha: 10.58, b: 0.02, s: 0.6, beta: 0.3 }.check()?;
/// let history = History::new(2, 30.43, 38.86)?;
/// assert!((model.probability_alive(&history) - 0.82191603486758).abs() < 1e-9);
/// assert!((model.expected_purchases(&history, Weeks::of_weeks(39.0)) - 1.22767883420096).abs() < 1e-9);
/// assert!((model.expected_purchases_of_new(Weeks::of_weeks(39.0)) - 1.22971829414132).abs() < 1e-9);
/// assert_eq!(model.lifetime().growth, 0.02);
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

    /// The lifetime of a new customer.
    #[must_use]
    pub fn lifetime(&self) -> Lifetime {
        let Parameters { b, s, beta, .. } = self.parameters;
        Lifetime { growth: b, shape: s, scale: beta / b }
    }

    /// The future of a customer with this history, were they alive.
    #[must_use]
    pub fn future(&self, history: &History) -> Future {
        self.future_from(history.frequency, history.age)
    }

    /// The future of a customer alive at this age, in weeks, with this many repeat transactions behind them.
    pub(super) fn future_from(&self, frequency: u32, age: f64) -> Future {
        let Parameters { r, alpha, .. } = self.parameters;
        Future { rate_shape: r + f64::from(frequency), rate_time: alpha + age, lifetime: self.lifetime().aged(age) }
    }

    /// ln Γ(r + x)/Γ(r) α^r (α + t)^−(r + x): purchases at x given times within `weeks`, were nobody to drop out.
    pub(super) fn ln_purchases_while_alive(&self, frequency: u32, weeks: f64) -> f64 {
        let Parameters { r, alpha, .. } = self.parameters;
        let x = f64::from(frequency);
        ln_gamma_ratio(r, x) - x * ln(alpha + weeks) - r * ln_1p(weeks / alpha)
    }
}

#[cfg(test)]
mod tests {
    use super::Parameters;

    #[test]
    fn refuses_what_is_not_positive() {
        let good = [0.5, 10.0, 0.02, 0.6, 0.3];
        assert!(Parameters::from_array(good).check().is_ok());
        for (index, name) in Parameters::NAMES.into_iter().enumerate() {
            for bad in [0.0, -1.0, f64::NAN, f64::INFINITY] {
                let mut array = good;
                array[index] = bad;
                assert_eq!(Parameters::from_array(array).check().expect_err("refused").name, name);
            }
        }
    }
}
