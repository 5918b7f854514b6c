//! What each lever adds when several are moved at once.

use serde::{Deserialize, Serialize};

use super::equity_slopes::Sloped;
use super::{Estimate, Lever, Scenario, ScenarioError, WhatIf};

/// What one lever adds to the change of customer equity.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Contribution {
    /// The lever.
    pub lever: Lever,
    /// Its part of the change in minor units, with the interval (95 %) of the parameters' uncertainty.
    pub change_minor: Estimate,
}

impl WhatIf {
    /// The way from one scenario to another, lever by lever: the mean over all orders in which the levers that differ
    /// could be moved (Shapley 1953, *A value for n-person games*), so that none is favoured for being moved first.
    /// The parts add up to the change; levers that are equal in both are left out.
    ///
    /// # Errors
    /// When a lever of either is out of its range.
    pub fn contributions(&self, base: &Scenario, scenario: &Scenario) -> Result<Vec<Contribution>, ScenarioError> {
        let moved = moved(base, scenario);
        let equities: Vec<Sloped> =
            partly_moved(base, scenario).iter().map(|some| self.sloped_equity(some)).collect::<Result<_, _>>()?;
        let of = |index: usize| {
            let mut sum = Sloped::default();
            for without in (0..equities.len()).filter(|levers| levers & (1 << index) == 0) {
                let step = equities[without | 1 << index].less(&equities[without]);
                sum = sum.plus(&step.times(share_of_orders(without.count_ones() as usize, moved.len())));
            }
            Contribution { lever: moved[index], change_minor: self.estimate(&sum) }
        };
        Ok((0..moved.len()).map(of).collect())
    }
}

/// The scenarios in which some of the levers that differ are moved, from none to all: what [`WhatIf::contributions`] needs.
#[must_use]
pub fn partly_moved(base: &Scenario, scenario: &Scenario) -> Vec<Scenario> {
    let moved = moved(base, scenario);
    let with = |levers: usize| {
        let mut some = base.clone();
        for lever in members(levers, &moved) {
            lever.set(&mut some, lever.get(scenario));
        }
        some
    };
    (0..1_usize << moved.len()).map(with).collect()
}

fn moved(base: &Scenario, scenario: &Scenario) -> Vec<Lever> {
    Lever::OF_EQUITY.into_iter().filter(|lever| lever.get(base) != lever.get(scenario)).collect()
}

fn members(set: usize, of: &[Lever]) -> impl Iterator<Item = Lever> + '_ {
    of.iter().enumerate().filter(move |(index, _)| set & (1 << index) != 0).map(|(_, lever)| *lever)
}

/// Of all orders of `count` levers, the share in which exactly a given set of `before` comes before a given lever:
/// before! (count − before − 1)! / count!.
fn share_of_orders(before: usize, count: usize) -> f64 {
    let after = count - before - 1;
    (1..=after).fold(1.0 / count as f64, |share, k| share * k as f64 / (before + k) as f64)
}

#[cfg(test)]
mod tests {
    use super::share_of_orders;
    use crate::domain::Settings;
    use crate::planning::fixture::{shop, what_if};
    use crate::planning::{Lever, Scenario};

    fn base() -> Scenario {
        Scenario::base(&Settings::initial("Maple & Finch"))
    }

    #[test]
    fn shares_count_orders() {
        let factorial = |n: usize| (1..=n).product::<usize>() as f64;
        for count in 1..8 {
            for before in 0..count {
                let expected = factorial(before) * factorial(count - before - 1) / factorial(count);
                assert!((share_of_orders(before, count) / expected - 1.0).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn parts_are_the_mean_over_every_order_of_moving_the_levers() {
        let customers = shop();
        let mut what_if = what_if(&customers);
        let scenario = Scenario { dropout: 0.8, order_value: 1.3, cost_to_serve_minor: 200.0, ..base() };
        let parts = what_if.contributions(&base(), &scenario).expect("in range");
        let levers = [Lever::Dropout, Lever::OrderValue, Lever::CostToServe];
        assert_eq!(parts.iter().map(|part| part.lever).collect::<Vec<_>>(), levers);
        let mut sums = [0.0; 3];
        for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
            let mut now = base();
            let mut before = what_if.evaluate(&now).expect("in range").customer_equity_minor;
            for index in order {
                levers[index].set(&mut now, levers[index].get(&scenario));
                let after = what_if.evaluate(&now).expect("in range").customer_equity_minor;
                sums[index] += (after - before) / 6.0;
                before = after;
            }
        }
        for (part, sum) in parts.iter().zip(sums) {
            assert!((part.change_minor.value / sum - 1.0).abs() < 1e-6, "{part:?} {sum}");
        }
    }

    #[test]
    fn parts_add_up_and_one_lever_is_the_whole_difference() {
        let customers = shop();
        let what_if = what_if(&customers);
        let all = Scenario {
            dropout: 0.9,
            purchase_rate: 1.2,
            purchase_rate_months: 12,
            order_value: 0.9,
            margin_share: 0.5,
            annual_discount_rate: 0.2,
            horizon_months: 24,
            cost_to_serve_minor: 150.0,
            ..base()
        };
        let parts = what_if.contributions(&base(), &all).expect("in range");
        assert_eq!(parts.len(), Lever::OF_EQUITY.len());
        let difference = what_if.intervals(&base(), &all).expect("in range").difference_minor;
        let sum: f64 = parts.iter().map(|part| part.change_minor.value).sum();
        assert!((sum / difference.value - 1.0).abs() < 1e-6);
        let one = Scenario { purchase_rate: 1.2, ..base() };
        let [part] = what_if.contributions(&base(), &one).expect("in range")[..] else { panic!("one lever") };
        let difference = what_if.intervals(&base(), &one).expect("in range").difference_minor;
        assert!((part.change_minor.low / difference.low - 1.0).abs() < 1e-3);
        assert_eq!(what_if.contributions(&all, &all), Ok(Vec::new()));
    }
}
