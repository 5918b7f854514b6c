//! Maximum likelihood.

use super::{Model, Parameters, RenewalLikelihood};
use crate::math::{exp, ln};
use crate::scoring::contractual::latent_class_weibull::one_class;
use crate::scoring::contractual::pooling::{PoolError, Pooled, pool};
use crate::scoring::contractual::starts::{AS_WELL, highest};
use crate::scoring::contractual::{Cohort, FitError, Renewals, shifted_beta_geometric};
use crate::scoring::optimise::{LogLikelihood, Maximum, Scale};
use crate::scoring::{Certificate, Limit};

/// A fitted BdW.
///
/// ```
/// use shared::scoring::contractual::{Cohort, Renewals, beta_discrete_weibull};
/// let cohort = Cohort::new(vec![1000, 869, 743, 653, 593, 551, 517, 491])?;
/// let fit = beta_discrete_weibull::fit(&Renewals::of(&[cohort]))?;
/// assert!((fit.model.parameters().c - 1.7236).abs() < 0.0005);
/// // One parameter more gains 5.84 of log-likelihood.
/// let gain = fit.certificate.log_likelihood - fit.with_constant_risk.certificate.log_likelihood;
/// assert!((gain - 5.843934).abs() < 1e-5);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// The model at the estimate.
    pub model: Model,
    /// What proves it, and the limits the estimate lies at; coordinates ln α, ln β, ln c.
    pub certificate: Certificate,
    /// The same data with c = 1: what the estimate must beat before its c means anything.
    pub with_constant_risk: shifted_beta_geometric::Fit,
}

/// Smallest and largest value of a shape.
const SHAPES: (f64, f64) = (1e-6, 1e6);
/// Smallest and largest exponent of time.
const EXPONENTS: (f64, f64) = (1e-2, 30.0);
/// Factors on both shapes of the sBG, with the exponent, to start from.
const STARTS: [(f64, f64); 5] = [(1.0, 1.0), (0.4, 1.5), (2.0, 0.7), (0.1, 3.0), (5.0, 1.2)];

/// Fits a BdW by maximum likelihood, and the sBG beside it.
///
/// ```
/// use shared::scoring::contractual::{Cohort, Renewals, Retention, beta_discrete_weibull};
/// // The "high end" customers of Fader and Hardie (2007) over four years; 39.4 % were left after twelve.
/// let cohort = Cohort::new(vec![1000, 869, 743, 653, 593])?;
/// let fit = beta_discrete_weibull::fit(&Renewals::of(&[cohort]))?;
/// assert!((fit.model.survival(12) - 0.389).abs() < 0.0005);
/// assert!((fit.with_constant_risk.model.survival(12) - 0.307).abs() < 0.0005);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// When there is nothing to fit to, or fewer periods than parameters.
pub fn fit(renewals: &Renewals) -> Result<Fit, FitError> {
    FitError::check(renewals, 3)?;
    let with_constant_risk = shifted_beta_geometric::fit(renewals)?;
    let likelihood = RenewalLikelihood { renewals };
    let near = with_constant_risk.model.parameters().to_array().map(|shape| ln(shape.clamp(1e-3, 1e3)));
    let starts = STARTS.map(|(factor, exponent)| vec![near[0] + ln(factor), near[1] + ln(factor), ln(exponent)]);
    let shapes = (ln(SHAPES.0), ln(SHAPES.1));
    let mut maximum = highest(&likelihood, starts, &[shapes, shapes, (ln(EXPONENTS.0), ln(EXPONENTS.1))]);
    let (limits, reached) = limits(&maximum, renewals);
    maximum.at_bound[1] |= limits.contains(&Limit::CommonChurn);
    let mut certificate =
        Certificate::of(&maximum, &[Scale::Log; 3], renewals.customers(), renewals.periods_with_decisions());
    if limits.iter().any(|limit| *limit != Limit::CommonChurn) {
        certificate.standard_errors = vec![None; 3];
        certificate.covariance = None;
    }
    certificate.limits = limits;
    certificate.log_likelihood = reached;
    let parameters = Parameters { alpha: exp(maximum.point[0]), beta: exp(maximum.point[1]), c: exp(maximum.point[2]) };
    let model = parameters.check().expect("exponentials of bounded numbers are positive and finite");
    Ok(Fit { model, certificate, with_constant_risk })
}

/// The limits the estimate lies at, and the log-likelihood reached: at a limit that of its model, where it is the higher.
fn limits(maximum: &Maximum, renewals: &Renewals) -> (Vec<Limit>, f64) {
    let reached = maximum.evaluation.value;
    let common = one_class(renewals).evaluation.value;
    if reached - common < AS_WELL {
        (vec![Limit::CommonChurn], reached.max(common))
    } else if renewals.left().iter().skip(1).all(|left| *left == 0.0) {
        (vec![Limit::AtOnceOrNever], reached)
    } else if maximum.is_regular() {
        (Vec::new(), reached)
    } else {
        (vec![Limit::ExtremeShape], reached)
    }
}

/// Fits a BdW to each of several cohorts, small ones leaning on all of them.
///
/// Over cohorts the logit of the first churn α/(α + β), ln(α + β) and ln c are normal. Their means and spreads are
/// estimated by empirical Bayes (MacKay 1992, "Bayesian interpolation"), each cohort's own by the mode of its
/// posterior. A cohort may have fewer periods than the model has parameters.
///
/// ```
/// use shared::scoring::contractual::{Cohort, Retention, beta_discrete_weibull};
/// let cohorts = [
///     Cohort::new(vec![1000, 631, 468, 382, 326])?,
///     Cohort::new(vec![1200, 830, 640, 541, 480])?,
///     Cohort::new(vec![900, 500, 341, 262, 211])?,
///     Cohort::new(vec![10, 9])?,
/// ];
/// let pooled = beta_discrete_weibull::fit_pooled(&cohorts)?;
/// let [large, small] = [0, 3].map(|index| &pooled.cohorts[index]);
/// assert!((large.model.retention_rate(1) - 0.631).abs() < 0.01 && small.model.retention_rate(1) < 0.8);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// When there are fewer than three cohorts, or all of them together cannot be fitted.
pub fn fit_pooled(cohorts: &[Cohort]) -> Result<Pooled<Model>, PoolError> {
    let model = |[alpha, beta, c]: [f64; 3]| {
        Parameters { alpha, beta, c }.check().expect("exponentials of bounded numbers are positive and finite")
    };
    pool(
        cohorts,
        |renewals, point| RenewalLikelihood { renewals }.evaluate(point),
        |renewals| Ok(fit(renewals)?.model.parameters().to_array()),
        model,
    )
}
