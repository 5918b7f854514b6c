//! Fitting by name.

use super::ModelKind;
use crate::scoring::beta_geometric::{self, Dropout};
use crate::scoring::{Certificate, FitError, Histories, PurchaseModel, nbd};

/// A model at its estimate.
#[derive(Debug)]
pub struct FittedModel {
    /// The model.
    pub model: Box<dyn PurchaseModel>,
    /// What proves it, and the limits the estimate lies at.
    pub certificate: Certificate,
}

/// Fits a model by maximum likelihood.
///
/// # Errors
/// When there is nothing to fit to.
pub fn fit(kind: ModelKind, histories: &Histories) -> Result<FittedModel, FitError> {
    fn fitted(model: impl PurchaseModel + 'static, certificate: Certificate) -> FittedModel {
        FittedModel { model: Box::new(model), certificate }
    }
    Ok(match kind {
        ModelKind::Nbd => {
            let fit = nbd::fit(histories)?;
            fitted(fit.model, fit.certificate)
        }
        ModelKind::BgNbd => {
            let fit = beta_geometric::fit(Dropout::AfterRepeats, histories)?;
            fitted(fit.model, fit.certificate)
        }
        ModelKind::MbgNbd => {
            let fit = beta_geometric::fit(Dropout::AfterEveryTransaction, histories)?;
            fitted(fit.model, fit.certificate)
        }
    })
}
