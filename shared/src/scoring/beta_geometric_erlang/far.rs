//! The far future: an integral over dropout probabilities.
//!
//! Given p, phases drive a cyclic chain of k states that leaves with probability p each time round. With
//! ρ = (1 − p)^(1/k), ω a k-th root of unity, s_l = 1 − ρω^l and w = t/τ, the chain's eigenvalues give
//!
//! P(alive at t | p, j) = p ρ^(j+1−k)/k Σ_l ω^(l(j+1)) (1 + w s_l)^−(n+j)/s_l
//!
//! and, as every death follows a purchase, E[purchases | p, j] = (1 − P(alive))/p. Roundings grow with ρ^(1−k), so
//! that for large p a sum over the number of purchases is taken instead; it then needs few terms.

use super::beta_average::beta_average;
use super::future::{Outlook, RegularFuture};
use super::near;
use crate::math::{atan2, cos, exp, exp_m1, ln, ln_1p, sin};

/// Above this dropout probability purchases are counted one by one …
const COUNTED_ABOVE: f64 = 0.6;
/// … up to this number: 0.4^40 is below any digit.
const COUNTED: usize = 40;

pub(super) fn outlook(future: &RegularFuture, horizon: f64) -> Outlook {
    let chain = Chain::new(future, horizon);
    let counts: [f64; COUNTED] = near::counts(future, horizon);
    let at = |p: f64, rest: f64| {
        let Outlook { purchases, alive } = if p > COUNTED_ABOVE { counted(&counts, rest) } else { chain.outlook(p) };
        [purchases, alive]
    };
    // Below 1/(n w) dropout hardly matters within the horizon.
    let steepness = (future.shape + future.phases as f64) * (1.0 + horizon / future.time);
    let [purchases, alive] = beta_average(future.dropout_a, future.dropout_b, steepness, at);
    Outlook { purchases, alive }
}

/// Purchases of customers who stay after each with probability `rest`.
fn counted(counts: &[f64; COUNTED], rest: f64) -> Outlook {
    let mut outlook = Outlook::default();
    let (mut more, mut power) = (1.0, 1.0);
    for count in counts {
        outlook.alive += power * count;
        more = (more - count).max(0.0);
        outlook.purchases += power * more;
        power *= rest;
    }
    outlook
}

struct Chain<'a> {
    future: &'a RegularFuture,
    w: f64,
    /// ω^l for l from 0 to k/2; the others are their conjugates.
    roots: Vec<Complex>,
}

impl<'a> Chain<'a> {
    fn new(future: &'a RegularFuture, horizon: f64) -> Self {
        let root = |l: usize| {
            let angle = std::f64::consts::TAU * l as f64 / future.phases as f64;
            Complex { re: cos(angle), im: sin(angle) }
        };
        let mut roots: Vec<Complex> = (0..=future.phases / 2).map(root).collect();
        if future.phases.is_multiple_of(2) {
            roots[future.phases / 2] = Complex { re: -1.0, im: 0.0 };
        }
        Self { future, w: horizon / future.time, roots }
    }

    fn outlook(&self, p: f64) -> Outlook {
        let RegularFuture { phases, shape, passed, .. } = self.future;
        let passed = &passed[..*phases];
        let log_rho = ln_1p(-p) / *phases as f64;
        let rho = exp(log_rho);
        // The real root, l = 0, without differences: 1 − ρ and 1 − (1 + w(1 − ρ))^−(n+j).
        let leaving = -exp_m1(log_rho);
        let slow = ln_1p(self.w * leaving);
        let (mut gone, mut alive, mut power, mut rising) = (0.0, 0.0, 1.0, *shape);
        for weight in passed {
            gone -= weight * power * exp_m1(-rising * slow);
            alive += weight * power * exp(-rising * slow);
            power *= rho;
            rising += 1.0;
        }
        let (mut gone, mut alive) = (gone / leaving, alive / leaving);
        for (l, root) in self.roots.iter().enumerate().skip(1) {
            let twice = if 2 * l == *phases { 1.0 } else { 2.0 };
            let step = root.times(rho);
            let leaving = Complex { re: 1.0 - step.re, im: -step.im };
            let growth = Complex { re: 1.0 + self.w * leaving.re, im: self.w * leaving.im };
            let front = root.over(&leaving);
            // Σ_j weight y^j with y = ρω and with y = ρω/(1 + ws).
            let whole = front.product(&polynomial(passed, &step));
            let left = front.product(&polynomial(passed, &step.over(&growth))).product(&growth.power(-shape));
            gone += twice * (whole.re - left.re);
            alive += twice * left.re;
        }
        let front = exp((1.0 - *phases as f64) * log_rho) / *phases as f64;
        Outlook { purchases: gone * front, alive: (p * alive * front).max(0.0) }
    }
}

fn polynomial(coefficients: &[f64], at: &Complex) -> Complex {
    let mut sum = Complex { re: 0.0, im: 0.0 };
    for coefficient in coefficients.iter().rev() {
        sum = sum.product(at);
        sum.re += coefficient;
    }
    sum
}

#[derive(Clone, Copy)]
struct Complex {
    re: f64,
    im: f64,
}

impl Complex {
    fn times(&self, factor: f64) -> Self {
        Self { re: factor * self.re, im: factor * self.im }
    }

    fn product(&self, other: &Self) -> Self {
        Self { re: self.re * other.re - self.im * other.im, im: self.re * other.im + self.im * other.re }
    }

    fn over(&self, other: &Self) -> Self {
        let square = other.re * other.re + other.im * other.im;
        let conjugate = Self { re: other.re, im: -other.im };
        self.product(&conjugate).times(1.0 / square)
    }

    /// To a real power, on the principal branch.
    fn power(&self, exponent: f64) -> Self {
        let modulus = exp(exponent * 0.5 * ln(self.re * self.re + self.im * self.im));
        let angle = exponent * atan2(self.im, self.re);
        Self { re: modulus * cos(angle), im: modulus * sin(angle) }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Dropout, Model, Parameters, Regularity, near};
    use crate::scoring::History;

    fn model(phases: u32, dropout: Dropout, [r, alpha, a, b]: [f64; 4]) -> Model {
        let regularity = Regularity::new(phases).expect("in range");
        Parameters { regularity, r, alpha, a, b }.check(dropout).expect("positive")
    }

    #[test]
    fn the_integral_agrees_with_the_sum() {
        for phases in [1, 2, 3, 7, 12] {
            for (parameters, history) in [
                ([0.525, 6.183, 0.891, 1.614], (0, 0.0, 38.9)),
                ([0.6, 2.0, 0.05, 0.4], (3, 20.0, 22.0)),
                ([4.0, 30.0, 3.4, 5.0], (25, 200.0, 204.0)),
                ([0.2, 9.0, 60.0, 800.0], (1, 3.0, 10.0)),
            ] {
                let history = History { frequency: history.0, recency: history.1, age: history.2 };
                let future = model(phases, Dropout::AfterRepeats, parameters).future(&history);
                for horizon in [60.0, 400.0, 3_000.0] {
                    let (sum, integral) = (near::outlook(&future, horizon), super::outlook(&future, horizon));
                    assert!(
                        (integral.purchases / sum.purchases - 1.0).abs() < 1e-11,
                        "{future:?} {horizon}: {integral:?} {sum:?}"
                    );
                    assert!(
                        (integral.alive / sum.alive - 1.0).abs() < 1e-11,
                        "{future:?} {horizon}: {integral:?} {sum:?}"
                    );
                }
            }
        }
    }
}
