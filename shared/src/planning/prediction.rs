//! Prediction interval of what one customer will be worth.

use crate::math::{NORMAL_975, exp, ln, normal_quantile};

/// What is known of a customer's future value, which is never negative.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Prediction {
    /// Its mean.
    pub(super) mean: f64,
    /// Its variance: count, individual and parameter noise.
    pub(super) variance: f64,
    /// Probability that it is zero.
    pub(super) none: f64,
}

impl Prediction {
    /// The 95 % interval: the 2.5 % and 97.5 % quantiles of a distribution with these moments that is zero with
    /// probability `none` and lognormal otherwise. It always holds the mean, so a customer who is almost
    /// certainly gone has an interval from zero to the mean.
    pub(super) fn interval(&self) -> (f64, f64) {
        let some = 1.0 - self.none;
        if some <= 0.0 || self.mean <= 0.0 {
            return (0.0, 0.0);
        }
        let mean = self.mean / some;
        let square = (self.variance + self.mean * self.mean) / some;
        let log_variance = ln((square / (mean * mean)).max(1.0 + 1e-12));
        let quantile = |probability: f64| {
            let conditional = (probability - self.none) / some;
            if conditional <= 0.0 {
                return 0.0;
            }
            mean * exp(log_variance.sqrt() * normal_quantile(conditional) - 0.5 * log_variance)
        };
        (quantile(0.025).min(self.mean), quantile(0.975).max(self.mean))
    }
}

/// 95 % interval of a probability with this logit, by the delta method.
pub(super) fn probability_interval(logit: f64, variance: f64) -> (f64, f64) {
    let half = NORMAL_975 * variance.sqrt();
    let probability = |logit: f64| 1.0 / (1.0 + exp(-logit));
    (probability(logit - half), probability(logit + half))
}

#[cfg(test)]
mod tests {
    use super::{Prediction, probability_interval};

    #[test]
    fn a_customer_who_is_probably_gone_may_bring_nothing() {
        let (low, high) = Prediction { mean: 5.0, variance: 400.0, none: 0.9 }.interval();
        assert_eq!(low, 0.0);
        assert!(high > 5.0);
        let (low, high) = Prediction { mean: 0.01, variance: 1.0, none: 0.999 }.interval();
        assert_eq!((low, high), (0.0, 0.01));
        assert_eq!(Prediction { mean: 0.0, variance: 0.0, none: 1.0 }.interval(), (0.0, 0.0));
    }

    #[test]
    fn a_sure_value_is_itself() {
        let (low, high) = Prediction { mean: 7.0, variance: 0.0, none: 0.0 }.interval();
        assert!((low - 7.0).abs() < 1e-4 && (high - 7.0).abs() < 1e-4);
    }

    #[test]
    fn probabilities_stay_between_zero_and_one() {
        let (low, high) = probability_interval(3.0, 4.0);
        assert!(0.0 < low && low < 0.9 && 0.99 < high && high < 1.0);
        assert_eq!(probability_interval(0.0, 0.0), (0.5, 0.5));
    }
}
