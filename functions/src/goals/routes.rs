//! Goals, listed, set, changed and removed.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use shared::api::{GoalDraft, GoalList, MAX_GOALS, SavedGoal};
use uuid::Uuid;

use crate::http::{ApiError, ApiResult, ApiState, Body, Member, answer, answer_with};
use crate::kept;

/// `GET /api/goals`
///
/// # Errors
/// When the table fails.
pub async fn list(State(state): State<ApiState>, member: Member) -> ApiResult<Response> {
    Ok(answer(&GoalList { goals: kept::list(&state.services.workspaces, &member.tenant).await? }))
}

/// `POST /api/goals`
///
/// # Errors
/// [`ApiError::Invalid`] with everything that is wrong; [`ApiError::Conflict`] where there are too many.
pub async fn create(
    State(state): State<ApiState>,
    member: Member,
    Body(draft): Body<GoalDraft>,
) -> ApiResult<Response> {
    let table = &state.services.workspaces;
    let saved = saved(&state, &member, Uuid::now_v7().to_string(), GoalDraft { version: 1, ..draft })?;
    if kept::list::<SavedGoal>(table, &member.tenant).await?.len() >= MAX_GOALS {
        return Err(ApiError::Conflict(format!(
            "{MAX_GOALS} goals are set already. Nothing was saved. Remove one, then save again."
        )));
    }
    kept::create(table, &member.tenant, &saved).await?;
    Ok(answer_with(StatusCode::CREATED, &saved))
}

/// `PUT /api/goals/{id}`
///
/// # Errors
/// [`ApiError::Invalid`] with everything that is wrong; [`ApiError::Conflict`] where somebody else has changed it since;
/// [`ApiError::NotFound`] where it is gone.
pub async fn replace(
    State(state): State<ApiState>,
    member: Member,
    Path(id): Path<String>,
    Body(draft): Body<GoalDraft>,
) -> ApiResult<Response> {
    let table = &state.services.workspaces;
    let id = parse(&id)?;
    let version = draft.version.saturating_add(1);
    let saved = saved(&state, &member, id, GoalDraft { version, ..draft })?;
    if kept::replace(table, &member.tenant, &saved).await? {
        return Ok(answer(&saved));
    }
    match kept::read::<SavedGoal>(table, &member.tenant, &saved.id).await? {
        None => Err(ApiError::NotFound),
        Some(now) => Err(ApiError::Conflict(format!(
            "{} has changed this goal since you opened it. Yours was not saved. Open the newer one and change that.",
            now.saved_by
        ))),
    }
}

/// `DELETE /api/goals/{id}`
///
/// # Errors
/// [`ApiError::NotFound`] where there is none.
pub async fn remove(State(state): State<ApiState>, member: Member, Path(id): Path<String>) -> ApiResult<Response> {
    let is_removed = kept::remove::<SavedGoal>(&state.services.workspaces, &member.tenant, &parse(&id)?).await?;
    if is_removed { Ok(StatusCode::NO_CONTENT.into_response()) } else { Err(ApiError::NotFound) }
}

fn parse(id: &str) -> ApiResult<String> {
    Uuid::try_parse(id).map(|id| id.to_string()).map_err(|_| ApiError::NotFound)
}

fn saved(state: &ApiState, member: &Member, id: String, mut draft: GoalDraft) -> ApiResult<SavedGoal> {
    let faults = draft.faults();
    if !faults.is_empty() {
        return Err(ApiError::Invalid(faults));
    }
    draft.owner = draft.owner.trim().to_owned();
    draft.note = draft.note.trim().to_owned();
    Ok(SavedGoal { id, draft, saved_at: state.services.now().to_string(), saved_by: member.name.clone() })
}
