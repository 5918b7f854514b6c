//! Kept things in the table of workspaces: `tenant#<id>` / `<kind>#<id>`. Each is one JSON text in its item, because it is
//! always read as a whole and its numbers must keep their last bit, beside the version that a change must follow.

use shared::domain::TenantId;

use super::Kept;
use crate::aws::{Change, Expression, Item, Key, Query, StoreError, Table, Value};

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

fn query<T: Kept>(tenant: &TenantId, prefix: String) -> Query {
    Query { pk: partition(tenant), sk_prefix: Some(prefix), newest_first: T::NEWEST_FIRST, ..Query::default() }
}

/// All of a workspace.
///
/// # Errors
/// When the table fails or holds something else.
pub async fn list<T: Kept>(table: &Table, tenant: &TenantId) -> Result<Vec<T>, StoreError> {
    below(table, tenant, prefix::<T>()).await
}

/// All whose sort keys begin with a prefix of one's own.
///
/// # Errors
/// When the table fails or holds something else.
pub async fn below<T: Kept>(table: &Table, tenant: &TenantId, prefix: String) -> Result<Vec<T>, StoreError> {
    table.all(query::<T>(tenant, prefix)).await?.iter().map(decode).collect()
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
    let query = Query { limit: Some(limit.into()), after, ..query::<T>(tenant, prefix::<T>()) };
    let page = table.page(&query).await?;
    Ok((page.items.iter().map(decode).collect::<Result<_, _>>()?, page.next))
}

/// Keeps the first version, or the one after the version that is there; `false` if another is there.
///
/// # Errors
/// When the table fails.
pub async fn write<T: Kept>(table: &Table, tenant: &TenantId, kept: &T) -> Result<bool, StoreError> {
    write_and(table, tenant, kept, None).await
}

/// The same, together with another change.
pub(super) async fn write_and<T: Kept>(
    table: &Table,
    tenant: &TenantId,
    kept: &T,
    also: Option<Change>,
) -> Result<bool, StoreError> {
    let before = match kept.version() {
        1 => Expression::absent(),
        version => Expression::new("#version = :before").name("#version", "version").number(":before", version - 1),
    };
    let item = encode(key::<T>(tenant, kept.id()), kept);
    let beside: Vec<Change> = kept.written_beside(tenant).into_iter().chain(also).collect();
    if beside.is_empty() {
        return table.put_if(item, before).await;
    }
    table.change_together(std::iter::once(Change::Put(item, Some(before))).chain(beside).collect()).await
}

/// One of a workspace.
///
/// # Errors
/// When the table fails or holds something else.
pub async fn read<T: Kept>(table: &Table, tenant: &TenantId, id: &str) -> Result<Option<T>, StoreError> {
    table.get(key::<T>(tenant, id)).await?.as_ref().map(decode).transpose()
}

/// Removes one, together with another change; `false` where it is gone already.
///
/// # Errors
/// When the table fails.
pub(super) async fn remove_and<T: Kept>(
    table: &Table,
    tenant: &TenantId,
    kept: &T,
    also: Option<Change>,
) -> Result<bool, StoreError> {
    let key = key::<T>(tenant, kept.id());
    let exists = Expression::new("attribute_exists(pk)");
    let beside: Vec<Change> = kept.removed_beside(tenant).into_iter().chain(also).collect();
    if beside.is_empty() {
        return table.delete_if(key, exists).await;
    }
    table.change_together(std::iter::once(Change::Delete(key, Some(exists))).chain(beside).collect()).await
}

/// The item of a thing under a key.
pub(crate) fn encode<T: Kept>(key: Key, kept: &T) -> Item {
    let mut item = key.attributes();
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
