//! A rule as it is written down: with a version, within limits.

use serde::{Deserialize, Serialize};

use super::{Rule, RuleFault};

/// Version of the JSON form that this program writes and reads.
pub const RULE_VERSION: u16 = 1;
/// Most nodes from the outermost one down to a condition.
pub const MAX_DEPTH: usize = 8;
/// Most nodes of a rule, groups included.
pub const MAX_CONDITIONS: usize = 100;
/// Most names in one condition.
pub const MAX_NAMES: usize = 200;
/// Longest name, in characters.
pub const MAX_NAME_CHARACTERS: usize = 300;

/// A rule with the version of its form: `{"version": 1, "rule": …}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Definition {
    /// [`RULE_VERSION`].
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 1))]
    pub version: u16,
    /// The rule.
    pub rule: Rule,
}

/// A text that is no definition.
#[derive(Debug, thiserror::Error)]
pub enum UnreadableDefinition {
    /// Not the JSON of a rule.
    #[error("this is not a rule: {0}")]
    Json(#[from] serde_json::Error),
    /// A rule that cannot be used.
    #[error(transparent)]
    Fault(#[from] RuleFault),
}

impl Definition {
    /// A rule in today's form.
    #[must_use]
    pub fn new(rule: Rule) -> Self {
        Self { version: RULE_VERSION, rule }
    }

    /// Reads and checks a text.
    ///
    /// # Errors
    /// When it is no rule, of another version, or beyond a limit; see [`RuleFault`].
    ///
    /// ```
    /// use shared::segments::Definition;
    /// let error = Definition::parse(r#"{"version":1,"rule":{"all":[{"any":[]}]}}"#).expect_err("an empty OR");
    /// assert_eq!(error.to_string(), "all[0]: A group of which one must hold needs at least one condition.");
    /// ```
    pub fn parse(text: &str) -> Result<Self, UnreadableDefinition> {
        let definition: Self = serde_json::from_str(text)?;
        definition.check()?;
        Ok(definition)
    }

    /// Checks version, size, depth and every condition.
    ///
    /// # Errors
    /// The first fault with its place.
    pub fn check(&self) -> Result<(), RuleFault> {
        if self.version != RULE_VERSION {
            let message = format!("This rule has form {}, but only form {RULE_VERSION} can be read.", self.version);
            return Err(RuleFault::here(message));
        }
        let mut nodes = 0;
        check(&self.rule, 1, &mut nodes)
    }
}

fn check(rule: &Rule, depth: usize, nodes: &mut usize) -> Result<(), RuleFault> {
    *nodes += 1;
    if *nodes > MAX_CONDITIONS {
        return Err(RuleFault::here(format!("A rule has at most {MAX_CONDITIONS} conditions and groups.")));
    }
    if depth > MAX_DEPTH {
        return Err(RuleFault::here(format!("Groups can stand at most {MAX_DEPTH} deep.")));
    }
    let mut group = |rules: &[Rule], step: &str| {
        rules.iter().enumerate().try_for_each(|(index, rule)| {
            check(rule, depth + 1, nodes).map_err(|fault| fault.under(&format!("{step}[{index}]")))
        })
    };
    match rule {
        Rule::All(rules) => group(rules, "all"),
        Rule::Any(rules) if rules.is_empty() => {
            Err(RuleFault::here("A group of which one must hold needs at least one condition."))
        }
        Rule::Any(rules) => group(rules, "any"),
        Rule::Not(rule) => check(rule, depth + 1, nodes).map_err(|fault| fault.under("not")),
        Rule::Is(condition) => condition.check().map_err(|fault| fault.under("is")),
    }
}

#[cfg(test)]
mod tests {
    use super::{Definition, MAX_CONDITIONS, MAX_DEPTH, UnreadableDefinition};
    use crate::segments::{Comparison, Condition, Measure, Reading, Rule, Stage};

    fn number(measure: Measure, reading: Reading, compare: Comparison) -> Rule {
        Rule::Is(Condition::Number { measure, reading, compare })
    }

    fn place(rule: Rule) -> String {
        Definition::new(rule).check().expect_err("a fault").place
    }

    #[test]
    fn the_faulty_node_is_named() {
        let good = number(Measure::Orders, Reading::Estimate, Comparison::AtLeast { value: 1.0 });
        let bad = number(Measure::Orders, Reading::Surely, Comparison::AtLeast { value: 1.0 });
        assert_eq!(Definition::new(good.clone()).check(), Ok(()));
        assert_eq!(place(bad.clone()), "is");
        assert_eq!(
            place(Rule::All(vec![good.clone(), Rule::Not(Box::new(Rule::Any(vec![bad])))])),
            "all[1].not.any[0].is"
        );
        assert_eq!(place(Rule::Any(vec![])), "");
        assert_eq!(place(Rule::Any(vec![good, Rule::Is(Condition::Stage { any_of: vec![] })])), "any[1].is");
        let backwards = number(Measure::Spend, Reading::Estimate, Comparison::Between { low: 2.0, high: 1.0 });
        assert_eq!(place(backwards), "is");
    }

    #[test]
    fn depth_and_size_are_limited() {
        let leaf = || Rule::Is(Condition::Stage { any_of: vec![Stage::New] });
        let nested = |depth: usize| (1..depth).fold(leaf(), |rule, _| Rule::Not(Box::new(rule)));
        assert_eq!(Definition::new(nested(MAX_DEPTH)).check(), Ok(()));
        assert!(Definition::new(nested(MAX_DEPTH + 1)).check().is_err());
        let wide = |nodes: usize| Rule::All((1..nodes).map(|_| leaf()).collect());
        assert_eq!(Definition::new(wide(MAX_CONDITIONS)).check(), Ok(()));
        assert!(Definition::new(wide(MAX_CONDITIONS + 1)).check().is_err());
        let abyss = format!("{}{}{}", r#"{"version":1,"rule":"#, r#"{"not":"#.repeat(100_000), "1");
        assert!(matches!(Definition::parse(&abyss), Err(UnreadableDefinition::Json(_))));
    }

    #[test]
    fn other_versions_and_unknown_words_are_refused() {
        assert!(
            Definition::parse(r#"{"version":2,"rule":{"all":[]}}"#).expect_err("newer").to_string().contains("form 2")
        );
        for text in [
            r#"{"version":1,"rule":{"all":[]},"more":1}"#,
            r#"{"version":1,"rule":{"some":[]}}"#,
            r#"{"version":1,"rule":{"is":{"about":"stage","any_of":["asleep"]}}}"#,
            r#"{"version":1,"rule":{"is":{"about":"source","any_of":["a"],"none_of":["b"]}}}"#,
        ] {
            assert!(matches!(Definition::parse(text), Err(UnreadableDefinition::Json(_))), "{text}");
        }
    }
}
