//! Failed messages sent again because a person asks: the same id and body, attempts as of a new message.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use shared::api::{MAX_RESENT, NoticeState, ResentNotices};
use shared::domain::TenantId;
use uuid::Uuid;

use super::StoredEndpoint;
use super::job::{Step, enqueue};
use super::store::{self, KeptNotice};
use crate::aws::{Services, StoreError};
use crate::http::{ApiError, ApiResult, ApiState, Member, answer_with};
use crate::kept::routes::find;

const PAUSED: &str = "The endpoint is paused. Nothing was sent. Resume it, then send what failed again.";
const TAKEN: &str = "The endpoint has taken this message already. Nothing was sent again, and nothing is to do.";
const WAITING: &str = "This message is still being tried. Nothing was sent besides. Wait for what comes of it.";
const HELD: &str = "This message is held and is sent as soon as the pause has ended. Nothing is to do.";
const FORGOTTEN: &str = "This message is not here: messages are kept for 30 days. Nothing was sent. Read the list of \
    messages again, and ask the API for what the endpoint missed.";

/// `POST /api/endpoints/{id}/deliveries/{delivery}/resend`
///
/// # Errors
/// [`ApiError::NotFound`] where there is no such endpoint; [`ApiError::Gone`] where the message is not kept;
/// [`ApiError::Conflict`] while the endpoint is paused and unless the message has failed.
pub async fn one(
    State(state): State<ApiState>,
    member: Member,
    Path((id, delivery)): Path<(String, String)>,
) -> ApiResult<Response> {
    let endpoint = active(&state, &member, &id).await?;
    let delivery = Uuid::try_parse(&delivery).map_err(|_| ApiError::NotFound)?.to_string();
    let services = &state.services;
    let now = services.now().as_second();
    let kept = store::notice(&services.workspaces, &endpoint, &delivery).await?;
    let kept = kept.filter(|kept| kept.expires_at > now).ok_or_else(|| ApiError::Gone(FORGOTTEN.to_owned()))?;
    if let Some(refusal) = refusal(kept.notice.state) {
        return Err(ApiError::Conflict(refusal.to_owned()));
    }
    let sent = send_again(services, &member.tenant, &endpoint, kept).await?;
    let sent = sent.ok_or_else(|| ApiError::Conflict(WAITING.to_owned()))?;
    Ok(answer_with(StatusCode::ACCEPTED, &sent.notice))
}

/// `POST /api/endpoints/{id}/deliveries/resend`: the oldest first, [`MAX_RESENT`] at most.
///
/// # Errors
/// [`ApiError::NotFound`] where there is no such endpoint; [`ApiError::Conflict`] while it is paused.
pub async fn failed(State(state): State<ApiState>, member: Member, Path(id): Path<String>) -> ApiResult<Response> {
    let endpoint = active(&state, &member, &id).await?;
    let services = &state.services;
    let now = services.now().as_second();
    let mut failed = store::all(&services.workspaces, &endpoint).await?;
    failed.retain(|kept| kept.notice.state == NoticeState::Failed && kept.expires_at > now);
    let left = failed.len().saturating_sub(MAX_RESENT);
    failed.truncate(MAX_RESENT);
    let mut resent = 0;
    for kept in failed {
        resent += u32::from(send_again(services, &member.tenant, &endpoint, kept).await?.is_some());
    }
    let left = u32::try_from(left).unwrap_or(u32::MAX);
    Ok(answer_with(StatusCode::ACCEPTED, &ResentNotices { resent, left }))
}

/// Id of an endpoint that takes messages.
async fn active(state: &ApiState, member: &Member, id: &str) -> ApiResult<String> {
    let endpoint = find::<StoredEndpoint>(state, member, id).await?.endpoint;
    if endpoint.paused { Err(ApiError::Conflict(PAUSED.to_owned())) } else { Ok(endpoint.id) }
}

const fn refusal(state: NoticeState) -> Option<&'static str> {
    match state {
        NoticeState::Failed => None,
        NoticeState::Taken => Some(TAKEN),
        NoticeState::Waiting => Some(WAITING),
        NoticeState::Held => Some(HELD),
    }
}

/// Begins the attempts at a failed message anew; `None` where it has gone on meanwhile. Where the queue takes nothing, it has
/// failed as before. Where the function dies in between, it is sent the next night.
async fn send_again(
    services: &Services,
    tenant: &TenantId,
    endpoint: &str,
    before: KeptNotice,
) -> Result<Option<KeptNotice>, StoreError> {
    let table = &services.workspaces;
    let now = services.now();
    let mut again = before.clone();
    again.begin_anew(now);
    if !store::note(table, endpoint, before.step, &again).await? {
        return Ok(None);
    }
    let step =
        Step { endpoint: endpoint.to_owned(), notice: again.notice.id.clone(), step: again.step, due: now.as_second() };
    if let Err(error) = enqueue(services, tenant, step).await {
        // A message that was sent all the same names a step that is over.
        let put_back = KeptNotice { step: again.step + 1, ..before };
        store::note(table, endpoint, again.step, &put_back).await?;
        return Err(error);
    }
    Ok(Some(again))
}
