//! Values of orders far from the others.

use serde::{Deserialize, Serialize};

use crate::math::{exp, ln};

/// Fewest orders of which anything can be said.
pub const FEWEST_ORDERS: usize = 50;

/// An order is told where its logarithm is more than so many spreads from the median: of lognormal values one in 1.7 million.
pub const MOST_SPREADS: f64 = 5.0;

/// 1 over the median distance of a standard normal variable from 0.
const TO_STANDARD_DEVIATION: f64 = 1.482_602_218_505_602;

/// What orders are usually worth.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ValueRange {
    /// The median of the logarithms.
    ln_median: f64,
    /// The median distance from it, scaled to a normal distribution's standard deviation.
    spread: f64,
}

impl ValueRange {
    /// Median in minor units.
    #[must_use]
    pub fn median_minor(&self) -> f64 {
        exp(self.ln_median)
    }

    /// Least and largest value that is not told, minor units.
    #[must_use]
    pub fn limits_minor(&self) -> (f64, f64) {
        let away = MOST_SPREADS * self.spread;
        (exp(self.ln_median - away), exp(self.ln_median + away))
    }

    /// How many spreads the logarithm of a value is from the median; 0 for what has none.
    #[must_use]
    pub fn spreads_away(&self, net_minor: i64) -> f64 {
        if net_minor <= 0 { 0.0 } else { (ln(net_minor as f64) - self.ln_median).abs() / self.spread }
    }
}

/// Median and spread of positive values on the scale of logarithms; `None` for fewer than [`FEWEST_ORDERS`], or where half of the
/// values are one and the same.
#[must_use]
pub fn usual_values(net_minor: &[i64]) -> Option<ValueRange> {
    let mut logs: Vec<f64> = net_minor.iter().filter(|value| **value > 0).map(|value| ln(*value as f64)).collect();
    if logs.len() < FEWEST_ORDERS {
        return None;
    }
    let ln_median = median(&mut logs);
    let mut distances: Vec<f64> = logs.iter().map(|value| (value - ln_median).abs()).collect();
    let spread = TO_STANDARD_DEVIATION * median(&mut distances);
    (spread > 1e-9).then_some(ValueRange { ln_median, spread })
}

fn median(values: &mut [f64]) -> f64 {
    let middle = values.len() / 2;
    *values.select_nth_unstable_by(middle, f64::total_cmp).1
}

#[cfg(test)]
mod tests {
    use super::{MOST_SPREADS, usual_values};
    use crate::math::exp;
    use crate::random::Random;

    fn lognormal(seed: u64, count: usize) -> Vec<i64> {
        let mut random = Random::new(seed, 3);
        (0..count).map(|_| exp(8.5 + 0.7 * random.normal()) as i64).collect()
    }

    #[test]
    fn a_usual_shop_has_none_and_a_planted_one_is_found() {
        for seed in 0..20 {
            let mut values = lognormal(seed, 20_000);
            let far = |values: &[i64]| {
                let usual = usual_values(values).expect("enough");
                values.iter().filter(|value| usual.spreads_away(**value) > MOST_SPREADS).count()
            };
            assert!(far(&values) <= 1, "seed {seed}");
            values[17] = 49_147_688 * 10;
            values[99] = 1;
            assert!((2..=3).contains(&far(&values)), "seed {seed}");
        }
    }

    #[test]
    fn a_median_and_its_limits_are_those_of_the_hand() {
        let values: Vec<i64> = (0..51).map(|step| 1 << (step % 3 + 9)).collect();
        let usual = usual_values(&values).expect("enough");
        assert!((usual.median_minor() - 1_024.0).abs() < 1e-6);
        // The median distance is ln 2.
        assert!((usual.spreads_away(2_048) - 1.0 / 1.482_602_218_505_602).abs() < 1e-12);
        let (least, largest) = usual.limits_minor();
        assert!((least * largest - 1_024.0 * 1_024.0).abs() < 1.0);
        assert_eq!(usual.spreads_away(-5), 0.0);
        assert_eq!(usual_values(&[500; 100]), None);
        assert_eq!(usual_values(&[500; 10]), None);
    }
}
