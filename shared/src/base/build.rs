//! From histories to the base.

use super::Base;
use crate::domain::{CustomerHistory, Day};

/// The customer's transactions by definition: one a calendar day on which purchases less same-day
/// cancellations come to more than zero; and the sum of what was refunded on other days.
#[must_use]
pub fn transactions(_history: &CustomerHistory) -> (Vec<(Day, i64)>, i64) {
    todo!()
}

/// Builds the base as of the last day with an order. Customers without a transaction are left out.
/// Score columns are NaN until [`crate::planning::score`] fills them.
#[must_use]
pub fn build<'a>(_histories: impl IntoIterator<Item = &'a CustomerHistory>) -> Base {
    todo!()
}
