//! The future of a customer who is alive.

use std::fmt::Debug;

use crate::scoring::{DiscountRate, Weeks};

/// What will become of a customer, given that they are alive at the as-of day; times are counted from there. Times
/// P(alive) it is what will become of a customer of whom that is not known.
///
/// ```
/// use shared::scoring::nbd::Parameters;
/// use shared::scoring::{History, Levers, PurchaseModel, Weeks};
/// // Ten per cent more purchases a week: λ ~ Gamma(1 + 2, (10 + 20)/1.1).
/// let model = Parameters { r: 1.0, alpha: 10.0 }.check()?;
/// let levers = Levers { purchase_rate: 1.1, ..Levers::NONE };
/// let future = model.alive_future(&History::new(2, 15.0, 20.0)?, &levers).expect("any rate is possible");
/// let horizon = Weeks::of_weeks(30.0);
/// assert!((future.expected_purchases(horizon) - 3.3).abs() < 1e-12);
/// assert!((future.no_purchase_probability(horizon) - 2.1_f64.powi(-3)).abs() < 1e-12);
/// assert_eq!(future.probability_alive_after(horizon), 1.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait AliveFuture: Debug {
    /// Probability of still being alive `after` that time.
    fn probability_alive_after(&self, after: Weeks) -> f64;

    /// Expected purchases within `horizon`.
    fn expected_purchases(&self, horizon: Weeks) -> f64;

    /// Expected purchases within `horizon`, each discounted by e^(−rate · weeks).
    fn discounted_purchases(&self, rate: DiscountRate, horizon: Weeks) -> f64;

    /// Probability of no purchase within `horizon`.
    fn no_purchase_probability(&self, horizon: Weeks) -> f64;
}
