//! How many purchases an alive customer makes.
//!
//! Either they live to the horizon and make k purchases, or they drop out before, at time u, and made k up to
//! then:
//!
//! P(k) = G(k) (h/(τ + h))^k (τ/(τ + h))^n (σ/(σ + h))^s
//!      + G(k) ∫₀^h (u/(τ + u))^k (τ/(τ + u))^n (σ/(σ + u))^s s du/(σ + u), G(k) = Γ(n + k)/(Γ(n) k!)
//!
//! (Fader and Hardie's note on the conditional distribution). In ln u the logarithm of the integrand is concave,
//! so the integral is taken outwards from its peak.

use std::sync::LazyLock;

use super::Future;
use super::race::Race;
use crate::math::{Quadrature, exp, gauss_legendre, ln, ln_1p, ln_rising};

static RULE: LazyLock<Quadrature> = LazyLock::new(|| gauss_legendre(16));
/// Widest panel in ln u: the integrand has singularities π away.
const WIDEST_PANEL: f64 = 1.5;
/// What is left of the integral when it is cut off.
const NEGLIGIBLE: f64 = 1e-18;
/// Steps of the bisection that finds the peak, whose place need not be exact.
const HALVINGS: u32 = 40;

impl Future {
    /// Probability of exactly `count` purchases within the finite `horizon` in weeks.
    ///
    /// ```
    /// use shared::scoring::History;
    /// use shared::scoring::pareto_nbd::Parameters;
    /// let model = Parameters { r: 0.5534, alpha: 10.5802, s: 0.6061, beta: 11.6562 }.check()?;
    /// // Published for a new customer's first 39 weeks: P(0) = .5936, P(1) = .1656, P(2) = .0825.
    /// let future = model.future(&History::NEW);
    /// for (count, published) in [(0, 0.593575937), (1, 0.165584380), (2, 0.082497948)] {
    ///     assert!((future.purchase_count_probability(count, 39.0) - published).abs() < 1e-8);
    /// }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn purchase_count_probability(&self, count: u32, horizon: f64) -> f64 {
        if count == 0 {
            return self.no_purchase(horizon);
        }
        if horizon == 0.0 {
            return 0.0;
        }
        let counts = Counts { future: self, count: f64::from(count) };
        let log_ways = ln_rising(self.rate_shape, count) - ln_rising(1.0, count);
        exp(log_ways + counts.log_alive(ln(horizon))) + exp(log_ways + counts.log_dropped_out(ln(horizon)))
    }

    /// Probability of no purchase within `horizon` weeks, which may be infinite: dropout comes before a purchase,
    /// unless both the customer is still there at the horizon and buys later.
    #[must_use]
    pub fn no_purchase(&self, horizon: f64) -> f64 {
        let now = self.race(0.0).dropout;
        if horizon == f64::INFINITY {
            return now;
        }
        let undecided = self.survival(horizon) * exp(-self.rate_shape * ln_1p(horizon / self.rate_time));
        (now + undecided * self.race(horizon).purchase).min(1.0)
    }

    fn race(&self, after: f64) -> Race {
        Race::new(self.rate_shape, self.dropout_shape, (self.dropout_time + after) / (self.rate_time + after))
    }
}

/// The terms for one count, without G(k), by the logarithm of the time.
struct Counts<'a> {
    future: &'a Future,
    count: f64,
}

impl Counts<'_> {
    /// Alive and `count` purchases at time u.
    fn log_alive(&self, log_time: f64) -> f64 {
        let Future { rate_shape, rate_time, dropout_shape, dropout_time } = *self.future;
        let time = exp(log_time);
        let waiting = ln_1p(time / rate_time);
        self.count * (log_time - ln(rate_time) - waiting)
            - rate_shape * waiting
            - dropout_shape * ln_1p(time / dropout_time)
    }

    /// The integrand in ln u.
    fn log_density(&self, log_time: f64) -> f64 {
        let (s, sigma) = (self.future.dropout_shape, self.future.dropout_time);
        let time = exp(log_time);
        self.log_alive(log_time) + ln(s / (sigma + time)) + log_time
    }

    /// Its derivative, which falls.
    fn slope(&self, log_time: f64) -> f64 {
        let Future { rate_shape, rate_time, dropout_shape, dropout_time } = *self.future;
        let time = exp(log_time);
        let (of_rate, of_dropout) = (time / (rate_time + time), time / (dropout_time + time));
        self.count + 1.0 - (rate_shape + self.count) * of_rate - (dropout_shape + 1.0) * of_dropout
    }

    /// The logarithm of the integral up to `end`.
    fn log_dropped_out(&self, end: f64) -> f64 {
        let peak = self.peak(end);
        let top = self.log_density(peak);
        let Future { rate_shape, dropout_shape, .. } = *self.future;
        // The curvature is nowhere greater than this.
        let steepest = 0.25 * (rate_shape + self.count + dropout_shape + 1.0);
        let widest = WIDEST_PANEL.min(4.0 / steepest.sqrt());
        let mut sum = 0.0;
        for direction in [-1.0, 1.0] {
            let mut from = peak;
            while direction < 0.0 || from < end {
                let width = widest.min(8.0 / (1.0 + self.slope(from).abs()));
                let to = (from + direction * width).min(end);
                let (low, high) = (from.min(to), from.max(to));
                let panel = RULE.integrate(low, high, |at| exp(self.log_density(at) - top));
                sum += panel;
                from = to;
                if panel < NEGLIGIBLE * sum {
                    break;
                }
            }
        }
        top + ln(sum)
    }

    /// Where the integrand is greatest, up to `end`.
    fn peak(&self, end: f64) -> f64 {
        if self.slope(end) >= 0.0 {
            return end;
        }
        let mut low = end - 1.0;
        while self.slope(low) < 0.0 {
            low -= 2.0 * (end - low);
        }
        let mut high = end;
        for _ in 0..HALVINGS {
            let middle = 0.5 * (low + high);
            if self.slope(middle) < 0.0 { high = middle } else { low = middle }
        }
        low
    }
}

#[cfg(test)]
mod tests {
    use super::Future;

    #[test]
    fn counts_are_a_distribution_with_the_expected_mean() {
        for (rate_shape, rate_time, dropout_shape, dropout_time, most) in
            [(0.55, 10.6, 0.606, 11.7, 500), (26.5, 41.6, 1.0, 42.7, 400), (5.5, 183.0, 64.3, 7_866.5, 100)]
        {
            let future = Future { rate_shape, rate_time, dropout_shape, dropout_time };
            let probabilities: Vec<f64> = (0..most).map(|n| future.purchase_count_probability(n, 39.0)).collect();
            let mean: f64 = probabilities.iter().enumerate().map(|(n, p)| n as f64 * p).sum();
            let all = probabilities.iter().sum::<f64>();
            assert!((all - 1.0).abs() < 1e-12, "{future:?} {all}");
            assert!((mean / future.expected_purchases(39.0) - 1.0).abs() < 1e-10, "{future:?} {mean}");
        }
    }

    #[test]
    fn no_purchase_ever_is_the_limit_of_long_silences() {
        let future = Future { rate_shape: 2.55, rate_time: 49.6, dropout_shape: 0.606, dropout_time: 50.7 };
        let never = future.no_purchase(f64::INFINITY);
        assert!(future.no_purchase(0.0) == 1.0 && never > 0.0);
        assert!((future.no_purchase(1e12) - never).abs() < 1e-15);
        assert_eq!(future.purchase_count_probability(3, 0.0), 0.0);
    }
}
