//! CloudFormation's intrinsic functions, as far as the template needs them.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Template, TemplateError};

/// Region that everything local claims to be in.
pub(crate) const REGION: &str = "eu-central-1";
/// Account that everything local claims to belong to.
pub(crate) const ACCOUNT: &str = "000000000000";
/// Name of the stack, and beginning of generated names.
const STACK: &str = "holdfast";

/// Where this machine serves what resources refer to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addresses {
    /// Base of queue URLs, without a slash at the end.
    pub queues: String,
}

/// Resolves expressions of one template with its parameters.
#[derive(Debug)]
pub struct Resolver<'a> {
    pub(super) template: &'a Template,
    parameters: BTreeMap<String, Value>,
    addresses: Addresses,
}

impl<'a> Resolver<'a> {
    /// A resolver with parameters from outside over the template's defaults.
    ///
    /// # Errors
    /// When a given parameter is not the template's, or one without default is not given.
    pub fn new(
        template: &'a Template,
        given: &BTreeMap<String, String>,
        addresses: Addresses,
    ) -> Result<Self, TemplateError> {
        if let Some(name) = given.keys().find(|name| !template.parameters.contains_key(*name)) {
            return Err(TemplateError::UnknownParameter(name.clone()));
        }
        let mut parameters = BTreeMap::new();
        for (name, default) in &template.parameters {
            let value = given.get(name).map(|text| json!(text)).or_else(|| default.clone());
            let value = value.ok_or_else(|| TemplateError::UnknownParameter(format!("value for {name}")))?;
            parameters.insert(name.clone(), value);
        }
        Ok(Self { template, parameters, addresses })
    }

    /// Replaces every intrinsic in `value`. Members that resolve to `AWS::NoValue` are left out.
    ///
    /// # Errors
    /// An unknown intrinsic or name, or arguments of the wrong shape.
    pub fn resolve(&self, value: &Value) -> Result<Value, TemplateError> {
        Ok(self.resolve_or_nothing(value)?.unwrap_or(Value::Null))
    }

    /// Whether a condition holds.
    ///
    /// # Errors
    /// When there is no such condition or it cannot be resolved.
    pub fn condition(&self, name: &str) -> Result<bool, TemplateError> {
        let expression =
            self.template.conditions.get(name).ok_or_else(|| TemplateError::UnknownName(name.to_owned()))?;
        self.truth(expression)
    }

    /// `None` stands for `AWS::NoValue`.
    fn resolve_or_nothing(&self, value: &Value) -> Result<Option<Value>, TemplateError> {
        match value {
            Value::Object(map) => {
                if let Some((name, argument)) = intrinsic(value) {
                    return self.call(name, argument);
                }
                let mut resolved = serde_json::Map::new();
                for (key, value) in map {
                    if let Some(value) = self.resolve_or_nothing(value)? {
                        resolved.insert(key.clone(), value);
                    }
                }
                Ok(Some(Value::Object(resolved)))
            }
            Value::Array(values) => {
                let resolved: Result<Vec<_>, _> =
                    values.iter().filter_map(|value| self.resolve_or_nothing(value).transpose()).collect();
                Ok(Some(Value::Array(resolved?)))
            }
            other => Ok(Some(other.clone())),
        }
    }

    fn call(&self, name: &str, argument: &Value) -> Result<Option<Value>, TemplateError> {
        let wrong =
            |problem: &str| TemplateError::Intrinsic { intrinsic: name.to_owned(), problem: problem.to_owned() };
        match name {
            "Ref" => {
                let name = argument.as_str().ok_or_else(|| wrong("its argument is not a name"))?;
                if name == "AWS::NoValue" { Ok(None) } else { self.reference(name).map(Some) }
            }
            "Fn::GetAtt" => match argument.as_array().map(Vec::as_slice) {
                Some([Value::String(resource), Value::String(attribute)]) => {
                    self.attribute(resource, attribute).map(Some)
                }
                _ => Err(wrong("it takes a resource and an attribute")),
            },
            "Fn::Sub" => self.substitute(argument).map(Some),
            "Fn::Join" => match argument.as_array().map(Vec::as_slice) {
                Some([Value::String(separator), parts]) => {
                    let Value::Array(parts) = self.resolve(parts)? else { return Err(wrong("its parts are no list")) };
                    let parts: Result<Vec<_>, _> = parts.iter().map(text).collect();
                    Ok(Some(json!(parts?.join(separator))))
                }
                _ => Err(wrong("it takes a separator and a list")),
            },
            "Fn::If" => match argument.as_array().map(Vec::as_slice) {
                Some([Value::String(condition), yes, no]) => {
                    self.resolve_or_nothing(if self.condition(condition)? { yes } else { no })
                }
                _ => Err(wrong("it takes a condition and two values")),
            },
            "Condition" | "Fn::Equals" | "Fn::Not" | "Fn::And" => {
                self.truth(&json!({ name: argument })).map(|truth| Some(json!(truth)))
            }
            other => Err(TemplateError::UnknownIntrinsic(other.to_owned())),
        }
    }

    fn truth(&self, expression: &Value) -> Result<bool, TemplateError> {
        let unknown = || TemplateError::UnknownIntrinsic(expression.to_string());
        let (name, argument) = intrinsic(expression).ok_or_else(unknown)?;
        match (name, argument) {
            ("Condition", Value::String(name)) => self.condition(name),
            ("Fn::Equals", Value::Array(sides)) if sides.len() == 2 => {
                Ok(text(&self.resolve(&sides[0])?)? == text(&self.resolve(&sides[1])?)?)
            }
            ("Fn::Not", Value::Array(parts)) if parts.len() == 1 => Ok(!self.truth(&parts[0])?),
            ("Fn::And", Value::Array(parts)) => {
                for part in parts {
                    if !self.truth(part)? {
                        return Ok(false);
                    }
                }
                Ok(true)
            }
            _ => Err(unknown()),
        }
    }

    fn substitute(&self, argument: &Value) -> Result<Value, TemplateError> {
        let wrong = |problem: &str| TemplateError::Intrinsic { intrinsic: "Fn::Sub".into(), problem: problem.into() };
        let (pattern, variables) = match argument {
            Value::String(pattern) => (pattern, None),
            Value::Array(parts) => match parts.as_slice() {
                [Value::String(pattern), Value::Object(variables)] => (pattern, Some(variables)),
                _ => return Err(wrong("it takes a text and a mapping")),
            },
            _ => return Err(wrong("it takes a text")),
        };
        let mut result = String::new();
        let mut rest = pattern.as_str();
        while let Some(start) = rest.find("${") {
            result.push_str(&rest[..start]);
            let end = rest[start..].find('}').ok_or_else(|| wrong("a ${ is not closed"))? + start;
            let name = rest[start + 2..end].trim();
            let value = if let Some(literal) = name.strip_prefix('!') {
                json!(format!("${{{literal}}}"))
            } else if let Some(value) = variables.and_then(|variables| variables.get(name)) {
                self.resolve(value)?
            } else if let Some((resource, attribute)) = name.split_once('.') {
                self.attribute(resource, attribute)?
            } else {
                self.reference(name)?
            };
            result.push_str(&text(&value)?);
            rest = &rest[end + 1..];
        }
        result.push_str(rest);
        Ok(json!(result))
    }

    fn reference(&self, name: &str) -> Result<Value, TemplateError> {
        if let Some(value) = self.parameters.get(name) {
            return Ok(value.clone());
        }
        Ok(match name {
            "AWS::AccountId" => json!(ACCOUNT),
            "AWS::Partition" => json!("aws"),
            "AWS::Region" => json!(REGION),
            "AWS::StackName" => json!(STACK),
            "AWS::URLSuffix" => json!("amazonaws.com"),
            _ => {
                let resource = self.resource(name)?;
                match resource.kind.as_str() {
                    "AWS::SQS::Queue" => json!(self.queue_url(name)?),
                    "AWS::DynamoDB::Table" | "AWS::Serverless::Function" | "AWS::S3::Bucket" => {
                        json!(self.physical_name(name)?)
                    }
                    _ => json!(name),
                }
            }
        })
    }

    fn attribute(&self, id: &str, attribute: &str) -> Result<Value, TemplateError> {
        let kind = self.resource(id)?.kind.as_str();
        let name = self.physical_name(id)?;
        Ok(json!(match (kind, attribute) {
            ("AWS::DynamoDB::Table", "Arn") => format!("arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/{name}"),
            ("AWS::SQS::Queue", "Arn") => format!("arn:aws:sqs:{REGION}:{ACCOUNT}:{name}"),
            ("AWS::SQS::Queue", "QueueName") => name,
            ("AWS::SQS::Queue", "QueueUrl") => self.queue_url(id)?,
            ("AWS::Serverless::Function", "Arn") => format!("arn:aws:lambda:{REGION}:{ACCOUNT}:function:{name}"),
            ("AWS::S3::Bucket", "Arn") => format!("arn:aws:s3:::{name}"),
            ("AWS::S3::Bucket", "RegionalDomainName") => format!("{name}.s3.{REGION}.amazonaws.com"),
            _ => {
                let problem = format!("{id} of type {kind} has no attribute {attribute} on this machine");
                return Err(TemplateError::Intrinsic { intrinsic: "Fn::GetAtt".into(), problem });
            }
        }))
    }

    /// The name a resource has on this machine: the one the template gives, or stack and logical id.
    pub(super) fn physical_name(&self, id: &str) -> Result<String, TemplateError> {
        let resource = self.resource(id)?;
        let (property, generated) = match resource.kind.as_str() {
            "AWS::S3::Bucket" => ("BucketName", format!("{STACK}-{}", id.to_lowercase())),
            "AWS::DynamoDB::Table" => ("TableName", format!("{STACK}-{id}")),
            "AWS::SQS::Queue" => ("QueueName", format!("{STACK}-{id}")),
            _ => ("FunctionName", format!("{STACK}-{id}")),
        };
        match resource.properties.get(property) {
            Some(name) => text(&self.resolve(name)?),
            None => Ok(generated),
        }
    }

    fn queue_url(&self, id: &str) -> Result<String, TemplateError> {
        Ok(format!("{}/{ACCOUNT}/{}", self.addresses.queues, self.physical_name(id)?))
    }

    fn resource(&self, id: &str) -> Result<&super::document::Resource, TemplateError> {
        self.template.resources.get(id).ok_or_else(|| TemplateError::UnknownName(id.to_owned()))
    }
}

/// The name and the argument when `value` is a mapping with a single intrinsic.
fn intrinsic(value: &Value) -> Option<(&str, &Value)> {
    let map = value.as_object().filter(|map| map.len() == 1)?;
    let (name, argument) = map.iter().next()?;
    (name == "Ref" || name == "Condition" && argument.is_string() || name.starts_with("Fn::"))
        .then_some((name.as_str(), argument))
}

/// Text of a scalar, as CloudFormation joins and compares them.
fn text(value: &Value) -> Result<String, TemplateError> {
    match value {
        Value::String(text) => Ok(text.clone()),
        Value::Number(number) => Ok(number.to_string()),
        Value::Bool(truth) => Ok(truth.to_string()),
        other => Err(TemplateError::Unreadable(format!("{other} stands where a text must be"))),
    }
}
