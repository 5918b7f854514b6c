//! Maximum likelihood.

use super::{Model, Parameters, RenewalLikelihood, SCALES, one_class};
use crate::math::{exp, ln, logistic, logit};
use crate::scoring::contractual::starts::{AS_WELL, highest};
use crate::scoring::contractual::{FitError, Renewals};
use crate::scoring::optimise::{LogLikelihood, Maximum};
use crate::scoring::{Certificate, Limit};

/// A fitted LCW.
///
/// ```
/// use shared::scoring::contractual::{Cohort, Renewals, Retention, latent_class_weibull};
/// let cohort = Cohort::new(vec![1000, 869, 743, 653, 593, 551, 517, 491])?;
/// let fit = latent_class_weibull::fit(&Renewals::of(&[cohort]))?;
/// let [first, second] = [fit.model.parameters().first, fit.model.parameters().second];
/// assert!(first.theta > second.theta);
/// // The "high end" customers of Fader and Hardie (2007): above the BdW's −1605.314; 39.4 % were left after 12 years.
/// assert!(fit.certificate.log_likelihood > -1605.314 && (fit.model.survival(12) - 0.394).abs() < 0.02);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// The model at the estimate.
    pub model: Model,
    /// What proves it, and the limits the estimate lies at; coordinates logit θ₁, ln c₁, logit θ₂, ln c₂, logit w.
    pub certificate: Certificate,
}

/// Churn at the first renewal of the two classes relative to that of all, and share of the first class.
const CLASSES: [(f64, f64, f64); 6] =
    [(2.0, 0.3, 0.3), (1.5, 0.1, 0.6), (4.0, 0.5, 0.15), (1.2, 0.5, 0.5), (6.0, 0.2, 0.1), (1.1, 0.02, 0.85)];
/// Exponents of time of the two classes.
const EXPONENTS: [(f64, f64); 4] = [(1.0, 1.0), (1.5, 1.0), (1.0, 1.5), (0.7, 0.7)];
/// Farthest logit of a share: 3 in ten million.
const FARTHEST_LOGIT: f64 = 15.0;
/// Smallest and largest exponent of time.
const EXPONENT_RANGE: (f64, f64) = (1e-2, 30.0);

/// Fits an LCW by maximum likelihood from 24 starts, as its surface has several tops.
///
/// ```
/// use shared::scoring::contractual::{Cohort, Renewals, latent_class_weibull};
/// let cohort = Cohort::new(vec![1000, 869, 743, 653, 593, 551, 517, 491])?;
/// let model = latent_class_weibull::fit(&Renewals::of(&[cohort]))?.model;
/// // A third leaves soon; of those active after seven years few belong to it.
/// assert!((model.parameters().share - 0.325).abs() < 0.0005);
/// assert!(model.share_of_first_class(7) < 0.05);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// When there is nothing to fit to, or fewer periods than parameters.
pub fn fit(renewals: &Renewals) -> Result<Fit, FitError> {
    FitError::check(renewals, 5)?;
    let churn = 1.0 - renewals.retention_rate();
    let first_churn = renewals.left()[0] / (renewals.left()[0] + renewals.renewed()[0]);
    let level = (0.5 * (churn + first_churn)).clamp(1e-4, 0.95);
    let starts = CLASSES.iter().flat_map(|(first, second, share)| {
        EXPONENTS.iter().map(move |(c_1, c_2)| {
            let theta = |factor: f64| logit((factor * level).min(0.95));
            vec![theta(*first), ln(*c_1), theta(*second), ln(*c_2), logit(*share)]
        })
    });
    let share = (-FARTHEST_LOGIT, FARTHEST_LOGIT);
    let exponent = (ln(EXPONENT_RANGE.0), ln(EXPONENT_RANGE.1));
    let maximum = highest(&RenewalLikelihood { renewals }, starts, &[share, exponent, share, exponent, share]);
    let maximum = sooner_class_first(maximum, renewals);
    let (limits, reached) = limits(&maximum, renewals);
    let mut certificate = Certificate::of(&maximum, &SCALES, renewals.customers(), renewals.periods_with_decisions());
    if !limits.is_empty() {
        certificate.standard_errors = vec![None; 5];
        certificate.covariance = None;
    }
    certificate.limits = limits;
    certificate.log_likelihood = reached;
    let point = &maximum.point;
    let parameters = Parameters::from_array([
        logistic(point[0]),
        exp(point[1]),
        logistic(point[2]),
        exp(point[3]),
        logistic(point[4]),
    ]);
    let model = parameters.check().expect("bounded coordinates are inside the parameters' ranges");
    Ok(Fit { model, certificate })
}

/// The same maximum with the classes named so that the first leaves sooner.
fn sooner_class_first(maximum: Maximum, renewals: &Renewals) -> Maximum {
    if maximum.point[0] >= maximum.point[2] {
        return maximum;
    }
    let swap = |values: &[f64]| [values[2], values[3], values[0], values[1], -values[4]];
    let point = swap(&maximum.point).to_vec();
    let held = &maximum.at_bound;
    Maximum {
        evaluation: RenewalLikelihood { renewals }.evaluate(&point),
        at_bound: vec![held[2], held[3], held[0], held[1], held[4]],
        point,
        ..maximum
    }
}

/// The limits the estimate lies at, and the log-likelihood reached: at a limit that of its model, where it is the higher.
fn limits(maximum: &Maximum, renewals: &Renewals) -> (Vec<Limit>, f64) {
    let reached = maximum.evaluation.value;
    let of_one_class = one_class(renewals).evaluation.value;
    if reached - of_one_class < AS_WELL {
        return (vec![Limit::OneClass], reached.max(of_one_class));
    }
    let mut limits = Vec::new();
    if maximum.point[0] > FARTHEST_LOGIT - 1.0 {
        limits.push(Limit::ClassLeavesAtOnce);
    }
    if maximum.point[2] < 1.0 - FARTHEST_LOGIT {
        limits.push(Limit::ClassNeverLeaves);
    }
    if limits.is_empty() && !maximum.is_regular() {
        limits.push(Limit::ExtremeShape);
    }
    (limits, reached)
}
