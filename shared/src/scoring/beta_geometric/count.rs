//! How many purchases an alive customer makes.

use super::Future;
use crate::math::{NegativeBinomial, exp, ln_beta};

/// Beyond this count the product of survival probabilities is taken from gamma functions.
const LONGEST_PRODUCT: f64 = 10_000.0;

impl Future {
    /// Probability of exactly `count` purchases within `horizon` weeks, which may be infinite.
    ///
    /// Either the customer survives all of them and the purchase process reaches exactly `count`, or they drop out
    /// at the last and it reaches `count` or more (Fader, Hardie and Lee 2005, equation 8).
    ///
    /// ```
    /// use shared::scoring::History;
    /// use shared::scoring::beta_geometric::{Dropout, Parameters};
    /// let model = Parameters { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }.check(Dropout::AfterRepeats)?;
    /// // Published for a new customer's first 39 weeks: P(0) = .5738, P(1) = .1994, P(2) = .0854.
    /// let future = model.future(&History::NEW);
    /// for (count, published) in [(0, 0.573786352), (1, 0.199395281), (2, 0.085429760)] {
    ///     assert!((future.purchase_count_probability(count, 39.0) - published).abs() < 1e-8);
    /// }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn purchase_count_probability(&self, count: u32, horizon: f64) -> f64 {
        let process = NegativeBinomial::new(self.rate_shape, self.rate_time, horizon);
        let count = f64::from(count);
        if count == 0.0 {
            return process.exactly(0.0);
        }
        let (a, b) = (self.dropout_a, self.dropout_b);
        let survive_but_last = self.survive(count - 1.0);
        let last = b + count - 1.0;
        let probability = (last * process.exactly(count) + a * process.at_least(count)) / (a + last);
        survive_but_last * probability
    }

    /// Probability of surviving this many purchases: B(A, B + k)/B(A, B) = Π (B + j)/(A + B + j).
    fn survive(&self, purchases: f64) -> f64 {
        let (a, b) = (self.dropout_a, self.dropout_b);
        if purchases > LONGEST_PRODUCT {
            return exp(ln_beta(a, b + purchases) - ln_beta(a, b));
        }
        let (mut product, mut survived) = (1.0, b);
        while survived < b + purchases && product > 0.0 {
            product *= survived / (a + survived);
            survived += 1.0;
        }
        product
    }
}

#[cfg(test)]
mod tests {
    use super::Future;

    #[test]
    fn counts_are_a_distribution_with_the_expected_mean() {
        for (rate_shape, dropout_a, dropout_b) in
            [(0.243, 0.793, 2.426), (2.243, 0.793, 4.426), (1e6, 3.0, 1e6), (12.0, 1e6, 3e6), (1e-3, 0.4, 0.6)]
        {
            let future = Future { rate_shape, rate_time: 43.274 * rate_shape.max(1.0), dropout_a, dropout_b };
            let probabilities: Vec<f64> = (0..4_000).map(|n| future.purchase_count_probability(n, 39.0)).collect();
            let mean: f64 = probabilities.iter().enumerate().map(|(n, p)| n as f64 * p).sum();
            assert!((probabilities.iter().sum::<f64>() - 1.0).abs() < 1e-12, "{future:?}");
            assert!((mean / future.expected_purchases(39.0) - 1.0).abs() < 1e-10, "{future:?}");
        }
    }

    #[test]
    fn in_all_time_the_count_is_that_of_the_purchase_that_ends_it() {
        let future = Future { rate_shape: 2.0, rate_time: 10.0, dropout_a: 3.0, dropout_b: 4.0 };
        let forever: Vec<f64> = (0..3_000).map(|n| future.purchase_count_probability(n, f64::INFINITY)).collect();
        assert_eq!(forever[0], 0.0);
        assert!((forever[1] - 3.0 / 7.0).abs() < 1e-15);
        assert!((forever.iter().sum::<f64>() - 1.0).abs() < 1e-8);
    }

    #[test]
    fn long_products_join_the_gamma_functions() {
        let future = Future { rate_shape: 2.0, rate_time: 10.0, dropout_a: 0.3, dropout_b: 1.4 };
        let (before, after) = (future.survive(10_000.0), future.survive(10_001.0));
        assert!((after / before - 10_001.4 / 10_001.7).abs() < 1e-10);
    }
}
