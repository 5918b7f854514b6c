//! The job of one erasure: records, further records with the address, uploaded files, scores. Every step is safe to repeat,
//! and it goes on where the delivery before was killed.

use std::collections::BTreeSet;

use shared::api::{EndpointEvent, ErasedCustomer, ErasureState, MAX_ERASED_RECORDS};
use shared::domain::{CustomerId, PARTITIONS, TenantId};

use super::addresses::ErasedAddresses;
use super::{person, store, uploads};
use crate::aws::{Services, StoreError};
use crate::customers::store::{self as customers, StoredCustomer};
use crate::jobs::JobError;
use crate::{endpoints, exports, scoring};

/// Partitions between two notes of how far the search is.
const PARTITIONS_A_NOTE: u16 = 8;

/// How often one customer is written anew because another writer was in between.
const TRIES: u32 = 10;

/// What a person sees when it failed in all deliveries.
const FAILED: &str = "Not everything could be erased. Nothing that was erased comes back. Try again.";

/// Erases a customer, as far as it is not done.
///
/// # Errors
/// When it failed and may succeed when delivered again.
pub async fn run(
    services: &Services,
    tenant: &TenantId,
    customer: CustomerId,
    last_delivery: bool,
) -> Result<(), JobError> {
    let workspaces = &services.workspaces;
    match erase(services, tenant, customer).await {
        Ok(()) => Ok(()),
        Err(JobError::Lasting(message)) => {
            tracing::warn!(%tenant, %customer, message, "an erasure failed for good");
            Ok(store::fail(workspaces, tenant, customer, &message).await?)
        }
        Err(error) => {
            if last_delivery {
                store::fail(workspaces, tenant, customer, FAILED).await?;
            }
            Err(error)
        }
    }
}

async fn erase(services: &Services, tenant: &TenantId, customer: CustomerId) -> Result<(), JobError> {
    let workspaces = &services.workspaces;
    let Some(erasure) = store::read(workspaces, tenant, customer).await? else { return Ok(()) };
    if erasure.state != ErasureState::Erasing {
        return Ok(());
    }
    let mut ids: BTreeSet<CustomerId> = erasure.records.iter().copied().collect();
    for id in erasure.records {
        ids.extend(person::erase(services, tenant, id, customer).await?);
    }
    let mut from = erasure.swept;
    while from < PARTITIONS {
        let to = PARTITIONS.min(from + PARTITIONS_A_NOTE);
        let mut found = Vec::new();
        for partition in from..to {
            found.extend(sweep(services, tenant, partition).await?);
        }
        ids.extend(&found);
        store::note_swept(workspaces, tenant, customer, to, &found).await?;
        if ids.len() > 2 * MAX_ERASED_RECORDS {
            return Err(JobError::Lasting(format!(
                "More than {MAX_ERASED_RECORDS} further customers have come with this address, so it is not one \
                 person's. They were left from then on, and lines with the address are not stored any more."
            )));
        }
        from = to;
    }
    let erased = ErasedAddresses::read(workspaces, tenant).await?;
    uploads::clean(services, tenant, &ids, &erased).await?;
    exports::remove_all(services, tenant).await?;
    let awaits = scoring::request_purge(services, tenant).await?;
    let (data, which) = (ErasedCustomer { customer: customer.to_string() }, format!("{customer} {}", erasure.asked_at));
    endpoints::tell(services, tenant, EndpointEvent::CustomerErased, &which, data).await?;
    store::note_removed(workspaces, tenant, customer, awaits).await?;
    tracing::info!(%tenant, %customer, records = ids.len(), "a customer was erased");
    Ok(())
}

/// Erases customers of a partition who have an erased address, and takes it out of what others keep for undo.
async fn sweep(services: &Services, tenant: &TenantId, partition: u16) -> Result<Vec<CustomerId>, StoreError> {
    let erased = ErasedAddresses::read(&services.workspaces, tenant).await?;
    let mut found = Vec::new();
    for stored in customers::stored_in_partition(&services.customers, tenant, partition).await? {
        if let Some(erasure) = erased.erasure_of(tenant, &stored.history) {
            found.extend(person::erase(services, tenant, stored.history.key.id(), erasure).await?);
        } else {
            forget_mentions(services, tenant, stored, &erased).await?;
        }
    }
    Ok(found)
}

async fn forget_mentions(
    services: &Services,
    tenant: &TenantId,
    stored: StoredCustomer,
    erased: &ErasedAddresses,
) -> Result<(), StoreError> {
    let id = stored.history.key.id();
    let mut stored = Some(stored);
    for _ in 0..TRIES {
        let Some(before) = stored else { return Ok(()) };
        let Some(after) = erased.without_mentions(tenant, &before.history) else { return Ok(()) };
        if customers::write(&services.customers, tenant, &after, Some(&before)).await? {
            return Ok(());
        }
        stored = customers::read(&services.customers, tenant, id).await?;
    }
    Err(StoreError::Contended { what: "customer", tries: TRIES })
}
