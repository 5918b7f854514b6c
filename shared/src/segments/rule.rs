//! Rules: trees of conditions.

use serde::{Deserialize, Serialize};

use super::Condition;

/// Who is meant, as JSON `{"all": […]}`, `{"any": […]}`, `{"not": …}` or `{"is": condition}`.
///
/// ```
/// use shared::segments::{Comparison, Condition, Measure, Reading, Rule};
/// let thrice = Rule::Is(Condition::Number {
///     measure: Measure::Orders,
///     reading: Reading::Estimate,
///     compare: Comparison::AtLeast { value: 3.0 },
/// });
/// let text = serde_json::to_string(&Rule::All(vec![thrice.clone()]))?;
/// assert_eq!(text, r#"{"all":[{"is":{"about":"number","measure":"orders","compare":{"is":"at-least","value":3.0}}}]}"#);
/// assert_eq!(serde_json::from_str::<Rule>(&text)?, Rule::All(vec![thrice]));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// Those who pass every one; with none, everyone.
    #[cfg_attr(feature = "openapi", schema(no_recursion))]
    All(Vec<Rule>),
    /// Those who pass at least one.
    #[cfg_attr(feature = "openapi", schema(no_recursion))]
    Any(Vec<Rule>),
    /// Those who do not pass it, those included of whom it is not known.
    #[cfg_attr(feature = "openapi", schema(no_recursion))]
    Not(Box<Rule>),
    /// Those of whom a condition holds.
    Is(Condition),
}

impl Rule {
    /// Everyone.
    #[must_use]
    pub fn everyone() -> Self {
        Self::All(Vec::new())
    }

    /// Its conditions in the order in which they stand.
    #[must_use]
    pub fn conditions(&self) -> Vec<&Condition> {
        match self {
            Self::All(rules) | Self::Any(rules) => rules.iter().flat_map(Self::conditions).collect(),
            Self::Not(rule) => rule.conditions(),
            Self::Is(condition) => vec![condition],
        }
    }
}

impl Default for Rule {
    fn default() -> Self {
        Self::everyone()
    }
}
