//! The future of a customer who is alive.

use std::fmt::Debug;

use crate::scoring::{DiscountRate, Weeks};

/// What will become of a customer, given that they are alive at the as-of day; times are counted from there. Times
/// P(alive) it is what will become of a customer of whom that is not known.
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
