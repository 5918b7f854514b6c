//! What customers who are still to come would bring.

use serde::{Deserialize, Serialize};

use super::horizon::Outlook;
use super::order_worth::OrderWorth;
use super::portfolio::Newcomer;
use super::{Estimate, Scenario, ScenarioError, Scope, WhatIf};
use crate::base::Customers;
use crate::math::{NORMAL_975, exp};
use crate::scoring::WEEKS_PER_YEAR;

const WEEKS_PER_MONTH: f64 = WEEKS_PER_YEAR / 12.0;
const DAYS_PER_MONTH: f64 = 365.25 / 12.0;
/// Arrivals are counted over so many days.
const DAYS_COUNTED: u32 = 365;
/// Step of the central differences in log parameters.
const DIFFERENCE: f64 = 1e-4;

/// Customers to come under a scenario. Money is discounted to the as-of day, in minor units. Intervals (95 %) carry the
/// uncertainty of the fitted parameters and of the mean first order, not that of how many come.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Newcomers {
    /// New customers a month as counted over the last twelve months, or since the first order.
    pub per_month: f64,
    /// Those expected within the horizon.
    pub customers: f64,
    /// Contribution margin of one who comes today within the horizon, the first order included, acquisition not taken off.
    pub margin_each_minor: Estimate,
    /// Contribution margin of all within the horizon.
    pub margin_minor: Estimate,
    /// What acquiring them costs.
    pub cost_minor: f64,
    /// Margin less cost.
    pub net_minor: Estimate,
    /// Whole months after which the expected margin of one who comes today has paid their acquisition; `None` where it does
    /// not within the horizon.
    pub payback_months: Option<u16>,
}

/// How many customers come, and what their first order is worth.
#[derive(Clone, Copy, Debug)]
pub(super) struct Arrivals {
    per_month: f64,
    first_order_minor: f64,
    /// Of that mean.
    standard_error: f64,
}

impl Arrivals {
    /// `None` where nobody came.
    pub(super) fn of(customers: &Customers) -> Option<Self> {
        let recent = |age: u32| age < DAYS_COUNTED;
        let ages = customers.age_days.iter();
        let counted = ages.clone().max()?.saturating_add(1).min(DAYS_COUNTED);
        let spends = customers.first_spend_minor.iter().zip(ages).filter(|(_, age)| recent(**age));
        let spends: Vec<f64> = spends.map(|(spend, _)| *spend as f64).collect();
        let count = spends.len() as f64;
        if spends.is_empty() {
            return None;
        }
        let mean = spends.iter().sum::<f64>() / count;
        let squares: f64 = spends.iter().map(|spend| (spend - mean) * (spend - mean)).sum();
        Some(Self {
            per_month: count / f64::from(counted) * DAYS_PER_MONTH,
            first_order_minor: mean,
            standard_error: (squares / (count - 1.0).max(1.0) / count).sqrt(),
        })
    }
}

/// So many first orders and discounted repeat orders.
#[derive(Clone, Copy)]
struct Orders {
    first: f64,
    repeat: f64,
}

impl WhatIf {
    /// Customers to come under a scenario: as many a month as came of late, times the lever, each in the middle of a month.
    /// `None` where nobody came of late and for parts of today's customers that no one can join.
    ///
    /// # Errors
    /// When a lever of the scenario is out of its range.
    pub fn newcomers(&self, scenario: &Scenario) -> Result<Option<Newcomers>, ScenarioError> {
        let outlook = self.outlook(scenario)?;
        let (Some(arrivals), Scope::Everyone | Scope::Source { .. }) = (self.arrivals, &scenario.scope) else {
            return Ok(None);
        };
        let worth = OrderWorth::of(scenario);
        let a_month = arrivals.per_month * scenario.acquisition_volume;
        let weeks = |month: u16| (f64::from(month) + 0.5) * WEEKS_PER_MONTH;
        let come = |month: u16| a_month * exp(-outlook.rate * weeks(month));
        let one = |newcomer: &Newcomer| Orders { first: 1.0, repeat: newcomer.purchases(&outlook) };
        let all = |newcomer: &Newcomer| {
            let mut orders = Orders { first: 0.0, repeat: 0.0 };
            for month in 0..scenario.horizon_months {
                orders.first += come(month);
                orders.repeat += come(month) * newcomer.purchases(&outlook.after(weeks(month)));
            }
            orders
        };
        let Some(margin_each_minor) = self.margin(arrivals, worth, &outlook, one) else { return Ok(None) };
        let Some(margin_minor) = self.margin(arrivals, worth, &outlook, all) else { return Ok(None) };
        let cost_minor = (0..scenario.horizon_months).map(come).sum::<f64>() * scenario.acquisition_cost_minor;
        let less_cost = |minor: f64| minor - cost_minor;
        Ok(Some(Newcomers {
            per_month: arrivals.per_month,
            customers: a_month * f64::from(scenario.horizon_months),
            margin_each_minor,
            margin_minor,
            cost_minor,
            net_minor: Estimate {
                value: less_cost(margin_minor.value),
                low: less_cost(margin_minor.low),
                high: less_cost(margin_minor.high),
            },
            payback_months: self.payback(arrivals, scenario, &outlook),
        }))
    }

    /// What is left of orders, with the interval that the parameters and the mean first order give it.
    fn margin(
        &self,
        arrivals: Arrivals,
        worth: OrderWorth,
        outlook: &Outlook,
        orders: impl Fn(&Newcomer) -> Orders,
    ) -> Option<Estimate> {
        let (spend, spend_slopes) = self.portfolio.spend_of_newcomers()?;
        let Orders { first, repeat } = orders(&self.portfolio.newcomer(outlook, None)?);
        let a_first = arrivals.first_order_minor * worth.share - worth.cost_minor;
        let a_repeat = spend * worth.share - worth.cost_minor;
        let mut purchases = [0.0; 4];
        for (parameter, slope) in purchases.iter_mut().enumerate() {
            let moved = |step: f64| Some(orders(&self.portfolio.newcomer(outlook, Some((parameter, step)))?).repeat);
            *slope = a_repeat * (moved(DIFFERENCE)? - moved(-DIFFERENCE)?) / (2.0 * DIFFERENCE);
        }
        let spent = repeat * spend * worth.share;
        let of_first = first * worth.share * arrivals.standard_error;
        let variance = self.portfolio.parameter_variance(&purchases, &spend_slopes.map(|slope| spent * slope));
        let half = NORMAL_975 * (variance + of_first * of_first).sqrt();
        let value = first * a_first + repeat * a_repeat;
        Some(Estimate { value, low: value - half, high: value + half })
    }

    fn payback(&self, arrivals: Arrivals, scenario: &Scenario, outlook: &Outlook) -> Option<u16> {
        let worth = OrderWorth::of(scenario);
        let (spend, _) = self.portfolio.spend_of_newcomers()?;
        let newcomer = self.portfolio.newcomer(outlook, None)?;
        let first = arrivals.first_order_minor * worth.share - worth.cost_minor;
        let a_repeat = spend * worth.share - worth.cost_minor;
        (0..=scenario.horizon_months).find(|month| {
            let repeat = newcomer.purchases_within(outlook, f64::from(*month) * WEEKS_PER_MONTH);
            first + repeat * a_repeat >= scenario.acquisition_cost_minor
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::base::Customers;
    use crate::domain::Settings;
    use crate::math::{exp, ln_1p};
    use crate::planning::fixture::{shop, what_if};
    use crate::planning::{Newcomers, RiskBand, Scenario, Scope, WhatIf};
    use crate::scoring::beta_geometric::{Dropout, Parameters};
    use crate::scoring::{DiscountRate, History, PurchaseModel, WEEKS_PER_YEAR, Weeks};

    fn scenario() -> Scenario {
        Scenario {
            acquisition_volume: 1.5,
            acquisition_cost_minor: 900.0,
            cost_to_serve_minor: 120.0,
            order_value: 1.1,
            horizon_months: 24,
            ..Scenario::base(&Settings::initial("Maple & Finch"))
        }
    }

    fn newcomers(what_if: &WhatIf, scenario: &Scenario) -> Newcomers {
        what_if.newcomers(scenario).expect("in range").expect("somebody came")
    }

    /// Value each and of all by the model's own expectations for a new customer.
    fn by_hand(what_if: &WhatIf, customers: &Customers, scenario: &Scenario) -> [f64; 2] {
        let Parameters { r, alpha, a, b } = what_if.portfolio.model.values();
        // A dropout factor moves the mean of the Beta and keeps its weight.
        let moved = Parameters { r, alpha, a: scenario.dropout * a, b: a + b - scenario.dropout * a };
        let model = moved.check(Dropout::AfterEveryTransaction).expect("positive");
        let share = scenario.margin_share * scenario.order_value;
        let spend = what_if.portfolio.spend_of_newcomers().expect("a spend model").0;
        let recent: Vec<f64> = (0..customers.len())
            .filter(|row| customers.age_days[*row] < 365)
            .map(|row| customers.first_spend_minor[row] as f64)
            .collect();
        let first = recent.iter().sum::<f64>() / recent.len() as f64 * share - scenario.cost_to_serve_minor;
        let rate = DiscountRate::annual_effective(scenario.annual_discount_rate).expect("a rate");
        let value = |weeks: f64| {
            let orders = model.discounted_purchases(&History::NEW, rate, Weeks::of_weeks(weeks));
            first + orders * (spend * share - scenario.cost_to_serve_minor)
        };
        let month = WEEKS_PER_YEAR / 12.0;
        let horizon = 24.0 * month;
        let a_month = recent.len() as f64 / 365.0 * 365.25 / 12.0 * scenario.acquisition_volume;
        let all = (0..24).map(|number| {
            let at = (f64::from(number) + 0.5) * month;
            let discount = exp(-ln_1p(scenario.annual_discount_rate) / WEEKS_PER_YEAR * at);
            a_month * discount * (value(horizon - at) - scenario.acquisition_cost_minor)
        });
        [value(horizon), all.sum()]
    }

    #[test]
    fn newcomers_are_worth_what_the_model_expects_of_them() {
        let customers = shop();
        let what_if = what_if(&customers);
        for dropout in [1.0, 0.7, 1.2] {
            let scenario = Scenario { dropout, ..scenario() };
            let Newcomers { margin_each_minor: each, net_minor: net, margin_minor, cost_minor, .. } =
                newcomers(&what_if, &scenario);
            let [value, all] = by_hand(&what_if, &customers, &scenario);
            assert!((each.value / value - 1.0).abs() < 1e-8, "{each:?} {value}");
            assert!((net.value / all - 1.0).abs() < 1e-8, "{net:?} {all}");
            assert!((margin_minor.value - cost_minor - net.value).abs() < 1e-6 * cost_minor);
            assert!(each.low < each.value && each.value < each.high && net.low < net.value);
        }
    }

    #[test]
    fn acquisition_is_paid_back_in_the_month_that_its_margin_reaches_it() {
        let customers = shop();
        let what_if = what_if(&customers);
        let free = Scenario { acquisition_cost_minor: 0.0, ..scenario() };
        assert_eq!(newcomers(&what_if, &free).payback_months, Some(0));
        let after = |months: u16| {
            let horizon = Scenario { horizon_months: months, ..free.clone() };
            newcomers(&what_if, &horizon).margin_each_minor.value
        };
        let paid =
            |cost: f64| newcomers(&what_if, &Scenario { acquisition_cost_minor: cost, ..free.clone() }).payback_months;
        assert_eq!(paid((after(6) + after(7)) / 2.0), Some(7));
        assert_eq!(paid(after(24) * 1.01), None);
    }

    #[test]
    fn more_newcomers_cost_and_bring_in_proportion() {
        let customers = shop();
        let what_if = what_if(&customers);
        let [once, twice] =
            [1.0, 2.0].map(|volume| newcomers(&what_if, &Scenario { acquisition_volume: volume, ..scenario() }));
        assert_eq!(once.margin_each_minor, twice.margin_each_minor);
        assert!((twice.net_minor.value / once.net_minor.value - 2.0).abs() < 1e-12);
        assert_eq!((once.per_month, twice.customers), (twice.per_month, 2.0 * once.customers));
        let push = |months| Scenario { purchase_rate: 1.4, purchase_rate_months: months, ..scenario() };
        let [short, long, lasting] = [6, 24, 120].map(|months| newcomers(&what_if, &push(months)));
        assert_eq!(long, lasting);
        assert!(short.margin_minor.value < long.margin_minor.value);
        assert!(short.margin_minor.value > newcomers(&what_if, &push(1)).margin_minor.value);
    }

    #[test]
    fn nobody_joins_a_part_of_todays_customers() {
        let what_if = what_if(&shop());
        let scope = Scope::RiskAndValue { risk: Some(RiskBand::Slipping), tier: None };
        assert_eq!(what_if.newcomers(&Scenario { scope, ..scenario() }), Ok(None));
    }
}
