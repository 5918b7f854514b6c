//! Kept answers in the table of workspaces: `tenant#<id>` / `answer#<digest of the key>`, removed by the table itself.

use jiff::Timestamp;
use shared::domain::TenantId;

use super::{Answer, KeptAnswer};
use crate::aws::{Expression, Item, Key, StoreError, Table, Value};

/// How long an answer is kept.
const KEPT_SECONDS: i64 = 24 * 60 * 60;

/// How long a request may be worked on before it counts as lost: longer than the gateway waits.
const WORKED_ON_SECONDS: i64 = 60;

fn key(tenant: &TenantId, digest: &str) -> Key {
    Key::new(format!("tenant#{tenant}"), format!("answer#{digest}"))
}

fn item(tenant: &TenantId, digest: &str, kept: &KeptAnswer, until: i64) -> Result<Item, StoreError> {
    let mut item: Item = serde_dynamo::to_item(kept).map_err(|error| StoreError::unreadable("kept answer", error))?;
    item.extend(key(tenant, digest).attributes());
    item.insert("expires_at".to_owned(), Value::N(until.to_string()));
    Ok(item)
}

/// Takes a key for a request; `false` if another request has it, or had it within a day.
///
/// # Errors
/// When the table fails.
pub async fn begin(
    table: &Table,
    tenant: &TenantId,
    digest: &str,
    request: &str,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let kept = KeptAnswer { request: request.to_owned(), answer: None };
    // The table removes what has expired within days, not at once.
    let free = Expression::new("attribute_not_exists(pk) OR expires_at <= :now").number(":now", now.as_second());
    table.put_if(item(tenant, digest, &kept, now.as_second() + WORKED_ON_SECONDS)?, free).await
}

/// What is known of a key.
///
/// # Errors
/// When the table fails or holds something else.
pub async fn read(table: &Table, tenant: &TenantId, digest: &str) -> Result<Option<KeptAnswer>, StoreError> {
    let Some(item) = table.get(key(tenant, digest)).await? else { return Ok(None) };
    serde_dynamo::from_item(item).map(Some).map_err(|error| StoreError::unreadable("kept answer", error))
}

/// Keeps the answer for a day.
///
/// # Errors
/// When the table fails.
pub async fn keep(
    table: &Table,
    tenant: &TenantId,
    digest: &str,
    request: &str,
    answer: &Answer,
    now: Timestamp,
) -> Result<(), StoreError> {
    let kept = KeptAnswer { request: request.to_owned(), answer: Some(answer.clone()) };
    table.put(item(tenant, digest, &kept, now.as_second() + KEPT_SECONDS)?).await
}

/// Gives a key back, because its request created nothing.
///
/// # Errors
/// When the table fails.
pub async fn forget(table: &Table, tenant: &TenantId, digest: &str) -> Result<(), StoreError> {
    table.delete_if(key(tenant, digest), Expression::new("attribute_exists(pk)")).await.map(drop)
}
