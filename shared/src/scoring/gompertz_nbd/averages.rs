//! Sums behind the derivatives of the log-likelihood.

use super::ageing::Ageing;
use crate::scoring::optimise::{Evaluation, Matrix};

/// Positions of the derivatives in r, α, b, s and ln B.
const R: usize = 0;
const ALPHA: usize = 1;
const GROWTH: usize = 2;
pub(super) const SHAPE: usize = 3;
const SCALE: usize = 4;

/// Sums over the points of one history: of the weights, of the first derivatives d, and of D + d dᵀ with the
/// second derivatives D (upper triangle).
#[derive(Default)]
pub(super) struct Averages {
    weight: f64,
    slopes: [f64; 5],
    pub(super) products: [[f64; 5]; 5],
}

impl Averages {
    /// Adds a point whose logarithm has these first derivatives and contains −`power` M(t) and −`rate_shape`
    /// ln(α + t), which give the second ones.
    #[inline]
    pub(super) fn add(&mut self, weight: f64, slopes: &[f64; 5], ageing: &Ageing, power: f64, rate_shape: f64) {
        self.weight += weight;
        for (i, slope) in slopes.iter().enumerate() {
            let weighted = weight * slope;
            self.slopes[i] += weighted;
            for (product, other) in self.products[i][i..].iter_mut().zip(&slopes[i..]) {
                *product += weighted * other;
            }
        }
        let inverse_time = -slopes[ALPHA] / rate_shape;
        let mixed = ageing.rest * ageing.slope;
        self.products[R][ALPHA] -= weight * inverse_time;
        self.products[ALPHA][ALPHA] += weight * rate_shape * inverse_time * inverse_time;
        self.products[GROWTH][GROWTH] -= weight * power * ageing.curvature;
        self.products[GROWTH][SHAPE] -= weight * ageing.slope;
        self.products[GROWTH][SCALE] += weight * power * mixed;
        self.products[SHAPE][SCALE] += weight * ageing.share;
        self.products[SCALE][SCALE] -= weight * power * ageing.share * ageing.rest;
    }
}

/// The log-likelihood so far with its derivatives in r, α, b, s and ln B.
#[derive(Default)]
pub(super) struct Sums {
    value: f64,
    gradient: [f64; 5],
    hessian: [[f64; 5]; 5],
    customers: f64,
}

impl Sums {
    /// Adds ln Γ(r + x)/(Γ(r) α^x) and its first two derivatives in r, the value less x ln α.
    pub(super) fn add_purchases(&mut self, customers: f64, [value, slope, curvature]: [f64; 3]) {
        self.value += customers * value;
        self.gradient[R] += customers * slope;
        self.hessian[R][R] += customers * curvature;
    }

    /// Adds the logarithm of e^`until_last` times the sum of the weights, for that many customers. `log_unit` is
    /// what −d/dr of all points has in common.
    pub(super) fn add(&mut self, customers: f64, until_last: f64, log_unit: f64, averages: &Averages) {
        let inverse = 1.0 / averages.weight;
        let slopes = averages.slopes.map(|sum| sum * inverse);
        self.value += customers * (until_last + crate::math::ln(averages.weight));
        self.gradient[R] -= customers * log_unit;
        for i in 0..5 {
            self.gradient[i] += customers * slopes[i];
            for j in i..5 {
                self.hessian[i][j] += customers * (averages.products[i][j] * inverse - slopes[i] * slopes[j]);
            }
        }
        self.customers += customers;
    }

    /// With α^r for every customer, in the coordinates ln r, ln α, b · `time`, ln s and ln B.
    pub(super) fn in_coordinates(mut self, r: f64, alpha: f64, time: f64, s: f64) -> Evaluation {
        self.gradient[ALPHA] += self.customers * r / alpha;
        self.hessian[R][ALPHA] += self.customers / alpha;
        self.hessian[ALPHA][ALPHA] -= self.customers * r / (alpha * alpha);
        let factors = [r, alpha, 1.0 / time, s, 1.0];
        let mut hessian = Matrix::from_fn(5, |i, j| factors[i] * factors[j] * self.hessian[i.min(j)][i.max(j)]);
        for i in [R, ALPHA, SHAPE] {
            hessian[(i, i)] += factors[i] * self.gradient[i];
        }
        let gradient = (0..5).map(|i| factors[i] * self.gradient[i]).collect();
        Evaluation { value: self.value, gradient, hessian }
    }
}
