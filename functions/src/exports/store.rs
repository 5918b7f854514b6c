//! Exports in the table of workspaces: `tenant#<id>` / `export#<id>`. They stay: who took what, and when.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared::api::{ExportContent, ExportState};
use shared::domain::TenantId;

use super::Export;
use crate::aws::{Expression, Item, Key, Query, StoreError, Table};

/// What the sort keys of exports begin with.
pub(super) const PREFIX: &str = "export#";

#[derive(Deserialize, Serialize)]
struct ExportItem {
    pk: String,
    sk: String,
    id: String,
    content: ExportContent,
    state: ExportState,
    asked_at: String,
    asked_by: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    ended_at: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    message: Option<String>,
    seen: u16,
    next: u16,
    customers: u64,
    records: u64,
    /// Files as one JSON text: nothing looks into it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    files: Option<String>,
}

pub(super) fn partition(tenant: &TenantId) -> String {
    format!("tenant#{tenant}")
}

fn key(tenant: &TenantId, id: &str) -> Key {
    Key::new(partition(tenant), format!("{PREFIX}{id}"))
}

fn unreadable(error: impl std::fmt::Display) -> StoreError {
    StoreError::unreadable("export", error.to_string())
}

fn decode(item: Item) -> Result<Export, StoreError> {
    let item: ExportItem = serde_dynamo::from_item(item).map_err(unreadable)?;
    Ok(Export {
        id: item.id,
        content: item.content,
        state: item.state,
        asked_at: item.asked_at,
        asked_by: item.asked_by,
        ended_at: item.ended_at,
        message: item.message,
        seen: item.seen,
        next: item.next,
        customers: item.customers,
        records: item.records,
        files: item.files.map(|text| serde_json::from_str(&text)).transpose().map_err(unreadable)?.unwrap_or_default(),
    })
}

fn state_text(state: ExportState) -> &'static str {
    match state {
        ExportState::Running => "running",
        ExportState::Done => "done",
        ExportState::Cancelled => "cancelled",
        ExportState::Failed => "failed",
        ExportState::Removed => "removed",
        ExportState::Expired => "expired",
    }
}

/// Stores a new one.
pub(super) async fn create(table: &Table, tenant: &TenantId, export: &Export) -> Result<bool, StoreError> {
    let Key { pk, sk } = key(tenant, &export.id);
    let export = export.clone();
    let item = ExportItem {
        pk,
        sk,
        id: export.id,
        content: export.content,
        state: export.state,
        asked_at: export.asked_at,
        asked_by: export.asked_by,
        ended_at: export.ended_at,
        message: export.message,
        seen: export.seen,
        next: export.next,
        customers: export.customers,
        records: export.records,
        files: None,
    };
    table.put_if(serde_dynamo::to_item(&item).map_err(unreadable)?, Expression::absent()).await
}

/// One export of a workspace.
pub(super) async fn read(table: &Table, tenant: &TenantId, id: &str) -> Result<Option<Export>, StoreError> {
    table.get(key(tenant, id)).await?.map(decode).transpose()
}

/// A page of a workspace's exports, the newest first, and where the next one begins: their ids ascend with time.
pub(super) async fn page(
    table: &Table,
    tenant: &TenantId,
    limit: u16,
    after: Option<Item>,
) -> Result<(Vec<Export>, Option<Item>), StoreError> {
    let query = Query { limit: Some(limit.into()), after, ..newest_first(tenant) };
    let page = table.page(&query).await?;
    Ok((page.items.into_iter().map(decode).collect::<Result<_, _>>()?, page.next))
}

/// All of a workspace.
pub(super) async fn all(table: &Table, tenant: &TenantId) -> Result<Vec<Export>, StoreError> {
    table.all(newest_first(tenant)).await?.into_iter().map(decode).collect()
}

fn newest_first(tenant: &TenantId) -> Query {
    Query { pk: partition(tenant), sk_prefix: Some(PREFIX.to_owned()), newest_first: true, ..Query::default() }
}

/// Notes how many partitions are read; `false` where it does not run any more.
pub(super) async fn note_seen(table: &Table, tenant: &TenantId, id: &str, seen: u16) -> Result<bool, StoreError> {
    let update = Expression::new("SET seen = :seen").number(":seen", seen);
    change(table, tenant, id, update, None).await
}

/// Ends a slice that began at a partition: keeps what is written by now, and where there is none after it, ends the export.
/// `false` where it does not run any more or another delivery has ended the slice.
pub(super) async fn end_slice(
    table: &Table,
    tenant: &TenantId,
    began_at: u16,
    after: &Export,
    ended: Option<Timestamp>,
) -> Result<bool, StoreError> {
    let files = serde_json::to_string(&after.files).map_err(unreadable)?;
    let mut set =
        "SET #next = :next, seen = :next, customers = :customers, records = :records, files = :files".to_owned();
    if ended.is_some() {
        set.push_str(", #state = :done, ended_at = :now");
    }
    let mut update = Expression::new(set)
        .name("#next", "next")
        .number(":next", after.next)
        .number(":customers", after.customers)
        .number(":records", after.records)
        .text(":files", files);
    if let Some(now) = ended {
        update = update.text(":done", state_text(ExportState::Done)).text(":now", now.to_string());
    }
    change(table, tenant, &after.id, update, Some(began_at)).await
}

/// Ends one that runs, otherwise than well; `false` where it does not run any more.
pub(super) async fn stop(
    table: &Table,
    tenant: &TenantId,
    id: &str,
    state: ExportState,
    message: &str,
    now: Timestamp,
) -> Result<bool, StoreError> {
    change(table, tenant, id, stopped(state, message, now), None).await
}

/// Marks the files of one as removed, whether it is done or runs; `false` where it is neither.
pub(super) async fn remove(
    table: &Table,
    tenant: &TenantId,
    id: &str,
    message: &str,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let condition = Expression::new("#state IN (:running, :done)")
        .text(":running", state_text(ExportState::Running))
        .text(":done", state_text(ExportState::Done));
    let update = stopped(ExportState::Removed, message, now);
    Ok(table.update_if(key(tenant, id), update.name("#state", "state"), Some(condition)).await?.is_some())
}

fn stopped(state: ExportState, message: &str, now: Timestamp) -> Expression {
    Expression::new("SET #state = :stopped, message = :message, ended_at = :now REMOVE files")
        .name("#state", "state")
        .text(":stopped", state_text(state))
        .text(":message", message)
        .text(":now", now.to_string())
}

/// Changes one that runs, and whose next slice begins at a partition where that is given.
async fn change(
    table: &Table,
    tenant: &TenantId,
    id: &str,
    update: Expression,
    next: Option<u16>,
) -> Result<bool, StoreError> {
    let text = if next.is_some() { "#state = :running AND #next = :began" } else { "#state = :running" };
    let mut condition =
        Expression::new(text).name("#state", "state").text(":running", state_text(ExportState::Running));
    if let Some(next) = next {
        condition = condition.name("#next", "next").number(":began", next);
    }
    Ok(table.update_if(key(tenant, id), update, Some(condition)).await?.is_some())
}
