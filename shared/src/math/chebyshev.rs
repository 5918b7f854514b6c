//! Interpolation of smooth functions.

use super::cos;

/// Chebyshev nodes of the first kind and the cosines that turn values there into coefficients.
#[derive(Clone, Debug)]
pub struct ChebyshevNodes {
    /// Nodes on [−1, 1], descending.
    nodes: Vec<f64>,
    /// `cosines[k * count + j]` is cos(π k (j + ½) / count).
    cosines: Vec<f64>,
}

impl ChebyshevNodes {
    /// `count` nodes: the interpolant is a polynomial of degree count − 1.
    #[must_use]
    pub fn new(count: usize) -> Self {
        let angle = |k: usize, j: usize| std::f64::consts::PI * k as f64 * (j as f64 + 0.5) / count as f64;
        let cosines = (0..count * count).map(|index| cos(angle(index / count, index % count))).collect();
        Self { nodes: (0..count).map(|j| cos(angle(1, j))).collect(), cosines }
    }

    /// Number of nodes.
    #[must_use]
    pub fn count(&self) -> usize {
        self.nodes.len()
    }

    /// For each degree, the cosines that turn values at the nodes into its coefficient.
    pub(super) fn cosines(&self) -> impl Iterator<Item = &[f64]> {
        self.cosines.chunks_exact(self.count())
    }

    /// The nodes on [from, to].
    pub fn on(&self, from: f64, to: f64) -> impl Iterator<Item = f64> + '_ {
        self.nodes.iter().map(move |node| 0.5 * (from + to) + 0.5 * (to - from) * node)
    }

    /// The interpolant through values at the nodes on [from, to].
    #[must_use]
    pub fn interpolate(&self, from: f64, to: f64, values: &[f64]) -> Chebyshev {
        let count = self.count();
        let mut coefficients = vec![0.0; count];
        for (coefficient, row) in coefficients.iter_mut().zip(self.cosines.chunks_exact(count)) {
            let mut sum = 0.0;
            for (cosine, value) in row.iter().zip(values) {
                sum += cosine * value;
            }
            *coefficient = 2.0 * sum / count as f64;
        }
        coefficients[0] *= 0.5;
        let width = to - from;
        let (scale, shift) = if width > 0.0 { (2.0 / width, -(from + to) / width) } else { (0.0, 0.0) };
        Chebyshev { scale, shift, coefficients }
    }
}

/// A polynomial on an interval, as a Chebyshev series.
#[derive(Clone, Debug)]
pub struct Chebyshev {
    scale: f64,
    shift: f64,
    coefficients: Vec<f64>,
}

impl Chebyshev {
    /// Its value, by Clenshaw's recurrence.
    #[inline]
    #[must_use]
    pub fn at(&self, x: f64) -> f64 {
        self.at_each(&[x])[0]
    }

    /// Its values at several points, which cost little more than one.
    #[inline]
    #[must_use]
    pub fn at_each<const COUNT: usize>(&self, points: &[f64; COUNT]) -> [f64; COUNT] {
        let position = points.map(|x| self.scale * x + self.shift);
        let (mut next, mut after) = ([0.0; COUNT], [0.0; COUNT]);
        for coefficient in self.coefficients[1..].iter().rev() {
            for lane in 0..COUNT {
                let current = 2.0 * position[lane] * next[lane] - after[lane] + coefficient;
                after[lane] = next[lane];
                next[lane] = current;
            }
        }
        std::array::from_fn(|lane| position[lane] * next[lane] - after[lane] + self.coefficients[0])
    }
}

#[cfg(test)]
mod tests {
    use super::ChebyshevNodes;
    use crate::math::{exp, ln};

    #[test]
    fn reproduces_an_analytic_function() {
        let nodes = ChebyshevNodes::new(24);
        let values: Vec<f64> = nodes.on(0.0, 3.0).map(|x| exp(-x) * ln(2.0 + x)).collect();
        let interpolant = nodes.interpolate(0.0, 3.0, &values);
        for step in 0..=300 {
            let x = f64::from(step) * 0.01;
            assert!((interpolant.at(x) - exp(-x) * ln(2.0 + x)).abs() < 1e-13, "{x}");
        }
    }

    #[test]
    fn an_interval_of_width_zero_keeps_its_value() {
        let nodes = ChebyshevNodes::new(4);
        assert!((nodes.interpolate(2.0, 2.0, &[5.0; 4]).at(2.0) - 5.0).abs() < 1e-15);
    }
}
