//! Saved scenarios, listed, kept, changed and removed.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use shared::api::{MAX_SCENARIOS, SavedScenario, ScenarioDraft, ScenarioList, version_tag};
use uuid::Uuid;

use crate::http::{
    ApiError, ApiResult, ApiState, Body, IfMatch, Member, Paging, answer, answer_with, cursor_after, tagged,
};
use crate::kept;

/// `GET /api/scenarios`
///
/// # Errors
/// When the table fails.
pub async fn list(State(state): State<ApiState>, member: Member, paging: Paging) -> ApiResult<Response> {
    let limit = paging.limit(MAX_SCENARIOS as u16);
    let after = paging.start(&kept::partition(&member.tenant), &kept::prefix::<SavedScenario>())?;
    let (scenarios, next) =
        kept::page::<SavedScenario>(&state.services.workspaces, &member.tenant, limit, after).await?;
    Ok(answer(&ScenarioList { scenarios, next_cursor: cursor_after(next.as_ref()) }))
}

/// `GET /api/scenarios/{id}`
///
/// # Errors
/// [`ApiError::NotFound`] where there is none.
pub async fn read(State(state): State<ApiState>, member: Member, Path(id): Path<String>) -> ApiResult<Response> {
    let found = kept::read::<SavedScenario>(&state.services.workspaces, &member.tenant, &parse(&id)?).await?;
    Ok(with_tag(StatusCode::OK, &found.ok_or(ApiError::NotFound)?))
}

/// `POST /api/scenarios`
///
/// # Errors
/// [`ApiError::Invalid`] with everything that is wrong; [`ApiError::Conflict`] where there are too many.
pub async fn create(
    State(state): State<ApiState>,
    member: Member,
    Body(draft): Body<ScenarioDraft>,
) -> ApiResult<Response> {
    let table = &state.services.workspaces;
    let saved = saved(&state, &member, Uuid::now_v7().to_string(), ScenarioDraft { version: 1, ..draft })?;
    if kept::list::<SavedScenario>(table, &member.tenant).await?.len() >= MAX_SCENARIOS {
        return Err(ApiError::Conflict(format!(
            "{MAX_SCENARIOS} scenarios are saved already. Nothing was saved. Remove one, then save again."
        )));
    }
    kept::create(table, &member.tenant, &saved).await?;
    Ok(with_tag(StatusCode::CREATED, &saved))
}

/// `PUT /api/scenarios/{id}`
///
/// # Errors
/// [`ApiError::PreconditionRequired`] without `If-Match`; [`ApiError::Invalid`] with everything that is wrong;
/// [`ApiError::Stale`] where somebody else has changed it since; [`ApiError::NotFound`] where it is gone.
pub async fn replace(
    State(state): State<ApiState>,
    member: Member,
    Path(id): Path<String>,
    seen: IfMatch,
    Body(draft): Body<ScenarioDraft>,
) -> ApiResult<Response> {
    let table = &state.services.workspaces;
    let before = kept::read::<SavedScenario>(table, &member.tenant, &parse(&id)?).await?.ok_or(ApiError::NotFound)?;
    let version = before.draft.version.saturating_add(1);
    let saved = saved(&state, &member, before.id.clone(), ScenarioDraft { version, ..draft })?;
    if seen.names(&version_tag(before.draft.version)) && kept::replace(table, &member.tenant, &saved).await? {
        return Ok(with_tag(StatusCode::OK, &saved));
    }
    match kept::read::<SavedScenario>(table, &member.tenant, &saved.id).await? {
        None => Err(ApiError::NotFound),
        Some(now) => Err(ApiError::Stale(format!(
            "{} has changed this scenario since you opened it. Yours was not saved. \
             Open the newer one, or save yours as a new scenario.",
            now.saved_by
        ))),
    }
}

/// `DELETE /api/scenarios/{id}`
///
/// # Errors
/// [`ApiError::NotFound`] where there is none.
pub async fn remove(State(state): State<ApiState>, member: Member, Path(id): Path<String>) -> ApiResult<Response> {
    let is_removed = kept::remove::<SavedScenario>(&state.services.workspaces, &member.tenant, &parse(&id)?).await?;
    if is_removed { Ok(StatusCode::NO_CONTENT.into_response()) } else { Err(ApiError::NotFound) }
}

fn with_tag(status: StatusCode, saved: &SavedScenario) -> Response {
    tagged(answer_with(status, saved), &version_tag(saved.draft.version))
}

fn parse(id: &str) -> ApiResult<String> {
    Uuid::try_parse(id).map(|id| id.to_string()).map_err(|_| ApiError::NotFound)
}

fn saved(state: &ApiState, member: &Member, id: String, mut draft: ScenarioDraft) -> ApiResult<SavedScenario> {
    let faults = draft.faults();
    if !faults.is_empty() {
        return Err(ApiError::Invalid(faults));
    }
    draft.name = draft.name.trim().to_owned();
    draft.comment = draft.comment.trim().to_owned();
    Ok(SavedScenario { id, draft, saved_at: state.services.now().to_string(), saved_by: member.name.clone() })
}
