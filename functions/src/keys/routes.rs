//! Keys listed, made and revoked.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use jiff::SignedDuration;
use shared::api::{ApiKey, ApiKeyDraft, ApiKeyList, MAX_KEYS, NewApiKey};
use uuid::Uuid;

use super::{secret, store};
use crate::http::{ApiError, ApiResult, ApiState, Body, Member, Paging, answer, answer_with, cursor_after};

/// `GET /api/keys`
///
/// # Errors
/// When the table fails.
pub async fn list(State(state): State<ApiState>, member: Member, paging: Paging) -> ApiResult<Response> {
    let after = paging.start(&store::partition(&member.tenant), store::PREFIX)?;
    let limit = paging.limit(MAX_KEYS as u16);
    let (keys, next) = store::page(&state.services.workspaces, &member.tenant, limit, after).await?;
    Ok(answer(&ApiKeyList { keys, next_cursor: cursor_after(next.as_ref()) }))
}

/// `POST /api/keys`: the only time the secret is shown.
///
/// # Errors
/// [`ApiError::Invalid`] with everything that is wrong, rights that the maker lacks included; [`ApiError::Conflict`] where
/// there are too many.
pub async fn create(
    State(state): State<ApiState>,
    member: Member,
    Body(mut draft): Body<ApiKeyDraft>,
) -> ApiResult<Response> {
    let faults = draft.faults();
    if !faults.is_empty() {
        return Err(ApiError::Invalid(faults));
    }
    if let Some(right) = draft.rights.iter().find(|right| !member.role.may(**right)) {
        let message = format!("your role lacks the right {right:?}, so a key of yours cannot have it");
        return Err(ApiError::invalid("rights", message));
    }
    draft.rights.sort_unstable();
    draft.rights.dedup();
    let table = &state.services.workspaces;
    if store::page(table, &member.tenant, MAX_KEYS as u16, None).await?.0.len() >= MAX_KEYS {
        return Err(ApiError::Conflict(format!("There are {MAX_KEYS} keys already. Revoke one that is not used.")));
    }
    let secret = secret::generate();
    let now = state.services.now();
    let key = ApiKey {
        id: Uuid::now_v7().to_string(),
        name: draft.name.trim().to_owned(),
        prefix: secret::prefix(&secret),
        rights: draft.rights,
        made_at: now.to_string(),
        made_by: member.name.clone(),
        valid_until: draft.days.map(|days| (now + SignedDuration::from_hours(24 * i64::from(days))).to_string()),
        last_used_day: None,
    };
    if !store::create(table, &member.tenant, &key, &secret::digest(&secret)).await? {
        return Err(ApiError::Conflict("The key was not made. Try again.".to_owned()));
    }
    tracing::info!(tenant = %member.tenant, key = key.id, "an API key was made");
    Ok(answer_with(StatusCode::CREATED, &NewApiKey { key, secret }))
}

/// `DELETE /api/keys/{id}`: from now on nothing is answered to it.
///
/// # Errors
/// [`ApiError::NotFound`] where there is none.
pub async fn revoke(State(state): State<ApiState>, member: Member, Path(id): Path<String>) -> ApiResult<Response> {
    let id = Uuid::try_parse(&id).map_err(|_| ApiError::NotFound)?.to_string();
    if !store::revoke(&state.services.workspaces, &member.tenant, &id).await? {
        return Err(ApiError::NotFound);
    }
    tracing::info!(tenant = %member.tenant, key = id, "an API key was revoked");
    Ok(StatusCode::NO_CONTENT.into_response())
}
