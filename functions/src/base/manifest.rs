//! Which generation is the newest, in the table of workspaces: `tenant#<id>` / `manifest`.
//!
//! The manifest is one JSON text in its item, because it is always read as a whole and its parameters must keep
//! their last bit. It is switched under a condition, so a job that was overtaken changes nothing.

use shared::api::Manifest;
use shared::domain::TenantId;

use crate::aws::{Expression, Key, StoreError, Table, Value};

fn key(tenant: &TenantId) -> Key {
    Key::new(format!("tenant#{tenant}"), "manifest")
}

fn older_than(generation: u64) -> Expression {
    Expression::new("attribute_not_exists(pk) OR generation < :generation").number(":generation", generation)
}

/// The manifest of the newest generation, without addresses; `None` before the first one.
///
/// # Errors
/// When the table fails or holds something else.
pub async fn read(table: &Table, tenant: &TenantId) -> Result<Option<Manifest>, StoreError> {
    let Some(item) = table.get(key(tenant)).await? else { return Ok(None) };
    let body = item.get("body").and_then(|body| body.as_s().ok());
    let body = body.ok_or_else(|| StoreError::unreadable("manifest", "it has no body"))?;
    serde_json::from_str(body).map(Some).map_err(|error| StoreError::unreadable("manifest", error))
}

/// Makes a generation the newest; `false` if there is a newer one. Numbers are given once, so a generation that is
/// found to be the newest when it is refused was taken by a request whose answer was lost.
///
/// # Errors
/// When the table fails, or the manifest holds numbers that JSON cannot carry.
pub async fn publish(table: &Table, tenant: &TenantId, manifest: &Manifest) -> Result<bool, StoreError> {
    let body = serde_json::to_string(manifest).expect("a manifest is plain data");
    let read_back: Result<Manifest, _> = serde_json::from_str(&body);
    read_back.map_err(|error| StoreError::unreadable("manifest", error))?;
    let mut item = key(tenant).attributes();
    item.insert("generation".to_owned(), Value::N(manifest.generation.to_string()));
    item.insert("body".to_owned(), Value::S(body));
    if table.put_if(item, older_than(manifest.generation)).await? {
        return Ok(true);
    }
    Ok(read(table, tenant).await?.is_some_and(|newest| newest.generation == manifest.generation))
}

/// Leaves the workspace without a base, as before its first import; `false` if there is a newer generation.
///
/// # Errors
/// When the table fails.
pub async fn forget(table: &Table, tenant: &TenantId, generation: u64) -> Result<bool, StoreError> {
    table.delete_if(key(tenant), older_than(generation)).await
}
