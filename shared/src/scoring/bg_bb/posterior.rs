//! What a history says of the customer's probabilities.

use super::{DiscreteHistory, Model, Parameters};
use crate::math::exp;
use crate::scoring::purchase_model::Moments;

/// Exact moments of a customer's two probabilities given the history, the parameters taken as known.
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
