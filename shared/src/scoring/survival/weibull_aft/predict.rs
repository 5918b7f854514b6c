//! What the model says of a spell.

use super::Model;
use crate::math::{exp, ln, ln_1p, ln_gamma, powf};

impl Model {
    /// λ = e^(intercept + xβ): the time by which 63 % of spells with these covariates have ended.
    ///
    /// # Panics
    /// When there are not as many values as covariates.
    #[must_use]
    pub fn scale(&self, covariates: &[f64]) -> f64 {
        assert_eq!(covariates.len(), self.parameters().coefficients.len(), "one value a covariate");
        let terms =
            covariates.iter().zip(&self.parameters().coefficients).map(|(value, coefficient)| value * coefficient);
        exp(self.parameters().intercept + terms.sum::<f64>())
    }

    /// The probability that a spell with these covariates lasts longer than a time: exp(−(t/λ)^ρ).
    ///
    /// # Panics
    /// When there are not as many values as covariates.
    #[must_use]
    pub fn survival(&self, covariates: &[f64], time: f64) -> f64 {
        exp(-powf(time / self.scale(covariates), self.parameters().rho))
    }

    /// The probability that a spell with these covariates that has lasted `age` lasts `more` longer:
    /// S(age + more)/S(age).
    ///
    /// # Panics
    /// When there are not as many values as covariates.
    #[must_use]
    pub fn survival_of_active(&self, covariates: &[f64], age: f64, more: f64) -> f64 {
        let scale = self.scale(covariates);
        exp(powf(age / scale, self.parameters().rho) - powf((age + more) / scale, self.parameters().rho))
    }

    /// The time by which a spell with these covariates has ended with probability `share`: λ (−ln(1 − share))^(1/ρ).
    ///
    /// # Panics
    /// When there are not as many values as covariates.
    #[must_use]
    pub fn quantile(&self, covariates: &[f64], share: f64) -> f64 {
        self.scale(covariates) * exp(ln(-ln_1p(-share)) / self.parameters().rho)
    }

    /// The expected length of a spell with these covariates: λ Γ(1 + 1/ρ).
    ///
    /// # Panics
    /// When there are not as many values as covariates.
    #[must_use]
    pub fn expected_duration(&self, covariates: &[f64]) -> f64 {
        self.scale(covariates) * exp(ln_gamma(1.0 + 1.0 / self.parameters().rho))
    }
}
