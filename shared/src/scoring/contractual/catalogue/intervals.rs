//! How sure the parameters are.

use super::FittedContract;
use crate::scoring::contractual::Renewals;
use crate::scoring::uncertainty::{Interval, Level, Peak};

impl FittedContract {
    /// Interval of every parameter, in their order, by the profile of the likelihood: all values of a parameter at which
    /// the log-likelihood, maximised over the others, is no more than z²/2 below its top (Venzon and Moolgavkar 1988).
    /// `renewals` are those the model was fitted to. An end is that of the parameter's range where the data do not
    /// bound it; `None` where the fit lies at a limit or has no covariance.
    ///
    /// ```
    /// use shared::scoring::contractual::{Cohort, ContractKind, Renewals, fit};
    /// use shared::scoring::uncertainty::Level;
    /// let renewals = Renewals::of(&[Cohort::new(vec![1000, 631, 468, 382, 326, 289, 262, 241])?]);
    /// let fitted = fit(ContractKind::Sbg, &renewals)?;
    /// let intervals = fitted.parameter_intervals(&renewals, Level::NINETY_FIVE);
    /// assert!(intervals[0].is_some_and(|alpha| alpha.holds(0.704) && !alpha.holds(1.0)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn parameter_intervals(&self, renewals: &Renewals, level: Level) -> Vec<Option<Interval>> {
        let scales = self.model.scales();
        let Some(covariance) = self.certificate.covariance.as_ref().filter(|_| self.certificate.limits.is_empty())
        else {
            return vec![None; scales.len()];
        };
        let parameters = self.model.parameters();
        let point: Vec<f64> =
            scales.iter().zip(&parameters).map(|(scale, (_, value))| scale.coordinate(*value)).collect();
        let likelihood = self.model.likelihood(renewals);
        let peak = Peak { likelihood: likelihood.as_ref(), point: &point, covariance };
        let interval = |(coordinate, scale)| peak.parameter_interval(coordinate, scale, level);
        scales.into_iter().enumerate().map(interval).collect()
    }
}
