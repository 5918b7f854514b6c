//! One lever that moves alone.

use super::root::root;
use super::{costs_left_open, spanned, with};
use crate::planning::{Estimate, Lever, Newcomers, Scenario, ScenarioError, WhatIf};

/// Gains agree with the cost to this share of it.
const ACCURACY: f64 = 1e-9;

impl WhatIf {
    pub(super) fn change_alone(
        &self,
        scenario: &Scenario,
        lever: Lever,
        cost_minor: f64,
    ) -> Result<Option<Estimate>, ScenarioError> {
        let unmoved = scenario.unmoved();
        let (start, farthest) = (lever.get(&unmoved), lever.best_end());
        let Some(now) = self.figure(lever, &unmoved)? else { return Ok(None) };
        let gain = |value: f64| Ok(self.figure(lever, &with(&unmoved, lever, value))?.unwrap_or(now) - now);
        let greatest = gain(farthest)?;
        if start == farthest || cost_minor > greatest {
            return Ok(None);
        }
        let pays_at = |cost: f64| {
            if cost > greatest {
                return Ok(farthest);
            }
            let over = |value: f64| gain(value).map(|gain| gain - cost);
            root((start, -cost), (farthest, greatest - cost), ACCURACY * cost, over)
        };
        let value = pays_at(cost_minor)?;
        let change = self.estimated_gain(lever, &unmoved, &with(&unmoved, lever, value))?;
        let [near, far] = costs_left_open(cost_minor, change);
        Ok(Some(spanned(value, [pays_at(near)?, pays_at(far)?])))
    }

    /// What a lever is to raise: customer equity, or what customers to come leave. `None` where nobody can come.
    fn figure(&self, lever: Lever, scenario: &Scenario) -> Result<Option<f64>, ScenarioError> {
        if Lever::OF_EQUITY.contains(&lever) {
            return Ok(Some(self.equities(std::slice::from_ref(scenario))?[0]));
        }
        Ok(self.newcomers(scenario)?.map(|newcomers| newcomers.net_minor.value))
    }

    fn estimated_gain(&self, lever: Lever, from: &Scenario, to: &Scenario) -> Result<Estimate, ScenarioError> {
        if Lever::OF_EQUITY.contains(&lever) {
            return Ok(self.estimate(&self.sloped_equity(to)?.less(&self.sloped_equity(from)?)));
        }
        let [before, after] = [self.newcomers(from)?, self.newcomers(to)?]
            .map(|it| it.map_or([0.0; 2], |Newcomers { net_minor: net, .. }| [net.value, net.high - net.value]));
        // Both are the margin of one who comes, so many times, and are wrong by it alike.
        let half = (after[1] - before[1]).abs();
        let value = after[0] - before[0];
        Ok(Estimate { value, low: value - half, high: value + half })
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::Settings;
    use crate::planning::fixture::{shop, what_if};
    use crate::planning::{Lever, Scenario};

    fn base() -> Scenario {
        Scenario {
            cost_to_serve_minor: 250.0,
            acquisition_cost_minor: 400.0,
            ..Scenario::base(&Settings::initial("Maple & Finch"))
        }
    }

    const LEVERS: [Lever; 5] =
        [Lever::Dropout, Lever::PurchaseRate, Lever::OrderValue, Lever::Margin, Lever::CostToServe];

    #[test]
    fn at_break_even_the_gain_is_the_cost() {
        let customers = shop();
        let mut what_if = what_if(&customers);
        // What customers do in the scenario is left out; how it is counted is not.
        let scenario = Scenario { dropout: 0.7, margin_share: 0.5, horizon_months: 24, ..base() };
        let counted = Scenario { dropout: 1.0, ..scenario.clone() };
        let now = what_if.evaluate(&counted).expect("in range").customer_equity_minor;
        for lever in LEVERS {
            for share in [1e-4, 0.01] {
                let at =
                    what_if.break_even(&scenario, &base(), lever, share * now).expect("in range").expect("it can pay");
                let mut moved = counted.clone();
                lever.set(&mut moved, at.value);
                let gain = what_if.evaluate(&moved).expect("in range").customer_equity_minor - now;
                assert!((gain / (share * now) - 1.0).abs() < 1e-6, "{lever:?} {share} {at:?} {gain}");
                assert!(at.low <= at.value && at.value <= at.high);
            }
        }
    }

    #[test]
    fn customers_to_come_pay_it_with_what_each_leaves() {
        let customers = shop();
        let what_if = what_if(&customers);
        let newcomers = |scenario: &Scenario| what_if.newcomers(scenario).expect("in range").expect("somebody came");
        let now = newcomers(&base());
        let cost = 0.1 * now.net_minor.value;
        assert!(cost > 0.0);
        // More of them are asked for as if none of the scenario's own more came.
        let more = Scenario { acquisition_volume: 1.7, ..base() };
        let volume =
            what_if.break_even(&more, &base(), Lever::AcquisitionVolume, cost).expect("in range").expect("it can pay");
        assert!((volume.value - 1.1).abs() < 1e-9, "{volume:?}");
        let relative = (now.net_minor.high - now.net_minor.value) / now.net_minor.value;
        assert!((volume.low - (1.0 + 0.1 / (1.0 + relative))).abs() < 1e-6, "{volume:?}");
        let half = 0.5 * now.cost_minor;
        let cheaper =
            what_if.break_even(&base(), &base(), Lever::AcquisitionCost, half).expect("in range").expect("it can pay");
        assert!((cheaper.value - 200.0).abs() < 1e-6, "{cheaper:?}");
        assert!((cheaper.high - cheaper.low).abs() < 1e-6, "how much is saved does not hang on what they bring");
        let dear = Scenario { acquisition_cost_minor: 1e8, ..base() };
        assert_eq!(
            what_if.break_even(&dear, &base(), Lever::AcquisitionVolume, cost),
            Ok(None),
            "each would be a loss"
        );
        let free = Scenario { acquisition_cost_minor: 0.0, ..base() };
        assert_eq!(what_if.break_even(&free, &base(), Lever::AcquisitionCost, cost), Ok(None), "nothing to save");
    }

    #[test]
    fn of_order_value_it_is_the_cost_over_equity_with_the_interval_of_equity() {
        let customers = shop();
        let mut what_if = what_if(&customers);
        let base = Scenario { cost_to_serve_minor: 0.0, ..base() };
        let now = what_if.evaluate(&base).expect("in range").customer_equity_minor;
        let at =
            what_if.break_even(&base, &base, Lever::OrderValue, 0.05 * now).expect("in range").expect("it can pay");
        assert!((at.value - 1.05).abs() < 1e-9);
        let dearer = Scenario { order_value: 1.05, ..base.clone() };
        let difference = what_if.intervals(&base, &dearer).expect("in range").difference_minor;
        let relative = (difference.high - difference.value) / difference.value;
        assert!(((at.low - 1.0) / (0.05 / (1.0 + relative)) - 1.0).abs() < 1e-3);
        assert!(((at.high - 1.0) / (0.05 / (1.0 - relative)) - 1.0).abs() < 1e-3);
        // Margin multiplies the same orders.
        let margin =
            what_if.break_even(&base, &base, Lever::Margin, 0.05 * now).expect("in range").expect("it can pay");
        assert!((margin.value / base.margin_share - at.value).abs() < 1e-9);
    }

    #[test]
    fn a_higher_cost_takes_a_larger_change_until_none_is_enough() {
        let customers = shop();
        let mut what_if = what_if(&customers);
        let now = what_if.evaluate(&base()).expect("in range").customer_equity_minor;
        for lever in LEVERS {
            let start = lever.get(&base());
            let pays = |cost: f64| what_if.break_even(&base(), &base(), lever, cost).expect("in range");
            let [little, much] =
                [0.005, 0.01].map(|share| (pays(share * now).expect("it can pay").value - start).abs());
            assert!(little < much);
            assert_eq!(pays(0.0).map(|at| at.value), Some(start));
            assert_eq!(pays(20.0 * now), None);
        }
    }
}
