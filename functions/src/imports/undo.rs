//! Takes back what an import wrote to the customers of one bucket.

use futures::{StreamExt, TryStreamExt};
use shared::domain::{ImportId, PARTITIONS, TenantId};
use shared::ingest::{UndoCounts, undo};

use super::job::Ended;
use super::{Import, Part, bucket_of_partition};
use crate::aws::limits::CONCURRENT_REQUESTS;
use crate::aws::{Services, StoreError};
use crate::customers::store::{self as customers, StoredCustomer};
use crate::jobs::JobError;

/// How often one customer is taken back anew because another import wrote it meanwhile.
const TRIES: u32 = 10;

/// Looks at every customer of the bucket: which ones an import wrote stands nowhere but in their records.
pub(super) async fn bucket(services: &Services, part: &Part, import: &Import) -> Result<Ended<UndoCounts>, JobError> {
    let mut total = UndoCounts::default();
    for partition in (0..PARTITIONS).filter(|partition| bucket_of_partition(*partition, import.buckets) == part.bucket)
    {
        let stored = customers::stored_in_partition(&services.customers, &part.tenant, partition).await?;
        let touched =
            stored.into_iter().filter(|stored| undo(&stored.history, &part.import) != (None, UndoCounts::default()));
        total = futures::stream::iter(touched)
            .map(|stored| customer(services, &part.tenant, &part.import, stored))
            .buffer_unordered(CONCURRENT_REQUESTS)
            .try_fold(total, async |total, counts| Ok(total.plus(counts)))
            .await?;
    }
    Ok(Ended::All(total))
}

async fn customer(
    services: &Services,
    tenant: &TenantId,
    import: &ImportId,
    stored: StoredCustomer,
) -> Result<UndoCounts, StoreError> {
    let id = stored.history.key.id();
    let mut before = Some(stored);
    for _ in 0..TRIES {
        let Some(stored) = before else { return Ok(UndoCounts::default()) };
        let (after, counts) = undo(&stored.history, import);
        let is_written = match after {
            None => true,
            Some(after) if after.is_empty() => customers::delete(&services.customers, tenant, &stored).await?,
            Some(after) => customers::write(&services.customers, tenant, &after, Some(&stored)).await?,
        };
        if is_written {
            return Ok(counts);
        }
        before = customers::read(&services.customers, tenant, id).await?;
    }
    Ok(UndoCounts { failed: 1, ..UndoCounts::default() })
}
