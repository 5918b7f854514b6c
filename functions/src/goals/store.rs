//! Goals in the table of workspaces: `tenant#<id>` / `goal#<id>`. Each is one JSON text in its item, because it is always
//! read as a whole and its target must keep its last bit.

use shared::api::SavedGoal;
use shared::domain::TenantId;

use crate::aws::{Expression, Item, Key, Query, StoreError, Table, Value};

const PREFIX: &str = "goal#";

fn partition(tenant: &TenantId) -> String {
    format!("tenant#{tenant}")
}

fn key(tenant: &TenantId, id: &str) -> Key {
    Key::new(partition(tenant), format!("{PREFIX}{id}"))
}

/// All of a workspace, the oldest first.
///
/// # Errors
/// When the table fails or holds something else.
pub async fn list(table: &Table, tenant: &TenantId) -> Result<Vec<SavedGoal>, StoreError> {
    let query = Query { pk: partition(tenant), sk_prefix: Some(PREFIX.to_owned()), ..Query::default() };
    table.all(query).await?.iter().map(decode).collect()
}

/// Keeps a new one.
///
/// # Errors
/// When the table fails.
pub async fn create(table: &Table, tenant: &TenantId, goal: &SavedGoal) -> Result<bool, StoreError> {
    table.put_if(encode(tenant, goal), Expression::absent()).await
}

/// Puts a newer version in the place of the one before it; `false` if another is there.
///
/// # Errors
/// When the table fails.
pub async fn replace(table: &Table, tenant: &TenantId, goal: &SavedGoal) -> Result<bool, StoreError> {
    let before =
        Expression::new("#version = :before").name("#version", "version").number(":before", goal.draft.version - 1);
    table.put_if(encode(tenant, goal), before).await
}

/// One of a workspace.
///
/// # Errors
/// When the table fails or holds something else.
pub async fn read(table: &Table, tenant: &TenantId, id: &str) -> Result<Option<SavedGoal>, StoreError> {
    table.get(key(tenant, id)).await?.as_ref().map(decode).transpose()
}

/// Removes one; `false` where there is none.
///
/// # Errors
/// When the table fails.
pub async fn remove(table: &Table, tenant: &TenantId, id: &str) -> Result<bool, StoreError> {
    table.delete_if(key(tenant, id), Expression::new("attribute_exists(pk)")).await
}

fn encode(tenant: &TenantId, goal: &SavedGoal) -> Item {
    let mut item = key(tenant, &goal.id).attributes();
    item.insert("version".to_owned(), Value::N(goal.draft.version.to_string()));
    let body = serde_json::to_string(goal).expect("a checked goal is plain data");
    item.insert("body".to_owned(), Value::S(body));
    item
}

fn decode(item: &Item) -> Result<SavedGoal, StoreError> {
    let body = item.get("body").and_then(|body| body.as_s().ok());
    let body = body.ok_or_else(|| StoreError::unreadable("goal", "it has no body"))?;
    serde_json::from_str(body).map_err(|error| StoreError::unreadable("goal", error))
}
