//! Figures that can have a goal.

use serde::{Deserialize, Serialize};

use crate::domain::Day;

/// A figure of the board by its definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum GoalMetric {
    /// 1 − churn over a period, by the model. A share.
    Retention,
    /// Churn over a period, by the model. A share.
    Churn,
    /// Sum of lifetime values, minor units.
    CustomerEquity,
    /// Value at risk over 90 days, minor units.
    ValueAtRisk,
    /// Share of customers with at least one repeat transaction.
    RepeatRate,
    /// Sum of P(alive), customers.
    ActiveCustomers,
}

impl GoalMetric {
    /// All, in the order a person chooses from.
    pub const ALL: [Self; 6] = [
        Self::Retention,
        Self::Churn,
        Self::CustomerEquity,
        Self::ValueAtRisk,
        Self::RepeatRate,
        Self::ActiveCustomers,
    ];

    /// Whether less is better.
    #[must_use]
    pub fn is_less_better(self) -> bool {
        matches!(self, Self::Churn | Self::ValueAtRisk)
    }

    /// Whether it is a share of 1.
    #[must_use]
    pub fn is_share(self) -> bool {
        matches!(self, Self::Retention | Self::Churn | Self::RepeatRate)
    }

    /// Whether it is an amount in minor units.
    #[must_use]
    pub fn is_money(self) -> bool {
        matches!(self, Self::CustomerEquity | Self::ValueAtRisk)
    }

    /// Whether it is counted over a period.
    #[must_use]
    pub fn has_period(self) -> bool {
        matches!(self, Self::Retention | Self::Churn)
    }
}

/// What a goal asks for.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GoalAim {
    /// Of which figure.
    pub metric: GoalMetric,
    /// Length of the period of retention and churn, days; of other figures it means nothing.
    pub period_days: u32,
    /// Where the figure should be: a share, minor units or customers.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 1e15))]
    pub target: f64,
    /// By the end of which day; `None` for a line that holds always.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date, example = "2027-06-30"))]
    pub due: Option<Day>,
}
