//! The model as a small JSON file.

use serde::{Deserialize, Serialize};

use super::{VaryingError, VaryingModel};
use crate::scoring::catalogue::{LoadError, Saved, UnknownModel};
use crate::scoring::pareto_nbd::Parameters;

/// The name in files.
const NAME: &str = "pareto-nbd-time-varying";

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SavedVarying {
    model: String,
    /// The model of a customer whose covariates are all 0.
    base: Saved,
    purchase: Vec<SavedCoefficient>,
    dropout: Vec<SavedCoefficient>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SavedCoefficient {
    covariate: String,
    value: f64,
}

/// Why a saved model cannot be loaded.
///
/// ```
/// use shared::scoring::pareto_nbd::Parameters;
/// use shared::scoring::pareto_nbd::time_varying::{VaryingLoadError, VaryingModel};
/// let parameters = Parameters { r: 1.4, alpha: 20.0, s: 0.6, beta: 47.0 };
/// let text = VaryingModel::new(parameters, vec![("season".to_owned(), 0.9)], Vec::new())?.save();
/// assert_eq!(VaryingModel::load(&text)?.parameters(), parameters);
/// assert!(matches!(VaryingModel::load("{}"), Err(VaryingLoadError::Load(_))));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, thiserror::Error)]
pub enum VaryingLoadError {
    /// The text is no saved model of this kind.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// A coefficient or parameter is impossible.
    #[error(transparent)]
    Model(#[from] VaryingError),
}

impl VaryingModel {
    /// The model as JSON, exact to the last bit: the [saved](crate::scoring::catalogue::save) plain model of a customer whose covariates are all
    /// 0, and the coefficients.
    ///
    /// ```
    /// use shared::scoring::pareto_nbd::Parameters;
    /// use shared::scoring::pareto_nbd::time_varying::VaryingModel;
    /// let parameters = Parameters { r: 1.4, alpha: 48.0, s: 0.6, beta: 47.0 };
    /// let model = VaryingModel::new(parameters, vec![("holiday".to_owned(), 0.1 + 0.2)], Vec::new())?;
    /// assert_eq!(VaryingModel::load(&model.save())?, model);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn save(&self) -> String {
        let saved = |coefficients: &[(String, f64)]| -> Vec<SavedCoefficient> {
            let one = |(name, value): &(String, f64)| SavedCoefficient { covariate: name.clone(), value: *value };
            coefficients.iter().map(one).collect()
        };
        let saved = SavedVarying {
            model: NAME.to_owned(),
            base: Saved::of(&self.plain()),
            purchase: saved(self.purchase()),
            dropout: saved(self.dropout()),
        };
        serde_json::to_string(&saved).expect("text and finite numbers are JSON")
    }

    /// The model that was saved.
    ///
    /// # Errors
    /// When the text is no saved model of this kind or has impossible parameters.
    pub fn load(text: &str) -> Result<Self, VaryingLoadError> {
        let SavedVarying { model, base, purchase, dropout } = serde_json::from_str(text).map_err(LoadError::from)?;
        let base = base.restore()?;
        let [r, alpha, s, beta] = match base.parameters()[..] {
            [(_, r), (_, alpha), (_, s), (_, beta)] if model == NAME && base.name() == "pareto-nbd" => {
                [r, alpha, s, beta]
            }
            _ => return Err(LoadError::Model(UnknownModel { name: model }).into()),
        };
        let named = |coefficients: Vec<SavedCoefficient>| -> Vec<(String, f64)> {
            coefficients.into_iter().map(|saved| (saved.covariate, saved.value)).collect()
        };
        Ok(Self::new(Parameters { r, alpha, s, beta }, named(purchase), named(dropout))?)
    }
}

#[cfg(test)]
mod tests {
    use super::{VaryingLoadError, VaryingModel};
    use crate::scoring::catalogue::LoadError;

    #[test]
    fn what_is_wrong_is_named() {
        let text = |model: &str, base: &str, purchase: &str| {
            let parameters = r#"{"alpha":10.0,"beta":12.0,"r":0.5,"s":0.6}"#;
            let base = format!(r#"{{"model":"{base}","time_unit":"week","parameters":{parameters}}}"#);
            format!(r#"{{"model":"{model}","base":{base},"purchase":[{purchase}],"dropout":[]}}"#)
        };
        let good = text("pareto-nbd-time-varying", "pareto-nbd", r#"{"covariate":"season","value":0.25}"#);
        let model = VaryingModel::load(&good).expect("a saved model");
        assert_eq!(model.purchase(), [("season".to_owned(), 0.25)]);
        assert_eq!(model.save(), good);
        let error = |text: &str| VaryingModel::load(text).expect_err("refused");
        assert!(matches!(error("{}"), VaryingLoadError::Load(LoadError::Format(_))));
        let other = text("pareto-nbd", "pareto-nbd", "");
        assert!(matches!(error(&other), VaryingLoadError::Load(LoadError::Model(_))));
        let twice = r#"{"covariate":"a","value":1.0},{"covariate":"a","value":1.0}"#;
        let twice = text("pareto-nbd-time-varying", "pareto-nbd", twice);
        assert!(matches!(error(&twice), VaryingLoadError::Model(_)));
        let base = text("pareto-nbd-time-varying", "bg-nbd", "");
        assert!(matches!(error(&base), VaryingLoadError::Load(_)));
    }
}
