//! The chunks of one bucket → one conditional write a customer.

use futures::{StreamExt, TryStreamExt};
use jiff::tz::TimeZone;
use shared::domain::{CustomerKey, ImportId, Origin, TenantId};
use shared::ingest::{ImportKind, MergeCounts, Row, merge};

use super::job::{Ended, is_open};
use super::{Import, Part, chunks, store};
use crate::aws::limits::CONCURRENT_REQUESTS;
use crate::aws::{Services, StoreError};
use crate::customers::store as customers;
use crate::jobs::{ImportStep, JobError};
use crate::{settings, suppressions};

/// Customers written between two looks at whether the import was cancelled.
pub(super) const CUSTOMERS_AT_ONCE: usize = 400;

/// How often one customer is merged anew because another import wrote it meanwhile.
const MERGE_TRIES: u32 = 10;

/// Writes the customers of one bucket.
pub(super) async fn bucket(services: &Services, part: &Part, import: &Import) -> Result<Ended<MergeCounts>, JobError> {
    let rows = chunks::read(&services.objects, &part.tenant, import, part.bucket).await?;
    if import.request.kind == ImportKind::Suppressions {
        return Ok(Ended::All(suppressions::add(services, &part.tenant, rows.into_values()).await?));
    }
    let zone = zone(services, &part.tenant).await?;
    let mut total = MergeCounts::default();
    let mut rows = rows.into_values().peekable();
    while rows.peek().is_some() {
        let state = store::read(&services.workspaces, &part.tenant, &part.import).await?.map(|import| import.state);
        if !state.is_some_and(|state| is_open(state, ImportStep::Write)) {
            return Ok(Ended::Cancelled(total));
        }
        let batch: Vec<_> = rows.by_ref().take(CUSTOMERS_AT_ONCE).collect();
        let zone = &zone;
        total = futures::stream::iter(batch)
            .map(|(key, rows)| async move { customer(services, &part.tenant, &part.import, &key, &rows, zone).await })
            .buffer_unordered(CONCURRENT_REQUESTS)
            .try_fold(total, async |total, counts| Ok(total.plus(counts)))
            .await?;
    }
    Ok(Ended::All(total))
}

/// The workspace's time zone.
pub(super) async fn zone(services: &Services, tenant: &TenantId) -> Result<TimeZone, JobError> {
    let name = settings::store::read(&services.workspaces, tenant).await?.time_zone;
    settings::time_zone(&name).ok_or_else(|| {
        JobError::Lasting(format!("\"{name}\" is not a time zone. Choose one in the settings and import again."))
    })
}

/// Merges the rows of one customer into what is stored, until no other writer is in between.
///
/// # Errors
/// When the table fails, or for good when the customer has more orders than fit.
pub(super) async fn customer(
    services: &Services,
    tenant: &TenantId,
    import: &ImportId,
    key: &CustomerKey,
    rows: &[Row],
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
