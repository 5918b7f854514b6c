//! Weights in the address: who opens the link sees the same scores.

use shared::planning::health::{HealthPart, HealthWeights};

/// Most a part may count.
pub(super) const MOST: u8 = 100;

/// The query of weights that differ from the documented ones; empty for those.
pub(super) fn query(weights: &HealthWeights) -> String {
    if *weights == HealthWeights::USUAL {
        return String::new();
    }
    let pairs = HealthPart::ALL.map(|part| format!("{}={}", key(part), weights.of(part)));
    format!("?{}", pairs.join("&"))
}

/// The weights of a query; those that are missing or out of range stay as documented.
pub(super) fn weights(query: &str) -> HealthWeights {
    let pairs = query.trim_start_matches('?').split('&').filter_map(|pair| pair.split_once('='));
    pairs.fold(HealthWeights::USUAL, |weights, (name, value)| {
        let part = HealthPart::ALL.into_iter().find(|part| key(*part) == name);
        let weight = value.parse().ok().filter(|weight| *weight <= MOST);
        part.zip(weight).map_or(weights, |(part, weight)| weights.with(part, weight))
    })
}

/// The name of a part in addresses.
pub(super) fn key(part: HealthPart) -> &'static str {
    match part {
        HealthPart::Presence => "alive",
        HealthPart::Rhythm => "rhythm",
        HealthPart::OrderTrend => "orders",
        HealthPart::ValueTrend => "value",
        HealthPart::Kept => "kept",
        HealthPart::Consent => "consent",
    }
}

#[cfg(test)]
mod tests {
    use super::{HealthPart, HealthWeights, query, weights};

    #[test]
    fn a_link_holds_all_weights_and_the_documented_ones_need_none() {
        for some in [HealthWeights([0, 100, 7, 5, 5, 10]), HealthWeights([0; 6]), HealthWeights::USUAL] {
            assert_eq!(weights(&query(&some)), some);
        }
        assert_eq!(query(&HealthWeights::USUAL), "");
    }

    #[test]
    fn nonsense_is_left_out() {
        assert_eq!(weights("?alive=101&rhythm=-1&orders=x&theme=dark&kept"), HealthWeights::USUAL);
        assert_eq!(weights("?alive=0&value=200"), HealthWeights::USUAL.with(HealthPart::Presence, 0));
    }
}
