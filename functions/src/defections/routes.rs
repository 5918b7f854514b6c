//! Reasons, read, written down and taken back, and which of them count as avoidable.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use shared::api::{DefectionAnswer, DefectionDraft, DefectionList, SavedDefection, version_tag};
use shared::domain::CustomerId;
use shared::review::{AvoidableKinds, DefectionKind};

use super::store;
use crate::customers;
use crate::http::{
    ApiError, ApiResult, ApiState, Body, IfMatch, Member, Paging, answer, content_tag, cursor_after, tagged,
};

/// Customers of a page unless asked for another number: what stays far below the largest answer of a function.
const LISTED: u16 = 10_000;

/// `GET /api/defections`
///
/// # Errors
/// When the table fails.
pub async fn list(State(state): State<ApiState>, member: Member, paging: Paging) -> ApiResult<Response> {
    let table = &state.services.workspaces;
    let avoidable = store::avoidable(table, &member.tenant).await?;
    let after = paging.start(&store::partition(&member.tenant), "")?;
    let (customers, next) = store::by_kind(table, &member.tenant, paging.limit(LISTED), after).await?;
    let avoidable_tag = content_tag(&avoidable);
    Ok(answer(&DefectionList { avoidable, avoidable_tag, customers, next_cursor: cursor_after(next.as_ref()) }))
}

/// `GET /api/defections/avoidable`
///
/// # Errors
/// When the table fails.
pub async fn avoidable(State(state): State<ApiState>, member: Member) -> ApiResult<Response> {
    let kinds = store::avoidable(&state.services.workspaces, &member.tenant).await?;
    Ok(tagged(answer(&kinds), &content_tag(&kinds)))
}

/// `PUT /api/defections/avoidable`
///
/// # Errors
/// [`ApiError::PreconditionRequired`] without `If-Match`; [`ApiError::Stale`] where somebody else has changed them since.
pub async fn set_avoidable(
    State(state): State<ApiState>,
    member: Member,
    seen: IfMatch,
    Body(mut wanted): Body<AvoidableKinds>,
) -> ApiResult<Response> {
    wanted.kinds.sort_unstable();
    wanted.kinds.dedup();
    wanted.kinds.retain(|kind| *kind != DefectionKind::Unknown);
    let table = &state.services.workspaces;
    let before = store::avoidable(table, &member.tenant).await?;
    if !seen.names(&content_tag(&before)) || !store::set_avoidable(table, &member.tenant, &wanted, &before).await? {
        return Err(ApiError::Stale(
            "Somebody else has changed what counts as avoidable since you opened it. Yours was not saved. Reload to see theirs."
                .to_owned(),
        ));
    }
    Ok(tagged(answer(&wanted), &content_tag(&wanted)))
}

/// `GET /api/customers/{id}/defection`
///
/// # Errors
/// [`ApiError::NotFound`] for what is no customer's id.
pub async fn read(State(state): State<ApiState>, member: Member, Path(id): Path<String>) -> ApiResult<Response> {
    let defection = store::read(&state.services.workspaces, &member.tenant, parse(&id)?).await?;
    let tag = version_tag(defection.as_ref().map_or(0, |saved| saved.draft.version));
    Ok(tagged(answer(&DefectionAnswer { defection }), &tag))
}

/// `PUT /api/customers/{id}/defection`: the first reason of a customer or a change of it.
///
/// # Errors
/// [`ApiError::PreconditionRequired`] without `If-Match`, `"0"` where there was none; [`ApiError::Invalid`] with everything
/// that is wrong; [`ApiError::Stale`] where somebody else has changed it since;
/// [`ApiError::NotFound`] for what is no customer of this workspace.
pub async fn write(
    State(state): State<ApiState>,
    member: Member,
    Path(id): Path<String>,
    seen: IfMatch,
    Body(draft): Body<DefectionDraft>,
) -> ApiResult<Response> {
    let id = parse(&id)?;
    let faults = draft.faults();
    if !faults.is_empty() {
        return Err(ApiError::Invalid(faults));
    }
    let found = customers::store::read(&state.services.customers, &member.tenant, id).await?;
    found.ok_or(ApiError::NotFound)?;
    let table = &state.services.workspaces;
    let before = store::read(table, &member.tenant, id).await?.map_or(0, |saved| saved.draft.version);
    let version = before.saturating_add(1);
    let draft = DefectionDraft { note: draft.note.trim().to_owned(), version, kind: draft.kind };
    let saved = SavedDefection { draft, saved_at: state.services.now().to_string(), saved_by: member.name.clone() };
    if seen.names(&version_tag(before)) && store::write(table, &member.tenant, id, &saved).await? {
        // An erasure that ran in between has looked for the reason before it was written.
        let customer = customers::store::look(&state.services.customers, &member.tenant, id).await?;
        if let customers::store::Place::Erased(erased) = customer {
            store::remove(table, &member.tenant, id).await?;
            return Err(customers::routes::gone(&erased));
        }
        return Ok(tagged(answer(&saved), &version_tag(version)));
    }
    let detail = match store::read(table, &member.tenant, id).await? {
        Some(now) => format!(
            "{} has changed this reason since you opened it. Yours was not saved. Look at the newer one, then change that.",
            now.saved_by
        ),
        None => "The reason was removed since you opened it. Yours was not saved. Save it again to write it anew."
            .to_owned(),
    };
    Err(ApiError::Stale(detail))
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
