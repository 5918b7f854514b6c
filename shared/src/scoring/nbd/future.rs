//! The future of a customer, who never leaves.

use super::{Model, Parameters};
use crate::math::{NegativeBinomial, exp_m1};
use crate::scoring::purchase_model::AliveFuture;
use crate::scoring::{DiscountRate, History, Weeks};

/// The distribution of the purchase rate given the history: λ ~ Gamma(n, τ) with n = r + x and τ = α + T.
///
/// ```
/// use shared::scoring::nbd::{Future, Parameters};
/// use shared::scoring::purchase_model::AliveFuture;
/// use shared::scoring::{History, Weeks};
/// let model = Parameters { r: 1.0, alpha: 10.0 }.check()?;
/// let future = model.future(&History::new(2, 15.0, 20.0)?);
/// assert_eq!(future, Future { rate_shape: 3.0, rate_time: 30.0 });
/// assert!((future.with_purchase_rate(1.5).expected_purchases(Weeks::of_weeks(10.0)) - 1.5).abs() < 1e-12);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Future {
    /// n: shape of the purchase rate.
    pub rate_shape: f64,
    /// τ: rate of the purchase rate's gamma distribution, weeks.
    pub rate_time: f64,
}

impl Model {
    /// The future of a customer with this history.
    #[must_use]
    pub fn future(&self, history: &History) -> Future {
        let Parameters { r, alpha } = self.values();
        Future { rate_shape: r + f64::from(history.frequency), rate_time: alpha + history.age }
    }
}

impl Future {
    /// The future with purchases `factor` times as fast.
    #[must_use]
    pub fn with_purchase_rate(self, factor: f64) -> Self {
        Self { rate_time: self.rate_time / factor, ..self }
    }
}

impl AliveFuture for Future {
    fn probability_alive_after(&self, _: Weeks) -> f64 {
        1.0
    }

    fn expected_purchases(&self, horizon: Weeks) -> f64 {
        self.rate_shape / self.rate_time * horizon.get()
    }

    fn discounted_purchases(&self, rate: DiscountRate, horizon: Weeks) -> f64 {
        let rate = rate.per_week();
        if rate == 0.0 {
            return self.expected_purchases(horizon);
        }
        self.rate_shape / self.rate_time * -exp_m1(-rate * horizon.get()) / rate
    }

    fn no_purchase_probability(&self, horizon: Weeks) -> f64 {
        NegativeBinomial::new(self.rate_shape, self.rate_time, horizon.get()).exactly(0.0)
    }
}
