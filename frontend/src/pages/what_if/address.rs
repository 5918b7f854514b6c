//! The scenario in the address: who opens the link sees the same numbers.

use shared::planning::Scenario;

use super::lever::Lever;
use crate::pages::scope::key as scope_key;

/// Key of the cost in minor units.
const COST: &str = "cost";
/// Key of whom it is about.
const SCOPE: &str = "for";

/// The query of a scenario with every lever, each to its last digit, of whom it is about, and of a cost in minor units;
/// empty for the base scenario of everyone without a cost.
pub(super) fn query(scenario: &Scenario, base: &Scenario, cost_minor: Option<f64>) -> String {
    let whom = (!scenario.scope.is_everyone()).then(|| format!("{SCOPE}={}", scope_key::write(&scenario.scope)));
    let levers = Lever::ALL.iter().filter(|_| scenario != base);
    let levers = levers.map(|lever| format!("{}={}", lever.name(), lever.get(scenario)));
    let cost = cost_minor.map(|cost| format!("{COST}={cost}"));
    let pairs: Vec<String> = whom.into_iter().chain(levers).chain(cost).collect();
    if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) }
}

/// The cost of a query in minor units.
pub(super) fn cost_minor(query: &str) -> Option<f64> {
    let (_, value) = pairs(query).find(|(key, _)| *key == COST)?;
    value.parse().ok().filter(|cost: &f64| cost.is_finite() && *cost > 0.0)
}

fn pairs(query: &str) -> impl Iterator<Item = (&str, &str)> {
    query.trim_start_matches('?').split('&').filter_map(|pair| pair.split_once('='))
}

/// The scenario of a query; levers that are missing or out of their range stay at their base.
pub(super) fn scenario(query: &str, base: &Scenario) -> Scenario {
    let mut scenario = base.clone();
    for (key, value) in pairs(query) {
        let lever = Lever::ALL.into_iter().find(|lever| lever.name() == key);
        if let (Some(lever), Ok(value)) = (lever, value.parse::<f64>()) {
            let mut changed = scenario.clone();
            lever.set(&mut changed, value);
            if changed.check().is_ok() {
                scenario = changed;
            }
        }
        if let Some(scope) = (key == SCOPE).then(|| scope_key::read(value)).flatten() {
            scenario.scope = scope;
        }
    }
    scenario
}

#[cfg(test)]
mod tests {
    use shared::domain::Settings;
    use shared::planning::{Scenario, Scope};

    use super::{cost_minor, query, scenario};

    fn base() -> Scenario {
        Scenario::base(&Settings { margin_share: 1.0 / 3.0, ..Settings::initial("Maple & Finch") })
    }

    #[test]
    fn a_link_holds_the_scenario_to_the_last_bit() {
        let scope = Scope::Source { name: "Paper & ink = 50 % off?".to_owned() };
        let changed = Scenario {
            dropout: 0.9,
            annual_discount_rate: 0.1 + 0.2,
            horizon_months: 24,
            cost_to_serve_minor: 1.0 / 3.0,
            scope,
            ..base()
        };
        let link = query(&changed, &base(), Some(500_050.0));
        let other_settings = Scenario::base(&Settings::initial("Elsewhere"));
        let read = scenario(&link, &other_settings);
        assert_eq!(read, changed, "whatever the settings are where it is opened");
        assert_eq!(cost_minor(&link), Some(500_050.0));
        assert_eq!(cost_minor(&query(&base(), &base(), Some(1.0))), Some(1.0));
        assert_eq!(read.margin_share.to_bits(), changed.margin_share.to_bits());
    }

    #[test]
    fn the_base_needs_no_query() {
        assert_eq!(query(&base(), &base(), None), "");
        assert_eq!(scenario("", &base()), base());
    }

    #[test]
    fn some_customers_without_a_change_need_only_their_name() {
        let scope = Scope::Source { name: "Shop".to_owned() };
        let some = Scenario { scope, ..base() };
        assert_eq!(query(&some, &some, None), "?for=source:Shop");
    }

    #[test]
    fn nonsense_in_a_link_is_left_out() {
        for nonsense in [
            "?dropout=7",
            "?purchase_rate=NaN",
            "?margin_share=-1&x=3",
            "?horizon_months=0",
            "?order_value",
            "?dropout=1e999",
            "?cost=-3",
            "?cost=inf",
            "?for=nobody:x",
        ] {
            assert_eq!(scenario(nonsense, &base()), base(), "{nonsense}");
            assert_eq!(cost_minor(nonsense), None, "{nonsense}");
        }
    }
}
