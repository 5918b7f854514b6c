//! Messages that wait until the queue has them: `untold#<tenant>` / `<event>`. Each is written together with what it tells of,
//! so that neither is there without the other.

use shared::domain::TenantId;

use super::store::StoredEndpoint;
use crate::aws::{Change, Expression, Key, Query, Services, StoreError, Value};
use crate::jobs::NotifyMessage;
use crate::kept::store as kept;

fn partition(tenant: &TenantId) -> String {
    format!("untold#{tenant}")
}

fn key(message: &NotifyMessage) -> Option<Key> {
    match message {
        NotifyMessage::Tell { tenant, event_id, .. } => Some(Key::new(partition(tenant), event_id)),
        NotifyMessage::Send { .. } | NotifyMessage::Resume { .. } => None,
    }
}

/// What is written together with what a message tells of.
pub(crate) fn kept_until_told(message: &NotifyMessage) -> Option<Change> {
    let mut item = key(message)?.attributes();
    item.insert("body".to_owned(), Value::S(serde_json::to_string(message).expect("plain data")));
    Some(Change::Put(item, None))
}

/// Hands on what was written. What cannot be handed on now is handed on at night.
pub(crate) async fn hand_on(services: &Services, message: &NotifyMessage) {
    if let Err(error) = try_to_hand_on(services, message).await {
        tracing::warn!(%error, "an event is told later");
    }
}

async fn try_to_hand_on(services: &Services, message: &NotifyMessage) -> Result<(), StoreError> {
    services.notify_queue.send(std::slice::from_ref(message)).await?;
    if let Some(key) = key(message) {
        services.workspaces.delete_if(key, Expression::new("attribute_exists(pk)")).await?;
    }
    Ok(())
}

/// Hands on whatever was not: events whose function died, and what is held at endpoints that are not paused.
///
/// # Errors
/// When the table or the queue fails.
pub async fn catch_up(services: &Services, tenant: &TenantId) -> Result<(), StoreError> {
    let untold = Query { pk: partition(tenant), ..Query::default() };
    for item in services.workspaces.all(untold).await? {
        let body = item.get("body").and_then(|body| body.as_s().ok());
        let body = body.ok_or_else(|| StoreError::unreadable("event", "it has no body"))?;
        let message = serde_json::from_str(body).map_err(|error| StoreError::unreadable("event", error))?;
        try_to_hand_on(services, &message).await?;
    }
    for stored in kept::list::<StoredEndpoint>(&services.workspaces, tenant).await? {
        if !stored.endpoint.paused {
            let resume = NotifyMessage::Resume { tenant: tenant.clone(), endpoint: stored.endpoint.id };
            services.notify_queue.send(&[resume]).await?;
        }
    }
    Ok(())
}
