//! Sending and reading answers.

use gloo_net::http::{Headers, Method as HttpMethod, RequestBuilder, Response};
use js_sys::{ArrayBuffer, Uint8Array};
use serde::Serialize;
use serde::de::DeserializeOwned;
use shared::api::{Method, Problem};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

use super::{ApiClientError, intents, token};

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Caller {
    /// Nobody in particular.
    Anybody,
    /// The person signed in; the token is renewed once if the server refuses it.
    Member,
}

/// Sends a request without a body and reads the answer.
pub(super) async fn read<A: DeserializeOwned>(caller: Caller, method: Method, path: &str) -> Result<A, ApiClientError> {
    parse(&send(caller, method, path, None, None).await?.0)
}

/// Sends a request without a body and reads the answer and its tag, which an edit of it says.
pub(super) async fn read_tagged<A: DeserializeOwned>(
    caller: Caller,
    method: Method,
    path: &str,
) -> Result<(A, String), ApiClientError> {
    let (text, tag) = send(caller, method, path, None, None).await?;
    Ok((parse(&text)?, tag))
}

/// Sends an edit of what had a tag, and reads the answer and its new tag.
pub(super) async fn edit<B: Serialize, A: DeserializeOwned>(
    path: &str,
    tag: &str,
    body: &B,
) -> Result<(A, String), ApiClientError> {
    let body = serde_json::to_string(body).map_err(|error| ApiClientError::Unexpected(error.to_string()))?;
    let (text, tag) = send(Caller::Member, Method::Put, path, Some(body), Some(tag)).await?;
    Ok((parse(&text)?, tag))
}

/// Sends a request without a body, reads the answer and keeps its text.
pub(super) async fn read_with_text<A: DeserializeOwned>(
    caller: Caller,
    method: Method,
    path: &str,
) -> Result<(A, String), ApiClientError> {
    let (text, _) = send(caller, method, path, None, None).await?;
    Ok((parse(&text)?, text))
}

/// Sends a body and reads the answer.
pub(super) async fn exchange<B: Serialize, A: DeserializeOwned>(
    caller: Caller,
    method: Method,
    path: &str,
    body: &B,
) -> Result<A, ApiClientError> {
    let body = serde_json::to_string(body).map_err(|error| ApiClientError::Unexpected(error.to_string()))?;
    parse(&send(caller, method, path, Some(body), None).await?.0)
}

/// Sends a request whose answer does not matter beyond its success.
pub(super) async fn order(caller: Caller, method: Method, path: &str) -> Result<(), ApiClientError> {
    send(caller, method, path, None, None).await.map(drop)
}

/// Reads the object behind a pre-signed address. The token stays here.
pub(super) async fn read_object(url: &str) -> Result<ArrayBuffer, ApiClientError> {
    let response = RequestBuilder::new(url).send().await.map_err(|_| ApiClientError::Offline)?;
    if !response.ok() {
        return Err(ApiClientError::Unexpected(format!("HTTP {}", response.status())));
    }
    let response: web_sys::Response = response.into();
    let buffer = response.array_buffer().map_err(|_| ApiClientError::Offline)?;
    JsFuture::from(buffer).await.map(JsCast::unchecked_into).map_err(|_| ApiClientError::Offline)
}

/// Writes an object to a pre-signed address with the headers that were signed.
pub(super) async fn write_object(
    url: &str,
    headers: &[(String, String)],
    body: &ArrayBuffer,
) -> Result<(), ApiClientError> {
    let all = Headers::new();
    for (name, value) in headers {
        all.set(name, value);
    }
    let request = RequestBuilder::new(url)
        .method(HttpMethod::PUT)
        .headers(all)
        .body(Uint8Array::new(body))
        .map_err(|error| ApiClientError::Unexpected(error.to_string()))?;
    let response = request.send().await.map_err(|_| ApiClientError::Offline)?;
    // Read to its end, or the browser counts the answer as aborted.
    response.text().await.map_err(|_| ApiClientError::Offline)?;
    if response.ok() { Ok(()) } else { Err(ApiClientError::Unexpected(format!("HTTP {}", response.status()))) }
}

/// The text of the answer and its tag, empty where it has none.
async fn send(
    caller: Caller,
    method: Method,
    path: &str,
    body: Option<String>,
    tag: Option<&str>,
) -> Result<(String, String), ApiClientError> {
    let body = body.as_deref();
    let intent = intents::key(method, path, body.unwrap_or_default());
    let headers = [("if-match", tag), ("idempotency-key", intent.as_deref())];
    let mut response = send_once(caller, method, path, body, &headers).await?;
    if caller == Caller::Member && response.status() == 401 && token::renew().await {
        response = send_once(caller, method, path, body, &headers).await?;
    }
    let status = response.status();
    let ok = response.ok();
    let text = response.text().await.map_err(|_| ApiClientError::Offline)?;
    if ok {
        if intent.is_some() {
            intents::done(path, body.unwrap_or_default());
        }
        return Ok((text, response.headers().get("etag").unwrap_or_default()));
    }
    Err(match serde_json::from_str::<Problem>(&text) {
        Ok(problem) => ApiClientError::Problem(Box::new(problem)),
        Err(_) if status == 401 => ApiClientError::not_signed_in(),
        Err(_) => ApiClientError::Unexpected(format!("HTTP {status}")),
    })
}

async fn send_once(
    caller: Caller,
    method: Method,
    path: &str,
    body: Option<&str>,
    headers: &[(&str, Option<&str>)],
) -> Result<Response, ApiClientError> {
    let mut request = RequestBuilder::new(path).method(match method {
        Method::Get => HttpMethod::GET,
        Method::Post => HttpMethod::POST,
        Method::Put => HttpMethod::PUT,
        Method::Delete => HttpMethod::DELETE,
    });
    // A form of another site cannot send this header, so the server takes it for a request of ours.
    if method != Method::Get {
        request = request.header("x-requested-with", "holdfast");
    }
    if caller == Caller::Member
        && let Some(token) = token::current()
    {
        request = request.header("authorization", &format!("Bearer {token}"));
    }
    for (name, value) in headers {
        if let Some(value) = value {
            request = request.header(name, value);
        }
    }
    let request = match body {
        None => request.build(),
        Some(body) => request.header("content-type", "application/json").body(body),
    };
    let request = request.map_err(|error| ApiClientError::Unexpected(error.to_string()))?;
    request.send().await.map_err(|_| ApiClientError::Offline)
}

fn parse<A: DeserializeOwned>(text: &str) -> Result<A, ApiClientError> {
    serde_json::from_str(text).map_err(|error| ApiClientError::Unexpected(error.to_string()))
}
