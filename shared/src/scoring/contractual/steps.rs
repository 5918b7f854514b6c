//! The log-likelihood of renewals, from what a model says of each of them.
//!
//! With δ(t) = ln S(t)/S(t − 1) the log-likelihood is Σ_t renewed(t) δ(t) + left(t) ln(1 − e^δ(t)).

use super::Renewals;
use crate::math::{exp, exp_m1, ln};
use crate::scoring::optimise::{Evaluation, Matrix};

/// δ(t) = ln r(t) of one renewal with its derivatives in the optimiser's coordinates.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Step<const N: usize> {
    /// δ, below zero.
    pub(super) value: f64,
    /// Its gradient.
    pub(super) gradient: [f64; N],
    /// Its Hessian, symmetric.
    pub(super) hessian: [[f64; N]; N],
}

/// Value, gradient and Hessian of the log-likelihood, given δ for every renewal.
pub(super) fn log_likelihood<const N: usize>(
    renewals: &Renewals,
    steps: impl IntoIterator<Item = Step<N>>,
) -> Evaluation {
    let mut value = 0.0;
    let mut gradient = [0.0; N];
    let mut hessian = [[0.0; N]; N];
    for ((renewed, left), step) in renewals.renewed().iter().zip(renewals.left()).zip(steps) {
        let (mut slope, mut curvature) = (*renewed, 0.0);
        if *renewed > 0.0 {
            value += renewed * step.value;
        }
        if *left > 0.0 {
            let retention = exp(step.value);
            let churn = -exp_m1(step.value);
            value += left * ln(churn);
            slope -= left * retention / churn;
            curvature = -left * retention / (churn * churn);
        }
        for i in 0..N {
            gradient[i] += slope * step.gradient[i];
            for (j, sum) in hessian[i].iter_mut().enumerate().skip(i) {
                *sum += slope * step.hessian[i][j] + curvature * step.gradient[i] * step.gradient[j];
            }
        }
    }
    Evaluation { value, gradient: gradient.to_vec(), hessian: Matrix::from_upper(&hessian) }
}

#[cfg(test)]
pub(super) mod checks {
    use num_dual::{DualNum, HyperDual64};

    use crate::scoring::contractual::{Cohort, Renewals};

    /// Two cohorts of different age, one with a period in which nobody left.
    pub(crate) fn renewals() -> Renewals {
        let cohort = |active: &[u32]| Cohort::new(active.to_vec()).expect("a cohort");
        Renewals::of(&[cohort(&[1000, 869, 743, 653, 593, 551]), cohort(&[40, 31, 31, 25])])
    }

    /// The log-likelihood written from S alone.
    pub(crate) fn from_survival(renewals: &Renewals, survival: impl Fn(HyperDual64) -> HyperDual64) -> HyperDual64 {
        let mut sum = HyperDual64::from_re(0.0);
        let mut before = HyperDual64::from_re(1.0);
        for (index, (renewed, left)) in renewals.renewed().iter().zip(renewals.left()).enumerate() {
            let after = survival(HyperDual64::from_re(index as f64 + 1.0));
            sum += (after / before).ln() * *renewed + ((before - after) / before).ln() * *left;
            before = after;
        }
        sum
    }

    /// ln Γ by Stirling's series after shifting by 20.
    pub(crate) fn ln_gamma(x: HyperDual64) -> HyperDual64 {
        let (mut shifted, mut product) = (x, HyperDual64::from_re(1.0));
        for _ in 0..20 {
            product *= shifted;
            shifted += 1.0;
        }
        let inverse = shifted.recip();
        let square = inverse * inverse;
        let series = inverse * ((square * (1.0 / 1260.0) - 1.0 / 360.0) * square + 1.0 / 12.0);
        (shifted - 0.5) * shifted.ln() - shifted + 0.5 * crate::math::ln(std::f64::consts::TAU) + series - product.ln()
    }
}
