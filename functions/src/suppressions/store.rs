//! Suppressed addresses in the table of workspaces: `tenant#<id>#suppressed` / hash.

use serde::{Deserialize, Serialize};
use shared::domain::TenantId;

use crate::aws::{Expression, Key, Query, StoreError, Table};

#[derive(Deserialize, Serialize)]
struct SuppressionItem {
    pk: String,
    sk: String,
    since: i64,
}

fn partition(tenant: &TenantId) -> String {
    format!("tenant#{tenant}#suppressed")
}

/// Adds an address, or moves it to a newer time; `false` where it is there as new.
pub(super) async fn put(table: &Table, tenant: &TenantId, hash: &str, since: i64) -> Result<bool, StoreError> {
    let item = SuppressionItem { pk: partition(tenant), sk: hash.to_owned(), since };
    let item = serde_dynamo::to_item(&item).map_err(|error| StoreError::unreadable("suppression", error))?;
    let since =
        serde_dynamo::to_attribute_value(since).map_err(|error| StoreError::unreadable("suppression", error))?;
    let condition = Expression::new("attribute_not_exists(pk) OR since < :since").value(":since", since);
    table.put_if(item, condition).await
}

/// Since when an address is suppressed.
pub(super) async fn since(table: &Table, tenant: &TenantId, hash: &str) -> Result<Option<i64>, StoreError> {
    let item = table.get(Key::new(partition(tenant), hash)).await?;
    item.map(decode).transpose().map(|item| item.map(|item| item.since))
}

/// All addresses, with the time since when.
pub(super) async fn all(table: &Table, tenant: &TenantId) -> Result<Vec<(String, i64)>, StoreError> {
    let items = table.all(Query { pk: partition(tenant), ..Query::default() }).await?;
    items.into_iter().map(|item| decode(item).map(|item| (item.sk, item.since))).collect()
}

fn decode(item: crate::aws::Item) -> Result<SuppressionItem, StoreError> {
    serde_dynamo::from_item(item).map_err(|error| StoreError::unreadable("suppression", error))
}
