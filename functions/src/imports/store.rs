//! Imports in the table of workspaces: `tenant#<id>` / `import#<import>`, and the result of each bucket's job as
//! `import-bucket#<import>#<nn>`: under another prefix, so that the list of imports does not read over them.

use futures::{StreamExt, TryStreamExt};
use serde::{Deserialize, Serialize};
use shared::api::{ImportState, StartImport};
use shared::domain::{ImportId, TenantId};
use shared::ingest::MergeCounts;

use super::Import;
use crate::aws::limits::CONCURRENT_REQUESTS;
use crate::aws::{Expression, Item, Key, Query, StoreError, Table};

#[derive(Deserialize, Serialize)]
struct ImportItem {
    pk: String,
    sk: String,
    id: String,
    state: ImportState,
    started_at: String,
    file_name: String,
    file_bytes: u64,
    data_source: String,
    accepted_lines: u64,
    without_customer_lines: u64,
    rejected_lines: u64,
    accepted_total: String,
    buckets: u16,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    chunks: Option<Vec<u16>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    counts: Option<CountsItem>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    message: Option<String>,
}

#[derive(Clone, Copy, Deserialize, Serialize)]
struct CountsItem {
    customers_new: u64,
    customers_changed: u64,
    customers_unchanged: u64,
    orders_new: u64,
    orders_changed: u64,
    orders_unchanged: u64,
}

#[derive(Deserialize, Serialize)]
struct BucketItem {
    pk: String,
    sk: String,
    counts: CountsItem,
}

impl From<MergeCounts> for CountsItem {
    fn from(counts: MergeCounts) -> Self {
        Self {
            customers_new: counts.customers_new,
            customers_changed: counts.customers_changed,
            customers_unchanged: counts.customers_unchanged,
            orders_new: counts.orders_new,
            orders_changed: counts.orders_changed,
            orders_unchanged: counts.orders_unchanged,
        }
    }
}

impl From<CountsItem> for MergeCounts {
    fn from(item: CountsItem) -> Self {
        Self {
            customers_new: item.customers_new,
            customers_changed: item.customers_changed,
            customers_unchanged: item.customers_unchanged,
            orders_new: item.orders_new,
            orders_changed: item.orders_changed,
            orders_unchanged: item.orders_unchanged,
        }
    }
}

impl From<ImportItem> for Import {
    fn from(item: ImportItem) -> Self {
        Self {
            id: ImportId(item.id),
            state: item.state,
            started_at: item.started_at,
            request: StartImport {
                file_name: item.file_name,
                file_bytes: item.file_bytes,
                data_source: item.data_source,
                accepted_lines: item.accepted_lines,
                without_customer_lines: item.without_customer_lines,
                rejected_lines: item.rejected_lines,
                accepted_total: item.accepted_total,
            },
            buckets: item.buckets,
            chunks: item.chunks,
            total: item.counts.map(Into::into),
            message: item.message,
        }
    }
}

fn partition(tenant: &TenantId) -> String {
    format!("tenant#{tenant}")
}

fn key(tenant: &TenantId, import: &ImportId) -> Key {
    Key::new(partition(tenant), format!("import#{import}"))
}

fn bucket_key(tenant: &TenantId, import: &ImportId, bucket: u16) -> Key {
    Key::new(partition(tenant), format!("import-bucket#{import}#{bucket:02}"))
}

fn encode(item: &impl Serialize) -> Result<Item, StoreError> {
    serde_dynamo::to_item(item).map_err(|error| StoreError::unreadable("import", error))
}

fn decode(item: Item) -> Result<Import, StoreError> {
    let item: ImportItem = serde_dynamo::from_item(item).map_err(|error| StoreError::unreadable("import", error))?;
    Ok(item.into())
}

fn state_text(state: ImportState) -> &'static str {
    match state {
        ImportState::Uploading => "uploading",
        ImportState::Writing => "writing",
        ImportState::Done => "done",
        ImportState::Cancelled => "cancelled",
        ImportState::Failed => "failed",
    }
}

/// Stores a new import.
///
/// # Errors
/// When the table fails.
pub async fn create(table: &Table, tenant: &TenantId, import: &Import) -> Result<bool, StoreError> {
    let Key { pk, sk } = key(tenant, &import.id);
    let item = ImportItem {
        pk,
        sk,
        id: import.id.0.clone(),
        state: import.state,
        started_at: import.started_at.clone(),
        file_name: import.request.file_name.clone(),
        file_bytes: import.request.file_bytes,
        data_source: import.request.data_source.clone(),
        accepted_lines: import.request.accepted_lines,
        without_customer_lines: import.request.without_customer_lines,
        rejected_lines: import.request.rejected_lines,
        accepted_total: import.request.accepted_total.clone(),
        buckets: import.buckets,
        chunks: import.chunks.clone(),
        counts: import.total.map(Into::into),
        message: import.message.clone(),
    };
    table.put_if(encode(&item)?, Expression::absent()).await
}

/// One import of a workspace.
///
/// # Errors
/// When the table fails or holds something else.
pub async fn read(table: &Table, tenant: &TenantId, import: &ImportId) -> Result<Option<Import>, StoreError> {
    table.get(key(tenant, import)).await?.map(decode).transpose()
}

/// The newest imports of a workspace: their ids ascend with time.
///
/// # Errors
/// When the table fails or holds something else.
pub async fn newest(table: &Table, tenant: &TenantId, limit: u16) -> Result<Vec<Import>, StoreError> {
    let query = Query {
        pk: partition(tenant),
        sk_prefix: Some("import#".to_owned()),
        newest_first: true,
        limit: Some(limit.into()),
        ..Query::default()
    };
    table.page(&query).await?.items.into_iter().map(decode).collect()
}

/// Whether the workspace has orders of its own: no import that was committed is ever taken back.
///
/// # Errors
/// When the table fails.
pub async fn any_committed(table: &Table, tenant: &TenantId) -> Result<bool, StoreError> {
    let mut query = Query {
        pk: partition(tenant),
        sk_prefix: Some("import#".to_owned()),
        attributes: Some("chunks"),
        ..Query::default()
    };
    loop {
        let page = table.page(&query).await?;
        if page.items.iter().any(|item| item.contains_key("chunks")) {
            return Ok(true);
        }
        match page.next {
            Some(next) => query.after = Some(next),
            None => return Ok(false),
        }
    }
}

/// Notes the chunks of an import that was being uploaded; `None` if it is in another state.
///
/// # Errors
/// When the table fails.
pub async fn commit(
    table: &Table,
    tenant: &TenantId,
    import: &ImportId,
    chunks: &[u16],
) -> Result<Option<Import>, StoreError> {
    let chunks = serde_dynamo::to_attribute_value(chunks).map_err(|error| StoreError::unreadable("import", error))?;
    let update = Expression::new("SET #state = :next, chunks = :chunks").value(":chunks", chunks);
    change_state(table, tenant, import, update, &[ImportState::Uploading], ImportState::Writing).await
}

/// Ends an import that is being written; `None` if it is in another state.
///
/// # Errors
/// When the table fails.
pub async fn finish(
    table: &Table,
    tenant: &TenantId,
    import: &ImportId,
    total: MergeCounts,
) -> Result<Option<Import>, StoreError> {
    let counts: crate::aws::Value = serde_dynamo::to_attribute_value(CountsItem::from(total))
        .map_err(|error| StoreError::unreadable("import", error))?;
    let update = Expression::new("SET #state = :next, counts = :counts").value(":counts", counts);
    change_state(table, tenant, import, update, &[ImportState::Writing], ImportState::Done).await
}

/// Cancels an import that has not ended; `None` if it has.
///
/// # Errors
/// When the table fails.
pub async fn cancel(table: &Table, tenant: &TenantId, import: &ImportId) -> Result<Option<Import>, StoreError> {
    let update = Expression::new("SET #state = :next");
    change_state(table, tenant, import, update, &OPEN, ImportState::Cancelled).await
}

/// Marks an import that has not ended as failed; `None` if it has ended.
///
/// # Errors
/// When the table fails.
pub async fn fail(
    table: &Table,
    tenant: &TenantId,
    import: &ImportId,
    message: &str,
) -> Result<Option<Import>, StoreError> {
    let update = Expression::new("SET #state = :next, message = :message").text(":message", message);
    change_state(table, tenant, import, update, &OPEN, ImportState::Failed).await
}

/// States of an import that has not ended.
const OPEN: [ImportState; 2] = [ImportState::Uploading, ImportState::Writing];

async fn change_state(
    table: &Table,
    tenant: &TenantId,
    import: &ImportId,
    update: Expression,
    from: &[ImportState],
    to: ImportState,
) -> Result<Option<Import>, StoreError> {
    let update = update.name("#state", "state").text(":next", state_text(to));
    let placeholders: Vec<String> = (0..from.len()).map(|number| format!(":from{number}")).collect();
    let mut condition = Expression::new(format!("#state IN ({})", placeholders.join(", ")));
    for (placeholder, state) in placeholders.iter().zip(from) {
        condition = condition.text(placeholder, state_text(*state));
    }
    table.update_if(key(tenant, import), update, Some(condition)).await?.map(decode).transpose()
}

/// Stores what a bucket's job has changed; `false` if a delivery before has done so.
///
/// # Errors
/// When the table fails.
pub async fn end_bucket(
    table: &Table,
    tenant: &TenantId,
    import: &ImportId,
    bucket: u16,
    counts: MergeCounts,
) -> Result<bool, StoreError> {
    table.put_if(bucket_item(tenant, import, bucket, counts)?, Expression::absent()).await
}

/// Ends buckets that have no chunk and so no job.
///
/// # Errors
/// When the table fails.
pub async fn end_empty_buckets(
    table: &Table,
    tenant: &TenantId,
    import: &ImportId,
    buckets: Vec<u16>,
) -> Result<(), StoreError> {
    let ends = buckets.into_iter().map(|bucket| end_bucket(table, tenant, import, bucket, MergeCounts::default()));
    futures::stream::iter(ends).buffer_unordered(CONCURRENT_REQUESTS).try_collect::<Vec<bool>>().await?;
    Ok(())
}

fn bucket_item(tenant: &TenantId, import: &ImportId, bucket: u16, counts: MergeCounts) -> Result<Item, StoreError> {
    let Key { pk, sk } = bucket_key(tenant, import, bucket);
    encode(&BucketItem { pk, sk, counts: counts.into() })
}

/// Whether a bucket's job has ended.
///
/// # Errors
/// When the table fails.
pub async fn bucket_ended(
    table: &Table,
    tenant: &TenantId,
    import: &ImportId,
    bucket: u16,
) -> Result<bool, StoreError> {
    Ok(table.get(bucket_key(tenant, import, bucket)).await?.is_some())
}

/// What the jobs that ended have changed, one entry a bucket.
///
/// # Errors
/// When the table fails or holds something else.
pub async fn ended_buckets(
    table: &Table,
    tenant: &TenantId,
    import: &ImportId,
) -> Result<Vec<MergeCounts>, StoreError> {
    let query =
        Query { pk: partition(tenant), sk_prefix: Some(format!("import-bucket#{import}#")), ..Query::default() };
    let decode = |item| {
        let item: BucketItem =
            serde_dynamo::from_item(item).map_err(|error| StoreError::unreadable("bucket of an import", error))?;
        Ok(item.counts.into())
    };
    table.all(query).await?.into_iter().map(decode).collect()
}
