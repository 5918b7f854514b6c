//! Keys in the table of workspaces: `key#<digest>` / `key` to recognise one, `tenant#<id>` / `api-key#<id>` to list them.

use serde::{Deserialize, Serialize};
use shared::api::{ApiKey, Right};
use shared::domain::TenantId;

use crate::aws::{Change, Expression, Item, Key, Query, StoreError, Table, Value};

/// What the sort keys of keys begin with.
pub(super) const PREFIX: &str = "api-key#";

/// Who a key belongs to and what it may do.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct KeyHolder {
    /// The workspace.
    pub tenant: TenantId,
    /// The key's id.
    pub id: String,
    /// The key's name.
    pub name: String,
    /// What it may do.
    pub rights: Vec<Right>,
    /// Until when it is valid, RFC 3339 in UTC; `None` until it is revoked.
    #[serde(default)]
    pub valid_until: Option<String>,
    /// The last day it was used.
    #[serde(default)]
    pub last_used_day: Option<String>,
}

#[derive(Deserialize, Serialize)]
struct ListedKey {
    digest: String,
    #[serde(flatten)]
    key: ApiKey,
}

pub(super) fn partition(tenant: &TenantId) -> String {
    format!("tenant#{tenant}")
}

fn listed(tenant: &TenantId, id: &str) -> Key {
    Key::new(partition(tenant), format!("{PREFIX}{id}"))
}

fn recognised(digest: &str) -> Key {
    Key::new(format!("key#{digest}"), "key")
}

fn item(of: &impl Serialize, key: Key) -> Result<Item, StoreError> {
    let mut item: Item = serde_dynamo::to_item(of).map_err(|error| StoreError::unreadable("API key", error))?;
    item.extend(key.attributes());
    Ok(item)
}

/// Keeps a new key; `false` if it is there already.
///
/// # Errors
/// When the table fails.
pub async fn create(table: &Table, tenant: &TenantId, key: &ApiKey, digest: &str) -> Result<bool, StoreError> {
    let holder = KeyHolder {
        tenant: tenant.clone(),
        id: key.id.clone(),
        name: key.name.clone(),
        rights: key.rights.clone(),
        valid_until: key.valid_until.clone(),
        last_used_day: None,
    };
    let entry = ListedKey { digest: digest.to_owned(), key: key.clone() };
    let changes = vec![
        Change::Put(item(&holder, recognised(digest))?, Some(Expression::absent())),
        Change::Put(item(&entry, listed(tenant, &key.id))?, Some(Expression::absent())),
    ];
    table.change_together(changes).await
}

/// Whose a key is.
///
/// # Errors
/// When the table fails or holds something else.
pub async fn by_digest(table: &Table, digest: &str) -> Result<Option<KeyHolder>, StoreError> {
    let Some(item) = table.get(recognised(digest)).await? else { return Ok(None) };
    serde_dynamo::from_item(item).map(Some).map_err(|error| StoreError::unreadable("API key", error))
}

/// Notes the day a key was used, in both places, unless it was revoked meanwhile.
///
/// # Errors
/// When the table fails.
pub async fn note_use(table: &Table, holder: &KeyHolder, digest: &str, day: &str) -> Result<(), StoreError> {
    for key in [recognised(digest), listed(&holder.tenant, &holder.id)] {
        let update = Expression::new("SET last_used_day = :day").text(":day", day);
        table.update_if(key, update, Some(Expression::new("attribute_exists(pk)"))).await?;
    }
    Ok(())
}

/// A page of a workspace's keys, the newest first, and where the next one begins.
///
/// # Errors
/// When the table fails or holds something else.
pub async fn page(
    table: &Table,
    tenant: &TenantId,
    limit: u16,
    after: Option<Item>,
) -> Result<(Vec<ApiKey>, Option<Item>), StoreError> {
    let query = Query {
        pk: partition(tenant),
        sk_prefix: Some(PREFIX.to_owned()),
        newest_first: true,
        limit: Some(limit.into()),
        after,
        ..Query::default()
    };
    let page = table.page(&query).await?;
    let keys = page.items.into_iter().map(|item| decode(item).map(|listed| listed.key)).collect::<Result<_, _>>()?;
    Ok((keys, page.next))
}

/// Revokes a key; `false` where there is none.
///
/// # Errors
/// When the table fails or holds something else.
pub async fn revoke(table: &Table, tenant: &TenantId, id: &str) -> Result<bool, StoreError> {
    let Some(item) = table.get(listed(tenant, id)).await? else { return Ok(false) };
    let digest = decode(item)?.digest;
    // What recognises the key goes first: a key that is still listed can be revoked again.
    let exists = || Expression::new("attribute_exists(pk)");
    table.delete_if(recognised(&digest), exists()).await?;
    table.delete_if(listed(tenant, id), exists()).await?;
    Ok(true)
}

fn decode(mut item: Item) -> Result<ListedKey, StoreError> {
    item.retain(|name, _| name != "pk" && name != "sk");
    item.entry("last_used_day".to_owned()).or_insert(Value::Null(true));
    serde_dynamo::from_item(item).map_err(|error| StoreError::unreadable("API key", error))
}
