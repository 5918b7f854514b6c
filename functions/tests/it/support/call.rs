//! Requests as the gateway hands them over: payload 2.0 events with verified claims.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, StatusCode};
use serde_json::{Value, json};
use tower::ServiceExt;

/// An answer, read.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Value,
}

impl Answer {
    /// The body as a type, for an answer that is a success.
    #[track_caller]
    pub(crate) fn read<T: serde::de::DeserializeOwned>(self) -> T {
        assert!(self.status.is_success(), "{} {}", self.status, self.body);
        serde_json::from_value(self.body).expect("the body of the contract")
    }

    /// Status and code of a problem.
    #[track_caller]
    pub(crate) fn problem(&self) -> (u16, &str) {
        assert_eq!(self.headers["content-type"], "application/problem+json");
        assert_eq!(self.body["status"], self.status.as_u16());
        (self.status.as_u16(), self.body["code"].as_str().expect("a code"))
    }
}

/// Sends one request through a router.
pub(crate) async fn call(
    router: &Router,
    subject: Option<&str>,
    method: &str,
    path_and_query: &str,
    headers: &[(&str, &str)],
    body: Option<&Value>,
) -> Answer {
    call_with_text(router, subject, method, path_and_query, headers, body.map(Value::to_string)).await
}

/// Sends one request whose body is any text through a router.
pub(crate) async fn call_with_text(
    router: &Router,
    subject: Option<&str>,
    method: &str,
    path_and_query: &str,
    headers: &[(&str, &str)],
    body: Option<String>,
) -> Answer {
    let (path, query) = path_and_query.split_once('?').unwrap_or((path_and_query, ""));
    let mut all = json!({ "host": "shop.example", "x-forwarded-proto": "https" });
    for (name, value) in headers {
        all[name] = json!(value);
    }
    if body.is_some() {
        all["content-type"] = json!("application/json");
    }
    let mut context = json!({
        "accountId": "1", "apiId": "api", "domainName": "shop.example", "domainPrefix": "shop",
        "http": { "method": method, "path": path, "protocol": "HTTP/1.1", "sourceIp": "127.0.0.1", "userAgent": "test" },
        "requestId": "request", "routeKey": "$default", "stage": "$default",
        "time": "21/Nov/2026:00:00:00 +0000", "timeEpoch": 0,
    });
    if let Some(subject) = subject {
        context["authorizer"] =
            json!({ "jwt": { "claims": { "sub": subject, "email": "kim@example.com" }, "scopes": null } });
    }
    let event = json!({
        "version": "2.0", "routeKey": "$default", "rawPath": path, "rawQueryString": query, "headers": all,
        "requestContext": context, "body": body, "isBase64Encoded": false,
    });
    let request = lambda_http::request::from_str(&event.to_string()).expect("an event");
    let request = request.map(|body| Body::from(body.to_vec()));
    let response = router.clone().oneshot(request).await.expect("a router always answers");
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.expect("a body");
    let body = if bytes.is_empty() { Value::Null } else { serde_json::from_slice(&bytes).expect("JSON") };
    Answer { status: parts.status, headers: parts.headers, body }
}
