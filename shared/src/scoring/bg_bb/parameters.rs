//! Parameters and the model they make.

use serde::{Deserialize, Serialize};

use super::{DiscreteHistory, Future};
use crate::scoring::ParameterError;

/// The four parameters: p ~ Beta(α, β) and θ ~ Beta(γ, δ) over customers.
///
/// ```
/// use shared::scoring::bg_bb::Parameters;
/// let parameters = Parameters { alpha: 1.204, beta: 0.750, gamma: 0.657, delta: 2.783 };
/// assert_eq!(Parameters::NAMES, ["alpha", "beta", "gamma", "delta"]);
/// assert_eq!(Parameters::from_array(parameters.to_array()).check()?.values(), parameters);
/// assert_eq!(Parameters { delta: -1.0, ..parameters }.check().expect_err("negative").name, "delta");
/// # Ok::<(), shared::scoring::ParameterError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parameters {
    /// First shape of the beta distribution of the probability to take an opportunity.
    pub alpha: f64,
    /// Second shape of it.
    pub beta: f64,
    /// First shape of the beta distribution of the dropout probability.
    pub gamma: f64,
    /// Second shape of it.
    pub delta: f64,
}

impl Parameters {
    /// Their symbols, in the order of [`Self::to_array`].
    pub const NAMES: [&'static str; 4] = ["alpha", "beta", "gamma", "delta"];

    /// In the order α, β, γ, δ.
    #[must_use]
    pub fn to_array(self) -> [f64; 4] {
        [self.alpha, self.beta, self.gamma, self.delta]
    }

    /// From the order α, β, γ, δ.
    #[must_use]
    pub fn from_array([alpha, beta, gamma, delta]: [f64; 4]) -> Self {
        Self { alpha, beta, gamma, delta }
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

/// A BG/BB with checked parameters.
///
/// ```
/// use shared::scoring::bg_bb::{DiscreteHistory, Parameters};
/// // The donations of Fader, Hardie and Shang (2010): who gave in none, some or all of six years.
/// let model = Parameters { alpha: 1.204, beta: 0.750, gamma: 0.657, delta: 2.783 }.check()?;
/// for ((times, last), published) in [((0, 0), 0.11), ((2, 4), 0.59), ((6, 6), 0.93)] {
///     let alive = model.probability_alive_after(DiscreteHistory::new(times, last, 6)?, 1);
///     assert!((alive - published).abs() < 0.005);
/// }
/// assert!((model.expected_purchases_of_new(10) - 3.18).abs() < 0.005);
/// let expected = model.expected_purchases(DiscreteHistory::new(4, 5, 6)?, 10);
/// assert!((expected - 3.63).abs() < 0.005);
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

    /// The future of a customer with this history, were they alive at the last opportunity: the posterior
    /// distributions of p and θ then are beta again.
    #[must_use]
    pub fn future(&self, history: DiscreteHistory) -> Future {
        let Parameters { alpha, beta, gamma, delta } = self.parameters;
        let [taken, all] = [history.transactions(), history.opportunities()].map(f64::from);
        Future { purchase_a: alpha + taken, purchase_b: beta + (all - taken), dropout_a: gamma, dropout_b: delta + all }
    }
}

#[cfg(test)]
mod tests {
    use super::Parameters;

    #[test]
    fn refuses_what_is_not_positive() {
        let good = [1.2, 0.75, 0.66, 2.8];
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
