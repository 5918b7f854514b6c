//! The future of an alive customer under levers.

use super::Future;
use crate::scoring::purchase_model::AliveFuture;
use crate::scoring::{DiscountRate, Levers, Weeks};

impl Future {
    /// The future with purchases and dropout that many times as fast. A hazard `dropout` times as high is one of the
    /// same kind, with the lifetime's scale divided by it.
    ///
    /// ```
    /// use shared::scoring::gompertz_nbd::Parameters;
    /// use shared::scoring::{History, Levers};
    /// let model = Parameters { r: 0.553, alpha: 10.58, b: 0.02, s: 0.6, beta: 0.3 }.check()?;
    /// let future = model.future(&History::new(2, 30.43, 38.86)?);
    /// let more = future.with_levers(&Levers { purchase_rate: 1.1, ..Levers::NONE });
    /// assert!((more.purchases(39.0) / future.purchases(39.0) - 1.1).abs() < 1e-9);
    /// let fewer_leave = future.with_levers(&Levers { dropout: 0.5, ..Levers::NONE });
    /// assert_eq!(fewer_leave.lifetime.scale, 2.0 * future.lifetime.scale);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn with_levers(self, levers: &Levers) -> Self {
        let mut future = self;
        future.rate_time /= levers.purchase_rate;
        future.lifetime.scale /= levers.dropout;
        future
    }
}

impl AliveFuture for Future {
    fn probability_alive_after(&self, after: Weeks) -> f64 {
        self.survival(after.get())
    }

    fn expected_purchases(&self, horizon: Weeks) -> f64 {
        self.purchases(horizon.get())
    }

    fn discounted_purchases(&self, rate: DiscountRate, horizon: Weeks) -> f64 {
        self.discounted(rate.per_week(), horizon.get())
    }

    fn no_purchase_probability(&self, horizon: Weeks) -> f64 {
        self.no_purchase(horizon.get())
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Future, Lifetime};
    use crate::scoring::Levers;

    #[test]
    fn levers_multiply_rates() {
        let lifetime = Lifetime { growth: 0.02, shape: 0.6, scale: 15.0 };
        let future = Future { rate_shape: 2.5, rate_time: 40.0, lifetime };
        let levers = Levers { purchase_rate: 2.0, dropout: 3.0 };
        let moved = future.with_levers(&levers);
        let (soon, hour) = (1e-6, 1e-6);
        assert!((moved.purchases(hour) / future.purchases(hour) - 2.0).abs() < 1e-5);
        assert!((moved.lifetime.ln_survival(soon) / future.lifetime.ln_survival(soon) - 3.0).abs() < 1e-5);
        assert_eq!(future.with_levers(&Levers::NONE), future);
    }
}
