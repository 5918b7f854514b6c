//! Condition, filter and update expressions with their names and values.

use std::collections::HashMap;

use super::Value;

/// One expression. Attribute names that DynamoDB reserves go through [`Expression::name`].
#[derive(Clone, Debug, Default)]
pub struct Expression {
    pub(super) text: String,
    pub(super) names: HashMap<String, String>,
    pub(super) values: HashMap<String, Value>,
}

impl Expression {
    /// An expression in DynamoDB's language, for example `attribute_not_exists(pk)`.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// True for a key that holds nothing yet.
    #[must_use]
    pub fn absent() -> Self {
        Self::new("attribute_not_exists(pk)")
    }

    /// Stands a placeholder (`#state`) for an attribute.
    #[must_use]
    pub fn name(mut self, placeholder: &str, attribute: &str) -> Self {
        self.names.insert(placeholder.to_owned(), attribute.to_owned());
        self
    }

    /// Stands a placeholder (`:state`) for a text.
    #[must_use]
    pub fn text(self, placeholder: &str, value: impl Into<String>) -> Self {
        self.value(placeholder, Value::S(value.into()))
    }

    /// Stands a placeholder for a number.
    #[must_use]
    pub fn number(self, placeholder: &str, value: impl ToString) -> Self {
        self.value(placeholder, Value::N(value.to_string()))
    }

    /// Stands a placeholder for any value.
    #[must_use]
    pub fn value(mut self, placeholder: &str, value: Value) -> Self {
        self.values.insert(placeholder.to_owned(), value);
        self
    }

    /// Names of both, for a call that takes two expressions; `None` where there is none.
    pub(super) fn names_with(&self, other: &Self) -> Option<HashMap<String, String>> {
        let all: HashMap<_, _> = self.names.clone().into_iter().chain(other.names.clone()).collect();
        (!all.is_empty()).then_some(all)
    }

    /// Values of both, for a call that takes two expressions; `None` where there is none.
    pub(super) fn values_with(&self, other: &Self) -> Option<HashMap<String, Value>> {
        let all: HashMap<_, _> = self.values.clone().into_iter().chain(other.values.clone()).collect();
        (!all.is_empty()).then_some(all)
    }
}
