//! Customer equity of many scenarios at once.

use super::horizon::Outlook;
use super::order_worth::OrderWorth;
use super::{Estimate, Scenario, ScenarioError, WhatIf};

impl WhatIf {
    /// Customer equity of each scenario in minor units. Scenarios that differ only in what an order leaves share one
    /// future, so that a map of two levers costs as many futures as it must.
    ///
    /// # Errors
    /// When a lever of a scenario is out of its range.
    pub fn equities(&self, scenarios: &[Scenario]) -> Result<Vec<f64>, ScenarioError> {
        let mut known: Vec<(Outlook, [f64; 2])> = Vec::new();
        let equity = |scenario: &Scenario| {
            let outlook = self.outlook(scenario)?;
            let sums = match known.iter().find(|(other, _)| *other == outlook) {
                Some((_, sums)) => *sums,
                None => {
                    let sums = self.equity_slopes().sums(&self.portfolio, &outlook);
                    let sums = sums.expect("the dropout lever is below certainty");
                    known.push((outlook, sums));
                    sums
                }
            };
            let OrderWorth { share, cost_minor } = OrderWorth::of(scenario);
            let [spent, orders] = sums;
            Ok(share * spent - cost_minor * orders)
        };
        scenarios.iter().map(equity).collect()
    }

    /// How much more customers are worth under each scenario than under one of the same customers, minor units, with the
    /// interval (95 %) of the parameters' uncertainty, as [`Ranges::difference_minor`](super::Ranges) has it.
    ///
    /// # Errors
    /// When a lever of a scenario is out of its range.
    pub fn equity_changes(&self, from: &Scenario, to: &[Scenario]) -> Result<Vec<Estimate>, ScenarioError> {
        let before = self.sloped_equity(from)?;
        to.iter().map(|scenario| Ok(self.estimate(&self.sloped_equity(scenario)?.less(&before)))).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::Settings;
    use crate::planning::Scenario;
    use crate::planning::fixture::{shop, what_if};

    #[test]
    fn equities_are_those_of_each_scenario_alone() {
        let customers = shop();
        let mut what_if = what_if(&customers);
        let base = Scenario::base(&Settings::initial("Maple & Finch"));
        let mut scenarios = Vec::new();
        for dropout in [0.5, 1.0, 1.5] {
            for cost_to_serve_minor in [0.0, 300.0] {
                scenarios.push(Scenario { dropout, cost_to_serve_minor, margin_share: dropout / 2.0, ..base.clone() });
            }
        }
        let equities = what_if.equities(&scenarios).expect("in range");
        for (scenario, equity) in scenarios.iter().zip(equities) {
            let alone = what_if.evaluate(scenario).expect("in range").customer_equity_minor;
            assert!((equity / alone - 1.0).abs() < 1e-9, "{scenario:?}");
        }
        scenarios[3].dropout = 9.0;
        assert_eq!(what_if.equities(&scenarios).expect_err("out of range").lever, "dropout");
        assert_eq!(what_if.equity_changes(&base, &scenarios).expect_err("out of range").lever, "dropout");
    }

    #[test]
    fn a_change_has_the_interval_of_the_difference_between_the_two_alone() {
        let customers = shop();
        let what_if = what_if(&customers);
        let from = Scenario { dropout: 0.9, ..Scenario::base(&Settings::initial("Maple & Finch")) };
        let to = [
            Scenario { purchase_rate: 1.2, ..from.clone() },
            Scenario { dropout: 1.2, cost_to_serve_minor: 250.0, ..from.clone() },
            Scenario { margin_share: 0.5, horizon_months: 12, ..from.clone() },
            from.clone(),
        ];
        let changes = what_if.equity_changes(&from, &to).expect("in range");
        for (scenario, change) in to.iter().zip(&changes).take(3) {
            let alone = what_if.intervals(&from, scenario).expect("in range").difference_minor;
            let width = alone.high - alone.low;
            assert!((change.value - alone.value).abs() < 1e-6 * alone.value.abs(), "{change:?} {alone:?}");
            assert!(((change.high - change.low) / width - 1.0).abs() < 1e-3, "{change:?} {alone:?}");
        }
        assert_eq!((changes[3].value, changes[3].low, changes[3].high), (0.0, 0.0, 0.0), "nothing is changed");
    }
}
