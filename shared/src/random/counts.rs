//! Draws of whole numbers.

use super::Random;
use crate::math::{exp, ln, ln_gamma};

/// From this mean on rejection is faster than counting.
const REJECT_FROM: f64 = 10.0;

impl Random {
    /// Poisson with this mean, which must be finite.
    pub fn poisson(&mut self, mean: f64) -> f64 {
        if mean < REJECT_FROM { self.poisson_by_counting(mean) } else { self.poisson_by_rejection(mean) }
    }

    /// How many uniform draws it takes for their product to fall below e^−mean.
    fn poisson_by_counting(&mut self, mean: f64) -> f64 {
        let least = exp(-mean);
        let (mut count, mut product) = (0.0, self.uniform());
        while product > least {
            product *= self.uniform();
            count += 1.0;
        }
        count
    }

    /// Transformed rejection with squeeze (Hörmann 1993, "The transformed rejection method for generating Poisson
    /// random variables", algorithm PTRS).
    fn poisson_by_rejection(&mut self, mean: f64) -> f64 {
        let b = 0.931 + 2.53 * mean.sqrt();
        let a = -0.059 + 0.024_83 * b;
        let inverse_alpha = 1.1239 + 1.1328 / (b - 3.4);
        let squeeze = 0.9277 - 3.6224 / (b - 2.0);
        let log_mean = ln(mean);
        loop {
            let u = self.uniform() - 0.5;
            let v = self.uniform();
            let distance = 0.5 - u.abs();
            let count = ((2.0 * a / distance + b) * u + mean + 0.43).floor();
            if distance >= 0.07 && v <= squeeze {
                return count;
            }
            if count < 0.0 || (distance < 0.013 && v > distance) {
                continue;
            }
            let log_density = count * log_mean - mean - ln_gamma(count + 1.0);
            if ln(v * inverse_alpha / (a / (distance * distance) + b)) <= log_density {
                return count;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::continuous::tests::check;
    use super::Random;
    use crate::math::{exp, ln, ln_gamma};

    #[test]
    fn moments_are_those_of_the_distributions() {
        check(|random| f64::from(random.below(10)), 4.5, 99.0 / 12.0);
        check(|random| f64::from(u8::from(random.chance(0.2))), 0.2, 0.16);
        for mean in [0.3, 4.0, 12.0, 250.0, 1e6] {
            check(|random| random.poisson(mean), mean, mean);
        }
        assert_eq!(Random::new(1, 1).poisson(0.0), 0.0);
    }

    #[test]
    fn poisson_counts_fit_their_probabilities() {
        for mean in [2.5, 15.0] {
            let mut random = Random::new(7, 0);
            let mut seen = [0.0; 40];
            for _ in 0..100_000 {
                seen[random.poisson(mean).min(39.0) as usize] += 1.0;
            }
            // Pearson's statistic over the cells with at least ten expected.
            let (mut statistic, mut cells) = (0.0, 0.0);
            for (count, seen) in seen.iter().enumerate() {
                let count = count as f64;
                let expected: f64 = 1e5 * exp(count * ln(mean) - mean - ln_gamma(count + 1.0));
                if expected >= 10.0 {
                    statistic += (seen - expected) * (seen - expected) / expected;
                    cells += 1.0;
                }
            }
            assert!(statistic < cells + 5.0 * (2.0_f64 * cells).sqrt(), "{statistic} over {cells} cells");
        }
    }
}
