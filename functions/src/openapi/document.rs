//! The document itself.

use serde_json::Value;
use shared::api::{Access, Method, Problem, ROUTES, Right};
use utoipa::openapi::path::{OperationBuilder, PathItem, PathsBuilder};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{ComponentsBuilder, ContentBuilder, HttpMethod, InfoBuilder, OpenApiBuilder, Required};

use super::operations::{Body, Operation, operations};
use super::responses::{GatewayRefusal, responses};
use super::{closed, limits, parameters, webhooks};

/// Name of the security scheme of members' routes.
const TOKEN: &str = "access_token";

/// Name of the security scheme of programs' routes.
const API_KEY: &str = "api_key";

/// The OpenAPI document of all routes.
///
/// # Panics
/// Never: it is plain data.
#[must_use]
pub fn document() -> Value {
    let mut paths = PathsBuilder::new();
    let mut schemas = Vec::new();
    (Body::of::<Problem>().collect)(&mut schemas);
    (Body::of::<GatewayRefusal>().collect)(&mut schemas);
    for operation in operations() {
        for body in [operation.request, operation.answer].into_iter().flatten() {
            (body.collect)(&mut schemas);
        }
        paths = paths.path(operation.path, PathItem::new(http_method(operation.method), describe(operation)));
    }
    webhooks::bodies().into_iter().for_each(|(_, _, body)| (body.collect)(&mut schemas));
    let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT").build();
    let key = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("hf_…").build();
    let components = ComponentsBuilder::new()
        .schemas_from_iter(schemas)
        .security_scheme(TOKEN, SecurityScheme::Http(bearer))
        .security_scheme(API_KEY, SecurityScheme::Http(key));
    let info = InfoBuilder::new()
        .title("Holdfast")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some("Customer retention: orders in; who is slipping and what they are worth out."));
    let document =
        OpenApiBuilder::new().info(info.build()).paths(paths.build()).components(Some(components.build())).build();
    let mut document = serde_json::to_value(document).expect("plain data");
    webhooks::state(&mut document);
    limits::state(&mut document);
    closed::state(&mut document);
    document
}

fn describe(operation: Operation) -> OperationBuilder {
    let access = access_of(operation);
    let is_open = matches!(access, Access::Everybody);
    let mut described =
        OperationBuilder::new().summary(Some(operation.summary)).responses(responses(operation, !is_open));
    if let Access::Member(right) | Access::Key(right) = access {
        let scheme = if matches!(access, Access::Key(_)) { API_KEY } else { TOKEN };
        described = described
            .security(SecurityRequirement::new(scheme, Vec::<String>::new()))
            .description(Some(format!("Needs the right `{}`.", right_name(right))));
    }
    if let Some(body) = operation.request {
        let content = ContentBuilder::new().schema(Some(body.reference())).build();
        let request = RequestBodyBuilder::new().content("application/json", content).required(Some(Required::True));
        described = described.request_body(Some(request.build()));
    }
    for parameter in parameters::parameters(operation) {
        described = described.parameter(parameter);
    }
    described
}

/// Who may call, by the table; nobody where it says nothing, which a test excludes.
fn access_of(operation: Operation) -> Access {
    let route = ROUTES.iter().find(|route| (route.method, route.path) == (operation.method, operation.path));
    route.map_or(Access::Everybody, |route| route.access)
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
    use std::collections::{BTreeMap, BTreeSet};

    use serde_json::Value;
    use shared::api::ROUTES;

    use super::{document, operations};

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
        let json = document();
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
    fn no_two_types_have_one_name() {
        let mut schemas = Vec::new();
        for operation in operations() {
            for body in [operation.request, operation.answer].into_iter().flatten() {
                (body.collect)(&mut schemas);
            }
        }
        let mut found = BTreeMap::new();
        for (name, schema) in schemas {
            let schema = serde_json::to_value(schema).expect("plain data");
            let before = found.entry(name.clone()).or_insert_with(|| schema.clone());
            assert_eq!(*before, schema, "{name}");
        }
    }

    #[test]
    fn every_reference_of_the_document_leads_somewhere() {
        let json = document();
        let mut found = BTreeSet::new();
        references(&json, &mut found);
        assert!(found.len() > 20);
        for reference in found {
            let pointer = reference.trim_start_matches('#');
            assert!(json.pointer(pointer).is_some(), "{reference}");
        }
    }
}
