//! The figures of the board.

use serde::{Deserialize, Serialize};

use super::{Assessment, Estimate};
use crate::base::Customers;
use crate::domain::Settings;

/// Totals of a base. Money in minor units of the workspace's currency.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Summary {
    /// Customers with at least one transaction.
    pub customers: u32,
    /// Transactions of all customers.
    pub transactions: u64,
    /// Customers with at least one repeat transaction.
    pub repeat_customers: u32,
    /// Share of customers with at least one repeat transaction, with Wilson interval; `None` without customers.
    pub repeat_rate: Option<Estimate>,
    /// Net value of all transactions and refunds.
    pub net_minor: i64,
    /// Sum of P(alive); `None` where the model cannot say. So are the following.
    pub expected_active_customers: Option<Estimate>,
    /// Sum of lifetime values.
    pub customer_equity_minor: Option<Estimate>,
    /// Lifetime value were dropout switched off for 90 days, minus lifetime value now, summed.
    pub value_at_risk_minor: Option<Estimate>,
    /// Expected orders in the next 365.25 days.
    pub expected_orders: Option<Estimate>,
    /// Customers whose silence exceeds twice their own mean gap (two transactions or more).
    pub late_customers: u32,
}

/// Sums the scored columns. Intervals carry parameter, individual and count noise ("if the model holds").
#[must_use]
pub fn summarise(_customers: &Customers, _assessment: &Assessment, _settings: &Settings) -> Summary {
    todo!()
}
