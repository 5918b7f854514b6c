//! Shares of customers and differences between them, with 95 % intervals.

use super::Estimate;
use crate::math::NORMAL_975;

/// A share with its 95 % score interval (Wilson 1927).
pub(crate) fn wilson(successes: f64, trials: f64) -> Estimate {
    let share = successes / trials;
    let square = NORMAL_975 * NORMAL_975;
    let scale = 1.0 / (1.0 + square / trials);
    let centre = scale * (share + square / (2.0 * trials));
    let half = scale * NORMAL_975 * (share * (1.0 - share) / trials + square / (4.0 * trials * trials)).sqrt();
    Estimate { value: share, low: (centre - half).max(0.0), high: (centre + half).min(1.0) }
}

/// The first share less the second with its 95 % interval from the two score intervals (Newcombe 1998, method 10). Each is
/// given as successes and trials.
pub(super) fn difference(one: (f64, f64), other: (f64, f64)) -> Estimate {
    let (one, other) = (wilson(one.0, one.1), wilson(other.0, other.1));
    let value = one.value - other.value;
    let distance = |a: f64, b: f64| (a * a + b * b).sqrt();
    Estimate {
        value,
        low: value - distance(one.value - one.low, other.high - other.value),
        high: value + distance(one.high - one.value, other.value - other.low),
    }
}

#[cfg(test)]
mod tests {
    use super::{difference, wilson};

    #[test]
    fn wilsons_interval_is_the_published_one() {
        // Newcombe 1998, table I: 81 of 263.
        let rate = wilson(81.0, 263.0);
        assert!((rate.low - 0.2553).abs() < 5e-5 && (rate.high - 0.3662).abs() < 5e-5);
        assert_eq!(wilson(0.0, 20.0).low, 0.0);
        assert_eq!(wilson(20.0, 20.0).high, 1.0);
    }

    #[test]
    fn newcombes_differences_are_the_published_ones() {
        // Newcombe 1998 (Statistics in Medicine 17, 873), table II, method 10.
        for (one, other, low, high) in [
            ((56.0, 70.0), (48.0, 80.0), 0.0524, 0.3339),
            ((9.0, 10.0), (3.0, 10.0), 0.1705, 0.8090),
            ((5.0, 56.0), (0.0, 29.0), -0.0381, 0.1926),
            ((10.0, 10.0), (0.0, 10.0), 0.6075, 1.0),
        ] {
            let found = difference(one, other);
            assert!((found.low - low).abs() < 5e-5 && (found.high - high).abs() < 5e-5, "{found:?}");
        }
    }
}
