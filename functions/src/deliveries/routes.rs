//! Sources listed, made, given a new secret and removed; what they delivered.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use shared::api::{
    DeliveryList, MAX_SOURCES, NewSource, ProblemField, Source, SourceDraft, SourceKind, SourceList, path,
};
use uuid::Uuid;

use super::store::{self, FORMER_SECONDS, StoredSource};
use crate::http::{ApiError, ApiResult, ApiState, Body, Member, Paging, answer, answer_with, cursor_after};
use crate::{orders, standard_webhooks};

/// Deliveries of a page unless asked for another number.
const LISTED: u16 = 50;

/// `GET /api/sources`
///
/// # Errors
/// When the table fails.
pub async fn list(State(state): State<ApiState>, member: Member, paging: Paging) -> ApiResult<Response> {
    let after = paging.start(&store::partition(&member.tenant), store::PREFIX)?;
    let limit = paging.limit(MAX_SOURCES as u16);
    let (sources, next) = store::page(&state.services.workspaces, &member.tenant, limit, after).await?;
    Ok(answer(&SourceList { sources, next_cursor: cursor_after(next.as_ref()) }))
}

/// `POST /api/sources`: the only time the secret is shown.
///
/// # Errors
/// [`ApiError::Invalid`] with everything that is wrong; [`ApiError::Conflict`] where there are too many.
pub async fn create(
    State(state): State<ApiState>,
    member: Member,
    Body(draft): Body<SourceDraft>,
) -> ApiResult<Response> {
    let mut faults: Vec<ProblemField> = draft.faults();
    faults.extend(orders::source_fault(&draft.data_source));
    if !faults.is_empty() {
        return Err(ApiError::Invalid(faults));
    }
    let table = &state.services.workspaces;
    if store::page(table, &member.tenant, MAX_SOURCES as u16, None).await?.0.len() >= MAX_SOURCES {
        return Err(ApiError::Conflict(format!(
            "There are {MAX_SOURCES} sources already. Remove one that is not used."
        )));
    }
    let id = Uuid::new_v4().to_string();
    let source = Source {
        path: path::delivery(&id),
        id,
        name: draft.name.trim().to_owned(),
        kind: draft.kind,
        data_source: draft.data_source,
        made_at: state.services.now().to_string(),
        made_by: member.name.clone(),
    };
    let secret = draft.secret.unwrap_or_else(|| new_secret(draft.kind));
    let stored = StoredSource { tenant: member.tenant, source: source.clone(), secret: secret.clone(), former: None };
    if !store::create(table, &stored).await? {
        return Err(ApiError::Conflict("The source was not made. Try again.".to_owned()));
    }
    Ok(answer_with(StatusCode::CREATED, &NewSource { source, secret }))
}

/// `POST /api/sources/{id}/secret`: a new secret; the one before is good for another day.
///
/// # Errors
/// [`ApiError::NotFound`] where there is none.
pub async fn renew(State(state): State<ApiState>, member: Member, Path(id): Path<String>) -> ApiResult<Response> {
    let before = find(&state, &member, &id).await?;
    let secret = new_secret(before.source.kind);
    let until = state.services.now().as_second() + FORMER_SECONDS;
    let stored = StoredSource { secret: secret.clone(), former: Some((before.secret, until)), ..before };
    if !store::replace(&state.services.workspaces, &stored).await? {
        return Err(ApiError::NotFound);
    }
    Ok(answer(&NewSource { source: stored.source, secret }))
}

/// `DELETE /api/sources/{id}`
///
/// # Errors
/// [`ApiError::NotFound`] where there is none.
pub async fn remove(State(state): State<ApiState>, member: Member, Path(id): Path<String>) -> ApiResult<Response> {
    let stored = find(&state, &member, &id).await?;
    store::remove(&state.services.workspaces, &member.tenant, &stored.source.id).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// `GET /api/sources/{id}/deliveries`
///
/// # Errors
/// [`ApiError::NotFound`] where there is no such source.
pub async fn deliveries(
    State(state): State<ApiState>,
    member: Member,
    Path(id): Path<String>,
    paging: Paging,
) -> ApiResult<Response> {
    let source = find(&state, &member, &id).await?.source.id;
    let after = paging.start(&store::deliveries_of(&source), "")?;
    let (deliveries, next) =
        store::deliveries(&state.services.workspaces, &source, paging.limit(LISTED), after).await?;
    Ok(answer(&DeliveryList { deliveries, next_cursor: cursor_after(next.as_ref()) }))
}

/// A source of this workspace; another's is not found, like one that never was.
async fn find(state: &ApiState, member: &Member, id: &str) -> ApiResult<StoredSource> {
    let id = Uuid::try_parse(id).map_err(|_| ApiError::NotFound)?.to_string();
    let stored = store::source(&state.services.workspaces, &id).await?;
    stored.filter(|stored| stored.tenant == member.tenant).ok_or(ApiError::NotFound)
}

fn new_secret(kind: SourceKind) -> String {
    if kind == SourceKind::Standard { standard_webhooks::new_secret() } else { standard_webhooks::random() }
}
