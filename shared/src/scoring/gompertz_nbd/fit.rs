//! Maximum likelihood.

use super::limits::{AS_WELL, limits};
use super::published;
use super::search::Search;
use super::{Coordinates, Model};
use crate::scoring::{Certificate, FitError, Histories, Limit, pareto_nbd};

/// A fitted GGompertz/NBD.
///
/// ```
/// use shared::scoring::gompertz_nbd::fit;
/// use shared::scoring::{Histories, Limit};
/// // Everybody buys every fourth week up to the end: no dropout, so none that grows with age.
/// let histories = Histories::from_days(&[1, 2, 3, 4], &[28, 56, 84, 112], &[30, 60, 90, 120]);
/// let fit = fit(&histories)?;
/// assert!(fit.certificate.limits.contains(&Limit::NoDropout));
/// let without_dropout = fit.without_ageing.without_dropout.certificate.log_likelihood;
/// assert!((fit.certificate.log_likelihood - without_dropout).abs() < 1e-3);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// The model at the estimate; that of the Pareto/NBD, with a b of no effect, where that fits as well.
    pub model: Model,
    /// What proves it, and the limits the estimate lies at. Its covariance is in the logarithms of r, α, b, s, β.
    pub certificate: Certificate,
    /// The same data without ageing (b → 0), and within it without dropout: what the estimate must beat.
    pub without_ageing: pareto_nbd::Fit,
}

/// Fits the model by maximum likelihood, and the Pareto/NBD beside it. Where ageing gains nothing over that, the model
/// is the Pareto/NBD's and the certificate names the limit [`NoAgeing`](Limit::NoAgeing).
///
/// ```
/// use shared::scoring::gompertz_nbd::fit;
/// use shared::scoring::{Histories, History, Limit, PurchaseModel, Weeks};
/// // Up to four repeat purchases, the last of them in any of the weeks.
/// let histories: Vec<History> = (0..400_u32)
///     .map(|row| {
///         let frequency = row % 5;
///         let recency = if frequency == 0 { 0.0 } else { f64::from(1 + row % 38) };
///         History { frequency, recency, age: 39.0 }
///     })
///     .collect();
/// let fit = fit(&Histories::from_weeks(&histories))?;
/// let gain = fit.certificate.log_likelihood - fit.without_ageing.certificate.log_likelihood;
/// assert_eq!(gain < 1e-3, fit.certificate.limits.contains(&Limit::NoAgeing));
/// assert!(fit.model.expected_purchases(&histories[7], Weeks::of_weeks(52.0)) > 0.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// When there is nothing to fit to.
pub fn fit(histories: &Histories) -> Result<Fit, FitError> {
    let pareto = pareto_nbd::fit(histories)?;
    let search = Search::new(histories);
    let without_ageing = search.without_ageing(&pareto);
    let with_ageing = search.with_ageing(&without_ageing);
    let gain = |maximum: &_| search.gain(maximum, &without_ageing);
    let with_ageing = with_ageing.filter(|maximum| gain(maximum) >= AS_WELL);
    let limits = limits(&search.likelihood(), with_ageing.as_ref(), &without_ageing, &pareto);
    let maximum = with_ageing.unwrap_or(without_ageing);
    let mut certificate = published::certificate(&maximum, &limits, &search);
    certificate.limits = limits;
    let log_likelihood_without_dropout = pareto.without_dropout.certificate.log_likelihood;
    if certificate.limits.contains(&Limit::NoDropout) {
        certificate.log_likelihood = certificate.log_likelihood.max(log_likelihood_without_dropout);
        certificate.standard_errors = vec![None; 5];
        certificate.covariance = None;
    }
    Ok(Fit { model: Coordinates::of(histories).model(&maximum.point), certificate, without_ageing: pareto })
}
