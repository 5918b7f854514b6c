//! Kept things, listed, read, saved, changed and removed.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use shared::api::version_tag;
use uuid::Uuid;

use super::{Kept, Stamp, store};
use crate::endpoints::outbox;
use crate::http::{
    ApiError, ApiResult, ApiState, Body, IfMatch, Member, Paging, answer, answer_with, cursor_after, tagged,
};

/// `GET` of all.
///
/// # Errors
/// When the table fails.
pub async fn list<T: Kept>(State(state): State<ApiState>, member: Member, paging: Paging) -> ApiResult<Response> {
    let limit = paging.limit(u16::try_from(T::MOST).unwrap_or(u16::MAX));
    let after = paging.start(&store::partition(&member.tenant), &store::prefix::<T>())?;
    let (page, next) = store::page::<T>(&state.services.workspaces, &member.tenant, limit, after).await?;
    Ok(answer(&T::list(page, cursor_after(next.as_ref()))))
}

/// `GET` of one.
///
/// # Errors
/// [`ApiError::NotFound`] where there is none.
pub async fn read<T: Kept>(
    State(state): State<ApiState>,
    member: Member,
    Path(id): Path<String>,
) -> ApiResult<Response> {
    Ok(with_tag(StatusCode::OK, &find::<T>(&state, &member, &id).await?))
}

/// `POST`
///
/// # Errors
/// [`ApiError::Invalid`] with everything that is wrong; [`ApiError::Conflict`] where there are too many.
pub async fn create<T: Kept>(
    State(state): State<ApiState>,
    member: Member,
    Body(draft): Body<T::Draft>,
) -> ApiResult<Response> {
    let table = &state.services.workspaces;
    let saved = saved::<T>(&state, &member, draft, None)?;
    if store::list::<T>(table, &member.tenant).await?.len() >= T::MOST {
        return Err(ApiError::Conflict(format!(
            "{} {} are saved already. Nothing was saved. Remove one, then save again.",
            T::MOST,
            T::KINDS
        )));
    }
    write(&state, &member, &saved).await?;
    Ok(with_tag(StatusCode::CREATED, &saved))
}

/// Writes it and has it told; `false` if another version is there.
async fn write<T: Kept>(state: &ApiState, member: &Member, kept: &T) -> ApiResult<bool> {
    let told = kept.told_when_saved(&member.tenant);
    let untold = told.as_ref().and_then(outbox::kept_until_told);
    let is_written = store::write_and(&state.services.workspaces, &member.tenant, kept, untold).await?;
    if let Some(told) = told.filter(|_| is_written) {
        outbox::hand_on(&state.services, &told).await;
    }
    Ok(is_written)
}

/// `PUT`
///
/// # Errors
/// [`ApiError::PreconditionRequired`] without `If-Match`; [`ApiError::Invalid`] with everything that is wrong;
/// [`ApiError::Stale`] where somebody else has changed it since; [`ApiError::NotFound`] where it is gone.
pub async fn replace<T: Kept>(
    State(state): State<ApiState>,
    member: Member,
    Path(id): Path<String>,
    seen: IfMatch,
    Body(draft): Body<T::Draft>,
) -> ApiResult<Response> {
    let before = find::<T>(&state, &member, &id).await?;
    let saved = saved(&state, &member, draft, Some(&before))?;
    if seen.names(&version_tag(before.version())) && write(&state, &member, &saved).await? {
        return Ok(with_tag(StatusCode::OK, &saved));
    }
    let now = find::<T>(&state, &member, &id).await?;
    Err(ApiError::Stale(format!(
        "{} has changed this {kind} since you opened it. Yours was not saved. \
         Open the newer one, or save yours as a new {kind}.",
        now.saved_by(),
        kind = T::KIND
    )))
}

/// `DELETE`
///
/// # Errors
/// [`ApiError::NotFound`] where there is none; [`ApiError::Conflict`] while something uses it.
pub async fn remove<T: Kept>(
    State(state): State<ApiState>,
    member: Member,
    Path(id): Path<String>,
) -> ApiResult<Response> {
    let table = &state.services.workspaces;
    let kept = find::<T>(&state, &member, &id).await?;
    let uses = kept.uses(table, &member.tenant).await?;
    if !uses.is_empty() {
        return Err(ApiError::Conflict(format!(
            "This {} is in use, so it was not removed: {}. Change or remove these first.",
            T::KIND,
            uses.join(", ")
        )));
    }
    let told = kept.told_when_removed(&member.tenant, state.services.now().to_string());
    let untold = told.as_ref().and_then(outbox::kept_until_told);
    if !store::remove_and(table, &member.tenant, &kept, untold).await? {
        return Err(ApiError::NotFound);
    }
    if let Some(told) = told {
        outbox::hand_on(&state.services, &told).await;
    }
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// The one of an id in the member's workspace.
pub(crate) async fn find<T: Kept>(state: &ApiState, member: &Member, id: &str) -> ApiResult<T> {
    let id = Uuid::try_parse(id).map_err(|_| ApiError::NotFound)?.to_string();
    store::read(&state.services.workspaces, &member.tenant, &id).await?.ok_or(ApiError::NotFound)
}

fn with_tag<T: Kept>(status: StatusCode, kept: &T) -> Response {
    tagged(answer_with(status, kept), &version_tag(kept.version()))
}

/// What is kept of a draft, if nothing is wrong with it.
pub(crate) fn saved<T: Kept>(state: &ApiState, member: &Member, draft: T::Draft, before: Option<&T>) -> ApiResult<T> {
    let faults = T::faults(&draft);
    if !faults.is_empty() {
        return Err(ApiError::Invalid(faults));
    }
    let stamp = Stamp {
        id: before.map_or_else(|| Uuid::now_v7().to_string(), |before| before.id().to_owned()),
        version: before.map_or(0, T::version).saturating_add(1),
        saved_at: state.services.now().to_string(),
        saved_by: member.name.clone(),
    };
    Ok(T::new(draft, stamp, before))
}
