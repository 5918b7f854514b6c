//! Customer equity of many scenarios at once.

use super::horizon::Outlook;
use super::order_worth::OrderWorth;
use super::{Scenario, ScenarioError, WhatIf};

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
    }
}
