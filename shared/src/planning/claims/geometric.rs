//! Sums of powers.

use super::Years;
use crate::math::{exp_m1, ln};

/// 1 + x + x² + … with as many terms as there are years, for x ≥ 0; `None` where the sum for ever is infinite.
pub(super) fn geometric_sum(ratio: f64, years: Years) -> Option<f64> {
    match years {
        Years::Forever => (ratio < 1.0).then(|| 1.0 / (1.0 - ratio)),
        Years::Count(0) => Some(0.0),
        Years::Count(_) if ratio <= 0.0 => Some(1.0),
        Years::Count(count) if ratio == 1.0 => Some(f64::from(count)),
        // (xⁿ − 1)/(x − 1), without cancellation near x = 1.
        Years::Count(count) => Some(exp_m1(f64::from(count) * ln(ratio)) / (ratio - 1.0)),
    }
}

#[cfg(test)]
mod tests {
    use super::{Years, geometric_sum};

    #[test]
    fn it_is_the_sum_of_the_powers() {
        for ratio in [0.0, 1e-9, 0.3, 0.8, 0.999_999, 1.0 - 1e-12, 1.0, 1.0 + 1e-9, 1.04, 2.0] {
            let (mut power, mut sum) = (1.0, 0.0);
            for years in 0..80 {
                let closed = geometric_sum(ratio, Years::Count(years)).expect("finite");
                assert!((closed - sum).abs() <= 1e-12 * (1.0 + sum), "{ratio} {years}: {closed} {sum}");
                sum += power;
                power *= ratio;
            }
        }
    }

    #[test]
    fn for_ever_it_is_finite_below_one_only() {
        assert_eq!(geometric_sum(0.75, Years::Forever), Some(4.0));
        assert_eq!(geometric_sum(1.0, Years::Forever), None);
        assert_eq!(geometric_sum(1.1, Years::Forever), None);
    }
}
