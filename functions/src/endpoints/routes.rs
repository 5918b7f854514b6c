//! Endpoints made, read, changed, given a new secret and tested; what they were told. Lists and removals are those of `kept`.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use shared::api::{
    EndpointDraft, EndpointEvent, NewEndpoint, NoticeList, ProblemField, TestReceipt, TestedEndpoint, version_tag,
};
use uuid::Uuid;

use super::{StoredEndpoint, addresses, store, told};
use crate::http::{
    ApiError, ApiResult, ApiState, Body, IfMatch, Member, Paging, answer, answer_with, cursor_after, tagged,
};
use crate::jobs::NotifyMessage;
use crate::kept::routes::{find, saved};
use crate::kept::{Kept, store as kept};
use crate::standard_webhooks;

/// How long a former secret signs too.
const FORMER_SECONDS: i64 = 24 * 60 * 60;

/// Notices of a page unless asked for another number.
const LISTED: u16 = 50;

/// What is said of an endpoint that changed meanwhile.
const CHANGED: &str = "This endpoint has changed since you opened it. Nothing was saved. Open it again.";

/// `POST /api/endpoints`: the only time the secret is shown.
///
/// # Errors
/// [`ApiError::Invalid`] with everything that is wrong; [`ApiError::Conflict`] where there are too many.
pub async fn create(
    State(state): State<ApiState>,
    member: Member,
    Body(draft): Body<EndpointDraft>,
) -> ApiResult<Response> {
    check(&state, &draft)?;
    let stored = saved::<StoredEndpoint>(&state, &member, draft, None)?;
    let table = &state.services.workspaces;
    if kept::list::<StoredEndpoint>(table, &member.tenant).await?.len() >= StoredEndpoint::MOST {
        let most = StoredEndpoint::MOST;
        return Err(ApiError::Conflict(format!("There are {most} endpoints already. Remove one that is not used.")));
    }
    kept::write(table, &member.tenant, &stored).await?;
    Ok(with_secret(StatusCode::CREATED, stored))
}

/// `GET /api/endpoints/{id}`
///
/// # Errors
/// [`ApiError::NotFound`] where there is none.
pub async fn read(State(state): State<ApiState>, member: Member, Path(id): Path<String>) -> ApiResult<Response> {
    Ok(shown(&find(&state, &member, &id).await?))
}

/// `PUT /api/endpoints/{id}`: what was held is sent when a pause ends.
///
/// # Errors
/// [`ApiError::PreconditionRequired`] without `If-Match`; [`ApiError::Invalid`] with everything that is wrong;
/// [`ApiError::Stale`] where it has changed since; [`ApiError::NotFound`] where there is none.
pub async fn replace(
    State(state): State<ApiState>,
    member: Member,
    Path(id): Path<String>,
    seen: IfMatch,
    Body(draft): Body<EndpointDraft>,
) -> ApiResult<Response> {
    check(&state, &draft)?;
    let before: StoredEndpoint = find(&state, &member, &id).await?;
    let after = saved(&state, &member, draft, Some(&before))?;
    if !seen.names(&version_tag(before.version()))
        || !kept::write(&state.services.workspaces, &member.tenant, &after).await?
    {
        return Err(ApiError::Stale(CHANGED.to_owned()));
    }
    if !after.endpoint.paused {
        let resume = NotifyMessage::Resume { tenant: member.tenant, endpoint: after.endpoint.id.clone() };
        state.services.notify_queue.send(&[resume]).await?;
    }
    Ok(shown(&after))
}

/// `POST /api/endpoints/{id}/secret`: a new secret; the one before signs too for a day.
///
/// # Errors
/// [`ApiError::NotFound`] where there is none; [`ApiError::Conflict`] where it changed meanwhile.
pub async fn renew(State(state): State<ApiState>, member: Member, Path(id): Path<String>) -> ApiResult<Response> {
    let mut stored: StoredEndpoint = find(&state, &member, &id).await?;
    let now = state.services.now();
    let former = std::mem::replace(&mut stored.secret, standard_webhooks::new_secret());
    stored.former = Some((former, now.as_second() + FORMER_SECONDS));
    stored.endpoint.version += 1;
    stored.endpoint.saved_at = now.to_string();
    stored.endpoint.saved_by.clone_from(&member.name);
    if !kept::write(&state.services.workspaces, &member.tenant, &stored).await? {
        return Err(ApiError::Conflict(CHANGED.to_owned()));
    }
    Ok(with_secret(StatusCode::OK, stored))
}

/// `POST /api/endpoints/{id}/test`
///
/// # Errors
/// [`ApiError::NotFound`] where there is none; [`ApiError::Conflict`] while it is paused.
pub async fn test(State(state): State<ApiState>, member: Member, Path(id): Path<String>) -> ApiResult<Response> {
    let stored: StoredEndpoint = find(&state, &member, &id).await?;
    if stored.endpoint.paused {
        return Err(ApiError::Conflict("The endpoint is paused. Resume it, then test it.".to_owned()));
    }
    let id = stored.endpoint.id;
    let data = TestedEndpoint { endpoint: id.clone() };
    let which = Uuid::new_v4().to_string();
    let mut message =
        told(&member.tenant, EndpointEvent::EndpointTested, &which, state.services.now().to_string(), data);
    let NotifyMessage::Tell { event_id, only, .. } = &mut message else { unreachable!("it is told") };
    *only = Some(id);
    let receipt = TestReceipt { event_id: event_id.clone() };
    state.services.notify_queue.send(&[message]).await?;
    Ok(answer_with(StatusCode::ACCEPTED, &receipt))
}

/// `GET /api/endpoints/{id}/deliveries`
///
/// # Errors
/// [`ApiError::NotFound`] where there is no such endpoint.
pub async fn deliveries(
    State(state): State<ApiState>,
    member: Member,
    Path(id): Path<String>,
    paging: Paging,
) -> ApiResult<Response> {
    let id = find::<StoredEndpoint>(&state, &member, &id).await?.endpoint.id;
    let after = paging.start(&store::notices_of(&id), "")?;
    let (page, next) = store::page(&state.services.workspaces, &id, paging.limit(LISTED), after).await?;
    let deliveries = page.into_iter().map(|kept| kept.notice).collect();
    Ok(answer(&NoticeList { deliveries, next_cursor: cursor_after(next.as_ref()) }))
}

fn check(state: &ApiState, draft: &EndpointDraft) -> ApiResult<()> {
    let mut faults = StoredEndpoint::faults(draft);
    if let Err(message) = addresses::read(&draft.url, state.services.local_receivers) {
        faults.push(ProblemField { field: "url".to_owned(), message: message.to_owned() });
    }
    if faults.is_empty() { Ok(()) } else { Err(ApiError::Invalid(faults)) }
}

fn shown(stored: &StoredEndpoint) -> Response {
    tagged(answer(&stored.endpoint), &version_tag(stored.version()))
}

fn with_secret(status: StatusCode, stored: StoredEndpoint) -> Response {
    let tag = version_tag(stored.version());
    let StoredEndpoint { endpoint, secret, .. } = stored;
    tagged(answer_with(status, &NewEndpoint { endpoint, secret }), &tag)
}
