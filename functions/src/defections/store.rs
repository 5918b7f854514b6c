//! Reasons in the table of workspaces: `tenant#<id>#reasons` / customer id, apart from the customer's item, with the kind beside the
//! body so that all kinds are listed without notes. Which kinds count as avoidable: `tenant#<id>` / `avoidable`.

use std::collections::BTreeMap;

use serde::Serialize;
use serde::de::DeserializeOwned;
use shared::api::SavedDefection;
use shared::domain::{CustomerId, TenantId};
use shared::review::{AvoidableKinds, DefectionKind};

use crate::aws::{Expression, Item, Key, Query, StoreError, Table, Value};

/// The partition of a workspace's reasons.
pub(super) fn partition(tenant: &TenantId) -> String {
    format!("tenant#{tenant}#reasons")
}

fn key(tenant: &TenantId, id: CustomerId) -> Key {
    Key::new(partition(tenant), id.to_string())
}

fn avoidable_key(tenant: &TenantId) -> Key {
    Key::new(format!("tenant#{tenant}"), "avoidable")
}

/// A page of customers by the reason on record, in the order of their ids, and where the next one begins.
///
/// # Errors
/// When the table fails or holds something else.
pub async fn by_kind(
    table: &Table,
    tenant: &TenantId,
    limit: u16,
    after: Option<Item>,
) -> Result<(BTreeMap<DefectionKind, Vec<CustomerId>>, Option<Item>), StoreError> {
    let query = Query {
        pk: partition(tenant),
        attributes: Some("sk, reason"),
        limit: Some(limit.into()),
        after,
        ..Query::default()
    };
    let mut found: BTreeMap<DefectionKind, Vec<CustomerId>> = BTreeMap::new();
    let page = table.page(&query).await?;
    for item in page.items {
        let id =
            text(&item, "sk")?.parse().map_err(|_| StoreError::unreadable("reason", "its key is no customer's"))?;
        let kind = serde_json::from_str(text(&item, "reason")?);
        found.entry(kind.map_err(|error| StoreError::unreadable("reason", error))?).or_default().push(id);
    }
    Ok((found, page.next))
}

/// The reason of a customer.
///
/// # Errors
/// When the table fails or holds something else.
pub async fn read(table: &Table, tenant: &TenantId, id: CustomerId) -> Result<Option<SavedDefection>, StoreError> {
    table.get(key(tenant, id)).await?.as_ref().map(body).transpose()
}

/// Writes a version in the place of the one before it, or the first where there is none; `false` if it is not so.
///
/// # Errors
/// When the table fails.
pub async fn write(
    table: &Table,
    tenant: &TenantId,
    id: CustomerId,
    saved: &SavedDefection,
) -> Result<bool, StoreError> {
    let mut item = key(tenant, id).attributes();
    item.insert("version".to_owned(), Value::N(saved.draft.version.to_string()));
    item.insert("reason".to_owned(), json(&saved.draft.kind));
    item.insert("body".to_owned(), json(saved));
    let before = match saved.draft.version - 1 {
        0 => Expression::absent(),
        before => Expression::new("#version = :before").name("#version", "version").number(":before", before),
    };
    table.put_if(item, before).await
}

/// Removes the reason of a customer; `false` where there is none.
///
/// # Errors
/// When the table fails.
pub async fn remove(table: &Table, tenant: &TenantId, id: CustomerId) -> Result<bool, StoreError> {
    table.delete_if(key(tenant, id), Expression::new("attribute_exists(pk)")).await
}

/// Which kinds count as avoidable.
///
/// # Errors
/// When the table fails or holds something else.
pub async fn avoidable(table: &Table, tenant: &TenantId) -> Result<AvoidableKinds, StoreError> {
    let found = table.get(avoidable_key(tenant)).await?;
    Ok(found.as_ref().map(body).transpose()?.unwrap_or_default())
}

/// Says which kinds count as avoidable, in the place of those that were there; `false` where they are others.
///
/// # Errors
/// When the table fails.
pub async fn set_avoidable(
    table: &Table,
    tenant: &TenantId,
    kinds: &AvoidableKinds,
    before: &AvoidableKinds,
) -> Result<bool, StoreError> {
    let mut item = avoidable_key(tenant).attributes();
    item.insert("body".to_owned(), json(kinds));
    let unchanged = Expression::new("attribute_not_exists(pk) OR #body = :before").name("#body", "body");
    table.put_if(item, unchanged.value(":before", json(before))).await
}

fn json(value: &impl Serialize) -> Value {
    Value::S(serde_json::to_string(value).expect("plain data"))
}

fn text<'a>(item: &'a Item, name: &str) -> Result<&'a str, StoreError> {
    let text = item.get(name).and_then(|value| value.as_s().ok());
    text.map(String::as_str).ok_or_else(|| StoreError::unreadable("reason", format!("it has no {name}")))
}

fn body<T: DeserializeOwned>(item: &Item) -> Result<T, StoreError> {
    serde_json::from_str(text(item, "body")?).map_err(|error| StoreError::unreadable("reason", error))
}
