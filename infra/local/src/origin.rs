//! The one origin: the app's files, the API, the issuer and the bucket, all with the CDN's headers.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderName, HeaderValue, Request, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse as _, Redirect, Response};

use crate::bucket::Buckets;
use crate::gateway::Gateway;
use crate::site::Site;

/// What stands behind the origin.
#[derive(Clone, Debug)]
pub struct Origin {
    /// Address without a slash at the end, for example `http://127.0.0.1:8080`.
    pub address: String,
    /// Headers of every answer.
    pub headers: Arc<Vec<(HeaderName, HeaderValue)>>,
    /// The API.
    pub gateway: Arc<Gateway>,
    /// The bucket.
    pub buckets: Buckets,
    /// The app's files.
    pub site: Site,
}

/// The origin's router; `issuer` is the issuer's.
pub fn router(origin: Origin, issuer: Router) -> Router {
    Router::new()
        .fallback(answer)
        .with_state(origin.clone())
        .merge(issuer)
        .layer(DefaultBodyLimit::disable())
        .layer(from_fn_with_state(origin, guard))
}

async fn answer(State(origin): State<Origin>, request: Request<Body>) -> Response {
    let path = request.uri().path();
    if path.starts_with("/api/") {
        origin.gateway.answer(request).await
    } else if origin.buckets.has(path) {
        origin.buckets.answer(request).await
    } else {
        origin.site.answer(request).await
    }
}

/// Answers only requests meant for this address, so that another site's name cannot be pointed here, and puts the
/// headers on every answer.
async fn guard(State(origin): State<Origin>, request: Request<Body>, next: Next) -> Response {
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let own = origin.address.trim_start_matches("http://");
    let mut response = if host == own {
        next.run(request).await
    } else if host == own.replace("127.0.0.1", "localhost") {
        // Addresses of uploads are signed for the number, so the name would be another origin.
        let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
        Redirect::permanent(&format!("{}{path}", origin.address)).into_response()
    } else {
        (StatusCode::MISDIRECTED_REQUEST, format!("This is {}.\n", origin.address)).into_response()
    };
    for (name, value) in origin.headers.iter() {
        response.headers_mut().insert(name, value.clone());
    }
    response
}
