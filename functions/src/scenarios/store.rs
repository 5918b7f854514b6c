//! Saved scenarios in the table of workspaces: `tenant#<id>` / `scenario#<id>`. Each is one JSON text in its item, because
//! it is always read as a whole and its numbers must keep their last bit.

use shared::api::SavedScenario;
use shared::domain::TenantId;

use crate::aws::{Expression, Item, Key, Query, StoreError, Table, Value};

const PREFIX: &str = "scenario#";

fn partition(tenant: &TenantId) -> String {
    format!("tenant#{tenant}")
}

fn key(tenant: &TenantId, id: &str) -> Key {
    Key::new(partition(tenant), format!("{PREFIX}{id}"))
}

/// All of a workspace, the newest first.
///
/// # Errors
/// When the table fails or holds something else.
pub async fn list(table: &Table, tenant: &TenantId) -> Result<Vec<SavedScenario>, StoreError> {
    let query =
        Query { pk: partition(tenant), sk_prefix: Some(PREFIX.to_owned()), newest_first: true, ..Query::default() };
    table.all(query).await?.iter().map(decode).collect()
}

/// Keeps a new one.
///
/// # Errors
/// When the table fails.
pub async fn create(table: &Table, tenant: &TenantId, scenario: &SavedScenario) -> Result<bool, StoreError> {
    table.put_if(encode(tenant, scenario), Expression::absent()).await
}

/// Puts a newer version in the place of the one before it; `false` if another is there.
///
/// # Errors
/// When the table fails.
pub async fn replace(table: &Table, tenant: &TenantId, scenario: &SavedScenario) -> Result<bool, StoreError> {
    let before =
        Expression::new("#version = :before").name("#version", "version").number(":before", scenario.draft.version - 1);
    table.put_if(encode(tenant, scenario), before).await
}

/// One of a workspace.
///
/// # Errors
/// When the table fails or holds something else.
pub async fn read(table: &Table, tenant: &TenantId, id: &str) -> Result<Option<SavedScenario>, StoreError> {
    table.get(key(tenant, id)).await?.as_ref().map(decode).transpose()
}

/// Removes one; `false` where there is none.
///
/// # Errors
/// When the table fails.
pub async fn remove(table: &Table, tenant: &TenantId, id: &str) -> Result<bool, StoreError> {
    table.delete_if(key(tenant, id), Expression::new("attribute_exists(pk)")).await
}

fn encode(tenant: &TenantId, scenario: &SavedScenario) -> Item {
    let mut item = key(tenant, &scenario.id).attributes();
    item.insert("version".to_owned(), Value::N(scenario.draft.version.to_string()));
    let body = serde_json::to_string(scenario).expect("a checked scenario is plain data");
    item.insert("body".to_owned(), Value::S(body));
    item
}

fn decode(item: &Item) -> Result<SavedScenario, StoreError> {
    let body = item.get("body").and_then(|body| body.as_s().ok());
    let body = body.ok_or_else(|| StoreError::unreadable("scenario", "it has no body"))?;
    serde_json::from_str(body).map_err(|error| StoreError::unreadable("scenario", error))
}
