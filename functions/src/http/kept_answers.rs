//! `Idempotency-Key`: a request that creates something and is sent again answers what it answered the first time.

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;

use super::{ApiError, ApiResult, Member};
use crate::answers::{self, KeptAnswer};
use crate::aws::Services;
use crate::aws::limits::BODY_BYTES;
use crate::digest::digest;

/// The header.
const KEY: &str = "idempotency-key";

/// Longest key.
const KEY_LENGTH: usize = 255;

/// Bytes of an answer that is kept. A longer one is answered, but not kept.
const KEPT_BYTES: usize = 300_000;

/// Answers a repeated request from what was kept; runs a new one and keeps its answer if it is a success.
pub(super) async fn keep_answers(services: Services, request: Request, next: Next) -> ApiResult<Response> {
    let Some(key) = request.headers().get(KEY) else { return Ok(next.run(request).await) };
    let key = key.to_str().ok().filter(|key| (1..=KEY_LENGTH).contains(&key.len()));
    let key =
        key.ok_or_else(|| ApiError::Malformed(format!("An Idempotency-Key has 1 to {KEY_LENGTH} characters.")))?;
    let key = digest(&[key.as_bytes()]);
    let tenant = request.extensions().get::<Member>().ok_or(ApiError::NotAllowed)?.tenant.clone();
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, BODY_BYTES)
        .await
        .map_err(|_| ApiError::TooLarge(format!("A body may have {BODY_BYTES} bytes.")))?;
    let request_digest = digest(&[parts.uri.path().as_bytes(), &body]);
    let now = services.now();
    let table = &services.workspaces;
    if !answers::store::begin(table, &tenant, &key, &request_digest, now).await? {
        return match answers::store::read(table, &tenant, &key).await? {
            Some(kept) if kept.request != request_digest => Err(ApiError::invalid(
                "Idempotency-Key",
                "this key was sent with another request before: take a new key for a new request",
            )),
            Some(KeptAnswer { answer: Some(answer), .. }) => Ok(again(answer)),
            _ => Err(ApiError::Conflict(
                "The same request is being worked on. Ask again in a few seconds with the same key.".to_owned(),
            )),
        };
    }
    let response = next.run(Request::from_parts(parts, Body::from(body))).await;
    let (parts, body) = response.into_parts();
    let read = to_bytes(body, usize::MAX).await.map_err(|error| ApiError::Unexpected(Box::new(error)))?;
    let kept = parts.status.is_success() && read.len() <= KEPT_BYTES;
    let done = match std::str::from_utf8(&read) {
        Ok(text) if kept => {
            let tag = parts.headers.get(header::ETAG).and_then(|tag| tag.to_str().ok()).map(str::to_owned);
            let answer = answers::Answer { status: parts.status.as_u16(), tag, body: text.to_owned() };
            answers::store::keep(table, &tenant, &key, &request_digest, &answer, now).await
        }
        _ => answers::store::forget(table, &tenant, &key).await,
    };
    if let Err(error) = done {
        // The thing was created; only the answer to a repetition is missing.
        tracing::error!(error = super::chain(&error), "an answer was not kept");
    }
    Ok(Response::from_parts(parts, Body::from(read)))
}

fn again(answer: answers::Answer) -> Response {
    let mut response = Response::new(Body::from(answer.body));
    *response.status_mut() = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::OK);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert("idempotency-replayed", HeaderValue::from_static("true"));
    if let Some(tag) = answer.tag.and_then(|tag| HeaderValue::try_from(tag).ok()) {
        headers.insert(header::ETAG, tag);
    }
    response
}
