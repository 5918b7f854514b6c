//! A function's answer as a response.

use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

/// The response in a function's answer; `None` when it is none. JSON without a status is a body by itself.
pub(super) fn response(payload: &[u8]) -> Option<Response> {
    let payload: Value = serde_json::from_slice(payload).ok()?;
    let Some(status) = payload.get("statusCode") else {
        let mut response = Response::new(Body::from(payload.to_string()));
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        return Some(response);
    };
    let body = payload["body"].as_str().unwrap_or_default();
    let body = if payload["isBase64Encoded"] == true { STANDARD.decode(body).ok()? } else { body.as_bytes().to_vec() };
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = StatusCode::from_u16(u16::try_from(status.as_u64()?).ok()?).ok()?;
    let headers = response.headers_mut();
    for (name, value) in payload["headers"].as_object().into_iter().flatten() {
        // The server sets the length itself.
        let name = HeaderName::try_from(name.as_str()).ok()?;
        if name != header::CONTENT_LENGTH {
            headers.insert(name, value.as_str()?.parse().ok()?);
        }
    }
    for cookie in payload["cookies"].as_array().into_iter().flatten() {
        headers.append(header::SET_COOKIE, cookie.as_str()?.parse().ok()?);
    }
    Some(response)
}

#[cfg(test)]
mod tests {
    use axum::body::to_bytes;

    use super::response;

    #[tokio::test]
    async fn status_headers_cookies_and_encoded_bodies_arrive() {
        let payload = br#"{"statusCode":201,"headers":{"Content-Type":"text/x","content-length":"9"},
            "cookies":["a=1","b=2"],"body":"aGk=","isBase64Encoded":true}"#;
        let response = response(payload).expect("a response");
        assert_eq!(response.status(), 201);
        assert_eq!(response.headers()["content-type"], "text/x");
        assert_eq!(response.headers().get_all("set-cookie").iter().count(), 2);
        assert_eq!(to_bytes(response.into_body(), 99).await.expect("a body"), "hi");
    }

    #[test]
    fn json_without_a_status_is_a_body_and_anything_else_is_refused() {
        assert_eq!(response(b"{\"a\":1}").expect("a response").status(), 200);
        assert!(response(b"nothing").is_none());
        assert!(response(b"{\"statusCode\":99999}").is_none());
    }
}
