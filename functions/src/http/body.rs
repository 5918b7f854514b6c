//! Bodies in and out.

use axum::body::to_bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::ApiError;
use crate::aws::limits::BODY_BYTES;

/// A JSON body, read.
#[derive(Debug)]
pub struct Body<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, _state: &S) -> Result<Self, ApiError> {
        if !is_json(request.headers()) {
            return Err(ApiError::Malformed("Send the body as application/json.".to_owned()));
        }
        let bytes = to_bytes(request.into_body(), BODY_BYTES)
            .await
            .map_err(|_| ApiError::TooLarge(format!("A body may have {BODY_BYTES} bytes.")))?;
        serde_json::from_slice(&bytes)
            .map(Self)
            .map_err(|error| ApiError::Malformed(format!("The body says: {error}.")))
    }
}

/// Whether a request says its body is JSON, which no form of another site can.
pub(crate) fn is_json(headers: &axum::http::HeaderMap) -> bool {
    headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.split(';').next().is_some_and(|kind| kind.trim() == "application/json"))
}

/// Answers 200 with a JSON body.
pub fn answer<T: Serialize>(body: &T) -> Response {
    answer_with(StatusCode::OK, body)
}

/// Answers with a JSON body. Answers are about one workspace now: nobody may keep them.
pub fn answer_with<T: Serialize>(status: StatusCode, body: &T) -> Response {
    let body = serde_json::to_vec(body).expect("an answer is plain data");
    let mut response = (status, body).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
