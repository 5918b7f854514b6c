//! One customer.

use serde::{Deserialize, Serialize};
use shared::domain::Day;

use crate::CustomerRow;

/// A transaction on the rhythm strip.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RhythmPoint {
    /// Day.
    pub day: Day,
    /// Net value, minor units.
    pub net_minor: i64,
}

/// Answer to [`Request::Customer`](crate::Request::Customer). Money in minor units.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CustomerView {
    /// The numbers of the list.
    pub row: CustomerRow,
    /// Acquisition source, index into the manifest's.
    pub source: u16,
    /// All transactions.
    pub transactions: Vec<RhythmPoint>,
    /// Expected net value of an order.
    pub expected_spend_minor: Option<f64>,
    /// P(alive) now and each week for 52 weeks were they to stay silent: what waiting means.
    pub alive_if_silent: Vec<f64>,
    /// Position when all customers are sorted by value at risk, 1 being the highest.
    pub rank_by_value_at_risk: Option<u32>,
}
