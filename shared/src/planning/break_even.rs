//! From which change on a cost comes back.

use super::{Estimate, Lever, Scenario, ScenarioError, WhatIf};
use crate::math::NORMAL_975;

/// Gains agree with the cost to this share of it.
const ACCURACY: f64 = 1e-9;
/// More steps than false position with halving needs.
const MOST_STEPS: u32 = 100;

impl WhatIf {
    /// The least change of one lever of what customers do, as a share (−0.03: 3 % less), whose gain in customer equity
    /// pays a cost in minor units: customers otherwise as they are, counted with the scenario's margin, discount
    /// rate and horizon. The interval is that of the parameters. `None` where no change within the lever's range pays,
    /// and for levers that only say how things are counted.
    ///
    /// # Errors
    /// When a lever of the scenario is out of its range.
    pub fn break_even(
        &self,
        scenario: &Scenario,
        lever: Lever,
        cost_minor: f64,
    ) -> Result<Option<Estimate>, ScenarioError> {
        let unchanged = Scenario { purchase_rate: 1.0, dropout: 1.0, order_value: 1.0, ..scenario.clone() };
        let farthest = match lever {
            Lever::Dropout => lever.range().0,
            Lever::PurchaseRate | Lever::OrderValue => lever.range().1,
            _ => return Ok(None),
        };
        let now = self.plain_equity(&unchanged)?;
        let moved = |value: f64| {
            let mut moved = unchanged.clone();
            lever.set(&mut moved, value);
            moved
        };
        let gain = |value: f64| Ok(self.plain_equity(&moved(value))? - now);
        let greatest = gain(farthest)?;
        if cost_minor > greatest {
            return Ok(None);
        }
        let pays_at = |cost: f64| {
            if cost > greatest { Ok(farthest) } else { reaches(cost, farthest, greatest, gain) }
        };
        let value = pays_at(cost_minor)?;
        let change = self.sloped_equity(&moved(value))?.less(&self.sloped_equity(&unchanged)?);
        let half = NORMAL_975 * self.portfolio.parameter_variance(&change.purchases, &change.spend).sqrt();
        let relative = if change.value > 0.0 { (half / change.value).min(0.99) } else { 0.0 };
        // Were the gain as much larger or smaller as the parameters leave open.
        let ends = [pays_at(cost_minor / (1.0 + relative))?, pays_at(cost_minor / (1.0 - relative))?];
        let [near, far] = ends.map(|end| end - 1.0);
        Ok(Some(Estimate { value: value - 1.0, low: near.min(far), high: near.max(far) }))
    }

    fn plain_equity(&self, scenario: &Scenario) -> Result<f64, ScenarioError> {
        Ok(self.equities(std::slice::from_ref(scenario))?[0])
    }
}

/// Where a gain that is zero at 1 and `greatest` at `farthest` reaches a cost between the two (false position; an end
/// that stays twice counts half, so that both close in).
fn reaches(
    cost: f64,
    farthest: f64,
    greatest: f64,
    gain: impl Fn(f64) -> Result<f64, ScenarioError>,
) -> Result<f64, ScenarioError> {
    let (mut below, mut above) = ((1.0, -cost), (farthest, greatest - cost));
    let mut last_side = 0;
    for _ in 0..MOST_STEPS {
        let value = below.0 + (above.0 - below.0) * (-below.1 / (above.1 - below.1));
        let over = gain(value)? - cost;
        if over.abs() <= ACCURACY * cost {
            return Ok(value);
        }
        let side = if over < 0.0 { -1 } else { 1 };
        if side < 0 {
            below = (value, over);
            above.1 *= if last_side == side { 0.5 } else { 1.0 };
        } else {
            above = (value, over);
            below.1 *= if last_side == side { 0.5 } else { 1.0 };
        }
        last_side = side;
    }
    Ok(above.0)
}

#[cfg(test)]
mod tests {
    use crate::domain::Settings;
    use crate::planning::fixture::{shop, what_if};
    use crate::planning::{Lever, Scenario};

    fn base() -> Scenario {
        Scenario::base(&Settings::initial("Maple & Finch"))
    }

    const LEVERS: [Lever; 3] = [Lever::Dropout, Lever::PurchaseRate, Lever::OrderValue];

    #[test]
    fn at_break_even_the_gain_is_the_cost() {
        let customers = shop();
        let mut what_if = what_if(&customers);
        // What customers do in the scenario is left out; how it is counted is not.
        let scenario = Scenario { dropout: 0.7, margin_share: 0.5, horizon_months: 24, ..base() };
        let counted = Scenario { dropout: 1.0, ..scenario.clone() };
        let now = what_if.evaluate(&counted).expect("in range").customer_equity_minor;
        for lever in LEVERS {
            for share in [1e-4, 0.01, 0.1] {
                let change = what_if.break_even(&scenario, lever, share * now).expect("in range").expect("it can pay");
                let mut moved = counted.clone();
                lever.set(&mut moved, 1.0 + change.value);
                let gain = what_if.evaluate(&moved).expect("in range").customer_equity_minor - now;
                assert!((gain / (share * now) - 1.0).abs() < 1e-6, "{lever:?} {share} {change:?} {gain}");
                assert!(change.low <= change.value && change.value <= change.high);
            }
        }
    }

    #[test]
    fn of_order_value_it_is_the_cost_over_equity_with_the_interval_of_equity() {
        let customers = shop();
        let mut what_if = what_if(&customers);
        let now = what_if.evaluate(&base()).expect("in range").customer_equity_minor;
        let change = what_if.break_even(&base(), Lever::OrderValue, 0.05 * now).expect("in range").expect("it can pay");
        assert!((change.value / 0.05 - 1.0).abs() < 1e-8);
        let dearer = Scenario { order_value: 1.05, ..base() };
        let difference = what_if.intervals(&base(), &dearer).expect("in range").difference_minor;
        let relative = (difference.high - difference.value) / difference.value;
        assert!((change.low / (0.05 / (1.0 + relative)) - 1.0).abs() < 1e-3);
        assert!((change.high / (0.05 / (1.0 - relative)) - 1.0).abs() < 1e-3);
    }

    #[test]
    fn a_higher_cost_takes_a_larger_change_until_none_is_enough() {
        let customers = shop();
        let mut what_if = what_if(&customers);
        let now = what_if.evaluate(&base()).expect("in range").customer_equity_minor;
        for lever in LEVERS {
            let pays = |cost: f64| what_if.break_even(&base(), lever, cost).expect("in range");
            let [little, much] = [0.01, 0.02].map(|share| pays(share * now).expect("it can pay").value.abs());
            assert!(little < much && much < 0.5);
            assert_eq!(pays(0.0).map(|change| change.value), Some(0.0));
            assert_eq!(pays(20.0 * now), None);
        }
        assert_eq!(what_if.break_even(&base(), Lever::Horizon, 1.0), Ok(None));
    }

    #[test]
    fn a_scenario_out_of_range_is_refused() {
        let customers = shop();
        let wild = Scenario { margin_share: 3.0, ..base() };
        let error = what_if(&customers).break_even(&wild, Lever::Dropout, 1.0).expect_err("out of range");
        assert_eq!(error.lever, "margin_share");
    }
}
