//! The Lambda Runtime API, under `/{function}/{seat}`.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use jiff::Timestamp;
use serde_json::Value;

use super::seat::Seat;
use super::{Function, InvocationError, MAX_PAYLOAD_BYTES, Runtime};

/// The Runtime API of all functions.
pub fn router(runtime: Arc<Runtime>) -> Router {
    let api = "/{function}/{seat}/2018-06-01/runtime";
    Router::new()
        .route(&format!("{api}/invocation/next"), get(next))
        .route(&format!("{api}/invocation/{{id}}/response"), post(response))
        .route(&format!("{api}/invocation/{{id}}/error"), post(error))
        .route(&format!("{api}/init/error"), post(init_error))
        .with_state(runtime)
}

fn find<'a>(runtime: &'a Runtime, function: &str, seat: usize) -> Option<(&'a Arc<Function>, &'a Arc<Seat>)> {
    let function = runtime.function(function)?;
    Some((function, function.seats.get(seat)?))
}

async fn next(State(runtime): State<Arc<Runtime>>, Path((function, seat)): Path<(String, usize)>) -> Response {
    let Some((function, seat)) = find(&runtime, &function, seat) else { return StatusCode::NOT_FOUND.into_response() };
    seat.end(None, Err(InvocationError::Ended));
    let Some(invocation) = function.next().await else { return StatusCode::GONE.into_response() };
    let timeout = function.plan.timeout;
    let (id, event, answer) = invocation.into_parts();
    seat.begin(id.clone(), answer, timeout);
    let deadline = Timestamp::now().as_millisecond() + i64::try_from(timeout.as_millis()).unwrap_or(i64::MAX / 2);
    let headers = [
        ("content-type", "application/json".to_owned()),
        ("lambda-runtime-aws-request-id", id.clone()),
        ("lambda-runtime-deadline-ms", deadline.to_string()),
        ("lambda-runtime-invoked-function-arn", function.plan.arn.clone()),
        ("lambda-runtime-trace-id", format!("Root=1-{:08x}-{};Sampled=0", deadline / 1000, &id.replace('-', "")[..24])),
    ];
    (headers, event).into_response()
}

async fn response(
    State(runtime): State<Arc<Runtime>>,
    Path((function, seat, id)): Path<(String, usize, String)>,
    body: Body,
) -> StatusCode {
    let Some((_, seat)) = find(&runtime, &function, seat) else { return StatusCode::NOT_FOUND };
    match to_bytes(body, MAX_PAYLOAD_BYTES).await {
        Ok(answer) => {
            if seat.end(Some(&id), Ok(answer)) {
                StatusCode::ACCEPTED
            } else {
                StatusCode::FORBIDDEN
            }
        }
        Err(_) => {
            seat.end(Some(&id), Err(InvocationError::AnswerTooLarge));
            StatusCode::PAYLOAD_TOO_LARGE
        }
    }
}

async fn error(
    State(runtime): State<Arc<Runtime>>,
    Path((function, seat, id)): Path<(String, usize, String)>,
    body: Body,
) -> StatusCode {
    let Some((_, seat)) = find(&runtime, &function, seat) else { return StatusCode::NOT_FOUND };
    let error = read_error(body).await;
    if seat.end(Some(&id), Err(error)) { StatusCode::ACCEPTED } else { StatusCode::FORBIDDEN }
}

async fn init_error(Path((function, _)): Path<(String, usize)>, body: Body) -> StatusCode {
    eprintln!("{function} cannot start: {}", read_error(body).await);
    StatusCode::ACCEPTED
}

async fn read_error(body: Body) -> InvocationError {
    let body: Value = match to_bytes(body, MAX_PAYLOAD_BYTES).await {
        Ok(bytes) => serde_json::from_slice(&bytes).unwrap_or_default(),
        Err(_) => Value::Null,
    };
    let text = |name: &str| body[name].as_str().unwrap_or("unknown").to_owned();
    InvocationError::Function { kind: text("errorType"), message: text("errorMessage") }
}
