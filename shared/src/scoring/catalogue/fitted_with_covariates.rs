//! Fitting with covariates by name.

use super::{CovariateModel, ModelKind};
use crate::scoring::beta_geometric::{self, Dropout};
use crate::scoring::covariates::{Coefficient, CovariateEstimate, CovariateFitError, Covariates, Effect, Options};
use crate::scoring::{Certificate, History, PurchaseModel, pareto_nbd};

/// A model with covariates at its estimate.
#[derive(Debug)]
pub struct FittedCovariateModel {
    /// The model.
    pub model: CovariateModel,
    /// Coefficients of the purchase process with their standard errors.
    pub purchase: Vec<Coefficient>,
    /// Coefficients of the dropout process with their standard errors.
    pub dropout: Vec<Coefficient>,
    /// What proves it, and the limits the estimate lies at; standard errors of the parameters come before those of the
    /// coefficients.
    pub certificate: Certificate,
}

impl ModelKind {
    /// What covariates do to each log parameter of the model; `None` where it takes no covariates.
    #[must_use]
    pub fn covariate_effects(self) -> Option<Vec<Effect>> {
        match self {
            Self::BgNbd | Self::MbgNbd => Some(beta_geometric::covariates::EFFECTS.to_vec()),
            Self::ParetoNbd => Some(pareto_nbd::covariates::EFFECTS.to_vec()),
            _ => None,
        }
    }
}

/// Fits a model with covariates by (penalised) maximum likelihood. Histories and both tables have one entry a customer.
///
/// # Errors
/// When the model takes no covariates, there is nothing to fit to or something is wrong with the covariates.
pub fn fit_with_covariates(
    kind: ModelKind,
    histories: &[History],
    purchase: &Covariates,
    dropout: &Covariates,
    options: &Options,
) -> Result<FittedCovariateModel, CovariateFitError> {
    let beta_geometric = |when: Dropout| -> Result<FittedCovariateModel, CovariateFitError> {
        let fit = beta_geometric::covariates::fit(when, histories, purchase, dropout, options)?;
        Ok(fitted(fit.model, kind, fit.estimate))
    };
    match kind {
        ModelKind::BgNbd => beta_geometric(Dropout::AfterRepeats),
        ModelKind::MbgNbd => beta_geometric(Dropout::AfterEveryTransaction),
        ModelKind::ParetoNbd => {
            let fit = pareto_nbd::covariates::fit(histories, purchase, dropout, options)?;
            Ok(fitted(fit.model, kind, fit.estimate))
        }
        _ => Err(CovariateFitError::WithoutCovariates { model: kind.name() }),
    }
}

/// `base` is the model of a customer whose covariates are all 0.
fn fitted(base: impl PurchaseModel + 'static, kind: ModelKind, estimate: CovariateEstimate) -> FittedCovariateModel {
    let effects = kind.covariate_effects().expect("a model that was fitted with covariates takes them");
    let CovariateEstimate { purchase, dropout, certificate, .. } = estimate;
    let model = CovariateModel::new(Box::new(base), effects, &purchase, &dropout);
    FittedCovariateModel { model, purchase, dropout, certificate }
}
