//! The future of all alive customers of one frequency at once.
//!
//! Customers of one frequency share n, A and B and differ in τ alone, and F_s depends on τ only through
//! w = t/τ. So ln F_s is computed at a few points in v = ln(1 + w), interpolated, and then serves every
//! age, horizon and discount rate: a customer costs a few multiplications where [`Future`] costs
//! hundreds of terms of a series.

use super::Future;
use crate::math::{Chebyshev, ChebyshevNodes, exp, exp_m1, gauss_legendre, ln_1p, ln_mean_powers_of_beta};

/// Rules that all curves share; making them costs more than using them.
///
/// ```
/// use shared::scoring::beta_geometric::{CurveRules, Future, FutureCurve};
/// // The same rules for two curves.
/// let rules = CurveRules::default();
/// let twice = Future { rate_shape: 2.243, rate_time: 43.274, dropout_a: 0.793, dropout_b: 4.426 };
/// for future in [twice, Future { rate_shape: 7.243, dropout_b: 9.426, ..twice }] {
///     let curve = FutureCurve::new(&rules, &future, 39.0);
///     assert!((curve.survival(43.274, 39.0) / future.survival(39.0) - 1.0).abs() < 1e-9);
/// }
/// ```
#[derive(Clone, Debug)]
pub struct CurveRules {
    nodes: ChebyshevNodes,
    quadrature_nodes: [f64; QUADRATURE_NODES],
    quadrature_weights: [f64; QUADRATURE_NODES],
}

/// Interpolation nodes: relative errors stay below 1e-10 for horizons of a hundred times τ.
const NODES: usize = 24;
/// Quadrature nodes over the horizon.
const QUADRATURE_NODES: usize = 20;

impl Default for CurveRules {
    fn default() -> Self {
        let quadrature = gauss_legendre(QUADRATURE_NODES);
        Self {
            nodes: ChebyshevNodes::new(NODES),
            quadrature_nodes: std::array::from_fn(|index| quadrature.nodes[index]),
            quadrature_weights: std::array::from_fn(|index| quadrature.weights[index]),
        }
    }
}

/// The future of alive customers of one frequency, for any τ down to a shortest one.
///
/// ```
/// use shared::scoring::beta_geometric::{CurveRules, Future, FutureCurve};
/// let rules = CurveRules::default();
/// let future = Future { rate_shape: 2.243, rate_time: 43.274, dropout_a: 0.793, dropout_b: 4.426 };
/// let curve = FutureCurve::new(&rules, &future, 39.0);
/// let (expected, discounted) = curve.purchases(&rules, 43.274, 0.0018, 39.0);
/// // Times P(alive) it is the published expectation of who bought twice.
/// assert!((0.7265785701 * expected - 1.2260281748).abs() < 1e-8);
/// assert!((discounted / future.discounted_purchases(0.0018, 39.0) - 1.0).abs() < 1e-8);
/// // The same curve serves who has been a customer for longer.
/// let longer = Future { rate_time: 60.0, ..future };
/// assert!((curve.purchases(&rules, 60.0, 0.0, 39.0).0 / longer.expected_purchases(39.0) - 1.0).abs() < 1e-8);
/// ```
#[derive(Clone, Debug)]
pub struct FutureCurve {
    rate_shape: f64,
    /// ln F_n over v.
    survival: Chebyshev,
    /// ln F_{n+1} over v.
    purchases: Chebyshev,
}

impl FutureCurve {
    /// The curve for futures like `shortest` with τ no smaller than its, up to `horizon` weeks.
    #[must_use]
    pub fn new(rules: &CurveRules, shortest: &Future, horizon: f64) -> Self {
        let Future { rate_shape, rate_time, dropout_a, dropout_b } = *shortest;
        let longest = ln_1p(horizon / rate_time);
        let mut powers = [[0.0; NODES]; 2];
        for (index, v) in rules.nodes.on(0.0, longest).enumerate() {
            let [alive, next] = ln_mean_powers_of_beta(rate_shape, dropout_a, dropout_b, exp_m1(v));
            (powers[0][index], powers[1][index]) = (alive, next);
        }
        let [survival, purchases] = powers.map(|values| rules.nodes.interpolate(0.0, longest, &values));
        Self { rate_shape, survival, purchases }
    }

    /// Expected purchases within `horizon` weeks of a customer with this τ, plain and discounted at the
    /// continuous weekly `rate`.
    #[must_use]
    pub fn purchases(&self, rules: &CurveRules, rate_time: f64, rate: f64, horizon: f64) -> (f64, f64) {
        let end = ln_1p(horizon / rate_time);
        let points = rules.quadrature_nodes.map(|node| end * node);
        let log_powers = self.purchases.at_each(&points);
        let (mut plain, mut discounted) = (0.0, 0.0);
        for (index, v) in points.into_iter().enumerate() {
            let one_more = exp(v);
            let density = rules.quadrature_weights[index] * one_more * exp(log_powers[index]);
            plain += density;
            discounted += density * exp(-rate * rate_time * (one_more - 1.0));
        }
        (plain * self.rate_shape * end, discounted * self.rate_shape * end)
    }

    /// Probability of being alive after `horizon` weeks.
    #[must_use]
    pub fn survival(&self, rate_time: f64, horizon: f64) -> f64 {
        exp(self.survival.at(ln_1p(horizon / rate_time)))
    }
}

/// Pairs of purchases of alive customers of one frequency, for any τ down to a shortest one: see
/// [`Future::discounted_pairs`].
///
/// ```
/// use shared::scoring::beta_geometric::{CurveRules, Future, PairCurve};
/// let rules = CurveRules::default();
/// let future = Future { rate_shape: 2.243, rate_time: 43.274, dropout_a: 0.793, dropout_b: 4.426 };
/// let curve = PairCurve::new(&rules, &future, 39.0);
/// let expected = future.discounted_pairs(0.0018, 39.0);
/// assert!((curve.discounted(&rules, 43.274, 0.0018, 39.0) / expected - 1.0).abs() < 1e-8);
/// ```
#[derive(Clone, Debug)]
pub struct PairCurve {
    /// 2n(n + 1)B/(A + B).
    front: f64,
    /// ln F_{n+2} over v, with B + 1.
    power: Chebyshev,
}

impl PairCurve {
    /// The curve for futures like `shortest` with τ no smaller than its, up to `horizon` weeks.
    #[must_use]
    pub fn new(rules: &CurveRules, shortest: &Future, horizon: f64) -> Self {
        let Future { rate_shape: n, rate_time, dropout_a: a, dropout_b: b } = *shortest;
        let longest = ln_1p(horizon / rate_time);
        let values: Vec<f64> =
            rules.nodes.on(0.0, longest).map(|v| ln_mean_powers_of_beta(n + 2.0, a, b + 1.0, exp_m1(v))[0]).collect();
        let power = rules.nodes.interpolate(0.0, longest, &values);
        Self { front: 2.0 * n * (n + 1.0) * b / (a + b), power }
    }

    /// E[Σ_{i≠j} e^(−rate(t_i + t_j))] over ordered pairs of purchases within `horizon` weeks.
    #[must_use]
    pub fn discounted(&self, rules: &CurveRules, rate_time: f64, rate: f64, horizon: f64) -> f64 {
        let end = ln_1p(horizon / rate_time);
        let points = rules.quadrature_nodes.map(|node| end * node);
        let log_powers = self.power.at_each(&points);
        let discount = rate * rate_time;
        let mut sum = 0.0;
        for (index, v) in points.into_iter().enumerate() {
            let one_more = exp(v);
            let w = one_more - 1.0;
            let earlier = if discount > 0.0 { -exp_m1(-discount * w) / discount } else { w };
            let density = rules.quadrature_weights[index] * one_more * exp(log_powers[index]);
            sum += density * exp(-discount * w) * earlier;
        }
        self.front * end * sum
    }
}

#[cfg(test)]
mod tests {
    use super::{CurveRules, Future, FutureCurve, PairCurve};

    #[test]
    fn agrees_with_the_future_of_one_customer() {
        let rules = CurveRules::default();
        for (r, a, b) in
            [(0.243, 0.793, 2.426), (0.525, 0.891, 2.614), (1.9, 0.6, 2.58), (3.0, 3.4, 5.0), (0.7, 0.0034, 7.75)]
        {
            for x in [0.0, 1.0, 10.0, 300.0] {
                let shortest = Future { rate_shape: r + x, rate_time: 5.0, dropout_a: a, dropout_b: b + x };
                let curve = FutureCurve::new(&rules, &shortest, 522.0);
                let pair_curve = PairCurve::new(&rules, &shortest, 522.0);
                for (age, horizon, rate) in
                    [(0.0, 522.0, 0.0018), (3.0, 52.0, 0.0), (80.0, 522.0, 0.01), (400.0, 157.0, 0.0018)]
                {
                    let future = Future { rate_time: 5.0 + age, ..shortest };
                    let (plain, discounted) = curve.purchases(&rules, future.rate_time, rate, horizon);
                    let close = |actual: f64, expected: f64| (actual / expected - 1.0).abs() < 1e-10;
                    assert!(close(plain, future.expected_purchases(horizon)), "{future:?}");
                    assert!(close(discounted, future.discounted_purchases(rate, horizon)), "{future:?}");
                    let pairs = pair_curve.discounted(&rules, future.rate_time, rate, horizon);
                    assert!(close(pairs, future.discounted_pairs(rate, horizon)), "{future:?}");
                    assert!(close(curve.survival(future.rate_time, horizon), future.survival(horizon)), "{future:?}");
                }
            }
        }
    }
}
