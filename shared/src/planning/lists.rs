//! What lists of customers are expected to do if they are left alone.

use super::horizon::{Outlook, WEEKS_AT_RISK};
use super::order_worth::OrderWorth;
use super::portfolio::Portfolio;
use super::totals::Totals;
use super::{Assessment, Estimate};
use crate::base::Customers;
use crate::domain::Settings;

/// Totals of one list.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ListForecast {
    /// Customers in it.
    pub customers: u32,
    /// Their value at risk over 90 days with its 95 % interval, minor units.
    pub value_at_risk_minor: Estimate,
    /// Orders expected of them within 90 days.
    pub orders: f64,
}

/// What the customers of each of such lists are worth with its 95 % interval, minor units: their lifetime values together. As
/// [`forecast_lists`] otherwise.
pub(crate) fn worth_of_lists(
    customers: &Customers,
    assessment: &Assessment,
    settings: &Settings,
    lists: usize,
    list_of: impl Fn(usize) -> Option<usize>,
) -> Option<Vec<Estimate>> {
    let portfolio = Portfolio::new(customers, assessment)?;
    let outlook = Outlook::new(settings.horizon_months, settings.annual_discount_rate);
    let worth = OrderWorth::of_margin(settings.margin_share);
    let totals = Totals::of_lists(&portfolio, customers, &outlook, worth, lists, list_of)?;
    let estimate = |totals: Totals| totals.spend_known.then(|| totals.equity.estimate(&portfolio, totals.equity.value));
    totals.into_iter().map(estimate).collect()
}

/// Forecasts of lists that share no customer; `list_of` gives each row's list, below `lists`. `None` where the verdict is
/// to rank by lateness or spend is not known.
///
/// ```
/// use shared::base::Customers;
/// use shared::domain::Settings;
/// use shared::planning::{assess, forecast_lists};
/// let nobody = Customers::default();
/// let settings = Settings::initial("Maple & Finch");
/// assert!(forecast_lists(&nobody, &assess(&nobody), &settings, 1, |_| Some(0)).is_none());
/// ```
#[must_use]
pub fn forecast_lists(
    customers: &Customers,
    assessment: &Assessment,
    settings: &Settings,
    lists: usize,
    list_of: impl Fn(usize) -> Option<usize>,
) -> Option<Vec<ListForecast>> {
    let portfolio = Portfolio::new(customers, assessment)?;
    let outlook = Outlook::new(settings.horizon_months, settings.annual_discount_rate);
    let worth = OrderWorth::of_margin(settings.margin_share);
    let totals = Totals::of_lists(&portfolio, customers, &outlook, worth, lists, &list_of)?;
    let [_, purchases, _] = portfolio.futures(&Outlook { horizon: WEEKS_AT_RISK, ..outlook })?;
    let alive = portfolio.alive();
    let mut counts = vec![(0_u32, 0.0); lists];
    for (row, (history, pair)) in portfolio.rows().enumerate() {
        if let Some(list) = list_of(row) {
            counts[list].0 += 1;
            counts[list].1 += alive[history] * purchases[pair];
        }
    }
    let forecast = |(totals, (customers, orders)): (Totals, (u32, f64))| {
        totals.spend_known.then(|| ListForecast {
            customers,
            value_at_risk_minor: totals.at_risk.estimate(&portfolio, totals.at_risk.value),
            orders,
        })
    };
    totals.into_iter().zip(counts).map(forecast).collect()
}
