//! Reasons, read, written down and taken back, and which of them count as avoidable.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use shared::api::{DefectionAnswer, DefectionDraft, DefectionList, SavedDefection};
use shared::domain::CustomerId;
use shared::review::{AvoidableKinds, DefectionKind};

use super::store;
use crate::customers;
use crate::http::{ApiError, ApiResult, ApiState, Body, Member, answer};

/// `GET /api/defections`
///
/// # Errors
/// When the table fails.
pub async fn list(State(state): State<ApiState>, member: Member) -> ApiResult<Response> {
    let table = &state.services.workspaces;
    let avoidable = store::avoidable(table, &member.tenant).await?;
    let customers = store::by_kind(table, &member.tenant).await?;
    Ok(answer(&DefectionList { avoidable, customers }))
}

/// `PUT /api/defections/avoidable`
///
/// # Errors
/// When the table fails.
pub async fn set_avoidable(
    State(state): State<ApiState>,
    member: Member,
    Body(mut wanted): Body<AvoidableKinds>,
) -> ApiResult<Response> {
    wanted.kinds.sort_unstable();
    wanted.kinds.dedup();
    wanted.kinds.retain(|kind| *kind != DefectionKind::Unknown);
    store::set_avoidable(&state.services.workspaces, &member.tenant, &wanted).await?;
    Ok(answer(&wanted))
}

/// `GET /api/customers/{id}/defection`
///
/// # Errors
/// [`ApiError::NotFound`] for what is no customer's id.
pub async fn read(State(state): State<ApiState>, member: Member, Path(id): Path<String>) -> ApiResult<Response> {
    let defection = store::read(&state.services.workspaces, &member.tenant, parse(&id)?).await?;
    Ok(answer(&DefectionAnswer { defection }))
}

/// `PUT /api/customers/{id}/defection`: the first reason of a customer or a change of it.
///
/// # Errors
/// [`ApiError::Invalid`] with everything that is wrong; [`ApiError::Conflict`] where somebody else has changed it since;
/// [`ApiError::NotFound`] for what is no customer of this workspace.
pub async fn write(
    State(state): State<ApiState>,
    member: Member,
    Path(id): Path<String>,
    Body(draft): Body<DefectionDraft>,
) -> ApiResult<Response> {
    let id = parse(&id)?;
    let faults = draft.faults();
    if !faults.is_empty() {
        return Err(ApiError::Invalid(faults));
    }
    let found = customers::store::read(&state.services.customers, &member.tenant, id).await?;
    found.ok_or(ApiError::NotFound)?;
    let draft = DefectionDraft {
        note: draft.note.trim().to_owned(),
        version: draft.version.saturating_add(1),
        kind: draft.kind,
    };
    let saved = SavedDefection { draft, saved_at: state.services.now().to_string(), saved_by: member.name.clone() };
    let table = &state.services.workspaces;
    if store::write(table, &member.tenant, id, &saved).await? {
        // An erasure that ran in between has looked for the reason before it was written.
        let customer = customers::store::look(&state.services.customers, &member.tenant, id).await?;
        if let customers::store::Place::Erased(erased) = customer {
            store::remove(table, &member.tenant, id).await?;
            return Err(customers::routes::gone(&erased));
        }
        return Ok(answer(&saved));
    }
    let detail = match store::read(table, &member.tenant, id).await? {
        Some(now) => format!(
            "{} has changed this reason since you opened it. Yours was not saved. Look at the newer one, then change that.",
            now.saved_by
        ),
        None => "The reason was removed since you opened it. Yours was not saved. Save it again to write it anew."
            .to_owned(),
    };
    Err(ApiError::Conflict(detail))
}

/// `DELETE /api/customers/{id}/defection`
///
/// # Errors
/// [`ApiError::NotFound`] where there is none.
pub async fn remove(State(state): State<ApiState>, member: Member, Path(id): Path<String>) -> ApiResult<Response> {
    let is_removed = store::remove(&state.services.workspaces, &member.tenant, parse(&id)?).await?;
    if is_removed { Ok(StatusCode::NO_CONTENT.into_response()) } else { Err(ApiError::NotFound) }
}

fn parse(id: &str) -> ApiResult<CustomerId> {
    id.parse().map_err(|_| ApiError::NotFound)
}
