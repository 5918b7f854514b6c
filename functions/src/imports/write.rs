//! The chunks of one bucket → one conditional write a customer.

use futures::{StreamExt, TryStreamExt};
use jiff::tz::TimeZone;
use shared::domain::{CustomerId, CustomerKey, Origin, TenantId};
use shared::ingest::{ImportKind, MergeCounts, Row, before_import, merge};

use super::job::{Ended, is_open};
use super::{Import, Part, chunks, merges, origin_of, store};
use crate::aws::limits::CONCURRENT_REQUESTS;
use crate::aws::{Services, StoreError};
use crate::customers::store::{self as customers, Place};
use crate::erasures::{self, ErasedAddresses};
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
    if import.request.kind == ImportKind::Merges {
        return Ok(Ended::All(merges::write(services, &part.tenant, rows).await?));
    }
    let zone = zone(services, &part.tenant).await?;
    let origin = origin_of(&import.request);
    let ids: Vec<CustomerId> = rows.keys().copied().collect();
    let erased = ErasedAddresses::read(&services.workspaces, &part.tenant).await?;
    let mut total = MergeCounts::default();
    let mut rows = rows.into_values().peekable();
    while rows.peek().is_some() {
        let state = store::read(&services.workspaces, &part.tenant, &part.import).await?.map(|import| import.state);
        if !state.is_some_and(|state| is_open(state, ImportStep::Write)) {
            erasures::catch_up(services, &part.tenant, &erased, &ids).await?;
            return Ok(Ended::Cancelled(total));
        }
        let batch: Vec<_> = rows.by_ref().take(CUSTOMERS_AT_ONCE).collect();
        let (zone, erased) = (&zone, &erased);
        total = futures::stream::iter(batch)
            .map(|(key, rows)| async move { customer(services, part, (&key, origin), &rows, zone, erased).await })
            .buffer_unordered(CONCURRENT_REQUESTS)
            .try_fold(total, async |total, counts| Ok(total.plus(counts)))
            .await?;
    }
    erasures::catch_up(services, &part.tenant, &erased, &ids).await?;
    Ok(Ended::All(total))
}

/// Counts of rows that are not stored because their customer was erased.
pub(super) fn of_erased(rows: &[Row]) -> MergeCounts {
    MergeCounts { lines_of_erased: rows.len() as u64, ..MergeCounts::default() }
}

/// The workspace's time zone.
pub(super) async fn zone(services: &Services, tenant: &TenantId) -> Result<TimeZone, JobError> {
    let name = settings::store::read(&services.workspaces, tenant).await?.time_zone;
    settings::time_zone(&name).ok_or_else(|| {
        JobError::Lasting(format!("\"{name}\" is not a time zone. Choose one in the settings and import again."))
    })
}

/// Merges the rows of one customer into what is stored, until no other writer is in between. Rows of a customer who was
/// erased are counted and left.
///
/// # Errors
/// When the table fails, or for good when the customer has more orders than fit.
pub(super) async fn customer(
    services: &Services,
    part: &Part,
    (key, origin): (&CustomerKey, Origin),
    rows: &[Row],
    zone: &TimeZone,
    erased: &ErasedAddresses,
) -> Result<MergeCounts, JobError> {
    let (tenant, import) = (&part.tenant, &part.import);
    if erased.names(tenant, rows) {
        // A delivery before may have written them before the address was erased.
        erasures::erase_if_named(services, tenant, key.id(), erased).await?;
        return Ok(of_erased(rows));
    }
    for _ in 0..MERGE_TRIES {
        let before = match customers::look(&services.customers, tenant, key.id()).await? {
            Place::Erased(_) => return Ok(of_erased(rows)),
            Place::Empty => None,
            Place::Taken(before) => Some(*before),
        };
        let day_of_instant = |seconds| settings::day_of_instant(zone, seconds);
        let existing = before.as_ref().map(|before| &before.history);
        let (merged, mut counts) = merge(existing, key, rows, import, origin, &day_of_instant);
        if let Some(earlier) = existing.and_then(|existing| before_import(existing, import)) {
            // A delivery before wrote this customer and did not live to count it.
            let earlier = Some(&earlier).filter(|earlier| !earlier.is_empty());
            counts = merge(earlier, key, rows, import, origin, &day_of_instant).1;
        }
        let Some(merged) = merged else { return Ok(counts) };
        match customers::write(&services.customers, tenant, &merged, before.as_ref()).await {
            Ok(true) => return Ok(counts),
            Ok(false) => {}
            Err(StoreError::TooLarge { .. }) => {
                return Err(JobError::Lasting(format!(
                    "A customer has {} orders, more than one customer can have. If their number stands for \
                     buyers without an account, leave those rows out and import the file again.",
                    merged.orders.len()
                )));
            }
            Err(error) => return Err(error.into()),
        }
    }
    Err(StoreError::Contended { what: "customer", tries: MERGE_TRIES }.into())
}
