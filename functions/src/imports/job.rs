//! The `import` job of one bucket: its chunks → one conditional write a customer → the bucket's result.

use futures::{StreamExt, TryStreamExt};
use jiff::tz::TimeZone;
use shared::api::ImportState;
use shared::domain::{CustomerKey, ImportId, Origin, TenantId};
use shared::ingest::{MergeCounts, OrderRow, merge};

use super::{Import, chunks, store, sum};
use crate::aws::limits::CONCURRENT_REQUESTS;
use crate::aws::{Services, StoreError};
use crate::customers::store as customers;
use crate::jobs::JobError;
use crate::{scoring, settings};

/// Customers written between two looks at whether the import was cancelled.
const CUSTOMERS_AT_ONCE: usize = 400;

/// How often one customer is merged anew because another import wrote it meanwhile.
const MERGE_TRIES: u32 = 10;

/// What a person sees when writing failed in all deliveries.
const FAILED: &str = "Not all orders could be written. What was written stays. Import the file again: \
                      orders that are already there are not counted twice.";

/// How writing the customers of a bucket ended.
enum Written {
    All(MergeCounts),
    UntilCancelled(MergeCounts),
}

/// Writes one bucket. Safe to run twice: customers that are as they should be are left alone, and the bucket's
/// result counts once.
///
/// # Errors
/// When it failed and may succeed when delivered again.
pub async fn write_bucket(
    services: &Services,
    tenant: &TenantId,
    import: &ImportId,
    bucket: u16,
    last_delivery: bool,
) -> Result<(), JobError> {
    match try_to_write(services, tenant, import, bucket).await {
        Ok(()) => Ok(()),
        Err(JobError::Lasting(message)) => {
            tracing::warn!(%tenant, %import, bucket, message, "an import failed for good");
            fail(services, tenant, import, &message).await?;
            Ok(())
        }
        Err(error) => {
            if last_delivery {
                fail(services, tenant, import, FAILED).await?;
            }
            Err(error)
        }
    }
}

async fn try_to_write(services: &Services, tenant: &TenantId, id: &ImportId, bucket: u16) -> Result<(), JobError> {
    let workspaces = &services.workspaces;
    let Some(import) = store::read(workspaces, tenant, id).await? else { return Ok(()) };
    if !matches!(import.state, ImportState::Writing | ImportState::Done) {
        return Ok(());
    }
    if !store::bucket_ended(workspaces, tenant, id, bucket).await? {
        let rows = chunks::read(&services.objects, tenant, &import, bucket).await?;
        let zone_name = settings::store::read(workspaces, tenant).await?.time_zone;
        let zone = settings::time_zone(&zone_name).ok_or_else(|| {
            JobError::Lasting(format!(
                "\"{zone_name}\" is not a time zone. Choose one in the settings and import again."
            ))
        })?;
        match write_customers(services, tenant, &import, rows, &zone).await? {
            Written::All(counts) => store::end_bucket(workspaces, tenant, id, bucket, counts).await?,
            Written::UntilCancelled(counts) => {
                store::end_bucket(workspaces, tenant, id, bucket, counts).await?;
                scoring::request(services, tenant).await?;
                return Ok(());
            }
        };
    }
    finish_if_last(services, tenant, &import).await?;
    Ok(())
}

/// Ends the import when all its buckets have ended, and asks for scores. A delivery that comes again asks again:
/// the one before may have died in between.
pub(super) async fn finish_if_last(services: &Services, tenant: &TenantId, import: &Import) -> Result<(), StoreError> {
    let ended = store::ended_buckets(&services.workspaces, tenant, &import.id).await?;
    if ended.len() < usize::from(import.buckets) {
        return Ok(());
    }
    let finished = store::finish(&services.workspaces, tenant, &import.id, sum(&ended)).await?;
    if finished.is_some() || import.state == ImportState::Done {
        tracing::info!(%tenant, import = %import.id, "an import is done");
        scoring::request(services, tenant).await?;
    }
    Ok(())
}

async fn fail(services: &Services, tenant: &TenantId, import: &ImportId, message: &str) -> Result<(), StoreError> {
    if store::fail(&services.workspaces, tenant, import, message).await?.is_some() {
        // Other buckets may have written customers, which the scores must know.
        scoring::request(services, tenant).await?;
    }
    Ok(())
}

async fn write_customers(
    services: &Services,
    tenant: &TenantId,
    import: &Import,
    rows: chunks::RowsByCustomer,
    zone: &TimeZone,
) -> Result<Written, JobError> {
    let mut total = MergeCounts::default();
    let mut rows = rows.into_values().peekable();
    while rows.peek().is_some() {
        let state = store::read(&services.workspaces, tenant, &import.id).await?.map(|import| import.state);
        if state != Some(ImportState::Writing) && state != Some(ImportState::Done) {
            return Ok(Written::UntilCancelled(total));
        }
        let batch: Vec<_> = rows.by_ref().take(CUSTOMERS_AT_ONCE).collect();
        let counts: Vec<MergeCounts> = futures::stream::iter(batch)
            .map(|(key, rows)| async move { write_customer(services, tenant, &import.id, &key, &rows, zone).await })
            .buffer_unordered(CONCURRENT_REQUESTS)
            .try_collect()
            .await?;
        total = sum(counts.iter().chain([&total]));
    }
    Ok(Written::All(total))
}

/// Merges the rows of one customer into what is stored, until no other writer is in between.
async fn write_customer(
    services: &Services,
    tenant: &TenantId,
    import: &ImportId,
    key: &CustomerKey,
    rows: &[OrderRow],
    zone: &TimeZone,
) -> Result<MergeCounts, JobError> {
    for _ in 0..MERGE_TRIES {
        let before = customers::read(&services.customers, tenant, key.id()).await?;
        let day_of_instant = |seconds| settings::day_of_instant(zone, seconds);
        let existing = before.as_ref().map(|before| &before.history);
        let (merged, counts) = merge(existing, key, rows, import, Origin::Own, &day_of_instant);
        let Some(merged) = merged else { return Ok(counts) };
        match customers::write(&services.customers, tenant, &merged, before.as_ref()).await {
            Ok(true) => return Ok(counts),
            Ok(false) => {}
            Err(StoreError::TooLarge { .. }) => {
                return Err(JobError::Lasting(format!(
                    "Customer {} has {} orders, more than one customer can have. If the number stands for \
                     buyers without an account, leave those rows out and import the file again.",
                    key.number,
                    merged.orders.len()
                )));
            }
            Err(error) => return Err(error.into()),
        }
    }
    Err(StoreError::Contended { what: "customer", tries: MERGE_TRIES }.into())
}
