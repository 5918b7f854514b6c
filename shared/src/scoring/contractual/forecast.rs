//! How many customers will still be active, and how sure that is.

use super::{Cohort, FittedContract};
use crate::math::{logistic, logit};
use crate::scoring::uncertainty::{Interval, Level};

/// Expected number of customers still active after further periods, with the variances of what will happen around it.
///
/// ```
/// use shared::scoring::contractual::{Cohort, ContractKind, Renewals, fit};
/// let cohorts = [Cohort::new(vec![1000, 631, 468, 382, 326, 289, 262, 241])?];
/// let fitted = fit(ContractKind::Sbg, &Renewals::of(&cohorts))?;
/// let forecast = fitted.forecast_active(&cohorts, 5);
/// let share = fitted.model.survival_of_active(7, 5);
/// assert!((forecast.expected - 241.0 * share).abs() < 1e-9);
/// assert!((forecast.individual_variance - 241.0 * share * (1.0 - share)).abs() < 1e-9);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ActiveForecast {
    /// Customers active now.
    pub active_now: f64,
    /// How many of them are expected to be active then: Σ S(T + n)/S(T).
    pub expected: f64,
    /// Variance were the parameters known: Σ q (1 − q) with q = S(T + n)/S(T), since each customer stays or leaves.
    pub individual_variance: f64,
    /// Variance of the expectation from the estimation of the parameters (delta method); `None` where the fit lies at a
    /// limit or has no covariance.
    pub parameter_variance: Option<f64>,
}

impl FittedContract {
    /// Forecasts how many of the customers active now, at the end of what is known of their cohorts, will still be after
    /// so many more `periods`.
    ///
    /// ```
    /// use shared::scoring::contractual::{Cohort, ContractKind, Renewals, fit};
    /// use shared::scoring::uncertainty::Level;
    /// let cohorts = [Cohort::new(vec![1000, 869, 743, 653, 593])?];
    /// let fitted = fit(ContractKind::Bdw, &Renewals::of(&cohorts))?;
    /// let interval = fitted.forecast_active(&cohorts, 8).interval(Level::NINETY).expect("a regular fit");
    /// // 394 of the thousand were left after twelve years (Fader and Hardie 2007).
    /// assert!(interval.holds(394.0) && interval.high < 593.0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn forecast_active(&self, cohorts: &[Cohort], periods: u32) -> ActiveForecast {
        let covariance = self.certificate.covariance.as_ref().filter(|_| self.certificate.limits.is_empty());
        let oldest = cohorts.iter().map(Cohort::age).max().unwrap_or(0);
        let gradients = self.model.ln_retention_gradients(oldest.saturating_add(periods));
        let (mut active_now, mut expected, mut individual_variance) = (0.0, 0.0, 0.0);
        let mut slopes = vec![0.0; self.model.parameters().len()];
        for cohort in cohorts {
            let (age, active) = (cohort.age(), f64::from(cohort.still_active()));
            let share = self.model.survival_of_active(age, periods);
            active_now += active;
            expected += active * share;
            individual_variance += active * share * (1.0 - share);
            // The gradient of q is q times the sum of those of ln r(T + 1), …, ln r(T + n).
            for gradient in gradients.iter().skip(age as usize).take(periods as usize) {
                for (sum, slope) in slopes.iter_mut().zip(gradient) {
                    *sum += active * share * slope;
                }
            }
        }
        let parameter_variance = covariance.map(|covariance| covariance.quadratic(&slopes).max(0.0));
        ActiveForecast { active_now, expected, individual_variance, parameter_variance }
    }
}

impl ActiveForecast {
    /// Interval of the number that will still be active, carrying parameters, individuals and counts ("if the model
    /// holds"). On the scale of the logit of their share, so that none of it lies below nobody or above everybody;
    /// `None` where the fit lies at a limit or has no covariance.
    ///
    /// ```
    /// use shared::scoring::contractual::ActiveForecast;
    /// use shared::scoring::uncertainty::Level;
    /// let forecast =
    ///     ActiveForecast { active_now: 100.0, expected: 98.0, individual_variance: 2.0, parameter_variance: Some(1.0) };
    /// let interval = forecast.interval(Level::NINETY).expect("a variance");
    /// assert!(interval.holds(98.0) && interval.high < 100.0);
    /// ```
    #[must_use]
    pub fn interval(&self, level: Level) -> Option<Interval> {
        let deviation = (self.individual_variance + self.parameter_variance?).sqrt();
        let share = self.expected / self.active_now;
        let slope = self.expected * (1.0 - share);
        // Nobody is active, or all are certain to leave or to stay.
        if slope.is_nan() || slope <= 0.0 {
            return Some(Interval { low: self.expected, high: self.expected });
        }
        let (middle, half_width) = (logit(share), level.deviations() * deviation / slope);
        Some(Interval {
            low: self.active_now * logistic(middle - half_width),
            high: self.active_now * logistic(middle + half_width),
        })
    }
}
