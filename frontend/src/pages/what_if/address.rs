//! The scenario in the address: who opens the link sees the same numbers.

use shared::planning::Scenario;

use super::lever::{Lever, Slider};

/// The query of a scenario with every lever, each to its last digit; empty for the base scenario.
pub(super) fn query(scenario: &Scenario, base: &Scenario) -> String {
    if scenario == base {
        return String::new();
    }
    let pairs = Lever::ALL.map(|lever| format!("{}={}", lever.key(), lever.get(scenario)));
    format!("?{}", pairs.join("&"))
}

/// The scenario of a query; levers that are missing or out of their range stay at their base.
pub(super) fn scenario(query: &str, base: &Scenario) -> Scenario {
    let mut scenario = base.clone();
    for (key, value) in query.trim_start_matches('?').split('&').filter_map(|pair| pair.split_once('=')) {
        let lever = Lever::ALL.into_iter().find(|lever| lever.key() == key);
        if let (Some(lever), Ok(value)) = (lever, value.parse::<f64>()) {
            let mut changed = scenario.clone();
            lever.set(&mut changed, value);
            if changed.check().is_ok() {
                scenario = changed;
            }
        }
    }
    scenario
}

#[cfg(test)]
mod tests {
    use shared::domain::Settings;
    use shared::planning::Scenario;

    use super::{query, scenario};

    fn base() -> Scenario {
        Scenario::base(&Settings { margin_share: 1.0 / 3.0, ..Settings::initial("Maple & Finch") })
    }

    #[test]
    fn a_link_holds_the_scenario_to_the_last_bit() {
        let changed = Scenario { dropout: 0.9, annual_discount_rate: 0.1 + 0.2, horizon_months: 24, ..base() };
        let link = query(&changed, &base());
        let other_settings = Scenario::base(&Settings::initial("Elsewhere"));
        let read = scenario(&link, &other_settings);
        assert_eq!(read, changed, "whatever the settings are where it is opened");
        assert_eq!(read.margin_share.to_bits(), changed.margin_share.to_bits());
    }

    #[test]
    fn the_base_needs_no_query() {
        assert_eq!(query(&base(), &base()), "");
        assert_eq!(scenario("", &base()), base());
    }

    #[test]
    fn nonsense_in_a_link_is_left_out() {
        for nonsense in ["?dropout=7", "?rate=NaN", "?margin=-1&x=3", "?horizon=0", "?value", "?dropout=1e999"] {
            assert_eq!(scenario(nonsense, &base()), base(), "{nonsense}");
        }
    }
}
