//! What the model says of a customer.

use super::likelihood::steps;
use super::{Model, Parameters, RenewalLikelihood};
use crate::math::{ln, ln_beta_ratio};
use crate::scoring::contractual::{Renewals, Retention};
use crate::scoring::optimise::{LogLikelihood, Scale};

impl Retention for Model {
    fn name(&self) -> &'static str {
        "sbg"
    }

    fn parameters(&self) -> Vec<(&'static str, f64)> {
        Parameters::NAMES.into_iter().zip(self.parameters().to_array()).collect()
    }

    fn ln_survival(&self, periods: u32) -> f64 {
        let Parameters { alpha, beta } = self.parameters();
        ln_beta_ratio(alpha, beta, f64::from(periods))
    }

    fn ln_retention_gradients(&self, renewals: u32) -> Vec<Vec<f64>> {
        let point = self.parameters().to_array().map(ln);
        steps(point, renewals as usize).map(|step| step.gradient.to_vec()).collect()
    }

    fn scales(&self) -> Vec<Scale> {
        vec![Scale::Log; 2]
    }

    fn likelihood<'a>(&self, renewals: &'a Renewals) -> Box<dyn LogLikelihood + 'a> {
        Box::new(RenewalLikelihood { renewals })
    }

    fn retention_rate(&self, renewal: u32) -> f64 {
        let Parameters { alpha, beta } = self.parameters();
        // Not β + t − 1, which would lose a tiny β.
        let survived = beta + (f64::from(renewal) - 1.0);
        survived / (alpha + survived)
    }
}

impl Model {
    /// Renewals a new customer is expected to make, Σ S(t) over t ≥ 1 = β/(α − 1); infinite for α ≤ 1, where some
    /// customers stay too long for a mean.
    ///
    /// ```
    /// use shared::scoring::contractual::shifted_beta_geometric::Parameters;
    /// assert!((Parameters { alpha: 3.8, beta: 15.2 }.check()?.expected_renewals() - 15.2 / 2.8).abs() < 1e-12);
    /// assert_eq!(Parameters { alpha: 0.704, beta: 1.182 }.check()?.expected_renewals(), f64::INFINITY);
    /// # Ok::<(), shared::scoring::ParameterError>(())
    /// ```
    #[must_use]
    pub fn expected_renewals(&self) -> f64 {
        let Parameters { alpha, beta } = self.parameters();
        if alpha <= 1.0 { f64::INFINITY } else { beta / (alpha - 1.0) }
    }
}
