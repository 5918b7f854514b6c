//! Seeded draws from the distributions behind the models, with the same bits on every machine.

use rand_chacha::ChaCha8Rng;
use rand_core::{Rng, SeedableRng};

use crate::math;

/// One stream of randomness. Streams of one seed are independent of each other.
pub(super) struct Draw(ChaCha8Rng);

impl Draw {
    pub(super) fn new(seed: u64, stream: u64) -> Self {
        let mut generator = ChaCha8Rng::seed_from_u64(seed);
        generator.set_stream(stream);
        Self(generator)
    }

    /// Uniform strictly between 0 and 1.
    pub(super) fn uniform(&mut self) -> f64 {
        // 53 bits and a half step, so that neither end is hit.
        ((self.0.next_u64() >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
    }

    /// A whole number below `bound`, which is small against 2^32.
    pub(super) fn below(&mut self, bound: u32) -> u32 {
        ((u64::from(self.0.next_u32()) * u64::from(bound)) >> 32) as u32
    }

    /// True with this probability.
    pub(super) fn chance(&mut self, probability: f64) -> bool {
        self.uniform() < probability
    }

    /// One of these, all equally likely.
    pub(super) fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        from[self.below(from.len() as u32) as usize]
    }

    /// Exponential with this rate.
    pub(super) fn exponential(&mut self, rate: f64) -> f64 {
        -math::ln(self.uniform()) / rate
    }

    /// Standard normal by Marsaglia's polar method.
    fn normal(&mut self) -> f64 {
        loop {
            let (x, y) = (2.0 * self.uniform() - 1.0, 2.0 * self.uniform() - 1.0);
            let square = x * x + y * y;
            if square < 1.0 && square > 0.0 {
                return x * (-2.0 * math::ln(square) / square).sqrt();
            }
        }
    }

    /// Gamma of this shape and rate, by Marsaglia and Tsang (2000), "A simple method for generating gamma variables".
    pub(super) fn gamma(&mut self, shape: f64, rate: f64) -> f64 {
        if shape < 1.0 {
            let boost = math::powf(self.uniform(), 1.0 / shape);
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
            if math::ln(self.uniform()) < 0.5 * x * x + d - d * v + d * math::ln(v) {
                return d * v / rate;
            }
        }
    }

    /// Beta of these shapes.
    pub(super) fn beta(&mut self, a: f64, b: f64) -> f64 {
        let x = self.gamma(a, 1.0);
        x / (x + self.gamma(b, 1.0))
    }
}

#[cfg(test)]
mod tests {
    use super::Draw;

    /// Mean and variance of 200,000 draws against the truth, within five standard errors of the mean.
    #[track_caller]
    fn check(mut draw: impl FnMut(&mut Draw) -> f64, mean: f64, variance: f64) {
        const DRAWS: usize = 200_000;
        let mut stream = Draw::new(1, 2);
        let values: Vec<f64> = (0..DRAWS).map(|_| draw(&mut stream)).collect();
        let found_mean = values.iter().sum::<f64>() / DRAWS as f64;
        let found_variance = values.iter().map(|value| (value - found_mean) * (value - found_mean)).sum::<f64>();
        let found_variance = found_variance / (DRAWS - 1) as f64;
        assert!((found_mean - mean).abs() < 5.0 * (variance / DRAWS as f64).sqrt(), "mean {found_mean} not {mean}");
        assert!((found_variance / variance - 1.0).abs() < 0.05, "variance {found_variance} not {variance}");
    }

    #[test]
    fn moments_are_those_of_the_distributions() {
        check(Draw::uniform, 0.5, 1.0 / 12.0);
        check(|draw| f64::from(draw.below(10)), 4.5, 99.0 / 12.0);
        check(|draw| f64::from(u8::from(draw.chance(0.2))), 0.2, 0.16);
        check(|draw| draw.exponential(0.5), 2.0, 4.0);
        check(Draw::normal, 0.0, 1.0);
        check(|draw| draw.gamma(0.6, 2.0), 0.3, 0.15);
        check(|draw| draw.gamma(5.0, 0.5), 10.0, 20.0);
        check(|draw| draw.beta(0.9, 1.6), 0.36, 0.36 * 0.64 / 3.5);
    }

    #[test]
    fn streams_of_one_seed_differ_and_repeat() {
        let first = |seed, stream| Draw::new(seed, stream).uniform().to_bits();
        assert_eq!(first(1, 1), first(1, 1));
        assert_ne!(first(1, 1), first(1, 2));
        assert_ne!(first(1, 1), first(2, 1));
    }
}
