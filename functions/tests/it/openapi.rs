//! The OpenAPI document and the description of the API.

use serde_json::Value;
use shared::api::{ROUTES, path};

use crate::support::{call, method_name, public_router};

#[tokio::test]
async fn the_document_is_served_to_everybody() {
    let router = public_router("http://127.0.0.1:1/token".into());
    let answer = call(&router, None, "GET", path::OPENAPI, &[], None).await;
    let document: Value = answer.read();
    assert_eq!(document["paths"].as_object().expect("paths").len(), {
        let mut paths: Vec<_> = ROUTES.iter().map(|route| route.path).collect();
        paths.dedup();
        paths.len()
    });
}

#[test]
fn the_description_of_the_api_names_every_route() {
    let text = include_str!("../../../docs/api.md");
    for route in ROUTES {
        let line = format!("`{} {}`", method_name(route.method), route.path);
        assert!(text.contains(&line), "docs/api.md lacks {line}");
    }
}
