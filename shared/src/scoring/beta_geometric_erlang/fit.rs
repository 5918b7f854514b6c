//! Maximum likelihood for one regularity.

use super::likelihood::WithoutDropout;
use super::{DistinctLikelihood, Dropout, FitError, LogGaps, Model, Parameters, Regularity};
use crate::math::{exp, ln};
use crate::scoring::beta_geometric::{bounds, certify, maximise_from_starts};
use crate::scoring::nbd::mean_purchase_rate;
use crate::scoring::optimise::{Maximum, maximise};
use crate::scoring::{Certificate, Histories};

/// A fitted BG/CNBD-k or MBG/CNBD-k.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// The model at the estimate.
    pub model: Model,
    /// What proves it, and the limits the estimate lies at. The log-likelihood is of all gaps: it can be compared
    /// with that of any other number of phases, and with that of BG/NBD and MBG/NBD.
    pub certificate: Certificate,
    /// Log-likelihood of as many phases without dropout: what the estimate must beat.
    pub log_likelihood_without_dropout: f64,
}

/// Fits the model with so many phases a gap by maximum likelihood.
///
/// # Errors
/// When there is nothing to fit to; when there is more than one phase and no sums of log gaps, which alone tell
/// phases apart; when those sums are of other customers.
pub fn fit(
    dropout: Dropout,
    regularity: Regularity,
    histories: &Histories,
    log_gaps: Option<&LogGaps>,
) -> Result<Fit, FitError> {
    FitError::check(histories)?;
    match log_gaps {
        None if regularity > Regularity::RANDOM => {
            return Err(FitError::LogGapsMissing { phases: regularity.phases() });
        }
        Some(log_gaps) if !log_gaps.belong_to(histories) => return Err(FitError::OtherCustomers),
        _ => {}
    }
    let start = 0.5 * f64::from(regularity.phases()).sqrt();
    Ok(fit_from(dropout, regularity, histories, log_gaps, [ln(start), ln(start / phase_rate(regularity, histories))]))
}

/// Phases a customer-week.
fn phase_rate(regularity: Regularity, histories: &Histories) -> f64 {
    mean_purchase_rate(histories) * f64::from(regularity.phases())
}

/// Fits from these ln r and ln α of a model without dropout.
pub(super) fn fit_from(
    dropout: Dropout,
    regularity: Regularity,
    histories: &Histories,
    log_gaps: Option<&LogGaps>,
    start: [f64; 2],
) -> Fit {
    let bounds = bounds(phase_rate(regularity, histories));
    let sample = histories.small_sample();
    let mut without_dropout = start.to_vec();
    if let Some(histories) = &sample {
        let rough = WithoutDropout { regularity, histories, log_gaps: None };
        without_dropout = maximise(&rough, &without_dropout, &bounds[..2]).point;
    }
    let without_dropout = maximise(&WithoutDropout { regularity, histories, log_gaps }, &without_dropout, &bounds[..2]);
    let start = [without_dropout.point[0], without_dropout.point[1]];
    let likelihood = DistinctLikelihood { dropout, regularity, histories, log_gaps };
    let near = sample
        .map(|histories| {
            let likelihood = DistinctLikelihood { dropout, regularity, histories: &histories, log_gaps: None };
            maximise_from_starts(&likelihood, start, &bounds)
        })
        .filter(Maximum::is_regular);
    let maximum = match near {
        Some(near) => maximise(&likelihood, &near.point, &bounds),
        None => maximise_from_starts(&likelihood, start, &bounds),
    };
    let certificate = certify(&likelihood, &maximum, histories, without_dropout.evaluation.value);
    let parameters = Parameters::from_array(regularity, std::array::from_fn(|i| exp(maximum.point[i])));
    let model = parameters.check(dropout).expect("exponentials of bounded numbers are positive and finite");
    Fit { model, certificate, log_likelihood_without_dropout: without_dropout.evaluation.value }
}
