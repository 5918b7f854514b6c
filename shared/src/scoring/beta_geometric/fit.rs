//! Maximum likelihood.

use super::limits::{bounds, certify, maximise_from_starts};
use super::{DistinctLikelihood, Dropout, Model, Parameters};
use crate::math::{exp, ln};
use crate::scoring::nbd::{self, mean_purchase_rate};
use crate::scoring::optimise::{Maximum, maximise};
use crate::scoring::{Certificate, FitError, Histories};

/// A fitted BG/NBD or MBG/NBD.
///
/// ```
/// use shared::scoring::beta_geometric::{Dropout, fit};
/// use shared::scoring::{Histories, History};
/// // CDNOW: 2,357 customers, 39 weeks from 1997-01-01 on.
/// let file = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/cdnow_summary.csv"));
/// let cdnow = csv::Reader::from_reader(&file[..])
///     .deserialize()
///     .map(|row| row.map(|(_, frequency, recency, age): (u32, _, _, _)| History { frequency, recency, age }))
///     .collect::<Result<Vec<_>, _>>()?;
/// let fit = fit(Dropout::AfterRepeats, &Histories::from_weeks(&cdnow))?;
/// // Published: standard errors .012557, .378221, .185719, .705345; dropout gains 181 in log-likelihood.
/// let error = fit.certificate.standard_errors[3].expect("a regular fit");
/// assert!((error - 0.7053).abs() < 0.001);
/// let gain = fit.certificate.log_likelihood - fit.without_dropout.certificate.log_likelihood;
/// assert!((gain - 181.2).abs() < 0.1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// The model at the estimate.
    pub model: Model,
    /// What proves it, and the limits the estimate lies at.
    pub certificate: Certificate,
    /// The same data without dropout: what the estimate must beat.
    pub without_dropout: nbd::Fit,
}

/// Fits the model by maximum likelihood, and the NBD beside it.
///
/// ```
/// use shared::scoring::beta_geometric::{Dropout, fit};
/// use shared::scoring::{Histories, History};
/// // CDNOW: 2,357 customers, 39 weeks from 1997-01-01 on.
/// let file = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/cdnow_summary.csv"));
/// let cdnow = csv::Reader::from_reader(&file[..])
///     .deserialize()
///     .map(|row| row.map(|(_, frequency, recency, age): (u32, _, _, _)| History { frequency, recency, age }))
///     .collect::<Result<Vec<_>, _>>()?;
/// let fit = fit(Dropout::AfterEveryTransaction, &Histories::from_weeks(&cdnow))?;
/// // MBG/NBD as lifetimes and BTYDplus have it.
/// for (estimate, published) in fit.model.values().to_array().into_iter().zip([0.525, 6.183, 0.891, 1.614]) {
///     assert!((estimate - published).abs() < 0.001);
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// When there is nothing to fit to.
pub fn fit(dropout: Dropout, histories: &Histories) -> Result<Fit, FitError> {
    let samples = histories.samples();
    let without_dropout = nbd::fit_from_samples(histories, &samples)?;
    let nbd::Parameters { r, alpha } = without_dropout.model.values();
    let (start, bounds) = ([ln(r), ln(alpha)], bounds(mean_purchase_rate(histories)));
    let mut near: Option<Maximum> = None;
    for histories in &samples {
        let likelihood = DistinctLikelihood { dropout, histories };
        near = Some(climb(&likelihood, near, start, &bounds)).filter(Maximum::is_regular);
    }
    let likelihood = DistinctLikelihood { dropout, histories };
    let maximum = climb(&likelihood, near, start, &bounds);
    let certificate = certify(&likelihood, &maximum, histories, without_dropout.certificate.log_likelihood);
    let [r, alpha, a, b] = [0, 1, 2, 3].map(|index| exp(maximum.point[index]));
    let parameters = Parameters { r, alpha, a, b };
    let model = parameters.check(dropout).expect("exponentials of bounded numbers are positive and finite");
    Ok(Fit { model, certificate, without_dropout })
}

/// From a maximum on a part of the data, where there is one, or else from the start that other models begin at.
fn climb(
    likelihood: &DistinctLikelihood<'_>,
    near: Option<Maximum>,
    without_dropout: [f64; 2],
    bounds: &[(f64, f64); 4],
) -> Maximum {
    match near {
        Some(near) => maximise(likelihood, &near.point, bounds),
        None => maximise_from_starts(likelihood, without_dropout, bounds),
    }
}
