//! The log-likelihood: δ(t) = −ln(1 + α/(β + t − 1)).

use crate::math::{exp, ln_1p};
use crate::scoring::contractual::Renewals;
use crate::scoring::contractual::steps::{Step, log_likelihood};
use crate::scoring::optimise::{Evaluation, LogLikelihood};

/// The log-likelihood of an sBG over renewals, Σ_t renewed(t) ln r(t) + left(t) ln(1 − r(t)), in ln α and ln β; with
/// ln r(t) = −ln(1 + α/(β + t − 1)).
///
/// ```
/// use shared::scoring::contractual::{Cohort, Renewals, shifted_beta_geometric::RenewalLikelihood};
/// use shared::scoring::optimise::LogLikelihood;
/// let renewals = Renewals::of(&[Cohort::new(vec![1000, 631, 468, 382, 326, 289, 262, 241])?]);
/// let at_the_top = RenewalLikelihood { renewals: &renewals }.evaluate(&[0.704077_f64.ln(), 1.182043_f64.ln()]);
/// assert!((at_the_top.value + 1680.265188).abs() < 1e-5);
/// assert!(at_the_top.gradient.iter().all(|slope| slope.abs() < 1e-2));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct RenewalLikelihood<'a> {
    /// The data.
    pub renewals: &'a Renewals,
}

impl LogLikelihood for RenewalLikelihood<'_> {
    fn evaluate(&self, point: &[f64]) -> Evaluation {
        log_likelihood(self.renewals, steps([point[0], point[1]], self.renewals.periods()))
    }
}

/// δ of the first `periods` renewals.
pub(super) fn steps(point: [f64; 2], periods: usize) -> impl Iterator<Item = Step<2>> {
    let [alpha, beta] = point.map(exp);
    (0..periods).map(move |before| {
        let survived = beta + before as f64;
        let all = alpha + survived;
        let of_alpha = alpha / all;
        let of_beta = beta / all;
        let rise = of_alpha * (beta / survived);
        let mixed = of_alpha * of_beta;
        Step {
            value: -ln_1p(alpha / survived),
            gradient: [-of_alpha, rise],
            hessian: [[-of_alpha * (survived / all), mixed], [mixed, rise * (1.0 - beta / survived - of_beta)]],
        }
    })
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
        for point in [[-0.4, 1.3], [2.0, 0.1], [-3.0, -2.0]] {
            let expected = derivatives(
                |[alpha, beta]| {
                    let (alpha, beta) = (alpha.exp(), beta.exp());
                    checks::from_survival(&renewals, |t| {
                        let ln_beta = |b: num_dual::HyperDual64| checks::ln_gamma(b) - checks::ln_gamma(alpha + b);
                        (ln_beta(beta + t) - ln_beta(beta)).exp()
                    })
                },
                point,
            );
            assert_agree(&RenewalLikelihood { renewals: &renewals }.evaluate(&point), &expected, 1e-9);
        }
    }
}
