//! A model as a small JSON file.

use serde::{Deserialize, Serialize};

use super::{Model, Parameters};
use crate::scoring::ParameterError;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Saved {
    model: Name,
    time_unit: Unit,
    parameters: Parameters,
}

#[derive(Serialize, Deserialize)]
enum Name {
    #[serde(rename = "bg-bb")]
    BgBb,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Unit {
    Opportunity,
}

/// Why a saved model cannot be loaded.
///
/// ```
/// use shared::scoring::bg_bb::{LoadError, load};
/// let text = r#"{"model":"bg-bb","time_unit":"opportunity","parameters":{"alpha":1.2,"beta":1,"gamma":0,"delta":2}}"#;
/// assert!(matches!(load(text), Err(LoadError::Parameter(error)) if error.name == "gamma"));
/// assert!(matches!(load("{}"), Err(LoadError::Format(_))));
/// ```
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The text is no saved BG/BB.
    #[error("this is no saved BG/BB")]
    Format(#[from] serde_json::Error),
    /// A parameter has an impossible value.
    #[error(transparent)]
    Parameter(#[from] ParameterError),
}

/// The model as JSON, exact to the last bit.
///
/// ```
/// use shared::scoring::bg_bb::{Parameters, load, save};
/// let model = Parameters { alpha: 1.2, beta: 0.75, gamma: 0.66, delta: 2.78 }.check()?;
/// let text = save(&model);
/// assert!(text.starts_with(r#"{"model":"bg-bb","time_unit":"opportunity","parameters":{"alpha":1.2,"beta":0.75,"#));
/// assert_eq!(load(&text)?, model);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn save(model: &Model) -> String {
    let saved = Saved { model: Name::BgBb, time_unit: Unit::Opportunity, parameters: model.values() };
    serde_json::to_string(&saved).expect("names and finite numbers are JSON")
}

/// The model that was saved.
///
/// ```
/// use shared::scoring::bg_bb::{DiscreteHistory, load};
/// let model = load(
///     r#"{"model":"bg-bb","time_unit":"opportunity",
///         "parameters":{"alpha":1.204,"beta":0.75,"gamma":0.657,"delta":2.783}}"#,
/// )?;
/// // The published P(alive) at the seventh opportunity of who never gave.
/// assert!((model.probability_alive_after(DiscreteHistory::new(0, 0, 6)?, 1) - 0.1081).abs() < 0.0002);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// When the text is no saved BG/BB or has impossible parameters.
pub fn load(text: &str) -> Result<Model, LoadError> {
    let saved: Saved = serde_json::from_str(text)?;
    Ok(saved.parameters.check()?)
}

#[cfg(test)]
mod tests {
    use super::{LoadError, Parameters, load, save};

    #[test]
    fn comes_back_to_the_bit() {
        let model = Parameters { alpha: 1.0 / 3.0, beta: 1e-300, gamma: 2.783_443_270_768_516_5, delta: 1e6 };
        let model = model.check().unwrap();
        assert_eq!(load(&save(&model)).unwrap(), model);
    }

    #[test]
    fn what_is_wrong_is_refused() {
        let with = |name: &str, unit: &str, alpha: &str| {
            let parameters = format!(r#"{{"alpha":{alpha},"beta":1.0,"gamma":1.0,"delta":1.0}}"#);
            load(&format!(r#"{{"model":"{name}","time_unit":"{unit}","parameters":{parameters}}}"#))
        };
        assert!(with("bg-bb", "opportunity", "1.0").is_ok());
        assert!(matches!(with("nbd", "opportunity", "1.0"), Err(LoadError::Format(_))));
        assert!(matches!(with("bg-bb", "week", "1.0"), Err(LoadError::Format(_))));
        assert!(matches!(with("bg-bb", "opportunity", "-1.0"), Err(LoadError::Parameter(_))));
    }
}
