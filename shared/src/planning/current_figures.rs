//! The board's sums without intervals, for comparisons over many days.

use super::Assessment;
use super::horizon::Outlook;
use super::portfolio::Portfolio;
use super::score::lifetime_value;
use crate::base::Customers;
use crate::domain::Settings;

/// Sums over all customers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct CurrentFigures {
    /// Sum of P(alive).
    pub(crate) active: f64,
    /// Customer equity, minor units; `None` without a spend model.
    pub(crate) equity_minor: Option<f64>,
    /// Value at risk over 90 days, minor units.
    pub(crate) at_risk_minor: Option<f64>,
}

/// The sums [`super::summarise`] makes of scored columns, from frequency, recency, age and repeat spend alone. `None` where
/// the verdict is to rank by lateness.
pub(crate) fn current_figures(
    customers: &Customers,
    assessment: &Assessment,
    settings: &Settings,
) -> Option<CurrentFigures> {
    let portfolio = Portfolio::new(customers, assessment)?;
    let outlook = Outlook::new(settings.horizon_months, settings.annual_discount_rate);
    let [discounted, at_risk, _] = portfolio.expectations(&outlook)?;
    let alive = portfolio.alive();
    let (mut active, mut equity, mut risk) = (0.0, Some(0.0), Some(0.0));
    for (row, (history, pair)) in portfolio.rows().enumerate() {
        active += alive[history];
        let weight = portfolio.spend(customers, row).map(|spend| alive[history] * spend.mean);
        let add = |sum: &mut Option<f64>, orders: f64| {
            *sum = sum.zip(weight).map(|(sum, weight)| sum + lifetime_value(weight, orders, settings.margin_share));
        };
        add(&mut equity, discounted[pair]);
        add(&mut risk, at_risk[pair]);
    }
    Some(CurrentFigures { active, equity_minor: equity, at_risk_minor: risk })
}
