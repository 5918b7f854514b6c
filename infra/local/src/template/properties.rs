//! Reading one resource's properties, with errors that name the place.

use serde_json::Value;

use super::document::Resource;
use super::{Resolver, TemplateError};

/// The properties of one resource, resolved as they are read.
pub(super) struct Properties<'a> {
    pub(super) id: &'a str,
    resource: &'a Resource,
    resolver: &'a Resolver<'a>,
}

impl<'a> Properties<'a> {
    pub(super) fn new(id: &'a str, resource: &'a Resource, resolver: &'a Resolver<'a>) -> Self {
        Self { id, resource, resolver }
    }

    /// The value at a path of names separated by dots, resolved.
    pub(super) fn value(&self, path: &str) -> Result<Option<Value>, TemplateError> {
        let mut names = path.split('.');
        let first = names.next().expect("split gives at least one part");
        let Some(value) = self.resource.properties.get(first) else { return Ok(None) };
        // Only the part that is asked for is resolved: the rest may refer to what does not exist here.
        let mut value = value;
        for name in names {
            match value.get(name) {
                Some(inner) => value = inner,
                None => return Ok(None),
            }
        }
        self.resolver.resolve(value).map(|value| Some(value).filter(|value| !value.is_null()))
    }

    pub(super) fn required(&self, path: &str) -> Result<Value, TemplateError> {
        self.value(path)?
            .ok_or_else(|| TemplateError::Missing { resource: self.id.to_owned(), property: path.to_owned() })
    }

    pub(super) fn text(&self, path: &str) -> Result<String, TemplateError> {
        match self.required(path)? {
            Value::String(text) => Ok(text),
            other => Err(self.invalid(path, &format!("{other} is not a text"))),
        }
    }

    /// A whole number within `range`, or `default` when it is not given.
    pub(super) fn number(
        &self,
        path: &str,
        default: u64,
        range: std::ops::RangeInclusive<u64>,
    ) -> Result<u64, TemplateError> {
        let Some(value) = self.value(path)? else { return Ok(default) };
        let number = value.as_u64().or_else(|| value.as_str().and_then(|text| text.parse().ok()));
        number.filter(|number| range.contains(number)).ok_or_else(|| {
            self.invalid(path, &format!("{value} is not a number from {} to {}", range.start(), range.end()))
        })
    }

    /// Refuses any value but the given one.
    pub(super) fn must_be(&self, path: &str, expected: &str) -> Result<(), TemplateError> {
        let value = self.required(path)?;
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        if text == expected {
            Ok(())
        } else {
            Err(self.invalid(path, &format!("{value} is not run here, only {expected} is")))
        }
    }

    pub(super) fn invalid(&self, path: &str, problem: &str) -> TemplateError {
        TemplateError::Invalid { resource: self.id.to_owned(), property: path.to_owned(), problem: problem.to_owned() }
    }
}
