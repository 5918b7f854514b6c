//! The document itself.

use shared::api::{Access, Method, Problem, ROUTES, Right, path};
use utoipa::openapi::path::{OperationBuilder, Parameter, ParameterBuilder, ParameterIn, PathItem, PathsBuilder};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{
    ComponentsBuilder, ContentBuilder, HttpMethod, InfoBuilder, OpenApi, OpenApiBuilder, Required, Response,
    ResponseBuilder, ResponsesBuilder,
};

use super::operations::{Body, Operation, operations};

/// Name of the security scheme of members' routes.
const TOKEN: &str = "access_token";

/// The OpenAPI document of all routes.
#[must_use]
pub fn document() -> OpenApi {
    let mut paths = PathsBuilder::new();
    let mut schemas = Vec::new();
    (Body::of::<Problem>().collect)(&mut schemas);
    for operation in operations() {
        for body in [operation.request, operation.answer].into_iter().flatten() {
            (body.collect)(&mut schemas);
        }
        paths = paths.path(operation.path, PathItem::new(http_method(operation.method), describe(operation)));
    }
    let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT").build();
    let components =
        ComponentsBuilder::new().schemas_from_iter(schemas).security_scheme(TOKEN, SecurityScheme::Http(bearer));
    let info = InfoBuilder::new()
        .title("Holdfast")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some("Customer retention: orders in; who is slipping and what they are worth out."));
    OpenApiBuilder::new().info(info.build()).paths(paths.build()).components(Some(components.build())).build()
}

fn describe(operation: Operation) -> OperationBuilder {
    let mut answer = ResponseBuilder::new().description(operation.summary);
    if let Some(body) = operation.answer {
        answer = answer.content("application/json", ContentBuilder::new().schema(Some(body.reference())).build());
    }
    let responses = ResponsesBuilder::new()
        .response(operation.status.to_string(), answer.build())
        .response("default", problem_response());
    let mut described = OperationBuilder::new().summary(Some(operation.summary)).responses(responses.build());
    if let Some(right) = right_of(operation) {
        described = described
            .security(SecurityRequirement::new(TOKEN, Vec::<String>::new()))
            .description(Some(format!("Needs the right `{}`.", right_name(right))));
    }
    if let Some(body) = operation.request {
        let content = ContentBuilder::new().schema(Some(body.reference())).build();
        let request = RequestBodyBuilder::new().content("application/json", content).required(Some(Required::True));
        described = described.request_body(Some(request.build()));
    }
    if operation.path.contains("{id}") {
        described = described.parameter(parameter("id", ParameterIn::Path));
    }
    if operation.path == path::SEARCH {
        described = described.parameter(parameter("q", ParameterIn::Query));
    }
    if operation.path == path::SEGMENT_MEMBERS {
        described = described.parameter(optional_parameter("cursor"));
    }
    described
}

fn problem_response() -> Response {
    let content = ContentBuilder::new().schema(Some(Body::of::<Problem>().reference())).build();
    let description = "A problem by RFC 9457";
    ResponseBuilder::new().description(description).content("application/problem+json", content).build()
}

fn parameter(name: &str, place: ParameterIn) -> Parameter {
    let text = ObjectBuilder::new().schema_type(Type::String).build();
    ParameterBuilder::new().name(name).parameter_in(place).required(Required::True).schema(Some(text)).build()
}

/// A parameter of the query that may be left out.
fn optional_parameter(name: &str) -> Parameter {
    let text = ObjectBuilder::new().schema_type(Type::String).build();
    let parameter = ParameterBuilder::new().name(name).parameter_in(ParameterIn::Query);
    parameter.required(Required::False).schema(Some(text)).build()
}

/// The right that the table asks for; `None` for a public route.
fn right_of(operation: Operation) -> Option<Right> {
    let route = ROUTES.iter().find(|route| (route.method, route.path) == (operation.method, operation.path))?;
    match route.access {
        Access::Everybody => None,
        Access::Member(right) => Some(right),
    }
}

fn right_name(right: Right) -> String {
    serde_json::to_value(right).ok().and_then(|name| name.as_str().map(str::to_owned)).expect("a right is a text")
}

fn http_method(method: Method) -> HttpMethod {
    match method {
        Method::Get => HttpMethod::Get,
        Method::Post => HttpMethod::Post,
        Method::Put => HttpMethod::Put,
        Method::Delete => HttpMethod::Delete,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value;
    use shared::api::ROUTES;

    use super::document;

    fn references(value: &Value, found: &mut BTreeSet<String>) {
        match value {
            Value::Object(fields) => {
                if let Some(Value::String(reference)) = fields.get("$ref") {
                    found.insert(reference.clone());
                }
                fields.values().for_each(|field| references(field, found));
            }
            Value::Array(values) => values.iter().for_each(|value| references(value, found)),
            _ => {}
        }
    }

    #[test]
    fn the_document_has_exactly_the_routes_of_the_table() {
        let json = serde_json::to_value(document()).expect("a document");
        let mut documented = BTreeSet::new();
        for (path, item) in json["paths"].as_object().expect("paths") {
            for method in item.as_object().expect("methods").keys() {
                documented.insert(format!("{} {path}", method.to_uppercase()));
            }
        }
        let method = |method| serde_json::to_value(method).expect("a text").as_str().expect("a text").to_owned();
        let table = ROUTES.iter().map(|route| format!("{} {}", method(route.method), route.path)).collect();
        assert_eq!(documented, table);
        assert!(json["openapi"].as_str().is_some_and(|version| version.starts_with("3.1")), "{}", json["openapi"]);
    }

    #[test]
    fn every_reference_of_the_document_leads_somewhere() {
        let json = serde_json::to_value(document()).expect("a document");
        let mut found = BTreeSet::new();
        references(&json, &mut found);
        assert!(found.len() > 20);
        for reference in found {
            let pointer = reference.trim_start_matches('#');
            assert!(json.pointer(pointer).is_some(), "{reference}");
        }
    }
}
