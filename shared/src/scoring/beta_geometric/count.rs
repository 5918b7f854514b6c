//! How many purchases an alive customer makes.

use super::Future;
use crate::math::{exp, ln, ln_1p, ln_beta, ln_gamma};

impl Future {
    /// Probability of exactly `count` purchases within the finite `horizon` in weeks.
    ///
    /// Either the customer survives all of them and the purchase process reaches exactly `count`, or they drop out
    /// at the last and it reaches `count` or more (Fader, Hardie and Lee 2005, equation 8).
    #[must_use]
    pub fn purchase_count_probability(&self, count: u32, horizon: f64) -> f64 {
        if count == 0 {
            return self.no_purchase(horizon);
        }
        let (a, b, m) = (self.dropout_a, self.dropout_b, f64::from(count));
        let z = horizon / (self.rate_time + horizon);
        let process = PurchaseProcess { r: self.rate_shape, z, ln_rest: -ln_1p(horizon / self.rate_time) };
        let survive = exp(ln_beta(a, b + m) - ln_beta(a, b)) * process.exactly(count);
        survive + exp(ln_beta(a + 1.0, b + m - 1.0) - ln_beta(a, b)) * process.at_least(count)
    }
}

/// Purchases of a customer who never drops out: negative binomial with success share z = t/(τ + t).
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
    use super::Future;

    #[test]
    fn counts_are_a_distribution_with_the_expected_mean() {
        for (rate_shape, dropout_b) in [(0.243, 2.426), (2.243, 4.426)] {
            let future = Future { rate_shape, rate_time: 43.274, dropout_a: 0.793, dropout_b };
            let probabilities: Vec<f64> = (0..400).map(|n| future.purchase_count_probability(n, 39.0)).collect();
            let mean: f64 = probabilities.iter().enumerate().map(|(n, p)| n as f64 * p).sum();
            assert!((probabilities.iter().sum::<f64>() - 1.0).abs() < 1e-12);
            assert!((mean / future.expected_purchases(39.0) - 1.0).abs() < 1e-10);
        }
    }
}
