//! Totals over the base with what their intervals need.

use super::Estimate;
use super::equity_slopes::Sloped;
use super::horizon::{Outlook, WEEKS_AT_RISK};
use super::order_worth::OrderWorth;
use super::portfolio::Portfolio;
use crate::base::Customers;
use crate::scoring::uncertainty::{Interval, Level};

/// A sum over customers: its value, its derivatives in the log parameters of purchases and spend, and the
/// variance of what will really happen around it were the parameters known.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Total {
    pub(super) value: f64,
    pub(super) purchases: [f64; 4],
    pub(super) spend: [f64; 3],
    pub(super) individual: f64,
    /// Whether it can be below zero.
    signed: bool,
}

impl Total {
    /// `signed`: whether it can be below zero.
    pub(super) fn new(sloped: Sloped, individual: f64, signed: bool) -> Self {
        let Sloped { value, purchases, spend } = sloped;
        Self { value, purchases, spend, individual, signed }
    }

    /// `spent` is the part of the value that is in proportion to what is spent, `spend` the slopes of the logarithm of
    /// what is spent.
    pub(super) fn add(
        &mut self,
        value: f64,
        purchases: impl Fn(usize) -> f64,
        (spent, spend): (f64, &[f64; 3]),
        variance: f64,
    ) {
        self.value += value;
        for (i, sum) in self.purchases.iter_mut().enumerate() {
            *sum += value * purchases(i);
        }
        for (sum, slope) in self.spend.iter_mut().zip(spend) {
            *sum += spent * slope;
        }
        self.individual += variance.max(0.0);
    }

    /// The value with its derivatives alone.
    pub(super) fn sloped(&self) -> Sloped {
        Sloped { value: self.value, purchases: self.purchases, spend: self.spend }
    }

    fn standard_deviation(&self, portfolio: &Portfolio) -> f64 {
        (portfolio.parameter_variance(&self.purchases, &self.spend) + self.individual).sqrt()
    }

    /// Interval of the total around `value`, on the log scale where it is never below zero.
    pub(super) fn interval(&self, portfolio: &Portfolio, value: f64, level: Level) -> Interval {
        if self.signed {
            return Interval::around(value, self.standard_deviation(portfolio), level);
        }
        if self.value <= 0.0 {
            return Interval { low: value, high: value };
        }
        Interval::of_positive(value, self.standard_deviation(portfolio) / self.value, level)
    }

    /// The total around `value` with its 95 % interval.
    pub(super) fn estimate(&self, portfolio: &Portfolio, value: f64) -> Estimate {
        Estimate::of(value, self.interval(portfolio, value, Level::NINETY_FIVE))
    }
}

/// All totals of a base.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Totals {
    pub(super) active: Total,
    pub(super) orders_in_year: Total,
    pub(super) equity: Total,
    pub(super) at_risk: Total,
    /// Whether every customer's spend is known.
    pub(super) spend_known: bool,
}

impl Totals {
    /// Sums over all customers. `None` when the levers allow no dropout distribution.
    pub(super) fn of(
        portfolio: &Portfolio,
        customers: &Customers,
        outlook: &Outlook,
        worth: OrderWorth,
    ) -> Option<Self> {
        Self::of_lists(portfolio, customers, outlook, worth, 1, |_| Some(0))?.pop()
    }

    /// Sums over each of so many lists that share no customer; `list_of` gives a row's list.
    pub(super) fn of_lists(
        portfolio: &Portfolio,
        customers: &Customers,
        outlook: &Outlook,
        worth: OrderWorth,
        lists: usize,
        list_of: impl Fn(usize) -> Option<usize>,
    ) -> Option<Vec<Self>> {
        let [discounted, at_risk, in_year] = portfolio.expectations(outlook)?;
        let [of_discounted, of_at_risk, of_in_year] = portfolio.elasticities(outlook)?;
        let noise = portfolio.noise(outlook)?;
        let [_, _, survival] =
            portfolio.futures(&Outlook { horizon: WEEKS_AT_RISK.min(outlook.horizon), ..*outlook })?;
        let alive = portfolio.alive();
        let alive_elasticity: Vec<[f64; 4]> =
            portfolio.histories.iter().map(|history| portfolio.alive_elasticity(&history)).collect();
        let signed = worth.cost_minor > 0.0;
        let mut empty = Self { spend_known: true, ..Self::default() };
        empty.equity.signed = signed;
        empty.at_risk.signed = signed;
        let mut all = vec![empty; lists];
        let nothing = (0.0, &[0.0; 3]);
        for (row, (history, pair)) in portfolio.rows().enumerate() {
            let Some(list) = list_of(row) else { continue };
            let totals = &mut all[list];
            let alive_slope = &alive_elasticity[history];
            let alive = alive[history];
            totals.active.add(alive, |i| alive_slope[i], nothing, alive * (1.0 - alive));
            let orders = alive * in_year[pair];
            let orders_variance = orders + alive * noise.pairs_in_year[pair] - orders * orders;
            totals.orders_in_year.add(orders, |i| alive_slope[i] + of_in_year[i][pair], nothing, orders_variance);
            let Some(spend) = portfolio.spend(customers, row) else {
                totals.spend_known = false;
                continue;
            };
            let spend_slope = portfolio.spend_elasticity(customers, row);
            let left_of = |orders: f64| {
                let spent = alive * spend.mean * orders * worth.share;
                (spent - alive * orders * worth.cost_minor, (spent, &spend_slope))
            };
            let (value, spent) = left_of(discounted[pair]);
            let (own, product) = worth.moments(1.0, &spend);
            let square = alive * (noise.squares[pair] * own + noise.products[pair] * product);
            totals.equity.add(value, |i| alive_slope[i] + of_discounted[i][pair], spent, square - value * value);
            let (loss, spent) = left_of(at_risk[pair]);
            let loss_variance = loss_variance(loss, value, square, alive, survival[pair]);
            totals.at_risk.add(loss, |i| alive_slope[i] + of_at_risk[i][pair], spent, loss_variance);
        }
        Some(all)
    }
}

/// Variance of what a customer's dropout within 90 days costs: it happens with probability π and then costs on
/// average loss/π, spread like the value of an alive customer.
fn loss_variance(loss: f64, value: f64, square: f64, alive: f64, survival: f64) -> f64 {
    let happens = alive * (1.0 - survival);
    if happens <= 0.0 || value <= 0.0 {
        return 0.0;
    }
    // E[V²]/E[V]² of an alive customer.
    let spread = square * alive / (value * value);
    loss * loss * (spread / happens - 1.0)
}
