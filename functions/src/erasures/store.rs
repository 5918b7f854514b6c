//! Erasures in the table of workspaces: `tenant#<id>` / `erasure#<customer>`. They stay: who asked for it and when, by the
//! hash that the customer's id is. Nothing in them names the customer.

use serde::{Deserialize, Serialize};
use shared::api::{ErasedCounts, ErasureState, KeptCounts};
use shared::domain::{CustomerId, TenantId};

use crate::aws::{Expression, Item, Key, StoreError, Table, Value};

/// An erasure as stored.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(super) struct Erasure {
    /// How far it is: erasing, rebuilding or failed.
    pub(super) state: ErasureState,
    /// Records that go, those found on the way included.
    pub(super) records: Vec<CustomerId>,
    /// When it was asked for.
    pub(super) asked_at: String,
    /// By whom.
    pub(super) asked_by: String,
    /// What goes, as it was shown.
    pub(super) goes: ErasedCounts,
    /// What stays, as it was shown.
    pub(super) stays: KeptCounts,
    /// Partitions that were looked through for further records with the address.
    pub(super) swept: u16,
    /// The request for scores before which no generation may stay.
    #[serde(default)]
    pub(super) awaits: Option<u64>,
    /// What to do after a failure.
    #[serde(default)]
    pub(super) message: Option<String>,
}

fn key(tenant: &TenantId, customer: CustomerId) -> Key {
    Key::new(format!("tenant#{tenant}"), format!("erasure#{customer}"))
}

/// The erasure that was asked for a customer.
pub(super) async fn read(table: &Table, tenant: &TenantId, id: CustomerId) -> Result<Option<Erasure>, StoreError> {
    let decode = |item| serde_dynamo::from_item(item).map_err(|error| StoreError::unreadable("erasure", error));
    table.get(key(tenant, id)).await?.map(decode).transpose()
}

/// Begins one; `false` where there is one that has not failed.
pub(super) async fn begin(
    table: &Table,
    tenant: &TenantId,
    id: CustomerId,
    erasure: &Erasure,
) -> Result<bool, StoreError> {
    let item: Item = serde_dynamo::to_item(erasure).map_err(|error| StoreError::unreadable("erasure", error))?;
    let mut whole = key(tenant, id).attributes();
    whole.extend(item);
    let condition = Expression::new("attribute_not_exists(pk) OR #state = :failed")
        .name("#state", "state")
        .text(":failed", text(ErasureState::Failed));
    table.put_if(whole, condition).await
}

/// Goes on with one that failed.
pub(super) async fn begin_again(table: &Table, tenant: &TenantId, id: CustomerId) -> Result<(), StoreError> {
    let update = Expression::new("SET #state = :next REMOVE message").text(":next", text(ErasureState::Erasing));
    change(table, tenant, id, ErasureState::Failed, update).await
}

/// Notes how far the search for further records is, and what it found.
pub(super) async fn note_swept(
    table: &Table,
    tenant: &TenantId,
    id: CustomerId,
    swept: u16,
    found: &[CustomerId],
) -> Result<(), StoreError> {
    let found = Value::L(found.iter().map(|id| Value::S(id.to_string())).collect());
    let update = Expression::new("SET swept = :swept, records = list_append(records, :found)")
        .number(":swept", swept)
        .value(":found", found);
    change(table, tenant, id, ErasureState::Erasing, update).await
}

/// Notes that nothing is left but generations before the scores that were asked for.
pub(super) async fn note_removed(
    table: &Table,
    tenant: &TenantId,
    id: CustomerId,
    awaits: u64,
) -> Result<(), StoreError> {
    let update = Expression::new("SET #state = :next, awaits = :awaits")
        .text(":next", text(ErasureState::Rebuilding))
        .number(":awaits", awaits);
    change(table, tenant, id, ErasureState::Erasing, update).await
}

/// Notes a failure that stays.
pub(super) async fn fail(table: &Table, tenant: &TenantId, id: CustomerId, message: &str) -> Result<(), StoreError> {
    let update = Expression::new("SET #state = :next, message = :message")
        .text(":next", text(ErasureState::Failed))
        .text(":message", message);
    change(table, tenant, id, ErasureState::Erasing, update).await
}

/// Changes one that is in this state, and leaves any other.
async fn change(
    table: &Table,
    tenant: &TenantId,
    id: CustomerId,
    from: ErasureState,
    update: Expression,
) -> Result<(), StoreError> {
    let condition = Expression::new("#state = :from").name("#state", "state").text(":from", text(from));
    table.update_if(key(tenant, id), update, Some(condition)).await?;
    Ok(())
}

fn text(state: ErasureState) -> &'static str {
    match state {
        ErasureState::NotAsked => "not_asked",
        ErasureState::NotPossible => "not_possible",
        ErasureState::Erasing => "erasing",
        ErasureState::Rebuilding => "rebuilding",
        ErasureState::Done => "done",
        ErasureState::Failed => "failed",
    }
}
