//! What to run: the template's resources as plain data.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::{Value, json};

use super::kinds::{Kind, kind};
use super::properties::Properties;
use super::{Resolver, TemplateError};

/// A table of DynamoDB.
#[derive(Clone, Debug, PartialEq)]
pub struct TablePlan {
    /// Name.
    pub name: String,
    /// Body of `CreateTable`.
    pub create: Value,
    /// Attribute that holds the second an item expires.
    pub expires_by: Option<String>,
}

/// A bucket of S3.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BucketPlan {
    /// Name.
    pub name: String,
}

/// Where messages go that failed too often.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RedrivePlan {
    /// Address (ARN) of the dead-letter queue.
    pub target: String,
    /// Receives after which a message goes there.
    pub max_receives: u32,
}

/// A queue of SQS.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueuePlan {
    /// Name.
    pub name: String,
    /// Address (ARN).
    pub arn: String,
    /// How long a received message stays hidden.
    pub visibility: Duration,
    /// How long a message is kept.
    pub retention: Duration,
    /// Where messages go that failed too often.
    pub redrive: Option<RedrivePlan>,
}

/// A function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FunctionPlan {
    /// Name.
    pub name: String,
    /// Address (ARN).
    pub arn: String,
    /// Value of `_HANDLER`.
    pub handler: String,
    /// How long one invocation may take.
    pub timeout: Duration,
    /// Memory in MB; told to the function, not enforced.
    pub memory_mb: u64,
    /// Environment variables.
    pub environment: BTreeMap<String, String>,
}

/// A queue whose messages a function handles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MappingPlan {
    /// Address (ARN) of the queue.
    pub queue: String,
    /// Name of the function.
    pub function: String,
    /// Most messages in one event.
    pub batch_size: u32,
    /// Most events at once.
    pub concurrency: u32,
    /// Whether the answer names the messages that failed.
    pub reports_failures: bool,
}

/// A route of the HTTP API.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RoutePlan {
    /// Method, upper case; `$default` for what fits no other route.
    pub method: String,
    /// Path with `{name}` for parameters.
    pub path: String,
    /// Address (ARN) of the function that answers.
    pub function: String,
    /// Whether the authorizer must have let the request through.
    pub authorized: bool,
    /// How long the gateway waits for the function.
    pub timeout: Duration,
}

/// The JWT authorizer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthorizerPlan {
    /// The only accepted issuer.
    pub issuer: String,
    /// Accepted audiences.
    pub audience: Vec<String>,
}

/// A schedule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchedulePlan {
    /// Logical id.
    pub name: String,
    /// `cron(…)` or `rate(…)`, in UTC.
    pub expression: String,
    /// Address (ARN) of the function.
    pub function: String,
    /// Event the function gets.
    pub input: Value,
}

/// Everything to run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// Tables.
    pub tables: Vec<TablePlan>,
    /// Buckets.
    pub buckets: Vec<BucketPlan>,
    /// Queues.
    pub queues: Vec<QueuePlan>,
    /// Functions.
    pub functions: Vec<FunctionPlan>,
    /// Queues' functions.
    pub mappings: Vec<MappingPlan>,
    /// Routes.
    pub routes: Vec<RoutePlan>,
    /// The authorizer, if there is one.
    pub authorizer: Option<AuthorizerPlan>,
    /// Schedules.
    pub schedules: Vec<SchedulePlan>,
    /// Headers of every answer, from the CDN's policy.
    pub headers: Vec<(String, String)>,
}

impl Plan {
    /// Sorts and reads every resource of the resolver's template.
    ///
    /// # Errors
    /// A resource or property that is not known, is missing, or cannot be run here.
    pub fn new(resolver: &Resolver<'_>) -> Result<Self, TemplateError> {
        let mut plan = Self::default();
        for (id, resource) in &resolver.template.resources {
            let Some(what) = kind(&resource.kind) else {
                return Err(TemplateError::UnknownKind { resource: id.clone(), kind: resource.kind.clone() });
            };
            let Kind::Run { read, left_out } = what else { continue };
            if let Some(name) = &resource.condition
                && !resolver.condition(name)?
            {
                continue;
            }
            let known =
                |property: &&String| !read.contains(&property.as_str()) && !left_out.contains(&property.as_str());
            if let Some(property) = resource.properties.keys().find(known) {
                return Err(TemplateError::UnknownProperty {
                    resource: id.clone(),
                    kind: resource.kind.clone(),
                    property: property.clone(),
                });
            }
            plan.add(&resource.kind, &Properties::new(id, resource, resolver), resolver)?;
        }
        Ok(plan)
    }

    fn add(&mut self, kind: &str, of: &Properties<'_>, resolver: &Resolver<'_>) -> Result<(), TemplateError> {
        match kind {
            "AWS::DynamoDB::Table" => self.tables.push(table(of, resolver)?),
            "AWS::S3::Bucket" => self.buckets.push(BucketPlan { name: resolver.physical_name(of.id)? }),
            "AWS::SQS::Queue" => self.queues.push(queue(of, resolver)?),
            "AWS::Serverless::Function" => self.functions.push(function(of, resolver)?),
            "AWS::Lambda::EventSourceMapping" => self.mappings.push(mapping(of)?),
            "AWS::Scheduler::Schedule" => self.schedules.push(schedule(of)?),
            "AWS::ApiGatewayV2::Api" => of.must_be("ProtocolType", "HTTP")?,
            "AWS::ApiGatewayV2::Stage" => {
                of.must_be("StageName", "$default")?;
                of.must_be("AutoDeploy", "true")?;
            }
            "AWS::ApiGatewayV2::Authorizer" => {
                of.must_be("AuthorizerType", "JWT")?;
                of.must_be("IdentitySource", r#"["$request.header.Authorization"]"#)?;
                if self.authorizer.is_some() {
                    return Err(of.invalid("AuthorizerType", "a second authorizer is not run here"));
                }
                self.authorizer = Some(authorizer(of)?);
            }
            "AWS::ApiGatewayV2::Route" => self.routes.push(route(of, resolver)?),
            "AWS::CloudFront::ResponseHeadersPolicy" => self.headers.extend(headers(of)?),
            // Read by the routes that point to it.
            "AWS::ApiGatewayV2::Integration" => {}
            other => unreachable!("{other} is in the list of kinds to run"),
        }
        Ok(())
    }

    /// The function with an address or a name.
    #[must_use]
    pub fn function(&self, arn_or_name: &str) -> Option<&FunctionPlan> {
        self.functions.iter().find(|function| function.arn == arn_or_name || function.name == arn_or_name)
    }
}

fn table(of: &Properties<'_>, resolver: &Resolver<'_>) -> Result<TablePlan, TemplateError> {
    let name = resolver.physical_name(of.id)?;
    let create = json!({
        "TableName": name,
        "AttributeDefinitions": of.required("AttributeDefinitions")?,
        "KeySchema": of.required("KeySchema")?,
        "BillingMode": of.text("BillingMode")?,
    });
    let expires_by = match of.value("TimeToLiveSpecification.Enabled")? {
        Some(Value::Bool(true)) => Some(of.text("TimeToLiveSpecification.AttributeName")?),
        _ => None,
    };
    Ok(TablePlan { name, create, expires_by })
}

fn queue(of: &Properties<'_>, resolver: &Resolver<'_>) -> Result<QueuePlan, TemplateError> {
    let redrive = match of.value("RedrivePolicy")? {
        None => None,
        Some(_) => Some(RedrivePlan {
            target: of.text("RedrivePolicy.deadLetterTargetArn")?,
            max_receives: of.number("RedrivePolicy.maxReceiveCount", 0, 1..=1000)? as u32,
        }),
    };
    Ok(QueuePlan {
        name: resolver.physical_name(of.id)?,
        arn: arn(of, resolver)?,
        visibility: Duration::from_secs(of.number("VisibilityTimeout", 30, 0..=43_200)?),
        retention: Duration::from_secs(of.number("MessageRetentionPeriod", 345_600, 60..=1_209_600)?),
        redrive,
    })
}

fn function(of: &Properties<'_>, resolver: &Resolver<'_>) -> Result<FunctionPlan, TemplateError> {
    let mut environment = BTreeMap::new();
    if let Some(Value::Object(variables)) = of.value("Environment.Variables")? {
        for (name, value) in variables {
            let value = match value {
                Value::String(text) => text,
                Value::Number(number) => number.to_string(),
                other => {
                    let problem = format!("{other} is not a text");
                    return Err(of.invalid(&format!("Environment.Variables.{name}"), &problem));
                }
            };
            environment.insert(name, value);
        }
    }
    Ok(FunctionPlan {
        name: resolver.physical_name(of.id)?,
        arn: arn(of, resolver)?,
        handler: of.text("Handler")?,
        timeout: Duration::from_secs(of.number("Timeout", 3, 1..=900)?),
        memory_mb: of.number("MemorySize", 128, 128..=10_240)?,
        environment,
    })
}

fn mapping(of: &Properties<'_>) -> Result<MappingPlan, TemplateError> {
    let reports_failures = match of.value("FunctionResponseTypes")? {
        None => false,
        Some(types) if types == json!(["ReportBatchItemFailures"]) => true,
        Some(types) => return Err(of.invalid("FunctionResponseTypes", &format!("{types} is not run here"))),
    };
    Ok(MappingPlan {
        queue: of.text("EventSourceArn")?,
        function: of.text("FunctionName")?,
        batch_size: of.number("BatchSize", 10, 1..=10)? as u32,
        concurrency: of.number("ScalingConfig.MaximumConcurrency", 1000, 2..=1000)? as u32,
        reports_failures,
    })
}

fn schedule(of: &Properties<'_>) -> Result<SchedulePlan, TemplateError> {
    of.must_be("ScheduleExpressionTimezone", "UTC")?;
    of.must_be("FlexibleTimeWindow.Mode", "OFF")?;
    let input = match of.value("Target.Input")? {
        None => json!({}),
        Some(Value::String(text)) => {
            serde_json::from_str(&text).map_err(|error| of.invalid("Target.Input", &error.to_string()))?
        }
        Some(other) => return Err(of.invalid("Target.Input", &format!("{other} is not a text"))),
    };
    Ok(SchedulePlan {
        name: of.id.to_owned(),
        expression: of.text("ScheduleExpression")?,
        function: of.text("Target.Arn")?,
        input,
    })
}

fn authorizer(of: &Properties<'_>) -> Result<AuthorizerPlan, TemplateError> {
    let audience = of.required("JwtConfiguration.Audience")?;
    let audience = audience.as_array().map_or(&[][..], Vec::as_slice).iter().filter_map(Value::as_str);
    Ok(AuthorizerPlan { issuer: of.text("JwtConfiguration.Issuer")?, audience: audience.map(str::to_owned).collect() })
}

fn route(of: &Properties<'_>, resolver: &Resolver<'_>) -> Result<RoutePlan, TemplateError> {
    let key = of.text("RouteKey")?;
    let parts = if key == "$default" { Some(("$default", "")) } else { key.split_once(' ') };
    let (method, path) = parts.ok_or_else(|| of.invalid("RouteKey", "it is not a method and a path"))?;
    if path.contains("+}") {
        return Err(of.invalid("RouteKey", "a greedy parameter is not run here"));
    }
    let authorized = match of.text("AuthorizationType")?.as_str() {
        "JWT" => {
            of.text("AuthorizerId")?;
            true
        }
        "NONE" => false,
        other => return Err(of.invalid("AuthorizationType", &format!("{other} is not run here"))),
    };
    let target = of.text("Target")?;
    let integration = target.strip_prefix("integrations/").unwrap_or(&target);
    let resource = resolver.template.resources.get(integration);
    let resource = resource.ok_or_else(|| of.invalid("Target", &format!("there is no integration {integration}")))?;
    let integration = Properties::new(integration, resource, resolver);
    integration.must_be("IntegrationType", "AWS_PROXY")?;
    integration.must_be("PayloadFormatVersion", "2.0")?;
    Ok(RoutePlan {
        method: method.to_owned(),
        path: path.to_owned(),
        function: integration.text("IntegrationUri")?,
        authorized,
        timeout: Duration::from_millis(integration.number("TimeoutInMillis", 30_000, 50..=30_000)?),
    })
}

fn headers(of: &Properties<'_>) -> Result<Vec<(String, String)>, TemplateError> {
    let security = "ResponseHeadersPolicyConfig.SecurityHeadersConfig";
    let mut headers = vec![
        (
            "content-security-policy".to_owned(),
            of.text(&format!("{security}.ContentSecurityPolicy.ContentSecurityPolicy"))?,
        ),
        ("referrer-policy".to_owned(), of.text(&format!("{security}.ReferrerPolicy.ReferrerPolicy"))?),
    ];
    if of.value(&format!("{security}.ContentTypeOptions"))?.is_some() {
        headers.push(("x-content-type-options".to_owned(), "nosniff".to_owned()));
    }
    let custom = of.value("ResponseHeadersPolicyConfig.CustomHeadersConfig.Items")?.unwrap_or(json!([]));
    for item in custom.as_array().map_or(&[][..], Vec::as_slice) {
        match (item["Header"].as_str(), item["Value"].as_str()) {
            (Some(name), Some(value)) => headers.push((name.to_lowercase(), value.to_owned())),
            _ => return Err(of.invalid("CustomHeadersConfig.Items", &format!("{item} is not a header"))),
        }
    }
    Ok(headers)
}

fn arn(of: &Properties<'_>, resolver: &Resolver<'_>) -> Result<String, TemplateError> {
    let arn = resolver.resolve(&json!({"Fn::GetAtt": [of.id, "Arn"]}))?;
    Ok(arn.as_str().expect("Arn of a kind that is run is a text").to_owned())
}
