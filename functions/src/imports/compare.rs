//! What the chunks of one bucket would change.

use futures::{StreamExt, TryStreamExt};
use shared::domain::CustomerKey;
use shared::ingest::{ImportKind, MergeCounts, Row, merge};

use super::job::{Ended, is_open};
use super::{Import, Part, chunks, merges, origin_of, store, write};
use crate::aws::Services;
use crate::aws::limits::CONCURRENT_REQUESTS;
use crate::customers::store::{self as customers, Place};
use crate::erasures::ErasedAddresses;
use crate::jobs::{ImportStep, JobError};
use crate::settings;

/// Merges the rows of one bucket with what is stored, and writes nothing.
pub(super) async fn bucket(services: &Services, part: &Part, import: &Import) -> Result<Ended<MergeCounts>, JobError> {
    let rows = chunks::read(&services.objects, &part.tenant, import, part.bucket).await?;
    if import.request.kind == ImportKind::Suppressions {
        return Ok(Ended::All(MergeCounts { facts_new: rows.len() as u64, ..MergeCounts::default() }));
    }
    if import.request.kind == ImportKind::Merges {
        return Ok(Ended::All(merges::compare(services, &part.tenant, rows).await?));
    }
    let origin = origin_of(&import.request);
    let zone = write::zone(services, &part.tenant).await?;
    let erased = ErasedAddresses::read(&services.workspaces, &part.tenant).await?;
    let mut total = MergeCounts::default();
    let mut rows = rows.into_values().peekable();
    while rows.peek().is_some() {
        let state = store::read(&services.workspaces, &part.tenant, &part.import).await?.map(|import| import.state);
        if !state.is_some_and(|state| is_open(state, ImportStep::Compare)) {
            return Ok(Ended::Cancelled(total));
        }
        let batch: Vec<(CustomerKey, Vec<Row>)> = rows.by_ref().take(write::CUSTOMERS_AT_ONCE).collect();
        let (zone, erased) = (&zone, &erased);
        total = futures::stream::iter(batch)
            .map(|(key, rows)| async move {
                if erased.names(&part.tenant, &rows) {
                    return Ok(write::of_erased(&rows));
                }
                let before = match customers::look(&services.customers, &part.tenant, key.id()).await? {
                    Place::Erased(_) => return Ok(write::of_erased(&rows)),
                    Place::Empty => None,
                    Place::Taken(before) => Some(*before),
                };
                let day_of_instant = |seconds| settings::day_of_instant(zone, seconds);
                let existing = before.as_ref().map(|before| &before.history);
                let (_, counts) = merge(existing, &key, &rows, &part.import, origin, &day_of_instant);
                Ok::<_, JobError>(counts)
            })
            .buffer_unordered(CONCURRENT_REQUESTS)
            .try_fold(total, async |total, counts| Ok(total.plus(counts)))
            .await?;
    }
    Ok(Ended::All(total))
}
