//! Fitting by name, and how sure a fitted curve is.

use super::ContractKind;
use crate::math::{exp, ln};
use crate::scoring::Certificate;
use crate::scoring::contractual::{
    FitError, Renewals, Retention, beta_discrete_weibull, latent_class_weibull, shifted_beta_geometric,
};
use crate::scoring::uncertainty::{Interval, Level};

/// A model at its estimate.
///
/// ```
/// use shared::scoring::contractual::{Cohort, ContractKind, Renewals, fit};
/// let renewals = Renewals::of(&[Cohort::new(vec![1000, 869, 743, 653, 593, 551, 517, 491])?]);
/// let [sbg, bdw] = [fit(ContractKind::Sbg, &renewals)?, fit(ContractKind::Bdw, &renewals)?];
/// assert!((sbg.akaike() - (2.0 * 2.0 + 2.0 * 1611.158147)).abs() < 1e-5);
/// assert!(bdw.akaike() < sbg.akaike() && bdw.model.name() == "bdw");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct FittedContract {
    /// The model.
    pub model: Box<dyn Retention>,
    /// What proves it, and the limits the estimate lies at.
    pub certificate: Certificate,
}

/// Fits a model by maximum likelihood.
///
/// ```
/// use shared::scoring::contractual::{Cohort, ContractKind, Renewals, fit};
/// use shared::scoring::uncertainty::Level;
/// let cohort = Cohort::new(vec![1000, 631, 468, 382, 326, 289, 262, 241])?;
/// let fitted = fit(ContractKind::Sbg, &Renewals::of(&[cohort]))?;
/// // Of customers active after seven years, the share still active after one to five more.
/// let (survival, interval) = fitted.survival_bands(7, 5, Level::NINETY_FIVE)[4];
/// assert!(interval.is_some_and(|interval| interval.holds(survival)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// When there is nothing to fit to, or fewer periods than parameters.
pub fn fit(kind: ContractKind, renewals: &Renewals) -> Result<FittedContract, FitError> {
    fn fitted(model: impl Retention + 'static, certificate: Certificate) -> FittedContract {
        FittedContract { model: Box::new(model), certificate }
    }
    Ok(match kind {
        ContractKind::Sbg => {
            let fit = shifted_beta_geometric::fit(renewals)?;
            fitted(fit.model, fit.certificate)
        }
        ContractKind::Bdw => {
            let fit = beta_discrete_weibull::fit(renewals)?;
            fitted(fit.model, fit.certificate)
        }
        ContractKind::Lcw => {
            let fit = latent_class_weibull::fit(renewals)?;
            fitted(fit.model, fit.certificate)
        }
    })
}

impl FittedContract {
    /// Akaike's information criterion, 2 parameters − 2 log-likelihood: of models fitted to the same renewals the smaller
    /// is the better one, unless a holdout of later periods says otherwise.
    #[must_use]
    pub fn akaike(&self) -> f64 {
        2.0 * self.model.parameters().len() as f64 - 2.0 * self.certificate.log_likelihood
    }

    /// S(T + 1)/S(T), S(T + 2)/S(T), … for customers active after `age` periods, each with the interval that the
    /// parameters' covariance leaves; none where the fit lies at a limit.
    ///
    /// By the delta method, symmetric on the scale of ln(−ln S), so that it stays in 0 to 1. It holds if the model does, and
    /// is about the share of very many customers: the next cohort's own share varies about it.
    ///
    /// ```
    /// use shared::scoring::contractual::{Cohort, ContractKind, Renewals, fit};
    /// use shared::scoring::uncertainty::Level;
    /// let renewals = Renewals::of(&[Cohort::new(vec![1000, 631, 468, 382, 326, 289, 262, 241])?]);
    /// let bands = fit(ContractKind::Sbg, &renewals)?.survival_bands(0, 12, Level::NINETY);
    /// let (survival, Some(interval)) = bands[11] else { panic!("a regular fit has intervals") };
    /// assert!((survival - 0.1700).abs() < 0.00005 && interval.low < survival && survival < interval.high);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn survival_bands(&self, age: u32, periods: u32, level: Level) -> Vec<(f64, Option<Interval>)> {
        let gradients = self.model.ln_retention_gradients(age.saturating_add(periods));
        let covariance = self.certificate.covariance.as_ref().filter(|_| self.certificate.limits.is_empty());
        let mut log = 0.0;
        let mut gradient = vec![0.0; self.model.parameters().len()];
        let mut band = |(renewal, slopes): (u32, &Vec<f64>)| {
            log += ln(self.model.retention_rate(renewal));
            for (sum, slope) in gradient.iter_mut().zip(slopes) {
                *sum += slope;
            }
            let interval = covariance.filter(|_| log < 0.0).map(|covariance| {
                let half_width = level.deviations() * covariance.quadratic(&gradient).sqrt() / -log;
                Interval { low: exp(log * exp(half_width)), high: exp(log * exp(-half_width)) }
            });
            (exp(log), interval)
        };
        (age.saturating_add(1)..).zip(gradients.iter().skip(age as usize)).map(&mut band).collect()
    }
}
