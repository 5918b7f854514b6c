//! Customers grouped by static covariates: the log-likelihood from the plain one by the chain rule.

use super::{CovariateData, Layout, Process, Profiles};
use crate::scoring::Histories;
use crate::scoring::optimise::{Evaluation, Matrix};

/// A plain model's log-likelihood over histories at its log parameters.
///
/// ```
/// use shared::math::ln;
/// use shared::scoring::covariates::PlainLikelihood;
/// use shared::scoring::nbd::covariates::Plain;
/// use shared::scoring::{Histories, History};
/// let histories = Histories::from_weeks(&[History::new(2, 15.0, 20.0)?]);
/// // The NBD with r = 1 and alpha = 10: Γ(3)/Γ(1) · 10/30³.
/// let evaluation = Plain.evaluate(&histories, &[0.0, ln(10.0)]);
/// assert!((evaluation.value - ln(2.0 * 10.0 / 27_000.0)).abs() < 1e-12);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait PlainLikelihood {
    /// Value, gradient and Hessian.
    fn evaluate(&self, histories: &Histories, log_parameters: &[f64]) -> Evaluation;
}

/// A plain model and customers by profile.
///
/// ```
/// use shared::math::ln;
/// use shared::scoring::covariates::{CovariateData, Covariates, Grouped, Layout, Process, Profiles};
/// use shared::scoring::nbd::Parameters;
/// use shared::scoring::nbd::covariates::{EFFECTS, Plain};
/// use shared::scoring::{History, PurchaseModel};
/// let histories = [History::new(1, 20.0, 39.0)?, History::new(3, 30.0, 39.0)?];
/// let purchase = Covariates::new(2, vec![("newsletter".to_owned(), vec![0.0, 1.0])])?;
/// let profiles = Profiles::of(&histories, &purchase, &Covariates::none(2))?;
/// let data = Grouped { plain: &Plain, profiles: &profiles };
/// let layout = Layout::new(&EFFECTS, data.names(Process::Purchase), &[], &[])?;
/// // The coefficient ln 2 halves the second customer's alpha.
/// let value = data.log_likelihood(&layout, &[0.0, ln(10.0), ln(2.0)]).value;
/// let model = |alpha| Parameters { r: 1.0, alpha }.check();
/// let expected = model(10.0)?.log_likelihood(&histories[0]) + model(5.0)?.log_likelihood(&histories[1]);
/// assert!((value - expected).abs() < 1e-12);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Grouped<'a, Plain> {
    /// The model without covariates.
    pub plain: &'a Plain,
    /// The customers.
    pub profiles: &'a Profiles,
}

impl<Plain: PlainLikelihood> CovariateData for Grouped<'_, Plain> {
    fn names(&self, process: Process) -> &[String] {
        match process {
            Process::Purchase => self.profiles.purchase_names(),
            Process::Dropout => self.profiles.dropout_names(),
        }
    }

    fn moments(&self, process: Process) -> Vec<(f64, f64)> {
        self.profiles.moments(process)
    }

    fn correlations(&self, process: Process) -> Matrix {
        let profiles = self.profiles;
        let moments = profiles.moments(process);
        let mut correlations = Matrix::zero(moments.len());
        for profile in profiles.profiles() {
            let share = profile.histories.customers() / profiles.customers();
            let standardised = |(value, (mean, deviation)): (&f64, &(f64, f64))| (value - mean) / deviation;
            let row: Vec<f64> = profile.values(process).iter().zip(&moments).map(standardised).collect();
            for (i, x) in row.iter().enumerate() {
                for (j, y) in row.iter().enumerate() {
                    correlations[(i, j)] += share * x * y;
                }
            }
        }
        correlations
    }

    fn customers(&self) -> f64 {
        self.profiles.customers()
    }

    fn distinct_histories(&self) -> usize {
        self.profiles.distinct_histories()
    }

    fn log_likelihood(&self, layout: &Layout, point: &[f64]) -> Evaluation {
        let len = layout.len();
        let mut total = Evaluation::zero(len);
        for profile in self.profiles.profiles() {
            let plain = self.plain.evaluate(&profile.histories, &layout.plain_point(point, profile));
            let slopes = layout.slopes(profile);
            total.value += plain.value;
            for (slope, row) in plain.gradient.iter().zip(&slopes) {
                for (sum, derivative) in total.gradient.iter_mut().zip(row) {
                    *sum += slope * derivative;
                }
            }
            for (i, row) in slopes.iter().enumerate() {
                // The i-th row of the plain Hessian times the slopes.
                let mut curvature = vec![0.0; len];
                for (j, other) in slopes.iter().enumerate() {
                    let entry = plain.hessian[(i, j)];
                    for (sum, derivative) in curvature.iter_mut().zip(other) {
                        *sum += entry * derivative;
                    }
                }
                for (k, derivative) in row.iter().enumerate().filter(|(_, derivative)| **derivative != 0.0) {
                    for (l, curvature) in curvature.iter().enumerate() {
                        total.hessian[(k, l)] += derivative * curvature;
                    }
                }
            }
        }
        total
    }
}
