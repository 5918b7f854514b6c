//! How a scenario must be counted to pay.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::root::root;
use super::{costs_left_open, spanned, with};
use crate::planning::{Estimate, Lever, Scenario, ScenarioError, WhatIf};

/// Gains agree with the cost to this share of it.
const ACCURACY: f64 = 1e-6;
/// Beyond the scenario's own months, those that pay are looked for in such steps.
const STEP_MONTHS: u16 = 12;

impl WhatIf {
    /// Least months with which a scenario pays.
    pub(super) fn least_months(
        &self,
        [base, scenario]: [&Scenario; 2],
        lever: Lever,
        cost_minor: f64,
    ) -> Result<Option<Estimate>, ScenarioError> {
        let known = RefCell::new(BTreeMap::new());
        let gain = |months: u16| {
            let before = known.borrow().get(&months).copied();
            if let Some(gain) = before {
                return Ok(gain);
            }
            let gain = self.gain(base, &with(scenario, lever, f64::from(months)))?;
            known.borrow_mut().insert(months, gain);
            Ok(gain)
        };
        let here = lever.get(scenario) as u16;
        let last = lever.range().1 as u16;
        let Some(value) = least(here, last, |months| Ok(gain(months)? >= cost_minor))? else { return Ok(None) };
        let change = self.estimated(base, &with(scenario, lever, f64::from(value)))?;
        let mut ends = [0.0; 2];
        for (end, cost) in ends.iter_mut().zip(costs_left_open(cost_minor, change)) {
            *end = f64::from(least(here, last, |months| Ok(gain(months)? >= cost))?.unwrap_or(last));
        }
        Ok(Some(spanned(f64::from(value), ends)))
    }

    /// Greatest discount rate at which a scenario pays.
    pub(super) fn greatest_rate(
        &self,
        [base, scenario]: [&Scenario; 2],
        cost_minor: f64,
    ) -> Result<Option<Estimate>, ScenarioError> {
        let lever = Lever::DiscountRate;
        let (least, greatest) = lever.range();
        let gain = |rate: f64| self.gain(base, &with(scenario, lever, rate));
        let at = |rate: f64| gain(rate).map(|gain| (rate, gain));
        let (least, here, greatest) = (at(least)?, at(lever.get(scenario))?, at(greatest)?);
        let pays_until = |cost: f64| {
            let over = |(rate, gain): (f64, f64)| (rate, gain - cost);
            let pays = |(_, gain): (f64, f64)| gain >= cost;
            let (above, below) = match (pays(least), pays(here), pays(greatest)) {
                (_, true, true) => return Ok(Some(greatest.0)),
                (_, true, false) => (here, greatest),
                (true, false, _) => (least, here),
                (false, false, _) => return Ok(None),
            };
            root(over(below), over(above), ACCURACY * cost, |rate| gain(rate).map(|gain| gain - cost)).map(Some)
        };
        let Some(value) = pays_until(cost_minor)? else { return Ok(None) };
        let change = self.estimated(base, &with(scenario, lever, value))?;
        let mut ends = [0.0; 2];
        for (end, cost) in ends.iter_mut().zip(costs_left_open(cost_minor, change)) {
            *end = pays_until(cost)?.unwrap_or(least.0);
        }
        Ok(Some(spanned(value, ends)))
    }

    fn gain(&self, base: &Scenario, scenario: &Scenario) -> Result<f64, ScenarioError> {
        let equities = self.equities(&[scenario.clone(), looking_alike(base, scenario)])?;
        Ok(equities[0] - equities[1])
    }

    fn estimated(&self, base: &Scenario, scenario: &Scenario) -> Result<Estimate, ScenarioError> {
        let now = self.sloped_equity(&looking_alike(base, scenario))?;
        Ok(self.estimate(&self.sloped_equity(scenario)?.less(&now)))
    }
}

/// One scenario that looks as far ahead as another, at the same rate.
fn looking_alike(one: &Scenario, other: &Scenario) -> Scenario {
    Scenario { horizon_months: other.horizon_months, annual_discount_rate: other.annual_discount_rate, ..one.clone() }
}

/// Least months that lead to where it pays: here, or as soon after as it does.
fn least(
    here: u16,
    last: u16,
    pays: impl Fn(u16) -> Result<bool, ScenarioError>,
) -> Result<Option<u16>, ScenarioError> {
    let (mut below, mut above) = (0, here);
    while !pays(above)? {
        if above == last {
            return Ok(None);
        }
        (below, above) = (above, (above + STEP_MONTHS).min(last));
    }
    while above - below > 1 {
        let middle = u16::midpoint(below, above);
        if pays(middle)? {
            above = middle;
        } else {
            below = middle;
        }
    }
    Ok(Some(above))
}

#[cfg(test)]
mod tests {
    use crate::domain::Settings;
    use crate::planning::fixture::{shop, what_if};
    use crate::planning::{Lever, Scenario, WhatIf};

    fn base() -> Scenario {
        Scenario::base(&Settings::initial("Maple & Finch"))
    }

    fn scenario() -> Scenario {
        Scenario { dropout: 0.9, purchase_rate: 1.2, order_value: 1.05, cost_to_serve_minor: 50.0, ..base() }
    }

    /// The gain by the way the page shows it.
    fn gain(what_if: &mut WhatIf, scenario: &Scenario) -> f64 {
        let Scenario { horizon_months, annual_discount_rate, .. } = *scenario;
        let as_is = Scenario { horizon_months, annual_discount_rate, ..base() };
        let [then, now] = [scenario, &as_is].map(|it| what_if.evaluate(it).expect("in range").customer_equity_minor);
        then - now
    }

    fn at(scenario: &Scenario, lever: Lever, value: f64) -> Scenario {
        let mut moved = scenario.clone();
        lever.set(&mut moved, value);
        moved
    }

    #[test]
    fn the_least_months_are_those_of_a_look_at_all() {
        let customers = shop();
        let mut what_if = what_if(&customers);
        for lever in [Lever::Horizon, Lever::PurchaseRateMonths] {
            let gains: Vec<f64> =
                (1..=120).map(|months| gain(&mut what_if, &at(&scenario(), lever, f64::from(months)))).collect();
            for share in [0.3, 0.8, 0.999] {
                // From months that pay and from months that do not.
                for here in [20.0, 36.0] {
                    let from = at(&scenario(), lever, here);
                    let cost = share * gains[35];
                    let first = gains.iter().position(|gain| *gain >= cost).expect("it pays") + 1;
                    let found = what_if.break_even(&from, &base(), lever, cost).expect("in range").expect("it pays");
                    assert_eq!(found.value, first as f64, "{lever:?} {share} from {here}");
                    assert!(found.low <= found.value && found.value <= found.high);
                }
            }
            assert_eq!(what_if.break_even(&scenario(), &base(), lever, 100.0 * gains[119]), Ok(None));
        }
    }

    #[test]
    fn at_the_greatest_discount_rate_the_gain_is_the_cost() {
        let customers = shop();
        let mut what_if = what_if(&customers);
        let lever = Lever::DiscountRate;
        let now = gain(&mut what_if, &scenario());
        let undiscounted = gain(&mut what_if, &at(&scenario(), lever, 0.0));
        // Below and above where the scenario stands.
        for cost in [0.9 * now, f64::midpoint(now, undiscounted)] {
            let found = what_if.break_even(&scenario(), &base(), lever, cost).expect("in range").expect("it pays");
            let there = gain(&mut what_if, &at(&scenario(), lever, found.value));
            assert!((there / cost - 1.0).abs() < 1e-5, "{found:?}");
            assert_eq!(found.value > scenario().annual_discount_rate, cost < now);
            assert!(found.low < found.value && found.value < found.high);
        }
        let always = what_if.break_even(&scenario(), &base(), lever, 1e-3 * now).expect("in range").expect("it pays");
        assert_eq!(always.value, 1.0);
        assert_eq!(what_if.break_even(&scenario(), &base(), lever, 1.01 * undiscounted), Ok(None));
    }

    #[test]
    fn a_scenario_in_which_nothing_happens_never_pays() {
        let customers = shop();
        let what_if = what_if(&customers);
        for lever in [Lever::Horizon, Lever::PurchaseRateMonths, Lever::DiscountRate] {
            assert_eq!(what_if.break_even(&base(), &base(), lever, 1.0), Ok(None));
        }
    }
}
