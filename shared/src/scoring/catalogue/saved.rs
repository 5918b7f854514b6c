//! Models as small JSON files.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{ModelKind, UnknownModel};
use crate::scoring::beta_geometric::{self, Dropout};
use crate::scoring::beta_geometric_erlang::{self, Regularity, RegularityError};
use crate::scoring::{ParameterError, PurchaseModel, gompertz_nbd, nbd, pareto_nbd};

/// The unit of every time in a saved model.
const TIME_UNIT: &str = "week";

/// A model as it is saved, also within what has more to say: fields in this order whatever features JSON has.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::scoring) struct Saved {
    model: String,
    time_unit: String,
    parameters: BTreeMap<String, f64>,
}

/// Why a saved model cannot be loaded.
///
/// ```
/// use shared::scoring::catalogue::{LoadError, load};
/// let text = r#"{"model":"nbd","time_unit":"day","parameters":{"alpha":84.5,"r":0.385}}"#;
/// let error = load(text).expect_err("times are in weeks");
/// assert!(matches!(error, LoadError::TimeUnit { .. }));
/// assert_eq!(error.to_string(), r#"times must be in weeks, but are in "day""#);
/// ```
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The text is no saved model.
    #[error("this is no saved model")]
    Format(#[from] serde_json::Error),
    /// No model has that name.
    #[error(transparent)]
    Model(#[from] UnknownModel),
    /// Times are not in weeks.
    #[error("times must be in weeks, but are in {unit:?}")]
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
    /// The model takes no covariates.
    #[error("the model {model} takes no covariates")]
    WithoutCovariates {
        /// Its name.
        model: &'static str,
    },
    /// A parameter has an impossible value.
    #[error(transparent)]
    Parameter(#[from] ParameterError),
    /// A number of phases is none.
    #[error(transparent)]
    Regularity(#[from] RegularityError),
}

/// The model as JSON: name, time unit and parameters, exact to the last bit.
///
/// ```
/// use shared::scoring::catalogue::{load, save};
/// use shared::scoring::nbd::Parameters;
/// let text = save(&Parameters { r: 0.385, alpha: 12.072 }.check()?);
/// assert_eq!(text, r#"{"model":"nbd","time_unit":"week","parameters":{"alpha":12.072,"r":0.385}}"#);
/// assert_eq!(load(&text)?.parameters(), [("r", 0.385), ("alpha", 12.072)]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn save(model: &dyn PurchaseModel) -> String {
    serde_json::to_string(&Saved::of(model)).expect("text and finite numbers are JSON")
}

/// The model that was saved.
///
/// ```
/// use shared::scoring::catalogue::load;
/// use shared::scoring::{History, Weeks};
/// let model = load(
///     r#"{"model":"bg-nbd","time_unit":"week","parameters":{"r":0.243,"alpha":4.414,"a":0.793,"b":2.426}}"#,
/// )?;
/// let expected = model.expected_purchases(&History::new(2, 30.43, 38.86)?, Weeks::of_weeks(39.0));
/// assert!((expected - 1.2260281748).abs() < 1e-9);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// When the text is no saved model or has impossible parameters.
pub fn load(text: &str) -> Result<Box<dyn PurchaseModel>, LoadError> {
    serde_json::from_str::<Saved>(text)?.restore()
}

/// The same model with other parameters, in the order of [`PurchaseModel::parameters`].
///
/// ```
/// use shared::scoring::catalogue::with_parameters;
/// use shared::scoring::nbd::Parameters;
/// let model = Parameters { r: 0.385, alpha: 12.072 }.check()?;
/// let other = with_parameters(&model, &[0.5, 20.0])?;
/// assert_eq!((other.name(), other.parameters()), ("nbd", vec![("r", 0.5), ("alpha", 20.0)]));
/// assert!(with_parameters(&model, &[0.5, -1.0]).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// When a value is impossible.
///
/// # Panics
/// When there are not as many values as the model has parameters.
pub fn with_parameters(model: &dyn PurchaseModel, values: &[f64]) -> Result<Box<dyn PurchaseModel>, LoadError> {
    let parameters = model.parameters();
    assert_eq!(parameters.len(), values.len(), "one value a parameter");
    Saved::named(model.name(), parameters.into_iter().zip(values).map(|((name, _), value)| (name, *value))).restore()
}

impl Saved {
    pub(in crate::scoring) fn of(model: &dyn PurchaseModel) -> Self {
        Self::named(model.name(), model.parameters())
    }

    fn named(model: &str, parameters: impl IntoIterator<Item = (&'static str, f64)>) -> Self {
        let parameters = parameters.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        Self { model: model.to_owned(), time_unit: TIME_UNIT.to_owned(), parameters }
    }

    pub(in crate::scoring) fn restore(mut self) -> Result<Box<dyn PurchaseModel>, LoadError> {
        if self.time_unit != TIME_UNIT {
            return Err(LoadError::TimeUnit { unit: self.time_unit });
        }
        let kind: ModelKind = self.model.parse()?;
        let model: Box<dyn PurchaseModel> = match kind {
            ModelKind::Nbd => {
                let values = self.take(nbd::Parameters::NAMES)?;
                Box::new(nbd::Parameters::from_array(values).check()?)
            }
            ModelKind::BgNbd => {
                let values = self.take(beta_geometric::Parameters::NAMES)?;
                Box::new(beta_geometric::Parameters::from_array(values).check(Dropout::AfterRepeats)?)
            }
            ModelKind::MbgNbd => {
                let values = self.take(beta_geometric::Parameters::NAMES)?;
                Box::new(beta_geometric::Parameters::from_array(values).check(Dropout::AfterEveryTransaction)?)
            }
            ModelKind::ParetoNbd => {
                let values = self.take(pareto_nbd::Parameters::NAMES)?;
                Box::new(pareto_nbd::Parameters::from_array(values).check()?)
            }
            ModelKind::GgompertzNbd => {
                let values = self.take(gompertz_nbd::Parameters::NAMES)?;
                Box::new(gompertz_nbd::Parameters::from_array(values).check()?)
            }
            ModelKind::BgCnbdK => Box::new(self.regular(Dropout::AfterRepeats)?),
            ModelKind::MbgCnbdK => Box::new(self.regular(Dropout::AfterEveryTransaction)?),
        };
        Ok(model)
    }

    fn regular(&mut self, dropout: Dropout) -> Result<beta_geometric_erlang::Model, LoadError> {
        let phases = self.parameters.remove("k").ok_or(LoadError::Missing { name: "k" })?;
        let regularity = Regularity::of_value(phases)?;
        let values = self.take(beta_geometric_erlang::Parameters::NAMES)?;
        Ok(beta_geometric_erlang::Parameters::from_array(regularity, values).check(dropout)?)
    }

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
    use super::{LoadError, ModelKind, load, save, with_parameters};
    use crate::math::ln;
    use crate::scoring::catalogue::fit;
    use crate::scoring::{Histories, History, LogGaps};

    #[test]
    fn every_model_comes_back_to_the_bit() {
        let histories: Vec<History> = (0..200_u32)
            .map(|row| {
                let frequency = if row % 3 == 0 { 0 } else { row % 7 };
                let recency = if frequency == 0 { 0.0 } else { f64::from(row % 31) + 1.0 };
                History { frequency, recency, age: 33.0 + f64::from(row % 5) }
            })
            .collect();
        // Gaps at random: the sum of their logarithms lies about ½(x − 1) below that of equal gaps.
        let log_gaps = |h: &History| {
            let gaps = f64::from(h.frequency);
            if gaps == 0.0 { 0.0 } else { gaps * ln(h.recency / gaps) - 0.5 * (gaps - 1.0) }
        };
        let log_gaps: Vec<f64> = histories.iter().map(log_gaps).collect();
        let log_gaps = LogGaps::from_weeks(&histories, &log_gaps).expect("possible sums");
        let histories = Histories::from_weeks(&histories).with_log_gaps(log_gaps).expect("of the same customers");
        for kind in ModelKind::ALL {
            let fitted = fit(kind, &histories).expect("a fit").model;
            assert_eq!(fitted.name(), kind.name());
            let loaded = load(&save(fitted.as_ref())).expect("a saved model");
            assert_eq!(loaded.name(), fitted.name());
            for (before, after) in fitted.parameters().into_iter().zip(loaded.parameters()) {
                assert_eq!((before.0, before.1.to_bits()), (after.0, after.1.to_bits()));
            }
            let doubled: Vec<f64> = fitted.parameters().into_iter().map(|(_, value)| 2.0 * value).collect();
            let other = with_parameters(fitted.as_ref(), &doubled).expect("positive");
            assert_eq!(other.name(), fitted.name());
            assert!(other.parameters().into_iter().map(|(_, value)| value).eq(doubled));
        }
    }

    #[test]
    fn what_is_wrong_is_named() {
        let error = |text: &str| load(text).expect_err("refused");
        let nbd = |time_unit: &str, parameters: &str| {
            error(&format!(r#"{{"model":"nbd","time_unit":"{time_unit}","parameters":{{{parameters}}}}}"#))
        };
        assert!(matches!(error("{}"), LoadError::Format(_)));
        assert!(matches!(error(r#"{"model":"x","time_unit":"week","parameters":{}}"#), LoadError::Model(_)));
        assert!(matches!(nbd("day", r#""r":1.0,"alpha":2.0"#), LoadError::TimeUnit { .. }));
        assert!(matches!(nbd("week", r#""r":1.0"#), LoadError::Missing { name: "alpha" }));
        assert!(matches!(nbd("week", r#""r":1.0,"alpha":2.0,"a":1.0"#), LoadError::Unknown { .. }));
        let regular = r#"{"model":"bg-cnbd-k","time_unit":"week","parameters":{"k":2.5,"r":1,"alpha":1,"a":1,"b":1}}"#;
        assert!(matches!(error(regular), LoadError::Regularity(_)));
        assert!(matches!(nbd("week", r#""r":-1.0,"alpha":2.0"#), LoadError::Parameter(_)));
    }
}
