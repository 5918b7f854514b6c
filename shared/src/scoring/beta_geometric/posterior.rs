//! What a history says of the customer's purchase rate and dropout probability.
//!
//! Alive with P(alive): λ ~ Gamma(r + x, α + T) and p ~ Beta(a, b + m). Otherwise the customer left right after the
//! last transaction: λ ~ Gamma(r + x, α + t_x) and p ~ Beta(a + 1, b + m − 1). In each case λ and p are independent.

use super::{Future, Model, Parameters};
use crate::math::exp;
use crate::random::Random;
use crate::scoring::History;
use crate::scoring::purchase_model::{DrawnCustomer, Moments, Posterior};

impl Model {
    /// Probability of having left: one minus P(alive), exact where that is near 1.
    pub(super) fn probability_left(&self, history: &History) -> f64 {
        1.0 / (1.0 + exp(-self.dropout_log_odds(history)))
    }

    /// The distributions of λ and p were the customer gone, as those of a future.
    fn left(&self, history: &History) -> Future {
        let Parameters { r, alpha, a, b } = self.values();
        Future {
            rate_shape: r + f64::from(history.frequency),
            rate_time: alpha + history.recency,
            dropout_a: a + 1.0,
            dropout_b: b + self.dropout().opportunities(history.frequency) - 1.0,
        }
    }

    /// Exact moments of the customer's purchase rate and dropout probability.
    pub(super) fn moments_given(&self, history: &History) -> Posterior {
        let of = |future: Future| {
            let rate = Moments::of_gamma(future.rate_shape, future.rate_time);
            (rate, Moments::of_beta(future.dropout_a, future.dropout_b))
        };
        let (rate, dropout) = of(self.future(history));
        let left = self.probability_left(history);
        if left == 0.0 {
            return Posterior { purchase_rate: rate, dropout };
        }
        let (rate_of_left, dropout_of_left) = of(self.left(history));
        Posterior { purchase_rate: rate_of_left.mix(left, rate), dropout: dropout_of_left.mix(left, dropout) }
    }

    /// Draws whether the customer is alive, their purchase rate and their dropout probability, given the history.
    pub fn draw_customer(&self, history: &History, random: &mut Random) -> DrawnCustomer {
        let is_alive = !random.chance(self.probability_left(history));
        let future = if is_alive { self.future(history) } else { self.left(history) };
        let purchase_rate = random.gamma(future.rate_shape, future.rate_time);
        DrawnCustomer { is_alive, purchase_rate, dropout: random.beta(future.dropout_a, future.dropout_b) }
    }
}

#[cfg(test)]
mod tests {
    use crate::math::{exp, gauss_legendre, ln, ln_1p};
    use crate::random::Random;
    use crate::scoring::beta_geometric::{Dropout, Parameters};
    use crate::scoring::{History, PurchaseModel};

    const PARAMETERS: Parameters = Parameters { r: 0.9, alpha: 6.183, a: 1.4, b: 2.2 };

    /// Means of λ, λ², p and p² given the history, by quadrature of the likelihood given λ and p times the prior.
    fn by_quadrature(dropout: Dropout, history: &History) -> [f64; 4] {
        let Parameters { r, alpha, a, b } = PARAMETERS;
        let (x, m) = (f64::from(history.frequency), dropout.opportunities(history.frequency));
        let rule = gauss_legendre(8);
        let weight = |rate: f64, p: f64| {
            let alive = m * ln_1p(-p) - rate * history.age;
            let left = if m > 0.0 { exp(ln(p) + (m - 1.0) * ln_1p(-p) - rate * history.recency) } else { 0.0 };
            let prior = (r + x - 1.0) * ln(rate) - alpha * rate + (a - 1.0) * ln(p) + (b - 1.0) * ln_1p(-p);
            exp(prior) * (exp(alive) + left)
        };
        // In ln λ and the logit of p.
        let mut sums = [0.0; 5];
        for panel in -32..6 {
            for (node, share) in rule.nodes.iter().zip(&rule.weights) {
                let rate = exp(f64::from(panel) + node);
                for panel in -20..20 {
                    for (node, inner_share) in rule.nodes.iter().zip(&rule.weights) {
                        let p = 1.0 / (1.0 + exp(-f64::from(panel) - node));
                        let mass = share * inner_share * rate * p * (1.0 - p) * weight(rate, p);
                        for (sum, value) in sums.iter_mut().zip([1.0, rate, rate * rate, p, p * p]) {
                            *sum += mass * value;
                        }
                    }
                }
            }
        }
        [1, 2, 3, 4].map(|index| sums[index] / sums[0])
    }

    #[test]
    fn moments_agree_with_quadrature_and_draws() {
        for dropout in [Dropout::AfterRepeats, Dropout::AfterEveryTransaction] {
            let model = PARAMETERS.check(dropout).expect("positive");
            for history in [(0, 0.0, 10.0), (3, 8.0, 20.0)] {
                let history = History { frequency: history.0, recency: history.1, age: history.2 };
                let posterior = model.posterior(&history).expect("closed form");
                let close = |actual: f64, expected: f64| {
                    assert!((actual / expected - 1.0).abs() < 1e-8, "{actual} instead of {expected}");
                };
                let (rate, leaving) = (posterior.purchase_rate, posterior.dropout);
                let [rate_mean, rate_square, p_mean, p_square] = by_quadrature(dropout, &history);
                close(rate.mean, rate_mean);
                close(leaving.mean, p_mean);
                close(rate.variance, rate_square - rate_mean * rate_mean);
                close(leaving.variance, p_square - p_mean * p_mean);

                let mut random = Random::new(5, 0);
                let draws: Vec<_> = (0..50_000).map(|_| model.draw_customer(&history, &mut random)).collect();
                let mean = |of: &dyn Fn(usize) -> f64| (0..draws.len()).map(of).sum::<f64>() / 50_000.0;
                let error = (rate.variance / 50_000.0).sqrt();
                assert!((mean(&|i| draws[i].purchase_rate) - rate.mean).abs() < 6.0 * error);
                let error = (leaving.variance / 50_000.0).sqrt();
                assert!((mean(&|i| draws[i].dropout) - leaving.mean).abs() < 6.0 * error);
                let alive = model.probability_alive(&history);
                let error = (alive * (1.0 - alive) / 50_000.0).sqrt();
                assert!((mean(&|i| f64::from(u8::from(draws[i].is_alive))) - alive).abs() <= 6.0 * error);
            }
        }
    }
}
