//! Saved what-if scenarios.

use serde::{Deserialize, Serialize};

use super::ProblemField;
use crate::planning::Scenario;

/// Scenarios a workspace can keep.
pub const MAX_SCENARIOS: usize = 100;
/// Longest name, in characters.
pub const MAX_SCENARIO_NAME: usize = 80;
/// Longest comment, in characters.
pub const MAX_SCENARIO_COMMENT: usize = 500;

/// A scenario as a person saves it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ScenarioDraft {
    /// Its name, 1 to 80 characters.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 80, pattern = r"\S"))]
    pub name: String,
    /// What it is for, at most 500 characters.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 500))]
    pub comment: String,
    /// Its levers and whom they concern.
    pub scenario: Scenario,
    /// What it would cost, minor units; `None` where nobody has said.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(minimum = 0))]
    pub cost_minor: Option<f64>,
    /// The version that was read; 0 for a new one. An edit says it by `If-Match`.
    #[serde(default)]
    pub version: u64,
}

impl ScenarioDraft {
    /// All that is wrong with it.
    #[must_use]
    pub fn faults(&self) -> Vec<ProblemField> {
        let mut faults = Vec::new();
        let mut fault = |field: &str, message: String| {
            faults.push(ProblemField { field: field.to_owned(), message });
        };
        let name = self.name.trim().chars().count();
        if !(1..=MAX_SCENARIO_NAME).contains(&name) {
            fault("name", format!("Please give a name of at most {MAX_SCENARIO_NAME} characters."));
        }
        if self.comment.trim().chars().count() > MAX_SCENARIO_COMMENT {
            fault("comment", format!("The comment may have at most {MAX_SCENARIO_COMMENT} characters."));
        }
        if let Err(error) = self.scenario.check() {
            fault(error.lever, error.to_string());
        }
        if let Err(error) = self.scenario.scope.check() {
            fault("scope", error.to_string());
        }
        if self.cost_minor.is_some_and(|cost| !cost.is_finite() || cost < 0.0) {
            fault("cost_minor", "The cost must be an amount of zero or more.".to_owned());
        }
        faults
    }
}

/// A saved scenario.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SavedScenario {
    /// Its id, a UUID of version 7.
    pub id: String,
    /// What was saved; `version` counts up with every change.
    pub draft: ScenarioDraft,
    /// When, RFC 3339 in UTC.
    pub saved_at: String,
    /// By whom.
    pub saved_by: String,
}

/// Saved scenarios, the newest first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ScenarioList {
    /// The scenarios.
    pub scenarios: Vec<SavedScenario>,
    /// Goes into `?cursor=` for the next page; `None` at the end.
    #[serde(default)]
    pub next_cursor: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::ScenarioDraft;
    use crate::domain::Settings;
    use crate::planning::Scenario;

    #[test]
    fn everything_wrong_is_named_at_once() {
        let good = ScenarioDraft {
            name: " Loyalty push ".into(),
            comment: String::new(),
            scenario: Scenario::base(&Settings::initial("Maple & Finch")),
            cost_minor: Some(0.0),
            version: 0,
        };
        assert_eq!(good.faults(), []);
        let bad = ScenarioDraft {
            name: "  ".into(),
            comment: "x".repeat(501),
            scenario: Scenario { dropout: 9.0, ..good.scenario.clone() },
            cost_minor: Some(f64::NAN),
            version: 3,
        };
        let fields: Vec<String> = bad.faults().into_iter().map(|fault| fault.field).collect();
        assert_eq!(fields, ["name", "comment", "dropout", "cost_minor"]);
        assert_eq!(ScenarioDraft { name: "ü".repeat(81), ..good }.faults().len(), 1);
    }
}
