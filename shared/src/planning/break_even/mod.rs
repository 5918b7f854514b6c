//! From where on a cost comes back: for every lever its own answer.

mod alone;
mod limits;
mod root;

use super::{Estimate, Lever, Scenario, ScenarioError, WhatIf};

impl WhatIf {
    /// The value of a lever at which a cost in minor units, paid today, comes back; `None` where no value within its range
    /// does. The interval is that of the parameters (95 %), its ends kept within the lever's range.
    ///
    /// For the levers of what customers do, of margin and costs and of customers to come: the value nearest to where they are
    /// whose gain alone is the cost, with customers otherwise as they are ([`Scenario::unmoved`]). For the horizon, the discount
    /// rate and the months a purchase rate lasts: the value up to which, or from which on, the scenario gains the cost over
    /// another, `base`, that looks as far ahead at the same rate. Months are whole and the least of those that lead to where the
    /// scenario pays.
    ///
    /// # Errors
    /// When a lever of the scenario is out of its range.
    pub fn break_even(
        &self,
        scenario: &Scenario,
        base: &Scenario,
        lever: Lever,
        cost_minor: f64,
    ) -> Result<Option<Estimate>, ScenarioError> {
        match lever {
            Lever::Horizon | Lever::PurchaseRateMonths => self.least_months([base, scenario], lever, cost_minor),
            Lever::DiscountRate => self.greatest_rate([base, scenario], cost_minor),
            _ => self.change_alone(scenario, lever, cost_minor),
        }
    }
}

/// Costs that gain as much as the parameters leave open, more and less, would bring back; the first is the lesser.
fn costs_left_open(cost_minor: f64, gain: Estimate) -> [f64; 2] {
    let half = gain.high - gain.value;
    let relative = if gain.value > 0.0 { (half / gain.value).min(0.99) } else { 0.0 };
    [cost_minor / (1.0 + relative), cost_minor / (1.0 - relative)]
}

fn spanned(value: f64, [one, other]: [f64; 2]) -> Estimate {
    Estimate { value, low: one.min(other), high: one.max(other) }
}

/// A scenario with one lever elsewhere.
fn with(scenario: &Scenario, lever: Lever, value: f64) -> Scenario {
    let mut moved = scenario.clone();
    lever.set(&mut moved, value);
    moved
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Settings;
    use crate::planning::fixture::{shop, what_if};

    #[test]
    fn a_scenario_out_of_range_is_refused() {
        let customers = shop();
        let base = Scenario::base(&Settings::initial("Maple & Finch"));
        let wild = Scenario { margin_share: 3.0, ..base.clone() };
        let what_if = what_if(&customers);
        for lever in Lever::ALL {
            let error = what_if.break_even(&wild, &base, lever, 1.0).expect_err("out of range");
            assert_eq!(error.lever, "margin_share");
        }
    }
}
