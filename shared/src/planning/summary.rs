//! The figures of the board.

use serde::{Deserialize, Serialize};

use super::horizon::Outlook;
use super::order_worth::OrderWorth;
use super::portfolio::Portfolio;
use super::shares::wilson;
use super::totals::{Total, Totals};
use super::{Assessment, Estimate};
use crate::base::Customers;
use crate::domain::Settings;
use crate::scoring::uncertainty::{Interval, Level};

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
///
/// # Panics
/// When the verdict is that estimates may be shown but [`super::score`] has not filled the columns.
#[must_use]
pub fn summarise(customers: &Customers, assessment: &Assessment, settings: &Settings) -> Summary {
    let rows = customers.len();
    let repeat_customers = customers.frequency.iter().filter(|frequency| **frequency > 0).count();
    let spent: [&[i64]; 3] = [&customers.first_spend_minor, &customers.repeat_spend_minor, &customers.refunds_minor];
    let counted = Summary {
        customers: rows as u32,
        transactions: customers.frequency.iter().map(|frequency| u64::from(*frequency) + 1).sum(),
        repeat_customers: repeat_customers as u32,
        repeat_rate: (rows > 0).then(|| wilson(repeat_customers as f64, rows as f64)),
        net_minor: spent.into_iter().flatten().sum(),
        expected_active_customers: None,
        customer_equity_minor: None,
        value_at_risk_minor: None,
        expected_orders: None,
        late_customers: (0..rows).filter(|row| customers.lateness(*row).is_some_and(|late| late > 2.0)).count() as u32,
    };
    let Some(portfolio) = Portfolio::new(customers, assessment) else { return counted };
    assert_eq!(customers.probability_alive.len(), rows, "a base is scored before it is summarised");
    let outlook = Outlook::new(settings.horizon_months, settings.annual_discount_rate);
    let totals = Totals::of(&portfolio, customers, &outlook, OrderWorth::of_margin(settings.margin_share))
        .expect("without levers the dropout distribution is the fitted one");
    let sum = |column: &[f64]| column.iter().sum::<f64>();
    let active = totals.active.estimate(&portfolio, sum(&customers.probability_alive));
    let of_value = |total: &Total, column: &[f64]| totals.spend_known.then(|| total.estimate(&portfolio, sum(column)));
    Summary {
        expected_active_customers: Some(Estimate { high: active.high.min(rows as f64), ..active }),
        customer_equity_minor: of_value(&totals.equity, &customers.lifetime_value_minor),
        value_at_risk_minor: of_value(&totals.at_risk, &customers.value_at_risk_minor),
        expected_orders: Some(totals.orders_in_year.estimate(&portfolio, sum(&customers.expected_orders))),
        ..counted
    }
}

/// Interval, at any level, of what the base will really bring within the horizon: the discounted margin of all customers
/// together, carrying parameter, individual and count noise of purchases and spend. `None` where the model cannot say.
///
/// [`Summary::customer_equity_minor`] is the same at 95 %.
#[must_use]
pub fn equity_interval(
    customers: &Customers,
    assessment: &Assessment,
    settings: &Settings,
    level: Level,
) -> Option<Interval> {
    let portfolio = Portfolio::new(customers, assessment)?;
    let outlook = Outlook::new(settings.horizon_months, settings.annual_discount_rate);
    let totals = Totals::of(&portfolio, customers, &outlook, OrderWorth::of_margin(settings.margin_share))?;
    totals.spend_known.then(|| totals.equity.interval(&portfolio, totals.equity.value, level))
}
