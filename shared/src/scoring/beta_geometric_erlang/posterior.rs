//! What a history says of the customer's purchase rate and dropout probability.
//!
//! Alive with P(alive): having passed j phases since, λ ~ Gamma(n + j, α + T), n = r + kx, and p ~ Beta(a, b + m).
//! Otherwise the customer left right after the last transaction: λ ~ Gamma(n, α + t_x) and p ~ Beta(a + 1, b + m − 1).

use super::{Model, Parameters};
use crate::math::exp;
use crate::random::Random;
use crate::scoring::History;
use crate::scoring::purchase_model::{DrawnCustomer, Moments, Posterior};

impl Model {
    /// Probability of having left: one minus P(alive), exact where that is near 1.
    pub(super) fn probability_left(&self, history: &History) -> f64 {
        1.0 / (1.0 + exp(-self.dropout_log_odds(history)))
    }

    /// Exact moments of the customer's purchase rate λ/k and dropout probability.
    pub(super) fn moments_given(&self, history: &History) -> Posterior {
        let future = self.future(history);
        let phases = future.phases as f64;
        let purchase_rate = |shape: f64, time: f64| Moments::of_gamma(shape, phases * time);
        let mut rate = Moments { mean: 0.0, variance: 0.0 };
        let (mut weights, mut shape) = (0.0, future.shape);
        for weight in future.passed.iter().take(future.phases).filter(|weight| **weight > 0.0) {
            weights += weight;
            rate = purchase_rate(shape, future.time).mix(weight / weights, rate);
            shape += 1.0;
        }
        let dropout = Moments::of_beta(future.dropout_a, future.dropout_b);
        let left = self.probability_left(history);
        if left == 0.0 {
            return Posterior { purchase_rate: rate, dropout };
        }
        let rate_of_left = purchase_rate(future.shape, self.values().alpha + history.recency);
        let dropout_of_left = Moments::of_beta(future.dropout_a + 1.0, future.dropout_b - 1.0);
        Posterior { purchase_rate: rate_of_left.mix(left, rate), dropout: dropout_of_left.mix(left, dropout) }
    }

    /// Draws whether the customer is alive, their purchase rate and their dropout probability, given the history.
    pub fn draw_customer(&self, history: &History, random: &mut Random) -> DrawnCustomer {
        let is_alive = !random.chance(self.probability_left(history));
        let future = self.future(history);
        let phases = future.phases as f64;
        if is_alive {
            let [rate, dropout, _] = future.draw_latent(random);
            return DrawnCustomer { is_alive, purchase_rate: rate / phases, dropout };
        }
        let Parameters { alpha, .. } = self.values();
        let rate = random.gamma(future.shape, alpha + history.recency);
        let dropout = random.beta(future.dropout_a + 1.0, future.dropout_b - 1.0);
        DrawnCustomer { is_alive, purchase_rate: rate / phases, dropout }
    }
}
