//! Saved segments in the table of workspaces: `tenant#<id>` / `segment#<id>`, and each version beside it as
//! `segment-version#<id>#<version>`. Both are written together, each as one JSON text.

use shared::api::{MAX_SEGMENT_VERSIONS, SavedSegment};
use shared::domain::TenantId;

use crate::aws::{Change, Expression, Item, Key, Query, StoreError, Table, Value};

const PREFIX: &str = "segment#";

fn partition(tenant: &TenantId) -> String {
    format!("tenant#{tenant}")
}

fn key(tenant: &TenantId, id: &str) -> Key {
    Key::new(partition(tenant), format!("{PREFIX}{id}"))
}

fn versions_prefix(id: &str) -> String {
    format!("segment-version#{id}#")
}

fn version_key(tenant: &TenantId, id: &str, version: u64) -> Key {
    Key::new(partition(tenant), format!("{}{version:010}", versions_prefix(id)))
}

/// All of a workspace, the newest first.
///
/// # Errors
/// When the table fails or holds something else.
pub async fn list(table: &Table, tenant: &TenantId) -> Result<Vec<SavedSegment>, StoreError> {
    all(table, tenant, PREFIX.to_owned()).await
}

/// All versions of one that are kept, the newest first.
///
/// # Errors
/// When the table fails or holds something else.
pub async fn versions(table: &Table, tenant: &TenantId, id: &str) -> Result<Vec<SavedSegment>, StoreError> {
    all(table, tenant, versions_prefix(id)).await
}

async fn all(table: &Table, tenant: &TenantId, prefix: String) -> Result<Vec<SavedSegment>, StoreError> {
    let query = Query { pk: partition(tenant), sk_prefix: Some(prefix), newest_first: true, ..Query::default() };
    table.all(query).await?.iter().map(decode).collect()
}

/// One of a workspace.
///
/// # Errors
/// When the table fails or holds something else.
pub async fn read(table: &Table, tenant: &TenantId, id: &str) -> Result<Option<SavedSegment>, StoreError> {
    table.get(key(tenant, id)).await?.as_ref().map(decode).transpose()
}

/// Keeps the first version, or the one after the version that is there; `false` if another is there.
///
/// # Errors
/// When the table fails.
pub async fn write(table: &Table, tenant: &TenantId, segment: &SavedSegment) -> Result<bool, StoreError> {
    let version = segment.draft.version;
    let before = match version {
        1 => Expression::absent(),
        _ => Expression::new("#version = :before").name("#version", "version").number(":before", version - 1),
    };
    let mut changes = vec![
        Change::Put(encode(key(tenant, &segment.id), segment), Some(before)),
        Change::Put(encode(version_key(tenant, &segment.id, version), segment), None),
    ];
    if version > MAX_SEGMENT_VERSIONS {
        changes.push(Change::Delete(version_key(tenant, &segment.id, version - MAX_SEGMENT_VERSIONS), None));
    }
    table.change_together(changes).await
}

/// Removes one with all its versions.
///
/// # Errors
/// When the table fails.
pub async fn remove(table: &Table, tenant: &TenantId, segment: &SavedSegment) -> Result<bool, StoreError> {
    let newest = segment.draft.version;
    let oldest = newest.saturating_sub(MAX_SEGMENT_VERSIONS) + 1;
    let versions = (oldest..=newest).map(|version| Change::Delete(version_key(tenant, &segment.id, version), None));
    table
        .change_together(std::iter::once(Change::Delete(key(tenant, &segment.id), None)).chain(versions).collect())
        .await
}

fn encode(key: Key, segment: &SavedSegment) -> Item {
    let mut item = key.attributes();
    item.insert("version".to_owned(), Value::N(segment.draft.version.to_string()));
    let body = serde_json::to_string(segment).expect("a checked segment is plain data");
    item.insert("body".to_owned(), Value::S(body));
    item
}

fn decode(item: &Item) -> Result<SavedSegment, StoreError> {
    let body = item.get("body").and_then(|body| body.as_s().ok());
    let body = body.ok_or_else(|| StoreError::unreadable("segment", "it has no body"))?;
    serde_json::from_str(body).map_err(|error| StoreError::unreadable("segment", error))
}
