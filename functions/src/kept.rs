//! What members keep and change one by one, in the table of workspaces: `tenant#<id>` / `<kind>#<id>`. Each is one JSON
//! text in its item, because it is always read as a whole and its numbers must keep their last bit, beside the version
//! that a change must follow.

use serde::Serialize;
use serde::de::DeserializeOwned;
use shared::domain::TenantId;

use crate::aws::{Expression, Item, Key, Query, StoreError, Table, Value};

/// A kind of thing that is kept.
pub trait Kept: Serialize + DeserializeOwned {
    /// Its name in the sort key and in errors.
    const KIND: &'static str;
    /// Whether lists begin with the newest.
    const NEWEST_FIRST: bool;

    /// Identifier, ascending with time.
    fn id(&self) -> &str;

    /// Version, from 1.
    fn version(&self) -> u64;
}

/// The partition of a workspace.
pub(crate) fn partition(tenant: &TenantId) -> String {
    format!("tenant#{tenant}")
}

/// What the sort keys of a kind begin with.
pub(crate) fn prefix<T: Kept>() -> String {
    format!("{}#", T::KIND)
}

fn key<T: Kept>(tenant: &TenantId, id: &str) -> Key {
    Key::new(partition(tenant), prefix::<T>() + id)
}

/// All of a workspace.
///
/// # Errors
/// When the table fails or holds something else.
pub async fn list<T: Kept>(table: &Table, tenant: &TenantId) -> Result<Vec<T>, StoreError> {
    let query = Query {
        pk: partition(tenant),
        sk_prefix: Some(prefix::<T>()),
        newest_first: T::NEWEST_FIRST,
        ..Query::default()
    };
    table.all(query).await?.iter().map(decode).collect()
}

/// A page of a workspace's, and where the next one begins.
///
/// # Errors
/// When the table fails or holds something else.
pub async fn page<T: Kept>(
    table: &Table,
    tenant: &TenantId,
    limit: u16,
    after: Option<Item>,
) -> Result<(Vec<T>, Option<Item>), StoreError> {
    let query = Query {
        pk: partition(tenant),
        sk_prefix: Some(prefix::<T>()),
        newest_first: T::NEWEST_FIRST,
        limit: Some(limit.into()),
        after,
        ..Query::default()
    };
    let page = table.page(&query).await?;
    Ok((page.items.iter().map(decode).collect::<Result<_, _>>()?, page.next))
}

/// Keeps a new one.
///
/// # Errors
/// When the table fails.
pub async fn create<T: Kept>(table: &Table, tenant: &TenantId, kept: &T) -> Result<bool, StoreError> {
    table.put_if(encode(tenant, kept), Expression::absent()).await
}

/// Puts a newer version in the place of the one before it; `false` if another is there.
///
/// # Errors
/// When the table fails.
pub async fn replace<T: Kept>(table: &Table, tenant: &TenantId, kept: &T) -> Result<bool, StoreError> {
    let before =
        Expression::new("#version = :before").name("#version", "version").number(":before", kept.version() - 1);
    table.put_if(encode(tenant, kept), before).await
}

/// One of a workspace.
///
/// # Errors
/// When the table fails or holds something else.
pub async fn read<T: Kept>(table: &Table, tenant: &TenantId, id: &str) -> Result<Option<T>, StoreError> {
    table.get(key::<T>(tenant, id)).await?.as_ref().map(decode).transpose()
}

/// Removes one; `false` where there is none.
///
/// # Errors
/// When the table fails.
pub async fn remove<T: Kept>(table: &Table, tenant: &TenantId, id: &str) -> Result<bool, StoreError> {
    table.delete_if(key::<T>(tenant, id), Expression::new("attribute_exists(pk)")).await
}

fn encode<T: Kept>(tenant: &TenantId, kept: &T) -> Item {
    let mut item = key::<T>(tenant, kept.id()).attributes();
    item.insert("version".to_owned(), Value::N(kept.version().to_string()));
    let body = serde_json::to_string(kept).expect("what was checked is plain data");
    item.insert("body".to_owned(), Value::S(body));
    item
}

fn decode<T: Kept>(item: &Item) -> Result<T, StoreError> {
    let body = item.get("body").and_then(|body| body.as_s().ok());
    let body = body.ok_or_else(|| StoreError::unreadable(T::KIND, "it has no body"))?;
    serde_json::from_str(body).map_err(|error| StoreError::unreadable(T::KIND, error))
}
