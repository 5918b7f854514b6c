//! Who asked for scores and who makes them, in the table of workspaces: `tenant#<id>` / `scoring`.
//!
//! `requested` counts what was asked for, `built` says up to which request scores were made. One job at a time holds
//! the lease, which ends with the function's invocation at the latest; `leased_by` names the message it runs for: when that is
//! delivered again, whoever had it before is dead. `generation` counts the runs. `purge` is the
//! newest request after which no generation before may stay, `purged` the newest one that was answered so.

use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use shared::api::ScoringState;
use shared::domain::TenantId;

use crate::aws::{Expression, Item, Key, Services, StoreError, Table};

/// After this long without an end, a run has died in a way that no code of ours could report.
const OVERDUE: SignedDuration = SignedDuration::from_hours(1);

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct ScoringItem {
    requested: u64,
    built: u64,
    generation: u64,
    purge: u64,
    purged: u64,
    since: Option<String>,
    failed_at: Option<String>,
    message: Option<String>,
}

/// A run that holds the lease.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    /// The generation it makes.
    pub(super) generation: u64,
    /// The last request it answers.
    requested: u64,
    /// Whether no generation before it may stay.
    pub(super) purges: bool,
}

fn key(tenant: &TenantId) -> Key {
    Key::new(format!("tenant#{tenant}"), "scoring")
}

fn decode(item: Item) -> Result<ScoringItem, StoreError> {
    serde_dynamo::from_item(item).map_err(|error| StoreError::unreadable("scoring item", error))
}

async fn read(table: &Table, tenant: &TenantId) -> Result<ScoringItem, StoreError> {
    table.get(key(tenant)).await?.map_or_else(|| Ok(ScoringItem::default()), decode)
}

/// Notes that new scores are wanted; somebody else sends the message once the data are there.
///
/// # Errors
/// When the table fails.
pub async fn request_later(services: &Services, tenant: &TenantId) -> Result<(), StoreError> {
    let update = Expression::new("ADD requested :one SET since = :now REMOVE failed_at, message")
        .number(":one", 1)
        .text(":now", services.now().to_string());
    services.workspaces.update_if(key(tenant), update, None).await?;
    Ok(())
}

/// Notes that new scores are wanted and that no generation before them may stay; says the number of the request.
///
/// # Errors
/// When the table fails.
pub(super) async fn request_purge_later(services: &Services, tenant: &TenantId) -> Result<u64, StoreError> {
    let next = "if_not_exists(requested, :none) + :one";
    let update = format!("SET since = :now, requested = {next}, purge = {next} REMOVE failed_at, message");
    let update = Expression::new(update).number(":none", 0).number(":one", 1).text(":now", services.now().to_string());
    let item = services.workspaces.update_if(key(tenant), update, None).await?;
    Ok(item.map(decode).transpose()?.map_or(0, |item| item.purge))
}

/// The newest request after which no generation before it is left.
///
/// # Errors
/// When the table fails or holds something else.
pub async fn purged(services: &Services, tenant: &TenantId) -> Result<u64, StoreError> {
    Ok(read(&services.workspaces, tenant).await?.purged)
}

/// Whether scores are being made.
///
/// # Errors
/// When the table fails or holds something else.
pub async fn state(services: &Services, tenant: &TenantId) -> Result<ScoringState, StoreError> {
    let item = read(&services.workspaces, tenant).await?;
    Ok(state_of(item, services.now()))
}

fn state_of(item: ScoringItem, now: Timestamp) -> ScoringState {
    let since = item.since.unwrap_or_default();
    if item.requested > item.built {
        let overdue = since.parse::<Timestamp>().is_ok_and(|since| now.duration_since(since) > OVERDUE);
        if !overdue {
            return ScoringState::Running { since };
        }
        let message = "The scores were not finished. Your orders are safe. Save the settings to start them again.";
        return ScoringState::Failed { at: since, message: message.to_owned() };
    }
    match (item.failed_at, item.message) {
        (Some(at), Some(message)) => ScoringState::Failed { at, message },
        _ => ScoringState::Idle,
    }
}

/// Takes the lease until `deadline` for a message of the queue; `None` when nothing is to do or the run of another message
/// holds it: that one sees, when it ends, that more was asked for.
pub(super) async fn begin(
    services: &Services,
    tenant: &TenantId,
    message_id: &str,
    deadline: Timestamp,
) -> Result<Option<Run>, StoreError> {
    let item = read(&services.workspaces, tenant).await?;
    if item.requested <= item.built {
        return Ok(None);
    }
    let update = Expression::new("SET leased_until = :until, leased_by = :by ADD generation :one")
        .number(":until", deadline.as_millisecond())
        .text(":by", message_id)
        .number(":one", 1);
    let free = Expression::new("attribute_not_exists(leased_until) OR leased_until < :now OR leased_by = :by")
        .number(":now", services.now().as_millisecond());
    let Some(item) = services.workspaces.update_if(key(tenant), update, Some(free)).await? else { return Ok(None) };
    let item = decode(item)?;
    let purges = item.purge > item.purged;
    Ok(Some(Run { generation: item.generation, requested: item.requested, purges }))
}

/// Ends a run with success; `true` when more was asked for meanwhile.
pub(super) async fn end(services: &Services, tenant: &TenantId, run: Run) -> Result<bool, StoreError> {
    let purged = if run.purges { ", purged = :built" } else { "" };
    let update =
        Expression::new(format!("SET built = :built{purged} REMOVE leased_until, leased_by, failed_at, message"))
            .number(":built", run.requested);
    finish(services, tenant, run, update).await
}

/// Ends a run with a failure that stays; `true` when more was asked for meanwhile.
pub(super) async fn fail(services: &Services, tenant: &TenantId, run: Run, message: &str) -> Result<bool, StoreError> {
    let update =
        Expression::new("SET built = :built, failed_at = :now, message = :message REMOVE leased_until, leased_by")
            .number(":built", run.requested)
            .text(":now", services.now().to_string())
            .text(":message", message);
    finish(services, tenant, run, update).await
}

/// Gives the lease back, so that the next delivery can try again.
pub(super) async fn release(services: &Services, tenant: &TenantId, run: Run) -> Result<(), StoreError> {
    finish(services, tenant, run, Expression::new("REMOVE leased_until, leased_by")).await?;
    Ok(())
}

/// Marks everything asked for as failed, when no run will come.
pub(super) async fn give_up(services: &Services, tenant: &TenantId, message: &str) -> Result<(), StoreError> {
    let update = Expression::new("SET built = requested, failed_at = :now, message = :message")
        .text(":now", services.now().to_string())
        .text(":message", message);
    let asked = Expression::new("attribute_exists(requested)");
    services.workspaces.update_if(key(tenant), update, Some(asked)).await?;
    Ok(())
}

/// Changes the item only while the run is the newest one.
async fn finish(services: &Services, tenant: &TenantId, run: Run, update: Expression) -> Result<bool, StoreError> {
    let newest = Expression::new("generation = :generation").number(":generation", run.generation);
    let Some(item) = services.workspaces.update_if(key(tenant), update, Some(newest)).await? else { return Ok(false) };
    let item = decode(item)?;
    Ok(item.requested > item.built)
}
