//! What the model says of a customer.

use super::likelihood::steps;
use super::{Model, Parameters, RenewalLikelihood};
use crate::math::{exp, ln, ln_beta_ratio, powf};
use crate::scoring::contractual::{Renewals, Retention};
use crate::scoring::optimise::{LogLikelihood, Scale};

impl Retention for Model {
    fn name(&self) -> &'static str {
        "bdw"
    }

    fn parameters(&self) -> Vec<(&'static str, f64)> {
        Parameters::NAMES.into_iter().zip(self.parameters().to_array()).collect()
    }

    fn ln_survival(&self, periods: u32) -> f64 {
        let Parameters { alpha, beta, c } = self.parameters();
        ln_beta_ratio(alpha, beta, powf(f64::from(periods), c))
    }

    fn ln_retention_gradients(&self, renewals: u32) -> Vec<Vec<f64>> {
        let point = self.parameters().to_array().map(ln);
        steps(point, renewals as usize).map(|step| step.gradient.to_vec()).collect()
    }

    fn scales(&self) -> Vec<Scale> {
        vec![Scale::Log; 3]
    }

    fn likelihood<'a>(&self, renewals: &'a Renewals) -> Box<dyn LogLikelihood + 'a> {
        Box::new(RenewalLikelihood { renewals })
    }

    fn retention_rate(&self, renewal: u32) -> f64 {
        let Parameters { alpha, beta, c } = self.parameters();
        let (before, increment) = stretched(f64::from(renewal), c);
        exp(ln_beta_ratio(alpha, beta + before, increment))
    }
}

/// (t − 1)^c and t^c − (t − 1)^c, the difference without cancellation.
pub(in crate::scoring::contractual) fn stretched(t: f64, c: f64) -> (f64, f64) {
    let after = powf(t, c);
    let before = powf(t - 1.0, c);
    let increment = -after * crate::math::exp_m1(c * crate::math::ln_1p(-1.0 / t));
    (before, increment)
}
