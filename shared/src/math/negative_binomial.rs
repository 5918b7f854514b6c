//! The negative binomial distribution: how often an event comes whose rate is gamma-distributed.

use super::{beta_power, exp, incomplete_beta, ln_1p};

/// Number of events within a time, their rate drawn from Gamma(shape, rate time).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NegativeBinomial {
    shape: f64,
    /// Time over time plus rate time.
    share: f64,
    /// One minus that, with all its digits.
    rest: f64,
    /// ln of that.
    ln_rest: f64,
}

impl NegativeBinomial {
    /// For a rate from Gamma(`shape`, `rate_time`) and a `time`, which may be infinite.
    #[must_use]
    pub fn new(shape: f64, rate_time: f64, time: f64) -> Self {
        let share = if time == f64::INFINITY { 1.0 } else { time / (rate_time + time) };
        Self { shape, share, rest: rate_time / (rate_time + time), ln_rest: -ln_1p(time / rate_time) }
    }

    /// Probability of exactly `count` events: Γ(n + k)/(Γ(n) k!) · (1 − z)^n z^k.
    #[must_use]
    pub fn exactly(&self, count: f64) -> f64 {
        if count == 0.0 {
            return exp(self.shape * self.ln_rest);
        }
        if self.share == 0.0 || self.rest == 0.0 {
            return 0.0;
        }
        beta_power(count, self.shape, self.share, self.rest) / count
    }

    /// Probability of at least `count` events: the incomplete beta function I_z(k, n).
    #[must_use]
    pub fn at_least(&self, count: f64) -> f64 {
        if count == 0.0 { 1.0 } else { incomplete_beta(count, self.shape, self.share, self.rest)[0] }
    }
}

#[cfg(test)]
mod tests {
    use super::NegativeBinomial;

    #[test]
    fn sums_to_one_with_the_mean_of_the_rates() {
        for (shape, rate_time, time) in [(0.3, 10.0, 52.0), (4.5, 2.0, 7.0), (1e6, 1e6, 9.0), (1e-4, 1.0, 20.0)] {
            let counts = NegativeBinomial::new(shape, rate_time, time);
            let (mut sum, mut mean) = (0.0, 0.0);
            for count in 0..3_000_u32 {
                let probability = counts.exactly(f64::from(count));
                assert!((counts.at_least(f64::from(count)) - (1.0 - sum)).abs() < 1e-11);
                sum += probability;
                mean += f64::from(count) * probability;
            }
            assert!((sum - 1.0).abs() < 1e-12, "{sum}");
            assert!((mean / (shape * time / rate_time) - 1.0).abs() < 1e-11, "{mean}");
        }
    }

    #[test]
    fn in_no_time_nothing_happens_and_in_all_time_everything() {
        let none = NegativeBinomial::new(0.3, 10.0, 0.0);
        assert_eq!((none.exactly(0.0), none.exactly(1.0), none.at_least(1.0)), (1.0, 0.0, 0.0));
        let all = NegativeBinomial::new(0.3, 10.0, f64::INFINITY);
        assert_eq!((all.exactly(0.0), all.exactly(1.0), all.at_least(1.0)), (0.0, 0.0, 1.0));
    }
}
