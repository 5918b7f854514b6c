//! Imports in the table of workspaces: `tenant#<id>` / `import#<import>`, and the result of each bucket's job as
//! `import-<step>#<import>#<nn>`: under another prefix, so that the list of imports does not read over them.

use serde::{Deserialize, Serialize};
use shared::api::{ImportState, StartImport};
use shared::domain::{ImportId, TenantId};
use shared::ingest::{ImportKind, MergeCounts, UndoCounts};

use super::{Import, Part};
use crate::aws::{Change, Expression, Item, Key, Query, StoreError, Table};
use crate::http::{ApiResult, Paging};
use crate::jobs::ImportStep;

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
    #[serde(default)]
    kind: ImportKind,
    #[serde(default)]
    own_export: bool,
    /// How the file is read, as one JSON text: nothing looks into it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reading: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    compared: Option<MergeCounts>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    counts: Option<MergeCounts>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    undone: Option<UndoCounts>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    message: Option<String>,
}

#[derive(Deserialize, Serialize)]
struct BucketItem<T> {
    pk: String,
    sk: String,
    counts: T,
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
                kind: item.kind,
                own_export: item.own_export,
                reading: item.reading.and_then(|text| serde_json::from_str(&text).ok()),
            },
            buckets: item.buckets,
            chunks: item.chunks,
            compared: item.compared,
            total: item.counts,
            undone: item.undone,
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

fn bucket_prefix(step: ImportStep, import: &ImportId) -> String {
    let step = match step {
        ImportStep::Compare => "compare",
        ImportStep::Write => "bucket",
        ImportStep::Undo => "undo",
    };
    format!("import-{step}#{import}#")
}

fn bucket_key(part: &Part) -> Key {
    let Part { step, tenant, import, bucket } = part;
    Key::new(partition(tenant), format!("{}{bucket:02}", bucket_prefix(*step, import)))
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
        ImportState::Comparing => "comparing",
        ImportState::Compared => "compared",
        ImportState::Writing => "writing",
        ImportState::Done => "done",
        ImportState::Cancelled => "cancelled",
        ImportState::Failed => "failed",
        ImportState::Undoing => "undoing",
        ImportState::Undone => "undone",
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
        kind: import.request.kind,
        own_export: import.request.own_export,
        reading: match &import.request.reading {
            None => None,
            Some(reading) => {
                Some(serde_json::to_string(reading).map_err(|error| StoreError::unreadable("import", error))?)
            }
        },
        compared: import.compared,
        counts: import.total,
        undone: import.undone,
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

/// A page of a workspace's imports, the newest first, and where the next one begins: their ids ascend with time.
///
/// # Errors
/// When the cursor is none of this list, or the table fails or holds something else.
pub async fn newest(
    table: &Table,
    tenant: &TenantId,
    unless_said: u16,
    paging: &Paging,
) -> ApiResult<(Vec<Import>, Option<Item>)> {
    let query = Query {
        pk: partition(tenant),
        sk_prefix: Some("import#".to_owned()),
        newest_first: true,
        limit: Some(paging.limit(unless_said).into()),
        after: paging.start(&partition(tenant), "import#")?,
        ..Query::default()
    };
    let page = table.page(&query).await?;
    Ok((page.items.into_iter().map(decode).collect::<Result<_, _>>()?, page.next))
}

/// Whether the workspace may have orders of its own: an import whose chunks were all up. One that was only compared or
/// taken back counts too, on the safe side.
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

/// Begins a step of an import with these chunks; `None` if it is in a state from which that cannot begin.
///
/// # Errors
/// When the table fails.
pub async fn begin(
    table: &Table,
    tenant: &TenantId,
    import: &ImportId,
    step: ImportStep,
    chunks: &[u16],
) -> Result<Option<Import>, StoreError> {
    let chunks = serde_dynamo::to_attribute_value(chunks).map_err(|error| StoreError::unreadable("import", error))?;
    let update = Expression::new("SET #state = :next, chunks = :chunks").value(":chunks", chunks);
    let (from, to): (&[ImportState], _) = match step {
        ImportStep::Compare => (&[ImportState::Uploading], ImportState::Comparing),
        ImportStep::Write => (&[ImportState::Uploading, ImportState::Compared], ImportState::Writing),
        ImportStep::Undo => (
            &[ImportState::Done, ImportState::Cancelled, ImportState::Failed, ImportState::Undone],
            ImportState::Undoing,
        ),
    };
    change_state(table, tenant, import, update, from, to).await
}

/// Ends a step with what its jobs did; `None` if the import is in another state.
///
/// # Errors
/// When the table fails.
pub async fn finish(
    table: &Table,
    tenant: &TenantId,
    import: &ImportId,
    step: ImportStep,
    total: impl Serialize,
) -> Result<Option<Import>, StoreError> {
    let total: crate::aws::Value =
        serde_dynamo::to_attribute_value(total).map_err(|error| StoreError::unreadable("import", error))?;
    let (attribute, from, to) = match step {
        ImportStep::Compare => ("compared", ImportState::Comparing, ImportState::Compared),
        ImportStep::Write => ("counts", ImportState::Writing, ImportState::Done),
        ImportStep::Undo => ("undone", ImportState::Undoing, ImportState::Undone),
    };
    let update = Expression::new(format!("SET #state = :next, {attribute} = :total")).value(":total", total);
    change_state(table, tenant, import, update, &[from], to).await
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
const OPEN: [ImportState; 4] =
    [ImportState::Uploading, ImportState::Comparing, ImportState::Compared, ImportState::Writing];

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

/// Stores what a bucket's job has done; `false` if a delivery before has done so.
///
/// # Errors
/// When the table fails.
pub async fn end_bucket(table: &Table, part: &Part, counts: impl Serialize) -> Result<bool, StoreError> {
    let Key { pk, sk } = bucket_key(part);
    table.put_if(encode(&BucketItem { pk, sk, counts })?, Expression::absent()).await
}

/// Whether a bucket's job has ended.
///
/// # Errors
/// When the table fails.
pub async fn bucket_ended(table: &Table, part: &Part) -> Result<bool, StoreError> {
    Ok(table.get(bucket_key(part)).await?.is_some())
}

/// What the jobs of a step that ended have done, one entry a bucket.
///
/// # Errors
/// When the table fails or holds something else.
pub async fn ended_buckets<T: for<'de> Deserialize<'de>>(
    table: &Table,
    tenant: &TenantId,
    import: &ImportId,
    step: ImportStep,
) -> Result<Vec<T>, StoreError> {
    let query = Query { pk: partition(tenant), sk_prefix: Some(bucket_prefix(step, import)), ..Query::default() };
    let decode = |item| {
        let item: BucketItem<T> =
            serde_dynamo::from_item(item).map_err(|error| StoreError::unreadable("bucket of an import", error))?;
        Ok(item.counts)
    };
    table.all(query).await?.into_iter().map(decode).collect()
}

/// Forgets what the jobs of a step did, so that it can be done anew.
///
/// # Errors
/// When the table fails.
pub async fn forget_buckets(
    table: &Table,
    tenant: &TenantId,
    import: &ImportId,
    buckets: u16,
    step: ImportStep,
) -> Result<(), StoreError> {
    let part = |bucket| Part { step, tenant: tenant.clone(), import: import.clone(), bucket };
    let forget = (0..buckets).map(|bucket| Change::Delete(bucket_key(&part(bucket)), None));
    table.change_together(forget.collect()).await?;
    Ok(())
}
