//! Lines that say which customer stands for which: each concerns two customers, who may be of different parts.

use shared::domain::{CustomerId, TenantId};
use shared::ingest::{Fact, FactRow, MergeCounts, Row};

use super::chunks::RowsByCustomer;
use crate::aws::Services;
use crate::customers::duplicates::{Merged, merge_stored};
use crate::customers::store::{self as customers, Place};
use crate::jobs::JobError;

/// Lets customers stand for others as the lines say. A relation that is otherwise by now stays and is counted as kept.
pub(super) async fn write(
    services: &Services,
    tenant: &TenantId,
    rows: RowsByCustomer,
) -> Result<MergeCounts, JobError> {
    let mut counts = MergeCounts::default();
    for (other, survivor, number) in pairs(&rows) {
        match merge_stored(services, tenant, survivor, other).await? {
            Merged::New => counts.facts_new += 1,
            Merged::Before => counts.facts_unchanged += 1,
            Merged::Kept => counts.fields_kept += 1,
            Merged::Missing if is_erased(services, tenant, [other, survivor]).await? => counts.lines_of_erased += 1,
            Merged::Missing => {
                return Err(JobError::Lasting(format!(
                    "Customer {number}, or the customer who stands for them, is not here. Import the files of customers \
                     of all data sources first, then this one again."
                )));
            }
        }
    }
    Ok(counts)
}

/// What [`write()`] would do.
pub(super) async fn compare(
    services: &Services,
    tenant: &TenantId,
    rows: RowsByCustomer,
) -> Result<MergeCounts, JobError> {
    let mut counts = MergeCounts::default();
    for (other, survivor, _) in pairs(&rows) {
        let now = customers::read(&services.customers, tenant, other).await?;
        match now.and_then(|stored| stored.history.merged_into) {
            None => counts.facts_new += 1,
            Some(into) if into == survivor => counts.facts_unchanged += 1,
            Some(_) => counts.fields_kept += 1,
        }
    }
    Ok(counts)
}

fn pairs(rows: &RowsByCustomer) -> impl Iterator<Item = (CustomerId, CustomerId, &str)> {
    rows.iter().flat_map(|(other, (key, rows))| {
        rows.iter().filter_map(|row| match row {
            Row::Fact(FactRow { fact: Fact::Merge { into }, .. }) => Some((*other, into.id(), key.number.as_str())),
            _ => None,
        })
    })
}

async fn is_erased(services: &Services, tenant: &TenantId, ids: [CustomerId; 2]) -> Result<bool, JobError> {
    for id in ids {
        if matches!(customers::look(&services.customers, tenant, id).await?, Place::Erased(_)) {
            return Ok(true);
        }
    }
    Ok(false)
}
