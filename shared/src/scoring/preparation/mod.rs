//! From orders to what the models need to know of each customer.
//!
//! | file | holds |
//! |---|---|
//! | `transactions` | which days with orders are transactions |
//! | `numbers` | the few numbers of a customer that every purchase and spend model works on |
//! | `record` | the same numbers kept up to date order by order, and merged |
//! | `order_log` | orders of all customers, in any order, in one pass |
//! | `split` | calibration up to a date, and what happened afterwards |
//! | `time_unit` | days, weeks and months of the outside, weeks inside |
//! | `rfm` | scores from 1 to 5 for recency, frequency and spend, and names for their combinations |
//! | `cohort` | customers by the month or quarter of their first purchase |
//! | `season` | a clock that runs as fast as everybody buys |
//! | `sources` | customers by where their first purchase came from |
//!
//! Amounts are whole numbers of whatever unit the caller counts in: minor units in a base.

pub mod cohort;
mod numbers;
mod order_log;
mod record;
pub mod rfm;
pub mod season;
mod sources;
mod split;
mod time_unit;
mod transactions;

pub use numbers::PurchaseNumbers;
pub use order_log::{OrderLog, PurchaseLog};
pub use record::{EarlierDay, PurchaseRecord};
pub use sources::{SourceSummary, by_source};
pub use split::{CalibrationHoldout, HoldoutPeriodError};
pub use time_unit::{TimeUnit, UnknownTimeUnit};
pub use transactions::{FreeOrders, transactions};
