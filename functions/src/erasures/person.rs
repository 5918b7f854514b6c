//! One person: found with all records, removed from all tables together.

use shared::domain::{CustomerHistory, CustomerId, CustomerKey, ERASED_SOURCE, TenantId, nameless};
use uuid::Uuid;

use super::addresses::{self, ErasedAddresses};
use crate::aws::{Services, StoreError};
use crate::customers::store::{self as customers, Erased, StoredCustomer};
use crate::defections;

/// How often a person is read again because another writer was in between.
const TRIES: u32 = 10;

/// All records of the person a record belongs to, the one who stands for the others first; none where there is none.
pub(super) async fn records(
    services: &Services,
    tenant: &TenantId,
    id: CustomerId,
) -> Result<Vec<StoredCustomer>, StoreError> {
    let read = async |id| customers::read(&services.customers, tenant, id).await;
    let Some(asked) = read(id).await? else { return Ok(Vec::new()) };
    let survivor = match asked.history.merged_into {
        Some(survivor) => read(survivor).await?,
        None => None,
    };
    let first = survivor.unwrap_or_else(|| asked.clone());
    let mut ids = first.history.stands_for.clone();
    ids.push(id);
    ids.sort_unstable();
    ids.dedup();
    ids.retain(|id| *id != first.history.key.id());
    let mut records = vec![first];
    for id in ids {
        records.extend(read(id).await?);
    }
    Ok(records)
}

/// Removes the person a record belongs to: hashes of their addresses first, so that no later line brings them back, then
/// the records, in whose place days and amounts of orders stay without a name, then the reasons. Says which records went.
/// Safe to repeat, also after it died in between.
pub(super) async fn erase(
    services: &Services,
    tenant: &TenantId,
    id: CustomerId,
    erasure: CustomerId,
) -> Result<Vec<CustomerId>, StoreError> {
    for _ in 0..TRIES {
        let stored = records(services, tenant, id).await?;
        let mut ids: Vec<CustomerId> = stored.iter().map(|record| record.history.key.id()).collect();
        if ids.is_empty() {
            ids.push(id);
        }
        let histories: Vec<CustomerHistory> = stored.iter().map(|record| record.history.clone()).collect();
        for address in histories.iter().flat_map(addresses::addresses) {
            addresses::keep(&services.workspaces, tenant, address, erasure).await?;
        }
        let stays = nameless(&histories, nobody(), &mut fresh_id);
        let erased = Erased { at: services.now().to_string(), with: erasure };
        let table = &services.customers;
        if stored.is_empty() || customers::erase(table, tenant, &stored, stays.as_ref(), &erased).await? {
            for id in &ids {
                defections::store::remove(&services.workspaces, tenant, *id).await?;
            }
            return Ok(ids);
        }
    }
    Err(StoreError::Contended { what: "person to erase", tries: TRIES })
}

/// Erases a record if it has an erased address.
///
/// # Errors
/// When a table fails.
pub(crate) async fn erase_if_named(
    services: &Services,
    tenant: &TenantId,
    id: CustomerId,
    erased: &ErasedAddresses,
) -> Result<(), StoreError> {
    let stored = customers::read(&services.customers, tenant, id).await?;
    if let Some(erasure) = stored.and_then(|stored| erased.erasure_of(tenant, &stored.history)) {
        erase(services, tenant, id, erasure).await?;
    }
    Ok(())
}

/// Erases those of some customers that a writer wrote while their address was being erased: whoever reads the hashes
/// after writing sees those that the erasure put before it looked at all customers, so one of both finds them.
///
/// # Errors
/// When a table fails.
pub(crate) async fn catch_up(
    services: &Services,
    tenant: &TenantId,
    known: &ErasedAddresses,
    written: &[CustomerId],
) -> Result<(), StoreError> {
    let now = ErasedAddresses::read(&services.workspaces, tenant).await?;
    if now == *known {
        return Ok(());
    }
    for id in written {
        erase_if_named(services, tenant, *id, &now).await?;
    }
    Ok(())
}

/// A key that leads to nobody.
fn nobody() -> CustomerKey {
    CustomerKey { data_source: ERASED_SOURCE.to_owned(), number: format!("erased-{}", fresh_id()) }
}

fn fresh_id() -> String {
    Uuid::new_v4().simple().to_string()
}
