//! Value tiers by predicted margin: what moves when margin or cost to serve change.

use serde::{Deserialize, Serialize};

use super::RuleFault;
use crate::base::Customers;
use crate::planning::{ValueTier, by_worth};

/// What an order leaves: a share of what is spent, less what it costs to serve.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TierWorth {
    /// Contribution margin as a share of order value, above 0 and at most 1.
    pub margin_share: f64,
    /// What every order costs beyond that, minor units, zero or more.
    pub cost_to_serve_minor: f64,
}

// As in `Comparison`: a checked rule holds no NaN.
impl Eq for TierWorth {}

/// Where the tiers of all customers end.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TierCuts {
    /// Lifetime value, were the customer certainly still active, of the last customer in each tier but the lowest, best
    /// first, minor units; `None` for a tier without customers.
    pub least_minor: [Option<f64>; 3],
    /// Customers by tier, best first.
    pub customers: [u32; 4],
    /// Customers in another tier than without a cost to serve.
    pub moved: u32,
}

impl TierWorth {
    /// Whether it can be used.
    pub(super) fn check(self) -> Result<(), RuleFault> {
        if !(self.margin_share > 0.0 && self.margin_share <= 1.0) {
            return Err(RuleFault::here("The margin must be above 0 % and at most 100 %."));
        }
        if !(self.cost_to_serve_minor >= 0.0 && self.cost_to_serve_minor <= 1e12) {
            return Err(RuleFault::here("The cost to serve must be an amount of zero or more."));
        }
        Ok(())
    }
}

/// The tier of every row by predicted margin: rank by Σ discounted orders × (spend × margin − cost to serve), were the customer
/// certainly still active. The sum of discounted orders is lifetime value / (P(alive) × spend × margin of the scores), so that
/// the margin the scores were made with does not change the ranks. Without `worth` it is [`value_tiers`]. Ties by row; `None`
/// where a part is not known.
///
/// [`value_tiers`]: crate::planning::value_tiers
#[must_use]
pub fn tiers_by(customers: &Customers, worth: Option<TierWorth>) -> Vec<Option<ValueTier>> {
    let known = (0..customers.len()).filter_map(|row| Some((if_active(customers, row, worth)?, row as u32)));
    by_worth(known.collect(), customers.len())
}

impl TierCuts {
    /// Of a base scored with a margin. `None` where no value is known.
    ///
    /// ```
    /// use shared::base::Customers;
    /// use shared::domain::CustomerId;
    /// use shared::segments::{TierCuts, TierWorth};
    /// let customers = Customers {
    ///     id: vec![CustomerId(1)],
    ///     probability_alive: vec![0.5],
    ///     expected_spend_minor: vec![1_000.0],
    ///     lifetime_value_minor: vec![800.0],
    ///     ..Customers::default()
    /// };
    /// // 0.5 × 4 orders × 1,000 × 0.4 = 800; certainly active and at a cost of 100 an order: 4 × (400 − 100) = 1,200.
    /// let worth = TierWorth { margin_share: 0.4, cost_to_serve_minor: 100.0 };
    /// let cuts = TierCuts::of(&customers, 0.4, worth).expect("a value is known");
    /// assert!((cuts.least_minor[0].expect("one customer is the best") - 1_200.0).abs() < 1e-9);
    /// ```
    #[must_use]
    pub fn of(customers: &Customers, scored_margin_share: f64, worth: TierWorth) -> Option<Self> {
        let tiers = tiers_by(customers, Some(worth));
        let plain = tiers_by(customers, Some(TierWorth { cost_to_serve_minor: 0.0, ..worth }));
        let mut least_minor: [Option<f64>; 4] = [None; 4];
        let mut counts = [0; 4];
        for (row, tier) in tiers.iter().enumerate() {
            let (Some(tier), Some(value)) = (tier, if_active(customers, row, Some(worth))) else { continue };
            let value = value / scored_margin_share;
            let least = &mut least_minor[*tier as usize];
            *least = Some(least.map_or(value, |least| least.min(value)));
            counts[*tier as usize] += 1;
        }
        let moved = tiers.iter().zip(&plain).filter(|(one, other)| one != other).count() as u32;
        let [best, next, middle, _] = least_minor;
        (counts != [0; 4]).then_some(Self { least_minor: [best, next, middle], customers: counts, moved })
    }
}

/// Value of a customer who is certainly still active, times the margin the scores were made with if `worth` is given.
fn if_active(customers: &Customers, row: usize, worth: Option<TierWorth>) -> Option<f64> {
    let (value, alive) = (customers.lifetime_value_minor[row], customers.probability_alive[row]);
    if value.is_nan() || alive.is_nan() {
        return None;
    }
    let value = if alive > 0.0 { value / alive } else { 0.0 };
    let Some(TierWorth { margin_share, cost_to_serve_minor }) = worth else { return Some(value) };
    let spend = customers.expected_spend_minor[row];
    let left = if cost_to_serve_minor > 0.0 { margin_share - cost_to_serve_minor / spend } else { margin_share };
    let value = value * left;
    (!value.is_nan()).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::{TierCuts, TierWorth, tiers_by};
    use crate::planning::{ValueTier, value_tiers};
    use crate::segments::fixture::scored_base;

    const PLAIN: TierWorth = TierWorth { margin_share: 0.4, cost_to_serve_minor: 0.0 };

    #[test]
    fn without_a_cost_the_margin_moves_nobody_but_the_cuts() {
        let customers = scored_base().customers;
        assert_eq!(tiers_by(&customers, None), value_tiers(&customers));
        for margin_share in [0.1, 0.4, 1.0] {
            assert_eq!(tiers_by(&customers, Some(TierWorth { margin_share, ..PLAIN })), value_tiers(&customers));
        }
        let cut = |margin_share| {
            let cuts = TierCuts::of(&customers, 0.4, TierWorth { margin_share, ..PLAIN }).expect("scored");
            cuts.least_minor[0].expect("somebody is the best")
        };
        assert!((cut(0.2) * 2.0 - cut(0.4)).abs() < 1e-9 * cut(0.4));
    }

    #[test]
    fn a_cost_to_serve_lowers_the_cuts_and_moves_those_with_small_orders() {
        let customers = scored_base().customers;
        let costly = TierWorth { cost_to_serve_minor: 600.0, ..PLAIN };
        let [plain, cuts] = [PLAIN, costly].map(|worth| TierCuts::of(&customers, 0.4, worth).expect("scored"));
        assert_eq!((plain.moved, plain.customers), (0, cuts.customers), "tiers keep their sizes");
        assert!(cuts.moved > 0);
        for (with, without) in cuts.least_minor.iter().zip(plain.least_minor) {
            assert!(*with < without);
        }
        let (before, after) = (tiers_by(&customers, None), tiers_by(&customers, Some(costly)));
        let mean_spend = |fell: bool| {
            let moved =
                (0..customers.len()).filter(|row| before[*row] != after[*row] && (after[*row] > before[*row]) == fell);
            let spends: Vec<f64> = moved.map(|row| customers.expected_spend_minor[row]).collect();
            spends.iter().sum::<f64>() / spends.len() as f64
        };
        assert!(mean_spend(true) < mean_spend(false), "who fell spends less an order than who rose");
        assert!(before.contains(&Some(ValueTier::Best)));
    }
}
