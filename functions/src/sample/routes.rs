//! Asks for the sample shop, or for its removal. Both are safe to repeat.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::store;
use crate::http::{ApiResult, ApiState, Member};
use crate::jobs::ImportMessage;
use crate::scoring;

/// `POST /api/sample`
///
/// # Errors
/// When a table or the queue fails.
pub async fn load(State(state): State<ApiState>, member: Member) -> ApiResult<Response> {
    want(&state, member, true).await
}

/// `DELETE /api/sample`
///
/// # Errors
/// When a table or the queue fails.
pub async fn remove(State(state): State<ApiState>, member: Member) -> ApiResult<Response> {
    want(&state, member, false).await
}

async fn want(state: &ApiState, member: Member, wanted: bool) -> ApiResult<Response> {
    let services = &state.services;
    store::want(&services.workspaces, &member.tenant, wanted).await?;
    // So that the app shows from now on that a new base is on its way.
    scoring::request_later(services, &member.tenant).await?;
    services.import_queue.send(&[ImportMessage::Sample { tenant: member.tenant }]).await?;
    Ok(StatusCode::ACCEPTED.into_response())
}
