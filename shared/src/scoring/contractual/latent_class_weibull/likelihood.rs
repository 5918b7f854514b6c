//! The log-likelihood: δ(t) = ln Σ_k p_k(t − 1) (1 − θ_k)^(t^c_k − (t − 1)^c_k), p_k(t − 1) the classes' shares among
//! those still active.

use crate::math::{exp, exp_m1, ln, ln_1p, logistic, softplus};
use crate::scoring::contractual::Renewals;
use crate::scoring::contractual::beta_discrete_weibull::stretched;
use crate::scoring::contractual::steps::{Step, log_likelihood};
use crate::scoring::optimise::{Evaluation, LogLikelihood};

/// The log-likelihood of an LCW over renewals, Σ_t renewed(t) ln r(t) + left(t) ln(1 − r(t)), in logit θ₁, ln c₁, logit
/// θ₂, ln c₂ and logit w.
///
/// ```
/// use shared::scoring::contractual::{Cohort, Renewals, latent_class_weibull::RenewalLikelihood};
/// use shared::scoring::optimise::LogLikelihood;
/// let renewals = Renewals::of(&[Cohort::new(vec![10, 6])?]);
/// // All coordinates 0: both θ = ½, both c = 1, so that each of ten customers renews with probability ½.
/// let evaluation = RenewalLikelihood { renewals: &renewals }.evaluate(&[0.0; 5]);
/// assert!((evaluation.value - 10.0 * 0.5_f64.ln()).abs() < 1e-12);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct RenewalLikelihood<'a> {
    /// The data.
    pub renewals: &'a Renewals,
}

impl LogLikelihood for RenewalLikelihood<'_> {
    fn evaluate(&self, point: &[f64]) -> Evaluation {
        let point = [point[0], point[1], point[2], point[3], point[4]];
        log_likelihood(self.renewals, steps(point, self.renewals.periods()))
    }
}

pub(super) fn steps(point: [f64; 5], periods: usize) -> impl Iterator<Item = Step<5>> {
    let classes = [0, 1].map(|k| Weibull::new(point[2 * k], point[2 * k + 1]));
    let share = logistic(point[4]);
    let ln_shares = [-softplus(-point[4]), -softplus(point[4])];
    let mut before = mixture(&classes, ln_shares, share, 0.0);
    (1..=periods).map(move |renewal| {
        let t = renewal as f64;
        let lost = [0, 1].map(|k| {
            let (_, increment) = stretched(t, classes[k].c);
            before.shares[k] * exp_m1(-classes[k].rate * increment)
        });
        let after = mixture(&classes, ln_shares, share, t);
        let mut step = Step { value: ln_1p(lost[0] + lost[1]), ..after.ln_survival };
        for i in 0..5 {
            step.gradient[i] -= before.ln_survival.gradient[i];
            for j in 0..5 {
                step.hessian[i][j] -= before.ln_survival.hessian[i][j];
            }
        }
        before = after;
        step
    })
}

/// One class: ln of its survival is −λ t^c with λ = −ln(1 − θ).
#[derive(Clone, Copy)]
pub(super) struct Weibull {
    theta: f64,
    /// λ, whose derivative in logit θ is θ.
    pub(super) rate: f64,
    pub(super) c: f64,
}

impl Weibull {
    pub(super) fn new(logit_theta: f64, ln_c: f64) -> Self {
        Self { theta: logistic(logit_theta), rate: softplus(logit_theta), c: exp(ln_c) }
    }

    /// −λ t^c with its derivatives in logit θ and ln c.
    pub(super) fn ln_survival(&self, t: f64) -> Step<2> {
        let log = if t > 0.0 { self.c * ln(t) } else { 0.0 };
        let stretched = if t > 0.0 { exp(log) } else { 0.0 };
        let slope = stretched * log;
        let mixed = -self.theta * slope;
        Step {
            value: -self.rate * stretched,
            gradient: [-self.theta * stretched, -self.rate * slope],
            hessian: [
                [-self.theta * (1.0 - self.theta) * stretched, mixed],
                [mixed, -self.rate * (slope + slope * log)],
            ],
        }
    }
}

/// The mixture at one time: the classes' shares among those active, and ln S with its derivatives.
struct Mixture {
    shares: [f64; 2],
    ln_survival: Step<5>,
}

fn mixture(classes: &[Weibull; 2], ln_shares: [f64; 2], share: f64, t: f64) -> Mixture {
    let of_class = [0, 1].map(|k| classes[k].ln_survival(t));
    let log = [0, 1].map(|k| ln_shares[k] + of_class[k].value);
    let first = logistic(log[0] - log[1]);
    let shares = [first, logistic(log[1] - log[0])];
    let to_share = [1.0 - share, -share];
    let mut ln_survival =
        Step { value: crate::math::log_sum_exp(log[0], log[1]), gradient: [0.0; 5], hessian: [[0.0; 5]; 5] };
    let gradients = [0, 1].map(|k| {
        let mut gradient = [0.0; 5];
        gradient[2 * k] = of_class[k].gradient[0];
        gradient[2 * k + 1] = of_class[k].gradient[1];
        gradient[4] = to_share[k];
        gradient
    });
    for k in [0, 1] {
        for i in 0..2 {
            for j in 0..2 {
                ln_survival.hessian[2 * k + i][2 * k + j] += shares[k] * of_class[k].hessian[i][j];
            }
        }
        for (sum, slope) in ln_survival.gradient.iter_mut().zip(&gradients[k]) {
            *sum += shares[k] * slope;
        }
    }
    ln_survival.hessian[4][4] -= share * (1.0 - share);
    // The spread of the classes' gradients: Σ p g gᵀ less the square of its mean.
    let spread = shares[0] * shares[1];
    for i in 0..5 {
        for j in 0..5 {
            ln_survival.hessian[i][j] +=
                spread * (gradients[0][i] - gradients[1][i]) * (gradients[0][j] - gradients[1][j]);
        }
    }
    Mixture { shares, ln_survival }
}

#[cfg(test)]
mod tests {
    use num_dual::{DualNum, HyperDual64};

    use super::RenewalLikelihood;
    use crate::scoring::contractual::steps::checks;
    use crate::scoring::optimise::LogLikelihood;
    use crate::scoring::optimise::oracle::{assert_agree, derivatives};

    #[test]
    fn derivatives_agree_with_hyper_dual_numbers() {
        let renewals = checks::renewals();
        for point in [[-0.8, 0.3, -2.9, 0.1, -0.8], [1.0, -0.5, -4.0, 0.6, 0.7], [0.2, 0.0, 0.1, 0.0, 0.0]] {
            let expected = derivatives(
                |[theta_1, c_1, theta_2, c_2, share]| {
                    let class = |logit: HyperDual64, c: HyperDual64, t: HyperDual64| {
                        (-(logit.exp() + 1.0).ln() * (t.ln() * c.exp()).exp()).exp()
                    };
                    let share = ((-share).exp() + 1.0).recip();
                    checks::from_survival(&renewals, |t| {
                        share * class(theta_1, c_1, t) + (-share + 1.0) * class(theta_2, c_2, t)
                    })
                },
                point,
            );
            assert_agree(&RenewalLikelihood { renewals: &renewals }.evaluate(&point), &expected, 1e-9);
        }
    }
}
