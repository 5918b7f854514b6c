//! The limit of one class: a discrete Weibull for everybody (Nakagawa and Osaki 1975).

use super::likelihood::Weibull;
use crate::math::{ln, logit};
use crate::scoring::contractual::Renewals;
use crate::scoring::contractual::beta_discrete_weibull::stretched;
use crate::scoring::contractual::steps::{Step, log_likelihood};
use crate::scoring::optimise::{Evaluation, LogLikelihood, Maximum, maximise};

/// The log-likelihood of a discrete Weibull over renewals, in logit θ and ln c.
struct OneClass<'a> {
    renewals: &'a Renewals,
}

impl LogLikelihood for OneClass<'_> {
    fn evaluate(&self, point: &[f64]) -> Evaluation {
        let class = Weibull::new(point[0], point[1]);
        let mut before = class.ln_survival(0.0);
        let steps = (1..=self.renewals.periods()).map(|renewal| {
            let t = renewal as f64;
            let after = class.ln_survival(t);
            let (_, increment) = stretched(t, class.c);
            let mut step = Step { value: -class.rate * increment, ..after };
            for i in 0..2 {
                step.gradient[i] -= before.gradient[i];
                for j in 0..2 {
                    step.hessian[i][j] -= before.hessian[i][j];
                }
            }
            before = after;
            step
        });
        log_likelihood(self.renewals, steps)
    }
}

/// The largest log-likelihood that one discrete Weibull for everybody reaches.
pub(in crate::scoring::contractual) fn one_class(renewals: &Renewals) -> Maximum {
    let start = [logit(1.0 - renewals.retention_rate()), 0.0];
    maximise(&OneClass { renewals }, &start, &[(-25.0, 25.0), (ln(1e-3), ln(30.0))])
}

#[cfg(test)]
mod tests {
    use num_dual::DualNum;

    use super::OneClass;
    use crate::scoring::contractual::steps::checks;
    use crate::scoring::optimise::LogLikelihood;
    use crate::scoring::optimise::oracle::{assert_agree, derivatives};

    #[test]
    fn derivatives_agree_with_hyper_dual_numbers() {
        let renewals = checks::renewals();
        for point in [[-2.0, 0.0], [0.3, -0.7]] {
            let expected = derivatives(
                |[theta, c]| {
                    let rate = (theta.exp() + 1.0).ln();
                    checks::from_survival(&renewals, |t| (-rate * (t.ln() * c.exp()).exp()).exp())
                },
                point,
            );
            assert_agree(&OneClass { renewals: &renewals }.evaluate(&point), &expected, 1e-9);
        }
    }
}
