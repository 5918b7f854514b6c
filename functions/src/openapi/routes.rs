//! The document, for everybody.

use axum::response::Response;

use super::document;
use crate::http::answer;

/// `GET /api/openapi.json`
pub async fn read() -> Response {
    answer(&document())
}
