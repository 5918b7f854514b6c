//! Which orders a scenario adds, and which it only brings forward.

use serde::{Deserialize, Serialize};

use super::equity_slopes::Sloped;
use super::horizon::Outlook;
use super::{Estimate, Scenario, ScenarioError, WhatIf};
use crate::scoring::{Levers, WEEKS_PER_YEAR};

/// Expected orders that a scenario changes within its horizon, by what becomes of them. The three parts add up to
/// `extra`. Intervals (95 %) carry the uncertainty of the parameters.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct OrderTiming {
    /// Orders within the horizon beyond those expected as things are.
    pub extra: Estimate,
    /// Of customers who stay because they stop less often (negative: who stop).
    pub from_staying: Estimate,
    /// Those that would have come later anyway, within ten years: were customers to buy as they do now again after the
    /// horizon, so many fewer would come then (negative: put off, and made up for later).
    pub brought_forward: Estimate,
    /// What remains of them after ten years (negative: lost).
    pub additional: Estimate,
    /// Orders beyond those expected as things are in a model in which buying more often does not wear customers out, as a
    /// share of those: under Pareto/NBD the purchase rate changes orders while it holds in proportion, so all of them are
    /// additional.
    pub share_if_buying_does_not_wear: f64,
}

/// How far one looks to see whether an order was only brought forward.
const YEARS: f64 = 10.0;

impl WhatIf {
    /// Takes a scenario's orders apart. With purchase rate factor k, dropout factor c and N(c, t) the expected orders
    /// within a time t, a purchase rate that is k times as high for a time m ≤ h and then as before makes the horizon h the
    /// time h' = h + (k − 1)m: so the orders beyond those of today within the horizon are `N(c, h') − N(1, h)`, of which
    /// `N(c, h) − N(1, h)` are of customers who stay, `N(c, h' + l − h) − N(c, l)` are still there after ten years (l), and
    /// the rest was brought forward.
    ///
    /// # Errors
    /// When a lever of the scenario is out of its range.
    pub fn order_timing(&self, scenario: &Scenario) -> Result<OrderTiming, ScenarioError> {
        let outlook = self.outlook(scenario)?;
        let (faster, dropout) = (outlook.levers.purchase_rate, outlook.levers.dropout);
        let horizon = outlook.horizon;
        let faster_for = outlook.pace_weeks.min(horizon);
        let gained = (faster - 1.0) * faster_for;
        let long = (YEARS * WEEKS_PER_YEAR).max(horizon);
        let orders = |dropout: f64, weeks: f64| {
            let levers = Levers { purchase_rate: 1.0, dropout };
            self.orders(&Outlook { levers, pace_weeks: f64::INFINITY, horizon: weeks, rate: 0.0 })
        };
        let now = orders(1.0, horizon);
        let staying = orders(dropout, horizon);
        let all = orders(dropout, horizon + gained);
        let additional = orders(dropout, long + gained).less(&orders(dropout, long));
        let meanwhile = if faster_for < horizon { orders(1.0, faster_for).value / now.value } else { 1.0 };
        Ok(OrderTiming {
            extra: self.estimate(&all.less(&now)),
            from_staying: self.estimate(&staying.less(&now)),
            brought_forward: self.estimate(&all.less(&staying).less(&additional)),
            additional: self.estimate(&additional),
            share_if_buying_does_not_wear: (faster - 1.0) * meanwhile,
        })
    }

    fn orders(&self, outlook: &Outlook) -> Sloped {
        self.layers(outlook).alive
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::Settings;
    use crate::planning::fixture::{shop, what_if};
    use crate::planning::{Estimate, Scenario};

    fn base() -> Scenario {
        Scenario::base(&Settings::initial("Maple & Finch"))
    }

    fn close(estimate: Estimate, value: f64) -> bool {
        (estimate.value - value).abs() < 1e-6 * (1.0 + value.abs())
    }

    #[test]
    fn the_parts_are_those_of_evaluated_scenarios_and_add_up() {
        let customers = shop();
        let mut what_if = what_if(&customers);
        for (purchase_rate, dropout) in [(1.3, 1.0), (1.0, 0.8), (1.5, 0.7), (0.5, 1.2)] {
            let scenario = Scenario { purchase_rate, dropout, horizon_months: 24, ..base() };
            let timing = what_if.order_timing(&scenario).expect("in range");
            let mut orders = |purchase_rate: f64, dropout: f64, horizon_months: u16| {
                let other = Scenario { purchase_rate, dropout, horizon_months, ..base() };
                what_if.evaluate(&other).expect("in range").expected_orders
            };
            let now = orders(1.0, 1.0, 24);
            assert!(close(timing.extra, orders(purchase_rate, dropout, 24) - now));
            assert!(close(timing.from_staying, orders(1.0, dropout, 24) - now));
            // Two years that run k times as fast and eight as before, as ten years that run evenly.
            let evenly = (24.0 * purchase_rate + 96.0) / 120.0;
            assert!(close(timing.additional, orders(evenly, dropout, 120) - orders(1.0, dropout, 120)), "{timing:?}");
            let sum = timing.from_staying.value + timing.brought_forward.value + timing.additional.value;
            assert!(close(timing.extra, sum));
            assert!((timing.share_if_buying_does_not_wear - (purchase_rate - 1.0)).abs() < 1e-12);
        }
    }

    #[test]
    fn a_push_of_some_months_is_the_part_of_a_lasting_one() {
        let customers = shop();
        let mut what_if = what_if(&customers);
        let push = Scenario { purchase_rate: 1.4, purchase_rate_months: 6, horizon_months: 24, ..base() };
        let timing = what_if.order_timing(&push).expect("in range");
        let mut orders = |months| {
            let other = Scenario { horizon_months: months, annual_discount_rate: 0.0, ..base() };
            what_if.evaluate(&other).expect("in range").expected_orders
        };
        // Two years of which six months run 1.4 times as fast, as 24 + 2.4 months; whole months are interpolated.
        let (now, early) = (orders(24), orders(6));
        let (before, after) = (orders(26), orders(27));
        assert!(timing.extra.value > before - now && timing.extra.value < after - now);
        assert!((timing.share_if_buying_does_not_wear - 0.4 * early / now).abs() < 1e-6);
        let sum = timing.from_staying.value + timing.brought_forward.value + timing.additional.value;
        assert!(close(timing.extra, sum) && close(timing.from_staying, 0.0));
        let evaluated = what_if.evaluate(&push).expect("in range").expected_orders;
        assert!(close(timing.extra, evaluated - now));
    }

    #[test]
    fn most_of_a_push_is_brought_forward_and_none_is_without_one() {
        let customers = shop();
        let what_if = what_if(&customers);
        let push = Scenario { purchase_rate: 1.2, horizon_months: 12, ..base() };
        let timing = what_if.order_timing(&push).expect("in range");
        let (forward, additional) = (timing.brought_forward, timing.additional);
        assert!(forward.value > additional.value && additional.value > 0.0, "{timing:?}");
        assert!(forward.low < forward.value && forward.value < forward.high && forward.low > 0.0);
        let keep = Scenario { dropout: 0.8, ..base() };
        let timing = what_if.order_timing(&keep).expect("in range");
        assert_eq!((timing.brought_forward.value, timing.additional.value), (0.0, 0.0));
        assert_eq!(timing.extra, timing.from_staying);
        let still = what_if.order_timing(&base()).expect("in range");
        assert_eq!((still.extra.low, still.extra.high), (0.0, 0.0));
    }
}
