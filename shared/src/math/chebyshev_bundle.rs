//! Interpolation of several smooth functions at once.

use super::ChebyshevNodes;

/// Several functions on one interval, as Chebyshev series cut off where their terms stop mattering.
#[derive(Clone, Debug)]
pub struct ChebyshevBundle<const COUNT: usize> {
    scale: f64,
    shift: f64,
    /// Highest term last.
    terms: Vec<[f64; COUNT]>,
}

impl<const COUNT: usize> ChebyshevBundle<COUNT> {
    /// The interpolants through values at the nodes on [from, to]. Trailing terms are dropped where each
    /// function's are below its entry of `negligible`, relative to the larger of 1 and its mean.
    #[must_use]
    pub fn new(nodes: &ChebyshevNodes, from: f64, to: f64, values: &[[f64; COUNT]], negligible: &[f64; COUNT]) -> Self {
        let width = to - from;
        let (scale, shift) = if width > 0.0 { (2.0 / width, -(from + to) / width) } else { (0.0, 0.0) };
        let share = 2.0 / nodes.count() as f64;
        let mut terms: Vec<[f64; COUNT]> = Vec::with_capacity(nodes.count());
        for row in nodes.cosines() {
            let mut sums = [0.0; COUNT];
            for (cosine, value) in row.iter().zip(values) {
                for (sum, value) in sums.iter_mut().zip(value) {
                    *sum += cosine * value;
                }
            }
            terms.push(sums.map(|sum| sum * share));
        }
        terms[0] = terms[0].map(|term| 0.5 * term);
        let limits: [f64; COUNT] = std::array::from_fn(|index| negligible[index] * terms[0][index].abs().max(1.0));
        let matters = |term: &[f64; COUNT]| term.iter().zip(&limits).any(|(term, limit)| term.abs() > *limit);
        let kept = terms.iter().rposition(matters).map_or(1, |last| last + 1);
        terms.truncate(kept);
        Self { scale, shift, terms }
    }

    /// The functions' values.
    #[inline]
    #[must_use]
    pub fn at(&self, x: f64) -> [f64; COUNT] {
        let position = self.scale * x + self.shift;
        let (mut previous, mut current) = (position, 1.0);
        let mut sums = [0.0; COUNT];
        for term in &self.terms {
            for (sum, coefficient) in sums.iter_mut().zip(term) {
                *sum += coefficient * current;
            }
            let next = 2.0 * position * current - previous;
            previous = current;
            current = next;
        }
        sums
    }
}

#[cfg(test)]
mod tests {
    use super::ChebyshevBundle;
    use crate::math::{ChebyshevNodes, exp, ln};

    #[test]
    fn reproduces_functions_of_different_smoothness() {
        let functions = |x: f64| [exp(-x), ln(2.0 + x), 3.0, 2.0 * x];
        let nodes = ChebyshevNodes::new(32);
        let values: Vec<[f64; 4]> = nodes.on(0.0, 3.0).map(functions).collect();
        let bundle = ChebyshevBundle::new(&nodes, 0.0, 3.0, &values, &[4e-15; 4]);
        assert!(bundle.terms.len() < 26);
        for step in 0..=300 {
            let x = f64::from(step) * 0.01;
            let (actual, expected) = (bundle.at(x), functions(x));
            assert!(actual.iter().zip(&expected).all(|(x, y)| (x - y).abs() < 3e-14), "{x}");
        }
    }

    #[test]
    fn an_interval_of_width_zero_keeps_its_values() {
        let nodes = ChebyshevNodes::new(8);
        let bundle = ChebyshevBundle::new(&nodes, 2.0, 2.0, &[[5.0, -1.0]; 8], &[4e-15; 2]);
        assert_eq!(bundle.at(2.0).map(|x| (x * 1e12).round() / 1e12), [5.0, -1.0]);
    }
}
