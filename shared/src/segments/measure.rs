//! Numbers of a customer that a condition can ask about.

use serde::{Deserialize, Serialize};

/// A number every customer has, or that is not known of some. Money is in minor units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Measure {
    /// Transactions, the first included.
    Orders,
    /// Days from the last transaction to the as-of day.
    DaysSinceLastOrder,
    /// Days from the first transaction to the as-of day.
    DaysSinceFirstOrder,
    /// Net value of all orders, refunds deducted, minor units.
    Spend,
    /// Mean net value of a transaction, minor units.
    AverageOrder,
    /// Mean days between transactions; not known below two.
    MeanGap,
    /// Days since the last transaction over the mean gap; not known below two transactions.
    Lateness,
    /// P(alive), 0 to 1.
    ProbabilityAlive,
    /// Customer lifetime value, minor units.
    LifetimeValue,
    /// Expected orders in the next 365.25 days.
    ExpectedOrders,
    /// Value at risk over 90 days, minor units.
    ValueAtRisk,
    /// Recency score of the RFM grid, 1 to 5.
    RecencyScore,
    /// Frequency score of the RFM grid, 1 to 5.
    FrequencyScore,
    /// Spend score of the RFM grid, 1 to 5.
    SpendScore,
}

impl Measure {
    /// All measures.
    pub const ALL: [Self; 14] = [
        Self::Orders,
        Self::DaysSinceLastOrder,
        Self::DaysSinceFirstOrder,
        Self::Spend,
        Self::AverageOrder,
        Self::MeanGap,
        Self::Lateness,
        Self::ProbabilityAlive,
        Self::LifetimeValue,
        Self::ExpectedOrders,
        Self::ValueAtRisk,
        Self::RecencyScore,
        Self::FrequencyScore,
        Self::SpendScore,
    ];

    /// Whether the base keeps a 95 % interval of it.
    #[must_use]
    pub fn has_interval(self) -> bool {
        matches!(self, Self::ProbabilityAlive | Self::LifetimeValue)
    }

    /// Whether it is money.
    #[must_use]
    pub fn is_money(self) -> bool {
        matches!(self, Self::Spend | Self::AverageOrder | Self::LifetimeValue | Self::ValueAtRisk)
    }
}
