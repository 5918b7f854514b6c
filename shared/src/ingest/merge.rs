//! What an import does to one customer.

use serde::{Deserialize, Serialize};

use super::OrderRow;
use crate::domain::{CustomerHistory, CustomerKey, Day, ImportId, Origin};

/// What changed. Adds up over customers and buckets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MergeCounts {
    /// Customers seen for the first time.
    pub customers_new: u64,
    /// Customers with at least one change.
    pub customers_changed: u64,
    /// Customers left as they were.
    pub customers_unchanged: u64,
    /// Orders seen for the first time.
    pub orders_new: u64,
    /// Orders whose day, value or units differ from before.
    pub orders_changed: u64,
    /// Orders left as they were.
    pub orders_unchanged: u64,
}

/// Merges all rows of one customer from one import into the history so far. Lines of one order are summed;
/// an order takes its earliest day and is rounded half-even to minor units after summing. An order known by
/// its id is replaced when it differs and untouched (import id included) when it does not; identity fields
/// are filled, never emptied; consent only tightens. The result does not depend on the order of the rows.
/// `None` when nothing changed.
#[must_use]
pub fn merge(
    _existing: Option<&CustomerHistory>,
    _key: &CustomerKey,
    _rows: &[OrderRow],
    _import: &ImportId,
    _origin: Origin,
    _day_of_instant: &dyn Fn(i64) -> Day,
) -> (Option<CustomerHistory>, MergeCounts) {
    todo!()
}
