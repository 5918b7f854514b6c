//! Fitting with covariates by name.

use super::{CovariateModel, ModelKind};
use crate::scoring::beta_geometric::{self, Dropout};
use crate::scoring::covariates::{Coefficient, CovariateEstimate, CovariateFitError, Covariates, Effect, Options};
use crate::scoring::{Certificate, History, PurchaseModel, pareto_nbd};

/// A model with covariates at its estimate.
///
/// ```
/// use shared::random::Random;
/// use shared::scoring::catalogue::{ModelKind, fit_with_covariates};
/// use shared::scoring::covariates::{Covariates, Options};
/// use shared::scoring::pareto_nbd::Parameters;
/// use shared::scoring::{PurchaseModel, Weeks};
/// // Of 400 customers every second has a newsletter and buys twice as often: with half of alpha.
/// let history = |row: u32| {
///     let truth = Parameters { r: 1.5, alpha: 10.0 / f64::from(1 + row % 2), s: 0.6, beta: 12.0 };
///     Ok(truth.check()?.simulate_history(Weeks::of_weeks(52.0), &mut Random::new(7, u64::from(row))))
/// };
/// let histories = (0..400).map(history).collect::<Result<Vec<_>, shared::scoring::ParameterError>>()?;
/// let newsletter = (0..400).map(|row| f64::from(row % 2)).collect();
/// let purchase = Covariates::new(400, vec![("newsletter".to_owned(), newsletter)])?;
/// let dropout = Covariates::none(400);
/// let fitted = fit_with_covariates(ModelKind::ParetoNbd, &histories, &purchase, &dropout, &Options::default())?;
/// let coefficient = &fitted.purchase[0];
/// assert!((coefficient.value - 2.0_f64.ln()).abs() < 3.0 * coefficient.standard_error.expect("a regular fit"));
/// assert_eq!(fitted.model.of(&[1.0], &[])?.name(), "pareto-nbd");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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
    ///
    /// ```
    /// use shared::scoring::catalogue::ModelKind;
    /// use shared::scoring::covariates::{Effect, Process};
    /// // ln r, ln alpha, ln s, ln beta: more purchases mean a smaller alpha, more dropout a smaller beta.
    /// let shift = |process| Effect::Shift { process, sign: -1.0 };
    /// let [purchases, dropout] = [Process::Purchase, Process::Dropout].map(shift);
    /// let effects = ModelKind::ParetoNbd.covariate_effects();
    /// assert_eq!(effects, Some(vec![Effect::None, purchases, Effect::None, dropout]));
    /// assert_eq!(ModelKind::BgCnbdK.covariate_effects(), None);
    /// ```
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
/// ```
/// use shared::scoring::History;
/// use shared::scoring::catalogue::{ModelKind, fit_with_covariates};
/// use shared::scoring::covariates::{CovariateFitError, Covariates, Options};
/// let histories = vec![History::new(2, 30.43, 38.86)?; 3];
/// let [purchase, dropout] = [Covariates::none(3), Covariates::none(3)];
/// let error = fit_with_covariates(ModelKind::MbgCnbdK, &histories, &purchase, &dropout, &Options::default());
/// assert_eq!(error.err(), Some(CovariateFitError::WithoutCovariates { model: "mbg-cnbd-k" }));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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
