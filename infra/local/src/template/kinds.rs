//! The three lists: what is run, what has no local meaning, and (everything else) what is refused.
//!
//! A kind that is run names every property it knows: those that are read, and those that are left out
//! knowingly because they change nothing on one machine. A property in neither list is refused.

/// What happens to a kind of resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Run, reading some properties and knowingly leaving out others.
    Run {
        /// Properties that are read.
        read: &'static [&'static str],
        /// Properties that change nothing on one machine.
        left_out: &'static [&'static str],
    },
    /// Rights, alarms, logs, edge and cost: nothing to run here.
    NoLocalMeaning,
}

/// The list a kind is in; `None` for one to refuse.
pub(super) fn kind(name: &str) -> Option<Kind> {
    const fn run(read: &'static [&'static str], left_out: &'static [&'static str]) -> Kind {
        Kind::Run { read, left_out }
    }
    Some(match name {
        "AWS::Serverless::Function" => run(
            &["Handler", "Timeout", "MemorySize", "Environment"],
            // One zip holds all functions, so the binary is the runner's, not the template's.
            &["CodeUri", "Runtime", "Architectures", "Description", "FunctionName", "LoggingConfig", "Policies"],
        ),
        "AWS::DynamoDB::Table" => run(
            &["TableName", "AttributeDefinitions", "KeySchema", "BillingMode", "TimeToLiveSpecification"],
            &["DeletionProtectionEnabled", "PointInTimeRecoverySpecification", "SSESpecification"],
        ),
        "AWS::S3::Bucket" => run(
            &["BucketName"],
            // Reached at the app's own origin and in a folder of its own: no CORS, no expiry, no encryption.
            &[
                "BucketEncryption",
                "CorsConfiguration",
                "LifecycleConfiguration",
                "OwnershipControls",
                "PublicAccessBlockConfiguration",
            ],
        ),
        "AWS::SQS::Queue" => run(
            &["QueueName", "VisibilityTimeout", "MessageRetentionPeriod", "RedrivePolicy"],
            &["SqsManagedSseEnabled"],
        ),
        "AWS::Lambda::EventSourceMapping" => {
            run(&["EventSourceArn", "FunctionName", "BatchSize", "FunctionResponseTypes", "ScalingConfig"], &[])
        }
        "AWS::Scheduler::Schedule" => {
            run(&["ScheduleExpression", "ScheduleExpressionTimezone", "FlexibleTimeWindow", "Target"], &["Description"])
        }
        "AWS::ApiGatewayV2::Api" => run(&["ProtocolType"], &["Name"]),
        "AWS::ApiGatewayV2::Stage" => run(&["StageName", "AutoDeploy"], &["ApiId", "DefaultRouteSettings"]),
        "AWS::ApiGatewayV2::Authorizer" => {
            run(&["AuthorizerType", "IdentitySource", "JwtConfiguration"], &["ApiId", "Name"])
        }
        "AWS::ApiGatewayV2::Integration" => {
            run(&["IntegrationType", "IntegrationUri", "PayloadFormatVersion", "TimeoutInMillis"], &["ApiId"])
        }
        "AWS::ApiGatewayV2::Route" => run(&["RouteKey", "AuthorizationType", "AuthorizerId", "Target"], &["ApiId"]),
        "AWS::CloudFront::ResponseHeadersPolicy" => run(&["ResponseHeadersPolicyConfig"], &[]),
        "AWS::Budgets::Budget"
        | "AWS::CloudFront::Distribution"
        | "AWS::CloudFront::Function"
        | "AWS::CloudFront::OriginAccessControl"
        | "AWS::CloudWatch::Alarm"
        | "AWS::Cognito::UserPool"
        | "AWS::Cognito::UserPoolClient"
        | "AWS::Cognito::UserPoolDomain"
        | "AWS::IAM::Role"
        | "AWS::Lambda::Permission"
        | "AWS::Logs::LogGroup"
        | "AWS::S3::BucketPolicy"
        | "AWS::SNS::Topic" => Kind::NoLocalMeaning,
        _ => return None,
    })
}
