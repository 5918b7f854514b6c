//! The template of the whole system, and what is refused.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use local::template::{Addresses, Plan, Resolver, Template, TemplateError};
use serde_json::{Value, json};
use shared::api::{Access, FunctionName, Method, ROUTES};
use support::real_template;

const QUEUES: &str = "http://127.0.0.1:1";

fn addresses() -> Addresses {
    Addresses { queues: QUEUES.to_owned() }
}

fn plan_of(text: &str, given: &[(&str, &str)]) -> Result<Plan, TemplateError> {
    let template = Template::parse(text)?;
    let given: BTreeMap<_, _> = given.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Plan::new(&Resolver::new(&template, &given, addresses())?)
}

fn real_plan() -> Plan {
    let text = fs::read_to_string(real_template()).expect("readable");
    let given = [
        ("IdentityIssuer", "http://issuer"),
        ("IdentityAuthorizationEndpoint", "http://issuer/authorize"),
        ("IdentityTokenEndpoint", "http://issuer/token"),
        ("IdentityClientId", "client"),
    ];
    plan_of(&text, &given).expect("the template can be run")
}

#[test]
fn intrinsics_are_resolved_as_worked_out_by_hand() {
    let template = Template::parse(
        "Parameters: {Stage: {Type: String, Default: test}, Size: {Type: Number, Default: 3}}\n\
         Conditions:\n  IsTest: !Equals [!Ref Stage, test]\n  IsBig: !Not [!Equals [!Ref Size, '3']]\n  \
         Both: !And [!Condition IsTest, !Condition IsBig]\n\
         Resources:\n  Table: {Type: AWS::DynamoDB::Table}\n  Queue: {Type: AWS::SQS::Queue}\n  \
         Bucket: {Type: AWS::S3::Bucket, Properties: {BucketName: !Sub '${Stage}-files'}}\n  \
         Work: {Type: AWS::Serverless::Function}\n  Alarm: {Type: AWS::CloudWatch::Alarm}\n",
    )
    .expect("readable");
    let resolver = Resolver::new(&template, &BTreeMap::new(), addresses()).expect("complete");
    let cases: [(Value, Value); 14] = [
        (json!({"Ref": "Stage"}), json!("test")),
        (json!({"Ref": "Size"}), json!(3)),
        (json!({"Ref": "AWS::Region"}), json!("eu-central-1")),
        (json!({"Ref": "Table"}), json!("holdfast-Table")),
        (json!({"Ref": "Queue"}), json!("http://127.0.0.1:1/000000000000/holdfast-Queue")),
        (json!({"Ref": "Bucket"}), json!("test-files")),
        (json!({"Ref": "Alarm"}), json!("Alarm")),
        (
            json!({"Fn::GetAtt": ["Work", "Arn"]}),
            json!("arn:aws:lambda:eu-central-1:000000000000:function:holdfast-Work"),
        ),
        (
            json!({"Fn::Sub": "${Stage}/${Bucket.Arn}/${!Literal}/$"}),
            json!("test/arn:aws:s3:::test-files/${Literal}/$"),
        ),
        (json!({"Fn::Sub": ["${A}-${Stage}", {"A": {"Ref": "Size"}}]}), json!("3-test")),
        (json!({"Fn::Join": ["-", ["a", {"Ref": "Stage"}, 7]]}), json!("a-test-7")),
        (json!({"Fn::If": ["IsTest", {"Ref": "Stage"}, {"Ref": "Nowhere"}]}), json!("test")),
        (json!([1, {"Fn::If": ["Both", 2, {"Ref": "AWS::NoValue"}]}, 3]), json!([1, 3])),
        (json!({"a": {"Ref": "AWS::NoValue"}, "b": {"Fn::If": ["IsBig", 1, 2]}}), json!({"b": 2})),
    ];
    for (expression, expected) in cases {
        assert_eq!(resolver.resolve(&expression), Ok(expected), "{expression}");
    }
    for unknown in [json!({"Fn::Select": [0, []]}), json!({"Ref": "Nowhere"}), json!({"Fn::GetAtt": ["Alarm", "Arn"]})]
    {
        assert!(resolver.resolve(&unknown).is_err(), "{unknown}");
    }
}

#[test]
fn an_unknown_resource_type_is_refused_by_name() {
    let error = plan_of("Resources: {Machine: {Type: AWS::EC2::Instance}}", &[]).expect_err("refused");
    assert_eq!(error, TemplateError::UnknownKind { resource: "Machine".into(), kind: "AWS::EC2::Instance".into() });
    assert!(error.to_string().contains("Machine") && error.to_string().contains("AWS::EC2::Instance"));
}

#[test]
fn a_property_that_would_change_behaviour_is_refused_by_name() {
    let refused = [
        ("Q: {Type: AWS::SQS::Queue, Properties: {FifoQueue: true}}", "FifoQueue"),
        ("Q: {Type: AWS::SQS::Queue, Properties: {VisibilityTimeout: 50000}}", "VisibilityTimeout"),
        ("A: {Type: AWS::ApiGatewayV2::Api, Properties: {ProtocolType: WEBSOCKET}}", "ProtocolType"),
        ("T: {Type: AWS::DynamoDB::Table, Properties: {GlobalSecondaryIndexes: []}}", "GlobalSecondaryIndexes"),
        ("F: {Type: AWS::Serverless::Function, Properties: {Handler: a, Events: {}}}", "Events"),
        ("F: {Type: AWS::Serverless::Function, Properties: {Timeout: 1}}", "Handler"),
    ];
    for (resource, property) in refused {
        let error = plan_of(&format!("Resources:\n  {resource}\n"), &[]).expect_err("refused");
        assert!(error.to_string().contains(property), "{error}");
    }
}

#[test]
fn a_resource_whose_condition_is_false_is_not_there() {
    let text = "Parameters: {P: {Type: String, Default: x}}\nConditions: {C: !Equals [!Ref P, y]}\n\
                Resources: {B: {Type: AWS::S3::Bucket, Condition: C}}\n";
    assert!(plan_of(text, &[]).expect("runs").buckets.is_empty());
    assert_eq!(plan_of(text, &[("P", "y")]).expect("runs").buckets.len(), 1);
    assert_eq!(plan_of(text, &[("Q", "y")]), Err(TemplateError::UnknownParameter("Q".into())));
}

#[test]
fn the_routes_are_those_of_the_shared_table_with_their_functions_and_rights() {
    let plan = real_plan();
    let method = |method| match method {
        Method::Get => "GET",
        Method::Post => "POST",
        Method::Put => "PUT",
        Method::Delete => "DELETE",
    };
    let handler = |function| match function {
        FunctionName::Api => "api",
        FunctionName::Public => "public",
    };
    let expected: BTreeSet<_> = ROUTES
        .iter()
        .map(|route| {
            let authorized = matches!(route.access, Access::Member(_));
            (method(route.method).to_owned(), route.path.to_owned(), handler(route.function).to_owned(), authorized)
        })
        // What is in no table is answered with a problem.
        .chain([("$default".to_owned(), String::new(), "public".to_owned(), false)])
        .collect();
    let found: Vec<_> = plan
        .routes
        .iter()
        .map(|route| {
            let function = plan.function(&route.function).expect("a function");
            (route.method.clone(), route.path.clone(), function.handler.clone(), route.authorized)
        })
        .collect();
    assert_eq!(found.len(), expected.len(), "a route stands twice");
    assert_eq!(found.into_iter().collect::<BTreeSet<_>>(), expected);
}

#[test]
fn the_plan_is_the_systems_contract() {
    let plan = real_plan();
    let handlers: BTreeSet<_> = plan.functions.iter().map(|function| function.handler.as_str()).collect();
    assert_eq!(handlers, BTreeSet::from(["api", "dispatch", "import", "notify", "public", "score"]));
    for function in &plan.functions {
        for name in
            ["WORKSPACES_TABLE", "CUSTOMERS_TABLE", "BUCKET", "IMPORT_QUEUE_URL", "SCORE_QUEUE_URL", "NOTIFY_QUEUE_URL"]
        {
            assert!(function.environment.contains_key(name), "{} lacks {name}", function.name);
        }
        let has_provider = function.environment.contains_key("OIDC_TOKEN_ENDPOINT");
        assert_eq!(has_provider, function.handler == "public", "{}", function.name);
    }
    assert_eq!(plan.authorizer.as_ref().expect("one").audience, ["client"]);
    assert_eq!(plan.tables.len(), 2);
    assert_eq!(plan.tables.iter().filter_map(|table| table.expires_by.as_deref()).collect::<Vec<_>>(), ["expires_at"]);
    for mapping in &plan.mappings {
        let queue = plan.queues.iter().find(|queue| queue.arn == mapping.queue).expect("a queue");
        let function = plan.function(&mapping.function).expect("a function");
        assert!(queue.visibility > function.timeout, "{}: a message would come back while it is handled", queue.name);
        assert_eq!(queue.redrive.as_ref().expect("dead letters").max_receives, 3);
        assert!(mapping.reports_failures);
    }
    assert_eq!(plan.mappings.len(), 3);
    let local = |name: &str| {
        let function = plan.functions.iter().find(|function| function.handler == name).expect("a function");
        function.environment["LOCAL_RECEIVERS"].clone()
    };
    assert_eq!(
        (&*local("api"), &*local("notify")),
        ("false", "false"),
        "the template sends nothing into its own network"
    );
    assert_eq!(plan.schedules.len(), 1);
    assert_eq!(plan.schedules[0].expression, "cron(0 4 * * ? *)");
    assert_eq!(plan.function(&plan.schedules[0].function).expect("a function").handler, "dispatch");
}
