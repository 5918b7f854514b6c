//! What each lever alone would change: which one matters most.

use serde::{Deserialize, Serialize};

use super::equity_slopes::Sloped;
use super::order_worth::OrderWorth;
use super::{Estimate, Lever, Scenario, ScenarioError, WhatIf};
use crate::math::NORMAL_975;

/// What a lever does to customer equity when it moves by a tenth of its value, either way, and all others stay.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct LeverEffect {
    /// The lever.
    pub lever: Lever,
    /// A tenth less.
    pub less: LeverMove,
    /// A tenth more.
    pub more: LeverMove,
}

/// One move of a lever.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct LeverMove {
    /// The lever's value after it: a factor, a share, a rate or whole months, kept within what can be computed.
    pub value: f64,
    /// Change of customer equity in minor units. The interval carries the uncertainty of the parameters, which both
    /// sides share.
    pub difference_minor: Estimate,
}

/// How far a lever is moved.
const SHARE: f64 = 0.1;

impl LeverEffect {
    /// The larger of the two changes, minor units.
    #[must_use]
    pub fn size(&self) -> f64 {
        self.less.difference_minor.value.abs().max(self.more.difference_minor.value.abs())
    }
}

impl WhatIf {
    /// What a lever does from the scenario on.
    ///
    /// # Errors
    /// When a lever of the scenario is out of its range.
    pub fn lever_effect(&self, scenario: &Scenario, lever: Lever) -> Result<LeverEffect, ScenarioError> {
        let now = self.sloped_equity(scenario)?;
        let moved = |share: f64| {
            let mut moved = scenario.clone();
            lever.set(&mut moved, self.within(lever, lever.get(scenario) * (1.0 + share)));
            let change = self.sloped_equity(&moved)?.less(&now);
            Ok(LeverMove { value: lever.get(&moved), difference_minor: self.estimate(&change) })
        };
        Ok(LeverEffect { lever, less: moved(-SHARE)?, more: moved(SHARE)? })
    }

    fn within(&self, lever: Lever, value: f64) -> f64 {
        let (least, most) = lever.range();
        value.clamp(least, if lever == Lever::Dropout { most.min(self.largest_dropout()) } else { most })
    }

    pub(super) fn sloped_equity(&self, scenario: &Scenario) -> Result<Sloped, ScenarioError> {
        let outlook = self.outlook(scenario)?;
        Ok(self.layers(&outlook).equity(OrderWorth::of(scenario)))
    }

    /// The figure with the interval that the uncertainty of the parameters gives it.
    pub(super) fn estimate(&self, figure: &Sloped) -> Estimate {
        let half = NORMAL_975 * self.portfolio.parameter_variance(&figure.purchases, &figure.spend).sqrt();
        Estimate { value: figure.value, low: figure.value - half, high: figure.value + half }
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::Settings;
    use crate::planning::fixture::{shop, what_if};
    use crate::planning::{Lever, Scenario};

    fn scenario() -> Scenario {
        Scenario {
            purchase_rate: 1.2,
            purchase_rate_months: 20,
            dropout: 0.9,
            order_value: 1.2,
            cost_to_serve_minor: 150.0,
            ..Scenario::base(&Settings::initial("Maple & Finch"))
        }
    }

    #[test]
    fn an_effect_is_the_difference_of_two_scenarios_with_its_interval() {
        let customers = shop();
        let what_if = what_if(&customers);
        for lever in Lever::OF_EQUITY {
            let effect = what_if.lever_effect(&scenario(), lever).expect("in range");
            for (moved, share) in [(effect.less, 0.9), (effect.more, 1.1)] {
                let mut other = scenario();
                lever.set(&mut other, lever.get(&scenario()) * share);
                assert_eq!(moved.value, lever.get(&other));
                let difference = what_if.intervals(&scenario(), &other).expect("in range").difference_minor;
                let half = difference.high - difference.value;
                let close = |one: f64, other: f64| (one - other).abs() < 1e-6 * half + 1e-9 * difference.value.abs();
                assert!(close(moved.difference_minor.value, difference.value), "{lever:?}");
                assert!((moved.difference_minor.high - difference.high).abs() < 1e-3 * half, "{lever:?}");
                assert!((moved.difference_minor.low - difference.low).abs() < 1e-3 * half, "{lever:?}");
            }
            assert!(effect.size() >= effect.more.difference_minor.value.abs());
        }
    }

    #[test]
    fn a_lever_at_the_end_of_its_range_stays_within_it() {
        let customers = shop();
        let what_if = what_if(&customers);
        let greatest = what_if.largest_dropout();
        let edges = [
            (Lever::Dropout, greatest, [0.9 * greatest, greatest]),
            (Lever::PurchaseRate, 0.5, [0.5, 0.55]),
            (Lever::Margin, 0.95, [0.855, 1.0]),
            (Lever::Horizon, 3.0, [3.0, 3.0]),
            (Lever::Horizon, 120.0, [108.0, 120.0]),
            (Lever::DiscountRate, 0.0, [0.0, 0.0]),
        ];
        for (lever, from, [less, more]) in edges {
            let mut scenario = Scenario::base(&Settings::initial("Maple & Finch"));
            lever.set(&mut scenario, from);
            let effect = what_if.lever_effect(&scenario, lever).expect("in range");
            assert!((effect.less.value - less).abs() < 1e-12, "{effect:?}");
            assert!((effect.more.value - more).abs() < 1e-12, "{effect:?}");
            for moved in [effect.less, effect.more] {
                assert_eq!(moved.difference_minor.value == 0.0, moved.value == from, "{effect:?}");
            }
        }
    }

    #[test]
    fn a_scenario_out_of_range_is_refused() {
        let customers = shop();
        let wild = Scenario { order_value: 3.0, ..scenario() };
        let error = what_if(&customers).lever_effect(&wild, Lever::Horizon).expect_err("out of range");
        assert_eq!(error.lever, "order_value");
    }
}
