//! What the fitted model says of one customer.

use super::{Model, Parameters};
use crate::math::{exp, ln, ln_1p, ln_beta, ln_gamma};
use crate::scoring::History;

/// A customer who has just made the first transaction.
const NEW: History = History { frequency: 0, recency: 0.0, age: 0.0 };

impl Model {
    /// Probability that the customer is alive at the as-of day: 1/(1 + e^u).
    #[must_use]
    pub fn probability_alive(&self, history: &History) -> f64 {
        1.0 / (1.0 + exp(self.dropout_log_odds(history)))
    }

    /// Expected transactions in the `horizon` weeks after the as-of day.
    #[must_use]
    pub fn expected_purchases(&self, history: &History, horizon: f64) -> f64 {
        self.probability_alive(history) * self.future(history).expected_purchases(horizon)
    }

    /// Expected repeat transactions of a new customer in the first `horizon` weeks.
    #[must_use]
    pub fn expected_purchases_of_new(&self, horizon: f64) -> f64 {
        self.expected_purchases(&NEW, horizon)
    }

    /// Expected transactions after the as-of day within `horizon` weeks, each discounted by
    /// e^(−rate · weeks): the residual value of the customer in transactions. The horizon may be infinite
    /// when `rate`, the continuous discount rate a week, is positive.
    #[must_use]
    pub fn discounted_purchases(&self, history: &History, rate: f64, horizon: f64) -> f64 {
        self.probability_alive(history) * self.future(history).discounted_purchases(rate, horizon)
    }

    /// Probability that a new customer makes exactly `count` repeat transactions in the first `horizon` weeks.
    ///
    /// Either they survive all m opportunities and the purchase process reaches exactly `count`, or they
    /// drop out at the m-th and it reaches `count` or more (Fader, Hardie and Lee 2005, equation 8).
    #[must_use]
    pub fn purchase_count_probability(&self, count: u32, horizon: f64) -> f64 {
        let Parameters { r, alpha, a, b } = self.parameters();
        let m = self.dropout().opportunities(count);
        let process = PurchaseProcess { r, z: horizon / (alpha + horizon), ln_rest: -ln_1p(horizon / alpha) };
        let survive = exp(ln_beta(a, b + m) - ln_beta(a, b)) * process.exactly(count);
        if m == 0.0 {
            return survive;
        }
        survive + exp(ln_beta(a + 1.0, b + m - 1.0) - ln_beta(a, b)) * process.at_least(count)
    }
}

/// Purchases of a customer who never drops out: negative binomial with success share z = t/(α + t).
struct PurchaseProcess {
    r: f64,
    z: f64,
    ln_rest: f64,
}

impl PurchaseProcess {
    fn exactly(&self, count: u32) -> f64 {
        let count = f64::from(count);
        if self.z == 0.0 {
            return f64::from(u8::from(count == 0.0));
        }
        let ways = ln_gamma(self.r + count) - ln_gamma(self.r) - ln_gamma(count + 1.0);
        exp(ways + self.r * self.ln_rest + count * ln(self.z))
    }

    /// The upper tail, summed upwards, so that small probabilities keep their digits; below the mean,
    /// one minus the lower tail.
    fn at_least(&self, count: u32) -> f64 {
        let mean = self.r * self.z / (1.0 - self.z);
        if f64::from(count) <= mean {
            return 1.0 - (0..count).map(|below| self.exactly(below)).sum::<f64>();
        }
        let (mut term, mut j) = (self.exactly(count), f64::from(count));
        let mut sum = 0.0;
        while term > 1e-18 * sum {
            sum += term;
            term *= (self.r + j) / (j + 1.0) * self.z;
            j += 1.0;
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::{Model, Parameters};
    use crate::scoring::History;
    use crate::scoring::beta_geometric::Dropout;

    fn model(dropout: Dropout) -> Model {
        Parameters { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }.check(dropout).expect("positive")
    }

    #[test]
    fn counts_of_a_new_customer_are_a_distribution_with_the_expected_mean() {
        for dropout in [Dropout::AfterRepeats, Dropout::AfterEveryTransaction] {
            let model = model(dropout);
            let probabilities: Vec<f64> = (0..400).map(|n| model.purchase_count_probability(n, 39.0)).collect();
            let mean: f64 = probabilities.iter().enumerate().map(|(n, p)| n as f64 * p).sum();
            assert!((probabilities.iter().sum::<f64>() - 1.0).abs() < 1e-9);
            assert!((mean / model.expected_purchases_of_new(39.0) - 1.0).abs() < 1e-6);
        }
    }

    #[test]
    fn one_time_buyers_are_certainly_alive_only_in_bg_nbd() {
        let once = History { frequency: 0, recency: 0.0, age: 38.86 };
        assert_eq!(model(Dropout::AfterRepeats).probability_alive(&once), 1.0);
        assert!(model(Dropout::AfterEveryTransaction).probability_alive(&once) < 1.0);
    }

    #[test]
    fn what_is_impossibly_small_is_zero() {
        let model =
            Parameters { r: 0.1, alpha: 50.16, a: 0.4, b: 0.81 }.check(Dropout::AfterRepeats).expect("positive");
        let long_gone = History { frequency: 1_000, recency: 100.0, age: 3_650.0 };
        assert_eq!(model.probability_alive(&long_gone), 0.0);
        assert_eq!(model.expected_purchases(&long_gone, 52.0), 0.0);
    }
}
