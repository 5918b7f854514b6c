//! Saved scenarios, listed, kept, changed and removed.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use shared::api::{MAX_SCENARIOS, SavedScenario, ScenarioDraft, ScenarioList};
use uuid::Uuid;

use crate::http::{ApiError, ApiResult, ApiState, Body, Member, answer, answer_with};
use crate::kept;

/// `GET /api/scenarios`
///
/// # Errors
/// When the table fails.
pub async fn list(State(state): State<ApiState>, member: Member) -> ApiResult<Response> {
    Ok(answer(&ScenarioList { scenarios: kept::list(&state.services.workspaces, &member.tenant).await? }))
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
    Ok(answer_with(StatusCode::CREATED, &saved))
}

/// `PUT /api/scenarios/{id}`
///
/// # Errors
/// [`ApiError::Invalid`] with everything that is wrong; [`ApiError::Conflict`] where somebody else has changed it since;
/// [`ApiError::NotFound`] where it is gone.
pub async fn replace(
    State(state): State<ApiState>,
    member: Member,
    Path(id): Path<String>,
    Body(draft): Body<ScenarioDraft>,
) -> ApiResult<Response> {
    let table = &state.services.workspaces;
    let id = parse(&id)?;
    let version = draft.version.saturating_add(1);
    let saved = saved(&state, &member, id, ScenarioDraft { version, ..draft })?;
    if kept::replace(table, &member.tenant, &saved).await? {
        return Ok(answer(&saved));
    }
    match kept::read::<SavedScenario>(table, &member.tenant, &saved.id).await? {
        None => Err(ApiError::NotFound),
        Some(now) => Err(ApiError::Conflict(format!(
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
