//! What a history says of the customer's probabilities.

use super::{DiscreteHistory, Model, Parameters};
use crate::math::exp;
use crate::scoring::purchase_model::Moments;

/// Exact moments of a customer's two probabilities given the history, the parameters taken as known.
///
/// ```
/// use shared::scoring::bg_bb::{DiscreteHistory, Parameters};
/// let model = Parameters { alpha: 1.2, beta: 0.8, gamma: 0.6, delta: 2.4 }.check()?;
/// // Of a new customer: α/(α + β) and γ/(γ + δ).
/// let new = model.posterior(DiscreteHistory::NEW);
/// assert!((new.purchase.mean - 0.6).abs() < 1e-12 && (new.dropout.mean - 0.2).abs() < 1e-12);
/// // Who took all six is alive at the sixth: Beta(α + 6, β) and Beta(γ, δ + 6).
/// let loyal = model.posterior(DiscreteHistory::new(6, 6, 6)?);
/// assert!((loyal.purchase.mean - 0.9).abs() < 1e-12 && (loyal.dropout.mean - 0.6 / 9.0).abs() < 1e-12);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Posterior {
    /// p: to take an opportunity while alive.
    pub purchase: Moments,
    /// θ: to drop out at the beginning of an opportunity.
    pub dropout: Moments,
}

impl Model {
    /// Moments of p and θ given the history (Fader, Hardie and Shang 2010): a factor p turns Beta(α, β) into
    /// Beta(α + 1, β) and the likelihood with it, and so for θ.
    #[must_use]
    pub fn posterior(&self, history: DiscreteHistory) -> Posterior {
        let Parameters { alpha, beta, gamma, delta } = self.values();
        let log_likelihood = self.log_likelihood(history);
        let with = |parameters: Parameters| {
            let model = parameters.check().expect("larger parameters are positive too");
            exp(model.log_likelihood(history) - log_likelihood)
        };
        let moments = |a: f64, b: f64, once: Parameters, twice: Parameters| {
            let mean = a / (a + b) * with(once);
            let square = a / (a + b) * ((a + 1.0) / (a + b + 1.0)) * with(twice);
            Moments { mean, variance: (square - mean * mean).max(0.0) }
        };
        let values = self.values();
        let [taken, taken_twice] = [1.0, 2.0].map(|more| Parameters { alpha: alpha + more, ..values });
        let [dropped, dropped_twice] = [1.0, 2.0].map(|more| Parameters { gamma: gamma + more, ..values });
        Posterior {
            purchase: moments(alpha, beta, taken, taken_twice),
            dropout: moments(gamma, delta, dropped, dropped_twice),
        }
    }
}
