//! Discounted expected lifetimes: what a payment of one a period is worth.
//!
//! With v = 1/(1 + d), d a period, payments due at each renewal and the first one at the start:
//!
//! DEL = Σ_{t ≥ 0} S(t) v^t (a new customer, first payment included)
//! DERL(n) = Σ_{t ≥ n} S(t)/S(n − 1) v^{t − n} (active, just before the n-th renewal)
//!
//! (Fader and Hardie 2010, "Customer-base valuation in a contractual setting: the perils of ignoring heterogeneity").
//! DERL(n) = r(n) (1 + v DERL(n + 1)), so that all renewals cost one sum.

use super::Retention;
use crate::math::exp_m1;
use crate::scoring::{DiscountRate, Weeks};

/// A discount rate d for one period of a contract: a payment in the next period is worth 1/(1 + d) of one now.
///
/// ```
/// use shared::scoring::contractual::PeriodDiscount;
/// use shared::scoring::{DiscountRate, Weeks};
/// assert!((PeriodDiscount::per_period(0.25)?.factor() - 0.8).abs() < 1e-15);
/// // 10 % a year is 0.8 % over a month.
/// let month = PeriodDiscount::over(DiscountRate::annual_effective(0.10)?, Weeks::of_months(1.0))?;
/// assert!((month.rate() - (1.1_f64.powf(1.0 / 12.0) - 1.0)).abs() < 1e-12);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct PeriodDiscount {
    rate: f64,
}

/// A rate at which endless payments have no computable value.
///
/// ```
/// use shared::scoring::contractual::{PeriodDiscount, PeriodDiscountError};
/// assert_eq!(PeriodDiscount::per_period(0.0), Err(PeriodDiscountError { rate: 0.0 }));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error("an endless horizon needs a discount rate of at least {smallest} a period, but it is {rate}", smallest = PeriodDiscount::SMALLEST)]
pub struct PeriodDiscountError {
    /// The rate given.
    pub rate: f64,
}

impl PeriodDiscount {
    /// Below this rate the value of an endless contract is the guess about the distant future.
    pub const SMALLEST: f64 = 1e-5;

    /// d a period: 0.10 for 10 %.
    ///
    /// # Errors
    /// When the rate is below [`Self::SMALLEST`] or not finite.
    pub fn per_period(rate: f64) -> Result<Self, PeriodDiscountError> {
        if rate.is_finite() && rate >= Self::SMALLEST { Ok(Self { rate }) } else { Err(PeriodDiscountError { rate }) }
    }

    /// What the rate comes to over one period of a contract.
    ///
    /// # Errors
    /// When that is below [`Self::SMALLEST`].
    pub fn over(rate: DiscountRate, period: Weeks) -> Result<Self, PeriodDiscountError> {
        Self::per_period(exp_m1(rate.per_week() * period.get()))
    }

    /// d.
    #[must_use]
    pub fn rate(self) -> f64 {
        self.rate
    }

    /// v = 1/(1 + d).
    #[must_use]
    pub fn factor(self) -> f64 {
        1.0 / (1.0 + self.rate)
    }
}

/// What is left of an active customer just before a renewal.
///
/// ```
/// use shared::scoring::contractual::{PeriodDiscount, residual_lifetimes, shifted_beta_geometric};
/// // Nearly one retention rate of 0.8 for all: DERL = r (1 + d)/(1 + d − r), its elasticity (1 + d)/(1 + d − r).
/// let model = shifted_beta_geometric::Parameters { alpha: 2e6, beta: 8e6 }.check()?;
/// let residual = residual_lifetimes(&model, PeriodDiscount::per_period(0.10)?, 1)[0];
/// assert!((residual.value - 0.88 / 0.3).abs() < 1e-5);
/// assert!((residual.retention_elasticity - 1.1 / 0.3).abs() < 1e-5);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ResidualLifetime {
    /// DERL: payments of one from this renewal on, discounted to it.
    pub value: f64,
    /// Percent by which it rises when every retention rate ahead rises by one percent: Σ (t − n + 1) S(t) v^{t − n} over
    /// Σ S(t) v^{t − n}.
    pub retention_elasticity: f64,
}

/// A sum is complete when what is left of it is below this share.
const COMPLETE: f64 = 1e-16;

/// DERL and its elasticity just before the first, second, … renewal, one for each of so many `renewals`.
///
/// DERL(n) = Σ_{t ≥ n} S(t)/S(n − 1) v^{t − n}, v = 1/(1 + d), in payments of one a period (Fader and Hardie 2010,
/// "Customer-base valuation in a contractual setting: the perils of ignoring heterogeneity").
///
/// The terms beyond the last one summed cannot exceed, as no retention rate exceeds 1, the last one times v/(1 − v); the
/// sum ends when that is below 10⁻¹⁶ of it.
///
/// ```
/// use shared::scoring::contractual::{PeriodDiscount, residual_lifetimes, shifted_beta_geometric};
/// let model = shifted_beta_geometric::Parameters { alpha: 3.80, beta: 15.20 }.check()?;
/// let residual = residual_lifetimes(&model, PeriodDiscount::per_period(0.10)?, 5);
/// assert!((residual[0].value - 3.31).abs() < 0.005 && (residual[4].value - 3.84).abs() < 0.005);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn residual_lifetimes(model: &dyn Retention, discount: PeriodDiscount, renewals: u32) -> Vec<ResidualLifetime> {
    let factor = discount.factor();
    let (mut value, mut weighted) = endless_sums(model, factor, renewals.max(1));
    let mut residual = vec![ResidualLifetime { value, retention_elasticity: weighted / value }; renewals as usize];
    for renewal in (1..renewals).rev() {
        let retention = model.retention_rate(renewal);
        let discounted = factor * retention;
        value = retention + discounted * value;
        weighted = value + discounted * weighted;
        residual[renewal as usize - 1] = ResidualLifetime { value, retention_elasticity: weighted / value };
    }
    residual
}

/// Σ S(t)/S(n − 1) v^{t − n} and Σ (t − n + 1) S(t)/S(n − 1) v^{t − n} over t ≥ n.
fn endless_sums(model: &dyn Retention, factor: f64, first: u32) -> (f64, f64) {
    let perpetuity = factor / (1.0 - factor);
    let (mut value, mut weighted) = (0.0, 0.0);
    let mut term = 1.0;
    let mut count = 0.0;
    for renewal in first.. {
        term *= model.retention_rate(renewal);
        count += 1.0;
        value += term;
        weighted += count * term;
        let rest_of_value = term * perpetuity;
        let rest_of_weighted = rest_of_value * (count + perpetuity + 1.0);
        if rest_of_value <= COMPLETE * value && rest_of_weighted <= COMPLETE * weighted {
            break;
        }
        term *= factor;
    }
    (value, weighted)
}

/// DEL: payments of one a period by a new customer, the first one now, for as long as she stays: Σ_{t ≥ 0} S(t) v^t,
/// v = 1/(1 + d) (Fader and Hardie 2010).
///
/// ```
/// use shared::scoring::contractual::{PeriodDiscount, discounted_lifetime, shifted_beta_geometric};
/// let discount = PeriodDiscount::per_period(0.10)?;
/// let regular = shifted_beta_geometric::Parameters { alpha: 0.704, beta: 1.182 }.check()?;
/// let high_end = shifted_beta_geometric::Parameters { alpha: 0.668, beta: 3.806 }.check()?;
/// assert!((discounted_lifetime(&regular, discount) - 3.695147).abs() < 5e-7);
/// assert!((discounted_lifetime(&high_end, discount) - 5.922596).abs() < 5e-7);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn discounted_lifetime(model: &dyn Retention, discount: PeriodDiscount) -> f64 {
    1.0 + discount.factor() * endless_sums(model, discount.factor(), 1).0
}

/// Payments of one at the next `renewals` renewals by a customer active after `age` periods, each discounted by v once
/// more than the one before and the first by one: Σ_{k = 1..} S(T + k)/S(T) v^k. No discount gives the expected number
/// of renewals.
///
/// ```
/// use shared::scoring::contractual::{discounted_renewals, shifted_beta_geometric};
/// // With α = β = 1 a customer of age 1 stays one and two periods more with 2/3 and 2/4.
/// let model = shifted_beta_geometric::Parameters { alpha: 1.0, beta: 1.0 }.check()?;
/// let by_hand = 2.0 / 3.0 / 1.1 + 0.5 / (1.1 * 1.1);
/// assert!((discounted_renewals(&model, 1, 2, 0.10) - by_hand).abs() < 1e-12);
/// # Ok::<(), shared::scoring::ParameterError>(())
/// ```
#[must_use]
pub fn discounted_renewals(model: &dyn Retention, age: u32, renewals: u32, discount: f64) -> f64 {
    let factor = 1.0 / (1.0 + discount);
    let (mut term, mut sum) = (1.0, 0.0);
    for more in 1..=renewals {
        term *= factor * model.retention_rate(age.saturating_add(more));
        sum += term;
        if term == 0.0 {
            break;
        }
    }
    sum
}
