//! The HTTP API: requests become payload 2.0 events, through the JWT authorizer.

mod answer;
mod authorizer;
mod event;
mod routes;

use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde_json::json;

pub use authorizer::{Authorizer, Claims};
pub use event::event;
pub use routes::{Match, RouteTable};

use crate::runtime::{InvocationError, Runtime};

/// Most bytes in a request, as the HTTP API has it.
const MAX_REQUEST_BYTES: usize = 10 * 1024 * 1024;

/// The HTTP API.
#[derive(Debug)]
pub struct Gateway {
    /// Routes.
    pub routes: RouteTable,
    /// Lets members' requests through; without one, none of them is.
    pub authorizer: Option<Authorizer>,
    /// Functions.
    pub runtime: Arc<Runtime>,
}

impl Gateway {
    /// Answers one request, with the service's own words where no function answers.
    pub async fn answer(&self, request: Request<Body>) -> Response {
        let (head, body) = request.into_parts();
        let Some(found) = self.routes.find(head.method.as_str(), head.uri.path()) else {
            return refuse(StatusCode::NOT_FOUND, "Not Found");
        };
        let mut claims = None;
        if found.route.authorized {
            let authorization = head.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
            claims =
                self.authorizer.as_ref().and_then(|authorizer| authorizer.claims(authorization.unwrap_or_default()));
            if claims.is_none() {
                let mut answer = refuse(StatusCode::UNAUTHORIZED, "Unauthorized");
                answer.headers_mut().insert(header::WWW_AUTHENTICATE, header::HeaderValue::from_static("Bearer"));
                return answer;
            }
        }
        let Ok(body) = to_bytes(body, MAX_REQUEST_BYTES).await else {
            return refuse(StatusCode::PAYLOAD_TOO_LARGE, "Request Too Long");
        };
        let event = event(&head, &body, &found, claims.as_ref()).to_string();
        let invocation = self.runtime.invoke(&found.route.function, event.into());
        match tokio::time::timeout(found.route.timeout, invocation).await {
            Ok(Ok(payload)) => answer::response(&payload).unwrap_or_else(|| {
                eprintln!("{}: its answer is not one of the HTTP API", found.route.function);
                refuse(StatusCode::INTERNAL_SERVER_ERROR, "Internal Server Error")
            }),
            Ok(Err(InvocationError::EventTooLarge(_))) => refuse(StatusCode::PAYLOAD_TOO_LARGE, "Request Too Long"),
            Ok(Err(error)) => {
                eprintln!("{}: {error}", found.route.function);
                refuse(StatusCode::INTERNAL_SERVER_ERROR, "Internal Server Error")
            }
            Err(_) => refuse(StatusCode::SERVICE_UNAVAILABLE, "Service Unavailable"),
        }
    }
}

fn refuse(status: StatusCode, message: &str) -> Response {
    (status, axum::Json(json!({"message": message}))).into_response()
}
