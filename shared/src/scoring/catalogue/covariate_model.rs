//! A fitted model with covariates: for every customer a plain model, by their covariates.

use serde::{Deserialize, Serialize};

use super::{LoadError, ModelKind, Saved, with_parameters};
use crate::math::exp;
use crate::scoring::PurchaseModel;
use crate::scoring::covariates::{Coefficient, Effect, Process};

/// A model with covariates.
///
/// ```
/// use shared::scoring::catalogue::CovariateModel;
/// use shared::scoring::covariates::Process;
/// let model = CovariateModel::load(
///     r#"{"base":{"model":"pareto-nbd","time_unit":"week","parameters":{"alpha":10.0,"beta":12.0,"r":1.0,"s":0.6}},
///         "purchase":[{"covariate":"newsletter","value":0.6931471805599453}],"dropout":[]}"#,
/// )?;
/// assert_eq!(model.names(Process::Purchase).collect::<Vec<_>>(), ["newsletter"]);
/// // e^0.693 = 2 times as many purchases with the newsletter: alpha is halved.
/// let with_newsletter = model.of(&[1.0], &[])?.parameters();
/// assert!((with_newsletter[1].1 - 5.0).abs() < 1e-12);
/// assert_eq!(CovariateModel::load(&model.save())?.save(), model.save());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct CovariateModel {
    base: Box<dyn PurchaseModel>,
    effects: Vec<Effect>,
    purchase: Vec<SavedCoefficient>,
    dropout: Vec<SavedCoefficient>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct SavedCoefficient {
    covariate: String,
    value: f64,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SavedWithCovariates {
    /// The model of a customer whose covariates are all 0.
    base: Saved,
    purchase: Vec<SavedCoefficient>,
    dropout: Vec<SavedCoefficient>,
}

impl CovariateModel {
    /// The model whose plain one, for a customer with all covariates 0, is `base`, and whose covariates have these
    /// `effects` on its parameters.
    pub(super) fn new(
        base: Box<dyn PurchaseModel>,
        effects: Vec<Effect>,
        purchase: &[Coefficient],
        dropout: &[Coefficient],
    ) -> Self {
        let saved = |coefficients: &[Coefficient]| -> Vec<SavedCoefficient> {
            let one = |one: &Coefficient| SavedCoefficient { covariate: one.name.clone(), value: one.value };
            coefficients.iter().map(one).collect()
        };
        Self { base, effects, purchase: saved(purchase), dropout: saved(dropout) }
    }

    /// Names of the covariates of a process, in the order in which [`Self::of`] takes their values.
    pub fn names(&self, process: Process) -> impl Iterator<Item = &str> {
        self.coefficients(process).iter().map(|coefficient| coefficient.covariate.as_str())
    }

    /// The plain model of a customer with these covariates.
    ///
    /// # Errors
    /// When covariates are so large that a parameter becomes zero or infinite.
    ///
    /// # Panics
    /// When there is not one value a covariate.
    pub fn of(&self, purchase: &[f64], dropout: &[f64]) -> Result<Box<dyn PurchaseModel>, LoadError> {
        let shift = |process, values: &[f64]| -> f64 {
            let coefficients = self.coefficients(process);
            assert_eq!(coefficients.len(), values.len(), "one value a covariate");
            coefficients.iter().zip(values).map(|(coefficient, value)| coefficient.value * value).sum()
        };
        let (of_purchase, of_dropout) = (shift(Process::Purchase, purchase), shift(Process::Dropout, dropout));
        let shifted = |((_, parameter), effect): ((&'static str, f64), &Effect)| match effect {
            Effect::None => parameter,
            Effect::Shift { process: Process::Purchase, sign } => parameter * exp(sign * of_purchase),
            Effect::Shift { process: Process::Dropout, sign } => parameter * exp(sign * of_dropout),
        };
        let values: Vec<f64> = self.base.parameters().into_iter().zip(&self.effects).map(shifted).collect();
        with_parameters(self.base.as_ref(), &values)
    }

    /// The model as JSON, exact to the last bit: the [saved](super::save) plain model of a customer with all covariates 0,
    /// and the coefficients.
    #[must_use]
    pub fn save(&self) -> String {
        let saved = SavedWithCovariates {
            base: Saved::of(self.base.as_ref()),
            purchase: self.purchase.clone(),
            dropout: self.dropout.clone(),
        };
        serde_json::to_string(&saved).expect("text and finite numbers are JSON")
    }

    /// The model that was saved.
    ///
    /// # Errors
    /// When the text is no saved model with covariates or has impossible parameters.
    pub fn load(text: &str) -> Result<Self, LoadError> {
        let SavedWithCovariates { base, purchase, dropout } = serde_json::from_str(text)?;
        let base = base.restore()?;
        let kind: ModelKind = base.name().parse()?;
        let effects = kind.covariate_effects().ok_or(LoadError::WithoutCovariates { model: kind.name() })?;
        Ok(Self { base, effects, purchase, dropout })
    }

    fn coefficients(&self, process: Process) -> &[SavedCoefficient] {
        match process {
            Process::Purchase => &self.purchase,
            Process::Dropout => &self.dropout,
        }
    }
}
