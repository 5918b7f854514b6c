//! Fitting by name.

use super::family::Family;
use super::{ModelKind, family};
use crate::math::exp;
use crate::scoring::beta_geometric::{self, Dropout};
use crate::scoring::beta_geometric_erlang;
use crate::scoring::{Certificate, FitError, Histories, PurchaseModel, gompertz_nbd, nbd, pareto_nbd};

/// A model at its estimate.
///
/// ```
/// use shared::scoring::Histories;
/// use shared::scoring::catalogue::{ModelKind, fit};
/// let frequency = [vec![0; 30], vec![1; 15], vec![2; 10], vec![6; 5]].concat();
/// let recency: Vec<u32> = frequency.iter().map(|x| 40 * x).collect();
/// let fitted = fit(ModelKind::Nbd, &Histories::from_days(&frequency, &recency, &[273; 60]))?;
/// let [("r", r), ("alpha", alpha)] = fitted.estimates()[..] else { panic!("two parameters") };
/// // Expected purchases r/alpha · 39 weeks a customer are those made: 65 by 60 customers.
/// assert!((r / alpha * 39.0 - 65.0 / 60.0).abs() < 1e-6);
/// // One standard error up in ln r: the parameter times e^(standard error).
/// let step = fitted.certificate.standard_errors[0].expect("a regular fit") / r;
/// assert!((fitted.moved(0, step).parameters()[0].1 / (r * step.exp()) - 1.0).abs() < 1e-12);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct FittedModel {
    /// The model.
    pub model: Box<dyn PurchaseModel>,
    /// What proves it, and the limits the estimate lies at.
    pub certificate: Certificate,
    pub(super) family: &'static Family,
}

impl FittedModel {
    /// Whether the fit is a regular maximum: converged, no parameter at a boundary, with a covariance.
    #[must_use]
    pub fn is_regular(&self) -> bool {
        let certificate = &self.certificate;
        let known = certificate.standard_errors.iter().all(Option::is_some);
        certificate.converged && certificate.limits.is_empty() && certificate.covariance.is_some() && known
    }

    /// The parameters that were estimated, with their symbols.
    #[must_use]
    pub fn estimates(&self) -> Vec<(&'static str, f64)> {
        let parameters = self.model.parameters();
        let chosen = parameters.len() - self.certificate.standard_errors.len();
        parameters[chosen..].to_vec()
    }

    /// The model with one coordinate of the optimiser moved by `step`: the parameter times e^step.
    #[must_use]
    pub fn moved(&self, coordinate: usize, step: f64) -> Box<dyn PurchaseModel> {
        let mut steps = vec![0.0; coordinate + 1];
        steps[coordinate] = step;
        self.moved_by(&steps)
    }

    /// The model with every coordinate of the optimiser moved by its step; missing steps are zero.
    ///
    /// ```
    /// use shared::scoring::Histories;
    /// use shared::scoring::catalogue::{ModelKind, fit};
    /// let frequency = [vec![0; 30], vec![1; 15], vec![2; 10], vec![6; 5]].concat();
    /// let recency: Vec<u32> = frequency.iter().map(|x| 40 * x).collect();
    /// let fitted = fit(ModelKind::Nbd, &Histories::from_days(&frequency, &recency, &[273; 60]))?;
    /// // r doubled, alpha as it is.
    /// let moved = fitted.moved_by(&[2.0_f64.ln()]).parameters();
    /// assert!((moved[0].1 / fitted.estimates()[0].1 - 2.0).abs() < 1e-12);
    /// assert!((moved[1].1 / fitted.estimates()[1].1 - 1.0).abs() < 1e-12);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn moved_by(&self, steps: &[f64]) -> Box<dyn PurchaseModel> {
        let mut values: Vec<f64> = self.model.parameters().into_iter().map(|(_, value)| value).collect();
        let chosen = values.len() - self.certificate.standard_errors.len();
        for (value, step) in values[chosen..].iter_mut().zip(steps) {
            *value = (*value * exp(*step)).clamp(f64::MIN_POSITIVE, f64::MAX);
        }
        (self.family.with_parameters)(self.model.as_ref(), &values)
    }
}

/// Fits a model by maximum likelihood.
///
/// ```
/// use shared::scoring::catalogue::{ModelKind, fit};
/// use shared::scoring::{Histories, History};
/// // CDNOW: 2,357 customers, 39 weeks from 1997-01-01 on.
/// let file = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/cdnow_summary.csv"));
/// let cdnow = csv::Reader::from_reader(&file[..])
///     .deserialize()
///     .map(|row| row.map(|(_, frequency, recency, age): (u32, _, _, _)| History { frequency, recency, age }))
///     .collect::<Result<Vec<_>, _>>()?;
/// let fitted = fit(ModelKind::BgNbd, &Histories::from_weeks(&cdnow))?;
/// for ((_, estimate), published) in fitted.estimates().into_iter().zip([0.243, 4.414, 0.793, 2.426]) {
///     assert!((estimate - published).abs() < 0.001);
/// }
/// assert!((fitted.certificate.log_likelihood + 9582.4).abs() < 0.05);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// When there is nothing to fit to, or a model of regularity is asked for without the
/// [sums of log gaps](Histories::with_log_gaps).
pub fn fit(kind: ModelKind, histories: &Histories) -> Result<FittedModel, FitError> {
    Ok(match kind {
        ModelKind::Nbd => {
            let fit = nbd::fit(histories)?;
            fitted(fit.model, fit.certificate)
        }
        ModelKind::BgNbd => {
            let fit = beta_geometric::fit(Dropout::AfterRepeats, histories)?;
            fitted(fit.model, fit.certificate)
        }
        ModelKind::MbgNbd => fit_mbg_nbd(histories)?,
        ModelKind::ParetoNbd => {
            let fit = pareto_nbd::fit(histories)?;
            fitted(fit.model, fit.certificate)
        }
        ModelKind::GgompertzNbd => {
            let fit = gompertz_nbd::fit(histories)?;
            fitted(fit.model, fit.certificate)
        }
        ModelKind::BgCnbdK => regular(Dropout::AfterRepeats, histories)?,
        ModelKind::MbgCnbdK => regular(Dropout::AfterEveryTransaction, histories)?,
    })
}

/// Fits the MBG/NBD. A program that fits only this one holds no code of the others.
///
/// # Errors
/// When there is nothing to fit to.
pub fn fit_mbg_nbd(histories: &Histories) -> Result<FittedModel, FitError> {
    let fit = beta_geometric::fit(Dropout::AfterEveryTransaction, histories)?;
    Ok(FittedModel { model: Box::new(fit.model), certificate: fit.certificate, family: &family::MBG_NBD })
}

fn fitted(model: impl PurchaseModel + 'static, certificate: Certificate) -> FittedModel {
    FittedModel { model: Box::new(model), certificate, family: &family::ANY }
}

/// The likeliest number of phases.
fn regular(dropout: Dropout, histories: &Histories) -> Result<FittedModel, FitError> {
    let choice = beta_geometric_erlang::choose(dropout, histories)?;
    let fit = choice.likeliest();
    Ok(fitted(fit.model, fit.certificate.clone()))
}
