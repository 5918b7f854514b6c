//! Maximum likelihood.

use super::{Model, Parameters, RenewalLikelihood};
use crate::math::{exp, ln};
use crate::scoring::contractual::pooling::{PoolError, Pooled, pool};
use crate::scoring::contractual::starts::{AS_WELL, highest};
use crate::scoring::contractual::{Cohort, FitError, Renewals};
use crate::scoring::optimise::{LogLikelihood, Maximum, Scale};
use crate::scoring::{Certificate, Limit};

/// A fitted sBG.
///
/// ```
/// use shared::scoring::contractual::{Cohort, Renewals, shifted_beta_geometric};
/// // The "high end" customers of Fader and Hardie (2007): α = 0.668, β = 3.806.
/// let cohort = Cohort::new(vec![1000, 869, 743, 653, 593, 551, 517, 491])?;
/// let fit = shifted_beta_geometric::fit(&Renewals::of(&[cohort]))?;
/// assert!((fit.model.parameters().beta - 3.806).abs() < 0.0005);
/// assert!((fit.certificate.log_likelihood + 1611.158147).abs() < 1e-6);
/// assert!(fit.certificate.converged && fit.certificate.limits.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// The model at the estimate.
    pub model: Model,
    /// What proves it, and the limits the estimate lies at; coordinates ln α, ln β.
    pub certificate: Certificate,
}

/// α + β to start from.
const STARTS: [f64; 4] = [2.0, 10.0, 0.2, 200.0];
/// Smallest and largest value of a shape.
const SHAPES: (f64, f64) = (1e-6, 1e6);

/// Fits an sBG by maximum likelihood.
///
/// ```
/// use shared::scoring::contractual::{Cohort, Renewals, shifted_beta_geometric};
/// // The "regular" customers of Fader and Hardie (2007): of 1,000, so many were left after each year.
/// let cohort = Cohort::new(vec![1000, 631, 468, 382, 326, 289, 262, 241])?;
/// let fit = shifted_beta_geometric::fit(&Renewals::of(&[cohort]))?;
/// let parameters = fit.model.parameters();
/// assert!((parameters.alpha - 0.704).abs() < 0.0005 && (parameters.beta - 1.182).abs() < 0.0005);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// When there is nothing to fit to, or fewer periods than parameters.
pub fn fit(renewals: &Renewals) -> Result<Fit, FitError> {
    FitError::check(renewals, 2)?;
    let likelihood = RenewalLikelihood { renewals };
    let churn = 1.0 - renewals.retention_rate();
    let starts = STARTS.map(|sum| vec![ln(sum * churn), ln(sum * (1.0 - churn))]);
    let shapes = (ln(SHAPES.0), ln(SHAPES.1));
    let mut maximum = highest(&likelihood, starts, &[shapes; 2]);
    let (limits, reached) = limits(&maximum, renewals);
    // Along the limit's direction only the ratio of the two is told: one is held, or the flat direction would fill the
    // covariance.
    maximum.at_bound[1] |= !limits.is_empty();
    let mut certificate =
        Certificate::of(&maximum, &[Scale::Log; 2], renewals.customers(), renewals.periods_with_decisions());
    certificate.limits = limits;
    certificate.log_likelihood = reached;
    let parameters = Parameters { alpha: exp(maximum.point[0]), beta: exp(maximum.point[1]) };
    let model = parameters.check().expect("exponentials of bounded numbers are positive and finite");
    Ok(Fit { model, certificate })
}

/// The limits the estimate lies at, and the log-likelihood reached: at a limit that of its model, where it is the higher.
fn limits(maximum: &Maximum, renewals: &Renewals) -> (Vec<Limit>, f64) {
    let reached = maximum.evaluation.value;
    let retention = renewals.retention_rate();
    let (renewed, left): (f64, f64) = (renewals.renewed().iter().sum(), renewals.left().iter().sum());
    let common = renewed * ln(retention) + left * ln(1.0 - retention);
    if reached - common < AS_WELL {
        (vec![Limit::CommonChurn], reached.max(common))
    } else if renewals.left().iter().skip(1).all(|left| *left == 0.0) {
        (vec![Limit::AtOnceOrNever], reached)
    } else {
        (Vec::new(), reached)
    }
}

/// Fits an sBG to each of several cohorts, small ones leaning on all of them.
///
/// Over cohorts the logit of the first churn α/(α + β) and ln(α + β) are normal. Their means and spreads are estimated
/// by empirical Bayes (MacKay 1992, "Bayesian interpolation"), each cohort's own by the mode of its posterior. A cohort
/// may have fewer periods than the model has parameters.
///
/// ```
/// use shared::scoring::contractual::{Cohort, Retention, shifted_beta_geometric};
/// let cohorts = [
///     Cohort::new(vec![1000, 631, 468, 382])?,
///     Cohort::new(vec![1200, 830, 640, 541])?,
///     Cohort::new(vec![900, 500, 341, 262])?,
///     Cohort::new(vec![10, 9])?,
/// ];
/// let pooled = shifted_beta_geometric::fit_pooled(&cohorts)?;
/// // Nine of ten renewed, but ten customers say little.
/// let young = &pooled.cohorts[3];
/// assert!(young.weight_of_own_data < 0.5 && young.model.retention_rate(1) < 0.8);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// When there are fewer than three cohorts, or all of them together cannot be fitted.
pub fn fit_pooled(cohorts: &[Cohort]) -> Result<Pooled<Model>, PoolError> {
    let model = |[alpha, beta]: [f64; 2]| {
        Parameters { alpha, beta }.check().expect("exponentials of bounded numbers are positive and finite")
    };
    pool(
        cohorts,
        |renewals, point| RenewalLikelihood { renewals }.evaluate(point),
        |renewals| Ok(fit(renewals)?.model.parameters().to_array()),
        model,
    )
}
