//! Gauss-Legendre quadrature.

use super::cos;

/// Nodes and weights on [0, 1].
#[derive(Clone, Debug, PartialEq)]
pub struct Quadrature {
    /// Nodes, ascending.
    pub nodes: Vec<f64>,
    /// Weights; they sum to 1.
    pub weights: Vec<f64>,
}

impl Quadrature {
    /// ∫ over [from, to] of `integrand`, in ascending order of the nodes.
    pub fn integrate(&self, from: f64, to: f64, mut integrand: impl FnMut(f64) -> f64) -> f64 {
        let width = to - from;
        let mut sum = 0.0;
        for (node, weight) in self.nodes.iter().zip(&self.weights) {
            sum += weight * integrand(from + width * node);
        }
        sum * width
    }
}

/// The rule with `count` nodes, exact for polynomials up to degree 2 · count − 1.
///
/// Nodes are the roots of the Legendre polynomial, found by Newton's method from Tricomi's guess.
#[must_use]
pub fn gauss_legendre(count: usize) -> Quadrature {
    let mut rule = Quadrature { nodes: vec![0.0; count], weights: vec![0.0; count] };
    for index in 0..count {
        let mut root = cos(std::f64::consts::PI * (index as f64 + 0.75) / (count as f64 + 0.5));
        let mut slope = 0.0;
        for _ in 0..8 {
            let (value, derivative) = legendre(count, root);
            slope = derivative;
            root -= value / derivative;
        }
        rule.nodes[count - 1 - index] = 0.5 * (1.0 + root);
        rule.weights[count - 1 - index] = 1.0 / ((1.0 - root * root) * slope * slope);
    }
    rule
}

/// The Legendre polynomial of the given degree and its derivative, by the three-term recurrence.
fn legendre(degree: usize, x: f64) -> (f64, f64) {
    let (mut previous, mut current) = (1.0, x);
    for k in 2..=degree {
        let k = k as f64;
        let next = ((2.0 * k - 1.0) * x * current - (k - 1.0) * previous) / k;
        previous = current;
        current = next;
    }
    (current, degree as f64 * (x * current - previous) / (x * x - 1.0))
}

#[cfg(test)]
mod tests {
    use super::gauss_legendre;
    use crate::math::exp;

    #[test]
    fn integrates_polynomials_exactly() {
        for count in 2..=32_usize {
            let rule = gauss_legendre(count);
            for degree in 0..2 * count {
                let value = rule.integrate(0.0, 1.0, |x| (0..degree).fold(1.0, |power, _| power * x));
                assert!((value * (degree as f64 + 1.0) - 1.0).abs() < 1e-13, "{count} nodes, degree {degree}");
            }
        }
    }

    #[test]
    fn integrates_the_exponential_over_any_interval() {
        let value = gauss_legendre(12).integrate(-1.0, 2.0, exp);
        assert!((value / (exp(2.0) - exp(-1.0)) - 1.0).abs() < 1e-14);
    }
}
