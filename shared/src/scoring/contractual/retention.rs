//! What every contractual model says of a customer.

use std::fmt::Debug;

use super::Renewals;
use crate::math::{exp, ln, ln_1p};
use crate::scoring::optimise::{LogLikelihood, Scale};

/// A model of how long a contract is renewed, in whole periods: S(t) is the probability that it is still active after
/// the t-th renewal.
///
/// A customer known to be active after T periods is still active after t more with probability S(T + t)/S(T), not with
/// the unconditional S(T + t): she has shown that she is not one of those who leave early.
///
/// ```
/// use shared::scoring::contractual::{Retention, shifted_beta_geometric};
/// // With α = β = 1: r(t) = t/(t + 1) and S(t) = 1/(t + 1).
/// let model = shifted_beta_geometric::Parameters { alpha: 1.0, beta: 1.0 }.check()?;
/// assert!((model.survival(4) - 0.2).abs() < 1e-12 && (model.ln_survival(4) - 0.2_f64.ln()).abs() < 1e-12);
/// assert!((model.survival_of_active(4, 5) - 0.5).abs() < 1e-12);
/// assert_eq!(model.retention_path(0, 3), [1.0 / 2.0, 2.0 / 3.0, 3.0 / 4.0]);
/// assert_eq!((model.periods_until(4, 0.51, 100), model.periods_until(4, 0.51, 4)), (Some(5), None));
/// # Ok::<(), shared::scoring::ParameterError>(())
/// ```
pub trait Retention: Debug + Send + Sync {
    /// The model's name in a saved model.
    fn name(&self) -> &'static str;

    /// Its parameters by symbol.
    fn parameters(&self) -> Vec<(&'static str, f64)>;

    /// ln S(t), for a new customer.
    fn ln_survival(&self, periods: u32) -> f64;

    /// r(t) = S(t)/S(t − 1): of those active before the `renewal`-th renewal (from 1), the share that renews.
    fn retention_rate(&self, renewal: u32) -> f64;

    /// The gradients of ln r(1), ln r(2), … in the coordinates of the fit: logarithms of positive parameters, logits of
    /// shares.
    ///
    /// ```
    /// use shared::scoring::contractual::{Retention, shifted_beta_geometric};
    /// let model = shifted_beta_geometric::Parameters { alpha: 1.0, beta: 1.0 }.check()?;
    /// // r(1) = β/(α + β): its logarithm has the derivatives ∓α/(α + β) in ln α and ln β.
    /// let gradients = model.ln_retention_gradients(3);
    /// assert_eq!((gradients.len(), gradients[0].as_slice()), (3, [-0.5, 0.5].as_slice()));
    /// # Ok::<(), shared::scoring::ParameterError>(())
    /// ```
    fn ln_retention_gradients(&self, renewals: u32) -> Vec<Vec<f64>>;

    /// What the coordinates of the fit are of the parameters, in their order.
    ///
    /// ```
    /// use shared::scoring::contractual::{Retention, shifted_beta_geometric};
    /// use shared::scoring::optimise::Scale;
    /// let model = shifted_beta_geometric::Parameters { alpha: 0.704, beta: 1.182 }.check()?;
    /// assert_eq!(model.scales(), [Scale::Log, Scale::Log]);
    /// # Ok::<(), shared::scoring::ParameterError>(())
    /// ```
    fn scales(&self) -> Vec<Scale>;

    /// The log-likelihood that a fit of this model maximises, in its coordinates: that of [`log_likelihood`] with its
    /// derivatives, for parameters of any value.
    ///
    /// ```
    /// use shared::scoring::contractual::{Cohort, Renewals, Retention, log_likelihood, shifted_beta_geometric};
    /// let renewals = Renewals::of(&[Cohort::new(vec![1000, 631, 468, 382])?]);
    /// let model = shifted_beta_geometric::Parameters { alpha: 1.0, beta: 1.0 }.check()?;
    /// let evaluation = model.likelihood(&renewals).evaluate(&[0.0, 0.0]);
    /// assert!((evaluation.value / log_likelihood(&model, &renewals) - 1.0).abs() < 1e-12);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    fn likelihood<'a>(&self, renewals: &'a Renewals) -> Box<dyn LogLikelihood + 'a>;

    /// S(t): the probability that a new customer is still active after so many periods.
    fn survival(&self, periods: u32) -> f64 {
        exp(self.ln_survival(periods))
    }

    /// S(T + t)/S(T): the probability that a customer known to be active after `age` periods is still active `more`
    /// periods later.
    fn survival_of_active(&self, age: u32, more: u32) -> f64 {
        let later = self.ln_survival(age.saturating_add(more));
        // Both are −∞ only where S(T) is below the smallest number: then nobody is known to be active.
        if later == f64::NEG_INFINITY { 0.0 } else { exp(later - self.ln_survival(age)) }
    }

    /// r(T + 1), r(T + 2), …: the retention rates ahead of a customer active after `age` periods.
    fn retention_path(&self, age: u32, renewals: u32) -> Vec<f64> {
        (1..=renewals).map(|renewal| self.retention_rate(age.saturating_add(renewal))).collect()
    }

    /// The number of further periods after which a customer active after `age` periods is still active with a
    /// probability of at most `probability`: a quantile of the remaining lifetime. `None` where that lies beyond
    /// `at_most` periods.
    ///
    /// With a uniform random number as `probability` it draws a remaining lifetime.
    fn periods_until(&self, age: u32, probability: f64, at_most: u32) -> Option<u32> {
        let is_reached = |more: u32| self.survival_of_active(age, more) <= probability;
        if !is_reached(at_most) {
            return None;
        }
        let (mut not_reached, mut reached) = (0, 1);
        if is_reached(0) {
            return Some(0);
        }
        while reached < at_most && !is_reached(reached) {
            not_reached = reached;
            reached = reached.saturating_mul(2).min(at_most);
        }
        while reached - not_reached > 1 {
            let middle = not_reached + (reached - not_reached) / 2;
            if is_reached(middle) { reached = middle } else { not_reached = middle }
        }
        Some(reached)
    }
}

/// The log-likelihood of renewals under a model with given parameters: Σ_t renewed(t) ln r(t) + left(t) ln(1 − r(t)).
///
/// ```
/// use shared::scoring::contractual::{Cohort, Renewals, log_likelihood, shifted_beta_geometric};
/// let renewals = Renewals::of(&[Cohort::new(vec![10, 6, 4])?]);
/// let model = shifted_beta_geometric::Parameters { alpha: 1.0, beta: 1.0 }.check()?;
/// // Retention rates of ½ and ⅔.
/// let by_hand = 10.0 * 0.5_f64.ln() + 4.0 * (2.0_f64 / 3.0).ln() + 2.0 * (1.0_f64 / 3.0).ln();
/// assert!((log_likelihood(&model, &renewals) - by_hand).abs() < 1e-12);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn log_likelihood(model: &dyn Retention, renewals: &Renewals) -> f64 {
    let mut sum = 0.0;
    for ((renewal, renewed), left) in (1..).zip(renewals.renewed()).zip(renewals.left()) {
        let retention = model.retention_rate(renewal);
        sum += if *renewed > 0.0 { renewed * ln(retention) } else { 0.0 };
        sum += if *left > 0.0 { left * ln_1p(-retention) } else { 0.0 };
    }
    sum
}
