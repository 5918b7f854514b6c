//! Who changes tier.

use serde::{Deserialize, Serialize};

use super::order_worth::OrderWorth;
use super::{Scenario, ScenarioError, ValueTier, WhatIf};

/// Customers by value tier as things are and under a scenario. The tiers' lower ends are those of today: under a
/// scenario that makes everybody worth more there can be more customers of the best tier than today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TierChanges {
    /// By tier now and, within it, tier under the scenario, both in the order of [`ValueTier::ALL`].
    pub customers: [[u32; 4]; 4],
}

impl TierChanges {
    /// Customers who come into a better tier.
    #[must_use]
    pub fn risen(&self) -> u32 {
        self.sum_where(|now, then| then < now)
    }

    /// Customers who come into a lower tier.
    #[must_use]
    pub fn fallen(&self) -> u32 {
        self.sum_where(|now, then| then > now)
    }

    fn sum_where(&self, is_meant: impl Fn(usize, usize) -> bool) -> u32 {
        let cells = (0..4).flat_map(|now| (0..4).map(move |then| (now, then)));
        cells.filter(|(now, then)| is_meant(*now, *then)).map(|(now, then)| self.customers[now][then]).sum()
    }
}

impl WhatIf {
    /// Who changes tier from one scenario to another. A tier goes by what a customer would be worth were they certainly
    /// still active, so that it does not depend on the risk; see [`ValueTier`].
    ///
    /// # Errors
    /// When a lever of either is out of its range.
    pub fn tier_changes(&mut self, base: &Scenario, scenario: &Scenario) -> Result<TierChanges, ScenarioError> {
        let [before, after] = self.values_if_active([base, scenario])?;
        let least = least_of_tiers(&before);
        let tier = |value: f64| least.iter().position(|least| value >= *least).unwrap_or(least.len());
        let mut customers = [[0; 4]; 4];
        for (before, after) in before.into_iter().zip(after) {
            customers[tier(before)][tier(after)] += 1;
        }
        Ok(TierChanges { customers })
    }

    fn values_if_active(&mut self, scenarios: [&Scenario; 2]) -> Result<[Vec<f64>; 2], ScenarioError> {
        let mut values = [Vec::new(), Vec::new()];
        let mut futures = Vec::with_capacity(scenarios.len());
        for (scenario, values) in scenarios.into_iter().zip(&mut values) {
            let outlook = self.outlook(scenario)?;
            futures.push((OrderWorth::of(scenario), self.discounted(&outlook).to_vec()));
            values.reserve_exact(self.portfolio.histories.history_of_customer().len());
        }
        for (row, (_, pair)) in self.portfolio.rows().enumerate() {
            let spend = self.portfolio.spend(&self.customers, row).map_or(0.0, |spend| spend.mean);
            for (values, (worth, discounted)) in values.iter_mut().zip(&futures) {
                values.push(discounted[pair] * (spend * worth.share - worth.cost_minor));
            }
        }
        Ok(values)
    }
}

/// The least value of the first three tiers; the last has none.
fn least_of_tiers(values: &[f64]) -> [f64; 3] {
    let mut ranked = values.to_vec();
    let count = ranked.len();
    let last_of = |tier: ValueTier| (0..count).rev().find(|rank| ValueTier::of_rank(*rank, count) == tier);
    let mut placed = 0;
    [ValueTier::Best, ValueTier::Next, ValueTier::Middle].map(|tier| {
        let Some(rank) = last_of(tier) else { return f64::INFINITY };
        // What came before is greater already.
        let (_, least, _) = ranked[placed..].select_nth_unstable_by(rank - placed, |one, other| other.total_cmp(one));
        placed = rank;
        *least
    })
}

#[cfg(test)]
mod tests {
    use super::least_of_tiers;
    use crate::domain::Settings;
    use crate::planning::fixture::{scored_base, what_if};
    use crate::planning::{Scenario, ValueTier, value_tiers};

    fn base() -> Scenario {
        Scenario::base(&Settings::initial("Maple & Finch"))
    }

    #[test]
    fn without_a_change_everybody_stays_in_the_tier_of_their_score() {
        let scored = scored_base();
        let mut what_if = what_if(&scored.customers);
        let changes = what_if.tier_changes(&base(), &base()).expect("in range");
        assert_eq!((changes.risen(), changes.fallen()), (0, 0));
        let tiers = value_tiers(&scored.customers);
        for tier in 0..4 {
            let scored = tiers.iter().filter(|known| known.is_some_and(|known| known as usize == tier)).count();
            let found = changes.customers[tier][tier] as usize;
            // Customers of equal value share a tier here.
            assert!(found.abs_diff(scored) <= scored / 20 + 5, "{tier}: {found} {scored}");
        }
    }

    #[test]
    fn a_factor_on_every_value_moves_customers_as_their_values_cross_the_ends() {
        let scored = scored_base();
        let mut what_if = what_if(&scored.customers);
        let dearer = Scenario { order_value: 1.25, ..base() };
        let changes = what_if.tier_changes(&base(), &dearer).expect("in range");
        let values = what_if.values_if_active([&base(), &base()]).expect("in range")[0].clone();
        let least = least_of_tiers(&values);
        let crossing = |value: &&f64| least.iter().any(|end| **value < *end && **value * 1.25 >= *end);
        assert_eq!(changes.risen() as usize, values.iter().filter(crossing).count());
        assert!(changes.risen() > 50 && changes.fallen() == 0);
        let cheaper = what_if.tier_changes(&dearer, &base()).expect("in range");
        assert!(cheaper.fallen() > 50 && cheaper.risen() == 0);
        let all: u32 = changes.customers.iter().flatten().sum();
        assert_eq!(all as usize, scored.customers.len());
    }

    #[test]
    fn tiers_end_where_they_do_in_a_sorted_list() {
        let values: Vec<f64> = (0..997).map(|k| f64::from(k * 331 % 997 / 3)).collect();
        let mut sorted = values.clone();
        sorted.sort_unstable_by(|one, other| other.total_cmp(one));
        let last_of =
            |tier: ValueTier| (0..997).filter(|rank| ValueTier::of_rank(*rank, 997) == tier).max().expect("all there");
        let expected = [ValueTier::Best, ValueTier::Next, ValueTier::Middle].map(|tier| sorted[last_of(tier)]);
        assert_eq!(least_of_tiers(&values), expected);
    }

    #[test]
    fn nobody_has_no_tiers() {
        assert_eq!(least_of_tiers(&[]), [f64::INFINITY; 3]);
        assert_eq!(least_of_tiers(&[7.0]), [7.0, f64::INFINITY, f64::INFINITY]);
    }
}
