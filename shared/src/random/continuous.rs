//! Draws from continuous distributions.

use super::Random;
use crate::math::{exp, ln, powf};

impl Random {
    /// Exponential with this rate; infinite for a rate of 0.
    pub fn exponential(&mut self, rate: f64) -> f64 {
        -ln(self.uniform()) / rate
    }

    /// Standard normal by Marsaglia's polar method.
    pub fn normal(&mut self) -> f64 {
        loop {
            let (x, y) = (2.0 * self.uniform() - 1.0, 2.0 * self.uniform() - 1.0);
            let square = x * x + y * y;
            if square < 1.0 && square > 0.0 {
                return x * (-2.0 * ln(square) / square).sqrt();
            }
        }
    }

    /// Gamma of this shape and rate, by Marsaglia and Tsang (2000), "A simple method for generating gamma variables".
    pub fn gamma(&mut self, shape: f64, rate: f64) -> f64 {
        if shape < 1.0 {
            let boost = powf(self.uniform(), 1.0 / shape);
            return self.gamma(shape + 1.0, rate) * boost;
        }
        let d = shape - 1.0 / 3.0;
        let c = 1.0 / (9.0 * d).sqrt();
        loop {
            let x = self.normal();
            let root = 1.0 + c * x;
            if root <= 0.0 {
                continue;
            }
            let v = root * root * root;
            if ln(self.uniform()) < 0.5 * x * x + d - d * v + d * ln(v) {
                return d * v / rate;
            }
        }
    }

    /// Logarithm of a gamma draw of this shape and rate 1: finite where the draw itself would be too small for a float.
    pub fn log_gamma(&mut self, shape: f64) -> f64 {
        if shape < 1.0 {
            let boost = ln(self.uniform()) / shape;
            return ln(self.gamma(shape + 1.0, 1.0)) + boost;
        }
        ln(self.gamma(shape, 1.0))
    }

    /// Beta of these shapes.
    pub fn beta(&mut self, a: f64, b: f64) -> f64 {
        let first = self.log_gamma(a);
        let second = self.log_gamma(b);
        1.0 / (1.0 + exp(second - first))
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::Random;

    /// Mean and variance of 200,000 draws against the truth, within five standard errors of the mean.
    #[track_caller]
    pub(in super::super) fn check(mut draw: impl FnMut(&mut Random) -> f64, mean: f64, variance: f64) {
        const DRAWS: usize = 200_000;
        let mut stream = Random::new(1, 2);
        let values: Vec<f64> = (0..DRAWS).map(|_| draw(&mut stream)).collect();
        let found_mean = values.iter().sum::<f64>() / DRAWS as f64;
        let found_variance = values.iter().map(|value| (value - found_mean) * (value - found_mean)).sum::<f64>();
        let found_variance = found_variance / (DRAWS - 1) as f64;
        assert!((found_mean - mean).abs() < 5.0 * (variance / DRAWS as f64).sqrt(), "mean {found_mean} not {mean}");
        assert!((found_variance / variance - 1.0).abs() < 0.05, "variance {found_variance} not {variance}");
    }

    #[test]
    fn moments_are_those_of_the_distributions() {
        check(Random::uniform, 0.5, 1.0 / 12.0);
        check(|random| random.exponential(0.5), 2.0, 4.0);
        check(Random::normal, 0.0, 1.0);
        check(|random| random.gamma(0.6, 2.0), 0.3, 0.15);
        check(|random| random.gamma(5.0, 0.5), 10.0, 20.0);
        check(|random| random.beta(0.9, 1.6), 0.36, 0.36 * 0.64 / 3.5);
    }

    #[test]
    fn shapes_near_zero_give_one_of_two_ends() {
        let mut random = Random::new(3, 0);
        let draws: Vec<f64> = (0..1_000).map(|_| random.beta(1e-6, 3e-6)).collect();
        assert!(draws.iter().all(|p| (0.0..=1.0).contains(p)));
        let ones = draws.iter().filter(|p| **p > 0.5).count();
        assert!((180..320).contains(&ones), "{ones}");
    }
}
