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

#[cfg(test)]
mod tests {
    use crate::random::Random;
    use crate::scoring::beta_geometric_erlang::{Dropout, Model, Parameters, Regularity};
    use crate::scoring::purchase_model::Moments;
    use crate::scoring::{History, PurchaseModel, Weeks, beta_geometric};

    const VALUES: [f64; 4] = [0.9, 6.183, 1.4, 2.2];

    fn model(phases: u32, dropout: Dropout) -> Model {
        Parameters::from_array(Regularity::new(phases).expect("in range"), VALUES).check(dropout).expect("positive")
    }

    #[test]
    fn one_phase_has_the_moments_of_gaps_at_random() {
        for dropout in [Dropout::AfterRepeats, Dropout::AfterEveryTransaction] {
            let random = beta_geometric::Parameters::from_array(VALUES).check(dropout).expect("positive");
            for history in [(0, 0.0, 10.0), (3, 8.0, 20.0)] {
                let history = History { frequency: history.0, recency: history.1, age: history.2 };
                let one = model(1, dropout).posterior(&history).expect("closed form");
                let other = random.posterior(&history).expect("closed form");
                for (one, other) in [(one.purchase_rate, other.purchase_rate), (one.dropout, other.dropout)] {
                    assert!((one.mean / other.mean - 1.0).abs() < 1e-13);
                    assert!((one.variance / other.variance - 1.0).abs() < 1e-12);
                }
            }
        }
    }

    #[test]
    fn customers_drawn_from_the_prior_have_the_moments_of_their_histories() {
        // Draw customers and histories forwards, and compare those of one kind with their posterior: an oracle that
        // knows nothing of posteriors.
        let model = model(3, Dropout::AfterEveryTransaction);
        let mut random = Random::new(6, 0);
        let (mut rates, mut leaving, mut alive) = (Vec::new(), Vec::new(), 0.0);
        let (mut expected, mut kept) = ([0.0; 4], 0.0);
        for _ in 0..60_000 {
            let new = model.draw_customer(&History::NEW, &mut random);
            let (mut time, mut last, mut frequency, mut here) = (0.0, 0.0, 0, new.is_alive);
            while here {
                time += random.gamma(3.0, 3.0 * new.purchase_rate);
                if time > 20.0 {
                    break;
                }
                frequency += 1;
                last = time;
                here = !random.chance(new.dropout);
            }
            if frequency < 2 {
                continue;
            }
            let history = History { frequency, recency: last, age: 20.0 };
            let posterior = model.posterior(&history).expect("closed form");
            let second = |moments: Moments| moments.variance + moments.mean * moments.mean;
            rates.push(new.purchase_rate);
            leaving.push(new.dropout);
            alive += f64::from(u8::from(here)) - model.probability_alive(&history);
            expected[0] += posterior.purchase_rate.mean;
            expected[1] += second(posterior.purchase_rate);
            expected[2] += posterior.dropout.mean;
            expected[3] += second(posterior.dropout);
            kept += 1.0;
        }
        let check = |values: &[f64], power: fn(f64) -> f64, expected: f64| {
            let mean = values.iter().map(|value| power(*value)).sum::<f64>() / kept;
            let square = values.iter().map(|value| power(*value) * power(*value)).sum::<f64>() / kept;
            let error = ((square - mean * mean) / kept).sqrt();
            assert!((mean - expected / kept).abs() < 5.0 * error, "{mean} ± {error} instead of {}", expected / kept);
        };
        check(&rates, |rate| rate, expected[0]);
        check(&rates, |rate| rate * rate, expected[1]);
        check(&leaving, |p| p, expected[2]);
        check(&leaving, |p| p * p, expected[3]);
        assert!((alive / kept).abs() < 5.0 * (0.25_f64 / kept).sqrt());
    }

    #[test]
    fn draws_have_the_moments() {
        let model = model(4, Dropout::AfterRepeats);
        let history = History { frequency: 3, recency: 8.0, age: 10.0 };
        let posterior = model.posterior(&history).expect("closed form");
        let mut random = Random::new(7, 0);
        let draws: Vec<_> = (0..40_000).map(|_| model.draw_customer(&history, &mut random)).collect();
        let check = |of: fn(&crate::scoring::purchase_model::DrawnCustomer) -> f64, moments: Moments| {
            let mean = draws.iter().map(of).sum::<f64>() / 40_000.0;
            assert!((mean - moments.mean).abs() < 6.0 * (moments.variance / 40_000.0).sqrt(), "{mean}");
        };
        check(|drawn| drawn.purchase_rate, posterior.purchase_rate);
        check(|drawn| drawn.dropout, posterior.dropout);
        let alive = model.probability_alive(&history);
        check(|drawn| f64::from(u8::from(drawn.is_alive)), Moments { mean: alive, variance: alive * (1.0 - alive) });
        // What is drawn agrees with what is expected, the levers off.
        let of_model = model.expected_purchases(&history, Weeks::of_weeks(9.0));
        let future = model.alive_future(&history, &crate::scoring::Levers::NONE).expect("without levers");
        assert!((alive * future.expected_purchases(Weeks::of_weeks(9.0)) / of_model - 1.0).abs() < 1e-14);
    }
}
