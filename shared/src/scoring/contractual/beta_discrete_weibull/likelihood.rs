//! The log-likelihood: δ(t) = ln B(α, β + t^c) − ln B(α, β + (t − 1)^c).

use super::predict::stretched;
use crate::math::{digamma_difference, exp, ln, ln_beta_ratio, trigamma};
use crate::scoring::contractual::Renewals;
use crate::scoring::contractual::steps::{Step, log_likelihood};
use crate::scoring::optimise::{Evaluation, LogLikelihood};

/// The log-likelihood of a BdW over renewals, Σ_t renewed(t) ln r(t) + left(t) ln(1 − r(t)), in ln α, ln β and ln c;
/// with ln r(t) = ln B(α, β + t^c) − ln B(α, β + (t − 1)^c).
///
/// ```
/// use shared::scoring::contractual::{Cohort, Renewals, beta_discrete_weibull::RenewalLikelihood};
/// use shared::scoring::optimise::LogLikelihood;
/// let renewals = Renewals::of(&[Cohort::new(vec![1000, 869, 743, 653, 593, 551, 517, 491])?]);
/// let top = [0.214253_f64, 1.426575, 1.723565].map(f64::ln);
/// let evaluation = RenewalLikelihood { renewals: &renewals }.evaluate(&top);
/// assert!((evaluation.value + 1605.314213).abs() < 1e-5);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct RenewalLikelihood<'a> {
    /// The data.
    pub renewals: &'a Renewals,
}

impl LogLikelihood for RenewalLikelihood<'_> {
    fn evaluate(&self, point: &[f64]) -> Evaluation {
        log_likelihood(self.renewals, steps([point[0], point[1], point[2]], self.renewals.periods()))
    }
}

/// δ of the first `periods` renewals.
pub(super) fn steps(point: [f64; 3], periods: usize) -> impl Iterator<Item = Step<3>> {
    let [alpha, beta, c] = point.map(exp);
    let mut before = AtTime::new(alpha, beta, 0.0, 0.0);
    (1..=periods).map(move |renewal| {
        let t = renewal as f64;
        let (stretched_before, increment) = stretched(t, c);
        let after = AtTime::new(alpha, beta, stretched_before + increment, c * ln(t));
        let step = step(&before, &after, increment, [alpha, beta]);
        before = after;
        step
    })
}

/// What the derivatives of F(u) = ln B(α, β + u) at u = t^c need.
#[derive(Clone, Copy)]
struct AtTime {
    u: f64,
    /// du/d ln c = u c ln t, and the second derivative.
    slope: f64,
    curvature: f64,
    /// −F_u = ψ(α + β + u) − ψ(β + u).
    fall: f64,
    /// ψ′ at β + u and at α + β + u.
    trigammas: [f64; 2],
}

impl AtTime {
    fn new(alpha: f64, beta: f64, u: f64, log: f64) -> Self {
        let slope = u * log;
        Self {
            u,
            slope,
            curvature: slope + slope * log,
            fall: digamma_difference(beta + u, alpha),
            trigammas: [trigamma(beta + u), trigamma(alpha + beta + u)],
        }
    }
}

fn step(before: &AtTime, after: &AtTime, increment: f64, [alpha, beta]: [f64; 2]) -> Step<3> {
    let of_alpha = -digamma_difference(alpha + beta + before.u, increment);
    let of_beta = digamma_difference(beta + before.u, increment) + of_alpha;
    let of_c = before.fall * before.slope - after.fall * after.slope;
    let both = before.trigammas[1] - after.trigammas[1];
    let beta_beta = after.trigammas[0] - before.trigammas[0] + both;
    let alpha_c = before.trigammas[1] * before.slope - after.trigammas[1] * after.slope;
    let bend = |at: &AtTime| at.trigammas[0] - at.trigammas[1];
    let beta_c = bend(after) * after.slope - bend(before) * before.slope;
    let c_c = bend(after) * after.slope * after.slope
        - after.fall * after.curvature
        - (bend(before) * before.slope * before.slope - before.fall * before.curvature);
    let upper = alpha * beta * both;
    Step {
        value: ln_beta_ratio(alpha, beta + before.u, increment),
        gradient: [alpha * of_alpha, beta * of_beta, of_c],
        hessian: [
            [alpha * alpha * both + alpha * of_alpha, upper, alpha * alpha_c],
            [upper, beta * beta * beta_beta + beta * of_beta, beta * beta_c],
            [alpha * alpha_c, beta * beta_c, c_c],
        ],
    }
}

#[cfg(test)]
mod tests {
    use num_dual::DualNum;

    use super::RenewalLikelihood;
    use crate::scoring::contractual::steps::checks;
    use crate::scoring::optimise::LogLikelihood;
    use crate::scoring::optimise::oracle::{assert_agree, derivatives};

    #[test]
    fn derivatives_agree_with_hyper_dual_numbers() {
        let renewals = checks::renewals();
        for point in [[-1.5, 0.4, 0.5], [1.0, 2.5, -0.6], [-0.4, 1.3, 0.0], [-4.0, -2.0, 1.4]] {
            let expected = derivatives(
                |[alpha, beta, c]| {
                    let (alpha, beta, c) = (alpha.exp(), beta.exp(), c.exp());
                    checks::from_survival(&renewals, |t| {
                        let ln_beta = |b: num_dual::HyperDual64| checks::ln_gamma(b) - checks::ln_gamma(alpha + b);
                        (ln_beta(beta + (t.ln() * c).exp()) - ln_beta(beta)).exp()
                    })
                },
                point,
            );
            assert_agree(&RenewalLikelihood { renewals: &renewals }.evaluate(&point), &expected, 1e-8);
        }
    }
}
