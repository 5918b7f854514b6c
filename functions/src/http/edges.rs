//! What every router answers by itself: unknown paths, other methods, and refusals of the framework, all as problems.

use axum::extract::Request;
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use shared::api::methods_of;

use super::ApiError;

/// Lets only requests through whose path and method are in the table of routes, and turns refusals that are not ours
/// into problems.
pub(super) async fn only_known(request: Request, next: Next) -> Response {
    let methods = methods_of(request.uri().path());
    if methods.is_empty() {
        return ApiError::NotFound.into_response();
    }
    if !methods.iter().any(|method| method.name() == request.method().as_str()) {
        return ApiError::MethodNotAllowed(methods).into_response();
    }
    let response = next.run(request).await;
    let is_problem =
        response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind == "application/problem+json");
    match response.status() {
        _ if is_problem => response,
        StatusCode::NOT_FOUND => ApiError::NotFound.into_response(),
        // A parameter of the path that is not UTF-8, above all.
        status if status.is_client_error() => {
            ApiError::Malformed("The address or a header cannot be read.".to_owned()).into_response()
        }
        status if status.is_server_error() => ApiError::Unexpected(format!("answered {status}").into()).into_response(),
        _ => response,
    }
}
