//! Which model of spend the data call for.

use super::{Independence, by_frequency, independence};
use crate::math::{ln, normal_cdf};
use crate::scoring::gamma_gamma::{self, FitError, Spend, SpendMoments, Spends};

/// Both models of spend, the evidence and the choice.
///
/// ```
/// use shared::scoring::gamma_gamma::{Spend, Spends};
/// use shared::scoring::spend::{SpendModel, choose};
/// let spends = (0..60_u32).map(|i| Spend { frequency: 1 + i % 5, mean: 20.0 * (0.5 + f64::from(i * 7 % 12) / 12.0) });
/// let choice = choose(&Spends::group(spends))?;
/// // The slope does not gain half of ln 60, so spend counts as independent of frequency.
/// assert!(choice.deviance < 60.0_f64.ln() && choice.p_value > 0.05);
/// assert_eq!(choice.chosen, SpendModel::Independent(choice.independent.model));
/// # Ok::<(), shared::scoring::gamma_gamma::FitError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct SpendChoice {
    /// Gamma-Gamma: spend independent of frequency.
    pub independent: gamma_gamma::Fit,
    /// Spend that changes with frequency.
    pub by_frequency: by_frequency::Fit,
    /// The correlation that Gamma-Gamma assumes to be 0; `None` where it cannot be told.
    pub correlation: Option<Independence>,
    /// Twice the log-likelihood the slope gains.
    pub deviance: f64,
    /// Probability of such a gain were the slope 0: χ² with one degree of freedom.
    pub p_value: f64,
    /// The model to use.
    pub chosen: SpendModel,
}

/// One of the two.
///
/// ```
/// use shared::scoring::gamma_gamma::{Parameters, Spend};
/// use shared::scoring::spend::SpendModel;
/// let model = SpendModel::Independent(Parameters { p: 6.25, q: 3.74, v: 15.44 }.check()?);
/// let spend = Spend { frequency: 2, mean: 22.35 };
/// assert!(model.expected_spend(spend).is_some_and(|mean| (mean - 24.663714).abs() < 5e-7));
/// assert_eq!(model.moments(spend).map(|moments| moments.mean), model.expected_spend(spend));
/// # Ok::<(), shared::scoring::ParameterError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum SpendModel {
    /// Gamma-Gamma.
    Independent(gamma_gamma::Model),
    /// The regression on frequency.
    ByFrequency(by_frequency::Model),
}

impl SpendModel {
    /// Expected value of the customer's transactions; `None` when the model's mean is infinite.
    #[must_use]
    pub fn expected_spend(&self, spend: Spend) -> Option<f64> {
        self.moments(spend).map(|moments| moments.mean)
    }

    /// Moments of the customer's transactions; `None` when the mean is infinite.
    #[must_use]
    pub fn moments(&self, spend: Spend) -> Option<SpendMoments> {
        match self {
            Self::Independent(model) => model.moments(spend),
            Self::ByFrequency(model) => model.moments(spend),
        }
    }
}

/// Fits both models and chooses by Bayes's information criterion (Schwarz 1978): the slope must gain more than half
/// the logarithm of the number of customers.
///
/// The likelihoods decide and not a correlation, because they weigh each mean by the orders behind it and compare
/// the very models to choose from; the correlation is for people to read.
///
/// ```
/// use shared::scoring::gamma_gamma::{Spend, Spends};
/// use shared::scoring::spend::{SpendModel, choose};
/// // Who buys more often spends more a time.
/// let spends = (0..60_u32).map(|i| {
///     let (frequency, noise) = (1 + i % 5, [0.75, 1.0, 1.33][i as usize % 3]);
///     Spend { frequency, mean: 10.0 * f64::from(1 + frequency) * noise }
/// });
/// let choice = choose(&Spends::group(spends))?;
/// assert!(matches!(choice.chosen, SpendModel::ByFrequency(_)) && choice.p_value < 1e-6);
/// # Ok::<(), shared::scoring::gamma_gamma::FitError>(())
/// ```
///
/// # Errors
/// When no customer has a repeat transaction with a positive mean spend.
pub fn choose(spends: &Spends) -> Result<SpendChoice, FitError> {
    let independent = gamma_gamma::fit(spends)?;
    let by_frequency = by_frequency::fit(spends, &independent);
    let gain = by_frequency.certificate.log_likelihood - independent.certificate.log_likelihood;
    let deviance = 2.0 * gain.max(0.0);
    let is_needed = by_frequency.certificate.converged
        && by_frequency.certificate.covariance.is_some()
        && deviance > ln(spends.customers());
    let chosen = if is_needed {
        SpendModel::ByFrequency(by_frequency.model)
    } else {
        SpendModel::Independent(independent.model)
    };
    Ok(SpendChoice {
        correlation: independence(spends, &independent.model),
        p_value: 2.0 * normal_cdf(-deviance.sqrt()),
        deviance,
        independent,
        by_frequency,
        chosen,
    })
}
