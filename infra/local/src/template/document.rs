//! The template as data: YAML with CloudFormation's short tags, in JSON's long form.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use yaml_serde::Value as Yaml;

use super::TemplateError;

/// One resource as written, before anything is resolved.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Resource {
    /// CloudFormation's type.
    pub(super) kind: String,
    /// Name of the condition under which it exists.
    pub(super) condition: Option<String>,
    /// Properties with those of `Globals` merged in.
    pub(super) properties: Map<String, Value>,
}

/// A template as written.
#[derive(Clone, Debug, PartialEq)]
pub struct Template {
    /// Defaults of parameters; `None` for one that must be given.
    pub(super) parameters: BTreeMap<String, Option<Value>>,
    /// Expressions of conditions.
    pub(super) conditions: Map<String, Value>,
    /// Resources by logical id.
    pub(super) resources: BTreeMap<String, Resource>,
}

impl Template {
    /// Reads a template.
    ///
    /// # Errors
    /// When it is not YAML or a section is not a mapping.
    pub fn parse(text: &str) -> Result<Self, TemplateError> {
        let yaml: Yaml = yaml_serde::from_str(text).map_err(|error| TemplateError::Unreadable(error.to_string()))?;
        let document = long_form(yaml)?;
        let section = |name: &str| match document.get(name) {
            None => Ok(Map::new()),
            Some(Value::Object(map)) => Ok(map.clone()),
            Some(_) => Err(TemplateError::Unreadable(format!("{name} is not a mapping"))),
        };
        let globals = section("Globals")?;
        if let Some(other) = globals.keys().find(|name| *name != "Function") {
            return Err(TemplateError::Unreadable(format!("Globals has {other}, and only Function is known here")));
        }
        let parameters = section("Parameters")?;
        let mut resources = BTreeMap::new();
        for (id, body) in section("Resources")? {
            let resource = read_resource(&id, &body, globals.get("Function"))?;
            resources.insert(id, resource);
        }
        Ok(Self {
            parameters: parameters.into_iter().map(|(name, body)| (name, body.get("Default").cloned())).collect(),
            conditions: section("Conditions")?,
            resources,
        })
    }
}

impl Template {
    /// Whether a parameter of this name can be given.
    #[must_use]
    pub fn has_parameter(&self, name: &str) -> bool {
        self.parameters.contains_key(name)
    }
}

fn read_resource(id: &str, body: &Value, function_globals: Option<&Value>) -> Result<Resource, TemplateError> {
    let missing = |property: &str| TemplateError::Missing { resource: id.to_owned(), property: property.to_owned() };
    let kind = body.get("Type").and_then(Value::as_str).ok_or_else(|| missing("Type"))?.to_owned();
    let mut properties = match body.get("Properties") {
        None => Value::Object(Map::new()),
        Some(properties) => properties.clone(),
    };
    if let Some(globals) = function_globals.filter(|_| kind == "AWS::Serverless::Function") {
        let mut merged = globals.clone();
        merge(&mut merged, properties);
        properties = merged;
    }
    let Value::Object(properties) = properties else { return Err(missing("Properties")) };
    let condition = body.get("Condition").and_then(Value::as_str).map(str::to_owned);
    Ok(Resource { kind, condition, properties })
}

/// SAM's rule for `Globals`: mappings are merged, lists are joined, anything else is replaced.
fn merge(base: &mut Value, over: Value) {
    match (base, over) {
        (Value::Object(base), Value::Object(over)) => {
            for (key, value) in over {
                match base.get_mut(&key) {
                    Some(there) => merge(there, value),
                    None => {
                        base.insert(key, value);
                    }
                }
            }
        }
        (Value::Array(base), Value::Array(mut over)) => base.append(&mut over),
        (base, over) => *base = over,
    }
}

/// `!Ref x` as `{"Ref": "x"}`, `!Sub x` as `{"Fn::Sub": "x"}`, `!GetAtt a.b` as `{"Fn::GetAtt": ["a", "b"]}`.
fn long_form(yaml: Yaml) -> Result<Value, TemplateError> {
    Ok(match yaml {
        Yaml::Tagged(tagged) => {
            let tag = tagged.tag.to_string();
            let name = tag.trim_start_matches('!');
            let key = if matches!(name, "Ref" | "Condition") { name.to_owned() } else { format!("Fn::{name}") };
            let mut value = long_form(tagged.value)?;
            if let ("GetAtt", Some((resource, attribute))) =
                (name, value.as_str().and_then(|text| text.split_once('.')))
            {
                value = json!([resource, attribute]);
            }
            json!({ key: value })
        }
        Yaml::Mapping(mapping) => {
            let mut map = Map::new();
            for (key, value) in mapping {
                let key: String =
                    yaml_serde::from_value(key).map_err(|error| TemplateError::Unreadable(error.to_string()))?;
                map.insert(key, long_form(value)?);
            }
            Value::Object(map)
        }
        Yaml::Sequence(sequence) => Value::Array(sequence.into_iter().map(long_form).collect::<Result<_, _>>()?),
        other => yaml_serde::from_value(other).map_err(|error| TemplateError::Unreadable(error.to_string()))?,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Template;

    #[test]
    fn short_tags_become_the_long_form_and_globals_are_merged() {
        let template = Template::parse(
            "Globals: {Function: {Timeout: 3, Environment: {Variables: {A: !Ref T}}}}\n\
             Resources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n      Timeout: 5\n      \
             Environment: {Variables: {B: !GetAtt Q.Arn, C: !If [X, !Sub 'a${b}', !Join [',', [a]]]}}\n",
        )
        .expect("readable");
        let function = &template.resources["F"];
        assert_eq!(function.properties["Timeout"], json!(5));
        assert_eq!(
            function.properties["Environment"]["Variables"],
            json!({
                "A": {"Ref": "T"},
                "B": {"Fn::GetAtt": ["Q", "Arn"]},
                "C": {"Fn::If": ["X", {"Fn::Sub": "a${b}"}, {"Fn::Join": [",", ["a"]]}]},
            })
        );
    }

    #[test]
    fn text_that_looks_like_a_number_or_a_truth_stays_text() {
        let template = Template::parse("Conditions: {A: 012, B: yes, C: \"1\"}").expect("readable");
        assert_eq!(json!(template.conditions), json!({"A": "012", "B": "yes", "C": "1"}));
    }
}
