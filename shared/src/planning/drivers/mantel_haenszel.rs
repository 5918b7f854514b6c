//! Difference of two shares within strata.

use crate::math::{NORMAL_975, normal_cdf};
use crate::planning::Estimate;

/// A stratum: of those with the factor and of the rest, how many came back and how many there are.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Stratum {
    /// With the factor: came back, all.
    pub(super) with: (f64, f64),
    /// Without: came back, all.
    pub(super) without: (f64, f64),
}

/// A difference with its standard error, and how far it is from what chance alone does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct RiskDifference {
    pub(super) value: f64,
    pub(super) error: f64,
    /// Mantel and Haenszel's (1959) statistic of no difference in standard deviations.
    deviations: f64,
}

/// The Mantel-Haenszel risk difference Σ (a n₀ − b n₁)/N / Σ n₁ n₀/N with the variance of Sato, Greenland and Robins (1989),
/// which holds for few large strata and for many small ones. Strata in which one side is empty say nothing. `None` where
/// nothing is left or no spread is seen.
pub(super) fn risk_difference(strata: &[Stratum]) -> Option<RiskDifference> {
    let (mut difference, mut weight, mut spread, mut correction, mut by_chance) = (0.0, 0.0, 0.0, 0.0, 0.0);
    for Stratum { with: (came, with), without: (came_without, without) } in strata.iter().copied() {
        let all = with + without;
        if with <= 0.0 || without <= 0.0 {
            continue;
        }
        difference += (came * without - came_without * with) / all;
        weight += with * without / all;
        spread += (came * (without - came_without) + came_without * (with - came)) / (2.0 * all);
        correction += (with * with * came_without - without * without * came + 0.5 * with * without * (without - with))
            / (all * all);
        let back = came + came_without;
        by_chance += with * without * back * (all - back) / (all * all * (all - 1.0));
    }
    let value = difference / weight;
    let variance = (value * correction + spread) / (weight * weight);
    let is_told = weight > 0.0 && variance > 0.0 && by_chance > 0.0;
    is_told.then(|| RiskDifference { value, error: variance.sqrt(), deviations: difference / by_chance.sqrt() })
}

impl RiskDifference {
    /// With its 95 % interval.
    pub(super) fn estimate(&self) -> Estimate {
        let half = NORMAL_975 * self.error;
        Estimate { value: self.value, low: (self.value - half).max(-1.0), high: (self.value + half).min(1.0) }
    }

    /// The two-sided p-value of no difference, from the spread there is without one: where few came back, the standard error
    /// of what is seen is too small to test by.
    pub(super) fn p_value(&self) -> f64 {
        2.0 * normal_cdf(-self.deviations.abs())
    }
}

#[cfg(test)]
mod tests {
    use super::{Stratum, risk_difference};
    use crate::random::Random;

    fn stratum(came: u32, with: u32, came_without: u32, without: u32) -> Stratum {
        let pair = |came: u32, all: u32| (f64::from(came), f64::from(all));
        Stratum { with: pair(came, with), without: pair(came_without, without) }
    }

    #[test]
    fn one_stratum_is_the_plain_difference_with_nearly_its_variance() {
        let found = risk_difference(&[stratum(60, 200, 90, 400)]).expect("both sides");
        assert!((found.value - (0.3 - 0.225)).abs() < 1e-15);
        let plain = (0.3_f64 * 0.7 / 200.0 + 0.225 * 0.775 / 400.0).sqrt();
        assert!((found.error / plain - 1.0).abs() < 0.005, "{} {plain}", found.error);
        // 60 came where 50 are expected, with variance 200·400·150·450/(600²·599).
        let by_chance = (200.0 * 400.0 * 150.0 * 450.0 / (600.0 * 600.0 * 599.0_f64)).sqrt();
        assert!((found.p_value() - 2.0 * crate::math::normal_cdf(-10.0 / by_chance)).abs() < 1e-15);
    }

    #[test]
    fn two_strata_are_those_computed_by_hand() {
        // (2·6 − 1·4)/10 + (3·5 − 2·5)/10 = 1.3; weights 24/10 + 25/10 = 4.9.
        let strata = [stratum(2, 4, 1, 6), stratum(3, 5, 2, 5), stratum(9, 9, 0, 0)];
        let found = risk_difference(&strata).expect("both sides");
        assert!((found.value - 1.3 / 4.9).abs() < 1e-15);
        // Q: (2·5 + 1·2)/20 + (3·3 + 2·2)/20; P: (16 − 72 + 24)/100 + (50 − 75 + 0)/100.
        let variance = (1.25 - 0.57 * 1.3 / 4.9) / (4.9 * 4.9);
        assert!((found.error * found.error - variance).abs() < 1e-15);
    }

    #[test]
    fn sides_exchanged_turn_the_difference_round() {
        let strata = [stratum(2, 4, 1, 6), stratum(30, 50, 2, 5)];
        let turned = strata.map(|it| Stratum { with: it.without, without: it.with });
        let (found, turned) = (risk_difference(&strata).expect("both"), risk_difference(&turned).expect("both"));
        assert!((found.value + turned.value).abs() < 1e-15 && (found.error - turned.error).abs() < 1e-15);
    }

    #[test]
    fn nothing_to_compare_is_none() {
        assert_eq!(risk_difference(&[]), None);
        assert_eq!(risk_difference(&[stratum(3, 5, 0, 0)]), None);
        assert_eq!(risk_difference(&[stratum(0, 50, 0, 50)]), None, "nobody came back: no spread is seen");
    }

    #[test]
    fn the_interval_holds_the_truth_in_few_large_strata_and_in_many_small_ones() {
        let mut random = Random::new(8, 0);
        for (strata, customers) in [(3, 200), (60, 6)] {
            let mut held = 0;
            for _ in 0..1_500 {
                let mut drawn = |index: usize| {
                    let level = 0.15 + 0.5 * index as f64 / strata as f64;
                    let mut came = |customers: u32, share: f64| (0..customers).filter(|_| random.chance(share)).count();
                    let (with, without) = (came(customers, level + 0.1), came(2 * customers, level));
                    stratum(with as u32, customers, without as u32, 2 * customers)
                };
                let strata: Vec<Stratum> = (0..strata).map(&mut drawn).collect();
                let found = risk_difference(&strata).expect("both sides").estimate();
                held += u32::from(found.low <= 0.1 && 0.1 <= found.high);
            }
            let share = f64::from(held) / 1_500.0;
            assert!((0.935..0.967).contains(&share), "{strata} strata: {share}");
        }
    }
}
