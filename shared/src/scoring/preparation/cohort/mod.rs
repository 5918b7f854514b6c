//! Customers by the month or quarter of their first purchase.

mod period;
mod triangle;

pub use period::CohortPeriod;
pub use triangle::{Cohort, CohortCell, CohortTriangle};
