//! The gap that is still open at the as-of day.
//!
//! Given the transactions, the phases since the last one come at a rate λ ~ Gamma(n, α + t_x), n = r + kx. An alive
//! customer has passed fewer than k of them. That they passed exactly j in the silence T − t_x is negative
//! binomial; with z = (T − t_x)/(α + T) the odds against silence without an end are
//!
//! S(n, z) = Σ_{j<k} (n)_j/j! z^j,
//!
//! and the terms are the weights of j among alive customers. S is 1 for k = 1.

use super::Regularity;
use super::regularity::MOST_PHASES;
use crate::math::ln;

/// S for one shape n, as a polynomial in z.
#[derive(Clone, Copy, Debug)]
pub(super) struct OpenGap {
    phases: usize,
    /// (n)_j/j!.
    coefficients: [f64; MOST_PHASES],
    /// d ln (n)_j/dn = Σ_{i<j} 1/(n + i).
    slopes: [f64; MOST_PHASES],
    /// slopes² + d² ln (n)_j/dn²: the coefficient's second derivative over the coefficient.
    curvatures: [f64; MOST_PHASES],
}

/// ln S and its derivatives: `shape` in n, `share` in ln z.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct LogOpenGap {
    pub(super) value: f64,
    pub(super) shape: f64,
    pub(super) share: f64,
    pub(super) shape_shape: f64,
    pub(super) shape_share: f64,
    pub(super) share_share: f64,
}

impl OpenGap {
    pub(super) fn new(regularity: Regularity, shape: f64) -> Self {
        let phases = regularity.phases() as usize;
        let mut gap = Self {
            phases,
            coefficients: [1.0; MOST_PHASES],
            slopes: [0.0; MOST_PHASES],
            curvatures: [0.0; MOST_PHASES],
        };
        let mut squares = 0.0;
        for j in 1..phases {
            let rising = shape + (j - 1) as f64;
            squares += 1.0 / (rising * rising);
            gap.coefficients[j] = gap.coefficients[j - 1] * rising / j as f64;
            gap.slopes[j] = gap.slopes[j - 1] + 1.0 / rising;
            gap.curvatures[j] = gap.slopes[j] * gap.slopes[j] - squares;
        }
        gap
    }

    /// S.
    pub(super) fn at(&self, share: f64) -> f64 {
        self.coefficients[..self.phases].iter().rev().fold(0.0, |sum, coefficient| sum * share + coefficient)
    }

    /// The probabilities of having passed j phases, for an alive customer.
    pub(super) fn weights(&self, share: f64) -> [f64; MOST_PHASES] {
        let (mut weights, mut power, mut sum) = ([0.0; MOST_PHASES], 1.0, 0.0);
        for (weight, coefficient) in weights.iter_mut().zip(&self.coefficients[..self.phases]) {
            *weight = coefficient * power;
            sum += *weight;
            power *= share;
        }
        weights.map(|weight| weight / sum)
    }

    /// ln S with its derivatives.
    #[inline]
    pub(super) fn log_at(&self, share: f64) -> LogOpenGap {
        if self.phases == 1 {
            return LogOpenGap::default();
        }
        let (mut sum, mut shape, mut shape_shape) = (1.0, 0.0, 0.0);
        let (mut by_share, mut share_share, mut shape_share) = (0.0, 0.0, 0.0);
        let mut power = 1.0;
        for j in 1..self.phases {
            power *= share;
            let term = self.coefficients[j] * power;
            let order = j as f64;
            sum += term;
            shape += self.slopes[j] * term;
            shape_shape += self.curvatures[j] * term;
            by_share += order * term;
            share_share += order * order * term;
            shape_share += order * self.slopes[j] * term;
        }
        let inverse = 1.0 / sum;
        let (shape, by_share) = (shape * inverse, by_share * inverse);
        LogOpenGap {
            value: ln(sum),
            shape,
            share: by_share,
            shape_shape: shape_shape * inverse - shape * shape,
            shape_share: shape_share * inverse - shape * by_share,
            share_share: share_share * inverse - by_share * by_share,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{OpenGap, Regularity};
    use crate::math::{exp, incomplete_beta, ln_1p};

    #[test]
    fn is_the_tail_of_a_negative_binomial() {
        for phases in [1, 2, 5, 12] {
            let regularity = Regularity::new(phases).expect("in range");
            for shape in [0.3, 4.2, 150.0] {
                for share in [0.0, 0.05, 0.6, 0.97] {
                    let gap = OpenGap::new(regularity, shape);
                    let tail = incomplete_beta(shape, f64::from(phases), 1.0 - share, share)[0];
                    let found = gap.at(share) * exp(shape * ln_1p(-share));
                    assert!((found - tail).abs() <= 1e-12 * tail, "{phases} {shape} {share}");
                    assert!((exp(gap.log_at(share).value) / gap.at(share) - 1.0).abs() < 1e-14);
                    assert!((gap.weights(share).iter().sum::<f64>() - 1.0).abs() < 1e-14);
                }
            }
        }
    }
}
