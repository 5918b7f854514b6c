//! Bodies in and out.

use axum::body::to_bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::ApiError;
use crate::aws::limits::BODY_BYTES;

/// A JSON body, read.
#[derive(Debug)]
pub struct Body<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, _state: &S) -> Result<Self, ApiError> {
        if !is_json(request.headers()) {
            return Err(ApiError::UnsupportedMediaType);
        }
        let bytes = to_bytes(request.into_body(), BODY_BYTES)
            .await
            .map_err(|_| ApiError::TooLarge(format!("A body may have {BODY_BYTES} bytes.")))?;
        let refused = |error| ApiError::Malformed(format!("The body says: {error}."));
        match serde_json::from_slice(&bytes) {
            Ok(body) => Ok(Self(body)),
            Err(first) => {
                let mut value: Value = serde_json::from_slice(&bytes).map_err(refused)?;
                // The first error names the place.
                if !whole_numbers(&mut value) {
                    return Err(refused(first));
                }
                serde_json::from_value(value).map(Self).map_err(refused)
            }
        }
    }
}

/// Writes `3.0` as `3`, and says whether there was any: to JSON Schema, and to languages with one kind of number, they are the
/// same.
fn whole_numbers(value: &mut Value) -> bool {
    match value {
        Value::Number(number) if number.is_f64() => {
            let Some(float) = number.as_f64().filter(|float| float.fract() == 0.0) else { return false };
            // 2^63 and 2^64: the first values that the integers do not reach.
            if (0.0..18_446_744_073_709_551_616.0).contains(&float) {
                *number = (float as u64).into();
            } else if (-9_223_372_036_854_775_808.0..0.0).contains(&float) {
                *number = (float as i64).into();
            } else {
                return false;
            }
            true
        }
        // All of them are looked at: nothing here stops at the first.
        Value::Array(values) => values.iter_mut().map(whole_numbers).filter(|any| *any).count() > 0,
        Value::Object(fields) => fields.values_mut().map(whole_numbers).filter(|any| *any).count() > 0,
        _ => false,
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

#[cfg(test)]
mod tests {
    use axum::extract::{FromRequest, Request};
    use axum::response::IntoResponse;

    use super::Body;

    async fn read(kind: &str, body: &str) -> Result<Vec<u16>, u16> {
        let request = Request::post("/").header("content-type", kind).body(body.to_owned().into()).expect("a request");
        let read = Body::<Vec<u16>>::from_request(request, &()).await;
        read.map(|Body(numbers)| numbers).map_err(|error| error.into_response().status().as_u16())
    }

    #[tokio::test]
    async fn whole_numbers_may_have_a_point_and_others_may_not() {
        assert_eq!(read("application/json; charset=utf-8", "[1, 2.0, 3e1, -0.0]").await, Ok(vec![1, 2, 30, 0]));
        for wrong in ["[1.5]", "[-1.0]", "[1.8446744073709552e19]", "[70000.0]", "[1e300]", "[1", "{}", ""] {
            assert_eq!(read("application/json", wrong).await, Err(400), "{wrong}");
        }
        assert_eq!(read("text/plain", "[1]").await, Err(415));
        assert_eq!(read("application/json", &format!("[{}1]", " ".repeat(1 << 20))).await, Err(413));
    }
}
