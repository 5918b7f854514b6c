//! Webhooks out: endpoints of a workspace are told what happened, by the Standard Webhooks specification.

mod addresses;
mod job;
pub(crate) mod outbox;
pub mod resend;
pub mod routes;
mod sender;
mod store;

pub use job::run;
pub use outbox::catch_up;
pub use store::StoredEndpoint;

use serde::Serialize;
use shared::api::{EndpointEvent, Event};
use shared::domain::TenantId;

use crate::aws::{Services, StoreError};
use crate::digest::digest;
use crate::jobs::NotifyMessage;

/// Hands on that something happened. `which` tells the event apart from others of its kind: told again with the same, it
/// reaches each endpoint once.
///
/// # Errors
/// When the queue fails.
pub async fn tell<D: Serialize>(
    services: &Services,
    tenant: &TenantId,
    event: EndpointEvent,
    which: &str,
    data: D,
) -> Result<(), StoreError> {
    services.notify_queue.send(&[told(tenant, event, which, services.now().to_string(), data)]).await
}

/// The message that says that something happened at a time, RFC 3339 in UTC.
pub(crate) fn told<D: Serialize>(
    tenant: &TenantId,
    event: EndpointEvent,
    which: &str,
    timestamp: String,
    data: D,
) -> NotifyMessage {
    let sent = Event { kind: event, timestamp, data };
    let event_id = digest(&[tenant.0.as_bytes(), event.name().as_bytes(), which.as_bytes()]);
    NotifyMessage::Tell {
        tenant: tenant.clone(),
        event_id: format!("evt_{}", &event_id[..32]),
        event,
        body: serde_json::to_string(&sent).expect("plain data"),
        only: None,
    }
}
