//! Saved segments, listed, kept, changed and removed.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use shared::api::{MAX_SEGMENTS, SavedSegment, SegmentDraft, SegmentList};
use uuid::Uuid;

use super::{store, usage};
use crate::http::{ApiError, ApiResult, ApiState, Body, Member, answer, answer_with};

/// `GET /api/segments`
///
/// # Errors
/// When the table fails.
pub async fn list(State(state): State<ApiState>, member: Member) -> ApiResult<Response> {
    Ok(answer(&SegmentList { segments: store::list(&state.services.workspaces, &member.tenant).await? }))
}

/// `GET /api/segments/{id}`
///
/// # Errors
/// [`ApiError::NotFound`] where there is none.
pub async fn read(State(state): State<ApiState>, member: Member, Path(id): Path<String>) -> ApiResult<Response> {
    Ok(answer(&find(&state, &member, &id).await?))
}

/// `GET /api/segments/{id}/versions`
///
/// # Errors
/// [`ApiError::NotFound`] where there is none.
pub async fn versions(State(state): State<ApiState>, member: Member, Path(id): Path<String>) -> ApiResult<Response> {
    let SavedSegment { id, .. } = find(&state, &member, &id).await?;
    Ok(answer(&SegmentList { segments: store::versions(&state.services.workspaces, &member.tenant, &id).await? }))
}

/// `POST /api/segments`
///
/// # Errors
/// [`ApiError::Invalid`] with everything that is wrong; [`ApiError::Conflict`] where there are too many.
pub async fn create(
    State(state): State<ApiState>,
    member: Member,
    Body(draft): Body<SegmentDraft>,
) -> ApiResult<Response> {
    let table = &state.services.workspaces;
    let draft = checked(SegmentDraft { version: 1, ..draft })?;
    if store::list(table, &member.tenant).await?.len() >= MAX_SEGMENTS {
        return Err(ApiError::Conflict(format!(
            "{MAX_SEGMENTS} segments are saved already. Nothing was saved. Remove one, then save again."
        )));
    }
    let saved = SavedSegment {
        id: Uuid::now_v7().to_string(),
        draft,
        owner: member.name.clone(),
        saved_at: state.services.now().to_string(),
        saved_by: member.name.clone(),
    };
    store::write(table, &member.tenant, &saved).await?;
    Ok(answer_with(StatusCode::CREATED, &saved))
}

/// `PUT /api/segments/{id}`
///
/// # Errors
/// [`ApiError::Invalid`] with everything that is wrong; [`ApiError::Conflict`] where somebody else has changed it since;
/// [`ApiError::NotFound`] where it is gone.
pub async fn replace(
    State(state): State<ApiState>,
    member: Member,
    Path(id): Path<String>,
    Body(draft): Body<SegmentDraft>,
) -> ApiResult<Response> {
    let before = find(&state, &member, &id).await?;
    let version = draft.version.saturating_add(1);
    let saved = SavedSegment {
        draft: checked(SegmentDraft { version, ..draft })?,
        saved_at: state.services.now().to_string(),
        saved_by: member.name.clone(),
        ..before.clone()
    };
    if version > 1 && store::write(&state.services.workspaces, &member.tenant, &saved).await? {
        return Ok(answer(&saved));
    }
    let now = find(&state, &member, &id).await?;
    Err(ApiError::Conflict(format!(
        "{} has changed this segment since you opened it. Yours was not saved. \
         Open the newer one, or save yours as a new segment.",
        now.saved_by
    )))
}

/// `DELETE /api/segments/{id}`
///
/// # Errors
/// [`ApiError::NotFound`] where there is none; [`ApiError::Conflict`] while something uses it.
pub async fn remove(State(state): State<ApiState>, member: Member, Path(id): Path<String>) -> ApiResult<Response> {
    let table = &state.services.workspaces;
    let segment = find(&state, &member, &id).await?;
    let uses = usage::uses(table, &member.tenant, &segment.id).await?;
    if !uses.is_empty() {
        return Err(ApiError::Conflict(format!(
            "This segment is in use, so it was not removed: {}. Change or remove these first.",
            uses.join(", ")
        )));
    }
    store::remove(table, &member.tenant, &segment).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// The segment of an id in the member's workspace.
pub(super) async fn find(state: &ApiState, member: &Member, id: &str) -> ApiResult<SavedSegment> {
    let id = Uuid::try_parse(id).map_err(|_| ApiError::NotFound)?.to_string();
    store::read(&state.services.workspaces, &member.tenant, &id).await?.ok_or(ApiError::NotFound)
}

fn checked(mut draft: SegmentDraft) -> ApiResult<SegmentDraft> {
    let faults = draft.faults();
    if !faults.is_empty() {
        return Err(ApiError::Invalid(faults));
    }
    draft.name = draft.name.trim().to_owned();
    draft.comment = draft.comment.trim().to_owned();
    Ok(draft)
}
