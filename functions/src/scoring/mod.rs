//! Scores: asked for after every change, made by one job at a time, one more time when asked for meanwhile.

mod gather;
mod generation;
mod identities;
mod job;
mod store;

pub use job::{ScoreJob, make_if_asked};
pub use store::{purged, request_later, state};

use shared::domain::TenantId;

use crate::aws::{Services, StoreError};
use crate::jobs::ScoreMessage;

/// Asks for new scores.
///
/// # Errors
/// When the table or the queue fails.
pub async fn request(services: &Services, tenant: &TenantId) -> Result<(), StoreError> {
    store::request_later(services, tenant).await?;
    start(services, tenant).await
}

/// Has the scores made that were asked for.
///
/// # Errors
/// When the queue fails.
pub async fn start(services: &Services, tenant: &TenantId) -> Result<(), StoreError> {
    services.score_queue.send(&[ScoreMessage { tenant: tenant.clone() }]).await
}

/// Asks for new scores, and that no generation before them may stay; says the number of the request, see [`purged`].
///
/// # Errors
/// When the table or the queue fails.
pub async fn request_purge(services: &Services, tenant: &TenantId) -> Result<u64, StoreError> {
    let number = store::request_purge_later(services, tenant).await?;
    start(services, tenant).await?;
    Ok(number)
}

/// Says that the scores that were asked for will not come.
///
/// # Errors
/// When the table fails.
pub async fn give_up(services: &Services, tenant: &TenantId, message: &str) -> Result<(), StoreError> {
    store::give_up(services, tenant, message).await
}
