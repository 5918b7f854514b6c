//! A request as an event of payload format 2.0.

use std::collections::BTreeMap;

use axum::http::{Version, header, request::Parts};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::routes::percent_decode;
use super::{Claims, Match};
use crate::template::ACCOUNT;

/// Builds the event of a request.
#[must_use]
pub fn event(head: &Parts, body: &[u8], found: &Match<'_>, claims: Option<&Claims>) -> Value {
    let mut headers = headers(head);
    let cookies = headers.remove("cookie");
    let host = headers.get("host").cloned().unwrap_or_default();
    // What a proxy before us may have claimed does not reach a function; CloudFront sets its own as well.
    headers.insert("x-forwarded-proto".into(), "http".into());
    headers.insert("x-forwarded-for".into(), "127.0.0.1".into());
    headers.insert("x-forwarded-port".into(), host.rsplit(':').next().unwrap_or_default().into());
    headers.remove("x-forwarded-host");
    let route_key = format!("{} {}", found.route.method, found.route.path).trim_end().to_owned();
    let now = Timestamp::now();
    let mut event = json!({
        "version": "2.0",
        "routeKey": route_key,
        "rawPath": head.uri.path(),
        "rawQueryString": head.uri.query().unwrap_or_default(),
        "headers": headers,
        "requestContext": {
            "accountId": ACCOUNT,
            "apiId": "local",
            "domainName": host,
            "domainPrefix": "local",
            "http": {
                "method": head.method.as_str(),
                "path": head.uri.path(),
                "protocol": if head.version == Version::HTTP_2 { "HTTP/2.0" } else { "HTTP/1.1" },
                "sourceIp": "127.0.0.1",
                "userAgent": headers.get("user-agent").cloned().unwrap_or_default(),
            },
            "requestId": uuid::Uuid::new_v4().to_string(),
            "routeKey": route_key,
            "stage": "$default",
            "time": now.strftime("%d/%b/%Y:%H:%M:%S +0000").to_string(),
            "timeEpoch": now.as_millisecond(),
        },
        "isBase64Encoded": false,
    });
    if let Some(cookies) = cookies {
        event["cookies"] = cookies.split(';').map(str::trim).filter(|cookie| !cookie.is_empty()).collect();
    }
    if let Some(query) = head.uri.query() {
        event["queryStringParameters"] = json!(query_parameters(query));
    }
    if !found.parameters.is_empty() {
        event["pathParameters"] = json!(found.parameters);
    }
    if let Some(claims) = claims {
        event["requestContext"]["authorizer"] = json!({"jwt": {"claims": claims, "scopes": null}});
    }
    if !body.is_empty() {
        match std::str::from_utf8(body).ok().filter(|_| is_text(headers.get("content-type"))) {
            Some(text) => event["body"] = json!(text),
            None => {
                event["body"] = json!(STANDARD.encode(body));
                event["isBase64Encoded"] = json!(true);
            }
        }
    }
    event
}

/// Headers in lower case, repeated ones joined by commas (cookies by semicolons).
fn headers(head: &Parts) -> BTreeMap<String, String> {
    let mut headers: BTreeMap<String, String> = BTreeMap::new();
    for (name, value) in &head.headers {
        let value = String::from_utf8_lossy(value.as_bytes());
        let separator = if name == header::COOKIE { ";" } else { "," };
        headers
            .entry(name.as_str().to_owned())
            .and_modify(|there| {
                there.push_str(separator);
                there.push_str(&value);
            })
            .or_insert_with(|| value.clone().into_owned());
    }
    headers
}

/// Decoded parameters, repeated ones joined by commas.
fn query_parameters(query: &str) -> BTreeMap<String, String> {
    let mut parameters: BTreeMap<String, String> = BTreeMap::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let decode = |text: &str| percent_decode(&text.replace('+', " "));
        let value = decode(value);
        parameters
            .entry(decode(name))
            .and_modify(|there| {
                there.push(',');
                there.push_str(&value);
            })
            .or_insert(value);
    }
    parameters
}

fn is_text(content_type: Option<&String>) -> bool {
    let content_type = content_type.map_or("", String::as_str).split(';').next().unwrap_or_default().trim();
    content_type.starts_with("text/")
        || ["application/json", "application/javascript", "application/xml", "application/x-www-form-urlencoded"]
            .contains(&content_type)
        || content_type.ends_with("+json")
}
