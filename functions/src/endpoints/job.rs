//! The `notify` job: an event → a notice for each endpoint that wants it → attempts with growing pauses. Every step is safe
//! to repeat: what comes next is in the queue before it is noted what was.

use jiff::Timestamp;
use shared::api::{Attempt, EndpointEvent, Notice, NoticeState};
use shared::domain::TenantId;
use uuid::Uuid;

use super::sender::{self, Message};
use super::store::{self, KeptNotice, StoredEndpoint};
use crate::aws::limits::QUEUE_DELAY_SECONDS;
use crate::aws::{Services, StoreError};
use crate::jobs::{JobError, NotifyMessage};
use crate::kept::{Kept as _, store as kept};

/// Seconds between attempts, as the Standard Webhooks specification advises: three days in all.
const PAUSES: [i64; 9] = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];

/// Attempts of a notice that are shown.
const ATTEMPTS_SHOWN: usize = 20;

/// How often an endpoint is written anew because somebody else was in between.
const TRIES: u32 = 10;

/// Why an endpoint is paused that answers 410.
const GONE: &str =
    "The endpoint answered 410: it is gone for good. What it missed is held and sent when you resume it.";

/// Why an endpoint is paused that takes nothing for days.
const FAILING: &str = "The endpoint took nothing for three days. What it missed is held and sent when you resume it.";

/// Who pauses an endpoint that fails.
const HOLDFAST: &str = "Holdfast";

/// Does what a message says.
///
/// # Errors
/// When it failed and may succeed when delivered again.
pub async fn run(services: &Services, message: NotifyMessage) -> Result<(), JobError> {
    match message {
        NotifyMessage::Tell { tenant, event_id, event, body, only } => {
            let told = Told { event_id, event, body };
            tell(services, &tenant, &told, only.as_deref()).await
        }
        NotifyMessage::Send { tenant, endpoint, notice, step, due } => {
            attempt(services, &tenant, Step { endpoint, notice, step, due }).await
        }
        NotifyMessage::Resume { tenant, endpoint } => resume(services, &tenant, &endpoint).await,
    }
}

struct Told {
    event_id: String,
    event: EndpointEvent,
    body: String,
}

/// One attempt that is to be made.
#[derive(Clone)]
pub(super) struct Step {
    pub(super) endpoint: String,
    pub(super) notice: String,
    pub(super) step: u32,
    pub(super) due: i64,
}

pub(super) async fn enqueue(services: &Services, tenant: &TenantId, step: Step) -> Result<(), StoreError> {
    let left = (step.due - services.now().as_second()).clamp(0, QUEUE_DELAY_SECONDS.into());
    let Step { endpoint, notice, step, due } = step;
    let message = NotifyMessage::Send { tenant: tenant.clone(), endpoint, notice, step, due };
    services.notify_queue.send_after(&[message], u16::try_from(left).unwrap_or(QUEUE_DELAY_SECONDS)).await
}

async fn tell(services: &Services, tenant: &TenantId, told: &Told, only: Option<&str>) -> Result<(), JobError> {
    let table = &services.workspaces;
    for StoredEndpoint { endpoint, .. } in kept::list::<StoredEndpoint>(table, tenant).await? {
        if only.map_or(!endpoint.events.contains(&told.event), |only| only != endpoint.id) {
            continue;
        }
        let now = services.now();
        let state = if endpoint.paused { NoticeState::Held } else { NoticeState::Waiting };
        let notice = Notice {
            id: Uuid::now_v7().to_string(),
            event_id: told.event_id.clone(),
            event: told.event,
            made_at: now.to_string(),
            state,
            attempts: Vec::new(),
            next_at: (state == NoticeState::Waiting).then(|| now.to_string()),
        };
        let new = KeptNotice::new(notice, told.body.clone(), now.as_second());
        let Some(kept) = store::keep(table, &endpoint.id, new).await? else { continue };
        if kept.notice.state == NoticeState::Held {
            look_again(services, tenant, &endpoint.id).await?;
        }
        if kept.notice.state == NoticeState::Waiting && kept.tries == 0 {
            let (notice, step, due) = (kept.notice.id, kept.step, now.as_second());
            enqueue(services, tenant, Step { endpoint: endpoint.id, notice, step, due }).await?;
        }
    }
    Ok(())
}

async fn attempt(services: &Services, tenant: &TenantId, step: Step) -> Result<(), JobError> {
    let table = &services.workspaces;
    let now = services.now();
    if step.due > now.as_second() {
        return Ok(enqueue(services, tenant, step).await?);
    }
    let Some(stored) = kept::read::<StoredEndpoint>(table, tenant, &step.endpoint).await? else { return Ok(()) };
    let Some(mut kept) = store::notice(table, &step.endpoint, &step.notice).await? else { return Ok(()) };
    if step.step > kept.step {
        return Err(JobError::Lasting("the attempt before is not noted yet".to_owned()));
    }
    if step.step < kept.step || kept.notice.state != NoticeState::Waiting {
        return Ok(());
    }
    kept.step += 1;
    kept.notice.next_at = None;
    if stored.endpoint.paused {
        kept.notice.state = NoticeState::Held;
        store::note(table, &step.endpoint, step.step, &kept).await?;
        look_again(services, tenant, &step.endpoint).await?;
        return Ok(());
    }
    let message = Message {
        url: &stored.endpoint.url,
        id: &kept.notice.event_id,
        body: &kept.body,
        secrets: &stored.secrets(now.as_second()),
        local: services.local_receivers,
    };
    let made = sender::send(&message, now).await;
    judge(services, tenant, &stored, &mut kept, &made).await?;
    kept.tries += 1;
    kept.notice.attempts.push(made);
    let shown = kept.notice.attempts.len().saturating_sub(ATTEMPTS_SHOWN);
    kept.notice.attempts.drain(..shown);
    store::note(table, &step.endpoint, step.step, &kept).await?;
    if kept.notice.state == NoticeState::Held {
        look_again(services, tenant, &step.endpoint).await?;
    }
    Ok(())
}

/// After something is held: whoever resumed the endpoint meanwhile may have looked for what is held before it was.
async fn look_again(services: &Services, tenant: &TenantId, endpoint: &str) -> Result<(), StoreError> {
    let stored = kept::read::<StoredEndpoint>(&services.workspaces, tenant, endpoint).await?;
    if stored.is_some_and(|stored| !stored.endpoint.paused) {
        let resume = NotifyMessage::Resume { tenant: tenant.clone(), endpoint: endpoint.to_owned() };
        services.notify_queue.send(&[resume]).await?;
    }
    Ok(())
}

/// Says what becomes of a notice after an attempt, and does what follows from it.
async fn judge(
    services: &Services,
    tenant: &TenantId,
    stored: &StoredEndpoint,
    kept: &mut KeptNotice,
    made: &Attempt,
) -> Result<(), StoreError> {
    let notice = &mut kept.notice;
    if made.error.is_none() {
        notice.state = NoticeState::Taken;
    } else if made.status == Some(410) {
        pause(services, tenant, &stored.endpoint.id, GONE).await?;
        notice.state = NoticeState::Held;
    } else if let Some(pause) = PAUSES.get(kept.tries as usize) {
        let due = services.now().as_second() + pause;
        notice.next_at = Timestamp::from_second(due).ok().map(|due| due.to_string());
        let endpoint = stored.endpoint.id.clone();
        enqueue(services, tenant, Step { endpoint, notice: notice.id.clone(), step: kept.step, due }).await?;
    } else if store::took_any_since(&services.workspaces, &stored.endpoint.id, notice).await? {
        notice.state = NoticeState::Failed;
    } else {
        pause(services, tenant, &stored.endpoint.id, FAILING).await?;
        notice.state = NoticeState::Held;
    }
    Ok(())
}

async fn pause(services: &Services, tenant: &TenantId, endpoint: &str, reason: &str) -> Result<(), StoreError> {
    let table = &services.workspaces;
    for _ in 0..TRIES {
        let Some(mut stored) = kept::read::<StoredEndpoint>(table, tenant, endpoint).await? else { return Ok(()) };
        if stored.endpoint.paused {
            return Ok(());
        }
        stored.endpoint.version = stored.version() + 1;
        stored.endpoint.paused = true;
        stored.endpoint.paused_because = Some(reason.to_owned());
        stored.endpoint.saved_at = services.now().to_string();
        stored.endpoint.saved_by = HOLDFAST.to_owned();
        if kept::write(table, tenant, &stored).await? {
            tracing::warn!(%tenant, endpoint, reason, "an endpoint was paused");
            return Ok(());
        }
    }
    Err(StoreError::Contended { what: "endpoint", tries: TRIES })
}

async fn resume(services: &Services, tenant: &TenantId, endpoint: &str) -> Result<(), JobError> {
    let table = &services.workspaces;
    for mut kept in store::all(table, endpoint).await? {
        let due = services.now();
        if kept.notice.state == NoticeState::Held {
            let before = kept.step;
            kept.begin_anew(due);
            if !store::note(table, endpoint, before, &kept).await? {
                continue;
            }
        } else if kept.notice.state != NoticeState::Waiting || kept.tries > 0 {
            continue;
        }
        let step = Step {
            endpoint: endpoint.to_owned(),
            notice: kept.notice.id.clone(),
            step: kept.step,
            due: due.as_second(),
        };
        enqueue(services, tenant, step).await?;
    }
    Ok(())
}
