//! What the board shows beyond the manifest's summary.

use serde::{Deserialize, Serialize};
use shared::planning::{RiskBand, SourceComparison, ValueTier};

use crate::question::question;
use crate::{CustomerRow, RhythmPoint};

/// What the board shows beyond the manifest's summary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardQuestion;

/// One cell of the risk-by-value grid.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GridCell {
    /// Risk band.
    pub risk: RiskBand,
    /// Value tier.
    pub tier: ValueTier,
    /// Customers.
    pub customers: u32,
    /// Their value at risk over 90 days, minor units.
    pub value_at_risk_minor: f64,
    /// Their lifetime value, minor units.
    pub lifetime_value_minor: f64,
}

/// One endangered customer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SlippingCustomer {
    /// Their numbers.
    pub row: CustomerRow,
    /// Their transactions of the last 365 days before the as-of day.
    pub rhythm: Vec<RhythmPoint>,
}

/// Answer to a [`BoardQuestion`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BoardView {
    /// Sixteen cells by tier and risk; empty where the verdict is to rank by lateness.
    pub grid: Vec<GridCell>,
    /// Eight customers: those silent for more than twice their own mean gap and wavering or slipping, by value at
    /// risk; or repeat customers by lateness where the model cannot say.
    pub slipping: Vec<SlippingCustomer>,
    /// Transactions per week (7 days ending at the as-of day, oldest first, at most 52): first ones and repeats.
    pub weekly_first: Vec<u32>,
    /// See [`Self::weekly_first`].
    pub weekly_repeat: Vec<u32>,
    /// Acquisition sources, in the order of the manifest.
    pub sources: SourceComparison,
}

question!(BoardQuestion => BoardView, Board);
