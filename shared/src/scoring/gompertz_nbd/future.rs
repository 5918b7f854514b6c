//! The future of a customer who is alive.
//!
//! Given the history and that the customer is alive, the purchase rate is λ ~ Gamma(n, τ) with n = r + x and
//! τ = α + T, and the lifetime left is a GGompertz again ([`Lifetime::aged`]) with share alive S, independent of
//! λ. Hence
//!
//! * purchases per week at t: (n/τ) S(t),
//! * no purchase until t, and alive: S(t) (1 + t/τ)^−n,
//! * no purchase until t, and dropped out: ∫₀ᵗ f(u) (1 + u/τ)^−n du with f = −S′,
//! * k purchases: the same with negative binomial probabilities of k.
//!
//! The published conditional expectation of this model is wrong; that of these lines is (n/τ) ∫₀ᵗ S(u) du, which
//! needs one integral. All of them are taken in [`panels`](super::panels) to 11 digits.

use super::Lifetime;
use super::panels::{Kind, Panels, Point};
use crate::math::{exp, exp_m1, ln, ln_gamma_ratio};

/// The purchase rates λ ~ Gamma(n, τ), n = r + x and τ = α + T, and the lifetime left of an alive customer. Time is in
/// weeks.
///
/// ```
/// use shared::scoring::gompertz_nbd::Parameters;
/// use shared::scoring::{History, PurchaseModel};
/// let model = Parameters { r: 0.553, alpha: 10.58, b: 0.02, s: 0.6, beta: 0.3 }.check()?;
/// let history = History::new(2, 30.43, 38.86)?;
/// let (alive, future) = (model.probability_alive(&history), model.future(&history));
/// // Times P(alive), with values by quadrature.
/// assert!((alive * future.survival(39.0) - 0.44872905981307).abs() < 1e-9);
/// assert!((alive * future.purchases(39.0) - 1.22767883420096).abs() < 1e-9);
/// assert!((alive * future.purchase_count_probability(1, 39.0) - 0.20671932689859).abs() < 1e-9);
/// assert!((1.0 - alive + alive * future.no_purchase(f64::INFINITY) - 0.41602452320688).abs() < 1e-9);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Future {
    /// n: shape of the purchase rate.
    pub rate_shape: f64,
    /// τ: rate of the purchase rate's gamma distribution, weeks.
    pub rate_time: f64,
    /// The lifetime left.
    pub lifetime: Lifetime,
}

impl Future {
    /// Probability of being alive after `horizon` weeks.
    #[must_use]
    pub fn survival(&self, horizon: f64) -> f64 {
        self.lifetime.survival(horizon)
    }

    /// Expected purchases within `horizon` weeks, which may be infinite: (n/τ) ∫ S.
    #[must_use]
    pub fn purchases(&self, horizon: f64) -> f64 {
        self.discounted(0.0, horizon)
    }

    /// Expected purchases within `horizon` weeks (may be infinite), each discounted by e^(−rate · weeks).
    #[must_use]
    pub fn discounted(&self, rate: f64, horizon: f64) -> f64 {
        self.rate_shape / self.rate_time * self.weeks_alive(rate, horizon, |_| 1.0)
    }

    /// E[Σ_{i≠j} e^(−rate(t_i + t_j))] over ordered pairs of purchases within `horizon` weeks: two at u < t come with
    /// λ² S(t), whatever u.
    ///
    /// ```
    /// use shared::scoring::History;
    /// use shared::scoring::gompertz_nbd::Parameters;
    /// let model = Parameters { r: 0.553, alpha: 10.58, b: 0.02, s: 0.6, beta: 0.3 }.check()?;
    /// let future = model.future(&History::new(2, 30.43, 38.86)?);
    /// // Without discount E[N(N − 1)].
    /// let chances = |count| f64::from(count * (count - 1)) * future.purchase_count_probability(count as u32, 39.0);
    /// let expected: f64 = (2..200).map(chances).sum();
    /// assert!((future.discounted_pairs(0.0, 39.0) / expected - 1.0).abs() < 1e-7);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn discounted_pairs(&self, rate: f64, horizon: f64) -> f64 {
        let earlier = |after: f64| if rate > 0.0 { -exp_m1(-rate * after) / rate } else { after };
        let (n, time) = (self.rate_shape, self.rate_time);
        2.0 * (n / time) * ((n + 1.0) / time) * self.weeks_alive(rate, horizon, earlier)
    }

    /// ∫ S(t) e^(−rate · t) `factor`(t) dt up to `horizon`.
    fn weeks_alive(&self, rate: f64, horizon: f64, factor: impl Fn(f64) -> f64) -> f64 {
        let panels = Panels::new(self.lifetime, self.lifetime.scale, Kind::alive(&self.lifetime, rate));
        panels.integrate(0.0, panels.log(horizon), |point| {
            exp(self.lifetime.ln_survival(point.after) - rate * point.after) * factor(point.after)
        })
    }

    /// Probability of no purchase within `horizon` weeks, which may be infinite.
    #[must_use]
    pub fn no_purchase(&self, horizon: f64) -> f64 {
        let [alive, dropped_out] = self.silence(horizon);
        (alive + dropped_out).min(1.0)
    }

    /// Probabilities of making no purchase within `horizon` weeks and being alive after them, and of making none
    /// and having dropped out.
    #[must_use]
    pub(super) fn silence(&self, horizon: f64) -> [f64; 2] {
        self.counts(0.0, horizon, |point| -self.rate_shape * point.log)
    }

    /// Probability of exactly `count` purchases within `horizon` weeks, which may be infinite.
    #[must_use]
    pub fn purchase_count_probability(&self, count: u32, horizon: f64) -> f64 {
        if count == 0 {
            return self.no_purchase(horizon);
        }
        if horizon == 0.0 {
            return 0.0;
        }
        let (n, k) = (self.rate_shape, f64::from(count));
        let ways = ln_gamma_ratio(n, k) - ln_gamma_ratio(1.0, k);
        let log_probability = |point: Point| ways - n * point.log + k * ln(-exp_m1(-point.log));
        let [alive, dropped_out] = self.counts(k, horizon, log_probability);
        (alive + dropped_out).min(1.0)
    }

    /// The density of dropping out at a point without a purchase before it.
    pub(super) fn dropout_density(&self, point: Point) -> f64 {
        self.density_of_dropout(point, -self.rate_shape * point.log)
    }

    fn density_of_dropout(&self, point: Point, log_probability: f64) -> f64 {
        let hazard = self.lifetime.shape / self.lifetime.scale_after(point.after);
        hazard * exp(self.lifetime.ln_survival(point.after) + log_probability)
    }

    /// S(t) p(t) and ∫₀ᵗ f(u) p(u) du for a p with this power of u/(τ + u).
    fn counts(&self, share_power: f64, horizon: f64, log_probability: impl Fn(Point) -> f64) -> [f64; 2] {
        let panels = self.panels(share_power);
        let end = panels.log(horizon);
        let at_end = Point { after: horizon, log: end, weight: 1.0 };
        let alive =
            if horizon.is_infinite() { 0.0 } else { exp(self.lifetime.ln_survival(horizon) + log_probability(at_end)) };
        let density = |point: Point| self.density_of_dropout(point, log_probability(point));
        let dropped_out =
            if share_power > 0.0 { panels.integrate_peak(end, density) } else { panels.integrate(0.0, end, density) };
        [alive, dropped_out]
    }

    /// For integrals over those who drop out, in v = ln(1 + t/τ).
    pub(super) fn panels(&self, share_power: f64) -> Panels {
        let kind = Kind::dropping_out(&self.lifetime, self.rate_shape).with_share_power(share_power);
        Panels::new(self.lifetime, self.rate_time, kind)
    }
}
