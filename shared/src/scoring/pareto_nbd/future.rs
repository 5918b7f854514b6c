//! The future of a customer who is alive.
//!
//! Given that a customer with history (x, t_x, T) is alive, λ ~ Gamma(n, τ) with n = r + x and τ = α + T,
//! and μ ~ Gamma(s, σ) with σ = β + T, each independent of the other. After time t
//!
//! * they are alive with probability (σ/(σ + t))^s,
//! * purchases arrive at n/τ times that a week.

use std::sync::LazyLock;

use super::{Model, Parameters};
use crate::math::{Quadrature, exp, exp_m1, gauss_legendre, ln_1p};
use crate::scoring::purchase_model::AliveFuture;
use crate::scoring::{DiscountRate, History, Levers, Weeks};

/// The mixture of purchase rates and dropout rates of an alive customer: λ ~ Gamma(n, τ) with n = r + x and τ = α + T,
/// μ ~ Gamma(s, σ) with σ = β + T.
///
/// ```
/// use shared::scoring::History;
/// use shared::scoring::pareto_nbd::Parameters;
/// let model = Parameters { r: 0.5534, alpha: 10.5802, s: 0.6061, beta: 11.6562 }.check()?;
/// let future = model.future(&History::new(2, 30.43, 38.86)?);
/// // Times P(alive) the published expectations; alive with (σ/(σ + t))^s, buying at n/τ times that a week.
/// assert!((0.8691106440 * future.expected_purchases(39.0) - 1.4550928438).abs() < 1e-8);
/// assert!((0.8691106440 * future.survival(39.0) - 0.6144362324).abs() < 1e-8);
/// assert!((future.intensity(39.0) - 2.5534 / 49.4402 * future.survival(39.0)).abs() < 1e-12);
/// // Twice the dropout rates halve σ, twice the purchase rates halve τ.
/// let faster = future.with_purchase_rate(2.0).with_dropout(2.0);
/// assert_eq!((faster.rate_time, faster.dropout_time), (future.rate_time / 2.0, future.dropout_time / 2.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Future {
    /// n: shape of the purchase rate.
    pub rate_shape: f64,
    /// τ: rate of the purchase rate's gamma distribution, weeks.
    pub rate_time: f64,
    /// s: shape of the dropout rate.
    pub dropout_shape: f64,
    /// σ: rate of the dropout rate's gamma distribution, weeks.
    pub dropout_time: f64,
}

static RULE: LazyLock<Quadrature> = LazyLock::new(|| gauss_legendre(16));
/// After a discount by e to this power nothing visible is left.
const NEGLIGIBLE_DISCOUNT: f64 = 45.0;
/// Widest panel in v: the integrand grows π/2 away from the real axis.
const WIDEST_PANEL: f64 = 1.0;
/// By how much the logarithm of the integrand may change over one panel.
const MOST_CHANGE: f64 = 8.0;

impl Model {
    /// The future of a customer with this history, were they alive.
    #[must_use]
    pub fn future(&self, history: &History) -> Future {
        let Parameters { r, alpha, s, beta } = self.values();
        Future {
            rate_shape: r + f64::from(history.frequency),
            rate_time: alpha + history.age,
            dropout_shape: s,
            dropout_time: beta + history.age,
        }
    }
}

impl Future {
    /// Probability of being alive after `horizon` weeks: (σ/(σ + t))^s.
    #[must_use]
    pub fn survival(&self, horizon: f64) -> f64 {
        exp(-self.dropout_shape * ln_1p(horizon / self.dropout_time))
    }

    /// Expected purchases a week, `after` weeks from now: (n/τ) (σ/(σ + t))^s.
    #[must_use]
    pub fn intensity(&self, after: f64) -> f64 {
        self.rate() * self.survival(after)
    }

    /// Expected purchases within `horizon` weeks, n σ/(τ (s − 1)) · (1 − (σ/(σ + t))^(s − 1)), which is
    /// (nσ/τ) ln(1 + t/σ) for s = 1; infinite for an infinite horizon if s ≤ 1.
    #[must_use]
    pub fn expected_purchases(&self, horizon: f64) -> f64 {
        self.rate() * self.weeks_alive(horizon)
    }

    /// Expected purchases within `horizon` weeks (may be infinite if the rate is positive), each discounted by
    /// e^(−rate · weeks).
    ///
    /// Over an infinite horizon it is n/τ · σ^s δ^(s − 1) Ψ(s, s; δσ) with Tricomi's function (Fader, Hardie and
    /// Lee 2005, "RFM and CLV"); the integral it stands for has a positive, smooth integrand and no special case.
    ///
    /// ```
    /// use shared::math::ln;
    /// use shared::scoring::History;
    /// use shared::scoring::pareto_nbd::Parameters;
    /// let model = Parameters { r: 0.5534, alpha: 10.5802, s: 0.6061, beta: 11.6562 }.check()?;
    /// let future = model.future(&History::new(2, 30.43, 38.86)?);
    /// // 15 % a year of 52 weeks, as R's BTYD has it: 6.5005 with P(alive).
    /// let residual = 0.8691106440 * future.discounted_purchases(ln(1.15) / 52.0, f64::INFINITY);
    /// assert!((residual - 6.5005138368).abs() < 1e-7);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn discounted_purchases(&self, rate: f64, horizon: f64) -> f64 {
        self.rate() * self.discounted_weeks_alive(rate, horizon)
    }

    /// E[Σ_{i≠j} e^(−rate(t_i + t_j))] over ordered pairs of purchases within `horizon` weeks: with the sum of
    /// squares it gives the variance of a discounted sum.
    ///
    /// ```
    /// use shared::scoring::History;
    /// use shared::scoring::pareto_nbd::Parameters;
    /// let model = Parameters { r: 0.5534, alpha: 10.5802, s: 0.6061, beta: 11.6562 }.check()?;
    /// let future = model.future(&History::new(2, 30.43, 38.86)?);
    /// // Without discount E[N(N − 1)].
    /// let chances = |count| f64::from(count * (count - 1)) * future.purchase_count_probability(count as u32, 39.0);
    /// let expected: f64 = (2..200).map(chances).sum();
    /// assert!((future.discounted_pairs(0.0, 39.0) / expected - 1.0).abs() < 1e-8);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn discounted_pairs(&self, rate: f64, horizon: f64) -> f64 {
        let front = 2.0 * self.rate_shape * (self.rate_shape + 1.0) / (self.rate_time * self.rate_time);
        let earlier = |after: f64| if rate > 0.0 { -exp_m1(-rate * after) / rate } else { after };
        front * self.over_time(rate, horizon, earlier)
    }

    /// The future with purchases `factor` times as fast.
    #[must_use]
    pub fn with_purchase_rate(self, factor: f64) -> Self {
        Self { rate_time: self.rate_time / factor, ..self }
    }

    /// The future with every dropout rate `factor` times as large.
    #[must_use]
    pub fn with_dropout(self, factor: f64) -> Self {
        Self { dropout_time: self.dropout_time / factor, ..self }
    }

    /// The future under these levers.
    #[must_use]
    pub fn with_levers(self, levers: &Levers) -> Self {
        self.with_purchase_rate(levers.purchase_rate).with_dropout(levers.dropout)
    }

    /// n/τ: purchases a week of a customer who never drops out.
    fn rate(&self) -> f64 {
        self.rate_shape / self.rate_time
    }

    /// Expected weeks alive within `horizon`: σ/(s − 1) · (1 − (σ/(σ + t))^(s − 1)), whatever s is.
    pub(super) fn weeks_alive(&self, horizon: f64) -> f64 {
        let surplus = self.dropout_shape - 1.0;
        if horizon == f64::INFINITY {
            return if surplus > 0.0 { self.dropout_time / surplus } else { f64::INFINITY };
        }
        let log = ln_1p(horizon / self.dropout_time);
        let exponent = -surplus * log;
        // (e^x − 1)/x, which is 1 where s = 1.
        let mean = if exponent == 0.0 { 1.0 } else { exp_m1(exponent) / exponent };
        self.dropout_time * log * mean
    }

    /// ∫ e^(−rate·t) (σ/(σ + t))^s over the horizon.
    pub(super) fn discounted_weeks_alive(&self, rate: f64, horizon: f64) -> f64 {
        if rate == 0.0 { self.weeks_alive(horizon) } else { self.over_time(rate, horizon, |_| 1.0) }
    }

    /// ∫ of `function` times e^(−rate·t) (σ/(σ + t))^s over the horizon, in v = ln(1 + t/σ).
    fn over_time(&self, rate: f64, horizon: f64, function: impl Fn(f64) -> f64) -> f64 {
        let horizon = if rate > 0.0 { horizon.min(NEGLIGIBLE_DISCOUNT / rate) } else { horizon };
        let (s, sigma) = (self.dropout_shape, self.dropout_time);
        let end = ln_1p(horizon / sigma);
        let discount = rate * sigma;
        let (mut from, mut sum) = (0.0, 0.0);
        while from < end {
            let change = (1.0 - s).abs() + discount * exp(from + WIDEST_PANEL);
            let to = (from + WIDEST_PANEL.min(MOST_CHANGE / change)).min(end);
            sum += RULE.integrate(from, to, |v| {
                let grown = exp_m1(v);
                function(sigma * grown) * sigma * exp((1.0 - s) * v - discount * grown)
            });
            from = to;
        }
        sum
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

#[cfg(test)]
mod tests {
    use super::Future;
    use crate::math::{exp, gauss_legendre};

    fn futures() -> impl Iterator<Item = Future> {
        [(0.55, 49.4, 0.606, 50.5), (26.5, 41.6, 1.0, 42.7), (5.5, 183.0, 64.3, 7_866.5), (2.0, 30.0, 0.01, 0.3)]
            .into_iter()
            .map(|(rate_shape, rate_time, dropout_shape, dropout_time)| Future {
                rate_shape,
                rate_time,
                dropout_shape,
                dropout_time,
            })
    }

    #[test]
    fn purchases_and_their_discount_agree_with_brute_force() {
        let rule = gauss_legendre(24);
        for future in futures() {
            for rate in [0.0, 0.0018, 0.3] {
                let by_hand: f64 = (0..200)
                    .map(|week| {
                        rule.integrate(f64::from(week), f64::from(week + 1), |t| future.intensity(t) * exp(-rate * t))
                    })
                    .sum();
                let actual = future.discounted_purchases(rate, 200.0);
                assert!((actual / by_hand - 1.0).abs() < 1e-12, "{future:?} {rate}: {actual} {by_hand}");
            }
            assert_eq!(future.expected_purchases(200.0), future.discounted_purchases(0.0, 200.0));
        }
    }

    #[test]
    fn a_dropout_shape_of_one_is_no_exception() {
        let at = |dropout_shape| {
            Future { rate_shape: 2.5, rate_time: 45.0, dropout_shape, dropout_time: 46.0 }.expected_purchases(52.0)
        };
        let (below, one, above) = (at(1.0 - 1e-6), at(1.0), at(1.0 + 1e-6));
        assert!((one - 0.5 * (below + above)).abs() < 1e-10);
        assert!(below > one && one > above);
    }

    #[test]
    fn all_time_to_come_is_the_limit_of_long_horizons() {
        for future in futures() {
            let ever = future.discounted_purchases(0.0018, f64::INFINITY);
            assert!((ever / future.discounted_purchases(0.0018, 20_000.0) - 1.0).abs() < 1e-12);
            assert_eq!(future.expected_purchases(f64::INFINITY).is_finite(), future.dropout_shape > 1.0);
        }
    }

    #[test]
    fn pairs_without_discount_are_a_second_moment() {
        // Of one rate λ and lifetime: E[N(N − 1)] = E[λ²] E[min(lifetime, t)²].
        for future in futures() {
            let rule = gauss_legendre(24);
            let squares: f64 = (0..52)
                .map(|week| rule.integrate(f64::from(week), f64::from(week + 1), |t| 2.0 * t * future.survival(t)))
                .sum();
            let n = future.rate_shape;
            let expected = n * (n + 1.0) / (future.rate_time * future.rate_time) * squares;
            assert!((future.discounted_pairs(0.0, 52.0) / expected - 1.0).abs() < 1e-12);
            assert!((future.discounted_pairs(1e-10, 52.0) / expected - 1.0).abs() < 1e-7);
        }
    }

    #[test]
    fn levers_do_what_they_say() {
        let future = Future { rate_shape: 2.5, rate_time: 45.0, dropout_shape: 0.6, dropout_time: 46.0 };
        let twice = future.with_purchase_rate(2.0).expected_purchases(26.0);
        assert!((twice - 2.0 * future.expected_purchases(26.0)).abs() < 1e-13);
        assert!((future.with_dropout(0.5).survival(52.0) - future.survival(26.0)).abs() < 1e-15);
    }
}
