//! Whether a workspace wants the sample shop, in the table of workspaces: `tenant#<id>` / `sample`.

use shared::domain::TenantId;

use crate::aws::{Key, StoreError, Table, Value};

fn key(tenant: &TenantId) -> Key {
    Key::new(format!("tenant#{tenant}"), "sample")
}

/// Whether it was last asked for.
pub(super) async fn wanted(table: &Table, tenant: &TenantId) -> Result<bool, StoreError> {
    let item = table.get(key(tenant)).await?;
    Ok(item.is_some_and(|item| item.get("wanted") == Some(&Value::Bool(true))))
}

/// Notes what was asked for.
pub(super) async fn want(table: &Table, tenant: &TenantId, wanted: bool) -> Result<(), StoreError> {
    let mut item = key(tenant).attributes();
    item.insert("wanted".to_owned(), Value::Bool(wanted));
    table.put(item).await
}
