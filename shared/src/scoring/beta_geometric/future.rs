//! The future of a customer who is alive.
//!
//! Given that a customer with history (x, t_x, T) is alive, the purchase rate is λ ~ Gamma(n, τ) with
//! n = r + x and τ = α + T, and the dropout probability p ~ Beta(A, B) with A = a and B = b + m, each
//! independent of the other. After time t purchases arrive with intensity λ e^(−λpt), so with
//! w = t/τ and F_s(w) = E[(1 + pw)^−s] ([`mean_power_of_beta`]):
//!
//! * purchases per week at t: (n/τ) F_{n+1}(w),
//! * still alive at t: F_n(w),
//! * two purchases at s < t: λ²(1 − p)e^(−λpt), on average n(n + 1)/τ² · B/(A + B) · F'_{n+2}(w) with
//!   p ~ Beta(A, B + 1) in F': the same for every s.
//!
//! Integrals over time are taken in v = ln(1 + w), in which the integrands are smooth and no case
//! (a = 1, large x, long horizons) is special.

use super::{Model, Parameters};
use crate::math::{Quadrature, exp, exp_m1, gauss_legendre, ln_1p, mean_power_of_beta};
use crate::scoring::purchase_model::AliveFuture;
use crate::scoring::{DiscountRate, History, Levers, Weeks};

/// The mixture of purchase rates and dropout probabilities of an alive customer: λ ~ Gamma(n, τ) with n = r + x and
/// τ = α + T, p ~ Beta(A, B) with A = a and B = b + m. With w = t/τ and F_s(w) = E[(1 + pw)^−s] they are alive after t
/// weeks with F_n(w) and then buy (n/τ) F_{n+1}(w) times a week.
///
/// ```
/// use shared::scoring::History;
/// use shared::scoring::beta_geometric::{Dropout, Parameters};
/// let model = Parameters { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }.check(Dropout::AfterRepeats)?;
/// let future = model.future(&History::new(2, 30.43, 38.86)?);
/// assert!((future.rate_shape - 2.243).abs() < 1e-12 && (future.dropout_b - 4.426).abs() < 1e-12);
/// // Times P(alive) the published expectation, 1.226; the intensity at the start is n/τ.
/// assert!((0.7265785701 * future.expected_purchases(39.0) - 1.2260281748).abs() < 1e-9);
/// assert!((future.intensity(0.0) - 2.243 / 43.274).abs() < 1e-12);
/// // A ≤ 1: until dropout infinitely many are expected, though everybody leaves.
/// assert_eq!(future.lifetime_purchases(), f64::INFINITY);
/// assert!(future.survival(39.0) < 1.0 && future.no_purchase(39.0) > 0.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Future {
    /// n: shape of the purchase rate.
    pub rate_shape: f64,
    /// τ: rate of the purchase rate's gamma distribution, weeks.
    pub rate_time: f64,
    /// A: first shape of the dropout probability.
    pub dropout_a: f64,
    /// B: second shape of the dropout probability.
    pub dropout_b: f64,
}

/// Nodes a panel in the integrals over time.
const NODES_PER_PANEL: usize = 16;
/// Widest panel in v.
const WIDEST_PANEL: f64 = 0.7;
/// After a discount by e to this power nothing visible is left.
const NEGLIGIBLE_DISCOUNT: f64 = 45.0;

impl Model {
    /// The future of a customer with this history, were they alive.
    #[must_use]
    pub fn future(&self, history: &History) -> Future {
        let Parameters { r, alpha, a, b } = self.values();
        Future {
            rate_shape: r + f64::from(history.frequency),
            rate_time: alpha + history.age,
            dropout_a: a,
            dropout_b: b + self.dropout().opportunities(history.frequency),
        }
    }
}

impl Future {
    /// Probability of being alive after `horizon` weeks: F_n.
    #[must_use]
    pub fn survival(&self, horizon: f64) -> f64 {
        mean_power_of_beta(self.rate_shape, self.dropout_a, self.dropout_b, horizon / self.rate_time)
    }

    /// Expected purchases a week, `after` weeks from now: (n/τ) F_{n+1}.
    #[must_use]
    pub fn intensity(&self, after: f64) -> f64 {
        let power = mean_power_of_beta(self.rate_shape + 1.0, self.dropout_a, self.dropout_b, after / self.rate_time);
        self.rate_shape / self.rate_time * power
    }

    /// Expected purchases within `horizon` weeks: the integral of the [intensity](Self::intensity).
    #[must_use]
    pub fn expected_purchases(&self, horizon: f64) -> f64 {
        self.discounted_purchases(0.0, horizon)
    }

    /// Expected purchases within `horizon` weeks (may be infinite if the rate is positive), each
    /// discounted by e^(−rate · weeks).
    ///
    /// ```
    /// use shared::math::ln;
    /// use shared::scoring::History;
    /// use shared::scoring::beta_geometric::{Dropout, Parameters};
    /// let model = Parameters { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }.check(Dropout::AfterRepeats)?;
    /// let future = model.future(&History::new(2, 30.43, 38.86)?);
    /// // 15 % a year of 52 weeks, over all time to come: 5.1696 with P(alive).
    /// let residual = 0.7265785701 * future.discounted_purchases(ln(1.15) / 52.0, f64::INFINITY);
    /// assert!((residual - 5.1695539).abs() < 1e-6);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn discounted_purchases(&self, rate: f64, horizon: f64) -> f64 {
        if rate == 0.0 && horizon == f64::INFINITY {
            return self.lifetime_purchases();
        }
        let horizon = if rate > 0.0 { horizon.min(NEGLIGIBLE_DISCOUNT / rate) } else { horizon };
        self.over_time(horizon, |after| self.intensity(after) * exp(-rate * after))
    }

    /// Expected purchases until dropout: E[1/p], infinite for A ≤ 1.
    #[must_use]
    pub fn lifetime_purchases(&self) -> f64 {
        let more_than_one = self.dropout_a - 1.0;
        if more_than_one > 0.0 { (more_than_one + self.dropout_b) / more_than_one } else { f64::INFINITY }
    }

    /// E[Σ_{i≠j} e^(−rate(t_i + t_j))] over ordered pairs of purchases within `horizon` weeks: with the
    /// sum of squares it gives the variance of a discounted sum.
    ///
    /// ```
    /// use shared::scoring::beta_geometric::Future;
    /// let future = Future { rate_shape: 2.243, rate_time: 43.274, dropout_a: 0.793, dropout_b: 4.426 };
    /// // Without discount E[N(N − 1)].
    /// let chances = |count| f64::from(count * (count - 1)) * future.purchase_count_probability(count as u32, 39.0);
    /// let expected: f64 = (2..200).map(chances).sum();
    /// assert!((future.discounted_pairs(0.0, 39.0) / expected - 1.0).abs() < 1e-8);
    /// ```
    #[must_use]
    pub fn discounted_pairs(&self, rate: f64, horizon: f64) -> f64 {
        let (n, a, b) = (self.rate_shape, self.dropout_a, self.dropout_b);
        let front = 2.0 * n * (n + 1.0) / (self.rate_time * self.rate_time) * b / (a + b);
        let earlier = |after: f64| if rate > 0.0 { -exp_m1(-rate * after) / rate } else { after };
        front
            * self.over_time(horizon, |after| {
                mean_power_of_beta(n + 2.0, a, b + 1.0, after / self.rate_time) * exp(-rate * after) * earlier(after)
            })
    }

    /// Probability of no purchase within `horizon` weeks, (τ/(τ + t))^n: dropout comes only with a purchase.
    #[must_use]
    pub fn no_purchase(&self, horizon: f64) -> f64 {
        exp(-self.rate_shape * ln_1p(horizon / self.rate_time))
    }

    /// The future with purchases `factor` times as fast.
    #[must_use]
    pub fn with_purchase_rate(self, factor: f64) -> Self {
        Self { rate_time: self.rate_time / factor, ..self }
    }

    /// The future with every dropout probability's mean `factor` times as large and their spread kept:
    /// Beta(cA, A + B − cA). `None` when cA ≥ A + B: no such distribution exists.
    ///
    /// ```
    /// use shared::scoring::beta_geometric::Future;
    /// let future = Future { rate_shape: 2.0, rate_time: 40.0, dropout_a: 1.0, dropout_b: 4.0 };
    /// // A mean of 0.2 made half as large again: 0.3.
    /// let more = future.with_dropout(1.5).expect("below certainty");
    /// assert_eq!((more.dropout_a, more.dropout_b), (1.5, 3.5));
    /// assert_eq!(future.with_dropout(5.0), None);
    /// ```
    #[must_use]
    pub fn with_dropout(self, factor: f64) -> Option<Self> {
        let dropout_a = factor * self.dropout_a;
        let dropout_b = self.dropout_a + self.dropout_b - dropout_a;
        (dropout_b > 0.0).then_some(Self { dropout_a, dropout_b, ..self })
    }

    /// The future under these levers; `None` when no such dropout distribution exists.
    #[must_use]
    pub fn with_levers(self, levers: &Levers) -> Option<Self> {
        self.with_purchase_rate(levers.purchase_rate).with_dropout(levers.dropout)
    }

    /// ∫ over [0, horizon] weeks.
    fn over_time(&self, horizon: f64, integrand: impl Fn(f64) -> f64) -> f64 {
        let rule = gauss_legendre(NODES_PER_PANEL);
        let end = ln_1p(horizon / self.rate_time);
        panels(self, end).map(|(from, to)| self.panel(&rule, from, to, &integrand)).sum()
    }

    fn panel(&self, rule: &Quadrature, from: f64, to: f64, integrand: impl Fn(f64) -> f64) -> f64 {
        rule.integrate(from, to, |v| {
            let w = exp_m1(v);
            integrand(self.rate_time * w) * self.rate_time * (1.0 + w)
        })
    }
}

impl AliveFuture for Future {
    fn probability_alive_after(&self, after: Weeks) -> f64 {
        self.survival(after.get())
    }

    fn expected_purchases(&self, horizon: Weeks) -> f64 {
        Self::expected_purchases(self, horizon.get())
    }

    fn discounted_purchases(&self, rate: DiscountRate, horizon: Weeks) -> f64 {
        Self::discounted_purchases(self, rate.per_week(), horizon.get())
    }

    fn no_purchase_probability(&self, horizon: Weeks) -> f64 {
        self.no_purchase(horizon.get())
    }
}

/// Panels of [0, end] in v: the first as narrow as the integrand falls, then doubling.
fn panels(future: &Future, end: f64) -> impl Iterator<Item = (f64, f64)> {
    let mean_dropout = future.dropout_a / (future.dropout_a + future.dropout_b);
    let mut width = 1.0 / (1.0 + mean_dropout * (future.rate_shape + 1.0));
    let mut from = 0.0;
    std::iter::from_fn(move || {
        if from >= end {
            return None;
        }
        width = width.min(WIDEST_PANEL);
        let to = (from + width).min(end);
        let panel = (from, to);
        (from, width) = (to, 2.0 * width);
        Some(panel)
    })
}

#[cfg(test)]
mod tests {
    use super::Future;
    use crate::math::{exp, hypergeometric, ln_1p};

    /// Expected purchases by the closed form with ₂F₁ after Euler's transformation (not for A = 1).
    fn closed_form(future: &Future, horizon: f64) -> f64 {
        let Future { rate_shape: n, rate_time, dropout_a: a, dropout_b: b } = *future;
        let c = a + b - 1.0;
        let z = horizon / (rate_time + horizon);
        c / (a - 1.0) * (1.0 - exp((a - 1.0) * ln_1p(-z)) * hypergeometric(c - n, a - 1.0, c, z))
    }

    fn futures() -> impl Iterator<Item = Future> {
        [
            (0.243, 43.274, 0.793, 2.426),
            (2.243, 43.274, 0.793, 4.426),
            (26.525, 37.0, 0.891, 28.6),
            (1_000.1, 3_700.0, 0.4, 1_000.8),
            (3.0, 20.0, 3.4, 5.0),
            (0.6, 30.0, 1.9, 2_000.0),
        ]
        .into_iter()
        .map(|(rate_shape, rate_time, dropout_a, dropout_b)| Future {
            rate_shape,
            rate_time,
            dropout_a,
            dropout_b,
        })
    }

    #[test]
    fn purchases_agree_with_the_closed_form() {
        for future in futures() {
            for horizon in [1.0, 39.0, 522.0] {
                let (actual, expected) = (future.expected_purchases(horizon), closed_form(&future, horizon));
                assert!((actual / expected - 1.0).abs() < 1e-10, "{future:?} {horizon}: {actual} {expected}");
            }
        }
    }

    #[test]
    fn a_dropout_shape_of_one_is_no_exception() {
        let at =
            |dropout_a| Future { rate_shape: 2.5, rate_time: 45.0, dropout_a, dropout_b: 4.6 }.expected_purchases(52.0);
        let (below, one, above) = (at(1.0 - 1e-6), at(1.0), at(1.0 + 1e-6));
        assert!((one - 0.5 * (below + above)).abs() < 1e-10);
        assert!(below > one && one > above);
    }

    #[test]
    fn survival_falls_as_fast_as_purchases_bring_dropout() {
        // d/dt E[alive] = −E[λp e^(−λpt)], by differences.
        for future in futures() {
            let slope = (future.survival(10.001) - future.survival(9.999)) / 0.002;
            assert!(slope < 0.0 && future.survival(0.0) == 1.0);
            // Every death follows a purchase: deaths a week are fewer than purchases a week.
            assert!(-slope < future.intensity(10.0));
        }
    }

    #[test]
    fn discounting_without_a_rate_is_counting() {
        for future in futures() {
            let tiny = future.discounted_purchases(1e-12, 52.0);
            assert!((tiny / future.expected_purchases(52.0) - 1.0).abs() < 1e-10);
            let pairs = future.discounted_pairs(1e-12, 52.0);
            assert!((pairs / future.discounted_pairs(0.0, 52.0) - 1.0).abs() < 1e-9);
        }
    }

    #[test]
    fn levers_do_what_they_say() {
        let future = Future { rate_shape: 2.5, rate_time: 45.0, dropout_a: 0.9, dropout_b: 4.6 };
        assert!(
            (future.with_purchase_rate(2.0).expected_purchases(26.0) - future.expected_purchases(52.0)).abs() < 1e-13
        );
        let safer = future.with_dropout(0.5).expect("in range");
        assert_eq!(safer.dropout_a + safer.dropout_b, 5.5);
        assert!(safer.survival(52.0) > future.survival(52.0));
        assert_eq!(future.with_dropout(7.0), None);
    }
}
