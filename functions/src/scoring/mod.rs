//! Scores: asked for after every change, made by one job at a time, one more time when asked for meanwhile.

mod job;
mod store;

pub use job::{ScoreJob, make_if_asked};
pub use store::{request_later, state};

use shared::domain::TenantId;

use crate::aws::{Services, StoreError};
use crate::jobs::ScoreMessage;

/// Asks for new scores.
///
/// # Errors
/// When the table or the queue fails.
pub async fn request(services: &Services, tenant: &TenantId) -> Result<(), StoreError> {
    store::request_later(services, tenant).await?;
    services.score_queue.send(&[ScoreMessage { tenant: tenant.clone() }]).await
}

/// Says that the scores that were asked for will not come.
///
/// # Errors
/// When the table fails.
pub async fn give_up(services: &Services, tenant: &TenantId, message: &str) -> Result<(), StoreError> {
    store::give_up(services, tenant, message).await
}
