//! Parameters, the model they make and what it expects.

use crate::math::{exp, ln_1p};
use crate::scoring::gamma_gamma::{self, ParameterError, Spend, SpendMoments};

/// The four parameters.
///
/// ```
/// use shared::scoring::spend::by_frequency::Parameters;
/// let parameters = Parameters { p: 6.25, q: 3.74, v: 15.44, slope: -0.2 };
/// assert_eq!(parameters.check()?.values(), parameters);
/// assert_eq!(Parameters::NAMES[3], "beta");
/// assert!(Parameters { q: 0.0, ..parameters }.check().is_err());
/// # Ok::<(), shared::scoring::ParameterError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parameters {
    /// Shape of the gamma distribution of a customer's transactions.
    pub p: f64,
    /// Shape of the gamma distribution of the customers' rates.
    pub q: f64,
    /// Rate of the gamma distribution of the rates of customers without a repeat transaction, in money.
    pub v: f64,
    /// β: by so many percent spend rises when the number of transactions rises by one percent; may be negative.
    pub slope: f64,
}

/// The model with checked parameters: Gamma-Gamma with v (1 + x)^β in place of v for customers with x repeat
/// transactions.
///
/// ```
/// use shared::scoring::gamma_gamma::Spend;
/// use shared::scoring::spend::by_frequency::Parameters;
/// let spend = Spend { frequency: 2, mean: 22.35 };
/// // Without a slope it is Gamma-Gamma; with one, more is expected of those who buy often.
/// let expected = |slope| Ok(Parameters { p: 6.25, q: 3.74, v: 15.44, slope }.check()?.expected_spend(spend));
/// assert!(expected(0.0)?.is_some_and(|mean| (mean - 24.663714).abs() < 5e-7));
/// assert!(expected(0.5)? > expected(0.0)?);
/// # Ok::<(), shared::scoring::ParameterError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Model {
    parameters: Parameters,
}

impl Parameters {
    /// Their symbols.
    pub const NAMES: [&'static str; 4] = ["p", "q", "v", "beta"];

    /// The model with these parameters.
    ///
    /// # Errors
    /// The first of p, q and v that is not a positive finite number, or a slope that is not finite.
    pub fn check(self) -> Result<Model, ParameterError> {
        let Self { p, q, v, slope } = self;
        gamma_gamma::Parameters { p, q, v }.check()?;
        if !slope.is_finite() {
            return Err(ParameterError { name: "beta", value: slope });
        }
        Ok(Model { parameters: self })
    }
}

impl Model {
    /// The parameters.
    #[must_use]
    pub fn values(&self) -> Parameters {
        self.parameters
    }

    /// The Gamma-Gamma of all customers with so many repeat transactions; `None` where no float holds its scale.
    ///
    /// ```
    /// use shared::scoring::spend::by_frequency::Parameters;
    /// let model = Parameters { p: 6.25, q: 3.74, v: 15.44, slope: 1.0 }.check()?;
    /// // Four transactions with the first: v (1 + 3)^1.
    /// assert!(model.at_frequency(3).is_some_and(|plain| (plain.parameters().v - 4.0 * 15.44).abs() < 1e-9));
    /// # Ok::<(), shared::scoring::ParameterError>(())
    /// ```
    #[must_use]
    pub fn at_frequency(&self, frequency: u32) -> Option<gamma_gamma::Model> {
        let Parameters { p, q, v, slope } = self.parameters;
        let v = v * exp(slope * ln_1p(f64::from(frequency)));
        gamma_gamma::Parameters { p, q, v }.check().ok()
    }

    /// Expected value of the customer's transactions: a mean of their own and that of customers of their frequency,
    /// weighted by how much is known. `None` when the model's mean is infinite (px + q ≤ 1).
    #[must_use]
    pub fn expected_spend(&self, spend: Spend) -> Option<f64> {
        self.moments(spend).map(|moments| moments.mean)
    }

    /// Moments of the customer's transactions; `None` when the mean is infinite.
    #[must_use]
    pub fn moments(&self, spend: Spend) -> Option<SpendMoments> {
        self.at_frequency(spend.frequency)?.moments(spend)
    }
}
