//! Contractual models as small JSON files.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::ContractKind;
use crate::scoring::ParameterError;
use crate::scoring::catalogue::UnknownModel;
use crate::scoring::contractual::{Retention, beta_discrete_weibull, latent_class_weibull, shifted_beta_geometric};

/// The unit of time in a saved model: a period of the contract.
const TIME_UNIT: &str = "period";

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Saved {
    model: String,
    time_unit: String,
    parameters: BTreeMap<String, f64>,
}

/// Why a saved model cannot be loaded.
///
/// ```
/// use shared::scoring::contractual::{LoadError, load};
/// let text = r#"{"model":"sbg","time_unit":"week","parameters":{"alpha":0.704,"beta":1.182}}"#;
/// assert!(matches!(load(text), Err(LoadError::TimeUnit { unit }) if unit == "week"));
/// let text = r#"{"model":"sbg","time_unit":"period","parameters":{"alpha":0.704}}"#;
/// assert!(matches!(load(text), Err(LoadError::Missing { name: "beta" })));
/// ```
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The text is no saved model.
    #[error("this is no saved model")]
    Format(#[from] serde_json::Error),
    /// No contractual model has that name.
    #[error(transparent)]
    Model(#[from] UnknownModel),
    /// Time is not in periods.
    #[error("time must be in periods of the contract, but is in {unit:?}")]
    TimeUnit {
        /// The unit found.
        unit: String,
    },
    /// A parameter is not there.
    #[error("the parameter {name} is missing")]
    Missing {
        /// The parameter's symbol.
        name: &'static str,
    },
    /// There is a parameter that the model does not have.
    #[error("the model has no parameter {name:?}")]
    Unknown {
        /// The symbol found.
        name: String,
    },
    /// A parameter is not positive.
    #[error(transparent)]
    Parameter(#[from] ParameterError),
    /// A parameter of an LCW has an impossible value.
    #[error(transparent)]
    OfClass(#[from] latent_class_weibull::ParameterError),
}

/// The model as JSON: name, time unit and parameters, exact to the last bit.
///
/// ```
/// use shared::scoring::contractual::{load, save, shifted_beta_geometric};
/// let model = shifted_beta_geometric::Parameters { alpha: 0.704, beta: 1.182 }.check()?;
/// let text = save(&model);
/// assert_eq!(text, r#"{"model":"sbg","time_unit":"period","parameters":{"alpha":0.704,"beta":1.182}}"#);
/// assert_eq!(load(&text)?.parameters(), [("alpha", 0.704), ("beta", 1.182)]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn save(model: &dyn Retention) -> String {
    let saved = Saved {
        model: model.name().to_owned(),
        time_unit: TIME_UNIT.to_owned(),
        parameters: model.parameters().into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
    };
    serde_json::to_string(&saved).expect("text and finite numbers are JSON")
}

/// The model that was saved.
///
/// ```
/// use shared::scoring::contractual::load;
/// let text = r#"{"model":"bdw","time_unit":"period","parameters":{"alpha":0.214253,"beta":1.426575,"c":1.723565}}"#;
/// let model = load(text)?;
/// assert_eq!(model.name(), "bdw");
/// assert!((model.survival(12) - 0.4039).abs() < 0.00005);
/// # Ok::<(), shared::scoring::contractual::LoadError>(())
/// ```
///
/// # Errors
/// When the text is no saved model or has impossible parameters.
pub fn load(text: &str) -> Result<Box<dyn Retention>, LoadError> {
    let mut saved: Saved = serde_json::from_str(text)?;
    if saved.time_unit != TIME_UNIT {
        return Err(LoadError::TimeUnit { unit: saved.time_unit });
    }
    let kind: ContractKind = saved.model.parse()?;
    Ok(match kind {
        ContractKind::Sbg => {
            let [alpha, beta] = saved.take(shifted_beta_geometric::Parameters::NAMES)?;
            Box::new(shifted_beta_geometric::Parameters { alpha, beta }.check()?)
        }
        ContractKind::Bdw => {
            let [alpha, beta, c] = saved.take(beta_discrete_weibull::Parameters::NAMES)?;
            Box::new(beta_discrete_weibull::Parameters { alpha, beta, c }.check()?)
        }
        ContractKind::Lcw => {
            let values = saved.take(latent_class_weibull::Parameters::NAMES)?;
            Box::new(latent_class_weibull::Parameters::from_array(values).check()?)
        }
    })
}

impl Saved {
    /// The parameters of these names, which must be all there are.
    fn take<const N: usize>(&mut self, names: [&'static str; N]) -> Result<[f64; N], LoadError> {
        let mut values = [0.0; N];
        for (value, name) in values.iter_mut().zip(names) {
            *value = self.parameters.remove(name).ok_or(LoadError::Missing { name })?;
        }
        match self.parameters.pop_first() {
            Some((name, _)) => Err(LoadError::Unknown { name }),
            None => Ok(values),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ContractKind, LoadError, load, save};
    use crate::scoring::contractual::{Cohort, Renewals, fit};

    #[test]
    fn every_model_comes_back_to_the_bit() {
        let cohort = Cohort::new(vec![1000, 869, 743, 653, 593, 551, 517, 491]).expect("a cohort");
        let renewals = Renewals::of(&[cohort]);
        for kind in ContractKind::ALL {
            let model = fit(kind, &renewals).expect("a fit").model;
            assert_eq!(model.name(), kind.name());
            let loaded = load(&save(model.as_ref())).expect("a saved model");
            assert_eq!((loaded.name(), loaded.parameters()), (model.name(), model.parameters()));
        }
    }

    #[test]
    fn what_is_wrong_is_named() {
        let error = |text: &str| load(text).expect_err("refused");
        let saved = |model: &str, unit: &str, parameters: &str| {
            error(&format!(r#"{{"model":"{model}","time_unit":"{unit}","parameters":{{{parameters}}}}}"#))
        };
        let sbg = |parameters: &str| saved("sbg", "period", parameters);
        assert!(matches!(error("[]"), LoadError::Format(_)));
        assert!(matches!(saved("nbd", "period", ""), LoadError::Model(_)));
        assert!(matches!(saved("sbg", "week", r#""alpha":1.0,"beta":2.0"#), LoadError::TimeUnit { .. }));
        assert!(matches!(sbg(r#""alpha":1.0"#), LoadError::Missing { name: "beta" }));
        assert!(matches!(sbg(r#""alpha":1.0,"beta":1.0,"c":1.0"#), LoadError::Unknown { .. }));
        assert!(matches!(sbg(r#""alpha":0.0,"beta":1.0"#), LoadError::Parameter(_)));
        let classes = r#""theta_1":1.5,"c_1":1.0,"theta_2":0.1,"c_2":1.0,"w":0.5"#;
        assert!(matches!(saved("lcw", "period", classes), LoadError::OfClass(_)));
    }
}
