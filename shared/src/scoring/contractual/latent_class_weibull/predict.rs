//! What the model says of a customer.

use super::likelihood::steps;
use super::{Class, Model, Parameters, RenewalLikelihood, SCALES};
use crate::math::{exp, ln, ln_1p, log_sum_exp, logit, powf};
use crate::scoring::contractual::beta_discrete_weibull::stretched;
use crate::scoring::contractual::{Renewals, Retention};
use crate::scoring::optimise::{LogLikelihood, Scale};

impl Retention for Model {
    fn name(&self) -> &'static str {
        "lcw"
    }

    fn parameters(&self) -> Vec<(&'static str, f64)> {
        Parameters::NAMES.into_iter().zip(self.parameters().to_array()).collect()
    }

    fn ln_survival(&self, periods: u32) -> f64 {
        if periods == 0 {
            return 0.0;
        }
        let [first, second] = self.ln_classes(f64::from(periods));
        log_sum_exp(first, second)
    }

    fn ln_retention_gradients(&self, renewals: u32) -> Vec<Vec<f64>> {
        let Parameters { first, second, share } = self.parameters();
        let point = [logit(first.theta), ln(first.c), logit(second.theta), ln(second.c), logit(share)];
        steps(point, renewals as usize).map(|step| step.gradient.to_vec()).collect()
    }

    fn scales(&self) -> Vec<Scale> {
        SCALES.to_vec()
    }

    fn likelihood<'a>(&self, renewals: &'a Renewals) -> Box<dyn LogLikelihood + 'a> {
        Box::new(RenewalLikelihood { renewals })
    }

    fn retention_rate(&self, renewal: u32) -> f64 {
        let Parameters { first, second, .. } = self.parameters();
        let renewal = f64::from(renewal);
        let share = self.share_of_first(renewal - 1.0);
        let of_class = |class: Class| {
            let (_, increment) = stretched(renewal, class.c);
            exp(ln_1p(-class.theta) * increment)
        };
        share * of_class(first) + (1.0 - share) * of_class(second)
    }
}

impl Model {
    /// The share of the first class among customers active after so many periods: who is left tells what they are.
    ///
    /// w (1 − θ₁)^(t^c₁)/S(t), by Bayes' rule.
    ///
    /// ```
    /// use shared::scoring::contractual::latent_class_weibull::Parameters;
    /// let model = Parameters::from_array([0.5, 1.0, 0.1, 1.0, 0.4]).check()?;
    /// assert!((model.share_of_first_class(2) - 0.1 / 0.586).abs() < 1e-12);
    /// # Ok::<(), shared::scoring::contractual::latent_class_weibull::ParameterError>(())
    /// ```
    #[must_use]
    pub fn share_of_first_class(&self, periods: u32) -> f64 {
        self.share_of_first(f64::from(periods))
    }

    fn share_of_first(&self, t: f64) -> f64 {
        let [first, second] = self.ln_classes(t);
        crate::math::logistic(first - second)
    }

    /// ln of w (1 − θ₁)^(t^c₁) and of (1 − w)(1 − θ₂)^(t^c₂).
    fn ln_classes(&self, t: f64) -> [f64; 2] {
        let Parameters { first, second, share } = self.parameters();
        let survival = |class: Class| ln_1p(-class.theta) * powf(t, class.c);
        [ln(share) + survival(first), ln_1p(-share) + survival(second)]
    }
}
